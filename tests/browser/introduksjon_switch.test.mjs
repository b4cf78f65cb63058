// From one register to the other with the keyboard alone, with script and without, at both widths (requirements N0, U2, U5).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { environment } from '../http/environment.mjs';
import { closeBrowser, focusStop, login, NARROW, open, WIDE } from './browser.mjs';

after(closeBrowser);

const STOPS = 12;

// Tab until something that is called so has the focus: in sight, uncovered and marked.
async function tabTo(page, text) {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await focusStop(page);
    if (!at?.text.startsWith(text)) continue;
    assert.deepEqual([at.inSight, at.covered, at.marked], [true, false, true], `${text} is in sight, uncovered and marked`);
    return;
  }
  throw new Error(`Tab never gets to ${text}`);
}

for (const width of [WIDE, NARROW]) {
  test(`N0, U2: who has two registers changes between them with the keyboard at ${width}`, async () => {
    const { page, close } = await open({ width });
    await login(page, 'imdi');
    await page.goto('/?register=jobbsjansen');
    for (const [here, there, address] of [['Jobbsjansen', 'Introduksjonsprogrammet', '**/introduksjon'], ['Introduksjonsprogrammet', 'Jobbsjansen', '**/deltakere']]) {
      await tabTo(page, `Register: ${here}`);
      await page.keyboard.press('Enter');
      await page.locator('#registermeny').waitFor();
      await tabTo(page, there);
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
      assert.equal(await page.getByRole('button', { name: `Register: ${there}` }).count(), 1);
    }
    await close();
  });
}

test('U2, U5: the header is one row on a wide screen, in every language and both registers', async () => {
  const { page, context, close } = await open();
  await login(page, 'systemeier'); // who has most in her menu
  for (const language of ['nb', 'nn', 'en']) {
    await context.addCookies([{ name: 'sprak', value: language, url: environment.BASE_URL }]);
    for (const path of ['/deltakere', '/introduksjon']) {
      await page.goto(path);
      const row = await page.locator('.topp-rad').boundingBox();
      const logo = await page.locator('.merke').boundingBox();
      assert.ok(row.height < logo.height + 1, `${path} in ${language}: ${row.height} px`);
    }
  }
  await close();
});

test('N0: without script too', async () => {
  const { page, close } = await open({ script: false });
  await login(page, 'imdi');
  await page.goto('/?register=jobbsjansen');
  await page.getByRole('button', { name: 'Register:' }).click();
  await page.locator('#registermeny').getByRole('link', { name: 'Introduksjonsprogrammet' }).click();
  await page.waitForURL('**/introduksjon');
  await page.goto('/hjelp');
  assert.equal(await page.locator('.merke').innerText(), 'Introduksjonsregisteret', 'what belongs to neither is shown in the one she came from');
  await close();
});

test('N0: who has one is offered no other', async () => {
  const { page, close } = await open();
  await login(page, 'baerum');
  assert.equal(new URL(page.url()).pathname.replace(/^.*(\/introduksjon)$/, '$1'), '/introduksjon');
  assert.equal(await page.getByRole('button', { name: /^Register/ }).count(), 0);
  await close();
});
