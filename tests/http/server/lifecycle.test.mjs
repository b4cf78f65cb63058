// How the server lives: workers that die or hang are replaced, a stop drains, a reload and a restart refuse nobody.
// Each claim of "none lost" has its control: a server that does not drain, which the same load must catch.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, begin, exchange, requestBytes } from '../fastcgi.mjs';
import { load, program, Server, sleep, until } from './harness.mjs';

const number = (text) => Number.parseInt(text, 10);

test('workers killed in a loop are replaced, and only their own request is lost', async () => {
  const server = await Server.start({ workers: 4, deaths: 24 });
  let killed = 0;
  const result = await load(server, async (soFar) => {
    for (; killed < 24; killed++) {
      const victim = await until('a worker', () => server.workers()[killed % 4] ?? server.workers()[0]);
      process.kill(victim, 'SIGKILL');
      const { answered } = soFar;
      await until('its death to be seen', () => server.count('worker-died') > killed); // or the same would be killed again
      await until('requests to be answered again', () => soFar.answered >= answered + 5);
    }
  });
  await until('four workers', async () => (await server.look()).counts.startsWith('4 '));
  assert.ok(result.answered > 100, `answered ${result.answered}`);
  assert.ok(result.lost.length <= killed, `${result.lost.length} lost by ${killed} kills: ${result.lost}`);
  assert.equal(server.count('worker-died'), 24);
  assert.match(server.log, /worker-died number=\d process=\d+ pool=forms signal=9 status=0/);
  await server.stop();
});

test('a crash is logged with its worker, its request and its signal; the number is used again', async () => {
  const server = await Server.start({ workers: 1, deaths: 3 });
  const id = 'c0ffee00c0ffee00c0ffee00c0ffee00';
  const first = await server.look();
  for (const path of ['/crash', '/silent']) {
    const answer = await server.ask(path, { params: { REQUEST_ID: id } });
    assert.equal(answer.status, 0);
    await until('its log line', () => server.log.includes(`signal=6 status=0 request=${id}`));
  }
  const second = await server.look();
  assert.equal(first.number, '1');
  assert.equal(second.number, '1');
  assert.notEqual(first.process, second.process);
  assert.equal(second.counts.split(' ')[3], '2');
  await server.stop();
});

test('a worker that dies again and again is started ever more seldom', async () => {
  const server = await Server.start({ workers: 1, deaths: 100 });
  server.generation('dies');
  const before = server.count('worker-died');
  process.kill(server.workers()[0], 'SIGKILL');
  // The replacement is of the loaded generation, which lives; a reload to one that dies is refused.
  server.kill('SIGHUP');
  await until('refused', () => server.log.includes('a new worker could not start'));
  assert.equal((await server.look()).generation, 'first');
  for (let i = 0; i < 6; i++) {
    const pid = await until('a worker', () => server.workers()[0]);
    process.kill(pid, 'SIGKILL');
    await until('it is gone', () => !server.workers().includes(pid));
  }
  const started = Date.now();
  await until('the next', () => server.workers()[0]);
  assert.ok(Date.now() - started > 300, `came back after ${Date.now() - started} ms`);
  assert.ok(server.count('worker-died') > before);
  assert.equal((await server.ask('/')).status, 200);
  await server.stop();
});

test('a request beyond its time ends its worker, and another takes its place', async () => {
  const server = await Server.start({ workers: 2, seconds: 1 });
  const started = Date.now();
  const hanging = server.ask('/?ms=60000');
  const half = exchange(server.socket, requestBytes('/').subarray(0, 40)); // a client that never ends its request
  for (const answer of await Promise.all([hanging, half])) assert.equal(answer.status, 0);
  const took = Date.now() - started;
  assert.ok(took >= 1000 && took < 4000, `took ${took} ms`);
  assert.equal(server.count('worker-late'), 2);
  assert.match(server.log, /worker-late number=\d process=\d+ pool=forms busy_seconds=1 request=[0-9a-f]{32}\n/);
  assert.equal((await server.look()).counts.split(' ')[4], '2');
  await server.stop();
});

test('a worker is recycled after its number of requests, and beyond its memory, with nothing lost', async () => {
  const server = await Server.start({ workers: 2, requests: 20 });
  const result = await load(server, () => sleep(1500), { uri: '/' });
  assert.deepEqual(result.lost, []);
  const recycled = server.count('worker-recycled');
  assert.ok(Math.abs(recycled - result.answered / 20) <= 2, `${recycled} of ${result.answered}`);
  await server.stop();

  const leaky = await Server.start({ workers: 1, memory: 150 << 20 });
  const pids = new Set();
  for (let i = 0; i < 12; i++) {
    pids.add((await leaky.ask('/leak')).text.match(/process (\d+)/)[1]);
  }
  assert.ok(pids.size >= 2 && pids.size <= 7, `${pids.size} workers`);
  assert.match(leaky.log, /worker-recycled number=1 bytes=\d{9}/);
  await leaky.stop();
});

// Stops the server while clients ask. Those that were connected before must all be answered.
async function stopUnderLoad(options) {
  const server = await Server.start({ workers: 2, ...options });
  const long = Array.from({ length: 2 }, () => server.ask('/?ms=700'));
  const queued = Array.from({ length: 6 }, () => server.ask('/?ms=20'));
  await Promise.all([...long, ...queued].map((answer) => answer.sent));
  server.kill('SIGTERM');
  const answers = await Promise.all([...long, ...queued]);
  const { code } = await server.exit;
  assert.equal(existsSync(server.socket), false);
  rmSync(server.dir, { recursive: true });
  return { code, whole: answers.filter((answer) => answer.whole).length };
}

test('SIGTERM drains: what was begun and what was queued is answered, the socket is gone', async () => {
  assert.deepEqual(await stopUnderLoad({}), { code: 0, whole: 8 });
});

test('control: without draining the same test loses requests', async () => {
  assert.ok((await stopUnderLoad({ 'no-drain': true })).whole < 8);
});

test('a second signal changes nothing, and SIGINT to the workers is not heard', async () => {
  const server = await Server.start({ workers: 2 });
  for (const pid of server.workers()) for (const signal of ['SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGPIPE']) process.kill(pid, signal);
  const long = server.ask('/?ms=500');
  await sleep(100);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGINT', 'SIGTERM']) { server.kill(signal); await sleep(30); }
  assert.ok((await long).whole);
  await server.stop();
});

test('a stop does not wait longer than a request may take', async () => {
  const server = await Server.start({ workers: 1, seconds: 1 });
  const hanging = server.ask('/?ms=60000');
  await sleep(100);
  const started = Date.now();
  await server.stop();
  assert.ok(Date.now() - started < 4000);
  assert.equal((await hanging).status, 0);
});

async function reloadUnderLoad(options) {
  const server = await Server.start({ workers: 3, deaths: 1000, ...options });
  const result = await load(server, async () => {
    for (let i = 1; i <= 15; i++) {
      server.generation(`number ${i}`);
      server.kill('SIGHUP');
      await until('reloaded', () => server.count('reloaded') === i);
      await sleep(20);
    }
  }, { clients: 6, uri: '/?ms=15' });
  const generation = (await server.look()).generation;
  await until('the old ones to leave', () => server.workers().length === 3);
  await server.stop();
  return { ...result, generation };
}

test('SIGHUP under load takes up the new generation and refuses nobody', async () => {
  const result = await reloadUnderLoad({});
  assert.deepEqual(result.lost, []);
  assert.ok(result.answered > 100, `answered ${result.answered}`);
  assert.equal(result.generation, 'number 15');
});

test('control: reloading without draining loses requests', async () => {
  assert.ok((await reloadUnderLoad({ 'no-drain': true })).lost.length > 0);
});

test('a reload that fails leaves everything as it was, and the next good one is taken', async () => {
  const server = await Server.start({ workers: 2, seconds: 2, deaths: 10 });
  const workers = server.workers().sort();
  const refused = () => server.count('load-refused') + server.count('reload-refused');
  const result = await load(server, async () => {
    for (const [text, why] of [['broken', 'it says that it is broken'], ['dies', 'could not start'], ['hangs', 'could not start']]) {
      const before = refused();
      server.generation(text);
      server.kill('SIGHUP');
      await until(`refused: ${text}`, () => refused() > before);
      assert.ok(server.log.slice(server.log.lastIndexOf('refused')).includes(why));
    }
    await sleep(200);
  });
  assert.deepEqual(result.lost, []);
  await until('the tried ones to be gone', () => server.workers().length === 2);
  assert.deepEqual(server.workers().sort(), workers);
  assert.equal((await server.look()).generation, 'first');
  server.generation('good');
  server.kill('SIGHUP');
  await until('taken', async () => (await server.look()).generation === 'good');
  await server.stop();
});

test('reloads pile up behind long requests only so far; the last one is taken in the end', async () => {
  const server = await Server.start({ workers: 1 });
  const long = [];
  for (let i = 1; i <= 3; i++) {
    long.push(server.ask('/?ms=6000'));
    await sleep(300);
    server.kill('SIGHUP');
    await until('reloaded', () => server.count('reloaded') === i);
  }
  server.generation('last');
  server.kill('SIGHUP');
  await until('it waits', () => server.count('reload-waits') === 1);
  assert.equal((await server.look()).generation, 'first');
  assert.equal(server.count('reloaded'), 3);
  for (const answer of await Promise.all(long)) assert.ok(answer.whole);
  await until('reloaded', () => server.count('reloaded') === 4);
  assert.equal((await server.look()).generation, 'last');
  await server.stop();
});

// The socket is held by a parent; the server on it is ended again and again under load.
async function restartUnderLoad(options) {
  const server = new Server({ hold: true, workers: 2, ...options });
  await until('ready', () => / ready /.test(server.log));
  const result = await load(server, async () => {
    for (let i = 1; i <= 12; i++) {
      const pid = number(server.out.match(/started (\d+)\n(?![^]*started)/)[1]);
      process.kill(pid, 'SIGTERM');
      await until('ready again', () => server.count('ready') === i + 1);
    }
  }, { clients: 6 });
  server.restarts = server.out.split('ended 0\n').length - 1;
  return { server, result };
}

test('a handed-over socket: restarts under load lose nothing', async () => {
  const { server, result } = await restartUnderLoad({});
  assert.deepEqual(result.lost, []);
  assert.ok(result.answered > 30, `answered ${result.answered}`);
  assert.equal(server.restarts, 12);
  assert.ok(existsSync(server.socket), 'the socket stays');
  // Only the pool's own socket was kept: the stranger beside it is closed, and no worker inherits more.
  const pid = number(server.out.match(/started (\d+)\n(?![^]*started)/)[1]);
  const sockets = readdirSync(`/proc/${pid}/fd`).filter((fd) => number(fd) > 2 && number(fd) < 10);
  assert.equal(sockets.length, 1, `${sockets}`);
  await server.stop();
});

test('control: the same restarts without draining lose requests', async () => {
  const { server, result } = await restartUnderLoad({ 'no-drain': true, deaths: 1000 });
  assert.ok(result.lost.length > 0);
  await server.stop();
});

test('the service manager hears of start, life, reload and stop', async () => {
  const server = new Server({ hold: true, workers: 2 });
  await until('ready', () => /notify READY=1 STATUS=2 workers\n/.test(server.out));
  await until('signs of life', () => server.out.split('notify WATCHDOG=1').length > 4);
  const pid = number(server.out.match(/started (\d+)/)[1]);
  process.kill(pid, 'SIGHUP');
  await until('reloaded', () => /RELOADING=1 MONOTONIC_USEC=\d+\n[^]*READY=1/.test(server.out));
  server.generation('broken');
  process.kill(pid, 'SIGHUP');
  await until('refused, ready again', () => /RELOADING=1[^]*RELOADING=1[^]*READY=1/.test(server.out));
  process.kill(pid, 'SIGTERM');
  await until('stopping', () => server.out.includes('notify STOPPING=1'));
  await server.stop();
});

test('the socket file: its mode, a dead one replaced, a living one and other files refused', async () => {
  const server = await Server.start({});
  assert.equal(statSync(server.socket).mode & 0o777, 0o660);
  const again = spawnSync(program, ['--forms', server.socket]);
  assert.equal(again.status, 1);
  assert.match(String(again.stderr), /another server listens there/);
  assert.equal((await server.ask('/')).status, 200);

  // A killed master: its worker finishes the request in hand, while a new master already listens.
  const long = server.ask('/?ms=1500');
  await sleep(300);
  server.kill('SIGKILL');
  await server.exit.catch(() => {});
  const next = await Server.start({ dir: server.dir });
  assert.equal((await next.ask('/')).status, 200);
  assert.ok((await long).whole);
  await next.stop();

  mkdirSync(server.dir);
  writeFileSync(server.socket, 'precious');
  const refused = spawnSync(program, ['--forms', server.socket]);
  assert.equal(refused.status, 1);
  assert.equal(readFileSync(server.socket, 'utf8'), 'precious');
  const nowhere = spawnSync(program, ['--forms', join(server.dir, 'no', 'where')]);
  assert.equal(nowhere.status, 1);
  const long_name = spawnSync(program, ['--forms', join(server.dir, 'x'.repeat(100))]);
  assert.match(String(long_name.stderr), /too long for a socket/);
  rmSync(server.dir, { recursive: true });
});

test('no worker outlives a killed master, and none becomes a zombie', async () => {
  const server = await Server.start({ workers: 3 });
  const workers = server.workers();
  assert.equal(workers.length, 3);
  server.kill('SIGKILL');
  const state = (pid) => { try { return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1][0]; } catch { return null; } };
  await until('all gone', () => workers.every((pid) => state(pid) === null || state(pid) === 'Z'));
  rmSync(server.dir, { recursive: true });
});

test('a bad start is refused before anything listens', async () => {
  const server = await Server.start({});
  const dir = server.dir;
  await server.stop();
  mkdirSync(dir);
  writeFileSync(join(dir, 'generation'), 'broken\n');
  const result = spawnSync(program, ['--forms', join(dir, 'forms.sock'), '--generation', join(dir, 'generation')]);
  assert.equal(result.status, 1);
  assert.match(String(result.stderr), /load-refused why="it says that it is broken"/);
  assert.equal(existsSync(join(dir, 'forms.sock')), false);
  rmSync(dir, { recursive: true });
});

test('two pools: downloads that hold all their workers never hold up a form', async () => {
  const server = await Server.start({ workers: 2, pools: 2 });
  const slow = connect(server.downloads);
  slow.on('error', () => {});
  slow.write(requestBytes('/stream?rows=100000000'));
  await new Promise((done) => slow.once('readable', done));
  for (let i = 0; i < 50; i++) assert.ok(['1', '2'].includes((await server.look()).number));
  slow.destroy();
  const answer = await exchange(server.downloads, requestBytes('/'));
  assert.match(answer.text, /\nnumber 3\n/);
  await server.stop();
});

test('a download rests while a form is answered, and only then; control: without courtesy it never does', async () => {
  for (const way of [3, 0]) {
    const server = await Server.start({ workers: 1, pools: 2, way });
    const rests = async () => {
      const before = server.count('streamed');
      assert.ok((await ask(server.downloads, '/stream?rows=100000')).whole);
      await until('logged', () => server.count('streamed') > before);
      return Number(server.log.match(/streamed .* rests=(\d+)$/gm).at(-1).split('=').at(-1));
    };
    const formIs = (busy) => until(`forms to be ${busy}`, async () => (await ask(server.downloads, '/')).text.includes(`\ncounts 1 ${busy} `));
    await formIs(0);
    assert.equal(await rests(), 0, 'nobody asks');
    const asks = connect(server.socket);
    asks.on('error', () => {});
    asks.write(begin()); // and no more: the only worker of forms has somebody to answer
    await formIs(1);
    assert.equal((await rests()) > 0, way > 0);
    asks.destroy();
    await formIs(0);
    assert.equal(await rests(), 0, 'who has been answered is not waited for');
    await server.stop();
  }
});

// Takes `size` bytes every 100 ms until the server lets go; then whether the answer was whole.
async function readSlowly(server, uri, size) {
  const socket = connect({ path: server.socket, readableHighWaterMark: size });
  socket.on('error', () => {});
  socket.write(requestBytes(uri));
  const parts = [];
  let over = false;
  socket.on('close', () => { over = true; }).on('end', () => { over = true; });
  while (!over) {
    await sleep(100);
    const part = socket.read(Math.min(size, socket.readableLength || size)) ?? socket.read();
    if (part) parts.push(part);
  }
  socket.destroy();
  return { bytes: Buffer.concat(parts).length };
}

test('a reader below the pace is let go and her worker is free; one above it gets all', async () => {
  const server = await Server.start({ workers: 1, pace: 100 });
  const began = Date.now();
  const crawls = connect(server.socket);
  crawls.on('error', () => {});
  crawls.write(requestBytes('/stream?rows=100000000'));
  crawls.pause();
  await until('the slow one to be let go', () => server.count('reader-too-slow') === 1);
  assert.ok(Date.now() - began < 10000);
  assert.equal((await server.ask('/')).status, 200, 'its only worker serves again');
  crawls.destroy();
  const rows = 60000;
  const walks = await readSlowly(server, `/stream?rows=${rows}`, 64 * 1024);
  assert.ok(walks.bytes > rows * 33, 'all of it, at 640 kB a second');
  assert.equal(server.count('reader-too-slow'), 1);
  assert.match(server.log, /streamed rows=60000 whole=1/);
  await server.stop();
});

test('how far a stream is can be asked of another worker, and it can be stopped there, also while its reader takes nothing', async () => {
  const server = await Server.start({ workers: 2 });
  const told = async (more = '') => (await server.ask(`/progress?name=a1b2${more}`)).text;
  assert.equal(await told(), '');
  assert.equal(await told('&stop=1'), 'nothing');
  const stands = connect(server.socket);
  stands.on('error', () => {});
  stands.write(requestBytes('/stream?rows=100000000&name=a1b2'));
  stands.pause();
  await until('it to begin', async () => Number(await told()) > 0);
  await until('it to wait for its reader', async () => { const before = await told(); await sleep(300); return before === await told(); });
  assert.equal((await server.ask('/progress?name=a1b')).text, '', 'by its whole name alone');
  assert.match(await told('&stop=1'), /^\d+ stopped$/);
  await until('it to end', () => server.count('streamed') === 1);
  assert.match(server.log, /streamed rows=\d+ whole=0/);
  assert.equal(await told(), '');
  stands.destroy();
  for (let turn = 0; turn < 4; turn += 1) { // whoever sits there next is not stopped
    const next = await server.ask('/stream?rows=1000&name=a1b2');
    assert.ok(next.whole);
  }
  await server.stop();
});

test('an end that nobody takes is waited for no longer than the pace', async () => {
  const server = await Server.start({ workers: 1, pace: 100 });
  const stands = connect(server.socket);
  stands.on('error', () => {});
  stands.write(requestBytes('/stream?rows=6000')); // fits into what the kernel holds, or nearly
  stands.pause();
  const next = await server.ask('/');
  assert.equal(next.status, 200);
  stands.destroy();
  await server.stop();
});

test('control: without a pace a reader who takes nothing holds her worker', async () => {
  const server = await Server.start({ workers: 2 });
  const stands = connect(server.socket);
  stands.on('error', () => {});
  stands.write(requestBytes('/stream?rows=100000000'));
  stands.pause();
  await sleep(3500);
  assert.equal(server.count('streamed'), 0);
  assert.equal((await server.look()).counts.split(' ')[1], '2', 'one busy with her, one with this question');
  stands.destroy();
  await until('her worker to be free', () => server.count('streamed') === 1);
  await server.stop();
});
