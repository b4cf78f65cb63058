// What the overview's orders cost (requirements O2, O7), with the sentences the store makes: whom a page shows is read from
// one covering index, in order where the order has an index of its own.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, closeAll, DB } from './database.mjs';
import { rowsRead } from './cost.mjs';
import { USERS } from './expected.mjs';
import { create, gate, removeMade } from './participant.mjs';
import { login } from './session.mjs';
import { expectedFor } from './views.mjs';

const LIMIT = 10;
const PLACES = {
  oslo: [['municipality', `p.kommunenummer = '0301'`]],
  grunerlokka: [['district', `p.kommunenummer = '0301' AND p.bydel = '030102'`]],
  flere: ['4601', '3203', '3025'].map((number) => ['municipality', `p.kommunenummer = '${number}'`]),
  imdi: [['all', 'TRUE']],
};
const NOT_DISCHARGED = `p.status IN ('opprettet', 'endret', 'avsluttet')`;
// Orders with an index of their own, then some without.
const OWN = {
  'last changed': ['p.changed_at', ''],
  name: ['p.navn', ` AND p.navn IS NOT NULL AND p.status <> 'utskrevet'`],
  number: ['p.fodselsnummer', ' AND p.fodselsnummer IS NOT NULL'],
};
const OTHER = {
  kommune: 'p.kommunenavn', oppstart: 'p.oppstartsdato', avslutning: 'p.avslutningsdato', bekreftet: 'p.confirmed_years & 8 = 0',
  rapporteringsar: 'p.rapporteringsar', status: 'p.status + 0', sist_endret_av: `NULLIF(p.changed_by_name, '')`,
  bydel: `CASE p.bydel WHEN '' THEN NULL WHEN '030101' THEN 2 ELSE 0 END`,
};
const FILTERS = ['', ` AND p.oppstartsdato <= '2024-06-30'`, ' AND (1 << p.finansieringstype) & 2', ' AND p.confirmed_years & 8 = 0',
  ` AND (p.created_by_name LIKE 'k%' ESCAPE '|' OR p.created_by_name LIKE '% k%' ESCAPE '|')`, ` AND p.kommunenummer IN ('0301', '5001') AND p.bydel IN ('030102')`];

const union = (branches, select, tail, last) => `${branches.map(([kind, place]) => `(SELECT ${select} FROM ${DB}.participant_${kind} p
  WHERE ${place} AND ${NOT_DISCHARGED}${tail})`).join(' UNION ALL ')}${last}`;

function ownSentence(branches, [key, condition], direction, filter, offset = 0) {
  const order = ` ORDER BY order_key ${direction}, participant_id ${direction}`;
  return union(branches, `p.participant_id, ${key} AS order_key`, `${filter}${condition}${order} LIMIT ${offset + LIMIT}`,
    `${order} LIMIT ${LIMIT} OFFSET ${offset}`);
}

function otherSentence(branches, key, direction, filter) {
  const order = ` ORDER BY order_empty, order_key ${direction}, participant_id ${direction}`;
  return union(branches, `p.participant_id, (${key}) IS NULL AS order_empty, (${key}) AS order_key`,
    `${filter}${order} LIMIT ${LIMIT}`, `${order} LIMIT ${LIMIT}`);
}

before(async () => {
  const oslo = await login('oslo');
  for (const bydel of ['030101', '030102', '030102', '']) await create(oslo.connection, gate({ kommunenummer: '0301', bydel }));
  const flere = await login('flere');
  for (const kommunenummer of ['4601', '3203', '3025']) await create(flere.connection, gate({ kommunenummer }));
});
after(async () => {
  await removeMade();
  await closeAll();
});

// A table that a union is gathered in, and the rows sorted, are read too: by what is in the page alone.
const GATHERED = 3;

for (const [user, branches] of Object.entries(PLACES)) {
  describe(user, () => {
    for (const [name, own] of Object.entries(OWN)) {
      for (const direction of ['ASC', 'DESC']) {
        test(`O2: by ${name} ${direction}: page size x scope rows, plus two keys a scope row`, async () => {
          const { connection } = await login(user);
          const scope = (await admin.query(`SELECT * FROM ${DB}.participant`)).filter(USERS[user].sees);
          const passed = scope.filter((row) => row.status === 'utskrevet').length; // met on the way, and not shown
          const read = await rowsRead(connection, ownSentence(branches, own, direction, ''));
          const most = branches.length * (LIMIT * GATHERED + 4) + Math.min(passed, scope.length);
          assert.ok(read > 0 && read <= most, `${read} rows read, ${most} at most, ${scope.length} in scope`);
        });
      }
    }
    for (const [name, key] of Object.entries(OTHER)) {
      test(`O2: by ${name}, under any filter: the scope once`, async () => {
        const { connection } = await login(user);
        const scope = (await expectedFor(USERS[user].sees)).length;
        for (const filter of FILTERS) {
          const read = await rowsRead(connection, otherSentence(branches, key, 'DESC', filter));
          const most = scope + branches.length * (LIMIT * GATHERED + 4);
          assert.ok(read > 0 && read <= most, `${filter}: ${read} rows read, ${most} at most, ${scope} in scope`);
        }
      });
    }
  });
}

// EXPLAIN is refused through the views, so the tables' own statistics tell of base rows: an index that covers reads none.
test('O2: every column that the overview sorts and filters by is in the index it is read from', async () => {
  const rows = await admin.query(`SELECT index_name, GROUP_CONCAT(column_name) AS columns FROM information_schema.statistics
    WHERE table_schema = ? AND table_name = 'participant' GROUP BY index_name`, [DB]);
  const filters = ['participant_id', 'kommunenummer', 'bydel', 'status', 'oppstartsdato', 'avslutningsdato', 'confirmed_years', 'finansieringstype', 'created_by_name'];
  const sorted = { changed: ['changed_at', 'rapporteringsar', 'kommunenavn', 'changed_by_name'], name: ['navn'], number: ['fodselsnummer'] };
  for (const family of ['all', 'municipality', 'district']) {
    for (const [name, columns] of Object.entries(sorted)) {
      const index = rows.find((row) => row.index_name === `${family}_${name}`);
      assert.ok(index, `${family}_${name}`);
      for (const column of [...filters, ...columns]) assert.ok(index.columns.split(',').includes(column), `${family}_${name} lacks ${column}`);
    }
  }
});
