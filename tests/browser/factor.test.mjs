// The second factor and passwords as a person meets them (requirement A4): registering an app, the code, recovery codes, logging in
// over a page that is being filled in; each page judged by axe, wide and narrow.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { environment } from '../http/environment.mjs';
import { Phone } from '../http/totp.mjs';
import { admin, call, DB } from '../sql/database.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { answer, assertGood, closeBrowser, NARROW, open, sidewaysScroll, unfold, WIDE } from './browser.mjs';

const names = [];
after(async () => {
  await closeBrowser();
  for (const name of names) await removeUser(name);
  await admin.end();
});

async function newcomer() {
  const name = `skjerm-${randomUUID().slice(0, 8)}`;
  names.push(name);
  await temporaryUser(name, [{ kommunenummer: '5001' }]);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.user SET factor_required = 1 WHERE brukernavn = ?`, [name]);
  await call(admin, 'ctx.leave');
  return name;
}

// The page that stands, in both widths; a picture of each where one is asked for.
async function both(page, what) {
  for (const width of [WIDE, NARROW]) {
    await page.setViewportSize({ width, height: 900 });
    await assertGood(page, `${what}, ${width} px`);
    assert.deepEqual(await sidewaysScroll(page), [], `${what}, ${width} px`);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${what.replaceAll(' ', '-')}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: WIDE, height: 900 });
}

async function enrol(page, name) {
  await page.goto('/logg-inn');
  await page.getByLabel('Brukernavn').fill(name);
  await page.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/logg-inn/registrer');
  return new Phone(await page.locator('.nokkeltekst').innerText());
}

test('A4: an app is registered, with its errors, and the recovery codes are shown to be kept', async () => {
  const name = await newcomer();
  const { page, close } = await open();
  const phone = await enrol(page, name);
  await both(page, 'registering an app');
  await page.getByLabel('Kode fra appen').fill('000000');
  await page.keyboard.press('Enter');
  await page.locator('.ds-error-summary').waitFor();
  await both(page, 'a wrong first code');
  await page.getByLabel('Kode fra appen').fill(await phone.fresh());
  await page.getByRole('button', { name: 'Registrer appen' }).click();
  await page.getByRole('heading', { name: 'Ta vare på gjenopprettingskodene' }).waitFor();
  assert.equal(await page.locator('.gjenoppretting li').count(), 10);
  assert.ok(await page.getByRole('button', { name: 'Skriv ut' }).isVisible());
  await both(page, 'recovery codes');
  await page.getByRole('button', { name: 'Jeg har tatt vare på kodene' }).click();
  await page.waitForURL('**/deltakere');
  await page.goto('/min-bruker');
  await both(page, 'my user with an app');
  await page.getByRole('link', { name: 'Bytt kodeapp' }).click();
  await both(page, 'another app');
  await page.goto('/min-bruker/passord');
  await page.getByLabel('Nytt passord').fill('fire røde hester');
  await page.getByRole('button', { name: 'Vis passordet' }).click();
  assert.equal(await page.getByLabel('Nytt passord').getAttribute('type'), 'text');
  await both(page, 'another password');
  await close();
});

test('A4: the code and its errors, without script too', async () => {
  const name = await newcomer();
  const { page, close } = await open({ script: false });
  const phone = await enrol(page, name);
  await page.getByLabel('Kode fra appen').fill(await phone.fresh());
  await page.getByRole('button', { name: 'Registrer appen' }).click();
  const recovery = await page.locator('.gjenoppretting li').first().innerText();
  await page.getByRole('button', { name: 'Jeg har tatt vare på kodene' }).click();
  await page.locator('header').getByText('Logg ut').first().waitFor({ state: 'attached' });
  await page.context().clearCookies();
  await page.goto('/logg-inn');
  await page.getByLabel('Brukernavn').fill(name);
  await page.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/logg-inn/kode');
  await page.getByLabel('Kode fra appen').fill('12345');
  await page.keyboard.press('Enter');
  await page.locator('.ds-error-summary').waitFor();
  await unfold(page.getByText('Har du ikke telefonen?'));
  await page.getByLabel('Gjenopprettingskode').fill(recovery);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/deltakere');
  await close();
});

test('A4: the pages of the code and of a forgotten password', async () => {
  const { page, close } = await open();
  await page.goto('/logg-inn');
  await page.getByLabel('Brukernavn').fill('totp');
  await page.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/logg-inn/kode');
  await both(page, 'the code');
  await page.keyboard.press('Enter');
  await page.getByLabel('Kode fra appen').press('Enter');
  await page.locator('.ds-error-summary').waitFor();
  await both(page, 'no code');
  await page.context().clearCookies();
  await page.goto('/logg-inn');
  await page.getByRole('link', { name: 'Glemt passordet?' }).click();
  await both(page, 'forgotten');
  await page.getByLabel('Brukernavn eller e-postadresse').fill('finnes-ikke');
  await page.keyboard.press('Enter');
  await page.getByText('Se i e-posten din').waitFor();
  await both(page, 'asked for a link');
  await page.goto(`/logg-inn/nytt-passord/${'A'.repeat(43)}`);
  await both(page, 'a link that is not known');
  await close();
});

test('A4, P6: the session ends while something is typed; password and code are asked for over the page, and nothing is lost', async () => {
  const name = await newcomer();
  const { page, context, close } = await open();
  const phone = await enrol(page, name);
  await page.getByLabel('Kode fra appen').fill(await phone.fresh());
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Jeg har tatt vare på kodene' }).click();
  await page.clock.install();
  await page.goto('/deltakere/ny');
  await answer(page, 'Dato for oppstart', '1.2.2024');
  await context.clearCookies();
  await page.clock.fastForward(61 * 60_000);
  const box = page.getByRole('dialog', { name: 'Logg inn for å fortsette' });
  await box.waitFor();
  await box.getByLabel('Brukernavn').fill(name);
  await box.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
  await box.getByLabel('Kode fra appen').waitFor();
  await assertGood(page, 'the code over the page');
  await box.getByLabel('Kode fra appen').fill('000000');
  await page.keyboard.press('Enter');
  await box.locator('.ds-error-summary').waitFor();
  await box.getByLabel('Kode fra appen').fill(await phone.fresh());
  await page.keyboard.press('Enter');
  await box.waitFor({ state: 'detached' });
  assert.equal(await page.locator('[name=oppstartsdato]').inputValue(), '1.2.2024');
  assert.equal(await page.locator('main').isVisible(), true);
  await close();
});

test('A4, P6: an app that has to be registered anew is registered over the page too', async () => {
  const name = await newcomer();
  const { page, context, close } = await open();
  const phone = await enrol(page, name);
  await page.getByLabel('Kode fra appen').fill(await phone.fresh());
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Jeg har tatt vare på kodene' }).click();
  await page.clock.install();
  await page.goto('/deltakere/ny');
  await answer(page, 'Dato for oppstart', '1.2.2024');
  await admin.query(`DELETE FROM ${DB}.user_factor WHERE user_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = ?)`, [name]);
  await context.clearCookies();
  await page.clock.fastForward(61 * 60_000);
  const box = page.getByRole('dialog', { name: 'Logg inn for å fortsette' });
  await box.waitFor();
  await box.getByLabel('Brukernavn').fill(name);
  await box.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
  await page.keyboard.press('Enter');
  const next = new Phone(await box.locator('.nokkeltekst').innerText());
  await box.getByLabel('Kode fra appen').fill(await next.fresh());
  await page.keyboard.press('Enter');
  await box.locator('.gjenoppretting').waitFor();
  await assertGood(page, 'recovery codes over the page');
  await box.getByRole('button', { name: 'Jeg har tatt vare på kodene' }).click();
  await box.waitFor({ state: 'detached' });
  assert.equal(await page.locator('[name=oppstartsdato]').inputValue(), '1.2.2024');
  await close();
});
