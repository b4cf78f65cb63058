// The report of the introduction programme as IMDi sees it on a wide screen (requirements N7, U1, U5).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, login, open } from './browser.mjs';

after(closeBrowser);

test('N7, U5: whoever sees the whole country sees every column at once, in every language', async () => {
  const { page, close } = await open();
  await login(page, 'imdi');
  for (const language of ['nn', 'en', 'nb']) {
    await page.goto(`/introduksjon/rapporter/avsluttede?lov=integreringsloven&sprak=${language}`);
    assert.equal(await page.locator('thead th').count(), 13, language);
    const frame = page.locator('.tabellramme');
    const [wanted, given] = await frame.evaluate((node) => [node.scrollWidth, node.clientWidth]);
    assert.ok(wanted <= given, `${language}: ${wanted} px in ${given}`);
  }
  await close();
});
