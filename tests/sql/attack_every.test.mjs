// Every routine a worker may run, in everybody's context, with somebody else's ids, numbers and names for arguments: it tells nothing
// of her, changes nothing of hers, and leaves the caller who she was. Routines and arguments come from the catalogue, so one that is
// added is tried without being named here; what each should do besides is in the tests of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { admin, app, call, closeAll, DB } from './database.mjs';
import { CONTROL, dropControl, makeControl } from './control.mjs';
import { ROUTINES, USERS } from './expected.mjs';
import { Canaries } from './leak.mjs';
import { login, newToken, open, removeUser, temporaryUser } from './session.mjs';
import { rowsOf } from './views.mjs';

const NAMED = new Set(['participant_id', 'fodselsnummer', 'person_id', 'navn']);
// What is asked about is no secret of the answer's: a search or a receipt that repeats it tells nothing. Her name is.
const canariesFor = (sees, asked) => new Canaries(NAMED, rows.filter((row) => !sees(row))
  .map((row) => (row === asked ? { ...row, fodselsnummer: null, person_id: null } : row)), rows.filter(sees));
const GRANTLESS = 'angrep-ingenting';
const VECTORS = 6;
let rows;

before(async () => {
  await makeControl();
  await temporaryUser(GRANTLESS, []);
  rows = await rowsOf('participant');
});
after(async () => {
  await removeUser(GRANTLESS);
  await dropControl();
  await closeAll();
});

const parametersOf = (schema, routine) => admin.query(`SELECT parameter_name AS name, data_type AS type FROM information_schema.parameters
  WHERE specific_schema = ? AND specific_name = ? AND parameter_mode IS NOT NULL ORDER BY ordinal_position`, [schema, routine]);

// What a hostile caller knows: the row and user she is after. The same place of each list is tried together.
async function knownOf(user, foreign) {
  const target = user === 'trondheim' ? 'oslo' : 'trondheim';
  const [victim] = await admin.query(`SELECT user_id, brukernavn, email FROM ${DB}.user WHERE brukernavn = ?`, [target]);
  const { who } = await login(target);
  const texts = [foreign.fodselsnummer, foreign.person_id, victim.brukernavn, 'a', foreign.kommunenummer, ''];
  return {
    numbers: [foreign.participant_id, victim.user_id, who.session_id, '1', '0', null].map((value) => (value === null ? null : String(value))),
    texts,
    versions: [foreign.row_version, foreign.row_version, 1, 1, 0, null],
    lists: ['{}', JSON.stringify({ navn: 'Stjålet' }), '{"bydel": ""}', '[]', 'x', null],
    dates: ['2025-01-01', '2025-12-31', '1900-01-01', '2025-01-01', '9999-12-31', null],
  };
}

function argument({ name, type }, known, at) {
  if (/expected|version/i.test(name)) return known.versions[at];
  if (/date|time/.test(type)) return known.dates[at];
  if (/text|json/.test(type)) return known.lists[at];
  if (/int|decimal/.test(type)) return /tinyint|smallint/.test(type) ? at % 2 : known.numbers[at];
  return known.texts[at];
}

// What belongs to others: their participants, users, grants and sessions, as they stand.
async function others(user) {
  const { sees } = USERS[user] ?? { sees: () => false };
  const participants = (await admin.query(`SELECT participant_id, kommunenummer, bydel, row_version, status, changed_by FROM ${DB}.participant ORDER BY 1`))
    .filter((row) => !sees(row)).map((row) => Object.values(row).join(' '));
  const of = (sql) => admin.query({ sql, rowsAsArray: true }, [user]).then((found) => found.map(String));
  const notHers = 'user_id <> COALESCE((SELECT u.user_id FROM (SELECT * FROM user) u WHERE u.brukernavn = ?), 0)';
  return { participants,
    users: await of(`SELECT user_id, brukernavn, display_name, email, active, SHA2(password_hash, 256) FROM ${DB}.user WHERE ${notHers} ORDER BY 1`),
    grants: await of(`SELECT * FROM ${DB}.user_grant WHERE ${notHers} ORDER BY 1`),
    sessions: await of(`SELECT session_id, ended_at FROM ${DB}.session WHERE ${notHers} ORDER BY 1`),
    deleted: (await of(`SELECT COUNT(*) FROM ${DB}.participant_deleted WHERE ? <> ''`))[0] };
}

const textOf = (value) => JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item)) ?? '';

// Calls each with each vector; tells what leaked.
async function tryAll({ connection, token, who }, schema, routines, known, canaries) {
  const leaks = [];
  let asked = 0;
  for (const routine of routines) {
    const parameters = await parametersOf(schema, routine);
    for (let at = 0; at < (parameters.length > 0 ? VECTORS : 1); at += 1) {
      await open(connection, token);
      const values = parameters.map((parameter) => argument(parameter, known, at));
      const marks = values.map(() => '?').join(', ');
      const heard = await connection.execute(`CALL ${schema}.${routine}(${marks})`, values).then(textOf, (trouble) => trouble.sqlMessage ?? String(trouble));
      const asking = `${routine}(${values.join(', ')})`;
      for (const value of canaries.found(heard, asking)) leaks.push(`${asking} tells ${value}`);
      const [{ now }] = await connection.query(`SELECT ${DB}.ctx.user_id() AS now`);
      if (now !== null && now !== (who?.user_id ?? null)) leaks.push(`${asking} makes the caller user ${now}`);
      await connection.query('ROLLBACK');
      asked += 1;
    }
  }
  return { leaks, asked };
}

const PROCEDURES = ROUTINES.filter((name) => name.startsWith('PROCEDURE ')).map((name) => name.slice('PROCEDURE '.length));
const CONTEXTS = {
  nobody: async () => ({ connection: await app(), token: newToken() }),
  [GRANTLESS]: () => login(GRANTLESS),
  trondheim: () => login('trondheim'),
  grunerlokka: () => login('grunerlokka'),
  flere: () => login('flere'),
  'admin-oslo': () => login('admin-oslo'),
};

for (const [user, enter] of Object.entries(CONTEXTS)) {
  test(`A2: as ${user}: no routine tells of or changes what is somebody else's`, async () => {
    const { sees } = USERS[user] ?? { sees: () => false };
    const foreign = rows.find((row) => !sees(row) && row.navn && row.fodselsnummer && row.kommunenummer !== '0301');
    const known = await knownOf(user, foreign);
    const canaries = canariesFor(sees, foreign);
    const stored = await others(user);
    const session = await enter();
    const sessions = stored.sessions.length;
    const { leaks, asked } = await tryAll(session, DB, PROCEDURES, known, canaries);
    assert.deepEqual(leaks, []);
    assert.ok(asked >= PROCEDURES.length * 2, `${asked} calls`);
    const now = await others(user);
    assert.equal(now.sessions.length, sessions, 'no session of others was made');
    assert.deepEqual(now, stored);
  });
}

test('control: a routine that tells, and one that writes, are noticed', async () => {
  await admin.query(`CREATE PROCEDURE ${CONTROL}.tells(IN p_id BIGINT UNSIGNED) SELECT navn, fodselsnummer FROM ${DB}.participant WHERE participant_id = p_id`);
  const { sees } = USERS.trondheim;
  const foreign = rows.find((row) => !sees(row) && row.navn && row.fodselsnummer);
  const canaries = canariesFor(sees, foreign);
  const { leaks } = await tryAll(await login('trondheim'), CONTROL, ['tells'], await knownOf('trondheim', foreign), canaries);
  assert.ok(leaks.length > 0, 'what is told is not heard: the suite is blind');
  const before = await others('trondheim');
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.participant SET row_version = row_version + 1 WHERE participant_id = ?`, [foreign.participant_id]);
  assert.notDeepEqual(await others('trondheim'), before, 'what is written is not seen: the suite is blind');
  await admin.query(`UPDATE ${DB}.participant SET row_version = row_version - 1 WHERE participant_id = ?`, [foreign.participant_id]);
  await call(admin, 'ctx.leave');
});
