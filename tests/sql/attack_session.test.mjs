// What a session can set, keep, forge or take over: the context must outlive all of it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { admin, APP, app, call, closeAll, DB, errorOf } from './database.mjs';
import { USERS } from './expected.mjs';
import { create, foreignTo, gate, removeMade, save } from './participant.mjs';
import { login, newToken, open, removeUser, temporaryUser } from './session.mjs';
import { expectedFor, seenBy } from './views.mjs';

const USER = 'trondheim';
const TEMPORARY = ['angrep-utgatt', 'angrep-kommende', 'angrep-sluttet'];
let foreign;
const expected = () => expectedFor(USERS[USER].sees);

before(async () => {
  foreign = await foreignTo(USERS[USER].sees);
  assert.ok((await expected()).length > 0);
});
after(async () => {
  await removeMade();
  for (const user of TEMPORARY) await removeUser(user);
  await closeAll();
});

async function assertBound(connection, why) {
  assert.deepEqual(await seenBy(connection), await expected(), why);
  assert.equal((await save(connection, foreign.id, foreign.version, { navn: 'Stjålet' })).outcome, 'absent', why);
}

const SETTINGS = [
  `time_zone = '+13:00'`, `time_zone = '-12:59'`, `sql_mode = ''`, `sql_mode = 'ORACLE'`, `sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'`,
  `sql_mode = 'PAD_CHAR_TO_FULL_LENGTH'`, `sql_mode = 'TRADITIONAL,EMPTY_STRING_IS_NULL'`, `foreign_key_checks = 0`, `unique_checks = 0`,
  `check_constraint_checks = 0`, `group_concat_max_len = 4`, `max_sort_length = 64`, `sql_auto_is_null = 1`, `autocommit = 0`,
  `tx_isolation = 'READ-UNCOMMITTED'`, `tx_isolation = 'SERIALIZABLE'`, `character_set_client = latin1`,
  `character_set_connection = latin1`, `collation_connection = utf8mb4_bin`, `character_set_results = ascii`, `collation_connection = ucs2_bin`,
  `system_versioning_asof = '2020-01-01'`, `sql_safe_updates = 1`, `sql_big_selects = 0`, `max_sp_recursion_depth = 255`, `lc_time_names = 'nb_NO'`,
  `old_mode = 'NO_DUP_KEY_WARNINGS_WITH_IGNORE'`, `div_precision_increment = 0`, `pseudo_thread_id = 1`, `insert_id = 1`, `last_insert_id = 1`,
  `rand_seed1 = 1, rand_seed2 = 1`, `optimizer_switch = 'derived_merge=off'`, `sql_warnings = 1`, `default_week_format = 3`, `tmp_memory_table_size = 0`,
  `big_tables = 1`, `query_cache_type = 0`, `innodb_lock_wait_timeout = 1`, `tx_read_only = 0`, `standard_compliant_cte = 0`,
];

describe('settings of the session', () => {
  for (const setting of SETTINGS) {
    test(`SET ${setting}`, async () => {
      const { connection, token } = await login(USER);
      const refused = await errorOf(connection.query(`SET SESSION ${setting}`));
      assert.ok(refused === null || [1193, 1227, 1229, 1231, 1232, 1238, 1568].includes(refused), `error ${refused}`);
      await assertBound(connection, 'before a new context');
      await open(connection, token);
      await assertBound(connection, 'after a new context');
    });
  }
  test('the log and the binary log cannot be turned off', async () => {
    const { connection } = await login(USER);
    for (const setting of ['sql_log_bin = 0', 'sql_log_off = 1', 'binlog_format = STATEMENT', 'gtid_domain_id = 5', 'debug_dbug = "d"']) {
      assert.notEqual(await errorOf(connection.query(`SET SESSION ${setting}`)), null, setting);
    }
  });
  test('hash joins cannot be asked for', async () => {
    const { connection } = await login(USER);
    for (const level of [3, 4, 8]) {
      await errorOf(connection.query(`SET SESSION join_cache_level = ${level}`));
      const [now] = await connection.query('SELECT @@join_cache_level AS level');
      const [once] = await connection.query(`SET STATEMENT join_cache_level = ${level} FOR SELECT @@join_cache_level AS level`);
      assert.ok(Number(now.level) <= 2 && Number(once.level) <= 2, `the server lets a session have level ${level}`);
    }
  });
  test('user variables of any name change nothing', async () => {
    const { connection } = await login(USER);
    for (const name of ['user_id', 'v_user', 'v_all', 'ctx', 'ctx.v_user', 'is_system', 'v_system']) {
      await connection.query(`SET @\`${name}\` = 1`);
    }
    await assertBound(connection);
  });
  test('package variables cannot be assigned or read', async () => {
    const { connection } = await login(USER);
    for (const sentence of [`SET ${DB}.ctx.v_all = 1`, 'SET ctx.v_all = 1', 'SET v_all = 1', `SET @@${DB}.ctx = 1`, `SELECT ${DB}.ctx.v_user`,
      `SELECT ${DB}.ctx.v_user()`, `SET STATEMENT sql_mode = 'ORACLE' FOR SELECT ctx.v_user`, `BEGIN NOT ATOMIC SET ${DB}.ctx.v_all := 1; END`]) {
      assert.notEqual(await errorOf(connection.query(sentence)), null, sentence);
    }
    await assertBound(connection);
  });
});

describe('forged time', () => {
  const zones = ['+00:00', '+13:00', '-12:59', 'SYSTEM'];
  const times = ['DEFAULT', '1', '4102444800'];

  async function everyClock(connection, check) {
    for (const zone of zones) {
      for (const time of times) {
        await connection.query(`SET SESSION time_zone = '${zone}'`);
        await connection.query(`SET SESSION timestamp = ${time}`).catch(() => {});
        await check(`${zone} ${time}`);
      }
    }
  }
  test('a session that is over stays over', async () => {
    const { connection, token, who } = await login(USER);
    for (const column of ['idle_until', 'ends_at']) {
      await admin.query(`UPDATE ${DB}.session SET ${column} = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE session_id = ?`, [who.session_id]);
      await everyClock(connection, async (clock) => {
        assert.equal((await open(connection, token)).who, undefined, clock);
        assert.deepEqual(await seenBy(connection), [], clock);
      });
      await admin.query(`UPDATE ${DB}.session SET ${column} = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE session_id = ?`, [who.session_id]);
    }
    assert.notEqual((await open(connection, token)).who, undefined, 'the control: it does open when it is not over');
  });
  test('a grant that is over or not begun gives nothing', async () => {
    const [{ yesterday, tomorrow }] = await admin.query(`SELECT ${DB}.norwegian_date(UTC_TIMESTAMP()) - INTERVAL 1 DAY AS yesterday,
      ${DB}.norwegian_date(UTC_TIMESTAMP()) + INTERVAL 1 DAY AS tomorrow`);
    await temporaryUser('angrep-utgatt', [{ kommunenummer: '5001', to: yesterday }]);
    await temporaryUser('angrep-kommende', [{ kommunenummer: '5001', from: tomorrow }]);
    for (const user of ['angrep-utgatt', 'angrep-kommende']) {
      const { connection, token, grants, scopes } = await login(user);
      assert.deepEqual([grants, scopes], [[], []], user);
      await everyClock(connection, async (clock) => {
        await admin.query(`DELETE FROM ${DB}.user_scope_date WHERE user_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = ?)`, [user]);
        assert.deepEqual((await open(connection, token)).scopes, [], `${user} ${clock}`);
        assert.deepEqual(await seenBy(connection), [], `${user} ${clock}`);
      });
    }
  });
  test('what is stored bears the true time', async () => {
    const { connection } = await login(USER);
    const made = await create(connection, gate());
    let version = made.row_version;
    await everyClock(connection, async (clock) => {
      const saved = await save(connection, made.participant_id, version, { navn: `Ny ${clock}` });
      assert.equal(saved.outcome, 'saved', clock);
      version = saved.row_version;
      const [{ apart }] = await admin.query(`SELECT ABS(TIMESTAMPDIFF(SECOND, changed_at, UTC_TIMESTAMP(6))) AS apart
        FROM ${DB}.participant WHERE participant_id = ?`, [made.participant_id]);
      assert.ok(Number(apart) < 60, `${clock}: ${apart} seconds apart`);
      const [{ logged }] = await admin.query(`SELECT ABS(TIMESTAMPDIFF(SECOND, MAX(logged_at), UTC_TIMESTAMP(6))) AS logged
        FROM ${DB}_audit.change_log WHERE participant_id = ?`, [made.participant_id]);
      assert.ok(Number(logged) < 60, `${clock}: logged ${logged} seconds apart`);
    });
  });
  test('random numbers cannot be foretold', async () => {
    const { connection } = await login(USER);
    const attempts = new Set();
    for (let i = 0; i < 3; i++) {
      await connection.query('SET SESSION rand_seed1 = 1, rand_seed2 = 1');
      const [[row]] = await call(connection, 'login_begin', 'nobody', `seed-${i}`, null);
      attempts.add(row.attempt_id);
    }
    assert.equal(attempts.size, 3);
  });
});

describe('somebody else\'s session', () => {
  test('nothing but the token itself opens it', async () => {
    const { token, who } = await login('imdi');
    const connection = await app();
    const hash = createHash('sha256').update(token).digest();
    for (const guess of [hash, hash.toString('hex'), hash.toString('latin1'), token.slice(0, -1), `${token} `, ` ${token}`, `${token}\u0000`,
      token.toLowerCase(), token.toUpperCase(), String(who.session_id), 'imdi', newToken(), '', null, 0, 'x'.repeat(201)]) {
      await errorOf(open(connection, guess));
      assert.deepEqual(await seenBy(connection), [], String(guess));
    }
    await open(connection, token);
    assert.notDeepEqual(await seenBy(connection), []);
  });
  test('a logged out session is over everywhere', async () => {
    const { connection, token } = await login(USER);
    const other = await app();
    await open(other, token);
    await call(connection, 'session_end');
    assert.deepEqual(await seenBy(connection), []);
    assert.equal((await open(other, token)).who, undefined);
    assert.deepEqual(await seenBy(other), []);
  });
  test('a user who is no longer active is nobody', async () => {
    await temporaryUser('angrep-sluttet', [{ kommunenummer: '5001' }]);
    const { connection, token } = await login('angrep-sluttet');
    assert.deepEqual(await seenBy(connection), await expected());
    await call(admin, 'ctx.open_system', 'tests');
    await admin.query(`UPDATE ${DB}.user SET active = 0 WHERE brukernavn = 'angrep-sluttet'`);
    await call(admin, 'ctx.leave');
    assert.equal((await open(connection, token)).who, undefined);
    assert.deepEqual(await seenBy(connection), []);
  });
});

describe('what is kept from one context to the next', () => {
  const SENTENCE = `SELECT participant_id AS id FROM ${DB}.participant_all UNION ALL SELECT participant_id FROM ${DB}.participant_municipality
    UNION ALL SELECT participant_id FROM ${DB}.participant_district`;
  const idsOf = (rows) => rows.map((row) => String(row.id)).sort();

  test('a prepared statement asks anew', async () => {
    const { connection } = await login('imdi');
    const trondheim = await login(USER);
    const prepared = await connection.prepare(SENTENCE);
    await connection.query({ sql: `PREPARE kept FROM '${SENTENCE.replaceAll("'", "''")}'` });
    const everything = idsOf(await prepared.execute([]));
    assert.ok(everything.length > (await expected()).length);
    await open(connection, trondheim.token);
    assert.deepEqual(idsOf(await prepared.execute([])), await expected());
    assert.deepEqual(idsOf(await connection.query('EXECUTE kept')), await expected());
    await open(connection, newToken());
    assert.deepEqual(await prepared.execute([]), []);
    assert.deepEqual(await connection.query('EXECUTE kept'), []);
  });
  test('an open transaction or snapshot does not keep the old context', async () => {
    const { connection } = await login('imdi');
    const trondheim = await login(USER);
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    await seenBy(connection);
    await open(connection, trondheim.token);
    assert.deepEqual(await seenBy(connection), await expected());
    await connection.query('ROLLBACK');
    assert.deepEqual(await seenBy(connection), await expected());
    await open(connection, newToken());
    assert.deepEqual(await seenBy(connection), []);
  });
  test('a context cut short is an error, and never half of two', async () => {
    const imdi = await login('imdi');
    const trondheim = await login(USER);
    const { connection } = imdi;
    let cut = 0;
    for (let micro = 20; micro <= 2000; micro += 20) {
      await open(connection, imdi.token);
      await connection.query(`SET SESSION max_statement_time = ${micro / 1e6}`);
      const trouble = await errorOf(open(connection, trondheim.token));
      if (trouble !== null) cut += 1;
      await connection.query('SET SESSION max_statement_time = 0');
      const [{ who, everything }] = await connection.query(`SELECT ${DB}.ctx.user_id() AS who, ${DB}.ctx.sees_all('jobbsjansen') AS everything`);
      const whole = who === null && everything === null || who === trondheim.who.user_id && Number(everything) === 0;
      const untouched = trouble !== null && who === imdi.who.user_id;
      assert.ok(whole || untouched, `after ${micro} microseconds: ${trouble}, ${who}, ${everything}`);
    }
    assert.ok(cut > 0, 'no context was cut short: the test is blind');
  });
  test('a reset connection is nobody\'s', async () => {
    const { connection } = await login('imdi');
    await connection.reset();
    await connection.query(`USE ${DB}`);
    assert.deepEqual(await seenBy(connection), []);
  });
});

describe('other connections', () => {
  test('only one\'s own account is listed, and bound values are not shown', async () => {
    const { connection, token } = await login(USER);
    const watcher = await app();
    const running = connection.execute('SELECT SLEEP(0.7), ?', [token]);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const listed = [...await watcher.query('SHOW FULL PROCESSLIST'), ...await watcher.query('SELECT user AS User, info AS Info FROM information_schema.processlist')];
    await running;
    assert.ok(listed.some((row) => /SLEEP\(0\.7\)/.test(row.Info ?? '')), 'the sibling is not listed: the test is blind');
    assert.deepEqual(listed.filter((row) => row.User !== APP), []);
    assert.ok(!JSON.stringify(listed, (_, value) => (typeof value === 'bigint' ? String(value) : value)).includes(token));
  });
  test('connections of other accounts cannot be ended', async () => {
    const { connection } = await login(USER);
    for (const what of ['', 'QUERY ', 'CONNECTION ']) {
      assert.equal(await errorOf(connection.query(`KILL ${what}${admin.threadId}`)), 1095);
    }
    const [{ own }] = await admin.query('SELECT SUBSTRING_INDEX(CURRENT_USER(), \'@\', 1) AS own');
    await errorOf(connection.query(`KILL HARD USER \`${own}\``));
    assert.equal((await admin.query('SELECT 1 AS alive')).length, 1);
  });
});
