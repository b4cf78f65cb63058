// What the overview's orders cost (requirements O2, O7), with the sentences the store makes, where most are discharged: a page
// is read from its order's own index, past nobody; any other order and every filter read the scope once from one index.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gathered, rowsRead } from './cost.mjs';
import { crowd, removeCrowd } from './crowd.mjs';
import { admin, closeAll, DB } from './database.mjs';
import { USERS } from './expected.mjs';
import { login } from './session.mjs';

const LIMIT = 10;
// InnoDB hands over what an index's condition lets through eight rows at a time.
const AHEAD = 8;
// A table that a union is gathered in, and its rows sorted, are read too.
const GATHERED = 3;
const place = (kommunenummer, bydel) => ({ kind: bydel ? 'district' : 'municipality',
  where: `p.kommunenummer = '${kommunenummer}'${bydel ? ` AND p.bydel = '${bydel}'` : ''} AND ` });
const PLACES = {
  oslo: [place('0301')], grunerlokka: [place('0301', '030102')], flere: [place('4601'), place('3203'), place('3025')],
  imdi: [{ kind: 'all', where: '' }],
};
const LISTED = [{ and: 'p.listed = 1', has: (row) => row.listed === 1 }];
const DISCHARGED = [{ and: 'p.listed = 0', has: (row) => row.listed === 0 }];
const LISTS = { 'the list': LISTED, 'the discharged': DISCHARGED, everybody: [...LISTED, ...DISCHARGED] };
const OWN = {
  'last changed': { index: 'changed', key: 'p.changed_at', called: 'changed_at' },
  name: { index: 'name', key: 'p.shown_name', called: 'navn', empty: true },
  number: { index: 'number', key: 'p.fodselsnummer', called: 'fodselsnummer', empty: true },
};
const OTHER = {
  kommune: 'p.kommunenavn', oppstart: 'p.oppstartsdato', avslutning: 'p.avslutningsdato', bekreftet: 'p.confirmed_years & 8 = 0',
  rapporteringsar: 'p.rapporteringsar', status: 'p.status + 0', sist_endret_av: `NULLIF(p.changed_by_name, '')`,
  bydel: `CASE p.bydel WHEN '' THEN NULL WHEN '030101' THEN 2 ELSE 0 END`, sist_endret: 'p.changed_at', mangler: 'BIT_COUNT(p.gaps)', navn: 'p.shown_name', fodselsnummer: 'p.fodselsnummer',
};
const FILTERS = [` AND p.status IN ('endret')`, ` AND p.oppstartsdato <= '2024-06-30'`, ' AND (1 << p.finansieringstype) & 2', ' AND p.confirmed_years & 8 = 0',
  ` AND (p.created_by_name LIKE 'k%' ESCAPE '|' OR p.created_by_name LIKE '% k%' ESCAPE '|')`, ` AND p.kommunenummer IN ('0301', '5001') AND p.bydel IN ('030102')`,
  ` AND (p.gaps & (SELECT 1 << b.bit FROM ${DB}.gap_bit_list b WHERE b.variabel = 'fravar'))`];
const ROW = `p.participant_id, p.fodselsnummer, p.shown_name AS navn, p.kommunenummer, p.kommunenavn, p.bydel, p.oppstartsdato, p.avslutningsdato,
  p.rapporteringsar, p.confirmed_years, p.changed_years, p.gaps, p.status, p.changed_at, p.changed_by_name`;

// One branch stands alone, in its index's order; several are gathered.
function sentence(branches, { index, columns, condition, inBranch, inAll, offset = 0 }) {
  const part = ` LIMIT ${LIMIT} OFFSET ${offset}`;
  const branch = ({ kind, where, list }, tail) => `(SELECT ${columns} FROM ${DB}.participant_${index}_${kind} p WHERE ${where}${list.and}${condition}${tail})`;
  if (branches.length === 1) return branch(branches[0], `${inBranch}${part}`);
  return branches.map((one) => branch(one, `${inBranch} LIMIT ${offset + LIMIT}`)).join(' UNION ALL ') + inAll + part;
}

function page(branches, { index, key, called, empty }, direction, { after: last, offset = 0, columns = ROW } = {}) {
  const sign = direction === 'ASC' ? '>' : '<';
  const beyond = last ? ` AND ${key} ${sign}= '${last.key}' AND (${key} ${sign} '${last.key}' OR p.participant_id ${sign} CAST('${last.id}' AS UNSIGNED))` : '';
  return sentence(branches, { index, columns, offset, condition: `${empty ? ` AND ${key} IS NOT NULL` : ''}${beyond}`,
    inBranch: ` ORDER BY ${key} ${direction}, p.participant_id ${direction}`, inAll: ` ORDER BY ${called} ${direction}, participant_id ${direction}` });
}

function sorted(branches, key, direction, filter) {
  const order = ` ORDER BY order_empty, order_key ${direction}, participant_id ${direction}`;
  const [first, ...rest] = branches.map(({ kind, where, list }) => `SELECT p.participant_id, (${key}) IS NULL AS order_empty, (${key}) AS order_key
    FROM ${DB}.participant_changed_${kind} p WHERE ${where}${list.and}${filter}`);
  const counted = first.replace('SELECT', 'SELECT SQL_CALC_FOUND_ROWS');
  return rest.length === 0 ? `(${counted}${order} LIMIT ${LIMIT})` : `(${counted}) UNION ALL ${rest.map((one) => `(${one})`).join(' UNION ALL ')}${order} LIMIT ${LIMIT}`;
}

const branchesOf = (user, lists) => PLACES[user].flatMap((one) => lists.map((list) => ({ ...one, list })));
const allowed = (branches, extra = 0) => branches.length * (LIMIT * (branches.length > 1 ? GATHERED : 1) + 2 + AHEAD + extra);

let everybody;
const scopeOf = (user, lists) => everybody.filter((row) => USERS[user].sees(row) && lists.some((list) => list.has(row)));

before(async () => {
  for (const [kommunenummer, bydel] of [['0301', '030102'], ['0301', ''], ['4601', ''], ['3203', ''], ['3025', '']]) await crowd(kommunenummer, bydel, 120);
  everybody = await admin.query(`SELECT kommunenummer, bydel, listed, shown_name, fodselsnummer, changed_at FROM ${DB}.participant`);
  for (const user of Object.keys(PLACES)) assert.ok(scopeOf(user, DISCHARGED).length > 10 * LIMIT, `${user}: many are discharged`);
});
after(async () => {
  await removeCrowd();
  await closeAll();
});

for (const user of Object.keys(PLACES)) {
  describe(user, () => {
    for (const [name, own] of Object.entries(OWN)) {
      for (const [what, lists] of Object.entries(LISTS)) {
        for (const direction of ['ASC', 'DESC']) {
          test(`O2, O7: ${what} by ${name} ${direction}: page size x scope rows, plus two keys a scope row`, async () => {
            const { connection } = await login(user);
            const branches = branchesOf(user, lists);
            const read = await rowsRead(connection, page(branches, own, direction));
            assert.ok(read > 0 && read <= allowed(branches), `${read} rows read, ${allowed(branches)} at most, ${scopeOf(user, lists).length} in scope`);
            if (branches.length === 1) assert.equal(await gathered(connection, page(branches, own, direction)), 0, 'neither gathered nor sorted');
          });
        }
      }
      test(`O2: the page after one in the middle, by ${name}: no more than the first`, async () => {
        const { connection } = await login(user);
        const branches = branchesOf(user, LISTED);
        for (const direction of ['ASC', 'DESC']) {
          const filled = scopeOf(user, LISTED).filter((row) => row[own.key.slice(2)] !== null).length;
          const offset = Math.floor(filled / 2);
          const columns = `p.participant_id, ${own.key} AS ${own.called}`;
          const [last] = await connection.query(page(branches, own, direction, { offset, columns }));
          const read = await rowsRead(connection, page(branches, own, direction, { after: { id: last.participant_id, key: last[own.called] } }));
          assert.ok(read > 0 && read <= allowed(branches, 1), `${direction}: ${read} rows read, ${allowed(branches, 1)} at most`);
          const passed = await rowsRead(connection, page(branches, own, direction, { offset, columns }));
          assert.ok(passed <= branches.length * (GATHERED * (offset + LIMIT) + 2 + AHEAD), `${direction}: ${passed} rows read to pass ${offset}`);
        }
      });
    }
    for (const [name, key] of Object.entries(OTHER)) {
      test(`O2: by ${name} where no index has the order, or under a filter: the scope once, counted with it`, async () => {
        const { connection } = await login(user);
        const branches = branchesOf(user, LISTED);
        const scope = scopeOf(user, LISTED).length;
        for (const filter of ['', ...FILTERS]) {
          const asked = sorted(branches, key, 'DESC', filter);
          const read = await rowsRead(connection, asked);
          // several branches are gathered in a table that is read again: by those who fit the filter
          const most = (branches.length > 1 ? 2 * scope : scope) + branches.length * (LIMIT * GATHERED + 4);
          assert.ok(read > 0 && read <= most, `${filter}: ${read} rows read, ${most} at most, ${scope} in scope`);
          await connection.query(asked);
          const [{ total }] = await connection.query('SELECT FOUND_ROWS() AS total');
          const counts = await connection.query(branches.map(({ kind, where, list }) =>
            `SELECT COUNT(*) AS n FROM ${DB}.participant_number_${kind} p WHERE ${where}${list.and}${filter}`).join(' UNION ALL '));
          assert.equal(Number(total), counts.reduce((sum, { n }) => sum + Number(n), 0), `${filter}: counted`);
        }
      });
    }
  });
}

// EXPLAIN is refused through the views, so the tables' own statistics tell of base rows: an index that covers reads none.
test('O2: every column that the overview sorts and filters by is in the index it is read from', async () => {
  const rows = await admin.query(`SELECT index_name, GROUP_CONCAT(column_name) AS columns FROM information_schema.statistics
    WHERE table_schema = ? AND table_name = 'participant' GROUP BY index_name`, [DB]);
  const filters = ['listed', 'participant_id', 'kommunenummer', 'bydel', 'status', 'oppstartsdato', 'avslutningsdato', 'confirmed_years', 'finansieringstype', 'created_by_name'];
  const sortedBy = { changed: ['changed_at', 'rapporteringsar', 'kommunenavn', 'changed_by_name'], name: ['shown_name'], number: ['fodselsnummer'] };
  for (const family of ['all', 'municipality', 'district']) {
    for (const [name, columns] of Object.entries(sortedBy)) {
      const index = rows.find((row) => row.index_name === `${family}_${name}`);
      assert.ok(index, `${family}_${name}`);
      for (const column of [...filters, ...columns]) assert.ok(index.columns.split(',').includes(column), `${family}_${name} lacks ${column}`);
    }
  }
});
