// What breaks under the mail (requirement A3; issue 5, part 2): no invitation is lost, and one sent twice is the same message with
// the same link. A real mail server does wrong at every step of the conversation, the daemon is killed at every one, two work one
// queue, the database goes away. In an installation of its own, with short pauses; what is asserted is counted, not timed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { userInfo, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mariadb from 'mariadb';
import { SMTPServer } from 'smtp-server';
import { awaitName } from '../http/freg.mjs';
import { freePort } from '../../tools/free-port.mjs';
import { Installation, until } from '../http/installation.mjs';
import { register } from '../http/participant.mjs';
import { Postbox, awaitRow, awaitState, mailRow, opens, put, tokenIn } from '../http/postbox.mjs';

const STAGES = ['greeting', 'hello', 'sender', 'recipient', 'data', 'content'];
// As ./dev run has it; the server's address is added when it is known.
const LOCAL = { smtp_starttls: 'none', smtp_ca_file: '', smtp_user: '', smtp_password_file: '', mail_language: 'nb' };
const PATIENT = { smtp_connect_ms: 30000, smtp_total_ms: 60000 };
const SHORT = { mail_retry_ms: 50, smtp_connect_ms: 400, smtp_total_ms: 800, jobs_poll_ms: 50 };
let own;
let owner;
let postbox;
let changed = true;

// Settings for one test.
async function set(changes) {
  changed = true;
  return own.set(changes);
}

async function connect() {
  return mariadb.createConnection({ socketPath: own.environment.DB_SOCKET, user: userInfo().username, database: own.environment.DB_NAME, dateStrings: true });
}
before(async () => {
  own = await Installation.start();
  postbox = new Postbox(own.environment.MAIL_URL);
  owner = await connect();
  const settings = readFileSync(join(own.state, 'jobbsjanse.conf'), 'utf8');
  for (const key of ['smtp_url', 'mail_from', 'site_address']) LOCAL[key] = new RegExp(`^${key} = (.*)$`, 'm').exec(settings)[1];
});
beforeEach(async () => {
  if (changed) assert.match(await own.set({ ...LOCAL, ...SHORT }), /reloaded/);
  changed = false;
  await postbox.empty();
  await owner.query('DELETE FROM mail');
});
after(async () => {
  await owner?.end();
  own?.remove();
});

const leasesOver = () => owner.query('UPDATE mail SET not_before = \'2000-01-01\' WHERE state = \'waiting\'');
const tried = (recipient, times = 1) => awaitRow(owner, recipient, ({ tries }) => tries >= times, `it was tried ${times} times`);

// The one message, however often it came, with a link that is good.
async function assertSame(made, count) {
  const mail = await postbox.awaits(made.recipient, count);
  assert.equal(mail.length, count);
  assert.equal(new Set(mail.map(({ raw }) => raw)).size, 1, 'byte by byte');
  assert.deepEqual(await opens(owner, tokenIn(mail[0].text)), { state: 'good', subject: made.subject });
  assert.equal((await awaitState(owner, made.recipient, 'sent')).last_error, '');
}

describe('the mail server', () => {
  test('takes no connection: the mail waits, and comes once when it is back', async () => {
    await postbox.tell('down');
    const made = await put(owner);
    const row = await tried(made.recipient, 3);
    assert.deepEqual([row.state, row.last_error], ['waiting', 'greeting away']);
    await postbox.well();
    await assertSame(made, 1);
  });
  for (const stage of STAGES) {
    for (const [kind, more, came] of [['answer', { text: '451 4.3.0 Prøv igjen' }, 1], ['lose', {}, stage === 'content' ? 3 : 1], ['hang', {}, stage === 'content' ? 3 : 1],
      ['garbage', {}, stage === 'content' ? 3 : 1], ['huge', {}, stage === 'content' ? 3 : 1]]) {
      test(`${kind} at ${stage}, twice: it is sent again, ${came === 1 ? 'and comes once' : 'and is the same message with the same link each time'}`, async () => {
        const asked = kind === 'answer' && stage === 'hello' ? 2 : 1; // EHLO, then HELO
        await postbox.tell(kind, { stage, times: 2 * asked, ...more });
        const made = await put(owner);
        await assertSame(made, came);
        assert.equal((await mailRow(owner, made.recipient)).tries, 2);
      });
    }
    test(`5xx at ${stage}: ${['recipient', 'content'].includes(stage) ? 'refused, and said so' : 'it waits till that is put right'}`, async () => {
      await postbox.tell('answer', { stage, text: '554 Nei' });
      const made = await put(owner);
      if (['recipient', 'content'].includes(stage)) {
        const row = await awaitState(owner, made.recipient, 'refused');
        assert.deepEqual([row.last_error, row.tries], [`${stage} 554`, 1]);
        await postbox.well();
        await assertSame(await put(owner), 1);
        assert.deepEqual(await postbox.to(made.recipient), []);
      } else {
        assert.equal((await tried(made.recipient, 2)).last_error, `${stage} 554`);
        await postbox.well();
        await assertSame(made, 1);
      }
    });
  }
  test('refuses one recipient: the others have theirs', async () => {
    const names = ['a', 'b', 'c'].map((letter) => `${letter}@prove.example`);
    await postbox.tell('answer', { stage: 'recipient', recipient: names[1], text: '550 5.1.1 Ukjent' });
    const made = [];
    for (const recipient of names) made.push(await put(owner, { recipient }));
    await assertSame(made[0], 1);
    await assertSame(made[2], 1);
    assert.equal((await awaitState(owner, names[1], 'refused')).last_error, 'recipient 550 5.1.1');
  });
  test('refuses by policy at the recipient: that is our own set-up, and nobody\'s mail is lost', async () => {
    await postbox.tell('answer', { stage: 'recipient', text: '550 5.7.1 Videresending er ikke tillatt' });
    const made = await put(owner);
    assert.equal((await tried(made.recipient, 2)).last_error, 'recipient 550 5.7.1');
    await postbox.well();
    await assertSame(made, 1);
  });
  test('is slow: the mail comes, and look-ups do not wait for it', async () => {
    await set(PATIENT);
    await postbox.tell('slow', { ms: 700 });
    const made = await put(owner);
    await until(async () => (await postbox.seen()).conversations === 1, 'the server is talked to');
    const { id } = await register(await own.login('trondheim'));
    await awaitName(await own.login('trondheim'), id, 10);
    assert.equal((await mailRow(owner, made.recipient)).state, 'waiting', 'the name came first');
    await assertSame(made, 1);
  });
  test('writes a name in its refusal: what is kept and logged is the code alone', async () => {
    await postbox.tell('answer', { stage: 'recipient', text: '451 4.2.2 <kari.hemmelig@prove.example> har full postkasse' });
    const made = await put(owner);
    assert.equal((await tried(made.recipient)).last_error, 'recipient 451 4.2.2');
    assert.doesNotMatch(own.log('jobs'), /hemmelig|postkasse/);
  });
});

describe('giving up', () => {
  test('after two days, and never before', async () => {
    await postbox.tell('down');
    const [young, old] = [await put(owner), await put(owner)];
    await tried(old.recipient);
    await owner.query('UPDATE mail SET made_at = made_at - INTERVAL 47 HOUR WHERE recipient = ?', [young.recipient]);
    await owner.query('UPDATE mail SET made_at = made_at - INTERVAL 48 HOUR WHERE recipient = ?', [old.recipient]);
    assert.equal((await awaitState(owner, old.recipient, 'given_up')).last_error, 'greeting away');
    await tried(young.recipient, 3);
    assert.equal((await mailRow(owner, young.recipient)).state, 'waiting');
    await postbox.well();
    await postbox.awaits(young.recipient);
    assert.deepEqual(await postbox.to(old.recipient), []);
  });
  for (const [column, state, error] of [['expires_at', 'given_up', 'expired'], ['withdrawn_at', 'withdrawn', 'greeting away'], ['used_at', 'sent', 'greeting away']]) {
    test(`a mail whose link has ${column} in the past is not sent any more: ${state}`, async () => {
      await postbox.tell('down');
      const made = await put(owner);
      const { link_id: link } = await tried(made.recipient);
      await owner.query(`UPDATE link SET ${column} = '2020-01-01' WHERE link_id = ?`, [link]);
      await postbox.well();
      assert.equal((await awaitState(owner, made.recipient, state)).last_error, error);
      await postbox.awaits((await put(owner)).recipient);
      assert.deepEqual(await postbox.to(made.recipient), []);
    });
  }
  test('withdrawn while the server is being talked to: what has not been said is not kept as sent', async () => {
    await postbox.tell('hang', { stage: 'hello', times: 1 });
    const made = await put(owner);
    await until(async () => (await postbox.seen()).stages.hello === 1, 'the server hangs');
    await owner.query('CALL link_withdraw(?, ?)', [made.kind, made.subject]);
    await postbox.awaits((await put(owner)).recipient);
    assert.equal((await mailRow(owner, made.recipient)).state, 'withdrawn');
    assert.deepEqual(await postbox.to(made.recipient), []);
  });
});

describe('the daemon', () => {
  for (const stage of STAGES) {
    test(`is killed at ${stage}: the mail comes after its restart${stage === 'content' ? ', as the same message' : ', once'}`, async () => {
      await postbox.tell('hang', { stage, times: 1 });
      const made = await put(owner);
      await until(async () => (await postbox.seen()).stages[stage] === 1, `the server hangs at ${stage}`);
      const restart = await own.kill('jobs');
      assert.equal((await mailRow(owner, made.recipient)).state, 'waiting');
      await leasesOver();
      restart();
      await assertSame(made, stage === 'content' ? 2 : 1);
    });
  }
  test('is killed again and again with forty mails in the queue: each comes, and what comes twice is the same', async () => {
    const made = [];
    await postbox.tell('slow', { ms: 5 });
    for (let i = 0; i < 40; i += 1) made.push(await put(owner));
    for (let kills = 0; kills < 12; kills += 1) {
      await sleep(40 + 17 * kills);
      const restart = await own.kill('jobs');
      await leasesOver();
      restart();
    }
    for (const { recipient, subject } of made) {
      const mail = await postbox.awaits(recipient, 1, 60);
      assert.equal(new Set(mail.map(({ raw }) => raw)).size, 1);
      assert.deepEqual(await opens(owner, tokenIn(mail[0].text)), { state: 'good', subject });
      await awaitState(owner, recipient, 'sent');
    }
  });
  test('is told to end while the server takes its time: it hands over what it has begun, and nothing comes twice', async () => {
    await postbox.tell('slow', { ms: 60 });
    const made = await put(owner);
    await until(async () => (await postbox.seen()).stages.sender === 1, 'the server is talked to');
    const restart = await own.kill('jobs', 'SIGTERM');
    assert.equal((await mailRow(owner, made.recipient)).state, 'sent');
    restart();
    await postbox.awaits((await put(owner)).recipient);
    assert.equal((await postbox.to(made.recipient)).length, 1);
  });
  test('is there twice: each mail is taken by one, and comes once', async () => {
    const other = own.secondJobs();
    try {
      await postbox.tell('slow', { ms: 5 });
      const made = [];
      for (let i = 0; i < 40; i += 1) made.push(await put(owner));
      for (const { recipient } of made) await awaitState(owner, recipient, 'sent');
      assert.equal((await postbox.seen()).mail.length, 40);
    } finally {
      const gone = new Promise((resolve) => { other.once('exit', resolve); });
      other.kill('SIGTERM');
      await gone;
    }
  });
  test('loses the database while the server has the mail: what the server said is kept, and it comes once', async () => {
    await set(PATIENT);
    await postbox.tell('slow', { ms: 400 });
    const made = await put(owner);
    await until(async () => (await postbox.seen()).stages.data === 1, 'the server has nearly all');
    await owner.end().catch(() => {});
    const restart = await own.kill('database');
    await until(async () => (await postbox.seen()).mail.length === 1, 'the server has taken it');
    restart();
    await until(() => own.databaseAccepts(), 'the database is back');
    owner = await connect();
    await assertSame(made, 1);
  });
});

describe('a key and a backup', () => {
  test('the same number of a link, given anew, is another link', async () => {
    const made = await put(owner);
    const [mail] = await postbox.awaits(made.recipient);
    const token = tokenIn(mail.text);
    const row = await awaitState(owner, made.recipient, 'sent');
    await owner.query('UPDATE link SET token_hash = NULL, token_salt = RANDOM_BYTES(16) WHERE link_id = ?', [row.link_id]);
    await owner.query('UPDATE mail SET state = \'waiting\', sent_at = NULL, made_at = made_at + INTERVAL 1 SECOND, not_before = \'2000-01-01\' WHERE link_id = ?', [row.link_id]);
    const [, again] = await postbox.awaits(made.recipient, 2);
    assert.notEqual(tokenIn(again.text), token);
    assert.notEqual(again.messageId, mail.messageId, 'nor does a mailbox take it for the former');
    assert.equal((await opens(owner, token)).state, 'unknown');
  });
});

describe('TLS and settings', () => {
  let place;
  const good = {};
  before(() => {
    place = mkdtempSync(join(tmpdir(), 'jobbsjanse-tls.'));
    spawnSync('chmod', ['755', place]);
    for (const [name, host] of [['right', 'localhost'], ['other', 'annen.example']]) {
      const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', `/CN=${host}`,
        '-addext', `subjectAltName=DNS:${host}`, '-keyout', join(place, `${name}.key`), '-out', join(place, `${name}.crt`)], { encoding: 'utf8' });
      assert.equal(made.status, 0, made.stderr);
      good[name] = { key: readFileSync(join(place, `${name}.key`)), cert: readFileSync(join(place, `${name}.crt`)), file: join(place, `${name}.crt`) };
    }
    spawnSync('sh', ['-c', `printf 'hemmelig-passord\\n' > '${place}/password'; chmod 644 '${place}'/*`]);
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  // A server for one test; what it was told.
  async function serve(options, work) {
    const told = { logins: [], senders: 0, mail: 0 };
    const server = new SMTPServer({ disableReverseLookup: true, closeTimeout: 100, ...options,
      onAuth: ({ username, password }, session, done) => { told.logins.push([username, password, session.secure]); done(null, options.refuses ? {} : { user: username }); },
      onMailFrom: (address, session, done) => { told.senders += 1; done(); },
      onData: (stream, session, done) => { stream.on('end', () => { told.mail += 1; done(); }).resume(); } });
    server.on('error', () => {});
    const port = await freePort();
    await new Promise((resolve) => { server.listen(port, '127.0.0.1', resolve); });
    try {
      await work(port, told);
    } finally {
      await new Promise((resolve) => { server.close(resolve); });
    }
  }
  const tls = (port, more = {}) => ({ smtp_url: `smtp://localhost:${port}`, smtp_starttls: 'required', smtp_ca_file: good.right.file, smtp_total_ms: 5000, smtp_connect_ms: 4000, ...more });
  async function notSent(options, more, error) {
    await serve(options, async (port, told) => {
      assert.match(await set(tls(port, more)), /reloaded/);
      const made = await put(owner);
      assert.match((await tried(made.recipient, 2)).last_error, error);
      assert.deepEqual(told, { logins: [], senders: 0, mail: 0 });
    });
  }
  const login = () => ({ smtp_user: 'register', smtp_password_file: `${place}/password` });

  test('with a certificate that is trusted it is sent, after a login over TLS', async () => {
    await serve({ ...good.right, allowInsecureAuth: false }, async (port, told) => {
      await set(tls(port, login()));
      const made = await put(owner);
      await awaitState(owner, made.recipient, 'sent');
      assert.deepEqual(told, { logins: [['register', 'hemmelig-passord', true]], senders: 1, mail: 1 });
    });
  });
  test('smtps:// too', async () => {
    await serve({ ...good.right, secure: true }, async (port, told) => {
      await set(tls(port, { ...login(), smtp_url: `smtps://localhost:${port}` }));
      await awaitState(owner, (await put(owner)).recipient, 'sent');
      assert.deepEqual([told.mail, told.logins[0][2]], [1, true]);
    });
  });
  test('a certificate that nobody trusts: neither password nor mail is told', () => notSent({}, login(), /unsafe/));
  test('one of another machine: the same', () => notSent(good.other, { ...login(), smtp_ca_file: good.other.file }, /unsafe/));
  test('a server without STARTTLS: the same', () => notSent({ disabledCommands: ['STARTTLS'], authOptional: true }, login(), /unsafe/));
  test('smtps:// with a wrong certificate: the same', () => serve({ secure: true }, async (port, told) => {
    await set(tls(port, { ...login(), smtp_url: `smtps://localhost:${port}` }));
    assert.match((await tried((await put(owner)).recipient, 2)).last_error, /unsafe/);
    assert.deepEqual(told, { logins: [], senders: 0, mail: 0 });
  }));
  test('a password that the server does not take: it waits till that is put right', () => serve({ ...good.right,
    refuses: true }, async (port, told) => {
    await set(tls(port, login()));
    const made = await put(owner);
    const row = await tried(made.recipient, 2);
    assert.deepEqual([row.state, row.last_error, told.senders], ['waiting', 'login 535', 0]);
  }));
  for (const [what, wrong] of Object.entries({ 'without TLS to another machine': { smtp_url: 'smtp://192.0.2.1:25', smtp_starttls: 'none' },
    'a login without TLS': { smtp_url: 'smtp://127.0.0.1:25', smtp_starttls: 'none', smtp_user: 'x' },
    'another word for TLS': { smtp_starttls: 'maybe' }, 'another scheme': { smtp_url: 'http://127.0.0.1/' }, 'no scheme that is known': { smtp_url: 'x' },
    'no sender': { mail_from: '' }, 'a sender with a line in it': { mail_from: 'x@y.no>' }, 'no site': { site_address: '' },
    'a site without TLS': { site_address: 'http://register.example.no' }, 'a site with a slash at its end': { site_address: 'https://register.example.no/' },
    'another language': { mail_language: 'sv' }, 'a password file that is not there': { smtp_user: 'x', smtp_password_file: '/nowhere' } })) {
    test(`settings with ${what} are refused, and the daemon goes on with those it has`, async () => {
      assert.match(await set({ ...tls(await freePort(), login()), ...wrong }), /reload-refused why="(smtp|mail|site)_/);
      process.kill(own.pid('jobs'), 0);
    });
  }
});

test('X3: the log names no address, no name, no token, no password', () => {
  const log = own.log('jobs');
  assert.match(log, /mail=\d+ state=sent/);
  assert.doesNotMatch(log, /prove\.example|Øygård|Ny Prøve|invitasjon|hemmelig/);
});
