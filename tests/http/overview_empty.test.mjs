// A list with nobody in it says which filter to remove (requirements O5, O6).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';

const count = (page) => Number(/Antall deltakere: ([\d\s]+)/.exec(page.main)[1].replace(/\s/g, ''));
const offers = (page) => page.all('.uten-filter a').map((link) => ({ href: link.attribs.href, text: page.textOf(link).replace(/\s+/g, ' ').trim() }));

test('O5: an empty result names each filter that helps by going, with how many there are then', async () => {
  const visitor = await as('flere');
  const page = await visitor.openPage('/deltakere?status=opprettet&status=endret&kommune=4601&kommune=3203&registrert_av=qqqq&deltok_fra=2023-01-01&sorter=-navn&antall=10');
  assert.equal(count(page), 0);
  assert.match(page.text('.tomt'), /Ingen deltakere passer til filteret/);
  const found = offers(page);
  assert.deepEqual(found.map(({ text }) => text.replace(/\d+ i listen/, 'N i listen')), ['Uten «Registrert av: qqqq» er det N i listen']);
  const query = new URLSearchParams(found[0].href.split('?')[1]);
  assert.deepEqual([...query].sort().map(String), ['antall,10', 'deltok_fra,2023-01-01', 'kommune,3203', 'kommune,4601', 'sorter,-navn', 'status,endret', 'status,opprettet']);
  assert.equal(count(await visitor.openPage(found[0].href)), Number(/er det (\d+)/.exec(found[0].text)[1]));
});

test('O5: several filters that each stand in the way are all offered, values of one field together', async () => {
  const visitor = await as('imdi');
  const page = await visitor.openPage('/deltakere?kommune=4601&kommune=5001&bydel=030102&side=3');
  const found = offers(page);
  assert.deepEqual(found.map(({ href }) => href), ['/deltakere?bydel=030102', '/deltakere?kommune=4601&kommune=5001']);
  assert.match(found[0].text, /^Uten «Kommune: Bergen, Kommune: Trondheim» er det/);
  for (const { href, text } of found) assert.equal(count(await visitor.openPage(href)), Number(/er det (\d+)/.exec(text)[1]), href);
});

test('O5: where no filter helps by going alone, that is said, and all can go', async () => {
  const visitor = await as('trondheim');
  const page = await visitor.openPage('/deltakere?registrert_av=qqqq&kommune=0301&bydel=030102');
  assert.deepEqual(offers(page), []);
  assert.match(page.text('.tomt'), /hjelper ikke å fjerne bare ett/);
  assert.equal(page.one('.tomt a[href="/deltakere"]').attribs.href, '/deltakere');
  assert.equal(page.all('.knapperad a[href*="oversikt"]').length, 0, 'nothing to download');
});
