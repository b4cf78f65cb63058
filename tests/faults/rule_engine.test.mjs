// What breaks under the rule engine (requirement N6): the daemon is killed between two pages, the database goes away, two daemons
// work at once. Nobody is ended by half, nobody twice, and nobody is forgotten. In an installation of its own.
import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mariadb from 'mariadb';
import { Installation, until } from '../http/installation.mjs';
import { countMany, putMany, removeMany } from '../sql/intro_many.mjs';

const COUNT = 8000;
const PATIENCE = 120;
let own;
let owner;

const connect = () => mariadb.createConnection({ socketPath: own.environment.DB_SOCKET, user: userInfo().username, database: own.environment.DB_NAME });
const tell = (signal) => process.kill(own.pid('jobs'), signal);

before(async () => {
  own = await Installation.start();
  owner = await connect();
  assert.match(await own.set({ rule_engine_seconds: 1, jobs_poll_ms: 50 }), /reloaded/);
});
beforeEach(async () => {
  tell('SIGSTOP');
  await removeMany(owner);
  await putMany(owner, COUNT);
});
after(async () => {
  await owner?.end();
  own?.remove();
});

const all = { there: COUNT, ended: COUNT, whole: COUNT, untouched: 0, terminations: COUNT };
const everybody = () => until(async () => (await countMany(owner)).ended === COUNT, 'all are ended', PATIENCE);

// Once some are ended and some are not.
async function midway() {
  for (let tries = PATIENCE * 100; tries > 0; tries -= 1) {
    const { ended } = await countMany(owner);
    if (ended > 0) return assert.ok(ended < COUNT, 'it was looked at in time');
    await sleep(10);
  }
  return assert.fail('nobody was ended');
}

test('N6: the daemon is killed midway: nobody stands by half, and the next one ends the rest', async () => {
  tell('SIGCONT');
  await midway();
  const again = await own.kill('jobs');
  await sleep(200); // what the server had begun, it ends or undoes
  const { ended, whole, untouched, terminations } = await countMany(owner);
  assert.deepEqual([whole, untouched, terminations], [ended, COUNT - ended, ended]);
  assert.ok(ended > 0 && untouched > 0);
  again();
  await everybody();
  assert.deepEqual(await countMany(owner), all);
});

test('N6: the database goes away midway: the daemon waits, and ends the rest when it is back', async () => {
  tell('SIGCONT');
  await midway();
  await owner.end();
  const again = await own.kill('database');
  await sleep(1000);
  again();
  await until(() => own.databaseAccepts(), 'the database is back', PATIENCE);
  owner = await connect();
  await everybody();
  assert.deepEqual(await countMany(owner), all);
});

test('N6: two daemons at once end everybody once', async () => {
  const second = own.secondJobs();
  try {
    tell('SIGCONT');
    await everybody();
  } finally {
    second.kill();
  }
  assert.deepEqual(await countMany(owner), all);
});

test('the log tells counts, and nobody', async () => {
  tell('SIGCONT');
  await everybody();
  await until(() => /rule-engine who=changed persons=\d+ entered=\d+ withdrawn=\d+ replaced=\d+ deadlines=\d+ left=\d+ failed=0/.test(own.log('jobs')), 'it is told');
  assert.match(own.log('jobs'), /rule-engine who=all persons=\d+/);
  assert.doesNotMatch(own.log('jobs'), /20989|Prøvesen/);
});
