// People and what they may, as a worker reads and changes them.
import { createHash, randomBytes } from 'node:crypto';
import { admin, call, DB, first } from './database.mjs';

export const TODAY = new Date().toISOString().slice(0, 10);
export const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

// Rows of a grant each, made into people.
function people(rows) {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.brukernavn)) found.set(row.brukernavn, { ...row, grants: [] });
    if (row.grant_id !== null) found.get(row.brukernavn).grants.push(`${row.role} ${row.kommunenummer}${row.bydel} ${row.state}`);
  }
  return [...found.values()];
}
export async function list(connection, search = '', kommunenummer = '', offset = 0, limit = 100) {
  const [[{ people: total }], rows] = await call(connection, 'people_list', search, kommunenummer, offset, limit);
  return { total: Number(total), people: people(rows) };
}
export async function openPerson(connection, id) {
  return people((await call(connection, 'people_open', id))[0])[0];
}
export const addressOf = async (brukernavn) => (await admin.query(`SELECT public_id FROM ${DB}.user WHERE brukernavn = ?`, [brukernavn]))[0].public_id;
export const grantsOf = (brukernavn) => admin.query(`SELECT g.*, g.valid_to IS NULL OR g.valid_to >= CURDATE() AS good FROM ${DB}.user_grant g
  JOIN ${DB}.user u ON u.user_id = g.user_id WHERE u.brukernavn = ? ORDER BY g.grant_id`, [brukernavn]);

export const outcome = async (connection, procedure, ...values) => first(await call(connection, procedure, ...values)).outcome;
export const addGrant = (connection, id, { role = 'caseworker', register = 'jobbsjansen', kommunenummer = '0301', bydel = '', from = TODAY, to = null } = {}) =>
  outcome(connection, 'grant_add', id, role, register, kommunenummer, bydel, from, to);
export const invite = async (connection, { name = 'Ny Prøve', email, phone = '+47 91234567', role = 'caseworker', register = 'jobbsjansen',
  kommunenummer = '0301', bydel = '', from = TODAY, to = null }) =>
  first(await call(connection, 'invitation_make', name, email, phone, role, register, kommunenummer, bydel, from, to));

export const newEmail = () => `${randomBytes(6).toString('hex')}@prove.example`;
export const HASH = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`;

// The newest link's token, made as the jobs daemon would.
export async function tokenOf(invitation) {
  const token = randomBytes(32).toString('base64url');
  await admin.query(`UPDATE ${DB}.link SET token_hash = ? WHERE link_id = (SELECT * FROM (SELECT MAX(l.link_id) FROM ${DB}.link l
    JOIN ${DB}.invitation i ON i.invitation_id = l.subject_id WHERE l.kind = 'invitasjon' AND i.public_id = ?) newest)`,
  [createHash('sha256').update(token).digest(), invitation]);
  return token;
}

export async function removeInvitations() {
  await call(admin, 'ctx.open_system', 'tests');
  const rows = await admin.query(`SELECT DISTINCT u.user_id FROM ${DB}.user u WHERE u.email LIKE '%@prove.example'`);
  await admin.query(`DELETE FROM ${DB}.mail WHERE recipient LIKE '%@prove.example'`);
  await admin.query(`DELETE FROM ${DB}.link WHERE kind = 'invitasjon' AND subject_id IN (SELECT invitation_id FROM ${DB}.invitation WHERE email LIKE '%@prove.example')`);
  await admin.query(`DELETE FROM ${DB}.invitation WHERE email LIKE '%@prove.example'`);
  for (const table of ['session', 'user_grant', 'user_scope', 'user_write_scope', 'user_scope_date', 'user']) {
    for (const { user_id: user } of rows) await admin.query(`DELETE FROM ${DB}.${table} WHERE user_id = ?`, [user]);
  }
  await call(admin, 'ctx.leave');
}
