// The codebook and the accessibility statement as a person meets them (requirements C7, U2, U5).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertGood, closeBrowser, login, open } from './browser.mjs';

after(closeBrowser);

test('the accessibility statement is accessible before and after login', async () => {
  const { page, close } = await open();
  await page.goto('/logg-inn');
  await page.getByRole('link', { name: 'Tilgjengelighetserklæring' }).click();
  await page.waitForURL('**/tilgjengelighet');
  assert.equal((await page.getByRole('heading', { level: 1 }).innerText()).replace('\u00ad', ''), 'Tilgjengelighetserklæring');
  await assertGood(page, 'the statement before login');
  await login(page, 'admin-oslo');
  await page.goto('/tilgjengelighet');
  await assertGood(page, 'the statement after login');
  await close();
});

for (const script of [true, false]) {
  test(`the codebook is found from the foot, searched and followed ${script ? 'with' : 'without'} script`, async () => {
    const { page, close } = await open({ script });
    await login(page, 'imdi');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Kodebok' }).click();
    await page.waitForURL('**/kodebok');
    await assertGood(page, 'the codebook');
    await page.getByRole('searchbox', { name: 'Søk i kodeboken' }).fill('provetype');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/kodebok?sok=provetype');
    assert.equal(await page.getByRole('article').count(), 1);
    await assertGood(page, 'a search with one match');
    await page.getByRole('article').getByRole('link', { name: 'proveresultater' }).click();
    await page.waitForURL('**/kodebok#proveresultater');
    const box = await page.locator('#proveresultater').boundingBox();
    assert.ok(box.y > -1 && box.y < 900, `the variable is in sight: ${box.y}`);
    await page.goto('/kodebok?sok=finnes-ikke');
    assert.ok(await page.getByText('Ingen variabler passer til «finnes-ikke».').isVisible());
    await page.getByRole('navigation', { name: 'Register i kodeboken' }).getByRole('link', { name: 'Introduksjonsprogrammet' }).click();
    await page.waitForURL('**/kodebok?register=introduksjon');
    await page.getByRole('searchbox', { name: 'Søk i kodeboken' }).fill('timer');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/kodebok?register=introduksjon&sok=timer');
    assert.equal(await page.getByRole('article').count(), 1);
    await page.goto('/kodebok?sok=finnes-ikke');
    await assertGood(page, 'a search without match');
    await close();
  });
}
