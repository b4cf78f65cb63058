// The codebook's words in nynorsk and English as a person meets them (requirements U1, U2, U5).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { address, fillAll, register } from '../http/participant.mjs';
import { assertGood, closeBrowser, login, NARROW, open, WIDE } from './browser.mjs';

after(closeBrowser);

const ENDS = { nn: 'Dato for avslutning i Jobbsjansen', en: 'Dato for avslutning jobbsjansen' };
const SAID = { nn: 'Dato for avslutning kan ikkje vere før dato for oppstart.', en: 'Dato for avslutning kan ikke være før dato for oppstart.' };

for (const language of ['nn', 'en']) {
  for (const width of [WIDE, NARROW]) {
    test(`U1, U2: a form, its help, its messages and the codebook in ${language}, ${width} px wide`, async () => {
      const visitor = await as('trondheim');
      const { id } = await register(visitor);
      await fillAll(visitor, id);
      const { page, close } = await open({ width });
      await login(page, 'trondheim');
      await page.goto(`/hjelp?sprak=${language}`);
      await page.goto(address(id, 'avslutning'));
      const end = page.getByRole('textbox', { name: new RegExp(`^${ENDS[language]}`) });
      await end.fill('01.01.2020');
      await end.press('Tab');
      const message = page.locator('#avslutningsdato-m').getByText(SAID[language]);
      await message.waitFor();
      assert.equal(await message.evaluate((node) => node.closest('[lang]').lang), language === 'nn' ? 'nn' : 'nb', 'said in the language it says it is in');
      await page.getByRole('button', { name: new RegExp(`: ${ENDS[language]}`) }).and(page.locator('.hjelp')).click();
      assert.ok(await page.locator('#h-avslutningsdato').isVisible());
      await assertGood(page, `the form with a message and its help open in ${language}`);
      await page.goto('/kodebok?sok=avbrutt');
      await assertGood(page, `the codebook in ${language}`);
      await page.goto('/kodebok?register=introduksjon');
      await assertGood(page, `the introduction programme's codebook in ${language}`);
      await close();
    });
  }
}
