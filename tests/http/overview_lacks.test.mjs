// The column of what is lacking, switched on in the address (requirement P15).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { as } from './client.mjs';
import { environment } from './environment.mjs';

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

test('P15: switched off, a view of the overview costs no statement for it', async () => {
  const visitor = await as('trondheim');
  const view = async (address) => {
    await visitor.openPage(address);
    return logged().at(-1);
  };
  for (let i = 0; i < 40; i += 1) await visitor.openPage('/deltakere'); // each worker reads the names of districts once
  const off = await view('/deltakere');
  assert.ok(await view('/deltakere?vis=mangler') - off <= 1);
  assert.equal(await view('/deltakere'), off);
});

test('P15: bad values of the switch are refused by name', async () => {
  const visitor = await as('oslo');
  for (const bad of ['alt', 'Mangler', '1', "'", 'mangler ']) {
    const answer = await visitor.get(`/deltakere?vis=${encodeURIComponent(bad)}`);
    assert.equal(answer.status, 400, bad);
    assert.match(answer.page.main, /vis=/);
  }
});
