// The codebook's rules as a caseworker meets them (requirements C4, C4b, C5), by plain form posts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { assertKept, assertPage, assertRefused, messageAt } from './expect.mjs';
import { address, fillGate, openForm, openNew, register, save, saved, stored } from './participant.mjs';
import { day } from './women.mjs';

const visitor = await as('trondheim');

// Names of the questions that discharge lacks.
async function gaps(id) {
  const form = await openForm(visitor, id, 'avslutning');
  const answer = await visitor.post(address(id, 'utskriv'), { csrf: form.value('csrf'), versjon: form.value('versjon') });
  assert.equal(answer.status, 422);
  return new Set(answer.page.all('main a[href*="#"]').map((link) => link.attribs.href.split('#')[1]));
}

// A question is open when an answer to it is taken, locked when an answer is refused and not stored.
async function assertOpen(page, others, name, value) {
  const { id } = await register(visitor);
  for (const [where, values] of Object.entries(others)) await saved(visitor, id, where, values);
  await saved(visitor, id, page, { [name]: value });
  assert.deepEqual(await stored(visitor, id, page, name), [value].flat());
}

async function assertLocked(page, others, name, value) {
  const { id } = await register(visitor);
  for (const [where, values] of Object.entries(others)) await saved(visitor, id, where, values);
  const answer = await save(visitor, id, page, { [name]: value });
  assertRefused(answer, name);
  assert.deepEqual(await stored(visitor, id, page, name), []);
  assert.ok(!(await gaps(id)).has(name), `${name} is locked and so no gap`);
}

const OPENERS = [
  ['bakgrunn', 'deltatt_intro', '1', 'intro_avsluttet_dato', '01.01.2020', ['2']],
  ['bakgrunn', 'omsorgsansvar_barn', '1', 'antall_barn', '3', ['2', '9']],
  ['person-og-prosjekt', 'reservasjon_deling', '2', 'reservasjon_dato', '01.03.2024', ['1']],
  ['avslutning', 'hovedarsak_avslutning', '16', 'hovedarsak_avbrutt', '3', ['1', '15', '17', '99']],
  ...['type_arbeid', 'stillingsprosent_arbeid', 'type_naring_arbeid'].flatMap((name) =>
    ['1', '2', '8', '9', '10', '11', '12'].map((code) => ['avslutning', 'hovedarsak_avslutning', code, name, '1', code === '1' ? ['3', '7', '13', '16', '99'] : []])),
];

for (const [page, opener, code, name, value, closers] of OPENERS) {
  test(`${name} is open when ${opener} is ${code}`, () => assertOpen(page, { [page]: { [opener]: code } }, name, value));
  for (const closer of closers) {
    test(`${name} is locked when ${opener} is ${closer}`, () => assertLocked(page, { [page]: { [opener]: closer } }, name, value));
  }
}

for (const [page, opener, code, name] of [
  ['bakgrunn', 'deltatt_intro', '1', 'intro_avsluttet_dato'], ['person-og-prosjekt', 'reservasjon_deling', '2', 'reservasjon_dato'],
  ['avslutning', 'hovedarsak_avslutning', '16', 'hovedarsak_avbrutt'], ['avslutning', 'hovedarsak_avslutning', '12', 'type_arbeid'],
  ['avslutning', 'hovedarsak_avslutning', '8', 'stillingsprosent_arbeid'], ['avslutning', 'hovedarsak_avslutning', '2', 'type_naring_arbeid'],
]) {
  test(`${name} is obligatory when ${opener} is ${code}`, async () => {
    const { id } = await register(visitor);
    assert.ok(!(await gaps(id)).has(name), 'unasked before');
    await saved(visitor, id, page, { [opener]: code });
    assert.ok((await gaps(id)).has(name));
  });
}

test('antall_barn is never obligatory', async () => {
  const { id } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', { omsorgsansvar_barn: '1' });
  assert.ok(!(await gaps(id)).has('antall_barn'));
});

test('the opening answer and the opened one can be sent together', async () => {
  const { id } = await register(visitor);
  await saved(visitor, id, 'avslutning', { hovedarsak_avslutning: '1', type_arbeid: '1', stillingsprosent_arbeid: '3', type_naring_arbeid: '17' });
  assert.deepEqual(await stored(visitor, id, 'avslutning', 'type_naring_arbeid'), ['17']);
});

test('a change that locks an answer tells what is emptied, and never stores both', async () => {
  const { id } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', { deltatt_intro: '1', intro_avsluttet_dato: '01.01.2020' });
  const answer = await save(visitor, id, 'bakgrunn', { deltatt_intro: '2' });
  const seen = await visitor.follow(answer);
  assert.match(assertPage(seen).main, /Dato avsluttet introduksjonsprogram/, 'the emptied question is named');
  const now = [await stored(visitor, id, 'bakgrunn', 'deltatt_intro'), await stored(visitor, id, 'bakgrunn', 'intro_avsluttet_dato')];
  assert.ok([[['2'], []], [['1'], ['01.01.2020']]].some((fine) => JSON.stringify(fine) === JSON.stringify(now)), JSON.stringify(now));
});

// 31 is locked when 32 holds 9 and 29 lacks 3, else obligatory.
for (const [places, training, open] of [
  [['9'], ['1'], false], [['9'], ['99'], false], [['9'], ['3'], true], [['9'], ['1', '3'], true], [['1'], ['1'], true], [['2', '8'], ['3'], true], [[], [], true],
]) {
  test(`first practice is ${open ? 'obligatory' : 'locked'} with 32 = ${places.join(',') || 'empty'} and 29 = ${training.join(',') || 'empty'}`, async () => {
    const before = { sted_arbeidspraksis: places, norskopplaring_spraktrening: training };
    if (!open) return assertLocked('programinnhold', { programinnhold: before }, 'oppstartsdato_forste_praksis', '01.03.2024');
    const { id } = await register(visitor);
    await saved(visitor, id, 'programinnhold', before);
    assert.ok((await gaps(id)).has('oppstartsdato_forste_praksis'));
    await saved(visitor, id, 'programinnhold', { oppstartsdato_forste_praksis: '01.03.2024' });
    assert.deepEqual(await stored(visitor, id, 'programinnhold', 'oppstartsdato_forste_praksis'), ['01.03.2024']);
  });
}

for (const [page, name, alone] of [
  ['bakgrunn', 'tiltak_for_jobbsjansen', '99'], ['programinnhold', 'norskopplaring_spraktrening', '99'], ['programinnhold', 'arbeidsrettede_tiltak', '99'],
  ['programinnhold', 'utdanningsrettede_tiltak', '99'], ['programinnhold', 'helsefremmende_tiltak', '99'], ['programinnhold', 'samfunn_ovrige_tiltak', '99'],
  ['programinnhold', 'sted_arbeidspraksis', '9'],
]) {
  test(`"none" of ${name} (${alone}) stands alone or not at all`, async () => {
    const { id } = await register(visitor);
    const answer = await save(visitor, id, page, { [name]: ['1', alone] });
    const again = assertRefused(answer, name);
    assertKept(again, { [name]: ['1', alone] }, 'main form:has([name=versjon])');
    assert.deepEqual(await stored(visitor, id, page, name), []);
    await saved(visitor, id, page, { [name]: [alone] });
    await saved(visitor, id, page, { [name]: ['1', '2'] });
    if (alone === '99') await saved(visitor, id, page, { [name]: ['1', '88'] });
    assert.deepEqual(await stored(visitor, id, page, name), alone === '99' ? ['1', '88'] : ['1', '2']);
    await saved(visitor, id, page, { [name]: [] });
    assert.deepEqual(await stored(visitor, id, page, name), [], 'all ticks removed is an empty answer');
  });
}

for (const [typed, taken] of [['1', true], ['20', true], ['0', false], ['21', false], ['-1', false], ['2,5', false], ['2.5', false], ['tre', false], ['1e1', false],
  ['0x5', false], ['99999999999999999999', false], ['٣', false], ['3 barn', false]]) {
  test(`number of children ${typed} is ${taken ? 'taken' : 'refused as typed'}`, async () => {
    const { id } = await register(visitor);
    await saved(visitor, id, 'bakgrunn', { omsorgsansvar_barn: '1' });
    const answer = await save(visitor, id, 'bakgrunn', { antall_barn: typed });
    if (taken) assert.equal(answer.status, 303);
    else assertKept(assertRefused(answer, 'antall_barn'), { antall_barn: typed, omsorgsansvar_barn: '1' }, 'main form:has([name=versjon])');
    assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'antall_barn'), taken ? [typed] : []);
  });
}

for (const [page, others, name] of [
  ['person-og-prosjekt', {}, 'oppstartsdato'], ['programinnhold', {}, 'oppstartsdato_forste_praksis'], ['avslutning', {}, 'avslutningsdato'],
  ['person-og-prosjekt', { reservasjon_deling: '2' }, 'reservasjon_dato'],
]) {
  test(`${name} is not in the future`, async () => {
    const { id } = await register(visitor);
    const before = await stored(visitor, id, page, name);
    const answer = await save(visitor, id, page, { ...others, [name]: day(1).typed });
    const again = assertRefused(answer, name);
    assertKept(again, { [name]: day(1).typed }, 'main form:has([name=versjon])');
    assert.deepEqual(await stored(visitor, id, page, name), before);
    await saved(visitor, id, page, { ...others, [name]: day().typed });
    assert.deepEqual(await stored(visitor, id, page, name), [day().typed]);
  });
}

// Rules between fields: saved, flagged, and a gap at the gates (C4b).
for (const [what, first, page, name, value] of [
  ['an end before the start', {}, 'avslutning', 'avslutningsdato', '31.01.2024'],
  ['a first practice after the end', { avslutning: { avslutningsdato: '01.06.2024' } }, 'programinnhold', 'oppstartsdato_forste_praksis', '02.06.2024'],
  ['an introduction programme that ended after the start', { bakgrunn: { deltatt_intro: '1' } }, 'bakgrunn', 'intro_avsluttet_dato', '02.02.2024'],
]) {
  test(`${what} is saved, flagged at the field, and a gap`, async () => {
    const { id } = await register(visitor);
    for (const [where, values] of Object.entries(first)) await saved(visitor, id, where, values);
    await saved(visitor, id, page, { [name]: value });
    assert.deepEqual(await stored(visitor, id, page, name), [value]);
    const again = await visitor.openPage(address(id, page));
    assert.ok(messageAt(again, name).length > 10, 'flagged at the field');
    assert.ok((await gaps(id)).has(name), 'a gap at discharge');
  });
}

for (const [what, first, page, name, value] of [
  ['an end on the day of the start', {}, 'avslutning', 'avslutningsdato', '01.02.2024'],
  ['a first practice on the last day', { avslutning: { avslutningsdato: '01.06.2024' } }, 'programinnhold', 'oppstartsdato_forste_praksis', '01.06.2024'],
  ['an introduction programme that ended on the day of the start', { bakgrunn: { deltatt_intro: '1' } }, 'bakgrunn', 'intro_avsluttet_dato', '01.02.2024'],
]) {
  test(`${what} is in order`, async () => {
    const { id } = await register(visitor);
    for (const [where, values] of Object.entries(first)) await saved(visitor, id, where, values);
    await saved(visitor, id, page, { [name]: value });
    const again = await visitor.openPage(address(id, page));
    assert.equal(again.byId(name).attribs['aria-invalid'], undefined);
    assert.ok(!(await gaps(id)).has(name));
  });
}

for (const [what, gate, page, name, value] of [
  ['a first practice before the start', {}, 'programinnhold', 'oppstartsdato_forste_praksis', '31.01.2024'],
  ['a start more than five years back', { oppstartsdato: '01.02.2020' }, 'person-og-prosjekt', 'oppstartsdato', '01.02.2020'],
]) {
  test(`${what} is saved with a warning, and is no gap`, async () => {
    const { id } = await register(visitor, gate);
    await saved(visitor, id, page, { [name]: value });
    const again = await visitor.openPage(address(id, page));
    assert.ok(messageAt(again, name).length > 10, 'warned at the field');
    assert.ok(!(await gaps(id)).has(name));
  });
}

test('at creation a rule between fields refuses', async () => {
  const form = fillGate(await openNew(visitor));
  assert.ok(form.has('reservasjon_dato'), 'the dependent field is there without script');
  const answer = await visitor.submit(form.setAll({ reservasjon_deling: '1', reservasjon_dato: '01.03.2024' }), '/deltakere/ny');
  assertRefused(answer, 'reservasjon_dato');
});

// C5: the participant's own date decides.
test('financing chosen while valid stays visible when the start is moved past its end, marked "utgått"', async () => {
  const { id } = await register(visitor, { oppstartsdato: '15.12.2025' });
  const form = await openForm(visitor, id, 'person-og-prosjekt');
  const chosen = form.value('finansieringstype');
  assert.ok(chosen, 'financing was asked for');
  await saved(visitor, id, 'person-og-prosjekt', { oppstartsdato: '15.01.2026' });
  const page = await visitor.openPage(address(id, 'person-og-prosjekt'));
  assert.match(page.main, /utgått/);
  const data = await visitor.openPage(address(id, 'registrerte-data'));
  assert.match(data.main, /Type finansiering/);
});

test('a start moved back to 2025 asks for financing again', async () => {
  const { id } = await register(visitor, { oppstartsdato: '15.01.2026' });
  const answer = await save(visitor, id, 'person-og-prosjekt', { oppstartsdato: '15.12.2025' });
  assertRefused(answer, 'finansieringstype');
});
