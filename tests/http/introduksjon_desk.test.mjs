// "Arbeidsflate" and "Kommuner" of the introduction programme (requirements N0, N4, N6, A2, L3, I8): what waits for whom, how many
// are where, and that nobody meets a person of another place.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { admin, AUDIT, closeAll, DB } from '../sql/database.mjs';
import { day } from '../sql/day.mjs';
import { CAUSE, choose, decide, end, KIND, LAW, put, removeMade, RESULT } from '../sql/intro_person.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { as, Visitor } from './client.mjs';
import { assertPage } from './expect.mjs';

const DESK = '/introduksjon';
const PLACES = '/introduksjon/kommuner';
const HERE = '4202'; // Grimstad: nobody but these tests has anybody there
const THERE = '4205';
const OSLO = { kommunenummer: '0301', bydel: '030102' };
const USERS = { here: 'prove-flate', district: 'prove-flate-bydel', both: 'prove-flate-to', admin: 'prove-flate-admin' };
const LISTS = ['uten-arsak', 'gjennomforingsfrist', 'oppstartsfrist'];

const norwegian = (iso) => iso.split('-').reverse().join('.');
const nameOf = async (kommunenummer) => (await admin.query(`SELECT kommunenavn FROM ${DB}.municipality WHERE kommunenummer = ?`, [kommunenummer]))[0].kommunenavn;
const YEAR = Number(day(0).slice(0, 4));

before(async () => {
  await temporaryUser(USERS.here, [{ register: 'introduksjon', kommunenummer: HERE }]);
  await temporaryUser(USERS.district, [{ register: 'introduksjon', ...OSLO }]);
  await temporaryUser(USERS.both, [{ register: 'introduksjon', kommunenummer: HERE }, { register: 'introduksjon', kommunenummer: THERE }]);
  await temporaryUser(USERS.admin, [{ role: 'administrator', register: 'introduksjon', kommunenummer: HERE }]);
});
afterEach(removeMade);
after(async () => {
  for (const name of Object.values(USERS)) await removeUser(name);
  await closeAll();
});

const inProgramme = (columns = {}) => put({ kommunenummer: HERE, decided_on: '2024-01-10', sluttmal: 2, oppstartsdato: '2024-02-01', ...columns });
const endedBy = async (cause, date, columns = {}) => {
  const id = await put({ kommunenummer: HERE, avslutningsarsak: cause, avslutningsdato: date, ended_by: cause > 30 ? 'engine' : 'municipality',
    decided_on: '2024-01-10', sluttmal: 2, ...columns });
  return id;
};

// The rows of a list, each as its cells by heading.
function rowsOf(page, list) {
  const section = page.one(`[data-liste="${list}"]`);
  if (!section) return [];
  return page.all('tbody tr', section).map((row) => Object.fromEntries(
    page.all('th, td', row).map((cell) => [cell.attribs['data-navn'], page.textOf(cell)])));
}
const namesOf = (page, list) => rowsOf(page, list).map((row) => row.Navn);
const countOf = (page, list) => Number(/: ([\d ]+)$/.exec(page.textOf(page.byId(list)))[1].replace(/\D/g, ''));
const desk = async (user, query = '') => assertPage(await (await as(user)).get(`${DESK}${query}`));

// The rows of the table of places, by name.
function placesOf(page) {
  return new Map(page.all('.framdrift tr').slice(1).map((row) => {
    const [name, ...numbers] = page.all('th, td', row).map((cell) => page.textOf(cell));
    return [name, numbers.map((number) => Number(number.replace(/\D/g, '')))];
  }));
}

test('N0: who works with the introduction programme alone begins there', async () => {
  const visitor = await Visitor.login('baerum');
  assert.equal((await visitor.get('/')).location, DESK);
  const page = assertPage(await visitor.get(DESK));
  assert.equal(page.text('h1'), 'Arbeidsflate');
  assert.equal(page.text('.hovedmeny [aria-current=page]'), 'Arbeidsflate');
  assert.equal(assertPage(await visitor.get(PLACES)).text('.hovedmeny [aria-current=page]'), 'Kommuner');
});

test('N0: where nothing waits and nobody is, it is said kindly', async () => {
  const page = await desk(USERS.here);
  assert.match(page.main, /Ingenting venter/);
  assert.equal(page.all('table').length, 0);
  const places = assertPage(await (await as(USERS.here)).get(PLACES));
  assert.match(places.main, /Ingen personer ennå/);
  assert.equal(places.all('table').length, 0);
});

test('N4, N6: whom the engine ended without a cause waits for one, the latest first; whom somebody knows the cause of does not', async () => {
  await endedBy(CAUSE.deadline, day(-20), { navn: 'Lenge Siden' });
  await endedBy(CAUSE.stop, day(-2), { navn: 'Nylig Stanset' });
  for (const cause of [CAUSE.dead, CAUSE.moved, CAUSE.emigrated, CAUSE.start, CAUSE.rejected, CAUSE.category, 1, 23]) await endedBy(cause, day(-5), { navn: `Årsak ${cause}` });
  const page = await desk(USERS.here);
  const rows = rowsOf(page, 'uten-arsak');
  assert.deepEqual(rows.map((row) => [row.Navn, row.Avsluttet, row['Beregnet årsak']]), [
    ['Nylig Stanset', norwegian(day(-2)), 'Vedtak om permanent stans'], ['Lenge Siden', norwegian(day(-20)), 'Avslutningsårsak ikke registrert']]);
  assert.equal(countOf(page, 'uten-arsak'), 2);
  assert.match(page.text('[data-liste="gjennomforingsfrist"]'), /Ingen har gjennomføringsfrist/);
});

test('N4: a cause from the municipality takes the person off the list', async () => {
  const id = await put({ kommunenummer: HERE, navn: 'Får Årsak' });
  await decide(id, KIND.programme, RESULT.made, '2024-01-10');
  await choose(id, 2, '2024-01-10');
  await admin.query(`UPDATE ${DB}.intro_participant SET avslutningsdato = ?, avslutningsarsak = ?, ended_by = 'engine' WHERE participant_id = ?`, [day(-1), CAUSE.deadline, id]);
  assert.deepEqual(namesOf(await desk(USERS.here), 'uten-arsak'), ['Får Årsak']);
  await end(id, 1, day(-1));
  assert.deepEqual(namesOf(await desk(USERS.here), 'uten-arsak'), []);
});

test('N6: deadlines within a month, today\'s, and those that have passed are told, the most urgent first', async () => {
  for (const [navn, days] of [['Om En Uke', 7], ['I Dag', 0], ['Er Ute', -3], ['I Morgen', 1], ['Langt Frem', 40]]) await inProgramme({ navn, gjennomforingsfrist: day(days) });
  await inProgramme({ navn: 'Uten Frist' });
  await endedBy(1, day(-1), { navn: 'Er Ferdig', gjennomforingsfrist: day(3) });
  const page = await desk(USERS.here);
  assert.deepEqual(rowsOf(page, 'gjennomforingsfrist').map((row) => [row.Navn, row.Gjennomføringsfrist, row['Tid igjen']]), [
    ['Er Ute', norwegian(day(-3)), 'Gikk ut for 3 dager siden'], ['I Dag', norwegian(day(0)), 'Går ut i dag'],
    ['I Morgen', norwegian(day(1)), 'Om 1 dag'], ['Om En Uke', norwegian(day(7)), 'Om 7 dager']]);
  assert.equal(countOf(page, 'gjennomforingsfrist'), 4);
});

test('N6: a start deadline waits for a decision, and by integreringsloven for a goal', async () => {
  const near = { kommunenummer: HERE, oppstartsfrist: day(5) };
  await put({ ...near, navn: 'Uten Vedtak' });
  await put({ ...near, navn: 'Uten Mål', decided_on: '2024-01-10' });
  await put({ ...near, navn: 'Eldre Lov', decided_on: '2020-01-10', lov: LAW.introduksjonsloven });
  await put({ ...near, navn: 'Eldre Uten', lov: LAW.introduksjonsloven, oppstartsfrist: day(6) });
  await put({ ...near, navn: 'Har Begge', decided_on: '2024-01-10', sluttmal: 3 });
  await put({ ...near, navn: 'Senere', oppstartsfrist: day(45) });
  const names = namesOf(await desk(USERS.here), 'oppstartsfrist');
  assert.deepEqual(names.slice(0, 2).sort(), ['Uten Mål', 'Uten Vedtak']);
  assert.deepEqual(names.slice(2), ['Eldre Uten']);
});

test('A2, I8: nobody sees a person or a number of another place', async () => {
  await inProgramme({ navn: 'Annen Kommune', kommunenummer: THERE, gjennomforingsfrist: day(2) });
  await inProgramme({ navn: 'Annen Bydel', kommunenummer: '0301', bydel: '030103', gjennomforingsfrist: day(2) });
  await inProgramme({ navn: 'Uten Bydel', kommunenummer: '0301', gjennomforingsfrist: day(2) });
  await inProgramme({ navn: 'Egen Bydel', ...OSLO, gjennomforingsfrist: day(2) });
  assert.match((await desk(USERS.here)).main, /Ingenting venter/);
  const page = await desk(USERS.district);
  assert.ok(namesOf(page, 'gjennomforingsfrist').includes('Egen Bydel'));
  assert.doesNotMatch(page.main, /Annen Kommune|Annen Bydel|Uten Bydel/);
  const places = placesOf(assertPage(await (await as(USERS.district)).get(PLACES)));
  assert.deepEqual([...places.keys()], ['Grünerløkka, Oslo'], 'the district, and no sum of its municipality');
  assert.equal((await (await as('trondheim')).get(DESK)).status, 404);
  assert.equal((await (await as('trondheim')).get(PLACES)).status, 404);
});

test('N0: who has several places is told where each person is', async () => {
  await inProgramme({ navn: 'Her Hjemme', gjennomforingsfrist: day(2) });
  assert.equal(rowsOf(await desk(USERS.both), 'gjennomforingsfrist')[0].Kommune, undefined, 'with persons of one place there is nothing to tell apart');
  await inProgramme({ navn: 'Der Borte', kommunenummer: THERE, gjennomforingsfrist: day(3) });
  assert.deepEqual(rowsOf(await desk(USERS.both), 'gjennomforingsfrist').map((row) => [row.Navn, row.Kommune]), [['Her Hjemme', 'Grimstad'], ['Der Borte', await nameOf(THERE)]]);
});

test('N0: a list shows ten and leads to all of them, page by page', async () => {
  for (let at = 0; at < 12; at += 1) await inProgramme({ navn: `Nummer ${String(at).padStart(2, '0')}`, gjennomforingsfrist: day(at + 1) });
  const page = await desk(USERS.here);
  assert.equal(namesOf(page, 'gjennomforingsfrist').length, 10);
  assert.equal(countOf(page, 'gjennomforingsfrist'), 12);
  const link = page.one('[data-liste="gjennomforingsfrist"] > p > a');
  assert.match(page.textOf(link), /^Vis alle/);
  const all = assertPage(await (await as(USERS.here)).get(link.attribs.href));
  assert.equal(all.text('h1'), 'Gjennomføringsfrist innen en måned');
  assert.equal(namesOf(all, 'gjennomforingsfrist').length, 12);
  const second = await desk(USERS.here, '?liste=gjennomforingsfrist&antall=10&side=2');
  assert.deepEqual(namesOf(second, 'gjennomforingsfrist'), ['Nummer 10', 'Nummer 11']);
  assert.deepEqual(namesOf(await desk(USERS.here, '?liste=gjennomforingsfrist&antall=10&side=99'), 'gjennomforingsfrist'), ['Nummer 10', 'Nummer 11'], 'beyond the end is the last');
  assert.match((await desk(USERS.here, '?liste=uten-arsak')).main, /Ingen er avsluttet uten årsak/);
});

test('N0: what the addresses do not know is answered with 400 that names it', async () => {
  const visitor = await as(USERS.here);
  for (const [path, names] of [[`${DESK}?liste=alle`, /liste=alle/], [`${DESK}?liste=uten-arsak&liste=oppstartsfrist`, /liste=oppstartsfrist/], [`${DESK}?sorter=navn`, /sorter=navn/],
    [`${DESK}?navn=kari`, /navn=kari/], [`${PLACES}?fylke=99`, /fylke=99/], [`${PLACES}?fylke=4`, /fylke=4/], [`${PLACES}?fylke=4202`, /fylke=4202/], [`${PLACES}?kommune=0301`, /kommune=0301/]]) {
    const answer = await visitor.get(path);
    assert.equal(answer.status, 400, path);
    assert.match(answer.page.main, names);
  }
  assert.equal((await visitor.get(`${DESK}?liste=`)).location, DESK, 'an empty field asks for nothing');
});

test('N0: a name is shown as it is written, whatever is in it', async () => {
  await inProgramme({ navn: '<b>Ola</b> & "Kari" {{ROOT}}', gjennomforingsfrist: day(2) });
  const page = await desk(USERS.here);
  assert.deepEqual(namesOf(page, 'gjennomforingsfrist'), ['<b>Ola</b> & "Kari" {{ROOT}}']);
  assert.equal(page.all('main b').length, 0);
});

const openings = async (user, from) => admin.query(
  `SELECT l.log_id, l.what FROM ${AUDIT}.access_log l JOIN ${DB}.user u ON u.user_id = l.user_id WHERE l.log_id > ? AND u.brukernavn = ? AND l.action = 'open' ORDER BY l.log_id`, [from, user]);
const lastLog = async () => (await admin.query(`SELECT COALESCE(MAX(log_id), 0) AS id FROM ${AUDIT}.access_log`))[0].id;

test('L3: whom the Arbeidsflate shows is an event, once in ten minutes', async () => {
  const person = '00000000-0000-4000-8000-00000000f1a7';
  // she waits for two things, and is one person
  await put({ kommunenummer: HERE, navn: 'Venter To', person_id: person, oppstartsfrist: day(2), gjennomforingsfrist: day(3) });
  const from = await lastLog();
  const visitor = await Visitor.login(USERS.here);
  assert.equal((await visitor.get(DESK)).status, 200);
  assert.equal((await visitor.get(DESK)).status, 200);
  const rows = await openings(USERS.here, from);
  assert.deepEqual(rows.map((row) => row.what), ['arbeidsflate']);
  const noted = await admin.query(`SELECT person_id FROM ${AUDIT}.access_log_person WHERE log_id = ?`, [rows[0].log_id]);
  assert.deepEqual(noted.map((row) => row.person_id), [person]);
});

test('N0, L3: IMDi and the system owner see how many wait, and whom they concern nowhere', async () => {
  await inProgramme({ navn: 'Hemmelig Navn', gjennomforingsfrist: day(2) });
  await endedBy(CAUSE.deadline, day(-2), { navn: 'Hemmelig Navn' });
  for (const user of ['imdi', 'systemeier']) {
    const from = await lastLog();
    const page = await desk(user);
    assert.ok(countOf(page, 'gjennomforingsfrist') >= 1);
    assert.ok(countOf(page, 'uten-arsak') >= 1);
    assert.equal(page.all('main table').length, 0);
    assert.doesNotMatch(page.main, /Hemmelig/);
    assert.deepEqual(await openings(user, from), []);
    for (const list of LISTS) assert.equal((await (await as(user)).get(`${DESK}?liste=${list}`)).status, 404, list);
  }
});

test('N0: the numbers of a municipality are those of its persons', async () => {
  await inProgramme({ gjennomforingsfrist: day(20) });
  await inProgramme({ gjennomforingsfrist: day(200) });
  await put({ kommunenummer: HERE, oppstartsfrist: day(10) });
  await endedBy(CAUSE.deadline, `${YEAR}-01-01`);
  await endedBy(1, `${YEAR}-01-02`);
  await endedBy(1, `${YEAR - 1}-12-31`);
  await endedBy(CAUSE.stop, `${YEAR - 1}-12-31`);
  const page = assertPage(await (await as(USERS.here)).get(PLACES));
  assert.deepEqual([...placesOf(page)], [['Grimstad', [2, 2, 2, 1, 1]]]);
  assert.equal(page.all('#fylke').length, 0, 'nothing to choose between');
  const flate = await desk(USERS.here);
  assert.match(flate.text('.nokkeltall'), new RegExp(`^2 i program 2 avsluttet i ${YEAR}`));
});

test('N0: IMDi sees all municipalities by name, a county by itself, and districts below their municipality', async () => {
  await inProgramme();
  await inProgramme({ ...OSLO });
  await inProgramme({ kommunenummer: '0301', bydel: '030103' });
  await inProgramme({ kommunenummer: '1577' }); // Volda: the last letters of the alphabet come last
  await inProgramme({ kommunenummer: '1580' });
  const visitor = await as('imdi');
  const page = assertPage(await visitor.get(PLACES));
  const municipalities = page.all('.framdrift tbody tr').filter((row) => !row.attribs.class).map((row) => page.textOf(page.one('th', row)));
  assert.deepEqual(municipalities, [...municipalities].sort(new Intl.Collator('nb').compare), 'by name');
  for (const name of ['Grimstad', 'Oslo', 'Volda']) assert.ok(municipalities.includes(name), name);
  const oslo = placesOf(page).get('Oslo');
  const districts = page.all('.framdrift .bydelsrad').map((row) => page.textOf(page.one('th', row)));
  assert.ok(districts.includes('Grünerløkka') && districts.includes('Sagene'));
  const [told] = await admin.query(`SELECT SUM(decided_on IS NOT NULL AND avslutningsdato IS NULL) AS n FROM ${DB}.intro_participant WHERE kommunenummer = '0301'`);
  assert.equal(oslo[0], Number(told.n));
  const [all] = await admin.query(`SELECT SUM(decided_on IS NOT NULL AND avslutningsdato IS NULL) AS n FROM ${DB}.intro_participant`);
  assert.equal(placesOf(page).get('I alt')[0], Number(all.n));
  const agder = assertPage(await visitor.get(`${PLACES}?fylke=42`));
  assert.deepEqual([...placesOf(agder).keys()].filter((name) => name === 'Oslo' || name === 'Volda'), []);
  assert.ok(placesOf(agder).has('Grimstad'));
  assert.equal(agder.attribute('#fylke option[selected]', 'value'), '42');
  assert.equal(assertPage(await visitor.get(`${PLACES}?fylke=`)).all('#fylke option[selected]').length, 0);
  const nobody = assertPage(await visitor.get(`${PLACES}?fylke=56`));
  assert.ok(placesOf(nobody).size > 0 || /Ingen personer i dette fylket/.test(nobody.main));
});

test('A1, A2: an administrator of the introduction programme looks after its people, and sees no persons', async () => {
  const visitor = await as(USERS.admin);
  assert.equal((await visitor.get('/')).location, '/brukere');
  const page = assertPage(await visitor.get('/brukere'));
  assert.ok(page.title.endsWith('Introduksjonsregisteret'));
  assert.deepEqual(page.all('.hovedmeny a').map((link) => page.textOf(link)), ['Brukere', 'Veiledning']);
  assert.match(page.main, /Prøve Prove-flate\b/i);
  assert.doesNotMatch(page.main, /Ingrid Solvang|Eirin Skaugum/);
  for (const path of [DESK, PLACES, '/deltakere', '/rapportering', '/kvalitet']) assert.equal((await visitor.get(path)).status, 404, path);
  const form = assertPage(await visitor.get('/brukere/ny')).form('main form');
  assert.deepEqual(form.choices('sted').filter(Boolean), [HERE]);
});
