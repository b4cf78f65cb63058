// P10: in the database too a status follows from what happens. Every state and every event, asked by a worker's
// account with hand-made calls; what the machine forbids is refused and leaves no trace.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { admin, call, closeAll, DB, errorOf } from './database.mjs';
import { create, discharge, gate, logOf, removeMade, save } from './participant.mjs';
import { login } from './session.mjs';

after(async () => {
  await removeMade();
  await closeAll();
});

const { connection, token } = await login('trondheim');
const rowOf = async (id) => (await admin.query(
  `SELECT row_version, status, avslutningsdato, discharged_at, navn FROM ${DB}.participant WHERE participant_id = ?`, [id]))[0];

const EVENTS = {
  change: (id, version) => save(connection, id, version, { navn: `Prøve ${version}` }),
  end: (id, version) => save(connection, id, version, { avslutningsdato: '2024-05-01' }),
  reopen: (id, version) => save(connection, id, version, { avslutningsdato: null }),
  discharge: (id, version) => discharge(connection, id, version),
};
const WAYS = { opprettet: [], endret: ['change'], avsluttet: ['end'], utskrevet: ['end', 'discharge'], 'utskrevet, end date removed': ['end', 'discharge', 'reopen'] };

async function someoneWho(way) {
  const { participant_id: id } = await create(connection, gate());
  for (const event of way) assert.equal((await EVENTS[event](id, (await rowOf(id)).row_version)).outcome, 'saved');
  return id;
}

// What each event leads to; null is refused, 'no change' is what the event cannot be there (nothing to remove, or to set).
const MACHINE = {
  opprettet: { change: 'endret', end: 'avsluttet', reopen: 'no change', discharge: null },
  endret: { change: 'endret', end: 'avsluttet', reopen: 'no change', discharge: null },
  avsluttet: { change: 'avsluttet', end: 'no change', reopen: 'endret', discharge: 'utskrevet' },
  utskrevet: { change: 'utskrevet', end: 'no change', reopen: 'utskrevet', discharge: null },
  'utskrevet, end date removed': { change: 'utskrevet', end: 'utskrevet', reopen: 'no change', discharge: null },
};

for (const [state, events] of Object.entries(MACHINE)) {
  describe(`P10: one who is ${state}`, () => {
    for (const [event, expected] of Object.entries(events)) {
      test(`${event}: ${expected ?? 'refused'}`, async () => {
        const id = await someoneWho(WAYS[state]);
        const before = await rowOf(id);
        const told = (await logOf(id, 'participant')).length;
        const answer = await EVENTS[event](id, before.row_version);
        const now = await rowOf(id);
        if (expected === null) {
          assert.deepEqual([answer.outcome, now], ['refused', before]);
          assert.equal((await logOf(id, 'participant')).length, told, 'nothing was written');
        } else {
          assert.deepEqual([answer.outcome, now.status], ['saved', expected === 'no change' ? before.status : expected]);
        }
      });
    }
  });
}

test('P10: who begins has no end, whatever is asked for', async () => {
  assert.equal(await errorOf(create(connection, gate({ avslutningsdato: '2024-05-01' }))), 1644);
  for (const asked of [{ status: 'utskrevet' }, { discharged_at: '2024-05-01' }]) assert.notEqual(await errorOf(create(connection, gate(asked))), null);
});

test('P10: a status that is asked for by name is not taken', async () => {
  const id = await someoneWho([]);
  for (const status of ['utskrevet', 'avsluttet', 'opprettet', 'x']) {
    for (const asked of [{ status }, { discharged_at: '2024-05-01' }, { navn: 'X', status }]) {
      assert.notEqual(await errorOf(save(connection, id, 1, asked)), null);
    }
    assert.deepEqual([(await rowOf(id)).status, (await rowOf(id)).discharged_at], ['opprettet', null], status);
  }
});

test('P10: a save that changes nothing is no change', async () => {
  const { participant_id: id } = await create(connection, gate({ navn: 'Samme', sted_arbeidspraksis: [1, 2] }));
  await save(connection, id, 1, { navn: 'Samme', sted_arbeidspraksis: [2, 1] });
  assert.equal((await rowOf(id)).status, 'opprettet');
  await save(connection, id, 2, { sted_arbeidspraksis: [2] });
  assert.equal((await rowOf(id)).status, 'endret', 'one tick is');
});

test('P10: no step but the machine\'s is taken by any other way of writing', async () => {
  const STEPS = { opprettet: ['endret', 'avsluttet'], endret: ['avsluttet'], avsluttet: ['endret', 'utskrevet'], utskrevet: [] };
  const [{ text }] = await admin.query(`SELECT action_statement AS text FROM information_schema.triggers
    WHERE trigger_schema = ? AND event_object_table = 'participant' AND event_manipulation = 'UPDATE' AND action_timing = 'BEFORE'`, [DB]);
  const [, list] = /\(OLD\.status, NEW\.status\) NOT IN \((.*?)\) THEN/.exec(text);
  assert.deepEqual([...list.matchAll(/\('(\w+)', '(\w+)'\)/g)].map(([, from, to]) => `${from} ${to}`).sort(),
    Object.entries(STEPS).flatMap(([from, all]) => all.map((to) => `${from} ${to}`)).sort());
  const id = await someoneWho(WAYS.utskrevet);
  await call(admin, 'ctx.open', token);
  for (const status of ['opprettet', 'endret', 'avsluttet']) {
    await assert.rejects(admin.query(`UPDATE ${DB}.participant SET status = ? WHERE participant_id = ?`, [status, id]), /no such change of status/);
  }
  await call(admin, 'ctx.leave');
  assert.equal((await rowOf(id)).status, 'utskrevet');
});

test('P10: a discharge sets its instant once, and a repeat of it gives the first result', async () => {
  const id = await someoneWho(['end']);
  const { row_version: version } = await rowOf(id);
  const done = await discharge(connection, id, version, { key: 'same-key-1' + id });
  const { discharged_at: at, status } = await rowOf(id);
  assert.equal(status, 'utskrevet');
  assert.deepEqual(await discharge(connection, id, version, { key: 'same-key-1' + id }), { ...done, outcome: 'repeat' });
  assert.equal((await discharge(connection, id, version + 1)).outcome, 'refused', 'one is discharged once');
  await save(connection, id, version + 1, { navn: 'Rettet' });
  assert.deepEqual([(await rowOf(id)).discharged_at, (await rowOf(id)).status], [at, 'utskrevet']);
});

test('P10: one who was changed meanwhile is not discharged as she was not seen', async () => {
  const id = await someoneWho(['end']);
  const { row_version: version } = await rowOf(id);
  await save(connection, id, version, { avslutningsdato: '2024-06-01' });
  assert.equal((await discharge(connection, id, version)).outcome, 'stale');
  assert.equal((await rowOf(id)).status, 'avsluttet');
});
