// What the jobs daemon sweeps away every hour, and what it leaves.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { admin, app, call, closeAll, connectAs, DB, errorOf, first, passwordOf, stateFile } from './database.mjs';
import { create, gate, newKey, removeMade } from './participant.mjs';
import { login, open } from './session.mjs';

const ACCOUNT = 'jobbsjanse_jobs';
const jobs = await connectAs(ACCOUNT, passwordOf(ACCOUNT));
const mark = `sweep-${randomBytes(6).toString('hex')}`;

after(async () => {
  await jobs.end();
  await admin.query(`DELETE FROM ${DB}.login_attempt WHERE brukernavn = ?`, [mark]);
  await removeMade();
  await closeAll();
});

const ago = (days, minutes = 0) => `${DB}.utc_now() - INTERVAL ${days} DAY - INTERVAL ${minutes} MINUTE`;
const attempts = (age) => admin.query(`INSERT INTO ${DB}.login_attempt (attempt_id, brukernavn, remote, started_at, outcome)
  VALUES (?, ?, 'x', ${age}, 'wrong')`, [randomBytes(16).toString('hex'), mark]);
const counted = async (table, where, values) => Number((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.${table} WHERE ${where}`, values))[0].n);

test('forms\' keys of two days ago go, younger ones stay and still stand for their write', async () => {
  const { connection } = await login('trondheim');
  const keys = [newKey(), newKey()];
  const changes = [gate(), gate()];
  for (const at of [0, 1]) await create(connection, changes[at], { key: keys[at] });
  await admin.query(`UPDATE ${DB}.one_time_key SET created_at = ${ago(2, 1)} WHERE nokkel = ?`, [keys[0]]);
  await admin.query(`UPDATE ${DB}.one_time_key SET created_at = ${ago(1, 1430)} WHERE nokkel = ?`, [keys[1]]);
  const swept = first(await call(jobs, 'jobs_housekeeping'));
  assert.ok(swept.one_time_keys >= 1);
  assert.equal(await counted('one_time_key', 'nokkel = ?', [keys[0]]), 0);
  assert.equal((await create(connection, changes[1], { key: keys[1] })).outcome, 'repeat');
});

test('sessions that ended ninety days ago go; one that runs, or ended lately, stays', async () => {
  const [old, late, running] = [await login('flere'), await login('flere'), await login('flere')];
  const ended = (session, age) => admin.query(`UPDATE ${DB}.session SET ends_at = ${age} WHERE session_id = ?`, [session.who.session_id]);
  await ended(old, ago(90, 1));
  await ended(late, ago(89));
  await call(jobs, 'jobs_housekeeping');
  const left = async (session) => counted('session', 'session_id = ?', [session.who.session_id]);
  assert.deepEqual([await left(old), await left(late), await left(running)], [0, 1, 1]);
  assert.equal((await open(running.connection, running.token)).who.user_id, running.who.user_id);
});

test('attempts at logging in go after ninety days, in whatever number', async () => {
  for (let i = 0; i < 3; i += 1) await attempts(ago(90, 1));
  await attempts(ago(89));
  await admin.query(`INSERT INTO ${DB}.login_attempt (attempt_id, brukernavn, remote, started_at, outcome)
    SELECT LEFT(SHA2(CONCAT(?, seq), 256), 32), ?, 'y', ${ago(100)}, 'wrong' FROM seq_1_to_2500`, [mark, mark]);
  const swept = first(await call(jobs, 'jobs_housekeeping'));
  assert.ok(swept.login_attempts >= 2503, `${swept.login_attempts} went`);
  assert.equal(await counted('login_attempt', 'brukernavn = ?', [mark]), 1);
});

test('who was told of a woman elsewhere is never swept away', async () => {
  const { who } = await login('trondheim');
  await admin.query(`INSERT INTO ${DB}.double_answer (answered_at, user_id, user_name, person_id, occasion, outcome)
    VALUES (${ago(3000)}, ?, ?, UUID(), 'create', 'told')`, [who.user_id, mark]);
  await call(jobs, 'jobs_housekeeping');
  assert.equal(await counted('double_answer', 'user_name = ?', [mark]), 1);
  await admin.query(`DELETE FROM ${DB}.double_answer WHERE user_name = ?`, [mark]);
});

test('a worker does not sweep', async () => {
  const { connection } = await login('systemeier');
  assert.equal(await errorOf(call(connection, 'jobs_housekeeping')), 1370);
  assert.equal(await errorOf(call(await app(), 'jobs_housekeeping')), 1370);
});

test('the daemon sweeps by itself, from when it begins', () => {
  assert.match(readFileSync(stateFile('log/jobs.log'), 'utf8'), /housekeeping one_time_keys=\d+ sessions=\d+ login_attempts=\d+ person_searches=\d+/);
});
