// What a search for persons costs (requirements O4, O7), with the sentences the store makes: numbers and PersonIds what
// they find, however large the scope; names the scope's index of names once; and no more for being sorted by another index.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeAll, DB } from './database.mjs';
import { rowsRead } from './cost.mjs';
import { create, gate, removeMade } from './participant.mjs';
import { login } from './session.mjs';

const LIMIT = 25;
const PLACES = {
  oslo: ['municipality', `p.kommunenummer = '0301'`],
  trondheim: ['municipality', `p.kommunenummer = '5001'`],
  grunerlokka: ['district', `p.kommunenummer = '0301' AND p.bydel = '030102'`],
  imdi: ['all', 'TRUE'],
};
// Each is found by the index of its own: a view that names that alone. A PersonId finds also who is discharged.
const VIEWS = { fodselsnummer: 'number_', person_id: '', navn: 'name_' };
const LISTED = 'p.listed = 1 AND p.listed = 1';
const begins = (word) => `(${[`${word}%`, `% ${word}%`, `%-${word}%`].map((pattern) => `p.shown_name LIKE '${pattern}' ESCAPE '|'`).join(' OR ')})`;
// Found, gathered and looked up by id again, with the end of each range: what one who is found costs.
const EACH = 9;
const GATHERED = 20;

const from = ([kind, place], by, condition) =>
  `FROM ${DB}.participant_${VIEWS[by]}${kind} p WHERE ${place}${by === 'person_id' ? '' : ` AND ${LISTED}`} AND ${condition}`;
function pageOf(branch, by, condition, key) {
  const order = `ORDER BY order_key DESC, participant_id DESC LIMIT ${LIMIT}`;
  return `(SELECT p.participant_id, ${key} AS order_key FROM (SELECT p.participant_id ${from(branch, by, condition)} LIMIT 18446744073709551615) found
    STRAIGHT_JOIN ${DB}.participant_${branch[0]} p ON p.participant_id = found.participant_id WHERE ${branch[1]} ${order})`;
}
const countOf = (branch, by, condition) => `SELECT COUNT(*) AS n ${from(branch, by, condition)}`;

before(async () => {
  const oslo = await login('oslo');
  for (let i = 0; i < 30; i += 1) await create(oslo.connection, gate({ kommunenummer: '0301', bydel: '030102', navn: `Prøve Nr${i}` }));
  const trondheim = await login('trondheim');
  for (let i = 0; i < 30; i += 1) await create(trondheim.connection, gate({ navn: `Prøve Nr${i}` }));
});
after(async () => {
  await removeMade();
  await closeAll();
});

for (const [user, branch] of Object.entries(PLACES)) {
  describe(user, () => {
    const ask = async () => {
      const { connection } = await login(user);
      const rows = await connection.query(`SELECT p.fodselsnummer, p.person_id, p.navn FROM ${DB}.participant_${branch[0]} p WHERE ${branch[1]}`);
      const own = rows.filter((row) => row.fodselsnummer && row.navn?.startsWith('Prøve Nr')).slice(0, 4);
      const found = async (by, condition) => Number((await connection.query(countOf(branch, by, condition)))[0].n);
      return { connection, scope: rows.length, own, found };
    };

    for (const column of ['fodselsnummer', 'person_id']) {
      test(`O4: by ${column}: what is asked for, and nobody else`, async () => {
        const { connection, scope, own, found } = await ask();
        const condition = `p.${column} IN (${own.map((row) => `'${row[column]}'`).join()})`;
        const most = EACH * (await found(column, condition) + own.length) + GATHERED;
        for (const key of ['p.changed_at', 'p.shown_name', 'p.kommunenavn']) {
          const read = await rowsRead(connection, pageOf(branch, column, condition, key));
          assert.ok(read > 0 && read <= most, `${key}: ${read} rows read, ${most} at most`);
        }
        const counted = await rowsRead(connection, countOf(branch, column, condition));
        assert.ok(counted <= 3 * (own.length + 1) + 3, `${counted} to count`);
        if (user === 'imdi') assert.ok(scope > most, 'a scope that would show');
      });
    }
    test('O4: by name: the scope once, in any order', async () => {
      const { connection, scope, found } = await ask();
      for (const word of ['nr1', 'qqq', 'pr%']) {
        const most = scope + EACH * await found('navn', begins(word)) + GATHERED;
        for (const key of ['p.changed_at', 'p.shown_name', 'p.fodselsnummer']) {
          const read = await rowsRead(connection, pageOf(branch, 'navn', begins(word), key));
          assert.ok(read > 0 && read <= most, `${word} by ${key}: ${read} rows read, ${most} at most, ${scope} in scope`);
        }
        const counted = await rowsRead(connection, countOf(branch, 'navn', begins(word)));
        assert.ok(counted <= scope + 4, `${counted} to count`);
      }
    });
    test('O4: a number and a name: the number decides what is read', async () => {
      const { connection, own } = await ask();
      const condition = `p.fodselsnummer IN (${own.map((row) => `'${row.fodselsnummer}'`).join()}) AND ${begins('nr')}`;
      const read = await rowsRead(connection, pageOf(branch, 'fodselsnummer', condition, 'p.changed_at'));
      assert.ok(read <= EACH * 2 * own.length + GATHERED, `${read} rows read`);
    });
  });
}
