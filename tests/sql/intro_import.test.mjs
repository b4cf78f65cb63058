// `jobbsjanse import|export introduksjon` (requirement N1; docs/introduksjon.md): all of a file or nothing, every bad line told, and the
// same file again changes nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { admin, AUDIT, closeAll, DB, stateFile } from './database.mjs';
import { someDuf } from './intro_person.mjs';

const SETTINGS = userInfo().username === 'root' ? 'root.conf' : 'jobbsjanse.conf';
const FOLDER = mkdtempSync(join(tmpdir(), 'jobbsjanse-import-'));
const COLUMNS = readFileSync(new URL('../../docs/introduksjon.md', import.meta.url), 'utf8').match(/^ {4}(rad;.*)$/m)[1].split(';');
const made = new Set(); // DUF numbers

const withSettings = (settings, ...words) => new Promise((resolve) => {
  execFile(stateFile('app/usr/bin/jobbsjanse'), ['--config', settings, ...words], { encoding: 'utf8', maxBuffer: 1 << 26 },
    (trouble, said, complained) => resolve({ status: trouble ? trouble.code : 0, said, complained }));
});

const jobbsjanse = (...words) => withSettings(stateFile(SETTINGS), ...words);

const line = (cells, separator = ';', columns = COLUMNS) => columns.map((column) => cells[column] ?? '').join(separator);
const fileOf = (lines, { separator = ';', end = '\r\n', columns = COLUMNS } = {}) => [columns.join(separator), ...lines.map((cells) => line(cells, separator, columns))].join(end) + end;

async function importBytes(bytes) {
  const file = join(FOLDER, 'fil.csv');
  writeFileSync(file, bytes);
  const { status, said, complained } = await jobbsjanse('import', 'introduksjon', file);
  return { status, said, told: complained.split('\n').filter((one) => one.startsWith(file)).map((one) => one.slice(file.length + 1)), complained };
}

async function stored(lines, options) {
  const { status, said, complained } = await importBytes(fileOf(lines, options));
  assert.equal(status, 0, complained);
  return said.trim().split('\n').map((one) => one.match(/\d+/g).map(Number));
}

function newDuf() {
  const duf = someDuf();
  made.add(duf);
  return duf;
}

const person = (duf, more = {}) => ({ rad: 'person', duf_nummer: duf, kommunenummer: '3201', navn: 'Prøve Åsen', kategori: '1', lov: '1', ...more });
const decision = (duf, more = {}) => ({ rad: 'vedtak', duf_nummer: duf, kommunenummer: '3201', vedtakstype: '1', vedtaksresultat: '1', vedtaksdato: '10.01.2025', ...more });
const goal = (duf, more = {}) => ({ rad: 'sluttmal', duf_nummer: duf, kommunenummer: '3201', sluttmal: '2', sluttmal_dato: '10.01.2025', ...more });
const end = (duf, more = {}) => ({ rad: 'avslutning', duf_nummer: duf, kommunenummer: '3201', avslutningsdato: '01.06.2026', avslutningsarsak: '1', timer_per_uke: '37,5', ...more });

const rowOf = async (duf, kommune = '3201') => (await admin.query(`SELECT * FROM ${DB}.intro_participant WHERE duf_nummer = ? AND kommunenummer = ?`, [duf, kommune]))[0];
const rowsOf = async (table, duf) => admin.query(`SELECT t.* FROM ${DB}.${table} t JOIN ${DB}.intro_participant p USING (participant_id)
  WHERE p.duf_nummer = ? ORDER BY t.entered_at, t.row_id`, [duf]);
const countAll = async () => (await admin.query(`SELECT (SELECT COUNT(*) FROM ${DB}.intro_participant) + (SELECT COUNT(*) FROM ${DB}.intro_decision)
  + (SELECT COUNT(*) FROM ${DB}.intro_goal) + (SELECT COUNT(*) FROM ${DB}.intro_termination) AS n`))[0].n;
const exported = async () => {
  const file = join(FOLDER, 'ut.csv');
  const { status, complained } = await jobbsjanse('export', 'introduksjon', file);
  assert.equal(status, 0, complained);
  return readFileSync(file, 'utf8');
};

before(stopDaemon);
async function forget(duf) {
  await admin.query(`CALL ${DB}.ctx.open_system('tests')`);
  for (const table of ['intro_termination', 'intro_goal', 'intro_decision']) {
    await admin.query(`DELETE t FROM ${DB}.${table} t JOIN ${DB}.intro_participant p USING (participant_id) WHERE p.duf_nummer = ?`, [duf]);
  }
  await admin.query(`DELETE FROM ${DB}.intro_participant WHERE duf_nummer = ?`, [duf]);
}

afterEach(async () => {
  for (const duf of made) await forget(duf);
  made.clear();
});
after(async () => {
  rmSync(FOLDER, { recursive: true });
  resumeDaemon();
  await closeAll();
});

describe('N1: import', () => {
  test('persons with facts, decisions, goals and terminations are stored, and she stands as they say', async () => {
    const duf = newDuf();
    assert.deepEqual(await stored([
      end(duf), goal(duf), decision(duf), decision(duf, { vedtakstype: '2', vedtaksdato: '2026-01-05' }),
      person(duf, { oppstartsdato: '01.02.2025', oppstartsfrist: '2025-03-01', fravarsdager: '12' }),
    ]), [[1, 0], [2, 0], [1, 0], [1, 0]]);
    const row = await rowOf(duf);
    assert.deepEqual([row.navn, row.kategori, row.lov, row.bydel, row.oppstartsdato, row.oppstartsfrist, row.days_off, row.decided_on, row.is_extended, row.sluttmal],
      ['Prøve Åsen', 1, 1, '', '2025-02-01', '2025-03-01', 12, '2025-01-10', 1, 2]);
    assert.deepEqual([row.avslutningsdato, row.avslutningsarsak, row.timer_per_uke, row.ended_by, row.ended_entered_by_name], ['2026-06-01', 1, 375, 'municipality', 'Import']);
    assert.equal(row.gjennomforingsfrist, '2029-02-13', 'three years and one, and twelve days');
    assert.equal(row.engine_due, 1);
    const log = await admin.query(`SELECT DISTINCT user_name, table_name FROM ${AUDIT}.change_log WHERE participant_id = ?`, [row.participant_id]);
    assert.deepEqual(log.map(({ user_name }) => user_name), log.map(() => 'system:import'));
    assert.equal(log.length, 4);
  });

  test('a deadline in the file goes before the one of the law, and one who moves has a row in each municipality', async () => {
    const duf = newDuf();
    await stored([person(duf, { gjennomforingsfrist: '30.09.2027', frist_begrunnelse: 'Vedtak om utvidet tid' }), person(duf, { kommunenummer: '301', bydel: '30102' })]);
    assert.equal((await rowOf(duf)).gjennomforingsfrist, '2027-09-30');
    assert.equal((await rowOf(duf)).deadline_reason, 'Vedtak om utvidet tid');
    assert.equal((await rowOf(duf, '0301')).bydel, '030102');
    assert.equal((await rowOf(duf)).person_id, (await rowOf(duf, '0301')).person_id);
  });

  test('the same file again changes nothing: no row, no version, no line in the log', async () => {
    const [first, second] = [newDuf(), newDuf()];
    const lines = [person(first), decision(first), decision(first, { vedtaksresultat: '3' }), goal(first), end(first), person(second, { dod_dato: '01.02.2026' })];
    await stored(lines);
    const before = [await rowOf(first), await rowOf(second), await rowsOf('intro_decision', first)];
    const [{ n: log }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log`);
    assert.deepEqual(await stored([...lines].reverse()), [[0, 0], [0, 0], [0, 0], [0, 0]]);
    assert.deepEqual([await rowOf(first), await rowOf(second), await rowsOf('intro_decision', first)], before);
    assert.equal((await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log`))[0].n, log);
  });

  test('what differs is changed where it stands: facts, results, goals, a termination; an empty fact is annulled', async () => {
    const duf = newDuf();
    await stored([person(duf, { flyttet_dato: '01.02.2026' }), decision(duf), goal(duf), end(duf)]);
    const { row_version: version } = await rowOf(duf);
    assert.deepEqual(await stored([person(duf, { navn: 'prøve åsen' }), decision(duf, { vedtaksresultat: '1' }), goal(duf, { sluttmal: '4' }), end(duf, { avslutningsarsak: '12', timer_per_uke: '' })]),
      [[0, 1], [0, 0], [0, 1], [0, 1]]);
    const row = await rowOf(duf);
    assert.deepEqual([row.navn, row.moved_on, row.sluttmal, row.avslutningsarsak, row.timer_per_uke, row.engine_due], ['prøve åsen', null, 4, 12, null, 1]);
    assert.ok(row.row_version > version);
    assert.equal((await rowsOf('intro_termination', duf)).length, 1);
    assert.deepEqual(await stored([decision(duf, { vedtaksresultat: '3' })]), [[0, 0], [0, 1], [0, 0], [0, 0]]);
    assert.equal((await rowOf(duf)).decided_on, null, 'an annulled decision holds no more');
  });

  test('N6: a cause takes the place of what the rule engine entered; a reopening lifts what stands', async () => {
    const duf = newDuf();
    await stored([person(duf), decision(duf), goal(duf), decision(duf, { vedtakstype: '4', vedtaksdato: '01.03.2026' })]);
    await jobbsjanse('regelmotor');
    assert.deepEqual([(await rowOf(duf)).avslutningsarsak, (await rowOf(duf)).ended_by], [35, 'engine']);
    await stored([end(duf, { avslutningsdato: '01.03.2026' })]);
    assert.deepEqual((await rowsOf('intro_termination', duf)).map((row) => [row.avslutningsarsak, row.computed, row.deleted_by_name]), [[35, 1, 'Import'], [1, 0, null]]);
    await stored([person(duf, { gjenapnet_dato: '01.04.2026', gjennomforingsfrist: '01.01.2030', frist_begrunnelse: 'Ny frist' })]);
    assert.deepEqual([(await rowOf(duf)).ended_by, (await rowOf(duf)).reopened_on], [null, '2026-04-01']);
    await jobbsjanse('regelmotor');
    assert.equal((await rowOf(duf)).ended_by, null, 'the stop was before the reopening');
    assert.deepEqual((await stored([person(duf)]))[0], [0, 0], 'a file without it takes back neither the reopening nor its deadline');
    assert.equal((await rowOf(duf)).gjennomforingsfrist, '2030-01-01');
  });

  test('N5: a reopening lifts what had ended her by then, and no termination that came after it', async () => {
    const duf = newDuf();
    await stored([person(duf), decision(duf), goal(duf), end(duf)]);
    await stored([person(duf, { gjenapnet_dato: '01.04.2026' })]);
    assert.deepEqual([(await rowOf(duf)).ended_by, (await rowOf(duf)).avslutningsdato, (await rowOf(duf)).reopened_on], ['municipality', '2026-06-01', '2026-04-01']);
    await stored([person(duf, { gjenapnet_dato: '01.07.2026' })]);
    assert.deepEqual([(await rowOf(duf)).ended_by, (await rowOf(duf)).reopened_on], [null, '2026-07-01']);
    await stored([end(duf, { avslutningsdato: '01.03.2026' })]);
    await stored([person(duf, { gjenapnet_dato: '01.04.2026' })]);
    assert.equal((await rowOf(duf)).ended_by, 'municipality', 'an older file takes back nothing that came since');
  });

  describe('N4, N6: what comes from other registers after a reopening', () => {
    const stop = (duf, more = {}) => decision(duf, { vedtakstype: '4', vedtaksdato: '01.03.2026', ...more });
    const standing = async (duf) => {
      await jobbsjanse('regelmotor');
      const { avslutningsarsak, avslutningsdato, learned_since } = await rowOf(duf);
      return [avslutningsarsak, avslutningsdato, learned_since.join()];
    };
    const open = { gjenapnet_dato: '01.04.2026', gjennomforingsfrist: '01.01.2030', frist_begrunnelse: 'Ny frist' };
    async function reopened(more = {}) {
      const duf = newDuf();
      await stored([person(duf, { ...open, ...more }), decision(duf), goal(duf), stop(duf)]);
      assert.deepEqual(await standing(duf), [null, null, ''], 'what comes with it was known then');
      return duf;
    }

    test('what was known does not end her again, whether or not the file is sent once more', async () => {
      const duf = await reopened({ flyttet_dato: '15.03.2026', utvandret_dato: '01.04.2026', ute_av_kategori_dato: '01.01.2026' });
      assert.deepEqual(await stored([person(duf, { ...open, flyttet_dato: '15.03.2026', utvandret_dato: '01.04.2026', ute_av_kategori_dato: '01.01.2026' }), stop(duf)]),
        [[0, 0], [0, 0], [0, 0], [0, 0]]);
      assert.deepEqual(await standing(duf), [null, null, '']);
    });
    for (const [column, cause, name] of [['flyttet_dato', 36, 'flyttet'], ['utvandret_dato', 37, 'utvandret'], ['ute_av_kategori_dato', 33, 'ikke_i_kategori']]) {
      test(`${name}: dated before the reopening, and known after it, ends her, until it is annulled`, async () => {
        const duf = await reopened();
        await stored([person(duf, { ...open, [column]: '15.03.2026' })]);
        assert.deepEqual(await standing(duf), [cause, '2026-03-15', name]);
        assert.deepEqual((await stored([person(duf, { ...open, [column]: '15.03.2026' })]))[0], [0, 0]);
        await stored([person(duf, open)]);
        assert.deepEqual(await standing(duf), [null, null, '']);
      });
    }
    test('a fact that was known, and turns out to be of another day, is a new one', async () => {
      const duf = await reopened({ flyttet_dato: '15.03.2026' });
      await stored([person(duf, { ...open, flyttet_dato: '16.03.2026' })]);
      assert.deepEqual(await standing(duf), [36, '2026-03-16', 'flyttet']);
    });
    test('a later reopening passes over it too', async () => {
      const duf = await reopened();
      await stored([person(duf, { ...open, flyttet_dato: '15.03.2026' })]);
      await stored([person(duf, { ...open, flyttet_dato: '15.03.2026', gjenapnet_dato: '01.05.2026' })]);
      assert.deepEqual(await standing(duf), [null, null, '']);
    });
    test('a stop or a rejection of the day of the reopening, or before, that comes after it, ends her', async () => {
      const [one, two] = [await reopened(), await reopened()];
      await stored([stop(one, { vedtaksdato: '01.04.2026' }), decision(two, { vedtaksresultat: '2', vedtaksdato: '02.02.2026' })]);
      assert.deepEqual(await standing(one), [35, '2026-04-01', 'permanent_stans']);
      assert.deepEqual(await standing(two), [34, '2026-02-02', 'avvist']);
    });
    test('etter_gjenapning tells what came after a reopening in the same file', async () => {
      const [one, two] = [newDuf(), newDuf()];
      const file = [person(one, { ...open, flyttet_dato: '15.03.2026', utvandret_dato: '15.03.2026', etter_gjenapning: 'flyttet' }), decision(one), goal(one),
        person(two, open), decision(two), goal(two), stop(two), stop(two, { vedtaksdato: '15.02.2026', etter_gjenapning: 'ja' })];
      await stored(file);
      assert.deepEqual(await standing(one), [36, '2026-03-15', 'flyttet']);
      assert.deepEqual(await standing(two), [35, '2026-02-15', 'permanent_stans']);
      assert.deepEqual(await stored(file), [[0, 0], [0, 0], [0, 0], [0, 0]]);
      const bytes = await exported();
      const cell = (row, column) => row.split(';')[COLUMNS.indexOf(column)];
      const told = bytes.split('\r\n').filter((row) => [one, two].includes(cell(row, 'duf_nummer')) && cell(row, 'etter_gjenapning'));
      assert.deepEqual(told.map((row) => [cell(row, 'rad'), cell(row, 'duf_nummer'), cell(row, 'vedtakstype'), cell(row, 'etter_gjenapning')]).sort(),
        [['person', one, '', 'flyttet'], ['vedtak', two, '4', 'ja']]);
    });
    test('and of what was known already, when the register learns of the reopening', async () => {
      const duf = newDuf();
      await stored([person(duf), decision(duf), goal(duf), stop(duf)]);
      await stored([person(duf, open), stop(duf, { etter_gjenapning: 'ja' })]);
      assert.deepEqual(await standing(duf), [35, '2026-03-01', 'permanent_stans']);
    });
    test('what was exported holds in another register as it did: a new one has the same bytes', async () => {
      const duf = await reopened({ flyttet_dato: '15.03.2026' });
      await stored([person(duf, { ...open, flyttet_dato: '15.03.2026', utvandret_dato: '10.03.2026' }), stop(duf, { vedtaksdato: '02.03.2026' })]);
      const ofHers = async () => (await exported()).split('\r\n').filter((row) => row.includes(duf));
      const [before, was] = [await ofHers(), await standing(duf)];
      assert.deepEqual(was, [37, '2026-03-10', 'utvandret,permanent_stans']);
      await forget(duf);
      const heading = (await exported()).split('\r\n')[0];
      const { status, complained } = await importBytes([heading, ...before, ''].join('\r\n'));
      assert.equal(status, 0, complained);
      assert.deepEqual([await ofHers(), await standing(duf)], [before, was]);
    });
  });

  test('semicolon or comma, with and without a byte-order mark, LF, CRLF or CR, columns in any order', async () => {
    for (const [mark, separator, end_] of [['', ',', '\n'], ['\uFEFF', ';', '\r\n'], ['', ';', '\r'], ['\uFEFF', ',', '\n']]) {
      const duf = newDuf();
      const { status, complained } = await importBytes(mark + fileOf([person(duf), {}], { separator, end: end_, columns: [...COLUMNS].reverse() }));
      assert.equal(status, 0, complained);
      assert.equal((await rowOf(duf)).navn, 'Prøve Åsen');
    }
  });

  test('a wrong check is refused until the line confirms it', async () => {
    const right = newDuf();
    const wrong = right.slice(0, 11) + ((Number(right[11]) + 1) % 10);
    made.add(wrong);
    assert.match((await importBytes(fileOf([person(wrong)]))).told[0], /^2: duf_nummer: /);
    assert.deepEqual((await stored([person(wrong, { duf_bekreftet: 'ja' }), decision(wrong)]))[0], [1, 0]);
    assert.match(await exported(), new RegExp(`^person;${wrong};ja;3201;`, 'm'));
  });
});

describe('N1: every bad line is told with its number, and nothing is stored', () => {
  const refused = async (bytes) => {
    const before = await countAll();
    const { status, told, complained, said } = await importBytes(bytes);
    assert.deepEqual([status, said], [1, ''], complained);
    assert.match(complained, /import: nothing is stored: \d+ problems\n$/);
    assert.equal(await countAll(), before);
    return told;
  };
  const wheres = (told) => told.map((one) => one.match(/^(\d+): (?:([a-z_]+): )?/).slice(1, 3).filter(Boolean).join(' '));

  test('what is wrong with a cell, with a line, and with the whole', async () => {
    const [one, two] = [newDuf(), newDuf()];
    const told = await refused(fileOf([
      person(one, { kommunenummer: '9999' }), person(one, { bydel: '030102' }), person(one, { kategori: '7', lov: '' }), decision(two),
      person(two, { kommunenummer: '0301', bydel: '030199' }), end(one), end(one), goal(one, { sluttmal_dato: '31.02.2026' }),
    ]).replace(/\r\n$/, '\r\nperson;1\r\n"åpen\r\n'));
    assert.deepEqual(wheres(told), ['2 kommunenummer', '3 bydel', '4 kategori', '4 lov', '4', '5 duf_nummer', '6 bydel', '8', '9 sluttmal_dato', '10', '11']);
    assert.match(told[4], /says again what line 3 says/);
    assert.ok(!told.join().includes(one) && !told.join().includes('Prøve'), 'nothing of a person is told');
  });

  test('a termination without a decision or goal, before the start, after the deadline', async () => {
    const [bare, goalless, early, late] = [newDuf(), newDuf(), newDuf(), newDuf()];
    const told = await refused(fileOf([
      person(bare), end(bare), person(goalless), decision(goalless), end(goalless), person(early, { oppstartsdato: '02.06.2026' }), decision(early), goal(early), end(early),
      person(late, { gjennomforingsfrist: '31.05.2026' }), decision(late), goal(late), end(late),
    ]));
    assert.deepEqual(wheres(told), ['3', '6', '10 avslutningsdato', '14 avslutningsdato']);
    assert.match(told[3], /deadline/);
    const old = newDuf();
    await stored([person(old, { lov: '2' }), decision(old, { vedtaksdato: '10.01.2020' }), end(old, { avslutningsdato: '01.06.2021' })]); // introduksjonsloven asks for no goal
    const again = newDuf();
    await stored([person(again, { gjennomforingsfrist: '01.06.2026' }), decision(again), goal(again), end(again)]); // the deadline's own day
  });

  test('N2, N6: a termination before its decision; a decision of before its law that nothing ends', async () => {
    const [undecided, endless, older] = [newDuf(), newDuf(), newDuf()];
    const told = await refused(fileOf([
      person(undecided), decision(undecided, { vedtaksdato: '02.06.2026' }), goal(undecided), end(undecided),
      person(endless), goal(endless), decision(endless, { vedtaksdato: '31.12.2020' }),
      person(older, { lov: '2' }), decision(older, { vedtaksdato: '31.08.2003' }),
    ]));
    assert.deepEqual(wheres(told), ['10 vedtaksdato'], 'a cell first');
    const both = await refused(fileOf([
      person(undecided), decision(undecided, { vedtaksdato: '02.06.2026' }), goal(undecided), end(undecided),
      person(endless), goal(endless), decision(endless, { vedtaksdato: '31.12.2020' }),
    ]));
    assert.deepEqual(wheres(both), ['5 avslutningsdato', '8 vedtaksdato']);
    assert.match(both[0], /before the decision/);
    assert.match(both[1], /gjennomforingsfrist/);
  });

  test('N1, N6: old rows that something ends are taken: a termination, or a deadline', async () => {
    const [one, two, annulled] = [newDuf(), newDuf(), newDuf()];
    await stored([
      person(one, { lov: '2', oppstartsdato: '15.11.2003' }), decision(one, { vedtaksdato: '01.10.2003' }), end(one, { avslutningsdato: '01.10.2005' }),
      person(two, { gjennomforingsfrist: '01.06.2022' }), decision(two, { vedtaksdato: '31.12.2020' }),
      person(annulled), decision(annulled, { vedtaksdato: '31.12.2020', vedtaksresultat: '3' }),
      decision(annulled, { vedtakstype: '2', vedtaksresultat: '2' }),
    ]);
    assert.equal((await rowOf(one)).ended_by, 'municipality');
    assert.equal((await rowOf(two)).gjennomforingsfrist, '2022-06-01');
  });

  test('N1: wrong check digits are refused, until the line or the setting says that they will do', async () => {
    const duf = newDuf();
    const wrong = `${duf.slice(0, 11)}${(Number(duf[11]) + 1) % 10}`;
    made.add(wrong);
    assert.deepEqual(wheres(await refused(fileOf([person(wrong)]))), ['2 duf_nummer']);
    const [settings, file] = [join(FOLDER, 'uten.conf'), join(FOLDER, 'uten.csv')];
    writeFileSync(settings, `${readFileSync(stateFile(SETTINGS), 'utf8')}\nduf_check_digits = no\n`);
    writeFileSync(file, fileOf([person(wrong)]));
    const { status, complained } = await withSettings(settings, 'import', 'introduksjon', file);
    assert.equal(status, 0, complained);
    assert.equal((await rowOf(wrong)).navn, 'Prøve Åsen');
    await stored([person(wrong, { duf_bekreftet: 'ja' })]);
  });

  test('the heading: missing, doubled and foreign columns; no heading; no file', async () => {
    assert.deepEqual(wheres(await refused(fileOf([], { columns: COLUMNS.filter((name) => name !== 'dod_dato') }))), ['1 dod_dato']);
    assert.deepEqual(wheres(await refused(fileOf([], { columns: [...COLUMNS, 'navn', 'fremmed'] }))), ['1 navn', '1']);
    assert.deepEqual(wheres(await refused('')), ['1']);
    assert.equal(wheres(await refused('person;3201\r\n')).length, COLUMNS.length - 1 + 2, 'etter_gjenapning may lack');
    assert.equal((await jobbsjanse('import', 'introduksjon', join(FOLDER, 'ikke'))).status, 1);
    assert.equal((await jobbsjanse('import', 'introduksjon')).status, 2);
    assert.equal((await jobbsjanse('import', 'jobbsjansen', 'x')).status, 2);
    assert.equal((await jobbsjanse('import', 'introduksjon', FOLDER)).status, 1, 'a folder cannot be read');
  });

  test('bytes that are no text, and lines without end', async () => {
    const [one, two] = [newDuf(), newDuf()];
    const whole = Buffer.from(fileOf([person(one), person(two)]));
    const bad = Buffer.concat([whole, Buffer.from([0xff, 0x3b, 0x0a]), Buffer.from('a\0b\n'), Buffer.from('x'.repeat(100000)), Buffer.from('\n'), Buffer.from('";"\n')]);
    assert.deepEqual(wheres(await refused(bad)), ['4', '5', '6', '7']);
    assert.deepEqual(wheres(await refused(Buffer.from(`\uFEFF${whole}`, 'utf16le'))), ['1']);
  });

  test('100 MB of nothing but faults: the first 200 are told, the rest counted', async () => {
    const told = await refused(Buffer.concat([Buffer.from(fileOf([])), Buffer.alloc(100 * 1024 * 1024, `${'q;'.repeat(63)}\n`)]));
    assert.equal(told.length, 201);
    assert.match(told[200], /^ ?and \d+ more$/);
  });

  test('thousands of the same person', async () => {
    const duf = newDuf();
    const told = await refused(fileOf(Array.from({ length: 5000 }, () => person(duf))));
    assert.equal(told.length, 201);
    assert.match(told[0], /^3: says again what line 2 says/);
    assert.match(told[200], /and 4799 more/);
  });
});

describe('N1: export', () => {
  test('what is exported is imported as it was: import, export, import, export gives the same bytes', async () => {
    const [one, two] = [newDuf(), newDuf()];
    const names = ['=1+1', "'=1+1", "'tHooft", 'Sa "hei"; du', '+47', ' \u00A0@x'];
    await stored([person(one, { navn: "''=x", fravarsdager: '3', gjennomforingsfrist: '30.09.2027', frist_begrunnelse: '-1' }), decision(one), decision(one, { vedtaksresultat: '3' }), goal(one), goal(one, { sluttmal: '3' }),
      person(two, { dod_dato: '01.02.2026', utvandret_dato: '02.02.2026', flyttet_dato: '03.02.2026', ute_av_kategori_dato: '04.02.2026', gjenapnet_dato: '05.02.2026' })]);
    await admin.query(`CALL ${DB}.ctx.open_system('tests')`);
    for (const name of names) {
      const duf = newDuf();
      await stored([person(duf)]);
      await admin.query(`UPDATE ${DB}.intro_participant SET navn = ? WHERE duf_nummer = ?`, [name.trim(), duf]);
    }
    const first = await exported();
    assert.ok(first.startsWith(`\uFEFF${COLUMNS.join(';')}\r\n`));
    const { status, said, complained } = await importBytes(first);
    assert.equal(status, 0, complained);
    assert.doesNotMatch(said, /[1-9]/, 'nothing is new or changed');
    assert.equal(await exported(), first);
    assert.ok(first.includes(`person;${one};;3201;;''=x;`));
  });

  test('L3: that all of it left as a file is in the log, and before it did', async () => {
    const noted = async () => (await admin.query(`SELECT user_name, action FROM ${AUDIT}.access_log WHERE what = 'introduksjon/eksport.csv'`)).map((row) => ({ ...row }));
    const before = await noted();
    await exported();
    assert.deepEqual((await noted()).slice(before.length), [{ user_name: 'system:export', action: 'download' }]);
    const { status } = await jobbsjanse('export', 'introduksjon', '/not/there/ut.csv');
    assert.notEqual(status, 0);
  });

  test('only whoever exports may read the file', async () => {
    await exported();
    const { statSync } = await import('node:fs');
    assert.equal(statSync(join(FOLDER, 'ut.csv')).mode & 0o077, 0);
    const { status, said } = await jobbsjanse('export', 'introduksjon');
    assert.equal(status, 0);
    assert.ok(said.startsWith('\uFEFFrad;'));
  });
});
