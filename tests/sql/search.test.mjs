// Searches for persons as the database keeps them (requirements O4, I5), and the log of access (L3, L4).
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, connectAs, DB, errorOf, first, passwordOf } from './database.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';
import { someWoman } from '../http/women.mjs';

const USER = 'prove-sok';

after(async () => {
  await removeUser(USER);
  await admin.query(`DELETE FROM ${DB}.person_search WHERE created_at > ${DB}.utc_now() - INTERVAL 1 HOUR`);
  await closeAll();
});

const newReference = () => randomBytes(32).toString('base64url');
// `ids`: the PersonIds of the numbers, as a worker works them out.
async function keep(connection, { numbers = '', ids = numbers && numbers.split(',').map(() => randomUUID()).join(), names = '', persons = '', reference = newReference() } = {}) {
  await call(connection, 'person_search_keep', reference, numbers, ids, names, persons);
  return reference;
}
const opened = async (connection, reference) => first(await call(connection, 'person_search_open', reference));
const entries = (session) => admin.query(
  `SELECT l.*, (SELECT GROUP_CONCAT(p.person_id ORDER BY p.person_id) FROM ${AUDIT}.access_log_person p
     WHERE p.log_id = l.log_id AND p.logged_at = l.logged_at) AS persons
   FROM ${AUDIT}.access_log l WHERE l.session_id = ? AND l.action = 'search' ORDER BY l.log_id`, [session]);
const kept = async (user) => Number((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.person_search WHERE user_id = ?`, [user]))[0].n);

test('I5: a search is told to the user who made it, in another session too, and to nobody else', async () => {
  const one = await login('trondheim');
  const reference = await keep(one.connection, { numbers: '01810112345,01810154321', names: 'anne kari,siv%_\'"', persons: '00000000-0000-8000-8000-00000000000a' });
  const expected = { numbers: '01810112345,01810154321', names: 'anne kari,siv%_\'"', person_ids: '00000000-0000-8000-8000-00000000000a' };
  assert.deepEqual({ ...await opened(one.connection, reference) }, expected);
  assert.deepEqual({ ...await opened((await login('trondheim')).connection, reference) }, expected);
  for (const other of ['flere', 'oslo', 'imdi', 'systemeier', 'admin-oslo']) {
    const { connection } = await login(other);
    assert.deepEqual(await call(connection, 'person_search_open', reference), await call(connection, 'person_search_open', newReference()), other);
    assert.equal(await opened(connection, reference), undefined, other);
  }
  assert.equal(await opened(await app(), reference), undefined);
});

test('I5: the same reference of two users is two searches: neither learns of the other, nor overwrites', async () => {
  const [one, two] = [await login('trondheim'), await login('flere')];
  const reference = await keep(one.connection, { names: 'min' });
  await keep(two.connection, { names: 'din', reference });
  assert.equal((await opened(one.connection, reference)).names, 'min');
  assert.equal((await opened(two.connection, reference)).names, 'din');
});

test('I5: a search is over after a day, and then swept away', async () => {
  const { connection } = await login('trondheim');
  const [old, young] = [await keep(connection, { names: 'gammel' }), await keep(connection, { names: 'ung' })];
  const [{ lasts }] = await admin.query(`SELECT TIMESTAMPDIFF(SECOND, created_at, expires_at) AS lasts FROM ${DB}.person_search WHERE reference = ?`, [old]);
  assert.equal(Number(lasts), 86400);
  await admin.query(`UPDATE ${DB}.person_search SET expires_at = ${DB}.utc_now() - INTERVAL 1 SECOND WHERE reference = ?`, [old]);
  assert.equal(await opened(connection, old), undefined);
  assert.equal((await opened(connection, young)).names, 'ung');
  const jobs = await connectAs('jobbsjanse_jobs', passwordOf('jobbsjanse_jobs'));
  const swept = first(await call(jobs, 'jobs_housekeeping'));
  await jobs.end();
  assert.ok(swept.person_searches >= 1);
  const left = await admin.query(`SELECT reference FROM ${DB}.person_search WHERE reference IN (?, ?)`, [old, young]);
  assert.deepEqual(left.map((row) => row.reference), [young]);
});

test('I5: the latest fifty of a user\'s searches are kept', async () => {
  await temporaryUser(USER, [{ kommunenummer: '5001' }]);
  const { connection, who } = await login(USER);
  const references = [];
  for (let i = 0; i < 53; i += 1) references.push(await keep(connection, { names: `navn ${i}` }));
  assert.equal(await kept(who.user_id), 50);
  assert.equal(await opened(connection, references[2]), undefined);
  assert.equal((await opened(connection, references[3])).names, 'navn 3');
  assert.equal((await opened(connection, references[52])).names, 'navn 52');
});

describe('what is no search is refused', () => {
  const numbers = (count) => Array(count).fill('01810112345').join(',');
  const BAD = {
    'an empty one': {}, 'a number with letters': { numbers: '0181011234x' }, 'a quote': { numbers: "01810112345'" },
    'SQL in a PersonId': { persons: "' OR 1=1 -- " }, 'JSON in the numbers': { numbers: '01810112345","x' },
    'fewer PersonIds than numbers': { numbers: numbers(3), ids: `${randomUUID()},${randomUUID()}` }, 'numbers without': { numbers: numbers(1), ids: '' },
    'more PersonIds than numbers': { names: 'a', ids: randomUUID() }, 'something else than PersonIds': { numbers: numbers(1), ids: "');DROP" },
    'too many numbers': { numbers: numbers(1001) }, 'too long names': { names: 'a'.repeat(4001) },
    'too many PersonIds': { persons: 'a'.repeat(37001) }, 'NULL for a list': { numbers: null, names: 'a' },
    'a reference that can be guessed': { names: 'a', reference: 'abc' }, 'no reference': { names: 'a', reference: null },
    'a reference with a quote': { names: 'a', reference: `${'a'.repeat(42)}'` },
  };
  for (const [name, parts] of Object.entries(BAD)) {
    test(name, async () => {
      const { connection, who } = await login('trondheim');
      assert.equal(await errorOf(keep(connection, parts)), 1644);
      assert.deepEqual(await entries(who.session_id), []);
    });
  }
  test('letters that are none of theirs', async () => {
    const { connection } = await login('trondheim');
    for (const parts of [{ numbers: '٠١٢٣٤٥٦٧٨٩٠' }, { persons: '💥' }, { names: 'a', reference: 'æ'.repeat(43) }]) {
      assert.notEqual(await errorOf(keep(connection, parts)), null);
    }
  });
  test('the thousand that may be is kept', async () => {
    const { connection } = await login('trondheim');
    const reference = await keep(connection, { numbers: numbers(1000) });
    assert.equal((await opened(connection, reference)).numbers.length, 11999);
  });
  test('from one who sees no participants, and from nobody', async () => {
    assert.equal(await errorOf(keep((await login('admin-oslo')).connection, { names: 'a' })), 1644);
    assert.equal(await errorOf(keep(await app(), { names: 'a' })), 1644);
    const forged = await app();
    await open(forged, 'x'.repeat(43));
    assert.equal(await errorOf(keep(forged, { names: 'a' })), 1644);
  });
});

test('L3: a search is in the log of access: who, when, in which session, how many of each kind; no name and no number', async () => {
  const { connection, who } = await login('trondheim');
  const before = (await admin.query('SELECT UTC_TIMESTAMP(6) AS now'))[0].now;
  const number = someWoman();
  await keep(connection, { numbers: `${number},01810112345`, names: 'ukjent navnesen,a,b' });
  const [entry, ...more] = await entries(who.session_id);
  assert.deepEqual(more, []);
  assert.deepEqual([entry.user_id, entry.user_name, entry.action, entry.what], [who.user_id, who.display_name, 'search', 'persons']);
  assert.ok(entry.logged_at >= before);
  assert.deepEqual(JSON.parse(entry.details), { fodselsnummer: 2, navn: 3, person_id: 0 });
  assert.doesNotMatch(JSON.stringify(entry, (_, value) => (typeof value === 'bigint' ? String(value) : value)), new RegExp(`navnesen|${number}|01810112345`, 'i'));
  const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE table_name = 'person_search' OR LOCATE(?, changed) > 0`, [number]);
  assert.equal(Number(n), 0);
});

test('L4: who asked for a woman by a number of hers, or by PersonId, is found by her PersonId, registered or not', async () => {
  const { connection, who } = await login('trondheim');
  const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
  await keep(connection, { numbers: '01810112345,01810154321,01810112345', ids: `${one},${two},${one}`, persons: `${three},${two}` });
  await keep(connection, { names: 'anne' });
  await keep(connection, { persons: three });
  assert.deepEqual((await entries(who.session_id)).map((entry) => entry.persons), [[one, two, three].sort().join(','), null, three]);
});

test('L4: a thousand numbers and a thousand PersonIds are all there', async () => {
  const { connection, who } = await login('trondheim');
  const [ids, persons] = [0, 1].map(() => Array.from({ length: 1000 }, () => randomUUID()));
  await keep(connection, { numbers: Array(1000).fill('01810112345').join(), ids: ids.join(), persons: persons.join() });
  const [{ log_id: log }] = await entries(who.session_id);
  const rows = await admin.query(`SELECT person_id FROM ${AUDIT}.access_log_person WHERE log_id = ?`, [log]);
  assert.deepEqual(rows.map((row) => row.person_id).sort(), [...ids, ...persons].sort());
});

test('L3: nobody stores a search without the log\'s entry, and nobody changes or deletes one', async () => {
  const { connection, token } = await login('trondheim');
  await keep(connection, { names: 'a' });
  for (const table of ['access_log', 'access_log_person']) {
    await call(admin, 'ctx.open', token);
    if (table === 'access_log_person') {
      const [{ person_id: person }] = await admin.query(`SELECT person_id FROM ${DB}.person LIMIT 1`);
      await keep(connection, { persons: person });
    }
    for (const sentence of [`UPDATE ${AUDIT}.${table} SET log_id = 1 LIMIT 1`, `DELETE FROM ${AUDIT}.${table} LIMIT 1`]) {
      assert.equal(await errorOf(admin.query(sentence)), 1644, sentence);
    }
    await call(admin, 'ctx.leave');
  }
  // the trigger refuses where nobody asks
  const [{ user_id: user }] = await admin.query(`SELECT user_id FROM ${DB}.user WHERE brukernavn = 'trondheim'`);
  const now = `${DB}.utc_now()`;
  assert.notEqual(await errorOf(admin.query(`INSERT INTO ${DB}.person_search (user_id, reference, created_at, expires_at, numbers, names, person_ids) VALUES (?, ?, ${now}, ${now}, '', 'a', '')`, [user, newReference()])), null);
});
