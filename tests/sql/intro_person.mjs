// Persons of the introduction programme put into the database as an import leaves them, and taken away again by the admin.
import { randomBytes, randomInt } from 'node:crypto';
import { admin, AUDIT, DB } from './database.mjs';
import { newId } from './participant.mjs';

export const LAW = { integreringsloven: 1, introduksjonsloven: 2 };
export const KIND = { programme: 1, extension: 2, temporaryStop: 3, permanentStop: 4 };
export const RESULT = { made: 1, rejected: 2, annulled: 3 };
// The causes the rule engine computes, as requirement N6 orders them and the codebook numbers them.
export const CAUSE = { dead: 38, emigrated: 37, moved: 36, rejected: 34, category: 33, stop: 35, start: 32, deadline: 31 };
const WEIGHTS = [4, 6, 3, 2, 4, 6, 3, 2, 7, 5];
const made = new Set();

// A DUF number of a year that gives none, beyond those of the demonstration's persons.
export function someDuf() {
  const digits = `2099${randomInt(200_000, 1_000_000)}`;
  const rest = [...digits].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at], 0) % 11;
  return digits + String(rest).padStart(2, '0');
}

export const system = () => admin.query(`CALL ${DB}.ctx.open_system('tests')`);

// `columns` are intro_participant's; answers her id.
export async function put(columns = {}) {
  const id = newId();
  const row = { participant_id: id, person_id: `00000000-0000-4000-8000-${randomBytes(6).toString('hex')}`, duf_nummer: someDuf(), navn: 'Prøve Prøvesen',
    kategori: 1, lov: LAW.integreringsloven, kommunenummer: '3201', engine_due: 0, created_at: '2024-01-01', changed_at: '2024-01-01', ...columns };
  await system();
  await admin.query(`INSERT INTO ${DB}.intro_participant (${Object.keys(row)}) VALUES (${Object.keys(row).map(() => '?')})`, Object.values(row));
  made.add(id);
  return id;
}

// `columns` are the table's; with the deadline that holds then.
export async function addRow(table, id, columns, deadline) {
  const row = { row_id: newId(), participant_id: id, entered_at: '2024-01-01', entered_by_name: 'Prøve', changed_at: '2024-01-01', changed_by_name: 'Prøve', ...columns };
  await system();
  await admin.query(`INSERT INTO ${DB}.${table} (${Object.keys(row)}) VALUES (${Object.keys(row).map(() => '?')})`, Object.values(row));
  await admin.query(`CALL ${DB}.intro_standing(?, ?)`, [id, deadline ?? null]);
  return row.row_id;
}

export const decide = (id, vedtakstype, vedtaksresultat, vedtaksdato) => addRow('intro_decision', id, { vedtakstype, vedtaksresultat, vedtaksdato });
export const choose = (id, sluttmal, sluttmal_dato) => addRow('intro_goal', id, { sluttmal, sluttmal_dato });
export const end = (id, avslutningsarsak, avslutningsdato) => addRow('intro_termination', id, { avslutningsarsak, avslutningsdato });

// Changes of hers as an import or a register tells them: the engine is to look.
export async function set(id, columns) {
  await system();
  await admin.query(`UPDATE ${DB}.intro_participant SET ${Object.keys(columns).map((name) => `${name} = ?`)}, row_version = row_version + 1, engine_due = 1
    WHERE participant_id = ?`, [...Object.values(columns), id]);
}

export async function annul(table, row) {
  await system();
  await admin.query(`UPDATE ${DB}.${table} SET deleted_at = ${DB}.utc_now(), deleted_by_name = 'Prøve' WHERE row_id = ?`, [row]);
  const [{ participant_id: id }] = await admin.query(`SELECT CAST(participant_id AS CHAR) AS participant_id FROM ${DB}.${table} WHERE row_id = ?`, [row]);
  await admin.query(`CALL ${DB}.intro_standing(?, NULL)`, [id]);
}

export const rowOf = async (id) => (await admin.query(`SELECT * FROM ${DB}.intro_participant WHERE participant_id = ?`, [id]))[0];
export const endsOf = (id) => admin.query(`SELECT * FROM ${DB}.intro_termination WHERE participant_id = ? ORDER BY entered_at, deleted_at IS NULL`, [id]);
export const logOf = async (id) => (await admin.query(`SELECT * FROM ${AUDIT}.change_log WHERE participant_id = ? ORDER BY log_id`, [id]))
  .map((row) => ({ ...row, changed: JSON.parse(row.changed) }));

// Each is held meanwhile: the rule engine would else end her between two of the tables.
export async function removeMade() {
  await system();
  for (const id of made) {
    await admin.query('START TRANSACTION');
    await admin.query(`SELECT participant_id FROM ${DB}.intro_participant WHERE participant_id = ? FOR UPDATE`, [id]);
    for (const table of ['intro_termination', 'intro_goal', 'intro_decision', 'intro_participant']) {
      await admin.query(`DELETE FROM ${DB}.${table} WHERE participant_id = ?`, [id]);
    }
    await admin.query('COMMIT');
  }
  made.clear();
}
