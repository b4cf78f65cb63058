#!/usr/bin/env node
// What a page of the overview costs (requirements O1-O3), with 1 000 to 1 000 000 participants, for a municipality, Oslo and
// IMDi: beside the same page by PHP-FPM, nginx with the finished bytes from disk, who asks alone, and the page's own
// statements, all in the same rounds. BENCH_SIZES="1000 10000" measures these sizes alone. About 10 minutes.
import { Peers } from '../peers/peers.mjs';
import { connectAdmin, fillBulk } from './bulk.mjs';
import { childrenOf, machine, processorTime, Stand } from './stand.mjs';
import { statementsOf } from './statements.mjs';
import { hurry } from './wrk.mjs';

const SIZES = (process.env.BENCH_SIZES ?? '1000 10000 100000 1000000').split(/[ ,]+/).map(Number);
const USERS = { trondheim: 'a municipality', oslo: 'Oslo', imdi: 'IMDi' };
const PAGE = '/deltakere?antall=50';
const CONNECTIONS = 8;
const ROUNDS = 2;
const SECONDS = 1;
const SORTS_AT = 100_000;
const ORDERS_AT = 1_000_000;
const ORDERS = ['sist_endret', 'navn', 'fodselsnummer'];
const SORTS = [...ORDERS, 'kommune', 'bydel', 'oppstart', 'avslutning', 'bekreftet', 'rapporteringsar', 'status', 'sist_endret_av'];
const MOST = { sort: 50, order: 20, floors: 1.6 };
const LEAST_TO_PHP = 2;
const SAME_BYTES = 0.02;

const failures = [];
const judge = (holds, what) => { if (!holds) failures.push(what); };

// Requests and processor time of all the rounds of one thing.
class Cost {
  constructor(run, programs) { Object.assign(this, { run, programs, count: 0, seconds: 0, spent: {}, p50: [], p99: [] }); }

  async round() {
    const before = this.#times();
    const found = await this.run();
    const after = this.#times();
    for (const name of Object.keys(this.programs)) this.spent[name] = (this.spent[name] ?? 0) + after[name] - before[name];
    if (found.client) this.spent.client = (this.spent.client ?? 0) + found.client * found.count;
    this.count += found.count;
    this.seconds += found.seconds;
    this.p50.push(found.p50);
    this.p99.push(found.p99);
  }

  #times() { return Object.fromEntries(Object.entries(this.programs).map(([name, pid]) => [name, processorTime(pid)])); }

  get rate() { return this.count / this.seconds; }

  // Milliseconds of processor a request: of all programs, or of one.
  get each() { return Object.values(this.spent).reduce((sum, one) => sum + one, 0) / this.count; }

  of(name) { return (this.spent[name] ?? 0) / this.count; }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const rule = (count) => row(...Array(count).fill('---'));

class Bench {
  constructor(stand, tools) { Object.assign(this, { stand, ...tools }); }

  async begin() {
    const { Visitor, readEnvironment } = this;
    this.env = readEnvironment(this.stand.dir);
    this.stand.env = this.env;
    this.workers = childrenOf(this.stand.pid('application')).length - Number(this.stand.setting('download_workers'));
    this.peers = await Peers.start(this.stand, this.workers);
    this.visitors = {};
    for (const user of Object.keys(USERS)) this.visitors[user] = await Visitor.login(user, { base: this.env.BASE_URL, password: this.env.PASSWORD });
  }

  cookie(user) { return { cookie: `okt=${this.visitors[user].jar.get('okt')}` }; }

  hurry(user, url, connections = CONNECTIONS, seconds = SECONDS) {
    return hurry(this.peers.dir, new URL(url, this.env.BASE_URL).href, { connections, seconds, headers: user ? this.cookie(user) : {} });
  }

  pids(...names) {
    const own = { application: this.stand.pid('application'), database: this.stand.pid('database'), nginx: this.stand.pid('nginx'), php: this.peers.php.pid, peers: this.peers.nginx.pid };
    return Object.fromEntries(names.map((name) => [name, own[name]]));
  }

  // The page as it stands now, at the peers too.
  async offer(user, size) {
    const visitor = this.visitors[user];
    const ask = () => visitor.request('GET', PAGE);
    for (let worker = 0; worker < 2 * this.workers; worker += 1) await ask();
    const html = (await ask()).text;
    const [{ year }] = await this.admin.query('SELECT MAX(year) AS year FROM reporting_year WHERE opens <= CURDATE()');
    const statements = await statementsOf(this.admin, this.stand.setting('database_worker_prefix'), user, visitor.jar.get('okt'), year, ask);
    const districts = /data-navn="Bydel"/.test(html) && Object.fromEntries((await this.admin.query('SELECT bydel, bydelsnavn FROM district')).map((one) => [one.bydel, one.bydelsnavn]));
    const at = this.peers.offer(`${user}-${size}`, { html, statements, districts: districts || null, years: 2 ** (year - 2020), mayChange: user !== 'imdi', mayConfirm: html.includes('Se data og bekreft') });
    const php = await fetch(at.php, { headers: this.cookie(user) });
    const bytes = Buffer.byteLength(await php.text());
    if (php.status !== 200 || Math.abs(bytes / Buffer.byteLength(html) - 1) > SAME_BYTES) throw new Error(`PHP's page is another: ${php.status}, ${bytes} bytes to ${Buffer.byteLength(html)}`);
    return { ...at, statements, bytes: Buffer.byteLength(html) };
  }

  async compare(user, size) {
    const page = await this.offer(user, size);
    const costs = {
      page: new Cost(() => this.hurry(user, PAGE), this.pids('application', 'database', 'nginx')),
      php: new Cost(() => this.hurry(user, page.php), this.pids('php', 'database', 'peers')),
      kept: new Cost(() => this.hurry(user, page.kept), this.pids('php', 'database', 'peers')),
      context: new Cost(() => this.hurry(user, '/'), this.pids('application', 'database', 'nginx')),
      bare: new Cost(() => this.peers.bare(page.statements, this.workers, SECONDS), this.pids('database')),
    };
    for (const cost of Object.values(costs)) await cost.run(); // each warm
    for (const floor of this.floors(user, page)) costs[floor.name] = floor;
    for (let round = 0; round < ROUNDS; round += 1) for (const cost of Object.values(costs)) await cost.round();
    return { user, size, statements: page.statements.length, bytes: page.bytes, ...costs };
  }

  // What hardly depends on size and user is measured once.
  floors(user, page) {
    this.disk ??= Object.assign(new Cost(() => this.hurry(user, page.disk), this.pids('peers')), { name: 'disk' });
    this.empty ??= Object.assign(new Cost(() => this.hurry(null, '/helse'), this.pids('application', 'database', 'nginx')), { name: 'empty' });
    return [this.disk, this.empty].filter((floor) => floor.count === 0);
  }

  // Median and 99th percentile of one reader who asks again and again.
  alone(user, sort) { return this.hurry(user, `${PAGE}&sorter=${sort}`, 1); }
}

const two = (value) => value.toFixed(2);

function report(found, disk) {
  console.log(`\n${CONNECTIONS} connections, a page of 50, requests a second; from disk ${disk.rate.toFixed(0)}\n`);
  row('size', 'user', 'bytes', 'page', 'PHP', 'PHP, kept', 'who asks', 'statements', 'to PHP', 'to PHP, kept', 'p50 ms', 'p99 ms');
  rule(12);
  for (const one of found) {
    const toPhp = one.page.rate / one.php.rate;
    judge(toPhp >= LEAST_TO_PHP, `${one.size}, ${one.user}: ${two(toPhp)} times PHP-FPM's requests`);
    row(one.size, one.user, one.bytes, ...['page', 'php', 'kept', 'context', 'bare'].map((name) => one[name].rate.toFixed(0)),
      two(toPhp), two(one.page.rate / one.kept.rate), median(one.page.p50).toFixed(1), median(one.page.p99).toFixed(1));
  }
}

function reportProcessor(found, empty) {
  console.log(`\nmilliseconds of processor a request; an empty answer ${two(empty.each)}\n`);
  row('size', 'user', 'SQL', 'page', '(workers', 'database', 'nginx)', 'who asks', 'statements', 'to floors', 'PHP', 'PHP, kept', '(PHP', 'database', 'nginx)');
  rule(15);
  for (const one of found) {
    const floors = one.context.each + one.bare.each; // who asks is an empty answer and a context
    const toFloors = one.page.each / floors;
    judge(toFloors <= MOST.floors, `${one.size}, ${one.user}: ${two(toFloors)} times the floors' processor time`);
    row(one.size, one.user, one.statements, two(one.page.each), ...['application', 'database', 'nginx'].map((name) => two(one.page.of(name))), ...['context', 'bare'].map((name) => two(one[name].each)),
      two(toFloors), two(one.php.each), two(one.kept.each), ...['php', 'database', 'peers'].map((name) => two(one.kept.of(name))));
  }
}

async function sorted(bench, size, sorts, most) {
  console.log(`\n${size} participants, one reader, ms: median (99th percentile)\n`);
  row('sorted by', ...Object.values(USERS));
  rule(1 + Object.keys(USERS).length);
  for (const sort of sorts) {
    const cells = [];
    for (const user of Object.keys(USERS)) {
      const { p50, p99 } = await bench.alone(user, sort);
      judge(p50 <= most, `${size}, ${user}, ${sort}: ${p50.toFixed(1)} ms`);
      cells.push(`${p50.toFixed(1)} (${p99.toFixed(1)})`);
    }
    row(sort, ...cells);
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
    bench = new Bench(stand, { Visitor, readEnvironment });
    await bench.begin();
    bench.admin = await connectAdmin(bench.env);
    console.log(text);
    const found = [];
    for (const size of SIZES) {
      await fillBulk(stand.dir, size);
      for (const user of Object.keys(USERS)) found.push(await bench.compare(user, size));
      if (size === SORTS_AT) await sorted(bench, size, SORTS, MOST.sort);
      if (size === ORDERS_AT) await sorted(bench, size, ORDERS.flatMap((order) => [order, `-${order}`]), MOST.order);
    }
    report(found, bench.disk);
    reportProcessor(found, bench.empty);
    console.log(failures.length ? `\nmissed:\n${failures.join('\n')}` : '\nall figures are reached');
    process.exitCode = isIdle && failures.length ? 1 : 0;
  } finally {
    await bench?.admin?.end();
    bench?.peers?.stop();
    stand.remove();
  }
}

await main();
