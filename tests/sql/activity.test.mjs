// The activity log as the database tells it (requirement L2): to the system owner alone, the two logs as one list in order.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { list, rowsOf } from './activity.mjs';
import { admin, app, AUDIT, call, closeAll, DB, errorOf, first } from './database.mjs';
import { create, gate, openOne, remove, removeMade, save } from './participant.mjs';
import { login, removeUser, temporaryUser } from './session.mjs';

const reference = () => randomBytes(32).toString('base64url');
const told = (row) => [row.source, String(row.log_id)].join('-');
let owner;

before(async () => {
  owner = await login('systemeier');
});
after(async () => {
  await removeMade();
  await closeAll();
});

const searchFor = async (connection, { numbers = '', ids = '', persons = '' }) => {
  const made = reference();
  await call(connection, 'person_search_keep', made, numbers, ids || numbers && numbers.split(',').map(() => randomUUID()).join(), '', persons);
  return made;
};
const personOf = async (id) => (await admin.query(
  `SELECT person_id FROM ${DB}.participant WHERE participant_id = ? UNION SELECT person_id FROM ${DB}.participant_deleted WHERE participant_id = ?`, [id, id]))[0].person_id;

describe('L2: for the system owner alone', () => {
  for (const user of ['oslo', 'grunerlokka', 'trondheim', 'flere', 'admin-oslo', 'imdi']) {
    test(`${user} is told nothing, and nothing is noted`, async () => {
      const { connection, who } = await login(user);
      assert.equal(await errorOf(list(connection)), 1644);
      assert.deepEqual(await call(connection, 'activity_users', 'oslo'), [[]]);
      for (const sentence of [`SELECT 1 FROM ${AUDIT}.change_log`, `SELECT 1 FROM ${AUDIT}.access_log`, `SELECT 1 FROM ${AUDIT}.access_log_person`,
        `CALL ${DB}.activity_branches('1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, @a)`, `CALL ${DB}.activity_note('{}', NULL)`]) {
        assert.ok([1142, 1370].includes(await errorOf(connection.query(sentence))), sentence);
      }
      assert.deepEqual(await admin.query(`SELECT 1 FROM ${AUDIT}.access_log WHERE session_id = ? AND what = 'aktivitetslogg'`, [who.session_id]), []);
    });
  }
  test('nobody, and a system owner whose grant is over, are told nothing', async () => {
    assert.equal(await errorOf(list(await app())), 1644);
    await temporaryUser('prove-logg', [{ role: 'system_owner', register: '', to: '2024-01-01' }]);
    const { connection } = await login('prove-logg');
    assert.equal(await errorOf(list(connection)), 1644);
    await removeUser('prove-logg');
  });
  for (const register of ['jobbsjansen', 'introduksjon']) {
    test(`A2: who owns ${register} alone is told nothing of the log of both, and who owns all is`, async () => {
      await temporaryUser('prove-logg', [{ role: 'system_owner', register }]);
      const { connection, who } = await login('prove-logg');
      assert.equal(await errorOf(list(connection)), 1644);
      assert.deepEqual(await call(connection, 'activity_users', 'oslo'), [[]]);
      assert.deepEqual(await admin.query(`SELECT 1 FROM ${AUDIT}.access_log WHERE session_id = ? AND what = 'aktivitetslogg'`, [who.session_id]), []);
      await temporaryUser('prove-logg', [{ role: 'system_owner', register: '' }]);
      assert.equal((await list((await login('prove-logg')).connection)).length > 0, true);
      await removeUser('prove-logg');
    });
  }
  test('what is no list is refused, and no value becomes SQL', async () => {
    const bad = [{ kinds: '' }, { kinds: '7' }, { kinds: '1 OR 1' }, { kinds: '1,' }, { kinds: null }, { limit: 0 }, { limit: 1002 }, { limit: null }, { newer: null },
      { place: { logged_at: '2026-01-01' } }, { place: { source: 1, log_id: 1 } }];
    for (const options of bad) assert.equal(await errorOf(list(owner.connection, options)), 1644, JSON.stringify(options));
    for (const receipt of ["' OR 1=1 -- ", randomUUID().replaceAll('-', '')]) await list(owner.connection, { receipt });
    for (const search of ["' OR '1'='1", reference()]) {
      assert.deepEqual((await list(owner.connection, { search }))[0].map((row) => ({ ...row, events: Number(row.events) })), [{ events: 0, is_there: 0 }]);
    }
    // a search may hold any text of these letters; persons that are none lead nowhere
    const search = await searchFor(owner.connection, { persons: "a-b,--------,0" });
    assert.deepEqual(await rowsOf(owner.connection, { search, to: '2000-01-01' }), []);
  });
  test('looking is an event, once in ten minutes for the same list, and not a second one for a download', async () => {
    const { connection, who } = await login('systemeier');
    const noted = () => admin.query(`SELECT * FROM ${AUDIT}.access_log WHERE session_id = ? AND what = 'aktivitetslogg' ORDER BY log_id`, [who.session_id]);
    await list(connection, { kinds: '1' });
    await list(connection, { kinds: '1', limit: 3 });
    assert.equal((await noted()).length, 1);
    await list(connection, { kinds: '2' });
    assert.equal((await noted()).length, 2);
    const { reference: receipt } = first(await call(connection, 'download_begin', 'aktivitetslogg.csv', '/aktivitetslogg.csv', 'Alt', null, 'x.csv', '1', 'ab'.repeat(32)));
    assert.deepEqual(Object.values((await list(connection, { kinds: '3', receipt }))[0][0]).map((value) => value && Number(value)), [null, 1]);
    assert.equal((await noted()).length, 2);
    const other = await login('systemeier');
    await list(other.connection, { kinds: '3', receipt: receipt.replace(/./g, 'a') });
    assert.equal((await admin.query(`SELECT 1 FROM ${AUDIT}.access_log WHERE session_id = ? AND what = 'aktivitetslogg'`, [other.who.session_id])).length, 1, 'a receipt that is none hides nothing');
  });
});

describe('L2: the list', () => {
  test('is in the order of time, and its pages meet without gap or double, both ways', async () => {
    const to = (await admin.query('SELECT UTC_TIMESTAMP(6) AS now'))[0].now;
    for (const kinds of ['1,2,3,4,5,6', '2,4']) {
      const whole = (await rowsOf(owner.connection, { kinds, to, limit: 300 })).map(told);
      const expected = await admin.query(`SELECT 1 AS source, log_id, logged_at FROM ${AUDIT}.change_log WHERE kind IN (${kinds}) AND logged_at < ?
        UNION ALL SELECT 2, log_id, logged_at FROM ${AUDIT}.access_log WHERE kind IN (${kinds}) AND logged_at < ? ORDER BY logged_at DESC, source DESC, log_id DESC LIMIT 300`, [to, to]);
      assert.deepEqual(whole, expected.map(told));
      const walked = [];
      let place = {};
      for (let page = 0; page < 20; page += 1) {
        const rows = await rowsOf(owner.connection, { kinds, to, place, limit: 7 });
        if (rows.length === 0) break;
        walked.push(...rows);
        place = rows.at(-1);
      }
      assert.deepEqual(walked.map(told), whole.slice(0, 140));
      const back = await rowsOf(owner.connection, { kinds, to, place: walked[20], newer: 1, limit: 7 });
      assert.deepEqual(back.map(told), whole.slice(13, 20), 'the newest first towards newer rows too');
    }
  });
  test('by user, by kind, by time, and all three', async () => {
    const { connection, who } = await login('trondheim');
    const { participant_id: id } = await create(connection, gate());
    const from = (await admin.query('SELECT UTC_TIMESTAMP(6) AS now'))[0].now;
    await save(connection, id, 1, { utdanning_norge: '2' });
    await openOne(connection, id, null, 'bakgrunn');
    const to = (await admin.query('SELECT UTC_TIMESTAMP(6) + INTERVAL 1 MICROSECOND AS now'))[0].now;
    const rows = await rowsOf(owner.connection, { user: who.user_id, from, to });
    assert.deepEqual(rows.map((row) => [row.kind, row.what, row.participant_id, row.brukernavn]),
      [[4, 'bakgrunn', id, 'trondheim'], [2, 'participant', id, 'trondheim']]);
    assert.deepEqual(JSON.parse(rows[1].content), { utdanning_norge: [null, '2'], status: ['opprettet', 'endret'] });
    assert.equal(rows[1].kommunenavn, 'Trondheim');
    assert.deepEqual((await rowsOf(owner.connection, { user: who.user_id, from, to, kinds: '2' })).length, 1);
    assert.deepEqual(await rowsOf(owner.connection, { user: who.user_id, from, to, kinds: '3,5' }), []);
    assert.ok((await rowsOf(owner.connection, { user: 0, limit: 100 })).every((row) => row.user_id === null));
  });
  test('several choices are one field of one event', async () => {
    const { connection } = await login('trondheim');
    const { participant_id: id } = await create(connection, gate());
    await save(connection, id, 1, { sted_arbeidspraksis: [1, 2] });
    await save(connection, id, 2, { sted_arbeidspraksis: [2, 4] });
    const search = await searchFor(owner.connection, { persons: await personOf(id) });
    const rows = await rowsOf(owner.connection, { search, kinds: '1,2,3' });
    assert.deepEqual(rows.map((row) => [row.kind, JSON.parse(row.content).choices]),
      [[2, ['sted_arbeidspraksis:1,2', 'sted_arbeidspraksis:2,4']], [2, [null, 'sted_arbeidspraksis:1,2']], [1, undefined]]);
  });
  test('by participant: what was done with her, opened, listed and searched for, by number and PersonId, when she is deleted too', async () => {
    const one = await login('trondheim');
    const changes = gate();
    const { participant_id: id } = await create(one.connection, changes);
    const person = await personOf(id);
    await openOne(one.connection, id, null, 'bakgrunn');
    await call(one.connection, 'list_opened', 'oversikt', String(id));
    await searchFor(one.connection, { numbers: changes.fodselsnummer, ids: person });
    await remove(one.connection, id, 1);
    for (const asked of [{ persons: person }, { numbers: changes.fodselsnummer }]) {
      const rows = await rowsOf(owner.connection, { search: await searchFor(owner.connection, asked), user: one.who.user_id });
      assert.deepEqual(rows.map((row) => [row.kind, row.what, row.is_deleted]),
        [[3, 'participant', 1], [4, 'persons', 0], [4, 'oversikt', 0], [4, 'bakgrunn', 1], [1, 'participant', 1]]);
    }
    const search = await searchFor(owner.connection, { persons: person });
    assert.deepEqual((await rowsOf(owner.connection, { search, user: one.who.user_id, kinds: '3' })).length, 1);
    const looked = (await rowsOf(owner.connection, { search, kinds: '4' })).filter((row) => row.what === 'aktivitetslogg');
    assert.ok(looked.length > 0, 'that the system owner looked at what there is of her is an event of hers');
    const foreign = await login('imdi');
    assert.equal(await errorOf(list(foreign.connection, { search })), 1644);
  });
  test('logging in and out', async () => {
    const { connection, who } = await login('trondheim');
    const at = (await admin.query('SELECT UTC_TIMESTAMP(6) - INTERVAL 5 SECOND AS then_'))[0].then_;
    await call(connection, 'session_end');
    const mine = (await rowsOf(owner.connection, { kinds: '6', user: who.user_id, from: at })).filter((row) => row.row_key === String(who.session_id));
    assert.deepEqual(mine.map((row) => [row.action, row.what]), [['update', 'session'], ['insert', 'session']]);
  });
  test('a count is exact up to a thousand, and then says that there are more', async () => {
    const [[{ events }]] = await list(owner.connection, { kinds: '2' });
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE kind = 2`);
    assert.equal(Number(events), Math.min(Number(n), 1001));
    const [[{ events: few }]] = await list(owner.connection, { kinds: '3' });
    const [{ n: exact }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE kind = 3`);
    assert.equal(Number(few), Math.min(Number(exact), 1001));
  });
  test('users are found by what begins a word of their name or their user name', async () => {
    const names = async (text) => (await call(owner.connection, 'activity_users', text))[0].map((row) => row.brukernavn);
    assert.equal((await names('trondheim'))[0], 'trondheim');
    assert.ok((await names('TROND')).includes('trondheim'));
    for (const none of ['', '%', '_', "' OR 1=1", 'rondheim']) assert.deepEqual(await names(none), [], none);
  });
});
