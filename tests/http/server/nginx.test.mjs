// The server behind nginx, with the parameters that we ship: what a browser sees when a worker dies or an answer is cut.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { freePort } from '../../../tools/free-port.mjs';
import { atEnd, Server, sleep, until } from './harness.mjs';

const shipped = readFileSync(new URL('../../../nginx/snippets/fastcgi.conf', import.meta.url), 'utf8');

// nginx before the server's socket; `keep` is fastcgi_keep_conn.
class Nginx {
  static async start(server, keep) {
    const nginx = new Nginx();
    const dir = join(server.dir, `nginx-${keep}`);
    nginx.port = await freePort();
    mkdirSync(dir);
    chmodSync(server.socket, 0o666);
    writeFileSync(join(dir, 'fastcgi.conf'), shipped.replace(/fastcgi_keep_conn \w+;/, `fastcgi_keep_conn ${keep};`));
    const temp = ['client_body', 'fastcgi', 'proxy', 'scgi', 'uwsgi'].map((name) => `${name}_temp_path ${dir}/${name};`);
    writeFileSync(join(dir, 'nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''}
      daemon off; worker_processes 1; pid ${dir}/pid; error_log ${dir}/error.log;
      events { worker_connections 256; }
      http {
        access_log off; ${temp.join(' ')}
        map "" $jobbsjanse_https { default ""; }
        upstream echo { server unix:${server.socket} max_fails=0; server unix:${server.dir}/./forms.sock max_fails=0; }
        server { listen 127.0.0.1:${nginx.port}; location / { include ${dir}/fastcgi.conf; fastcgi_pass echo; } }
      }`);
    const path = `${process.env.PATH}:/usr/sbin`;
    nginx.child = spawn('nginx', ['-e', join(dir, 'error.log'), '-c', join(dir, 'nginx.conf')],
      { env: { ...process.env, PATH: path }, stdio: 'ignore' });
    await until('nginx', async () => (await nginx.ask('/')).status === 200);
    return nginx;
  }

  // status 0: no answer. `whole`: as far as HTTP can tell.
  ask(path, { method = 'GET', pace, onData } = {}) {
    return new Promise((resolve) => {
      let status = 0, size = 0;
      const finish = (whole) => resolve({ status, size, whole });
      const sent = request({ host: '127.0.0.1', port: this.port, path, method, agent: false }, (answer) => {
        status = answer.statusCode;
        answer.on('data', (data) => { size += data.length; onData?.(); if (pace) { answer.pause(); setTimeout(() => answer.resume(), pace); } });
        answer.on('end', () => finish(answer.complete));
        answer.on('error', () => finish(false));
      });
      sent.on('error', () => finish(false));
      sent.end();
    });
  }

  async stop() {
    const gone = new Promise((done) => this.child.on('close', done));
    this.child.kill('SIGTERM');
    await gone;
  }
}

let server, nginx;
before(async () => {
  server = await Server.start({ workers: 4, deaths: 1000 });
  nginx = await Nginx.start(server, 'on');
});
atEnd(() => server.stop());
atEnd(() => nginx.stop());

async function browse(during) {
  let over = false;
  const result = { answered: 0, lost: [] };
  const one = async () => {
    while (!over) {
      const answer = await nginx.ask('/?ms=5');
      if (answer.status === 200 && answer.whole) result.answered++;
      else result.lost.push(answer.status);
    }
  };
  const all = Array.from({ length: 4 }, one);
  try { await during(); } finally { over = true; }
  await Promise.all(all);
  return result;
}

test('a crash is 502 for a POST, and a second try for a GET', async () => {
  assert.equal((await nginx.ask('/crash', { method: 'POST' })).status, 502);
  await until('logged', () => server.count('worker-died') === 1);
  assert.equal((await nginx.ask('/crash')).status, 502);
  await until('logged twice more', () => server.count('worker-died') === 3);
  assert.equal((await nginx.ask('/')).status, 200);
});

test('workers killed under load cost no GET', async () => {
  const result = await browse(async () => {
    for (let i = 0; i < 15; i++) {
      process.kill(await until('a worker', () => server.workers()[i % 4] ?? server.workers()[0]), 'SIGKILL');
      await sleep(100);
    }
  });
  assert.deepEqual(result.lost, []);
  assert.ok(result.answered > 50, `answered ${result.answered}`);
});

test('a reload under load costs nothing', async () => {
  const result = await browse(async () => {
    for (let i = 1; i <= 5; i++) {
      server.kill('SIGHUP');
      await until('reloaded', () => server.count('reloaded') === i);
    }
  });
  assert.deepEqual(result.lost, []);
});

test('a whole stream is whole, one that we cut is broken', async () => {
  assert.deepEqual(await nginx.ask('/stream?rows=50000'), { status: 200, size: 50000 * 33, whole: true });
  assert.equal((await nginx.ask('/stream?rows=99999&abort=20000')).whole, false);
  assert.equal((await nginx.ask('/stream?rows=99&abort=0')).status, 502);
});

async function killedStream(through) {
  let killed = false;
  const answer = await through.ask('/stream?rows=30000000', {
    pace: 5,
    onData() {
      if (!killed) for (const pid of server.workers()) process.kill(pid, 'SIGKILL');
      killed = true;
    },
  });
  assert.equal(answer.status, 200);
  return answer;
}

test('a stream whose worker is killed is broken too', async () => {
  assert.equal((await killedStream(nginx)).whole, false);
});

test('control: with fastcgi_keep_conn off the same cut file looks whole', async () => {
  const off = await Nginx.start(server, 'off');
  assert.equal((await killedStream(off)).whole, true);
  await off.stop();
});
