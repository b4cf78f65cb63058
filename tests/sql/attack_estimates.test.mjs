// The optimizer looks into an index before it runs a sentence, and what it finds can be asked for: max_join_size turns its
// guess into yes or no, and enough of those spell out a number. Guesses must not depend on rows outside the scope.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, app, closeAll, DB } from './database.mjs';
import { CONTROL, dropControl, makeControl } from './control.mjs';
import { SCOPED_VIEWS, USERS } from './expected.mjs';
import { told } from './guesses.mjs';
import { login } from './session.mjs';
import { appViews } from './views.mjs';

let views;

before(async () => {
  await makeControl();
  views = await appViews();
});
after(async () => {
  await dropControl();
  await closeAll();
});

// The longest run of rows between two of one's own, in the order of `column`: a range over it holds no row of the scope.
function longestRun(rows, column, sees, isPlace) {
  const order = (a, b) => (a[column] < b[column] ? -1 : 1);
  let best = [];
  let run = [];
  for (const row of [...rows].sort(order)) {
    if (sees(row)) run = [];
    else if (isPlace(row)) run.push(row[column]);
    if (run.length > best.length) best = [...run];
  }
  return best;
}

// A place outside the scope, and ranges there that hold none, one, two and several women, and nobody of one's own.
async function placeOf(user) {
  const rows = await admin.query(`SELECT kommunenummer, bydel, participant_id, fodselsnummer FROM ${DB}.participant`);
  const { sees } = USERS[user];
  let best = { length: 0 };
  for (const { kommunenummer: k, bydel: b } of rows.filter((row) => !sees(row))) {
    const runs = ['fodselsnummer', 'participant_id'].map((column) =>
      longestRun(rows, column, sees, (row) => row.kommunenummer === k && row.bydel === b));
    const length = Math.min(...runs.map((run) => run.length));
    if (length > best.length) best = { length, k, b, runs };
  }
  assert.ok(best.length >= 2, 'too few participants elsewhere');
  const [numbers, ids] = best.runs;
  return { k: best.k, b: best.b, ranges: {
    fodselsnummer: [['0', '00000000001'], ...[0, 1, numbers.length - 1].map((last) => [numbers[0], `${numbers[last]}~`])],
    participant_id: [[1n, 2n], ...[0, 1, ids.length - 1].map((last) => [ids[0], BigInt(ids[last]) + 1n])] } };
}

test('the control view is caught', async () => {
  const { connection } = await login('trondheim');
  await connection.query(`SELECT 1 FROM ${CONTROL}.leak_late WHERE 1 = 0`);
  const found = await told(connection, `${CONTROL}.leak_late`, new Set(['fodselsnummer', 'participant_id']), await placeOf('trondheim'));
  assert.ok(found.length > 0, 'no guess differs: the suite is blind');
});

for (const user of ['grunerlokka', 'trondheim', 'flere']) {
  describe(`as ${user}`, () => {
    for (const view of Object.keys(SCOPED_VIEWS)) {
      test(`${view}: the guess is the same whoever is elsewhere`, async () => {
        if (!views.has(view)) return;
        const { connection } = await login(user);
        assert.deepEqual(await told(connection, `${DB}.${view}`, views.get(view), await placeOf(user)), []);
      });
    }
  });
}

// A second connection of the same account may ask for the plan of a sentence that runs in the first, views or not.
async function planned(connection, watcher, sql) {
  for (let tries = 20; ; tries -= 1) {
    const running = connection.query(`SELECT SLEEP(0.1), COUNT(v.participant_id) FROM (SELECT 1 AS one) t LEFT JOIN ${sql}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const rows = await watcher.query(`SHOW ANALYZE FOR ${connection.threadId}`).catch(() => null); // too early, or too late
    await running;
    if (rows || tries === 0) return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  }
}

// The plans for each range that differ: from how many women it holds, and nothing else, they may not.
async function plansTold(user, view, columns) {
  const [{ connection }, watcher, place] = [await login(user), await app(), await placeOf(user)];
  const found = [];
  for (const [column, ranges] of Object.entries(place.ranges).filter(([one]) => columns.has(one))) {
    const plans = new Set();
    for (const [from, to] of ranges) {
      plans.add(await planned(connection, watcher, `${view} v ON v.kommunenummer = '${place.k}' AND v.bydel = '${place.b}' AND v.${column} BETWEEN '${from}' AND '${to}'`));
    }
    if (![...plans].every((plan) => plan.includes('"rows"'))) found.push(`${view}, ${column}: no plan: the test is blind`);
    if (plans.size > 1) found.push(`${view}, ${column}: ${[...plans].join('\n')}`);
  }
  return found;
}

describe('the plan of a sentence, asked for from beside while it runs', () => {
  test('control: a view that leaks is caught', async () => {
    const found = await plansTold('trondheim', `${CONTROL}.leak_late`, new Set(['fodselsnummer', 'participant_id']));
    assert.ok(found.length > 0 && !found.join().includes('blind'), found.join('\n'));
  });
  for (const user of ['grunerlokka', 'trondheim', 'flere']) {
    test(`as ${user}: it is the same whoever is elsewhere`, async () => {
      const found = [];
      for (const view of Object.keys(SCOPED_VIEWS).filter((name) => SCOPED_VIEWS[name].kind === USERS[user].kind)) {
        found.push(...await plansTold(user, `${DB}.${view}`, views.get(view)));
      }
      assert.deepEqual(found, []);
    });
  }
});

test('the optimizer\'s notes cannot be read', async () => {
  const { connection } = await login('trondheim');
  await connection.query(`SET SESSION optimizer_trace = 'enabled=on', optimizer_trace_max_mem_size = 1000000`);
  for (const view of Object.keys(SCOPED_VIEWS).filter((name) => views.has(name))) {
    await connection.query(`SELECT COUNT(*) FROM ${DB}.${view} WHERE participant_id = 1`);
    const [row] = await connection.query('SELECT trace, insufficient_privileges AS hidden FROM information_schema.optimizer_trace');
    assert.ok(!row || (row.trace === '' && Number(row.hidden) === 1), `${view}: ${row?.trace?.slice(0, 200)}`);
  }
  await connection.query(`SELECT COUNT(*) FROM ${DB}.participant_all WHERE participant_id = 1`);
  for (const status of ['Last_query_cost']) {
    const [row] = await connection.query(`SHOW SESSION STATUS LIKE '${status}'`);
    assert.equal(Number(row.Value), 0);
  }
});
