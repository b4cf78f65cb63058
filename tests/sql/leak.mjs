// Asks a probe and looks for foreign rows in everything that comes back: rows, errors, warnings, variables, locks.
import { identifying } from './probes.mjs';

// Answers that a probe may get: it ran, was refused, or stumbled over a value (its channel).
const SPOKEN = new Set([0, 1142, 1143, 1288, 1292, 1356, 1366, 1644, 1690]);
const REFUSED = new Set([1142, 1143, 1288, 1356]);
const OUT_OF_RANGE = 1690;

// Values that only foreign rows have.
export class Canaries {
  constructor(columns, foreign, own) {
    const names = identifying(columns);
    const texts = (rows) => rows.flatMap((row) => names.map((name) => row[name]).filter((value) => value != null));
    const known = new Set(texts(own).map(String));
    this.values = new Set(texts(foreign).map(String).filter((value) => value !== '' && !known.has(value)));
  }

  // Those that stand in `text` but not in the question itself.
  found(text, question) {
    const seen = new Set();
    for (const word of text.split(/[<>|"'~,:{}\[\]\\]+/)) {
      if (this.values.has(word) && !question.includes(word)) seen.add(word);
    }
    return [...seen];
  }
}

// A probe leaves nothing behind: where a view lets it write, that is undone.
export async function ask(connection, sql, lockNames = []) {
  const after = 'SELECT @leak AS leak, LAST_INSERT_ID() AS counter; ROLLBACK';
  const begin = "SET @leak = '', last_insert_id = 0; START TRANSACTION";
  let error = 0;
  let heard;
  try {
    const sets = await connection.query(`${begin}; ${sql}; SHOW WARNINGS; ${after}`);
    heard = textOf(sets.slice(2));
  } catch (trouble) {
    if (trouble.errno === undefined || trouble.fatal) throw trouble;
    error = trouble.errno;
    heard = `${trouble.sqlMessage}${textOf(await connection.query(`SHOW WARNINGS; ${after}`))}`;
  }
  if (sql.includes('GET_LOCK')) heard += await locksHeld(connection, lockNames);
  return { error, heard };
}

const textOf = (value) => JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item));

async function locksHeld(connection, names) {
  if (names.length === 0) return '';
  const checks = names.map(() => 'IF(IS_USED_LOCK(?) IS NULL, NULL, ?)').join(', ');
  const [row] = await connection.query({ sql: `SELECT ${checks}`, rowsAsArray: true },
    names.flatMap((name) => [name, name.slice('leak '.length)]));
  await connection.query('DO RELEASE_ALL_LOCKS()');
  return textOf(row);
}

// The lock a probe would take for this row.
export function lockName(columns, row) {
  const report = identifying(columns).map((name) => row[name]).filter((value) => value != null).join('|');
  return `leak ${report}`.slice(0, 60);
}

// Runs the probes; returns how many were asked and those that leaked. A probe the server could not read at all is a
// mistake in this suite and is thrown.
export async function attack(connection, probes, canaries, lockNames) {
  const result = { asked: 0, refused: 0, leaks: [] };
  for (const probe of probes) {
    const { error, heard } = await ask(connection, probe.sql, lockNames);
    if (!SPOKEN.has(error)) throw new Error(`probe not understood (${error}): ${probe.sql}\n${heard.slice(0, 300)}`);
    result.asked += 1;
    if (REFUSED.has(error)) result.refused += 1;
    // the error channel's condition fails for the foreign row alone: that it failed is the message
    const told = probe.channel === 'error' && error === OUT_OF_RANGE;
    const values = canaries.found(heard, probe.sql);
    if (told || values.length > 0) result.leaks.push(probe);
  }
  return result;
}
