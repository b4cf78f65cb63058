// New passwords as the database keeps them (requirement A4): nothing told of who exists, nothing changed for a worker's word.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, DB, first } from './database.mjs';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { login, newRemote, newToken, open, removeUser, storedPassword, temporaryUser } from './session.mjs';

const USER = 'passord-prove';
const HASH = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`;

after(async () => {
  await admin.query(`DELETE FROM ${DB}.mail WHERE recipient = ?`, [`${USER}@demo.example`]);
  await removeUser(USER);
  await closeAll();
});

const COUNTERS = /^(Com_(select|insert|update|delete|replace|set_option|call_procedure)|Handler_(write|update|delete|commit|rollback|read_key|read_rnd_next)|Questions)$/;
async function workOf(connection, act) {
  const read = async () => new Map((await connection.query('SHOW SESSION STATUS')).filter(({ Variable_name: name }) => COUNTERS.test(name))
    .map(({ Variable_name: name, Value: value }) => [name, Number(value)]));
  await act(); // what the first call of a connection prepares is not counted
  const before = await read();
  await act();
  const now = await read();
  return Object.fromEntries([...now].filter(([name]) => !/Handler_(read_rnd_next|write)/.test(name)).map(([name, value]) => [name, value - before.get(name)]));
}

test('A4: asking for a link is the same work for whoever exists and whoever does not', async () => {
  const connection = await app();
  const works = [];
  for (const who of ['trondheim', 'trondheim@demo.example', 'finnes-ikke', 'finnes@ikke.example', '']) {
    works.push(await workOf(connection, () => call(connection, 'reset_ask', who, newRemote())));
  }
  for (const work of works) assert.deepEqual(work, works[0]);
});

test('A4: a wrong password is the same work for a known and an unknown name, in the database too', async () => {
  const connection = await app();
  const works = [];
  for (const name of ['imdi', 'finnes-ikke']) {
    const remote = newRemote();
    works.push(await workOf(connection, async () => {
      const attempt = first(await call(connection, 'login_begin', name, remote, newToken()));
      await call(connection, 'login_finish', attempt.attempt_id, HASH, newToken(), 1800, 36000, '');
    }));
  }
  for (const counter of ['Com_select', 'Com_insert', 'Com_update', 'Com_delete', 'Questions', 'Handler_update', 'Handler_commit']) {
    assert.equal(works[0][counter], works[1][counter], counter);
  }
});

test('A4: no password is changed without its link', async () => {
  const connection = await app();
  const before = await storedPassword('trondheim');
  for (const token of [newToken(), '', null, '0', '%', "' OR 1=1 -- "]) {
    assert.equal(first(await call(connection, 'reset_finish', token, HASH)).outcome, 'gone', String(token));
    const row = first(await call(connection, 'reset_open', token));
    assert.deepEqual([row.state, row.brukernavn, row.email], ['unknown', null, null]);
  }
  assert.equal(await storedPassword('trondheim'), before);
});

test('A4: no password is changed without the old one, nor another\'s by one\'s own', async () => {
  await temporaryUser(USER, [{ kommunenummer: '5001' }]);
  const mine = await login(USER);
  const other = await login('oslo');
  const attempt = async (name) => first(await call(mine.connection, 'login_begin', name, newRemote(), null)).attempt_id;
  const change = async (connection, id, encoded, hash = HASH) => first(await call(connection, 'password_change', id, encoded, hash)).outcome;
  assert.equal(await change(mine.connection, await attempt(USER), HASH), 'password');
  assert.equal(await change(mine.connection, '0'.repeat(32), await storedPassword(USER)), 'password', 'nobody began that');
  assert.equal(await change(other.connection, await attempt(USER), await storedPassword(USER)), 'password', 'in another\'s session');
  await assert.rejects(call(await app(), 'password_change', await attempt(USER), await storedPassword(USER), HASH), /no context/);
  for (const hash of ['', null, 'ingen hash', `${HASH}x`, HASH.replace('argon2id', 'argon2i')]) {
    await assert.rejects(change(mine.connection, await attempt(USER), await storedPassword(USER), hash), /not a hash/);
  }
  assert.equal(await change(mine.connection, await attempt(USER), await storedPassword(USER)), 'ok');
  assert.equal(await storedPassword(USER), HASH);
  assert.equal((await open(mine.connection, mine.token)).who.brukernavn, USER, 'this session goes on');
  const [row] = await admin.query(`SELECT changed FROM ${AUDIT}.change_log WHERE table_name = 'user' AND user_id = ? ORDER BY log_id DESC LIMIT 1`, [mine.who.user_id]);
  assert.match(row.changed, /password_hash/);
  assert.ok(!row.changed.includes('BBBBB'), 'the log says that it changed, not to what');
});

test('A4: a login with the old password, while it is being changed, is none', async () => {
  await temporaryUser(USER, [{ kommunenummer: '5001' }]);
  const connection = await app();
  const attempt = first(await call(connection, 'login_begin', USER, newRemote(), null));
  const old = await storedPassword(USER);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query('START TRANSACTION');
  await admin.query(`UPDATE ${DB}.user SET password_hash = ? WHERE brukernavn = ?`, [HASH, USER]);
  const pending = call(connection, 'login_finish', attempt.attempt_id, old, newToken(), 1800, 36000, '');
  await new Promise((resolve) => { setTimeout(resolve, 700); });
  await admin.query('COMMIT');
  await call(admin, 'ctx.leave');
  assert.equal(first(await pending).outcome, 'wrong');
});

test('A4: whoever asks for links in her name all day does not keep her from getting one', async () => {
  stopDaemon();
  try {
    await temporaryUser(USER, [{ kommunenummer: '5001' }]);
    const [{ user_id: user }] = await admin.query(`SELECT user_id FROM ${DB}.user WHERE brukernavn = ?`, [USER]);
    await admin.query(`INSERT INTO ${DB}.reset_request (asked_at, who, remote_group, user_id, outcome)
      SELECT ${DB}.utc_now() - INTERVAL 2 HOUR - INTERVAL seq HOUR, '', 'x', ?, 'sent' FROM seq_1_to_12`, [user]);
    const ask = async () => {
      await call(await app(), 'reset_ask', USER, newRemote());
      await call(admin, 'reset_prepare');
      return (await admin.query(`SELECT outcome FROM ${DB}.reset_request WHERE user_id = ? ORDER BY request_id DESC LIMIT 1`, [user]))[0].outcome;
    };
    assert.equal(await ask(), 'sent', 'she has no link that is good');
    assert.equal(await ask(), 'many', 'the one she has got is good');
    await admin.query(`DELETE FROM ${DB}.reset_request WHERE user_id = ?`, [user]);
    await admin.query(`DELETE m FROM ${DB}.mail m JOIN ${DB}.link l ON l.link_id = m.link_id WHERE l.kind = 'passord' AND l.subject_id = ?`, [user]);
    await admin.query(`DELETE FROM ${DB}.link WHERE kind = 'passord' AND subject_id = ?`, [user]);
  } finally {
    resumeDaemon();
  }
});
