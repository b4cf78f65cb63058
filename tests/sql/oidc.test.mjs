// Logins through an OpenID provider, from the database's side (requirement A4): a worker alone makes no session, whatever it says.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { admin, app, call, closeAll, connectAs, DB, errorOf, first, passwordOf, stateFile } from './database.mjs';
import { LOGINS_ROUTINES } from './expected.mjs';
import { HASH, invite, newEmail, outcome, removeInvitations, tokenOf } from './people.mjs';
import { IDLE, login, newRemote, newToken, open, removeUser, storedPassword, temporaryUser, TOTAL } from './session.mjs';

const ACCOUNT = 'jobbsjanse_logins';
const ISSUER = 'https://id.example';
const PROVIDER = 'prove';
const daemon = Number(readFileSync(stateFile('run/logins.pid'), 'utf8'));
const secret = 'a'.repeat(64);
let worker;
let logins;

before(async () => {
  process.kill(daemon, 'SIGSTOP');
  stopDaemon(); // links get their tokens here
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
  await removeInvitations();
  await logins?.end();
  process.kill(daemon, 'SIGCONT');
  resumeDaemon();
  await closeAll();
});

async function tie(name, subject) {
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`INSERT INTO ${DB}.user_identity (user_id, issuer, subject, tied_at)
    SELECT user_id, ?, ?, '2026-01-01' FROM ${DB}.user WHERE brukernavn = ?`, [ISSUER, subject, name]);
  await call(admin, 'ctx.leave');
}

// `proof`: of whom the password is given once more.
async function begin({ connection = worker, purpose = 'login', remote = newRemote(), issuer = ISSUER, link = null, proof = null, encoded = null } = {}) {
  const one = { browser: newToken(), state: newToken(), connection };
  const attempt = proof && first(await call(connection, 'login_begin', proof, remote, null)).attempt_id;
  one.begun = first(await call(connection, 'oidc_begin', PROVIDER, issuer, one.browser, one.state, purpose, '', remote, link,
    attempt, proof && (encoded ?? await storedPassword(proof))));
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
    assert.equal(await errorOf(worker.query(`CALL ${DB}.invitation_take_verified(UNHEX(SHA2('x', 256)), '${ISSUER}', 'x', @u, @o)`)), 1370);
    assert.equal(await errorOf(worker.query(`CALL ${DB}.user_name_free('x@prove.example', @n)`)), 1370);
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
    assert.equal(await errorOf(call(worker, 'oidc_begin', PROVIDER, ISSUER, 'kort', newToken(), 'login', '', '', null, null, null)), 1644);
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
    assert.equal(await errorOf(call(worker, 'oidc_begin', PROVIDER, ISSUER, newToken(), newToken(), 'tie', '', '', null, null, null)), 1644, 'nobody is logged in');
    const one = await begin({ connection, purpose: 'tie', proof: 'trondheim' });
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

  test('A4: ties nothing without her password, once for each time it is given', async () => {
    const { connection } = await login('trondheim');
    for (const options of [{}, { proof: 'trondheim', encoded: 'feil' }, { proof: 'flere' }]) {
      const one = await begin({ connection, purpose: 'tie', ...options });
      assert.deepEqual({ ...one.begun }, { outcome: 'password', authorization_endpoint: null }, JSON.stringify(options));
      assert.equal(await answer(one), 'unknown');
    }
    const attempt = first(await call(connection, 'login_begin', 'trondheim', newRemote(), null)).attempt_id;
    const again = async () => first(await call(connection, 'oidc_begin', PROVIDER, ISSUER, newToken(), newToken(), 'tie', '', newRemote(), null, attempt,
      await storedPassword('trondheim'))).outcome;
    assert.deepEqual([await again(), await again()], ['begun', 'password']);
    assert.equal(await errorOf(worker.query(`CALL ${DB}.oidc_prove(NULL, NULL, @o)`)), 1370);
  });
  test('A4: who has no password ties within a quarter of an hour of her login', async () => {
    await temporaryUser('prove-uten-passord', [{ kommunenummer: '5001' }]);
    const { connection, who } = await login('prove-uten-passord');
    await call(admin, 'ctx.open_system', 'tests');
    await admin.query(`UPDATE ${DB}.user SET password_hash = NULL WHERE brukernavn = 'prove-uten-passord'`);
    await call(admin, 'ctx.leave');
    assert.equal((await begin({ connection, purpose: 'tie' })).begun.outcome, 'begun');
    await admin.query(`UPDATE ${DB}.session SET created_at = created_at - INTERVAL 16 MINUTE WHERE session_id = ?`, [who.session_id]);
    assert.equal((await begin({ connection, purpose: 'tie' })).begun.outcome, 'login');
    await admin.query(`DELETE FROM ${DB}.oidc_login WHERE provider = ?`, [PROVIDER]);
    await removeUser('prove-uten-passord');
  });

  test('A4: a session begun by password has no provider to log out of', async () => {
    const { connection } = await login('trondheim');
    assert.deepEqual((await call(connection, 'oidc_logout'))[0], []);
    assert.deepEqual((await call(worker, 'oidc_logout'))[0], []);
  });
});

describe('an invitation taken through a provider', () => {
  let inviter;
  before(async () => { inviter = await login('admin-oslo'); });

  async function invited(options = {}) {
    const email = options.email ?? newEmail();
    const made = await invite(inviter.connection, { email, ...options });
    assert.equal(made.outcome, 'made');
    return { email, id: made.public_id, link: await tokenOf(made.public_id) };
  }
  // Up to the daemon's word; what is left is `finish`.
  async function proved(link, subject, options = {}) {
    const one = await begin({ purpose: 'invite', link, ...options });
    assert.equal(await answer(one), 'asked');
    await verified(await take(), subject);
    return one;
  }
  const taken = async (link, subject) => finish(await proved(link, subject));
  const userOf = async (subject) => (await admin.query(`SELECT u.*, COUNT(g.grant_id) AS grants FROM ${DB}.user_identity i JOIN ${DB}.user u USING (user_id)
    LEFT JOIN ${DB}.user_grant g ON g.user_id = u.user_id AND g.ended_at IS NULL WHERE i.issuer = ? AND i.subject = ? GROUP BY u.user_id`, [ISSUER, subject]))[0];
  const linkState = async (link) => (await call(await app(), 'invitation_open', link))[0][0].state;
  const expire = (link) => admin.query(`UPDATE ${DB}.link SET made_at = made_at - INTERVAL 8 DAY, expires_at = expires_at - INTERVAL 8 DAY
    WHERE token_hash = UNHEX(SHA2(?, 256))`, [link]);

  test('A3, A4: makes a user without a password, tied and in, in one go; once', async () => {
    const { email, link } = await invited({ name: 'Verifisert Prøve', bydel: '030101' });
    const one = await proved(link, 'sub-ny');
    assert.equal(await linkState(link), 'good', 'begun uses nothing up');
    const ended = await finish(one);
    assert.equal(ended.outcome, 'in');
    const user = await userOf('sub-ny');
    assert.deepEqual([user.brukernavn, user.password_hash, user.display_name, user.email, user.active, Number(user.grants)],
      [email.split('@')[0].replace(/^[^a-z0-9]+/, ''), null, 'Verifisert Prøve', email, 1, 1]);
    const { who, scopes } = await open(await app(), ended.token);
    assert.equal(who.brukernavn, user.brukernavn);
    assert.deepEqual(scopes.map((scope) => scope.bydel), ['030101']);
    const [session] = await admin.query(`SELECT method FROM ${DB}.session WHERE user_id = ?`, [user.user_id]);
    assert.equal(session.method, 'oidc', 'and no code of an app is asked for');
    assert.equal(await linkState(link), 'used');
    assert.equal((await finish(one)).outcome, 'unknown');
    assert.equal(await outcome(await app(), 'invitation_accept', link, 'prove.etterpa', HASH), 'gone');
    const [entry] = await admin.query(`SELECT user_id, user_name FROM ${DB}_audit.change_log WHERE table_name = 'user' AND action = 'insert' ORDER BY log_id DESC LIMIT 1`);
    assert.deepEqual([entry.user_id, entry.user_name], [null, 'Verifisert Prøve (lenke)'], 'L1: the log says by what');
    const later = await begin();
    await answer(later);
    await verified(await take(), 'sub-ny');
    assert.equal((await finish(later)).outcome, 'in', 'next time she just logs in');
  });

  test('A4: without the daemon\'s word nothing is made, whatever a worker says; and it begins by a link alone', async () => {
    const { link } = await invited();
    for (const wrong of [null, '', 'x'.repeat(43), `${link} `]) assert.equal(await errorOf(begin({ purpose: 'invite', link: wrong })), 1644, String(wrong));
    const one = await begin({ purpose: 'invite', link });
    assert.equal((await finish(one)).outcome, 'unknown');
    await answer(one);
    assert.equal((await finish(one)).outcome, 'waiting');
    assert.equal((await finish(one, { browser: newToken() })).outcome, 'unknown');
    const job = await take();
    await verified(job, null);
    assert.equal((await finish(one)).outcome, 'refused');
    const bare = await begin({ link }); // a login that brings a link along takes nothing
    await answer(bare);
    await verified(await take(), 'sub-fremmed');
    assert.equal((await finish(bare)).outcome, 'stranger');
    assert.equal(await linkState(link), 'good');
    const stored = await admin.query(`SELECT HEX(link_hash) AS hash FROM ${DB}.oidc_login WHERE provider = ? AND purpose = 'invite'`, [PROVIDER]);
    assert.deepEqual(stored.length, 1);
    assert.ok(!stored[0].hash.includes(Buffer.from(link).toString('hex').toUpperCase()), 'the token itself is nowhere');
  });

  test('A3: used, withdrawn or expired meanwhile: nothing is made', async () => {
    const meanwhile = {
      used: ({ link }) => outcome(worker, 'invitation_accept', link, `prove.${Date.now().toString(36)}`, HASH),
      withdrawn: ({ id }) => outcome(inviter.connection, 'invitation_withdraw', id),
      expired: ({ link }) => expire(link),
    };
    for (const [what, happens] of Object.entries(meanwhile)) {
      const made = await invited();
      const one = await proved(made.link, `sub-${what}`);
      await happens(made);
      const { outcome: ended, token } = await finish(one);
      assert.equal(ended, 'gone', what);
      assert.equal(await sessionOf(token), undefined);
      assert.equal(await userOf(`sub-${what}`), undefined, what);
    }
  });

  test('A3: of two at once, by one link or by one person, one user is made', async () => {
    const { link } = await invited();
    const both = [await proved(link, 'sub-en', { connection: await app() }), await proved(link, 'sub-to', { connection: await app() })];
    assert.deepEqual((await Promise.all(both.map((one) => finish(one)))).map((ended) => ended.outcome).sort(), ['gone', 'in']);
    assert.equal([await userOf('sub-en'), await userOf('sub-to')].filter(Boolean).length, 1);
    const same = await Promise.all([invited(), invited({ bydel: '030102' })]);
    const logins2 = [await proved(same[0].link, 'sub-dobbel', { connection: await app() }), await proved(same[1].link, 'sub-dobbel', { connection: await app() })];
    assert.deepEqual((await Promise.all(logins2.map((one) => finish(one)))).map((ended) => ended.outcome), ['in', 'in']);
    assert.equal(Number((await userOf('sub-dobbel')).grants), 2);
  });

  test('A3: who is known there already gets the grant as herself, and her older sessions end', async () => {
    const first1 = await invited();
    const before1 = await taken(first1.link, 'sub-kjent');
    const { brukernavn } = await userOf('sub-kjent');
    const { link } = await invited({ bydel: '030103' });
    const ended = await taken(link, 'sub-kjent');
    assert.equal(ended.outcome, 'in');
    assert.equal((await sessionOf(ended.token)).brukernavn, brukernavn);
    assert.equal(await sessionOf(before1.token), undefined);
    assert.equal(Number((await userOf('sub-kjent')).grants), 2);
  });

  test('A3: nobody takes what she has sent; who can log in with that address is told to', async () => {
    await tie('admin-oslo', 'sub-petra');
    const { email, link } = await invited();
    assert.equal((await taken(link, 'sub-petra')).outcome, 'self');
    assert.equal(await linkState(link), 'good');
    const other = await invited({ email: 'trondheim@demo.example' });
    assert.equal((await taken(other.link, 'sub-noen')).outcome, 'known');
    assert.equal(await userOf('sub-noen'), undefined);
    await outcome(inviter.connection, 'invitation_withdraw', other.id);
    assert.equal((await taken(link, 'sub-rett')).outcome, 'in');
    assert.equal((await userOf('sub-rett')).email, email);
  });

  test('A3: whose access was ended is the same user again, and an older password opens nothing', async () => {
    const { email, link } = await invited();
    const name = `prove.${Date.now().toString(36)}.igjen`;
    assert.equal(await outcome(worker, 'invitation_accept', link, name, HASH), 'taken');
    await tie(name, 'sub-igjen');
    const [{ user_id: id, public_id: address }] = await admin.query(`SELECT user_id, public_id FROM ${DB}.user WHERE brukernavn = ?`, [name]);
    assert.equal(await outcome(inviter.connection, 'grant_end', address, null), 'ended');
    const again = await invited({ email, name: 'Nytt Etternavn' });
    assert.equal((await taken(again.link, 'sub-igjen')).outcome, 'in');
    const user = await userOf('sub-igjen');
    assert.deepEqual([user.user_id, user.brukernavn, user.active, user.password_hash, Number(user.grants)], [id, name, 1, null, 1]);
  });

  test('A3: user names are made of the address, each its own', async () => {
    const made = `x${newToken().toLowerCase().replace(/[^a-z0-9]/g, '')}`.slice(0, 12);
    const expected = [[`${made}@a.prove.example`, made], [`${made}@b.prove.example`, `${made}2`], [`._${made}+'#3@prove.example`, `${made}3`], ['x@y.prove.example', 'brukerx']];
    for (const [email, name] of expected) {
      await admin.query(`CALL ${DB}.user_name_free(?, @name)`, [email]);
      const [row] = await admin.query('SELECT @name AS name');
      assert.equal(row.name, name, email);
      await call(admin, 'ctx.open_system', 'tests');
      await admin.query(`INSERT INTO ${DB}.user (brukernavn, display_name, email) VALUES (?, 'Prøve', 'x@prove.example')`, [name]);
      await call(admin, 'ctx.leave');
    }
  });

  test('A5: the session that the browser was in ends', async () => {
    const before1 = await login('trondheim');
    const { link } = await invited();
    const one = await proved(link, 'sub-bytter', { connection: before1.connection });
    assert.equal((await finish(one)).outcome, 'in');
    assert.equal(await sessionOf(before1.token), undefined);
  });
});
