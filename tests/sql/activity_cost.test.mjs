// What the activity log costs (requirement L2): rows read for a page of it, with no filter, each of them, and all at once, here
// and in a log that has many more rows of everybody else's. Time itself is measured by ./dev bench access.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, AUDIT, call, closeAll, DB } from './database.mjs';
import { rowsRead } from './cost.mjs';
import { login } from './session.mjs';

// Rows of a month long gone, by users that are none; the log is never changed, so they stay, out of everybody's way.
const FILLER = 20000;
const FILLER_USER = 900000001;
const PAGE = 26;
const COUNTED = 1001;
let owner;

before(async () => {
  owner = await login('systemeier');
  const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE user_id = ?`, [FILLER_USER]);
  if (Number(n) < FILLER) {
    await admin.query(`INSERT INTO ${AUDIT}.change_log (logged_at, user_id, user_name, session_id, action, table_name, row_key, participant_id, changed)
      SELECT '2026-01-01' + INTERVAL seq MINUTE, ${FILLER_USER}, 'Fyll', 1, IF(seq = 7, 'insert', 'update'), 'participant', seq MOD 100, 1000 + seq MOD 100, '{"navn":[null,"x"]}' FROM seq_1_to_${FILLER}`);
    await admin.query(`INSERT INTO ${AUDIT}.access_log (logged_at, user_id, user_name, session_id, action, what, participant_id, details)
      SELECT '2026-01-01' + INTERVAL seq MINUTE, ${FILLER_USER}, 'Fyll', 1, IF(seq = 7, 'download', 'open'), 'bakgrunn', 1000 + seq MOD 100, '{}' FROM seq_1_to_${FILLER}`);
  }
});
after(closeAll);

const asked = ({ kinds = '1,2,3,4,5,6', user = 'NULL', from = 'NULL', to = 'NULL', place = ['NULL', 'NULL', 'NULL'], newer = 0, receipt = 'NULL' }) =>
  `CALL ${DB}.activity_list('${kinds}', ${user}, ${from}, ${to}, NULL, ${place.join(', ')}, ${newer}, ${PAGE}, ${receipt})`;

// Of an ordered branch: its rows, each once more where they are gathered and sorted, and a few of the roles and the place.
const branches = (count) => count * (3 * PAGE + 40) + 8 * PAGE + 60;
const counted = (count) => count * 3 * COUNTED + 100; // read, gathered, counted

describe('L2: rows read do not grow with the log', () => {
  const cases = {
    'no filter': [{}, 7],
    'one user': [{ user: FILLER_USER }, 7],
    'one user, a kind she has one of among twenty thousand': [{ user: FILLER_USER, kinds: '1' }, 1],
    'one user, two rare kinds': [{ user: FILLER_USER, kinds: '1,5' }, 2],
    'one user, a kind she has none of': [{ user: FILLER_USER, kinds: '3' }, 1],
    'a kind and a day': [{ kinds: '2', from: "'2026-01-03'", to: "'2026-01-04'" }, 1],
    'one user, a kind and a minute': [{ user: FILLER_USER, kinds: '2,4', from: "'2026-01-03 10:00'", to: "'2026-01-03 10:01'" }, 2],
    'a place deep in it, towards older rows': [{ user: FILLER_USER, kinds: '2', place: ["'2026-01-08 00:00:00'", 1, 1] }, 1],
    'a place deep in it, towards newer rows': [{ user: FILLER_USER, kinds: '2,4', place: ["'2026-01-08 00:00:00'", 1, 1], newer: 1 }, 2],
    'the system': [{ user: 0, kinds: '2' }, 1],
  };
  for (const [name, [options, count]] of Object.entries(cases)) {
    test(`${name}: at most a page for each of ${count} branches, and a thousand counted`, async () => {
      const rows = await rowsRead(owner.connection, asked(options));
      const most = branches(count) + counted(count);
      assert.ok(rows <= most, `${rows} rows, at most ${most}`);
    });
  }
  test('a piece for a file reads its own rows alone', async () => {
    const [[{ reference }]] = await call(owner.connection, 'download_begin', 'aktivitetslogg.csv', '/aktivitetslogg.csv', 'Alt', null, 'x.csv', '1', 'ab'.repeat(32));
    const rows = await rowsRead(owner.connection, asked({ user: FILLER_USER, kinds: '2', place: ["'2026-01-08 00:00:00'", 1, 1], receipt: `'${reference}'` }));
    assert.ok(rows <= branches(1), `${rows} rows, at most ${branches(1)}`);
  });
  test('control: a list that is sorted, and not read in order, is noticed', async () => {
    const rows = await rowsRead(admin, `SELECT log_id FROM ${AUDIT}.change_log IGNORE INDEX (change_by_user, change_by_kind) WHERE user_id = ${FILLER_USER} ORDER BY logged_at DESC LIMIT ${PAGE}`);
    assert.ok(rows > branches(7) + 100, `${rows} rows`);
  });
});
