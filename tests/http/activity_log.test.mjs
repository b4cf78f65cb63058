// "Aktivitetslogg" (requirement L2): who sees it, what it tells, its filters, its pages and its file.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { as, elsewhere, Visitor } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { openForm, register } from './participant.mjs';
import { newUser } from './people.mjs';
import { admin, AUDIT, closeAll, DB } from '../sql/database.mjs';
import { decide, KIND, LAW, put, removeMade, RESULT, someDuf } from '../sql/intro_person.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';

const PATH = '/aktivitetslogg';
let owner, woman, person;

const rowsOf = (page) => page.all('tbody > tr').map((row) => ({
  kind: row.attribs['data-handling'],
  cells: page.all('th, td', row).map((cell) => page.textOf(cell)),
  details: page.all('details dl > div', row).map((field) => ({
    label: page.textOf(page.all('dt', field)[0]), before: page.all('.loggfor', field).map((one) => page.textOf(one))[0],
    now: page.textOf(page.all('.loggna', field)[0]),
  })),
}));
const open = async (query = '') => owner.openPage(PATH + query);
const of = async (query) => rowsOf(await open(query));

// What the form for one participant leads to.
async function searchFor(values, query = '') {
  const page = await open(query);
  return owner.submit(page.form('main form[role=search]').setAll(values), PATH);
}

before(async () => {
  owner = await Visitor.login('systemeier');
  const visitor = await as('trondheim');
  woman = await register(visitor);
  const form = await openForm(visitor, woman.id, 'bakgrunn');
  form.setAll({ utdanning_norge: '2', tiltak_for_jobbsjansen: ['1', '3'] });
  assert.equal((await visitor.submit(form, `/deltakere/${woman.id}/bakgrunn`)).status, 303);
  [{ person_id: person }] = await admin.query(`SELECT person_id FROM ${DB}.participant WHERE fodselsnummer = ?`, [woman.number]);
});
after(async () => {
  await removeMade();
  await closeAll();
});

test('L2: what was changed is told in words, not by the names of columns', async () => {
  await newUser(await as('admin-oslo')); // an invitation, its mail and link, a user with her app and codes
  const labels = [];
  for (const kind of ['opprettet', 'endret']) {
    for (let query = `?handling=${kind}`, pages = 0; query && pages < 3; pages += 1) {
      const page = await open(query);
      labels.push(...rowsOf(page).flatMap(({ details }) => details.map(({ label }) => label)));
      const next = page.all('a[rel=next]')[0]?.attribs.href;
      query = next && new URL(next, owner.base).search;
    }
  }
  assert.ok(labels.includes('Tilstand') && labels.includes('Åpnet'), [...new Set(labels)].join(', '));
  assert.deepEqual([...new Set(labels)].filter((label) => /^[a-z]+(_[a-z]+)*$/.test(label)), []);
});

describe('L2: who sees it', () => {
  test('the system owner has it in her menu; for everybody else it is not there', async () => {
    const page = assertPage(await owner.get(PATH));
    assert.equal(page.all('.hovedmeny a[aria-current=page]').map((link) => page.textOf(link)).join(), 'Aktivitetslogg');
    for (const user of ['oslo', 'grunerlokka', 'admin-oslo', 'imdi']) {
      const visitor = await as(user);
      for (const path of [PATH, `${PATH}.csv`]) assert.equal((await visitor.get(path)).status, 404, `${user} ${path}`);
      assert.equal((await visitor.openPage('/hjelp')).all('a[href="/aktivitetslogg"]').length, 0);
    }
    assert.equal((await new Visitor().get(PATH)).status, 303);
  });
  test('A2: for a system owner of one register the log of both is not there', async () => {
    await temporaryUser('prove-eier-av-ett', [{ role: 'system_owner', register: 'introduksjon' }]);
    const visitor = await Visitor.login('prove-eier-av-ett');
    for (const path of [PATH, `${PATH}.csv`]) assert.equal((await visitor.get(path)).status, 404, path);
    assert.equal((await visitor.openPage('/introduksjon')).all('a[href="/aktivitetslogg"]').length, 0);
    await removeUser('prove-eier-av-ett');
  });
  test('that she looks is itself an event', async () => {
    const visitor = await Visitor.login('systemeier');
    await visitor.openPage(`${PATH}?handling=slettet`);
    const rows = rowsOf(await visitor.openPage(`${PATH}?handling=lest&bruker=systemeier`));
    assert.ok(rows.some((row) => row.cells[3] === 'Aktivitetsloggen'));
  });
});

describe('L2: what it tells', () => {
  test('time in Norway, action, user, whom, and each field before and now in the codebook\'s words', async () => {
    const answer = await searchFor({ fodselsnummer: woman.number });
    assert.equal(answer.status, 303);
    assert.match(answer.location, /^\/aktivitetslogg\?sok=[A-Za-z0-9_-]{43}$/);
    const rows = rowsOf(await owner.openPage(`${answer.location}&bruker=trondheim`));
    assert.match(rows[0].cells[0], /^\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.\d\d$/);
    const changed = rows.find((row) => row.kind === 'endret');
    assert.match(changed.cells[2], /\(trondheim\)$/);
    assert.match(changed.cells[3], new RegExp(`^Deltaker ${woman.id}.*Trondheim`));
    const field = (label) => changed.details.find((one) => label.test(one.label));
    assert.deepEqual(field(/^Utdanning før oppstart, fra Norge/), { label: field(/^Utdanning før oppstart, fra Norge/).label, before: 'tomt', now: 'Ungdomsskoleutdanning' });
    assert.deepEqual([field(/^Status$/).before, field(/^Status$/).now], ['Opprettet', 'Endret']);
    const several = changed.details.find((one) => one.now.includes('; '));
    assert.ok(several, 'several choices stand as a list in one field');
    assert.ok(rows.some((row) => row.kind === 'opprettet' && row.details.some((one) => one.now.replace(/\s/g, '') === woman.number)));
    assert.ok(rows.some((row) => row.kind === 'lest' && /^Bakgrunn/.test(row.cells[3])));
    const said = rows.flatMap((row) => row.details.map((one) => one.label));
    for (const name of said) assert.doesNotMatch(name, /^[a-z]+(_[a-z]+)+$/, `${name} is the program's word`);
  });
  test('N0: a person of the introduction programme, found by DUF number; what her codebook says, and Regelmotor as who did it', async () => {
    const duf_nummer = someDuf();
    assert.equal((await searchFor({ fodselsnummer: `${duf_nummer.slice(0, 11)}x` })).status, 422);
    assert.equal((await searchFor({ fodselsnummer: duf_nummer })).status, 303);
    const [{ number_ids: person_id }] = await admin.query(`SELECT number_ids FROM ${DB}.person_search WHERE numbers = ? ORDER BY created_at DESC LIMIT 1`, [duf_nummer]);
    const id = await put({ duf_nummer, person_id, lov: LAW.introduksjonsloven });
    await decide(id, KIND.programme, RESULT.made, '2024-01-15');
    const rows = rowsOf(await owner.openPage((await searchFor({ fodselsnummer: `${duf_nummer.slice(0, 4)} ${duf_nummer.slice(4)}` })).location));
    const decision = rows.find((row) => row.cells[3].startsWith('Vedtak'));
    assert.match(decision.cells[3], /^VedtakPerson [a-z]{16}Bærum$/);
    const field = (row, label) => row.details.find((one) => one.label === label)?.now;
    assert.equal(field(decision, 'Registrert av'), 'Prøve');
    assert.ok(decision.details.some((one) => one.now === 'Introduksjonsprogram'));
    assert.ok(decision.details.some((one) => one.now === '15.01.2024'));
    const made = rows.find((row) => row.kind === 'opprettet' && row.cells[3].startsWith('Person i introduksjonsprogrammet'));
    assert.ok(made.details.some((one) => one.now.replace(/\s/g, '') === duf_nummer));
    for (const name of rows.flatMap((row) => row.details.map((one) => one.label))) assert.doesNotMatch(name, /^[a-z]+(_[a-z]+)+$/, `${name} is the program's word`);
    const link = (await owner.openPage((await searchFor({ fodselsnummer: duf_nummer })).location)).all('a[href^="/introduksjon/personer/"]');
    assert.ok(link.length > 0);
  });
  test('L2, L3: who took her away in the report\'s file is found by her DUF number, and who took another file is not', async () => {
    const duf_nummer = someDuf();
    await searchFor({ fodselsnummer: duf_nummer });
    const [{ number_ids: person_id }] = await admin.query(`SELECT number_ids FROM ${DB}.person_search WHERE numbers = ? ORDER BY created_at DESC LIMIT 1`, [duf_nummer]);
    await put({ duf_nummer, person_id, kommunenummer: '5001', avslutningsdato: '2025-02-03', avslutningsarsak: 1, ended_by: 'municipality', ended_entered_at: '2025-02-04', ended_entered_by_name: 'Prøve' });
    const imdi = await as('imdi');
    for (const query of ['kommune=5001&avslutningsar=2025', 'kommune=5001&avslutningsar=2024']) assert.equal((await imdi.get(`/introduksjon/rapporter/avsluttede.csv?${query}`)).status, 200);
    const rows = rowsOf(await owner.openPage((await searchFor({ fodselsnummer: duf_nummer }, '?handling=lastet-ned')).location));
    assert.deepEqual(rows.map((row) => row.kind), ['lastet-ned']);
    assert.match(rows[0].cells[3], /Rapport over avsluttede/);
  });
  test('one who is deleted is found, marked, and leads to where she can be restored', async () => {
    const visitor = await as('trondheim');
    const gone = await register(visitor);
    const page = await visitor.openPage(`/deltakere/${gone.id}/slett`);
    const asked = await visitor.submit(page.form('main form'), `/deltakere/${gone.id}/slett`);
    if (asked.page.all('main form').length > 0) await visitor.submit(asked.page.form('main form'), `/deltakere/${gone.id}/slett`);
    const { location } = await searchFor({ fodselsnummer: gone.number }, '?handling=slettet');
    assert.match(location, /handling=slettet/);
    const found = await owner.openPage(location);
    const rows = rowsOf(found);
    assert.equal(rows.length, 1);
    assert.match(rows[0].cells[3], /Slettet/);
    assert.equal(found.all(`a[href="/deltakere/${gone.id}/gjenopprett"]`).length, 1);
  });
  test('by PersonId too; an empty search, and what is none, are told so and kept as typed', async () => {
    assert.ok(rowsOf(await owner.openPage((await searchFor({ person_id: person })).location)).length > 0);
    for (const values of [{}, { fodselsnummer: '123' }, { fodselsnummer: woman.number, person_id: person }]) {
      const answer = await searchFor(values);
      assert.equal(answer.status, 422);
      assert.ok('open' in answer.page.all('details#person')[0].attribs, 'what must be put right is in sight');
      assert.equal(answer.page.form('main form[role=search]').value('fodselsnummer'), values.fodselsnummer ?? '');
    }
    assert.equal((await owner.get(`${PATH}?sok=${'a'.repeat(43)}`)).status, 404);
    assert.equal((await owner.get(`${PATH}?sok=';--`)).status, 404);
  });
  test('a failed login, without what was typed; a login and a logout', async () => {
    const visitor = new Visitor({ from: elsewhere() });
    await visitor.tryLogin('imdi', 'feil passord');
    await visitor.tryLogin(`hemmelig${process.pid}`, 'feil passord');
    const page = await open('?handling=innlogging');
    const rows = rowsOf(page);
    assert.ok(rows.some((row) => row.cells[3] === 'Mislykket innlogging' && row.cells[2] === 'Ukjent brukernavn'));
    assert.ok((await of('?handling=innlogging&bruker=imdi')).some((row) => row.cells[3] === 'Mislykket innlogging'));
    assert.ok(!page.main.includes(`hemmelig${process.pid}`));
    const leaving = await Visitor.login('flere');
    const home = await leaving.openPage('/min-bruker');
    await leaving.submit(home.form('form[action="/logg-ut"]'), '/logg-ut');
    const subjects = (await of('?handling=innlogging&bruker=flere')).map((row) => row.cells[3]);
    assert.deepEqual(subjects.slice(0, 2), ['Logget ut, eller økten ble avsluttet', 'Logget inn']);
  });
});

describe('L2: filters', () => {
  test('kinds, user and times narrow it; all of them stand in the form again', async () => {
    for (const kind of ['opprettet', 'endret', 'lest', 'innlogging']) {
      const rows = await of(`?handling=${kind}`);
      assert.ok(rows.length > 0 && rows.every((row) => row.kind === kind), kind);
    }
    const both = await of('?handling=opprettet&handling=lest');
    assert.deepEqual([...new Set(both.map((row) => row.kind))].every((kind) => ['opprettet', 'lest'].includes(kind)), true);
    const page = await open('?bruker=trondheim&fra=01.01.2024&handling=endret');
    assert.ok(rowsOf(page).every((row) => /\(trondheim\)/.test(row.cells[2])));
    const form = page.form('main form[method=get]');
    assert.deepEqual([form.value('bruker'), form.value('fra'), form.values('handling')], ['trondheim', '01.01.2024', ['endret']]);
    const system = (await of('?bruker=systemet')).map((row) => row.cells[2]);
    assert.ok(system.every((who) => !/^(?:system|account):|\((?!lenke\))/.test(who)), 'not the program\'s words, and no user');
    assert.ok(system.some((who) => who.startsWith('Systemet: ')));
  });
  test('P16: dates and times as people type them, both borders included', async () => {
    const [{ at }] = await admin.query(`SELECT MAX(logged_at) AS at FROM ${AUDIT}.change_log WHERE participant_id IS NOT NULL AND table_name = 'participant'`);
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'short' }).format(new Date(`${at.replace(' ', 'T')}Z`));
    const [date, clock] = local.split(' ');
    const [year, month, day] = date.split('-');
    for (const typed of [`${day}.${month}.${year} kl. ${clock.replace(':', '.')}`, `${day}${month}${year} ${clock}`, `${date} ${clock.replace(':', '')}`, `${day}/${month}/${year} kl ${clock}`]) {
      const rows = await of(`?handling=endret&handling=opprettet&fra=${encodeURIComponent(typed)}&til=${encodeURIComponent(typed)}`);
      assert.ok(rows.length > 0 && rows.every((row) => row.cells[0].includes(`kl. ${clock.replace(':', '.')}.`)), typed);
    }
    assert.ok((await of(`?fra=${date}&til=${date}`)).length > 0);
    assert.deepEqual(await of('?fra=01.01.2023&til=02.01.2023'), []);
    for (const typed of ['i går', '32.01.2026', '01.01.2026 kl. 25.00', '01.01.2026 kl.', '01.01.2026 12.61', "1.1.26' OR 1"]) {
      const answer = await owner.get(`${PATH}?fra=${encodeURIComponent(typed)}`);
      assert.equal(answer.status, 422, typed);
      assert.equal(answer.page.form('main form[method=get]').value('fra'), typed);
      assert.equal(answer.page.all('tbody').length, 0, 'nothing is listed under a filter that was not understood');
    }
    assert.equal((await owner.get(`${PATH}?fra=02.01.2026&til=01.01.2026`)).status, 422);
  });
  test('a name that several have lists them; one that nobody has is told so', async () => {
    const [{ display_name: name }] = await admin.query(`SELECT display_name FROM ${DB}.user WHERE brukernavn = 'trondheim'`);
    const page = await open(`?bruker=${encodeURIComponent(name)}`);
    assert.match(page.text('#antall'), new RegExp(name));
    assert.equal((await owner.get(`${PATH}?bruker=finnesikke`)).status, 422);
    const several = await owner.get(`${PATH}?bruker=s`);
    assert.equal(several.status, 422);
    assert.ok(several.page.all('main form[method=get] ul a').length > 1);
  });
  test('I5: an address with what is not known is refused by name, one with empty fields is made tidy', async () => {
    for (const query of ['?handling=alt', '?ukjent=1', '?eldre=1', '?eldre=20261340000000000000-1-1', '?nyere=20260101000000000000-3-1', '?eldre=20260101000000000000-1-x']) {
      assert.equal((await owner.get(PATH + query)).status, 400, query);
    }
    const answer = await owner.get(`${PATH}?handling=lest&bruker=&fra=&til=`);
    assert.deepEqual([answer.status, answer.location], [303, `${PATH}?handling=lest`]);
  });
});

describe('L2: pages', () => {
  // A day of the log that nothing is added to while it is read.
  const DAY = '?fra=05.02.2026&til=05.02.2026';
  before(async () => {
    const there = await admin.query(`SELECT 1 FROM ${AUDIT}.change_log WHERE logged_at BETWEEN '2026-02-05 10:00' AND '2026-02-05 11:00' LIMIT 1`);
    if (there.length === 0) {
      await admin.query(`INSERT INTO ${AUDIT}.change_log (logged_at, user_id, user_name, session_id, action, table_name, row_key, participant_id, changed)
        SELECT '2026-02-05 10:00' + INTERVAL seq DIV 2 SECOND, 900000002, 'Fyll', 1, 'update', 'project', seq, NULL, CONCAT('{"valid_to":[null,"', seq, '"]}') FROM seq_1_to_60`);
    }
  });
  test('older and newer meet without gap or double, also where instants are the same', async () => {
    const numbers = (page) => rowsOf(page).map((row) => Number(row.details[0].now));
    const first = await open(DAY);
    const second = await owner.openPage(first.all('a[rel=next]')[0].attribs.href);
    const third = await owner.openPage(second.all('a[rel=next]')[0].attribs.href);
    assert.deepEqual([first, second, third].flatMap(numbers), Array.from({ length: 60 }, (_, at) => 60 - at));
    assert.equal(third.all('a[rel=next]').length, 0);
    assert.equal(first.all('a[rel=prev]').length, 0);
    const back = await owner.openPage(third.all('a[rel=prev]')[0].attribs.href);
    assert.deepEqual(numbers(back), numbers(second));
    const top = await owner.get(back.all('a[rel=prev]')[0].attribs.href);
    assert.deepEqual([top.status, top.location], [303, `/aktivitetslogg${DAY}`]);
    assert.match(first.text('#antall'), /Antall hendelser: 60/);
    assert.match((await open()).text('#antall'), /Antall hendelser: over 1\s000/);
  });
});

describe('L2, D6: the file', () => {
  test('has the rows of the list, is noted with a receipt before it is sent, and no cell of it runs (D4)', async () => {
    const [{ id }] = await admin.query(`SELECT COALESCE(MAX(log_id), 0) AS id FROM ${AUDIT}.access_log`);
    const answer = await owner.get(`${PATH}.csv?handling=opprettet&handling=endret&bruker=trondheim`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-disposition'), /jobbsjansen-aktivitetslogg-\d{4}-\d\d-\d\d\.csv/);
    const { headings: head, rows } = readCsv(answer.bytes);
    assert.deepEqual(head, ['Tidspunkt', 'Handling', 'Bruker', 'Brukernavn', 'Gjelder', 'Deltaker', 'Kommune', 'Bydel', 'Slettet', 'Detaljer']);
    const shown = await of('?handling=opprettet&handling=endret&bruker=trondheim');
    assert.deepEqual(rows.slice(0, shown.length).map((row) => row[0]), shown.map((row) => row.cells[0]));
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t]/);
    const [noted] = await admin.query(`SELECT action, what, details FROM ${AUDIT}.access_log WHERE log_id > ? AND action = 'download' ORDER BY log_id DESC LIMIT 1`, [id]);
    assert.equal(noted.what, 'aktivitetslogg.csv');
    const receipt = await owner.openPage(`/deltakere/kvittering/${JSON.parse(noted.details).reference}`);
    assert.match(receipt.main, new RegExp(`Aktivitetslogg \\(CSV\\)[^]*${rows.length}`));
    assert.equal((await owner.get(`${PATH}.csv?fra=tull`)).status, 400);
  });
  test('a file of more than a piece is whole', async () => {
    const [{ now }] = await admin.query('SELECT UTC_TIMESTAMP(6) AS now');
    const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE kind = 1 AND logged_at <= ?`, [now]);
    const { rows } = readCsv((await owner.get(`${PATH}.csv?handling=opprettet`)).bytes);
    assert.ok(Number(n) > 500, 'there is more than a piece');
    assert.ok(rows.length >= Number(n), `${rows.length} rows, at least ${n}`);
  });
});
