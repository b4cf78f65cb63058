// The list of participants (requirements O1, O6, P11, U3, I5). Columns and order; searching comes later.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { register, saved } from './participant.mjs';
import { shown } from './women.mjs';

const HEADINGS = ['Fødselsnummer', 'Navn', 'Kommune', 'Bydel', 'Oppstart', 'Avslutning', 'Bekreftet årsrapport', 'Rapporteringsår',
  'Status', 'Sist endret', 'Sist endret av'];

const headings = (page) => page.all('thead th').map((cell) => page.textOf(cell)).filter((text) => HEADINGS.includes(text));
const rows = (page) => page.all('tbody tr');
const idIn = (page, row) => page.one('a[href$="/person-og-prosjekt"]', row).attribs.href.split('/')[2];
const count = (page) => Number(/Antall deltakere: ([\d ]+)/.exec(page.main)[1].replace(/\s/g, ''));

async function allRows(visitor, query) {
  const found = [];
  const first = await visitor.openPage(`/deltakere?${query}`);
  for (let side = 1; found.length < count(first); side += 1) {
    const page = await visitor.openPage(`/deltakere?${query}&side=${side}`);
    const here = rows(page);
    assert.ok(here.length > 0, `page ${side} of ${query} has rows`);
    found.push(...here.map((row) => idIn(page, row))); // a name may arrive between two pages
  }
  return found;
}

test('the columns are those of the register; the district only where some row can have one', async () => {
  for (const [name, withDistrict] of [['trondheim', false], ['flere', false], ['oslo', true], ['grunerlokka', true], ['imdi', true]]) {
    const answer = await (await as(name)).get('/deltakere');
    const page = assertPage(answer);
    assert.deepEqual(headings(page), HEADINGS.filter((text) => withDistrict || text !== 'Bydel'), name);
  }
});

test('each row tells who, and leads to her form; numbers are shown 6 + 5', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const page = await visitor.openPage('/deltakere');
  const link = page.one(`tbody a[href="/deltakere/${id}/person-og-prosjekt"]`);
  assert.equal(page.textOf(link), shown(number));
  const row = page.textOf(rows(page)[0]);
  assert.ok(row.includes(shown(number)), 'last changed comes first');
  for (const text of ['Trondheim', '01.02.2024', 'Opprettet', 'Nei']) assert.ok(row.includes(text), text);
});

test('the one changed last comes first', async () => {
  const visitor = await as('flere');
  const first = await register(visitor, { kommunenummer: '4601' });
  const second = await register(visitor, { kommunenummer: '3203' });
  const order = async () => {
    const page = await visitor.openPage('/deltakere');
    return rows(page).slice(0, 2).map((row) => idIn(page, row));
  };
  assert.deepEqual(await order(), [second.id, first.id]);
  await saved(visitor, first.id, 'bakgrunn', { deltatt_intro: '2' });
  assert.deepEqual(await order(), [first.id, second.id]);
});

test('the count is exact, and paging shows each row once', async () => {
  const visitor = await as('flere');
  for (const size of [10, 25, 50, 100]) {
    const page = await visitor.openPage(`/deltakere?antall=${size}`);
    assert.equal(rows(page).length, Math.min(size, count(page)), `antall=${size}`);
  }
  const page = await visitor.openPage('/deltakere');
  assert.equal(rows(page).length, Math.min(25, count(page)), 'default 25');
  const found = await allRows(visitor, 'antall=10');
  assert.equal(found.length, count(page));
  assert.equal(new Set(found).size, found.length, 'no row twice');
  assert.deepEqual(await allRows(visitor, 'antall=100'), found, 'the same order whatever the page size');
});

test('the pager leads on and back, and keeps the page size', async () => {
  const visitor = await as('imdi');
  const first = await visitor.openPage('/deltakere?antall=10');
  const next = first.all('nav.ds-pagination a[href]').find((link) => /Neste/.test(first.textOf(link)));
  const second = await visitor.openPage(new URL(next.attribs.href, 'http://x/deltakere').pathname + new URL(next.attribs.href, 'http://x/deltakere').search);
  assert.match(second.main, /viser 11–20/);
  assert.equal(rows(second).length, 10);
  const back = second.all('nav.ds-pagination a[href]').find((link) => /Forrige/.test(second.textOf(link)));
  assert.ok(back);
  assert.equal(second.text('nav.ds-pagination [aria-current]'), '2');
});

test('several statuses can be asked for; discharged ones only when asked', async () => {
  const visitor = await as('imdi');
  const numbers = {};
  for (const query of ['', 'status=opprettet', 'status=endret', 'status=avsluttet', 'status=utskrevet', 'status=opprettet&status=endret&status=avsluttet']) {
    const page = await visitor.openPage(`/deltakere?${query}`);
    numbers[query] = count(page);
    const word = /^status=(\w+)$/.exec(query)?.[1];
    const { records } = readCsv((await visitor.get(`/deltakere/oversikt.csv?${query}`)).bytes);
    assert.equal(records.length, numbers[query], `the file has the rows of the page: ${query}`);
    if (word) assert.ok(records.every((row) => row.Status.toLowerCase() === word), query);
    if (word === 'utskrevet') {
      assert.ok(records.length > 0, 'the demo has discharged ones');
      assert.ok(records.every((row) => row.Navn === ''), 'without name');
    }
  }
  assert.equal(numbers[''], numbers['status=opprettet'] + numbers['status=endret'] + numbers['status=avsluttet']);
  assert.equal(numbers['status=opprettet&status=endret&status=avsluttet'], numbers['']);
});

test('the default order of all is by last change, newest first', async () => {
  const visitor = await as('imdi');
  const { records } = readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes);
  const changed = records.map((row) => row['Sist endret'].replace(/^(\d\d)\.(\d\d)\.(\d{4})/, '$3$2$1'));
  assert.deepEqual(changed, [...changed].sort().reverse());
  assert.ok(changed.length >= 150, 'the demo has its participants');
});

test('municipalities have their Norwegian names', async () => {
  const { records } = readCsv((await (await as('imdi')).get('/deltakere/oversikt.csv')).bytes);
  const places = new Set(records.map((row) => row.Kommune));
  assert.ok(places.has('Oslo') && places.has('Trondheim'));
  for (const place of places) assert.doesNotMatch(place, / - /, place);
});

test('demo participants have synthetic numbers alone, and are women', async () => {
  const { records } = readCsv((await (await as('imdi')).get('/deltakere/oversikt.csv')).bytes);
  for (const { Fødselsnummer: cell } of records) {
    const number = cell.replace(/\D/g, '');
    assert.match(number, /^\d{2}(8[1-9]|9[0-2])\d{7}$/, 'month + 80');
    assert.equal(Number(number[8]) % 2, 0);
  }
});
