// How the list is sorted (requirements O2, D1, I5, P11), compared with a plain computation over the same file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { register, saved } from './participant.mjs';

const alphabet = new Intl.Collator('nb', { sensitivity: 'base' }).compare;
const byCode = (a, b) => (a < b ? -1 : Number(a > b));
const day = (cell) => cell.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3$2$1');
const byDay = (a, b) => byCode(day(a), day(b));
const COLUMNS = {
  fodselsnummer: ['Fødselsnummer', byCode], navn: ['Navn', alphabet], kommune: ['Kommune', alphabet], bydel: ['Bydel', alphabet],
  oppstart: ['Oppstart', byDay], avslutning: ['Avslutning', byDay], bekreftet: ['Bekreftet årsrapport', alphabet],
  rapporteringsar: ['Rapporteringsår', (a, b) => Number(a) - Number(b)], status: ['Status', alphabet], sist_endret: ['Sist endret', byDay],
  sist_endret_av: ['Sist endret av', alphabet],
};
const USERS = ['oslo', 'grunerlokka', 'trondheim', 'flere', 'imdi'];
const ALL = 'status=opprettet&status=endret&status=avsluttet&status=utskrevet';

const file = async (visitor, query) => readCsv((await visitor.get(`/deltakere/oversikt.csv?${query}`)).bytes).records;
const key = (row) => [numberOf(row), row.Oppstart, row.Status].join('|'); // a name may arrive between two files
const numbersOn = (page) => page.all('tbody tr').map((row) => page.textOf(page.one('a.fnr', row)).replace(/\D/g, ''));
const numberOf = (row) => row.Fødselsnummer.replace(/\D/g, '');

function assertSorted(cells, compare, descending, what) {
  const empty = cells.findIndex((cell) => cell === '');
  const filled = empty < 0 ? cells : cells.slice(0, empty);
  assert.ok(empty < 0 || cells.slice(empty).every((cell) => cell === ''), `${what}: empty cells come last`);
  filled.slice(1).forEach((cell, i) => {
    const sign = compare(filled[i], cell);
    assert.ok(descending ? sign >= 0 : sign <= 0, `${what}: «${filled[i]}» before «${cell}»`);
  });
}

for (const user of USERS) {
  test(`O2: ${user}: every column sorts both ways, empty cells last, and the file has the page's order (D1)`, async () => {
    const visitor = await as(user);
    const unsorted = await file(visitor, ALL);
    for (const [name, [heading, compare]] of Object.entries(COLUMNS)) {
      if (!(heading in unsorted[0])) continue;
      for (const sorter of [name, `-${name}`]) {
        const rows = await file(visitor, `${ALL}&sorter=${sorter}`);
        assert.deepEqual(rows.map(key).sort(), unsorted.map(key).sort(), `${sorter}: the same rows`);
        assertSorted(rows.map((row) => row[heading]), compare, sorter !== name, `${user} ${sorter}`);
      }
    }
  });
}

// The numbers of all pages, and of the file; once more where a name arrived meanwhile.
async function pagesAndFile(visitor, query) {
  const numbers = async () => (await file(visitor, query)).map(numberOf);
  let wanted = await numbers();
  for (let tries = 0; ; tries += 1) {
    const found = [];
    for (let side = 1; side <= Math.ceil(wanted.length / 10); side += 1) {
      found.push(...numbersOn(await visitor.openPage(`/deltakere?${query}&antall=10&side=${side}`)));
    }
    const after = await numbers();
    if (tries === 5 || after.join() === wanted.join()) return [found, wanted];
    wanted = after;
  }
}

for (const sorter of ['navn', '-navn', 'fodselsnummer', '-avslutning', 'bydel', '-sist_endret_av', 'sist_endret', 'status']) {
  test(`O2: all pages by ${sorter} are the file, row by row`, async () => {
    const visitor = await as('oslo');
    for (const filter of [ALL, 'status=utskrevet', 'bekreftet=nei', 'status=opprettet&status=endret&status=avsluttet']) {
      const query = `${filter}&sorter=${sorter}`;
      assert.deepEqual(...await pagesAndFile(visitor, query), query);
    }
  });
}

test('O2: Norwegian order: Æ, Ø and Å last in the alphabet', async () => {
  const rows = await file(await as('imdi'), 'sorter=navn');
  const first = rows.map((row) => row.Navn).filter(Boolean).map((name) => name[0]);
  const last = (letter) => first.lastIndexOf(letter);
  for (const letter of ['Ø', 'Å', 'Æ'].filter((each) => first.includes(each))) assert.ok(first.indexOf(letter) > last('S'), letter);
});

test('O2: a heading goes from ascending to descending and back to last changed first', async () => {
  const visitor = await as('oslo');
  const standard = await visitor.openPage('/deltakere');
  const next = async (page, name) => {
    const button = page.one(`th button#s-${name}`);
    assert.equal(button.attribs.form, 'liste');
    const fields = page.all('form#liste input').map((input) => [input.attribs.name, input.attribs.value]);
    const answer = await visitor.get(`/deltakere?${new URLSearchParams([...fields, ['sorter', button.attribs.value]])}`);
    return (await visitor.follow(answer)).page;
  };
  const sorted = (page, name) => page.one(`th:has(button#s-${name})`).attribs['aria-sort'];
  for (const name of Object.keys(COLUMNS)) {
    assert.equal(sorted(standard, name), 'none');
    const up = await next(standard, name);
    assert.equal(sorted(up, name), 'ascending', name);
    const down = await next(up, name);
    assert.equal(sorted(down, name), 'descending', name);
    const back = await next(down, name);
    assert.equal(sorted(back, name), 'none', name);
    assert.deepEqual(numbersOn(back), numbersOn(standard), name);
  }
});

test('O2: the order stays when pages are turned, filters taken away and the page size changed', async () => {
  const page = await (await as('oslo')).openPage('/deltakere?bekreftet=nei&sorter=-navn&antall=10');
  for (const link of page.all('nav.ds-pagination a[href], .filterliste a')) assert.match(link.attribs.href, /[?&]sorter=-navn\b/);
  assert.ok(page.all('form.sidestorrelse input').some((input) => input.attribs.name === 'sorter' && input.attribs.value === '-navn'));
  assert.ok(page.all('form#liste input').some((input) => input.attribs.name === 'antall' && input.attribs.value === '10'));
  assert.equal(page.one('select#sortering option[selected]').attribs.value, '-navn');
});

test('P11: sorting by name tells nothing of a discharged woman\'s name', async () => {
  const visitor = await as('imdi');
  for (const sorter of ['navn', '-navn']) {
    const rows = await file(visitor, `${ALL}&sorter=${sorter}`);
    const from = rows.findIndex((row) => row.Navn === '');
    assert.ok(rows.every((row, i) => row.Status !== 'Utskrevet' || i >= from), sorter);
  }
});

test('I5: an empty field is taken out of the address', async () => {
  const answer = await (await as('oslo')).get('/deltakere?sorter=&status=endret&bekreftet=&antall=10&side=2');
  assert.equal(answer.status, 303);
  assert.equal(answer.location, '/deltakere?status=endret&antall=10&side=2');
});

test('I5: an order that is not known is answered with 400 naming it', async () => {
  const visitor = await as('oslo');
  for (const value of ['alder', '-', '--navn', '-alder', 'Navn', 'navn,status', 'navn;drop']) {
    const answer = await visitor.get(`/deltakere?sorter=${encodeURIComponent(value)}`);
    assert.equal(answer.status, 400, value);
    assert.ok(answer.page.main.includes(value), value);
  }
});

test('O2: one who is changed comes first again, whatever the order was before', async () => {
  const visitor = await as('flere');
  const { id, number } = await register(visitor, { kommunenummer: '4601' });
  await saved(visitor, id, 'bakgrunn', { deltatt_intro: '2' });
  assert.equal(numbersOn(await visitor.openPage('/deltakere?sorter=-sist_endret'))[0], number);
  const rows = await file(visitor, 'sorter=sist_endret');
  assert.equal(numberOf(rows.at(-1)), number);
});
