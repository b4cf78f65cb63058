// Who looked at what (requirements D6, L3): a download is noted before it begins, and how it ended is noted once, by
// whoever began it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, DB, errorOf, first } from './database.mjs';
import { put, removeMade } from './intro_person.mjs';
import { login, open } from './session.mjs';

const REFUSED = 1644;
const SHA = randomBytes(32).toString('hex');
const sessions = {};

before(async () => {
  for (const user of ['oslo', 'trondheim', 'grunerlokka', 'flere', 'imdi', 'systemeier']) sessions[user] = await login(user);
});
after(closeAll);

const ASKED = { address: '/deltakere/oversikt.csv?status=endret', words: 'Status: Endret', file: 'jobbsjansen-deltakeroversikt-2026-11-22.csv',
  codebook: '1.0', codebook_digest: 'ab'.repeat(32) };
const begin = async (connection, search = null) => first(await call(connection, 'download_begin', 'oversikt.csv', ASKED.address, ASKED.words,
  search, ASKED.file, ASKED.codebook, ASKED.codebook_digest));
const end = (connection, { reference, end_key: key }, { whole = 1, rows = 23, bytes = 4096, sha256 = SHA } = {}) =>
  call(connection, 'download_end', reference, key, whole, rows, bytes, sha256);
const receipt = async (connection, reference) => first(await call(connection, 'download_receipt', reference));
const stored = async (reference) => (await admin.query(`SELECT l.*, d.end_digest, e.ended_at, s.numbers, s.names, s.person_ids
  FROM ${AUDIT}.download d JOIN ${AUDIT}.access_log l USING (log_id) LEFT JOIN ${AUDIT}.download_end e USING (reference)
  LEFT JOIN ${AUDIT}.download_search s USING (reference) WHERE reference = ?`, [reference]))[0];

describe('L3: a download is in the log before anything leaves', () => {
  test('with who, when, in which session, what was asked for, and where she saw participants', async () => {
    for (const [user, scopes] of [['oslo', '0301'], ['grunerlokka', '030102'], ['flere', '3025,3203,4601'], ['imdi', 'all']]) {
      const { connection, who } = sessions[user];
      const begun = await begin(connection);
      assert.match(begun.reference, /^[0-9a-f]{32}$/);
      const row = await stored(begun.reference);
      assert.deepEqual([row.user_id, row.user_name, row.session_id, row.action, row.what, row.ended_at],
        [who.user_id, who.display_name, who.session_id, 'download', 'oversikt.csv', null], user);
      assert.deepEqual(JSON.parse(row.details), { reference: begun.reference, scopes, ...ASKED });
      assert.ok(Math.abs(Date.parse(`${row.logged_at.replace(' ', 'T')}Z`) - Date.now()) < 60_000, row.logged_at);
    }
  });
  test('the key that ends it is nowhere in it', async () => {
    const begun = await begin(sessions.oslo.connection);
    const row = await stored(begun.reference);
    assert.equal(row.end_digest.length, 32);
    assert.ok(!row.end_digest.equals(Buffer.from(begun.end_key, 'hex')));
    assert.ok(!row.details.includes(begun.end_key));
  });
  test('it stays when the one who wrote it rolls back', async () => {
    const { connection } = sessions.oslo;
    await connection.query('START TRANSACTION');
    const begun = await begin(connection);
    await connection.query('ROLLBACK');
    assert.ok(await stored(begun.reference));
  });
  test('L4: what was searched for is kept beside it, of one\'s own search alone', async () => {
    const { connection } = sessions.trondheim;
    const search = randomBytes(32).toString('base64url');
    await call(connection, 'person_search_keep', search, '01810112345', '00000000-0000-8000-8000-00000000000a', 'anne kari', '');
    const { numbers, names, person_ids: ids } = await stored((await begin(connection, search)).reference);
    assert.deepEqual([numbers, names, ids], ['01810112345', 'anne kari', '']);
    assert.equal((await stored((await begin(connection)).reference)).names, null);
    assert.equal((await stored((await begin(sessions.oslo.connection, search)).reference)).names, null);
  });
  test('nobody, a forged token and one who sees no participants begin none', async () => {
    assert.equal(await errorOf(begin((await login('admin-oslo')).connection)), REFUSED);
    const connection = await app();
    assert.equal(await errorOf(begin(connection)), REFUSED);
    await open(connection, randomBytes(32).toString('base64url'));
    assert.equal(await errorOf(begin(connection)), REFUSED);
  });
  test('a session that cuts lists short is refused: its places would be told wrongly', async () => {
    const { connection } = sessions.flere;
    await connection.query('SET SESSION group_concat_max_len = 4');
    assert.equal(await errorOf(begin(connection)), REFUSED);
    await connection.query('SET SESSION group_concat_max_len = DEFAULT');
    assert.ok(await begin(connection));
  });
});

describe('D6: how a download ended', () => {
  test('is told once, and never changed', async () => {
    const { connection } = sessions.oslo;
    const begun = await begin(connection);
    await end(connection, begun);
    assert.equal(await errorOf(end(connection, begun, { rows: 1, sha256: 'f'.repeat(64) })), 1062);
    assert.equal(await errorOf(end(connection, begun, { whole: 0 })), 1062);
    const row = await receipt(connection, begun.reference);
    assert.deepEqual([row.whole, row.row_count, row.byte_count, row.sha256], [1, 23n, 4096n, SHA]);
  });
  test('needs no context: routines may have been made anew while the rows came', async () => {
    const { connection, token } = await login('oslo');
    const begun = await begin(connection);
    await call(connection, 'ctx.leave');
    await end(connection, begun);
    await open(connection, token);
    assert.equal((await receipt(connection, begun.reference)).whole, 1);
  });
  test('of one that is not whole has no checksum', async () => {
    const { connection } = sessions.oslo;
    const begun = await begin(connection);
    await end(connection, begun, { whole: 0, rows: 7 });
    const row = await receipt(connection, begun.reference);
    assert.deepEqual([row.whole, row.row_count, row.sha256], [0, 7n, null]);
  });
  test('cannot be told by another who knows the reference alone', async () => {
    const begun = await begin(sessions.oslo.connection);
    for (const { connection } of [sessions.trondheim, sessions.systemeier]) {
      for (const key of ['', begun.reference, '0'.repeat(64), null]) {
        assert.equal(await errorOf(end(connection, { reference: begun.reference, end_key: key })), REFUSED, key);
      }
    }
    assert.equal((await stored(begun.reference)).ended_at, null);
  });
  test('one whose connection was killed stays as not ended', async () => {
    const { connection } = await login('oslo');
    const begun = await begin(connection);
    const [{ id }] = await connection.query('SELECT CONNECTION_ID() AS id');
    connection.on('error', () => {}); // it is told of the end
    await admin.query(`KILL ${id}`);
    const row = await receipt(sessions.oslo.connection, begun.reference);
    assert.deepEqual([row.ended_at, row.whole, row.row_count, row.sha256], [null, null, null, null]);
  });
});

describe('D6, I8: a receipt is there for the one who downloaded, and the system owner', () => {
  let begun;
  before(async () => {
    begun = await begin(sessions.oslo.connection);
  });
  test('with when, who, what was asked for', async () => {
    for (const user of ['oslo', 'systemeier']) {
      const row = await receipt(sessions[user].connection, begun.reference);
      assert.equal(row.user_name, sessions.oslo.who.display_name, user);
      assert.deepEqual([row.what, row.address, row.words, row.file, row.codebook, row.codebook_digest],
        ['oversikt.csv', ASKED.address, ASKED.words, ASKED.file, ASKED.codebook, ASKED.codebook_digest]);
    }
  });
  test('for anybody else it is as one that does not exist', async () => {
    const connection = await app();
    for (const other of [connection, sessions.trondheim.connection, sessions.imdi.connection]) {
      assert.deepEqual(await call(other, 'download_receipt', begun.reference), [[]]);
      assert.deepEqual(await call(other, 'download_receipt', '0'.repeat(32)), [[]]);
    }
  });
  test('the list holds one\'s own, the newest first, fifty at most', async () => {
    const [mine] = await call(sessions.oslo.connection, 'download_list', 'jobbsjansen');
    assert.equal(mine[0].reference, begun.reference);
    assert.ok(mine.length > 1 && mine.length <= 50 && mine.every((row) => row.user_name === sessions.oslo.who.display_name));
    const [others] = await call(sessions.systemeier.connection, 'download_list', 'jobbsjansen');
    assert.ok(!others.some((row) => row.reference === begun.reference));
    assert.deepEqual(await call(await app(), 'download_list', 'jobbsjansen'), [[]]);
  });
  test('D6: a list is of one register: what was downloaded from another one stands in that one\'s', async () => {
    const { connection } = sessions.systemeier;
    const ask = (who) => call(who.connection, 'download_begin', 'introduksjon/avsluttede.csv', '/introduksjon/rapporter/avsluttede.csv', 'Alle', null,
      'introduksjon.csv', '1', 'a'.repeat(64));
    assert.equal(await errorOf(ask(sessions.oslo)), 1644, 'she sees nobody there');
    const { reference } = first(await ask(sessions.systemeier));
    const listed = async (register) => (await call(connection, 'download_list', register))[0].map((row) => row.reference);
    assert.equal((await listed('introduksjon'))[0], reference);
    assert.ok(!(await listed('jobbsjansen')).includes(reference));
    assert.deepEqual(await listed(null), []);
    assert.equal((await receipt(connection, reference)).what, 'introduksjon/avsluttede.csv', 'it is hers wherever she asks');
  });
});

describe('L3: whom a file of the introduction programme held', () => {
  const report = async (connection) => first(await call(connection, 'download_begin', 'introduksjon/avsluttede.csv', '/introduksjon/rapporter/avsluttede.csv', '', null, 'x.csv', '1', 'ab'.repeat(32)));
  const hold = (connection, { reference, end_key: key }, ids) => call(connection, 'download_persons', reference, key, ids);
  const held = async ({ reference }) => (await admin.query(`SELECT a.person_id FROM ${AUDIT}.download d JOIN ${AUDIT}.access_log_person a
    ON a.log_id = d.log_id AND a.logged_at = d.logged_at WHERE d.reference = ? ORDER BY 1`, [reference])).map((row) => row.person_id);
  after(removeMade);

  test('is told before it ends, by who began it, of those she sees, and once', async () => {
    const { connection } = await login('baerum');
    const ids = [await put(), await put(), await put({ kommunenummer: '5001' })].map(String);
    const persons = (await admin.query(`SELECT person_id FROM ${DB}.intro_participant WHERE participant_id IN (?, ?) ORDER BY 1`, ids.slice(0, 2))).map((row) => row.person_id);
    const begun = await report(connection);
    await hold(connection, begun, ids.slice(0, 1).join());
    await hold(connection, begun, ids.join());
    assert.deepEqual(await held(begun), persons, 'nobody of another municipality');
    for (const list of ['', null, '1,', "1' OR 1", `${'1,'.repeat(200)}1`]) assert.equal(await errorOf(hold(connection, begun, list)), REFUSED, String(list));
    const other = (await login('imdi')).connection;
    for (const [who, what] of [[other, begun], [connection, { ...begun, end_key: '0'.repeat(64) }], [connection, { ...begun, reference: 'a'.repeat(32) }], [await app(), begun]]) {
      assert.equal(await errorOf(hold(who, what, ids[2])), REFUSED);
    }
    await end(connection, begun);
    assert.equal(await errorOf(hold(connection, begun, ids[0])), REFUSED, 'it has ended');
    assert.deepEqual(await held(begun), persons);
  });
});

describe('L1, L3: the log of who looked is append-only', () => {
  const TABLES = ['access_log', 'download', 'download_end', 'download_search'];
  test('a worker reads, writes and changes nothing in it', async () => {
    const { connection } = sessions.oslo;
    for (const table of TABLES) {
      for (const sentence of [`SELECT 1 FROM ${AUDIT}.${table}`, `INSERT INTO ${AUDIT}.${table} () VALUES ()`,
        `UPDATE ${AUDIT}.${table} SET reference = ''`, `DELETE FROM ${AUDIT}.${table}`, `TRUNCATE ${AUDIT}.${table}`]) {
        assert.equal(await errorOf(connection.query(sentence)), 1142, sentence);
      }
    }
  });
  test('not even the admin changes or deletes a row of it', async () => {
    const { connection } = sessions.trondheim;
    const search = randomBytes(32).toString('base64url');
    await call(connection, 'person_search_keep', search, '', '', 'anne', '');
    await end(connection, await begin(connection, search));
    for (const table of TABLES) {
      const column = table === 'access_log' ? 'what' : 'reference';
      for (const sentence of [`UPDATE ${AUDIT}.${table} SET ${column} = 'x' LIMIT 1`, `DELETE FROM ${AUDIT}.${table} LIMIT 1`]) {
        assert.equal(await errorOf(admin.query(sentence)), REFUSED, sentence);
      }
    }
  });
});
