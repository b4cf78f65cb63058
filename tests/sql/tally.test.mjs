// The totals that are kept (requirements O3, Y3): whatever happens to participants, they are what counting would give, and a user is
// told those of her own places alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { rowsRead } from './cost.mjs';
import { admin, app, call, closeAll, DB } from './database.mjs';
import { USERS } from './expected.mjs';
import { create, discharge, gate, remove, removeMade, report, save } from './participant.mjs';
import { login, removeUser, temporaryUser } from './session.mjs';

const YEAR = 2034; // open in these tests alone
const system = async (sql, values) => {
  await call(admin, 'ctx.open_system', 'tests');
  const answer = await admin.query(sql, values);
  await call(admin, 'ctx.leave');
  return answer;
};
const KEPT = {
  participant_tally: ['kommunenummer, bydel, status', 'kommunenummer, bydel, status', 'TRUE'],
  county_tally: ['county, status', 'LEFT(kommunenummer, 2) AS county, status', 'TRUE'],
  report_tally: ['kommunenummer, bydel, from_year, to_year, confirmed_years',
    'kommunenummer, bydel, YEAR(oppstartsdato) AS from_year, COALESCE(YEAR(avslutningsdato), 9999) AS to_year, confirmed_years', 'oppstartsdato IS NOT NULL'],
};
const text = (rows) => rows.map((row) => Object.values(row).join(' ')).sort();

async function assertKept(what) {
  for (const [table, [columns, counted, where]] of Object.entries(KEPT)) {
    const kept = await admin.query(`SELECT ${columns}, participants FROM ${DB}.${table} WHERE participants <> 0`);
    const are = await admin.query(`SELECT ${columns}, COUNT(*) FROM (SELECT ${counted} FROM ${DB}.participant WHERE ${where}) p GROUP BY ${columns}`);
    assert.deepEqual(text(kept), text(are), `${table} after ${what}`);
  }
}

// The same numbers every time.
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * sides);
  };
}

before(() => system(`INSERT INTO ${DB}.reporting_year (year, opens, deadline, closes) VALUES (?, '2020-01-01', '2020-01-01', '2099-12-31')`, [YEAR]));
after(async () => {
  await removeUser('prove-total');
  await removeMade();
  await system(`DELETE FROM ${DB}.reporting_year WHERE year = ?`, [YEAR]);
  await assertKept('all was taken away');
  await closeAll();
});

test('O3, Y3: the totals are what counting gives, in any history: made, changed, moved, ended, opened again, confirmed, discharged, deleted', async () => {
  const roll = dice(7);
  const { connection } = await login('flere');
  const oslo = await login('oslo');
  const ways = new Set();
  const living = [];
  const of = (woman) => (woman.oslo ? oslo.connection : connection);
  const change = async (woman, changes) => save(of(woman), woman.id, woman.version, changes);
  const acts = {
    made: async () => {
      const inOslo = roll(2) === 1;
      const row = await create(inOslo ? oslo.connection : connection, gate({ kommunenummer: inOslo ? '0301' : ['4601', '3203'][roll(2)],
        bydel: inOslo ? ['', '030101', '030102'][roll(3)] : '', oppstartsdato: `20${20 + roll(6)}-0${1 + roll(9)}-01` }));
      living.push({ id: String(row.participant_id), version: row.row_version, oslo: inOslo });
      return row.outcome === 'created';
    },
    answered: (woman) => change(woman, { antall_barn: String(roll(9)) }),
    moved: (woman) => change(woman, woman.oslo ? { bydel: ['', '030101', '030102', '030103'][roll(4)] } : { kommunenummer: ['4601', '3203'][roll(2)] }),
    begun: (woman) => change(woman, { oppstartsdato: `20${20 + roll(5)}-02-01` }),
    ended: (woman) => change(woman, { avslutningsdato: `2025-0${1 + roll(9)}-01` }),
    reopened: (woman) => change(woman, { avslutningsdato: null }),
    confirmed: (woman) => report(of(woman), woman.id, woman.version, YEAR),
    discharged: (woman) => discharge(of(woman), woman.id, woman.version),
    deleted: async (woman) => (await remove(of(woman), woman.id, woman.version))[0][0],
  };
  const names = Object.keys(acts);
  for (let step = 0; step < 250; step += 1) {
    const name = living.length < 5 ? 'made' : names[roll(names.length)];
    const woman = living[roll(living.length)];
    const answer = await acts[name](woman);
    if (name === 'made' || answer.outcome === 'saved') ways.add(name);
    if (name !== 'made' && answer.row_version) woman.version = answer.row_version;
    if (name === 'deleted' && answer.outcome === 'saved') living.splice(living.indexOf(woman), 1);
    if (step % 25 === 0) await assertKept(`step ${step}, ${name}`);
  }
  await assertKept('all steps');
  assert.deepEqual([...ways].sort(), names.sort(), 'each of them was done');
});

test('O3: many who write at once leave the right totals', async () => {
  const users = await Promise.all(['flere', 'flere', 'oslo', 'oslo', 'trondheim'].map((user) => login(user)));
  const place = ['4601', '4601', '0301', '0301', '5001'];
  await Promise.all(users.map(async ({ connection }, at) => {
    for (let count = 0; count < 8; count += 1) {
      const made = await create(connection, gate({ kommunenummer: place[at] }));
      const saved = await save(connection, made.participant_id, made.row_version, { avslutningsdato: '2025-03-01' });
      await discharge(connection, made.participant_id, saved.row_version);
    }
  }));
  await assertKept('five at once');
});

test('O3: what was undone is not counted', async () => {
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query('START TRANSACTION');
  await admin.query(`UPDATE ${DB}.participant SET oppstartsdato = '2011-05-05', status = 'utskrevet' WHERE kommunenummer = '0301'`);
  await admin.query('ROLLBACK');
  await call(admin, 'ctx.leave');
  await assertKept('a rollback');
});

test('O3: worked out anew, the totals are the same', async () => {
  await admin.query(`UPDATE ${DB}.participant_tally SET participants = participants + 3`);
  await admin.query(`DELETE FROM ${DB}.report_tally LIMIT 5`);
  await admin.query(`UPDATE ${DB}.county_tally SET participants = 0`);
  await admin.query(`CALL ${DB}.tally_fill()`);
  await assertKept('filling');
});

describe('overview_totals', () => {
  const told = async (connection) => {
    const [[who], statuses, years, sums = []] = await call(connection, 'overview_totals');
    return { who, statuses: Object.fromEntries(statuses.map((row) => [row.status, Number(row.participants)]).filter(([, n]) => n)), years, sums };
  };
  for (const user of Object.keys(USERS)) {
    test(`O3: ${user} is told how many she sees, by status, at the cost of their totals`, async () => {
      const { connection } = await login(user);
      const expected = {};
      for (const row of (await admin.query(`SELECT kommunenummer, bydel, status FROM ${DB}.participant`)).filter(USERS[user].sees)) expected[row.status] = (expected[row.status] ?? 0) + 1;
      assert.deepEqual((await told(connection)).statuses, Object.fromEntries(Object.entries(expected).sort()));
      const totals = (await admin.query(`SELECT kommunenummer, bydel FROM ${DB}.participant_tally UNION ALL SELECT kommunenummer, bydel FROM ${DB}.report_tally`)).filter(USERS[user].sees).length;
      const read = await rowsRead(connection, `CALL ${DB}.overview_totals()`);
      assert.ok(read <= 8 * totals + 300, `${read} rows read, ${totals} totals`);
    });
  }

  test('Y3: who reports is told how many are confirmed in her places, of the years that are open; others are told nothing of it', async () => {
    for (const user of ['oslo', 'grunerlokka', 'trondheim', 'flere']) {
      const { connection } = await login(user);
      const { sums } = await told(connection);
      assert.ok(sums.some(({ year }) => year === YEAR), user);
      for (const { year, participants, confirmed } of sums) {
        const places = (await call(connection, 'report_progress', year))[0];
        const sum = (name) => places.reduce((all, row) => all + Number(row[name]), 0);
        assert.deepEqual([Number(participants), Number(confirmed)], [sum('participants'), sum('confirmed')], `${user} ${year}`);
      }
    }
    for (const user of ['imdi', 'admin-oslo']) assert.deepEqual((await told((await login(user)).connection)).sums, [], user);
  });

  test('A2: a district of a municipality that she has whole is counted once', async () => {
    await temporaryUser('prove-total', [{ kommunenummer: '0301' }, { kommunenummer: '0301', bydel: '030102' }]);
    const one = await told((await login('prove-total')).connection);
    const other = await told((await login('oslo')).connection);
    assert.deepEqual([one.statuses, one.sums], [other.statuses, other.sums]);
  });

  test('A2: without a context, nobody is counted', async () => {
    const { who, statuses, sums } = await told(await app());
    assert.deepEqual([who.user_id, statuses, sums], [null, {}, []]);
  });
});
