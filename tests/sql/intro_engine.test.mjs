// The rule engine's work in the database (requirements N4-N6), by the command and by the daemon: what it enters, withdraws and
// leaves, in whose name, and what that costs. The rules themselves are tried in tests/unit.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { userInfo } from 'node:os';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { rowsRead } from './cost.mjs';
import { day } from './day.mjs';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { admin, app, call, closeAll, DB, errorOf, first, stateFile } from './database.mjs';
import { countMany, putMany, removeMany } from './intro_many.mjs';
import { annul, CAUSE, choose, decide, end, endsOf, KIND, LAW, logOf, put, removeMade, RESULT, rowOf, set } from './intro_person.mjs';
import { newId } from './participant.mjs';
import { login } from './session.mjs';

const DONE = 0;
const MISUSED = 2;
const LEAST_PAGE = 1000;
const EVERYBODY = 18446744073709551615n;
const MIDDLE = 2n ** 62n; // the command goes through each half at the same time

// As the operating system's user who may administer the database.
const SETTINGS = userInfo().username === 'root' ? 'root.conf' : 'jobbsjanse.conf';
const command = (...words) => new Promise((resolve) => {
  execFile(stateFile('app/usr/bin/jobbsjanse'), ['--config', stateFile(SETTINGS), 'regelmotor', ...words],
    { encoding: 'utf8' }, (trouble, said, complained) => resolve({ status: trouble ? trouble.code : DONE, said, complained }));
});

// The command's table, by the engine's names of the causes.
function counted(said) {
  const rows = [...said.matchAll(/^(\w+) +(\d+) +(\d+) +(\d+)$/gm)].map(([, cause, entered, withdrawn, replaced]) => [cause, { entered: Number(entered), withdrawn: Number(withdrawn), replaced: Number(replaced) }]);
  return Object.fromEntries(rows);
}

async function run(...words) {
  const done = await command(...words);
  assert.deepEqual([done.status, done.complained], [DONE, ''], done.said);
  return { counts: counted(done.said), said: done.said };
}

const stands = async (id) => {
  const { avslutningsarsak, avslutningsdato, ended_by } = await rowOf(id);
  return [avslutningsarsak, avslutningsdato, ended_by];
};
const NOTHING = [null, null, null];

before(async () => {
  stopDaemon();
  await run(); // what the installation holds stands as it is to
});
afterEach(removeMade);
after(async () => {
  resumeDaemon();
  await closeAll();
});

const whole = async (columns = {}) => {
  const id = await put(columns);
  await decide(id, KIND.programme, RESULT.made, '2024-01-10');
  if (columns.lov !== LAW.introduksjonsloven) await choose(id, 2, '2024-01-10');
  return id;
};

describe('N6: what ends a programme', () => {
  test('each of the eight causes is entered by the engine, with its own day', async () => {
    const past = '2024-02-29';
    const ids = {
      dead: await whole({ dead_on: past }), emigrated: await whole({ emigrated_on: past }), moved: await whole({ moved_on: past }),
      category: await whole({ out_of_category_on: past }), start: await put({ oppstartsfrist: past }), deadline: await whole({ deadline_set: past }),
      rejected: await whole(), stop: await whole(),
    };
    await decide(ids.rejected, KIND.programme, RESULT.rejected, past);
    await decide(ids.stop, KIND.permanentStop, RESULT.made, past);
    const { counts } = await run();
    for (const [cause, id] of Object.entries(ids)) {
      assert.deepEqual(await stands(id), [CAUSE[cause], past, 'engine'], cause);
      const [row, ...more] = await endsOf(id);
      assert.deepEqual(more, []);
      assert.deepEqual([row.avslutningsarsak, row.avslutningsdato, row.computed, row.entered_by_name, row.entered_by, row.deleted_at, row.kommunenummer],
        [CAUSE[cause], past, 1, 'Regelmotor', null, null, '3201']);
    }
    assert.ok(counts.all.entered >= 8);
    for (const name of ['dod', 'utvandret', 'flyttet', 'avvist', 'ikke_i_kategori', 'permanent_stans', 'oppstartsfrist', 'gjennomforingsfrist']) assert.ok(counts[name].entered >= 1, name);
  });

  test('a deadline is over the day after its own; a fact counts from its day; neither by the older law is otherwise', async () => {
    const ids = [];
    for (const lov of Object.values(LAW)) {
      ids.push([await whole({ lov, deadline_set: day() }), NOTHING], [await whole({ lov, deadline_set: day(-1) }), [CAUSE.deadline, day(-1), 'engine']],
        [await whole({ lov, dead_on: day() }), [CAUSE.dead, day(), 'engine']], [await whole({ lov, dead_on: day(1) }), NOTHING],
        [await put({ lov, oppstartsfrist: day() }), NOTHING], [await put({ lov, oppstartsfrist: day(-1) }), [CAUSE.start, day(-1), 'engine']]);
    }
    await run();
    for (const [id, expected] of ids) assert.deepEqual(await stands(id), expected);
  });

  test('a cause from the municipality stands, whatever comes', async () => {
    const id = await whole({ dead_on: '2024-03-01' });
    await end(id, 1, '2024-02-01');
    await run();
    assert.deepEqual(await stands(id), [1, '2024-02-01', 'municipality']);
    assert.equal((await endsOf(id)).length, 1);
  });

  test('a fact that is annulled withdraws what it caused, and that stays as deleted by the engine', async () => {
    const id = await whole();
    const stop = await decide(id, KIND.permanentStop, RESULT.made, '2024-05-01');
    await run();
    assert.deepEqual(await stands(id), [CAUSE.stop, '2024-05-01', 'engine']);
    await annul('intro_decision', stop);
    const { counts } = await run();
    assert.equal(counts.permanent_stans.withdrawn, 1);
    assert.deepEqual(await stands(id), NOTHING);
    const [row] = await endsOf(id);
    assert.ok(row.deleted_at);
    assert.equal(row.deleted_by_name, 'Regelmotor');
  });

  test('what comes before in the order takes the other\'s place', async () => {
    const id = await whole({ deadline_set: '2024-06-01' });
    await run();
    await set(id, { dead_on: '2024-07-01' });
    const { counts } = await run();
    assert.equal(counts.dod.replaced, 1);
    assert.deepEqual(await stands(id), [CAUSE.dead, '2024-07-01', 'engine']);
    assert.deepEqual((await endsOf(id)).map((row) => [row.avslutningsarsak, row.deleted_at !== null]), [[CAUSE.deadline, true], [CAUSE.dead, false]]);
  });

  test('a reopened programme runs on until its new deadline', async () => {
    const id = await whole({ deadline_set: '2024-06-01', reopened_on: day() });
    await set(id, { deadline_set: day(30) });
    await run();
    assert.deepEqual(await stands(id), NOTHING);
  });

  test('the deadline is computed anew from law, goal and dates, and kept', async () => {
    const id = await whole({ oppstartsdato: '2024-02-29' });
    await run();
    assert.equal((await rowOf(id)).gjennomforingsfrist, '2027-02-28');
    await decide(id, KIND.extension, RESULT.made, '2024-06-01');
    await run();
    assert.equal((await rowOf(id)).gjennomforingsfrist, '2028-02-29');
    await set(id, { deadline_set: day(10) });
    await run();
    assert.equal((await rowOf(id)).gjennomforingsfrist, day(10));
  });
});

describe('N6: how it works', () => {
  test('running it twice changes nothing: no version, no row, no line in the log', async () => {
    const ids = [await whole({ dead_on: '2024-03-01' }), await whole({ deadline_set: day(40) }), await whole()];
    await decide(ids[2], KIND.permanentStop, RESULT.made, '2024-05-01');
    await run();
    const snapshot = () => Promise.all(ids.map(async (id) => [await rowOf(id), await endsOf(id), (await logOf(id)).length]));
    const once = await snapshot();
    const { counts, said } = await run();
    assert.deepEqual(counts.all, { entered: 0, withdrawn: 0, replaced: 0 });
    assert.match(said, / 0 deadlines moved, 0 left/);
    assert.deepEqual(await snapshot(), once);
  });

  test('each change is in the audit as the engine\'s own', async () => {
    const id = await whole({ dead_on: '2024-03-01' });
    const before_ = (await logOf(id)).length;
    await run();
    const lines = (await logOf(id)).slice(before_);
    assert.deepEqual(lines.map((line) => [line.table_name, line.action, line.user_name, line.user_id]).sort(),
      [['intro_participant', 'update', 'system:Regelmotor', null], ['intro_termination', 'insert', 'system:Regelmotor', null]]);
  });

  test('who is looked at without a change is not due any more, and her version stays: no form grows stale by it', async () => {
    const id = await whole({ deadline_set: day(40) });
    await run();
    await admin.query(`CALL ${DB}.ctx.open_system('tests')`);
    await admin.query(`UPDATE ${DB}.intro_participant SET engine_due = 1 WHERE participant_id = ?`, [id]);
    const before_ = await rowOf(id);
    const lines = (await logOf(id)).length;
    await run();
    assert.deepEqual(await rowOf(id), { ...before_, engine_due: 0 });
    assert.equal((await logOf(id)).length, lines);
  });

  test('--dry-run counts what would be done and writes nothing', async () => {
    const id = await whole({ dead_on: '2024-03-01' });
    const before_ = await rowOf(id);
    const dry = await run('--dry-run');
    assert.deepEqual(await rowOf(id), before_);
    assert.deepEqual(await endsOf(id), []);
    const wet = await run();
    assert.deepEqual(dry.counts, wet.counts);
    assert.match(dry.said, /nothing was written/);
  });

  test('another day is for --dry-run alone: before a fact it has not come, after a deadline that is over', async () => {
    const id = await whole({ deadline_set: day(40) });
    await run();
    const later = await run('--date', day(41), '--dry-run');
    const own = await run('--date', day(40), '--dry-run');
    assert.equal(later.counts.gjennomforingsfrist.entered - own.counts.gjennomforingsfrist.entered, 1);
    assert.deepEqual(await stands(id), NOTHING);
    for (const date of [day(1), day(-1)]) {
      const refused = await command('--date', date);
      assert.deepEqual([refused.status, refused.said], [MISUSED, '']);
      assert.match(refused.complained, /--dry-run alone/);
    }
    assert.equal((await command('--date', day())).status, DONE);
  });

  test('what is no date, or no word of the command, is refused before anything is done', async () => {
    for (const words of [['--date'], ['--date', ''], ['--date', '2026-02-30'], ['--date', '30.11.2026'], ['--date', 'i dag'], ['--date', '2026-1-1'], ['--dry'], ['alle'], ['--dry-run', 'x']]) {
      const refused = await command(...words);
      assert.deepEqual([refused.status, refused.said], [MISUSED, ''], words.join(' '));
      assert.match(refused.complained, /^regelmotor: /);
    }
  });

  test('the command tells no person\'s number, name or id', async () => {
    const id = await whole({ dead_on: '2024-03-01' });
    const { duf_nummer: duf } = await rowOf(id);
    const { said } = await run();
    assert.ok(!said.includes(duf) && !said.includes(id) && !said.includes('Prøve'));
  });

  test('who has changed since she was read is left to the next round, and told; the others are done', async () => {
    const [changed, other] = [await whole(), await whole()];
    const versions = await Promise.all([changed, other].map(async (id) => (await rowOf(id)).row_version));
    await set(changed, { kategori: 2 });
    const before_ = await rowOf(changed);
    const row = (id, version) => ({ id, version, frist: null, arsak: CAUSE.dead, dato: '2024-03-01' });
    const gone = newId();
    const answer = first(await call(admin, 'intro_apply', JSON.stringify([row(changed, versions[0]), row(other, versions[1]), row(gone, 1)])
      .replace(/"id":"(\d+)"/g, '"id":$1')));
    assert.deepEqual(new Set(answer.left_ids.split(',')), new Set([changed, gone]));
    assert.deepEqual(await rowOf(changed), before_);
    assert.deepEqual(await stands(other), [CAUSE.dead, '2024-03-01', 'engine']);
  });

  test('what a municipality has entered is out of its reach, also where it asks', async () => {
    const id = await whole();
    await end(id, 1, '2024-02-01');
    const { row_version: version } = await rowOf(id);
    for (const arsak of [null, CAUSE.dead]) {
      await call(admin, 'intro_apply', `[{"id":${id},"version":${version},"frist":null,"arsak":${arsak},"dato":${arsak ? '"2024-03-01"' : null}}]`);
      assert.deepEqual(await stands(id), [1, '2024-02-01', 'municipality']);
      assert.equal((await endsOf(id)).length, 1);
    }
  });

  test('whom the database will not have holds up nobody else: the command says so, and the next run does it', async () => {
    const [refused, other] = [await whole({ dead_on: '2024-03-01' }), await whole({ dead_on: '2024-03-01' })];
    await admin.query(`CREATE TRIGGER ${DB}.test_refuses BEFORE INSERT ON ${DB}.intro_termination FOR EACH ROW
      IF NEW.participant_id = ${refused} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not her'; END IF`);
    try {
      const { status, complained } = await command();
      assert.equal(status, 1);
      assert.match(complained, /1 persons could not be gone through/);
      assert.ok(!complained.includes(refused));
      assert.deepEqual([await stands(refused), await stands(other)], [NOTHING, [CAUSE.dead, '2024-03-01', 'engine']]);
    } finally {
      await admin.query(`DROP TRIGGER ${DB}.test_refuses`);
    }
    await run();
    assert.deepEqual(await stands(refused), [CAUSE.dead, '2024-03-01', 'engine']);
  });

  test('two at once end everybody once, over several pages', async () => {
    const count = 2 * LEAST_PAGE + 100;
    await putMany(admin, count);
    try {
      const runs = await Promise.all([run(), run(), run('--dry-run')]);
      assert.equal(runs[0].counts.dod.entered + runs[1].counts.dod.entered, count);
      assert.deepEqual(await countMany(admin), { there: count, ended: count, whole: count, untouched: 0, terminations: count });
    } finally {
      await removeMany(admin);
    }
  });
});

describe('the command takes both halves of the ids at once', () => {
  test('killed midway, both stop: nobody stands by half, and the next run ends the rest', async () => {
    const count = 8 * LEAST_PAGE;
    await putMany(admin, count);
    try {
      const running = spawn(stateFile('app/usr/bin/jobbsjanse'), ['--config', stateFile(SETTINGS), 'regelmotor'], { stdio: 'ignore' });
      const gone = once(running, 'exit');
      for (let tries = 2000; (await countMany(admin)).ended === 0 && tries > 0; tries -= 1) await sleep(5);
      running.kill('SIGKILL');
      await gone;
      const atWork = async () => (await admin.query("SELECT 1 FROM information_schema.processlist WHERE command = 'Execute'")).length > 0;
      for (let tries = 2000; await atWork() && tries > 0; tries -= 1) await sleep(10); // what the server had begun, it ends or undoes
      const stopped = await countMany(admin);
      assert.ok(stopped.ended > 0 && stopped.ended < count, `${stopped.ended} of ${count}`);
      assert.deepEqual([stopped.whole, stopped.untouched, stopped.terminations], [stopped.ended, count - stopped.ended, stopped.ended]);
      await sleep(500);
      assert.deepEqual(await countMany(admin), stopped);
      const { counts } = await run();
      assert.ok(counts.dod.entered >= count - stopped.ended);
      assert.equal((await countMany(admin)).whole, count);
    } finally {
      await removeMany(admin);
    }
  });
});

describe('what it costs', () => {
  test('a page reads the rows it answers, and no more; those who are due are found without the others', async () => {
    for (let made = 0; made < 3; made += 1) await whole({ engine_due: 1 });
    const [{ all_, due }] = await admin.query(`SELECT COUNT(*) AS all_, SUM(engine_due) AS due FROM ${DB}.intro_participant`);
    assert.ok(Number(due) >= 3);
    assert.ok(await rowsRead(admin, `CALL ${DB}.intro_facts(0, 2, 0)`) <= 3);
    assert.ok(await rowsRead(admin, `CALL ${DB}.intro_facts(0, 1000, 0)`) <= Number(all_) + 1);
    assert.ok(await rowsRead(admin, `CALL ${DB}.intro_facts(0, 1000, 1)`) <= Number(due) + 1);
    assert.ok(await rowsRead(admin, `CALL ${DB}.intro_facts(${EVERYBODY}, 1000, 0)`) <= 1);
  });

  test('a page of either half takes one round trip to read, and one more to write, whatever changes', async () => {
    const trips = (said) => Number(said.match(/(\d+) round trips/)[1]);
    const count = 2 * LEAST_PAGE;
    await putMany(admin, count);
    try {
      const halves = await admin.query(`SELECT COUNT(*) AS there FROM ${DB}.intro_participant GROUP BY participant_id > ${MIDDLE}`);
      assert.equal(halves.length, 2);
      const pages = halves.reduce((sum, half) => sum + Math.floor(Number(half.there) / LEAST_PAGE) + 1, 0);
      assert.equal(trips((await run('--dry-run')).said), pages);
      const wet = trips((await run()).said);
      assert.ok(wet > pages && wet <= 2 * pages, `${wet} for ${pages} pages`);
      assert.equal(trips((await run()).said), pages);
    } finally {
      await removeMany(admin);
    }
  });

  test('a page of at most a thousand, whatever is asked', async () => {
    const sets = await call(admin, 'intro_facts', 0, 1_000_000, 0);
    assert.ok(sets[0].length <= LEAST_PAGE);
  });
});

describe('who may', () => {
  test('a worker neither reads everybody nor enters in the engine\'s name', async () => {
    const { connection } = await login('systemeier');
    for (const one of [connection, await app()]) {
      assert.equal(await errorOf(call(one, 'intro_facts', 0, 1, 0)), 1370);
      assert.equal(await errorOf(call(one, 'intro_apply', '[]')), 1370);
    }
  });
});

test('N4: the daemon ends within seconds whom something has happened to, and tells how many', async () => {
  const id = await whole();
  await decide(id, KIND.permanentStop, RESULT.made, '2024-05-01');
  resumeDaemon();
  try {
    for (let tries = 150; (await rowOf(id)).ended_by === null && tries > 0; tries -= 1) await sleep(100);
  } finally {
    stopDaemon();
  }
  assert.deepEqual(await stands(id), [CAUSE.stop, '2024-05-01', 'engine']);
});
