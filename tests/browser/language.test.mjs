// The language menu as a person uses it, with and without script, and the pages in nynorsk and English (requirements
// U1, U2; ui.md 5).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { address, register } from '../http/participant.mjs';
import { assertGood, closeBrowser, login, open } from './browser.mjs';

after(closeBrowser);

const language = (page) => page.evaluate(() => document.documentElement.lang);
const heading = (page) => page.getByRole('heading', { level: 1 }).innerText();

async function choose(page, name) {
  await page.getByRole('button', { name: /^(Språk|Language):/ }).click();
  await page.getByRole('link', { name, exact: true }).click();
}

for (const script of [true, false]) {
  test(`U1: the menu switches the page one is on, ${script ? 'with' : 'without'} script`, async () => {
    const { page, close } = await open({ script });
    await login(page, 'trondheim');
    await page.goto('/deltakere?antall=10');
    await choose(page, 'Nynorsk');
    await page.getByRole('heading', { level: 1, name: 'Deltakaroversikt' }).waitFor();
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/deltakere?antall=10', 'the same list, and an address to share');
    assert.equal(await page.locator('html').getAttribute('lang'), 'nn');
    await choose(page, 'English');
    await page.getByRole('heading', { level: 1, name: 'Participant list' }).waitFor();
    await page.getByRole('link', { name: 'Add participant' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'and it stays');
    await choose(page, 'Bokmål');
    await page.getByRole('heading', { level: 1, name: 'Person og prosjekt' }).waitFor();
    await close();
  });
}

test('U1, U2: the menu by keyboard alone: opened, gone through, left by Esc with the focus back, chosen', async () => {
  const { page, close } = await open();
  await page.goto('/logg-inn');
  const button = page.getByRole('button', { name: /^Språk:/ });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.hreflang), 'nb');
  await page.keyboard.press('Escape');
  assert.ok(await button.evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.hreflang), 'nn');
  await page.keyboard.press('Enter');
  await page.getByText('Treng du hjelp?').waitFor();
  await close();
});

for (const [code, name, words] of [['nn', 'Nynorsk', /^Manglar|^Ikkje starta|Ferdig/], ['en', 'English', /missing|Not started|Complete/]]) {
  test(`U1, U2: the pages in ${name} are accessible at both widths`, async () => {
    const { id } = await register(await as('trondheim'));
    const { page, close, answers } = await open();
    await login(page, 'trondheim');
    await page.goto(`/deltakere?sprak=${code}`);
    for (const path of ['/deltakere?antall=10', '/deltakere/ny', address(id, 'bakgrunn'), address(id, 'registrerte-data'), address(id, 'utskriv'), address(id, 'slett'), '/hjelp', '/hjelp/registrering', '/tilgjengelighet']) {
      await page.goto(path);
      assert.equal(await language(page), code, path);
      await assertGood(page, `${path} in ${code}`);
    }
    await page.goto(address(id, 'bakgrunn'));
    assert.match(await page.locator('.steg-status').first().innerText(), words);
    answers.expected.add(404);
    await page.goto('/finnes-ikke');
    await assertGood(page, `an error page in ${code}`);
    await page.getByRole('button', { name: /^(Språk|Language):/ }).click();
    await assertGood(page, `the open menu in ${code}`);
    await close();
  });

  test(`U1, P6: what the script says is ${name} too`, async () => {
    const { id } = await register(await as('trondheim'));
    const { page, close } = await open();
    await login(page, 'trondheim');
    await page.goto(`${address(id, 'bakgrunn')}?sprak=${code}`);
    const field = page.locator('[name=utdanning_norge]').first();
    if (await field.evaluate((node) => node.tagName) === 'SELECT') await field.selectOption({ index: 2 });
    else await field.check();
    const state = page.locator('[data-felt=utdanning_norge] .feltstatus');
    await state.filter({ hasText: code === 'nn' ? /^Lagra kl\. \d\d\.\d\d$/ : /^Saved at \d\d\.\d\d$/ }).waitFor();
    const boxes = page.locator('[name=tiltak_for_jobbsjansen]');
    await boxes.first().check();
    await page.locator('[name=tiltak_for_jobbsjansen][data-alene]').first().check();
    await page.locator('[data-felt=tiltak_for_jobbsjansen]').getByText(code === 'nn' ? /kan ikkje veljast saman med det som var valt/ : /cannot be combined with what was chosen/).waitFor();
    await page.getByRole('button', { name: code === 'nn' ? 'Angre' : 'Undo', exact: true }).click();
    await close();
  });
}

test('control: bokmål pages do not pass for nynorsk', async () => {
  const { page, close } = await open();
  await page.goto('/logg-inn');
  assert.equal(await language(page), 'nb');
  assert.equal(await heading(page), 'Logg inn');
  assert.equal(await page.getByText('Treng du hjelp?').count(), 0);
  await close();
});
