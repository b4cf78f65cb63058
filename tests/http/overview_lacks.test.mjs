// The column of what is lacking, switched on in the address (requirement P15).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { environment } from './environment.mjs';
import { register, saved } from './participant.mjs';

const MANY = 'status=opprettet&status=endret&sorter=-navn';
const heads = (page) => page.all('thead th').map((cell) => page.textOf(cell));
const cells = (page) => page.all('tbody td[data-navn="Mangler"]').map((cell) => page.textOf(cell).trim());
const query = (href) => new URLSearchParams(href.split('?')[1]);
const toggle = (page) => page.byId('vis-mangler').attribs.href;

const logged = () => readFileSync(join(environment.DIR, 'log', 'application.log'), 'utf8').split('\n')
  .filter((line) => / route=\/deltakere /.test(line)).map((line) => Number(/ sql=(\d+) /.exec(line)[1]));

test('P15: nothing is counted until the column is switched on; a plain link does it, and keeps the rest of the address', async () => {
  const visitor = await as('oslo');
  const off = await visitor.openPage(`/deltakere?${MANY}&antall=10&side=2`);
  assert.ok(!heads(off).includes('Mangler'));
  assert.equal(off.all('.manglertall').length, 0);
  assert.equal(String(query(toggle(off))), `${MANY}&vis=mangler&antall=10&side=2`);
  const on = await visitor.openPage(toggle(off));
  assert.ok(heads(on).includes('Mangler'));
  assert.equal(cells(on).length, on.all('tbody tr').length);
  assert.ok(cells(on).every((text) => /^\d+$/.test(text)));
  assert.equal(String(query(toggle(on))), `${MANY}&antall=10&side=2`);
});

test('P15: paging, sorting, filters and page size keep the column', async () => {
  const on = await (await as('oslo')).openPage(`/deltakere?${MANY}&vis=mangler&antall=10&side=2`);
  for (const link of [...on.all('nav.ds-pagination a'), ...on.all('.filterliste a')]) {
    assert.equal(query(link.attribs.href).get('vis'), 'mangler', link.attribs.href);
  }
  const forms = on.all('main form[method="get"]');
  assert.equal(forms.length, 4, 'filter, headings, order on a narrow screen, page size');
  for (const form of forms) assert.equal(on.all('input[name="vis"][value="mangler"]', form).length, 1);
});

test('P15: the column costs no statement: the number stands beside the rest', async () => {
  const visitor = await as('trondheim');
  const view = async (address) => {
    await visitor.openPage(address);
    return logged().at(-1);
  };
  for (let i = 0; i < 40; i += 1) await visitor.openPage('/deltakere'); // each worker reads the names of districts once
  assert.equal(await view('/deltakere?vis=mangler'), await view('/deltakere'));
});

test('P15, O2: it sorts by number, and what a list is sorted by is seen; hidden, the order goes too', async () => {
  const visitor = await as('oslo');
  const up = await visitor.openPage('/deltakere?sorter=mangler&antall=100');
  const down = await visitor.openPage('/deltakere?sorter=-mangler&antall=100');
  const sorted = (page) => cells(page).map(Number);
  assert.ok(sorted(up).length > 10);
  assert.deepEqual(sorted(up), sorted(up).toSorted((a, b) => a - b));
  assert.deepEqual(sorted(down), sorted(down).toSorted((a, b) => b - a));
  assert.equal(String(query(toggle(up))), 'antall=100');
});

test('P15, D1: the files of the overview have the column when it is switched on, and the same numbers', async () => {
  const visitor = await as('oslo');
  const page = await visitor.openPage(`/deltakere?${MANY}&vis=mangler&antall=100`);
  const link = page.all('a[href*="oversikt."]').map((one) => one.attribs.href).find((href) => href.includes('csv'));
  assert.equal(query(link).get('vis'), 'mangler');
  const file = readCsv((await visitor.get(link)).bytes).records;
  assert.deepEqual(file.slice(0, cells(page).length).map((row) => row.Mangler), cells(page));
  assert.ok(!('Mangler' in readCsv((await visitor.get(`/deltakere/oversikt.csv?${MANY}`)).bytes).records[0]));
});

const csv = async (visitor, text) => readCsv((await visitor.get(`/deltakere/oversikt.csv?vis=mangler&${text}`)).bytes).records;
const names = (page) => page.all('#f-mangler option').map((option) => option.attribs.value).filter(Boolean);
const ALL = 'status=opprettet&status=endret&status=avsluttet&status=utskrevet';

test('O5, P15: of every question, the filter finds those who lack it: together as many as the numbers say', async () => {
  const visitor = await as('flere');
  const asked = names(await visitor.openPage('/deltakere'));
  assert.ok(asked.length > 30);
  const whole = await csv(visitor, ALL);
  let found = 0;
  for (const name of asked) {
    const rows = await csv(visitor, `${ALL}&mangler=${name}`);
    assert.ok(rows.every((row) => Number(row.Mangler) > 0), name);
    found += rows.length;
  }
  assert.ok(found > 0);
  assert.equal(found, whole.reduce((sum, row) => sum + Number(row.Mangler), 0));
  const every = await csv(visitor, `${ALL}&${asked.map((name) => `mangler=${name}`).join('&')}`);
  assert.equal(every.length, whole.filter((row) => Number(row.Mangler) > 0).length, 'several are "or"');
});

test('O5, P15: a question is lacking while the gate that comes next asks for it, and never when it is locked', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const lacks = async (name) => (await csv(visitor, `mangler=${name}`)).some((row) => row.Fødselsnummer.replace(/\D/g, '') === number);
  assert.deepEqual([await lacks('helsefremmende_tiltak'), await lacks('utdanning_norge'), await lacks('fravar')], [true, false, false]);
  await saved(visitor, id, 'programinnhold', { helsefremmende_tiltak: ['1'], sted_arbeidspraksis: ['9'], norskopplaring_spraktrening: ['1'] });
  assert.deepEqual([await lacks('helsefremmende_tiltak'), await lacks('oppstartsdato_forste_praksis')], [false, false]);
  await saved(visitor, id, 'avslutning', { avslutningsdato: '01.06.2026' });
  assert.deepEqual([await lacks('utdanning_norge'), await lacks('fravar'), await lacks('type_arbeid')], [true, true, false]);
  await saved(visitor, id, 'avslutning', { hovedarsak_avslutning: '1' });
  assert.equal(await lacks('type_arbeid'), true, 'opened by another answer');
});

test('O5: a chip for each question, with its label; the panel keeps those chosen and offers the rest', async () => {
  const visitor = await as('imdi');
  const page = await visitor.openPage('/deltakere?mangler=fravar&mangler=utdanning_norge');
  const chips = page.all('.filterliste .ds-chip');
  assert.equal(chips.length, 2);
  for (const chip of chips) assert.match(page.textOf(chip), /^Mangler svar: \S/);
  assert.equal(String(query(chips[0].attribs.href)), 'mangler=utdanning_norge');
  assert.ok(page.byId('f-mangler-fravar').attribs.checked !== undefined);
  assert.ok(!names(page).includes('fravar'));
  assert.equal(page.all('#f-mangler optgroup').length, 4);
});

test('O5: what cannot be lacking is refused by name: fetched, made by the register, unknown, hostile', async () => {
  const visitor = await as('oslo');
  for (const bad of ['navn', 'ankomstar', 'proveresultater', 'person_id', 'provedato', 'finnes_ikke', "x' OR 1=1", '%', 'Fravar']) {
    const answer = await visitor.get(`/deltakere?mangler=${encodeURIComponent(bad)}`);
    assert.equal(answer.status, 400, bad);
    assert.match(answer.page.main, /mangler=/);
  }
  const twice = await visitor.get('/deltakere?mangler=fravar&mangler=fravar');
  assert.equal(twice.location, '/deltakere?mangler=fravar', 'the same twice is once');
});

test('P15: bad values of the switch are refused by name', async () => {
  const visitor = await as('oslo');
  for (const bad of ['alt', 'Mangler', '1', "'", 'mangler ']) {
    const answer = await visitor.get(`/deltakere?vis=${encodeURIComponent(bad)}`);
    assert.equal(answer.status, 400, bad);
    assert.match(answer.page.main, /vis=/);
  }
});
