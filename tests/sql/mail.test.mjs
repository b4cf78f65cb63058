// The queue of mail (requirement A3): who takes what, until when, what goes out and what does not, and what each end of a try leaves.
// The daemon stands still meanwhile, and the tests take its place under its account.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { admin, call, closeAll, connectAs, DB, first, passwordOf } from './database.mjs';

const ACCOUNT = 'jobbsjanse_jobs';
let jobs;

const hex = (token) => createHash('sha256').update(token).digest('hex');
const take = async (connection = jobs, lease = 60) => first(await call(connection, 'mail_take', lease));
const ready = async (mail, hash = hex('x')) => first(await call(jobs, 'mail_ready', mail.mail_id, mail.lease_key, hash)).outcome;
const done = async (mail, state, { delay = 60000, error = 'greeting away' } = {}) =>
  first(await call(jobs, 'mail_done', mail.mail_id, mail.lease_key, state, delay, error)).outcome;
const row = async (id) => (await admin.query(`SELECT * FROM ${DB}.mail WHERE mail_id = ?`, [id]))[0];
const linkOf = async (id) => (await admin.query(`SELECT * FROM ${DB}.link WHERE link_id = ?`, [id]))[0];
const due = (id, at = '2000-01-01') => admin.query(`UPDATE ${DB}.mail SET not_before = ? WHERE mail_id = ?`, [at, id]);

async function put(kind = 'passord') {
  const subject = BigInt(`0x${randomBytes(6).toString('hex')}`).toString();
  await admin.query(`CALL ${DB}.link_put(?, ?, 'ny@prove.example', 'Ny Prøve', ?, 3600, @link)`,
    [kind, subject, kind === 'passord' ? '' : '{"invited_by": "Kari", "place": "Oslo"}']);
  const [{ mail_id: id, link_id: link }] = await admin.query(`SELECT mail_id, link_id FROM ${DB}.mail WHERE link_id = @link`);
  return { id, link, kind, subject };
}

before(async () => {
  stopDaemon();
  jobs = await connectAs(ACCOUNT, passwordOf(ACCOUNT));
});
beforeEach(() => admin.query(`DELETE FROM ${DB}.mail`));
after(async () => {
  await jobs?.end();
  await admin.query(`DELETE FROM ${DB}.mail`);
  await closeAll();
  resumeDaemon();
});

describe('taking', () => {
  test('what is due, with all that the message needs and nothing of a link\'s hash', async () => {
    const { id, link } = await put('invitasjon');
    const mail = await take();
    assert.equal(mail.outcome, 'mail');
    assert.deepEqual([mail.mail_id, mail.link_id, mail.kind, mail.recipient, mail.recipient_name, mail.invited_by, mail.place, mail.tries],
      [id, link, 'invitasjon', 'ny@prove.example', 'Ny Prøve', 'Kari', 'Oslo', 0]);
    assert.match(mail.token_salt, /^[0-9a-f]{32}$/);
    assert.equal('token_hash' in mail, false);
    assert.notEqual(mail.token_salt, '0'.repeat(32));
  });
  test('each by one alone, of two at once', async () => {
    const ids = new Set([(await put()).id, (await put()).id].map(String));
    const other = await connectAs(ACCOUNT, passwordOf(ACCOUNT));
    const both = await Promise.all([take(jobs), take(other)]);
    await other.end();
    assert.deepEqual(new Set(both.map((mail) => String(mail.mail_id))), ids);
    assert.equal((await take()).outcome, 'none');
  });
  test('again when the lease is over; who held it before may neither send nor say that it failed', async () => {
    const { id } = await put();
    const lost = await take();
    await due(id);
    const again = await take();
    assert.notEqual(again.lease_key, lost.lease_key);
    assert.equal(await ready(lost), 'gone');
    assert.equal(await done(lost, 'refused'), 'gone');
    assert.equal((await row(id)).state, 'waiting');
    assert.equal(await ready(again), 'go');
  });
  test('those first that have failed least, and of them the oldest', async () => {
    const [failed, young, old] = [await put(), await put(), await put()];
    await admin.query(`UPDATE ${DB}.mail SET tries = 1, not_before = '2000-01-01' WHERE mail_id = ?`, [failed.id]);
    await due(young.id, '2020-01-02');
    await due(old.id, '2020-01-01');
    assert.deepEqual([await take(), await take(), await take()].map((mail) => mail.mail_id), [old.id, young.id, failed.id]);
  });
  test('not before its time, but a time far ahead, from before the clock was put back, holds nobody up', async () => {
    const { id } = await put();
    for (const [minutes, outcome] of [[1, 'none'], [70, 'none'], [130, 'mail']]) {
      await admin.query(`UPDATE ${DB}.mail SET not_before = ${DB}.utc_now() + INTERVAL ? MINUTE WHERE mail_id = ?`, [minutes, id]);
      assert.equal((await take()).outcome, outcome, `${minutes} minutes`);
    }
  });
  for (const [column, state, error] of [['withdrawn_at', 'withdrawn', ''], ['used_at', 'sent', ''], ['expires_at', 'given_up', 'expired']]) {
    test(`not one whose link has ${column}: it is ${state}`, async () => {
      const { id, link } = await put();
      await admin.query(`UPDATE ${DB}.link SET ${column} = '2020-01-01' WHERE link_id = ?`, [link]);
      const mail = await take();
      assert.deepEqual([mail.outcome, mail.recipient, mail.token_salt], ['over', null, null], 'and nothing is told of it');
      const { state: now, last_error: why } = await row(id);
      assert.deepEqual([now, why], [state, error]);
      assert.equal((await take()).outcome, 'none');
    });
  }
});

describe('going out', () => {
  test('leaves the hash of the token with the link, the same again', async () => {
    const { id, link } = await put();
    for (let times = 0; times < 2; times += 1) {
      const mail = await take();
      assert.equal(await ready(mail, hex('token')), 'go');
      assert.equal((await linkOf(link)).token_hash.toString('hex'), hex('token'));
      assert.equal(await done(mail, 'waiting', { delay: 0 }), 'done');
      await due(id);
    }
  });
  test('no: withdrawn between', async () => {
    const { id, link, kind, subject } = await put();
    const mail = await take();
    await call(admin, 'link_withdraw', kind, subject);
    assert.equal(await ready(mail), 'gone');
    assert.equal((await linkOf(link)).token_hash, null);
    assert.equal((await row(id)).state, 'withdrawn');
  });
  test('no: the lease is over already, or the link', async () => {
    const { id, link } = await put();
    const mail = await take();
    await due(id);
    assert.equal(await ready(mail), 'gone');
    const again = await take();
    await admin.query(`UPDATE ${DB}.link SET expires_at = '2020-01-01' WHERE link_id = ?`, [link]);
    assert.equal(await ready(again), 'gone');
    assert.equal((await take()).outcome, 'over', 'and that is told at once, not when the lease is over');
  });
  test('mail without a link needs no hash', async () => {
    await admin.query(`CALL ${DB}.mail_put('passord-endret', 'ny@prove.example', 'Ny', '')`);
    const mail = await take();
    assert.deepEqual([mail.link_id, mail.token_salt], [null, null]);
    assert.equal(await ready(mail, null), 'go');
  });
});

describe('the end of a try', () => {
  test('sent: once, and its time; nothing is taken or said of it after', async () => {
    const { id } = await put();
    const mail = await take();
    assert.equal(await done(mail, 'sent', { error: '' }), 'done');
    const { state, sent_at: at } = await row(id);
    assert.deepEqual([state, at === null], ['sent', false]);
    assert.equal(await done(mail, 'sent'), 'gone');
    assert.equal(await done(mail, 'waiting'), 'gone');
    assert.equal((await row(id)).sent_at, at);
    await due(id);
    assert.equal((await take()).outcome, 'none');
  });
  test('sent by one whose lease was over: it is sent all the same', async () => {
    const { id } = await put();
    const lost = await take();
    await due(id);
    await take();
    assert.equal(await done(lost, 'sent'), 'done');
    assert.equal((await row(id)).state, 'sent');
  });
  test('sent after it was withdrawn: it stays withdrawn, and when it went is kept', async () => {
    const { id, kind, subject } = await put();
    const mail = await take();
    await call(admin, 'link_withdraw', kind, subject);
    assert.equal(await done(mail, 'sent'), 'done');
    const { state, sent_at: at } = await row(id);
    assert.deepEqual([state, at === null], ['withdrawn', false]);
  });
  test('failed: counted, with its reason, and due again later', async () => {
    const { id } = await put();
    assert.equal(await done(await take(), 'waiting', { delay: 60000 }), 'done');
    const { state, tries, last_error: why, lease_key: key } = await row(id);
    assert.deepEqual([state, tries, why, key], ['waiting', 1, 'greeting away', null]);
    assert.equal((await take()).outcome, 'none');
    const [{ ms }] = await admin.query(`SELECT TIMESTAMPDIFF(MICROSECOND, ${DB}.utc_now(), not_before) DIV 1000 AS ms FROM ${DB}.mail WHERE mail_id = ?`, [id]);
    assert.ok(ms > 50000 && ms <= 60000, `${ms}`);
  });
  for (const state of ['refused', 'given_up']) {
    test(`${state}: never taken again`, async () => {
      const { id } = await put();
      await done(await take(), state);
      await due(id);
      assert.equal((await take()).outcome, 'none');
      assert.equal((await row(id)).state, state);
    });
  }
});
