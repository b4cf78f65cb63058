// Routines: what a worker may run is enumerated, everything else is refused, and what is granted says of somebody
// else's participant what it says of one that does not exist.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, APP, app, call, closeAll, DB, errorOf, first } from './database.mjs';
import { CONTROL, dropControl, makeControl } from './control.mjs';
import { CONTEXT_MEMBERS, ROUTINES, USERS } from './expected.mjs';
import { ask, confirm, create, discharge, foreignTo, gate, newId, newKey, openOne, remove, removeMade, report, save } from './participant.mjs';
import { login, newToken, open } from './session.mjs';

const sessions = {};

before(async () => {
  await makeControl();
  for (const user of Object.keys(USERS)) sessions[user] = await login(user);
});
after(async () => {
  await removeMade();
  await dropControl();
  await closeAll();
});

const allRoutines = () => admin.query(
  `SELECT routine_schema AS s, routine_name AS r, routine_type AS t FROM information_schema.routines
   WHERE routine_schema NOT IN ('mysql', 'sys') ORDER BY 1, 3, 2`);

// The routines in a schema that the app account may run, as the grants say.
async function granted(schema) {
  const [whole] = await admin.query(
    `SELECT Execute_priv AS yes FROM mysql.db WHERE User = ? AND ? LIKE Db`, [APP, schema]);
  const rows = await admin.query(
    `SELECT Db AS s, Routine_name AS r, Routine_type AS t FROM mysql.procs_priv
     WHERE User = ? AND Db = ? AND FIND_IN_SET('Execute', Proc_priv) > 0`, [APP, schema]);
  return whole?.yes === 'Y' ? (await allRoutines()).filter((row) => row.s === schema) : rows;
}

const unexpected = (rows) => rows.map(({ r, t }) => `${t} ${r}`).filter((name) => !ROUTINES.includes(name));

test('a routine left open is noticed', async () => {
  assert.deepEqual(unexpected(await granted(CONTROL)).includes('PROCEDURE left_open'), true);
});

test('what may be run is what is expected', async () => {
  const rows = await granted(DB);
  assert.deepEqual(rows.map(({ r, t }) => `${t} ${r}`).sort(), ROUTINES);
  for (const { s } of await allRoutines()) {
    if (s !== DB && s !== CONTROL) assert.deepEqual(await granted(s), [], s);
  }
});

test('everything else is refused when it is called', async () => {
  const { connection } = sessions.trondheim;
  let tried = 0;
  for (const { s, r, t } of await allRoutines()) {
    if (s === CONTROL || ROUTINES.includes(`${t} ${r}`) || t.startsWith('PACKAGE')) continue;
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM information_schema.parameters
      WHERE specific_schema = ? AND specific_name = ? AND parameter_mode IS NOT NULL`, [s, r]);
    const marks = Array.from({ length: Number(n) }, (_, at) => `@a${at}`).join(', ');
    const sentence = t === 'FUNCTION' ? `SELECT \`${s}\`.\`${r}\`(${marks})` : `CALL \`${s}\`.\`${r}\`(${marks})`;
    assert.equal(await errorOf(connection.query(sentence)), 1370, sentence);
    assert.notEqual(await errorOf(connection.query(`SHOW CREATE ${t} \`${s}\`.\`${r}\``)), null, sentence);
    tried += 1;
  }
  assert.ok(tried > 0, 'nothing was tried');
});

test('the context package offers what is expected, and its inner parts are shut', async () => {
  const [row] = await admin.query(`SET STATEMENT sql_mode = 'ORACLE' FOR SHOW CREATE PACKAGE ${DB}.ctx`);
  const text = Object.values(row).find((value) => /\bPACKAGE\b[^]*\bEND\b/i.test(String(value)));
  const members = [...text.matchAll(/\b(?:PROCEDURE|FUNCTION)\s+["`]?(\w+)/gi)].map((found) => found[1]).sort();
  assert.deepEqual(members, CONTEXT_MEMBERS);
  const { connection } = sessions.trondheim;
  for (const inner of ['refresh(1, NULL)', "refresh(1, '2026-01-01')"]) {
    assert.notEqual(await errorOf(connection.query(`CALL ${DB}.ctx.${inner}`)), null, inner);
  }
});

test('the source of what may be run cannot be read', async () => {
  const { connection } = sessions.trondheim;
  const rows = await connection.query(
    `SELECT routine_name AS r FROM information_schema.routines WHERE routine_schema = ? AND routine_definition IS NOT NULL`, [DB]);
  assert.deepEqual(rows, []);
});

// Answers without what differs from call to call.
const plain = (sets) => JSON.stringify(sets, (_, value) => (typeof value === 'bigint' ? String(value) : value));

for (const user of ['grunerlokka', 'trondheim', 'flere', 'admin-oslo']) {
  describe(`as ${user}, somebody else's participant is as good as none`, () => {
    let foreign;
    before(async () => {
      foreign = await foreignTo(USERS[user].sees);
    });
    const both = async (ask) => [await ask(foreign.id), await ask(newId())];

    test('participant_open', async () => {
      const [there, nowhere] = await both((id) => openOne(sessions[user].connection, id, 0));
      assert.equal(plain(there), plain(nowhere));
      assert.equal(there.length, 5);
      assert.deepEqual(there.flat(), []);
    });
    test('participant_save', async () => {
      for (const version of [foreign.version, 0, null]) {
        const [there, nowhere] = await both((id) =>
          save(sessions[user].connection, id, version, { navn: 'Stjålet' }, { key: newKey() }));
        assert.equal(plain(there), plain(nowhere));
        assert.equal(there.outcome, 'absent');
      }
    });
    test('participant_save does not take her over by a place of one\'s own', async () => {
      const own = { kommunenummer: '5001', bydel: '' };
      const [there, nowhere] = await both((id) => save(sessions[user].connection, id, foreign.version, own));
      assert.equal(plain(there), plain(nowhere));
      const [row] = await admin.query(`SELECT kommunenummer, bydel FROM ${DB}.participant WHERE participant_id = ?`, [foreign.id]);
      assert.deepEqual({ ...row }, { kommunenummer: foreign.row.kommunenummer, bydel: foreign.row.bydel });
    });
    test('participant_discharge', async () => {
      const [there, nowhere] = await both((id) => discharge(sessions[user].connection, id, foreign.version));
      assert.equal(plain(there), plain(nowhere));
      assert.equal(there.outcome, 'absent');
    });
    test('participant_report', async () => {
      for (const version of [foreign.version, 0, null]) {
        for (const year of [2025, 2024, 1999, null]) {
          const [there, nowhere] = await both((id) => report(sessions[user].connection, id, version, year, { key: newKey() }));
          assert.equal(plain(there), plain(nowhere));
          assert.equal(there.outcome, 'absent');
        }
      }
    });
    test('confirmation_list, confirmation_open', async () => {
      const rows = await admin.query(`SELECT participant_id, kommunenummer, bydel, year, version FROM ${DB}.participant_confirmation`);
      const { participant_id: id, year, version } = rows.find((row) => !USERS[user].sees(row));
      const { connection } = sessions[user];
      for (const other of [id, newId()]) {
        assert.deepEqual(await call(connection, 'confirmation_list', other), [[], []]);
        for (const known of [version, null]) assert.deepEqual(await call(connection, 'confirmation_open', other, year, known), [[], [], [], []]);
      }
    });
    test('participant_delete', async () => {
      for (const version of [foreign.version, 0, null]) {
        const [there, nowhere] = await both((id) => remove(sessions[user].connection, id, version, { key: newKey() }));
        assert.equal(plain(there), plain(nowhere));
        assert.deepEqual(there.map((set) => set.map((row) => ({ ...row }))),
          [[{ outcome: 'absent', participant_id: null, row_version: null }], []]);
      }
      const rows = await admin.query(`SELECT 1 FROM ${DB}.participant WHERE participant_id = ?`, [foreign.id]);
      assert.equal(rows.length, 1, 'she is still there');
    });
    test('lookup_ask', async () => {
      const [there, nowhere] = await both((id) => ask(sessions[user].connection, id));
      assert.equal(plain(there), plain(nowhere));
      assert.equal(there.outcome, 'absent');
      assert.deepEqual(await admin.query(`SELECT 1 FROM ${DB}.lookup_job WHERE participant_id = ?`, [foreign.id]), [], 'nothing is queued');
    });
    test('identity_confirm', async () => {
      for (const version of [foreign.version, 0, null]) {
        const [there, nowhere] = await both((id) => confirm(sessions[user].connection, id, version, 'Kjenner henne.', { key: newKey() }));
        assert.equal(plain(there), plain(nowhere));
        assert.equal(there.outcome, 'absent');
      }
      const [row] = await admin.query(`SELECT identity_reason FROM ${DB}.participant WHERE participant_id = ?`, [foreign.id]);
      assert.equal(row.identity_reason, null);
    });
    test('participant_create elsewhere', async () => {
      const { kommunenummer, bydel } = foreign.row;
      const row = await create(sessions[user].connection, gate({ kommunenummer, bydel }));
      assert.equal(row.outcome, 'absent');
    });
    test('a participant of one\'s own cannot be sent or made elsewhere', async () => {
      if (user === 'admin-oslo') return assert.equal((await create(sessions[user].connection, gate({ kommunenummer: '0301' }))).outcome, 'absent');
      const mine = { grunerlokka: ['0301', '030102'], trondheim: ['5001', ''], flere: ['3203', ''] }[user];
      const made = await create(sessions[user].connection, gate({ kommunenummer: mine[0], bydel: mine[1] }));
      assert.equal(made.outcome, 'created');
      const { kommunenummer, bydel } = foreign.row;
      for (const place of [{ kommunenummer, bydel }, { kommunenummer: '' }, { kommunenummer: null }, { bydel: '030116' }]) {
        const moved = await save(sessions[user].connection, made.participant_id, made.row_version, place);
        assert.equal(moved.outcome, 'absent', plain(place));
      }
      return undefined;
    });
  });
}

test('somebody else\'s search is as good as none', async () => {
  const reference = newToken();
  await call(sessions.trondheim.connection, 'person_search_keep', reference, '', '', 'anne', '');
  assert.equal(first(await call(sessions.trondheim.connection, 'person_search_open', reference)).names, 'anne');
  for (const user of Object.keys(USERS).filter((name) => name !== 'trondheim')) {
    const [there, nowhere] = [await call(sessions[user].connection, 'person_search_open', reference),
      await call(sessions[user].connection, 'person_search_open', newToken())];
    assert.equal(plain(there), plain(nowhere), user);
    assert.deepEqual(there, [[]]);
  }
});

for (const user of ['imdi', 'systemeier']) {
  test(`${user} sees everything and writes nothing`, async () => {
    const { connection } = sessions[user];
    const [{ participant_id: id, row_version: version }] = await admin.query(`SELECT participant_id, row_version FROM ${DB}.participant LIMIT 1`);
    const seen = await openOne(connection, String(id));
    assert.equal(seen[0].length, 1);
    assert.equal(Number(seen[0][0].may_write), 0);
    assert.equal((await save(connection, String(id), version, { navn: 'Endret' })).outcome, 'absent');
    assert.equal((await discharge(connection, String(id), version)).outcome, 'absent');
    assert.equal((await report(connection, String(id), version, 2025)).outcome, 'absent');
    assert.equal(first(await remove(connection, String(id), version)).outcome, 'absent');
    assert.equal((await ask(connection, String(id))).outcome, 'absent');
    assert.equal((await confirm(connection, String(id), version, 'Kjenner henne.')).outcome, 'absent');
    assert.equal((await create(connection, gate())).outcome, 'absent');
  });
}

test('an id that is taken elsewhere is not told of, nor overwritten', async () => {
  const foreign = await foreignTo(USERS.trondheim.sees);
  const refused = await errorOf(create(sessions.trondheim.connection, gate(), { id: foreign.id }));
  assert.notEqual(refused, null);
  const [row] = await admin.query(`SELECT kommunenummer, row_version FROM ${DB}.participant WHERE participant_id = ?`, [foreign.id]);
  assert.equal(row.kommunenummer, foreign.row.kommunenummer);
  assert.equal(row.row_version, foreign.version);
});

describe('without a context', () => {
  const contexts = { none: async () => {}, 'a forged token': (connection) => open(connection, newToken()) };
  for (const [name, make] of Object.entries(contexts)) {
    test(`${name}: reads are empty, writes are refused`, async () => {
      const connection = await app();
      await make(connection);
      const [{ participant_id: id, row_version: version }] = await admin.query(`SELECT participant_id, row_version FROM ${DB}.participant LIMIT 1`);
      assert.deepEqual((await openOne(connection, String(id), 0)).flat(), []);
      assert.deepEqual((await call(connection, 'confirmation_list', String(id))).flat(), []);
      assert.deepEqual((await call(connection, 'confirmation_open', String(id), 2025, null)).flat(), []);
      assert.deepEqual(await call(connection, 'report_progress', 2025), [[]]);
      assert.deepEqual(await call(connection, 'person_search_open', newToken()), [[]]);
      for (const write of [save(connection, String(id), version, { navn: 'X' }), discharge(connection, String(id), version),
        remove(connection, String(id), version), ask(connection, String(id)), confirm(connection, String(id), version, 'Kjenner henne.'),
        report(connection, String(id), version, 2025), call(connection, 'reporting_year_set', 2025, '2026-01-02', '2026-03-31', '2026-04-30', ''),
        call(connection, 'person_search_keep', newToken(), '', '', 'anne', ''), create(connection, gate())]) {
        assert.equal(await errorOf(write), 1644);
      }
      assert.ok([null, 1644].includes(await errorOf(call(connection, 'session_end'))));
    });
  }
});

test('session_list, session_end_other: the user is told of her own and ends no other', async () => {
  const [mine, other, theirs] = [await login('trondheim'), await login('trondheim'), await login('flere')];
  const numbers = (await call(mine.connection, 'session_list'))[0].map((row) => row.session_id);
  assert.ok(numbers.includes(mine.who.session_id) && numbers.includes(other.who.session_id));
  assert.ok(!numbers.includes(theirs.who.session_id));
  for (const session of [theirs.who.session_id, mine.who.session_id, 0, 2 ** 40]) {
    assert.equal(first(await call(mine.connection, 'session_end_other', session)).ended, 0);
  }
  assert.equal(first(await call(mine.connection, 'session_end_other', other.who.session_id)).ended, 1);
  assert.equal((await open(other.connection, other.token)).who, undefined);
  assert.ok((await open(theirs.connection, theirs.token)).who);
  const nobody = await app();
  assert.deepEqual((await call(nobody, 'session_list'))[0], []);
  assert.equal(await errorOf(call(nobody, 'session_end_other', null)), 1644);
});

test('a worker is not the system', async () => {
  const { connection, token } = sessions.trondheim;
  assert.equal(await errorOf(call(connection, 'ctx.open_system', 'attack')), 1644);
  const [{ who, system }] = await connection.query(`SELECT ${DB}.ctx.user_id() AS who, ${DB}.ctx.is_system() AS \`system\``);
  assert.deepEqual([who, system], [null, null]);
  await open(connection, token);
});

describe('one-time keys', () => {
  test('a repeat gives the first result, another content or another user does not', async () => {
    const { connection } = sessions.trondheim;
    const [key, changes] = [newKey(), gate()];
    const made = await create(connection, changes, { key });
    const again = await create(connection, changes, { key });
    assert.equal(again.outcome, 'repeat');
    assert.equal(again.participant_id, made.participant_id);
    const other = await create(connection, gate(), { key, digest: 'other' });
    assert.equal(other.outcome, 'created');
    assert.notEqual(other.participant_id, made.participant_id);
    const stranger = await create(sessions.flere.connection, gate({ kommunenummer: '4601' }), { key });
    assert.equal(stranger.outcome, 'created');
    assert.notEqual(stranger.participant_id, made.participant_id);
  });
  test('a stranger cannot ask for the result of a key', async () => {
    const key = newKey();
    const made = await create(sessions.trondheim.connection, gate(), { key });
    for (const write of [save(sessions.flere.connection, made.participant_id, 1, { navn: 'X' }, { key }),
      discharge(sessions.flere.connection, made.participant_id, 1, { key }),
      report(sessions.flere.connection, made.participant_id, 1, 2025, { key }), remove(sessions.flere.connection, made.participant_id, 1, { key }).then(first)]) {
      const row = await write;
      assert.deepEqual([row.outcome, row.participant_id, row.row_version], ['absent', null, null]);
    }
  });
});
