// The predicate side channel (MariaDB findings, sections 3 and 9): every view the account can see, every sentence form,
// every channel, and the control views that must be caught.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, app, closeAll, DB } from './database.mjs';
import { CONTROL, dropControl, makeControl } from './control.mjs';
import { INTRO_VIEWS, OPEN_VIEWS, SCOPED_VIEWS, seesThrough, USERS } from './expected.mjs';
import { attack, Canaries, lockName } from './leak.mjs';
import { CHANNELS, probes, SELECT_FORMS, SWITCHES, WRITE_FORMS } from './probes.mjs';
import { login, open } from './session.mjs';
import { appViews, rowsOf, sample, viewsOf } from './views.mjs';

const ATTACKERS = ['grunerlokka', 'trondheim', 'flere'];
const only = (forms, ...names) => Object.fromEntries(names.map((name) => [name, forms[name]]));
const SHORT = only(SELECT_FORMS, 'plain', 'reversed', 'order', 'outer join', 'joined by a value', 'joined by the place', 'derived',
  'branch of the overview', 'in subquery');
const [VARIABLE, WARNING, ...RARER] = CHANNELS;

let views;
const tables = {};
const sessions = {};

// Runs the probes for two foreign rows through `view` in the user's own context.
async function assail(user, view, { forms, channels, qualified = `${DB}.${view}`, columns = views.get(view),
  visible = seesThrough(user, view), rows = tables[SCOPED_VIEWS[view]?.table] ?? tables.participant,
  count = SCOPED_VIEWS[view]?.kind === USERS[user]?.kind ? 2 : 1 }) {
  const own = rows.filter(visible);
  const foreign = rows.filter((row) => !visible(row));
  const canaries = new Canaries(columns, foreign, own);
  const total = { asked: 0, refused: 0, leaks: [] };
  for (const target of sample(foreign, count)) {
    const wanted = probes(qualified, columns, target, own[0] ?? target, forms, channels);
    const result = await attack(sessions[user].connection, wanted, canaries, [lockName(columns, target)]);
    total.asked += result.asked;
    total.refused += result.refused;
    total.leaks.push(...result.leaks);
  }
  return total;
}

const report = (leaks) => leaks.slice(0, 5).map((leak) => `${leak.name}\n    ${leak.sql}`).join('\n');

function assertTight(result, what) {
  assert.ok(result.asked > 0, `${what}: no probe was asked`);
  assert.equal(result.leaks.length, 0, `${what}: ${result.leaks.length} of ${result.asked} leak:\n${report(result.leaks)}`);
}

before(async () => {
  await makeControl();
  views = await appViews();
  for (const { table } of Object.values(SCOPED_VIEWS)) tables[table] ??= await rowsOf(table);
  for (const user of Object.keys(USERS)) sessions[user] = await login(user);
  assert.ok(tables.participant.length >= 100, 'too few participants to attack: load demo data first');
});
after(async () => {
  await dropControl();
  await closeAll();
});

test('every view the account can see is expected, and every expected view is there', () => {
  const expected = [...Object.keys(SCOPED_VIEWS), ...Object.keys(INTRO_VIEWS), ...Object.keys(OPEN_VIEWS)].sort();
  assert.deepEqual([...views.keys()].sort(), expected);
});

test('open views hold nothing about people', () => {
  for (const [view, allowed] of Object.entries(OPEN_VIEWS)) {
    assert.deepEqual([...views.get(view)].filter((column) => !allowed.includes(column)), [], view);
  }
});

describe('the control views are caught', () => {
  for (const user of ['trondheim', 'grunerlokka']) {
    for (const channel of CHANNELS) {
      for (const [kind, forms] of [['SELECT', SHORT], ['UPDATE', only(WRITE_FORMS, 'update', 'update, condition first')]]) {
        test(`${user}, ${channel.name}, ${kind}`, async () => {
          const controls = await viewsOf(admin, CONTROL);
          let leaks = 0;
          for (const view of [`leak_${USERS[user].kind}`, 'leak_late']) {
            const result = await assail(user, view, { forms, channels: [channel], qualified: `${CONTROL}.${view}`,
              columns: controls.get(view), visible: USERS[user].sees, rows: tables.participant });
            leaks += result.leaks.length;
          }
          assert.ok(leaks > 0, 'no probe saw anything: the suite is blind');
        });
      }
    }
  }
});

for (const user of ATTACKERS) {
  describe(`as ${user}`, () => {
    for (const view of Object.keys(SCOPED_VIEWS)) {
      test(`${view}: variable and warning channel, every form`, async () =>
        assertTight(await assail(user, view, { forms: SELECT_FORMS, channels: [VARIABLE, WARNING] }), view));
      test(`${view}: error, lock and counter channel`, async () =>
        assertTight(await assail(user, view, { forms: SHORT, channels: RARER }), view));
      test(`${view}: writing is refused and tells nothing`, async () => {
        const result = await assail(user, view, { forms: WRITE_FORMS, channels: CHANNELS, count: 1 });
        assertTight(result, view);
        assert.equal(result.refused, result.asked);
      });
    }
  });
}

describe('whatever the optimizer is told', () => {
  for (const user of ATTACKERS) {
    for (const view of Object.keys(SCOPED_VIEWS).filter((name) => SCOPED_VIEWS[name].kind === USERS[user].kind ||
      name === 'participant_all')) {
      test(`${user}, ${view}`, async () => {
        const { connection, token } = sessions[user];
        for (const setting of SWITCHES) {
          await connection.query(`SET SESSION ${setting}`);
          const result = await assail(user, view, { forms: SHORT, channels: [VARIABLE], count: 1 });
          await connection.reset();
          await connection.query(`USE ${DB}`);
          await open(connection, token);
          assertTight(result, `${view} after SET ${setting}`);
        }
      });
    }
  }
});

describe('each of the optimizer\'s switches by itself', () => {
  for (const [user, view] of [['trondheim', 'participant_municipality'], ['grunerlokka', 'participant_district']]) {
    test(`${user}, ${view}`, async () => {
      const { connection } = sessions[user];
      const [{ flags }] = await connection.query('SELECT @@optimizer_switch AS flags');
      assert.ok(flags.split(',').length > 25, flags);
      for (const flag of flags.split(',')) {
        const [name, state] = flag.split('=');
        await connection.query(`SET SESSION optimizer_switch = '${name}=${state === 'on' ? 'off' : 'on'}'`);
        assertTight(await assail(user, view, { forms: SHORT, channels: [VARIABLE], count: 1 }), `${view} with ${name} turned`);
        await connection.query('SET SESSION optimizer_switch = DEFAULT');
      }
    });
  }
});

describe('without a context', () => {
  const visible = () => false;
  const contexts = {
    'none': async () => {},
    'left': async (connection) => connection.query(`CALL ${DB}.ctx.leave()`),
    'forged token': async (connection) => open(connection, 'A'.repeat(43)),
    'empty token': async (connection) => open(connection, ''),
    'no token': async (connection) => open(connection, null),
    'a token of wrong bytes': async (connection) => open(connection, "' OR 1=1 -- \u0000\u{1F600}"),
    'expired': async (connection) => {
      const { token, who } = await login('imdi');
      await admin.query(`UPDATE ${DB}.session SET idle_until = '2020-01-01' WHERE session_id = ?`, [who.session_id]);
      await open(connection, token);
    },
  };
  for (const [name, make] of Object.entries(contexts)) {
    test(name, async () => {
      const connection = await app();
      if (name !== 'none') await open(connection, sessions.imdi.token);
      await make(connection);
      sessions.nobody = { connection };
      for (const view of Object.keys(SCOPED_VIEWS)) {
        const [{ n }] = await connection.query(`SELECT COUNT(*) AS n FROM ${DB}.${view}`);
        assert.equal(n, 0n, view);
        assertTight(await assail('nobody', view, { forms: SHORT, channels: [VARIABLE], count: 1, visible }), view);
      }
    });
  }
});
