// The name from Folkeregisteret in a browser with script (requirements P3, P6, U2; ui.md "Name lookup"): it appears where the
// user is, without a reload, and asking again loses nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as } from '../http/client.mjs';
import { Freg } from '../http/freg.mjs';
import { address, register, stored } from '../http/participant.mjs';
import { someWoman } from '../http/women.mjs';
import { answer, assertGood, closeBrowser, login, open } from './browser.mjs';

const PAGE = 'person-og-prosjekt';
const TICK = 'Jeg bekrefter at navn vist er identisk med navn på deltaker';
const freg = new Freg();
before(() => freg.well());
after(async () => {
  await freg.well();
  await closeBrowser();
});

const name = (page) => page.locator('#navn').inputValue();
const panel = (page, words) => page.locator('#navn-status', { hasText: words });
// The page of a new woman whose look-up goes as `kind` says.
async function openUnnamed(kind) {
  const fodselsnummer = someWoman();
  await freg.tell(fodselsnummer, kind);
  const { id } = await register(await as('trondheim'), { fodselsnummer });
  const opened = await open();
  await login(opened.page, 'trondheim');
  await opened.page.goto(address(id, PAGE));
  return { ...opened, fodselsnummer, id };
}

const named = (page) => page.waitForFunction(() => !document.getElementById('navn').value.startsWith('Ikke'));

test('P3: a participant is created while typing; the name is fetched, arrives on the page, and is ticked', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  const number = someWoman();
  await freg.tell(number, 'delay', { ms: 1200 });
  await page.goto('/deltakere/ny');
  assert.equal(await page.locator('#navn-status').innerText(), '', 'nothing is fetched before there is somebody');
  await answer(page, 'Fødselsnummer til deltaker', number);
  await answer(page, 'Dato for oppstart', '1.2.2024');
  await page.keyboard.press('Tab');
  await page.getByRole('group', { name: /^Type finansiering/ }).getByLabel('Ordinær ordning').check();
  await panel(page, 'Henter navn fra Folkeregisteret').waitFor();
  assert.ok(await page.locator('.snurrer').isVisible());
  assert.equal(await page.getByRole('link', { name: 'Oppdater' }).isVisible(), false, 'the script asks by itself');
  await page.locator('#oppstartsdato').focus();
  await named(page);
  assert.match(await page.locator('#navn-b').innerText(), /^Hentet fra Folkeregisteret \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.$/);
  assert.ok((await page.locator('#fakta').innerText()).includes(await name(page)), 'the side card tells it too');
  assert.ok((await page.locator('#her').innerText()).includes(await name(page)));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'oppstartsdato', 'the user stays where she is');
  assert.equal(await page.locator('[data-henter]').count(), 0);
  await page.getByLabel(TICK).check();
  await page.locator('[data-felt=navn_bekreftet]', { hasText: /Lagret kl\./ }).waitFor();
  await assertGood(page, 'a name that has come');
  const id = new URL(page.url()).pathname.split('/')[2];
  assert.deepEqual(await stored(await as('trondheim'), id, PAGE, 'navn_bekreftet'), ['1']);
  await close();
});

test('P3: a tick before the name is there is refused at the field, and taken when it has come', async () => {
  const { fodselsnummer, page, close } = await openUnnamed('broken');
  await page.getByLabel(TICK).check();
  await page.locator('#navn_bekreftet-m', { hasText: 'ikke hentet ennå' }).waitFor();
  await freg.tell(fodselsnummer, 'delay', { ms: 1 });
  await named(page);
  await page.getByLabel(TICK).uncheck();
  await page.getByLabel(TICK).check();
  await page.locator('[data-felt=navn_bekreftet]', { hasText: /Lagret kl\./ }).waitFor();
  await close();
});

test('P3: an answer from before the number was put right does not bring the old one back', async () => {
  const { page, close } = await openUnnamed('broken');
  let hold;
  const nextHeld = () => new Promise((resolve) => { hold = resolve; });
  let held = nextHeld();
  await page.route('**/navn', (route) => hold(route));
  const early = await held;
  const before = await early.fetch();
  const right = someWoman();
  await page.locator('#fodselsnummer').fill(right);
  await page.keyboard.press('Tab');
  await page.locator('[data-felt=fodselsnummer]', { hasText: /Lagret kl\./ }).waitFor();
  held = nextHeld();
  await early.fulfill({ response: before });
  const late = await held;
  assert.equal((await page.locator('#fodselsnummer').inputValue()).replace(/\D/g, ''), right);
  hold = (route) => route.continue();
  await late.continue();
  await named(page);
  assert.equal((await page.locator('#fodselsnummer').inputValue()).replace(/\D/g, ''), right);
  await close();
});

test('P3: «Prøv igjen» pressed while it is asked how it goes is not lost', async () => {
  const { page, close } = await openUnnamed('broken');
  await panel(page, 'Folkeregisteret svarer ikke').waitFor();
  const held = new Promise((resolve) => { page.route('**/navn', resolve, { times: 1 }); });
  const route = await held;
  const asked = page.waitForRequest('**/navn/hent');
  await page.getByRole('button', { name: 'Prøv igjen' }).click();
  await route.continue();
  await asked;
  await close();
});

test('P3: logged out meanwhile, nobody asks for the name any more, and «Prøv igjen» leads to the login', async () => {
  const { page, context, close } = await openUnnamed('broken');
  await panel(page, 'Folkeregisteret svarer ikke').waitFor();
  await context.clearCookies();
  await page.waitForFunction(() => !document.querySelector('[data-henter]'));
  await page.getByRole('button', { name: 'Prøv igjen' }).click();
  await page.waitForURL('**/logg-inn**');
  await close();
});

test('P3: «Prøv igjen» asks without leaving the page; what is typed stays, and the keyboard too', async () => {
  const { fodselsnummer, page, id, close } = await openUnnamed('absent');
  await panel(page, 'finner ingen').waitFor();
  await page.locator('#oppstartsdato').fill('2.2.20');
  await page.waitForTimeout(10_000); // it is limited
  await freg.tell(fodselsnummer, 'delay', { ms: 800 });
  const again = page.getByRole('button', { name: 'Prøv igjen' });
  await again.focus();
  await page.keyboard.press('Enter');
  await panel(page, 'Henter navn').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'navn-status', 'who pressed it stays there');
  await named(page);
  assert.ok(new URL(page.url()).pathname.endsWith(address(id, PAGE)));
  await close();
});

test('P3: a number put right empties the name at once, and the new one comes', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto(address(id, PAGE));
  await named(page);
  const old = await name(page);
  const number = someWoman();
  await freg.tell(number, 'delay', { ms: 1500 });
  await answer(page, 'Fødselsnummer til deltaker', number);
  await page.keyboard.press('Tab');
  await panel(page, 'Henter navn').waitFor();
  assert.equal(await name(page), 'Ikke mottatt');
  await named(page);
  assert.notEqual(await name(page), old);
  await close();
});

test('P7: without script the page offers to be refreshed, and everything else is there', async () => {
  const fodselsnummer = someWoman();
  const { page, close } = await open({ script: false });
  await login(page, 'trondheim');
  await freg.tell(fodselsnummer, 'hang');
  const { id } = await register(await as('trondheim'), { fodselsnummer });
  await page.goto(address(id, PAGE));
  await page.getByRole('link', { name: 'Oppdater' }).click();
  await freg.tell(fodselsnummer, 'delay', { ms: 1 });
  for (let tries = 40; tries > 0 && /^Ikke/.test(await name(page)); tries -= 1) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.doesNotMatch(await name(page), /^Ikke/);
  await close();
});
