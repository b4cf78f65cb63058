// Readers of downloads who are slow, stop, leave, or log out (issue 4, "Bad input"; requirements O7, D5): what they hold, and for how
// long. In an installation of its own, with so many participants that a file does not fit into what lies between it and them.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAdmin, fillBulk } from '../bench/bulk.mjs';
import { Installation, until } from '../http/installation.mjs';

const PARTICIPANTS = 25_000;
const PACE_SECONDS = 3;
const FILE = '/deltakere/datasett.csv';

let own;
let admin;
before(async () => {
  own = await Installation.start();
  await fillBulk(own.dir, PARTICIPANTS);
  appendFileSync(join(own.state, 'jobbsjanse.conf'), `download_pace_seconds = ${PACE_SECONDS}\n`);
  (await own.kill('application'))();
  admin = await connectAdmin(own.environment);
  await until(() => fetch(`${own.environment.BASE_URL}/klar`).then((answer) => answer.status === 200, () => false), 'the application is back');
});
after(async () => {
  await admin?.end();
  own?.remove();
});

const count = (event) => own.log('application').split(` ${event} `).length - 1;
const streaming = async () => Number((await admin.query("SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info LIKE '%p.choices%' AND info NOT LIKE '%processlist%'"))[0].n);

// The body of an answer in chunks.
function bodyOf(text) {
  let body = '';
  for (let at = text.indexOf('\r\n\r\n') + 4; at > 3;) {
    const size = parseInt(text.slice(at), 16);
    if (!size) break;
    const from = text.indexOf('\r\n', at) + 2;
    body += text.slice(from, from + size);
    at = from + size + 2;
  }
  return body;
}

// A reader over a socket of her own, who takes nothing before she is told to.
class Reader {
  constructor(visitor, path = FILE) {
    const cookie = [...visitor.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    this.parts = [];
    this.over = false;
    this.socket = connect(Number(new URL(own.environment.BASE_URL).port), '127.0.0.1');
    this.socket.on('error', () => {}).on('close', () => { this.over = true; }).on('end', () => { this.over = true; });
    this.socket.pause();
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
  }

  async crawl() { // one byte a second
    while (!this.over) {
      const byte = this.socket.read(1);
      if (byte) this.parts.push(byte);
      await sleep(1000);
    }
  }

  async rest() {
    this.socket.on('data', (part) => this.parts.push(part));
    this.socket.resume();
    await until(() => this.over, 'the answer ends', 60);
    const text = Buffer.concat(this.parts).toString('latin1');
    const body = bodyOf(text);
    return { isWhole: text.endsWith('\r\n0\r\n\r\n'), bytes: body.length, rows: body.split('\r\n').sort() };
  }

  leave() { this.socket.destroy(); }
}

async function begun(visitor) {
  const before = await streaming();
  const reader = new Reader(visitor);
  await until(async () => await streaming() > before, 'its query runs');
  return reader;
}

test('control: a reader who takes all of it gets a whole file, far larger than any buffer', async () => {
  const all = await new Reader(await own.login('imdi')).rest();
  assert.ok(all.isWhole);
  assert.ok(all.bytes > 8e6, `${all.bytes}`);
  assert.equal(count('reader-too-slow'), 0);
});

test('O7: readers of one byte a second, more than there are workers, hold no form, and no other download for longer than the pace', async () => {
  const visitor = await own.login('imdi');
  const slow = [await begun(visitor), await begun(visitor), new Reader(visitor)];
  for (const reader of slow) reader.crawl();
  const before = Date.now();
  const other = new Reader(await own.login('oslo'));
  const taken = other.rest();
  for (let i = 0; i < 20; i += 1) {
    const asked = Date.now();
    assert.equal((await visitor.get('/deltakere')).status, 200);
    assert.ok(Date.now() - asked < 2500, 'a page does not wait for them');
  }
  assert.ok((await taken).isWhole);
  assert.ok(Date.now() - before < (2 * PACE_SECONDS + 12) * 1000, `it took ${Date.now() - before} ms`);
  await until(() => count('reader-too-slow') === 3, 'all three are let go');
  await until(async () => await streaming() === 0, 'and their queries');
  for (const reader of slow) assert.equal((await reader.rest()).isWhole, false, 'what they have does not look whole');
});

test('a reader who leaves ends her query at once, and the worker serves the next', async () => {
  const visitor = await own.login('imdi');
  const workers = own.workers();
  for (let i = 0; i < 4; i += 1) {
    const reader = await begun(visitor);
    reader.leave();
    await until(async () => await streaming() === 0, 'the query is gone', 2);
  }
  assert.ok((await new Reader(visitor).rest()).isWhole);
  assert.deepEqual(own.workers(), workers, 'no worker was replaced');
});

test('C6, A5: a download whose session ends in the middle goes on to its end; the next is refused', async () => {
  const visitor = await own.login('imdi');
  const reader = await begun(visitor);
  await admin.query(`CALL ${own.environment.DB_NAME}.ctx.open_system('test')`);
  await admin.query("UPDATE session SET ended_at = UTC_TIMESTAMP(6) WHERE token_hash = UNHEX(SHA2(?, 256))", [visitor.jar.get('okt')]);
  assert.equal((await visitor.get('/deltakere')).status, 303);
  const all = await reader.rest();
  assert.ok(all.isWhole);
  assert.ok(all.bytes > 8e6);
  assert.equal((await visitor.get(FILE)).status, 303);
});

test('C6: routines and views made anew in the middle leave a download whole', async () => {
  const visitor = await own.login('imdi');
  const whole = await new Reader(visitor).rest();
  const reader = await begun(visitor);
  await admin.query("CREATE OR REPLACE FUNCTION slow_reader_probe() RETURNS INT RETURN 1");
  await admin.query('DROP FUNCTION slow_reader_probe');
  const all = await reader.rest();
  assert.ok(all.isWhole);
  assert.ok(whole.rows.length > PARTICIPANTS / 2);
  assert.ok(all.rows.every((row, i) => row === whole.rows[i]) && all.rows.length === whole.rows.length, 'the same rows');
});

test('a worker that is asked to leave in the middle ends the file first', async () => {
  const visitor = await own.login('imdi');
  const reader = await begun(visitor);
  for (const worker of own.workers()) process.kill(worker, 'SIGTERM');
  assert.ok((await reader.rest()).isWhole);
  await until(async () => (await visitor.get('/deltakere')).status === 200, 'others have taken their place');
});
