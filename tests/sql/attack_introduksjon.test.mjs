// The introduction programme's views under the same attacks as Jobbsjansen's: every form of sentence and every channel, what the
// optimizer guesses, and what is read.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, APP, closeAll, DB } from './database.mjs';
import { CONTROL, dropControl } from './control.mjs';
import { rowsRead } from './cost.mjs';
import { INTRO_VIEWS } from './expected.mjs';
import { told } from './guesses.mjs';
import { person } from './intro.mjs';
import { removeMade } from './intro_person.mjs';
import { attack, Canaries, lockName } from './leak.mjs';
import { CHANNELS, probes, SELECT_FORMS, SWITCHES, WRITE_FORMS } from './probes.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';
import { appViews, viewsOf } from './views.mjs';

const ATTACKERS = {
  'prove-intro-angrep': { kind: 'municipality', grants: [{ register: 'introduksjon', kommunenummer: '3201' }], sees: (row) => row.kommunenummer === '3201' },
  'prove-intro-angrep-bydel': { kind: 'district', grants: [{ register: 'introduksjon', kommunenummer: '0301', bydel: '030102' }], sees: (row) => row.bydel === '030102' },
  'prove-uten-register': { kind: null, grants: [{ register: 'jobbsjansen', kommunenummer: '3201' }], sees: () => false },
};
const SHORT = Object.fromEntries(['plain', 'reversed', 'order', 'outer join', 'derived', 'in subquery'].map((name) => [name, SELECT_FORMS[name]]));
const [VARIABLE, WARNING, ...RARER] = CHANNELS;
const PER_PLACE = 8;
const sessions = {};
let views;
let rows;

before(async () => {
  for (const [kommunenummer, bydel] of [['3201', ''], ['0301', '030102'], ['0301', '030105'], ['5001', '']]) {
    for (let i = 0; i < PER_PLACE; i += 1) await person({ kommunenummer, bydel, avslutningsarsak: 1, avslutningsdato: '2025-03-01' });
  }
  await admin.query(`ANALYZE TABLE ${DB}.intro_participant`);
  rows = (await admin.query(`SELECT * FROM ${DB}.intro_participant`))
    .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])));
  views = await appViews();
  for (const [user, { grants }] of Object.entries(ATTACKERS)) {
    await temporaryUser(user, grants);
    sessions[user] = await login(user);
  }
});
after(async () => {
  await dropControl();
  await removeMade();
  for (const user of Object.keys(ATTACKERS)) await removeUser(user);
  await closeAll();
});

async function assail(user, view, forms, channels, { qualified = `${DB}.${view}`, columns = views.get(view), visible } = {}) {
  const shown = visible ?? ((row) => ATTACKERS[user].kind === INTRO_VIEWS[view].kind && ATTACKERS[user].sees(row));
  const [own, foreign] = [rows.filter(shown), rows.filter((row) => !shown(row))];
  const canaries = new Canaries(columns, foreign, own);
  const result = { asked: 0, refused: 0, leaks: [] };
  for (const target of [foreign.find((row) => row.kommunenummer === '0301' && row.bydel === '030105'), foreign.find((row) => row.kommunenummer === '5001')]) {
    const one = await attack(sessions[user].connection, probes(qualified, columns, target, own[0] ?? target, forms, channels), canaries, [lockName(columns, target)]);
    result.asked += one.asked;
    result.refused += one.refused;
    result.leaks.push(...one.leaks.map((leak) => `${leak.name}: ${leak.sql}`));
  }
  assert.ok(result.asked > 0);
  return result;
}

test('a view that leaks on purpose is caught', async () => {
  await dropControl();
  await admin.query(`CREATE DATABASE ${CONTROL}`);
  await admin.query(`CREATE FUNCTION ${CONTROL}.late(k CHAR(4)) RETURNS INT NOT DETERMINISTIC RETURN k = '3201'`);
  await admin.query(`CREATE VIEW ${CONTROL}.leak_late AS SELECT p.participant_id, p.duf_nummer, p.person_id, p.navn, p.kommunenummer, p.bydel
    FROM ${DB}.intro_participant p WHERE ${CONTROL}.late(p.kommunenummer) = 1`);
  await admin.query(`GRANT SELECT, EXECUTE ON ${CONTROL}.* TO ${APP}@localhost`);
  const controls = await viewsOf(admin, CONTROL);
  const user = 'prove-intro-angrep';
  const { leaks } = await assail(user, 'leak_late', SHORT, [VARIABLE], { qualified: `${CONTROL}.leak_late`, columns: controls.get('leak_late'),
    visible: ATTACKERS[user].sees });
  assert.ok(leaks.length > 0, 'no probe saw anything: the suite is blind');
});

for (const user of Object.keys(ATTACKERS)) {
  describe(`as ${user}`, () => {
    for (const view of Object.keys(INTRO_VIEWS)) {
      test(`A2: ${view}: variable and warning channel, every form`, async () =>
        assert.deepEqual((await assail(user, view, SELECT_FORMS, [VARIABLE, WARNING])).leaks, []));
      test(`A2: ${view}: error, lock and counter channel`, async () =>
        assert.deepEqual((await assail(user, view, SHORT, RARER)).leaks, []));
      test(`A2: ${view}: writing is refused and tells nothing`, async () => {
        const result = await assail(user, view, WRITE_FORMS, [VARIABLE, WARNING]);
        assert.deepEqual(result.leaks, []);
        assert.equal(result.refused, result.asked);
      });
      test(`A2: ${view}: the guess is the same whoever is elsewhere`, async () => {
        const elsewhere = rows.filter((row) => row.kommunenummer === '5001');
        const sorted = (column) => elsewhere.map((row) => row[column]).sort((a, b) => (a.length - b.length || (a < b ? -1 : 1)));
        const [numbers, ids] = [sorted('duf_nummer'), sorted('participant_id')];
        const ranges = { // none, one, several; never from a value to itself, which would be another form of question
          duf_nummer: [['0', '00000000001'], ...[0, 1, numbers.length - 1].map((last) => [numbers[0], `${numbers[last]}~`])],
          participant_id: [[1n, 2n], ...[0, 1, ids.length - 1].map((last) => [ids[0], BigInt(ids[last]) + 1n])] };
        const { connection } = await login(user); // the limits it sets stay with it
        assert.deepEqual(await told(connection, `${DB}.${view}`, views.get(view), { k: '5001', b: '', ranges }), []);
      });
    }
    test('A2: whatever the optimizer is told', async () => {
      const { connection, token } = sessions[user];
      for (const setting of SWITCHES) {
        await connection.query(`SET SESSION ${setting}`);
        for (const view of Object.keys(INTRO_VIEWS)) {
          assert.deepEqual((await assail(user, view, { plain: SELECT_FORMS.plain, derived: SELECT_FORMS.derived }, [VARIABLE])).leaks, [], setting);
        }
        await connection.reset();
        await connection.query(`USE ${DB}`);
        await open(connection, token);
      }
    });
  });
}

test('A2, N0: a municipality\'s questions read no row of another: however many are elsewhere, the same rows', async () => {
  const { connection } = sessions['prove-intro-angrep'];
  const questions = ['SELECT COUNT(*) FROM v', 'SELECT navn FROM v ORDER BY navn', "SELECT lov, COUNT(*) FROM v WHERE ended_by = 'engine' GROUP BY lov",
    'SELECT duf_nummer FROM v WHERE lov = 1 AND avslutningsarsak IS NOT NULL ORDER BY avslutningsdato DESC', "SELECT navn FROM v WHERE navn LIKE 'P%'"];
  const readAll = async () => {
    const read = [];
    for (const sql of questions) read.push(await rowsRead(connection, sql.replace(' v', ` ${DB}.intro_participant_municipality`)));
    return read;
  };
  const few = await readAll();
  for (let i = 0; i < 40; i += 1) await person({ kommunenummer: i % 2 ? '3203' : '0301', avslutningsarsak: 1, avslutningsdato: '2025-03-01' });
  assert.deepEqual(await readAll(), few);
  assert.ok(few.every((read) => read > PER_PLACE));
});
