// The activity log in a browser (requirement L2): details open with and without script, and what was just done stands on top.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { openForm, register } from '../http/participant.mjs';
import { closeBrowser, login, NARROW, open, unfold } from './browser.mjs';

after(closeBrowser);

for (const script of [true, false]) {
  test(`L2: an answer just changed is read with its old and new value, ${script ? 'with' : 'without'} script`, async () => {
    const visitor = await as('trondheim');
    const { id, number } = await register(visitor);
    for (const answer of ['1', '2']) {
      const form = await openForm(visitor, id, 'bakgrunn');
      form.set('utdanning_norge', answer);
      assert.equal((await visitor.submit(form, `/deltakere/${id}/bakgrunn`)).status, 303);
    }
    const { page, close } = await open({ script, width: NARROW });
    await login(page, 'systemeier');
    await page.goto('/aktivitetslogg?handling=endret&bruker=trondheim');
    await unfold(page.getByText('Finn hendelser om én deltaker'));
    await page.getByLabel('Fødselsnummer').fill(number);
    await page.locator('form[role=search] button').click();
    await page.getByText('Bare én deltaker').waitFor();
    assert.ok(!page.url().includes(number.slice(0, 6)), 'no number in the address');
    const row = page.locator('tbody tr').first();
    await unfold(row.locator('summary'));
    const field = row.locator('dl > div', { hasText: 'Utdanning før oppstart, fra Norge' });
    assert.equal(await field.locator('.loggfor').textContent(), 'Barneskoleutdanning');
    assert.equal(await field.locator('.loggna').textContent(), 'Ungdomsskoleutdanning');
    await close();
  });
}
