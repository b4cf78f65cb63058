// The list of persons of the introduction programme (requirements N1, I3, L3), compared with a plain computation over what the
// database's owner reads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { assertPage } from './expect.mjs';
import { compareKeys, keyOf } from '../lists/alphabet.mjs';
import { Dice } from '../lists/dice.mjs';
import { admin, AUDIT, closeAll, DB } from '../sql/database.mjs';
import { person } from '../sql/intro.mjs';
import { removeMade, someDuf } from '../sql/intro_person.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';

const SEED = Number(process.env.PERSONS_SEED ?? 0) || Date.now() % 100000;
const PATH = '/introduksjon/personer';
const DISTRICT = 'prove-personer-bydel';
const MARK = 'Qvist'; // nobody else is called so
const SEES = {
  baerum: (row) => ['3201', '3024', '0219'].includes(row.kommunenummer),
  imdi: () => true,
  [DISTRICT]: (row) => row.bydel === '030102',
};
const SURNAMES = ['Ås', 'Aas', 'Ærø', 'Østby', 'Zogu', 'nilsen', 'Nilsen', 'Abebe', 'Ödegård', "O'Neil", 'Noor-Ali'];
const STATUSES = {
  'uten-vedtak': { decided_on: null },
  'i-program': { decided_on: '2024-02-01' },
  avsluttet: { decided_on: '2024-02-01', ended_by: 'municipality', avslutningsarsak: 1, timer_per_uke: 375 },
  regelmotor: { decided_on: '2024-02-01', ended_by: 'engine', avslutningsarsak: 38 },
};
const statusOf = (row) => ({ municipality: 'avsluttet', engine: 'regelmotor' })[row.ended_by] ?? (row.decided_on ? 'i-program' : 'uten-vedtak');

// Done by nobody but the owner: the rule engine has been told that it has looked.
function someone(dice, place) {
  const status = dice.one(Object.keys(STATUSES));
  const ended = STATUSES[status].ended_by ? { avslutningsdato: dice.day('2024-03-01', '2024-03-09'), ended_entered_at: '2024-04-01', ended_entered_by_name: 'Test' } : {};
  const lov = dice.number(1, 2);
  return { navn: `${dice.one(['Anne', 'aase', 'Bahar', 'Zoë', 'Ali'])} ${dice.one(SURNAMES)} ${MARK}`, kategori: dice.number(1, 2), lov, ...place,
    gjennomforingsfrist: dice.chance(0.2) ? null : dice.day('2099-01-01', '2099-01-20'), sluttmal: lov === 1 && dice.chance(0.7) ? dice.number(1, 5) : null,
    engine_due: 0, ...STATUSES[status], ...ended };
}

let rows, municipalities, districts;

before(async () => {
  const dice = new Dice(SEED);
  const places = [...Array(7).fill({ kommunenummer: '3201' }), { kommunenummer: '0301', bydel: '030102' }, { kommunenummer: '0301', bydel: '030101' }, { kommunenummer: '5001' }];
  for (let i = 0; i < 110; i += 1) await person(someone(dice, dice.one(places)));
  rows = await admin.query(`SELECT * FROM ${DB}.intro_participant`);
  municipalities = new Map((await admin.query(`SELECT kommunenummer, kommunenavn FROM ${DB}.municipality`)).map((one) => [one.kommunenummer, one.kommunenavn]));
  districts = new Map((await admin.query(`SELECT bydel, bydelsnavn FROM ${DB}.district`)).map((one) => [one.bydel, one.bydelsnavn]));
  await temporaryUser(DISTRICT, [{ register: 'introduksjon', kommunenummer: '0301', bydel: '030102' }]);
});
after(async () => {
  await removeMade();
  await removeUser(DISTRICT);
  await closeAll();
});

const ours = (user) => rows.filter(SEES[user]);
const digits = (text) => text.replace(/\D/g, '');
const shown = (page) => page.all('tbody tr').map((row) => digits(page.textOf(page.one('a.fnr', row))));
const countOf = (page) => Number(digits(page.text('#antall strong')));

// ---- the plain computation

const FILTERS = { status: statusOf, kategori: (row) => String(row.kategori), kommune: (row) => row.kommunenummer, bydel: (row) => row.bydel };
const fits = (query) => (row) => Object.entries(FILTERS).every(([name, value]) => {
  const asked = query.filter(([field]) => field === name).map(([, wanted]) => wanted);
  return asked.length === 0 || asked.includes(value(row));
});
const byText = (a, b) => compareKeys(keyOf(a), keyOf(b));
const plain = (a, b) => (a < b ? -1 : Number(a > b));
const ORDERS = {
  duf_nummer: [(row) => row.duf_nummer, plain], navn: [(row) => row.navn, byText], kategori: [(row) => Number(row.kategori), plain],
  lov: [(row) => Number(row.lov), plain], kommune: [(row) => municipalities.get(row.kommunenummer), byText], bydel: [(row) => districts.get(row.bydel) ?? null, byText],
  sluttmal: [(row) => (row.sluttmal === null ? null : Number(row.sluttmal)), plain], frist: [(row) => row.gjennomforingsfrist, plain],
  status: [(row) => `${Object.keys(STATUSES).indexOf(statusOf(row))}${row.avslutningsdato ?? ''}`, plain],
};
const byId = (a, b) => plain(BigInt(a.participant_id), BigInt(b.participant_id));

function sorted(list, order = 'navn') {
  const [key, compare] = ORDERS[order.replace('-', '')];
  const sign = order.startsWith('-') ? -1 : 1;
  return [...list].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return (one === null) - (other === null) || sign * byId(a, b);
    return sign * compare(one, other) || sign * byId(a, b);
  });
}

// All pages of the list, as one turns them.
async function walk(visitor, query) {
  const found = [];
  let path = `${PATH}?${new URLSearchParams(query)}`, pages = 0;
  for (;;) {
    const page = assertPage(await visitor.get(path));
    found.push(...shown(page));
    const next = page.all('.ds-pagination a[rel=next]');
    pages += 1;
    if (next.length === 0 || pages > 40) return { found, count: countOf(page), pages };
    path = next[0].attribs.href;
    assert.doesNotMatch(path, /\d{12}|Qvist/i, 'neither number nor name in an address');
  }
}

// ----

for (const user of ['baerum', 'imdi', DISTRICT]) {
  test(`N1: ${user}: every filter and every order is that of a plain computation, page by page (seed ${SEED})`, async () => {
    const dice = new Dice(SEED + user.length);
    const visitor = await as(user);
    for (let i = 0; i < 26; i += 1) {
      const query = [];
      const add = (name, values, of) => { if (dice.chance(of)) dice.some(values, 2).forEach((value) => query.push([name, value])); };
      add('status', Object.keys(STATUSES), 0.4);
      add('kategori', ['1', '2'], 0.3);
      add('kommune', ['3201', '0301', '5001'], 0.3);
      add('bydel', ['030102', '030101'], 0.1);
      const order = i < 18 ? `${i % 2 ? '-' : ''}${Object.keys(ORDERS)[i >> 1]}` : dice.one([undefined, 'navn', '-navn', 'duf_nummer', '-duf_nummer']);
      if (order) query.push(['sorter', order]);
      query.push(['antall', dice.one(['25', '25', '100'])]);
      const expected = sorted(ours(user).filter(fits(query)), order).map((row) => row.duf_nummer);
      const what = JSON.stringify(query);
      if (expected.length === 0) {
        assert.equal(countOf(assertPage(await visitor.get(`${PATH}?${new URLSearchParams(query)}`))), 0, what);
        continue;
      }
      const { found, count } = await walk(visitor, query);
      assert.deepEqual(found, expected, what);
      assert.equal(count, expected.length, what);
    }
  });
}

test('N1: a row tells number, name, category, law, place, goal, deadline and how she stands, and leads to her page', async () => {
  const who = { navn: `Vis Meg ${MARK}`, kategori: 2, lov: 1, sluttmal: 2, gjennomforingsfrist: '2099-05-17', engine_due: 0 };
  const made = [await person({ ...who, ...STATUSES.avsluttet, avslutningsdato: '2024-03-02', navn: `${who.navn} a` }),
    await person({ ...who, ...STATUSES.regelmotor, avslutningsarsak: 31, avslutningsdato: '2024-03-03', navn: `${who.navn} b` }), await person({ ...who, ...STATUSES['i-program'], navn: `${who.navn} c` }),
    await person({ ...who, ...STATUSES.regelmotor, avslutningsarsak: 38, avslutningsdato: '2024-03-04', navn: `${who.navn} d` })];
  const visitor = await as('baerum');
  const { page } = await visitor.follow(await search(visitor, { navn: 'vis meg' }));
  const cells = page.all('tbody tr').map((row) => page.all('th, td', row).map((cell) => page.textOf(cell)));
  assert.equal(cells.length, 4);
  const [first, second, third, fourth] = cells;
  assert.match(first[0], /^\d{4}\s\d{6}\s\d{2}$/);
  assert.equal(digits(first[0]), made[0].duf_nummer);
  assert.deepEqual(first.slice(1, 5), [made[0].navn, 'Kan tilbys introduksjonsprogram', 'integreringsloven', 'Bærum']);
  assert.equal(first.at(-2), '17.05.2099');
  assert.match(first.at(-3), /\p{L}/u, 'the goal in words');
  assert.match(first.at(-1), /^Avsluttet 02\.03\.2024.*\p{L}{4}/u);
  assert.match(second.at(-1), /^Avsluttet av regelmotoren 03\.03\.2024.*mangler\.$/);
  assert.equal(third.at(-1).trim(), 'I program');
  assert.match(fourth.at(-1), /^Avsluttet av regelmotoren 04\.03\.2024 Død$/, 'nobody is asked why');
  assert.match(page.one('a.fnr').attribs.href, /\/introduksjon\/personer\/[a-z0-9]{16}$/);
});

test('N1: fifty a page, counted, and the next page goes on from the last row', async () => {
  const visitor = await as('baerum');
  const page = assertPage(await visitor.get(PATH));
  assert.equal(shown(page).length, Math.min(50, ours('baerum').length));
  assert.match(page.text('#antall'), /^Antall personer: [\d\s]+ · viser 1–50$/);
  const next = page.one('.ds-pagination a[rel=next]').attribs.href;
  assert.match(next, /side=2&etter=[a-z]{16}$/);
  // somebody comes before her: the next page goes on where this one ended
  const all = sorted((await admin.query(`SELECT * FROM ${DB}.intro_participant`)).filter(SEES.baerum)).map((row) => row.duf_nummer);
  await person({ navn: `1 Først ${MARK}`, engine_due: 0 });
  assert.deepEqual(shown(assertPage(await visitor.get(next))), all.slice(50, 100));
  assert.notDeepEqual(shown(assertPage(await visitor.get(next.replace(/&etter=.*/, '')))), all.slice(50, 100));
});

test('N1: an address is taken as it can be: tidied, at its last page, or told what is wrong', async () => {
  const visitor = await as('baerum');
  assert.equal((await visitor.get(`${PATH}?status=&kommune=&sorter=navn&side=`)).location, `${PATH}?sorter=navn`);
  const last = assertPage(await visitor.get(`${PATH}?side=99999`));
  assert.ok(shown(last).length > 0);
  for (const query of ['status=tull', 'kategori=9', 'kategori=x', 'kommune=9999', 'bydel=1', 'sorter=vekt', 'antall=7', 'side=x', 'side=2&etter=x', 'finansiering=1', 'vis=mangler', 'sok=a&sok=b']) {
    assert.equal((await visitor.get(`${PATH}?${query}`)).status, 400, query);
  }
});

async function search(visitor, boxes, path = PATH) {
  const form = (await visitor.openPage(path)).formPostingTo(PATH);
  for (const name of ['duf_nummer', 'navn']) form.set(name, boxes[name] ?? '');
  return visitor.submit(form, PATH);
}

test('N1, I5: a search by DUF numbers and names is posted, and stands in no address', async () => {
  const visitor = await as('baerum');
  const [one, two] = ours('baerum');
  const spaced = `${one.duf_nummer.slice(0, 4)} ${one.duf_nummer.slice(4, 10)} ${one.duf_nummer.slice(10)}, ${two.duf_nummer}`;
  const answer = await search(visitor, { duf_nummer: spaced });
  assert.equal(answer.status, 303);
  assert.match(answer.location, /^\/introduksjon\/personer\?sok=[A-Za-z0-9_-]{43}$/);
  const page = assertPage(await visitor.get(answer.location));
  assert.deepEqual(new Set(shown(page)), new Set([one.duf_nummer, two.duf_nummer]));
  for (const link of page.all('a')) assert.doesNotMatch(link.attribs.href ?? '', new RegExp(one.duf_nummer));
  assert.match(page.text('.filterliste'), /DUF-nummer: \d{4}\s\d{6}\s\d{2},/);
  // with a filter beside it, and by the beginning of a word
  const named = await search(visitor, { navn: `nOO QVI` }, `${PATH}?status=i-program&sorter=-navn`);
  assert.match(named.location, /&status=i-program&sorter=-navn$/);
  const expected = ours('baerum').filter((row) => /\bnoor/i.test(row.navn) && row.navn.includes(MARK) && statusOf(row) === 'i-program');
  assert.deepEqual(shown(assertPage(await visitor.get(named.location))), sorted(expected, '-navn').map((row) => row.duf_nummer));
  assert.equal((await search(visitor, { navn: '%' })).status, 303);
});

test('N1: a wrong check is told as one, and what is no number too; nothing is lost', async () => {
  const visitor = await as('baerum');
  const right = someDuf();
  const wrong = right.slice(0, 10) + String((Number(right.slice(10)) + 1) % 100).padStart(2, '0');
  for (const [typed, message] of [[wrong, /Kontrollsifrene/], [`${right}, 123`, /«123» er ikke et DUF-nummer/], ['15868549618', /er ikke et DUF-nummer/]]) {
    const answer = await search(visitor, { duf_nummer: typed, navn: 'anne' });
    assert.equal(answer.status, 422);
    const page = assertPage(answer);
    assert.match(page.text('.feltmelding'), message);
    assert.match(page.text('.feiloppsummering, [role=alert], .ds-error-summary'), message);
    assert.equal(page.one('#sok-duf_nummer').attribs.value, typed);
    assert.equal(page.one('#sok-navn').attribs.value, 'anne');
  }
  const nothing = await search(visitor, {}, `${PATH}?status=avsluttet`);
  assert.equal(nothing.location, `${PATH}?status=avsluttet`);
});

test('N1, I8: another user\'s search, another register\'s, and one that never was are over', async () => {
  const [baerum, imdi] = [await as('baerum'), await as('imdi')];
  const reference = new URL((await search(baerum, { navn: MARK })).location, 'http://x').searchParams.get('sok');
  const form = (await imdi.openPage('/deltakere')).formPostingTo('/deltakere/sok').set('fodselsnummer', '15868549618');
  const foreign = new URL((await imdi.submit(form, '/deltakere/sok')).location, 'http://x').searchParams.get('sok');
  const seen = [];
  for (const sok of [reference, foreign, 'x'.repeat(43), 'kort']) {
    const answer = await imdi.get(`${PATH}?sok=${sok}&status=avsluttet`);
    assert.equal(answer.status, 404);
    const page = assertPage(answer);
    assert.match(page.text('main'), /Søket er over/);
    seen.push(page.text('main'));
  }
  assert.equal(new Set(seen).size, 1);
  assert.equal((await baerum.get(`${PATH}?sok=${reference}`)).status, 200);
});

test('N1, I3: others\' persons are found by no number; and what stands in the way is told', async () => {
  const visitor = await as('baerum');
  const foreign = rows.find((row) => row.kommunenummer === '5001');
  const own = ours('baerum').find((row) => statusOf(row) === 'avsluttet');
  const page = assertPage(await visitor.follow(await search(visitor, { duf_nummer: foreign.duf_nummer })));
  assert.equal(countOf(page), 0);
  assert.match(page.text('.tomt'), /Søket finner bare personer du har tilgang til/);
  const never = assertPage(await visitor.follow(await search(visitor, { duf_nummer: someDuf() })));
  assert.equal(digits(never.text('.tomt')), digits(page.text('.tomt')), 'as one who never was');
  // one of several filters is in the way
  const answer = await search(visitor, { duf_nummer: own.duf_nummer }, `${PATH}?status=i-program`);
  const helped = assertPage(await visitor.get(answer.location));
  assert.equal(countOf(helped), 0);
  assert.match(helped.text('.uten-filter'), /Uten «Status: I program» er det 1 i listen/);
  const both = await visitor.follow(await search(visitor, { duf_nummer: own.duf_nummer, navn: 'finnesikke' }));
  assert.match(assertPage(both).text('.uten-filter'), /Uten «Navn: finnesikke» er det 1 i listen/);
});

test('N1, A2: who has no grant in the register gets neither list nor search', async () => {
  const visitor = await as('trondheim');
  assert.equal((await visitor.get(PATH)).status, 404);
  const csrf = (await visitor.openPage('/deltakere')).one('input[name=csrf]').attribs.value;
  assert.equal((await visitor.post(PATH, { csrf, navn: 'anne' })).status, 404);
  assert.match((await new Visitor().get(PATH)).location, /^\/logg-inn/);
});

test('N1: a search whose token is wrong is not made, and stays as typed', async () => {
  const visitor = await as('baerum');
  const answer = await visitor.post(PATH, { csrf: 'x', navn: 'anne', status: 'avsluttet' });
  assert.equal(answer.status, 403);
  assert.equal(assertPage(answer).one('#sok-navn').attribs.value, 'anne');
});

test('N1, L3: a list that is shown is an event with whom it showed, and so is a search with the persons asked for', async () => {
  const visitor = await Visitor.login('baerum'); // what a session has seen within ten minutes is no new event
  const [{ last }] = await admin.query(`SELECT COALESCE(MAX(log_id), 0) AS last FROM ${AUDIT}.access_log`);
  const own = ours('baerum').find((row) => row.navn.endsWith(MARK));
  const answer = await search(visitor, { duf_nummer: `${own.duf_nummer}, ${someDuf()}`, navn: own.navn.split(' ')[0] });
  assert.equal(answer.status, 303, answer.text);
  assertPage(await visitor.follow(answer));
  const events = await admin.query(`SELECT log_id, action, what, details FROM ${AUDIT}.access_log WHERE log_id > ? AND user_id =
    (SELECT user_id FROM ${DB}.user WHERE brukernavn = 'baerum') ORDER BY log_id`, [last]);
  const searched = events.find((one) => one.action === 'search'), opened = events.filter((one) => one.what === 'personer').at(-1);
  assert.deepEqual(JSON.parse(searched.details), { duf_nummer: 2, navn: 1, person_id: 0 });
  assert.equal(JSON.parse(opened.details).count, 1);
  assert.doesNotMatch(JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value)), new RegExp(`${own.duf_nummer}|${own.navn.split(' ')[0]}`));
  const persons = await admin.query(`SELECT person_id FROM ${AUDIT}.access_log_person WHERE log_id = ?`, [opened.log_id]);
  assert.deepEqual(persons.map((one) => one.person_id), [own.person_id]);
});
