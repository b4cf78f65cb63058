// The codebook changes under a running register (requirements C1, C5, C6): the command that checks, compares and applies
// it, and the reload. In an installation of its own.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as mariadb from 'mariadb';
import { Visitor } from '../http/client.mjs';
import { readCsv } from '../http/csv.mjs';
import { assertKept, assertPage, assertRefused, messageAt } from '../http/expect.mjs';
import { Installation, until } from '../http/installation.mjs';
import { ANSWERS, address, openForm, register, save, saved, stored } from '../http/participant.mjs';
import { RunningCodebook } from './codebook.mjs';

let own;
let admin;
let running;
let first; // the codebook as it came

before(async () => {
  own = await Installation.start();
  admin = await mariadb.createConnection({ socketPath: own.environment.DB_SOCKET, user: userInfo().username, bigIntAsNumber: true, dateStrings: true });
  running = new RunningCodebook(own);
  ({ first } = running);
});
after(async () => {
  await admin?.end();
  own?.remove();
});

const login = (name) => own.login(name);

const DB = () => own.environment.DB_NAME;
const one = async (sql, values) => Object.values((await admin.query(sql, values))[0])[0];
const codebook = (verb, ...args) => own.jobbsjanse('codebook', verb, ...args);
const shown = async (visitor) => (await visitor.openPage('/kodebok')).all('article').map((node) => node.attribs.id);

const write = (text) => running.write(text);
const logged = (step, pattern) => running.logged(step, pattern);
const reload = () => running.reload();
const inUse = (text) => running.inUse(text);
const takeUp = (text) => running.takeUp(text);

// Raises the version too, as whoever changes a codebook should.
let version = 1;
const changed = (text, ...pairs) => {
  version += 1;
  const made = [[/<codebook version="[^"]*"/, `<codebook version="${version}"`], ...pairs]
    .reduce((now, [what, by]) => {
      const next = now.replace(what, by);
      assert.notEqual(next, now, `the codebook holds ${what}`);
      return next;
    }, text);
  return made;
};

const variable = (name, attributes, inside = '') => `
      <variable name="${name}" data-type="Prøve" source="Kommune" supplier="municipality" importance="ikke obligatorisk" from="2023-01-01" ${attributes}>
        <label>Prøvespørsmål ${name}</label>
        <description>Er bare med i en prøve.</description>${inside}
      </variable>`;
const code = (number, text, more = '') => `<code number="${number}" from="2023-01-01" ${more}>${text}</code>`;

const NEW = {
  ny_tekst: variable('ny_tekst', 'id="901" type="text" max-length="12"'),
  nytt_tall: variable('nytt_tall', 'id="902" type="integer" least="1" most="20"'),
  ny_dato: variable('ny_dato', 'id="903" type="date"', '<not-future message="Den nye datoen kan ikke være fram i tid."/>'),
  ny_kode: variable('ny_kode', 'id="904" type="code"', code(1, 'Første') + code(2, 'Andre')),
  nye_valg: variable('nye_valg', 'id="905" type="codes"', code(1, 'Rødt') + code(2, 'Blått') + code(99, 'Ingen', 'exclusive="yes"')),
};
const SHOWS = 'shows="deltatt_intro';
const END_OF_BAKGRUNN = /(<page name="bakgrunn".*?)(\n {4}<\/page>)/s;
const withNew = (text, names = Object.keys(NEW)) => changed(text, [SHOWS, `shows="${names.join(' ')} deltatt_intro`],
  [END_OF_BAKGRUNN, (all, head, tail) => head + names.map((name) => NEW[name]).join('') + tail]);

test('U1: check names each text without nynorsk with file, line and text; the codebook of the register has none', () => {
  const file = join(own.state, 'nynorsk.xml');
  const warnings = (text) => {
    writeFileSync(file, text);
    const { status, said } = codebook('check', file);
    assert.equal(status, 0, 'it can be used all the same');
    return said.split('\n').filter((line) => line.includes('nynorsk') && line.includes('warning'));
  };
  assert.deepEqual(warnings(first), []);
  const without = first.replace(' nn="Barneskuleutdanning"', '').replace(/ *<label xml:lang="nn">Namn<\/label>\n/, '');
  const line = (words) => without.slice(0, without.indexOf(words)).split('\n').length;
  assert.deepEqual(warnings(without), [
    `${file}:${line('<label>Navn')}: warning: navn: the label "Navn" has no nynorsk`,
    `${file}:${line('>Barneskoleutdanning')}: warning: utdanning_norge: the answer "Barneskoleutdanning" has no nynorsk`,
  ]);
});

test('C6: a codebook that the database does not hold yet is refused at reload, and the running one stays', async () => {
  const visitor = await login('trondheim');
  write(withNew(first));
  const log = await reload();
  assert.match(log, /codebook-not-applied.*version=2/);
  assert.match(log, /load-refused why="the codebook is not applied to the database: run `jobbsjanse codebook apply`/);
  assert.ok(!(await shown(visitor)).includes('ny_tekst'));
  const { id } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
});

test('C6: check, diff and apply say what a new variable of each type takes; a second time there is nothing to do', () => {
  assert.deepEqual([codebook('check').status, codebook('diff').status], [0, 3]);
  const { said } = codebook('diff');
  for (const name of Object.keys(NEW)) assert.match(said, new RegExp(`line \\d+: ${name}: is new`));
  for (const name of ['ny_tekst', 'nytt_tall', 'ny_dato', 'ny_kode']) assert.match(said, new RegExp(`ADD column ${DB()}\\.participant\\.${name}`));
  assert.match(said, /make routine\/40-participant\.sql/);
  assert.match(said, /make trigger\/participant_au/);
  const todo = said.split('\n').filter((line) => /^(ADD|make|note|work) /.test(line));
  assert.match(said, new RegExp(`^${todo.length} things to do`, 'm'));
  const applied = codebook('apply');
  assert.equal(applied.status, 0, `nobody's answers are touched: ${applied.complained}`);
  assert.deepEqual(applied.said.split('\n').filter((line) => /^(ADD|make|note|work) /.test(line)), todo, 'what diff says is what apply does');
  assert.match(applied.said, /reload the service/);
  for (const verb of ['apply', 'diff']) {
    const again = codebook(verb);
    assert.equal(again.status, 0);
    assert.match(again.said, /holds what the codebook needs/);
  }
});

test('C1, C6: one edit, one command and one reload make a question: drawn, checked, saved, logged, downloaded, listed', async () => {
  const visitor = await login('trondheim');
  const { id, number } = await register(visitor);
  assert.match(await reload(), / reloaded /);
  await inUse(readFileSync(own.codebookFile, 'utf8'));
  const form = await openForm(visitor, id, 'bakgrunn');
  for (const name of Object.keys(NEW)) assert.ok(form.has(name), `${name} is on its page`);

  const wrong = { ny_tekst: 'altfor lang til feltet', nytt_tall: '21', ny_dato: '31.02.2024', ny_kode: '7', nye_valg: ['1', '99'] };
  const refused = await save(visitor, id, 'bakgrunn', Object.fromEntries(Object.entries(wrong).filter(([name]) => !['ny_kode', 'nye_valg'].includes(name))));
  const page = assertRefused(refused, ['ny_tekst', 'nytt_tall', 'ny_dato']);
  assertKept(page, { ny_tekst: wrong.ny_tekst, nytt_tall: '21', ny_dato: '31.02.2024' });
  assertRefused(await save(visitor, id, 'bakgrunn', { nye_valg: wrong.nye_valg }), ['nye_valg']);
  assertRefused(await save(visitor, id, 'bakgrunn', { ny_dato: '01.01.2190' }), ['ny_dato']);

  const right = { ny_tekst: 'Æ «ny»', nytt_tall: '7', ny_dato: '05.02.2024', ny_kode: '2', nye_valg: ['1', '2'] };
  await saved(visitor, id, 'bakgrunn', right);
  for (const [name, value] of Object.entries(right)) assert.deepEqual(await stored(visitor, id, 'bakgrunn', name), [value].flat(), name);
  await saved(visitor, id, 'bakgrunn', { ny_tekst: 'annet', nytt_tall: '8', nye_valg: ['1'] });

  const key = await one(`SELECT CAST(participant_id AS CHAR) FROM ${DB()}.participant WHERE fodselsnummer = ?`, [number]);
  const log = (await admin.query(`SELECT changed FROM ${DB()}_audit.change_log WHERE participant_id = ? ORDER BY log_id`, [key])).map((row) => JSON.parse(row.changed));
  const changes = (name) => log.flatMap((row) => (row[name] ? [row[name]] : []));
  assert.deepEqual(changes('ny_tekst'), [[null, 'Æ «ny»'], ['Æ «ny»', 'annet']]);
  assert.deepEqual(changes('nytt_tall'), [[null, '7'], ['7', '8']]);
  assert.deepEqual(changes('ny_dato'), [[null, '2024-02-05']]);
  assert.deepEqual(changes('ny_kode'), [[null, '2']]);
  assert.deepEqual(log.filter((row) => row.variabel?.includes('nye_valg')).map((row) => row.kode), [[null, '1'], [null, '2'], ['2', null]]);

  const file = readCsv((await visitor.get('/deltakere/datasett.csv')).bytes);
  const row = file.records.find((record) => record.fodselsnummer.replace(/\D/g, '') === number);
  assert.equal(row.ny_tekst, 'annet');
  assert.equal(row.nytt_tall, '8');
  assert.equal(row.ny_dato, '05.02.2024');
  assert.deepEqual([row.ny_kode, row.ny_kode_tekst], ['2', 'Andre']);
  assert.deepEqual([row.nye_valg_1, row.nye_valg_2, row.nye_valg_99], ['1', '0', '0']);

  const listed = await shown(visitor);
  for (const name of Object.keys(NEW)) assert.ok(listed.includes(name), `/kodebok lists ${name}`);
  assert.match((await visitor.openPage('/kodebok')).main, /Prøvespørsmål nytt_tall/);
});

test('C6: the applied codebook is kept with version, who and when, and the log knows', async () => {
  const [row] = await admin.query(`SELECT * FROM ${DB()}.codebook_applied ORDER BY number DESC LIMIT 1`);
  assert.equal(row.version, '2');
  assert.equal(row.content, readFileSync(own.codebookFile, 'utf8'));
  assert.ok(row.applied_by.length > 0);
  const [log] = await admin.query(`SELECT user_name, changed FROM ${DB()}_audit.change_log WHERE table_name = 'codebook_applied' ORDER BY log_id DESC LIMIT 1`);
  assert.equal(log.user_name, 'system:codebook');
  assert.equal(JSON.parse(log.changed).applied_by[1], row.applied_by);
});

test('C6: a code or variable that ends or goes shows how many hold it, without a name or number, and takes --yes', async () => {
  const visitor = await login('trondheim');
  const { id, number } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', { ny_kode: '1', ny_tekst: 'holdt' });
  const ended = changed(readFileSync(own.codebookFile, 'utf8'), [code(1, 'Første'), code(1, 'Første', 'to="2026-06-30"')]);
  write(ended);
  const holders = await one(`SELECT COUNT(*) FROM ${DB()}.participant WHERE ny_kode = 1`);
  const { said, status } = codebook('diff');
  assert.equal(status, 3);
  assert.match(said, new RegExp(`line \\d+: ny_kode: code 1 "Første" ends 2026-06-30: ${holders} participants? holds? it in 1 municipality`));
  assert.ok(!said.includes(number) && !/\d{11}/.test(said.replaceAll(/[0-9a-f]{12,}/g, '')));
  const refused = codebook('apply');
  assert.equal(refused.status, 1);
  assert.match(refused.complained, /--yes/);
  assert.notEqual(await one(`SELECT MAX(version) FROM ${DB()}.codebook_applied`), String(version));
  assert.equal(codebook('apply', '--yes').status, 0);
  assert.match(await reload(), / reloaded /);
  await inUse(ended);
  const page = await visitor.openPage(address(id, 'bakgrunn'));
  assert.deepEqual(page.form('main form:has([name=versjon])').values('ny_kode'), ['1'], 'C5: she who has it keeps it');
});

test('C5, C6: a code that somebody holds cannot go, with or without --yes', () => {
  write(changed(readFileSync(own.codebookFile, 'utf8'), [code(1, 'Første', 'to="2026-06-30"'), '']));
  const answer = codebook('apply', '--yes');
  assert.equal(answer.status, 1);
  assert.match(answer.said, /ny_kode: code 1 "Første" is gone: .* IMPOSSIBLE, end it instead/);
});

test('C6, N3: of introduksjon it is told how many persons hold what a codebook changes, deleted rows too; a held cause cannot go', async () => {
  const id = 4_611_686_018_427_387_000n;
  const query = (sql, values) => admin.query(sql.replaceAll('intro_', `${DB()}.intro_`), values);
  await query(`CALL ${DB()}.ctx.open_system('tests')`);
  await query(`INSERT INTO intro_participant (participant_id, person_id, duf_nummer, navn, kategori, lov, kommunenummer, created_at, changed_at)
    VALUES (?, UUID(), '209900000103', 'Prøve', 1, 1, '3201', NOW(6), NOW(6))`, [id]);
  await query(`INSERT INTO intro_termination (row_id, participant_id, avslutningsdato, avslutningsarsak, entered_at, entered_by_name, changed_at, changed_by_name, deleted_at)
    VALUES (?, ?, '2025-01-01', 17, NOW(6), 'Prøve', NOW(6), 'Prøve', NOW(6))`, [id, id]);
  const cause = /<code number="17" from="2004-01-01" class="annet"[^>]*>[^<]*<\/code>\s*/;
  const [{ n: holders, places }] = await query(`SELECT COUNT(DISTINCT t.participant_id) AS n, COUNT(DISTINCT p.kommunenummer) AS places
    FROM intro_termination t JOIN intro_participant p USING (participant_id) WHERE t.avslutningsarsak = 17`);
  const [{ n: others, places: otherPlaces }] = await query(`SELECT COUNT(DISTINCT t.participant_id) AS n, COUNT(DISTINCT p.kommunenummer) AS places
    FROM intro_termination t JOIN intro_participant p USING (participant_id) WHERE t.avslutningsarsak = 16`);
  const held = (n, many) => `${n} participant${n === 1n ? ' holds' : 's hold'} it in ${many} municipalit${many === 1n ? 'y' : 'ies'}`;
  assert.ok(holders > 0n && places > 0n);
  const without = (xml, number) => xml.replace(new RegExp(`<guidance code="${number}"[^>]*>[^<]*</guidance>\\s*`, 'g'), '');
  write(without(changed(first, [cause, '']), 17));
  const gone = codebook('apply', '--yes');
  assert.equal(gone.status, 1, gone.said);
  assert.ok(gone.said.includes(`avslutningsarsak: code 17 "Helsemessige utfordringer" is gone: ${held(holders, places)}: IMPOSSIBLE`), gone.said);
  write(changed(first, [/(<code number="17" from="2004-01-01") class="annet"/, '$1 class="utenfor"'], [/(<code number="16" from="2004-01-01") class="annet"/, '$1 class="utenfor"']));
  const counted = codebook('diff').said;
  assert.match(counted, /^ introduksjon:$/m);
  assert.ok(counted.includes(`code 17 "Helsemessige utfordringer" is counted as Inngår ikke i tallgrunnlaget instead of Annet: ${held(holders, places)}`), counted);
  assert.ok(counted.includes(`code 16 "Ikke arbeidssøker" is counted as Inngår ikke i tallgrunnlaget instead of Annet: ${held(others, otherPlaces)}`), counted);
  for (const table of ['termination', 'participant']) await query(`DELETE FROM intro_${table} WHERE participant_id = ?`, [id]);
  await query(`CALL ${DB()}.ctx.leave()`);
});

for (const [what, change, reason] of [
  ['that is no XML', (xml) => xml.replace('</register>', ''), /codebook\.xml:\d+: /],
  ['whose gate asks for what nobody can answer', (xml) => xml.replace(/(name="reservasjon_deling".*?<code number="1" from="2023-01-01")(.*?<code number="2" from="2023-01-01")/s, '$1 to="2024-12-31"$2 to="2024-12-31"'),
    /codebook\.xml:\d+: reservasjon_deling: 2025-01-01 on no code can be chosen, but a gate asks for an answer/],
  ['whose rule names a dead code', (xml) => xml.replace('variable="deltatt_intro" codes="1"', 'variable="deltatt_intro" codes="77"'), /codebook\.xml:\d+: .*77/],
  ['without a variable that the program needs', (xml) => xml.replaceAll('sivilstand', 'sivilstanden'), /lacks sivilstand/],
  ['with a variable called as a column of the register', (xml) => xml.replaceAll('omsorgsansvar_barn', 'rapporteringsar'), /no variable can be called rapporteringsar/],
  ['that asks for something of introduksjon without a column in sql/', (xml) => xml.replaceAll('timer_per_uke', 'timer_i_uken'), /intro_termination has no column timer_i_uken: a step in sql\/ has to make it first/],
  ['with a variable called as a field of every form', (xml) => xml.replaceAll('omsorgsansvar_barn', 'versjon'), /no variable can be called versjon/],
]) {
  test(`C6: check, diff and apply refuse a codebook ${what}`, async () => {
    const applied = await one(`SELECT COUNT(*) FROM ${DB()}.codebook_applied`);
    write(change(first));
    for (const args of [['check'], ['diff'], ['apply', '--yes']]) {
      const answer = codebook(...args);
      assert.equal(answer.status, 1, args[0]);
      assert.match(answer.complained, reason, args[0]);
    }
    assert.equal(await one(`SELECT COUNT(*) FROM ${DB()}.codebook_applied`), applied);
  });
}

test('C6: the command says how it is used', () => {
  for (const args of [[], ['chek'], ['check', 'a', 'b'], ['diff', '--yes'], ['apply', '--ja']]) {
    const answer = own.jobbsjanse('codebook', ...args);
    assert.equal(answer.status, 2, args.join(' '));
    assert.match(answer.complained, /usage: jobbsjanse codebook check/);
  }
  assert.match(own.jobbsjanse('--help').said, /codebook check\|diff\|apply/);
  const absent = codebook('check', join(own.state, 'nothing.xml'));
  assert.equal(absent.status, 1);
  assert.match(absent.complained, /nothing\.xml: No such file/);
});

// A form that was open while the codebook changed (issue 3, "Bad input and faults").
const patch = (visitor, id, form, name, value) => visitor.request('PATCH', `/deltakere/${id}/felt/${name}`, {
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams([...[value].flat().map((one_) => [name, one_]), ['versjon', form.value('versjon')], ['csrf', form.value('csrf')]]).toString(),
});
const summary = (answer) => assertPage(answer).text('.ds-error-summary');

test('C6: a form open while a question goes: what was typed there is told as not saved, and the rest is saved', async () => {
  const visitor = await login('trondheim');
  const { id } = await register(visitor);
  await takeUp(withNew(first));
  await until(async () => (await shown(visitor)).includes('ny_tekst'), 'the new questions are there');
  const form = (await openForm(visitor, id, 'bakgrunn')).setAll({ ...ANSWERS.bakgrunn, ny_tekst: 'skrev <dette>', nytt_tall: '11', ny_kode: '2', nye_valg: ['1', '2'] });
  await takeUp(withNew(first, ['nytt_tall', 'ny_dato']));
  assert.ok(!(await shown(visitor)).includes('ny_tekst'));

  const gone = await patch(visitor, id, form, 'ny_tekst', 'skrev <dette>');
  assert.equal(gone.status, 422);
  assert.match(gone.text, /data-for="#ny_tekst-m"/);
  assert.match(gone.text, /name="versjon" value="\d+"/, 'the script takes it for an answer of ours');
  assert.match(gone.text, /Spørsmålet «Prøvespørsmål ny_tekst» finnes ikke lenger\. Svaret ditt ble ikke lagret: skrev &lt;dette&gt;/);
  assert.match((await patch(visitor, id, form, 'nye_valg', ['1', '2'])).text, /ikke lagret: Rødt; Blått/);
  assert.equal((await patch(visitor, id, form, 'ny_tekst', '')).status, 422);
  assert.equal((await patch(visitor, id, form, 'nytt_tall', '12')).status, 200, 'another field of the same page is saved');
  assert.equal((await patch(visitor, id, form, 'aldri_et_felt', 'x')).status, 404);
  const stranger = await login('flere');
  const theirs = await openForm(stranger, (await register(stranger)).id, 'bakgrunn');
  assert.equal((await patch(stranger, id, theirs, 'ny_tekst', 'x')).status, 404, 'I8: to her it does not exist, whatever the codebook');

  const answer = await visitor.submit(form, address(id, 'bakgrunn'));
  assert.equal(answer.status, 422);
  const said = summary(answer);
  assert.match(said, /Ikke alt du svarte, er lagret/);
  assert.match(said, /«Prøvespørsmål ny_tekst» finnes ikke lenger\. Svaret ditt ble ikke lagret: skrev <dette>/);
  assert.match(said, /«Prøvespørsmål ny_kode» finnes ikke lenger\. .*: Andre/);
  assert.match(said, /«Prøvespørsmål nye_valg» finnes ikke lenger\. .*: Rødt; Blått/);
  assert.ok(!said.includes('nytt_tall'));
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'utdanning_utland'), ['3'], 'the rest is saved');
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'nytt_tall'), ['11']);
  assert.equal((await visitor.submit(answer.page.form('main form:has([name=versjon])'), address(id, 'bakgrunn'))).status, 303, 'from there she goes on');
});

test('C6: a field that no codebook ever had is still nothing', async () => {
  const visitor = await login('trondheim');
  const { id } = await register(visitor);
  const form = await openForm(visitor, id, 'bakgrunn');
  assert.equal((await visitor.post(address(id, 'bakgrunn'), [...form.sent(), ['aldri_et_felt', 'x'], ['Ny_Tekst', 'x']])).status, 303);
});

test('C5, C6: a form open while an answer goes, ends, or its limits change', async () => {
  const visitor = await login('trondheim');
  const { id } = await register(visitor);
  await takeUp(withNew(first));
  const form = (await openForm(visitor, id, 'bakgrunn')).setAll({ ...ANSWERS.bakgrunn, ny_kode: '2', nytt_tall: '15', nye_valg: ['2'], ny_tekst: 'blir' });
  assert.equal(await one(`SELECT COUNT(*) FROM ${DB()}.participant WHERE ny_kode = 2 AND status <> 'x'`) > 0, true, 'control: somebody holds the code');
  await takeUp(changed(withNew(first), [code(2, 'Blått'), ''], [code(2, 'Andre'), code(2, 'Andre', 'to="2023-06-30"')], ['least="1" most="20"', 'least="1" most="9"'])
    .replace(/(name="antall_barn"[^>]*)least="1" most="9"/s, '$1least="1" most="20"').replace(/(name="nytt_tall"[^>]*)least="1" most="20"/s, '$1least="1" most="9"'));
  const answer = await visitor.submit(form, address(id, 'bakgrunn'));
  const page = assertRefused(answer, ['ny_kode', 'nytt_tall', 'nye_valg']);
  assert.match(messageAt(page, 'nye_valg'), /Svaret «Blått» finnes ikke lenger\. Velg et annet svar\./);
  assert.match(messageAt(page, 'nytt_tall'), /fra 1 til 9/);
  assertKept(page, { nytt_tall: '15' });
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'ny_tekst'), ['blir']);
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'ny_kode'), []);
});

test('C6: boxes that a form never showed are not taken for unticked', async () => {
  const visitor = await login('trondheim');
  const { id } = await register(visitor);
  await takeUp(first.replace('version="1"', 'version="90"'));
  const old = (await openForm(visitor, id, 'bakgrunn')).setAll({ utdanning_norge: '1' });
  await takeUp(withNew(first));
  await saved(visitor, id, 'bakgrunn', { nye_valg: ['1', '2'] });
  assert.equal((await visitor.submit(old, address(id, 'bakgrunn'))).status, 303);
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'nye_valg'), ['1', '2']);
  const fresh = (await openForm(visitor, id, 'bakgrunn')).setAll({ nye_valg: [] });
  assert.equal((await visitor.submit(fresh, address(id, 'bakgrunn'))).status, 303, 'control: boxes that were shown are');
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'nye_valg'), []);
});

test('C6: requests under way while the codebook is taken up again and again are all answered, and nothing is lost', { timeout: 400_000 }, async () => {
  const visitor = await login('trondheim');
  const women = [];
  for (let i = 0; i < 3; i += 1) women.push((await register(visitor)).id);
  const imdi = await login('imdi');
  const rows = readCsv((await imdi.get('/deltakere/datasett.csv')).bytes).records.length;
  let going = true;
  const bad = [];
  const note = (what, status) => { if (![200, 303].includes(status)) bad.push([what, status]); };
  const work = [
    ...women.map(async (id) => {
      for (let next = 1; going; next = (next % 20) + 1) {
        const form = (await openForm(visitor.copy(), id, 'bakgrunn')).setAll({ omsorgsansvar_barn: '1', antall_barn: String(next) });
        note('save', (await visitor.submit(form, address(id, 'bakgrunn'))).status);
        assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'antall_barn'), [String(next)]);
      }
    }),
    (async () => {
      while (going) {
        const file = await imdi.get('/deltakere/datasett.csv');
        note('download', file.status);
        assert.equal(readCsv(file.bytes).records.length, rows);
      }
    })(),
    (async () => { while (going) note('list', (await visitor.get('/deltakere')).status); })(),
  ];
  for (let round = 0; round < 3; round += 1) {
    await takeUp(withNew(first));
    await takeUp(withNew(first, ['nytt_tall']));
  }
  going = false;
  const ends = await Promise.allSettled(work);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  assert.deepEqual(bad, []);
});

test('C6: at a start the codebook applied last takes the place of a file that cannot be used', async () => {
  const good = readFileSync(own.codebookFile, 'utf8');
  for (const [what, text] of [['broken', good.replace('</register>', '')], ['not applied', changed(good, ['Bakgrunn', 'Noe annet'])]]) {
    write(text);
    const restart = await own.kill('application');
    const log = await logged(async () => restart(), /codebook-from-database/);
    assert.match(log, /codebook-refused|codebook-not-applied/, what);
    await until(async () => (await new Visitor({ base: own.environment.BASE_URL }).get('/klar')).status === 200, 'it answers again');
    const visitor = await login('trondheim');
    assert.ok((await shown(visitor)).includes('nytt_tall'), what);
  }
  write(good);
});

test('Y: one attribute of a register turns its annual report off, and on again; what was confirmed is kept', async () => {
  const good = readFileSync(own.codebookFile, 'utf8');
  const visitor = await login('trondheim');
  const imdi = await login('imdi');
  const { id } = await register(visitor);
  const headings = async () => readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes).headings;
  const columns = async () => {
    const page = await visitor.openPage('/deltakere');
    return page.all('thead th').map((cell) => page.textOf(cell));
  };
  const kept = () => one(`SELECT COUNT(*) FROM ${DB()}.participant_confirmation`);
  const confirmations = await kept();
  assert.ok(confirmations > 0 && (await headings()).includes('Bekreftet årsrapport') && (await columns()).includes('Rapporteringsår'));

  const applied = await takeUp(changed(good, [' annual-report="yes"', '']));
  assert.match(applied.said, /has no annual report any more/);
  for (const name of ['Bekreftet årsrapport', 'Rapporteringsår']) {
    assert.ok(!(await headings()).includes(name) && !(await columns()).includes(name), name);
  }
  const overview = await visitor.openPage('/deltakere');
  assert.equal(overview.all('.ds-alert').length, 0, 'nobody is reminded');
  assert.equal(overview.all('header a[href="/rapportering"]').length, 0);
  const { csrf } = Object.fromEntries((await openForm(visitor, id, 'bakgrunn')).fields);
  for (const reader of [visitor, imdi]) {
    assert.equal((await reader.get('/rapportering')).status, 404);
    assert.equal((await reader.get(`${address(id, 'bekreft')}?ar=2025`)).status, 404);
  }
  assert.equal((await visitor.post(address(id, 'bekreft'), { csrf, rapporteringsar: '2025' })).status, 404);
  assert.equal((await visitor.openPage(address(id, 'registrerte-data'))).all('#arsrapport').length, 0);
  assert.match(await one(`SELECT routine_definition FROM information_schema.routines WHERE routine_schema = ? AND routine_name = 'participant_report'`, [DB()]), /NOT \(FALSE AND EXISTS/,
    'the database takes no confirmation either');

  await takeUp(changed(good));
  assert.ok((await headings()).includes('Rapporteringsår'));
  assert.equal((await visitor.get('/rapportering')).status, 200);
  assert.equal(await kept(), confirmations);
});
