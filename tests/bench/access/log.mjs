// What the log costs (requirement L1): one field saved with the triggers and without them, in turn; rows written with their
// hash and without; a log of 100 000 and of 1 000 000 rows sealed and checked, beside reading it. BENCH_ROWS="100000" for
// that alone.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as mariadb from 'mariadb';
import { runCommand } from '../command.mjs';
import { percentile } from '../load.mjs';
import { processorTime } from '../stand.mjs';

const SIZES = (process.env.BENCH_ROWS ?? '100000 1000000').split(' ').map(Number);
const ROUNDS = 6;
const SAVES = 150; // of each kind in each round
const WRITTEN = 20000;
const AT_ONCE = 50000;
const MOST_RATIO = 2;
const LEAST_A_MINUTE = 1e6;
const MOST_MEMORY_GROWTH = 1.5;
const KINDS = [
  { name: 'whole', text: 'as it is', drops: [] },
  { name: 'unhashed', text: 'rows of the log without their hash', drops: [['audit', 'change_log_bi']] },
  { name: 'unlogged', text: 'without the log and the history', drops: [['audit', 'change_log_bi'], ['main', 'participant_au']] },
];

const median = (numbers) => percentile(numbers, 0.5);
const micro = () => Number(process.hrtime.bigint() / 1000n);

class Bench {
  static async begin(stand) {
    const bench = new Bench();
    const env = Object.fromEntries(readFileSync(join(stand.dir, 'demo.env'), 'utf8').trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const link = (user, password) => mariadb.createConnection({ socketPath: env.DB_SOCKET, user, password, database: env.DB_NAME, bigIntAsNumber: true, checkNumberRange: false });
    Object.assign(bench, { stand, env, main: env.DB_NAME, audit: `${env.DB_NAME}_audit` });
    bench.admin = await link(userInfo().username);
    bench.worker = await link(env.DB_APP_USER, env.DB_APP_PASSWORD);
    return bench;
  }

  schema(which) { return which === 'audit' ? this.audit : this.main; }

  async login() {
    const token = randomBytes(32).toString('base64url');
    const [[attempt]] = await this.worker.execute('CALL login_begin(?, ?, NULL)', ['trondheim', '127.2.0.1']);
    const [{ password_hash: stored }] = await this.admin.query(`SELECT password_hash FROM ${this.main}.user WHERE brukernavn = 'trondheim'`);
    await this.worker.execute('CALL login_finish(?, ?, ?, ?, ?, ?)', [attempt.attempt_id, stored, token, 3600, 36000, 'Firefox/Linux']);
    this.token = token;
    const [{ participant_id: id }] = await this.admin.query(`SELECT CAST(participant_id AS CHAR) AS participant_id FROM ${this.main}.participant WHERE kommunenummer = '5001' AND status = 'opprettet' LIMIT 1`);
    this.id = id;
  }

  // Triggers gone, and what brings them back.
  async without(drops) {
    const texts = [];
    for (const [schema, name] of drops) {
      const [row] = await this.admin.query(`SHOW CREATE TRIGGER ${this.schema(schema)}.${name}`);
      texts.push([this.schema(schema), row['SQL Original Statement']]);
      await this.admin.query(`DROP TRIGGER ${this.schema(schema)}.${name}`);
    }
    return async () => {
      for (const [schema, text] of texts) {
        await this.admin.query(`USE ${schema}`);
        await this.admin.query(text);
      }
      await this.admin.query(`USE ${this.main}`);
    };
  }

  // One field, saved so many times: each answer another than the one before.
  async saves(count) {
    await this.worker.execute(`CALL ${this.main}.ctx.open(?)`, [this.token]);
    const [[row]] = await this.worker.execute('CALL participant_open(?, ?, ?)', [this.id, null, 'bakgrunn']);
    let version = row.row_version;
    const times = [];
    const before = processorTime(this.stand.pid('database'));
    for (let at = 0; at < count; at += 1) {
      const began = micro();
      const [[saved]] = await this.worker.execute('CALL participant_save(?, ?, ?, ?, ?, ?)', [
        this.id, version, randomBytes(32).toString('hex'), 'd', JSON.stringify({ utdanning_norge: String(3 + (version % 2)) }), 0]);
      times.push((micro() - began) / 1000);
      if (saved.outcome !== 'saved') throw new Error(`not saved: ${saved.outcome}`);
      version += 1;
    }
    return { times, processor: processorTime(this.stand.pid('database')) - before };
  }

  async field() {
    const found = Object.fromEntries(KINDS.map(({ name }) => [name, { times: [], processor: 0 }]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, drops } of KINDS) {
        const bringBack = await this.without(drops);
        try {
          await this.saves(10);
          const { times, processor } = await this.saves(SAVES);
          found[name].times.push(...times);
          found[name].processor += processor;
        } finally {
          await bringBack();
        }
      }
    }
    return found;
  }

  // What was written without a hash would rightly be found: the log and the chain begin anew. No trigger hears of this.
  async beginAnew() {
    for (const table of ['change_log', 'seal', 'seal_leaves']) await this.admin.query(`TRUNCATE TABLE ${this.audit}.${table}`);
  }

  // Rows as a field's save leaves them.
  async write(count) {
    const began = micro();
    for (let done = 0; done < count; done += AT_ONCE) {
      await this.admin.query(`INSERT INTO ${this.audit}.change_log (logged_at, user_id, user_name, session_id, action, table_name, row_key, participant_id, changed)
        SELECT UTC_TIMESTAMP(6), 1 + seq % 100, 'Kari Nordmann', seq, 'update', 'participant', seq, seq,
               CONCAT('{"utdanning_norge":["3","4"],"arbeidserfaring_norge":[null,"', seq, '"],"status":["opprettet","endret"]}')
        FROM seq_1_to_${Math.min(AT_ONCE, count - done)}`);
    }
    return (micro() - began) / 1000;
  }

  async hashing() {
    const times = { with: [], without: [] };
    const undone = async () => {
      await this.admin.query('START TRANSACTION');
      const took = await this.write(WRITTEN);
      await this.admin.query('ROLLBACK');
      return took;
    };
    for (let round = 0; round < 3; round += 1) {
      times.with.push(await undone());
      const bringBack = await this.without(KINDS[1].drops);
      times.without.push(await undone());
      await bringBack();
    }
    return { with: median(times.with), without: median(times.without) };
  }

  command(...words) { return runCommand(this.stand, 'audit', ...words); }

  // The same rows, over the same socket, by the client program.
  reading() {
    const began = micro();
    const done = spawnSync('mariadb', ['--no-defaults', `--socket=${this.env.DB_SOCKET}`, `--user=${userInfo().username}`, '--quick', '--batch', '-e', `SELECT * FROM ${this.audit}.change_log`], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (done.status !== 0) throw new Error('the log cannot be read');
    return (micro() - began) / 1e6;
  }

  async size(rows) {
    const [{ n }] = await this.admin.query(`SELECT COUNT(*) AS n FROM ${this.audit}.change_log`);
    await this.write(Math.max(0, rows - n));
    const [{ unsealed }] = await this.admin.query(`SELECT COUNT(*) - (SELECT COALESCE(SUM(row_count), 0) FROM ${this.audit}.seal WHERE log_name = 'change_log') AS unsealed FROM ${this.audit}.change_log`);
    const sealing = await this.command('seal');
    const reading = this.reading();
    const verifying = await this.command('verify');
    const checked = Number(verifying.out.match(/and (\d+) rows checked/)?.[1]);
    if (sealing.status !== 0 || verifying.status !== 0 || !(checked >= rows)) throw new Error(`not whole: ${verifying.out.slice(0, 2000)}`);
    return { rows, unsealed: Number(unsealed), sealing, reading, verifying, checked };
  }
}

function tellField(found) {
  const base = found.unlogged;
  console.log(`${'one field saved (participant_save)'.padEnd(44)} p50 ms   p99 ms   processor ms   times the last`);
  for (const { name, text } of KINDS) {
    const { times, processor } = found[name];
    console.log(`${text.padEnd(44)} ${median(times).toFixed(2).padStart(6)}   ${percentile(times, 0.99).toFixed(2).padStart(6)}   ${(processor / times.length).toFixed(2).padStart(12)}   ${(median(times) / median(base.times)).toFixed(2)} (processor ${(processor / base.processor).toFixed(2)})`);
  }
  return median(found.whole.times) / median(base.times);
}

// Rows a minute.
function tellSize({ checked, unsealed, sealing, reading, verifying }) {
  const perMinute = (checked / verifying.seconds) * 60;
  console.log(`${checked} rows: ${unsealed} sealed in ${sealing.seconds.toFixed(1)} s (${(sealing.seconds * 1e6 / Math.max(1, unsealed)).toFixed(1)} us a row); checked in ${verifying.seconds.toFixed(1)} s, ${(perMinute / 1e6).toFixed(1)} million rows a minute, ${(verifying.seconds / reading).toFixed(2)} times a plain reading of them (${reading.toFixed(1)} s); at most ${verifying.megabytes.toFixed(0)} MB`);
  return perMinute;
}

export const holds = `a field's save at most ${MOST_RATIO} times, a million rows a minute, the same memory`;

export async function measure(stand, must) {
  const bench = await Bench.begin(stand);
  try {
    await bench.login();
    const ratio = tellField(await bench.field());
    must(ratio <= MOST_RATIO, `a field's save takes ${ratio.toFixed(2)} times as long with the log`);
    const hashing = await bench.hashing();
    await bench.beginAnew();
    console.log(`a row of the log written among many: ${(hashing.with * 1000 / WRITTEN).toFixed(1)} us, without its hash ${(hashing.without * 1000 / WRITTEN).toFixed(1)} us`);
    const found = [];
    for (const rows of SIZES) {
      const one = await bench.size(rows);
      found.push(one);
      must(tellSize(one) >= LEAST_A_MINUTE, `${one.checked} rows are checked too slowly`);
    }
    must(found.at(-1).verifying.megabytes <= found[0].verifying.megabytes * MOST_MEMORY_GROWTH, 'checking more rows takes more memory');
  } finally {
    await Promise.all([bench.admin.end(), bench.worker.end()]);
  }
}
