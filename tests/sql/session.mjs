// Sessions of the demo users (requirements I3), made the way a worker makes them: the stored string is what C would
// have computed from the right password, and only the admin can read it.
import { randomBytes } from 'node:crypto';
import { admin, app, call, DB, first } from './database.mjs';

export const IDLE = 1800;
export const TOTAL = 36000;

export const newToken = () => randomBytes(32).toString('base64url');
export const newRemote = () => `192.0.2.${randomBytes(1)[0]}-${randomBytes(3).toString('hex')}`;

export async function storedPassword(brukernavn) {
  const rows = await admin.query(`SELECT password_hash FROM ${DB}.user WHERE brukernavn = ?`, [brukernavn]);
  if (rows.length !== 1) throw new Error(`there is no demo user ${brukernavn}`);
  return rows[0].password_hash;
}

// A session's token, and a connection of a worker in whose context the user is.
export async function login(brukernavn, { idle = IDLE, total = TOTAL } = {}) {
  const connection = await app();
  const token = newToken();
  const attempt = first(await call(connection, 'login_begin', brukernavn, newRemote(), null));
  const finished = first(
    await call(connection, 'login_finish', attempt.attempt_id, await storedPassword(brukernavn), token, idle, total, 'Firefox/Linux'));
  if (finished?.outcome !== 'ok') throw new Error(`${brukernavn} could not log in: ${finished?.outcome}`);
  return { connection, token, ...(await open(connection, token)) };
}

export async function open(connection, token) {
  const [who = [], grants = [], scopes = []] = await call(connection, 'ctx.open', token);
  return { who: who[0], grants, scopes };
}

// "prove-begge" as people are called, so that pages which show her show a name.
const asName = (brukernavn) => brukernavn.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('-');

// A user for one test, with the password of the demo user trondheim; `grants` are rows of user_grant.
export async function temporaryUser(brukernavn, grants) {
  await removeUser(brukernavn);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`INSERT INTO ${DB}.user (brukernavn, password_hash, display_name, email, factor_required) VALUES (?, ?, ?, ?, 0)`,
    [brukernavn, await storedPassword('trondheim'), `Prøve ${asName(brukernavn)}`, `${brukernavn}@demo.example`]);
  for (const { role = 'caseworker', register = 'jobbsjansen', kommunenummer = '', bydel = '', from = '2023-01-01', to = null } of grants) {
    await admin.query(`INSERT INTO ${DB}.user_grant (user_id, role, register, kommunenummer, bydel, valid_from, valid_to)
      SELECT user_id, ?, ?, ?, ?, ?, ? FROM ${DB}.user WHERE brukernavn = ?`,
    [role, register, kommunenummer, bydel, from, to, brukernavn]);
  }
  await call(admin, 'ctx.leave');
}

export async function removeUser(brukernavn) {
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`DELETE i FROM ${DB}.invitation i JOIN ${DB}.user u ON u.user_id IN (i.invited_by, i.accepted_by) WHERE u.brukernavn = ?`, [brukernavn]);
  for (const table of ['half_session', 'user_factor', 'factor_used', 'factor_attempt', 'recovery_code', 'known_browser', 'reset_request', 'session', 'person_search', 'one_time_key', 'double_answer', 'user_grant', 'user_scope', 'user_write_scope', 'user_scope_date', 'user']) {
    await admin.query(`DELETE FROM ${DB}.${table} WHERE user_id IN (SELECT * FROM (SELECT user_id FROM ${DB}.user WHERE brukernavn = ?) u)`, [brukernavn]);
  }
  await call(admin, 'ctx.leave');
}
