// The annual report (requirements Y1-Y3): who may confirm, when, what is kept, who sees how many, who sets the year.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { admin, app, AUDIT, call, closeAll, DB, errorOf, first } from './database.mjs';
import { USERS } from './expected.mjs';
import { create, discharge, gate, logOf, newKey, remove, removeMade, report, save } from './participant.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';
import { rowsRead } from './cost.mjs';

const CODEBOOK = new URL('../../codebook.xml', import.meta.url);
const OPEN = 2030; // a year of these tests alone, open from their beginning to their end
const CLOSED = 2031;
const LATER = 2032;
const OTHER = 'prove-rapport';

const system = async (sql, values) => {
  await call(admin, 'ctx.open_system', 'tests');
  const answer = await admin.query(sql, values);
  await call(admin, 'ctx.leave');
  return answer;
};

before(async () => {
  await system(`DELETE FROM ${DB}.reporting_year WHERE year = 2022`);
  const years = [[OPEN, '2020-01-01', '2099-12-31'], [CLOSED, '2020-01-01', '2020-12-31'], [LATER, '2098-01-01', '2099-12-31']];
  for (const [year, opens, closes] of years) {
    await system(`REPLACE INTO ${DB}.reporting_year (year, opens, deadline, closes) VALUES (?, ?, ?, ?)`, [year, opens, opens, closes]);
  }
});
after(async () => {
  await removeMade();
  await removeUser(OTHER);
  await system(`DELETE FROM ${DB}.reporting_year WHERE year IN (2022, 2027, ?, ?, ?)`, [OPEN, CLOSED, LATER]);
  await closeAll();
});

const row = async (id) => (await admin.query(`SELECT * FROM ${DB}.participant WHERE participant_id = ?`, [id]))[0];
const kept = (id, ending = '') => admin.query(`SELECT * FROM ${DB}.participant_confirmation${ending} WHERE participant_id = ? ORDER BY year, version`, [id]);
const plain = (answer) => JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
const bit = (year) => 1n << BigInt(year - 2020);
const TEST = { test_no: 1, provedato: '2024-05-05', provetype: 1, proveresultat: 2 };

async function made(connection, { avslutningsdato, ...overrides } = {}) {
  const changes = gate({ oppstartsdato: '2026-02-01', sivilstand: 'Gift «"\\»', sted_arbeidspraksis: [3, 1], ...overrides });
  const { participant_id: id } = await create(connection, changes);
  await system(`INSERT INTO ${DB}.participant_test (participant_id, test_no, provedato, provetype, proveresultat) VALUES (?, 1, '2024-05-05', 1, 2)`, [id]);
  if (avslutningsdato) await save(connection, id, 1, { avslutningsdato });
  return { id: String(id), changes, version: avslutningsdato ? 2 : 1 };
}

describe('Y1: a confirmation', () => {
  test('is kept whole, with version, who, when and codebook; no answer, status or last change is touched', async () => {
    const { connection, who } = await login('trondheim');
    const { id, changes } = await made(connection);
    const earlier = await row(id);
    assert.deepEqual(plain(await report(connection, id, 1, OPEN)), { outcome: 'saved', participant_id: id, row_version: 1 });
    const { rapporteringsar, confirmed_years: confirmed, ...others } = await row(id);
    assert.deepEqual([rapporteringsar, confirmed], [OPEN, bit(OPEN)]);
    assert.deepEqual({ ...others }, (({ rapporteringsar: _, confirmed_years: __, ...rest }) => ({ ...rest }))(earlier));
    const [one, ...more] = await kept(id);
    assert.deepEqual(more, []);
    assert.deepEqual([one.year, one.version, one.confirmed_by, one.confirmed_by_name, one.codebook_version, one.kommunenummer],
      [OPEN, 1, who.user_id, who.display_name, '1', '5001']);
    const figures = JSON.parse(one.figures);
    for (const name of ['fodselsnummer', 'navn', 'oppstartsdato', 'sivilstand', 'kommunenavn']) assert.equal(figures.answers[name], changes[name], name);
    assert.equal(figures.answers.avslutningsdato, null);
    assert.deepEqual(figures.choices, { sted_arbeidspraksis: [1, 3] });
    assert.deepEqual(figures.tests, [TEST]);
    const log = (await logOf(id, 'participant_confirmation')).at(-1);
    assert.deepEqual([log.action, log.user_id, log.changed.figures[1]], ['insert', who.user_id, one.figures]);
  });

  test('names every column of the participation and its tests that the codebook has', async () => {
    const { connection } = await login('trondheim');
    const { id } = await made(connection);
    await report(connection, id, 1, OPEN);
    const columns = [...readFileSync(CODEBOOK, 'utf8').split('</register>', 1)[0].matchAll(/<variable ([^>]*)>/g)].map(([, text]) => (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1])
      .filter((attribute) => !attribute('group') && !['codes', 'group'].includes(attribute('type'))).map((attribute) => attribute('name')).sort();
    assert.ok(columns.length > 30);
    assert.deepEqual(Object.keys(JSON.parse((await kept(id))[0].figures).answers).sort(), columns);
  });

  for (const [what, year] of [['closed', CLOSED], ['not open yet', LATER], ['none that is known', 2029], ['before all years', 1900], ['NULL', null]]) {
    test(`is refused for a year that is ${what}`, async () => {
      const { connection } = await login('trondheim');
      const { id } = await made(connection);
      assert.equal((await report(connection, id, 1, year)).outcome, 'closed');
      assert.deepEqual([await kept(id), (await row(id)).confirmed_years], [[], 0n]);
    });
  }

  for (const [oppstartsdato, avslutningsdato, expected] of [['2030-12-31', null, 'saved'], ['2031-01-01', null, 'outside'], ['2029-01-01', '2029-12-31', 'outside'],
    ['2029-01-01', '2030-01-01', 'saved'], ['2030-03-01', '2030-03-01', 'saved']]) {
    test(`of 2030 for one who took part from ${oppstartsdato} to ${avslutningsdato ?? 'now'}: ${expected}`, async () => {
      const { connection } = await login('trondheim');
      const { id, version } = await made(connection, { oppstartsdato, avslutningsdato });
      assert.equal((await report(connection, id, version, OPEN)).outcome, expected);
      assert.equal((await kept(id)).length, expected === 'saved' ? 1 : 0);
    });
  }

  test('is of the version that was shown: an older one is stale, a repeat is done once, the same version is not confirmed twice', async () => {
    const { connection, token } = await login('trondheim');
    const { id } = await made(connection);
    await save(connection, id, 1, { sivilstand: 'Skilt' });
    for (const version of [1, 0, null, 3]) {
      assert.deepEqual(plain(await report(connection, id, version, OPEN)), { outcome: 'stale', participant_id: id, row_version: 2 });
    }
    const key = newKey();
    assert.equal((await report(connection, id, 2, OPEN, { key })).outcome, 'saved');
    const other = await app();
    await open(other, token);
    for (const how of [{ key }, { key: newKey() }, {}]) assert.equal((await report(other, id, 2, OPEN, how)).outcome, 'repeat');
    assert.equal((await kept(id)).length, 1);
  });

  test('of several at once there is one', async () => {
    const { connection, token } = await login('trondheim');
    const { id } = await made(connection);
    const writers = [connection];
    for (let i = 0; i < 4; i += 1) {
      writers.push(await app());
      await open(writers.at(-1), token);
    }
    const outcomes = await Promise.all(writers.map((writer) => report(writer, id, 1, OPEN).then((answer) => answer.outcome, (trouble) => trouble.errno)));
    assert.equal(outcomes.filter((one) => one === 'saved').length, 1, outcomes.join());
    assert.ok(outcomes.every((one) => ['saved', 'repeat', 1213, 1205, 1020].includes(one)), outcomes.join());
    assert.equal((await kept(id)).length, 1);
  });

  test('of one who is discharged is possible, and leaves her so', async () => {
    const { connection } = await login('trondheim');
    const { id } = await made(connection, { avslutningsdato: '2030-05-01' });
    assert.equal((await discharge(connection, id, 2)).outcome, 'saved');
    assert.equal((await report(connection, id, 3, OPEN)).outcome, 'saved');
    assert.deepEqual([(await row(id)).status, (await row(id)).changed_years], ['utskrevet', 0n]);
  });

  test('cannot be made of half the figures by a session that shortens lists', async () => {
    const { connection } = await login('trondheim');
    const { id } = await made(connection);
    for (const length of [4, 30, 1024]) { // cut between two questions, it would still be JSON
      await connection.query(`SET SESSION group_concat_max_len = ${length}`);
      assert.equal(await errorOf(report(connection, id, 1, OPEN)), 1644, `${length}`);
    }
    assert.deepEqual([await kept(id), (await row(id)).confirmed_years], [[], 0n]);
  });
});

describe('Y2: a change afterwards', () => {
  test('is shown, with the questions it was; the old figures stay; confirmed anew both are there', async () => {
    const { connection } = await login('trondheim');
    const { id } = await made(connection);
    await report(connection, id, 1, OPEN);
    await save(connection, id, 1, { oppstartsdato: '2026-02-01' });
    assert.equal((await row(id)).changed_years, 0n, 'saving the same is no change');
    await save(connection, id, 2, { sivilstand: 'Skilt', sted_arbeidspraksis: [8] });
    assert.deepEqual([(await row(id)).changed_years, (await row(id)).confirmed_years], [bit(OPEN), bit(OPEN)]);
    const [confirmations, changed] = await call(connection, 'confirmation_list', id);
    assert.deepEqual(confirmations.map(({ year, version }) => [year, version]), [[OPEN, 1]]);
    assert.deepEqual(changed.map(({ year, variabel }) => [year, variabel]), [[OPEN, 'sivilstand'], [OPEN, 'sted_arbeidspraksis']]);
    assert.equal((await report(connection, id, 3, OPEN)).outcome, 'saved');
    assert.equal((await row(id)).changed_years, 0n);
    assert.deepEqual((await call(connection, 'confirmation_list', id)).map((set) => set.map(({ version }) => version)), [[3, 1], []]);
    for (const [version, status, codes] of [[1, 'Gift «"\\»', [1, 3]], [3, 'Skilt', [8]], [null, 'Skilt', [8]]]) {
      const [head, answers, choices, tests] = await call(connection, 'confirmation_open', id, OPEN, version);
      assert.deepEqual([head.length, head[0].version], [1, version ?? 3]);
      assert.equal(answers.find(({ variabel }) => variabel === 'sivilstand').answer, status);
      assert.equal(answers.find(({ variabel }) => variabel === 'avslutningsdato').answer, null);
      assert.deepEqual(choices.map(({ variabel, kode }) => [variabel, kode]), codes.map((code) => ['sted_arbeidspraksis', code]));
      assert.deepEqual(plain(tests), [{ test_no: 1, provedato: '2024-05-05', provetype: '1', proveresultat: '2' }]);
    }
    assert.deepEqual((await call(connection, 'confirmation_open', id, OPEN, 2)).flat(), []);
    assert.deepEqual((await call(connection, 'confirmation_open', id, CLOSED, null)).flat(), []);
  });

  test('of each year by itself', async () => {
    const { connection } = await login('trondheim');
    const { id } = await made(connection, { oppstartsdato: '2024-01-01' });
    await report(connection, id, 1, OPEN);
    await save(connection, id, 1, { sivilstand: 'Skilt' });
    const [{ year }] = await admin.query(`SELECT MAX(year) AS year FROM ${DB}.reporting_year WHERE year < 2030 AND opens <= UTC_DATE() AND closes >= UTC_DATE()`);
    assert.ok(year, 'another year is open');
    assert.equal((await report(connection, id, 2, year)).outcome, 'saved');
    const after = await row(id);
    assert.deepEqual([after.rapporteringsar, after.confirmed_years, after.changed_years], [OPEN, bit(OPEN) | bit(year), bit(OPEN)]);
  });

  test('a confirmation is not changed or taken away, whoever asks, but follows her to another place and into deletion', async () => {
    const { connection } = await login('flere');
    const { id } = await made(connection, { kommunenummer: '4601', kommunenavn: 'Bergen' });
    await report(connection, id, 1, OPEN);
    for (const change of [`figures = '{}'`, 'version = 7', 'year = 2024', `confirmed_at = '2020-01-01'`, `confirmed_by_name = 'X'`, `codebook_version = '9'`]) {
      assert.equal(await errorOf(system(`UPDATE ${DB}.participant_confirmation SET ${change} WHERE participant_id = ?`, [id])), 1644, change);
    }
    await system('SELECT 1');
    await save(connection, id, 1, { kommunenummer: '3203', kommunenavn: 'Asker' });
    const [moved] = await kept(id);
    assert.deepEqual([moved.kommunenummer, JSON.parse(moved.figures).answers.kommunenummer], ['3203', '4601']);
    await remove(connection, id, 2);
    assert.deepEqual(await kept(id), []);
    assert.deepEqual(plain(await kept(id, '_deleted')), plain([moved]));
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE participant_id = ? AND table_name = 'participant_confirmation_deleted'`, [id]);
    assert.equal(n, 1n);
    assert.equal(await errorOf(system(`UPDATE ${DB}.participant_confirmation_deleted SET figures = '{}' WHERE participant_id = ?`, [id])), 1644);
    assert.deepEqual((await call(connection, 'confirmation_list', id)).flat(), []);
  });
});

describe('Y3: progress', () => {
  const expected = async (sees, year) => {
    const rows = await admin.query(`SELECT kommunenummer, bydel, oppstartsdato AS start, avslutningsdato AS end, confirmed_years AS years FROM ${DB}.participant`);
    const today = new Map((await admin.query(`SELECT kommunenummer, COALESCE(successor, kommunenummer) AS now FROM ${DB}.municipality`)).map(({ kommunenummer, now }) => [kommunenummer, now]));
    const places = new Map();
    for (const one of rows.filter((each) => sees(each) && each.start <= `${year}-12-31` && (!each.end || each.end >= `${year}-01-01`))) {
      const key = `${today.get(one.kommunenummer)} ${one.bydel}`;
      const place = places.get(key) ?? [0, 0];
      places.set(key, [place[0] + 1, place[1] + ((one.years & bit(year)) === 0n ? 0 : 1)]);
    }
    return [...places].sort();
  };
  const told = async (connection, year) => (await call(connection, 'report_progress', year))[0]
    .map((one) => [`${one.kommunenummer} ${one.bydel}`, [Number(one.participants), Number(one.confirmed)]]).sort();
  // An administrator sees no participant, and how many there are in her municipality.
  const reports = { ...USERS, 'admin-oslo': { sees: USERS.oslo.sees } };

  for (const user of Object.keys(reports)) {
    test(`${user} is told of her own places, discharged ones included, and of no other`, async () => {
      const { connection } = await login(user);
      for (const year of [2023, 2024, 2025]) assert.deepEqual(await told(connection, year), await expected(reports[user].sees, year), String(year));
      assert.ok((await told(connection, 2025)).length > 0);
      assert.deepEqual(await told(connection, 2019), []);
      assert.deepEqual(await told(connection, null), []);
    });
    test(`${user}: the totals of her places are read, and no participant`, async () => {
      const { connection } = await login(user);
      const rows = (await admin.query(`SELECT kommunenummer, bydel FROM ${DB}.report_tally`)).filter(reports[user].sees).length;
      const read = await rowsRead(connection, `CALL ${DB}.report_progress(2025)`);
      // each total meets its municipality twice, is gathered and sorted; a user's grants are few
      assert.ok(read >= 1 && read <= 8 * rows + 60, `${read} rows read, ${rows} totals`);
      const [{ body }] = await admin.query(`SELECT routine_definition AS body FROM information_schema.routines WHERE routine_schema = ? AND routine_name = 'report_progress'`, [DB]);
      assert.doesNotMatch(body, /\.participant\b/);
    });
  }

  test('one with a municipality and a district in it is told of each participant once', async () => {
    await temporaryUser(OTHER, [{ kommunenummer: '0301' }, { kommunenummer: '0301', bydel: '030102' }, { role: 'administrator', kommunenummer: '0301' }]);
    const { connection } = await login(OTHER);
    assert.deepEqual(await told(connection, 2025), await expected(USERS.oslo.sees, 2025));
  });
  test('a grant that has ended tells nothing', async () => {
    await temporaryUser(OTHER, [{ role: 'administrator', kommunenummer: '0301', to: '2024-01-01' }, { kommunenummer: '5001', from: '2099-01-01' }]);
    assert.deepEqual(await told((await login(OTHER)).connection, 2025), []);
  });
});

describe('Y3: the reporting year', () => {
  const set = async (connection, year, dates, before) =>
    first(await call(connection, 'reporting_year_set', year, ...dates, before)).outcome;
  const DATES = ['2023-01-02', '2023-03-31', '2023-04-30'];
  const stored = async (year) => (await admin.query(`SELECT opens, deadline, closes FROM ${DB}.reporting_year WHERE year = ?`, [year])).map(Object.values);

  for (const user of ['oslo', 'grunerlokka', 'trondheim', 'flere', 'admin-oslo']) {
    test(`${user} cannot set it`, async () => {
      const { connection } = await login(user);
      assert.equal(await set(connection, 2022, DATES, ''), 'absent');
      assert.deepEqual(await stored(2022), []);
      const [dates] = await stored(2025);
      assert.equal(await set(connection, 2025, DATES.map((day) => day.replace('2023', '2026')), dates.join(' ')), 'absent');
      assert.deepEqual(await stored(2025), [dates]);
    });
  }
  test('IMDi and the system owner can; each change is in the log; who saw other dates is told so', async () => {
    const imdi = await login('imdi');
    assert.equal(await set(imdi.connection, 2022, DATES, ''), 'saved');
    assert.equal(await set(imdi.connection, 2022, DATES, ''), 'saved', 'a repeat');
    const owner = await login('systemeier');
    const later = ['2023-01-02', '2023-04-15', '2023-05-31'];
    assert.equal(await set(owner.connection, 2022, later, DATES.join(' ')), 'saved');
    assert.equal(await set(imdi.connection, 2022, ['2023-02-02', '2023-04-15', '2023-05-31'], DATES.join(' ')), 'stale');
    assert.deepEqual(await stored(2022), [later]);
    const [log] = await admin.query(`SELECT user_id, action, changed FROM ${AUDIT}.change_log WHERE table_name = 'reporting_year' AND row_key = '2022' ORDER BY log_id DESC LIMIT 1`);
    assert.deepEqual([log.user_id, log.action], [owner.who.user_id, 'update']);
    assert.deepEqual(JSON.parse(log.changed), { deadline: ['2023-03-31', '2023-04-15'], closes: ['2023-04-30', '2023-05-31'] });
  });
  test('what is no reporting year is refused', async () => {
    const { connection } = await login('imdi');
    for (const [year, ...dates] of [[2022, '2023-03-31', '2023-01-02', '2023-04-30'], [2022, '2023-01-02', '2023-05-31', '2023-04-30'], [2022, null, '2023-03-31', '2023-04-30'],
      [2021, '2022-01-02', '2022-03-31', '2022-04-30'], [2099, '2099-01-02', '2099-03-31', '2099-04-30'], [null, ...DATES], [2022, '2021-12-31', '2023-03-31', '2023-04-30'],
      [2022, '2023-01-02', '2023-03-31', '2099-01-01']]) {
      assert.equal(await errorOf(set(connection, year, dates, '')), 1644, `${year} ${dates}`);
    }
    assert.notEqual(await errorOf(set(connection, 2022, ['2023-02-30', '2023-03-31', '2023-04-30'], '')), null);
  });
});
