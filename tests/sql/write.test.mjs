// The procedures that write: versions, whole transactions, persons and their numbers, one open participation.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { someWoman } from '../http/women.mjs';
import { admin, app, closeAll, DB, errorOf } from './database.mjs';
import { create, discharge, gate, logOf, newKey, openOne, removeMade, save } from './participant.mjs';
import { login, open } from './session.mjs';

after(async () => {
  await removeMade();
  await closeAll();
});

const row = async (id) => (await admin.query(`SELECT * FROM ${DB}.participant WHERE participant_id = ?`, [id]))[0];

describe('what the codebook does not have', () => {
  test('C6: an answer to an unknown variable is refused, and nothing of the save is stored', async () => {
    const { connection } = await login('trondheim');
    const made = await create(connection, gate());
    const before = await row(made.participant_id);
    for (const unknown of [{ finnes_ikke: 'x' }, { participant_id: '1' }, { status: 'utskrevet' }, { provetype: 'x' }, { proveresultater: 'x' }]) {
      assert.equal(await errorOf(save(connection, made.participant_id, 1, { antall_barn: '3', ...unknown })), 1644, Object.keys(unknown)[0]);
      assert.equal(await errorOf(create(connection, gate(unknown))), 1644);
    }
    assert.deepEqual(await row(made.participant_id), before);
    assert.equal((await save(connection, made.participant_id, 1, { antall_barn: '3' })).outcome, 'saved', 'control');
  });
});

describe('versions', () => {
  test('a save on an old version does nothing and says the new one', async () => {
    const { connection } = await login('trondheim');
    const made = await create(connection, gate());
    assert.deepEqual(await save(connection, made.participant_id, 1, { navn: 'Første' }),
      { outcome: 'saved', participant_id: made.participant_id, row_version: 2 });
    const stale = await save(connection, made.participant_id, 1, { navn: 'Andre' });
    assert.deepEqual([stale.outcome, stale.row_version], ['stale', 2]);
    assert.equal((await row(made.participant_id)).navn, 'Første');
    assert.equal((await discharge(connection, made.participant_id, 1)).outcome, 'stale');
    assert.equal((await row(made.participant_id)).status, 'endret');
  });
  test('of two at once one is saved and none is lost', async () => {
    const one = await login('trondheim');
    const made = await create(one.connection, gate());
    const writers = [one.connection];
    for (let i = 0; i < 5; i++) {
      writers.push(await app());
      await open(writers.at(-1), one.token);
    }
    const outcomes = await Promise.all(writers.map((connection, at) =>
      save(connection, made.participant_id, 1, { navn: `Navn ${at}` }).then((answer) => answer.outcome, (trouble) => trouble.errno)));
    assert.equal(outcomes.filter((outcome) => outcome === 'saved').length, 1, outcomes.join());
    assert.ok(outcomes.every((outcome) => ['saved', 'stale', 1213, 1205, 1020].includes(outcome)), outcomes.join());
    assert.equal((await row(made.participant_id)).row_version, 2);
  });
  test('what changed since is told, by whom', async () => {
    const trondheim = await login('trondheim');
    const made = await create(trondheim.connection, gate({ sted_arbeidspraksis: [1, 3] }));
    await save(trondheim.connection, made.participant_id, 1, { navn: 'Ny', sted_arbeidspraksis: [1, 3, 8], oppstartsdato: '2024-02-01' });
    await save(trondheim.connection, made.participant_id, 2, { navn: null });
    const [, choices, , changes] = await openOne(trondheim.connection, made.participant_id, 1);
    assert.deepEqual(choices.map((choice) => choice.kode), [1, 3, 8]);
    assert.deepEqual(changes.map((change) => [change.version, change.variabel, change.old_value, change.new_value]), [
      [2, 'navn', 'Prøve Prøvesen', 'Ny'], [2, 'sted_arbeidspraksis', '1,3', '1,3,8'], [3, 'navn', 'Ny', null]]);
    assert.ok(changes.every((change) => change.user_id === trondheim.who.user_id && change.user_name === trondheim.who.display_name));
    assert.deepEqual((await openOne(trondheim.connection, made.participant_id, null))[3], []);
  });
  test('choices stand beside the other answers as they do in their own table, and no shorter', async () => {
    const { connection } = await login('trondheim');
    const asStored = async (id) => (await row(id)).choices;
    const bare = await create(connection, gate());
    assert.equal(await asStored(bare.participant_id), null);
    const made = await create(connection, gate({ sted_arbeidspraksis: [3, 1], tiltak_for_jobbsjansen: [88] }));
    assert.equal(await asStored(made.participant_id), 'sted_arbeidspraksis:1,3;tiltak_for_jobbsjansen:88');
    await save(connection, made.participant_id, 1, { tiltak_for_jobbsjansen: [], sted_arbeidspraksis: [8, 1] });
    assert.equal(await asStored(made.participant_id), 'sted_arbeidspraksis:1,8');
    await save(connection, made.participant_id, 2, { navn: 'Ny' });
    assert.equal(await asStored(made.participant_id), 'sted_arbeidspraksis:1,8', 'another answer leaves them');
    await connection.query('SET SESSION group_concat_max_len = 24');
    assert.equal(await errorOf(save(connection, made.participant_id, 3, { sted_arbeidspraksis: [1, 2, 3, 8] })), 1644);
    assert.equal(await asStored(made.participant_id), 'sted_arbeidspraksis:1,8');
    assert.deepEqual((await logOf(made.participant_id, 'participant')).map((entry) => entry.changed.choices).filter(Boolean),
      [[null, 'sted_arbeidspraksis:1,3;tiltak_for_jobbsjansen:88'], ['sted_arbeidspraksis:1,3;tiltak_for_jobbsjansen:88', 'sted_arbeidspraksis:1,8']],
      'the log tells them with her row, so that it is all that was changed at once');
    await connection.query('SET SESSION group_concat_max_len = DEFAULT');
    await save(connection, made.participant_id, 3, { sted_arbeidspraksis: [] });
    assert.equal(await asStored(made.participant_id), null);
  });
});

describe('persons (requirement P4, P13)', () => {
  test('the same woman again is the same person; an open participation is enough', async () => {
    const { connection } = await login('trondheim');
    const changes = gate();
    const made = await create(connection, changes);
    const second = await create(connection, changes);
    assert.deepEqual([second.outcome, second.participant_id], ['open_here', made.participant_id]);
    await save(connection, made.participant_id, 1, { avslutningsdato: '2024-05-01' });
    const third = await create(connection, changes, { person: randomUUID() });
    assert.equal(third.outcome, 'created');
    assert.equal((await row(third.participant_id)).person_id, (await row(made.participant_id)).person_id);
  });
  test('a number put right is another person, refused while she has an open participation here', async () => {
    const { connection } = await login('trondheim');
    const changes = gate();
    const made = await create(connection, changes);
    const wrong = await create(connection, gate());
    const right = { fodselsnummer: changes.fodselsnummer, person_id: randomUUID() };
    const refused = await save(connection, wrong.participant_id, 1, right);
    assert.deepEqual([refused.outcome, refused.participant_id], ['open_here', made.participant_id]);
    assert.equal((await row(wrong.participant_id)).row_version, 1);
    const ended = await save(connection, wrong.participant_id, 1, { ...right, avslutningsdato: '2024-05-01' });
    assert.equal(ended.outcome, 'saved', 'one that has ended may be hers too');
    assert.equal((await row(wrong.participant_id)).person_id, (await row(made.participant_id)).person_id);
  });
  test('a number corrected by a caseworker is another person', async () => {
    const { connection } = await login('trondheim');
    const made = await create(connection, gate());
    const before = (await row(made.participant_id)).person_id;
    const [number, person] = [someWoman(), randomUUID()];
    assert.equal((await save(connection, made.participant_id, 1, { fodselsnummer: number, person_id: person })).outcome, 'saved');
    const after = await row(made.participant_id);
    assert.deepEqual([after.person_id, after.fodselsnummer], [person, number]);
    const numbers = await admin.query(`SELECT person_id FROM ${DB}.person_number WHERE fodselsnummer = ?`, [number]);
    assert.deepEqual(numbers.map((one) => one.person_id), [person]);
    const old = await admin.query(`SELECT 1 FROM ${DB}.person WHERE person_id = ?`, [before]);
    assert.equal(old.length, 1);
    await admin.query(`CALL ${DB}.ctx.open_system('tests')`);
    await admin.query(`UPDATE ${DB}.participant SET person_id = ? WHERE participant_id = ?`, [before, made.participant_id]);
    await admin.query(`DELETE FROM ${DB}.person_number WHERE person_id = ?`, [person]);
    await admin.query(`DELETE FROM ${DB}.person WHERE person_id = ?`, [person]);
    await admin.query(`CALL ${DB}.ctx.leave()`);
  });
  test('two registrations of one woman at once give one', async () => {
    const { connection, token } = await login('trondheim');
    const changes = gate();
    const writers = [connection];
    for (let i = 0; i < 3; i++) {
      writers.push(await app());
      await open(writers.at(-1), token);
    }
    const outcomes = await Promise.all(writers.map((writer) => create(writer, changes).then((answer) => answer.outcome, (trouble) => trouble.errno)));
    assert.equal(outcomes.filter((outcome) => outcome === 'created').length, 1, outcomes.join());
    assert.ok(outcomes.every((outcome) => ['created', 'open_here', 1213, 1205, 1020, 1062].includes(outcome)), outcomes.join());
  });
});

describe('whole or not at all', () => {
  test('a value the table cannot hold undoes the person too', async () => {
    const { connection } = await login('trondheim');
    const changes = gate({ oppstartsdato: '2024-02-31' });
    assert.notEqual(await errorOf(create(connection, changes)), null);
    await connection.query('COMMIT');
    assert.deepEqual(await admin.query(`SELECT 1 FROM ${DB}.person_number WHERE fodselsnummer = ?`, [changes.fodselsnummer]), []);
  });
  test('what is no JSON, or of the wrong shape, is refused', async () => {
    const { connection } = await login('trondheim');
    for (const changes of ['', '{', 'null', '[]', '{"kommunenummer": ["5001"]}']) {
      const answer = connection.execute(`CALL ${DB}.participant_create(?, ?, NULL, 'd', ?, 0)`, ['123', randomUUID(), changes]);
      const outcome = await answer.then(([sets]) => (Array.isArray(sets) ? sets[0] : sets).outcome, (trouble) => trouble.errno);
      assert.ok(outcome === 'absent' || typeof outcome === 'number', `${changes}: ${outcome}`);
    }
  });
  test('the number of municipalities nobody has is refused', async () => {
    const { connection } = await login('trondheim');
    assert.equal((await create(connection, gate({ kommunenummer: '9999' }))).outcome, 'absent');
    assert.equal((await create(connection, gate({ kommunenummer: '' }))).outcome, 'absent');
  });
  test('a key is kept with the write it stands for', async () => {
    const { connection } = await login('trondheim');
    const key = newKey();
    assert.notEqual(await errorOf(create(connection, gate({ oppstartsdato: 'x' }), { key })), null);
    assert.equal((await create(connection, gate(), { key })).outcome, 'created', 'a failed write does not use up its key');
    const made = await create(connection, gate());
    const saved = await save(connection, made.participant_id, 1, { navn: 'Ny' }, { key: `${key}2` });
    const again = await save(connection, made.participant_id, 1, { navn: 'Ny' }, { key: `${key}2` });
    assert.deepEqual([again.outcome, again.participant_id, again.row_version], ['repeat', saved.participant_id, saved.row_version]);
    await save(connection, made.participant_id, 2, { avslutningsdato: '2024-05-01' });
    const gone = await discharge(connection, made.participant_id, 3, { key: `${key}3` });
    assert.deepEqual((await discharge(connection, made.participant_id, 3, { key: `${key}3` })).row_version, gone.row_version);
    assert.equal((await row(made.participant_id)).row_version, 4);
  });
});
