// Logging in as the database sees it: limits, one answer per attempt, nothing told of who exists.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, app, call, closeAll, DB, first } from './database.mjs';
import { IDLE, login, newRemote, newToken, open, removeUser, storedPassword, temporaryUser, TOTAL } from './session.mjs';
import { seenBy } from './views.mjs';

const PREFIX = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}$/;
const WRONG = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`;

const GUESSED_AT = 'gjettes-pa';

// Of all addresses together a name has so many failures, and other runs have had some of them.
before(() => admin.query(`DELETE FROM ${DB}.login_attempt WHERE brukernavn IN ('trondheim', 'finnes-ikke', '${GUESSED_AT}')`));
after(closeAll);

const begin = async (connection, brukernavn, remote, browser = null) => first(await call(connection, 'login_begin', brukernavn, remote, browser));
const finish = async (connection, attempt, encoded, token = newToken(), idle = IDLE, total = TOTAL) =>
  first(await call(connection, 'login_finish', attempt.attempt_id, encoded, token, idle, total, '')).outcome;

async function fail(connection, brukernavn, remote) {
  return finish(connection, await begin(connection, brukernavn, remote), WRONG);
}

const age = (remote, minutes) => admin.query(
  `UPDATE ${DB}.login_attempt SET started_at = started_at - INTERVAL ? MINUTE WHERE remote = ?`, [minutes, remote]);

describe('what is told before the password', () => {
  test('a known and an unknown name look alike, each the same every time', async () => {
    const connection = await app();
    const shapes = [];
    for (const name of ['trondheim', 'finnes-ikke', 'finnes-ikke-heller', 'Æøå', '']) {
      const [one, two] = [await begin(connection, name, newRemote()), await begin(connection, name, newRemote())];
      assert.match(one.prefix, PREFIX, name);
      assert.equal(one.prefix, two.prefix, name);
      assert.notEqual(one.attempt_id, two.attempt_id);
      shapes.push({ ...one, attempt_id: one.attempt_id.length, prefix: one.prefix.length, salt: one.prefix });
    }
    assert.equal(new Set(shapes.map((shape) => shape.salt)).size, shapes.length, 'salts differ by name');
    for (const shape of shapes) assert.deepEqual({ ...shape, salt: '' }, { ...shapes[0], salt: '' });
  });
  test('never the hash', async () => {
    const attempt = await begin(await app(), 'trondheim', newRemote());
    const stored = await storedPassword('trondheim');
    assert.ok(stored.startsWith(attempt.prefix));
    assert.ok(stored.length > attempt.prefix.length + 40);
    assert.ok(!JSON.stringify(attempt).includes(stored.slice(attempt.prefix.length + 1)));
  });
});

describe('an attempt', () => {
  test('with the right answer makes a session, once', async () => {
    const connection = await app();
    const attempt = await begin(connection, 'trondheim', newRemote());
    const encoded = await storedPassword('trondheim');
    const [token, second] = [newToken(), newToken()];
    assert.equal(await finish(connection, attempt, encoded, token), 'ok');
    assert.equal(await finish(connection, attempt, encoded, second), 'expired');
    assert.equal((await open(connection, token)).who.brukernavn, 'trondheim');
    assert.equal((await open(connection, second)).who, undefined);
  });
  test('with a wrong answer is spent', async () => {
    const connection = await app();
    const attempt = await begin(connection, 'trondheim', newRemote());
    assert.equal(await finish(connection, attempt, WRONG), 'wrong');
    assert.equal(await finish(connection, attempt, await storedPassword('trondheim')), 'expired');
  });
  test('takes no other answer than the stored one', async () => {
    const connection = await app();
    const stored = await storedPassword('trondheim');
    for (const answer of [await storedPassword('oslo'), stored.toLowerCase(), `${stored} `, stored.slice(0, -1), '', null, '%', stored.slice(0, 50)]) {
      const token = newToken();
      assert.equal(await finish(connection, await begin(connection, 'trondheim', newRemote()), answer, token), 'wrong', String(answer).length);
      assert.equal((await open(connection, token)).who, undefined);
    }
  });
  test('of an unknown name is wrong whatever is answered', async () => {
    const connection = await app();
    for (const answer of [null, '', WRONG, await storedPassword('trondheim')]) {
      assert.equal(await finish(connection, await begin(connection, 'finnes-ikke', newRemote()), answer), 'wrong');
    }
  });
  test('is good for a minute', async () => {
    const connection = await app();
    const remote = newRemote();
    const attempt = await begin(connection, 'trondheim', remote);
    await age(remote, 2);
    assert.equal(await finish(connection, attempt, await storedPassword('trondheim')), 'expired');
  });
  test('that nobody began is no attempt', async () => {
    const connection = await app();
    for (const id of ['0'.repeat(32), '', null, "' OR 1=1 -- ", '%']) {
      assert.equal(await finish(connection, { attempt_id: id }, await storedPassword('trondheim')), 'expired');
    }
  });
  test('with a token too short to be random makes no session', async () => {
    const connection = await app();
    for (const token of ['', 'kort', 'x'.repeat(42), null]) {
      assert.notEqual(await finish(connection, await begin(connection, 'trondheim', newRemote()), await storedPassword('trondheim'), token), 'ok');
      assert.equal((await open(connection, token)).who, undefined);
    }
  });
});

describe('guessing is limited', () => {
  for (const name of ['trondheim', 'finnes-ikke']) {
    test(`five failures of ${name} from one address`, async () => {
      const connection = await app();
      const remote = newRemote();
      for (let i = 0; i < 5; i++) assert.equal(await fail(connection, name, remote), 'wrong');
      const refused = await begin(connection, name, remote);
      assert.equal(Number(refused.allowed), 0);
      assert.ok(refused.retry_seconds > 0 && refused.retry_seconds <= 900);
      assert.equal(refused.prefix, '');
      assert.notEqual(await finish(connection, refused, await storedPassword('trondheim')), 'ok');
      assert.equal(Number((await begin(connection, name, newRemote())).allowed), 1, 'another address is not hit');
      assert.equal(Number((await begin(connection, 'oslo', remote)).allowed), 1, 'another name is not hit');
      await age(remote, 16);
      assert.equal(Number((await begin(connection, name, remote)).allowed), 1, 'it passes');
    });
  }
  test('attempts that are begun and never finished count', async () => {
    const connection = await app();
    const remote = newRemote();
    for (let i = 0; i < 5; i++) await begin(connection, 'trondheim', remote);
    assert.equal(Number((await begin(connection, 'trondheim', remote)).allowed), 0);
  });
  test('a name written otherwise is the same name', async () => {
    const connection = await app();
    const remote = newRemote();
    for (const name of ['TRONDHEIM', ' trondheim', 'Trondheim ', 'trondheim', 'tRondheim']) await fail(connection, name, remote);
    assert.equal(Number((await begin(connection, 'trondheim', remote)).allowed), 0);
  });
  test('sixty failures from one address, whatever the names', async () => {
    const connection = await app();
    const remote = newRemote();
    for (let i = 0; i < 60; i++) await begin(connection, `navn-${i}`, remote);
    assert.equal(Number((await begin(connection, 'trondheim', remote)).allowed), 0);
  });
  test('a right password clears the name\'s failures', async () => {
    const connection = await app();
    const remote = newRemote();
    for (let i = 0; i < 4; i++) await fail(connection, 'trondheim', remote);
    assert.equal(await finish(connection, await begin(connection, 'trondheim', remote), await storedPassword('trondheim')), 'ok');
    assert.equal(await fail(connection, 'trondheim', remote), 'wrong');
    assert.equal(Number((await begin(connection, 'trondheim', remote)).allowed), 1);
  });
});

describe('a session', () => {
  const stored = async (session) => (await admin.query(
    `SELECT *, HEX(token_hash) AS hash FROM ${DB}.session WHERE session_id = ?`, [session.who.session_id]))[0];

  test('is kept as a hash of its token alone', async () => {
    const session = await login('trondheim');
    const row = JSON.stringify(await stored(session), (_, value) => (typeof value === 'bigint' ? String(value) : value));
    assert.ok(!row.includes(session.token));
  });
  test('ends when idle, and is kept alive by use', async () => {
    const session = await login('trondheim');
    const before = (await stored(session)).idle_until;
    await open(session.connection, session.token);
    assert.equal((await stored(session)).idle_until, before, 'a use within a minute writes nothing');
    await admin.query(`UPDATE ${DB}.session SET seen_at = seen_at - INTERVAL 5 MINUTE, idle_until = idle_until - INTERVAL 5 MINUTE
      WHERE session_id = ?`, [session.who.session_id]);
    await open(session.connection, session.token);
    assert.ok((await stored(session)).idle_until >= before, 'a later use moves the end');
  });
  test('never lasts beyond its end, however long was asked for', async () => {
    const session = await login('trondheim', { idle: 4_000_000_000, total: 4_000_000_000 });
    const row = await stored(session);
    const [{ hours }] = await admin.query(`SELECT TIMESTAMPDIFF(HOUR, ?, ?) AS hours`, [row.created_at, row.ends_at]);
    assert.ok(Number(hours) <= 24);
    assert.ok(row.idle_until <= row.ends_at);
    await admin.query(`UPDATE ${DB}.session SET seen_at = seen_at - INTERVAL 5 MINUTE, ends_at = UTC_TIMESTAMP(6) + INTERVAL 3 SECOND
      WHERE session_id = ?`, [session.who.session_id]);
    await open(session.connection, session.token);
    const moved = await stored(session);
    assert.ok(moved.idle_until <= moved.ends_at);
  });
  test('A5: is over when the clock is put back behind its last use, by more than clocks of nodes differ', async () => {
    for (const [seconds, open_] of [[3600, false], [90, false], [30, true]]) {
      const session = await login('trondheim');
      await admin.query(`UPDATE ${DB}.session SET created_at = created_at + INTERVAL ? SECOND, seen_at = seen_at + INTERVAL ? SECOND,
        idle_until = idle_until + INTERVAL ? SECOND, ends_at = ends_at + INTERVAL ? SECOND WHERE session_id = ?`,
      [seconds, seconds, seconds, seconds, session.who.session_id]);
      assert.equal((await open(session.connection, session.token)).who !== undefined, open_, `${seconds} seconds`);
      assert.ok((await login('trondheim')).who, 'she logs in again');
    }
  });
  test('opens with who, grants and scopes', async () => {
    const flere = await login('flere');
    assert.deepEqual(flere.grants.map((grant) => grant.kommunenummer).sort(), ['3203', '4601']);
    assert.deepEqual(flere.scopes.map((scope) => scope.kommunenummer).sort(), ['3025', '3203', '4601']);
    assert.ok(flere.grants.every((grant) => grant.role === 'caseworker' && grant.register === 'jobbsjansen'));
    const oslo = await login('admin-oslo');
    assert.deepEqual(oslo.scopes, []);
    assert.deepEqual(await seenBy(oslo.connection), []);
    const imdi = await login('imdi');
    assert.deepEqual(imdi.scopes.map((scope) => `${scope.register} ${scope.kind}`).sort(), ['introduksjon all', 'jobbsjansen all']);
  });
});

describe('an address is counted', () => {
  test('by itself, and one of IPv6 with its network of 64 bits', async () => {
    for (const [address, group] of [['127.0.0.1', '127.0.0.1'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
      ['2001:db8:1:3::1', '2001:db8:1:3::/64'], ['::1', '::/64'], ['::ffff:10.1.2.3', '10.1.2.3'], ['unix:', 'unix:'], ['', ''], [null, ''], ['x'.repeat(100), 'x'.repeat(64)]]) {
      assert.equal((await admin.query(`SELECT ${DB}.address_group(?) AS g`, [address]))[0].g, group, String(address));
    }
  });
  test('so five failures from one network are five failures', async () => {
    const connection = await app();
    const network = `2001:db8:${Math.floor(Math.random() * 65536).toString(16)}:${Math.floor(Math.random() * 65536).toString(16)}`;
    for (let i = 1; i <= 5; i++) assert.equal(await fail(connection, 'trondheim', `${network}::${i}`), 'wrong');
    assert.equal(Number((await begin(connection, 'trondheim', `${network}:9::1`)).allowed), 0);
  });
});

// Requirement A4: limits that cannot be used to lock out a colleague.
describe('whoever guesses at a colleague', () => {
  const BROWSER = newToken();
  const enter = async (connection, remote, browser) => {
    const attempt = await begin(connection, GUESSED_AT, remote, browser);
    return Number(attempt.allowed) === 0 ? 'denied' : finish(connection, attempt, await storedPassword(GUESSED_AT));
  };
  test('from her own office stops nobody but browsers that she has not used', async () => {
    await temporaryUser(GUESSED_AT, [{ kommunenummer: '5001' }]);
    const connection = await app();
    const office = newRemote();
    assert.equal(await enter(connection, office, BROWSER), 'ok');
    for (let i = 0; i < 6; i++) await begin(connection, GUESSED_AT, office);
    assert.equal(await enter(connection, office, null), 'denied');
    assert.equal(await enter(connection, office, newToken()), 'denied');
    for (let i = 0; i < 70; i++) await begin(connection, `navn-${i}`, office);
    assert.equal(await enter(connection, office, BROWSER), 'ok');
    assert.equal(Number((await begin(connection, 'trondheim', office, BROWSER)).allowed), 0, 'known to her, and to nobody else');
  });
  test('from everywhere at once is stopped after three hundred, and she is not', async () => {
    await temporaryUser(GUESSED_AT, [{ kommunenummer: '5001' }]);
    await admin.query(`DELETE FROM ${DB}.login_attempt WHERE brukernavn = ?`, [GUESSED_AT]);
    const connection = await app();
    assert.equal(await enter(connection, newRemote(), BROWSER), 'ok');
    for (let i = 0; i < 300; i++) assert.equal(Number((await begin(connection, GUESSED_AT, newRemote())).allowed), 1);
    assert.equal(await enter(connection, newRemote(), null), 'denied');
    assert.equal(await enter(connection, newRemote(), BROWSER), 'ok');
    for (let i = 0; i < 5; i++) assert.equal(await finish(connection, await begin(connection, GUESSED_AT, newRemote(), BROWSER), WRONG), 'wrong');
    assert.equal(await enter(connection, newRemote(), BROWSER), 'denied', 'her browser has its own five');
    await removeUser(GUESSED_AT);
  });
});
