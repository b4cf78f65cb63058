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

test('A3: after thirty days nobody sees to whom a mail was, but one that waits keeps its address', async () => {
  const put = async (age, state) => {
    await admin.query(`INSERT INTO ${DB}.mail (kind, recipient, recipient_name, about, made_at, not_before, state, last_error)
      VALUES ('passord-endret', ?, 'Prøve', '{}', ${age}, ${ago(-1)}, ?, '')`, [`${mark}@prove.example`, state]);
    return Number((await admin.query('SELECT LAST_INSERT_ID() AS id'))[0].id);
  };
  const ids = [];
  for (const state of ['sent', 'refused', 'given_up', 'withdrawn']) ids.push(await put(ago(30, 1), state));
  const [young, waiting] = [await put(ago(29), 'sent'), await put(ago(40), 'waiting')];
  const swept = first(await call(jobs, 'jobs_housekeeping'));
  assert.ok(swept.mail_emptied >= 4);
  const kept = async (id) => Object.values((await admin.query(`SELECT recipient, recipient_name, about FROM ${DB}.mail WHERE mail_id = ?`, [id]))[0]);
  for (const id of ids) assert.deepEqual(await kept(id), ['', '', '']);
  for (const id of [young, waiting]) assert.deepEqual(await kept(id), [`${mark}@prove.example`, 'Prøve', '{}']);
  await admin.query(`DELETE FROM ${DB}.mail WHERE mail_id IN (?)`, [[...ids, young, waiting]]);
});

test('A3: a link goes a year after it has expired, with its mail; one that expired later stays with its own', async () => {
  const link = async (expires) => {
    await admin.query(`CALL ${DB}.link_put('passord', ?, ?, 'Prøve', '', 60, @link)`, [BigInt(`0x${randomBytes(6).toString('hex')}`), `${mark}@prove.example`]);
    const [{ id }] = await admin.query('SELECT @link AS id');
    await admin.query(`UPDATE ${DB}.link SET expires_at = ${expires} WHERE link_id = ?`, [id]);
    await admin.query(`UPDATE ${DB}.mail SET made_at = ${ago(500)}, state = 'sent' WHERE link_id = ?`, [id]);
    return id;
  };
  const [old, late] = [await link(ago(367)), await link(ago(364))];
  const swept = first(await call(jobs, 'jobs_housekeeping'));
  assert.ok(swept.mail_gone >= 1);
  for (const table of ['mail', 'link']) assert.deepEqual([await counted(table, 'link_id = ?', [old]), await counted(table, 'link_id = ?', [late])], [0, 1], table);
  for (const table of ['mail', 'link']) await admin.query(`DELETE FROM ${DB}.${table} WHERE link_id = ?`, [late]);
});

test('A3: an invitation nobody took goes with the last of its links; one that was taken, or has a link, stays', async () => {
  const { who } = await login('systemeier');
  const put = async (invited, accepted = 'NULL') => {
    await admin.query(`INSERT INTO ${DB}.invitation (display_name, email, phone, role, register, kommunenummer, valid_from, invited_by, invited_at, accepted_at)
      VALUES (?, 'prove@prove.example', '12345678', 'caseworker', 'jobbsjansen', '5001', '2024-01-01', ?, ${invited}, ${accepted})`, [mark, who.user_id]);
    return (await admin.query('SELECT LAST_INSERT_ID() AS id'))[0].id;
  };
  const [gone, taken, young, linked] = [await put(ago(400)), await put(ago(400), ago(399)), await put(ago(300)), await put(ago(400))];
  await admin.query(`CALL ${DB}.link_put('invitasjon', ?, 'prove@prove.example', 'Prøve', '{"invited_by": "En", "place": "Trondheim"}', 60, @link)`, [linked]);
  await call(jobs, 'jobs_housekeeping');
  const left = [];
  for (const id of [gone, taken, young, linked]) left.push(await counted('invitation', 'invitation_id = ?', [id]));
  assert.deepEqual(left, [0, 1, 1, 1]);
  await admin.query(`DELETE FROM ${DB}.mail WHERE link_id = @link`);
  await admin.query(`DELETE FROM ${DB}.link WHERE link_id = @link`);
  await admin.query(`DELETE FROM ${DB}.invitation WHERE display_name = ?`, [mark]);
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

test('A4: nothing of a login through a provider stays after two days: no address, no subject, no way back', async () => {
  const put = async (age) => {
    await admin.query(`INSERT INTO ${DB}.oidc_login (browser_hash, state_hash, provider, issuer, purpose, return_to, remote, begun_at, state, state_at, subject)
      VALUES (RANDOM_BYTES(32), RANDOM_BYTES(32), ?, 'https://x.example', 'login', '/deltakere', '192.0.2.9', ${age}, 'verified', ${age}, 'hun')`, [mark.slice(0, 20)]);
    return Number((await admin.query('SELECT LAST_INSERT_ID() AS id'))[0].id);
  };
  const [old, young] = [await put(ago(2, 1)), await put(ago(1))];
  await call(jobs, 'jobs_housekeeping');
  assert.equal(await counted('oidc_login', 'oidc_login_id = ?', [old]), 0);
  assert.equal(await counted('oidc_login', 'oidc_login_id = ?', [young]), 1);
  await admin.query(`DELETE FROM ${DB}.oidc_login WHERE oidc_login_id = ?`, [young]);
});

test('A4: who asks for new passwords without end is swept away too', async () => {
  await admin.query(`INSERT INTO ${DB}.reset_request (asked_at, who, remote_group, outcome)
    SELECT ${ago(3)}, '', ?, 'nobody' FROM seq_1_to_2500`, [mark]);
  await call(jobs, 'jobs_housekeeping');
  assert.equal(await counted('reset_request', 'remote_group = ?', [mark]), 0);
});
