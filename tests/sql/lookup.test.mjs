// The queue of look-ups (requirements P3, P4, P8, P9, E1, E4): who asks, one job each, one taker, the limit, what an answer
// writes and what it leaves alone. The daemon stands still meanwhile, and the tests take its place under its account.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { someWoman } from '../http/women.mjs';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { admin, app, AUDIT, call, closeAll, connectAs, DB, errorOf, first, HISTORY, passwordOf } from './database.mjs';
import { JOBS_ROUTINES } from './expected.mjs';
import { ask, confirm, create, discharge, gate, logOf, newKey, openOne, remove, removeMade, save } from './participant.mjs';
import { login } from './session.mjs';

const ACCOUNT = 'jobbsjanse_jobs';
let jobs;
let trondheim;

const jobOf = async (id) => (await admin.query(`SELECT * FROM ${DB}.lookup_job WHERE participant_id = ?`, [id]))[0];
async function row(id) {
  const [found] = await admin.query(`SELECT * FROM ${DB}.participant WHERE participant_id = ?`, [id]);
  return { ...found, lookup_notes: [found.lookup_notes].flat().filter(Boolean).join() }; // a set comes as a list
}
const take = async (connection = jobs, { lease = 60, perMinute = 60000000, calls = 1 } = {}) =>
  first(await call(connection, 'lookup_take', lease, perMinute, calls));
const done = async (job, fields = {}, { outcome = 'found', number = null, man = 0, protectedNow = 0, connection = jobs } = {}) =>
  first(await call(connection, 'lookup_done', job.participant_id, job.lease_key, outcome, JSON.stringify(fields), number, man, protectedNow));
const retry = async (job, { delay = 60000, pause = 0, told = 0 } = {}) =>
  first(await call(jobs, 'lookup_retry', job.participant_id, job.lease_key, delay, pause, told));
const noLimit = () => admin.query(`UPDATE ${DB}.rate_limit SET next_at = '2000-01-01'`);
const allDue = () => admin.query(`UPDATE ${DB}.lookup_job SET due_at = '2000-01-01'`);

// A participant without a name, and the job that this has made.
async function asked(overrides = {}) {
  const made = await create(trondheim.connection, gate({ navn: null, ...overrides }));
  assert.equal(made.outcome, 'created');
  return String(made.participant_id);
}

async function found(id, fields = { navn: 'Amina Bakke Celikdal' }, options) {
  await noLimit();
  const job = await take();
  assert.equal(String(job.participant_id), id);
  return done(job, fields, options);
}

before(async () => {
  for (let tries = 100; (await admin.query(`SELECT 1 FROM ${DB}.lookup_job`)).length > 0 && tries > 0; tries -= 1) await sleep(100);
  stopDaemon();
  jobs = await connectAs(ACCOUNT, passwordOf(ACCOUNT));
  trondheim = await login('trondheim');
});
beforeEach(async () => {
  await admin.query(`DELETE FROM ${DB}.lookup_job`);
  await noLimit();
});
after(async () => {
  await jobs?.end();
  await removeMade();
  await noLimit();
  resumeDaemon();
  await closeAll();
});

describe('asking', () => {
  test('P3: who is created without a name is asked for in the same transaction, once', async () => {
    const id = await asked();
    const job = await jobOf(id);
    assert.equal(job.fodselsnummer, (await row(id)).fodselsnummer);
    assert.equal((await row(id)).lookup_state, 'waiting');
    const refused = await create(trondheim.connection, gate({ navn: null, kommunenummer: '4601' }));
    assert.equal(refused.outcome, 'absent');
    assert.equal((await admin.query(`SELECT 1 FROM ${DB}.lookup_job`)).length, 1, 'nothing for her who was not created');
  });
  test('whoever has a name already is not asked for', async () => {
    const made = await create(trondheim.connection, gate());
    assert.equal(await jobOf(made.participant_id), undefined);
    assert.equal((await row(made.participant_id)).lookup_state, 'none');
  });
  test('P3: a changed number asks anew and forgets what was said of the old one; another change does not', async () => {
    const id = await asked();
    await found(id);
    await save(trondheim.connection, id, 1, { finansieringstype: '2' });
    assert.equal(await jobOf(id), undefined);
    const number = someWoman();
    await save(trondheim.connection, id, 2, { fodselsnummer: number, person_id: crypto.randomUUID(), navn: null });
    assert.equal((await jobOf(id)).fodselsnummer, number);
    const now = await row(id);
    assert.deepEqual([now.lookup_state, now.lookup_at, now.snapshot_at, now.identity_reason], ['waiting', null, null, null]);
    await save(trondheim.connection, id, 3, { fodselsnummer: number });
    assert.equal((await admin.query(`SELECT 1 FROM ${DB}.lookup_job WHERE participant_id = ?`, [id])).length, 1);
  });
  test('P3: «Prøv igjen» asks at once, and again only after ten seconds', async () => {
    const id = await asked();
    await retry(await take(), { told: 1 });
    assert.equal((await ask(trondheim.connection, id)).outcome, 'soon', 'she was created a moment ago');
    await call(admin, 'ctx.open_system', 'tests');
    await admin.query(`UPDATE ${DB}.participant SET lookup_asked_at = lookup_asked_at - INTERVAL 11 SECOND WHERE participant_id = ?`, [id]);
    await call(admin, 'ctx.leave');
    assert.equal((await ask(trondheim.connection, id)).outcome, 'asked');
    assert.equal((await row(id)).lookup_state, 'waiting');
    assert.equal((await ask(trondheim.connection, id)).outcome, 'soon');
    await noLimit();
    assert.equal(String((await take()).participant_id), id, 'it is due now, whatever it waited for');
  });
  test('P12: who is deleted is not asked for any more', async () => {
    const id = await asked();
    const job = await take();
    await remove(trondheim.connection, id, 1);
    assert.equal(await jobOf(id), undefined);
    assert.equal((await done(job, { navn: 'For Sent' })).outcome, 'gone');
  });
});

describe('the queue (E1)', () => {
  test('two nodes never hold one job; of two at once each gets its own', async () => {
    const ids = new Set([await asked(), await asked()]);
    const other = await connectAs(ACCOUNT, passwordOf(ACCOUNT));
    try {
      const both = await Promise.all([take(jobs, { calls: 0 }), take(other, { calls: 0 })]);
      assert.deepEqual(new Set(both.map((job) => String(job.participant_id))), ids);
      assert.equal((await take()).outcome, 'none');
    } finally {
      await other.end();
    }
  });
  test('the job of a node that died falls due again, and its own late answer is not taken', async () => {
    const id = await asked();
    const lost = await take(jobs, { lease: 1 });
    await sleep(1100);
    await noLimit();
    const again = await take();
    assert.equal(String(again.participant_id), id);
    assert.notEqual(again.lease_key, lost.lease_key);
    assert.equal((await done(lost, { navn: 'Fra Den Døde' })).outcome, 'gone');
    assert.equal((await done(again, { navn: 'Fra Den Levende' })).outcome, 'done');
    assert.equal((await done(again, { navn: 'En Gang Til' })).outcome, 'gone', 'exactly once');
    assert.equal((await row(id)).navn, 'Fra Den Levende');
  });
  test('an answer for the number she had is not taken', async () => {
    const id = await asked();
    const job = await take();
    await save(trondheim.connection, id, 1, { fodselsnummer: someWoman(), person_id: crypto.randomUUID() });
    assert.equal((await done(job, { navn: 'Feil Kvinne' })).outcome, 'gone');
    assert.equal((await retry(job)).outcome, 'gone');
    assert.equal((await row(id)).navn, null);
    assert.equal((await jobOf(id)).failed, 0);
  });
  test('what fails waits for its turn behind what is new, and is told of when it should', async () => {
    const id = await asked();
    await retry(await take(), { delay: 0 });
    assert.equal((await row(id)).lookup_state, 'waiting');
    const fresh = await asked();
    await allDue();
    await noLimit();
    assert.equal(String((await take()).participant_id), fresh);
    await noLimit();
    const second = await take();
    assert.deepEqual([String(second.participant_id), second.failed], [id, 1]);
    await retry(second, { delay: 0, told: 1 });
    assert.equal((await row(id)).lookup_state, 'failing');
  });
  test('calls are spaced by the limit, for all nodes together, and a pause holds for everybody', async () => {
    await asked();
    await asked();
    const other = await connectAs(ACCOUNT, passwordOf(ACCOUNT));
    try {
      const first = await take(jobs, { perMinute: 2, calls: 2 });
      const refused = await take(other, { perMinute: 2, calls: 2 });
      assert.equal(refused.outcome, 'wait');
      assert.ok(refused.wait_ms > 30_000 && refused.wait_ms <= 60_001, `${refused.wait_ms} ms`);
      await retry(first, { pause: 300_000 });
      const paused = await take(other);
      assert.equal(paused.outcome, 'wait');
      assert.ok(paused.wait_ms > 270_000 && paused.wait_ms <= 300_001, `${paused.wait_ms} ms`);
    } finally {
      await other.end();
    }
  });
});

test('a clock that was put back holds up neither the limit nor a job', async () => {
  const id = await asked();
  await admin.query(`UPDATE ${DB}.rate_limit SET next_at = UTC_TIMESTAMP(6) + INTERVAL 3 HOUR`);
  await admin.query(`UPDATE ${DB}.lookup_job SET due_at = UTC_TIMESTAMP(6) + INTERVAL 3 HOUR`);
  assert.equal(String((await take()).participant_id), id);
  await noLimit();
  assert.equal((await take()).outcome, 'none', 'it is taken');
  await admin.query(`UPDATE ${DB}.lookup_job SET due_at = UTC_TIMESTAMP(6) + INTERVAL 20 MINUTE`);
  assert.equal((await take()).outcome, 'none', 'as late as a delay can be');
});

describe('an answer', () => {
  test('P8: what Folkeregisteret supplies is stored, and nothing else, whatever the answer names', async () => {
    const id = await asked();
    const before = await row(id);
    await found(id, { navn: 'Amina Celikdal', ankomstar: 2015, fodeland: 'Somalia', sivilstand: 'Gift', oppholdsgrunnlag: 'Permanent',
      finansieringstype: '2', kommunenummer: '0301', status: 'utskrevet', changed_by_name: 'Ingen' });
    const after = await row(id);
    assert.deepEqual([after.navn, after.ankomstar, after.fodeland, after.sivilstand, after.oppholdsgrunnlag, after.lookup_state],
      ['Amina Celikdal', 2015, 'Somalia', 'Gift', 'Permanent', 'found']);
    for (const name of ['finansieringstype', 'kommunenummer', 'status', 'created_by_name']) assert.equal(after[name], before[name], name);
    assert.equal(await jobOf(id), undefined, 'what is done is gone from the queue');
  });
  test('P9: it is no change of a person\'s, and in the log as the system\'s', async () => {
    const id = await asked();
    const before = await row(id);
    await found(id);
    const after = await row(id);
    for (const name of ['row_version', 'status', 'changed_at', 'changed_by', 'changed_by_name']) assert.deepEqual(after[name], before[name], name);
    const [entry] = (await logOf(id, 'participant')).filter((one) => one.action === 'update');
    assert.deepEqual([entry.user_id, entry.user_name, entry.session_id], [null, 'system:Folkeregisteret', null]);
    assert.deepEqual(entry.changed.navn, [null, 'Amina Bakke Celikdal']);
    assert.deepEqual((await openOne(trondheim.connection, id, 0))[3], [], 'and no conflict');
  });
  test('marital status is as it was at the first answer', async () => {
    const id = await asked();
    await found(id, { navn: 'Amina Celikdal', sivilstand: 'Gift' });
    await admin.query(`INSERT INTO ${DB}.lookup_job SELECT participant_id, fodselsnummer, NOW(), '2000-01-01', 0, NULL FROM ${DB}.participant WHERE participant_id = ?`, [id]);
    await found(id, { navn: 'Amina Celikdal', sivilstand: 'Skilt', fodeland: 'Irak' });
    const now = await row(id);
    assert.deepEqual([now.sivilstand, now.fodeland], ['Gift', 'Irak']);
  });
  test('C2: another name empties the confirmation of the first, and who ticks must have seen it', async () => {
    const id = await asked();
    await found(id);
    const tick = (version, round) => save(trondheim.connection, id, version, { navn_bekreftet: '1', lookup_round: round });
    assert.equal((await tick(1, 0)).outcome, 'stale', 'a name that she did not see');
    assert.equal((await tick(1, 1)).outcome, 'saved');
    await admin.query(`INSERT INTO ${DB}.lookup_job SELECT participant_id, fodselsnummer, NOW(), '2000-01-01', 0, NULL FROM ${DB}.participant WHERE participant_id = ?`, [id]);
    await found(id);
    assert.equal((await row(id)).navn_bekreftet, 1, 'the same name stays confirmed');
    await admin.query(`INSERT INTO ${DB}.lookup_job SELECT participant_id, fodselsnummer, NOW(), '2000-01-01', 0, NULL FROM ${DB}.participant WHERE participant_id = ?`, [id]);
    await found(id, { navn: 'Amina Nybakke' });
    const now = await row(id);
    assert.deepEqual([now.navn_bekreftet, now.lookup_notes], [null, 'name_changed']);
    await tick(2, 2);
    assert.deepEqual([(await row(id)).navn_bekreftet, (await row(id)).lookup_notes], [1, '']);
  });
  test('E4: of a protected person no name is kept, and that she is stands where no worker reads', async () => {
    const id = await asked();
    await found(id, { navn: null, fodeland: 'Somalia' }, { outcome: 'withheld', protectedNow: 1 });
    const now = await row(id);
    assert.deepEqual([now.navn, now.lookup_state], [null, 'withheld']);
    const [{ kept }] = await admin.query(`SELECT protected AS kept FROM ${DB}.person WHERE person_id = ?`, [now.person_id]);
    assert.equal(kept, 1);
    assert.ok(!('protected' in (await openOne(trondheim.connection, id))[0][0]));
    assert.notEqual(await errorOf(trondheim.connection.query(`SELECT protected FROM ${DB}.person`)), null);
  });
  test('P4: a new number from the register keeps the person, in all her participations', async () => {
    const number = someWoman();
    const id = await asked({ fodselsnummer: number });
    await save(trondheim.connection, id, 1, { avslutningsdato: '2024-05-01' });
    const second = await asked({ fodselsnummer: number });
    const [renumbered, before] = [someWoman(), await row(id)];
    await admin.query(`DELETE FROM ${DB}.lookup_job WHERE participant_id = ?`, [id]);
    assert.deepEqual(await found(second, { navn: 'Amina Celikdal' }, { number: renumbered }), { outcome: 'done', renumbered: 1 });
    for (const one of [await row(id), await row(second)]) {
      assert.deepEqual([one.fodselsnummer, one.person_id, one.changed_by_name], [renumbered, before.person_id, before.changed_by_name]);
      assert.match(one.lookup_notes, /number_changed/);
    }
    const numbers = await admin.query(`SELECT fodselsnummer, valid_to IS NULL AS now FROM ${DB}.person_number WHERE person_id = ?`, [before.person_id]);
    assert.deepEqual(new Map(numbers.map((one) => [one.fodselsnummer, Number(one.now)])), new Map([[number, 0], [renumbered, 1]]));
    const [, , , changes] = await openOne(trondheim.connection, second, 1);
    assert.deepEqual(changes.map((one) => [one.variabel, one.old_value, one.new_value, one.user_id]), [['fodselsnummer', number, renumbered, null]]);
  });
  test('P4: a number that is somebody else\'s here is not taken over', async () => {
    const other = await create(trondheim.connection, gate());
    const taken = (await row(other.participant_id)).fodselsnummer;
    const id = await asked();
    const number = (await row(id)).fodselsnummer;
    assert.deepEqual(await found(id, { navn: 'Amina Celikdal' }, { number: taken }), { outcome: 'done', renumbered: 0 });
    assert.equal((await row(id)).fodselsnummer, number);
  });
  test('P2: a man by the register is told of', async () => {
    const id = await asked();
    await found(id, { navn: 'Ola Nordmo' }, { man: 1 });
    assert.equal((await row(id)).lookup_notes, 'man');
  });
});

describe('known in another way (P3)', () => {
  test('with a reason, as a change of hers who says so; a name that comes later is to be looked at', async () => {
    const id = await asked();
    assert.equal((await confirm(trondheim.connection, id, 1, 'Har vist passet sitt.', { key: newKey() })).outcome, 'saved');
    const now = await row(id);
    assert.deepEqual([now.navn_bekreftet, now.identity_reason, now.status, now.row_version, now.changed_by_name],
      [1, 'Har vist passet sitt.', 'endret', 2, trondheim.who.display_name]);
    await found(id);
    const later = await row(id);
    assert.deepEqual([later.navn_bekreftet, later.identity_reason, later.lookup_notes], [null, null, 'name_arrived']);
    const logged = (await logOf(id, 'participant')).at(-1);
    assert.deepEqual(logged.changed.identity_reason, ['Har vist passet sitt.', null], 'the log keeps it');
  });
  test('not where there is a name, on an old version, or without a reason', async () => {
    const id = await asked();
    assert.equal((await confirm(trondheim.connection, id, 7, 'Har vist passet sitt.')).outcome, 'stale');
    for (const reason of ['', '   ', null]) assert.equal(await errorOf(confirm(trondheim.connection, id, 1, reason)), 1644);
    await found(id);
    assert.equal((await confirm(trondheim.connection, id, 1, 'Har vist passet sitt.')).outcome, 'stale');
    assert.equal((await row(id)).identity_reason, null);
  });
  test('a discharged participant stays discharged', async () => {
    const id = await asked();
    await save(trondheim.connection, id, 1, { avslutningsdato: '2024-05-01' });
    await discharge(trondheim.connection, id, 2);
    await confirm(trondheim.connection, id, 3, 'Har vist passet sitt.');
    assert.equal((await row(id)).status, 'utskrevet');
  });
});

describe('the jobs\' account', () => {
  test('runs its own procedures and nothing else', async () => {
    const granted = await admin.query(`SELECT CONCAT(Routine_type, ' ', Routine_name) AS name FROM mysql.procs_priv WHERE User = ? ORDER BY 1`, [ACCOUNT]);
    assert.deepEqual(granted.map((one) => one.name), JOBS_ROUTINES);
    const tables = await admin.query(`SELECT 1 FROM mysql.tables_priv WHERE User = ?`, [ACCOUNT]);
    const schemas = await admin.query(`SELECT 1 FROM mysql.db WHERE User = ?`, [ACCOUNT]);
    assert.deepEqual([tables.length, schemas.length], [0, 0]);
  });
  test('reads no table and no view, and opens no context', async () => {
    const names = await admin.query(`SELECT table_schema AS s, table_name AS t FROM information_schema.tables WHERE table_schema IN (?, ?, ?)`, [DB, AUDIT, HISTORY]);
    assert.ok(names.length > 20);
    for (const { s, t } of names) assert.equal(await errorOf(jobs.query(`SELECT 1 FROM \`${s}\`.\`${t}\``)), 1142, t);
    for (const sentence of [`CALL ${DB}.ctx.open('x')`, `CALL ${DB}.ctx.open_system('x')`, `CALL ${DB}.participant_open(1, 0, NULL)`,
      `CALL ${DB}.participant_save(1, 1, NULL, NULL, '{}', 0)`, `CALL ${DB}.lookup_put(1, '1')`, `CALL ${DB}.lookup_ask(1)`,
      `CALL ${DB}.person_renumber(1, '1', '2', NOW(), @a)`]) {
      assert.equal(await errorOf(jobs.query(sentence)), 1370, sentence);
    }
  });
  test('leaves no context behind, and writes to nobody it holds no job of', async () => {
    const id = await asked();
    await found(id);
    assert.equal(await errorOf(jobs.query(`SELECT ${DB}.ctx.is_system()`)), 1370);
    const forged = { participant_id: id, lease_key: '0' };
    assert.equal((await done(forged, { navn: 'Forfalsket' })).outcome, 'gone');
    assert.equal((await done({ ...forged, lease_key: null }, { navn: 'Forfalsket' })).outcome, 'gone');
    assert.equal((await retry(forged)).outcome, 'gone');
    assert.equal((await row(id)).navn, 'Amina Bakke Celikdal');
  });
  test('a worker may not do what the daemon may', async () => {
    const id = await asked();
    for (const sentence of [`CALL ${DB}.lookup_take(1, 1, 1)`, `CALL ${DB}.lookup_done(${id}, 1, 'found', '{}', NULL, 0, 0)`,
      `CALL ${DB}.lookup_retry(${id}, 1, 1, 1, 1)`, `CALL ${DB}.lookup_put(${id}, '1')`, `SELECT 1 FROM ${DB}.lookup_job`]) {
      assert.ok([1142, 1370].includes(await errorOf((await app()).query(sentence))), sentence);
    }
  });
});
