// Fills an installation with participants by the million, for measurements: its own fictional ones (./dev run loads 300)
// are the pattern, copied as sets of rows past the triggers, with numbers, names, places, dates and caseworkers of their
// own. Answers, choices and tests are those of the pattern, moved in time within the year, so that what is derived from them
// holds; history gets the same rows. Not copied: the log, and the figures as they were confirmed. What the triggers
// keep besides is taken from the product: see `refreshed`. Disk: about 9 kB a participant (9 GB for a million), for which the server gets a quarter
// of the machine's memory.
//
//     node tests/bench/bulk.mjs DIR PARTICIPANTS      an installation of ./dev run that may be filled, and thrown away
import { closeSync, existsSync, openSync, readFileSync, realpathSync, rmSync, statSync, writeSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { totalmem, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import * as mariadb from 'mariadb';
import { dice, numbers, personIds, places, womanName } from './invent.mjs';

const SEED = 4;
const CASEWORKERS_PER_PLACE = 3;
const CASEWORKERS_MORE = 7; // of the next place on the list, now and then
const BUFFER = 1 << 20;
const GIGABYTE = 2 ** 30;
const COPIED = ['participant', 'participant_choice', 'participant_test'];
const PER_PERSON = ['person', 'person_number'];

export function installation(dir) {
  const env = Object.fromEntries(readFileSync(join(dir, 'demo.env'), 'utf8').trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  return { dir, env, state: existsSync(join(dir, 'state')) ? realpathSync(join(dir, 'state')) : dir };
}

// The admin is the account of whoever runs this, over the socket.
export function connectAdmin(env) {
  return mariadb.createConnection({ socketPath: env.DB_SOCKET, user: userInfo().username, database: env.DB_NAME, dateStrings: true, bigIntAsNumber: false, checkNumberRange: false });
}

async function quick(connection) {
  for (const setting of ['sql_log_bin = 0', 'foreign_key_checks = 0', 'unique_checks = 0', 'max_statement_time = 0'])
    await connection.query(`SET SESSION ${setting}`);
}

// The server's size is one for this much data: a quarter of the machine's memory.
async function enlarge(connection) {
  await connection.query(`SET GLOBAL innodb_buffer_pool_size = ${Math.min(8, Math.max(1, Math.floor(totalmem() / 4 / GIGABYTE))) * GIGABYTE}`);
  await connection.query(`SET GLOBAL innodb_log_file_size = ${2 * GIGABYTE}`);
}

// The pattern is set aside once: the participants that were there the first time.
async function keepPattern(connection, env) {
  await connection.query(`CREATE DATABASE IF NOT EXISTS ${env.DB_NAME}_pattern`);
  for (const table of [...COPIED, ...PER_PERSON])
    await connection.query(`CREATE TABLE IF NOT EXISTS ${env.DB_NAME}_pattern.${table} (PRIMARY KEY (${await keyOf(connection, env, table)})) AS SELECT * FROM ${env.DB_NAME}.${table}`);
}

async function keyOf(connection, env, table) {
  const [row] = await connection.query('SELECT GROUP_CONCAT(column_name ORDER BY seq_in_index) AS columns FROM information_schema.statistics'
    + " WHERE table_schema = ? AND table_name = ? AND index_name = 'PRIMARY'", [env.DB_NAME, table]);
  return row.columns;
}

// The table made anew, empty, without its other keys; answers what gives it those.
async function empty(connection, schema, table) {
  const [row] = await connection.query(`SHOW CREATE TABLE ${schema}.${table}`);
  const lines = row['Create Table'].split('\n');
  const isKey = (line) => /^ {2}(UNIQUE KEY|KEY|CONSTRAINT .* FOREIGN KEY) /.test(line);
  const keys = lines.filter(isKey).map((line) => `ADD ${line.trim().replace(/,$/, '')}`);
  const rest = lines.filter((line) => !isKey(line));
  rest[rest.length - 2] = rest[rest.length - 2].replace(/,$/, '');
  await connection.query(`DROP TABLE ${schema}.${table}`);
  await connection.query(`USE ${schema}`);
  await connection.query(rest.join('\n'));
  return keys.length ? `ALTER TABLE ${schema}.${table} ${keys.join(', ')}` : null;
}

// Who registers where: some people for each place, the same in every fill.
async function caseworkers(connection, env, places_, roll) {
  const rows = places_.flatMap(({ kommunenummer, bydel }) => Array.from({ length: CASEWORKERS_PER_PLACE }, (_, at) => [`maling-${bydel || kommunenummer}-${at + 1}`, womanName(roll)]));
  await connection.query(`CALL ${env.DB_NAME}.ctx.open_system('bench')`);
  await connection.batch('INSERT IGNORE INTO user (brukernavn, display_name) VALUES (?, ?)', rows);
  const byPlace = new Map();
  for (const { user_id, brukernavn, display_name } of await connection.query("SELECT user_id, brukernavn, display_name FROM user WHERE brukernavn LIKE 'maling-%' ORDER BY user_id")) {
    const place = brukernavn.split('-')[1];
    byPlace.set(place, [...byPlace.get(place) ?? [], [user_id, display_name]]);
  }
  return byPlace;
}

// How many days a pattern's dates may move without leaving their years, or passing yesterday.
const patternSql = (schema) => `
  SELECT participant_id, created_at, fodselsnummer,
    -LEAST(DAYOFYEAR(oppstartsdato), DAYOFYEAR(COALESCE(avslutningsdato, '2000-12-31'))) + 1 AS back,
    LEAST(DATEDIFF(CONCAT(YEAR(oppstartsdato), '-12-31'), oppstartsdato), COALESCE(DATEDIFF(CONCAT(YEAR(avslutningsdato), '-12-31'), avslutningsdato), 366),
      DATEDIFF(CURDATE() - INTERVAL 1 DAY, GREATEST(changed_at, created_at))) AS forth
  FROM ${schema}.participant ORDER BY participant_id`;

function* lines(count, from) {
  const { roll, patterns, women, personId, place, workers } = from;
  const ids = randomFillSync(new BigUint64Array(count)).map((id) => (id >> 1n) | 1n).sort();
  for (const id of ids) {
    const pattern = patterns[roll(patterns.length)];
    const { number, year } = women.next().value;
    const { now, then, bydel } = place(pattern.created_at);
    const own = workers.get(bydel || now.kommunenummer);
    const creator = own[roll(own.length)];
    const changer = roll(CASEWORKERS_MORE) ? creator : own[roll(own.length)];
    const days = pattern.back + roll(Math.max(0, pattern.forth - pattern.back) + 1);
    yield [id, pattern.participant_id, number, year, personId(number), womanName(roll), then.kommunenummer, then.kommunenavn, bydel, ...creator, ...changer, days, roll(5400), roll(1_000_000)].join('\t');
  }
}

function writeLines(file, all) {
  const out = openSync(file, 'w', 0o644);
  let text = '';
  for (const line of all) {
    text += `${line}\n`;
    if (text.length < BUFFER) continue;
    writeSync(out, text);
    text = '';
  }
  writeSync(out, text);
  closeSync(out);
}

const OWN = ['participant_id', 'pattern', 'fodselsnummer', 'fodselsar', 'person_id', 'navn', 'kommunenummer', 'kommunenavn', 'bydel', 'created_by', 'created_by_name', 'changed_by', 'changed_by_name'];

async function stage(connection, env, file) {
  const schema = `${env.DB_NAME}_pattern`;
  await connection.query(`DROP TABLE IF EXISTS ${schema}.own`);
  await connection.query(`CREATE TABLE ${schema}.own (participant_id BIGINT UNSIGNED PRIMARY KEY, pattern BIGINT UNSIGNED NOT NULL, fodselsnummer CHAR(11) CHARACTER SET ascii NOT NULL,
    fodselsar INT NOT NULL, person_id CHAR(36) CHARACTER SET ascii NOT NULL, navn VARCHAR(600), kommunenummer CHAR(4) CHARACTER SET ascii NOT NULL, kommunenavn VARCHAR(100) NOT NULL,
    bydel CHAR(6) CHARACTER SET ascii NOT NULL, created_by BIGINT UNSIGNED, created_by_name VARCHAR(100), changed_by BIGINT UNSIGNED, changed_by_name VARCHAR(100),
    days INT NOT NULL, seconds INT NOT NULL, micros INT NOT NULL) CHARACTER SET utf8mb4`);
  await connection.query(`LOAD DATA INFILE '${file}' INTO TABLE ${schema}.own CHARACTER SET utf8mb4`);
}

// What a copied row has in a column: its own, or the pattern's; days move, and instants within the morning or afternoon.
function valueOf(column, type) {
  const name = `\`${column}\``;
  if (column === 'navn') return 'IF(t.navn IS NULL, NULL, s.navn)';
  if (column === 'created_by' || column === 'changed_by' || OWN.includes(column)) return `s.${name}`;
  if (type === 'date') return `t.${name} + INTERVAL s.days DAY`;
  if (type === 'datetime') return `t.${name} + INTERVAL s.days DAY + INTERVAL s.seconds SECOND + INTERVAL s.micros MICROSECOND`;
  return `t.${name}`;
}

// The columns that are copied, by schema and table: the history has none of those that are derived.
async function columnsOf(connection, env) {
  const found = {};
  for (const schema of [env.DB_NAME, `${env.DB_NAME}_history`])
    for (const table of COPIED)
      found[`${schema}.${table}`] = await connection.query("SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = ? AND table_name = ? AND is_generated = 'NEVER'"
        + ' ORDER BY ordinal_position', [schema, table]);
  return found;
}

async function fillTable(connection, env, schema, table, columns) {
  const keys = await empty(connection, schema, table);
  const pattern = `${env.DB_NAME}_pattern`;
  const names = columns.map(({ name }) => `\`${name}\``).join(', ');
  const values = columns.map(({ name, type }) => valueOf(name, type)).join(', ');
  await connection.query(`INSERT INTO ${schema}.${table} (${names}) SELECT STRAIGHT_JOIN ${values} FROM ${pattern}.own s JOIN ${pattern}.${table} t ON t.participant_id = s.pattern`);
  await connection.query(`INSERT INTO ${schema}.${table} (${names}) SELECT ${names} FROM ${pattern}.${table}`);
  if (keys) await connection.query(keys);
}

async function fillPersons(connection, env) {
  const pattern = `${env.DB_NAME}_pattern`;
  const select = {
    person: `(person_id, created_at) SELECT s.person_id, t.created_at FROM ${pattern}.own s JOIN ${pattern}.participant t ON t.participant_id = s.pattern ORDER BY s.person_id`,
    person_number: `(fodselsnummer, person_id, valid_from) SELECT s.fodselsnummer, s.person_id, DATE(t.created_at) FROM ${pattern}.own s JOIN ${pattern}.participant t ON t.participant_id = s.pattern ORDER BY s.fodselsnummer`,
  };
  for (const table of PER_PERSON) {
    const keys = await empty(connection, env.DB_NAME, table);
    await connection.query(`INSERT INTO ${env.DB_NAME}.${table} ${select[table]}`);
    await connection.query(`INSERT INTO ${env.DB_NAME}.${table} SELECT * FROM ${pattern}.${table}`);
    if (keys) await connection.query(keys);
  }
}

// Triggers went with their tables, and kept no totals: the installation's own command makes both again.
async function refreshed(connection, place) {
  await connection.query(`DELETE FROM ${place.env.DB_NAME}.generated_object WHERE name LIKE 'trigger/%' OR name = 'fill/participant_tally'`);
  const { uid, gid } = statSync(join(place.state, 'db/data'));
  const done = spawnSync(join(place.state, 'app/usr/bin/jobbsjanse'), ['--config', join(place.state, 'jobbsjanse.conf'), 'codebook', 'apply', '--yes'],
    { encoding: 'utf8', ...(process.getuid() === 0 ? { uid, gid } : {}) });
  if (done.status !== 0) throw new Error(`the schema was not brought up to date: ${done.stderr}`);
}

async function ownRows(connection, place, count) {
  const { env, state } = place;
  const roll = dice(SEED);
  const patterns = (await connection.query(patternSql(`${env.DB_NAME}_pattern`))).map((row) => ({ ...row, back: Number(row.back), forth: Number(row.forth) }));
  if (count < patterns.length) throw new Error(`there are ${patterns.length} participants to copy: no fewer can be asked for`);
  const municipalities = await connection.query('SELECT kommunenummer, kommunenavn, successor FROM municipality ORDER BY kommunenummer');
  const districts = await connection.query('SELECT kommunenummer, bydel FROM district WHERE owns_project ORDER BY bydel');
  const file = join(state, 'db/files/own.tsv');
  writeLines(file, lines(count - patterns.length, {
    roll, patterns, women: numbers(new Set(patterns.map((one) => one.fodselsnummer))), personId: personIds(readFileSync(join(state, 'secret/key'), 'utf8')),
    place: places(municipalities, districts, roll),
    workers: await caseworkers(connection, env, [...districts, ...municipalities.filter((one) => !one.successor).map(({ kommunenummer }) => ({ kommunenummer, bydel: '' }))], dice(SEED)),
  }));
  try {
    await stage(connection, env, file);
  } finally {
    rmSync(file);
  }
}

// `count` participants in all, whatever was there before but for the first ones. `say` is told what is done.
export async function fillBulk(dir, count, say = () => {}) {
  const place = installation(dir);
  const { env } = place;
  const connections = [await connectAdmin(env), await connectAdmin(env)];
  const began = performance.now();
  const step = (what) => say(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  try {
    for (const connection of connections) await quick(connection);
    const [one, two] = connections;
    await enlarge(one);
    await keepPattern(one, env);
    await ownRows(one, place, count);
    step(`${count} women, places and caseworkers`);
    const columns = await columnsOf(one, env);
    const fill = async (connection, schema, table) => {
      await fillTable(connection, env, schema, table, columns[`${schema}.${table}`]);
      step(`${schema}.${table}`);
    };
    const history = `${env.DB_NAME}_history`;
    await Promise.all([
      (async () => { await fill(one, env.DB_NAME, 'participant_choice'); await fill(one, history, 'participant'); await fill(one, history, 'participant_test'); })(),
      (async () => { await fillPersons(two, env); await fill(two, env.DB_NAME, 'participant'); await fill(two, env.DB_NAME, 'participant_test'); await fill(two, history, 'participant_choice'); })(),
    ]);
    await refreshed(one, place);
    await one.query(`ANALYZE TABLE ${[...COPIED, ...PER_PERSON].map((table) => `${env.DB_NAME}.${table}`).join(', ')}`);
    step('triggers, figures of the indexes');
  } finally {
    for (const connection of connections) await connection.end();
  }
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename)
  await fillBulk(resolve(process.argv[2]), Number(process.argv[3]), (line) => console.log(line));
