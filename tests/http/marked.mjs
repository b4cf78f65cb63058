// The installation's own program once more, on the same database, with a language that puts every text in brackets
// (`tools/words.mjs mark`): what stands outside them never went through a catalogue.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, TOP } from './environment.mjs';
import { ask } from './fastcgi.mjs';
import { until } from './installation.mjs';

const STATE = process.env.STATE ?? environment.DIR;

function settings(dir) {
  const changed = {
    form_socket: join(dir, 'form.sock'), download_socket: join(dir, 'download.sock'), workers: 1, download_workers: 1,
    views_directory: join(dir, 'views'), words_directory: join(dir, 'words'),
  };
  const lines = readFileSync(join(STATE, 'jobbsjanse.conf'), 'utf8').split('\n');
  const value = (line) => changed[line.split(' = ')[0]];
  return lines.map((line) => (value(line) === undefined ? line : `${line.split(' = ')[0]} = ${value(line)}`)).join('\n');
}

// The pages in all languages, those of others than bokmål in brackets.
function prepare() {
  const dir = mkdtempSync(join(tmpdir(), 'jobbsjanse-marked.'));
  const share = join(STATE, 'app/usr/share/jobbsjanseregisteret');
  cpSync(join(share, 'views'), join(dir, 'views'), { recursive: true });
  const made = spawnSync(process.execPath, [join(TOP, 'tools/words.mjs'), 'mark', dir], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  writeFileSync(join(dir, 'jobbsjanse.conf'), settings(dir));
  chmodSync(dir, 0o755);
  return dir;
}

// As nginx does it, without files and limits.
function gateway(socket) {
  return http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const answer = await ask(socket, request.url, {
      method: request.method, body: Buffer.concat(parts),
      params: { REMOTE_ADDR: request.socket.remoteAddress, HTTP_COOKIE: request.headers.cookie ?? '', CONTENT_TYPE: request.headers['content-type'] ?? '' },
    });
    const headers = answer.headers.filter(([name]) => name.toLowerCase() !== 'status');
    response.writeHead(answer.status || 502, headers.flat());
    response.end(answer.body);
  });
}

export class Marked {
  async start() {
    const { uid, gid } = statSync(`/proc/${readFileSync(join(STATE, 'run/application.pid'), 'utf8').trim()}`);
    this.dir = prepare();
    if (process.getuid() === 0) chownSync(this.dir, uid, gid);
    this.said = '';
    this.program = spawn(join(STATE, 'app/usr/sbin/jobbsjanse-worker'), ['--config', join(this.dir, 'jobbsjanse.conf')],
      { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], ...(process.getuid() === 0 ? { uid, gid } : {}) });
    this.program.stderr.on('data', (data) => { this.said += data; });
    await until(async () => (await ask(join(this.dir, 'form.sock'), '/helse')).status === 200 || this.program.exitCode !== null, 'the marked program answers');
    if (this.program.exitCode !== null) throw new Error(this.said);
    this.gateway = gateway(join(this.dir, 'form.sock')).listen(0, '127.0.0.1');
    await new Promise((resolve) => this.gateway.once('listening', resolve));
    this.base = `http://127.0.0.1:${this.gateway.address().port}`;
    return this;
  }

  async stop() {
    this.gateway?.close();
    if (this.program?.exitCode === null) {
      const ended = new Promise((resolve) => this.program.once('exit', resolve));
      this.program.kill('SIGTERM');
      await ended;
    }
    rmSync(this.dir, { recursive: true, force: true });
  }
}

const SPOKEN = ['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'data-navn', 'data-tekst'];
const hasLetters = (text) => /\p{L}/u.test(text);

// What of a text stands outside brackets, which may hold others; `depth` is where the text before it ended.
function outside(text, depth) {
  let left = '';
  for (const letter of text) {
    if (letter === '⟦') depth += 1;
    else if (letter === '⟧') depth -= 1;
    else if (depth === 0) left += letter;
  }
  return { left, depth };
}

// The texts of a page that never went through a catalogue. `isData(text, node)`: what is no text of ours.
export function unmarked(page, isData) {
  const found = [];
  let depth = 0;
  const note = (left, node) => {
    const text = left.replace(/\s+/g, ' ').trim();
    if (hasLetters(text) && !isData(text, node)) found.push(text);
  };
  const walk = (node) => {
    if (node.type === 'text') {
      const part = outside(node.data, depth);
      depth = part.depth;
      note(part.left, node.parent);
      return;
    }
    if (['script', 'style', 'svg', 'textarea'].includes(node.name)) return; // the last: what somebody typed
    for (const name of SPOKEN) if (node.attribs?.[name]) note(outside(node.attribs[name], 0).left, node);
    (node.children ?? []).forEach(walk);
  };
  walk(page.document);
  return found;
}
