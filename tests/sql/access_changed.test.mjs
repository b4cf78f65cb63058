// What follows a change of what somebody may (requirements A3, A5): the routines that every such change calls.
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { admin, call, closeAll, DB, errorOf } from './database.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';

const NAME = 'prove-endret';
const NOT_ALLOWED = 1370;

after(async () => {
  await removeUser(NAME);
  await closeAll();
});
beforeEach(() => temporaryUser(NAME, [{ kommunenummer: '5001' }]));

const scopes = async (user) => (await admin.query(`SELECT kind, kommunenummer FROM ${DB}.user_scope WHERE user_id = ?`, [user]))
  .map((row) => `${row.kind} ${row.kommunenummer}`);

describe('A3: sessions_end_of', () => {
  test('ends all of hers and nobody else\'s', async () => {
    const mine = [await login(NAME), await login(NAME)];
    const other = await login('trondheim');
    await call(admin, 'sessions_end_of', mine[0].who.user_id, null);
    for (const session of mine) assert.equal((await open(session.connection, session.token)).who, undefined);
    assert.equal((await open(other.connection, other.token)).who.brukernavn, 'trondheim');
  });
  test('leaves the one that is to be kept, only where it is hers', async () => {
    const [kept, ended] = [await login(NAME), await login(NAME)];
    const other = await login('trondheim');
    await call(admin, 'sessions_end_of', kept.who.user_id, kept.who.session_id);
    assert.equal((await open(kept.connection, kept.token)).who.brukernavn, NAME);
    assert.equal((await open(ended.connection, ended.token)).who, undefined);
    await call(admin, 'sessions_end_of', kept.who.user_id, other.who.session_id);
    assert.equal((await open(kept.connection, kept.token)).who, undefined);
    assert.equal((await open(other.connection, other.token)).who.brukernavn, 'trondheim');
  });
  test('of nobody ends none', async () => {
    const mine = await login(NAME);
    await call(admin, 'sessions_end_of', null, null);
    await call(admin, 'user_access_changed', null);
    assert.equal((await open(mine.connection, mine.token)).who.brukernavn, NAME);
  });
});

describe('A3: user_access_changed', () => {
  test('works her scopes out anew at once, and ends her sessions', async () => {
    const { connection, token, who } = await login(NAME);
    assert.deepEqual(await scopes(who.user_id), ['municipality 5001']);
    await admin.query(`INSERT INTO ${DB}.user_scope (user_id, kind, kommunenummer) VALUES (?, 'municipality', '4601')`, [who.user_id]);
    await call(admin, 'user_access_changed', who.user_id);
    assert.deepEqual(await scopes(who.user_id), ['municipality 5001']);
    assert.equal((await open(connection, token)).who, undefined);
  });
});

test('A2: a worker can call neither', async () => {
  const { connection, who } = await login(NAME);
  assert.equal(await errorOf(call(connection, 'sessions_end_of', who.user_id, null)), NOT_ALLOWED);
  assert.equal(await errorOf(call(connection, 'user_access_changed', who.user_id)), NOT_ALLOWED);
});
