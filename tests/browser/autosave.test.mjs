// Every answer is saved when it is left, as a person at the keyboard meets it (requirements P6, P14, I7, U2; ui.md 3).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as, Visitor } from '../http/client.mjs';
import { environment } from '../http/environment.mjs';
import { address, fillAll, register, saved, stored } from '../http/participant.mjs';
import { shown, someMan, someWoman } from '../http/women.mjs';
import { answer, assertGood, closeBrowser, login, open } from './browser.mjs';
import { openAt, question, says, spoil, warns } from './form.mjs';

after(closeBrowser);
const oslo = await as('oslo');
const grunerlokka = await as('grunerlokka');
const start = async () => (await register(grunerlokka)).id;

test('typing and leaving saves; the field, the card, the steps and the live region tell so; nothing is kept in the browser', async () => {
  const id = await start();
  const { page, close } = await openAt(id, 'bakgrunn');
  await page.getByText('Alt du fyller ut, lagres med en gang. Du trenger ikke lagre selv.').waitFor();
  await answer(page, 'Utdanning før oppstart, fra Norge', 'Barneskoleutdanning');
  await says(page, 'utdanning_norge', /^Lagret kl\. \d\d\.\d\d$/);
  assert.match(await page.locator('.lagrestatus').innerText(), /Utdanning før oppstart, fra Norge: Lagret kl\./);
  await page.locator('#fakta').getByText('Endret', { exact: true }).waitFor();
  await page.getByText('Alle svar er lagret').waitFor();
  assert.equal((await stored(oslo, id, 'bakgrunn', 'utdanning_norge')).length, 1);
  assert.equal(await warns(page), false);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  await assertGood(page, 'a saved field');
  await page.reload();
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'utdanning_norge'), [await page.locator('[name=utdanning_norge]:checked, select[name=utdanning_norge]').inputValue()]);
  await close();
});

test('by keyboard alone: opened by an answer, typed, tabbed out of, saved; focus stays where the user is', async () => {
  const id = await start();
  const { page, close } = await openAt(id, 'bakgrunn');
  await page.locator('[name=deltatt_intro]').first().focus();
  await page.keyboard.press('Space');
  await says(page, 'deltatt_intro', 'Lagret');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'deltatt_intro');
  await page.locator('#intro_avsluttet_dato').focus();
  await page.keyboard.type('1.2.20');
  await page.keyboard.press('Tab');
  const here = await page.evaluate(() => document.activeElement.outerHTML);
  await says(page, 'intro_avsluttet_dato', 'Lagret');
  assert.equal(await page.locator('#intro_avsluttet_dato').inputValue(), '01.02.2020');
  assert.equal(await page.evaluate(() => document.activeElement.outerHTML), here);
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'intro_avsluttet_dato'), ['01.02.2020']);
  await close();
});

test('a refused value stays as typed, marked, with what is stored beside it; put right it is saved', async () => {
  const id = await start();
  const { page, close } = await openAt(id, 'person-og-prosjekt');
  await page.locator('#oppstartsdato').fill('i fjor');
  await page.locator('#oppstartsdato').blur();
  await says(page, 'oppstartsdato', 'Ikke lagret.');
  assert.equal(await page.locator('#oppstartsdato').getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('#oppstartsdato-m').innerText(), /Dette er lagret fra før: 01\.02\.2024/);
  assert.equal(await page.locator('#oppstartsdato').inputValue(), 'i fjor');
  assert.equal(await page.getByText('Alle svar er lagret').isVisible(), false);
  await assertGood(page, 'a refused field');
  await page.locator('[name=reservasjon_deling]').first().check();
  await says(page, 'reservasjon_deling', 'Lagret');
  assert.match(await page.locator('#oppstartsdato-m').innerText(), /lagret fra før/, 'the message stands while other fields are saved');
  await page.locator('#oppstartsdato').fill('2.2.24');
  await page.locator('#oppstartsdato').blur();
  await says(page, 'oppstartsdato', 'Lagret kl.');
  assert.equal(await page.locator('#oppstartsdato').getAttribute('aria-invalid'), null);
  assert.equal(await page.locator('#oppstartsdato').inputValue(), '02.02.2024');
  await close();
});

test('without a network nothing is lost: said, warned of, sent in order when it is back, and Neste waits', async () => {
  const id = await start();
  const { page, context, faults, close } = await openAt(id, 'bakgrunn');
  const sent = [];
  page.on('request', (request) => request.method() === 'PATCH' && sent.push(new URL(request.url()).pathname.split('/').pop()));
  await context.setOffline(true);
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  await says(page, 'rett_norskopplaring', 'Ikke lagret. Prøver igjen …');
  await page.locator('[name=deltatt_intro][value="2"]').check();
  await page.locator('[name=lese_skrive_morsmal][value="1"]').check();
  assert.equal(await warns(page), true);
  await assertGood(page, 'a field that waits');
  await page.getByRole('button', { name: /^Neste: Programinnhold/ }).click();
  await page.getByText('Venter på at svarene blir lagret …').waitFor();
  assert.match(page.url(), /\/bakgrunn$/);
  assert.ok(faults.length > 0, 'the browser itself reports the lost network');
  faults.length = 0;
  sent.length = 0;
  await context.setOffline(false);
  await page.waitForURL('**/programinnhold');
  faults.length = 0;
  assert.deepEqual(sent, ['rett_norskopplaring', 'deltatt_intro', 'lese_skrive_morsmal']);
  for (const [name, code] of [['rett_norskopplaring', '1'], ['deltatt_intro', '2'], ['lese_skrive_morsmal', '1']]) assert.deepEqual(await stored(oslo, id, 'bakgrunn', name), [code]);
  await close();
});

for (const [pick, label, code] of [['lagret', /^Behold det som er lagret: Ja/, '1'], ['mitt', /^Bruk mitt svar: Nei/, '2']]) {
  test(`two users at one field: both answers are shown, the later one picks (${pick}); other fields merge`, async () => {
    const id = await start();
    const { page, close } = await openAt(id, 'bakgrunn');
    await saved(grunerlokka, id, 'bakgrunn', { rett_norskopplaring: '1', utdanning_norge: '4' });
    await page.locator('[name=rett_norskopplaring][value="2"]').check();
    await says(page, 'rett_norskopplaring', 'Ikke lagret. Velg hvilket svar som skal gjelde.');
    assert.match(await question(page, 'rett_norskopplaring').innerText(), /Samira Holte lagret et annet svar \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d/);
    assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
    await assertGood(page, 'a conflict');
    await page.locator('[name=lese_skrive_morsmal][value="1"]').check();
    await says(page, 'lese_skrive_morsmal', 'Lagret');
    assert.equal(await warns(page), true, 'a conflict is not settled by saving another field');
    await question(page, 'rett_norskopplaring').getByLabel(label).focus();
    await page.keyboard.press('Space');
    await says(page, 'rett_norskopplaring', 'Lagret kl.');
    assert.equal(await page.locator('.konflikt').count(), 0);
    assert.equal(await page.locator('[name=rett_norskopplaring]:checked').inputValue(), code);
    assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), [code]);
    await page.getByRole('button', { name: /^Neste: Programinnhold/ }).click();
    await page.waitForURL('**/programinnhold');
    assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'utdanning_norge'), ['4'], "the other's field is as she left it");
    await close();
  });
}

test('what an answer empties comes back with Angre, in the page and in the register', async () => {
  const id = await start();
  await saved(oslo, id, 'bakgrunn', { omsorgsansvar_barn: '1' });
  await saved(oslo, id, 'bakgrunn', { antall_barn: '3' });
  const { page, close } = await openAt(id, 'bakgrunn');
  await page.locator('[name=omsorgsansvar_barn][value="2"]').check();
  await says(page, 'omsorgsansvar_barn', 'Lagret');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'antall_barn'), []);
  await page.getByText('Noen svar er tatt bort').waitFor();
  await assertGood(page, 'an answer taken away');
  await question(page, 'antall_barn').getByRole('button', { name: 'Angre' }).click();
  await says(page, 'antall_barn', 'Lagret');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'antall_barn'), ['3']);
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'omsorgsansvar_barn'), ['1']);
  assert.equal(await page.getByText('Noen svar er tatt bort').count(), 0);
  await close();
});

test('the session ended: login in place, a wrong password too, and nothing is lost', async () => {
  const id = await start();
  const { page, context, close } = await openAt(id, 'bakgrunn');
  await context.clearCookies();
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  const dialog = page.getByRole('dialog', { name: 'Logg inn for å fortsette' });
  await dialog.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'brukernavn');
  await assertGood(page, 'login in place');
  await page.keyboard.press('Escape');
  await says(page, 'rett_norskopplaring', 'Ikke lagret. Du er logget ut.');
  assert.equal(await warns(page), true);
  await page.locator('[name=deltatt_intro][value="2"]').check();
  await dialog.waitFor();
  await dialog.getByLabel('Brukernavn').fill('oslo');
  await dialog.getByLabel('Passord', { exact: true }).fill('feil passord');
  await page.keyboard.press('Enter');
  await dialog.getByText('Brukernavnet og passordet passer ikke sammen').waitFor();
  await assertGood(page, 'login in place, refused');
  await dialog.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
  await says(page, 'deltatt_intro', 'Lagret');
  await says(page, 'rett_norskopplaring', 'Lagret');
  assert.equal(await dialog.count(), 0);
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
  await page.getByRole('button', { name: 'Neste: Programinnhold' }).click();
  await page.waitForURL('**/programinnhold');
  await close();
});

// The session of `user` is over, an answer is given, and another logs in in the dialog.
async function logInInstead(id, other) {
  const opened = await openAt(id, 'bakgrunn');
  const { page, context } = opened;
  const box = page.getByRole('dialog', { name: 'En annen bruker er logget inn' });
  const first = await page.locator('.brukernavn').first().innerText();
  await context.clearCookies();
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  await logInHere(page, other);
  await box.waitFor();
  await says(page, 'rett_norskopplaring', 'Ikke lagret. En annen er logget inn.');
  await box.getByText(`Denne siden ble åpnet av ${first}`).waitFor();
  return { ...opened, box, first };
}

async function logInHere(page, name) {
  const dialog = page.getByRole('dialog', { name: 'Logg inn for å fortsette' });
  await dialog.getByLabel('Brukernavn').fill(name);
  await dialog.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
}

const lastChangedBy = async (page) => (await page.reload(), page.locator('#fakta').innerText());

test('P6: somebody else logs in in place: nothing is saved as theirs before they say so', async () => {
  const id = await start();
  const { page, box, first, close } = await logInInstead(id, 'grunerlokka');
  await assertGood(page, 'somebody else logged in');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), []);
  await page.keyboard.press('Escape');
  assert.equal(await warns(page), true);
  await question(page, 'rett_norskopplaring').getByRole('button', { name: 'Velg bruker' }).click();
  await box.getByRole('button', { name: /^Lagre svarene som / }).click();
  await says(page, 'rett_norskopplaring', 'Lagret kl.');
  assert.notEqual(await page.locator('.brukernavn').first().innerText(), first);
  await page.locator('[name=deltatt_intro][value="2"]').check();
  await says(page, 'deltatt_intro', 'Lagret kl.');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
  await close();
});

test('P6: somebody else logs in in place: the first one comes back, and the answers are saved as hers', async () => {
  const id = await start();
  const { page, box, first, close } = await logInInstead(id, 'grunerlokka');
  await box.getByRole('button', { name: `Logg inn som ${first}` }).click();
  await logInHere(page, 'oslo');
  await says(page, 'rett_norskopplaring', 'Lagret kl.');
  assert.match(await lastChangedBy(page), new RegExp(first));
  assert.equal(await page.locator('.brukernavn').first().innerText(), first);
  await close();
});

test('P6: somebody else logs in who may not see her: the answers can be dropped, not saved', async () => {
  const id = await start();
  const { page, box, close } = await logInInstead(id, 'trondheim');
  await box.getByText('har ikke tilgang til denne siden').waitFor();
  assert.equal(await box.getByRole('button', { name: /^Lagre/ }).count(), 0);
  await box.getByRole('button', { name: 'Forkast svarene' }).click();
  await page.getByRole('heading', { level: 1, name: 'Vi fant ikke siden' }).waitFor();
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), []);
  await close();
});

test('P6: somebody else logged in in another tab: the page asks before it saves as theirs', async () => {
  const id = await start();
  const { page, context, close } = await openAt(id, 'bakgrunn');
  const other = await context.newPage();
  await other.goto('/deltakere');
  await other.locator('.brukerknapp').click();
  await other.getByRole('button', { name: 'Logg ut' }).click();
  await login(other, 'grunerlokka');
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  await page.getByRole('dialog', { name: 'En annen bruker er logget inn' }).waitFor();
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), []);
  await close();
});

test('a participant deleted while her page stands open: said at the field, and not tried for ever, also after login', async () => {
  const id = await start();
  const { page, context, close } = await openAt(id, 'bakgrunn');
  await grunerlokka.submit((await grunerlokka.openPage(address(id, 'slett'))).form('main dialog form'), address(id, 'slett'));
  await context.clearCookies();
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  await logInHere(page, 'oslo');
  await says(page, 'rett_norskopplaring', 'Deltakeren eller spørsmålet finnes ikke lenger');
  await close();
});

test('creation: nothing is stored before the gate holds; then the page is hers, and Back makes no second one (P6)', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere');
  await page.goto('/deltakere/ny');
  const posts = [];
  page.on('request', (request) => request.method() !== 'GET' && posts.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const number = someWoman();
  await answer(page, 'Fødselsnummer til deltaker', shown(someMan()));
  await answer(page, 'Dato for oppstart', '1.2.24');
  await page.locator('#oppstartsdato').blur();
  assert.equal(await page.locator('.mangelliste a[href="#oppstartsdato"]').isVisible(), false);
  assert.deepEqual(posts, []);
  await answer(page, 'Type finansiering', 'Ordinær ordning');
  await says(page, 'fodselsnummer', 'Ikke lagret.');
  assert.match(page.url(), /\/deltakere\/ny$/);
  await assertGood(page, 'a creation refused');
  await answer(page, 'Fødselsnummer til deltaker', shown(number));
  await page.locator('#fodselsnummer').blur();
  await page.waitForURL('**/person-og-prosjekt');
  await says(page, 'fodselsnummer', 'Lagret kl.');
  assert.deepEqual(posts, ['POST /deltakere/ny', 'POST /deltakere/ny']);
  await page.locator('#fakta').getByText('Opprettet', { exact: true }).waitFor();
  await page.getByText('Alt du fyller ut, lagres med en gang. Du trenger ikke lagre selv.').waitFor();
  assert.equal((await page.locator('#fodselsnummer').inputValue()).replace(/\s/g, ' '), shown(number));
  await assertGood(page, 'the page that became hers');
  await page.locator('[name=reservasjon_deling]').first().check();
  await says(page, 'reservasjon_deling', 'Lagret');
  const id = page.url().split('/').at(-2);
  await page.getByRole('button', { name: /^Neste: Bakgrunn/ }).click();
  await page.waitForURL(`**/${id}/bakgrunn`);
  await page.goBack();
  await page.waitForURL(`**/${id}/person-og-prosjekt`);
  await page.goBack();
  await page.waitForURL('**/deltakere');
  await page.goto('/deltakere?antall=100');
  assert.equal(await page.getByRole('row').filter({ hasText: number.slice(6) }).filter({ hasText: number.slice(0, 6) }).count(), 1);
  await close();
});

test('two windows of one user: no conflict, and each learns of the other at its next save, opened questions too', async () => {
  const id = await start();
  const { page, context, close } = await openAt(id, 'bakgrunn');
  const second = await context.newPage();
  await second.goto(address(id, 'bakgrunn'));
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  await page.locator('[name=omsorgsansvar_barn][value="1"]').check();
  await says(page, 'omsorgsansvar_barn', 'Lagret');
  await page.locator('#antall_barn').fill('3');
  await page.locator('#antall_barn').blur();
  await says(page, 'antall_barn', 'Lagret');
  await second.locator('[name=rett_norskopplaring][value="2"]').check();
  await says(second, 'rett_norskopplaring', 'Lagret');
  assert.equal(await second.locator('.konflikt').count(), 0);
  assert.equal(await second.locator('#antall_barn').inputValue(), '3');
  assert.equal(await second.locator('#antall_barn').isEnabled(), true);
  await page.locator('[name=lese_skrive_morsmal][value="1"]').check();
  await says(page, 'lese_skrive_morsmal', 'Lagret');
  assert.equal(await page.locator('[name=rett_norskopplaring]:checked').inputValue(), '2');
  await second.close();
  await close();
});

test('a third answer, saved while two are on the screen, is shown before it can be overwritten (P14)', async () => {
  const id = await start();
  const { page, close } = await openAt(id, 'bakgrunn');
  await saved(grunerlokka, id, 'bakgrunn', { rett_norskopplaring: '1' });
  await page.locator('[name=rett_norskopplaring][value="2"]').check();
  await says(page, 'rett_norskopplaring', 'Ikke lagret. Velg');
  await saved(grunerlokka, id, 'bakgrunn', { rett_norskopplaring: '9' });
  await question(page, 'rett_norskopplaring').getByLabel(/^Bruk mitt svar/).click();
  await question(page, 'rett_norskopplaring').getByLabel(/^Behold det som er lagret: Ukjent/).waitFor();
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['9']);
  await question(page, 'rett_norskopplaring').getByLabel(/^Bruk mitt svar/).click();
  await says(page, 'rett_norskopplaring', 'Lagret');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['2']);
  await close();
});

test('leaving waits for what is under way, and warns of what is refused, in conflict, or typed and not left', async () => {
  const id = await start();
  const { page, close } = await openAt(id, 'person-og-prosjekt');
  assert.equal(await warns(page), false);
  await page.locator('#oppstartsdato').fill('5.2.24');
  assert.equal(await warns(page), true, 'typed and not left');
  let release;
  await page.route(/\/felt\//, async (route) => { await new Promise((done) => { release = done; }); await route.continue(); });
  await page.locator('#steg a').filter({ hasText: 'Bakgrunn' }).click();
  await page.getByText('Venter på at svarene blir lagret …').waitFor();
  assert.match(page.url(), /person-og-prosjekt$/);
  release();
  await page.waitForURL('**/bakgrunn');
  assert.deepEqual(await stored(oslo, id, 'person-og-prosjekt', 'oppstartsdato'), ['05.02.2024']);
  await page.unroute(/\/felt\//);
  await page.goto(address(id, 'person-og-prosjekt'));
  await page.locator('#oppstartsdato').fill('i fjor');
  await page.locator('#oppstartsdato').blur();
  await says(page, 'oppstartsdato', 'Ikke lagret.');
  assert.equal(await warns(page), true, 'refused');
  await page.locator('#oppstartsdato').fill('05.02.2024');
  await page.locator('#oppstartsdato').blur();
  await page.waitForFunction(() => document.querySelector('[data-felt=oppstartsdato] .feltstatus') === null);
  assert.equal(await warns(page), false, 'as stored again');
  await close();
});

test('Neste before the gate holds: what is missing is told where the page stands, and nothing typed is lost', async () => {
  const { page, faults, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere/ny');
  await answer(page, 'Dato for oppstart', '1.2.24');
  await spoil(page, { status: 502, body: 'borte' });
  const next = page.getByRole('button', { name: /^Neste: Bakgrunn/ });
  await next.click();
  await page.getByText('Venter på at svarene blir lagret …').waitFor();
  await page.locator('.ds-error-summary').getByRole('link', { name: /fødselsnummer/i }).waitFor();
  assert.match(await page.title(), /^Feil: /);
  assert.match(await page.evaluate(() => document.activeElement.className), /ds-error-summary/);
  assert.match(page.url(), /\/deltakere\/ny$/);
  assert.equal(await page.locator('#oppstartsdato').inputValue(), '1.2.24');
  await assertGood(page, 'what is missing, told in place');
  await answer(page, 'Fødselsnummer til deltaker', shown(someWoman()));
  await answer(page, 'Type finansiering', 'Ordinær ordning');
  await page.waitForURL('**/person-og-prosjekt');
  assert.equal(await page.locator('.ds-error-summary').count(), 0);
  assert.doesNotMatch(await page.title(), /^Feil: /);
  await next.click();
  await page.waitForURL('**/bakgrunn');
  faults.length = 0;
  await close();
});

test('the last page turns to discharge when the last answer is there', async () => {
  const id = await start();
  await fillAll(oslo, id, { except: ['avslutning'] });
  await saved(oslo, id, 'avslutning', { avslutningsdato: '01.06.2025', hovedarsak_avslutning: '3', fravar: '2' });
  const { page, close } = await openAt(id, 'avslutning');
  await page.getByText(/Det mangler \d+ svar før deltakeren kan skrives ut/).waitFor();
  const missing = Number(/\d+/.exec(await page.getByText(/Det mangler \d+ svar/).innerText())[0]);
  await page.locator('select[name=hovedinntektskilde_etter_avslutning]').selectOption({ index: 1 });
  await says(page, 'hovedinntektskilde_etter_avslutning', 'Lagret');
  if (missing > 1) await page.getByText(`Det mangler ${missing - 1} svar`).waitFor();
  else await page.getByText('Alt er fylt ut.').waitFor();
  await close();
});

// The same, with script (answers are saved when they are left) and without (with the page).
for (const script of [true, false]) {
  const how = script ? 'with script' : 'without script';
  const next = (page) => page.getByRole('button', { name: /^Neste/ }).filter({ visible: true }).last().click();

  test(`P7: two users at one field, ${how}: both answers are shown, one's own is picked, the other fields are kept`, async () => {
    const id = await start();
    const { page, close } = await openAt(id, 'bakgrunn', 'oslo', { script });
    await saved(grunerlokka, id, 'bakgrunn', { rett_norskopplaring: '1', utdanning_norge: '4' });
    await page.locator('[name=rett_norskopplaring][value="2"]').check();
    if (!script) await next(page);
    await question(page, 'rett_norskopplaring').getByLabel(/^Behold det som er lagret: Ja/).waitFor();
    await question(page, 'rett_norskopplaring').getByLabel(/^Bruk mitt svar: Nei/).click();
    await next(page);
    await page.waitForURL('**/programinnhold');
    assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['2']);
    assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'utdanning_norge'), ['4']);
    await close();
  });

  test(`P7, P16: a value that is refused stays as typed, ${how}, with what is stored beside it`, async () => {
    const id = await start();
    const { page, close } = await openAt(id, 'person-og-prosjekt', 'oslo', { script });
    await page.locator('#oppstartsdato').fill('i fjor');
    await page.locator('#oppstartsdato').blur();
    if (!script) await next(page);
    await page.locator('#oppstartsdato-m').getByText('Dette er lagret fra før: 01.02.2024').waitFor();
    assert.equal(await page.locator('#oppstartsdato').inputValue(), 'i fjor');
    assert.equal(await page.locator('#oppstartsdato').getAttribute('aria-invalid'), 'true');
    await page.locator('#oppstartsdato').fill('2.2.24');
    await next(page);
    await page.waitForURL('**/bakgrunn');
    assert.deepEqual(await stored(oslo, id, 'person-og-prosjekt', 'oppstartsdato'), ['02.02.2024']);
    await close();
  });

  test(`P7, C4: what an answer empties is told and can be undone, ${how}`, async () => {
    const id = await start();
    await saved(oslo, id, 'bakgrunn', { omsorgsansvar_barn: '1' });
    await saved(oslo, id, 'bakgrunn', { antall_barn: '3' });
    const { page, close } = await openAt(id, 'bakgrunn', 'oslo', { script });
    await page.locator('[name=omsorgsansvar_barn][value="2"]').check();
    if (!script) await next(page);
    await page.getByText('Noen svar er tatt bort').waitFor();
    await page.getByRole('button', { name: 'Angre endringen' }).click();
    await page.getByText('Noen svar er tatt bort').waitFor({ state: 'detached' });
    assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'antall_barn'), ['3']);
    await close();
  });

  test(`P6, P7: after a creation ${how}, Back makes no second participant`, async () => {
    const { page, close } = await open({ script });
    await login(page, 'trondheim');
    const number = someWoman();
    const fill = async () => {
      await answer(page, 'Fødselsnummer til deltaker', number);
      await answer(page, 'Dato for oppstart', '1.2.26'); // of a year without financing to choose
      await next(page);
    };
    await page.goto('/deltakere/ny');
    await fill();
    await page.waitForURL('**/bakgrunn');
    await page.goBack();
    if (script) {
      await page.waitForURL('**/person-og-prosjekt');
      await next(page);
      await page.waitForURL('**/bakgrunn');
    } else {
      await page.waitForURL('**/deltakere/ny');
      await fill();
      await page.getByRole('link', { name: 'Åpne registreringen hennes' }).waitFor();
    }
    await page.goto('/deltakere?antall=100');
    assert.equal(await page.getByRole('row').filter({ hasText: number.slice(6) }).filter({ hasText: number.slice(0, 6) }).count(), 1);
    await close();
  });
}

test('P6, P7: the session over without script: what was filled in comes through the login, and is saved when one says so', async () => {
  const id = await start();
  const { page, context, faults, close } = await openAt(id, 'bakgrunn', 'oslo', { script: false });
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  const session = new Visitor();
  for (const { name, value } of await context.cookies()) session.jar.set(name, value);
  await session.submit((await session.openPage('/deltakere')).formPostingTo('/logg-ut'), '/logg-ut');
  await page.getByRole('button', { name: /^Neste: Programinnhold/ }).click();
  await page.getByText('Det du fylte ut, er ikke lagret ennå.').waitFor();
  await assertGood(page, 'login with what was typed');
  await page.getByLabel('Brukernavn').fill('oslo');
  await page.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.getByRole('button', { name: 'Logg inn' }).click();
  await page.getByRole('heading', { level: 1, name: 'Du er logget inn igjen' }).waitFor();
  await assertGood(page, 'logged in again');
  await page.getByRole('button', { name: 'Lagre det jeg fylte ut' }).click();
  await page.waitForURL('**/programinnhold');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
  faults.length = 0;
  await close();
});

test('control: without script nothing is sent before Neste, and the page says so', async () => {
  const id = await start();
  const { page, close } = await openAt(id, 'bakgrunn', 'oslo', { script: false });
  await page.getByText('Svarene lagres når du går videre med knappene nederst på siden.').waitFor();
  assert.equal(await page.getByText('Du trenger ikke lagre selv').isVisible(), false);
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), []);
  await page.getByRole('button', { name: /^Neste: Programinnhold/ }).click();
  await page.waitForURL('**/programinnhold');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
  await close();
});
