// The rule engine over a register of 10 000 and of 100 000 (BENCH_SIZES="10000" for that alone): one run of the command where nothing
// is to change, where 1 % and 30 % are to be ended, and where as many are taken back; beside, in the same rounds, a plain reading of
// the same columns by the client program, and the bare set-based writing of as many terminations with all triggers.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as mariadb from 'mariadb';
import { runCommand } from '../command.mjs';
import { percentile } from '../load.mjs';
import { processorTime } from '../stand.mjs';

const SIZES = (process.env.BENCH_SIZES ?? '10000 100000').split(' ').map(Number);
const ROUNDS = 2;
const SHARES = [0, 1, 30]; // of a hundred
const AT_ONCE = 10_000;
const MOST_SECONDS = 10;
const MOST_MEMORY_GROWTH = 1.2;
const COLUMNS = `participant_id, row_version, lov, oppstartsfrist, oppstartsdato, gjennomforingsfrist, deadline_set, days_off, is_extended, dead_on,
  emigrated_on, moved_on, out_of_category_on, reopened_on, decided_on, rejected_on, stopped_on, sluttmal, avslutningsdato, avslutningsarsak, ended_by, engine_due`;

const micro = () => Number(process.hrtime.bigint() / 1000n);
const median = (numbers) => percentile(numbers, 0.5);

class Bench {
  static async begin(stand) {
    const bench = new Bench();
    const env = Object.fromEntries(readFileSync(join(stand.dir, 'demo.env'), 'utf8').trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    Object.assign(bench, { stand, env, main: env.DB_NAME });
    bench.admin = await mariadb.createConnection({ socketPath: env.DB_SOCKET, user: userInfo().username, database: env.DB_NAME, bigIntAsNumber: true, checkNumberRange: false });
    process.kill(stand.pid('jobs'), 'SIGSTOP'); // it would take the command's work
    return bench;
  }

  async end() {
    process.kill(this.stand.pid('jobs'), 'SIGCONT');
    await this.admin.end();
  }

  system() { return this.admin.query(`CALL ${this.main}.ctx.open_system('bench')`); }

  // Persons as an import leaves them: both laws, some without a start, deadlines of many days; each with a decision and a goal.
  async fill(size) {
    const [{ there }] = await this.admin.query('SELECT COUNT(*) AS there FROM intro_participant WHERE duf_nummer LIKE \'2097%\'');
    const places = (await this.admin.query("SELECT kommunenummer FROM municipality WHERE successor IS NULL AND kommunenummer <> '0301' ORDER BY kommunenummer")).map((row) => row.kommunenummer);
    for (let from = there; from < size; from += AT_ONCE) {
      const rows = `seq_${from + 1}_to_${Math.min(from + AT_ONCE, size)}`;
      await this.system();
      await this.admin.query(`INSERT INTO intro_participant (participant_id, person_id, duf_nummer, navn, kategori, lov, kommunenummer, oppstartsfrist, oppstartsdato, decided_on, sluttmal, created_at, changed_at)
        SELECT CAST(CONV(LEFT(SHA2(seq, 256), 16), 16, 10) AS UNSIGNED) >> 1, CONCAT(LEFT(SHA2(seq, 256), 8), '-0000-4000-8000-', LPAD(seq, 12, '0')), CONCAT('2097', LPAD(seq, 8, '0')), CONCAT('Prøve Prøvesen ', seq), 1 + seq % 2, 1 + (seq % 10 = 0),
               ELT(1 + seq % ${places.length}, ${places.map((place) => `'${place}'`)}), '2020-01-01' + INTERVAL seq % 2000 DAY, IF(seq % 9 = 0, NULL, '2020-02-01' + INTERVAL seq % 2000 DAY), '2020-01-15' + INTERVAL seq % 2000 DAY, 1 + seq % 5, '2024-01-01', '2024-01-01' FROM ${rows}`);
      await this.admin.query(`INSERT INTO intro_decision (row_id, participant_id, vedtakstype, vedtaksresultat, vedtaksdato, entered_at, entered_by_name, changed_at, changed_by_name)
        SELECT CAST(CONV(LEFT(SHA2(seq, 256), 16), 16, 10) AS UNSIGNED) >> 1, CAST(CONV(LEFT(SHA2(seq, 256), 16), 16, 10) AS UNSIGNED) >> 1, 1, 1, '2020-01-15' + INTERVAL seq % 2000 DAY, '2024-01-01', 'Prøve', '2024-01-01', 'Prøve' FROM ${rows}`);
      await this.admin.query(`INSERT INTO intro_goal (row_id, participant_id, sluttmal, sluttmal_dato, entered_at, entered_by_name, changed_at, changed_by_name)
        SELECT CAST(CONV(LEFT(SHA2(seq, 256), 16), 16, 10) AS UNSIGNED) >> 1, CAST(CONV(LEFT(SHA2(seq, 256), 16), 16, 10) AS UNSIGNED) >> 1, 1 + seq % 5, '2020-01-15' + INTERVAL seq % 2000 DAY, '2024-01-01', 'Prøve', '2024-01-01', 'Prøve' FROM ${rows}`);
    }
  }

  async run() {
    const before = processorTime(this.stand.pid('database'));
    const done = await runCommand(this.stand, 'regelmotor');
    const all = done.out.match(/^all +(\d+) +(\d+) +(\d+)$/m);
    if (done.status !== 0 || !all) throw new Error(`the command ended with ${done.status}: ${done.out}`);
    return { ...done, processor: (processorTime(this.stand.pid('database')) - before) / 1000, changed: Number(all[1]) + Number(all[2]) + Number(all[3]) };
  }

  // Some of a hundred of those who are not ended, as a register tells it; and back again.
  async happens(share) {
    await this.system();
    await this.admin.query(`UPDATE intro_participant SET dead_on = '2026-01-01', row_version = row_version + 1, engine_due = 1 WHERE duf_nummer LIKE '2097%' AND CONV(RIGHT(person_id, 12), 10, 10) % 100 < ?`, [share]);
  }

  async isUndone() {
    await this.system();
    await this.admin.query('UPDATE intro_participant SET dead_on = NULL, row_version = row_version + 1, engine_due = 1 WHERE duf_nummer LIKE \'2097%\' AND dead_on IS NOT NULL');
  }

  reading() {
    const began = micro();
    const done = spawnSync('mariadb', ['--no-defaults', `--socket=${this.env.DB_SOCKET}`, `--user=${userInfo().username}`, '--quick', '--batch', '-e', `SELECT ${COLUMNS} FROM ${this.main}.intro_participant ORDER BY participant_id`], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (done.status !== 0) throw new Error('the register cannot be read');
    return (micro() - began) / 1e6;
  }

  // As many terminations written as a set, with what the triggers keep, and how those persons stand; undone.
  async writing(count) {
    await this.system();
    await this.admin.query('START TRANSACTION');
    const began = micro();
    await this.admin.query(`UPDATE intro_termination SET deleted_at = UTC_TIMESTAMP(6), deleted_by_name = 'bench' WHERE standing_of IS NOT NULL ORDER BY participant_id LIMIT ${count}`);
    await this.admin.query(`INSERT INTO intro_termination (row_id, participant_id, avslutningsdato, avslutningsarsak, computed, entered_at, entered_by_name, changed_at, changed_by_name)
      SELECT CAST(CONV(HEX(RANDOM_BYTES(8)), 16, 10) AS UNSIGNED) >> 1, p.participant_id, '2026-01-01', 38, 1, UTC_TIMESTAMP(6), 'bench', UTC_TIMESTAMP(6), 'bench' FROM intro_participant p
      LEFT JOIN intro_termination t ON t.standing_of = p.participant_id WHERE t.row_id IS NULL ORDER BY p.participant_id LIMIT ${count}`);
    await this.admin.query(`UPDATE intro_participant SET avslutningsdato = '2026-01-01', avslutningsarsak = 38, ended_by = 'engine', ended_entered_at = UTC_TIMESTAMP(6), ended_entered_by_name = 'bench', row_version = row_version + 1,
      changed_at = UTC_TIMESTAMP(6), changed_by_name = 'bench', engine_due = 0 ORDER BY participant_id LIMIT ${count}`);
    const took = (micro() - began) / 1e6;
    await this.admin.query('ROLLBACK');
    return took;
  }

  async round(share, size, into) {
    if (share > 0) await this.happens(share);
    into.reading.push(this.reading());
    if (share > 0) into.writing.push(await this.writing(Math.round((size * share) / 100)));
    const done = await this.run();
    if (done.changed < Math.floor((size * share) / 100) || (share === 0 && done.changed > 0)) throw new Error(`${done.changed} of ${size} were changed: ${done.out}`);
    into.changed = done.changed;
    into.seconds.push(done.seconds);
    into.processor.push(done.processor);
    into.megabytes = Math.max(into.megabytes, done.megabytes);
    if (share === 0) return;
    await this.isUndone();
    into.back.push((await this.run()).seconds);
  }

  async size(size) {
    const began = micro();
    await this.fill(size);
    const filled = (micro() - began) / 1e6;
    const first = await this.run();
    console.log(`${size} persons (filled in ${filled.toFixed(0)} s); the first run, everybody due, ${first.changed} ended: ${first.seconds.toFixed(2)} s`);
    const found = [];
    for (const share of SHARES) {
      const into = { share, reading: [], writing: [], seconds: [], processor: [], back: [], megabytes: 0 };
      for (let at = 0; at < ROUNDS; at += 1) await this.round(share, size, into);
      tell(into);
      found.push(into);
    }
    return { size, first, found };
  }
}

function tell({ share, changed, reading, writing, seconds, processor, back, megabytes }) {
  const parts = [`${String(share).padStart(2)} % to change (${changed}): ${median(seconds).toFixed(2)} s (${median(processor).toFixed(2)} s of it the database's processor time)`, `${(median(seconds) / median(reading)).toFixed(2)} times a plain reading (${median(reading).toFixed(2)} s)`];
  if (share > 0) parts.push(`${(median(seconds) / median(writing)).toFixed(2)} times the bare writing (${median(writing).toFixed(2)} s)`, `taken back in ${median(back).toFixed(2)} s`);
  console.log(`  ${parts.join('; ')}; at most ${megabytes.toFixed(1)} MB`);
}

export const holds = `100 000 persons in less than ${MOST_SECONDS} s, in the memory that 10 000 take`;

export async function measure(stand, must) {
  const bench = await Bench.begin(stand);
  try {
    const all = [];
    for (const size of SIZES) {
      const one = await bench.size(size);
      all.push(one);
      for (const { share, seconds, back } of one.found) must(Math.max(...seconds, ...back) < MOST_SECONDS, `${size} persons with ${share} % to change take ${MOST_SECONDS} s or more`);
    }
    const memory = ({ found }) => Math.max(...found.map(({ megabytes }) => megabytes));
    must(memory(all.at(-1)) <= memory(all[0]) * MOST_MEMORY_GROWTH, 'more persons take more memory');
  } finally {
    await bench.end();
  }
}
