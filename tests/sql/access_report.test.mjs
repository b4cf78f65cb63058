// The access report for one person (requirement L4): the system owner's alone, told in the log before it is answered, and found by
// indexes: what it reads follows from her, not from the register or the logs.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, DB, errorOf, first } from './database.mjs';
import { rowsRead } from './cost.mjs';
import { USERS } from './expected.mjs';
import { create, gate, newId, openOne, remove, removeMade, report, save } from './participant.mjs';
import { personIdOf } from './restore.mjs';
import { login, newToken, removeUser, temporaryUser } from './session.mjs';

const KINDS = ['access', 'change', 'download', 'told'];
const [ALWAYS, LAST] = ['2099-01-01', '9223372036854775807'];
const FILES = ['innsyn', 'innsyn-opplysninger.csv', 'innsyn-hendelser.csv'];

after(async () => {
  await removeMade();
  await closeAll();
});

const plain = (answer) => JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
const events = async (connection, reference, kind, { also = '', until = ALWAYS, after: before = LAST, limit = 5000 } = {}) =>
  (await call(connection, 'access_report_events', reference, also, kind, until, before, limit))[0];
const download = (connection, address) => call(connection, 'download_begin', 'oversikt.csv', address, 'Alle', null, 'fil.csv', '1', 'a'.repeat(64));

async function searchFor(connection, { number = '', person }) {
  const reference = newToken();
  await call(connection, 'person_search_keep', reference, number, number ? person : '', '', number ? '' : person);
  return reference;
}

// A woman with answers that changed, a choice, a test, a confirmation.
async function whole(connection) {
  const changes = gate({ sted_arbeidspraksis: [1, 3] });
  const person = personIdOf(changes.fodselsnummer);
  const { participant_id: id } = await create(connection, changes, { person });
  await save(connection, id, 1, { sivilstand: 'Gift', sted_arbeidspraksis: [8] });
  return { id: String(id), number: changes.fodselsnummer, person };
}

describe('L4: what is stored', () => {
  test('stands there by number and by PersonId, before and after a deletion, in all places', async () => {
    const [{ connection }, elsewhere, owner] = [await login('trondheim'), await login('flere'), await login('systemeier')];
    const { id, number, person } = await whole(connection);
    const other = await create(elsewhere.connection, gate({ fodselsnummer: number, kommunenummer: '4601', kommunenavn: 'Bergen' }), { goesOn: 1 });
    assert.equal(other.outcome, 'created');
    for (const deleted of [false, true]) {
      if (deleted) await remove(connection, id, 2);
      for (const by of [{ number, person }, { person }]) {
        const [head, numbers, participations, choices, , , , changes] = await call(owner.connection, 'access_report_open', await searchFor(owner.connection, by), 'innsyn');
        assert.deepEqual([head[0].person_id, head[0].protected, plain(numbers).map((row) => row.fodselsnummer)], [person, 0, [number]]);
        assert.deepEqual(plain(participations).map((row) => [row.participant_id, Boolean(row.deleted_at)]).sort(),
          [[id, deleted], [String(other.participant_id), false]].sort());
        assert.deepEqual(plain(choices).filter((row) => row.participant_id === id).map((row) => row.kode), [8]);
        assert.deepEqual(plain(changes).map((row) => [row.variabel, row.old_value, row.new_value]).sort(), [['sivilstand', null, 'Gift'], ['sted_arbeidspraksis', '1,3', '8']]);
      }
    }
  });

  test('confirmations stand as they were', async () => {
    const [{ connection }, owner] = [await login('trondheim'), await login('systemeier')];
    const { id, person } = await whole(connection);
    const [{ year }] = await admin.query(`SELECT year FROM ${DB}.reporting_year WHERE opens <= CURDATE() AND closes >= CURDATE() ORDER BY year LIMIT 1`);
    assert.equal((await report(connection, id, 2, year)).outcome, 'saved');
    await save(connection, id, 2, { sivilstand: 'Skilt', sted_arbeidspraksis: [1] });
    const [, , , , , confirmations, confirmed] = await call(owner.connection, 'access_report_open', await searchFor(owner.connection, { person }), 'innsyn');
    assert.deepEqual(plain(confirmations).map((row) => [row.year, row.version]), [[year, 2]]);
    const answer = (name) => confirmed.find((row) => row.variabel === name)?.answer;
    assert.deepEqual([answer('sivilstand'), JSON.parse(answer('sted_arbeidspraksis'))], ['Gift', [8]]);
  });

  test('one who is not registered has nothing, and a search of several or of a name makes no report', async () => {
    const owner = await login('systemeier');
    const sets = await call(owner.connection, 'access_report_open', await searchFor(owner.connection, { person: personIdOf('nobody') }), 'innsyn');
    assert.equal(sets[0][0].created_at, null);
    assert.ok(sets.slice(1).every((set) => set.length === 0));
    const reference = newToken();
    await call(owner.connection, 'person_search_keep', reference, '', '', 'anne', '');
    const two = newToken();
    await call(owner.connection, 'person_search_keep', two, '', '', '', `${personIdOf('a')},${personIdOf('b')}`);
    for (const none of [reference, two, newToken()]) assert.deepEqual((await call(owner.connection, 'access_report_open', none, 'innsyn')).flat(), []);
  });
});

describe('L4: it is told in the log, before it is answered', () => {
  test('each time, for the page and each file, with her PersonId', async () => {
    const owner = await login('systemeier');
    const person = personIdOf(`told-${newId()}`);
    const reference = await searchFor(owner.connection, { person });
    for (const what of FILES) await call(owner.connection, 'access_report_open', reference, what);
    const rows = await admin.query(`SELECT l.action, l.what, l.user_id FROM ${AUDIT}.access_log_person a JOIN ${AUDIT}.access_log l USING (log_id, logged_at)
      WHERE a.person_id = ? ORDER BY l.log_id`, [person]);
    assert.deepEqual(rows.map((row) => [row.action, row.what]), [['search', 'persons'], ['open', FILES[0]], ['download', FILES[1]], ['download', FILES[2]]]);
    assert.ok(rows.every((row) => row.user_id === owner.who.user_id));
    assert.deepEqual((await events(owner.connection, reference, 'access')).map((row) => row.what), [...FILES].reverse().concat('persons'));
    assert.equal(await errorOf(call(owner.connection, 'access_report_open', reference, 'noe annet')), 1644);
  });
});

describe('L4: who has done what', () => {
  test('opened, changed, downloaded; in pages that leave out nothing', async () => {
    const [{ connection }, owner, imdi] = [await login('trondheim'), await login('systemeier'), await login('imdi')];
    const { id, person } = await whole(connection);
    await openOne(imdi.connection, id, null, 'bakgrunn');
    await download(connection, '/deltakere/oversikt.csv');
    await download((await login('oslo')).connection, '/deltakere/oversikt.csv');
    const reference = await searchFor(owner.connection, { person });
    assert.ok((await events(owner.connection, reference, 'access')).some((row) => row.user_id === imdi.who.user_id && row.action === 'open'));
    const downloads = await events(owner.connection, reference, 'download');
    const whose = new Set(downloads.map((row) => row.user_id));
    assert.ok(whose.has((await login('trondheim')).who.user_id));
    assert.ok(!whose.has((await login('oslo')).who.user_id), 'Oslo\'s file could not hold her');
    for (const kind of KINDS.filter((one) => one !== 'download')) {
      const all = (await events(owner.connection, reference, kind)).map((row) => row.log_id);
      const found = [];
      for (let cursor = {}; ;) {
        const page = await events(owner.connection, reference, kind, { ...cursor, limit: 2 });
        found.push(...page.map((row) => row.log_id));
        if (page.length < 2) break;
        cursor = { until: page.at(-1).logged_at, after: page.at(-1).log_id };
      }
      assert.deepEqual(found, all, kind);
    }
    assert.deepEqual(await events(owner.connection, reference, 'access', { until: '2020-01-01' }), [], 'what was done since is for the next report');
  });

  test('where they worked', async () => {
    const [owner, trondheim, imdi] = [await login('systemeier'), await login('trondheim'), await login('imdi')];
    const [rows] = await call(owner.connection, 'access_report_workplaces', JSON.stringify([Number(trondheim.who.user_id), Number(imdi.who.user_id), Number(imdi.who.user_id)]));
    assert.deepEqual(plain(rows).map((row) => [row.role, row.kommunenavn]).sort(), [['caseworker', 'Trondheim'], ['imdi', '']]);
    assert.deepEqual(await call(owner.connection, 'access_report_workplaces', 'ikke json'), [[]]);
  });

  test('what is read follows from her own events, not from the logs', async () => {
    const [{ connection }, owner] = [await login('trondheim'), await login('systemeier')];
    const { id, person } = await whole(connection);
    for (let version = 2; version < 12; version += 1) await save(connection, id, version, { sivilstand: `Nr ${version}` });
    const other = await login('flere');
    for (let i = 0; i < 200; i += 1) await download(other.connection, '/deltakere/oversikt.csv');
    const [{ n }] = await admin.query(`SELECT (SELECT COUNT(*) FROM ${AUDIT}.change_log) + (SELECT COUNT(*) FROM ${AUDIT}.access_log) AS n`);
    const reference = await searchFor(owner.connection, { person });
    for (const kind of KINDS) {
      const hers = (await events(owner.connection, reference, kind)).length;
      const read = await rowsRead(owner.connection, `CALL ${DB}.access_report_events('${reference}', '', '${kind}', '${ALWAYS}', ${LAST}, 5000)`);
      const most = 12 * hers + 250;
      assert.ok(read > 0 && read < most && most < n, `${kind}: ${read} rows read for ${hers} events, ${most} at most, ${n} in the logs`);
    }
    const [{ women }] = await admin.query(`SELECT COUNT(*) AS women FROM ${DB}.participant`);
    const read = await rowsRead(owner.connection, `CALL ${DB}.access_report_open('${reference}', 'innsyn')`);
    assert.ok(read < 300 && women > 300, `${read} rows read of ${women} women`);
  });

  test('every download knows its places: the log and its list agree', async () => {
    const rows = await admin.query(`SELECT l.log_id, JSON_VALUE(l.details, '$.scopes') AS scopes,
        (SELECT GROUP_CONCAT(p.place ORDER BY p.place) FROM ${DB}.download_place p WHERE p.log_id = l.log_id AND p.logged_at = l.logged_at) AS places
      FROM ${AUDIT}.access_log l WHERE l.action = 'download' AND l.what NOT LIKE 'innsyn%' AND l.what NOT LIKE '%/%'`);
    assert.ok(rows.length > 0);
    for (const row of rows) assert.equal(row.places, row.scopes.split(',').sort().join(), String(row.log_id));
  });
});

describe('I8: for all but the system owner, and without her own search, there is nothing', () => {
  for (const user of Object.keys(USERS)) {
    test(user, async () => {
      const [{ connection }, owner, asker] = [await login('trondheim'), await login('systemeier'), await login(user)];
      const { id, number, person } = await whole(connection);
      const references = [await searchFor(owner.connection, { person }), newToken()];
      if (!['admin-oslo', 'systemeier'].includes(user)) references.push(await searchFor(asker.connection, { number, person }));
      if (user === 'systemeier') references.shift(); // her own, in whichever session
      const before = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.access_log WHERE what LIKE 'innsyn%'`);
      for (const reference of references) {
        for (const what of FILES) assert.deepEqual((await call(asker.connection, 'access_report_open', reference, what)).flat(), []);
        assert.deepEqual(await call(asker.connection, 'access_report_changes', reference, null, null, null), [[]]);
        for (const kind of KINDS) assert.deepEqual(await events(asker.connection, reference, kind, { also: user === 'systemeier' ? '' : person }), [], `${kind} of ${id}`);
      }
      if (user !== 'systemeier') assert.deepEqual(await call(asker.connection, 'access_report_workplaces', '[1,2,3]'), [[]]);
      assert.deepEqual(await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.access_log WHERE what LIKE 'innsyn%'`), before, 'and nothing is told');
    });
  }

  test('A2: who owns the introduction programme alone', async () => {
    const { id, number, person } = await whole((await login('trondheim')).connection);
    await temporaryUser('prove-eier-av-ett', [{ role: 'system_owner', register: 'introduksjon' }]);
    const { connection } = await login('prove-eier-av-ett');
    const reference = await searchFor(connection, { number, person });
    for (const what of FILES) assert.deepEqual((await call(connection, 'access_report_open', reference, what)).flat(), []);
    for (const kind of KINDS) assert.deepEqual(await events(connection, reference, kind, { also: person }), [], `${kind} of ${id}`);
    assert.deepEqual(await call(connection, 'access_report_workplaces', '[1,2,3]'), [[]]);
    await removeUser('prove-eier-av-ett');
  });

  test('no context', async () => {
    const nobody = await app();
    const owner = await login('systemeier');
    const reference = await searchFor(owner.connection, { person: personIdOf('somebody') });
    assert.deepEqual((await call(nobody, 'access_report_open', reference, 'innsyn')).flat(), []);
    for (const kind of KINDS) assert.deepEqual(await events(nobody, reference, kind), []);
    assert.deepEqual(await call(nobody, 'access_report_workplaces', '[1]'), [[]]);
    assert.equal(await errorOf(events(owner.connection, reference, 'access', { also: "x'" })), 1644);
    assert.notEqual(await errorOf(events(owner.connection, reference, 'annet')), null);
    assert.equal(first(await call(owner.connection, 'access_report_open', reference, 'innsyn')).created_at, null);
  });
});
