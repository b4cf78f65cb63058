// Logins through an OpenID provider, from the database's side (requirement A4): a worker alone makes no session, whatever it says.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { admin, app, call, closeAll, connectAs, DB, errorOf, first, passwordOf, stateFile } from './database.mjs';
import { LOGINS_ROUTINES } from './expected.mjs';
import { IDLE, login, newRemote, newToken, open, TOTAL } from './session.mjs';

const ACCOUNT = 'jobbsjanse_logins';
const ISSUER = 'https://id.example';
const PROVIDER = 'prove';
const daemon = Number(readFileSync(stateFile('run/logins.pid'), 'utf8'));
const secret = 'a'.repeat(64);
let worker;
let logins;

before(async () => {
  process.kill(daemon, 'SIGSTOP');
  worker = await app();
  logins = await connectAs(ACCOUNT, passwordOf(ACCOUNT));
  await call(logins, 'oidc_provider_put', PROVIDER, ISSUER, `${ISSUER}/auth`, `${ISSUER}/end`, 0);
});
beforeEach(() => admin.query(`DELETE FROM ${DB}.oidc_login WHERE provider = '${PROVIDER}'`));
after(async () => {
  await admin.query(`DELETE FROM ${DB}.oidc_login WHERE provider = '${PROVIDER}'`);
  await admin.query(`DELETE FROM ${DB}.oidc_provider WHERE name = '${PROVIDER}'`);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`DELETE FROM ${DB}.user_identity WHERE issuer = '${ISSUER}'`);
  await call(admin, 'ctx.leave');
  await logins?.end();
  process.kill(daemon, 'SIGCONT');
  await closeAll();
});

async function tie(name, subject) {
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`INSERT INTO ${DB}.user_identity (user_id, issuer, subject, tied_at)
    SELECT user_id, ?, ?, '2026-01-01' FROM ${DB}.user WHERE brukernavn = ?`, [ISSUER, subject, name]);
  await call(admin, 'ctx.leave');
}

async function begin({ connection = worker, purpose = 'login', remote = newRemote(), issuer = ISSUER } = {}) {
  const one = { browser: newToken(), state: newToken(), connection };
  one.begun = first(await call(connection, 'oidc_begin', PROVIDER, issuer, one.browser, one.state, purpose, '', remote));
  return one;
}
const answer = async (one, { state = one.state, code = 'kode', issuer = null, denied = 0, browser = one.browser } = {}) =>
  first(await call(one.connection, 'oidc_answer', browser, state, issuer, code, denied, secret, secret)).outcome;
const take = async () => (await call(logins, 'oidc_take'))[0]?.[0];
const verified = async (job, subject, key = job.lease_key) => call(logins, 'oidc_done', job.oidc_login_id, key, subject, '');
const finish = async (one, { token = newToken(), browser = one.browser, connection = one.connection } = {}) =>
  ({ token, ...first(await call(connection, 'oidc_finish', browser, token, '192.0.2.1', 'Firefox/Linux', IDLE, TOTAL)) });
const sessionOf = async (token) => (await open(await app(), token)).who;

describe('from the question to the session', () => {
  test('A4: only what the daemon has written makes one, once, for the browser that began', async () => {
    await tie('oslo', 'sub-oslo');
    const one = await begin();
    assert.equal(one.begun.authorization_endpoint, `${ISSUER}/auth`);
    assert.equal((await finish(one)).outcome, 'unknown', 'nobody is back yet');
    assert.equal(await answer(one), 'asked');
    assert.equal(await answer(one), 'asked', 'the same answer is the same question');
    assert.equal(await answer(one, { code: 'annen' }), 'unknown');
    assert.equal((await finish(one)).outcome, 'waiting');
    const job = await take();
    assert.deepEqual([job.code, job.verifier, job.nonce], ['kode', secret, secret]);
    assert.equal(await take(), undefined, 'a code is given away once');
    assert.equal((await finish(one)).outcome, 'waiting');
    await verified(job, 'sub-oslo', BigInt(job.lease_key) + 1n);
    assert.equal((await finish(one)).outcome, 'waiting', 'another\'s key says nothing');
    await verified(job, 'sub-oslo');
    assert.equal((await finish(one, { browser: newToken() })).outcome, 'unknown', 'another browser');
    const ended = await finish(one);
    assert.equal(ended.outcome, 'in');
    assert.equal((await sessionOf(ended.token)).brukernavn, 'oslo');
    assert.equal((await finish(one)).outcome, 'unknown', 'it is used');
    assert.equal(await answer(one), 'unknown');
  });

  test('A4: a short token makes no session, and nothing is used up by trying', async () => {
    const one = await begin();
    await answer(one);
    await verified(await take(), 'sub-oslo');
    assert.equal(await errorOf(finish(one, { token: 'kort' })), 1644);
    assert.equal((await finish(one)).outcome, 'in');
  });

  test('A4: neither tables nor the daemon\'s procedures are the worker\'s, and the daemon\'s account has those alone', async () => {
    for (const table of ['oidc_login', 'oidc_provider', 'user_identity']) {
      for (const connection of [worker, logins]) assert.equal(await errorOf(connection.query(`SELECT * FROM ${DB}.${table}`)), 1142, table);
    }
    assert.equal(await errorOf(call(worker, 'oidc_take')), 1370);
    assert.equal(await errorOf(call(worker, 'oidc_done', 1, 1, 'sub-oslo', '')), 1370);
    assert.equal(await errorOf(call(worker, 'oidc_provider_put', PROVIDER, ISSUER, 'https://x', '', 0)), 1370);
    assert.equal(await errorOf(worker.query(`CALL ${DB}.identity_tie(1, '${ISSUER}', 'x', @o)`)), 1370);
    assert.equal(await errorOf(call(logins, 'oidc_finish', 'x', newToken(), '', '', 1, 1)), 1370);
    const granted = await admin.query(`SELECT CONCAT(Routine_type, ' ', Routine_name) AS name FROM mysql.procs_priv WHERE User = ? ORDER BY 1`, [ACCOUNT]);
    assert.deepEqual(granted.map((row) => row.name), LOGINS_ROUTINES);
    assert.deepEqual(await admin.query('SELECT 1 FROM mysql.tables_priv WHERE User = ?', [ACCOUNT]), []);
  });

  test('A4: what is not hers to end: another state, another issuer, too late, refused', async () => {
    const one = await begin();
    assert.equal(await answer(one, { state: newToken() }), 'unknown');
    assert.equal(await answer(one, { browser: newToken() }), 'unknown');
    assert.equal(await answer(one, { issuer: 'https://other.example' }), 'refused');
    const other = await begin();
    assert.equal(await answer(other, { code: null, denied: 1 }), 'refused');
    const { outcome, reason } = await finish(other);
    assert.deepEqual([outcome, reason], ['refused', 'denied']);
    const late = await begin();
    await admin.query(`UPDATE ${DB}.oidc_login SET begun_at = begun_at - INTERVAL 16 MINUTE WHERE browser_hash = UNHEX(SHA2(?, 256))`, [late.browser]);
    assert.equal(await answer(late), 'unknown');
    const stale = await begin();
    await answer(stale);
    await admin.query(`UPDATE ${DB}.oidc_login SET state_at = state_at - INTERVAL 61 SECOND WHERE browser_hash = UNHEX(SHA2(?, 256))`, [stale.browser]);
    assert.equal(await take(), undefined, 'nobody asks about what nobody waits for');
    assert.equal((await finish(stale)).reason, 'away');
    assert.deepEqual(await admin.query(`SELECT 1 FROM ${DB}.oidc_login WHERE provider = ? AND (code IS NOT NULL OR verifier IS NOT NULL OR nonce IS NOT NULL)`, [PROVIDER]), []);
  });

  test('A4: a verified subject of nobody, or of a user whose access is withdrawn, is a stranger', async () => {
    await tie('flere', 'sub-flere');
    for (const [subject, active] of [['sub-ukjent', 1], ['sub-flere', 0]]) {
      const one = await begin();
      await answer(one);
      await verified(await take(), subject);
      await call(admin, 'ctx.open_system', 'tests');
      await admin.query(`UPDATE ${DB}.user SET active = ? WHERE brukernavn = 'flere'`, [active]);
      const { outcome, token } = await finish(one);
      await admin.query(`UPDATE ${DB}.user SET active = 1 WHERE brukernavn = 'flere'`);
      await call(admin, 'ctx.leave');
      assert.equal(outcome, 'stranger', subject);
      assert.equal(await sessionOf(token), undefined);
    }
  });

  test('A4: a provider is gone to by its own issuer, by random tokens, and not without end', async () => {
    assert.equal((await begin({ issuer: 'https://other.example' })).begun.outcome, 'away');
    assert.equal(await errorOf(call(worker, 'oidc_begin', PROVIDER, ISSUER, 'kort', newToken(), 'login', '', '')), 1644);
    const remote = newRemote();
    for (let i = 0; i < 200; i += 1) await begin({ remote });
    assert.equal((await begin({ remote })).begun.outcome, 'many');
    assert.equal((await begin()).begun.outcome, 'begun', 'from elsewhere');
  });
});

describe('who a user is to a provider', () => {
  test('A4: only the session that began it ties, and only herself', async () => {
    const { connection } = await login('trondheim');
    const other = await login('grunerlokka');
    assert.equal(await errorOf(call(worker, 'oidc_begin', PROVIDER, ISSUER, newToken(), newToken(), 'tie', '', '')), 1644, 'nobody is logged in');
    const one = await begin({ connection, purpose: 'tie' });
    await answer(one);
    await verified(await take(), 'sub-trondheim');
    assert.equal((await finish(one, { connection: other.connection })).outcome, 'unknown');
    const told = () => admin.query(`SELECT kind FROM ${DB}.mail WHERE recipient = 'trondheim@demo.example' AND kind = 'tilknyttet'`);
    const before = (await told()).length;
    assert.equal((await finish(one)).outcome, 'tied');
    assert.equal((await told()).length, before + 1, 'whoever found her logged in does not come back unnoticed');
    const [row] = await admin.query(`SELECT u.brukernavn FROM ${DB}.user_identity i JOIN ${DB}.user u USING (user_id) WHERE i.subject = 'sub-trondheim'`);
    assert.equal(row.brukernavn, 'trondheim');
    assert.equal((await call(connection, 'identity_list'))[0].filter((each) => each.issuer === ISSUER).length, 1);
    assert.equal((await call(other.connection, 'identity_list'))[0].filter((each) => each.issuer === ISSUER).length, 0);
    await call(other.connection, 'identity_remove', ISSUER);
    assert.equal((await admin.query(`SELECT 1 FROM ${DB}.user_identity WHERE subject = 'sub-trondheim'`)).length, 1);
    assert.equal(first(await call(connection, 'identity_remove', ISSUER)).outcome, 'gone');
    assert.equal(await errorOf(call(worker, 'identity_remove', ISSUER)), 1644);
  });

  test('A4: a session begun by password has no provider to log out of', async () => {
    const { connection } = await login('trondheim');
    assert.deepEqual((await call(connection, 'oidc_logout'))[0], []);
    assert.deepEqual((await call(worker, 'oidc_logout'))[0], []);
  });
});
