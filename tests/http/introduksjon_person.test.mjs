// A person's page in the introduction programme: decisions, goals and terminations (requirements N1, N2, N4, N5).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, closeAll, first } from '../sql/database.mjs';
import { login } from '../sql/session.mjs';
import { as, Visitor } from './client.mjs';
import { assertKept, assertPage, assertRefused, messageAt } from './expect.mjs';
import { day, FORM, makePerson, norwegian, numberOf, removePersons, rowsOf, storedOf, terminationsOf } from './introduksjon.mjs';

const one = await as('baerum');
const imdi = await as('imdi');
after(() => removePersons().finally(closeAll));

const open = async (person, query = '', visitor = one) => assertPage(await visitor.get(person.path + query));
const form = async (person, rest, visitor = one) => (await visitor.openPage(`${person.path}/${rest}`)).form(FORM);
const send = (filled, person, rest, visitor = one) => visitor.submit(filled, `${person.path}/${rest}`);
const WORK = { avslutningsdato: norwegian(day(-30)), avslutningsarsak: '1', timer_per_uke: '37,5' };
const SCHOOL = { avslutningsdato: norwegian(day(-30)), avslutningsarsak: '11', timer_per_uke: '' };

async function end(person, answers = WORK, visitor = one) {
  const answer = await send((await form(person, 'avslutning/ny', visitor)).setAll(answers), person, 'avslutning/ny', visitor);
  assert.equal(answer.status, 303, answer.status === 422 ? answer.page.text('.ds-error-summary') : 'stored');
  return answer;
}
const newest = async (person, kind = 'avslutning') => rowsOf(await open(person), kind)[0];
const restOf = (row, person) => row.href.slice(person.path.length + 1);
const ended = { deadline: day(-20), started: day(-700), decisions: [[1, 1, day(-720)]], goals: [[2, day(-710)]], ended: [31, day(-20)] };

test('N1: the page tells who the person is, and her deadlines', async () => {
  const person = await makePerson({ name: 'Selam Haugdal' });
  const page = await open(person);
  const facts = page.text('.personfakta');
  for (const fact of ['Rett til introduksjonsprogram', 'integreringsloven', 'Bærum', norwegian(day(-365)), norwegian(day(-300)), norwegian(day(365))]) {
    assert.ok(facts.includes(fact), `${fact} stands there: ${facts}`);
  }
  assert.ok(facts.replace(/\s/g, '').includes(person.duf), 'and the DUF number');
  assert.equal(page.text('h1'), 'Selam Haugdal');
  assert.ok(!page.title.includes('Selam'), 'a name is in no window title');
  assert.deepEqual(rowsOf(page, 'vedtak').map((row) => [row.Vedtak, row.Resultat, row.Vedtaksdato, row['Registrert av'], row['Oppf.kommune/bydel']]),
    [['Introduksjonsprogram', 'Vedtak fattet', norwegian(day(-380)), 'Import', 'Bærum']]);
});

test('N2: a termination is added, and told in the columns of the guide', async () => {
  const person = await makePerson();
  const answer = await end(person);
  assert.match(answer.location, new RegExp(`^${person.path}\\?`), 'back to the person');
  const page = assertPage(await one.get(answer.location));
  assert.ok(page.text('.ds-alert').includes('Avslutningen er lagret'));
  const [row, ...others] = rowsOf(page, 'avslutning');
  assert.deepEqual(others, []);
  const { Handling, deleted, href, ...told } = row;
  assert.deepEqual(told, {
    Avslutning: 'Ordinær avslutning', Avslutningsårsak: 'Arbeid', 'Antall timer arbeid per uke': '37,5',
    Avslutningsdato: norwegian(day(-30)), 'Registrert av': 'Eirin Skaugum', 'Oppf.kommune/bydel': 'Bærum',
  });
  assert.equal(deleted, false);
  assert.ok(Handling.startsWith('Vis detaljer') && href.startsWith(`${person.path}/avslutning/`));
  const stored = await storedOf(person);
  assert.deepEqual([stored.avslutningsarsak, stored.timer_per_uke, stored.ended_by], [1, 375, 'municipality']);
});

test('N2: whoever ends a programme sees what the date must lie between, and is told what keeps it from being saved', async () => {
  const person = await makePerson();
  const filled = await form(person, 'avslutning/ny');
  const page = await one.openPage(`${person.path}/avslutning/ny`);
  assert.ok(page.main.includes(`Startet i programmet: ${norwegian(day(-365))}`) && page.main.includes(`Frist for gjennomføring: ${norwegian(day(365))}`), page.main);
  const refused = await send(filled.setAll({ ...WORK, timer_per_uke: '' }), person, 'avslutning/ny');
  assert.equal(refused.status, 422);
  assert.equal(refused.page.text('.ds-error-summary h2'), 'Du må rette 1 svar før det kan lagres');
});

test('N2: where the cause is not work, no hours are told as such', async () => {
  const person = await makePerson();
  await end(person, SCHOOL);
  assert.equal((await newest(person))['Antall timer arbeid per uke'], '–');
});

for (const [typed, shown, tenths] of [['37,5', '37,5', 375], ['37.5', '37,5', 375], ['30', '30,0', 300], ['60', '60,0', 600], ['0,1', '0,1', 1]]) {
  test(`N2: hours may be written ${typed}`, async () => {
    const person = await makePerson();
    await end(person, { ...WORK, timer_per_uke: typed });
    assert.equal((await newest(person))['Antall timer arbeid per uke'], shown);
    assert.equal((await storedOf(person)).timer_per_uke, tenths);
  });
}

for (const [what, typed] of [['lack', ''], ['are negative', '-5'], ['are none', '0'], ['are words', 'mange'], ['have two decimals', '37,55'],
  ['are more than a week has', '168,1'], ['are no number', '1e2'], ['overflow', '99999999999999999999']]) {
  test(`N2: hours that ${what} are refused, and what was typed stays`, async () => {
    const person = await makePerson();
    const typedAll = { ...WORK, timer_per_uke: typed };
    const page = assertRefused(await send((await form(person, 'avslutning/ny')).setAll(typedAll), person, 'avslutning/ny'), 'timer_per_uke');
    assertKept(page, typedAll, FORM);
    assert.deepEqual(await terminationsOf(person), []);
  });
}

test('N2: more than 60 hours is asked about, and stored when it is confirmed', async () => {
  const person = await makePerson();
  const asked = await send((await form(person, 'avslutning/ny')).setAll({ ...WORK, timer_per_uke: '65' }), person, 'avslutning/ny');
  const page = assertRefused(asked, 'timer_per_uke');
  assert.ok(messageAt(page, 'timer_per_uke').includes('60 timer'), 'why it asks');
  assert.equal(page.text('label[for=bekreft_timer_per_uke]'), 'Ja, 65,0 er riktig');
  assert.deepEqual(await terminationsOf(person), [], 'nothing is stored before');
  const other = page.form(FORM).setAll({ bekreft_timer_per_uke: ['650'], timer_per_uke: '70' });
  const again = assertRefused(await send(other, person, 'avslutning/ny'), 'timer_per_uke');
  assert.equal(again.text('label[for=bekreft_timer_per_uke]'), 'Ja, 70,0 er riktig', 'another number is asked about by itself');
  const ticked = again.form(FORM).setAll({ bekreft_timer_per_uke: ['700'] });
  assert.equal((await send(ticked, person, 'avslutning/ny')).status, 303);
  assert.equal((await storedOf(person)).timer_per_uke, 700);
  const row = await newest(person);
  const edited = await form(person, restOf(row, person));
  assert.equal((await send(edited.set('avslutningsarsak', '2'), person, restOf(row, person))).status, 303, 'and not about what was confirmed before');
});

test('N2: hours are no answer where the cause is not work', async () => {
  const person = await makePerson();
  const page = assertRefused(await send((await form(person, 'avslutning/ny')).setAll({ ...SCHOOL, timer_per_uke: '20' }), person, 'avslutning/ny'), 'timer_per_uke');
  assert.equal((await send(page.form(FORM).set('timer_per_uke', ''), person, 'avslutning/ny')).status, 303);
  assert.equal((await storedOf(person)).timer_per_uke, null);
});

test('N2: a cause that is no longer work takes its hours along', async () => {
  const person = await makePerson();
  await end(person);
  const row = await newest(person);
  const edited = await form(person, restOf(row, person));
  assert.deepEqual([edited.value('avslutningsarsak'), edited.value('timer_per_uke'), edited.value('avslutningsdato')], ['1', '37,5', WORK.avslutningsdato]);
  assert.equal((await send(edited.set('avslutningsarsak', '11'), person, restOf(row, person))).status, 303);
  assert.deepEqual([(await storedOf(person)).avslutningsarsak, (await storedOf(person)).timer_per_uke], [11, null]);
});

for (const [what, date, message] of [
  ['after the deadline', day(-5), `som er ${norwegian(day(-10))}`],
  ['before the start', day(-366), 'før programmet startet'],
  ['in the future', day(1), 'fram i tid'],
]) {
  test(`N2: an end date ${what} is refused, and the message says why`, async () => {
    const person = await makePerson({ deadline: what === 'after the deadline' ? day(-10) : day(100) });
    const typed = { ...SCHOOL, avslutningsdato: norwegian(date) };
    const page = assertRefused(await send((await form(person, 'avslutning/ny')).setAll(typed), person, 'avslutning/ny'), 'avslutningsdato');
    assert.ok(messageAt(page, 'avslutningsdato').includes(message), messageAt(page, 'avslutningsdato'));
    assertKept(page, typed, FORM);
    assert.deepEqual(await terminationsOf(person), []);
  });
}

test("N2: the deadline's own day is within it, and so is the first day", async () => {
  for (const date of [day(-10), day(-365)]) {
    const person = await makePerson({ deadline: day(-10) });
    await end(person, { ...SCHOOL, avslutningsdato: norwegian(date) });
    assert.equal((await storedOf(person)).avslutningsdato, date);
  }
});

test('N2: an end date before the decision is refused where the programme has no start', async () => {
  const person = await makePerson({ started: null, decisions: [[1, 1, day(-50)]] });
  const typed = { ...SCHOOL, avslutningsdato: norwegian(day(-51)) };
  const page = assertRefused(await send((await form(person, 'avslutning/ny')).setAll(typed), person, 'avslutning/ny'), 'avslutningsdato');
  assert.ok(messageAt(page, 'avslutningsdato').includes('før vedtaket'));
});

for (const [what, answers, field] of [
  ['no answers', { avslutningsdato: '', avslutningsarsak: '', timer_per_uke: '' }, ['avslutningsdato', 'avslutningsarsak']],
  ['a date that is none', { ...SCHOOL, avslutningsdato: '31.02.2026' }, 'avslutningsdato'],
]) {
  test(`N2: ${what}: refused at the field`, async () => {
    const person = await makePerson();
    assertRefused(await send((await form(person, 'avslutning/ny')).setAll(answers), person, 'avslutning/ny'), field);
  });
}

for (const code of ['31', '35', '38', '0', '24', '99', '1 or 1=1', '-1']) {
  test(`N2: the cause ${code} cannot be sent by hand`, async () => {
    const person = await makePerson();
    const drawn = await form(person, 'avslutning/ny');
    assert.ok(!drawn.choices('avslutningsarsak').includes(code), 'it is not offered');
    const answer = await one.post(`${person.path}/avslutning/ny`, [...drawn.setAll({ ...SCHOOL, avslutningsarsak: '' }).sent().filter(([name]) => name !== 'avslutningsarsak'), ['avslutningsarsak', code]]);
    assertRefused(answer, 'avslutningsarsak');
    assert.deepEqual(await terminationsOf(person), []);
  });
}

test('N3: the 23 causes are offered, and when to choose each of them is told without script', async () => {
  const person = await makePerson();
  const page = assertPage(await one.get(`${person.path}/avslutning/ny`));
  assert.deepEqual(page.form(FORM).choices('avslutningsarsak').filter(Boolean).map(Number), Array.from({ length: 23 }, (_, at) => at + 1));
  assert.equal(page.all('.veiledning details dd').length, 23);
  assert.ok(page.all('.veiledning details dd').every((node) => page.textOf(node).length > 10));
});

for (const [what, facts, links] of [
  ['a decision', { decisions: [] }, ['vedtak']],
  ['a decision that holds', { decisions: [[1, 3, day(-380)]] }, ['vedtak']],
  ['a goal', { goals: [] }, ['sluttmal']],
  ['both', { decisions: [], goals: [] }, ['vedtak', 'sluttmal']],
]) {
  test(`N2: without ${what} there is no form, and the way to what lacks`, async () => {
    const person = await makePerson(facts);
    const page = assertPage(await one.get(`${person.path}/avslutning/ny`));
    assert.equal(page.one(FORM), null);
    assert.deepEqual(page.all('.ds-alert a').map((link) => link.attribs.href), links.map((kind) => `${person.path}/${kind}/ny`));
    const csrf = (await form(person, 'vedtak/ny')).value('csrf');
    const answer = await one.post(`${person.path}/avslutning/ny`, [['csrf', csrf], ['versjon', '2'], ...Object.entries(SCHOOL)]);
    assert.equal(answer.status, 422, 'nor can it be sent by hand');
    assert.deepEqual(await terminationsOf(person), []);
  });
}

test('N2: by introduksjonsloven no goal is asked for', async () => {
  const person = await makePerson({ lov: 2, goals: [] });
  await end(person);
  assert.equal((await newest(person)).Avslutningsårsak, 'Arbeid');
});

test('N0: a decision and a goal are entered by hand, and then a termination can be', async () => {
  const person = await makePerson({ decisions: [], goals: [], deadlineSet: null, deadline: null, startDeadline: day(5) }); // or the rule engine changes her between two forms
  const decision = (await form(person, 'vedtak/ny')).setAll({ vedtakstype: '1', vedtaksresultat: '1', vedtaksdato: norwegian(day(-380)) });
  assert.equal((await send(decision, person, 'vedtak/ny')).status, 303);
  const goal = (await form(person, 'sluttmal/ny')).setAll({ sluttmal: '2', sluttmal_dato: norwegian(day(-370)) });
  assert.equal((await send(goal, person, 'sluttmal/ny')).status, 303);
  const stored = await storedOf(person);
  assert.deepEqual([stored.decided_on, stored.sluttmal], [day(-380), 2]);
  assert.ok(stored.gjennomforingsfrist, 'the deadline is worked out from law, goal, decision and start');
  assert.ok((await open(person)).text('.personfakta').includes(norwegian(stored.gjennomforingsfrist)));
  await end(person);
});

test('N0: a decision with bad answers is refused at its fields', async () => {
  const person = await makePerson();
  const send_ = async (answers) => send((await form(person, 'vedtak/ny')).setAll(answers), person, 'vedtak/ny');
  assertRefused(await send_({ vedtakstype: '', vedtaksresultat: '', vedtaksdato: '' }), ['vedtakstype', 'vedtaksresultat', 'vedtaksdato']);
  assertRefused(await send_({ vedtakstype: '1', vedtaksresultat: '1', vedtaksdato: norwegian(day(1)) }), 'vedtaksdato');
  assertRefused(await send_({ vedtakstype: '4', vedtaksresultat: '2', vedtaksdato: norwegian(day(-1)) }), 'vedtaksresultat');
});

for (const [what, lov, wrong, right] of [['integreringsloven', 1, '31.12.2020', '01.01.2021'], ['introduksjonsloven', 2, '31.08.2004', '01.09.2004']]) {
  test(`N0: a decision from before ${what} is refused, whatever it is about: no deadline would follow from it`, async () => {
    const person = await makePerson({ lov, decisions: [], goals: [], started: null });
    const decide = async (vedtakstype, vedtaksresultat, vedtaksdato) =>
      send((await form(person, 'vedtak/ny')).setAll({ vedtakstype, vedtaksresultat, vedtaksdato }), person, 'vedtak/ny');
    for (const [type, result] of [['1', '1'], ['1', '2'], ['4', '1']]) assertRefused(await decide(type, result, wrong), 'vedtaksdato');
    assert.equal((await storedOf(person)).decided_on, null);
    assert.equal((await decide('1', '1', right)).status, 303);
  });
}

test('N0, N1: no day of a programme is of before the first law on it, in a form as in a file', async () => {
  const person = await makePerson({ lov: 2, goals: [] });
  const annulled = { vedtakstype: '1', vedtaksresultat: '3', vedtaksdato: '31.08.2003' };
  const page = assertRefused(await send((await form(person, 'vedtak/ny')).setAll(annulled), person, 'vedtak/ny'), 'vedtaksdato');
  assert.ok(messageAt(page, 'vedtaksdato').includes('01.09.2003'));
  assertRefused(await send((await form(person, 'sluttmal/ny')).setAll({ sluttmal: '2', sluttmal_dato: '31.08.2003' }), person, 'sluttmal/ny'), 'sluttmal_dato');
  assert.equal((await send((await form(person, 'sluttmal/ny')).setAll({ sluttmal: '2', sluttmal_dato: '01.09.2003' }), person, 'sluttmal/ny')).status, 303);
});

test('N4: the cause of a permanent stop takes its place, and the stop stands as deleted, in italic and in words', async () => {
  const person = await makePerson({ decisions: [[1, 1, day(-380)], [4, 1, day(-40)]], ended: [35, day(-40)] });
  const before = await open(person);
  assert.deepEqual([rowsOf(before, 'avslutning')[0].Avslutning, rowsOf(before, 'avslutning')[0]['Registrert av']], ['Stans', 'Regelmotor']);
  assert.ok(before.text('.ds-alert').includes('Legg til en avslutning'), 'it is told what the municipality has to do');
  await end(person, { ...WORK, avslutningsdato: norwegian(day(-40)), timer_per_uke: '30' });
  const rows = rowsOf(await open(person, '?historikk=alle'), 'avslutning');
  assert.deepEqual(rows.map((row) => [row.Avslutning, row.Avslutningsårsak, row['Antall timer arbeid per uke'], row.deleted]).sort(),
    [['Ordinær avslutning', 'Arbeid', '30,0', false], ['Stans (slettet)', 'Vedtak om permanent stans', '–', true]]);
  assert.equal((await terminationsOf(person)).filter((row) => row.deleted_at === null).length, 1);
});

test('N5: what the rule engine entered is read, not changed; a new cause takes its place', async () => {
  const person = await makePerson(ended);
  const row = await newest(person);
  assert.equal(row.Avslutningsårsak, 'Avslutningsårsak ikke registrert');
  const details = assertPage(await one.get(row.href));
  assert.equal(details.one(FORM), null, 'no form');
  assert.ok(details.text('main').includes('Beregnet av regelmotoren') && details.text('main').includes('fristen for gjennomføring gikk ut'));
  assert.ok(details.all('main a').some((link) => link.attribs.href === `${person.path}/avslutning/ny`), 'the way to add a cause');
  await end(person, { ...WORK, avslutningsdato: norwegian(day(-20)) });
  assert.deepEqual(rowsOf(await open(person), 'avslutning').map((one) => one.Avslutningsårsak), ['Arbeid']);
  const history = await open(person, '?historikk=alle');
  assert.deepEqual(rowsOf(history, 'avslutning').map((one) => [one.Avslutning, one.deleted]),
    [['Ordinær avslutning (slettet)', true], ['Ordinær avslutning', false]]);
  assert.ok(history.text('section[aria-labelledby=kort-avslutning]').includes('Vis nyeste avslutningshistorikk'));
  assert.ok((await open(person)).text('section[aria-labelledby=kort-avslutning]').includes('Vis all avslutningshistorikk'));
});

test('N5: a hand-made request cannot change or delete what the rule engine entered, and neither can the database be asked to', async () => {
  const person = await makePerson(ended);
  const row = await newest(person);
  const { row_version: version } = await storedOf(person);
  const csrf = (await form(person, 'avslutning/ny')).value('csrf');
  for (const rest of ['', '/slett']) {
    const answer = await one.post(row.href + rest, [['csrf', csrf], ['versjon', String(version)], ...Object.entries(SCHOOL)]);
    assert.equal(answer.status, 422);
    assert.ok(assertPage(answer).text('.ds-alert').includes('ikke endres eller slettes'));
  }
  const { connection } = await login('baerum');
  const id = numberOf(row.href.split('/').at(-1));
  const fields = JSON.stringify({ avslutningsdato: day(-30), avslutningsarsak: '11', timer_per_uke: null });
  const put = first(await call(connection, 'intro_row_put', 'avslutning', person.id, id, 0, version, null, null, fields, day(-20)));
  assert.equal(put.outcome, 'computed');
  const gone = first(await call(connection, 'intro_row_delete', 'avslutning', person.id, id, version, null, null, day(-20)));
  assert.equal(gone.outcome, 'computed');
  assert.deepEqual((await terminationsOf(person)).map((one) => [one.avslutningsarsak, one.deleted_at]), [[31, null]]);
});

test('N5: a termination of the municipality is changed and deleted, and its history kept', async () => {
  const person = await makePerson();
  await end(person);
  const row = await newest(person);
  const edited = await form(person, restOf(row, person));
  assert.equal((await send(edited.setAll({ avslutningsarsak: '2', timer_per_uke: '20' }), person, restOf(row, person))).status, 303);
  assert.equal((await newest(person)).Avslutningsårsak, 'Arbeid med lønnstilskudd fra NAV');
  const ask = await form(person, `${restOf(row, person)}/slett`);
  assert.deepEqual((await terminationsOf(person)).map((one) => one.deleted_at), [null], 'asked first');
  const answer = await send(ask, person, `${restOf(row, person)}/slett`);
  assert.equal(answer.status, 303);
  const page = assertPage(await one.get(answer.location));
  assert.ok(page.text('.ds-alert').includes('slettet'));
  assert.deepEqual(rowsOf(page, 'avslutning').map((one) => [one.Avslutning, one.deleted]), [['Ordinær avslutning (slettet)', true]]);
  assert.equal((await storedOf(person)).ended_by, null);
  const details = assertPage(await one.get(row.href));
  assert.equal(details.one(FORM), null, 'what is deleted is only read');
  assert.ok(details.text('main').includes('Slettet'));
});

test('N5: where a termination stands, another is not added beside it', async () => {
  const person = await makePerson();
  await end(person);
  const page = assertPage(await one.get(`${person.path}/avslutning/ny`));
  assert.equal(page.one(FORM), null);
  assert.ok(page.text('.ds-alert').includes('avsluttet allerede'));
});

test('N5: deleting the decision that a termination rests on is told before, and shown after', async () => {
  const person = await makePerson();
  await end(person);
  const row = await newest(person, 'vedtak');
  assert.ok(assertPage(await one.get(row.href)).text('main').includes('bygger på vedtak'), 'told where it can be changed');
  const asked = assertPage(await one.get(`${row.href}/slett`));
  assert.ok(asked.text('main').includes('mangler grunnlag'));
  assert.equal((await send(asked.form(FORM), person, `${restOf(row, person)}/slett`)).status, 303);
  assert.ok((await open(person)).text('main').includes('Avslutningen mangler grunnlag'));
  assert.equal((await storedOf(person)).ended_by, 'municipality', 'it stands');
});

test('N5: a reopened programme runs on to its deadline, and the termination stands as deleted', async () => {
  const person = await makePerson();
  await end(person);
  const asked = await form(person, 'gjenapne');
  assert.ok(!asked.has('begrunnelse'), 'the deadline has not passed: nothing to ask');
  const answer = await send(asked, person, 'gjenapne');
  assert.equal(answer.status, 303);
  const page = assertPage(await one.get(answer.location));
  assert.ok(page.text('.ds-alert').includes('gjenåpnet'));
  assert.deepEqual(rowsOf(page, 'avslutning').map((row) => row.deleted), [true]);
  const stored = await storedOf(person);
  assert.deepEqual([stored.ended_by, stored.reopened_on, stored.gjennomforingsfrist], [null, day(), day(365)]);
  await end(person, SCHOOL);
});

test('N5: where the deadline has passed, reopening asks for a new one with a reason', async () => {
  const person = await makePerson(ended);
  const send_ = async (typed) => send((await form(person, 'gjenapne')).setAll(typed), person, 'gjenapne');
  const reason = 'Fikk forlenget program etter klage.';
  for (const [typed, field] of [
    [{ gjennomforingsfrist: '', begrunnelse: '' }, ['gjennomforingsfrist', 'begrunnelse']],
    [{ gjennomforingsfrist: norwegian(day(-1)), begrunnelse: reason }, 'gjennomforingsfrist'],
    [{ gjennomforingsfrist: '32.13.2027', begrunnelse: reason }, 'gjennomforingsfrist'],
    [{ gjennomforingsfrist: norwegian(day(3000)), begrunnelse: reason }, 'gjennomforingsfrist'],
    [{ gjennomforingsfrist: norwegian(day(90)), begrunnelse: '   ' }, 'begrunnelse'],
    [{ gjennomforingsfrist: norwegian(day(90)), begrunnelse: 'å'.repeat(501) }, 'begrunnelse'],
  ]) {
    const page = assertRefused(await send_(typed), field);
    assertKept(page, { gjennomforingsfrist: typed.gjennomforingsfrist }, FORM);
  }
  assert.equal((await storedOf(person)).ended_by, 'engine', 'nothing was done yet');
  assert.equal((await send_({ gjennomforingsfrist: norwegian(day(90)), begrunnelse: reason })).status, 303);
  const stored = await storedOf(person);
  assert.deepEqual([stored.ended_by, stored.gjennomforingsfrist, stored.deadline_set, stored.deadline_reason], [null, day(90), day(90), reason]);
  assert.ok((await open(person)).text('.personfakta').includes(reason));
});

test('N5: where there is no deadline yet, reopening asks for one with a reason, so that something ends it again', async () => {
  const person = await makePerson({ deadline: null, started: null, startDeadline: day(-20), decisions: [], goals: [], ended: [32, day(-20)] });
  const asked = await form(person, 'gjenapne');
  assert.ok(asked.has('gjennomforingsfrist') && asked.has('begrunnelse'));
  assertRefused(await send(asked, person, 'gjenapne'), ['gjennomforingsfrist', 'begrunnelse']);
  const typed = { gjennomforingsfrist: norwegian(day(90)), begrunnelse: 'Oppstarten ble utsatt.' };
  assert.equal((await send((await form(person, 'gjenapne')).setAll(typed), person, 'gjenapne')).status, 303);
  const stored = await storedOf(person);
  assert.deepEqual([stored.ended_by, stored.gjennomforingsfrist, stored.deadline_set], [null, day(90), day(90)]);
});

const STOP = { vedtakstype: '4', vedtaksresultat: '1', vedtaksdato: norwegian(day()) };
const PASSED_OVER = 'avslutter ikke regelmotoren programmet';
const stop = async (person) => assert.equal((await send((await form(person, 'vedtak/ny')).setAll(STOP), person, 'vedtak/ny')).status, 303);
const reopen = async (person) => assert.equal((await send(await form(person, 'gjenapne'), person, 'gjenapne')).status, 303);

async function endedByEngine(person) {
  for (let tries = 0; tries < 100 && (await storedOf(person)).ended_by !== 'engine'; tries++) await sleep(200);
  return storedOf(person);
}

test('N4, N5: what was known when the programme was reopened ends nothing, and the page says so', async () => {
  const person = await makePerson({ facts: { moved_on: day(-10), emigrated_on: day(-5), out_of_category_on: day(5) } });
  await end(person);
  await stop(person);
  await reopen(person);
  const told = (await open(person)).text('.ds-alert');
  for (const words of ['flyttet til en annen kommune, var kjent', 'flyttet ut av landet, var kjent', 'permanent stans var registrert', PASSED_OVER]) {
    assert.ok(told.includes(words), `${words}: ${told}`);
  }
  assert.ok(!told.includes('kategoriene'), 'that is to come');
  assert.ok(!(await open(person, '', imdi)).text('main').includes('legger du til'), 'only to who can do something about it');
  await end(person, SCHOOL);
  assert.ok(!(await open(person)).text('main').includes(PASSED_OVER), 'it has ended');
});

test('N4, N5: a stop that is entered after the reopening ends the programme, also on the same day', async () => {
  const person = await makePerson();
  await end(person);
  await reopen(person);
  assert.ok(!(await open(person)).text('main').includes(PASSED_OVER), 'no stop yet');
  await stop(person);
  const { avslutningsarsak, avslutningsdato } = await endedByEngine(person);
  assert.deepEqual([avslutningsarsak, avslutningsdato], [35, day()]);
  assert.ok((await open(person)).text('.ds-alert').includes('det er registrert vedtak om permanent stans'));
  await reopen(person);
  assert.ok((await open(person)).text('.ds-alert').includes(PASSED_OVER), 'reopened once more the same day, that one is known');
  assert.equal((await storedOf(person)).ended_by, null);
});

test('N5: nothing to reopen is said, and a dead person is not reopened', async () => {
  const running = await makePerson();
  assert.equal(assertPage(await one.get(`${running.path}/gjenapne`)).one(FORM), null);
  const dead = await makePerson({ dead: day(-3), ended: [38, day(-3)] });
  const page = assertPage(await one.get(`${dead.path}/gjenapne`));
  assert.equal(page.one(FORM), null);
  const csrf = (await form(dead, 'vedtak/ny')).value('csrf');
  const answer = await one.post(`${dead.path}/gjenapne`, [['csrf', csrf], ['versjon', String((await storedOf(dead)).row_version)]]);
  assert.equal(answer.status, 422);
  assert.equal((await storedOf(dead)).ended_by, 'engine');
});

test('P14, N5: two people add a cause at once: the second is told what stands now, and keeps what was typed', async () => {
  const person = await makePerson(ended);
  const [mine, theirs] = [await form(person, 'avslutning/ny'), await form(person, 'avslutning/ny')];
  const date = norwegian(day(-20));
  assert.equal((await send(theirs.setAll({ ...WORK, avslutningsdato: date }), person, 'avslutning/ny')).status, 303);
  const late = await send(mine.setAll({ ...SCHOOL, avslutningsdato: date }), person, 'avslutning/ny');
  assert.equal(late.status, 409);
  assert.ok(assertPage(late).text('main').includes('Arbeid'), 'what stands now');
  assert.deepEqual((await terminationsOf(person)).filter((row) => row.deleted_at === null).map((row) => row.avslutningsarsak), [1]);
});

test('P14, N5: two people change one row: the second sees what stands now, keeps what was typed, and may send it again', async () => {
  const person = await makePerson();
  await end(person);
  const row = await newest(person);
  const rest = restOf(row, person);
  const [mine, theirs] = [await form(person, rest), await form(person, rest)];
  assert.equal((await send(theirs.setAll({ avslutningsarsak: '22', timer_per_uke: '' }), person, rest)).status, 303);
  const late = await send(mine.setAll({ avslutningsarsak: '2', timer_per_uke: '12,5' }), person, rest);
  assert.equal(late.status, 409);
  const page = assertPage(late);
  assert.ok(page.text('.ds-alert').includes('endret personen i mellomtiden'));
  assert.deepEqual(rowsOf(page, 'avslutning').map((one) => one.Avslutningsårsak), ['Ukjent'], 'what stands now');
  assertKept(page, { avslutningsarsak: '2', timer_per_uke: '12,5' }, FORM);
  assert.equal((await storedOf(person)).avslutningsarsak, 22, 'nothing is overwritten silently');
  assert.equal((await send(page.form(FORM), person, rest)).status, 303, 'knowing it, the same may be sent');
  assert.equal((await storedOf(person)).avslutningsarsak, 2);
});

test('P14: a change that came between is told when deleting and reopening too', async () => {
  const person = await makePerson();
  await end(person);
  const rest = restOf(await newest(person), person);
  const [remove, reopen, edit] = [await form(person, `${rest}/slett`), await form(person, 'gjenapne'), await form(person, rest)];
  assert.equal((await send(edit.setAll({ avslutningsarsak: '22', timer_per_uke: '' }), person, rest)).status, 303);
  assert.equal((await send(remove, person, `${rest}/slett`)).status, 409);
  assert.equal((await send(reopen, person, 'gjenapne')).status, 409);
  assert.equal((await storedOf(person)).avslutningsarsak, 22);
});

test('P6: what is sent twice is stored once', async () => {
  const person = await makePerson(ended);
  const filled = (await form(person, 'avslutning/ny')).setAll({ ...WORK, avslutningsdato: norwegian(day(-20)) });
  const answers = await Promise.all([1, 2, 3].map(() => send(filled, person, 'avslutning/ny')));
  assert.deepEqual(answers.map((answer) => answer.status), [303, 303, 303]);
  assert.equal((await terminationsOf(person)).length, 2, 'the computed one, and one more');
  const rest = restOf(await newest(person), person);
  const remove = await form(person, `${rest}/slett`);
  for (let time = 0; time < 2; time += 1) assert.equal((await send(remove, person, `${rest}/slett`)).status, 303);
});

test('P6: a reopening that is sent twice is done once', async () => {
  const person = await makePerson(ended);
  const filled = (await form(person, 'gjenapne')).setAll({ gjennomforingsfrist: norwegian(day(90)), begrunnelse: 'Klagen ble tatt til følge.' });
  for (let time = 0; time < 2; time += 1) assert.equal((await send(filled, person, 'gjenapne')).status, 303);
  assert.equal((await storedOf(person)).deadline_set, day(90));
});

test('I6: a form without its token keeps what was typed, and stores nothing', async () => {
  const person = await makePerson();
  for (const [rest, typed] of [['avslutning/ny', WORK], ['vedtak/ny', { vedtakstype: '2', vedtaksresultat: '1', vedtaksdato: norwegian(day(-2)) }]]) {
    const answer = await send((await form(person, rest)).setAll({ ...typed, csrf: 'feil' }), person, rest);
    assert.equal(answer.status, 403);
    const page = assertPage(answer);
    assertKept(page, typed, FORM);
    assert.equal((await send(page.form(FORM), person, rest)).status, 303, 'and can be sent from there');
  }
  const late = await makePerson(ended);
  const answer = await send((await form(late, 'gjenapne')).setAll({ csrf: '', begrunnelse: 'Klage.', gjennomforingsfrist: norwegian(day(9)) }), late, 'gjenapne');
  assert.equal(answer.status, 403);
  assertKept(assertPage(answer), { begrunnelse: 'Klage.', gjennomforingsfrist: norwegian(day(9)) }, FORM);
});

test('I8: a person of another municipality is not there, whatever is asked of her', async () => {
  const foreign = await makePerson({ kommunenummer: '5001' });
  const own = await makePerson();
  const [row] = rowsOf(assertPage(await imdi.get(foreign.path)), 'vedtak');
  for (const rest of ['', '/gjenapne', '/avslutning/ny', row.href.slice(foreign.path.length), `${row.href.slice(foreign.path.length)}/slett`]) {
    assert.equal((await one.get(foreign.path + rest)).status, 404, rest);
    if (rest !== '') assert.equal((await one.post(foreign.path + rest, [['csrf', (await form(own, 'vedtak/ny')).value('csrf')], ['versjon', '2']])).status, 404, rest);
  }
  assert.equal((await one.get(`${own.path}/vedtak/${row.href.split('/').at(-1)}`)).status, 404, "another's row below one's own person");
  assert.equal((await (await as('trondheim')).get(own.path)).status, 404, 'a caseworker of Jobbsjansen alone sees nobody here');
});

test('I8: addresses that are none of ours are not there', async () => {
  const person = await makePerson();
  const [row] = rowsOf(await open(person), 'vedtak');
  for (const path of [
    '/introduksjon/personer/1', `/introduksjon/personer/${person.id}`, "/introduksjon/personer/'%20OR%201=1", `/introduksjon/personer/${person.part}x`,
    '/introduksjon/personer/%00', `/introduksjon/personer/${'v'.repeat(16)}`, `${person.path}/person/ny`, `${person.path}/vedtak/1`,
    `${person.path}/sluttmal/${row.href.split('/').at(-1)}`, `${person.path}/vedtak/ny/slett`, `${person.path}/../..`, `${person.path}/avslutning`,
  ]) assert.ok([400, 404].includes((await one.get(path)).status), path);
});

test('A1: who may only look sees all of it, and no way to change it', async () => {
  const person = await makePerson({ ...ended, kommunenummer: '5001' });
  for (const name of ['imdi', 'systemeier']) {
    const visitor = await as(name);
    const page = await open(person, '', visitor);
    const links = page.all('main a').map((link) => link.attribs.href);
    assert.deepEqual(links.filter((href) => /\/(ny|slett|gjenapne)$/.test(href)), [], name);
    assert.ok(rowsOf(page, 'avslutning').length === 1);
    const details = assertPage(await visitor.get(rowsOf(page, 'vedtak')[0].href));
    assert.equal(details.one(FORM), null);
    assert.ok(details.text('main').includes('Introduksjonsprogram'));
    assert.equal((await visitor.get(`${person.path}/avslutning/ny`)).status, 404);
  }
});

test('A1: who is not logged in is sent to log in', async () => {
  const person = await makePerson();
  assert.match((await new Visitor().get(person.path)).location ?? '', /^\/logg-inn/);
});

test('C4b: what is hostile comes back as text', async () => {
  const person = await makePerson({ name: '<script>alert(1)</script> «Å»' });
  const typed = { ...SCHOOL, avslutningsdato: '"><img src=x onerror=alert(1)>' };
  const answer = await send((await form(person, 'avslutning/ny')).setAll(typed), person, 'avslutning/ny');
  const page = assertRefused(answer, 'avslutningsdato');
  assertKept(page, typed, FORM);
  assert.equal(page.all('main img, main script:not([src])').length, 0);
  assert.equal((await open(person)).text('h1'), '<script>alert(1)</script> «Å»');
  assert.equal((await one.get(`${person.path}?melding=%3Cb%3E&historikk=alle%27`)).status, 200);
});

test('N5: all decisions are shown when asked for, the newest that stands else', async () => {
  const person = await makePerson({ decisions: [[1, 1, day(-380)], [3, 1, day(-200)], [2, 1, day(-100)]] });
  assert.deepEqual(rowsOf(await open(person), 'vedtak').map((row) => row.Vedtak), ['Forlengelse av programmet']);
  const page = await open(person, '?vedtak=alle');
  assert.deepEqual(rowsOf(page, 'vedtak').map((row) => row.Vedtak), ['Introduksjonsprogram', 'Midlertidig stans', 'Forlengelse av programmet']);
  assert.ok(page.text('section[aria-labelledby=kort-vedtak]').includes('Vis nyeste vedtak'));
});
