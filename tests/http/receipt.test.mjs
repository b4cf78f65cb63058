// Receipts of downloads (requirements D6, L3): every file has one, told in the answer's own header and on a page.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { TOP } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { readXlsx } from './xlsx.mjs';

const FILES = ['oversikt.csv', 'datasett.csv', 'prover.csv', 'oversikt.xlsx', 'datasett.xlsx'];
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const idOf = (answer) => {
  const id = answer.headers.get('x-kvittering') ?? '';
  assert.match(id, /^[0-9a-f]{32}$/);
  return id;
};
const receiptOf = (visitor, id) => visitor.get(`/deltakere/kvittering/${id}`);

// What the page says, by its headings.
function factsOf(page) {
  return Object.fromEntries(page.all('main dl > div').map((row) => [page.textOf(page.one('dt', row)), page.textOf(page.one('dd', row))]));
}
const linesOf = (page, heading) => page.all('main dl > div').filter((row) => page.textOf(page.one('dt', row)) === heading)
  .flatMap((row) => page.all('.feltlinje', row).map((line) => page.textOf(line)));

async function rowsIn(answer, name) {
  return name.endsWith('csv') ? readCsv(answer.bytes).rows.length : readXlsx(answer.bytes)[0].rows.length;
}

test('D6: every file has a receipt, with who, when, what, how many rows, and the SHA-256 of the very bytes that came', async () => {
  const visitor = await as('flere');
  for (const name of FILES) {
    for (const query of ['', '?status=endret']) {
      const answer = await visitor.get(`/deltakere/${name}${query}`);
      const page = assertPage(await receiptOf(visitor, idOf(answer)));
      const facts = factsOf(page);
      assert.equal(facts.Kvittering, idOf(answer));
      assert.equal(facts['Filens SHA-256'], sha256(answer.bytes), `${name}${query}`);
      assert.equal(facts['Antall rader'].replace(/\s/g, ''), String(await rowsIn(answer, name)));
      assert.equal(facts.Størrelse, `${String(answer.bytes.length).replace(/\B(?=(\d{3})+$)/g, ' ')} byte`);
      assert.equal(facts.Fil, /filename="([^"]+)"/.exec(answer.headers.get('content-disposition'))[1]);
      assert.equal(facts.Adresse, `/deltakere/${name}${query}`);
      assert.equal(facts.Av, 'Jonas Vestbygd');
      assert.equal(facts.Resultat, 'Fullført');
      assert.match(facts['Lastet ned'], /^\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d$/);
      assert.match(facts.Kodebok, /^Versjon \S+$/);
      assert.match(facts['Kodebokens SHA-256'], /^[0-9a-f]{64}$/);
      assert.deepEqual(linesOf(page, 'Utvalg'), ['Deltakere i Bergen og Asker', query ? 'Status: Endret' : 'Utskrevne deltakere er ikke med']);
    }
  }
});

test('D6: the codebook of the receipt is the one in use', async () => {
  const visitor = await as('oslo');
  const facts = factsOf((await receiptOf(visitor, idOf(await visitor.get('/deltakere/oversikt.csv')))).page);
  assert.equal(facts['Kodebokens SHA-256'], sha256(readFileSync(join(TOP, 'codebook.xml'))));
});

test('D6: the receipt says the selection in words and as the address it would be asked for with again', async () => {
  const visitor = await as('imdi');
  const asked = '?status=utskrevet&kommune=0301&oppstart_fra=2024-01-01&bekreftet=nei&sorter=-navn&antall=10&side=2&profil=ren';
  const answer = await visitor.get(`/deltakere/oversikt.csv${asked}`);
  const page = assertPage(await receiptOf(visitor, idOf(answer)));
  const words = linesOf(page, 'Utvalg');
  for (const line of ['Deltakere i hele landet', 'Status: Utskrevet', 'Kommune: Oslo', 'Bekreftet årsrapport: Nei']) assert.ok(words.includes(line), `${line}: ${words}`);
  assert.ok(words.some((line) => /^Oppstart fra.*01\.01\.2024/.test(line)), String(words));
  assert.ok(words.some((line) => /^Rapporteringsår: \d{4}$/.test(line)), 'the year that the address left to the register');
  const { Adresse: again } = factsOf(page);
  assert.deepEqual((await visitor.get(again)).bytes, answer.bytes);
  assert.match(again, /profil=ren/);
  assert.doesNotMatch(again, /side=|antall=/);
});

test('D6: a long selection and hard letters come back whole', async () => {
  const visitor = await as('imdi');
  const numbers = (await visitor.openPage('/deltakere')).all('#f-kommune option').map((option) => option.attribs.value).filter(Boolean);
  assert.ok(numbers.length > 100);
  const name = `O'Brien "\\" <b>&amp; %s æøå Ŋ 👩🏽‍🎓`;
  const query = `?${new URLSearchParams([...numbers.map((number) => ['kommune', number]), ['registrert_av', name]])}`;
  const answer = await visitor.get(`/deltakere/oversikt.csv${query}`);
  assert.equal(answer.status, 200);
  const { page } = await receiptOf(visitor, idOf(answer));
  const words = linesOf(page, 'Utvalg');
  assert.equal(words.filter((line) => line.startsWith('Kommune: ')).length, numbers.length);
  assert.ok(words.at(-1).includes(name), words.at(-1));
  const again = new URL(factsOf(page).Adresse, 'http://x').searchParams;
  assert.deepEqual(again.getAll('kommune').sort(), numbers.sort());
  assert.equal(again.get('registrert_av'), name);
});

test('D6: a workbook holds its receipt as a sheet; its own checksum is on the page that the sheet names', async () => {
  const visitor = await as('flere');
  for (const name of ['oversikt', 'datasett']) {
    const answer = await visitor.get(`/deltakere/${name}.xlsx?status=opprettet&status=endret`);
    const sheet = readXlsx(answer.bytes).at(-1);
    assert.equal(sheet.name, 'kvittering');
    const facts = Object.fromEntries(sheet.rows.filter(([label]) => label !== null));
    const shown = factsOf((await receiptOf(visitor, idOf(answer))).page);
    assert.equal(facts.Kvittering, idOf(answer));
    for (const label of ['Fil', 'Lastet ned', 'Av', 'Adresse', 'Antall rader']) assert.equal(facts[label], shown[label], label);
    assert.equal(`Versjon ${facts['Kodebok, versjon']}`, shown.Kodebok);
    assert.equal(facts['Kodebok, SHA-256'], shown['Kodebokens SHA-256']);
    assert.ok(facts['Filens SHA-256'].endsWith(`/deltakere/kvittering/${idOf(answer)}`));
    const at = sheet.rows.findIndex(([label]) => label === 'Utvalg');
    assert.deepEqual(sheet.rows.slice(at, at + 3).map((row) => row[1]), ['Deltakere i Bergen og Asker', 'Status: Opprettet', 'Status: Endret']);
  }
});

test('D6: I5: a search for persons is told by how much was searched for, never by what', async () => {
  const visitor = await as('oslo');
  const [, row] = readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes).records;
  const number = row.Fødselsnummer.replace(/\D/g, '');
  const form = (await visitor.openPage('/deltakere')).form('form[action$="/deltakere/sok"]').setAll({ fodselsnummer: number, navn: 'Navnesen' });
  const { location } = await visitor.submit(form, '/deltakere/sok');
  const query = new URL(location, 'http://x').search;
  assert.match(query, /^\?sok=/);
  for (const name of FILES) {
    const answer = await visitor.get(`/deltakere/${name}${query}`);
    assert.equal(answer.status, 200);
    for (const reader of [visitor, await as('systemeier')]) {
      const { page, text } = await receiptOf(reader, idOf(answer));
      assert.ok(linesOf(page, 'Utvalg').includes('Søk etter personer, antall søkeord: 2'), page.main);
      assert.equal(factsOf(page).Adresse, `/deltakere/${name}${query}`);
      assert.ok(!text.includes(number) && !text.includes('Navnesen'));
    }
    if (name.endsWith('xlsx')) assert.ok(!JSON.stringify(readXlsx(answer.bytes).at(-1)).includes(number));
  }
});

test('D6: nothing is written above the headings of a CSV', async () => {
  const visitor = await as('flere');
  assert.match((await visitor.get('/deltakere/oversikt.csv')).text, /^\ufeffFødselsnummer;/);
  assert.match((await visitor.get('/deltakere/datasett.csv?profil=ren')).text, /^person_id,/);
});

test('I8: a receipt is there for the one who downloaded and for the system owner, and for nobody else', async () => {
  const [owner, systemOwner] = [await as('oslo'), await as('systemeier')];
  const id = idOf(await owner.get('/deltakere/oversikt.csv'));
  assert.equal((await receiptOf(owner, id)).status, 200);
  const facts = factsOf(assertPage(await receiptOf(systemOwner, id)));
  assert.notEqual(facts.Av, factsOf((await receiptOf(systemOwner, idOf(await systemOwner.get('/deltakere/oversikt.csv')))).page).Av);
  for (const name of ['trondheim', 'grunerlokka', 'imdi', 'admin-oslo']) {
    const visitor = await as(name);
    const [there, nowhere] = [await receiptOf(visitor, id), await receiptOf(visitor, 'f'.repeat(32))];
    assert.equal(there.status, 404, name);
    assert.equal(there.page.main.replaceAll(id, ''), nowhere.page.main.replaceAll('f'.repeat(32), ''));
  }
  const stranger = owner.copy();
  stranger.jar.clear();
  assert.notEqual((await receiptOf(stranger, id)).status, 200);
});

test('what is no receipt is 404', async () => {
  const visitor = await as('oslo');
  const id = idOf(await visitor.get('/deltakere/oversikt.csv'));
  for (const bad of [id.toUpperCase(), id.slice(1), `${id}0`, '0'.repeat(32), "'%20OR%201=1", 'æ'.repeat(16), '%F0%9F%92%A5', `${id}%00`]) {
    assert.ok([400, 404].includes((await receiptOf(visitor, encodeURI(decodeURI(bad)))).status), bad);
  }
});

test('D6: one\'s own downloads are listed, the newest first, each with the way to its receipt', async () => {
  const visitor = await as('trondheim');
  const ids = [];
  for (const name of FILES) ids.unshift(idOf(await visitor.get(`/deltakere/${name}`)));
  const page = assertPage(await visitor.get('/deltakere/kvittering'));
  const links = page.all('main tbody a').map((link) => link.attribs.href);
  assert.deepEqual(links.slice(0, ids.length), ids.map((id) => `/deltakere/kvittering/${id}`));
  assert.ok(links.length <= 50);
  assert.deepEqual(page.all('main tbody tr').slice(0, 5).map((row) => page.textOf(page.all('td', row)[0])),
    ['Fullt datasett (Excel)', 'Deltakeroversikt (Excel)', 'Norskprøver (CSV)', 'Fullt datasett (CSV)', 'Deltakeroversikt (CSV)']);
  const mine = new Set((await (await as('imdi')).openPage('/deltakere/kvittering')).all('main tbody a').map((link) => link.attribs.href));
  assert.ok(links.every((link) => !mine.has(link)), 'nobody else\'s');
  assert.ok((await visitor.openPage('/deltakere')).all('a').some((link) => link.attribs.href === '/deltakere/kvittering'), 'the overview leads there');
});

test('L3: no receipt where no data left: HEAD, a redirect to the login, a refusal', async () => {
  const visitor = await as('trondheim');
  const newest = async () => (await visitor.openPage('/deltakere/kvittering')).attribute('main tbody a', 'href');
  await visitor.get('/deltakere/oversikt.csv');
  const before = await newest();
  for (const name of FILES) {
    const head = await visitor.request('HEAD', `/deltakere/${name}`);
    assert.equal(head.status, 200);
    assert.equal(head.bytes.length, 0);
    assert.equal(head.headers.get('x-kvittering'), null);
    assert.equal((await visitor.get(`/deltakere/${name}?status=borte`)).status, 400);
    assert.equal((await visitor.post(`/deltakere/${name}`, {})).status, 405);
  }
  assert.equal(await newest(), before);
});

test('U1: the receipt is in the reader\'s language', async () => {
  const visitor = await as('flere');
  const id = idOf(await visitor.get('/deltakere/prover.csv'));
  for (const [language, title, result] of [['nn', 'Kvittering for nedlasting', 'Fullført'], ['en', 'Receipt for a download', 'Completed']]) {
    const reader = visitor.copy();
    reader.jar.set('sprak', language);
    const page = assertPage(await receiptOf(reader, id));
    assert.equal(page.attribute('html', 'lang'), language);
    assert.equal(page.text('h1'), title);
    assert.ok(Object.values(factsOf(page)).includes(result), page.main);
    assertPage(await reader.get('/deltakere/kvittering'));
  }
  const reader = visitor.copy();
  reader.jar.set('sprak', 'nn');
  const answer = await reader.get('/deltakere/oversikt.csv');
  assert.deepEqual(linesOf((await receiptOf(reader, idOf(answer))).page, 'Utval'), ['Deltakarar i Bergen og Asker', 'Utskrivne deltakarar er ikkje med']);
});
