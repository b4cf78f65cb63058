// The sealed logs (requirement L1), from inside an installation in use: nothing is left out of them, nobody changes what is
// there, no client chooses what it says of her, and the command that checks them says so. What root can do to the tables is
// tried in tests/unit/test_task_audit.c, on a database of its own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor } from '../http/client.mjs';
import { admin, APP, AUDIT, call, closeAll, connectAs, DB, errorOf, first, passwordOf, stateFile } from './database.mjs';
import { DERIVED_COLUMNS, UNLOGGED, UNTOLD_COLUMNS } from './expected.mjs';
import { create, gate, removeMade, save } from './participant.mjs';
import { login, open } from './session.mjs';

const LOGS = ['access_log', 'access_log_person', 'change_log', 'download', 'download_end', 'download_search'];
const SEALS = ['seal', 'seal_leaves'];
const NUMBERS = { access_log: 'log_id', change_log: 'log_id' };
const scratch = mkdtempSync(join(tmpdir(), 'jobbsjanse-audit.'));

// A row in every log: someone is looked for and a list is downloaded.
before(async () => {
  const { connection } = await login('flere');
  const reference = randomBytes(32).toString('base64url');
  await call(connection, 'person_search_keep', reference, '', '', 'Nora', 'aaaaaaaa-0000-4000-8000-000000000001');
  const begun = first(await call(connection, 'download_begin', 'oversikt.csv', '/deltakere.csv', 'Alle', reference, 'x.csv', '1', 'a'.repeat(64)));
  await call(connection, 'download_end', begun.reference, begun.end_key, 1, 1, 1, 'b'.repeat(64));
  await admin.query(`INSERT INTO ${AUDIT}.access_log_person (person_id, log_id, logged_at)
    SELECT 'aaaaaaaa-0000-4000-8000-000000000001', MAX(log_id), MAX(logged_at) FROM ${AUDIT}.access_log`);
  await command('seal');
});
after(async () => {
  rmSync(scratch, { recursive: true });
  await removeMade();
  await closeAll();
});

// The command as the operating system's user who may administer the database.
function command(...words) {
  const settings = userInfo().username === 'root' ? 'root.conf' : 'jobbsjanse.conf';
  return new Promise((done) => {
    execFile(stateFile('app/usr/bin/jobbsjanse'), ['--config', stateFile(settings), 'audit', ...words],
      (trouble, out, complaint) => done({ status: trouble ? trouble.code : 0, out, complaint }));
  });
}

const named = (rows) => rows.map((row) => row.name);
const tablesOf = async (schema) => named(await admin.query(
  `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY 1`, [schema]));
const columnsOf = async (schema, table) => named(await admin.query(
  `SELECT column_name AS name FROM information_schema.columns
   WHERE table_schema = ? AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position`, [schema, table]));
const triggersOf = (schema, table, timing) => admin.query(
  `SELECT event_manipulation AS event, action_statement AS text FROM information_schema.triggers
   WHERE trigger_schema = ? AND event_object_table = ? AND action_timing = ?`, [schema, table, timing]);

// What of a table's changes would leave no row in the log.
async function missing(table) {
  const found = [];
  const triggers = await triggersOf(DB, table, 'AFTER');
  for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
    const text = triggers.find((one) => one.event === event && one.text.includes(`${AUDIT}.change_log`))?.text;
    if (!text) found.push(`${table}: no trigger on ${event}`);
    for (const column of await columnsOf(DB, table)) {
      const untold = column in DERIVED_COLUMNS || (event === 'UPDATE' && (column in UNTOLD_COLUMNS || `${table}.${column}` in UNTOLD_COLUMNS));
      if (text && !untold && !text.includes(`"${column}":[`)) found.push(`${table}.${column}: not told on ${event}`);
    }
  }
  return found;
}

describe('nothing is left out', () => {
  test('L1: every table writes every insert, change and delete of every column to the log, or has a reason', async () => {
    const found = [];
    for (const table of await tablesOf(DB)) if (!(table in UNLOGGED)) found.push(...await missing(table));
    assert.deepEqual(found, []);
  });
  test('control: a new table without triggers, and a new column that no trigger tells, are noticed', async () => {
    await admin.query(`CREATE TABLE ${DB}.unlogged_control (id INT PRIMARY KEY)`);
    try {
      assert.ok((await tablesOf(DB)).includes('unlogged_control'));
      assert.equal((await missing('unlogged_control')).length, 3);
    } finally {
      await admin.query(`DROP TABLE ${DB}.unlogged_control`);
    }
    await admin.query(`ALTER TABLE ${DB}.reporting_year ADD COLUMN control INT`);
    try {
      assert.equal((await missing('reporting_year')).length, 3);
    } finally {
      await admin.query(`ALTER TABLE ${DB}.reporting_year DROP COLUMN control`);
    }
  });
  test('what is a hash, a key or a token is told as changed, and shown nowhere in the log', async () => {
    const binary = await admin.query(`SELECT table_name AS name, column_name AS hidden FROM information_schema.columns
      WHERE table_schema = ? AND (data_type LIKE '%binary%' OR data_type LIKE '%blob%' OR column_name = 'password_hash')`, [DB]);
    let tried = 0;
    for (const { name, hidden } of binary.filter((one) => !(one.name in UNLOGGED))) {
      for (const { event, text } of (await triggersOf(DB, name, 'AFTER')).filter((one) => one.text.includes(`"${hidden}":[`))) {
        for (const row of ['OLD', 'NEW']) {
          assert.ok(!text.includes(`CONCAT('', ${row}.\`${hidden}\``), `${name}.${hidden} on ${event}`);
          assert.doesNotMatch(text, new RegExp(`CONCAT_WS\\(','(, ${row}.\`\\w+\`)*, ${row}.\`${hidden}\``), `${name}.${hidden} as a key on ${event}`);
        }
        tried += 1;
      }
    }
    assert.ok(tried >= 9, String(tried));
  });
  test('a reason stands for a table that is there, and for one without triggers', async () => {
    const tables = await tablesOf(DB);
    for (const table of Object.keys(UNLOGGED)) {
      assert.ok(tables.includes(table), table);
      assert.equal((await missing(table)).length, 3, table);
    }
  });
  test('L1: every table of the audit schema is sealed, every column of it in its hash', async () => {
    assert.deepEqual(await tablesOf(AUDIT), [...LOGS, ...SEALS].sort());
    for (const log of LOGS) {
      const [{ text }] = (await triggersOf(AUDIT, log, 'BEFORE')).filter((one) => one.event === 'INSERT');
      const hashed = [...text.matchAll(/'(\w+)=', (?:2 \* )?LENGTH\(/g)].map(([, column]) => column);
      const columns = (await columnsOf(AUDIT, log)).filter((one) => one !== 'row_hash' && one !== (NUMBERS[log] ?? 'entry_id'));
      assert.deepEqual(hashed.sort(), columns.sort(), log);
      assert.ok(text.includes(`'${log};'`), log);
    }
  });
  test('every log is cut by year, with years ahead', async () => {
    const nextButOne = `y${new Date().getFullYear() + 2}`;
    const cut = named(await admin.query(`SELECT table_name AS name FROM information_schema.partitions
      WHERE table_schema = ? AND partition_name = ? ORDER BY 1`, [AUDIT, nextButOne]));
    assert.deepEqual(cut, [...LOGS, 'seal_leaves'].sort());
  });
});

describe('sessions are in the log', () => {
  test('L1: login and logout, with user and session, and nothing of the token', async () => {
    const { connection, who, token } = await login('trondheim');
    await open(connection, token);
    await call(connection, 'session_end');
    const rows = await admin.query(`SELECT * FROM ${AUDIT}.change_log WHERE table_name = 'session' AND row_key = ? ORDER BY log_id`, [String(who.session_id)]);
    assert.deepEqual(rows.map((row) => [row.action, row.user_id, row.user_name, row.session_id]),
      [['insert', who.user_id, who.display_name, who.session_id], ['update', who.user_id, who.display_name, who.session_id]]);
    assert.deepEqual(JSON.parse(rows[0].changed).token_hash, [null, '(hidden)']);
    assert.deepEqual(Object.keys(JSON.parse(rows[1].changed)), ['ended_at']);
  });
  test('a session that is in use tells nothing, one that somebody else ends tells who', async () => {
    const { who } = await login('trondheim');
    const ended = (sentence) => admin.query(`UPDATE ${DB}.session SET ${sentence} WHERE session_id = ?`, [who.session_id]);
    await ended('seen_at = seen_at - INTERVAL 5 SECOND, idle_until = idle_until - INTERVAL 5 SECOND');
    await ended('ended_at = created_at');
    const rows = await admin.query(`SELECT user_id, user_name FROM ${AUDIT}.change_log WHERE table_name = 'session' AND row_key = ? ORDER BY log_id`, [String(who.session_id)]);
    assert.equal(rows.length, 2);
    assert.equal(rows[1].user_id, null);
    assert.match(rows[1].user_name, /^account:.+@localhost$/);
  });
  test('whoever is made an account of the system is in the log', async () => {
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE table_name = 'system_account' AND action = 'insert'`);
    assert.ok(n >= 2n);
  });
});

describe('which request it was', () => {
  const requestsOf = async (id) => (await admin.query(
    `SELECT DISTINCT request_id FROM ${AUDIT}.change_log WHERE participant_id = ? ORDER BY log_id`, [id])).map((row) => String(row.request_id));
  test('L1: all rows of one request have its number, another request has another', async () => {
    const { connection, token, who } = await login('trondheim');
    const made = await create(connection, gate({ sted_arbeidspraksis: [1, 2] }));
    const second = await open(connection, token);
    await save(connection, made.participant_id, 1, { navn: 'Ny' });
    assert.deepEqual(await requestsOf(made.participant_id), [String(who.request_id), String(second.who.request_id)]);
    assert.notEqual(String(who.request_id), String(second.who.request_id));
  });
  test('no session sets it, and without a context there is none', async () => {
    const { connection, who } = await login('trondheim');
    for (const sentence of [`SET ${DB}.ctx.v_request = 1`, `SET @request_id = 1; SELECT ${DB}.ctx.request_id(1)`, 'SET v_request = 1',
      `CALL ${DB}.ctx.open('x', 1)`]) assert.notEqual(await errorOf(connection.query(sentence)), null, sentence);
    const asked = async () => (await connection.query(`SELECT ${DB}.ctx.request_id() AS id`))[0].id;
    assert.equal(String(await asked()), String(who.request_id));
    await call(connection, 'ctx.leave');
    assert.equal(await asked(), null);
  });
  test('the journal\'s line of a request has the number that the log has', async () => {
    const visitor = await Visitor.login('trondheim');
    await visitor.get('/deltakere');
    const lines = () => readFileSync(stateFile('log/application.log'), 'utf8').split('\n').filter((line) => / request id=\S+ route=\/deltakere status=200 /.test(line));
    for (let tries = 0; tries < 100 && lines().length === 0; tries += 1) await sleep(50); // it is written once the answer is on its way
    assert.match(lines().at(-1), / audit=[1-9]\d+ /);
  });
});

describe('nobody changes what is there', () => {
  test('L1: not the owner of the schema: no statement that changes rows', async () => {
    for (const table of [...LOGS, ...SEALS]) {
      const columns = (await columnsOf(AUDIT, table)).join();
      const [column] = columns.split(',');
      assert.ok((await admin.query(`SELECT 1 FROM ${AUDIT}.${table} LIMIT 1`)).length > 0, `${table} is empty: nothing is tried`);
      for (const sentence of [`UPDATE ${AUDIT}.${table} SET ${column} = ${column} LIMIT 1`, `DELETE FROM ${AUDIT}.${table} LIMIT 1`,
        `REPLACE INTO ${AUDIT}.${table} (${columns}) SELECT ${columns} FROM ${AUDIT}.${table} LIMIT 1`,
        `INSERT INTO ${AUDIT}.${table} (${columns}) SELECT ${columns} FROM ${AUDIT}.${table} LIMIT 1 ON DUPLICATE KEY UPDATE ${column} = VALUES(${column})`])
        assert.equal(await errorOf(admin.query(sentence)), 1644, sentence);
    }
  });
  test('the accounts that own routines and triggers have no right to delete or to change a value', async () => {
    for (const account of ['jobbsjanse_definer', 'jobbsjanse_audit_writer', 'jobbsjanse_audit_keeper']) {
      const grants = (await admin.query({ sql: 'SHOW GRANTS FOR ?@localhost', rowsAsArray: true }, [account])).map(([grant]) => grant)
        .filter((grant) => grant.includes(`\`${AUDIT}\``));
      assert.ok(grants.length > 3, account);
      for (const grant of grants) {
        assert.doesNotMatch(grant, /DELETE|ALL PRIVILEGES/, grant);
        const changing = grant.match(/UPDATE(?: \(([^)]*)\))?/);
        if (changing) assert.match(changing[1] ?? '', /^(`?(row_hash|request_id)`?(, )?)+$/, grant);
        if (/ALTER|DROP/.test(grant)) assert.equal(account, 'jobbsjanse_audit_keeper', grant);
      }
    }
  });
  test('no account that anybody can log in with has any right there', async () => {
    for (const account of [APP, 'jobbsjanse_jobs', 'jobbsjanse_history_reader']) {
      const grants = (await admin.query({ sql: 'SHOW GRANTS FOR ?@localhost', rowsAsArray: true }, [account])).map(([grant]) => grant);
      assert.deepEqual(grants.filter((grant) => grant.includes(`\`${AUDIT}\``)), [], account);
    }
  });
  test('a row\'s hash and request are the database\'s, whatever is written', async () => {
    await call(admin, 'ctx.leave');
    await admin.query('START TRANSACTION');
    await admin.query(`INSERT INTO ${AUDIT}.access_log (logged_at, user_name, action, what, details, row_hash, request_id)
      VALUES (UTC_TIMESTAMP(6), 'x', 'open', 'x', '{}', UNHEX(REPEAT('0', 64)), 7)`);
    const [row] = await admin.query(`SELECT HEX(row_hash) AS hash, request_id FROM ${AUDIT}.access_log ORDER BY log_id DESC LIMIT 1`);
    await admin.query('ROLLBACK');
    assert.notEqual(row.hash, '0'.repeat(64));
    assert.equal(row.request_id, null);
  });
  test('the jobs\' account learns numbers and hashes alone, and makes no seal out of turn', async () => {
    const jobs = await connectAs('jobbsjanse_jobs', passwordOf('jobbsjanse_jobs'));
    try {
      for (const log of LOGS) {
        const [rows] = await call(jobs, 'jobs_audit_rows', log, 1, 1000000000, 3);
        assert.ok(rows.length > 0, log);
        for (const row of rows) {
          assert.deepEqual(Object.keys(row), ['id', 'year', 'hash']);
          assert.match(row.hash, /^[0-9a-f]{64}$/);
        }
      }
      const state = async () => first(await call(jobs, 'jobs_audit_state', 'change_log'));
      const { seal_no: last, seal_hash: hash } = await state();
      const add = (number, previous) => call(jobs, 'jobs_audit_seal', number, '2026-01-01 00:00:00', 'block', 'change_log', 2026, 1, 2, 2,
        '0'.repeat(64), previous, '0'.repeat(64), '0'.repeat(64), null);
      for (const [number, previous] of [[last, hash], [last + 2n, hash], [0n, hash], [last + 1n, 'a'.repeat(64)]])
        assert.equal(first(await add(number, previous)).outcome, 'taken');
      assert.equal((await state()).seal_no, last);
      assert.notEqual(await errorOf(call(jobs, 'jobs_audit_rows', 'user', 1, 2, 3)), null);
    } finally {
      await jobs.end();
    }
  });
});

describe('the command', () => {
  test('L1: seals what waits, and says that the logs are whole while they are written', async () => {
    const { connection } = await login('trondheim');
    let going = true;
    const writing = (async () => {
      while (going) await create(connection, gate());
    })();
    try {
      for (let round = 0; round < 4; round += 1) {
        const sealed = await command('seal');
        assert.equal(sealed.status, 0, sealed.complaint);
        assert.match(sealed.out, /^\d+ seals made\.\n\S+ \S+ seal=\d+ hash=[0-9a-f]{64} mac=[0-9a-f]{64}\n$/);
        const { status, out } = await command('verify');
        assert.equal(status, 0, out);
        assert.match(out, /The logs are as they were sealed\./);
        assert.match(out, /This cannot show: /);
      }
    } finally {
      going = false;
      await writing;
    }
  });
  test('two at once do not disturb each other', async () => {
    const both = await Promise.all([command('seal'), command('seal'), command('seal')]);
    assert.deepEqual(both.map((one) => one.status), [0, 0, 0]);
    assert.equal((await command('verify')).status, 0);
  });
  test('ends of the chain that were kept are compared: one that fits, one of another chain, one that is cut off, nonsense', async () => {
    const file = join(scratch, 'heads');
    const { out } = await command('head');
    const verify = async (text) => {
      writeFileSync(file, text);
      return command('verify', '--heads', file);
    };
    assert.deepEqual((await verify(out)).status, 0);
    const foreign = await verify(out + out.replace(/hash=\w{4}/, 'hash=0000'));
    assert.equal(foreign.status, 3);
    assert.match(foreign.out, /made anew/);
    const cut = await verify(out.replace(/seal=\d+/, 'seal=99999999'));
    assert.equal(cut.status, 3);
    assert.match(cut.out, /the chain was cut/);
    assert.equal((await verify('nonsense\n')).status, 1);
    assert.equal((await verify('')).status, 1, 'a file that was not copied proves nothing');
    const half = await verify(`${out.slice(0, 40)}\n${out}`);
    assert.equal(half.status, 0);
    assert.match(half.out, /line 1 of the file.*cannot be understood/);
    assert.match(half.out, /Compared with 1 ends/);
    assert.equal((await command('verify', '--heads', join(scratch, 'not-there'))).status, 1);
  });
  test('drops nothing that is to be kept, and says how it is used', async () => {
    const refused = await command('drop', '2026');
    assert.equal(refused.status, 1);
    assert.match(refused.complaint, /audit_keep_years/);
    for (const words of [[], ['drop'], ['drop', 'x'], ['drop', '1999'], ['verify', '--heads'], ['seal', 'x'], ['erase']]) assert.equal((await command(...words)).status, 2, words.join(' '));
  });
  test('the daemon seals by itself and tells the chain\'s end to the journal', () => {
    assert.match(readFileSync(stateFile('log/jobs.log'), 'utf8'), /audit-sealed seal=\d+ hash=[0-9a-f]{64} mac=[0-9a-f]{64}/);
  });
});
