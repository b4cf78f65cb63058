// The introduction programme in the database (requirements N1, N2, N4-N6): what stands follows from a person's rows, whoever
// writes them; and each is seen and changed by her own municipality alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { day } from './day.mjs';
import { admin, app, AUDIT, call, closeAll, connectAs, DB, errorOf, passwordOf } from './database.mjs';
import { DECISION, endsOf, engine, GOAL, openPerson, person, put, remove, reopen, STOP, versionOf, WORK } from './intro.mjs';
import { removeMade, rowOf } from './intro_person.mjs';
import { newId, newKey } from './participant.mjs';
import { login, removeUser, temporaryUser } from './session.mjs';

const USERS = {
  'prove-intro': [{ register: 'introduksjon', kommunenummer: '3201' }],
  'prove-intro-oslo': [{ register: 'introduksjon', kommunenummer: '0301' }],
  'prove-intro-bydel': [{ register: 'introduksjon', kommunenummer: '0301', bydel: '030102' }],
  'prove-intro-imdi': [{ role: 'imdi', register: 'introduksjon' }],
  'prove-intro-admin': [{ role: 'administrator', register: 'introduksjon', kommunenummer: '3201' }],
  'prove-jobbsjansen': [{ register: 'jobbsjansen', kommunenummer: '3201' }],
  'prove-begge-registre': [{ register: 'jobbsjansen', kommunenummer: '5001' }, { register: 'introduksjon', kommunenummer: '3201' }],
};
const on = {};
let jobs;

before(async () => {
  stopDaemon(); // its rule engine would change versions meanwhile
  for (const [user, grants] of Object.entries(USERS)) {
    await temporaryUser(user, grants);
    on[user] = (await login(user)).connection;
  }
  jobs = await connectAs('jobbsjanse_jobs', passwordOf('jobbsjanse_jobs'));
});
after(async () => {
  resumeDaemon();
  await removeMade();
  for (const user of Object.keys(USERS)) await removeUser(user);
  await jobs?.end();
  await closeAll();
});

const seenBy = async (connection) => (await Promise.all(['all', 'municipality', 'district'].map((kind) =>
  connection.query(`SELECT participant_id AS id FROM ${DB}.intro_participant_${kind}`)))).flat().map((row) => String(row.id));

describe('A2, N0: who sees and changes whom, in each register by itself', () => {
  let people;
  before(async () => {
    people = { baerum: await person(), bydel: await person({ kommunenummer: '0301', bydel: '030102' }), annen: await person({ kommunenummer: '0301', bydel: '030105' }) };
  });
  const who = {
    'prove-intro': ['baerum'], 'prove-intro-oslo': ['bydel', 'annen'], 'prove-intro-bydel': ['bydel'],
    'prove-intro-imdi': ['baerum', 'bydel', 'annen'], 'prove-intro-admin': [], 'prove-jobbsjansen': [], 'prove-begge-registre': ['baerum'],
  };
  for (const [user, expected] of Object.entries(who)) {
    test(`${user} sees exactly whom she may`, async () => {
      const ids = Object.values(people).map((one) => one.participant_id);
      const seen = (await seenBy(on[user])).filter((id) => ids.includes(id));
      assert.deepEqual(seen.sort(), expected.map((name) => people[name].participant_id).sort());
      for (const [name, one] of Object.entries(people)) {
        const sets = await openPerson(on[user], one.participant_id);
        assert.equal(sets[0].length, expected.includes(name) ? 1 : 0, name);
        assert.equal(sets.length, 4);
        if (expected.includes(name)) assert.equal(Number(sets[0][0].may_write), user === 'prove-intro-imdi' ? 0 : 1);
      }
    });
    test(`${user} changes nobody else, and is told nothing of her`, async () => {
      for (const [name, one] of Object.entries(people)) {
        if (expected.includes(name) && user !== 'prove-intro-imdi') continue;
        const id = one.participant_id;
        for (const answer of [await put(on[user], id, 'vedtak', DECISION), await put(on[user], id, 'avslutning', WORK),
          await remove(on[user], id, 'vedtak', newId()), await reopen(on[user], id),
          await put(on[user], newId(), 'vedtak', DECISION, { version: 1 })]) {
          assert.deepEqual({ ...answer }, { outcome: 'absent', participant_id: null, row_version: null });
        }
        assert.equal((await rowOf(id)).row_version, one.row_version ?? 1);
      }
    });
  }
  test('a grant in the one register opens nothing of the other', async () => {
    const jobbsjansen = await on['prove-intro'].query(`SELECT COUNT(*) AS n FROM ${DB}.participant_municipality`);
    assert.equal(Number(jobbsjansen[0].n), 0);
    const [{ n: trondheim }] = await on['prove-begge-registre'].query(`SELECT COUNT(*) AS n FROM ${DB}.participant_municipality WHERE kommunenummer <> '5001'`);
    assert.equal(Number(trondheim), 0);
  });
  test('without a context nothing is read or written, and no worker is the rule engine', async () => {
    const nobody = await app();
    const id = people.baerum.participant_id;
    assert.deepEqual((await openPerson(nobody, id)).flat(), []);
    assert.equal(await errorOf(put(nobody, id, 'vedtak', DECISION)), 1644);
    assert.equal(await errorOf(remove(nobody, id, 'vedtak', newId())), 1644);
    assert.equal(await errorOf(reopen(nobody, id)), 1644);
    assert.equal(await errorOf(engine(on['prove-intro'], id, 31, '2025-01-01')), 1370);
    assert.equal(await errorOf(call(on['prove-intro'], 'intro_facts', 0, 10, 0)), 1370);
  });
  test('L3: opening a person is noted, once in ten minutes, before anything of her is told', async () => {
    const one = await person();
    await openPerson(on['prove-intro'], one.participant_id, 'introduksjon');
    await openPerson(on['prove-intro'], one.participant_id, 'introduksjon');
    await openPerson(on['prove-intro-oslo'], one.participant_id, 'introduksjon');
    const rows = await admin.query(`SELECT user_name, what FROM ${AUDIT}.access_log WHERE participant_id = ?`, [one.participant_id]);
    assert.deepEqual(rows.map((row) => ({ ...row })), [{ user_name: 'Prøve Prove-Intro', what: 'introduksjon' }]);
  });
});

describe('N2: a termination rests on a decision, and on a goal where the law asks for one', () => {
  test('without them it is refused by the database too', async () => {
    const { participant_id: id } = await person();
    const user = on['prove-intro'];
    assert.equal(await errorOf(put(user, id, 'avslutning', WORK)), 1644);
    assert.equal((await put(user, id, 'vedtak', DECISION)).outcome, 'saved');
    assert.equal(await errorOf(put(user, id, 'avslutning', WORK)), 1644);
    assert.equal((await put(user, id, 'sluttmal', GOAL)).outcome, 'saved');
    assert.equal(await errorOf(put(user, id, 'avslutning', WORK, { deadline: '2025-02-28' })), 1644, 'after the deadline');
    assert.equal((await put(user, id, 'avslutning', WORK, { deadline: '2025-03-01' })).outcome, 'saved');
    const row = await rowOf(id);
    assert.deepEqual([row.avslutningsarsak, row.timer_per_uke, row.ended_by, row.sluttmal, row.decided_on, row.row_version],
      [1, 300, 'municipality', 2, '2024-01-15', 4]);
  });
  test('under introduksjonsloven no goal is asked for', async () => {
    const { participant_id: id } = await person({ lov: 2 });
    await put(on['prove-intro'], id, 'vedtak', DECISION);
    assert.equal((await put(on['prove-intro'], id, 'avslutning', WORK)).outcome, 'saved');
  });
  test('of two people who enter a cause at once the second is told, and nothing of hers is stored', async () => {
    const { participant_id: id } = await person({ lov: 2 });
    await put(on['prove-intro'], id, 'vedtak', DECISION);
    const version = await versionOf(id);
    const answers = await Promise.all([on['prove-intro'], on['prove-begge-registre']].map((user) => put(user, id, 'avslutning', WORK, { version })));
    assert.deepEqual(answers.map((answer) => answer.outcome).sort(), ['saved', 'stale']);
    assert.equal((await endsOf(id)).length, 1);
    assert.equal((await put(on['prove-intro'], id, 'avslutning', { ...WORK, avslutningsarsak: 22 })).outcome, 'ended');
  });
  test('a repeat under the same key gives the first result', async () => {
    const { participant_id: id } = await person();
    const [key, row, version] = [newKey(), newId(), 1];
    const ask = () => call(on['prove-intro'], 'intro_row_put', 'vedtak', id, row, 1, version, key, 'd', JSON.stringify(DECISION), null);
    assert.equal((await ask())[0][0].outcome, 'saved');
    assert.equal((await ask())[0][0].outcome, 'repeat');
    assert.equal((await openPerson(on['prove-intro'], id))[1].length, 1);
  });
  test('rows that are none, of another person or of another kind', async () => {
    const [one, other] = [await person(), await person()];
    const user = on['prove-intro'];
    await put(user, one.participant_id, 'vedtak', DECISION);
    const [, [decision]] = await openPerson(user, one.participant_id);
    assert.equal((await put(user, other.participant_id, 'vedtak', DECISION, { row: decision.row_id })).outcome, 'absent');
    assert.equal((await remove(user, one.participant_id, 'sluttmal', decision.row_id)).outcome, 'absent');
    assert.equal((await remove(user, one.participant_id, 'vedtak', decision.row_id)).outcome, 'saved');
    assert.equal((await remove(user, one.participant_id, 'vedtak', decision.row_id)).outcome, 'absent', 'it is deleted already');
    assert.equal((await rowOf(one.participant_id)).decided_on, null);
    for (const kind of ['', 'person', null]) assert.equal(await errorOf(put(user, one.participant_id, kind, DECISION)), 1644, kind);
    assert.notEqual(await errorOf(put(user, one.participant_id, 'vedtak', { vedtakstype: 'x', vedtaksresultat: 1, vedtaksdato: '2024-02-30' })), null);
  });
});

describe('N4, N5: what the rule engine entered gives way, and is never changed by hand', () => {
  test('a permanent stop, then a cause: the stop stands as deleted', async () => {
    const { participant_id: id } = await person({ lov: 2 });
    const user = on['prove-intro'];
    await put(user, id, 'vedtak', DECISION);
    await put(user, id, 'vedtak', STOP);
    assert.equal((await rowOf(id)).stopped_on, '2025-03-01');
    assert.equal(await engine(jobs, id, 35, '2025-03-01'), 1);
    assert.deepEqual([(await rowOf(id)).ended_by, (await rowOf(id)).ended_entered_by_name, (await rowOf(id)).engine_due], ['engine', 'Regelmotor', 0]);
    const [computed] = (await openPerson(user, id))[3];
    assert.equal((await put(user, id, 'avslutning', WORK, { row: computed.row_id })).outcome, 'computed');
    assert.equal((await remove(user, id, 'avslutning', computed.row_id)).outcome, 'computed');
    assert.equal((await put(user, id, 'avslutning', WORK)).outcome, 'saved');
    assert.deepEqual((await endsOf(id)).map((row) => [row.avslutningsarsak, Number(row.computed), Number(row.deleted)]), [[35, 1, 1], [1, 0, 0]]);
    const log = await admin.query(`SELECT user_name, action FROM ${AUDIT}.change_log WHERE participant_id = ? AND table_name = 'intro_termination' ORDER BY log_id`, [id]);
    assert.deepEqual(log.map((row) => `${row.user_name} ${row.action}`), ['system:Regelmotor insert', 'Prøve Prove-Intro update', 'Prøve Prove-Intro insert']);
  });
  test('L1: each change of a person and her rows is in the log, with who and what', async () => {
    const { participant_id: id } = await person({ lov: 2 });
    const user = on['prove-intro'];
    await put(user, id, 'vedtak', DECISION);
    await put(user, id, 'avslutning', WORK);
    const [end] = (await openPerson(user, id))[3];
    await put(user, id, 'avslutning', { ...WORK, timer_per_uke: 375 }, { row: end.row_id });
    const rows = await admin.query(`SELECT table_name, action, changed FROM ${AUDIT}.change_log WHERE participant_id = ? ORDER BY log_id`, [id]);
    const changed = rows.filter((row) => row.table_name === 'intro_termination' && row.action === 'update').map((row) => JSON.parse(row.changed).timer_per_uke);
    assert.deepEqual(changed, [['300', '375']]);
    assert.ok(rows.some((row) => row.table_name === 'intro_participant' && row.action === 'update' && 'avslutningsarsak' in JSON.parse(row.changed)));
    assert.ok(rows.some((row) => row.table_name === 'intro_decision' && row.action === 'insert'));
  });
  test('the engine leaves alone whom somebody changed meanwhile, and what a municipality entered', async () => {
    const { participant_id: id } = await person({ lov: 2 });
    await put(on['prove-intro'], id, 'vedtak', DECISION);
    assert.equal(await engine(jobs, id, 31, '2025-01-01', { version: 1 }), 0);
    await put(on['prove-intro'], id, 'avslutning', WORK);
    await engine(jobs, id, 31, '2025-01-01');
    assert.deepEqual((await endsOf(id)).map((row) => row.avslutningsarsak), [1]);
  });
  test('a fact annulled withdraws what it caused, and the same wish twice changes nothing', async () => {
    const { participant_id: id } = await person({ moved_on: '2025-02-01' });
    assert.equal(await engine(jobs, id, 36, '2025-02-01'), 1);
    const before = await endsOf(id);
    await engine(jobs, id, 36, '2025-02-01');
    assert.deepEqual(await endsOf(id), before);
    await engine(jobs, id, null, null);
    assert.deepEqual((await endsOf(id)).map((row) => [Number(row.deleted), row.deleted_by_name]), [[1, 'Regelmotor']]);
    assert.equal((await rowOf(id)).avslutningsarsak, null);
  });
  test('a programme is reopened: what stood is deleted, the programme runs on, and only to a day to come', async () => {
    const { participant_id: id } = await person({ lov: 2 });
    const user = on['prove-intro'];
    assert.equal((await reopen(user, id)).outcome, 'open');
    await put(user, id, 'vedtak', DECISION);
    await put(user, id, 'avslutning', WORK, { deadline: '2025-06-01' });
    assert.equal(await errorOf(reopen(user, id)), 1644, 'its deadline has passed');
    assert.equal(await errorOf(reopen(user, id, { deadline: '2099-01-01' })), 1644, 'and a new one needs a reason');
    assert.equal((await reopen(user, id, { deadline: '2099-01-01', reason: 'Permisjon i et halvt år.' })).outcome, 'saved');
    const row = await rowOf(id);
    assert.deepEqual([row.avslutningsarsak, row.gjennomforingsfrist, row.deadline_set, row.deadline_reason], [null, '2099-01-01', '2099-01-01', 'Permisjon i et halvt år.']);
    assert.notEqual(row.reopened_on, null);
    assert.deepEqual((await endsOf(id)).map((end) => Number(end.deleted)), [1]);
  });
});

describe('N4: what a programme was reopened from, and what came later that day', () => {
  const today = day();
  const stop = { ...STOP, vedtaksdato: today };
  const state = async (id) => {
    const { stopped_on, rejected_on, learned_since } = await rowOf(id);
    return [stopped_on, rejected_on, learned_since.join()];
  };
  async function reopened() {
    const { participant_id: id } = await person({ lov: 2 });
    const user = on['prove-intro'];
    await put(user, id, 'vedtak', DECISION);
    const row = newId();
    await call(user, 'intro_row_put', 'vedtak', id, row, 1, await versionOf(id), null, 'd', JSON.stringify(stop), '2099-12-31');
    assert.equal(await engine(jobs, id, 35, today), 1);
    assert.equal((await reopen(user, id)).outcome, 'saved');
    return { id, row, user };
  }

  test('a stop of before is known, one of after is not', async () => {
    const { id, user } = await reopened();
    assert.deepEqual(await state(id), [today, null, '']);
    await put(user, id, 'vedtak', { ...STOP, vedtaksdato: day(-3) });
    assert.deepEqual(await state(id), [day(-3), null, 'permanent_stans'], 'the one that she was not reopened from counts');
    await put(user, id, 'vedtak', { vedtakstype: 1, vedtaksresultat: 2, vedtaksdato: today });
    assert.deepEqual(await state(id), [day(-3), today, 'avvist,permanent_stans']);
    const [, decisions] = await openPerson(user, id);
    assert.deepEqual(decisions.map((row) => [row.vedtakstype, Number(row.is_since)]), [[1, 0], [4, 1], [4, 0], [1, 1]], 'by their days');
  });
  test('what comes after is forgotten at the next reopening', async () => {
    const { id, user } = await reopened();
    await put(user, id, 'vedtak', { ...STOP, vedtaksdato: day(-3) });
    assert.equal(await engine(jobs, id, 35, day(-3)), 1);
    assert.equal((await reopen(user, id)).outcome, 'saved');
    assert.deepEqual(await state(id), [today, null, '']);
  });
  test('a stop of before that is saved as it stands says nothing new; changed to another day, it does', async () => {
    const { id, row, user } = await reopened();
    assert.equal((await put(user, id, 'vedtak', stop, { row })).outcome, 'saved');
    assert.deepEqual(await state(id), [today, null, '']);
    assert.equal((await put(user, id, 'vedtak', { ...stop, vedtaksdato: day(-1) }, { row })).outcome, 'saved');
    assert.deepEqual(await state(id), [day(-1), null, 'permanent_stans']);
    await remove(user, id, 'vedtak', row);
    assert.deepEqual(await state(id), [null, null, '']);
  });
  test('a reopening of before the register kept its instant: all that was known then is passed over', async () => {
    const { participant_id: id } = await person({ lov: 2, reopened_on: today });
    await put(on['prove-intro'], id, 'vedtak', stop);
    assert.deepEqual(await state(id), [today, null, '']);
  });
});

test('N5: a programme without a deadline is reopened to a new one alone, so that something ends it again', async () => {
  const { participant_id: id } = await person({ gjennomforingsfrist: null, oppstartsfrist: '2025-01-01' });
  const user = on['prove-intro'];
  assert.equal(await engine(jobs, id, 32, '2025-01-01', { frist: null }), 1);
  assert.equal(await errorOf(reopen(user, id)), 1644);
  assert.equal((await rowOf(id)).ended_by, 'engine', 'she is as she was');
  assert.equal((await reopen(user, id, { deadline: '2099-01-01', reason: 'Søknaden ble borte.' })).outcome, 'saved');
  assert.deepEqual([(await rowOf(id)).ended_by, (await rowOf(id)).gjennomforingsfrist], [null, '2099-01-01']);
});

test('a person who moves to another district takes her rows along', async () => {
  const { participant_id: id } = await person({ kommunenummer: '0301', bydel: '030102', lov: 2 });
  await put(on['prove-intro-bydel'], id, 'vedtak', DECISION);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.intro_participant SET bydel = '030105' WHERE participant_id = ?`, [id]);
  await call(admin, 'ctx.leave');
  const [row] = await admin.query(`SELECT kommunenummer, bydel FROM ${DB}.intro_decision WHERE participant_id = ?`, [id]);
  assert.deepEqual({ ...row }, { kommunenummer: '0301', bydel: '030105' });
  assert.equal((await openPerson(on['prove-intro-bydel'], id))[0].length, 0);
});
