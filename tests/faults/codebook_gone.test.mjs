// A form stands open while the codebook is taken up anew without one of its questions (requirement C6; issue 3, "Bad
// input and faults"), with script and without. In an installation of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Installation } from '../http/installation.mjs';
import { address, register } from '../http/participant.mjs';
import { assertGood, closeBrowser, login, open } from '../browser/browser.mjs';
import { RunningCodebook } from './codebook.mjs';

let own;
let running;
let whole;
before(async () => {
  own = await Installation.start();
  running = new RunningCodebook(own);
  whole = running.first;
});
after(async () => {
  await closeBrowser();
  own?.remove();
});

const takeUp = (text) => running.takeUp(text);

const without = (text, name) => text.replace(new RegExp(`(shows="[^"]*)\\b${name}\\b`), '$1').replace(new RegExp(`<variable id="[^"]*" name="${name}".*?</variable>`, 's'), '')
  .replace(/<codebook version="[^"]*"/, '<codebook version="gone"');

async function openForm(options) {
  const visitor = await own.login('trondheim');
  const { id } = await register(visitor);
  const opened = await open({ ...options, baseURL: own.environment.BASE_URL });
  await login(opened.page, 'trondheim', own.environment.PASSWORD);
  await opened.page.goto(address(id, 'bakgrunn'));
  await opened.page.locator('[name=omsorgsansvar_barn][value="1"]').check();
  return { ...opened, visitor, id };
}

test('C6: what is typed in a question that is gone stays, and beside it stands that it is not saved; the next answer is saved', async () => {
  await takeUp(whole.replace(/<codebook version="[^"]*"/, '<codebook version="whole"'));
  const { page, close, visitor, id } = await openForm();
  await takeUp(without(whole, 'antall_barn'));
  await page.locator('#antall_barn').fill('4');
  await page.locator('#antall_barn').blur();
  const message = page.locator('#antall_barn-m');
  await message.getByText('Spørsmålet «Antall barn» finnes ikke lenger. Svaret ditt ble ikke lagret: 4').waitFor();
  assert.equal(await page.locator('#antall_barn').inputValue(), '4');
  assert.equal(await page.locator('#antall_barn').getAttribute('aria-invalid'), 'true');
  await page.locator('[data-felt=antall_barn] .feltstatus').getByText('Ikke lagret').waitFor();
  await page.locator('[name=lese_skrive_morsmal][value="1"]').check();
  await page.locator('[data-felt=lese_skrive_morsmal] .feltstatus').getByText('Lagret kl.').waitFor();
  await assertGood(page, 'a question that is gone');
  await page.reload();
  assert.equal(await page.locator('#antall_barn').count(), 0);
  assert.equal((await visitor.openPage(address(id, 'bakgrunn'))).form('main form:has([name=versjon])').value('lese_skrive_morsmal'), '1');
  await close();
});

test('C6: the same without script: the page says what was not saved, and goes on from there', async () => {
  await takeUp(whole.replace(/<codebook version="[^"]*"/, '<codebook version="whole2"'));
  const { page, close } = await openForm({ script: false });
  await page.locator('#antall_barn').fill('4');
  await takeUp(without(whole, 'antall_barn'));
  await page.getByRole('button', { name: /^Neste:/ }).click();
  const summary = page.locator('.ds-error-summary');
  assert.match(await summary.innerText(), /Ikke alt du svarte, er lagret/);
  assert.match(await summary.innerText(), /«Antall barn» finnes ikke lenger\. Svaret ditt ble ikke lagret: 4/);
  assert.ok(await page.locator('[name=omsorgsansvar_barn][value="1"]').isChecked(), 'the rest is saved');
  await assertGood(page, 'what was not saved');
  await page.getByRole('button', { name: /^Neste:/ }).click();
  await page.waitForURL(/programinnhold/);
  await close();
});
