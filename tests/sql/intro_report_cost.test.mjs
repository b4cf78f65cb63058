// What the report on those who have ended reads (requirement N7): a municipality's page reads no row of another, and a page in the
// index's order no more rows than it shows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rowsRead } from './cost.mjs';
import { admin, closeAll, DB } from './database.mjs';
import { putSeries } from './intro_many.mjs';
import { login } from './session.mjs';

const NAME = 'Rapport Prøvesen';
const HERE = 120, ELSEWHERE = 3000, DISTRICTS = 60;
const sessions = {};
const asSystem = () => admin.query(`CALL ${DB}.ctx.open_system('tests')`);

const put = (kommunenummer, bydel, first, count) => putSeries(admin, { series: 69, first, count, columns: {
  navn: `'${NAME}'`, kategori: '1 + seq % 2', kommunenummer: `'${kommunenummer}'`, bydel: `'${bydel}'`, avslutningsdato: "'2022-01-01' + INTERVAL seq % 1200 DAY",
  avslutningsarsak: '1 + seq % 23', ended_by: "'municipality'", ended_entered_at: "'2024-01-01'", ended_entered_by_name: "'Prøve'",
} });

before(async () => {
  await put('3201', '', 1, HERE);
  await put('5001', '', 1001, ELSEWHERE);
  await put('0301', '030102', 9001, DISTRICTS);
  await admin.query(`ANALYZE TABLE ${DB}.intro_participant`);
  for (const name of ['baerum', 'imdi']) sessions[name] = (await login(name)).connection;
});
after(async () => {
  await asSystem();
  await admin.query(`DELETE FROM ${DB}.intro_participant WHERE navn = ?`, [NAME]);
  await closeAll();
});

// As store/intro_report.c asks.
const NARROW = { all: 'p.lov = 1 AND p.avslutningsdato IS NOT NULL', municipality: 'p.lov = 1 AND p.avslutningsdato IS NOT NULL',
  year: "p.lov = 1 AND ( p.avslutningsdato BETWEEN '2023-01-01' AND '2023-12-31')", engine: "p.lov = 1 AND p.avslutningsdato IS NOT NULL AND p.ended_by = 'engine'" };
const causes = (narrow, place = "p.kommunenummer = '3201'", kind = 'municipality') =>
  `(SELECT p.avslutningsarsak, COUNT(*) AS persons FROM ${DB}.intro_participant_${kind} p WHERE ${place} AND ${narrow} GROUP BY p.avslutningsarsak)`;
const page = (narrow, place = "p.kommunenummer = '3201'", kind = 'municipality') =>
  `(SELECT p.participant_id, (p.avslutningsdato) IS NULL AS order_empty, (p.avslutningsdato) AS order_key FROM ${DB}.intro_participant_${kind} p WHERE ${place} AND ${narrow}
    ORDER BY p.avslutningsdato DESC, p.participant_id DESC LIMIT 25 OFFSET 0)`;
const SLACK = 100; // the scope's row, and the groups' own table read at the end

test('N7: a municipality\'s report reads no row of another, for its distribution and for its page', async () => {
  const [{ there }] = await admin.query(`SELECT COUNT(*) AS there FROM ${DB}.intro_participant WHERE kommunenummer = '3201' AND lov = 1 AND avslutningsdato IS NOT NULL`);
  assert.ok(2 * Number(there) + SLACK < ELSEWHERE, 'another one\'s rows would show');
  for (const [what, narrow] of Object.entries(NARROW)) {
    assert.ok(await rowsRead(sessions.baerum, causes(narrow)) <= 2 * Number(there) + SLACK, `the distribution, ${what}: each row, and its place among the groups`);
    assert.ok(await rowsRead(sessions.baerum, page(narrow)) <= Number(there) + SLACK, `the page, ${what}`);
  }
  const elsewhere = await sessions.baerum.query(causes(NARROW.all, "p.kommunenummer = '5001'"));
  assert.deepEqual(elsewhere, []);
  assert.ok(await rowsRead(sessions.baerum, causes(NARROW.all, "p.kommunenummer = '5001'")) <= SLACK, 'another one\'s rows are not read even where they are asked for');
});

test('N7: the latest page is read in the index\'s order, whatever the register holds', async () => {
  assert.ok(await rowsRead(sessions.baerum, page(NARROW.all)) <= 25 + 5);
  assert.ok(await rowsRead(sessions.imdi, page(NARROW.all, 'TRUE', 'all')) <= 25 + 5);
});

test('N7: the distribution is counted from the index alone', async () => {
  for (const [user, question] of [['baerum', causes(NARROW.all)], ['imdi', causes(NARROW.engine, 'TRUE', 'all')]]) {
    const plan = await sessions[user].query(`EXPLAIN ${question}`).catch(() => null); // a worker may not explain a view
    const rows = plan ?? await admin.query(`EXPLAIN SELECT p.avslutningsarsak, COUNT(*) FROM ${DB}.intro_participant p FORCE INDEX (${user === 'imdi' ? 'intro_all_end' : 'intro_municipality_end'})
      WHERE ${user === 'imdi' ? 'TRUE' : "p.kommunenummer = '3201'"} AND ${NARROW.engine} GROUP BY p.avslutningsarsak`);
    assert.match(rows.find((row) => row.table === 'p').Extra, /Using index/);
  }
});
