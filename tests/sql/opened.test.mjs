// Opening personal data and trying to log in as events of the log of access (requirement L3).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, DB, errorOf, first } from './database.mjs';
import { create, foreignTo, gate, newId, openOne, removeMade } from './participant.mjs';
import { finish, givePhone, password } from './factor.mjs';
import { login, removeUser, temporaryUser } from './session.mjs';
import { USERS } from './expected.mjs';

after(async () => {
  await removeMade();
  await closeAll();
});

const opened = (session) => admin.query(
  `SELECT l.*, (SELECT GROUP_CONCAT(p.person_id ORDER BY p.person_id) FROM ${AUDIT}.access_log_person p
     WHERE p.log_id = l.log_id AND p.logged_at = l.logged_at) AS persons
   FROM ${AUDIT}.access_log l WHERE l.session_id = ? AND l.action = 'open' ORDER BY l.log_id`, [session]);
const personOf = async (id) => (await admin.query(`SELECT person_id FROM ${DB}.participant WHERE participant_id = ?`, [id]))[0].person_id;

describe('L3: one participant', () => {
  test('opening her is an event: who, when, in which session, whom, on which page', async () => {
    const { connection, who } = await login('trondheim');
    const { participant_id: id } = await create(connection, gate());
    const [{ now }] = await admin.query('SELECT UTC_TIMESTAMP(6) AS now');
    const sets = await openOne(connection, id, null, 'bakgrunn');
    assert.equal(sets[0].length, 1);
    const rows = await opened(who.session_id);
    assert.equal(rows.length, 1);
    assert.deepEqual([rows[0].user_id, rows[0].user_name, rows[0].what, rows[0].participant_id, rows[0].details],
      [who.user_id, who.display_name, 'bakgrunn', id, '{}']);
    assert.ok(rows[0].logged_at >= now);
  });
  test('the same session within ten minutes is the same opening; another session, and later, are others', async () => {
    const one = await login('trondheim');
    const { participant_id: id } = await create(one.connection, gate());
    for (const page of ['bakgrunn', 'bakgrunn', 'registrerte-data']) await openOne(one.connection, id, null, page);
    assert.equal((await opened(one.who.session_id)).length, 1);
    const two = await login('trondheim');
    await openOne(two.connection, id, null, 'bakgrunn');
    assert.equal((await opened(two.who.session_id)).length, 1);
    const { participant_id: other } = await create(one.connection, gate());
    await openOne(one.connection, other, null, 'bakgrunn');
    assert.equal((await opened(one.who.session_id)).length, 2);
    // as it will be in a quarter of an hour: the row of this session's is older then
    const three = await login('trondheim');
    await admin.query(`INSERT INTO ${AUDIT}.access_log (logged_at, user_id, user_name, session_id, action, what, participant_id, details)
      VALUES (UTC_TIMESTAMP(6) - INTERVAL 601 SECOND, ?, 'x', ?, 'open', 'bakgrunn', ?, '{}')`, [three.who.user_id, three.who.session_id, id]);
    await openOne(three.connection, id, null, 'bakgrunn');
    assert.equal((await opened(three.who.session_id)).length, 2);
  });
  test('what is opened to be changed is no event, nor what the user may not see; a page that is none is refused', async () => {
    const { connection, who } = await login('trondheim');
    const { participant_id: id } = await create(connection, gate());
    await openOne(connection, id);
    await openOne(connection, (await foreignTo(USERS.trondheim.sees)).id, null, 'bakgrunn');
    await openOne(connection, newId(), null, 'bakgrunn');
    for (const page of ['', 'Bakgrunn', 'a b', 'x'.repeat(40) + 'y', "a'"]) {
      assert.notEqual(await errorOf(openOne(connection, id, null, page)), null, page);
    }
    assert.deepEqual(await opened(who.session_id), []);
    assert.deepEqual((await openOne(await app(), id, null, 'bakgrunn')).flat(), [], 'nobody sees nothing');
  });
  test('where the event cannot be written nothing is told', async () => {
    const { connection, who } = await login('trondheim');
    const { participant_id: id } = await create(connection, gate());
    await admin.query(`LOCK TABLES ${AUDIT}.access_log READ`);
    try {
      await connection.query('SET SESSION lock_wait_timeout = 1');
      let told = null;
      const failed = await errorOf(openOne(connection, id, null, 'bakgrunn').then((sets) => { told = sets; }));
      assert.notEqual(failed, null);
      assert.equal(told, null);
    } finally {
      await admin.query('UNLOCK TABLES');
    }
    assert.deepEqual(await opened(who.session_id), []);
  });
});

describe('L3: a list', () => {
  const list = (connection, ids, what = 'oversikt') => call(connection, 'list_opened', what, ids.map(String).join(','));
  test('one event for a page of it, with whom it showed', async () => {
    const { connection, who } = await login('trondheim');
    const ids = [];
    for (let at = 0; at < 3; at += 1) ids.push((await create(connection, gate())).participant_id);
    ids.sort((one, other) => (one < other ? -1 : 1));
    await list(connection, ids);
    await list(connection, ids);
    const rows = await opened(who.session_id);
    assert.equal(rows.length, 1, 'the same list again is the same event');
    assert.equal(rows[0].what, 'oversikt');
    assert.equal(rows[0].participant_id, null);
    assert.equal(JSON.parse(rows[0].details).count, 3);
    assert.deepEqual(rows[0].persons.split(','), (await Promise.all(ids.map(personOf))).sort());
    await list(connection, ids.slice(1));
    assert.equal((await opened(who.session_id)).length, 2);
  });
  test('nobody is said to have seen whom she may not see', async () => {
    const { connection, who } = await login('trondheim');
    const { participant_id: own } = await create(connection, gate());
    const foreign = await foreignTo(USERS.trondheim.sees);
    await list(connection, [own, foreign.id].sort((one, other) => Number(BigInt(one) - BigInt(other))));
    assert.equal((await opened(who.session_id))[0].persons, await personOf(own));
    const district = await login('grunerlokka');
    const [{ participant_id: elsewhere }] = await admin.query(`SELECT participant_id FROM ${DB}.participant WHERE kommunenummer = '0301' AND bydel <> '030102' LIMIT 1`);
    await list(district.connection, [elsewhere]);
    assert.equal((await opened(district.who.session_id))[0].persons, null);
  });
  test('what is no list is refused, and nobody has none', async () => {
    const { connection } = await login('trondheim');
    for (const [what, ids] of [['oversikt', ''], ['oversikt', null], ['oversikt', '1,'], ['oversikt', '1,a'], ['oversikt', '1 OR 1'], ['', '1'],
      ['Oversikt', '1'], [null, '1'], ['oversikt', Array.from({ length: 201 }, (_, at) => at + 1).join()],
      ['oversikt', `${'1,'.repeat(30_000)}1`], ['oversikt', `1${'0'.repeat(20)}`]]) {
      assert.equal(await errorOf(call(connection, 'list_opened', what, ids)), 1644, `${what} ${ids?.slice(0, 30)}`);
    }
    assert.equal(await errorOf(call(await app(), 'list_opened', 'oversikt', '1')), 1644);
  });
});

describe('L3: logging in', () => {
  const tries = (remote) => admin.query(`SELECT * FROM ${AUDIT}.access_log WHERE action = 'login' AND JSON_VALUE(details, '$.remote') = ? ORDER BY log_id`, [remote]);
  const attempt = async (connection, name, remote) => {
    const begun = first(await call(connection, 'login_begin', name, remote, null));
    if (begun.allowed) await call(connection, 'login_finish', begun.attempt_id, '$argon2id$wrong', randomUUID(), 900, 3600, '');
    return begun;
  };
  test('a failed login is told with the name of a user that is, and never with what else was typed', async () => {
    const connection = await app();
    const remote = `prove-${randomUUID()}`;
    const secret = `hemmelig-${randomUUID()}`;
    await attempt(connection, 'Trondheim', remote);
    await attempt(connection, secret, remote);
    const [{ user_id: id, display_name: name }] = await admin.query(`SELECT user_id, display_name FROM ${DB}.user WHERE brukernavn = 'trondheim'`);
    const rows = await tries(remote);
    assert.deepEqual(rows.map((row) => [row.user_id, row.user_name, row.what, row.session_id]),
      [[id, name, 'login-wrong', null], [null, '', 'login-wrong', null]]);
    assert.ok(!JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value)).includes(secret));
  });
  test('a wrong code after the right password is told, and not the code', async () => {
    await temporaryUser('prove-kode', [{ kommunenummer: '5001' }]);
    try {
      const { userId } = await givePhone('prove-kode');
      await admin.query(`UPDATE ${DB}.user SET factor_required = 1 WHERE user_id = ?`, [userId]).catch(() => {});
      const connection = await app();
      const { half } = await password(connection, 'prove-kode');
      await finish(connection, half, { code: '000000', pad: 'AB'.repeat(20) });
      const rows = await admin.query(`SELECT what, details FROM ${AUDIT}.access_log WHERE action = 'login' AND user_id = ? ORDER BY log_id`, [userId]);
      assert.deepEqual(rows.map((row) => row.what), ['login-code']);
      assert.ok(!rows[0].details.includes('000000'));
    } finally {
      await removeUser('prove-kode');
    }
  });
  test('one that is stopped since there were too many is told too', async () => {
    const connection = await app();
    const remote = `prove-${randomUUID()}`;
    for (let at = 0; at < 6; at += 1) await attempt(connection, 'trondheim', remote);
    assert.deepEqual((await tries(remote)).map((row) => row.what), [...Array(5).fill('login-wrong'), 'login-denied']);
  });
});
