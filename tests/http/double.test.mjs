// P13: one woman registered more than once, as caseworkers and IMDi meet it. (How often one is told, and what the
// database refuses by itself: tests/sql/double.test.mjs, tests/faults/limit.test.mjs.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertKept, assertPage, assertRefused, messageAt } from './expect.mjs';
import { address, fillGate, openForm, openNew, participantId, register, save, saved, stored } from './participant.mjs';
import { someWoman } from './women.mjs';

const trondheim = await as('trondheim');
const flere = await as('flere');
const oslo = await as('oslo');
const grunerlokka = await as('grunerlokka');
const imdi = await as('imdi');

const LIKEVEL = { name: 'registrer_likevel' };
const FORM = 'main form:has([name=fodselsnummer])';
const rowsOf = async (visitor, number) => readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes).records
  .filter((row) => row.Fødselsnummer.replace(/\D/g, '') === number);
const card = async (visitor, id) => (await visitor.openPage(address(id, 'bakgrunn'))).text('aside');
const patch = async (visitor, id, name, value, basis) => {
  const form = await openForm(visitor, id, name === 'avslutningsdato' ? 'avslutning' : 'person-og-prosjekt');
  return visitor.request('PATCH', `/deltakere/${id}/felt/${name}`, { headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([[name, value], ['basis', basis], ['versjon', form.value('versjon')], ['csrf', form.value('csrf')]]).toString() });
};

// Names of places that no page may say to who may not see them.
const nowhere = (text) => assert.doesNotMatch(text, /Bergen|Asker|4601|3203|Sagene|Trondheim|5001/);

test('P13: who is open in another municipality is told of, not where; nothing is made until the user goes on', async () => {
  const number = someWoman();
  await register(flere, { kommunenummer: '4601', fodselsnummer: number });
  const form = fillGate(await openNew(oslo), { fodselsnummer: number, bydel: '030104' });
  const page = assertRefused(await oslo.submit(form, '/deltakere/ny'), 'fodselsnummer');
  assert.match(page.text('.ds-alert'), /i en annen kommune eller bydel/);
  nowhere(page.text('.ds-alert') + page.text('.ds-error-summary') + messageAt(page, 'fodselsnummer'));
  assert.deepEqual(page.all('main a[href*="/deltakere/"]').map((link) => link.attribs.href).filter((href) => /person-og-prosjekt/.test(href)), [], 'and no link to her');
  assertKept(page, { fodselsnummer: number, oppstartsdato: '01.02.2024', bydel: '030104' });
  assert.deepEqual(await rowsOf(oslo, number), []);

  const again = await oslo.submit(page.form(FORM), '/deltakere/ny');
  assertRefused(again, 'fodselsnummer'); // Enter in a field is not going on
  const answer = await oslo.submit(again.page.form(FORM), '/deltakere/ny', LIKEVEL);
  assert.equal(answer.status, 303, 'she goes on');
  const id = participantId(answer);
  assert.equal((await rowsOf(oslo, number)).length, 1);
  assert.match(await card(oslo, id), /Hun har også en åpen registrering i en annen kommune eller bydel/);
  nowhere(await card(oslo, id));
});

test('P13: in another district of the same city too', async () => {
  const number = someWoman();
  const { id } = await register(oslo, { fodselsnummer: number, bydel: '030103' });
  const form = fillGate(await openNew(grunerlokka), { fodselsnummer: number });
  const page = assertRefused(await grunerlokka.submit(form, '/deltakere/ny'), 'fodselsnummer');
  nowhere(page.text('.ds-alert'));
  const made = await grunerlokka.submit(page.form(FORM), '/deltakere/ny', LIKEVEL);
  assert.equal(made.status, 303);
  const other = participantId(made);
  const seen = await oslo.openPage(address(other, 'registrerte-data'));
  assert.ok(seen.all('aside a').some((link) => link.attribs.href === address(id, 'registrerte-data')), 'who sees both is led from one to the other');
  assert.match(seen.text('aside'), /en annen registrering som også er åpen/);
  assert.doesNotMatch(await card(grunerlokka, other), /\/deltakere\/(?!\1)/);
});

test('P13: who goes on with one woman does not go on with another', async () => {
  const [told, other] = [someWoman(), someWoman()];
  for (const number of [told, other]) await register(flere, { kommunenummer: '3203', fodselsnummer: number });
  const page = assertRefused(await trondheim.submit(fillGate(await openNew(trondheim), { fodselsnummer: told }), '/deltakere/ny'), 'fodselsnummer');
  const form = page.form(FORM).set('fodselsnummer', other);
  assertRefused(await trondheim.submit(form, '/deltakere/ny', LIKEVEL), 'fodselsnummer');
  for (const wrong of ['ja', '', '1', other.slice(1)]) {
    assertRefused(await trondheim.post('/deltakere/ny', [...form.fields, ['registrer_likevel', wrong]]), 'fodselsnummer');
  }
  assert.deepEqual(await rowsOf(trondheim, other), []);
});

test('P13: a woman unknown to the register, and one who has ended elsewhere, are registered without a word', async () => {
  const ended = someWoman();
  const { id } = await register(flere, { kommunenummer: '3203', fodselsnummer: ended });
  await saved(flere, id, 'avslutning', { avslutningsdato: '01.05.2024' });
  for (const number of [someWoman(), ended]) {
    const made = await trondheim.submit(fillGate(await openNew(trondheim), { fodselsnummer: number }), '/deltakere/ny');
    assert.equal(made.status, 303);
    assert.doesNotMatch(await card(trondheim, participantId(made)), /registrering/, 'nor is she flagged, though the dates of one overlap');
  }
});

test('P13: a number put right to one who is open here is refused with a link, by page and by field', async () => {
  const { id: first, number } = await register(trondheim);
  const { id, number: before } = await register(trondheim);
  const page = assertRefused(await save(trondheim, id, 'person-og-prosjekt', { fodselsnummer: number, reservasjon_deling: '1' }), 'fodselsnummer');
  assert.ok(page.all('.ds-alert a').some((link) => link.attribs.href === address(first, 'person-og-prosjekt')), 'it links the first');
  assert.equal((await stored(trondheim, id, 'person-og-prosjekt', 'fodselsnummer'))[0].replace(/\D/g, ''), before);
  assert.deepEqual(await stored(trondheim, id, 'person-og-prosjekt', 'reservasjon_deling'), ['1'], 'the rest is saved');
  const field = await patch(trondheim, id, 'fodselsnummer', number, before);
  assert.equal(field.status, 422);
  assert.ok(field.text.includes(address(first, 'person-og-prosjekt')), 'the answer to the field links her too');
});

test('P13: a number put right to one who is open elsewhere: told, and the user may go on, by page and by field', async () => {
  const number = someWoman();
  await register(flere, { kommunenummer: '3203', fodselsnummer: number });
  const { id, number: before } = await register(trondheim);
  const field = await patch(trondheim, id, 'fodselsnummer', number, before);
  assert.equal(field.status, 422);
  assert.match(field.text, /name="registrer_likevel"/);
  nowhere([...field.text.matchAll(/<template data-for="#(?:varsler|fodselsnummer-m)">[^]*?<\/template>/g)].join().replaceAll(number, ''));
  const page = assertRefused(await save(trondheim, id, 'person-og-prosjekt', { fodselsnummer: number }), 'fodselsnummer');
  const answer = await trondheim.submit(page.form('main form:has([name=versjon])'), address(id, 'person-og-prosjekt'), LIKEVEL);
  assert.equal(answer.status, 303);
  assert.equal((await stored(trondheim, id, 'person-og-prosjekt', 'fodselsnummer'))[0].replace(/\D/g, ''), number);
});

test('P13: an end date is not removed while she is open again here; it says why, and links the other', async () => {
  const { id, number } = await register(trondheim);
  await saved(trondheim, id, 'avslutning', { avslutningsdato: '01.05.2024' });
  const { id: second } = await register(trondheim, { fodselsnummer: number, oppstartsdato: '01.06.2024' });
  const page = assertRefused(await save(trondheim, id, 'avslutning', { avslutningsdato: '', fravar: '2' }), 'avslutningsdato');
  assert.ok(page.all('.ds-alert a').some((link) => link.attribs.href === address(second, 'person-og-prosjekt')));
  assert.equal(page.one('[name=registrer_likevel]'), null, 'nobody goes on here');
  assert.deepEqual(await stored(trondheim, id, 'avslutning', 'avslutningsdato'), ['01.05.2024']);
  assert.deepEqual(await stored(trondheim, id, 'avslutning', 'fravar'), ['2'], 'the rest is saved');
  const field = await patch(trondheim, id, 'avslutningsdato', '', '01.05.2024');
  assert.equal(field.status, 422);
  assert.ok(field.text.includes(address(second, 'person-og-prosjekt')));
  assert.match(await card(trondheim, id), /Avsluttet/);
});

test('P13: nor while she is open again elsewhere', async () => {
  const { id, number } = await register(trondheim);
  await saved(trondheim, id, 'avslutning', { avslutningsdato: '01.05.2024' });
  await register(flere, { kommunenummer: '3203', fodselsnummer: number, oppstartsdato: '01.06.2024' });
  const page = assertRefused(await save(trondheim, id, 'avslutning', { avslutningsdato: '' }), 'avslutningsdato');
  assert.match(page.text('.ds-alert'), /i en annen kommune eller bydel/);
  nowhere(page.text('.ds-alert'));
  const form = (await openForm(trondheim, id, 'avslutning')).setAll({ avslutningsdato: '', registrer_likevel: number });
  assertRefused(await trondheim.submit(form, address(id, 'avslutning')), 'avslutningsdato');
  assert.deepEqual(await stored(trondheim, id, 'avslutning', 'avslutningsdato'), ['01.05.2024']);
  await saved(trondheim, id, 'avslutning', { avslutningsdato: '02.05.2024' });
});

test('P13: dates that overlap are flagged on both, with a link, and no longer when they are put right', async () => {
  const { id, number } = await register(trondheim);
  await saved(trondheim, id, 'avslutning', { avslutningsdato: '01.05.2024' });
  const { id: second } = await register(trondheim, { fodselsnummer: number, oppstartsdato: '01.04.2024' });
  for (const [one, other] of [[id, second], [second, id]]) {
    for (const page of ['bakgrunn', 'registrerte-data']) {
      const seen = await trondheim.openPage(address(one, page));
      assert.match(seen.text('aside .ds-alert'), /Datoene overlapper/);
      assert.ok(seen.all('aside .ds-alert a').some((link) => link.attribs.href === address(other, 'registrerte-data')));
    }
  }
  const field = await patch(trondheim, id, 'avslutningsdato', '01.04.2024', '01.05.2024');
  assert.equal(field.status, 200);
  assert.doesNotMatch(field.text, /Datoene overlapper/, 'the saved field takes the flag away at once');
  for (const one of [id, second]) assert.doesNotMatch(await card(trondheim, one), /overlapper/);
});

test('P13: the quality list has the pair for IMDi with both places and links, for a caseworker with her own side', async () => {
  const number = someWoman();
  const { id: one } = await register(flere, { kommunenummer: '4601', fodselsnummer: number });
  const made = await trondheim.submit(fillGate(await openNew(trondheim), { fodselsnummer: number, registrer_likevel: number }), '/deltakere/ny');
  const two = participantId(made);
  const personId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec((await trondheim.get(address(two, 'registrerte-data'))).text)[0];
  const pairOf = async (visitor, path = '/kvalitet') => {
    const answer = await visitor.get(path);
    assert.equal(answer.status, 200);
    const page = assertPage(answer);
    assert.doesNotMatch(answer.text, new RegExp(number), 'no number on the page');
    const pair = page.all('.par').find((section) => page.textOf(section).includes(personId));
    const next = page.one('a[rel=next]');
    if (!pair && next) return pairOf(visitor, next.attribs.href);
    assert.ok(pair, 'the pair is in the list');
    return { page, text: page.textOf(pair), links: page.all('a', pair).map((link) => link.attribs.href) };
  };
  for (const name of ['imdi', 'systemeier']) {
    const visitor = await as(name);
    const { page, text, links } = await pairOf(visitor);
    assert.match(text, /Begge er åpne/);
    for (const word of ['Bergen', 'Trondheim', '01.02.2024', 'Opprettet']) assert.ok(text.includes(word), word);
    assert.deepEqual([...links].sort(), [one, two].map((id) => address(id, 'registrerte-data')).sort());
    for (const href of links) assert.equal((await visitor.get(href)).status, 200);
    assert.equal(page.attribute('.hovedmeny a[aria-current]', 'href'), '/kvalitet', 'it is in the menu');
    assert.match(page.main, /Antall par: \d+/);
  }
  for (const [visitor, own, foreign] of [[trondheim, two, /Bergen/], [flere, one, /Trondheim/]]) {
    const { text, links } = await pairOf(visitor);
    assert.deepEqual(links, [address(own, 'registrerte-data')]);
    assert.match(text, /I en annen kommune eller bydel/);
    assert.doesNotMatch(text, foreign);
  }
  assert.ok(!(await grunerlokka.get('/kvalitet')).text.includes(personId), 'who has no side of it does not see it');

  await saved(trondheim, two, 'avslutning', { avslutningsdato: '01.05.2025' });
  const { text } = await pairOf(imdi);
  assert.match(text, /Datoene overlapper/);
  assert.ok(!(await trondheim.get('/kvalitet')).text.includes(personId), 'one that is no longer open is IMDi\'s to see');
  await saved(trondheim, two, 'avslutning', { avslutningsdato: '01.02.2024' });
  assert.ok(!(await imdi.get('/kvalitet')).text.includes(personId), 'put right, it is gone');
});

test('P13, A1: an administrator gets a number and nobody\'s participation', async () => {
  const page = await (await as('admin-oslo')).openPage('/kvalitet');
  assert.match(page.main, /Antall deltakere i kommunen din som også har en annen åpen registrering: \d+/);
  assert.deepEqual(page.all('.par'), []);
  assert.deepEqual(page.all('main a[href*="/deltakere/"]'), []);
});

test('P13: the list turns its pages, and names what its address does not know', async () => {
  for (const [path, status] of [['/kvalitet?side=1', 200], ['/kvalitet?side=0', 200], ['/kvalitet?side=-3', 200], ['/kvalitet?side=999999999', 200],
    ['/kvalitet?side=x', 400], ['/kvalitet?side=', 400], ['/kvalitet?fodselsnummer=1', 400], ['/kvalitet?side=9999999999999999999999', 400]]) {
    const answer = await imdi.get(path);
    assert.equal(answer.status, status, path);
    assertPage(answer);
  }
  const total = Number(/Antall par: (\d+)/.exec((await imdi.openPage('/kvalitet')).main)[1]);
  for (let more = total; more <= 25; more += 1) {
    const number = someWoman();
    const { id } = await register(trondheim, { fodselsnummer: number, oppstartsdato: '01.03.2024' });
    await saved(trondheim, id, 'avslutning', { avslutningsdato: '01.05.2024' });
    await register(trondheim, { fodselsnummer: number, oppstartsdato: '01.04.2024' });
  }
  const first = await imdi.openPage('/kvalitet');
  assert.equal(first.all('.par').length, 25);
  const next = first.one('a[rel=next]').attribs.href;
  assert.equal(next, '/kvalitet?side=2');
  const second = await imdi.openPage(next);
  const idsOn = (page) => page.all('.par').map((pair) => page.all('a', pair).map((link) => link.attribs.href).join());
  assert.deepEqual(idsOn(first).filter((pair) => idsOn(second).includes(pair)), [], 'no pair twice');
  assert.ok(idsOn(second).length >= 1);
  assert.equal(second.one('a[rel=prev]').attribs.href, '/kvalitet?side=1');
});
