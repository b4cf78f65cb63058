// The second factor as a phone and a worker make it, computed here and not by the program.
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { admin, call, DB, first, stateFile } from './database.mjs';
import { newRemote, newToken, storedPassword } from './session.mjs';

// RFC 4226, RFC 6238.
export function totp(secret, counter) {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const hash = createHmac('sha1', secret).update(moving).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export const counterAt = (instant = Date.now()) => Math.floor(instant / 30_000);

const key = () => createHmac('sha256', Buffer.from(readFileSync(stateFile('secret/key'), 'utf8').trim(), 'hex')).update('second-factor').digest();
const keyed = (text) => createHmac('sha256', key()).update(text).digest();

export const padOf = (userId, salt) => keyed(`pad:${userId}:${salt.toLowerCase()}`).subarray(0, 20).toString('hex').toUpperCase();
export const recoveryOf = (userId, letters) => keyed(`recovery:${userId}:${letters}`).toString('hex').toUpperCase();
const xor = (a, b) => Buffer.from(a.map((byte, at) => byte ^ b[at]));

// A phone for the user, and recovery codes: what the register would hold after enrolment.
export async function givePhone(brukernavn, recovery = []) {
  const [{ user_id: userId }] = await admin.query(`SELECT user_id FROM ${DB}.user WHERE brukernavn = ?`, [brukernavn]);
  const secret = randomBytes(20);
  const salt = randomBytes(16);
  const pad = padOf(userId, salt.toString('hex').toUpperCase());
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`REPLACE INTO ${DB}.user_factor (user_id, sealed, salt, since) VALUES (?, ?, ?, ${DB}.utc_now())`,
    [userId, xor(secret, Buffer.from(pad, 'hex')), salt]);
  for (const letters of recovery) {
    await admin.query(`INSERT INTO ${DB}.recovery_code (user_id, code_hash, made_at) VALUES (?, UNHEX(SHA2(UNHEX(?), 256)), ${DB}.utc_now())`,
      [userId, recoveryOf(userId, letters)]);
  }
  await call(admin, 'ctx.leave');
  return { userId, secret, pad, code: (shift = 0) => totp(secret, counterAt() + shift) };
}

// The right password: a half session's token, or whatever else came.
export async function password(connection, brukernavn, { browser = null, remote = newRemote() } = {}) {
  const half = newToken();
  const attempt = first(await call(connection, 'login_begin', brukernavn, remote, browser));
  const finished = first(await call(connection, 'login_finish', attempt.attempt_id, await storedPassword(brukernavn), half, 1800, 36000, 'Firefox/Linux'));
  return { half, ...finished };
}

export async function finish(connection, half, { code = null, pad = null, recovery = null, token = newToken() }) {
  const { outcome, tries_left: left } = first(await call(connection, 'factor_finish', half, code, pad, recovery, token, 1800, 36000));
  return { outcome, left: Number(left), token };
}
