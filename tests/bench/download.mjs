#!/usr/bin/env node
// What the full dataset costs as a file (issue's figures on D1-D3), with 1 000 to 1 000 000 participants, for a municipality,
// Oslo and IMDi: beside mariadb --quick with the same statement, PHP's CSV writer, Python's csv and openpyxl, and libxlsxwriter, in
// one run; then the overview's times while 20 such files are taken. BENCH_SIZES="1000 10000" measures these sizes alone; the
// slow writers are measured with at most BENCH_PEER_ROWS rows (100000), as rows a second. About 10 minutes.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellLines } from '../peers/cells.mjs';
import { connectAdmin, fillBulk } from './bulk.mjs';
import { childrenOf, machine, Stand, TOP } from './stand.mjs';
import { hurry } from './wrk.mjs';

const SIZES = (process.env.BENCH_SIZES ?? '1000 10000 100000 1000000').split(/[ ,]+/).map(Number);
const PEER_ROWS = Number(process.env.BENCH_PEER_ROWS ?? 100_000);
const USERS = { trondheim: '5001', oslo: '0301', imdi: null };
const EVERYONE = 'status=opprettet&status=endret&status=avsluttet&status=utskrevet';
const PEERS = join(TOP, 'tests/peers');
const AT_ONCE = 20;
const SECONDS = 8;
const MEGABYTE = 1e6;
const LIMITS = { toQuick: 1.5, csvFirst: 100, xlsxFirst: 200, php: 5, python: 10, libxlsxwriter: 5, p99: 2, memory: 16 * 1024 };

const failures = [];
const judge = (holds, what) => { if (!holds) failures.push(what); };
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const heads = (...cells) => { console.log(''); row(...cells); row(...cells.map(() => '---')); };
const fixed = (value, digits = 2) => (value === undefined ? '' : value.toFixed(digits));

// Runs commands as a pipe, the first one's input given; seconds until the last one ends. What it writes is not kept.
function pipe(input, ...commands) {
  const began = performance.now();
  return new Promise((done, failed) => {
    const children = commands.map(([program, ...args], at) => spawn(program, args, {
      stdio: [at === 0 && !input ? 'ignore' : 'pipe', at === commands.length - 1 ? openSync('/dev/null', 'w') : 'pipe', 'inherit'] }));
    children.forEach((child, at) => { if (at > 0) children[at - 1].stdout.pipe(child.stdin); });
    if (input) children[0].stdin.end(input);
    const codes = children.map((child) => new Promise((ended) => child.on('error', failed).on('close', ended)));
    Promise.all(codes).then((all) => (all.every((code) => code === 0) ? done((performance.now() - began) / 1000) : failed(new Error(`${commands.map(([name]) => name)} ended with ${all}`))), failed);
  });
}

class Bench {
  constructor(stand, Visitor, env) { Object.assign(this, { stand, Visitor, env }); }

  async begin() {
    this.admin = await connectAdmin(this.env);
    this.dir = join(this.stand.state, 'peers');
    mkdirSync(this.dir, { recursive: true });
    this.workbook = join(this.dir, 'workbook');
    execFileSync('gcc', ['-O2', '-o', this.workbook, join(PEERS, 'workbook.c'), '-lxlsxwriter']);
    this.sessions = {};
    for (const user of Object.keys(USERS)) {
      const visitor = await this.Visitor.login(user, { base: this.env.BASE_URL, password: this.env.PASSWORD });
      this.sessions[user] = visitor.jar.get('okt');
    }
  }

  url(user, file) { return new URL(`/deltakere/${file}?${EVERYONE}`, this.env.BASE_URL).href; }

  // curl's own times: first byte, all of it, in seconds; bytes.
  async take(user, file) {
    const { stdout } = await new Promise((done, failed) => {
      const child = spawn('curl', ['-sS', '-o', '/dev/null', '-w', '%{http_code} %{time_starttransfer} %{time_total} %{size_download}', '-H', `Cookie: okt=${this.sessions[user]}`, this.url(user, file)], { stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      child.stdout.on('data', (part) => { text += part; });
      child.on('error', failed).on('close', (code) => (code === 0 ? done({ stdout: text }) : failed(new Error(`curl ended with ${code}`))));
    });
    const [status, first, seconds, bytes] = stdout.split(' ').map(Number);
    if (status !== 200) throw new Error(`${file} is answered ${status}`);
    return { first: first * 1000, seconds, bytes };
  }

  // The statement of the CSV as the server's log shows it, with what was bound.
  async statement(user) {
    await this.admin.query("SET GLOBAL log_output = 'TABLE'");
    await this.admin.query('TRUNCATE mysql.general_log');
    await this.admin.query('SET GLOBAL general_log = ON');
    try {
      await this.take(user, 'datasett.csv');
    } finally {
      await this.admin.query('SET GLOBAL general_log = OFF');
    }
    const said = await this.admin.query("SELECT CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log WHERE command_type = 'Execute' AND argument LIKE '%p.choices%'");
    const sql = said[0].text.replace(/kommunenummer = \?/g, `kommunenummer = '${USERS[user]}'`).replace(/\s+/g, ' ');
    if (sql.includes('?')) throw new Error(`nothing is known for a value of: ${sql}`);
    return sql;
  }

  // What the peers of this user are fed with.
  async feed(user) {
    const sql = await this.statement(user);
    const context = `CALL ${this.env.DB_NAME}.ctx.open('${this.sessions[user]}')`;
    const answer = await fetch(this.url(user, 'datasett.csv'), { headers: { cookie: `okt=${this.sessions[user]}` } });
    const reader = answer.body.getReader();
    let text = '';
    while (!text.includes('\r\n')) text += Buffer.from((await reader.read()).value).toString();
    await reader.cancel();
    const selected = /SELECT (.*?) FROM/.exec(sql)[1].split(', ').map((one) => (/ AS (\w+)$/.exec(one) ?? /\.(\w+)$/.exec(one))[1]);
    const cells = join(this.dir, 'cells');
    writeFileSync(cells, cellLines(text.slice(0, text.indexOf('\r\n')).replace(/^\uFEFF/, '').split(';'), selected, join(TOP, 'codebook.xml')));
    const tests = `SELECT 'TEST', p.person_id, p.fodselsnummer, p.oppstartsdato, t.provedato, t.provetype, t.proveresultat
      FROM participant p STRAIGHT_JOIN participant_test t ON t.participant_id = p.participant_id ${USERS[user] ? `WHERE p.kommunenummer = '${USERS[user]}'` : ''}`;
    const client = (...statements) => ['mariadb', '--no-defaults', '-S', this.env.DB_SOCKET, '--quick', '--batch', '-N', this.env.DB_NAME, '-e', statements.join('; ')];
    return { quick: client(context, sql), both: client(context, sql, tests), cells, php: `${context}\n${sql}\n` };
  }

  async rows(user) {
    const [{ n }] = await this.admin.query(`SELECT COUNT(*) AS n FROM participant ${USERS[user] ? 'WHERE kommunenummer = ?' : ''}`, USERS[user] ? [USERS[user]] : []);
    return Number(n);
  }

  memory() { // of the downloads' workers, which were made last
    return childrenOf(this.stand.pid('application')).slice(-Number(this.stand.setting('download_workers'))).map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]));
  }

  async measure(user, size) {
    const feed = await this.feed(user);
    const found = { user, size, rows: await this.rows(user) };
    found.quick = Math.min(await pipe(null, feed.quick), await pipe(null, feed.quick));
    found.csv = await this.take(user, 'datasett.csv');
    const again = await this.take(user, 'datasett.csv');
    if (again.seconds < found.csv.seconds) found.csv = again;
    found.xlsx = await this.take(user, 'datasett.xlsx');
    if (found.rows <= PEER_ROWS || user === 'imdi' && size <= PEER_ROWS) {
      found.php = await pipe(feed.php, ['php', '-n', '-d', 'extension=mysqlnd', '-d', 'extension=pdo', '-d', 'extension=pdo_mysql', '-d', 'extension=posix', join(PEERS, 'download.php'), this.env.DB_SOCKET, this.env.DB_NAME, feed.cells]);
      found.python = await pipe(null, feed.quick, [join(PEERS, 'download.py'), 'csv', feed.cells]);
      found.library = await pipe(null, feed.both, [this.workbook, feed.cells, join(this.dir, 'peer.xlsx')]);
      if (found.rows <= PEER_ROWS / 5) found.openpyxl = await pipe(null, feed.quick, [join(PEERS, 'download.py'), 'xlsx', feed.cells]);
    }
    return found;
  }

  // 20 files at once, taken again as soon as they end, until `during` is over.
  async crowd(during) {
    let over = false;
    const children = new Set();
    const one = async () => {
      while (!over) {
        const child = spawn('curl', ['-s', '-o', '/dev/null', '-H', `Cookie: okt=${this.sessions.imdi}`, this.url('imdi', 'datasett.csv')], { stdio: 'ignore' });
        children.add(child);
        await new Promise((done) => child.on('close', done));
        children.delete(child);
      }
    };
    const all = Array.from({ length: AT_ONCE }, one);
    try {
      return await during();
    } finally {
      over = true;
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(all);
    }
  }

  async disturbed(user) {
    const page = () => hurry(this.dir, new URL('/deltakere?antall=50', this.env.BASE_URL).href, { connections: 2, seconds: SECONDS, headers: { cookie: `okt=${this.sessions[user]}` } });
    await page();
    const alone = await page();
    const crowded = await this.crowd(async () => { await new Promise((done) => setTimeout(done, 1000)); return page(); });
    return { alone, crowded };
  }
}

function report(all) {
  heads('size', 'user', 'rows', 'CSV MB', 'first byte ms', 'CSV s', '--quick s', 'to --quick', 'PHP times', 'Python times', 'XLSX MB', 'first byte ms', 'XLSX s', 'XLSX rows/s', 'libxlsxwriter times', 'openpyxl times');
  for (const one of all) {
    const { csv, xlsx } = one;
    const big = one.rows >= 10_000; // below, a file costs what its request does
    const times = (other, own) => (other === undefined ? undefined : other / own.seconds);
    const [php, python, library, openpyxl] = [times(one.php, csv), times(one.python, csv), times(one.library, xlsx), times(one.openpyxl, xlsx)];
    const who = `${one.size}, ${one.user}`;
    judge(csv.first <= LIMITS.csvFirst, `${who}: the CSV's first byte after ${fixed(csv.first, 0)} ms`);
    judge(xlsx.first <= LIMITS.xlsxFirst, `${who}: the workbook's first byte after ${fixed(xlsx.first, 0)} ms`);
    if (big) judge(csv.seconds / one.quick <= LIMITS.toQuick, `${who}: ${fixed(csv.seconds / one.quick)} times mariadb --quick`);
    if (big && php !== undefined) {
      judge(php >= LIMITS.php, `${who}: ${fixed(php)} times PHP`);
      judge(python >= LIMITS.python, `${who}: ${fixed(python)} times Python`);
      judge(library >= LIMITS.libxlsxwriter, `${who}: ${fixed(library)} times libxlsxwriter`);
    }
    row(one.size, one.user, one.rows, fixed(csv.bytes / MEGABYTE, 1), fixed(csv.first, 0), fixed(csv.seconds), fixed(one.quick), fixed(csv.seconds / one.quick), fixed(php, 1), fixed(python, 1),
      fixed(xlsx.bytes / MEGABYTE, 1), fixed(xlsx.first, 0), fixed(xlsx.seconds), fixed(one.rows / xlsx.seconds, 0), fixed(library, 1), fixed(openpyxl, 1));
  }
}

async function main() {
  if (SIZES.some((size) => !(size >= 1000 && size <= 1_000_000))) throw new Error('BENCH_SIZES wants numbers from 1000 to 1000000');
  const { isIdle, text } = machine();
  const stand = await Stand.start();
  let bench;
  try {
    const { readEnvironment } = await import('../http/environment.mjs');
    const { Visitor } = await import('../http/client.mjs');
    bench = new Bench(stand, Visitor, readEnvironment(stand.dir));
    await bench.begin();
    console.log(text);
    for (const size of SIZES) {
      const found = [];
      await fillBulk(stand.dir, size);
      for (const user of Object.keys(USERS)) found.push(await bench.measure(user, size));
      report(found);
    }
    const memory = Math.max(...bench.memory());
    judge(memory <= LIMITS.memory, `a worker had ${memory} kB`);
    console.log(`\nthe largest of the downloads' workers ever had ${(memory / 1024).toFixed(1)} MB`);
    heads('overview, 2 connections', 'alone: p50 ms', 'p99 ms', `with ${AT_ONCE} downloads: p50 ms`, 'p99 ms', 'p99 times');
    for (const user of Object.keys(USERS)) {
      const { alone, crowded } = await bench.disturbed(user);
      judge(crowded.p99 <= LIMITS.p99 * alone.p99, `${user}: the overview's p99 is ${fixed(crowded.p99 / alone.p99)} times what it is alone`);
      row(user, fixed(alone.p50), fixed(alone.p99), fixed(crowded.p50), fixed(crowded.p99), fixed(crowded.p99 / alone.p99));
    }
    console.log(failures.length ? `\nmissed:\n${failures.join('\n')}` : '\nall figures are reached');
    process.exitCode = isIdle && failures.length ? 1 : 0;
  } finally {
    await bench?.admin?.end();
    stand.remove();
  }
}

await main();
