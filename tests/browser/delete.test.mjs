// Deleting a participant as a person meets it (requirement P12, ui.md 5): menu, dialog, receipt - and without script the
// page of confirmation instead of the dialog.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { ANSWERS, address, register, saved } from '../http/participant.mjs';
import { shown } from '../http/women.mjs';
import { assertGood, closeBrowser, login, NARROW, open, unfold, WIDE } from './browser.mjs';

after(closeBrowser);

const inFocus = (page) => page.evaluate(() => document.activeElement.textContent.trim());

async function assertDeleted(page, id, number) {
  await page.getByRole('heading', { name: 'Deltakeren er slettet' }).waitFor();
  assert.match(await page.locator('main').innerText(), new RegExp(`Deltaker .*${shown(number).replace(' ', '\\s')} er slettet`));
  await assertGood(page, 'receipt');
  await page.getByRole('main').getByRole('link', { name: 'Til deltakeroversikten' }).click();
  await page.waitForURL('**/deltakere');
  assert.equal(await page.getByText(shown(number)).count(), 0, 'she is not in the list');
  assert.equal((await page.goto(address(id, 'bakgrunn'))).status(), 404);
}

for (const width of [WIDE, NARROW]) {
  test(`from the row menu through the dialog to the receipt, at ${width}`, async () => {
    const { id, number } = await register(await as('trondheim'));
    const { page, close } = await open({ width });
    await login(page, 'trondheim');
    const row = page.getByRole('row').filter({ hasText: shown(number) });
    await row.getByRole('button', { name: /^Valg for/ }).click();
    await assertGood(page, 'overview with the menu open');
    await row.getByRole('link', { name: 'Slett deltaker' }).click();
    await page.waitForURL(`**${address(id, 'slett')}`);
    await assertGood(page, 'delete, all shut');
    await unfold(page.getByText('Hva skjer når du sletter?'));
    assert.ok(await page.getByText('Kvinnen kan registreres på nytt senere.').isVisible());
    await assertGood(page, 'delete, details open');

    const button = page.getByRole('button', { name: 'Slett deltaker' });
    const dialog = page.getByRole('dialog', { name: 'Vil du slette denne deltakeren?' });
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    assert.equal(await inFocus(page), 'Avbryt', 'what is safe has the focus');
    assert.ok(await dialog.evaluate((node) => node.matches(':modal')), 'the page behind is out of reach');
    await assertGood(page, 'delete, dialog open');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await inFocus(page), 'Slett deltaker', 'focus comes back');
    await button.click();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(new URL(page.url()).pathname, address(id, 'slett'));

    await button.click();
    await dialog.getByRole('button', { name: 'Ja, slett deltakeren' }).click();
    await assertDeleted(page, id, number);
    await close();
  });
}

test('from the side card, without script: a page asks once more', async () => {
  const { id, number } = await register(await as('trondheim'));
  const { page, close } = await open({ script: false });
  await login(page, 'trondheim');
  await page.goto(address(id, 'bakgrunn'));
  await page.getByRole('complementary').getByRole('link', { name: 'Slett deltaker' }).click();
  await page.waitForURL(`**${address(id, 'slett')}`);
  await assertGood(page, 'delete without script');
  await page.getByRole('button', { name: 'Slett deltaker' }).click();
  await page.getByRole('heading', { name: 'Vil du slette denne deltakeren?' }).waitFor();
  await assertGood(page, 'second confirmation');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.getByRole('button', { name: 'Ja, slett deltakeren' }).click();
  await assertDeleted(page, id, number);
  await close();
});

for (const script of [true, false]) {
  test(`what changed meanwhile is told, and the page still works (${script ? 'with' : 'without'} script)`, async () => {
    const owner = await as('trondheim');
    const { id, number } = await register(owner);
    const { page, close } = await open({ script });
    await login(page, 'trondheim');
    await page.goto(address(id, 'slett'));
    await saved(owner, id, 'bakgrunn', ANSWERS.bakgrunn);
    const remove = async () => {
      await page.getByRole('button', { name: 'Slett deltaker' }).click();
      const sure = page.getByRole('button', { name: 'Ja, slett deltakeren' });
      if (script || await sure.filter({ visible: true }).count() > 0) await sure.click();
    };
    await remove();
    await page.getByRole('alert').filter({ hasText: 'Noen har endret deltakeren i mellomtiden' }).waitFor();
    await assertGood(page, 'changed meanwhile');
    await remove();
    await assertDeleted(page, id, number);
    await close();
  });
}
