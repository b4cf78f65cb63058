// Downloads as Excel (requirements D1-D4), against the CSV of the same rows and read by a reader that is not ours.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv, readPlainCsv } from './csv.mjs';
import { Freg, awaitName } from './freg.mjs';
import { address, register } from './participant.mjs';
import { someWoman } from './women.mjs';
import { readXlsx } from './xlsx.mjs';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FILES = [['oversikt', 'deltakeroversikt'], ['datasett', 'datasett']];

// What stands in the CSV because it is one: the apostrophe before what could run, and decimal commas.
const asText = (cell, kind) => (kind === 'n' ? cell.replace(',', '.') : cell.replace(/^'(?='*\s*[=+\-@\t\r\n＝＋－＠])/u, ''));

async function bothOf(visitor, name, query = '') {
  const csv = readCsv((await visitor.get(`/deltakere/${name}.csv${query}`)).bytes);
  const sheets = readXlsx((await visitor.get(`/deltakere/${name}.xlsx${query}`)).bytes);
  return { csv, sheets };
}

function assertSameCells(sheet, csv, what) {
  assert.deepEqual(sheet.headings, csv.headings, what);
  assert.equal(sheet.rows.length, csv.rows.length, what);
  sheet.rows.forEach((row, i) => {
    const expected = csv.rows[i].map((cell, at) => (cell === '' ? null : asText(cell, sheet.kinds[i][at])));
    assert.deepEqual(row, expected, `${what}, row ${i + 2}`);
  });
}

test('I4: both come as .xlsx under their own addresses, with a name that tells nobody', async () => {
  const visitor = await as('flere');
  for (const [name] of FILES) {
    const answer = await visitor.get(`/deltakere/${name}.xlsx`);
    assert.equal(answer.status, 200);
    assert.equal(answer.type, TYPE);
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="jobbsjansen-[a-z]+-\d{4}-\d\d-\d\d\.xlsx"$/);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const head = await visitor.request('HEAD', `/deltakere/${name}.xlsx`);
    assert.equal(head.status, 200);
    assert.equal(head.type, TYPE);
    assert.equal(head.bytes.length, 0);
  }
});

test('D1: D2: every cell of the workbook is the cell of the CSV, for everybody and every filter', async () => {
  for (const [who, query] of [['imdi', ''], ['flere', '?status=opprettet&status=endret'], ['oslo', '?status=endret'], ['grunerlokka', ''], ['trondheim', '?status=utskrevet']]) {
    const visitor = await as(who);
    for (const [name, title] of FILES) {
      const { csv, sheets } = await bothOf(visitor, name, query);
      assert.deepEqual(sheets.map((sheet) => sheet.name), [title, ...(name === 'datasett' ? ['prover'] : []), 'kodebok', 'kvittering'], `${who} ${name}`);
      assertSameCells(sheets[0], csv, `${who} ${name}${query}`);
    }
  }
});

test('D3: verdier chooses codes or texts in the workbook too', async () => {
  const visitor = await as('flere');
  for (const values of ['koder', 'tekster', 'begge']) {
    const { csv, sheets } = await bothOf(visitor, 'datasett', `?verdier=${values}`);
    assertSameCells(sheets[0], csv, values);
  }
  assert.equal((await visitor.get('/deltakere/datasett.xlsx?verdier=alt')).status, 400);
});

test('D2: dates are dates, codes are numbers, and what only looks like a number is a text', async () => {
  const visitor = await as('imdi');
  for (const [name] of FILES) {
    const [sheet] = readXlsx((await visitor.get(`/deltakere/${name}.xlsx`)).bytes);
    const seen = { d: new Set(), n: new Set(), s: new Set() };
    sheet.kinds.forEach((row) => row.forEach((kind, i) => kind && seen[kind].add(sheet.headings[i])));
    const dates = sheet.headings.filter((heading) => /dato$|^Oppstart$|^Avslutning$|^Sist endret$/.test(heading));
    assert.ok(dates.length >= 3, name);
    for (const heading of dates) assert.ok(!seen.s.has(heading) && !seen.n.has(heading), `${heading} is a date`);
    assert.deepEqual([...seen.d].filter((heading) => !/dato|^Oppstart$|^Avslutning$|^Sist endret$/.test(heading)), []);
    for (const heading of ['fodselsnummer', 'kommunenummer', 'Fødselsnummer'].filter((it) => sheet.headings.includes(it))) {
      assert.ok(seen.s.has(heading) && !seen.n.has(heading), `${heading} is a text`);
    }
    for (const heading of sheet.headings.filter((it) => /_\d+$|^finansieringstype$|^Rapporteringsår$/.test(it))) assert.ok(!seen.s.has(heading), `${heading} is a number`);
  }
});

test('D2: the headings are bold and stay, the filter covers every row', async () => {
  for (const [name] of FILES) {
    for (const sheet of readXlsx((await (await as('flere')).get(`/deltakere/${name}.xlsx`)).bytes)) {
      assert.equal(sheet.frozen, 'A2');
      assert.match(sheet.filter, new RegExp(`^A1:[A-Z]+${sheet.rows.length + 1}$`));
    }
  }
});

test('D2: the sheet with the codebook is the data dictionary', async () => {
  const visitor = await as('oslo');
  const dictionary = readCsv((await visitor.get('/kodebok.csv')).bytes);
  for (const language of ['nb', 'nn', 'en']) {
    const reader = visitor.copy();
    reader.jar.set('sprak', language);
    const sheets = readXlsx((await reader.get('/deltakere/oversikt.xlsx')).bytes);
    assertSameCells(sheets.find((sheet) => sheet.name === 'kodebok'), dictionary, language);
  }
});

test('D4: a name that looks like a formula or like markup is a text, unchanged', async () => {
  const visitor = await as('trondheim');
  const names = ['=1+1', '+1 x', '-1+1', '@SUM(A1)', '＝1', '<b>&amp;</b>"', '_x003D_1', 'Máhtte 👩🏽‍🎓 Ŋ; "x"'];
  const freg = new Freg();
  const registered = [];
  for (const fornavn of names) {
    const fodselsnummer = someWoman();
    await freg.tell(fodselsnummer, 'named', { fornavn, etternavn: 'Ås' });
    registered.push({ fodselsnummer, name: `${fornavn} Ås`, ...(await register(visitor, { fodselsnummer })) });
  }
  for (const { id, name } of registered) assert.equal(await awaitName(visitor, id), name);
  for (const [file, number, heading] of [['oversikt', 'Fødselsnummer', 'Navn'], ['datasett', 'fodselsnummer', 'navn']]) {
    const { csv, sheets: [sheet] } = await bothOf(visitor, file);
    assertSameCells(sheet, csv, file);
    const plain = readPlainCsv((await visitor.get(`/deltakere/${file}.csv?profil=ren`)).bytes);
    assert.deepEqual(plain.records.map((row) => row[heading]), csv.records.map((row) => row[heading]), 'the same guard in both profiles');
    const [at, of] = [number, heading].map((it) => sheet.headings.indexOf(it));
    for (const { fodselsnummer, name } of registered) {
      assert.equal(sheet.rows.find((row) => row[at].replace(/\D/g, '') === fodselsnummer)[of], name);
    }
  }
  await freg.well();
  for (const { id } of registered) await remove(visitor, id);
});

// Other suites' tests read every name on the overview.
async function remove(visitor, id) {
  const form = (await visitor.openPage(address(id, 'slett'))).form('dialog form');
  const done = await visitor.submit(form, address(id, 'slett'));
  assert.match(done.page.text('.ds-alert'), /er slettet/);
}

test("D1: a discharged woman's name is not in the workbook", async () => {
  const visitor = await as('imdi');
  for (const [name, , heading] of [['oversikt', '', 'Navn'], ['datasett', '', 'navn']]) {
    const [sheet] = readXlsx((await visitor.get(`/deltakere/${name}.xlsx?status=utskrevet`)).bytes);
    const at = sheet.headings.indexOf(heading);
    assert.ok(sheet.rows.length > 0);
    assert.ok(sheet.rows.every((row) => row[at] === null));
  }
});

test('who may not see the list gets no workbook', async () => {
  const nobody = (await as('flere')).copy();
  nobody.jar.clear();
  for (const [name] of FILES) {
    const answer = await nobody.get(`/deltakere/${name}.xlsx`);
    assert.notEqual(answer.status, 200);
    assert.notEqual(answer.type, TYPE);
  }
});

test('the overview offers both kinds of file, of the rows it shows', async () => {
  const visitor = await as('flere');
  const page = await visitor.openPage('/deltakere?status=endret');
  const links = page.all('a').map((link) => link.attribs.href ?? '');
  for (const [name] of FILES) {
    for (const ending of ['xlsx', 'csv']) assert.ok(links.includes(`/deltakere/${name}.${ending}?status=endret`), `${name}.${ending}: ${links.filter((link) => link.includes(name))}`);
  }
});

test('control: the reader refuses what is no workbook, and a formula', async () => {
  assert.throws(() => readXlsx(Buffer.from('a;b\r\n')));
  const whole = (await (await as('trondheim')).get('/deltakere/oversikt.xlsx')).bytes;
  assert.throws(() => readXlsx(whole.subarray(0, whole.length - 100)));
  const made = (value) => execFileSync('/usr/bin/python3', ['-c', 'import openpyxl, sys; book = openpyxl.Workbook(); sheet = book.active; ' +
    'sheet.append(["navn"]); sheet["A1"].font = openpyxl.styles.Font(bold=True); sheet["A1"].number_format = "@"; sheet.append([sys.argv[1]]); ' +
    'sheet["A2"].number_format = "@"; book.save(sys.stdout.buffer)', value]);
  assert.deepEqual(readXlsx(made('Anne'))[0].rows, [['Anne']]);
  assert.throws(() => readXlsx(made('=1+1')), /neither text, number nor date: f:=1\+1/);
});
