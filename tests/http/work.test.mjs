// What a request costs beside what it asks for (issue figures: the context takes one statement), by the application's own journal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Visitor, as, elsewhere } from './client.mjs';
import { journalAt, journalFrom } from './matrix/journal.mjs';

// What the journal says of the one request of this route that is made meanwhile; those before may still be writing theirs.
async function lineOf(route, ask) {
  const at = journalAt();
  await ask();
  for (let tries = 1; ; tries += 1) {
    const found = (await journalFrom(at, tries)).filter((line) => line.route === route);
    if (found.length > 0) return found.at(-1);
    assert.ok(tries < 20, `the journal has no line of ${route}`);
  }
}

test('A2: the context costs one statement a request, and none where nobody is logged in', async () => {
  for (const visitor of [await as('trondheim'), await as('flere'), await as('imdi')]) {
    assert.equal((await lineOf('/tilgjengelighet', () => visitor.get('/tilgjengelighet'))).sql, 1, 'who asks, and nothing else');
    assert.equal((await lineOf('/min-bruker/okt.json', () => visitor.get('/min-bruker/okt.json'))).sql, 1, 'what the session lasts comes with it');
  }
  const nobody = await lineOf('/tilgjengelighet', () => new Visitor().get('/tilgjengelighet'));
  assert.ok(nobody.sql <= 1, `${nobody.sql}: at most to leave whoever was there before`);
});

test('O1: a page of the overview is four statements for everybody: who asks, the totals, its rows, and that they were opened', async () => {
  for (const user of ['trondheim', 'oslo', 'imdi']) {
    const visitor = await as(user);
    for (const path of ['/deltakere?antall=50', '/deltakere?antall=25&sorter=navn']) {
      // a worker that is asked for the first time reads the places too, and learns of what was read before
      const taken = [];
      for (let tries = 0; tries < 8; tries += 1) taken.push((await lineOf('/deltakere', () => visitor.get(path))).sql);
      assert.equal(Math.min(...taken), 4, `${user} ${path}: ${taken}`);
    }
  }
});

test('A4: a wrong password of a known user and of an unknown one take as many statements', async () => {
  const work = async (brukernavn) => {
    const visitor = new Visitor({ from: elsewhere() });
    const form = (await visitor.get('/logg-inn')).page.form('form:has([name=passord])').setAll({ brukernavn, passord: 'feil' });
    // the former visitor of the worker is left first, where there was one
    const { status, sql } = await lineOf('/logg-inn', () => visitor.submit(form, '/logg-inn'));
    assert.equal(status, 422);
    return sql;
  };
  const least = async (names) => {
    const counts = [];
    for (const name of names) counts.push(await work(name));
    return Math.min(...counts);
  };
  const [known, unknown] = [await least(['trondheim', 'imdi', 'oslo', 'flere']), await least([1, 2, 3, 4].map((at) => `ukjent-${Date.now()}-${at}`))];
  assert.ok(known >= 2, `${known} statements: before and after the hash`);
  assert.equal(unknown, known);
});

test('A4: both compute one hash: as much time, as the median of several', async () => {
  const times = { known: [], unknown: [] };
  for (let round = 0; round < 5; round += 1) {
    for (const [kind, brukernavn] of [['known', 'trondheim'], ['unknown', `ukjent-${round}`]]) {
      const visitor = new Visitor({ from: elsewhere() });
      const form = (await visitor.get('/logg-inn')).page.form('form:has([name=passord])').setAll({ brukernavn, passord: 'feil' });
      const began = performance.now();
      assert.equal((await visitor.submit(form, '/logg-inn')).status, 422);
      times[kind].push(performance.now() - began);
    }
  }
  const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const [known, unknown] = [middle(times.known), middle(times.unknown)];
  assert.ok(Math.max(known, unknown) < 3 * Math.min(known, unknown) + 10, `known ${known.toFixed()} ms, unknown ${unknown.toFixed()} ms`);
});
