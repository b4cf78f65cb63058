// Who sees whom (requirement A2), exactly, and at what cost: rows outside the scope are not even read.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, call, closeAll, DB } from './database.mjs';
import { rowsRead } from './cost.mjs';
import { SCOPED_VIEWS, USERS } from './expected.mjs';
import { create, gate, removeMade } from './participant.mjs';
import { login, removeUser, temporaryUser } from './session.mjs';
import { expectedFor, seenBy, viewsOf } from './views.mjs';

const SEVERAL = ['prove-bydeler', 'prove-blandet'];

before(async () => {
  const oslo = await login('oslo');
  for (const bydel of ['030101', '030102', '030105', '']) await create(oslo.connection, gate({ kommunenummer: '0301', bydel }));
  const flere = await login('flere');
  for (const kommunenummer of ['4601', '3203', '3025']) await create(flere.connection, gate({ kommunenummer }));
  await create((await login('trondheim')).connection, gate());
});
after(async () => {
  await removeMade();
  for (const user of SEVERAL) await removeUser(user);
  await closeAll();
});

for (const user of Object.keys(USERS)) {
  test(`${user} sees exactly whom she may, each once`, async () => {
    const { connection } = await login(user);
    const seen = await seenBy(connection);
    assert.deepEqual(seen, await expectedFor(USERS[user].sees));
    assert.equal(seen.length > 0, user !== 'admin-oslo');
  });
}

describe('several places in one list', () => {
  test('a municipality that was called otherwise', async () => {
    const { connection } = await login('flere');
    const rows = await connection.query(`SELECT DISTINCT kommunenummer FROM ${DB}.participant_municipality ORDER BY 1`);
    assert.deepEqual(rows.map((row) => row.kommunenummer), ['3025', '3203', '4601']);
  });
  test('two districts, not their neighbours nor the municipality\'s rest', async () => {
    await temporaryUser('prove-bydeler', [{ kommunenummer: '0301', bydel: '030101' }, { kommunenummer: '0301', bydel: '030105' }]);
    const { connection } = await login('prove-bydeler');
    assert.deepEqual(await seenBy(connection), await expectedFor((row) => ['030101', '030105'].includes(row.bydel)));
  });
  test('a municipality and a district, and a grant twice over', async () => {
    await temporaryUser('prove-blandet', [{ kommunenummer: '0301', bydel: '030102' }, { kommunenummer: '5001' }, { kommunenummer: '0301', bydel: '030102' },
      { kommunenummer: '3025' }]);
    const { connection } = await login('prove-blandet');
    assert.deepEqual(await seenBy(connection),
      await expectedFor((row) => row.bydel === '030102' || ['5001', '3203', '3025'].includes(row.kommunenummer)));
  });
  test('a grant that is taken away or given is felt at the next context', async () => {
    await temporaryUser('prove-bydeler', [{ kommunenummer: '5001' }]);
    const { connection, token, who } = await login('prove-bydeler');
    assert.deepEqual(await seenBy(connection), await expectedFor(USERS.trondheim.sees));
    await call(admin, 'ctx.open_system', 'tests');
    await admin.query(`UPDATE ${DB}.user_grant SET kommunenummer = '4601' WHERE user_id = ?`, [who.user_id]);
    await call(connection, 'ctx.open', token);
    assert.deepEqual(await seenBy(connection), await expectedFor((row) => row.kommunenummer === '4601'));
    await admin.query(`DELETE FROM ${DB}.user_grant WHERE user_id = ?`, [who.user_id]);
    await call(admin, 'ctx.leave');
    await call(connection, 'ctx.open', token);
    assert.deepEqual(await seenBy(connection), []);
  });
});

const COLUMNS = `p.participant_id, p.fodselsnummer, p.shown_name AS navn, p.kommunenummer, p.kommunenavn, p.bydel, p.oppstartsdato, p.avslutningsdato,
  p.rapporteringsar, p.confirmed_years, p.changed_years, p.status, p.changed_at, p.changed_by_name`;
const ORDER = 'ORDER BY changed_at DESC, participant_id DESC';
const branch = (kind, place, limit) => `(SELECT ${COLUMNS} FROM ${DB}.participant_changed_${kind} p WHERE ${place} p.listed = 1
  ${ORDER} LIMIT ${limit})`;

describe('the overview\'s own sentence', () => {
  const LIMIT = 10;
  const places = {
    oslo: [['municipality', `p.kommunenummer = '0301' AND`]],
    grunerlokka: [['district', `p.kommunenummer = '0301' AND p.bydel = '030102' AND`]],
    flere: ['4601', '3203', '3025'].map((number) => ['municipality', `p.kommunenummer = '${number}' AND`]),
    imdi: [['all', '']],
  };
  for (const [user, branches] of Object.entries(places)) {
    test(`${user}: a page reads no more than its scope, and not much more than the page`, async () => {
      const { connection } = await login(user);
      const sql = `${branches.map(([kind, place]) => branch(kind, place, LIMIT)).join(' UNION ALL ')} ${ORDER} LIMIT ${LIMIT}`;
      const read = await rowsRead(connection, sql);
      const scope = (await expectedFor(USERS[user].sees)).length;
      // each row of a branch is read, written to the list, and read from it in order
      const most = branches.length * 8 + 4 * Math.min(scope, branches.length * LIMIT * 3);
      assert.ok(read > 0 && read <= most, `${read} rows read, ${most} expected at most, ${scope} in scope`);
    });
  }
  for (const [user, branches] of Object.entries(places)) {
    test(`${user}: the participants of a page are found by their numbers, not by looking through the scope`, async () => {
      const { connection } = await login(user);
      const rows = (await admin.query(`SELECT participant_id, kommunenummer, bydel FROM ${DB}.participant`)).filter(USERS[user].sees).slice(0, LIMIT);
      const ids = rows.map((row) => row.participant_id).join(', ');
      const sql = branches.map(([kind, place]) => `(SELECT p.changed_at, p.participant_id, (SELECT GROUP_CONCAT(CONCAT(c.variabel, ':', c.kode)) FROM ${DB}.choice_${kind} c
        WHERE c.kommunenummer = p.kommunenummer AND c.bydel = p.bydel AND c.participant_id = p.participant_id GROUP BY c.participant_id) AS choices, p.fravar
        FROM ${DB}.participant_${kind} p WHERE ${place} p.status IN ('opprettet', 'endret', 'avsluttet', 'utskrevet') AND p.participant_id IN (${ids}))`).join(' UNION ALL ');
      const read = await rowsRead(connection, `${sql} ${ORDER}`);
      const choices = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.participant_choice WHERE participant_id IN (${ids})`);
      const most = branches.length * 12 * rows.length + 4 * Number(choices[0].n) + 20;
      assert.ok(read > 0 && read <= most, `${read} rows read, ${most} expected at most`);
    });
  }
  test('a foreign place costs a look at the scope and nothing else', async () => {
    const { connection } = await login('grunerlokka');
    for (const [kind, place] of [...places.oslo, ...places.flere, ['district', `p.kommunenummer = '0301' AND p.bydel = '030101' AND`]]) {
      const read = await rowsRead(connection, `${branch(kind, place, LIMIT)} ${ORDER} LIMIT ${LIMIT}`);
      assert.ok(read <= 4, `${place}: ${read} rows read`);
    }
  });
});

describe('cost says nothing of who exists elsewhere', () => {
  for (const user of ['grunerlokka', 'trondheim', 'flere']) {
    test(`${user}: a known and an unknown woman elsewhere read the same`, async () => {
      const { connection } = await login(user);
      const views = await viewsOf(connection);
      const rows = await admin.query(`SELECT participant_id, fodselsnummer, person_id, kommunenummer, bydel FROM ${DB}.participant`);
      const there = rows.find((row) => !USERS[user].sees(row));
      const nobody = { participant_id: '7', fodselsnummer: '00000000000', person_id: '00000000-0000-0000-0000-000000000000' };
      for (const view of Object.keys(SCOPED_VIEWS).filter((name) => name.startsWith('participant_'))) {
        for (const column of Object.keys(nobody).filter((name) => views.get(view).has(name))) {
          const sql = `SELECT COUNT(*) FROM ${DB}.${view} WHERE ${column} = ?`;
          assert.equal(await rowsRead(connection, sql, [String(there[column])]), await rowsRead(connection, sql, [nobody[column]]), `${view}.${column}`);
        }
      }
    });
  }
});
