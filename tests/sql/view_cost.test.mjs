// What the views' own conditions cost, against the same question asked of the tables themselves with the scope written out: at most
// 15 % more rows examined, beside her rows of user_scope: which of them is the place's is found by key or among the few, as the server likes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CONTROL, dropControl, makeControl } from './control.mjs';
import { crowd, removeCrowd } from './crowd.mjs';
import { rowsRead } from './cost.mjs';
import { admin, closeAll, DB } from './database.mjs';
import { SCOPED_VIEWS } from './expected.mjs';
import { login } from './session.mjs';

const MORE = 1.15;
const LIMIT = 25;
const place = (kommunenummer, bydel = '') => ({ kind: bydel ? 'district' : 'municipality', kommunenummer, bydel,
  where: `p.kommunenummer = '${kommunenummer}'${bydel ? ` AND p.bydel = '${bydel}'` : ''}` });
const PLACES = {
  trondheim: [place('5001')], oslo: [place('0301')], grunerlokka: [place('0301', '030102')],
  flere: [place('4601'), place('3203'), place('3025')], imdi: [{ kind: 'all', where: '1 = 1' }],
};
const ORDERS = { changed: 'p.changed_at', name: 'p.shown_name', number: 'p.fodselsnummer' };
const tables = { participant: 'participant', choice: 'participant_choice', test: 'participant_test' };

before(async () => {
  await makeControl();
  for (const [kommunenummer, bydel] of [['0301', '030102'], ['0301', ''], ['5001', ''], ['4601', ''], ['3203', '']]) await crowd(kommunenummer, bydel, 120);
  await admin.query(`ANALYZE TABLE ${DB}.participant, ${DB}.participant_choice, ${DB}.participant_test`);
});
after(async () => {
  await removeCrowd();
  await dropControl();
  await closeAll();
});

// The questions asked of each family: what stands behind FROM is the view, or the table by the index that the view would take.
const QUESTIONS = {
  'the whole scope': (from, where) => `SELECT COUNT(*) FROM ${from} WHERE ${where}`,
  'one of the scope by id': (from, where, { id }) => `SELECT p.participant_id, p.kommunenummer, p.bydel FROM ${from} WHERE ${where} AND p.participant_id = ${id}`,
};
// A name is shown of those in the list alone; most are not.
const PAGES = Object.fromEntries(Object.entries(ORDERS).map(([index, key]) => [`a page by ${index}`, {
  index, ask: (from, where) => `SELECT p.participant_id, ${key} FROM ${from} WHERE ${where} AND p.listed = ${index === 'name' ? 1 : 0} AND ${key} IS NOT NULL ORDER BY ${key} DESC, p.participant_id DESC LIMIT ${LIMIT}` }]));

async function compare(connection, places, family, ask, index) {
  let [view, table] = [0, 0];
  const named = index ? `_${index}` : '';
  for (const one of places) {
    const base = tables[family];
    const [{ id }] = await admin.query(`SELECT MIN(p.participant_id) AS id FROM ${DB}.${base} p WHERE ${one.where}`);
    const key = index ?? 'id';
    const hint = base === 'participant' ? ` FORCE INDEX (${one.kind}_${key})` : ` FORCE INDEX (${one.kind === 'all' ? 'PRIMARY' : `${family}_${one.kind}`})`;
    const through = ask(`${DB}.${family}${named}_${one.kind} p`, one.where, { id: id ?? 0 });
    const straight = ask(`${DB}.${base} p${hint}`, one.where, { id: id ?? 0 });
    view += Math.max(await rowsRead(connection, through) - places.length, 0);
    table += await rowsRead(admin, straight);
  }
  return { view, table };
}

for (const [user, places] of Object.entries(PLACES)) {
  describe(user, () => {
    for (const family of Object.keys(tables)) {
      for (const [what, ask] of Object.entries(QUESTIONS)) {
        test(`${family}: ${what}`, async () => {
          const { connection } = await login(user);
          const { view, table } = await compare(connection, places, family, ask);
          assert.ok(table > 0, 'nothing is read: the test is blind');
          assert.ok(view <= Math.ceil(table * MORE), `${view} rows through the view, ${table} from the table`);
        });
      }
    }
    for (const [what, { index, ask }] of Object.entries(PAGES)) {
      test(what, async () => {
        const { connection } = await login(user);
        const { view, table } = await compare(connection, places, 'participant', ask, index);
        assert.ok(table > 1, `${table} rows: the test is blind`);
        assert.ok(view <= Math.ceil(table * MORE), `${view} rows through the view, ${table} from the table`);
      });
    }
  });
}

test('control: a view that reads the table to find its scope is caught', async () => {
  const { connection } = await login('trondheim');
  const read = await rowsRead(connection, `SELECT COUNT(*) FROM ${CONTROL}.leak_late p WHERE p.kommunenummer = '5001'`);
  const table = await rowsRead(admin, `SELECT COUNT(*) FROM ${DB}.participant p FORCE INDEX (municipality_id) WHERE p.kommunenummer = '5001'`);
  assert.ok(read > Math.ceil(table * MORE), `${read} rows through the view, ${table} from the table`);
});

test('every scoped view is among them', () => {
  const asked = new Set(['all', 'municipality', 'district'].flatMap((kind) => [...Object.keys(tables).map((family) => `${family}_${kind}`), ...Object.keys(ORDERS).map((index) => `participant_${index}_${kind}`)]));
  assert.deepEqual(Object.keys(SCOPED_VIEWS).filter((view) => !asked.has(view)), []);
});
