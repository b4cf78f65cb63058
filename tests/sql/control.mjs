// Views and a routine that break the rules on purpose, in a schema of their own: what the suites must notice.
import { admin, APP, DB } from './database.mjs';

export const CONTROL = `${DB}_attack_control`;

const COLUMNS = `d.participant_id, d.fodselsnummer, d.person_id, d.navn, d.kommunenummer, d.bydel, d.status,
  d.oppstartsdato, d.changed_at, d.row_version`;

export async function makeControl() {
  await dropControl();
  await admin.query(`CREATE DATABASE ${CONTROL} CHARACTER SET utf8mb4`);
  const own = (kind) => `kind = '${kind}' AND user_id = ${DB}.ctx.user_id()`;
  for (const column of ['kommunenummer', 'bydel']) {
    await admin.query(`CREATE FUNCTION ${CONTROL}.own_${column}() RETURNS CHAR(6) CHARACTER SET ascii COLLATE ascii_bin
      DETERMINISTIC READS SQL DATA RETURN (SELECT MIN(${column}) FROM ${DB}.user_scope WHERE ${own('municipality')}
      OR ${own('district')})`);
  }
  await admin.query(`CREATE VIEW ${CONTROL}.leak_municipality AS SELECT ${COLUMNS} FROM ${DB}.participant d
    WHERE d.kommunenummer = ${CONTROL}.own_kommunenummer() WITH CASCADED CHECK OPTION`);
  await admin.query(`CREATE VIEW ${CONTROL}.leak_district AS SELECT ${COLUMNS} FROM ${DB}.participant d
    WHERE d.kommunenummer = ${CONTROL}.own_kommunenummer() AND d.bydel = ${CONTROL}.own_bydel()
    WITH CASCADED CHECK OPTION`);
  await admin.query(`CREATE FUNCTION ${CONTROL}.is_own(k CHAR(4), b CHAR(6)) RETURNS INT NOT DETERMINISTIC READS SQL DATA
    RETURN EXISTS (SELECT 1 FROM ${DB}.user_scope WHERE user_id = ${DB}.ctx.user_id() AND kommunenummer = k AND bydel IN ('', b))`);
  await admin.query(`CREATE VIEW ${CONTROL}.leak_late AS SELECT ${COLUMNS} FROM ${DB}.participant d
    WHERE ${CONTROL}.is_own(d.kommunenummer, d.bydel) = 1`);
  await admin.query(`CREATE TABLE ${CONTROL}.left_open (id INT PRIMARY KEY)`);
  await admin.query(`CREATE PROCEDURE ${CONTROL}.left_open() SELECT 1`);
  await admin.query(`GRANT SELECT, UPDATE, DELETE, EXECUTE ON ${CONTROL}.* TO ${APP}@localhost`);
}

export async function dropControl() {
  await admin.query(`DROP DATABASE IF EXISTS ${CONTROL}`);
  await admin.query(`REVOKE ALL PRIVILEGES ON ${CONTROL}.* FROM ${APP}@localhost`).catch(() => {});
}
