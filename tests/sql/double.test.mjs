// P13: one woman, several participations. What is refused, what is told of one elsewhere and how often, and the pairs
// that are kept of those that lie over each other in time.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { someWoman } from '../http/women.mjs';
import { admin, app, call, closeAll, DB, errorOf, first } from './database.mjs';
import { create, discharge, gate, newId, newKey, openOne, remove, removeMade, save } from './participant.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';

// Users of this file's own: the demo users' share of answers is not used up, however often it is run.
const ASKING = 'asking';
const LIMIT_AN_HOUR = 30;
const PLACES = { trondheim: ['5001', ''], flere: ['4601', ''], oslo: ['0301', '030104'], grunerlokka: ['0301', '030102'], [ASKING]: ['3203', ''] };
const sessions = {};
for (const [name, [kommunenummer, bydel]] of Object.entries(PLACES)) {
  await temporaryUser(`prove-dobbel-${name}`, [{ kommunenummer, bydel: name === 'oslo' ? '' : bydel }]);
  sessions[name] = await login(`prove-dobbel-${name}`);
}
const { trondheim, flere, oslo, grunerlokka, asking } = sessions;

after(async () => {
  await removeMade();
  for (const name of Object.keys(PLACES)) await removeUser(`prove-dobbel-${name}`);
  await closeAll();
});

const hers = (user, fodselsnummer, more = {}) =>
  gate({ fodselsnummer, kommunenummer: PLACES[user][0], bydel: PLACES[user][1], ...more });
const at = (user, fodselsnummer, more, options) => create(sessions[user].connection, hers(user, fodselsnummer, more), options);
const rowOf = async (id) => (await admin.query(`SELECT * FROM ${DB}.participant WHERE participant_id = ?`, [id]))[0];
const answersTo = (who) => admin.query(`SELECT outcome, occasion, person_id, session_id FROM ${DB}.double_answer WHERE user_id = ? ORDER BY answer_id`, [who.user_id]);
const pairsOf = async (id) => (await admin.query(`SELECT participant_id, other_id, kind, is_first, kommunenummer, bydel FROM ${DB}.participant_double
  WHERE participant_id = ? ORDER BY other_id`, [id])).map((row) => ({ ...row, participant_id: String(row.participant_id), other_id: String(row.other_id) }));
const kindsOf = async (id) => (await pairsOf(id)).map((pair) => pair.kind).sort();
const NOTHING = (outcome) => ({ outcome, participant_id: null, row_version: null });

describe('P13: one that the user sees', () => {
  test('is named, at creation and when a number is put right, also by who sees the whole of a district\'s municipality', async () => {
    const number = someWoman();
    const made = await at('grunerlokka', number);
    for (const user of ['grunerlokka', 'oslo']) {
      const refused = await at(user, number, {}, { goesOn: 1 });
      assert.deepEqual([refused.outcome, refused.participant_id], ['open_here', made.participant_id], user);
    }
    const other = await at('oslo', someWoman());
    const right = await save(oslo.connection, other.participant_id, 1, { fodselsnummer: number, person_id: crypto.randomUUID() }, { goesOn: 1 });
    assert.deepEqual([right.outcome, right.participant_id], ['open_here', made.participant_id]);
    assert.equal((await rowOf(other.participant_id)).row_version, 1);
  });
});

describe('P13: one that the user may not see', () => {
  for (const [where, there, here] of [['another municipality', 'flere', 'trondheim'], ['another district', 'oslo', 'grunerlokka']]) {
    test(`${where}: that there is one is told, not where; nothing is written, and it is logged`, async () => {
      const number = someWoman();
      const first = await at(there, number);
      const { who } = { trondheim, grunerlokka }[here];
      const before = (await answersTo(who)).length;
      const key = newKey();
      assert.deepEqual(await at(here, number, {}, { key }), NOTHING('told'));
      const rows = await admin.query(`SELECT 1 FROM ${DB}.participant WHERE person_id = ?`, [(await rowOf(first.participant_id)).person_id]);
      assert.equal(rows.length, 1);
      assert.deepEqual(await admin.query(`SELECT 1 FROM ${DB}.one_time_key WHERE nokkel = ? AND row_version IS NOT NULL`, [key]), []);
      const answers = (await answersTo(who)).slice(before);
      assert.deepEqual(answers.map((answer) => [answer.outcome, answer.occasion, answer.person_id]), [['told', 'create', (await rowOf(first.participant_id)).person_id]]);
      assert.equal(answers[0].session_id, who.session_id);
      const second = await at(here, number, {}, { key, digest: 'e', goesOn: 1 });
      assert.equal(second.outcome, 'created', 'she may go on');
      assert.deepEqual(await at(here, number, {}, { key, digest: 'e', goesOn: 1 }), { ...second, outcome: 'repeat' }, 'and her key now stands for that');
      assert.deepEqual((await answersTo(who)).slice(before).map((answer) => answer.outcome), ['told', 'went_on']);
      assert.equal((await rowOf(second.participant_id)).person_id, (await rowOf(first.participant_id)).person_id);
    });
  }
  test('when a number is put right too', async () => {
    const number = someWoman();
    await at('flere', number);
    const wrong = await at('trondheim', someWoman());
    const right = { fodselsnummer: number, person_id: crypto.randomUUID() };
    assert.deepEqual(await save(trondheim.connection, wrong.participant_id, 1, right), NOTHING('told'));
    const kept = await rowOf(wrong.participant_id);
    assert.deepEqual([kept.row_version, kept.status], [1, 'opprettet']);
    assert.equal((await save(trondheim.connection, wrong.participant_id, 1, right, { goesOn: 1 })).outcome, 'saved');
    assert.equal((await rowOf(wrong.participant_id)).fodselsnummer, number);
  });
  test('nothing is told of one that has ended, is discharged or deleted, nor of a woman nobody knows', async () => {
    const ended = await at('flere', someWoman());
    await save(flere.connection, ended.participant_id, 1, { avslutningsdato: '2024-05-01' });
    const gone = await at('flere', someWoman());
    await save(flere.connection, gone.participant_id, 1, { avslutningsdato: '2024-05-01' });
    await discharge(flere.connection, gone.participant_id, 2);
    const deleted = await at('flere', someWoman());
    const numbers = [];
    for (const { participant_id: id } of [ended, gone, deleted]) numbers.push((await rowOf(id)).fodselsnummer);
    await remove(flere.connection, deleted.participant_id, 1);
    const before = (await answersTo(trondheim.who)).length;
    for (const number of [...numbers, someWoman()]) assert.equal((await at('trondheim', number)).outcome, 'created');
    assert.equal((await answersTo(trondheim.who)).length, before);
  });
  test('what would fail fails alike for every woman: nobody learns from a write that was never meant', async () => {
    const known = someWoman();
    await at('flere', known);
    const before = (await answersTo(trondheim.who)).length;
    for (const broken of [{ oppstartsdato: '2024-02-31' }, { antall_barn: 'x' }, { sted_arbeidspraksis: ['x'] }, { avslutningsdato: '2024-05-01' }]) {
      const [there, nowhere] = [await errorOf(at('trondheim', known, broken)), await errorOf(at('trondheim', someWoman(), broken))];
      assert.notEqual(there, null);
      assert.equal(there, nowhere, JSON.stringify(broken));
    }
    assert.equal((await at('trondheim', known, { kommunenummer: '4601' })).outcome, 'absent');
    assert.equal((await answersTo(trondheim.who)).length, before, 'nothing was told');
  });
});

describe('P13: an end date', () => {
  const PAST = { avslutningsdato: '2024-05-01' };
  test('is not removed while she has one open that the user sees', async () => {
    const number = someWoman();
    const one = await at('trondheim', number);
    await save(trondheim.connection, one.participant_id, 1, PAST);
    const two = await at('trondheim', number, { oppstartsdato: '2024-06-01' });
    const refused = await save(trondheim.connection, one.participant_id, 2, { avslutningsdato: null, navn: 'X' }, { goesOn: 1 });
    assert.deepEqual([refused.outcome, refused.participant_id], ['open_here', two.participant_id]);
    assert.deepEqual([(await rowOf(one.participant_id)).row_version, (await rowOf(one.participant_id)).status], [2, 'avsluttet']);
    await save(trondheim.connection, two.participant_id, 1, { avslutningsdato: '2024-07-01' });
    assert.equal((await save(trondheim.connection, one.participant_id, 2, { avslutningsdato: null })).outcome, 'saved');
    assert.equal((await rowOf(one.participant_id)).status, 'endret');
  });
  test('nor while she has one open elsewhere, though the user would go on; it is logged', async () => {
    const number = someWoman();
    const one = await at('trondheim', number);
    await save(trondheim.connection, one.participant_id, 1, PAST);
    await at('flere', number, { oppstartsdato: '2024-06-01' });
    const before = (await answersTo(trondheim.who)).length;
    for (const goesOn of [0, 1]) {
      assert.deepEqual(await save(trondheim.connection, one.participant_id, 2, { avslutningsdato: null }, { goesOn }), NOTHING('told'));
    }
    assert.deepEqual((await answersTo(trondheim.who)).slice(before).map((answer) => [answer.outcome, answer.occasion]), [['told', 'reopen'], ['told', 'reopen']]);
    assert.equal((await rowOf(one.participant_id)).status, 'avsluttet');
    assert.equal((await save(trondheim.connection, one.participant_id, 2, { avslutningsdato: '2024-05-02' })).outcome, 'saved', 'but corrected');
  });
  test('of two removed at once one stands', async () => {
    const number = someWoman();
    const one = await at('trondheim', number);
    await save(trondheim.connection, one.participant_id, 1, PAST);
    const two = await at('trondheim', number, { oppstartsdato: '2024-06-01' });
    await save(trondheim.connection, two.participant_id, 1, { avslutningsdato: '2024-07-01' });
    const beside = await app();
    await open(beside, trondheim.token);
    const outcomes = await Promise.all([save(trondheim.connection, one.participant_id, 2, { avslutningsdato: null }),
      save(beside, two.participant_id, 2, { avslutningsdato: null })].map((write) => write.then((answer) => answer.outcome, (trouble) => trouble.errno)));
    assert.equal(outcomes.filter((outcome) => outcome === 'saved').length, 1, outcomes.join());
    assert.ok(outcomes.every((outcome) => ['saved', 'open_here', 1213, 1205].includes(outcome)), outcomes.join());
  });
});

describe('P13: the pairs', () => {
  test('two that are open; they end with the end of one, its deletion, or another number', async () => {
    for (const end of [
      (id) => save(flere.connection, id, 1, { avslutningsdato: '2024-01-01' }),
      (id) => remove(flere.connection, id, 1),
      (id) => save(flere.connection, id, 1, { fodselsnummer: someWoman(), person_id: crypto.randomUUID() }),
    ]) {
      const number = someWoman();
      const [one, two] = [await at('trondheim', number), await at('flere', number, {}, { goesOn: 1 })];
      const [pair] = await pairsOf(one.participant_id);
      assert.deepEqual([pair.other_id, pair.kind, pair.kommunenummer], [String(two.participant_id), 'open', '5001']);
      const [back] = await pairsOf(two.participant_id);
      assert.deepEqual([back.other_id, back.kind, back.kommunenummer], [String(one.participant_id), 'open', '4601']);
      assert.equal(Number(pair.is_first) + Number(back.is_first), 1);
      await end(two.participant_id);
      assert.deepEqual([await pairsOf(one.participant_id), await pairsOf(two.participant_id)], [[], []]);
    }
  });
  // the first from 01.02.2024 to 01.05.2024
  for (const [start, end, kind] of [['2024-05-01', null, []], ['2024-04-30', null, ['overlap']], ['2023-01-01', '2024-02-01', []],
    ['2023-01-01', '2024-02-02', ['overlap']], ['2024-03-01', '2024-04-01', ['overlap']], ['2023-01-01', '2025-01-01', ['overlap']], ['2025-01-01', '2025-02-01', []]]) {
    test(`one from ${start} to ${end ?? 'now'} ${kind.length ? 'lies over' : 'does not lie over'} one from 2024-02-01 to 2024-05-01`, async () => {
      const number = someWoman();
      const one = await at('trondheim', number);
      await save(trondheim.connection, one.participant_id, 1, { avslutningsdato: '2024-05-01' });
      const two = await at('trondheim', number, { oppstartsdato: start });
      if (end) await save(trondheim.connection, two.participant_id, 1, { avslutningsdato: end });
      assert.deepEqual(await kindsOf(one.participant_id), kind);
      assert.deepEqual(await kindsOf(two.participant_id), kind);
      await save(trondheim.connection, two.participant_id, (await rowOf(two.participant_id)).row_version, { oppstartsdato: '2024-03-15' });
      assert.deepEqual(await kindsOf(one.participant_id), end === '2024-02-01' || end === '2024-02-02' ? [] : ['overlap'], 'a change of dates is followed');
    });
  }
  test('three of one woman make three pairs, and a move is followed', async () => {
    const number = someWoman();
    const one = await at('grunerlokka', number);
    await at('trondheim', number, {}, { goesOn: 1 });
    await at('flere', number, {}, { goesOn: 1 });
    assert.deepEqual(await kindsOf(one.participant_id), ['open', 'open']);
    await save(oslo.connection, one.participant_id, 1, { bydel: '030105' });
    assert.deepEqual((await pairsOf(one.participant_id)).map((pair) => pair.bydel), ['030105', '030105']);
  });
  test('the kept pairs are those that are', async () => {
    const of = async (table) => (await admin.query(`SELECT participant_id, other_id, person_id, kommunenummer, bydel, kind, is_first FROM ${DB}.${table} ORDER BY 1, 2`)).map((row) => Object.values(row).join());
    const [kept, are] = [await of('participant_double'), await of('double_now')];
    assert.ok(are.length > 0);
    assert.deepEqual(kept, are);
  });
});

describe('P13: what is told with a participation', () => {
  const told = async (connection, id) => (await openOne(connection, id))[4].map((row) => [row.other_id === null ? null : String(row.other_id), row.kind]);
  test('an open one elsewhere, without its number; with it for who sees both; an ended one elsewhere not at all', async () => {
    const number = someWoman();
    const one = await at('grunerlokka', number);
    const two = await at('trondheim', number, {}, { goesOn: 1 });
    const ended = await at('flere', number, { oppstartsdato: '2024-01-01' }, { goesOn: 1 });
    await save(flere.connection, ended.participant_id, 1, { avslutningsdato: '2024-06-01' });
    const id = (row) => String(row.participant_id);
    assert.deepEqual(await told(grunerlokka.connection, one.participant_id), [[null, 'open']]);
    assert.deepEqual(await told(trondheim.connection, two.participant_id), [[null, 'open']]);
    assert.deepEqual(await told(flere.connection, ended.participant_id), []);
    const imdi = await login('imdi');
    assert.deepEqual(await told(imdi.connection, one.participant_id), [[id(two), 'open'], [id(ended), 'overlap']]);
    assert.deepEqual(await told(trondheim.connection, one.participant_id), [], 'of somebody else\'s nothing');
  });
});

describe('P13: the quality list', () => {
  const listOf = async (connection, offset = 0, limit = 100) => {
    const [[count], rows] = await call(connection, 'quality_doubles', offset, limit);
    return { pairs: Number(count.pairs), administered: Number(count.administered), rows };
  };
  const ids = (row) => [row.one_id, row.other_id].map((id) => (id === null ? null : String(id)));
  test('IMDi sees every pair once; caseworkers those of their own, without what is elsewhere', async () => {
    const number = someWoman();
    const one = await at('oslo', number);
    const two = await at('flere', number, {}, { goesOn: 1 });
    const both = [one, two].map((row) => String(row.participant_id));
    for (const user of ['imdi', 'systemeier']) {
      const { connection } = await login(user);
      const list = await listOf(connection);
      const found = list.rows.filter((row) => ids(row).some((id) => both.includes(id)));
      assert.equal(found.length, 1, user);
      assert.deepEqual([...ids(found[0])].sort(), [...both].sort());
      assert.equal(found[0].person_id, (await rowOf(one.participant_id)).person_id);
      const names = [found[0].one_kommunenavn, found[0].other_kommunenavn];
      assert.deepEqual(names.length, 2);
      const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.participant_double WHERE is_first = 1`);
      assert.equal(list.pairs, Number(n));
    }
    for (const [session, own] of [[oslo, both[0]], [flere, both[1]]]) {
      const mine = (await listOf(session.connection)).rows.filter((row) => ids(row).some((id) => both.includes(id)));
      assert.equal(mine.length, 1);
      assert.deepEqual(ids(mine[0]), [own, null]);
      for (const name of ['other_kommunenavn', 'other_bydel', 'other_start', 'other_end', 'other_status']) assert.equal(mine[0][name], null, name);
    }
    for (const session of [grunerlokka, trondheim]) {
      assert.ok(!(await listOf(session.connection)).rows.some((row) => ids(row).some((id) => both.includes(id))), 'not hers');
    }
  });
  test('who sees both sides sees the pair once; one that has ended elsewhere is not told of', async () => {
    const number = someWoman();
    const one = await at('grunerlokka', number);
    await save(grunerlokka.connection, one.participant_id, 1, { avslutningsdato: '2024-06-01' });
    const two = await at('oslo', number, { oppstartsdato: '2024-05-01' });
    const both = [one, two].map((row) => String(row.participant_id));
    const mine = (await listOf(oslo.connection)).rows.filter((row) => ids(row).some((id) => both.includes(id)));
    assert.deepEqual(mine.map((row) => [row.kind, [...ids(row)].sort()]), [['overlap', [...both].sort()]]);
    assert.ok(!(await listOf(grunerlokka.connection)).rows.some((row) => ids(row).includes(both[0])));
  });
  test('an administrator, who sees no participants, gets a number; without a context there is nothing', async () => {
    const { connection } = await login('admin-oslo');
    const list = await listOf(connection);
    const [{ n }] = await admin.query(`SELECT COUNT(DISTINCT participant_id) AS n FROM ${DB}.participant_double WHERE kommunenummer = '0301' AND kind = 'open'`);
    assert.ok(n > 0);
    assert.deepEqual([list.pairs, list.rows, list.administered], [0, [], Number(n)]);
    const nobody = await listOf(await app());
    assert.deepEqual([nobody.pairs, nobody.rows, nobody.administered], [0, [], 0]);
  });
  test('page by page, the open ones first, and no more read than the page', async () => {
    const { connection } = await login('imdi');
    const all = await listOf(connection);
    assert.ok(all.pairs >= 3);
    const kinds = all.rows.map((row) => row.kind);
    assert.deepEqual(kinds, [...kinds].sort().sort((a, b) => (a === b ? 0 : a === 'open' ? -1 : 1)));
    const paged = [];
    for (let offset = 0; offset < all.pairs; offset += 2) paged.push(...(await listOf(connection, offset, 2)).rows);
    assert.deepEqual(paged.map(ids), all.rows.map(ids));
    const count = async () => (await connection.query(`SHOW SESSION STATUS LIKE 'Handler_read%'`)).reduce((sum, row) => sum + Number(row.Value), 0);
    const [start, counted] = [await count(), await count()];
    await listOf(connection, 0, 2);
    const read = (await count()) - counted - (counted - start);
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.participant`);
    assert.ok(read > 0 && read <= 2 * all.pairs + 30 && Number(n) > 300, `${read} rows read, with ${n} participants and ${all.pairs} pairs`);
  });
});

describe('P13: how often one is told', () => {
  test('a worker\'s account cannot ask in any other way', async () => {
    const { connection } = trondheim;
    for (const sentence of [`CALL ${DB}.double_ask('x', 1, 1, @a)`, `CALL ${DB}.double_note('x', 'create', 'told')`, `CALL ${DB}.doubles_refresh('x')`,
      `SELECT 1 FROM ${DB}.double_now`, `SELECT 1 FROM ${DB}.double_seen`, `SELECT 1 FROM ${DB}.participant_double`, `SELECT 1 FROM ${DB}.double_answer`,
      `DELETE FROM ${DB}.double_answer`]) {
      assert.ok([1142, 1370].includes(await errorOf(connection.query(sentence))), sentence);
    }
  });
  test(`${LIMIT_AN_HOUR} women an hour; after that every woman is answered alike, and the log has it`, async () => {
    const { connection, who } = asking;
    const numbers = [];
    for (let i = 0; i <= LIMIT_AN_HOUR; i += 1) {
      numbers.push(someWoman());
      await at(i % 2 ? 'flere' : 'trondheim', numbers[i]);
    }
    for (const number of numbers.slice(0, LIMIT_AN_HOUR)) {
      assert.equal((await at(ASKING, number)).outcome, 'told');
      assert.equal((await at(ASKING, number)).outcome, 'told', 'the same woman again is no new answer');
    }
    const another = numbers[LIMIT_AN_HOUR];
    for (const goesOn of [0, 1]) {
      assert.deepEqual(await at(ASKING, another, {}, { goesOn }), NOTHING('later'), 'one who has another');
      assert.deepEqual(await at(ASKING, someWoman(), {}, { goesOn }), NOTHING('later'), 'one who has none');
    }
    assert.equal((await at(ASKING, numbers[0], {}, { goesOn: 1 })).outcome, 'created', 'whom she was told of she may register');
    const mine = await admin.query(`SELECT participant_id, row_version FROM ${DB}.participant WHERE kommunenummer = '3203' AND created_by = ?`, [who.user_id]);
    assert.equal(mine.length, 1);
    const [{ participant_id: id, row_version: version }] = mine;
    for (const number of [another, someWoman()]) {
      assert.deepEqual(await save(connection, String(id), version, { fodselsnummer: number, person_id: crypto.randomUUID() }), NOTHING('later'));
    }
    assert.equal((await save(connection, String(id), version, { navn: 'Annet' })).outcome, 'saved', 'other work goes on');
    const outcomes = (await answersTo(who)).map((answer) => answer.outcome);
    assert.equal(outcomes.filter((outcome) => outcome === 'later').length, 6);
    assert.equal((await at('flere', someWoman())).outcome, 'created', 'others are not held up');

    await admin.query(`UPDATE ${DB}.double_answer SET answered_at = answered_at - INTERVAL 61 MINUTE WHERE user_id = ?`, [who.user_id]);
    assert.equal((await at(ASKING, another)).outcome, 'told', 'after an hour');
  });
  test('many at once do not pass the limit together', async () => {
    const { who, token } = asking;
    await admin.query(`DELETE FROM ${DB}.double_answer WHERE user_id = ?`, [who.user_id]);
    const women = [];
    for (let i = 0; i < LIMIT_AN_HOUR + 10; i += 1) {
      women.push(someWoman());
      await at('trondheim', women[i]);
    }
    for (const number of women.splice(0, LIMIT_AN_HOUR - 2)) assert.equal((await at(ASKING, number)).outcome, 'told');
    const writers = [];
    for (let i = 0; i < women.length; i += 1) {
      writers.push(await app());
      await open(writers[i], token);
    }
    const outcomes = await Promise.all(women.map((number, i) => create(writers[i], hers(ASKING, number), { id: newId() }).then((answer) => answer.outcome, (trouble) => trouble.errno)));
    const told = outcomes.filter((outcome) => outcome === 'told').length;
    assert.ok(told <= 2, outcomes.join());
    assert.ok(outcomes.every((outcome) => ['told', 'later', 1213, 1205].includes(outcome)), outcomes.join());
    assert.equal(first(await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.double_answer WHERE user_id = ? AND outcome = 'told'`, [who.user_id]).then((rows) => [rows])).n, BigInt(LIMIT_AN_HOUR - 2 + told));
  });
  test('100 women a day', async () => {
    const { who } = asking;
    await admin.query(`DELETE FROM ${DB}.double_answer WHERE user_id = ?`, [who.user_id]);
    const told = (count, ago) => admin.batch(`INSERT INTO ${DB}.double_answer (answered_at, user_id, user_name, person_id, occasion, outcome)
      VALUES (${DB}.utc_now() - INTERVAL ? HOUR, ?, 'x', UUID(), 'create', 'told')`, Array.from({ length: count }, () => [ago, who.user_id]));
    const number = someWoman();
    await at('trondheim', number);
    await told(99, 3);
    await told(30, 25);
    assert.equal((await at(ASKING, number)).outcome, 'told');
    assert.equal((await at(ASKING, someWoman())).outcome, 'later');
  });
});
