// Downloads that break, and what their receipts say then (requirements D6, L3, C6). In an installation of its own.
import assert from 'node:assert/strict';
import http from 'node:http';
import { userInfo } from 'node:os';
import { after, before, test } from 'node:test';
import * as mariadb from 'mariadb';
import { readCsv } from '../http/csv.mjs';
import { Installation, until } from '../http/installation.mjs';
import { readXlsx } from '../http/xlsx.mjs';

let own, admin, locker, visitor;
before(async () => {
  own = await Installation.start();
  const connect = () => mariadb.createConnection({ socketPath: own.environment.DB_SOCKET, user: userInfo().username, database: own.environment.DB_NAME, bigIntAsNumber: true });
  [admin, locker] = [await connect(), await connect()];
  visitor = await own.login('imdi');
});
after(async () => {
  await admin?.end();
  await locker?.end();
  own?.remove();
});

const newest = async () => (await admin.query(`SELECT d.reference, e.whole, e.row_count, e.sha256, e.reference IS NOT NULL AS ended
  FROM ${own.environment.DB_NAME}_audit.download d LEFT JOIN ${own.environment.DB_NAME}_audit.download_end e USING (reference)
  ORDER BY d.log_id DESC LIMIT 1`))[0];
const waiting = async () => (await admin.query(
  `SELECT id FROM information_schema.processlist WHERE state LIKE 'Waiting for table metadata lock%'`)).map((row) => Number(row.id));
const said = async (reference) => (await visitor.openPage(`/deltakere/kvittering/${reference}`)).main;

// While `table` is locked no row of it is read: what a download does until then can be looked at.
async function held(table, start, meanwhile) {
  await locker.query(`LOCK TABLES ${table} WRITE`);
  const going = Promise.resolve(start());
  try {
    await until(async () => (await waiting()).length > 0, 'the download asks for rows');
    await meanwhile();
  } finally {
    await locker.query('UNLOCK TABLES');
  }
  return await going;
}

test('L3: a download is in the log, and has its receipt, before a row of it is read', async () => {
  const before = (await newest())?.reference;
  let receipt;
  const answer = await held('participant', () => visitor.get('/deltakere/oversikt.csv'), async () => {
    receipt = await newest();
    assert.notEqual(receipt.reference, before);
    assert.equal(receipt.ended, 0);
    assert.match(await said(receipt.reference), /Pågår\. 0 rader er sendt/);
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('x-kvittering'), receipt.reference);
  const { whole, row_count: rows } = await newest();
  assert.deepEqual([whole, rows], [1, readCsv(answer.bytes).rows.length]);
  assert.match(await said(receipt.reference), /Fullført/);
});

// A reader that leaves before anything came.
function leaving(path) {
  const cookie = [...visitor.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = http.get(new URL(path, visitor.base), { headers: { cookie }, agent: false });
  request.on('error', () => {});
  return request;
}

test('D6: the receipt of a download whose reader left says that it is not whole', async () => {
  for (const path of ['/deltakere/datasett.csv', '/deltakere/datasett.xlsx', '/deltakere/prover.csv']) {
    let request, receipt;
    await held('participant', () => { request = leaving(path); }, async () => {
      receipt = await newest();
      const left = () => own.log('access').split('\n').filter((line) => line.includes(`GET ${path} 499 `)).length;
      const before = left();
      request.destroy();
      await until(() => left() > before, 'nginx sees that the reader left');
    });
    await until(async () => (await newest()).ended === 1, `${path}: it is told that it ended`);
    const end = await newest();
    assert.deepEqual([end.reference, end.whole, end.sha256], [receipt.reference, 0, null], path);
    const page = await said(receipt.reference);
    assert.match(page, /Ikke fullført\. Nedlastingen ble avbrutt/, path);
    assert.doesNotMatch(page, /Antall rader|Filens SHA-256/);
  }
});

test('D6: the receipt of a download whose connection to the database was killed says that it is not whole; nothing was sent', async () => {
  let receipt;
  const answer = await held('participant', () => visitor.get('/deltakere/datasett.csv'), async () => {
    receipt = await newest();
    for (const id of await waiting()) await admin.query(`KILL ${id}`);
  });
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('x-kvittering'), null);
  assert.equal(answer.headers.get('content-disposition'), null);
  const now = await newest();
  assert.deepEqual([now.reference, now.ended, now.whole], [receipt.reference, 1, 0], 'told on a new connection');
  for (let i = 0; i < 4; i += 1) assert.equal((await visitor.get('/deltakere/datasett.csv')).status, 200, 'the next ones are whole');
});

test('D6: the receipt of a download whose worker was killed stays as not completed; the one that took its place has its own', async () => {
  let receipt;
  const answer = await held('participant', () => visitor.get('/deltakere/datasett.csv'), async () => {
    receipt = await newest();
    for (const pid of own.workers()) process.kill(pid, 'SIGKILL');
    await until(async () => (await newest()).reference !== receipt.reference, 'another worker has begun');
  });
  assert.equal(answer.status, 200, 'nginx asks again where nothing had come');
  const now = await newest();
  assert.deepEqual([now.reference, now.whole], [answer.headers.get('x-kvittering'), 1]);
  assert.match(await said(receipt.reference), /Ikke fullført\. Nedlastingen pågår ennå, eller forbindelsen ble brutt/);
});

test('C6: D3: a workbook whose women were sent before the database forgot who asks has its tests all the same', async () => {
  const whole = readXlsx((await visitor.get('/deltakere/datasett.xlsx')).bytes);
  const lost = () => (own.log('application').match(/context-lost/g) ?? []).length;
  const before = lost();
  const answer = await held('participant_test', () => visitor.get('/deltakere/datasett.xlsx'), async () => {
    await admin.query('CREATE OR REPLACE PROCEDURE made_anew() SELECT 1');
    await admin.query('DROP PROCEDURE made_anew');
  });
  assert.ok(lost() > before, 'it was forgotten');
  const sheets = readXlsx(answer.bytes);
  assert.deepEqual(sheets.map(({ name, rows }) => [name, rows.length]), whole.map(({ name, rows }) => [name, rows.length]));
  assert.ok(sheets.find(({ name }) => name === 'prover').rows.length > 100);
  assert.equal((await newest()).whole, 1);
});

test('a download whose session ends in the middle comes whole: who asked was known when it began', async () => {
  for (const path of ['/deltakere/datasett.csv', '/deltakere/datasett.xlsx']) {
    const leaver = await own.login('imdi');
    const answer = await held('participant', () => leaver.get(path), async () => {
      const form = (await leaver.openPage('/hjelp')).formPostingTo('/logg-ut');
      assert.equal((await leaver.copy().submit(form, '/logg-ut')).status, 303);
    });
    assert.equal(answer.status, 200, path);
    assert.notEqual((await leaver.get(path)).status, 200, 'the next one is not');
    const { reference, whole } = await newest();
    assert.deepEqual([reference, whole], [answer.headers.get('x-kvittering'), 1], path);
  }
});

test('C6: a workbook whose session is over by then does not become whole, and its receipt says so', async () => {
  const leaver = await own.login('imdi');
  const outcome = await held('participant_test', () => leaver.get('/deltakere/datasett.xlsx').then((answer) => answer.status, (error) => error.code), async () => {
    const form = (await leaver.openPage('/hjelp')).formPostingTo('/logg-ut');
    assert.equal((await leaver.copy().submit(form, '/logg-ut')).status, 303);
    await admin.query('CREATE OR REPLACE PROCEDURE made_anew() SELECT 1');
    await admin.query('DROP PROCEDURE made_anew');
  });
  assert.notEqual(outcome, 200);
  const { ended, whole } = await newest();
  assert.deepEqual([ended, whole], [1, 0]);
});
