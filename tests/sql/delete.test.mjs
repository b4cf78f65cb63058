// A deleted participation (requirement P12): whole elsewhere, out of every worker's reach, in the log and the history.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, DB, errorOf, first, HISTORY } from './database.mjs';
import { SCOPED_VIEWS, USERS } from './expected.mjs';
import { create, discharge, gate, logOf, newKey, openOne, remove, removeMade, save } from './participant.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';

const LEAVING = 'prove-slutter';

after(async () => {
  await removeMade();
  await removeUser(LEAVING);
  await closeAll();
});

const rows = (table, id) => admin.query(`SELECT * FROM ${DB}.${table} WHERE participant_id = ?`, [id]);
const plain = (answer) => JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));

// A woman with something in each table, at version 3.
async function whole(connection, overrides = {}) {
  const changes = gate({ sted_arbeidspraksis: [1, 3], ...overrides });
  const { participant_id: id } = await create(connection, changes);
  await save(connection, id, 1, { sivilstand: 'Gift', sted_arbeidspraksis: [1, 8] });
  await save(connection, id, 2, { sivilstand: 'Skilt' });
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`INSERT INTO ${DB}.participant_test (participant_id, test_no, provetype) VALUES (?, 1, 1)`, [id]);
  await call(admin, 'ctx.leave');
  return { id: String(id), changes };
}

const TABLES = ['participant', 'participant_choice', 'participant_test', 'participant_change'];

describe('what is deleted', () => {
  test('moves as it stands, with who and when; the person and her number stay', async () => {
    const { connection, who } = await login('trondheim');
    const { id, changes } = await whole(connection);
    const before = {};
    for (const table of TABLES) before[table] = plain(await rows(table, id));
    assert.ok(TABLES.every((table) => before[table].length > 0), 'something in each table');
    const [saved, receipt] = await remove(connection, id, 3);
    assert.deepEqual(plain(saved), [{ outcome: 'saved', participant_id: id, row_version: 3 }]);
    assert.deepEqual(plain(receipt), [{ navn: changes.navn, fodselsnummer: changes.fodselsnummer }]);
    for (const table of TABLES) {
      assert.deepEqual(await rows(table, id), [], table);
      for (const row of before[table]) for (const derived of ['listed', 'shown_name', 'gaps']) delete row[derived]; // worked out again from the rest
      const moved = plain(await rows(`${table}_deleted`, id)).map(({ deleted_at: at, deleted_by: by, deleted_by_name: name, ...row }) => {
        if (table === 'participant') assert.deepEqual([Boolean(at), by, name], [true, String(who.user_id), who.display_name]);
        return row;
      });
      assert.deepEqual(moved, before[table], table);
    }
    const numbers = await admin.query(`SELECT person_id FROM ${DB}.person_number JOIN ${DB}.person USING (person_id) WHERE fodselsnummer = ?`, [changes.fodselsnummer]);
    assert.deepEqual(numbers.map((one) => one.person_id), [before.participant[0].person_id]);
  });

  test('stands in the log with all its values, and in the history until then', async () => {
    const { connection, who } = await login('trondheim');
    const { id, changes } = await whole(connection);
    const [{ now }] = await admin.query('SELECT UTC_TIMESTAMP(6) AS now');
    await remove(connection, id, 3);
    const log = (await logOf(id, 'participant')).at(-1);
    assert.deepEqual([log.action, log.user_id, log.session_id], ['delete', who.user_id, who.session_id]);
    for (const name of ['fodselsnummer', 'navn', 'oppstartsdato']) assert.deepEqual(log.changed[name], [changes[name], null], name);
    assert.deepEqual(log.changed.sivilstand, ['Skilt', null]);
    const codes = (await logOf(id, 'participant_choice')).filter((row) => row.action === 'delete').map((row) => row.changed.kode[0]);
    assert.deepEqual(codes.sort(), ['1', '3', '8'], 'one taken away before, two with her');
    assert.deepEqual((await logOf(id, 'participant_test')).map((row) => row.action), ['insert', 'delete']);
    assert.deepEqual((await logOf(id, 'participant_deleted')).map((row) => [row.action, row.changed.deleted_by_name[1]]), [['insert', who.display_name]]);
    const zoned = `SET STATEMENT time_zone = '+00:00' FOR`;
    const then = await admin.query(`${zoned} SELECT navn FROM ${HISTORY}.participant FOR SYSTEM_TIME AS OF TIMESTAMP '${now}' WHERE participant_id = ?`, [id]);
    assert.deepEqual(plain(then), [{ navn: changes.navn }]);
    for (const table of ['participant', 'participant_choice', 'participant_test']) {
      assert.deepEqual(await admin.query(`SELECT 1 FROM ${HISTORY}.${table} WHERE participant_id = ?`, [id]), [], table);
    }
  });

  test('cannot be read by anybody through any view or routine', async () => {
    const owner = await login('trondheim');
    const { id, changes } = await whole(owner.connection);
    const found = async (connection, view) =>
      (await connection.query(`SELECT COUNT(*) AS n FROM ${DB}.${view} WHERE participant_id = ?`, [id]))[0].n;
    for (const view of ['participant_municipality', 'choice_municipality', 'test_municipality']) {
      assert.ok(await found(owner.connection, view) > 0n, `${view} shows her before`);
    }
    await remove(owner.connection, id, 3);
    for (const user of Object.keys(USERS)) {
      const { connection } = user === 'trondheim' ? owner : await login(user);
      for (const view of Object.keys(SCOPED_VIEWS)) assert.equal(await found(connection, view), 0n, `${user} ${view}`);
      assert.deepEqual((await openOne(connection, id, 0)).flat(), [], user);
      for (const table of TABLES) assert.equal(await errorOf(connection.query(`SELECT 1 FROM ${DB}.${table}_deleted`)), 1142, `${user} ${table}`);
      assert.equal((await save(connection, id, 3, { navn: 'X' })).outcome, 'absent', user);
      assert.equal((await discharge(connection, id, 3)).outcome, 'absent', user);
      assert.deepEqual(plain(await remove(connection, id, 3)), [[{ outcome: 'absent', participant_id: null, row_version: null }], []], user);
    }
    const [{ n }] = await owner.connection.query(`SELECT COUNT(*) AS n FROM ${DB}.participant_municipality WHERE fodselsnummer = ?`, [changes.fodselsnummer]);
    assert.equal(n, 0n, 'nor found by her number');
  });

  test('the same woman is registered again as the same person, never under the number of what was deleted', async () => {
    const { connection } = await login('trondheim');
    const { id, changes } = await whole(connection);
    const [{ person_id: person }] = await rows('participant', id);
    assert.equal((await create(connection, changes)).outcome, 'open_here');
    await remove(connection, id, 3);
    assert.equal(await errorOf(create(connection, changes, { id })), 1062);
    const again = await create(connection, changes);
    assert.equal(again.outcome, 'created');
    assert.equal((await rows('participant', again.participant_id))[0].person_id, person);
    assert.equal(first(await remove(connection, again.participant_id, 1)).outcome, 'saved', 'and deleted again');
  });
});

describe('versions, keys, and two at once', () => {
  test('an old version deletes nothing', async () => {
    const { connection } = await login('trondheim');
    const { id } = await whole(connection);
    for (const version of [2, 0, null, 4]) {
      assert.deepEqual(plain(await remove(connection, id, version)), [[{ outcome: 'stale', participant_id: id, row_version: 3 }], []]);
    }
    assert.equal((await rows('participant', id)).length, 1);
    assert.deepEqual(await rows('participant_deleted', id), []);
  });

  test('a repeat gets the first result and receipt; without the key, or of another user, none', async () => {
    const { connection, token } = await login('trondheim');
    const { id } = await whole(connection);
    const key = newKey();
    const done = plain(await remove(connection, id, 3, { key }));
    const other = await app();
    await open(other, token);
    assert.deepEqual(plain(await remove(other, id, 3, { key })), [[{ ...done[0][0], outcome: 'repeat' }], done[1]]);
    const absent = [[{ outcome: 'absent', participant_id: null, row_version: null }], []];
    assert.deepEqual(plain(await remove(connection, id, 3, { key: newKey() })), absent);
    assert.deepEqual(plain(await remove(connection, id, 3, { key, digest: 'other' })), absent);
    assert.deepEqual(plain(await remove((await login('flere')).connection, id, 3, { key })), absent);
  });

  test('the key of another write gives no receipt', async () => {
    const { connection } = await login('trondheim');
    const one = await whole(connection);
    const two = await whole(connection);
    const key = newKey();
    await remove(connection, one.id, 3, { key });
    const [outcome, receipt] = plain(await remove(connection, two.id, 3, { key }));
    assert.deepEqual([outcome[0].outcome, outcome[0].participant_id, receipt], ['repeat', one.id, []]);
    assert.equal((await rows('participant', two.id)).length, 1);
  });

  test('who has lost the place gets no receipt', async () => {
    await temporaryUser(LEAVING, [{ kommunenummer: '5001' }]);
    const { connection, token, who } = await login(LEAVING);
    const { id } = await whole(connection);
    const key = newKey();
    assert.equal((await remove(connection, id, 3, { key }))[1].length, 1);
    await call(admin, 'ctx.open_system', 'tests');
    await admin.query(`UPDATE ${DB}.user_grant SET kommunenummer = '4601' WHERE user_id = ?`, [who.user_id]);
    await call(admin, 'ctx.leave');
    await open(connection, token);
    assert.deepEqual((await remove(connection, id, 3, { key }))[1], []);
  });

  test('of a save and deletions at once one is done, and she is in one place alone', async () => {
    const { connection, token } = await login('trondheim');
    for (let round = 0; round < 5; round += 1) {
      const { id } = await whole(connection);
      const writers = [connection];
      for (let i = 0; i < 3; i += 1) {
        writers.push(await app());
        await open(writers.at(-1), token);
      }
      const outcomes = await Promise.all(writers.map((writer, at) =>
        (at % 2 === 0 ? save(writer, id, 3, { sivilstand: `Ny ${at}` }) : remove(writer, id, 3).then(first)).then((row) => row.outcome, (trouble) => trouble.errno)));
      assert.equal(outcomes.filter((outcome) => outcome === 'saved').length, 1, outcomes.join());
      assert.ok(outcomes.every((outcome) => ['saved', 'stale', 'absent', 1213, 1205, 1020].includes(outcome)), outcomes.join());
      assert.equal((await rows('participant', id)).length + (await rows('participant_deleted', id)).length, 1);
    }
  });
});

test('the moved rows are guarded by triggers too', async () => {
  const { connection, token } = await login('flere');
  const { id } = await whole(connection, { kommunenummer: '4601', kommunenavn: 'Bergen' });
  await remove(connection, id, 3);
  const trondheim = await login('trondheim');
  await call(admin, 'ctx.open', trondheim.token);
  for (const table of ['participant_deleted', 'participant_choice_deleted', 'participant_test_deleted']) {
    assert.equal(await errorOf(admin.query(`DELETE FROM ${DB}.${table} WHERE participant_id = ?`, [id])), 1644, table);
    assert.equal(await errorOf(admin.query(`UPDATE ${DB}.${table} SET kommunenummer = '5001' WHERE participant_id = ?`, [id])), 1644, table);
  }
  await call(admin, 'ctx.leave');
  assert.equal(await errorOf(admin.query(`DELETE FROM ${DB}.participant_choice_deleted WHERE participant_id = ?`, [id])), 1644);
  await open(connection, token);
  const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE participant_id = ? AND table_name LIKE '%deleted'`, [id]);
  assert.equal(n, 4n, 'the row, two codes and a test came in, and nothing else');
});
