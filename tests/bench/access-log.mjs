#!/usr/bin/env node
// What the activity log costs its reader (requirement L2): a page of it by no filter, user, participant, time and all at once,
// at each size, as the system owner's browser gets it and as the database answers; and its file. BENCH_SIZES="100000 10000000"
// rows of both logs together. In an optimized installation of its own; the rows are fictional and written past the triggers.
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as mariadb from 'mariadb';
import { percentile } from './load.mjs';
import { childrenOf, machine, Stand } from './stand.mjs';

const SIZES = (process.env.BENCH_SIZES ?? '100000 1000000').split(' ').map(Number);
const PIECE = 250000;
const TIMES = 21;
const USERS = 300;
const PARTICIPANTS = 30000;
const FIRST_ID = 1000000;
const MOST_MS = 100; // of a page, the 95th percentile
const FILE_ROWS = 100000;
const BEGIN = '2026-02-01';
const MINUTES = 60 * 24 * 250;

const milli = () => Number(process.hrtime.bigint()) / 1e6;

class Bench {
  static async begin(stand) {
    const env = Object.fromEntries(readFileSync(join(stand.dir, 'demo.env'), 'utf8').trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const bench = Object.assign(new Bench(), { stand, main: env.DB_NAME, audit: `${env.DB_NAME}_audit`, filled: 0 });
    bench.admin = await mariadb.createConnection({ socketPath: env.DB_SOCKET, user: userInfo().username, database: env.DB_NAME, bigIntAsNumber: true, checkNumberRange: false });
    const { Visitor } = await import('../http/client.mjs');
    bench.owner = await Visitor.login('systemeier');
    await bench.people();
    return bench;
  }

  // Users, and a person with a participation that was deleted, for the filters to name.
  async people() {
    await this.admin.query(`CALL ${this.main}.ctx.open_system('bench')`);
    await this.admin.query(`INSERT INTO ${this.main}.user (brukernavn, password_hash, display_name) SELECT CONCAT('bruker', seq), NULL, CONCAT('Bruker Nummer', seq) FROM seq_1_to_${USERS}`);
    await this.admin.query(`CALL ${this.main}.ctx.leave()`);
    [{ first: this.firstUser }] = await this.admin.query(`SELECT MIN(user_id) AS first FROM ${this.main}.user WHERE brukernavn = 'bruker1'`);
    [this.woman] = await this.admin.query(`SELECT participant_id AS id, person_id AS person, fodselsnummer AS number FROM ${this.main}.participant LIMIT 1`);
  }

  // Triggers of the logs off while they are filled: a hash for each row is not what is measured here.
  async fill(size) {
    const triggers = [];
    for (const name of ['change_log_bi', 'access_log_bi', 'access_log_person_bi']) {
      const [row] = await this.admin.query(`SHOW CREATE TRIGGER ${this.audit}.${name}`);
      triggers.push(row['SQL Original Statement']);
      await this.admin.query(`DROP TRIGGER ${this.audit}.${name}`);
    }
    for (; this.filled < size; this.filled += Math.min(2 * PIECE, size - this.filled)) await this.piece(Math.min(PIECE, (size - this.filled) / 2));
    await this.admin.query(`USE ${this.audit}`);
    for (const text of triggers) await this.admin.query(text);
    await this.admin.query(`USE ${this.main}`);
    await this.admin.query(`ANALYZE TABLE ${this.audit}.change_log, ${this.audit}.access_log, ${this.audit}.access_log_person`);
  }

  // Half changes, half openings; in the order of time within a piece, as they would come.
  async piece(rows) {
    const at = `'${BEGIN}' + INTERVAL FLOOR(seq * ${MINUTES} / ${rows}) MINUTE + INTERVAL ${this.filled % 60000000} MICROSECOND`;
    const user = `${this.firstUser} + (seq * 7919) MOD ${USERS}`;
    const whom = `IF(seq MOD 5000 = 0, ${this.woman.id}, ${FIRST_ID} + (seq * 104729) MOD ${PARTICIPANTS})`;
    await this.admin.query(`INSERT INTO ${this.audit}.change_log (logged_at, user_id, user_name, session_id, action, table_name, row_key, participant_id, changed)
      SELECT ${at}, ${user}, CONCAT('Bruker Nummer', 1 + (seq * 7919) MOD ${USERS}), seq, IF(seq MOD 50 = 0, 'insert', IF(seq MOD 977 = 0, 'delete', 'update')), 'participant', ${whom}, ${whom},
        '{"utdanning_norge":[null,"2"],"status":["opprettet","endret"],"choices":["tiltak_for_jobbsjansen:1","tiltak_for_jobbsjansen:1,3"]}' FROM seq_1_to_${rows}`);
    await this.admin.query(`INSERT INTO ${this.audit}.access_log (logged_at, user_id, user_name, session_id, action, what, participant_id, details)
      SELECT ${at}, ${user}, CONCAT('Bruker Nummer', 1 + (seq * 7919) MOD ${USERS}), seq, IF(seq MOD 500 = 0, 'download', IF(seq MOD 300 = 0, 'login', 'open')), 'bakgrunn', ${whom}, '{}' FROM seq_1_to_${rows}`);
    await this.admin.query(`INSERT INTO ${this.audit}.access_log_person (person_id, log_id, logged_at)
      SELECT '${this.woman.person}', l.log_id, l.logged_at FROM ${this.audit}.access_log l WHERE l.participant_id = ${this.woman.id} AND NOT EXISTS
        (SELECT 1 FROM ${this.audit}.access_log_person p WHERE p.person_id = '${this.woman.person}' AND p.log_id = l.log_id AND p.logged_at = l.logged_at)`);
  }

  async search() {
    const page = await this.owner.openPage('/aktivitetslogg');
    const answer = await this.owner.submit(page.form('main form[role=search]').setAll({ fodselsnummer: this.woman.number }), '/aktivitetslogg');
    return answer.location.slice('/aktivitetslogg?'.length);
  }

  async page(query) {
    const times = [];
    for (let at = 0; at <= TIMES; at += 1) {
      const begun = milli();
      const answer = await this.owner.get(`/aktivitetslogg${query ? '?' : ''}${query}`);
      if (answer.status !== 200) throw new Error(`${query}: ${answer.status}`);
      if (at > 0) times.push(milli() - begun);
      this.last = answer;
    }
    return times.sort((one, other) => one - other);
  }

  async pages() {
    const search = await this.search();
    const cases = [['no filter', ''], ['a user', 'bruker=bruker7'], ['a user, a rare kind', 'bruker=bruker7&handling=slettet'], ['a participant', search],
      ['a day', 'fra=01.05.2026&til=01.05.2026'], ['a user, two kinds, a week', 'bruker=bruker7&handling=endret&handling=lest&fra=01.05.2026&til=07.05.2026'],
      ['far back', 'eldre=20260301000000000000-1-1'], ['nothing but a page to say who is asked', null]];
    let slow = 0;
    for (const [name, query] of cases) {
      const times = query === null ? await this.floor() : await this.page(query);
      const high = percentile(times, 0.95);
      if (high > MOST_MS) slow += 1;
      console.log(`  ${name.padEnd(40)} median ${percentile(times, 0.5).toFixed(1).padStart(6)} ms, 95 % ${high.toFixed(1).padStart(6)} ms`);
    }
    return slow;
  }

  async floor() {
    const times = [];
    for (let at = 0; at <= TIMES; at += 1) {
      const begun = milli();
      await this.owner.get('/min-bruker');
      if (at > 0) times.push(milli() - begun);
    }
    return times.sort((one, other) => one - other);
  }

  // The most that any worker holds, in MB.
  memory() {
    const below = (pid) => [pid, ...childrenOf(pid).flatMap(below)];
    const peaks = below(this.stand.pid('application')).map((pid) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
    return Math.max(0, ...peaks);
  }

  async file() {
    const begun = milli();
    const answer = await this.owner.get('/aktivitetslogg.csv?handling=opprettet');
    const rows = answer.bytes.toString('utf8').split('\r\n').length - 2;
    const seconds = (milli() - begun) / 1000;
    console.log(`  a file of ${rows} rows: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows a second; the worker's peak ${this.memory().toFixed(0)} MB`);
    return rows <= FILE_ROWS || rows / seconds > 1000;
  }

  async end() { await this.admin.end(); }
}

console.log(machine().text);
const stand = await Stand.start();
let failed = 0;
try {
  const bench = await Bench.begin(stand);
  for (const size of SIZES) {
    const begun = milli();
    await bench.fill(size);
    console.log(`${size} rows of the logs (filled in ${((milli() - begun) / 1000).toFixed(0)} s)`);
    failed += await bench.pages();
    if (!await bench.file()) failed += 1;
  }
  await bench.end();
} finally {
  stand.remove();
}
console.log(failed === 0 ? `every page within ${MOST_MS} ms` : `${failed} figures missed`);
process.exitCode = failed === 0 ? 0 : 1;
