// People of the introduction programme, put in by the admin as an import would, and taken away again; and what workers do
// with them through the procedures.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { admin, call, DB, first } from './database.mjs';
import { newId } from './participant.mjs';

const made = new Set();

// A DUF number of a year that nobody is given numbers in, with its check digits.
export function someDuf() {
  const digits = `2099${String(randomInt(1_000_000)).padStart(6, '0')}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * [4, 6, 3, 2, 4, 6, 3, 2, 7, 5][at], 0);
  return digits + String(sum % 11).padStart(2, '0');
}

export async function person(overrides = {}) {
  const row = { participant_id: newId(), person_id: randomUUID(), duf_nummer: someDuf(), navn: `Prøve ${randomBytes(4).toString('hex')}`,
    kategori: 1, lov: 1, kommunenummer: '3201', bydel: '', gjennomforingsfrist: '2099-12-31', ...overrides };
  await call(admin, 'ctx.open_system', 'tests');
  const names = Object.keys(row);
  await admin.query(`INSERT INTO ${DB}.intro_participant (${names.join(', ')}, created_at, changed_at)
    VALUES (${names.map(() => '?').join(', ')}, ${DB}.utc_now(), ${DB}.utc_now())`, Object.values(row));
  await call(admin, 'ctx.leave');
  made.add(row.participant_id);
  return row;
}

export const stored = async (id) => (await admin.query(`SELECT * FROM ${DB}.intro_participant WHERE participant_id = ?`, [id]))[0];
export const versionOf = async (id) => (await stored(id)).row_version;
export const endsOf = (id) => admin.query(
  `SELECT avslutningsarsak, timer_per_uke, computed, entered_by_name, deleted_at IS NOT NULL AS deleted, deleted_by_name
   FROM ${DB}.intro_termination WHERE participant_id = ? ORDER BY entered_at, row_id`, [id]);

export const openPerson = (connection, id, page = null) => call(connection, 'intro_open', id, page);

// The row of answer; a new row where `row` is not given.
export async function put(connection, id, kind, fields, { row, version, key = null, digest = 'd', deadline = '2099-12-31' } = {}) {
  const answer = await call(connection, 'intro_row_put', kind, id, row ?? newId(), row ? 0 : 1, version ?? await versionOf(id), key, digest,
    JSON.stringify(fields), deadline);
  return first(answer);
}
export const remove = async (connection, id, kind, row, { version, key = null } = {}) =>
  first(await call(connection, 'intro_row_delete', kind, id, row, version ?? await versionOf(id), key, 'd', '2099-12-31'));
export const reopen = async (connection, id, { version, key = null, deadline = null, reason = null } = {}) =>
  first(await call(connection, 'intro_reopen', id, version ?? await versionOf(id), key, 'd', deadline, reason));

export const DECISION = { vedtakstype: 1, vedtaksresultat: 1, vedtaksdato: '2024-01-15' };
export const STOP = { vedtakstype: 4, vedtaksresultat: 1, vedtaksdato: '2025-03-01' };
export const GOAL = { sluttmal: 2, sluttmal_dato: '2024-01-15' };
export const WORK = { avslutningsdato: '2025-03-01', avslutningsarsak: 1, timer_per_uke: 300 };

// What the rule engine wants of her, handed over as the jobs daemon does.
export async function engine(connection, id, arsak, dato, { version, frist = '2099-12-31' } = {}) {
  const changes = [{ id, version: version ?? await versionOf(id), frist, arsak, dato }];
  return Number(first(await call(connection, 'intro_apply', JSON.stringify(changes).replace(`"${id}"`, id))).taken);
}

export async function removePeople() {
  await call(admin, 'ctx.open_system', 'tests');
  for (const id of made) {
    for (const table of ['decision', 'goal', 'termination', 'participant']) {
      await admin.query(`DELETE FROM ${DB}.intro_${table} WHERE participant_id = ?`, [id]);
    }
  }
  await call(admin, 'ctx.leave');
  made.clear();
}
