// Views, routines and triggers are made anew while people work, as by every new version or codebook (requirement C6):
// that empties the context of every connection, and a request then starts over by itself. In an installation of its own.
import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mariadb from 'mariadb';
import { readCsv } from '../http/csv.mjs';
import { Installation } from '../http/installation.mjs';
import { address, openForm, register, stored } from '../http/participant.mjs';

const PARTICIPANTS = 1200; // a download of so many lasts longer than an object takes to be made anew
const ROUNDS = 1;

let own;
let admin;
before(async () => {
  own = await Installation.start();
  admin = await mariadb.createConnection({ socketPath: own.environment.DB_SOCKET, user: userInfo().username, database: own.environment.DB_NAME, bigIntAsNumber: true });
  assert.equal(await own.jobbsjanseBeside(['demo', '--participants', String(PARTICIPANTS)], { DEMO_PASSWORD: own.environment.PASSWORD }), '');
});
after(async () => {
  await admin?.end();
  own?.remove();
});

// How long all rounds take depends on the machine; this only ends what hangs.
const PATIENCE = 900_000;

const login = (name) => own.login(name);

// Everything is made anew, as if each text had changed; `going` ends with the last round.
async function remake(state) {
  for (let round = 0; round < ROUNDS; round += 1) {
    await admin.query("DELETE FROM generated_object WHERE name LIKE 'routine/%' OR name LIKE 'trigger/%'");
    assert.equal(await own.jobbsjanseBeside(['database', 'apply']), '');
    state.rounds += 1;
  }
  state.going = false;
}

const trouble = () => (own.log('application').match(/database-trouble.*/g) ?? []).slice(0, 5).join('\n');
const lost = () => (own.log('application').match(/context-lost/g) ?? []).length;

async function read(visitor, id, state) {
  while (state.going) {
    for (const path of ['/deltakere', address(id, 'bakgrunn'), address(id, 'registrerte-data'), '/deltakere/ny', '/kodebok']) {
      const answer = await visitor.get(path);
      state.answers.push([path.replace(id, '{id}'), answer.status]);
      if (path === '/deltakere') assert.ok(answer.page.all('main tbody tr').length > 0, 'the list is never empty');
      assert.equal(answer.status, 200, `${path}\n${trouble()}`);
    }
  }
}

// IMDi's pages of counts: what they say stays what it was.
async function count(visitor, expected, state) {
  while (state.going) {
    for (const [path, words] of expected) {
      const answer = await visitor.get(path);
      state.answers.push([path, answer.status]);
      assert.equal(answer.status, 200, trouble());
      assert.equal(answer.page.all('main tbody tr').length, words, path);
    }
  }
}

// Saves the next number each time, and reads it back now and then: what was answered 303 is stored.
async function write(visitor, id, state) {
  let last = 1;
  while (state.going) {
    const next = (last % 20) + 1;
    const form = (await openForm(visitor, id, 'bakgrunn')).setAll({ omsorgsansvar_barn: '1', antall_barn: String(next) });
    const answer = await visitor.submit(form, address(id, 'bakgrunn'));
    state.answers.push(['POST', answer.status]);
    assert.equal(answer.status, 303, trouble());
    last = next;
    const again = await openForm(visitor, id, 'bakgrunn');
    const alone = await visitor.request('PATCH', `/deltakere/${id}/felt/antall_barn`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ antall_barn: String((next % 20) + 1), versjon: again.value('versjon'), csrf: again.value('csrf') }).toString(),
    });
    state.answers.push(['PATCH', alone.status]);
    assert.equal(alone.status, 200, trouble());
    last = (next % 20) + 1;
    state.saved += 2;
  }
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'antall_barn'), [String(last)]);
}

async function download(visitor, path, rows, state) {
  while (state.going) {
    const answer = await visitor.get(path);
    state.answers.push([path, answer.status]);
    assert.equal(answer.status, 200, trouble());
    assert.equal(readCsv(answer.bytes).records.length, rows, `${path} is whole`);
    state.downloads += 1;
  }
}

test('C6: while routines, views and triggers are made anew again and again, eight people read, save and download: none meets an error', { timeout: PATIENCE }, async () => {
  const [first, second, third, imdi] = [await login('trondheim'), await login('trondheim'), await login('flere'), await login('imdi')];
  const women = [];
  for (const visitor of [first, second, third]) women.push((await register(visitor)).id);
  for (const [i, visitor] of [first, second, third].entries()) {
    const form = (await openForm(visitor, women[i], 'bakgrunn')).setAll({ omsorgsansvar_barn: '1' });
    assert.equal((await visitor.submit(form, address(women[i], 'bakgrunn'))).status, 303);
  }
  const rows = async (path) => readCsv((await imdi.get(path)).bytes).records.length;
  const whole = await rows('/deltakere/datasett.csv');
  assert.ok(whole > PARTICIPANTS / 2, `${whole} rows`);
  const figures = [];
  for (const path of ['/rapportering']) figures.push([path, (await imdi.openPage(path)).all('main tbody tr').length]);
  assert.ok(figures.every(([, lines]) => lines > 0), `${figures}`);
  const before = lost();
  const state = { going: true, rounds: 0, saved: 0, downloads: 0, answers: [] };
  const work = [
    write(first.copy(), women[0], state), write(second.copy(), women[1], state), write(third.copy(), women[2], state),
    read(first.copy(), women[0], state), read(third.copy(), women[2], state), count(imdi.copy(), figures, state),
    download(imdi.copy(), '/deltakere/datasett.csv', whole, state), download(imdi.copy(), '/deltakere/oversikt.csv', whole, state),
  ];
  const making = remake(state).finally(() => { state.going = false; });
  const ends = await Promise.allSettled([making, ...work]);
  for (const end of ends) if (end.status === 'rejected') throw new Error(`${end.reason.message}\n${trouble()}`);
  assert.equal(state.rounds, ROUNDS);
  assert.deepEqual(state.answers.filter(([, status]) => status >= 400), []);
  assert.ok(lost() - before > 20, `control: contexts were lost meanwhile (${lost() - before})`);
  assert.ok(state.saved > 6 && state.downloads > 2, `${state.saved} saved, ${state.downloads} downloaded`);
});

test('C6: login and logout, too, while everything is made anew', { timeout: PATIENCE }, async () => {
  const state = { going: true, rounds: 0 };
  const making = remake(state).finally(() => { state.going = false; });
  let visits = 0;
  while (state.going) {
    const visitor = await login('oslo');
    const page = await visitor.openPage('/deltakere').catch((error) => { error.message += trouble(); throw error; });
    const token = new Map(visitor.jar);
    const out = await visitor.submit(page.form('form[action$="/logg-ut"]'), '/logg-ut');
    assert.equal(out.status, 303);
    visitor.jar = token;
    assert.equal((await visitor.get('/deltakere')).status, 303, 'the session is over, not forgotten');
    visits += 1;
    await sleep(50);
  }
  await making;
  assert.ok(visits > 1, `${visits} visits`);
});
