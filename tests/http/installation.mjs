// An installation of a test's own, beside whatever else runs, that it may break: started and stopped by ./dev
// (requirement I1), its programs found by the pids ./dev leaves.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tools/free-port.mjs';
import { Visitor } from './client.mjs';
import { readEnvironment, TOP } from './environment.mjs';

const START_SECONDS = 600; // some on an idle machine, but the program may have to be built first, beside others' work

function dev(...args) {
  const done = spawnSync(join(TOP, 'dev'), args, { encoding: 'utf8', timeout: START_SECONDS * 1000, stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status !== 0) throw new Error(`./dev ${args.join(' ')} ended with ${done.status ?? done.signal}:\n${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

export class Installation {
  // `options`: more of ./dev run's.
  static async start(options = []) {
    const installation = new Installation();
    installation.options = options;
    installation.dir = mkdtempSync(join(tmpdir(), 'jobbsjanse-faults.'));
    installation.port = await freePort();
    installation.run();
    return installation;
  }

  // Again on the same directory: takes up what is there.
  run() {
    const said = dev('run', '--detach', '--dir', this.dir, '--port', String(this.port), ...this.options);
    this.environment = readEnvironment(this.dir);
    this.state = existsSync(join(this.dir, 'state')) ? realpathSync(join(this.dir, 'state')) : this.dir;
    return said;
  }

  stop() {
    dev('stop', '--dir', this.dir);
  }

  remove() {
    this.stop();
    rmSync(this.dir, { recursive: true, force: true });
    if (this.state !== this.dir) rmSync(this.state, { recursive: true, force: true });
  }

  login(name) {
    return Visitor.login(name, { base: this.environment.BASE_URL, password: this.environment.PASSWORD });
  }

  #pidFile(part) {
    return join(this.state, 'run', `${part}.pid`);
  }

  pid(part) {
    return Number(readFileSync(this.#pidFile(part), 'utf8'));
  }

  // The application's own children: workers of forms and of downloads.
  workers() {
    const master = this.pid('application');
    return readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
  }

  // Does somebody answer at the database's socket, and greet?
  databaseAccepts() {
    return new Promise((resolve) => {
      const socket = net.connect(this.environment.DB_SOCKET);
      socket.once('data', () => { socket.destroy(); resolve(true); }).once('error', () => resolve(false));
    });
  }

  // The installation's own command, run as its application runs.
  #command(args, env = {}) {
    const { uid, gid } = statSync(`/proc/${this.pid('application')}`);
    return [join(this.state, 'app/usr/bin/jobbsjanse'), ['--config', join(this.state, 'jobbsjanse.conf'), ...args],
      { encoding: 'utf8', timeout: START_SECONDS * 1000, ...(process.getuid() === 0 ? { uid, gid } : {}), env: { PATH: process.env.PATH, ...env } }];
  }

  jobbsjanse(...args) {
    const done = spawnSync(...this.#command(args));
    return { status: done.status ?? done.signal, said: done.stdout, complained: done.stderr };
  }

  // The same while the test goes on, and its requests are sent.
  async jobbsjanseMeanwhile(args, env) {
    const child = spawn(...this.#command(args, env));
    const done = { said: '', complained: '' };
    child.stdout.on('data', (text) => { done.said += text; });
    child.stderr.on('data', (text) => { done.complained += text; });
    const [status] = await once(child, 'close');
    return { ...done, status };
  }

  // Ends with what went wrong, '' for nothing.
  async jobbsjanseBeside(args, env) {
    const { status, complained } = await this.jobbsjanseMeanwhile(args, env);
    return status === 0 ? '' : `${status}: ${complained}`;
  }

  get codebookFile() {
    return join(this.state, 'app/usr/share/jobbsjanseregisteret/codebook.xml');
  }

  // Changes settings of the jobs daemon, and has it take them up.
  async set(changes) {
    const file = join(this.state, 'jobbsjanse.conf');
    const kept = readFileSync(file, 'utf8').split('\n').filter((line) => !(line.split(' = ')[0] in changes) && line !== '');
    const logged = this.log('jobs').length;
    writeFileSync(file, `${[...kept, ...Object.entries(changes).map(([key, value]) => `${key} = ${value}`)].join('\n')}\n`);
    process.kill(this.pid('jobs'), 'SIGHUP');
    await until(() => /reloaded|reload-refused/.test(this.log('jobs').slice(logged)), 'the daemon has read its settings');
    return this.log('jobs').slice(logged);
  }

  // Another jobs daemon on the same database.
  secondJobs() {
    const { uid, gid } = statSync(`/proc/${this.pid('jobs')}`);
    return spawn(join(this.state, 'app/usr/sbin/jobbsjanse-jobs'), ['--config', join(this.state, 'jobbsjanse.conf')],
      { stdio: 'ignore', ...(process.getuid() === 0 ? { uid, gid } : {}), cwd: '/' });
  }

  reload() {
    process.kill(this.pid('application'), 'SIGHUP');
  }

  log(part) {
    return readFileSync(join(this.state, 'log', `${part}.log`), 'utf8');
  }

  // Kills a part, or asks it to end; the answer starts it again just as it ran.
  async kill(part, signal = 'SIGKILL') {
    const pid = this.pid(part);
    const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter((arg) => arg !== '');
    const { uid, gid } = statSync(`/proc/${pid}`);
    process.kill(pid, signal);
    await until(() => !existsSync(`/proc/${pid}`), `${part} ends`);
    return () => {
      const log = openSync(join(this.state, 'log', `${part}.log`), 'a');
      const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], ...(process.getuid() === 0 ? { uid, gid } : {}), cwd: '/' });
      child.unref();
      writeFileSync(this.#pidFile(part), `${child.pid}\n`);
    };
  }
}

export async function until(holds, what, seconds = 30) {
  for (let tries = seconds * 10; ; tries -= 1) {
    if (await holds()) return;
    if (tries === 0) throw new Error(`waited ${seconds} s in vain until ${what}`);
    await sleep(100);
  }
}
