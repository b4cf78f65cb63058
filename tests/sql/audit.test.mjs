// The log of changes (requirement L1) and the history: who, when, which session, which fields, from what to what.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { admin, AUDIT, call, closeAll, connectAs, DB, errorOf, HISTORY, passwordOf } from './database.mjs';
import { create, discharge, gate, logOf, removeMade, save } from './participant.mjs';
import { login } from './session.mjs';

after(async () => {
  await removeMade();
  await closeAll();
});

const moment = async () => (await admin.query('SELECT UTC_TIMESTAMP(6) AS now'))[0].now;

describe('the log', () => {
  test('a created participant: every value, who, when and in which session', async () => {
    const { connection, who } = await login('trondheim');
    const before = await moment();
    const changes = gate({ norskopplaring_spraktrening: [1, 3] });
    const made = await create(connection, changes);
    const after = await moment();
    const rows = await logOf(made.participant_id, 'participant');
    assert.equal(rows.length, 2);
    const [row, chosen] = rows;
    assert.deepEqual([chosen.action, chosen.changed], ['update', { choices: [null, 'norskopplaring_spraktrening:1,3'] }]);
    assert.equal(row.action, 'insert');
    assert.equal(row.row_key, String(made.participant_id));
    assert.deepEqual([row.user_id, row.user_name, row.session_id], [who.user_id, who.display_name, who.session_id]);
    assert.ok(row.logged_at >= before && row.logged_at <= after, `${before} <= ${row.logged_at} <= ${after}`);
    for (const name of ['fodselsnummer', 'navn', 'oppstartsdato', 'kommunenummer', 'finansieringstype']) {
      assert.deepEqual(row.changed[name], [null, changes[name]], name);
    }
    assert.equal(row.changed.bydel, undefined, 'what is empty is not told');
    const choices = await logOf(made.participant_id, 'participant_choice');
    assert.deepEqual(choices.map((choice) => [choice.action, choice.changed.variabel[1], choice.changed.kode[1]]),
      [['insert', 'norskopplaring_spraktrening', '1'], ['insert', 'norskopplaring_spraktrening', '3']]);
    const persons = await admin.query(`SELECT * FROM ${AUDIT}.change_log WHERE table_name = 'person_number' AND row_key = ?`, [changes.fodselsnummer]);
    assert.deepEqual(persons.map((person) => [person.action, person.session_id]), [['insert', who.session_id]]);
  });
  test('a change: the changed fields alone, exactly', async () => {
    const { connection, who } = await login('trondheim');
    const made = await create(connection, gate({ navn: 'Anne "Æ" O\'Brien \\ ny', sted_arbeidspraksis: [1, 2] }));
    const saved = await save(connection, made.participant_id, 1,
      { navn: 'anne "æ" o\'brien \\ NY', finansieringstype: '2', oppstartsdato: '2024-02-01', antall_barn: '3', omsorgsansvar_barn: '1', sted_arbeidspraksis: [2, 4] });
    assert.equal(saved.outcome, 'saved');
    const rows = await logOf(made.participant_id, 'participant');
    assert.equal(rows.length, 3);
    assert.equal(rows[2].action, 'update');
    assert.deepEqual([rows[2].user_id, rows[2].session_id], [who.user_id, who.session_id]);
    assert.deepEqual(rows[2].changed, {
      navn: ['Anne "Æ" O\'Brien \\ ny', 'anne "æ" o\'brien \\ NY'], finansieringstype: ['1', '2'], antall_barn: [null, '3'],
      omsorgsansvar_barn: [null, '1'], status: ['opprettet', 'endret'],
      choices: ['sted_arbeidspraksis:1,2', 'sted_arbeidspraksis:2,4'],
    });
    const choices = (await logOf(made.participant_id, 'participant_choice')).slice(2);
    assert.deepEqual(choices.map((choice) => [choice.action, (choice.changed.kode[0] ?? choice.changed.kode[1])]).sort(),
      [['delete', '1'], ['insert', '4']]);
  });
  test('nothing changed, nothing told', async () => {
    const { connection } = await login('trondheim');
    const changes = gate();
    const made = await create(connection, changes);
    await save(connection, made.participant_id, 1, { navn: changes.navn });
    assert.equal((await logOf(made.participant_id, 'participant')).length, 1);
  });
  test('a write that was refused or undone leaves no row', async () => {
    const { connection } = await login('trondheim');
    const made = await create(connection, gate());
    assert.equal((await save(connection, made.participant_id, 99, { navn: 'For sent' })).outcome, 'stale');
    assert.notEqual(await errorOf(save(connection, made.participant_id, 1, { navn: 'Ny', oppstartsdato: '2024-02-31' })), null);
    assert.notEqual(await errorOf(save(connection, made.participant_id, 1, { navn: 'Ny', sivilstand: 'x'.repeat(5000) })), null);
    await connection.query('COMMIT');
    assert.equal((await logOf(made.participant_id, 'participant')).length, 1);
    const [{ navn, row_version: version }] = await admin.query(`SELECT navn, row_version FROM ${DB}.participant WHERE participant_id = ?`, [made.participant_id]);
    assert.deepEqual([navn, version], ['Prøve Prøvesen', 1]);
  });
  test('users and grants are in it, a password never', async () => {
    await call(admin, 'ctx.open_system', 'tests');
    const [{ user_id: id, password_hash: hash }] = await admin.query(`SELECT user_id, password_hash FROM ${DB}.user WHERE brukernavn = 'oslo'`);
    await admin.query(`UPDATE ${DB}.user SET phone = '99 00 00 01', password_hash = CONCAT(password_hash, ' ') WHERE user_id = ?`, [id]);
    await admin.query(`UPDATE ${DB}.user SET phone = '', password_hash = ? WHERE user_id = ?`, [hash, id]);
    await call(admin, 'ctx.leave');
    const rows = await admin.query(`SELECT * FROM ${AUDIT}.change_log WHERE table_name = 'user' AND row_key = ? ORDER BY log_id DESC LIMIT 2`, [String(id)]);
    assert.deepEqual(JSON.parse(rows[1].changed).phone, ['', '99 00 00 01']);
    assert.equal(rows[1].user_name, 'system:tests');
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE LOCATE('argon2', changed) > 0`);
    assert.equal(n, 0n);
  });
  test('not even the admin changes or deletes a row of it', async () => {
    for (const sentence of [`UPDATE ${AUDIT}.change_log SET user_name = 'x' LIMIT 1`, `DELETE FROM ${AUDIT}.change_log LIMIT 1`]) {
      assert.equal(await errorOf(admin.query(sentence)), 1644, sentence);
    }
  });
});

describe('the triggers are a second lock', () => {
  test('without a context not even the admin writes', async () => {
    const { connection } = await login('trondheim');
    const made = await create(connection, gate());
    await call(admin, 'ctx.leave');
    const id = String(made.participant_id);
    for (const sentence of [`UPDATE ${DB}.participant SET navn = 'X' WHERE participant_id = ${id}`,
      `DELETE FROM ${DB}.participant_choice WHERE participant_id IN (SELECT participant_id FROM ${DB}.participant)`,
      `INSERT INTO ${DB}.participant_choice (participant_id, variabel, kode) VALUES (${id}, 'sted_arbeidspraksis', 1)`]) {
      assert.equal(await errorOf(admin.query(sentence)), 1644, sentence);
    }
  });
  test('in a user\'s context rows elsewhere are neither changed, deleted, replaced nor moved', async () => {
    const { token, connection } = await login('trondheim');
    const made = await create(connection, gate());
    const flere = await login('flere');
    const foreign = await create(flere.connection, gate({ kommunenummer: '4601' }));
    await call(admin, 'ctx.open', token);
    const id = String(foreign.participant_id);
    const [{ columns }] = await admin.query(`SELECT GROUP_CONCAT(column_name) AS columns FROM information_schema.columns
      WHERE table_schema = ? AND table_name = 'participant' AND is_generated = 'NEVER'`, [DB]);
    for (const sentence of [`UPDATE ${DB}.participant SET navn = 'X' WHERE participant_id = ${id}`,
      `UPDATE ${DB}.participant SET kommunenummer = '5001' WHERE participant_id = ${id}`,
      `UPDATE ${DB}.participant SET kommunenummer = '4601' WHERE participant_id = ${made.participant_id}`,
      `DELETE FROM ${DB}.participant WHERE participant_id = ${id}`,
      `REPLACE INTO ${DB}.participant (${columns}) SELECT ${columns} FROM ${DB}.participant WHERE participant_id = ${id}`,
      `REPLACE INTO ${DB}.participant (participant_id, person_id, kommunenummer, created_at, changed_at)
         SELECT participant_id, person_id, '5001', created_at, changed_at FROM ${DB}.participant WHERE participant_id = ${id}`,
      `INSERT INTO ${DB}.participant (participant_id, person_id, kommunenummer, created_at, changed_at)
         SELECT participant_id, person_id, '5001', created_at, changed_at FROM ${DB}.participant WHERE participant_id = ${id}
         ON DUPLICATE KEY UPDATE navn = 'X'`,
      `INSERT INTO ${DB}.participant_choice (participant_id, variabel, kode) VALUES (${id}, 'sted_arbeidspraksis', 1)`,
      `INSERT INTO ${DB}.participant_choice (participant_id, variabel, kode, kommunenummer, bydel) VALUES (${id}, 'sted_arbeidspraksis', 1, '5001', '')`,
      `INSERT INTO ${DB}.participant_test (participant_id, test_no) VALUES (${id}, 1)`]) {
      assert.equal(await errorOf(admin.query(sentence)), 1644, sentence);
    }
    await admin.query(`UPDATE ${DB}.participant SET navn = 'Egen' WHERE participant_id = ?`, [made.participant_id]);
    await call(admin, 'ctx.leave');
  });
  test('children follow the participant\'s place', async () => {
    const { connection } = await login('oslo');
    const made = await create(connection, gate({ kommunenummer: '0301', bydel: '030101', sted_arbeidspraksis: [1] }));
    await save(connection, made.participant_id, 1, { bydel: '030105' });
    const [{ bydel }] = await admin.query(`SELECT bydel FROM ${DB}.participant_choice WHERE participant_id = ?`, [made.participant_id]);
    assert.equal(bydel, '030105');
  });
});

describe('the history', () => {
  test('shows each participant as of a time, to its own account alone', async () => {
    const { connection } = await login('trondheim');
    const made = await create(connection, gate({ navn: 'Første Navn', sted_arbeidspraksis: [1] }));
    const then = await moment();
    await save(connection, made.participant_id, 1, { navn: 'Andre Navn', sted_arbeidspraksis: [2] });
    const later = await moment();
    await save(connection, made.participant_id, 2, { avslutningsdato: '2024-05-01' });
    await discharge(connection, made.participant_id, 3);

    const reader = await connectAs('jobbsjanse_history_reader', passwordOf('jobbsjanse_history_reader'), { database: HISTORY, timezone: 'Z' });
    await reader.query(`SET time_zone = '+00:00'`);
    const asOf = async (time, columns, table = 'participant') => reader.query(
      `SELECT ${columns} FROM ${HISTORY}.${table} FOR SYSTEM_TIME AS OF TIMESTAMP '${time}' WHERE participant_id = ?`, [made.participant_id]);
    try {
      assert.deepEqual((await asOf(then, 'navn, status'))[0], { navn: 'Første Navn', status: 'opprettet' });
      assert.deepEqual((await asOf(later, 'navn, status'))[0], { navn: 'Andre Navn', status: 'endret' });
      assert.deepEqual((await asOf(then, 'kode', 'participant_choice')), [{ kode: 1 }]);
      assert.deepEqual((await asOf(later, 'kode', 'participant_choice')), [{ kode: 2 }]);
      assert.deepEqual(await asOf('2020-01-01 00:00:00', 'navn'), []);
      const [now] = await reader.query(`SELECT status FROM ${HISTORY}.participant WHERE participant_id = ?`, [made.participant_id]);
      assert.equal(now.status, 'utskrevet');
      for (const sentence of [`SELECT 1 FROM ${DB}.participant`, `SELECT 1 FROM ${DB}.participant_all`, `SELECT 1 FROM ${AUDIT}.change_log`,
        `DELETE FROM ${HISTORY}.participant`, `DELETE HISTORY FROM ${HISTORY}.participant`, `UPDATE ${HISTORY}.participant SET navn = 'X'`,
        `CALL ${DB}.session_end()`]) {
        assert.ok([1044, 1142, 1143, 1370].includes(await errorOf(reader.query(sentence))), sentence);
      }
    } finally {
      await reader.end();
    }
  });
});
