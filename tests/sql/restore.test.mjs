// A deleted participation comes back (requirement P12): as it was in every table, by the system owner alone, told in the log as her act.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, DB, errorOf, first, HISTORY } from './database.mjs';
import { USERS } from './expected.mjs';
import { create, discharge, gate, logOf, newId, newKey, remove, removeMade, report, save } from './participant.mjs';
import { login, newToken, open, removeUser, temporaryUser } from './session.mjs';
import { personIdOf } from './restore.mjs';
import { rowsRead } from './cost.mjs';

const YEAR = 2033; // open in these tests alone
const TABLES = ['participant', 'participant_choice', 'participant_test', 'participant_change', 'participant_confirmation'];
const system = async (sql, values) => {
  await call(admin, 'ctx.open_system', 'tests');
  const answer = await admin.query(sql, values);
  await call(admin, 'ctx.leave');
  return answer;
};
await system(`INSERT INTO ${DB}.reporting_year (year, opens, deadline, closes) VALUES (?, '2020-01-01', '2020-01-01', '2099-12-31')`, [YEAR]);
after(async () => {
  await removeMade();
  await system(`DELETE FROM ${DB}.reporting_year WHERE year = ?`, [YEAR]);
  await closeAll();
});

const rows = (table, id) => admin.query(`SELECT * FROM ${DB}.${table} WHERE participant_id = ?`, [id]);
const plain = (answer) => JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
const restore = (connection, id, { key = null, digest = 'd' } = {}) => call(connection, 'participant_restore', id, key, digest);
const all = async (id, ending = '') => {
  const found = {};
  for (const table of TABLES) found[table] = plain(await rows(`${table}${ending}`, id));
  return found;
};
const totals = () => admin.query(`SELECT kommunenummer, bydel, status, participants FROM ${DB}.participant_tally WHERE participants <> 0 ORDER BY 1, 2, 3`);

// A woman with something in each table: confirmed for a year, and changed since.
async function whole(connection, overrides = {}) {
  const changes = gate({ sted_arbeidspraksis: [1, 3], ...overrides });
  const { participant_id: id } = await create(connection, changes, { person: personIdOf(changes.fodselsnummer) });
  await save(connection, id, 1, { sivilstand: 'Gift' });
  await system(`INSERT INTO ${DB}.participant_test (participant_id, test_no, provetype) VALUES (?, 1, 1)`, [id]);
  assert.equal((await report(connection, id, 2, YEAR)).outcome, 'saved');
  await save(connection, id, 2, { sivilstand: 'Skilt', sted_arbeidspraksis: [8] });
  return { id: String(id), changes };
}

describe('P12: what is put back', () => {
  test('is as it was, in every table, with its version, its gaps, its totals and the figures that were confirmed', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const { id, changes } = await whole(connection);
    const [before, counted] = [await all(id), plain(await totals())];
    assert.ok(TABLES.every((table) => before[table].length > 0), 'something in each table');
    assert.notEqual(JSON.parse(before.participant_confirmation[0].figures).answers.sivilstand, 'Skilt', 'the figures are not what is registered now');
    await remove(connection, id, 3);
    assert.notDeepEqual(plain(await totals()), counted);
    const [outcome, receipt] = plain(await restore(owner.connection, id));
    assert.deepEqual(outcome, [{ outcome: 'saved', participant_id: id, row_version: 3 }]);
    assert.deepEqual(receipt, [{ navn: changes.navn, fodselsnummer: changes.fodselsnummer }]);
    assert.deepEqual(await all(id), before);
    assert.deepEqual(plain(await totals()), counted);
    assert.deepEqual(Object.values(await all(id, '_deleted')).flat(), [], 'and nowhere else');
    assert.equal((await save(connection, id, 3, { sivilstand: 'Enke' })).outcome, 'saved', 'the caseworker goes on where she was');
  });

  test('stands in the log as the system owner\'s act, and in the history from then on', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const { id, changes } = await whole(connection);
    await remove(connection, id, 3);
    await restore(owner.connection, id);
    const live = (await logOf(id, 'participant')).at(-1);
    assert.deepEqual([live.action, live.user_id, live.session_id, live.changed.fodselsnummer], ['insert', owner.who.user_id, owner.who.session_id, [null, changes.fodselsnummer]]);
    const gone = (await logOf(id, 'participant_deleted')).at(-1);
    assert.deepEqual([gone.action, gone.user_name], ['delete', owner.who.display_name]);
    assert.equal((await admin.query(`SELECT 1 FROM ${HISTORY}.participant WHERE participant_id = ?`, [id])).length, 1);
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${HISTORY}.participant FOR SYSTEM_TIME ALL WHERE participant_id = ?`, [id]);
    assert.ok(n >= 4n, 'what was before the deletion is there too');
  });

  test('a discharged and an ended participation come back with their status', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    for (const ends of [['avsluttet', 0], ['utskrevet', 1]]) {
      const { id } = await whole(connection);
      await save(connection, id, 3, { avslutningsdato: '2024-09-01' });
      if (ends[1]) await discharge(connection, id, 4);
      await remove(connection, id, 4 + ends[1]);
      assert.equal(first(await restore(owner.connection, id)).outcome, 'saved');
      assert.equal((await rows('participant', id))[0].status, ends[0]);
    }
  });

  test('a name that was awaited is asked for again', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const changes = gate({ navn: null });
    const { participant_id: id } = await create(connection, changes);
    await system(`UPDATE ${DB}.participant SET lookup_state = 'waiting' WHERE participant_id = ?`, [id]); // its answer may have come already
    const [{ row_version: version }] = await rows('participant', id);
    await remove(connection, id, version);
    assert.equal((await admin.query(`SELECT 1 FROM ${DB}.lookup_job WHERE participant_id = ?`, [id])).length, 0);
    await restore(owner.connection, id);
    const jobs = await admin.query(`SELECT 1 FROM ${DB}.lookup_job WHERE participant_id = ?`, [id]);
    const [{ lookup_state: now }] = await rows('participant', id);
    assert.ok(jobs.length === 1 || now !== 'waiting', 'queued, or answered already');
  });

  test('deleted and put back again and again, the totals are what counting gives', async () => {
    const { connection } = await login('flere');
    const owner = await login('systemeier');
    const { id } = await whole(connection, { kommunenummer: '4601', kommunenavn: 'Bergen' });
    const before = await all(id);
    for (let round = 0; round < 3; round += 1) {
      assert.equal(first(await remove(connection, id, 3)).outcome, 'saved');
      assert.equal(first(await restore(owner.connection, id)).outcome, 'saved');
    }
    assert.deepEqual(await all(id), before);
    const counted = await admin.query(`SELECT kommunenummer, bydel, status, COUNT(*) AS participants FROM ${DB}.participant GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
    assert.deepEqual(plain(await totals()).map(Object.values).map(String), plain(counted).map(Object.values).map(String));
  });
});

describe('P13: registered again meanwhile', () => {
  test('an open participation in the same place stands in the way, until one of them is ended', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const { id, changes } = await whole(connection);
    await remove(connection, id, 3);
    const again = await create(connection, changes);
    const seen = await call(owner.connection, 'deleted_open', id);
    assert.deepEqual(plain(seen[1]).map((row) => [row.participant_id, row.hinders, row.both_open]), [[String(again.participant_id), 1, 1]]);
    assert.deepEqual(plain(await restore(owner.connection, id)), [[{ outcome: 'open_here', participant_id: String(again.participant_id), row_version: null }], []]);
    assert.equal((await rows('participant', id)).length, 0);
    assert.equal((await rows('participant_deleted', id)).length, 1);
    await save(connection, again.participant_id, 1, { avslutningsdato: '2024-06-01' });
    assert.equal(first(await restore(owner.connection, id)).outcome, 'saved');
    const pairs = await admin.query(`SELECT kind FROM ${DB}.participant_double WHERE participant_id = ?`, [id]);
    assert.deepEqual(pairs.map((row) => row.kind), ['overlap']);
  });

  test('one elsewhere does not, and the pair stands in the quality list', async () => {
    const { connection } = await login('trondheim');
    const [elsewhere, owner] = [await login('flere'), await login('systemeier')];
    const { id, changes } = await whole(connection);
    await remove(connection, id, 3);
    const again = await create(elsewhere.connection, { ...changes, kommunenummer: '4601', kommunenavn: 'Bergen' });
    assert.equal(again.outcome, 'created');
    assert.deepEqual(plain((await call(owner.connection, 'deleted_open', id))[1]).map((row) => [row.hinders, row.both_open]), [[0, 1]]);
    assert.equal(first(await restore(owner.connection, id)).outcome, 'saved');
    const pairs = await admin.query(`SELECT kind FROM ${DB}.participant_double WHERE participant_id = ?`, [id]);
    assert.deepEqual(pairs.map((row) => row.kind), ['open']);
  });

  test('a registration and a restoration at once: one of them is done', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    for (let round = 0; round < 5; round += 1) {
      const { id, changes } = await whole(connection);
      await remove(connection, id, 3);
      const [made, back] = await Promise.all([create(connection, changes).catch((trouble) => ({ outcome: trouble.errno })),
        restore(owner.connection, id).then(first, (trouble) => ({ outcome: trouble.errno }))]);
      const openOnes = await admin.query(`SELECT 1 FROM ${DB}.participant WHERE fodselsnummer = ?`, [changes.fodselsnummer]);
      assert.ok(openOnes.length <= 1, `${made.outcome} ${back.outcome}`);
      assert.ok([made.outcome, back.outcome].some((one) => ['created', 'saved'].includes(one)), `${made.outcome} ${back.outcome}`);
    }
  });
});

describe('I8: for all but the system owner there is nothing to find, open or put back', () => {
  for (const user of Object.keys(USERS).filter((name) => name !== 'systemeier')) {
    test(user, async () => {
      const { connection } = await login('trondheim');
      const stranger = await login(user);
      const { id, changes } = await whole(connection);
      await remove(connection, id, 3);
      const reference = newToken();
      if (user !== 'admin-oslo') await call(stranger.connection, 'person_search_keep', reference, changes.fodselsnummer, personIdOf(changes.fodselsnummer), '', '');
      for (const one of [id, newId()]) {
        assert.deepEqual(await call(stranger.connection, 'deleted_open', one), [[], []]);
        assert.deepEqual(plain(await restore(stranger.connection, one, { key: newKey() })), [[{ outcome: 'absent', participant_id: null, row_version: null }], []]);
      }
      assert.deepEqual(await call(stranger.connection, 'deleted_find', reference), [[], []]);
      assert.equal((await rows('participant_deleted', id)).length, 1);
      assert.equal((await admin.query(`SELECT 1 FROM ${AUDIT}.access_log WHERE participant_id = ? AND what = 'deleted'`, [id])).length, 0);
    });
  }
  test('A2: who owns the introduction programme alone; who owns Jobbsjansen may', async () => {
    const { connection } = await login('trondheim');
    const { id } = await whole(connection);
    await remove(connection, id, 3);
    await temporaryUser('prove-eier-av-ett', [{ role: 'system_owner', register: 'introduksjon' }]);
    const stranger = await login('prove-eier-av-ett');
    assert.deepEqual(await call(stranger.connection, 'deleted_open', id), [[], []]);
    assert.equal(plain(await restore(stranger.connection, id, { key: newKey() }))[0][0].outcome, 'absent');
    await temporaryUser('prove-eier-av-ett', [{ role: 'system_owner', register: 'jobbsjansen' }]);
    const owner = await login('prove-eier-av-ett');
    assert.equal(plain(await restore(owner.connection, id, { key: newKey() }))[0][0].outcome, 'saved');
    await removeUser('prove-eier-av-ett');
  });
  test('no context', async () => {
    const nobody = await app();
    assert.deepEqual(await call(nobody, 'deleted_open', newId()), [[], []]);
    assert.deepEqual(await call(nobody, 'deleted_find', newToken()), [[], []]);
    assert.equal(await errorOf(restore(nobody, newId())), 1644);
  });
  test('the triggers let the system owner write nothing but what comes back', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const { id } = await whole(connection);
    await call(admin, 'ctx.open', owner.token);
    assert.equal(await errorOf(admin.query(`INSERT INTO ${DB}.participant_choice (participant_id, variabel, kode) VALUES (?, 'sted_arbeidspraksis', 1)`, [id])), 1644, 'to one who was not deleted');
    assert.equal(await errorOf(admin.query(`DELETE FROM ${DB}.participant_choice WHERE participant_id = ?`, [id])), 1644);
    await call(admin, 'ctx.leave');
    await remove(connection, id, 3);
    await call(admin, 'ctx.open', owner.token);
    for (const table of ['participant_choice_deleted', 'participant_test_deleted', 'participant_confirmation_deleted', 'participant_deleted']) {
      assert.equal(await errorOf(admin.query(`DELETE FROM ${DB}.${table} WHERE participant_id = ?`, [id])), 1644, `${table}: not lost`);
    }
    assert.equal(await errorOf(admin.query(`UPDATE ${DB}.participant_deleted SET navn = 'X' WHERE participant_id = ?`, [id])), 1644);
    await call(admin, 'ctx.leave');
  });
});

describe('finding, keys, and two at once', () => {
  test('found by each number she has had and by her PersonId, in a search of one\'s own alone; opening is told first', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const { id, changes } = await whole(connection);
    const person = personIdOf(changes.fodselsnummer);
    await remove(connection, id, 3);
    for (const [numbers, ids, persons] of [[changes.fodselsnummer, person, ''], ['', '', person]]) {
      const reference = newToken();
      await call(owner.connection, 'person_search_keep', reference, numbers, ids, '', persons);
      const [there, found] = await call(owner.connection, 'deleted_find', reference);
      assert.equal(there.length, 1);
      assert.deepEqual(plain(found).map((row) => [row.participant_id, row.fodselsnummer, row.deleted_by_name]), [[id, changes.fodselsnummer, found[0].deleted_by_name]]);
      const read = await rowsRead(owner.connection, `CALL ${DB}.deleted_find('${reference}')`);
      assert.ok(read < 40, `${read} rows read`);
    }
    assert.deepEqual(await call(owner.connection, 'deleted_find', newToken()), [[], []]);
    const log = () => admin.query(`SELECT user_id, action, what FROM ${AUDIT}.access_log WHERE participant_id = ?`, [id]);
    const before = (await log()).length;
    await call(owner.connection, 'deleted_open', id);
    assert.deepEqual(plain((await log()).slice(before)), [{ user_id: String(owner.who.user_id), action: 'open', what: 'deleted' }]);
  });

  test('a repeat gets the first result; another form finds nobody', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const { id } = await whole(connection);
    await remove(connection, id, 3);
    const key = newKey();
    const done = plain(await restore(owner.connection, id, { key }));
    const other = await app();
    await open(other, owner.token);
    assert.deepEqual(plain(await restore(other, id, { key })), [[{ ...done[0][0], outcome: 'repeat' }], done[1]]);
    assert.deepEqual(plain(await restore(owner.connection, id, { key: newKey() })), [[{ outcome: 'absent', participant_id: null, row_version: null }], []]);
  });

  test('of several at once one puts her back', async () => {
    const { connection } = await login('trondheim');
    const owner = await login('systemeier');
    const { id } = await whole(connection);
    await remove(connection, id, 3);
    const writers = [owner.connection];
    for (let i = 0; i < 3; i += 1) {
      writers.push(await app());
      await open(writers.at(-1), owner.token);
    }
    const outcomes = await Promise.all(writers.map((writer) => restore(writer, id).then((sets) => first(sets).outcome, (trouble) => trouble.errno)));
    assert.equal(outcomes.filter((one) => one === 'saved').length, 1, outcomes.join());
    assert.ok(outcomes.every((one) => ['saved', 'absent', 1213, 1205, 1020].includes(one)), outcomes.join());
    assert.equal((await rows('participant', id)).length, 1);
  });
});
