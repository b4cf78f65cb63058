// No table is reachable, whatever the sentence: everything is enumerated from the catalogue as the admin sees it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, APP, AUDIT, closeAll, DB, errorOf, HISTORY } from './database.mjs';
import { CONTROL, dropControl, makeControl } from './control.mjs';
import { INTRO_VIEWS, OPEN_VIEWS, SCOPED_VIEWS } from './expected.mjs';
import { login } from './session.mjs';

// Refusals: no right to the command, schema, column or statement; or the object is none a worker could know of.
const REFUSED = new Set([1044, 1045, 1142, 1143, 1146, 1227, 1290, 1347, 1369, 1370, 1410, 1465, 4031]);

let worker;

before(async () => {
  await makeControl();
  worker = (await login('imdi')).connection;
});
after(async () => {
  await dropControl();
  await closeAll();
});

const everyTable = (...schemas) => admin.query(
  `SELECT t.table_schema AS s, t.table_name AS t, MIN(c.column_name) AS c FROM information_schema.tables t
   JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
   WHERE t.table_schema IN (?) AND t.table_type <> 'VIEW' GROUP BY t.table_schema, t.table_name`, [schemas]);

const readings = (name, column) => [
  `SELECT * FROM ${name} LIMIT 1`, `SELECT COUNT(*) FROM ${name}`, `SELECT \`${column}\` FROM ${name} WHERE 1 = 0`,
  `SELECT 1 FROM DUAL WHERE EXISTS (SELECT 1 FROM ${name})`, `HANDLER ${name} OPEN`,
  `SHOW CREATE TABLE ${name}`, `SHOW COLUMNS FROM ${name}`, `SHOW INDEX FROM ${name}`, `DESCRIBE ${name}`,
  `EXPLAIN SELECT * FROM ${name}`, `ANALYZE FORMAT=JSON SELECT * FROM ${name}`, `CHECKSUM TABLE ${name}`,
  `SELECT * FROM ${name} FOR SYSTEM_TIME ALL`, `SELECT * FROM ${name} INTO OUTFILE '/tmp/attack'`,
];
const writings = (name, column) => [
  `INSERT INTO ${name} (\`${column}\`) VALUES (NULL)`, `REPLACE INTO ${name} (\`${column}\`) VALUES (NULL)`,
  `UPDATE ${name} SET \`${column}\` = \`${column}\``, `DELETE FROM ${name}`, `TRUNCATE TABLE ${name}`,
  `INSERT INTO ${name} SELECT * FROM ${name}`, `LOCK TABLES ${name} WRITE`, `LOCK TABLES ${name} READ`,
  `ALTER TABLE ${name} ADD COLUMN attack INT`, `DROP TABLE ${name}`, `RENAME TABLE ${name} TO ${DB}.attack`,
  `CREATE INDEX attack ON ${name} (\`${column}\`)`, `CREATE TRIGGER attack BEFORE INSERT ON ${name} FOR EACH ROW SET @a = 1`,
  `LOAD DATA INFILE '/etc/passwd' INTO TABLE ${name}`, `FLUSH TABLES ${name} FOR EXPORT`, `OPTIMIZE TABLE ${name}`,
  `CREATE OR REPLACE TABLE ${name} (a INT)`, `DELETE HISTORY FROM ${name}`,
];

// The sentences about this table that were not refused.
async function open(name, column, sentences) {
  const found = [];
  for (const sentence of sentences(name, column)) {
    const refused = await errorOf(worker.query(sentence));
    if (!REFUSED.has(refused)) found.push(`${refused}: ${sentence}`);
  }
  return found;
}

test('a table left open is noticed', async () => {
  const found = await open(`${CONTROL}.left_open`, 'id', (name, column) => readings(name, column).slice(0, 4));
  assert.equal(found.length, 4);
});

for (const schema of [DB, AUDIT, HISTORY, 'mysql', 'sys']) {
  describe(`tables of ${schema}`, () => {
    test('reading is refused', async () => {
      const tables = await everyTable(schema);
      if (schema !== 'sys') assert.ok(tables.length > 0, 'no table found: the suite is blind');
      const found = [];
      for (const { s, t, c } of tables) found.push(...await open(`\`${s}\`.\`${t}\``, c, readings));
      assert.deepEqual(found, []);
    });
    test('writing is refused', async () => {
      const found = [];
      for (const { s, t, c } of await everyTable(schema)) found.push(...await open(`\`${s}\`.\`${t}\``, c, writings));
      assert.deepEqual(found, []);
    });
  });
}

test('views cannot be written through, replaced or looked into', async () => {
  const found = [];
  for (const view of [...Object.keys(SCOPED_VIEWS), ...Object.keys(INTRO_VIEWS), ...Object.keys(OPEN_VIEWS)]) {
    const [{ c }] = await admin.query(
      `SELECT MIN(column_name) AS c FROM information_schema.columns WHERE table_schema = ? AND table_name = ?`, [DB, view]);
    const own = (name) => [`CREATE OR REPLACE VIEW ${name} AS SELECT 1 AS a`, `ALTER VIEW ${name} AS SELECT 1 AS a`,
      `DROP VIEW ${name}`, `SHOW CREATE VIEW ${name}`, `EXPLAIN SELECT * FROM ${name}`, `ANALYZE SELECT * FROM ${name}`,
      `ANALYZE FORMAT=JSON SELECT * FROM ${name}`, `SELECT * FROM ${name} INTO OUTFILE '/tmp/attack'`,
      `INSERT INTO ${name} (${c}) SELECT ${c} FROM ${name}`,
      `INSERT INTO ${name} (${c}) VALUES (NULL) ON DUPLICATE KEY UPDATE ${c} = NULL`];
    const table = (name, column) => writings(name, column).filter((sentence) => !/FLUSH|OPTIMIZE|HISTORY|INDEX|TRUNCATE/.test(sentence));
    found.push(...await open(`${DB}.${view}`, c, (name, column) => [...own(name), ...table(name, column)]));
  }
  assert.deepEqual(found.filter((sentence) => !sentence.startsWith('1345')), []);
});

test('the past cannot be asked for', async () => {
  for (const view of Object.keys(SCOPED_VIEWS)) {
    for (const when of ['ALL', `AS OF TIMESTAMP '2020-01-01'`, 'BETWEEN TIMESTAMP \'2020-01-01\' AND CURRENT_TIMESTAMP']) {
      const refused = await errorOf(worker.query(`SELECT COUNT(*) FROM ${DB}.${view} FOR SYSTEM_TIME ${when}`));
      assert.notEqual(refused, null, `${view} FOR SYSTEM_TIME ${when}`);
    }
    const [{ n: before }] = await worker.query(`SELECT COUNT(*) AS n FROM ${DB}.${view}`);
    await worker.query(`SET system_versioning_asof = '2020-01-01'`);
    const [{ n: after }] = await worker.query(`SELECT COUNT(*) AS n FROM ${DB}.${view}`);
    await worker.query(`SET system_versioning_asof = DEFAULT`);
    assert.equal(after, before, view);
  }
});

test('nothing can be made', async () => {
  const sentences = ['CREATE TEMPORARY TABLE participant (a INT)', `CREATE TEMPORARY TABLE ${DB}.participant (a INT)`,
    `CREATE TEMPORARY TABLE ${DB}.user_scope SELECT 1 AS user_id`, `CREATE TABLE ${DB}.attack (a INT)`,
    `CREATE VIEW ${DB}.attack AS SELECT 1`, `CREATE FUNCTION ${DB}.attack() RETURNS INT RETURN 1`,
    `CREATE PROCEDURE ${DB}.attack() SELECT 1`, `CREATE EVENT ${DB}.attack ON SCHEDULE EVERY 1 DAY DO SELECT 1`,
    `CREATE SEQUENCE ${DB}.attack`, 'CREATE DATABASE attack', `DROP DATABASE ${DB}`, 'CREATE USER attack', 'CREATE ROLE attack',
    `GRANT SELECT ON ${DB}.* TO ${APP}@localhost`, `DROP USER root@localhost`, `SET PASSWORD FOR root@localhost = ''`,
    'SET ROLE ALL', `SET ROLE jobbsjanse_definer`, `CREATE SERVER attack FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'x')`,
    `INSTALL SONAME 'ha_federatedx'`, `CREATE FUNCTION attack RETURNS STRING SONAME 'x.so'`, 'SHUTDOWN', 'FLUSH TABLES',
    'RESET MASTER', `SET GLOBAL general_log = ON`, `SET GLOBAL secure_timestamp = 'NO'`, 'SET GLOBAL max_connections = 1',
    `SELECT LOAD_FILE('/etc/passwd') INTO OUTFILE '/tmp/attack'`, 'SHOW BINARY LOGS', 'SHOW MASTER STATUS', 'SHOW BINLOG EVENTS',
    'BINLOG \'\'', 'SHOW ENGINE INNODB STATUS', 'CACHE INDEX mysql.user IN hot', 'PURGE BINARY LOGS BEFORE NOW()'];
  const found = [];
  for (const sentence of sentences) {
    if (await errorOf(worker.query(sentence)) === null) found.push(sentence);
  }
  assert.deepEqual(found.filter((sentence) => sentence !== 'SET ROLE ALL'), []);
  const [{ role }] = await worker.query('SELECT CURRENT_ROLE() AS role');
  assert.equal(role, null);
});

test('files stay shut', async () => {
  const [{ file }] = await worker.query(`SELECT LOAD_FILE('/etc/passwd') AS file`);
  assert.equal(file, null);
  const [{ Value: local }] = await admin.query(`SHOW GLOBAL VARIABLES LIKE 'local_infile'`);
  assert.equal(local, 'OFF');
});

describe('rights', () => {
  const asSeen = (table, columns) => worker.query(`SELECT ${columns} FROM information_schema.${table} WHERE grantee NOT LIKE '%PUBLIC%'`);
  test('none on the server, none on a schema, none on a column', async () => {
    assert.deepEqual((await asSeen('user_privileges', 'privilege_type')).map((row) => row.privilege_type), ['USAGE']);
    const schemas = await asSeen('schema_privileges', 'table_schema');
    assert.deepEqual(schemas.filter((row) => row.table_schema !== CONTROL), []);
    assert.deepEqual(await asSeen('column_privileges', 'column_name'), []);
  });
  test('SELECT alone, on the expected views alone', async () => {
    const rows = await asSeen('table_privileges', 'table_schema, table_name, privilege_type');
    assert.deepEqual(rows.map((row) => `${row.privilege_type} ${row.table_schema}.${row.table_name}`).sort(),
      [...Object.keys(SCOPED_VIEWS), ...Object.keys(INTRO_VIEWS), ...Object.keys(OPEN_VIEWS)].map((view) => `SELECT ${DB}.${view}`).sort());
  });
  test('the account for tests has exactly what each worker has', async () => {
    const rightsOf = async (user) => {
      const rows = await admin.query({ sql: 'SHOW GRANTS FOR ?@localhost', rowsAsArray: true }, [user]);
      return rows.map(([grant]) => grant.replaceAll(`\`${user}\``, '`someone`').replace(/ IDENTIFIED BY .*/, ''))
        .filter((grant) => !grant.includes(CONTROL)).sort();
    };
    const workers = await admin.query(`SELECT User AS name FROM mysql.global_priv WHERE User RLIKE '^jobbsjanse_worker_[0-9]+$'`);
    assert.ok(workers.length > 0, 'no worker has an account');
    for (const { name } of workers) assert.deepEqual(await rightsOf(name), await rightsOf(APP), name);
  });
  test('the accounts that own are locked', async () => {
    for (const name of ['jobbsjanse_definer', 'jobbsjanse_audit_writer', 'jobbsjanse_audit_keeper']) {
      const [{ locked }] = await admin.query(
        `SELECT JSON_VALUE(Priv, '$.account_locked') AS locked FROM mysql.global_priv WHERE User = ? AND Host = 'localhost'`, [name]);
      assert.ok(['1', 'true'].includes(String(locked)), name);
    }
  });
});
