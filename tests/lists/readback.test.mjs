// The files of the overview and the dataset, read by readers that are not ours (openpyxl, Python's csv), are the
// database, cell by cell, types included (requirements D1-D4): the fictional people, and women with awkward names.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { as } from '../http/client.mjs';
import { TOP } from '../http/environment.mjs';
import { readXlsx } from '../http/xlsx.mjs';
import { closeAll } from '../sql/database.mjs';
import { COLUMNS } from './codebook.mjs';
import { Model } from './model.mjs';
import { answers, currentYear, everybody, settle } from './people.mjs';

const SEED = Number(process.env.OVERVIEW_SEED ?? randomInt(2 ** 31));
const ALL = ['opprettet', 'endret', 'avsluttet', 'utskrevet'].map((status) => ['status', status]);
const SELECTIONS = [[], ALL, [...ALL, ['sorter', '-navn']], [['status', 'utskrevet'], ['sorter', 'bydel']], [['bekreftet', 'nei'], ['oppstart_fra', '2024-01-01']]];
const USERS = ['trondheim', 'grunerlokka', 'oslo', 'imdi'];

let takeAway = async () => {};
let year;
before(async () => {
  takeAway = await settle(SEED, 150);
  year = await currentYear();
});
after(async () => {
  await takeAway();
  await closeAll();
});

function readCsv(bytes) {
  const directory = mkdtempSync(join(tmpdir(), 'csv-'));
  try {
    writeFileSync(join(directory, 'file.csv'), bytes);
    const lines = execFileSync(join(TOP, 'tests/csv_read.py'), [join(directory, 'file.csv')], { encoding: 'utf8', maxBuffer: 1e9, stdio: 'pipe' });
    const [headings, ...rows] = lines.trimEnd().split('\n').map((line) => JSON.parse(line));
    return { headings, rows };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const norwegianDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });
const capital = (word) => word[0].toUpperCase() + word.slice(1);

const OVERVIEW = [
  ['Fødselsnummer', 's', (row) => row.fodselsnummer], ['Navn', 's', (row) => row.navn], ['Kommune', 's', (row) => row.kommunenavn],
  ['Bydel', 's', (row) => row.bydelsnavn], ['Oppstart', 'd', (row) => row.oppstartsdato], ['Avslutning', 'd', (row) => row.avslutningsdato],
  ['Bekreftet årsrapport', 's', (row) => (row.years.includes(year) ? 'Ja' : 'Nei')], ['Rapporteringsår', 'n', (row) => (row.years.length ? Math.max(...row.years) : null)],
  ['Status', 's', (row) => capital(row.status)], ['Sist endret', 'd', (row) => norwegianDay.format(new Date(`${row.changed_at.replace(' ', 'T')}Z`))],
  ['Sist endret av', 's', (row) => row.changed_by_name],
];
const columnsFor = (name, user) => (name === 'datasett' ? COLUMNS : OVERVIEW.filter(([heading]) => heading !== 'Bydel' || user !== 'trondheim'));

// What each cell must be, as [kind, text], null where it is empty. No name of one who is discharged (D1).
function table(columns, rows) {
  return rows.map((row) => columns.map(([, kind, cell]) => {
    const value = cell({ ...row, navn: row.status === 'utskrevet' ? null : row.navn });
    return value === null || value === '' ? null : [kind, kind === 'd' ? value.split('-').reverse().join('.') : String(value)];
  }));
}

// In a CSV all are texts, and what could run as a formula has an apostrophe before it (D4).
const asCsv = (cells) => cells.map((cell) => (cell === null ? '' : (cell[0] === 's' && /^'*\s*[=+\-@＝＋－＠]/.test(cell[1]) ? "'" : '') + cell[1]));
const sorted = (name, rows) => (name === 'datasett' ? rows.map((row) => JSON.stringify(row)).sort() : rows);

async function expected(user, query, name) {
  const rows = new Model(await everybody(), year).matching(user, query);
  return name === 'datasett' ? answers(rows.map(({ participant_id }) => participant_id)) : rows;
}

// Once more before it counts: names still arrive for women that others registered.
const compare = (...asked) => compareOnce(...asked).catch(() => compareOnce(...asked));

async function compareOnce(user, query, name) {
  const visitor = await as(user);
  const columns = columnsFor(name, user);
  const headings = columns.map(([heading]) => heading);
  const what = `OVERVIEW_SEED=${SEED}: ${user} ${name} ${new URLSearchParams(query)}`;
  const get = async (ending) => (await visitor.get(`/deltakere/${name}.${ending}?${new URLSearchParams(query)}`)).bytes;
  const [csv, [xlsx]] = [readCsv(await get('csv')), readXlsx(await get('xlsx'))];
  const cells = table(columns, await expected(user, query, name));
  assert.deepEqual([csv.headings, xlsx.headings], [headings, headings], what);
  assert.deepEqual(sorted(name, csv.rows), sorted(name, cells.map(asCsv)), `${what}, CSV`);
  const typed = xlsx.rows.map((row, r) => row.map((value, c) => (value === null ? null : [xlsx.kinds[r][c], value])));
  assert.deepEqual(sorted(name, typed), sorted(name, cells), `${what}, Excel`);
  return cells.length;
}

for (const user of USERS) {
  for (const name of ['oversikt', 'datasett']) {
    test(`D1, D2, D3, D4: ${user}: the ${name} as CSV and as Excel is the database, cell by cell`, async () => {
      const counts = [];
      for (const query of SELECTIONS) counts.push(await compare(user, query, name));
      assert.ok(counts[0] > 0 && counts[1] > counts[0], counts.join());
    });
  }
}

test('control: a cell, a type and a row that differ are seen', async () => {
  const query = [...ALL];
  const columns = columnsFor('oversikt', 'trondheim');
  const bytes = (await (await as('trondheim')).get(`/deltakere/oversikt.csv?${new URLSearchParams(query)}`)).bytes;
  const rows = await expected('trondheim', query, 'oversikt');
  const same = (changed) => JSON.stringify(readCsv(bytes).rows) === JSON.stringify(table(columns, changed).map(asCsv));
  assert.ok(same(rows));
  assert.ok(!same(rows.slice(1)));
  assert.ok(!same(rows.map((row, i) => (i === 3 ? { ...row, changed_by_name: `${row.changed_by_name} ` } : row))));
  assert.ok(!same(rows.map((row) => (row.status === 'utskrevet' ? { ...row, status: 'endret', navn: 'En Annen' } : row))));
  assert.throws(() => readCsv(Buffer.from('\ufeffa;b\r\n"c"d;e\r\n')));
  assert.throws(() => readCsv(Buffer.from('a;b\r\n')));
});
