// Single-use links and the mail that carries them (requirements A3, A4), as the procedures see them that call these steps: the
// tests stand in their place as the database's owner, in transactions of their own. The daemon stands still meanwhile.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { admin, app, call, closeAll, connectAs, DB, errorOf, passwordOf } from './database.mjs';
import { login } from './session.mjs';

const INVITATION = JSON.stringify({ invited_by: 'Kari Prøve', place: 'Oslo kommune' });
const own = [];
let subject;

// A connection of the owner's, in a transaction.
async function transaction() {
  const connection = await connectAs((await admin.query('SELECT SUBSTRING_INDEX(CURRENT_USER(), \'@\', 1) AS name'))[0].name);
  own.push(connection);
  await begin(connection);
  return connection;
}
async function begin(connection) {
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await connection.beginTransaction();
}
async function put(connection = admin, { kind = 'invitasjon', about = INVITATION, seconds = 3600, of = subject, recipient = 'ny@prove.example' } = {}) {
  await connection.query(`CALL ${DB}.link_put(?, ?, ?, ?, ?, ?, @link)`, [kind, of, recipient, 'Ny Prøve', about, seconds]);
  return String((await connection.query('SELECT @link AS id'))[0].id);
}
async function find(token, { connection = admin, kind = 'invitasjon', mark = 0 } = {}) {
  await connection.query(`CALL ${DB}.link_find(?, ?, ?, @link, @subject, @state)`, [token, kind, mark]);
  const [row] = await connection.query('SELECT @link AS link, @subject AS subject, @state AS state');
  return { link: row.link && String(row.link), subject: row.subject && String(row.subject), state: row.state };
}
const use = (link, connection = admin) => call(connection, 'link_use', link);
const linkRow = async (id) => (await admin.query(`SELECT * FROM ${DB}.link WHERE link_id = ?`, [id]))[0];
const mailOf = async (id) => (await admin.query(`SELECT * FROM ${DB}.mail WHERE link_id = ?`, [id]))[0];
const count = async (table) => Number((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.${table}`))[0].n);

// What the jobs daemon does before it sends.
async function tokenFor(link) {
  const token = randomBytes(32).toString('base64url');
  await admin.query(`UPDATE ${DB}.link SET token_hash = ? WHERE link_id = ?`, [createHash('sha256').update(token).digest(), link]);
  return token;
}
async function sentLink(options) {
  const link = await put(admin, options);
  return { link, token: await tokenFor(link) };
}
const expire = (link) => admin.query(`UPDATE ${DB}.link SET expires_at = ${DB}.utc_now() - INTERVAL 1 SECOND WHERE link_id = ?`, [link]);

before(stopDaemon);
beforeEach(() => {
  subject = BigInt(`0x${randomBytes(6).toString('hex')}`).toString(); // nobody's: a test of its own
});
after(async () => {
  for (const connection of own) await connection.end().catch(() => {});
  await admin.query(`DELETE FROM ${DB}.mail WHERE recipient LIKE '%@prove.example'`);
  await admin.query(`DELETE FROM ${DB}.link WHERE link_id NOT IN (SELECT link_id FROM ${DB}.mail WHERE link_id IS NOT NULL)`);
  await closeAll();
  resumeDaemon();
});

describe('A3: a link and its mail', () => {
  test('are made together, to be sent at once, without a token', async () => {
    const link = await put();
    const row = await linkRow(link);
    assert.deepEqual([row.kind, String(row.subject_id), row.token_hash, row.opened_at, row.used_at, row.withdrawn_at],
      ['invitasjon', subject, null, null, null, null]);
    const [{ seconds }] = await admin.query(`SELECT TIMESTAMPDIFF(SECOND, made_at, expires_at) AS seconds FROM ${DB}.link WHERE link_id = ?`, [link]);
    assert.equal(Number(seconds), 3600);
    const mail = await mailOf(link);
    assert.deepEqual([mail.kind, mail.recipient, mail.recipient_name, mail.about, mail.language, mail.tries, mail.last_error],
      ['invitasjon', 'ny@prove.example', 'Ny Prøve', INVITATION, null, 0, '']);
    assert.ok(mail.not_before <= mail.made_at);
  });
  test('what the caller undoes was never there', async () => {
    const older = await put();
    const before = [await count('link'), await count('mail')];
    const connection = await transaction();
    await put(connection);
    await connection.query(`CALL ${DB}.mail_put('passord-endret', 'ny@prove.example', 'Ny Prøve', '')`);
    await connection.rollback();
    assert.deepEqual([await count('link'), await count('mail')], before);
    assert.equal((await linkRow(older)).withdrawn_at, null, 'nor was the older one withdrawn');
  });
  test('an invitation that does not say by whom and where is our own mistake', async () => {
    const before = await count('link');
    for (const about of ['', null, 'Kari', '{}', '{"invited_by": "Kari"}', '[1]']) {
      assert.equal(await errorOf(put(admin, { about })), 1644, String(about));
    }
    assert.equal(await errorOf(put(admin, { seconds: 0 })), 1644);
    assert.equal(await count('link'), before);
  });
  test('of a kind that there is, and a mail without a link of one that needs none', async () => {
    assert.notEqual(await errorOf(put(admin, { kind: 'gave' })), null);
    for (const kind of ['invitasjon', 'passord', 'gave']) {
      assert.equal(await errorOf(call(admin, 'mail_put', kind, 'ny@prove.example', 'Ny', '')), 1644, kind);
    }
  });
});

describe('A3: what a token opens', () => {
  test('good, with what it is about, as often as it is looked at', async () => {
    const { link, token } = await sentLink();
    assert.deepEqual(await find(token), { link, subject, state: 'good' });
    assert.equal((await linkRow(link)).opened_at, null, 'looking alone marks nothing');
    assert.deepEqual(await find(token, { mark: 1 }), { link, subject, state: 'good' });
    const { opened_at: opened } = await linkRow(link);
    assert.notEqual(opened, null);
    await find(token, { mark: 1 });
    assert.equal((await linkRow(link)).opened_at, opened, 'when it was opened first');
  });
  test('unknown: cut, lengthened, in other letters, of another kind, or nothing at all', async () => {
    const { token } = await sentLink();
    const swapped = token.replace(/[a-zA-Z]/, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
    for (const wrong of [token.slice(0, -1), `${token}A`, swapped, '', null, 'å'.repeat(43), `${token}\n`, randomBytes(32).toString('base64url')]) {
      assert.deepEqual(await find(wrong), { link: null, subject: null, state: 'unknown' }, String(wrong));
    }
    assert.equal((await find(token, { kind: 'passord' })).state, 'unknown');
  });
  test('a link whose mail is not made yet is opened by nothing', async () => {
    await put();
    for (const empty of ['', null]) assert.equal((await find(empty)).state, 'unknown');
  });
  test('used: once', async () => {
    const { link, token } = await sentLink();
    await use(link);
    assert.equal((await find(token, { mark: 1 })).state, 'used');
    assert.equal(await errorOf(use(link)), 1644);
    assert.notEqual((await linkRow(link)).opened_at, null, 'what was used was opened');
  });
  test('expired: neither opened nor used', async () => {
    const { link, token } = await sentLink();
    await expire(link);
    assert.deepEqual(await find(token, { mark: 1 }), { link, subject, state: 'expired' });
    assert.equal((await linkRow(link)).opened_at, null);
    assert.equal(await errorOf(use(link)), 1644);
  });
  test('withdrawn: neither opened nor used, and its mail is not sent', async () => {
    const { link, token } = await sentLink();
    await call(admin, 'link_withdraw', 'invitasjon', subject);
    assert.equal((await find(token, { mark: 1 })).state, 'withdrawn');
    assert.equal(await errorOf(use(link)), 1644);
    assert.equal((await mailOf(link)).state, 'withdrawn');
  });
  test('what was used stays used, and what was sent stays sent, when they are withdrawn', async () => {
    const { link, token } = await sentLink();
    await use(link);
    await admin.query(`UPDATE ${DB}.mail SET state = 'sent' WHERE link_id = ?`, [link]);
    await call(admin, 'link_withdraw', 'invitasjon', subject);
    assert.equal((await find(token)).state, 'used');
    assert.equal((await mailOf(link)).state, 'sent');
  });
  test('sent again: the older link is good no more; another\'s and one of another kind are', async () => {
    const [older, other, reset] = [await sentLink(), await sentLink({ of: String(BigInt(subject) + 1n) }), await sentLink({ kind: 'passord', about: '' })];
    const newer = await sentLink();
    assert.notEqual(newer.link, older.link);
    const states = [await find(older.token), await find(other.token), await find(reset.token, { kind: 'passord' }), await find(newer.token)];
    assert.deepEqual(states.map(({ state }) => state), ['withdrawn', 'good', 'good', 'good']);
  });
});

describe('A3: two at once', () => {
  test('one uses the link, the other waits and finds it used', async () => {
    const { link, token } = await sentLink();
    const [one, other] = [await transaction(), await transaction()];
    assert.equal((await find(token, { connection: one })).state, 'good');
    const waiting = find(token, { connection: other });
    assert.equal(await Promise.race([waiting, sleep(200, 'still waiting')]), 'still waiting');
    await use(link, one);
    await one.commit();
    assert.equal((await waiting).state, 'used');
    await other.rollback();
  });
  test('where the first gives up, the second goes on', async () => {
    const { link, token } = await sentLink();
    const [one, other] = [await transaction(), await transaction()];
    await find(token, { connection: one });
    const waiting = find(token, { connection: other });
    await use(link, one);
    await one.rollback();
    assert.equal((await waiting).state, 'good');
    await use(link, other);
    await other.commit();
    assert.equal((await find(token)).state, 'used');
  });
  test('twenty visitors with one link: one of them uses it', async () => {
    const { token } = await sentLink();
    const visitors = await Promise.all(Array.from({ length: 20 }, transaction));
    const outcomes = await Promise.all(visitors.map(async (connection) => {
      const { link, state } = await find(token, { connection, mark: 1 });
      if (state === 'good') await use(link, connection);
      await connection.commit();
      return state;
    }));
    assert.deepEqual(outcomes.sort(), ['good', ...Array(19).fill('used')]);
  });
  test('an unknown token locks nothing: many find nothing while links are made', async () => {
    const [one, other] = [await transaction(), await transaction()];
    await find(randomBytes(32).toString('base64url'), { connection: one });
    const link = await put(other);
    await other.commit();
    assert.equal((await find(await tokenFor(link))).state, 'good');
    await one.rollback();
  });
});

describe('a worker', () => {
  const steps = { link_put: 7, link_withdraw: 2, link_find: 6, link_find_hash: 6, link_use: 1, mail_put: 4 };
  for (const user of [null, 'trondheim', 'admin-oslo', 'systemeier']) {
    test(`${user ? `in the context of ${user}` : 'of nobody\'s'} reads no link and no mail, and calls none of the steps`, async () => {
      const connection = user ? (await login(user)).connection : await app();
      for (const table of ['link', 'mail']) {
        for (const sentence of [`SELECT * FROM ${DB}.${table}`, `SELECT COUNT(*) FROM ${DB}.${table}`, `UPDATE ${DB}.${table} SET made_at = made_at`,
          `DELETE FROM ${DB}.${table}`]) assert.equal(await errorOf(connection.query(sentence)), 1142, sentence);
      }
      for (const [name, values] of Object.entries(steps)) {
        const marks = Array.from({ length: values }, (_, at) => `@a${at}`).join(', ');
        assert.equal(await errorOf(connection.query(`CALL ${DB}.${name}(${marks})`)), 1370, name);
      }
    });
  }
  test('so does the jobs daemon\'s account', async () => {
    const jobs = await connectAs('jobbsjanse_jobs', passwordOf('jobbsjanse_jobs'));
    own.push(jobs);
    for (const table of ['link', 'mail']) assert.equal(await errorOf(jobs.query(`SELECT * FROM ${DB}.${table}`)), 1142);
    assert.equal(await errorOf(call(jobs, 'link_use', 1)), 1370);
  });
});
