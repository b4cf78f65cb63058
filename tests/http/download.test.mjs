// Downloads by their address: profiles, values, the table of Norwegian tests (requirement D3).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv, readPlainCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { readXlsx } from './xlsx.mjs';

const FILES = ['oversikt', 'datasett', 'prover'];
const SETTLED = 'oppstart_til=2024-01-31'; // those that came with the register: nobody's name is on its way
const iso = (day) => day.split('.').reverse().join('-');
const csv = async (visitor, name, query = '') => readCsv((await visitor.get(`/deltakere/${name}.csv${query}`)).bytes);
const plain = async (visitor, name, query = '') => readPlainCsv((await visitor.get(`/deltakere/${name}.csv${query}`)).bytes);

test('D3: profil=ren is the same table with commas, ISO dates, CRLF and no byte-order mark; profil=excel is the default', async () => {
  for (const who of ['imdi', 'oslo']) {
    const visitor = await as(who);
    for (const name of FILES) {
      const excel = await visitor.get(`/deltakere/${name}.csv?profil=excel&${SETTLED}`);
      assert.deepEqual(excel.bytes, (await visitor.get(`/deltakere/${name}.csv?${SETTLED}`)).bytes, name);
      const [one, other] = [readCsv(excel.bytes), await plain(visitor, name, `?profil=ren&${SETTLED}`)];
      assert.deepEqual(other.headings, one.headings);
      assert.ok(one.rows.length > 0, name);
      let dates = 0;
      one.rows.forEach((row, i) => row.forEach((cell, at) => {
        const isDay = /^\d\d\.\d\d\.\d{4}$/.test(cell);
        dates += isDay;
        assert.equal(other.rows[i][at], isDay ? iso(cell) : cell, `${name}: ${one.headings[at]} of row ${i}`);
      }));
      assert.ok(dates > 0, name);
    }
  }
});

test('D3: profile, values and filter go together', async () => {
  const visitor = await as('flere');
  const { headings, records } = await plain(visitor, 'datasett', '?profil=ren&verdier=koder&status=endret');
  assert.ok(headings.includes('deltatt_intro') && !headings.includes('deltatt_intro_tekst'));
  assert.equal(records.length, (await csv(visitor, 'oversikt', '?status=endret')).records.length);
  assert.ok(records.every((row) => /^\d{4}-\d\d-\d\d$/.test(row.oppstartsdato)));
});

test('D3: a profile or values that do not exist are a 400 that names them, and leave no receipt', async () => {
  const visitor = await as('flere');
  const count = async () => (await visitor.openPage('/deltakere/kvittering')).attribute('main tbody a', 'href');
  const before = await count();
  for (const [query, named] of [['profil=pen', 'profil=pen'], ['profil=Excel', 'profil=Excel'], ['profil=ren&profil=excel', 'profil=excel'], ['verdier=alt', 'verdier=alt'],
    ['verdier=koder&verdier=tekster', 'verdier=tekster'], ['profil=%3Cb%3E', 'profil=<b>'], ['fil=x', 'fil=x'], ['status=borte', 'status=borte']]) {
    for (const name of ['datasett', 'prover']) {
      const answer = await visitor.get(`/deltakere/${name}.csv?${query}`);
      assert.equal(answer.status, 400, query);
      assert.ok(assertPage(answer).main.includes(`«${named}»`), `${query}: ${answer.page.main}`);
      assert.equal(answer.headers.get('x-kvittering'), null);
      assert.equal(answer.headers.get('content-disposition'), null);
    }
  }
  assert.equal((await visitor.get('/deltakere/oversikt.csv?verdier=koder')).status, 400, 'the overview has no codes');
  for (const name of ['oversikt', 'datasett']) {
    const answer = await visitor.get(`/deltakere/${name}.xlsx?profil=excel`);
    assert.equal(answer.status, 400, 'a workbook has no profile');
    assert.ok(answer.page.main.includes('«profil=excel»') && answer.page.main.includes('CSV'));
  }
  assert.equal(await count(), before);
});

test('D3: an empty field asks for nothing, and the same twice is once', async () => {
  const visitor = await as('flere');
  const expected = (await visitor.get('/deltakere/datasett.csv')).bytes;
  for (const query of ['?profil=&verdier=', '?profil=excel&profil=excel', '?verdier=begge&profil=excel']) {
    assert.deepEqual((await visitor.get(`/deltakere/datasett.csv${query}`)).bytes, expected, query);
  }
});

test('D3: the tests are a table of their own: one row each, with whose it is, as the pages show them', async () => {
  const visitor = await as('oslo');
  const { headings, records } = await csv(visitor, 'prover', `?${SETTLED}`);
  assert.deepEqual(headings, ['person_id', 'fodselsnummer', 'oppstartsdato', 'provedato', 'provetype', 'provetype_tekst', 'proveresultat', 'proveresultat_tekst']);
  const page = await visitor.openPage(`/deltakere?antall=100&${SETTLED}`);
  let seen = 0;
  for (const row of page.all('tbody tr')) {
    const link = page.one('th a', row);
    const number = page.textOf(link).replace(/\D/g, '');
    const start = page.textOf(page.one('[data-navn=Oppstart]', row));
    const data = await visitor.openPage(link.attribs.href.replace('person-og-prosjekt', 'registrerte-data'));
    const table = data.all('table').find((one) => data.textOf(one).includes('Prøvedato') || data.all('th', one).some((cell) => /dato/i.test(data.textOf(cell))));
    const shown = table ? data.all('tbody tr', table).map((line) => data.all('th, td', line).map((cell) => data.textOf(cell))) : [];
    const mine = records.filter((one) => one.fodselsnummer.replace(/\D/g, '') === number && one.oppstartsdato === start);
    assert.deepEqual(mine.map((one) => [one.provedato, one.provetype_tekst, one.proveresultat_tekst]), shown, number);
    seen += mine.length;
  }
  assert.ok(seen > 10, `${seen} tests`);
  assert.equal(seen, records.length, 'and nobody else\'s');
});

test('D3: verdier chooses the columns of the tests too', async () => {
  const visitor = await as('flere');
  assert.deepEqual((await csv(visitor, 'prover', '?verdier=koder')).headings, ['person_id', 'fodselsnummer', 'oppstartsdato', 'provedato', 'provetype', 'proveresultat']);
  assert.deepEqual((await csv(visitor, 'prover', '?verdier=tekster')).headings, ['person_id', 'fodselsnummer', 'oppstartsdato', 'provedato', 'provetype_tekst', 'proveresultat_tekst']);
});

test('D3: the sheet of the workbook is the table of tests, for everybody, every filter and order', async () => {
  for (const [who, query] of [['imdi', ''], ['flere', '?sorter=-oppstart'], ['oslo', '?status=endret&verdier=koder'], ['grunerlokka', ''], ['imdi', '?status=utskrevet']]) {
    const visitor = await as(who);
    const file = await csv(visitor, 'prover', query);
    const sheets = readXlsx((await visitor.get(`/deltakere/datasett.xlsx${query}`)).bytes);
    const sheet = sheets.find(({ name }) => name === 'prover');
    assert.deepEqual(sheet.headings, file.headings);
    assert.deepEqual(sheet.rows.map((row) => row.map((cell) => cell ?? '')), file.rows, `${who}${query}`);
    const women = new Set(sheets[0].rows.map((row) => row[sheets[0].headings.indexOf('person_id')]));
    assert.ok(file.records.every((row) => women.has(row.person_id)), 'of the same women');
  }
});

test('D3: the tests come in the order of the rows they belong to', async () => {
  const visitor = await as('oslo');
  for (const query of ['?sorter=fodselsnummer', '?sorter=-oppstart', '']) {
    const order = (await csv(visitor, 'datasett', query)).records.map((row) => `${row.person_id} ${row.oppstartsdato}`);
    const places = (await csv(visitor, 'prover', query)).records.map((row) => order.indexOf(`${row.person_id} ${row.oppstartsdato}`));
    assert.ok(places.length > 20 && places.every((place, i) => place >= 0 && (i === 0 || places[i - 1] <= place)), query);
  }
});

test('A2: D3: a district sees its own tests alone, and one who sees no participants has no such file', async () => {
  const [district, whole] = [await csv(await as('grunerlokka'), 'prover'), await csv(await as('oslo'), 'prover')];
  const own = new Set((await csv(await as('grunerlokka'), 'datasett')).records.map((row) => row.person_id));
  assert.ok(district.records.length > 0 && district.records.length < whole.records.length);
  assert.ok(district.records.every((row) => own.has(row.person_id)));
  assert.equal((await (await as('admin-oslo')).get('/deltakere/prover.csv')).status, 404);
});
