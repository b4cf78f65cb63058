// Participants made through the procedures, as a worker makes them, and taken away again by the admin.
import { randomBytes, randomUUID } from 'node:crypto';
import { someWoman } from '../http/women.mjs';
import { admin, AUDIT, call, DB, first } from './database.mjs';

const made = new Set();

export const newId = () => (BigInt(`0x${randomBytes(8).toString('hex')}`) >> 1n).toString();
export const newKey = () => randomBytes(16).toString('hex');

export function gate(overrides = {}) {
  return { fodselsnummer: someWoman(), navn: 'Prøve Prøvesen', oppstartsdato: '2024-02-01', kommunenummer: '5001',
    kommunenavn: 'Trondheim', bydel: '', finansieringstype: '1', ...overrides };
}

// The row of answer of participant_create; what is created is remembered for removeMade.
export async function create(connection, changes, { id = newId(), key = null, digest = 'd', person = randomUUID(), goesOn = 0 } = {}) {
  const row = first(await call(connection, 'participant_create', id, person, key, digest, JSON.stringify(changes), goesOn));
  if (row.outcome === 'created') made.add(id);
  return row;
}

export async function save(connection, id, version, changes, { key = null, digest = 'd', goesOn = 0 } = {}) {
  return first(await call(connection, 'participant_save', id, version, key, digest, JSON.stringify(changes), goesOn));
}

export const discharge = async (connection, id, version, { key = null, digest = 'd' } = {}) =>
  first(await call(connection, 'participant_discharge', id, version, key, digest));

export const report = async (connection, id, version, year, { key = null, digest = 'd', codebook = '1' } = {}) =>
  first(await call(connection, 'participant_report', id, version, key, digest, year, codebook, 'a'.repeat(64)));

// Both sets of the answer: the outcome, and what a receipt may say.
export const remove = (connection, id, version, { key = null, digest = 'd' } = {}) =>
  call(connection, 'participant_delete', id, version, key, digest);

export const ask = async (connection, id) => first(await call(connection, 'lookup_ask', id));

export const confirm = async (connection, id, version, reason, { key = null, digest = 'd' } = {}) =>
  first(await call(connection, 'identity_confirm', id, version, key, digest, reason));

export const openOne = (connection, id, since = null, page = null) => call(connection, 'participant_open', id, since, page);

// The log's rows of one participant, oldest first; `changed` as an object.
export async function logOf(id, table) {
  const rows = await admin.query(
    `SELECT * FROM ${AUDIT}.change_log WHERE participant_id = ? AND table_name = ? ORDER BY log_id`, [id, table]);
  return rows.map((row) => ({ ...row, changed: JSON.parse(row.changed) }));
}

// Someone else's participant, and an id nobody has.
export async function foreignTo(sees) {
  const rows = await admin.query(`SELECT participant_id, kommunenummer, bydel, row_version FROM ${DB}.participant`);
  const row = rows.find((one) => !sees(one));
  return { id: String(row.participant_id), version: row.row_version, row };
}

export async function removeMade() {
  await call(admin, 'ctx.open_system', 'tests');
  const persons = new Set();
  for (const id of made) {
    for (const ending of ['', '_deleted']) {
      const [row] = await admin.query(`SELECT person_id FROM ${DB}.participant${ending} WHERE participant_id = ?`, [id]);
      if (row) persons.add(row.person_id);
    }
    for (const table of ['participant_change', 'participant_choice', 'participant_test', 'participant_confirmation', 'participant'].flatMap((name) => [name, `${name}_deleted`])) {
      await admin.query(`DELETE FROM ${DB}.${table} WHERE participant_id = ?`, [id]);
    }
    for (const table of ['one_time_key', 'lookup_job']) await admin.query(`DELETE FROM ${DB}.${table} WHERE participant_id = ?`, [id]);
  }
  for (const person of persons) {
    await admin.query(`DELETE FROM ${DB}.person_number WHERE person_id = ?`, [person]);
    await admin.query(`DELETE FROM ${DB}.person WHERE person_id = ?`, [person]);
  }
  made.clear();
  await call(admin, 'ctx.leave');
}
