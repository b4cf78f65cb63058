// The report on those who have ended, in a register of 100 000: pages for one municipality and for the whole country, sorted by an
// index and without, and the whole as a file. One who asks at a time, in rounds that go through all of them.
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as mariadb from 'mariadb';
import { percentile } from '../load.mjs';

const SIZE = Number(process.env.BENCH_REPORT ?? 100_000);
const AT_ONCE = 10_000;
const ROUNDS = 10;
const PATH = '/introduksjon/rapporter/avsluttede';
const MOST_MS = { municipality: 100, country: 500, sorted: 1500 };
const PAGES = [
  ['baerum', '', 'municipality'], ['baerum', '?sorter=navn', 'municipality'], ['baerum', '?registrert_av=regelmotor', 'municipality'],
  ['imdi', '', 'country'], ['imdi', '?side=3000', 'country'], ['imdi', '?registrert_av=regelmotor', 'country'], ['imdi', '?kommune=3201', 'country'],
  ['imdi', '?sorter=navn', 'sorted'], ['imdi', '?sorter=kommune', 'sorted'], ['imdi', '?sorter=-gruppe', 'sorted'],
];

const DUF = "duf_nummer LIKE '2096%'";
const system = (admin, main) => admin.query(`CALL ${main}.ctx.open_system('bench')`);

// Ten of eleven have ended, by every cause, a third by the rule engine; an eighth in one municipality.
async function fill(admin, main) {
  const places = (await admin.query("SELECT kommunenummer FROM municipality WHERE successor IS NULL AND kommunenummer <> '0301' ORDER BY kommunenummer")).map((row) => `'${row.kommunenummer}'`);
  const causes = (await admin.query('SELECT seq FROM seq_1_to_38 WHERE seq NOT BETWEEN 24 AND 30')).map((row) => row.seq);
  const id = "CAST(CONV(LEFT(SHA2(CONCAT('rapport', seq), 256), 16), 16, 10) AS UNSIGNED) >> 1";
  for (let from = 1; from <= SIZE; from += AT_ONCE) {
    const rows = `seq_${from}_to_${Math.min(from + AT_ONCE - 1, SIZE)}`;
    await system(admin, main);
    await admin.query(`INSERT INTO intro_participant (participant_id, person_id, duf_nummer, navn, kategori, lov, kommunenummer, gjennomforingsfrist, decided_on, sluttmal, avslutningsdato, avslutningsarsak, ended_by, ended_entered_at,
        ended_entered_by_name, engine_due, created_at, changed_at)
      SELECT id, CONCAT(LEFT(SHA2(seq, 256), 8), '-0000-4000-8001-', LPAD(seq, 12, '0')), CONCAT('2096', LPAD(seq, 8, '0')), CONCAT('Prøve Prøvesen ', seq), 1 + seq % 2, 1 + (seq % 10 = 0), kommunenummer, '2099-12-31', '2020-01-15', 1 + seq % 5,
        IF(seq % 11, '2021-01-15' + INTERVAL seq % 1800 DAY, NULL), IF(seq % 11, cause, NULL), IF(seq % 11, IF(cause > 30, 'engine', 'municipality'), NULL), IF(seq % 11, '2024-01-01', NULL), IF(seq % 11, 'Prøve', NULL), 0, '2024-01-01', '2024-01-01'
      FROM (SELECT seq, ${id} AS id, IF(seq % 8, ELT(1 + seq % ${places.length}, ${places}), '3201') AS kommunenummer, ELT(1 + (seq * 7) % ${causes.length}, ${causes}) + 0 AS cause FROM ${rows}) made`);
  }
  await admin.query('ANALYZE TABLE intro_participant');
}

export const holds = `pages of ${SIZE}: for a municipality under ${MOST_MS.municipality} ms, for the country under ${MOST_MS.country} ms, sorted without an index under ${MOST_MS.sorted} ms`;

export async function measure(stand, must) {
  process.env.DIR = stand.dir;
  const { Visitor } = await import('../../http/client.mjs');
  const env = Object.fromEntries(readFileSync(join(stand.dir, 'demo.env'), 'utf8').trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const admin = await mariadb.createConnection({ socketPath: env.DB_SOCKET, user: userInfo().username, database: env.DB_NAME, bigIntAsNumber: true, checkNumberRange: false });
  try {
    await fill(admin, env.DB_NAME);
    const visitors = {};
    for (const user of ['baerum', 'imdi']) visitors[user] = await Visitor.login(user, { base: env.BASE_URL, password: env.PASSWORD });
    const ask = async ([user, query]) => {
      const began = performance.now();
      const answer = await visitors[user].get(`${PATH}${query}`);
      if (answer.status !== 200) throw new Error(`${user} ${query}: ${answer.status}`);
      return performance.now() - began;
    };
    const times = PAGES.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1) for (const [at, page] of PAGES.entries()) times[at].push(await ask(page));
    for (const [at, [user, query, kind]] of PAGES.entries()) {
      const median = percentile(times[at], 0.5);
      console.log(`  ${user} ${query || '(the latest)'}: ${median.toFixed(0)} ms, at most ${Math.max(...times[at]).toFixed(0)} ms`);
      must(median < MOST_MS[kind], `${user} ${query}: ${median.toFixed(0)} ms, not under ${MOST_MS[kind]}`);
    }
    console.log(`  imdi, the file: ${(await ask(['imdi', '.csv'])).toFixed(0)} ms`);
  } finally {
    await system(admin, env.DB_NAME);
    await admin.query(`DELETE FROM intro_participant WHERE ${DUF}`);
    await admin.end();
  }
}
