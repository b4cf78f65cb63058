// The way of a participation through the four pages (requirements P1, P5, P6, P9-P11, P16, P17).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertKept, assertPage, assertRefused } from './expect.mjs';
import { ANSWERS, address, confirmName, fillAll, fillGate, openForm, openNew, PAGES, participantId, register, save, saved, sendNew, stored } from './participant.mjs';
import { day, shown, someWoman } from './women.mjs';

const overviewRow = async (visitor, number, query = '') => readCsv((await visitor.get(`/deltakere/oversikt.csv${query}`)).bytes).records
  .find((row) => row.Fødselsnummer.replace(/\D/g, '') === number);

test('an empty first page is refused with every missing field named and linked, and nothing is made', async () => {
  for (const [name, fields] of [['trondheim', ['fodselsnummer', 'oppstartsdato']], ['oslo', ['fodselsnummer', 'oppstartsdato', 'bydel']],
    ['flere', ['fodselsnummer', 'oppstartsdato', 'kommunenummer']]]) {
    const visitor = await as(name);
    const answer = await visitor.submit(await openNew(visitor), '/deltakere/ny');
    assertRefused(answer, fields);
  }
});

for (const missing of ['fodselsnummer', 'oppstartsdato']) {
  test(`without ${missing} nothing is created, and the rest is kept`, async () => {
    const visitor = await as('trondheim');
    const number = someWoman();
    const form = fillGate(await openNew(visitor), { fodselsnummer: number, [missing]: '' });
    const page = assertRefused(await visitor.submit(form, '/deltakere/ny'), missing);
    assertKept(page, { fodselsnummer: form.value('fodselsnummer'), oppstartsdato: form.value('oppstartsdato') });
    assert.equal(await overviewRow(visitor, number), undefined);
  });
}

test('P5: the district is asked for, and shown, in Oslo alone', async () => {
  assert.ok((await openNew(await as('oslo'))).asks('bydel'));
  assert.ok(!(await openNew(await as('trondheim'))).asks('bydel'));
  const { id } = await register(await as('oslo'), { bydel: '030103' });
  assert.match((await (await as('oslo')).openPage(address(id, 'registrerte-data'))).main, /Sagene/);
  const { id: elsewhere } = await register(await as('trondheim'));
  for (const page of ['registrerte-data', 'person-og-prosjekt']) assert.doesNotMatch((await (await as('trondheim')).openPage(address(elsewhere, page))).main, /Bydel/);
  const form = await openNew(await as('grunerlokka'));
  if (form.asks('bydel')) assert.deepEqual(form.choices('bydel'), ['030102'], 'only her own district');
});

test('P5: with several municipalities one chooses, with one it is given', async () => {
  const form = await openNew(await as('flere'));
  assert.deepEqual([...form.choices('kommunenummer')].sort(), ['3203', '4601']);
  assert.ok(!(await openNew(await as('trondheim'))).asks('kommunenummer'));
  const visitor = await as('flere');
  const { id } = await register(visitor, { kommunenummer: '4601' });
  const data = (await visitor.openPage(address(id, 'registrerte-data'))).main;
  assert.match(data, /Bergen/);
  assert.match(data, /4601/);
});

test('C5: where the start date cannot be read, nothing is told or taken away that hangs on it', async () => {
  const visitor = await as('flere');
  const form = fillGate(await openNew(visitor), { oppstartsdato: '31.02.2024' });
  form.set('finansieringstype', '1');
  const page = assertRefused(await visitor.submit(form, '/deltakere/ny'), 'oppstartsdato');
  assert.doesNotMatch(page.text('main'), /gjelder ikke for denne datoen/);
  const again = page.form('main form:has([name=fodselsnummer])').set('oppstartsdato', '01.02.2024');
  assert.equal(again.value('finansieringstype'), '1');
  const id = participantId(await visitor.submit(again, '/deltakere/ny'));
  assert.deepEqual(await stored(visitor, id, PAGES[0], 'finansieringstype'), ['1']);
});

test('P5: financing is asked for at starts up to 31.12.2025, never after', async () => {
  for (const [start, asked] of [['31.12.2025', true], ['01.01.2026', false]]) {
    const visitor = await as('trondheim');
    const { id } = await register(visitor, { oppstartsdato: start });
    const form = await openForm(visitor, id, 'person-og-prosjekt');
    assert.equal(form.asks('finansieringstype'), asked, start);
  }
});

test('P5: financing comes by itself where the municipality has one scheme, and is asked for where it has two', async () => {
  const visitor = await as('flere');
  const form = async (kommunenummer) =>
    fillGate(await openNew(visitor), { kommunenummer, oppstartsdato: '01.02.2024', finansieringstype: [] });
  assertRefused(await visitor.submit(await form('4601'), '/deltakere/ny'), 'finansieringstype');
  const made = await visitor.submit(await form('3203'), '/deltakere/ny');
  assert.equal(made.status, 303);
  assert.deepEqual(await stored(visitor, participantId(made), 'person-og-prosjekt', 'finansieringstype'), ['1']);
});

test('a start in 2022 is judged by the first date of the register', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor, { oppstartsdato: '15.08.2022' });
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
});

test('P1: the first page has a stepper and the four pages can be opened in any order once she exists', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  for (const at of [3, 1, 2, 0]) {
    const answer = await visitor.get(address(id, PAGES[at]));
    const page = assertPage(answer);
    const steps = page.all('a[href]').map((link) => link.attribs.href).filter((href) => PAGES.some((name) => href.endsWith(`/${name}`)));
    for (const name of PAGES.filter((one) => one !== PAGES[at])) assert.ok(steps.includes(address(id, name)), `${PAGES[at]} leads to ${name}`);
    assert.equal(page.all('[aria-current="step"]').length, 1);
    assert.ok(page.main.includes(shown(number)), 'the side panel tells who she is');
  }
});

test('P1: each page is saved and left by "Neste" and by "Forrige"', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  for (let at = 0; at < 3; at += 1) {
    const answer = await saved(visitor, id, PAGES[at], ANSWERS[PAGES[at]]);
    assert.equal(answer.location.split(/[?#]/)[0], address(id, PAGES[at + 1]));
  }
  for (let at = 3; at > 0; at -= 1) {
    const form = await openForm(visitor, id, PAGES[at]);
    const back = form.controls.find((control) => /^Forrige/.test(form.page.textOf(control)));
    const answer = await visitor.submit(form, address(id, PAGES[at]), { name: back.attribs.name, value: back.attribs.value });
    assert.equal(answer.status, 303);
    assert.equal(answer.location.split(/[?#]/)[0], address(id, PAGES[at - 1]));
  }
});

test('all that is answered comes back on the pages, among the registered data and in the full dataset', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  await fillAll(visitor, id);
  for (const page of PAGES) {
    for (const [name, value] of Object.entries(ANSWERS[page])) {
      assert.deepEqual(await stored(visitor, id, page, name), [value].flat(), name);
    }
  }
  const answer = await visitor.get(address(id, 'registrerte-data'));
  const data = assertPage(answer);
  for (const text of ['Sosialhjelp', 'Ingen utdanning og førskoleutdanning', 'Lese og skrive', 'Opplæring i norsk og samfunnskunnskap', 'Situasjonsbestemt innsats',
    'Muntlig norsktrening i grupper', 'Hos offentlig arbeidsgiver', 'Grunnskole', '1-9 prosent', '01.06.2025', shown(number)]) {
    assert.ok(data.main.includes(text), text);
  }
  const record = readCsv((await visitor.get('/deltakere/datasett.csv')).bytes).records.find((row) => row.fodselsnummer.includes(number));
  assert.equal(record.inntektskilde_for_oppstart, '5');
  assert.equal(record.inntektskilde_for_oppstart_tekst, 'Sosialhjelp');
  assert.equal(record.utdanning_norge, '0', 'the code 0 is an answer, not an empty cell');
  assert.equal(record.tiltak_for_jobbsjansen_3, '1');
  assert.equal(record.tiltak_for_jobbsjansen_2, '0');
  assert.equal(record.avslutningsdato, '01.06.2025');
});

test('registered data mark what is missing, with a link to the field', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const page = await visitor.openPage(address(id, 'registrerte-data'));
  const links = page.all('a').filter((link) => /Mangler svar/.test(page.textOf(link)) && link.attribs.href.includes('#'));
  assert.ok(links.length >= 11, `${links.length} missing answers are linked`);
  const target = links.map((link) => link.attribs.href).find((href) => href.endsWith('/bakgrunn#deltatt_intro'));
  assert.ok(target, 'the first question of the second page is among them');
  const there = await visitor.openPage(target.split('#')[0]);
  for (const href of links.map((link) => link.attribs.href).filter((one) => one.startsWith(target.split('#')[0]))) {
    assert.ok(there.byId(href.split('#')[1]), `${href} is there`);
  }
  const edit = page.all('a').filter((link) => /^Endre/.test(link.attribs['aria-label'] ?? page.textOf(link)));
  assert.ok(edit.length >= 4, 'each section has its link to edit');
});

const DATES = [
  ['010224', '01.02.2024'], ['01022024', '01.02.2024'], ['1.2.24', '01.02.2024'], ['1/2/2024', '01.02.2024'], ['01 02 2024', '01.02.2024'],
  ['1.2.2024', '01.02.2024'], [' 01.02.2024 ', '01.02.2024'], ['2024-02-01', '01.02.2024'], ['29.02.2024', '29.02.2024'], ['1-2-2024', '01.02.2024'],
];
for (const [typed, echoed] of DATES) {
  test(`the date "${typed}" is understood as ${echoed}`, async () => {
    const visitor = await as('trondheim');
    const { id } = await register(visitor, { oppstartsdato: typed });
    assert.deepEqual(await stored(visitor, id, 'person-og-prosjekt', 'oppstartsdato'), [echoed]);
  });
}

test('a two-digit year is never in the future', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', { deltatt_intro: '1', intro_avsluttet_dato: '01.01.99' });
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'intro_avsluttet_dato'), ['01.01.1999']);
});

for (const name of ['fodselsnummer', 'oppstartsdato', 'finansieringstype']) {
  test(`a field of the create gate cannot be emptied afterwards: ${name}`, async () => {
    const visitor = await as('trondheim');
    const { id } = await register(visitor);
    const before = await stored(visitor, id, 'person-og-prosjekt', name);
    assert.equal(before.length, 1);
    assertRefused(await save(visitor, id, 'person-og-prosjekt', { [name]: '' }), name);
    assert.deepEqual(await stored(visitor, id, 'person-og-prosjekt', name), before);
  });
}

test('in Oslo the district cannot be emptied afterwards, but changed', async () => {
  const visitor = await as('oslo');
  const { id } = await register(visitor, { bydel: '030103' });
  assertRefused(await save(visitor, id, 'person-og-prosjekt', { bydel: '' }), 'bydel');
  await saved(visitor, id, 'person-og-prosjekt', { bydel: '030104' });
  assert.deepEqual(await stored(visitor, id, 'person-og-prosjekt', 'bydel'), ['030104']);
});

test('P4: a corrected birth number is another person: her PersonId is new', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const personId = async () => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec((await visitor.get(address(id, 'registrerte-data'))).text)?.[0];
  const first = await personId();
  assert.ok(first, 'the PersonId is shown');
  const other = someWoman();
  await saved(visitor, id, 'person-og-prosjekt', { fodselsnummer: other });
  assert.notEqual(await personId(), first);
  assert.equal((await stored(visitor, id, 'person-og-prosjekt', 'fodselsnummer'))[0].replace(/\D/g, ''), other);
});

test('P4: the same woman gets the same PersonId in another municipality', async () => {
  const number = someWoman();
  const ids = [];
  for (const name of ['trondheim', 'flere']) {
    const visitor = await as(name);
    const { id } = await register(visitor, { fodselsnummer: number, registrer_likevel: number });
    ids.push(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec((await visitor.get(address(id, 'registrerte-data'))).text)[0]);
  }
  assert.equal(ids[0], ids[1]);
});

test('P13: a woman with an open participation that the caseworker sees is not registered twice, but linked', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const answer = await sendNew(visitor, fillGate(await openNew(visitor), { fodselsnummer: number, oppstartsdato: '01.03.2024' }));
  const page = assertRefused(answer, 'fodselsnummer');
  assert.ok(page.all('a[href]').some((link) => link.attribs.href.startsWith(`/deltakere/${id}/`)), 'it links the first');
  await saved(visitor, id, 'avslutning', { avslutningsdato: '01.02.2025' });
  const again = await sendNew(visitor, fillGate(await openNew(visitor), { fodselsnummer: number, oppstartsdato: '01.03.2025' }));
  assert.equal(again.status, 303, 'after an end date she may be registered again');
});

test('P10: status goes from Opprettet by Endret to Avsluttet and back', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  assert.equal((await overviewRow(visitor, number)).Status, 'Opprettet');
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  assert.equal((await overviewRow(visitor, number)).Status, 'Endret');
  await saved(visitor, id, 'avslutning', { avslutningsdato: '01.06.2025' });
  assert.equal((await overviewRow(visitor, number)).Status, 'Avsluttet');
  await saved(visitor, id, 'avslutning', { avslutningsdato: '' });
  assert.equal((await overviewRow(visitor, number)).Status, 'Endret');
});

test('saving a page without changing anything is no change', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const versjon = (await openForm(visitor, id, 'bakgrunn')).value('versjon');
  await saved(visitor, id, 'bakgrunn', {});
  assert.equal((await overviewRow(visitor, number)).Status, 'Opprettet');
  assert.equal((await openForm(visitor, id, 'bakgrunn')).value('versjon'), versjon);
});

test('the side panel shows status, when and by whom last changed, and the time in the programme', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor, { oppstartsdato: '01.02.2024' });
  await saved(visitor, id, 'avslutning', { avslutningsdato: '04.05.2025' });
  const { main } = await visitor.openPage(address(id, 'bakgrunn'));
  assert.match(main, /Avsluttet/);
  assert.match(main, new RegExp(`${day().typed.replaceAll('.', '\\.')} kl\\. \\d\\d\\.\\d\\d`));
  assert.match(main, /1 år, 3 måneder og [34] dager/);
  assert.match(main, /\S+@\S+/, 'by whom, with e-mail');
});

test('pressing discharge too early lists every gap with a link to its field, and discharges nobody', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const form = await openForm(visitor, id, 'avslutning');
  const answer = await visitor.post(address(id, 'utskriv'), { csrf: form.value('csrf'), versjon: form.value('versjon') });
  assert.equal(answer.status, 422);
  const page = assertPage(answer);
  const links = page.all('main a[href*="#"]').map((link) => link.attribs.href);
  for (const [where, name] of [['bakgrunn', 'deltatt_intro'], ['programinnhold', 'arbeidsrettede_tiltak'], ['avslutning', 'avslutningsdato'], ['person-og-prosjekt', 'reservasjon_deling']]) {
    assert.ok(links.some((href) => href.endsWith(`${where}#${name}`) || (where === 'avslutning' && href === `#${name}`)), `${name} of ${where} is linked; there are ${links.join(' ')}`);
  }
  assert.ok(!links.some((href) => /#(intro_avsluttet_dato|antall_barn|hovedarsak_avbrutt|type_arbeid|ankomstar|fodeland|navn)$/.test(href)), 'locked and fetched ones are no gaps');
  assert.ok(await overviewRow(visitor, number), 'she is still there');
});

test('P10, P11: when every open obligatory answer is there she is discharged after a confirmation that lists what was entered', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  await fillAll(visitor, id);
  await confirmName(visitor, id);
  const confirm = await visitor.get(address(id, 'utskriv'));
  assert.equal(confirm.status, 200);
  const page = assertPage(confirm);
  assert.ok(page.main.includes(shown(number)), 'it says whom');
  const answer = await visitor.submit(page.formPostingTo('/utskriv'), address(id, 'utskriv'));
  assert.equal(answer.status, 303, answer.page?.text('.ds-error-summary'));
  assert.equal(await overviewRow(visitor, number), undefined, 'she has left the overview');
  const back = await overviewRow(visitor, number, '?status=utskrevet');
  assert.equal(back.Status, 'Utskrevet');
  assert.equal(back.Navn, '');
  // She can still be opened and corrected; her status stays.
  await saved(visitor, id, 'avslutning', { fravar: '3' });
  assert.deepEqual(await stored(visitor, id, 'avslutning', 'fravar'), ['3']);
  assert.equal((await overviewRow(visitor, number, '?status=utskrevet')).Status, 'Utskrevet');
});
