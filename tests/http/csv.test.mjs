// Downloads as files for a spreadsheet (requirements D1-D4, D6's promise of nothing above the headings).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { codebookOf } from './codebook_file.mjs';
import { readCsv } from './csv.mjs';
import { address, fillAll, openForm, PAGES, register, saved } from './participant.mjs';
import { shown } from './women.mjs';

const overview = async (visitor, query = '') => readCsv((await visitor.get(`/deltakere/oversikt.csv${query}`)).bytes);
const dataset = async (visitor, query = '') => readCsv((await visitor.get(`/deltakere/datasett.csv${query}`)).bytes);
const digits = (cell) => cell.replace(/\D/g, '');

// The data standard's own list, read from its text: [name, codes, several].
const STANDARD = [
  ['finansieringstype', [1, 2, 9], false], ['deltatt_intro', [1, 2], false], ['omsorgsansvar_barn', [1, 2, 9], false],
  ['utdanning_norge', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], false], ['tiltak_for_jobbsjansen', [1, 2, 3, 4, 5, 6, 88, 99], true],
  ['norskopplaring_spraktrening', [1, 2, 3, 4, 5, 6, 7, 8, 9, 88, 99], true], ['arbeidsrettede_tiltak', [1, 2, 3, 4, 5, 6, 7, 8, 9, 88, 99], true],
  ['sted_arbeidspraksis', [1, 2, 3, 4, 8, 9], true], ['utdanningsrettede_tiltak', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 88, 99], true],
  ['helsefremmende_tiltak', [1, 2, 3, 88, 99], true], ['samfunn_ovrige_tiltak', [1, 2, 3, 4, 5, 6, 7, 88, 99], true],
  ['hovedarsak_avslutning', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 99], false], ['type_naring_arbeid', [1, 21, 99], false],
];
const PLAIN = ['person_id', 'fodselsnummer', 'fodselsar', 'navn', 'kommunenummer', 'kommunenavn', 'bydel', 'oppstartsdato', 'intro_avsluttet_dato', 'ankomstar', 'fodeland',
  'sivilstand', 'antall_barn', 'oppstartsdato_forste_praksis', 'avslutningsdato', 'oppholdsgrunnlag', 'reservasjon_dato'];

test('both files come as downloads with a name that tells nobody', async () => {
  const visitor = await as('flere');
  for (const path of ['/deltakere/oversikt.csv', '/deltakere/datasett.csv']) {
    const answer = await visitor.get(path);
    assert.equal(answer.status, 200);
    assert.match(answer.type, /^text\/csv; ?charset=utf-8/i);
    const name = /^attachment; filename="([^"]+\.csv)"$/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    assert.match(name ?? '', /^[a-z0-9_.-]+$/i, `${path}: ${answer.headers.get('content-disposition')}`);
    assert.doesNotMatch(name, /\d{9,}/);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  }
});

test('the files open by double click: BOM, semicolon, CRLF, dd.mm.yyyy, no cell that runs', async () => {
  const visitor = await as('imdi');
  for (const read of [overview, dataset]) {
    const { headings, rows } = await read(visitor);
    assert.ok(rows.length >= 150);
    for (const row of rows) {
      row.forEach((cell, i) => {
        if (/dato$|^Oppstart$|^Avslutning$/.test(headings[i]) && cell !== '') assert.match(cell, /^\d\d\.\d\d\.\d{4}$/, headings[i]);
        assert.doesNotMatch(cell, /^\d{4}-\d\d-\d\d/, headings[i]);
      });
    }
  }
});

test('the overview file is what the screen shows: same headings, rows, order and cells', async () => {
  for (const name of ['flere', 'oslo']) {
    const visitor = await as(name);
    const file = await overview(visitor);
    const screen = { headings: null, rows: [] };
    for (let side = 1; side === 1 || screen.rows.length < file.rows.length; side += 1) {
      const page = await visitor.openPage(`/deltakere?antall=100&side=${side}`);
      const at = page.all('thead th').map((cell) => page.textOf(cell));
      screen.headings ??= at.filter((text) => file.headings.includes(text));
      const before = screen.rows.length;
      for (const row of page.all('tbody tr')) {
        const cells = page.all('th, td', row).map((cell) => page.textOf(cell));
        screen.rows.push(Object.fromEntries(at.map((heading, i) => [heading, cells[i]])));
      }
      assert.ok(screen.rows.length > before, 'paging comes to an end');
    }
    assert.deepEqual(screen.headings, file.headings);
    assert.equal(screen.rows.length, file.rows.length);
    file.records.forEach((record, i) => {
      for (const heading of file.headings) {
        const onScreen = screen.rows[i][heading];
        if (heading === 'Fødselsnummer') assert.equal(digits(record[heading]), digits(onScreen));
        else if (record[heading] === '') assert.match(onScreen, /^(–|)$|ikke|hentes|venter/i, `${heading} of row ${i}`);
        else assert.equal(record[heading].slice(0, onScreen.length), onScreen, `${heading} of row ${i}`);
      }
    });
  }
});

test('the full dataset has every variable of the data standard, with x, x_tekst and x_3', async () => {
  const { headings } = await dataset(await as('imdi'));
  const missing = PLAIN.filter((name) => !headings.includes(name));
  assert.deepEqual(missing, []);
  for (const [name, codes, several] of STANDARD) {
    if (several) for (const code of codes) assert.ok(headings.includes(`${name}_${code}`), `${name}_${code}`);
    else {
      assert.ok(headings.includes(name), name);
      assert.ok(headings.includes(`${name}_tekst`), `${name}_tekst`);
    }
  }
});

test("the full dataset's names are those of the codebook, and no others", async () => {
  const { headings } = await dataset(await as('imdi'));
  const names = new Set([...codebookOf().matchAll(/<variable\b[^>]*?\bname="([a-z0-9_]+)"/g)].map((match) => match[1]));
  assert.ok(names.size >= 45);
  for (const heading of headings) {
    const base = heading.replace(/_(tekst|\d+)$/, '');
    assert.ok(names.has(heading) || names.has(base), heading);
  }
});

test('verdier chooses codes, texts or both', async () => {
  const visitor = await as('flere');
  const codes = (await dataset(visitor, '?verdier=koder')).headings;
  const texts = (await dataset(visitor, '?verdier=tekster')).headings;
  const both = (await dataset(visitor, '?verdier=begge')).headings;
  assert.ok(codes.includes('deltatt_intro') && !codes.includes('deltatt_intro_tekst'));
  assert.ok(!texts.includes('deltatt_intro') && texts.includes('deltatt_intro_tekst'));
  assert.deepEqual(both, (await dataset(visitor)).headings);
  assert.equal((await visitor.get('/deltakere/datasett.csv?verdier=alt')).status, 400);
});

test('both files have the rows of the overview and of nobody else', async () => {
  for (const name of ['trondheim', 'oslo', 'grunerlokka', 'flere', 'imdi']) {
    const visitor = await as(name);
    const rows = (await overview(visitor)).records.map((row) => digits(row.Fødselsnummer)).sort();
    const full = await dataset(visitor);
    assert.deepEqual(full.records.map((row) => digits(row.fodselsnummer)).sort(), rows, name);
    const municipalities = new Set(full.records.map((row) => digits(row.kommunenummer)));
    // The number is kept as it was at its time: Asker was 3025 until 2024.
    const allowed = { trondheim: ['5001'], oslo: ['0301'], grunerlokka: ['0301'], flere: ['4601', '3203', '3025'] }[name];
    if (allowed) assert.deepEqual([...municipalities].filter((number) => !allowed.includes(number)), [], name);
    if (name === 'grunerlokka') assert.deepEqual([...new Set(full.records.map((row) => digits(row.bydel)))], ['030102']);
  }
});

test('the dataset says what the pages say', async () => {
  const visitor = await as('flere');
  const { id, number } = await register(visitor, { kommunenummer: '4601' });
  await fillAll(visitor, id);
  const { records } = await dataset(visitor);
  const record = records.find((row) => digits(row.fodselsnummer) === number);
  for (const where of PAGES) {
    const form = await openForm(visitor, id, where);
    const names = [...new Set(form.controls.map((control) => control.attribs.name))].filter((name) => name && !['csrf', 'nokkel', 'versjon', 'videre', 'kodebok', 'navn_runde'].includes(name));
    assert.ok(names.length >= 4, where);
    for (const name of names) {
      const several = form.controls.some((control) => control.attribs.name === name && control.attribs.type === 'checkbox') && `${name}_1` in record;
      if (several) {
        for (const code of form.choices(name)) {
          assert.equal(record[`${name}_${code}`], form.values(name).length === 0 ? '' : String(Number(form.values(name).includes(code))), `${name}_${code}`);
        }
      } else if (name === 'fodselsnummer') {
        assert.equal(digits(record[name]), digits(form.value(name)));
      } else {
        assert.equal(record[name].replace(/^'/, ''), form.value(name), name);
      }
    }
  }
  const data = (await visitor.openPage(address(id, 'registrerte-data'))).main;
  for (const [name, value] of Object.entries(record)) {
    if (name.endsWith('_tekst') && value !== '') assert.ok(data.includes(value), `${name}: ${value}`);
  }
});

test("a discharged woman's name is in neither file", async () => {
  const visitor = await as('imdi');
  const file = await overview(visitor, '?status=utskrevet');
  assert.ok(file.records.length > 0);
  assert.ok(file.records.every((row) => row.Navn === ''));
  const full = await dataset(visitor, '?status=utskrevet');
  assert.equal(full.records.length, file.records.length);
  assert.ok(full.records.every((row) => row.navn === ''));
  const others = await dataset(visitor);
  assert.ok(others.records.some((row) => row.navn !== ''), 'the others have theirs');
});

test('a text of digits is not taken for a number: the leading zero is there', async () => {
  const { records } = await dataset(await as('oslo'));
  assert.ok(records.every((row) => row.kommunenummer.includes('0301')));
  assert.ok(records.some((row) => /^\W*0/.test(row.fodselsnummer)));
});

test('an empty selection gives the headings alone', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  await saved(visitor, id, 'avslutning', {});
  const page = await visitor.openPage('/deltakere?status=utskrevet');
  const { headings, rows } = await overview(visitor, '?status=utskrevet');
  assert.ok(headings.length >= 10);
  assert.equal(rows.length, page.all('tbody tr').length);
});

test('one who downloads sees her own change at once', async () => {
  const visitor = await as('flere');
  const { number } = await register(visitor, { kommunenummer: '3203' });
  const text = (await visitor.get('/deltakere/oversikt.csv')).text;
  assert.ok(text.includes(number) || text.includes(shown(number)));
});

test('control: the reader refuses broken files', () => {
  const bytes = (text) => Buffer.from(text);
  const right = '\ufeffa;b\r\n1;"x;""y"""\r\n';
  assert.deepEqual(readCsv(bytes(right)).records, [{ a: '1', b: 'x;"y"' }]);
  for (const [what, text] of [['no BOM', right.slice(1)], ['commas', '\ufeffa;b\r\n1,2\r\n'], ['bare LF', '\ufeffa;b\n1;2\n'], ['a missing cell', '\ufeffa;b\r\n1\r\n'],
    ['a cell too many', '\ufeffa;b\r\n1;2;3\r\n'], ['an open quote', '\ufeffa;b\r\n1;"2\r\n'], ['a stray quote', '\ufeffa;b\r\n1;2"3\r\n'], ['a formula', '\ufeffa;b\r\n1;=1+1\r\n'],
    ['a hidden formula', '\ufeffa;b\r\n1;"@SUM(A1)"\r\n'], ['a minus that is no number', '\ufeffa;b\r\n1;-cmd\r\n'], ['the same heading twice', '\ufeffa;a\r\n1;2\r\n'],
    ['no end of the last row', '\ufeffa;b\r\n1;2'], ['nothing', '\ufeff']]) {
    assert.throws(() => readCsv(bytes(text)), undefined, what);
  }
  assert.throws(() => readCsv(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x3b, 0xff, 0x0d, 0x0a])), undefined, 'broken UTF-8');
});
