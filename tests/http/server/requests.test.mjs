// What a worker takes from a FastCGI connection and gives back: good requests, odd ones, nonsense.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { before, test } from 'node:test';
import { begin, exchange, pairs, PARAMS, record, requestBytes, STDIN } from '../fastcgi.mjs';
import { atEnd, Server, sleep, until } from './harness.mjs';

let server;
before(async () => { server = await Server.start({ workers: 2, seconds: 20, base: '/jobb' }); });
atEnd(() => server.stop());

const form = 'application/x-www-form-urlencoded';

test('a page, its headers and its fields', async () => {
  const answer = await server.ask('/jobb/a%20b?x=%C3%B8&x=2', { params: { HTTP_COOKIE: 'okt=abc' } });
  assert.equal(answer.status, 200);
  assert.ok(answer.whole);
  assert.equal(answer.get('cache-control'), 'no-store');
  assert.equal(answer.get('x-content-type-options'), 'nosniff');
  assert.equal(answer.get('referrer-policy'), 'same-origin');
  assert.match(answer.text, /^method GET\npath \/a b\n/);
  assert.match(answer.text, /query x=ø\nquery x=2\ncookie okt=abc\n/);
});

test('a form by POST and by PATCH', async () => {
  for (const method of ['POST', 'PATCH']) {
    const answer = await server.ask('/jobb/', { method, form: [['navn', 'Åse Ø'], ['a', '1'], ['a', '2']] });
    assert.match(answer.text, new RegExp(`^method ${method}\n`));
    assert.match(answer.text, /form navn=Åse Ø\nform a=1\nform a=2\n/);
  }
});

test('HEAD gives the headers and the length alone', async () => {
  const answer = await server.ask('/jobb/', { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.ok(Number(answer.get('content-length')) > 0);
  assert.equal(answer.body.length, 0);
  const stream = await server.ask('/jobb/stream?rows=100000', { method: 'HEAD' });
  assert.equal(stream.get('content-disposition'), 'attachment; filename="rows.csv"');
  assert.equal(stream.body.length, 0);
});

test('refusals have their status, and the next request is served', async () => {
  const post = (body, params) => ({ method: 'POST', body, params: { CONTENT_TYPE: form, ...params } });
  const rows = [
    [413, '/jobb/', post('x'.repeat(100001))],
    [413, '/jobb/', post('x', { CONTENT_LENGTH: '104857600' })],
    [400, '/jobb/', post('a=1', { CONTENT_LENGTH: '2' })],
    [400, '/jobb/', post('a=1', { CONTENT_LENGTH: '4' })],
    [400, '/jobb/', post('a=1', { CONTENT_LENGTH: '-1' })],
    [400, '/jobb/', post('a=%zz')],
    [400, '/jobb/', post('a=%00')],
    [400, '/jobb/', post(Buffer.from([97, 61, 0xff]))],
    [400, '/jobb/', post('a=1&'.repeat(10000))],
    [415, '/jobb/', post('a=1', { CONTENT_TYPE: 'multipart/form-data; boundary=x' })],
    [415, '/jobb/', post('a=1', { CONTENT_TYPE: '' })],
    [400, '/jobb/../x', {}],
    [400, '/jobb//x', {}],
    [400, '/jobb/%2fx', {}],
    [400, '/jobb/%00', {}],
    [404, '/andre', {}],
    [414, `/jobb/${'x'.repeat(2000)}`, {}],
    [414, `/jobb/?${'x'.repeat(60000)}`, {}],
  ];
  for (const [status, uri, options] of rows) {
    const answer = await server.ask(uri, options);
    assert.equal(answer.status, status, `${uri.slice(0, 40)} ${String(options.body ?? '').slice(0, 20)}`);
    assert.ok(answer.whole);
    assert.equal((await server.ask('/jobb/')).status, 200);
  }
  assert.equal(server.count('worker-died'), 0);
});

test('unknown methods reach the pages, with their body unread', async () => {
  for (const method of ['TRACE', 'PUT', 'get', '', 'X'.repeat(5000)]) {
    const answer = await server.ask('/jobb/', { method, body: 'x'.repeat(1000) });
    assert.match(answer.text, /^method OTHER\n/);
  }
});

test('a request split at each byte is the same request', async () => {
  const bytes = requestBytes('/jobb/x?a=1', { form: { b: 'to' }, padding: 3 });
  const answers = [];
  for (let at = 1; at < bytes.length; at++) {
    answers.push(exchange(server.socket, bytes, { pieces: [at, bytes.length] }));
    if (answers.length % 8 === 0) await Promise.all(answers);
  }
  for (const answer of await Promise.all(answers)) assert.match(answer.text, /path \/x\n[^]*query a=1\nform b=to\n/);
  const bytewise = await exchange(server.socket, bytes, { pieces: [1] });
  assert.match(bytewise.text, /form b=to\n/);
});

test('a request cut at each byte gets no answer and harms nobody', async () => {
  const bytes = requestBytes('/jobb/x?a=1', { form: { b: 'to' } });
  const answers = [];
  for (let at = 0; at < bytes.length; at += 1) {
    answers.push(exchange(server.socket, bytes.subarray(0, at), { half: true, timeout: 10000 }));
    if (answers.length % 8 === 0) await Promise.all(answers);
  }
  (await Promise.all(answers)).forEach((answer, at) => assert.equal(answer.status, 0, `cut after ${at} bytes`));
  assert.equal((await server.ask('/jobb/')).status, 200);
  assert.equal(server.count('worker-died'), 0);
});

test('records that make no sense end their connection, not the worker', async () => {
  const params = pairs({ REQUEST_METHOD: 'GET', REQUEST_URI: '/jobb/' });
  const rest = Buffer.concat([record(PARAMS, params), record(PARAMS), record(STDIN)]);
  const nonsense = [
    Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    Buffer.alloc(65536, 255),
    Buffer.concat([begin({ version: 2 }), rest]),
    Buffer.concat([begin({ id: 0 }), rest]),
    Buffer.concat([begin({ role: 77 }), rest]),
    Buffer.concat([begin(), record(PARAMS, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])), rest]),
    Buffer.concat([begin(), record(PARAMS, Buffer.from([0xbf, 0xff, 0xff, 0xff, 1, 97])), rest]),
    Buffer.concat([begin(), record(PARAMS, Buffer.from([5, 1])), record(PARAMS), record(STDIN)]),
    rest,
    Buffer.concat([begin(), record(99, Buffer.from('what'), { id: 0 }), rest]),
    Buffer.concat([begin(), record(99), rest]),
  ];
  for (const bytes of nonsense) {
    const answer = await exchange(server.socket, bytes, { half: true, timeout: 10000 });
    assert.ok(answer.status === 0, `status ${answer.status}`);
    assert.equal((await server.ask('/jobb/')).status, 200);
  }
});

test('records of other requests are passed over', async () => {
  const params = pairs({ REQUEST_METHOD: 'GET', REQUEST_URI: '/jobb/x' });
  const bytes = Buffer.concat([begin(), record(PARAMS, params, { id: 7 }), record(PARAMS, params), record(PARAMS), record(STDIN, Buffer.from('x'), { id: 9 }), record(STDIN)]);
  assert.match((await exchange(server.socket, bytes)).text, /path \/x\n/);
});

test('a connection is never kept, so it cannot own a worker', async () => {
  const socket = connect(server.socket);
  const closed = new Promise((done) => socket.on('close', done));
  socket.resume().write(requestBytes('/jobb/', { keep: true }));
  await closed;
});

test('connections that say nothing do not stop the others', async () => {
  const idle = Array.from({ length: 4 }, () => connect(server.socket));
  await sleep(50);
  const answer = await server.ask('/jobb/', { timeout: 25000 });
  assert.equal(answer.status, 200);
  for (const socket of idle) socket.destroy();
});

test('a slow client is served whole while others are served beside it', async () => {
  let ended = false;
  const slow = exchange(server.socket, requestBytes('/jobb/slow', { form: { a: '1' } }), { pieces: [4], pause: 20 });
  slow.then(() => { ended = true; });
  for (let i = 0; i < 20; i++) assert.equal((await server.ask('/jobb/')).status, 200);
  assert.equal(ended, false, 'the others did not wait for her');
  assert.match((await slow).text, /path \/slow\n[^]*form a=1\n/);
});

test('a large answer and a long stream come whole', async () => {
  const big = await server.ask('/jobb/big?bytes=5000000');
  assert.ok(big.whole);
  assert.equal(big.body.length, 5000000);
  const stream = await server.ask('/jobb/stream?rows=100000');
  assert.ok(stream.whole);
  assert.equal(stream.body.length, 100000 * 33);
  await until('logged', () => /streamed rows=100000 whole=1/.test(server.log));
});

test('a page leaves in as few pieces as the protocol takes', async () => {
  const page = await server.ask('/jobb/big?bytes=130000');
  assert.equal(page.body.length, 130000);
  assert.ok(page.records <= 3, `${page.records} records`); // 64 kB each, the head before them
  assert.equal((await server.ask('/jobb/')).records, 1);
});

test('a stream that we cut has no end record', async () => {
  for (const rows of [0, 1, 5000]) {
    const answer = await server.ask(`/jobb/stream?rows=9999&abort=${rows}`);
    assert.equal(answer.ended, false);
    assert.equal(answer.whole, false);
  }
  assert.equal((await server.ask('/jobb/')).status, 200);
  assert.equal(server.count('worker-died'), 0);
});

test('what is flushed leaves at once, however long the rest takes', async () => {
  const socket = connect(server.socket);
  const began = Date.now();
  socket.write(requestBytes('/jobb/stream?rows=3&ms=1500'));
  let text = '';
  const first = new Promise((done) => socket.on('data', (data) => { text += data; if (text.includes(';')) done(Date.now() - began); }));
  const ended = new Promise((done) => socket.on('close', () => done(Date.now() - began)));
  const came = await first;
  assert.match(text, /Status: 200[^]*\r\n\r\n0{20};0123456789\r\n/);
  assert.doesNotMatch(text, /1;0123/);
  assert.ok(await ended - came >= 1000, 'the first row did not wait for the others');
  assert.ok(await ended >= 1500);
  assert.match(text, /1;0123456789\r\n0{19}2;0123456789\r\n/);
});

test('a client that leaves stops the stream', async () => {
  const before = server.count('streamed');
  const socket = connect(server.socket);
  socket.on('error', () => {});
  socket.write(requestBytes('/jobb/stream?rows=100000000'));
  await new Promise((done) => socket.once('data', done));
  socket.destroy();
  await until('the stream to stop', () => server.count('streamed') > before);
  assert.match(server.log, /streamed rows=\d+ whole=0/);
});
