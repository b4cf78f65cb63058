// What the optimizer guesses of a view, as an outsider measures it, and whether that depends on rows the outsider may not see.
import assert from 'node:assert/strict';
import { errorOf } from './database.mjs';

const TOO_MANY = 1104;

// Ways to point at a place that give the optimizer a range.
const PLACES = {
  'no place': () => '1 = 1',
  'the municipality': ({ k }) => `kommunenummer = '${k}'`,
  'the place': ({ k, b }) => `kommunenummer = '${k}' AND bydel = '${b}'`,
  'the district alone': ({ b }) => `bydel = '${b}'`,
  'from and to': ({ k, b }) => `kommunenummer BETWEEN '${k}' AND '${k}' AND bydel BETWEEN '${b}' AND '${b}'`,
  'two comparisons': ({ k }) => `kommunenummer >= '${k}' AND kommunenummer <= '${k}'`,
  'a list': ({ k, b }) => `kommunenummer IN ('${k}', '0000') AND bydel IN ('${b}', '000000')`,
  'a pattern': ({ k }) => `kommunenummer LIKE '${k}'`,
  'a pair': ({ k, b }) => `(kommunenummer, bydel) IN (('${k}', '${b}'), ('0000', '000000'))`,
  'null-safe': ({ k, b }) => `kommunenummer <=> '${k}' AND bydel <=> '${b}'`,
};
const LIMITS = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 100, 200, 400];

// The least number of rows the optimizer must be allowed for the sentence: its guess, as an outsider measures it.
async function guess(connection, sql) {
  let [low, high] = [0, LIMITS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    await connection.query(`SET SESSION max_join_size = ${LIMITS[middle]}`);
    await connection.query('SET SESSION sql_big_selects = 0');
    const refused = await errorOf(connection.query(sql));
    assert.ok(refused === null || refused === TOO_MANY, `${refused}: ${sql}`);
    if (refused === null) high = middle;
    else low = middle + 1;
  }
  return LIMITS[low] ?? Infinity;
}

// The guesses for each column and place that differ from range to range.
export async function told(connection, view, columns, place) {
  const found = [];
  for (const [name, at] of Object.entries(PLACES)) {
    for (const [column, ranges] of Object.entries(place.ranges).filter(([one]) => columns.has(one))) {
      const guesses = new Set();
      for (const [from, to] of ranges) {
        guesses.add(await guess(connection, `SELECT COUNT(*) FROM ${view} WHERE ${at(place)} AND ${column} BETWEEN '${from}' AND '${to}'`));
      }
      if (guesses.size > 1) found.push(`${view}, ${name}, ${column}: ${[...guesses].join(' ')}`);
    }
  }
  return found;
}
