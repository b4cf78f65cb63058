// A participation's life as the pages tell it: steps, side panel, status, discharge and what comes after (requirements P1,
// P9, P10, P11). The machine itself: tests/unit/test_domain_status.c, tests/sql/status.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { ANSWERS, address, confirmName, fillAll, openForm, PAGES, register, saved, stored } from './participant.mjs';
import { day, shown } from './women.mjs';

const visitor = await as('oslo');
const colleague = await as('grunerlokka');
const NEW = { bydel: '030102' };

const rowsOf = async (who, number, query = '', file = 'oversikt') => readCsv((await who.get(`/deltakere/${file}.csv${query}`)).bytes).records
  .filter((row) => (row.Fødselsnummer ?? row.fodselsnummer).replace(/\D/g, '') === number);
const steps = (page) => page.all('.steg-ett').map((step) => page.text('.steg-status', step));
const facts = (page) => Object.fromEntries(page.all('aside dl > div').map((row) => [page.text('dt', row), page.text('dd', row)]));

// Filled in so that discharge lacks nothing, for who may confirm a name too.
async function ready(who = visitor, values = NEW) {
  const made = await register(who, values);
  await fillAll(who, made.id);
  await confirmName(who, made.id);
  return made;
}
const confirmation = async (who, id) => {
  const answer = await who.get(address(id, 'utskriv'));
  assert.equal(answer.status, 200);
  return { page: assertPage(answer), form: answer.page.formPostingTo('/utskriv') };
};
async function discharged(who = visitor, values = NEW) {
  const made = await ready(who, values);
  const { form } = await confirmation(who, made.id);
  assert.equal((await who.submit(form, address(made.id, 'utskriv'))).status, 303);
  return made;
}

test('P1: each step says in words how far it is', async () => {
  const before = await visitor.openPage('/deltakere/ny');
  assert.match(steps(before)[0], /^Mangler \d+ svar$/);
  assert.deepEqual(steps(before).slice(1), Array(3).fill('Åpnes når deltakeren er opprettet'));
  assert.deepEqual(before.all('.steg-ett a[href]'), [], 'and none can be opened yet');
  const { id } = await register(visitor, NEW);
  let page = await visitor.openPage(address(id, 'bakgrunn'));
  assert.match(steps(page)[0], /^Mangler \d svar$/);
  assert.deepEqual(steps(page).slice(1), ['Ikke startet', 'Ikke startet', 'Fylles ut ved utskriving']);
  const { deltatt_intro: one, omsorgsansvar_barn: two, ...rest } = ANSWERS.bakgrunn;
  await saved(visitor, id, 'bakgrunn', rest);
  page = await visitor.openPage(address(id, 'bakgrunn'));
  assert.equal(steps(page)[1], 'Mangler 2 svar');
  await saved(visitor, id, 'bakgrunn', { deltatt_intro: one, omsorgsansvar_barn: two });
  for (const name of ['programinnhold', 'avslutning']) await saved(visitor, id, name, ANSWERS[name]);
  page = await visitor.openPage(address(id, 'avslutning'));
  assert.deepEqual(steps(page).slice(1), Array(3).fill('Ferdig utfylt'));
  assert.equal(page.text('[aria-current="step"] .steg-navn'), 'Avslutning');
});

test('P9: the side panel tells when and by whom she was last changed, her status, and the programme\'s length', async () => {
  const { id, number } = await register(visitor, { ...NEW, oppstartsdato: '29.02.2024' });
  const today = day().typed;
  let page = await visitor.openPage(address(id, 'bakgrunn'));
  assert.ok(page.text('aside').includes(shown(number)));
  assert.match(facts(page)['Sist endret'], new RegExp(`^${today.replaceAll('.', '\\.')} kl\\. \\d\\d\\.\\d\\d$`));
  assert.equal(facts(page).Status, 'Opprettet');
  assert.match(facts(page)['Programtid totalt'], /år/, 'it runs to today while there is no end');
  const by = facts(page)['Sist endret av'];
  assert.match(page.all('aside a[href^="mailto:"]').map((link) => link.attribs.href).join(), /^mailto:[^@]+@[^@]+$/);
  await saved(colleague, id, 'avslutning', { avslutningsdato: '28.02.2025' });
  page = await visitor.openPage(address(id, 'registrerte-data'));
  assert.notEqual(facts(page)['Sist endret av'], by, 'now by the colleague');
  assert.deepEqual([facts(page).Status, facts(page)['Programtid totalt']], ['Avsluttet', '1 år']);
  await saved(visitor, id, 'avslutning', { avslutningsdato: '01.04.2025' });
  page = await visitor.openPage(address(id, 'registrerte-data'));
  assert.deepEqual([facts(page)['Sist endret av'], facts(page)['Programtid totalt']], [by, '1 år, 1 måned og 3 dager']);
});

test('P10: a discharge asked for too early lists what is missing, and none is made by a post of one\'s own', async () => {
  const { id, number } = await register(visitor, NEW);
  const page = await visitor.openPage(address(id, 'avslutning'));
  assert.equal(page.attribute('button[value=utskriv]', 'data-variant'), 'secondary');
  assert.equal(page.one('button[value=utskriv]').attribs.disabled, undefined, 'it can be pressed');
  const form = page.form('main form:has([name=versjon])');
  for (const fields of [{ csrf: form.value('csrf') }, { csrf: form.value('csrf'), versjon: form.value('versjon'), bekreft: 'ja', nokkel: 'x' }]) {
    const answer = await visitor.post(address(id, 'utskriv'), fields);
    assert.equal(answer.status, 422);
    assert.match(assertPage(answer).text('.ds-error-summary h2'), /\d+ svar mangler før deltakeren kan skrives ut/);
  }
  assert.equal((await visitor.post(address(id, 'utskriv'), { versjon: form.value('versjon') })).status, 403);
  assert.equal((await rowsOf(visitor, number))[0].Status, 'Opprettet');
});

test('P10: the button is the main one when all is answered; the confirmation says what happens and lists what was entered', async () => {
  const { id, number } = await ready();
  const end = await visitor.openPage(address(id, 'avslutning'));
  assert.equal(end.attribute('button[value=utskriv]', 'data-variant'), undefined);
  const answer = await visitor.submit(end.form('main form:has([name=versjon])'), address(id, 'avslutning'), { name: 'videre', value: 'utskriv' });
  assert.equal(answer.location, address(id, 'utskriv'));
  const { page } = await confirmation(visitor, id);
  assert.ok(page.main.includes(shown(number)));
  for (const text of ['forsvinner fra deltakeroversikten', 'Sosialhjelp', 'Grunnskole', '1-9 prosent', '01.06.2025', 'Det er OK', 'Avbryt']) assert.ok(page.main.includes(text), text);
  assert.equal((await rowsOf(visitor, number))[0].Status, 'Avsluttet', 'nothing has happened yet');
});

test('P10: sent twice she is discharged once, and both get the receipt', async () => {
  const { id, number } = await ready();
  const { form } = await confirmation(visitor, id);
  const answers = await Promise.all([1, 2, 3].map(() => visitor.copy().submit(form, address(id, 'utskriv'))));
  const again = await visitor.submit(form, address(id, 'utskriv'));
  const other = await visitor.submit(form.set('nokkel', 'another-key'), address(id, 'utskriv'));
  for (const answer of [...answers, again, other]) assert.deepEqual([answer.status, answer.location], [303, address(id, 'registrerte-data?utskrevet=1')]);
  const page = assertPage(await visitor.get(answers[0].location));
  assert.match(page.text('.ds-alert'), /Deltakeren er skrevet ut/);
  assert.equal(facts(page).Status, 'Utskrevet');
  assert.equal((await rowsOf(visitor, number, '?status=utskrevet')).length, 1);
  const versions = (await openForm(visitor, id, 'avslutning')).value('versjon');
  assert.equal(Number(versions), Number(form.value('versjon')) + 1, 'one change was written');
  assert.equal((await visitor.get(address(id, 'utskriv'))).location, address(id, 'registrerte-data'), 'there is nothing more to confirm');
});

test('P10: what a colleague changed meanwhile is shown before anybody is discharged', async () => {
  const { id, number } = await ready();
  const { form } = await confirmation(visitor, id);
  await saved(colleague, id, 'avslutning', { fravar: '4' });
  const answer = await visitor.submit(form, address(id, 'utskriv'));
  assert.equal(answer.status, 409);
  const page = assertPage(answer);
  assert.match(page.text('.ds-alert'), /Noen har endret svarene i mellomtiden/);
  assert.equal((await rowsOf(visitor, number))[0].Status, 'Avsluttet');
  await saved(colleague, id, 'avslutning', { fravar: '' });
  const lacking = await visitor.submit(page.formPostingTo('/utskriv'), address(id, 'utskriv'));
  assert.equal(lacking.status, 422, 'nor with an answer that is gone');
  await saved(colleague, id, 'avslutning', { fravar: '2' });
  const { form: fresh } = await confirmation(visitor, id);
  assert.equal((await visitor.submit(fresh, address(id, 'utskriv'))).status, 303);
});

test('P10: a receipt is for who is discharged, not for an address', async () => {
  const { id } = await register(visitor, NEW);
  assert.doesNotMatch((await visitor.openPage(address(id, 'registrerte-data?utskrevet=1'))).main, /er skrevet ut/);
});

test('P11: a discharged woman leaves the overview and comes back with the filter, without name, in neither download with it', async () => {
  const { id, number } = await discharged();
  for (const query of ['', '?status=avsluttet', '?status=endret&status=avsluttet&status=opprettet']) {
    assert.deepEqual(await rowsOf(visitor, number, query), [], query || 'no filter');
    assert.deepEqual(await rowsOf(visitor, number, query, 'datasett'), [], query || 'no filter');
  }
  for (const query of ['?status=utskrevet', '?status=utskrevet&status=endret']) {
    const [row] = await rowsOf(visitor, number, query);
    assert.deepEqual([row.Status, row.Navn], ['Utskrevet', '']);
    const [all] = await rowsOf(visitor, number, query, 'datasett');
    assert.equal(all.navn, '');
  }
  const list = await visitor.openPage('/deltakere?status=utskrevet&antall=100');
  const row = list.all('tbody tr').find((one) => list.textOf(one).includes(shown(number)));
  assert.ok(row, 'she is among them on the page');
  assert.match(list.textOf(row), /Navn vises ikke/);
  assert.equal(list.one('a.fnr', row).attribs.href, address(id, 'person-og-prosjekt'));
});

test('P11: she can be opened and corrected, her end date too, and stays Utskrevet', async () => {
  const { id, number } = await discharged();
  for (const page of PAGES) assert.equal((await visitor.get(address(id, page))).status, 200);
  await saved(visitor, id, 'bakgrunn', { utdanning_norge: '4' });
  await saved(visitor, id, 'avslutning', { avslutningsdato: '02.06.2025' });
  await saved(visitor, id, 'avslutning', { avslutningsdato: '' });
  await saved(visitor, id, 'avslutning', { avslutningsdato: '03.06.2025' });
  assert.deepEqual(await stored(visitor, id, 'avslutning', 'avslutningsdato'), ['03.06.2025']);
  const [row] = await rowsOf(visitor, number, '?status=utskrevet');
  assert.deepEqual([row.Status, row.Avslutning], ['Utskrevet', '03.06.2025']);
  assert.match((await visitor.openPage(address(id, 'avslutning'))).main, /Deltakeren er skrevet ut\. Du kan fortsatt rette svarene/);
});

test('P10, P13: one who is discharged is not open: the same woman may be registered again', async () => {
  const { number } = await discharged(visitor, { ...NEW, oppstartsdato: '01.01.2024' });
  const { id } = await register(visitor, { ...NEW, fodselsnummer: number, oppstartsdato: '01.09.2025' });
  assert.doesNotMatch((await visitor.openPage(address(id, 'bakgrunn'))).text('aside'), /Registrert flere ganger/);
});
