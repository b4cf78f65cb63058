// The second factor as the database keeps it (requirement A4): which codes it takes, that each is taken once, and that no session
// is made for a worker's word.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { admin, app, call, closeAll, DB, errorOf, first } from './database.mjs';
import { counterAt, finish, givePhone, padOf, password, totp } from './factor.mjs';
import { login, newToken, open, removeUser, temporaryUser } from './session.mjs';
import { seenBy } from './views.mjs';

const USER = 'faktor-prove';
const RECOVERY = ['ABCDEFGHIJKLMNOPQRSTUVWXY', '2345672345672345672345672'];
let phone;
let connection;

before(async () => {
  connection = await app();
});
beforeEach(async () => {
  await temporaryUser(USER, [{ kommunenummer: '5001' }]);
  phone = await givePhone(USER, RECOVERY);
});
after(async () => {
  await removeUser(USER);
  await closeAll();
});

// A code of a half minute that lasts: none is tried in the last second of one.
async function quiet() {
  while (Date.now() % 30_000 > 28_000) await new Promise((resolve) => setTimeout(resolve, 200));
}
const half = async (options) => (await password(connection, USER, options)).half;
const withCode = (shift = 0) => ({ code: phone.code(shift), pad: phone.pad });

test('A4: codes are those of RFC 6238 and RFC 4226', async () => {
  const secret = Buffer.from('12345678901234567890');
  const codeOf = async (bytes, counter) => (await admin.query(`SELECT ${DB}.totp_code(?, ?) AS code`, [bytes, counter]))[0].code;
  // RFC 6238, appendix B, six digits of the eight.
  for (const [seconds, code] of [[59, '287082'], [1111111109, '081804'], [1111111111, '050471'], [1234567890, '005924'], [2000000000, '279037'], [20000000000, '353130']]) {
    assert.equal(await codeOf(secret, Math.floor(seconds / 30)), code);
  }
  for (let i = 0; i < 200; i += 1) {
    const bytes = randomBytes(20);
    if (i < 20) bytes.fill(0, 0, i); // zeros lead and end
    if (i % 7 === 0) bytes.fill(255, 10);
    assert.equal(await codeOf(bytes, i * 7919), totp(bytes, i * 7919), bytes.toString('hex'));
  }
});

test('A4: a right password alone opens nothing', async () => {
  const { half: token, outcome, purpose } = await password(connection, USER);
  assert.deepEqual([outcome, purpose], ['half', 'kode']);
  assert.equal((await open(connection, token)).who, undefined);
  assert.deepEqual(await seenBy(connection), []);
  await assert.rejects(call(connection, 'session_end'), /no context/);
});

describe('A4: a code', () => {
  for (const shift of [-1, 0, 1]) {
    test(`of half minute ${shift} makes a session under a token of its own`, async () => {
      await quiet();
      const token = await half();
      const answer = await finish(connection, token, withCode(shift));
      assert.equal(answer.outcome, 'ok');
      assert.equal((await open(connection, answer.token)).who.brukernavn, USER);
      assert.equal((await open(connection, token)).who, undefined, 'the half session\'s token opens nothing');
      assert.equal(first(await call(connection, 'half_session_open', token)), undefined, 'and is over');
      const [{ method }] = await admin.query(`SELECT method FROM ${DB}.session WHERE user_id = ? ORDER BY session_id DESC LIMIT 1`, [phone.userId]);
      assert.equal(method, 'totp');
    });
  }
  test('older or younger is refused', async () => {
    await quiet();
    for (const shift of [-3, -2, 2, 3]) assert.equal((await finish(connection, await half(), withCode(shift))).outcome, 'wrong', `${shift}`);
  });
  test('is taken once, also by two at once', async () => {
    await quiet();
    const others = [await app(), await app(), await app(), await app()];
    const halves = [];
    for (const other of others) halves.push((await password(other, USER)).half);
    const proof = withCode();
    const outcomes = (await Promise.all(others.map((other, at) => finish(other, halves[at], proof)))).map(({ outcome }) => outcome).sort();
    assert.deepEqual(outcomes, ['ok', 'used', 'used', 'used']);
    assert.equal((await finish(connection, await half(), proof)).outcome, 'used');
  });
  test('of another\'s phone is wrong, and so is a pad of the worker\'s own', async () => {
    await quiet();
    const other = totp(randomBytes(20), counterAt());
    assert.equal((await finish(connection, await half(), { code: other, pad: phone.pad })).outcome, 'wrong');
    const zeros = '00'.repeat(20);
    assert.equal((await finish(connection, await half(), { code: totp(Buffer.alloc(20), counterAt()), pad: zeros })).outcome, 'wrong');
    for (const pad of [null, '', 'x', '00'.repeat(19), '00'.repeat(21), '%']) {
      await errorOf(finish(connection, await half(), { code: phone.code(), pad }));
      assert.equal((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.session WHERE user_id = ?`, [phone.userId]))[0].n, 0n, String(pad));
    }
  });
  test('of anything but six digits is wrong', async () => {
    for (const code of ['', '12345', '1234567', 'abcdef', null, '%', '______']) {
      assert.equal((await finish(connection, await half(), { code, pad: phone.pad })).outcome, 'wrong', String(code));
    }
  });
  test('five wrong ones end the half session, the right one too', async () => {
    await quiet();
    const token = await half();
    const left = [];
    for (let i = 0; i < 4; i += 1) left.push((await finish(connection, token, { code: '000000', pad: phone.pad })).left);
    assert.deepEqual(left, [4, 3, 2, 1]);
    assert.equal((await finish(connection, token, { code: '000000', pad: phone.pad })).outcome, 'over');
    assert.equal((await finish(connection, token, withCode())).outcome, 'over');
    assert.equal((await finish(connection, await half(), withCode())).outcome, 'ok', 'she logs in again');
  });
});

describe('A4: a half session', () => {
  test('lasts ten minutes, and a clock that is put back makes it no longer', async () => {
    await quiet();
    for (const [minutes, outcome] of [[9, 'ok'], [10, 'over'], [-5, 'over']]) {
      const token = await half();
      await admin.query(`UPDATE ${DB}.half_session SET made_at = made_at - INTERVAL ? MINUTE, ends_at = ends_at - INTERVAL ? MINUTE
        WHERE token_hash = UNHEX(SHA2(?, 256))`, [minutes, minutes, token]);
      assert.equal((await finish(connection, token, withCode())).outcome, outcome, `${minutes}`);
    }
  });
  test('that was ended, was cut or never was makes no session', async () => {
    const token = await half();
    await call(connection, 'half_session_end', token);
    for (const one of [token, (await half()).slice(0, -1), newToken(), '', null, `${token} `]) {
      assert.equal((await finish(connection, one, withCode())).outcome, 'over', String(one));
      assert.equal(first(await call(connection, 'half_session_open', one)), undefined);
    }
  });
  test('of a user who is no longer active is over', async () => {
    const token = await half();
    await call(admin, 'ctx.open_system', 'tests');
    await admin.query(`UPDATE ${DB}.user SET active = 0 WHERE user_id = ?`, [phone.userId]);
    await call(admin, 'ctx.leave');
    assert.equal((await finish(connection, token, withCode())).outcome, 'over');
  });
  test('makes no session under its own token, nor under a short one, and the code is not used up by that', async () => {
    await quiet();
    const token = await half();
    for (const short of [token, 'kort', '', null]) {
      assert.notEqual(await errorOf(finish(connection, token, { ...withCode(), token: short })), null, String(short));
    }
    assert.equal((await finish(connection, token, withCode())).outcome, 'ok');
  });
  test('hands out neither what is sealed nor anybody else\'s salt', async () => {
    const row = first(await call(connection, 'half_session_open', await half()));
    assert.deepEqual(Object.keys(row).sort(), ['brukernavn', 'offer', 'purpose', 'salt', 'seconds_left', 'user_id']);
    assert.equal(row.offer, null);
    assert.ok(!JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)).includes(phone.secret.toString('hex')));
  });
});

describe('A4: recovery codes', () => {
  test('each makes one session', async () => {
    const { recoveryOf } = await import('./factor.mjs');
    const recovery = recoveryOf(phone.userId, RECOVERY[0]);
    assert.equal((await finish(connection, await half(), { recovery })).outcome, 'ok');
    assert.equal((await finish(connection, await half(), { recovery })).outcome, 'wrong');
    assert.equal((await finish(connection, await half(), { recovery: recoveryOf(phone.userId, RECOVERY[1]) })).outcome, 'ok');
    const [{ method }] = await admin.query(`SELECT method FROM ${DB}.session WHERE user_id = ? ORDER BY session_id DESC LIMIT 1`, [phone.userId]);
    assert.equal(method, 'gjenoppretting');
  });
  test('what the database holds of one is no code', async () => {
    const [{ hash }] = await admin.query(`SELECT HEX(code_hash) AS hash FROM ${DB}.recovery_code WHERE user_id = ? LIMIT 1`, [phone.userId]);
    for (const recovery of [hash, '', '00'.repeat(32), '%', null]) {
      assert.equal((await finish(connection, await half(), { recovery })).outcome, 'wrong', String(recovery));
    }
  });
});

describe('A4: a clock that jumps', () => {
  test('back: codes of the time before are taken once more by nobody, and those of now by her', async () => {
    await quiet();
    // The clock stood an hour ahead when she logged in, and was put right.
    await admin.query(`INSERT INTO ${DB}.factor_used (user_id, counter, used_at) VALUES (?, ?, ${DB}.utc_now() + INTERVAL 1 HOUR)`, [phone.userId, counterAt() + 120]);
    assert.equal((await finish(connection, await half(), withCode())).outcome, 'ok');
    assert.equal((await finish(connection, await half(), withCode(1))).outcome, 'ok');
    assert.equal((await finish(connection, await half(), withCode(1))).outcome, 'used');
  });
});

describe('A4: whoever guesses at codes', () => {
  const guess = async (times, options) => {
    const outcomes = [];
    for (let i = 0; i < times; i += 1) outcomes.push((await finish(connection, await half(options), { code: '000000', pad: phone.pad })).outcome);
    return outcomes;
  };
  test('is stopped after twenty a day, and locks nobody out of a browser that she has used', async () => {
    await quiet();
    const browser = newToken();
    assert.equal((await finish(connection, await half({ browser }), withCode(-1))).outcome, 'ok');
    assert.ok((await guess(20)).every((outcome) => outcome === 'wrong'));
    await quiet();
    assert.equal((await finish(connection, await half(), withCode())).outcome, 'denied', 'right, but from an unknown browser');
    assert.equal((await finish(connection, await half({ browser: newToken() }), withCode())).outcome, 'denied');
    assert.equal((await finish(connection, await half({ browser }), withCode())).outcome, 'ok');
    await admin.query(`UPDATE ${DB}.factor_attempt SET tried_at = tried_at - INTERVAL 1 DAY WHERE user_id = ?`, [phone.userId]);
    assert.equal((await finish(connection, await half(), withCode(1))).outcome, 'ok', 'it passes');
  });
});

describe('A4: somebody else\'s code app', () => {
  const publicId = async (name) => (await admin.query(`SELECT public_id FROM ${DB}.user WHERE brukernavn = ?`, [name]))[0].public_id;
  const reset = async (session, name) => first(await call(session.connection, 'factor_reset', await publicId(name))).outcome;
  const remains = async () => Number((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.user_factor WHERE user_id = ?`, [phone.userId]))[0].n);

  test('is taken away by those who administer all that she may, and she is told', async () => {
    await temporaryUser(USER, [{ kommunenummer: '0301', bydel: '030102' }]);
    phone = await givePhone(USER, RECOVERY);
    const token = (await finish(connection, await half(), withCode(-1))).token;
    const waiting = await half();
    for (const name of ['oslo', 'trondheim', 'imdi']) assert.equal(await reset(await login(name), USER), 'absent', name);
    assert.equal(await remains(), 1);
    assert.equal(await reset(await login('admin-oslo'), USER), 'reset');
    assert.equal(await remains(), 0);
    assert.equal((await open(connection, token)).who, undefined, 'her session is over');
    assert.equal(first(await call(connection, 'half_session_open', waiting)), undefined, 'and a login halfway too');
    assert.deepEqual((await password(connection, USER)).purpose, 'registrer');
    assert.equal(await reset(await login('admin-oslo'), USER), 'none');
    const mails = await admin.query(`SELECT kind FROM ${DB}.mail WHERE recipient = ?`, [`${USER}@demo.example`]);
    assert.deepEqual(mails.map(({ kind }) => kind), ['kodeapp-fjernet']);
    await admin.query(`DELETE FROM ${DB}.mail WHERE recipient = ?`, [`${USER}@demo.example`]);
  });
  test('is not, by one who administers only a part, or herself, or without a session', async () => {
    await temporaryUser(USER, [{ kommunenummer: '0301' }, { kommunenummer: '5001' }]);
    phone = await givePhone(USER);
    const administrator = await login('admin-oslo');
    assert.equal(await reset(administrator, USER), 'elsewhere');
    assert.equal(await reset(administrator, 'admin-oslo'), 'self');
    assert.equal(await reset(administrator, 'trondheim'), 'absent');
    assert.equal(await reset({ connection: await app() }, USER), 'absent');
    for (const id of [null, 0, -1, '99999999999999999999']) assert.notEqual(await errorOf(call(administrator.connection, 'factor_reset', id)) ?? first(await call(administrator.connection, 'factor_reset', 0)).outcome, 'reset', String(id));
    assert.equal(await remains(), 1);
  });
});

describe('A4: registering an app', () => {
  const TEN = () => JSON.stringify(Array.from({ length: 10 }, () => randomBytes(32).toString('hex')));
  const enrol = async (token, { code, pad, codes = TEN(), session = newToken() }) =>
    first(await call(connection, 'factor_enrol', token, code, pad, codes, session, 1800, 36000)).outcome;
  const registering = async () => {
    await call(admin, 'ctx.open_system', 'tests');
    await admin.query(`DELETE FROM ${DB}.user_factor WHERE user_id = ?`, [phone.userId]);
    await admin.query(`UPDATE ${DB}.user SET factor_required = 1 WHERE user_id = ?`, [phone.userId]);
    await call(admin, 'ctx.leave');
    return (await password(connection, USER)).half;
  };
  test('a half session for a code registers nothing, and one for registering takes no code for a session', async () => {
    await quiet();
    const token = await half();
    assert.equal(first(await call(connection, 'factor_offer', token, '00'.repeat(20), '00'.repeat(16))).offer, null);
    assert.equal(await enrol(token, withCode()), 'over');
    const other = await registering();
    assert.equal((await finish(connection, other, withCode())).outcome, 'over');
  });
  test('the first offer stands; another\'s code, pad or list of recovery codes makes nothing of it', async () => {
    await quiet();
    const token = await registering();
    const [secret, salt] = [randomBytes(20), randomBytes(16).toString('hex')];
    const pad = padOf(phone.userId, salt);
    const sealed = Buffer.from(secret.map((byte, at) => byte ^ Buffer.from(pad, 'hex')[at])).toString('hex');
    await call(connection, 'factor_offer', token, sealed, salt);
    const again = first(await call(connection, 'factor_offer', token, 'ff'.repeat(20), 'ff'.repeat(16)));
    assert.equal(again.offer.toLowerCase(), sealed);
    const code = totp(secret, counterAt());
    assert.equal(await enrol(token, { code: '000000', pad }), 'wrong');
    assert.equal(await enrol(token, { code, pad: '00'.repeat(20) }), 'wrong');
    for (const codes of ['[]', null, '', TEN().replace(/"[^"]+",/, ''), 'x'.repeat(600)]) assert.notEqual(await errorOf(enrol(token, { code, pad, codes })), null, String(codes));
    assert.notEqual(await errorOf(enrol(token, { code, pad, session: token })), null);
    const session = newToken();
    assert.equal(await enrol(token, { code, pad, session }), 'ok');
    assert.equal((await open(connection, session)).who.brukernavn, USER);
    assert.equal(await enrol(token, { code, pad }), 'over', 'once');
    assert.equal((await finish(connection, await half(), { code, pad })).outcome, 'used', 'the code that registered it too');
  });
});
