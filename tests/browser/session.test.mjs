// The end of a session as a person meets it (requirement A5; ui.md 7.8): a warning two minutes before, a way to go on, and
// nothing to be read or lost behind the login.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { environment } from '../http/environment.mjs';
import { address, register } from '../http/participant.mjs';
import { assertGood, closeBrowser, login, open } from './browser.mjs';

after(closeBrowser);

const warning = (page) => page.getByRole('alertdialog', { name: 'Du blir snart logget ut' });
const box = (page) => page.getByRole('dialog', { name: 'Logg inn for å fortsette' });
const minutes = (count) => count * 60_000;

async function openAt(path) {
  const opened = await open();
  await login(opened.page, 'flere');
  await opened.page.clock.install();
  await opened.page.goto(path);
  return opened;
}

async function logInHere(page) {
  await box(page).getByLabel('Brukernavn').fill('flere');
  await box(page).getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
}

test('A5: two minutes before the end one is warned, and goes on with one press', async () => {
  const { page, close } = await openAt('/deltakere');
  await page.clock.fastForward(minutes(57));
  await page.clock.runFor(2000);
  assert.equal(await warning(page).count(), 0);
  await page.clock.fastForward(minutes(2));
  await warning(page).waitFor();
  assert.match(await warning(page).innerText(), /logget ut kl\. \d\d\.\d\d\./);
  await assertGood(page, 'the warning');
  await warning(page).getByRole('button', { name: 'Fortsett' }).click();
  await warning(page).waitFor({ state: 'detached' });
  await page.clock.fastForward(minutes(50));
  await page.clock.runFor(2000);
  assert.equal(await warning(page).count(), 0, 'it lasts as long as a new one');
  await close();
});

test('A5: where the session is over nothing can be read before somebody has logged in; the page is drawn anew', async () => {
  const { page, context, close } = await openAt('/deltakere');
  await context.clearCookies();
  await page.clock.fastForward(minutes(61));
  await box(page).waitFor();
  assert.equal(await page.locator('main').isVisible(), false);
  await assertGood(page, 'the session is over');
  await Promise.all([page.waitForEvent('load'), logInHere(page)]);
  await page.locator('main').waitFor();
  assert.equal(new URL(page.url()).pathname, '/deltakere');
  await close();
});

test('A5, P6: on a form what was typed stands after the login, and is saved when it is left', async () => {
  const { id } = await register(await as('flere'), { kommunenummer: '4601' });
  const { page, context, close } = await openAt(address(id, 'bakgrunn'));
  await page.locator('#antall_barn').evaluate((field) => { field.closest('[hidden]')?.removeAttribute('hidden'); });
  await page.locator('[name=omsorgsansvar_barn][value="1"]').check();
  await page.locator('[data-felt=omsorgsansvar_barn]', { hasText: /Lagret kl\./ }).waitFor();
  await page.locator('#antall_barn').fill('3');
  await context.clearCookies();
  await page.clock.fastForward(minutes(61));
  await logInHere(page);
  await page.locator('main').waitFor();
  assert.equal(await page.locator('#antall_barn').inputValue(), '3');
  await page.locator('#antall_barn').blur();
  await page.locator('[data-felt=antall_barn]', { hasText: /Lagret kl\./ }).waitFor();
  await close();
});

test('A5: where another request has brought another visitor\'s cookie, the login goes on all the same', async () => {
  const { page, context, close } = await openAt('/deltakere');
  await context.clearCookies();
  await page.clock.fastForward(minutes(61));
  await box(page).waitFor();
  await context.clearCookies();
  await Promise.all([page.waitForEvent('load'), logInHere(page)]);
  await page.locator('main').waitFor();
  assert.equal(new URL(page.url()).pathname, '/deltakere');
  await close();
});

test('A5: use in one tab keeps the session in the others', async () => {
  const { page, context, close } = await openAt('/deltakere');
  await page.clock.fastForward(minutes(58.5));
  await warning(page).waitFor();
  const other = await context.newPage();
  await other.goto('/hjelp');
  await warning(page).waitFor({ state: 'detached' });
  await close();
});
