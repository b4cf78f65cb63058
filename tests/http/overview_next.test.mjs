// "Neste" goes on from the last row shown (requirements O3, I5): the same pages as the numbered ones, whatever the order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { confirmName, register } from './participant.mjs';

const COLUMNS = ['fodselsnummer', 'navn', 'kommune', 'bydel', 'oppstart', 'avslutning', 'bekreftet', 'rapporteringsar', 'status', 'sist_endret', 'sist_endret_av'];
const NOBODY = 'bbbbbbbbbbbbbbbc';
const LAST = 'kvvvvvvvvvvvvvvv'; // the highest there can be
const ALL = 'status=opprettet&status=endret&status=avsluttet&status=utskrevet';
const idsOn = (page) => page.all('tbody tr').map((row) => page.one('a.fnr', row).attribs.href.match(/deltakere\/([a-z]{16})\//)[1]);
const nextOf = (page) => page.all('nav.ds-pagination a[rel=next]')[0]?.attribs.href.replace(/^.*?(?=\/deltakere\?)/, '');
const countOf = (page) => Number(page.textOf(page.one('#antall strong')).replace(/\D/g, ''));

async function byNext(visitor, query) {
  const ids = [];
  let count;
  for (let path = `/deltakere?${query}&antall=10`; path; ) {
    const page = await visitor.openPage(path);
    ids.push(...idsOn(page));
    count ??= countOf(page);
    if (countOf(page) !== count) return [`${path}: all are counted, not those that are left`];
    path = nextOf(page);
    if (path) assert.match(path, /&side=\d+&etter=[a-z]{16}\.\d{20}$/);
  }
  return ids;
}

async function byNumber(visitor, query) {
  const ids = [];
  for (let side = 1; ; side += 1) {
    const page = await visitor.openPage(`/deltakere?${query}&antall=10&side=${side}`);
    ids.push(...idsOn(page));
    if (!nextOf(page)) return ids;
  }
}

// A name may arrive meanwhile and move somebody.
async function same(visitor, query) {
  for (let tries = 0; ; tries += 1) {
    const walked = await byNext(visitor, query);
    const numbered = await byNumber(visitor, query);
    if (tries < 4 && walked.join() !== numbered.join()) continue;
    assert.equal(new Set(walked).size, walked.length, `${query}: nobody twice`);
    assert.deepEqual(walked, numbered, query);
    return;
  }
}

for (const user of ['oslo', 'flere']) {
  test(`O3: ${user}: walking by "Neste" shows the numbered pages, in every order both ways`, async () => {
    const visitor = await as(user);
    for (const column of COLUMNS) {
      for (const sorter of [column, `-${column}`]) {
        await same(visitor, `sorter=${sorter}`);
      }
    }
    for (const filter of [ALL, 'bekreftet=nei']) for (const sorter of ['navn', '-navn', '-sist_endret', 'avslutning']) await same(visitor, `${filter}&sorter=${sorter}`);
    for (const sorter of ['-sist_endret', 'navn']) await same(visitor, `status=utskrevet&sorter=${sorter}`);
  });
}

test('O3: who is unknown, seen by others alone, or changed since, does not move the page', async () => {
  const visitor = await as('oslo');
  const foreign = idsOn(await (await as('trondheim')).openPage('/deltakere'))[0];
  const digits = '20240101120000000000';
  for (const sorter of ['navn', '-fodselsnummer', 'status', 'kommune']) {
    const wanted = idsOn(await visitor.openPage(`/deltakere?sorter=${sorter}&antall=10&side=2`));
    for (const id of [foreign, NOBODY, LAST, wanted[3]]) {
      assert.deepEqual(idsOn(await visitor.openPage(`/deltakere?sorter=${sorter}&antall=10&side=2&etter=${id}.${digits}`)), wanted, `${sorter} ${id}`);
    }
  }
  const answers = await Promise.all([foreign, NOBODY].map((id) => visitor.openPage(`/deltakere?antall=10&side=2&etter=${id}.${digits}`)));
  assert.deepEqual(idsOn(answers[0]), idsOn(answers[1]), 'an order by time goes on from the time, whoever it was');
});

test('O3: one who is changed between two pages is neither missed nor in the way', async () => {
  const visitor = await as('flere');
  const ids = [];
  for (let count = 0; count < 10; count += 1) ids.unshift((await register(visitor, { kommunenummer: '4601' })).id);
  const first = await visitor.openPage('/deltakere?antall=10&sorter=-sist_endret');
  assert.deepEqual(idsOn(first), ids);
  const second = idsOn(await visitor.openPage(nextOf(first)));
  await confirmName(visitor, ids[9]);
  assert.deepEqual(idsOn(await visitor.openPage(nextOf(first))), second);
});

test('I5: on the first page, in chips, orders and files it is left out; beyond the end is the last page', async () => {
  const visitor = await as('oslo');
  const first = await visitor.openPage('/deltakere?antall=10&bekreftet=nei');
  const etter = nextOf(first).match(/etter=[a-z\d.]+/)[0];
  assert.deepEqual(idsOn(await visitor.openPage(`/deltakere?antall=10&bekreftet=nei&${etter}`)), idsOn(first));
  const second = await visitor.openPage(nextOf(first));
  for (const link of second.all('.filterliste a, a[href*="oversikt.csv"], a[href*="datasett.xlsx"], a[rel=prev]')) assert.doesNotMatch(link.attribs.href, /etter=/);
  for (const input of second.all('form input')) assert.notEqual(input.attribs.name, 'etter');
  const [files, plain] = await Promise.all([`/deltakere/oversikt.csv?bekreftet=nei&${etter}`, '/deltakere/oversikt.csv?bekreftet=nei'].map((path) => visitor.get(path)));
  assert.deepEqual(files.bytes, plain.bytes);
  const last = await visitor.openPage('/deltakere?antall=10&bekreftet=nei&side=100000');
  assert.deepEqual(idsOn(await visitor.openPage(`/deltakere?antall=10&bekreftet=nei&side=100000&${etter}`)), idsOn(last));
});

test('I5: what is not written by the register is answered with 400', async () => {
  const visitor = await as('oslo');
  for (const value of ['1', `${NOBODY}`, `${NOBODY}.2`, '.20240101120000000000', `${NOBODY}.2024010112000000000x`, `${NOBODY}.202401011200000000000`, `${NOBODY}b.20240101120000000000`, `vvvvvvvvvvvvvvvv.20240101120000000000`, `bbbbbbbbbbbbbbb'.20240101120000000000`]) {
    assert.equal((await visitor.get(`/deltakere?side=2&etter=${encodeURIComponent(value)}`)).status, 400, value);
  }
});

test('O3: digits that are no instant show a page all the same', async () => {
  const visitor = await as('oslo');
  for (const digits of ['00000000000000000000', '99999999999999999999', '20249999999999999999']) {
    assert.equal((await visitor.get(`/deltakere?side=2&antall=10&etter=${NOBODY}.${digits}`)).status, 200, digits);
  }
});
