// Starts the small server of echo.c in a directory of its own, and loads it from several clients at once.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ask } from '../fastcgi.mjs';

const top = fileURLToPath(new URL('../../..', import.meta.url));
const build = process.env.BUILD_DIR ?? join(top, 'build/test');
const target = 'tests/http/server/echo';

// The program, built where the other tests are; ECHO_PROGRAM names one that is built already.
export const program = process.env.ECHO_PROGRAM ?? (() => {
  execFileSync('make', ['-s', '-C', build, target], { stdio: ['ignore', 'ignore', 'inherit'] });
  return join(build, target);
})();

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(what, test, limit = 20000) {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(10)) {
    const result = await test();
    if (result) return result;
  }
  throw new Error(`waited in vain: ${what}`);
}

// A test that fails midway leaves no server behind.
const running = new Set();
const endings = [];
after(async () => {
  try {
    for (const end of endings) await end();
  } finally {
    for (const child of running) child.kill('SIGKILL');
  }
});

// Runs after the last test of the file, the latest named first: what an after() would do, but before the clean-up here.
export const atEnd = (end) => endings.unshift(end);

export class Server {
  constructor(options = {}) {
    this.dir = options.dir ?? mkdtempSync(join(tmpdir(), 'echo-'));
    this.socket = join(this.dir, 'forms.sock');
    this.generationFile = join(this.dir, 'generation');
    this.log = '';
    this.out = '';
    this.deaths = options.deaths ?? 0;
    this.downloads = join(this.dir, 'downloads.sock');
    if (!existsSync(this.generationFile)) this.generation('first');
    const args = ['--forms', this.socket, '--generation', this.generationFile];
    for (const [name, value] of Object.entries({ seconds: 30, ...options })) {
      if (['dir', 'deaths', 'pools'].includes(name)) continue;
      args.push(`--${name}`, ...(value === true ? [] : [String(value)]));
    }
    if (options.pools === 2) args.push('--downloads', this.downloads);
    // libfcgi itself loses 48 bytes for each management record that it does not know.
    const suppressions = join(this.dir, 'lsan');
    writeFileSync(suppressions, 'leak:libfcgi\n');
    const env = { ...process.env, LSAN_OPTIONS: `suppressions=${suppressions}:print_suppressions=0` };
    this.child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    running.add(this.child);
    this.child.on('close', () => running.delete(this.child));
    this.child.stderr.on('data', (text) => { this.log += text; });
    this.child.stdout.on('data', (text) => { this.out += text; });
    this.exit = new Promise((done) => this.child.on('close', (code, signal) => done({ code, signal })));
  }

  static async start(options) {
    const server = new Server(options);
    await until(`ready\n${server.log}`, () => / ready /.test(server.log));
    return server;
  }

  generation(text) { writeFileSync(this.generationFile, `${text}\n`); }
  kill(signal) { this.child.kill(signal); }
  ask(uri, options) { return ask(this.socket, uri, options); }
  count(word) { return this.log.split(` ${word} `).length - 1; }

  // One page of figures about the worker that happened to answer.
  async look(options) {
    const answer = await this.ask('/', options);
    return Object.fromEntries(answer.text.split('\n').filter(Boolean).map((line) => line.split(/ (.*)/s).slice(0, 2)));
  }

  // Processes below the server (or below its holder's server).
  static children(pid) {
    try {
      return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    } catch { return []; }
  }
  workers() { return Server.children(this.child.pid); }

  // Asks it to stop; a report of a sanitizer, or a bad exit, is a failure.
  async stop() {
    this.kill('SIGTERM');
    const { code, signal } = await this.exit;
    rmSync(this.dir, { recursive: true, force: true });
    if (this.count('worker-died') > this.deaths) throw new Error(this.log);
    if (code !== 0) throw new Error(`the server ended with ${code ?? signal}\n${this.log}`);
    if (/Sanitizer|runtime error/.test(this.log)) throw new Error(this.log);
  }
}

// Asks again and again from `clients` sides while `during` runs; gives how many were answered whole, and which were not.
export async function load(server, during, { clients = 4, uri = '/?ms=5', options } = {}) {
  let over = false;
  const result = { answered: 0, lost: [], others: 0 };
  const one = async () => {
    while (!over) {
      const answer = await server.ask(uri, options);
      if (answer.whole && answer.status === 200) result.answered++;
      else result.lost.push(answer.failed ?? (answer.status ? `status ${answer.status}` : 'cut'));
    }
  };
  const all = Array.from({ length: clients }, one);
  try { await during(result); } finally { over = true; }
  await Promise.all(all);
  return result;
}
