// What workers do with people of the introduction programme through the procedures.
import { randomBytes } from 'node:crypto';
import { admin, call, DB, first } from './database.mjs';
import { put as putPerson, rowOf, someDuf } from './intro_person.mjs';
import { newId } from './participant.mjs';

// One that the rule engine has yet to look at.
export async function person(overrides = {}) {
  const row = { duf_nummer: someDuf(), navn: `Prøve ${randomBytes(4).toString('hex')}`, kommunenummer: '3201', bydel: '', gjennomforingsfrist: '2099-12-31',
    engine_due: 1, row_version: 1, ...overrides };
  return { participant_id: await putPerson(row), ...row };
}

export const versionOf = async (id) => (await rowOf(id)).row_version;
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

// What the rule engine wants of her, handed over as the jobs daemon does: how many were taken.
export async function engine(connection, id, arsak, dato, { version, frist = '2099-12-31' } = {}) {
  const changes = [{ id, version: version ?? await versionOf(id), frist, arsak, dato }];
  const { left_ids: left } = first(await call(connection, 'intro_apply', JSON.stringify(changes).replace(`"${id}"`, id)));
  return left === null ? 1 : 0;
}
