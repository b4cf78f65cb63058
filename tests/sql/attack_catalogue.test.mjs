// What the server tells of itself to anybody who is logged in to it: every table of its catalogues, every SHOW, every setting. None of it
// may hold a value of a participant, a password, or the name of a table that is not the worker's to know.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, APP, AUDIT, closeAll, DB, errorOf, HISTORY } from './database.mjs';
import { INTRO_VIEWS, OPEN_VIEWS, SCOPED_VIEWS } from './expected.mjs';
import { login } from './session.mjs';
import { rowsOf } from './views.mjs';

let worker;
let secrets;
const OWN = [DB, AUDIT, HISTORY];
const KNOWN = new Set([...Object.keys(SCOPED_VIEWS), ...Object.keys(INTRO_VIEWS), ...Object.keys(OPEN_VIEWS)]);

before(async () => {
  const { connection, token } = await login('trondheim');
  worker = connection;
  const rows = await rowsOf('participant');
  const own = new Set(rows.filter((row) => row.kommunenummer === '5001').flatMap((row) => [row.fodselsnummer, row.person_id, row.navn]));
  const values = rows.filter((row) => row.kommunenummer !== '5001').flatMap((row) => [row.fodselsnummer, row.person_id, row.navn]);
  const hashes = await admin.query(`SELECT password_hash AS h FROM ${DB}.user WHERE password_hash IS NOT NULL`);
  secrets = [...new Set([...values.filter((value) => value && !own.has(value)), ...hashes.map(({ h }) => h), token])];
  assert.ok(secrets.length > 300, 'nothing to look for');
});
after(closeAll);

const textOf = (rows) => JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
const toldBy = (rows) => {
  const text = textOf(rows);
  return secrets.filter((secret) => text.includes(secret));
};
// Names of our schemas' tables that are not the worker's.
const namesIn = (rows) => rows.flatMap((row) => {
  const of = (name) => Object.entries(row).find(([column]) => column.toLowerCase() === name)?.[1];
  const [schema, table] = [of('table_schema') ?? of('event_object_schema') ?? of('object_schema'), of('table_name') ?? of('event_object_table') ?? of('object_name')];
  return OWN.includes(schema) && !KNOWN.has(table) ? [`${schema}.${table}`] : [];
});

test('the catalogues hold no value of a participant and no other table\'s name', async () => {
  const tables = await admin.query(`SELECT table_schema AS s, table_name AS t FROM information_schema.tables
    WHERE table_schema IN ('information_schema', 'performance_schema') ORDER BY 1, 2`);
  assert.ok(tables.length > 60, `${tables.length} tables`);
  const found = [];
  let read = 0;
  await worker.query(`SELECT COUNT(*) FROM ${DB}.participant_municipality`);
  for (const { s, t } of tables) {
    const rows = await worker.query(`SELECT * FROM ${s}.${t}`).catch(() => []);
    read += rows.length > 0 ? 1 : 0;
    found.push(...toldBy(rows).map((value) => `${s}.${t} holds ${value}`), ...new Set(namesIn(rows).map((name) => `${s}.${t} names ${name}`)));
  }
  assert.ok(read > 15, `${read} could be read: the test is blind`);
  assert.deepEqual(found, []);
});

test('control: the administrator\'s catalogue does name them', async () => {
  const rows = await admin.query('SELECT table_schema, table_name FROM information_schema.tables');
  assert.ok(namesIn(rows).includes(`${DB}.participant`));
  assert.equal(toldBy([{ a: `x ${secrets[0]}` }]).length, 1);
});

const SHOWS = ['TABLES', 'FULL TABLES', 'TABLE STATUS', 'TRIGGERS', 'EVENTS', 'OPEN TABLES', 'PROCEDURE STATUS', 'FUNCTION STATUS',
  'PACKAGE STATUS', 'PACKAGE BODY STATUS', 'DATABASES', 'GRANTS', 'PRIVILEGES', 'PLUGINS', 'ENGINES', 'STATUS', 'GLOBAL STATUS', 'VARIABLES', 'GLOBAL VARIABLES', 'PROCESSLIST',
  'FULL PROCESSLIST', 'PROFILES', 'PROFILE ALL', 'WARNINGS', 'ERRORS', 'COLLATION', 'CHARACTER SET', 'SLAVE STATUS', 'ALL SLAVES STATUS', 'SLAVE HOSTS', 'MASTER STATUS', 'BINARY LOGS',
  'BINLOG EVENTS', 'RELAYLOG EVENTS', 'ENGINE INNODB STATUS', 'ENGINE INNODB MUTEX', 'ENGINE PERFORMANCE_SCHEMA STATUS', 'USER_STATISTICS', 'TABLE_STATISTICS', 'INDEX_STATISTICS',
  'CLIENT_STATISTICS', 'LOCALES', 'QUERY_RESPONSE_TIME', 'WSREP_STATUS', 'WSREP_MEMBERSHIP', 'AUTHORS', 'CONTRIBUTORS'];

test('no SHOW tells more', async () => {
  const found = [];
  for (const show of SHOWS) {
    for (const schema of ['', ...OWN.map((name) => ` FROM ${name}`)]) {
      const rows = await worker.query(`SHOW ${show}${schema}`).catch(() => []);
      found.push(...toldBy(rows).map((value) => `SHOW ${show}${schema} tells ${value}`));
      const names = rows.flatMap((row) => Object.entries(row).filter(([column]) => /^(Tables_in_|Table$|Trigger$|Name$)/.test(column) && /TABLE|TRIGGER/.test(show)).map(([, value]) => value));
      if (schema !== '' || /^(FULL )?TABLES|TABLE STATUS/.test(show)) found.push(...names.filter((name) => !KNOWN.has(name)).map((name) => `SHOW ${show}${schema} names ${name}`));
    }
  }
  for (const what of ['root@localhost', 'jobbsjanse_definer@localhost', `'jobbsjanse_worker_1'@localhost`]) {
    assert.notEqual(await errorOf(worker.query(`SHOW GRANTS FOR ${what}`)), null, what);
    assert.notEqual(await errorOf(worker.query(`SHOW CREATE USER ${what}`)), null, what);
  }
  assert.deepEqual(found, []);
});

describe('settings of the server', () => {
  test('not one can be set for everybody', async () => {
    const variables = await worker.query(`SELECT variable_name AS name, global_value AS value, read_only AS fixed FROM information_schema.system_variables WHERE variable_scope <> 'SESSION ONLY'`);
    assert.ok(variables.length > 300, `${variables.length} settings`);
    const set = [];
    for (const { name } of variables) {
      for (const what of [`SET GLOBAL ${name} = DEFAULT`, `SET GLOBAL ${name} = 1`]) {
        if (await errorOf(worker.query(what)) === null) set.push(what);
      }
    }
    assert.deepEqual(set, []);
  });
  test('control: the administrator can set one', async () => {
    assert.equal(await errorOf(admin.query('SET GLOBAL wait_timeout = @@GLOBAL.wait_timeout')), null);
  });
});

test('roles, other users and proxies: the worker stays who it is', async () => {
  for (const sentence of ['SET ROLE jobbsjanse_definer', 'SET DEFAULT ROLE jobbsjanse_definer', 'SET ROLE ALL', `GRANT PROXY ON root@localhost TO ${APP}@localhost`,
    `CREATE DEFINER = root@localhost EVENT ${DB}.attack ON SCHEDULE EVERY 1 DAY DO SELECT 1`, `CREATE DEFINER = jobbsjanse_definer@localhost FUNCTION ${DB}.attack() RETURNS INT RETURN 1`,
    `BEGIN NOT ATOMIC DECLARE c CURSOR FOR SELECT navn FROM ${DB}.participant; OPEN c; END`, `EXECUTE IMMEDIATE 'SELECT navn FROM ${DB}.participant'`, `PREPARE s FROM 'SELECT navn FROM ${DB}.participant'`,
    `HELP 'x' INTO OUTFILE '/tmp/attack'`, `SELECT 1 INTO DUMPFILE '/tmp/attack'`, `LOAD XML INFILE '/etc/passwd' INTO TABLE ${DB}.participant`,
    `HANDLER ${DB}.participant_municipality OPEN`, `LOCK TABLES ${DB}.participant_municipality READ`, `LOCK TABLES ${DB}.participant_municipality WRITE`, 'FLUSH TABLES WITH READ LOCK', 'BACKUP STAGE START',
    `SELECT navn FROM ${DB}.participant_municipality PROCEDURE ANALYSE()`, `SET STATEMENT sql_log_bin = 0 FOR SELECT 1`]) {
    const refused = await errorOf(worker.query(sentence));
    assert.ok(refused !== null || sentence === 'SET ROLE ALL', sentence);
  }
  const [{ who, role }] = await worker.query('SELECT CURRENT_USER() AS who, CURRENT_ROLE() AS role');
  assert.deepEqual([who, role], [`${APP}@localhost`, null]);
});
