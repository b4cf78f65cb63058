// What breaks under the look-up (requirements P3, E1; issue 3, "Bad input and faults"): the daemon, the database, the register
// itself; and a queue longer than the limit lets by. In an installation of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mariadb from 'mariadb';
import { Freg, awaitName, awaitPage, nameOn, panelOf } from '../http/freg.mjs';
import { Installation, until } from '../http/installation.mjs';
import { register } from '../http/participant.mjs';
import { someWoman } from '../http/women.mjs';

let own;
let freg;
let visitor;
before(async () => {
  own = await Installation.start();
  freg = new Freg(own.environment.FREG_CONTROL_URL);
  visitor = await own.login('trondheim');
});
beforeEach(() => freg.well());
after(() => own?.remove());

const stored = (from) => own.log('jobs').slice(from).match(/answered=yes stored=yes/g)?.length ?? 0;

async function beingAsked(ms) {
  const fodselsnummer = someWoman();
  await freg.tell(fodselsnummer, 'delay', { ms });
  const made = await register(visitor, { fodselsnummer });
  await until(async () => (await freg.asked()).numbers[fodselsnummer] === 1, 'the register is being asked');
  return made;
}

test('the daemon is killed in the middle: after its restart the job is done, exactly once', async () => {
  const logged = own.log('jobs').length;
  const { id } = await beingAsked(1500);
  const restart = await own.kill('jobs');
  await sleep(3000);
  assert.equal(nameOn(await visitor.openPage(`/deltakere/${id}/person-og-prosjekt`)), null);
  restart();
  const name = await awaitName(visitor, id, 40);
  await sleep(1500);
  assert.equal(stored(logged), 1);
  assert.equal(nameOn(await visitor.openPage(`/deltakere/${id}/person-og-prosjekt`)), name);
});

test('the database is restarted while an answer is on its way: it is kept, and not asked for again', async () => {
  const { id, number } = await beingAsked(1200);
  const restart = await own.kill('database');
  await sleep(3000);
  restart();
  await until(async () => (await visitor.get('/deltakere')).status === 200, 'the register answers again');
  await awaitName(visitor, id, 20);
  assert.equal((await freg.asked()).numbers[number], 2, 'two calls make one look-up');
});

test('the register is gone, and comes back: it is told, and the name comes by itself', async () => {
  const restart = await own.kill('folkeregisteret');
  const { id } = await register(visitor);
  await awaitPage(visitor, id, (page) => /svarer ikke/.test(panelOf(page)), 'it is told');
  restart();
  await awaitName(visitor, id, 30);
});

test('the daemon waits with its settings: a broken file is refused at reload, a good one is taken up', async () => {
  const file = join(own.state, 'jobbsjanse.conf');
  const right = readFileSync(file, 'utf8');
  const logged = own.log('jobs').length;
  const told = (words) => until(() => words.test(own.log('jobs').slice(logged)), `the log says ${words}`);
  writeFileSync(file, `${right}\nukjent = 1\n`);
  process.kill(own.pid('jobs'), 'SIGHUP');
  await told(/reload-refused/);
  writeFileSync(file, right);
  await awaitName(visitor, (await register(visitor)).id, 10);
  process.kill(own.pid('jobs'), 'SIGHUP');
  await told(/reloaded/);
  await awaitName(visitor, (await register(visitor)).id, 10);
});

test('a thousand jobs at once: all are done, and the limit is kept', async () => {
  const PER_MINUTE = 6000;
  const file = join(own.state, 'jobbsjanse.conf');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^folkeregisteret_per_minute.*\n/m, '').concat(`folkeregisteret_per_minute = ${PER_MINUTE}\n`));
  process.kill(own.pid('jobs'), 'SIGHUP');
  await freg.tell('*', 'delay', { ms: 0 });
  const config = process.getuid() === 0 ? 'root.conf' : 'jobbsjanse.conf';
  execFileSync(join(own.state, 'app/usr/bin/jobbsjanse'), ['--config', join(own.state, config), 'demo', '--participants', '1000'],
    { env: { ...process.env, DEMO_PASSWORD: own.environment.PASSWORD } });
  const admin = await mariadb.createConnection({ socketPath: own.environment.DB_SOCKET, user: userInfo().username, database: own.environment.DB_NAME });
  try {
    await admin.query(`INSERT IGNORE INTO lookup_job (participant_id, fodselsnummer, queued_at, due_at)
      SELECT participant_id, fodselsnummer, '2026-01-01', '2026-01-01' FROM participant LIMIT 1000`);
    const left = async () => Number((await admin.query('SELECT COUNT(*) AS n FROM lookup_job'))[0].n);
    await until(async () => (await left()) === 0, 'the queue is empty', 120);
  } finally {
    await admin.end();
  }
  const { times } = await freg.asked();
  assert.ok(times.length >= 2000, `${times.length} calls`);
  const perSecond = PER_MINUTE / 60;
  for (let first = 0, last = 0; last < times.length; last += 1) {
    while (times[last] - times[first] > 1000) first += 1;
    assert.ok(last - first + 1 <= perSecond * 1.1 + 2, `${last - first + 1} calls in a second`);
  }
  assert.ok(times.at(-1) - times[0] >= (times.length / perSecond) * 1000 * 0.9, 'and in all');
});

test('the log names no person: neither number nor name', () => {
  const log = own.log('jobs');
  assert.match(log, /lookup answered=yes/);
  assert.doesNotMatch(log.replaceAll(/(hash|mac)=[0-9a-f]{64}\b/g, ''), /\d{11}/); // digits of a hash are no number
  assert.doesNotMatch(log, /personer\//);
});
