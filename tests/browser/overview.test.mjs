// The overview as a person uses it: the row menu (O3), cards on a narrow screen, sorting, filters and the way back (O2, O5),
// with and without script, by keyboard, and on paper.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { admin, closeAll, DB } from '../sql/database.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { assertGood, closeBrowser, login, NARROW, open, unfold, WIDE } from './browser.mjs';

after(closeBrowser);
after(closeAll);

const rowMenu = (page) => page.getByRole('button', { name: /^Valg for / }).first();
const menuLinks = (page) => page.locator('.menycelle [popover]:popover-open a');
const idOf = async (page) => /\/deltakere\/([a-z]{16})\//.exec(await page.locator('a.fnr').first().getAttribute('href'))[1];
const names = (page) => page.locator('tbody .celle-navn').allInnerTexts();
const count = async (page) => Number(/Antall deltakere: ([\d\s]+)/.exec(await page.locator('#antall').innerText())[1].replace(/\s/g, ''));

for (const script of [true, false]) {
  for (const [where, width] of [['the table', WIDE], ['a card', NARROW]]) {
    test(`O3: the row menu of ${where}, ${script ? 'with' : 'without'} script: three links, opened and left by keyboard`, async () => {
      const { page, close } = await open({ script, width });
      await login(page, 'trondheim');
      await page.goto('/deltakere?antall=10');
      const id = await idOf(page);
      await rowMenu(page).focus();
      await page.keyboard.press('Enter');
      await menuLinks(page).first().waitFor();
      const found = await menuLinks(page).evaluateAll((links) => links.map((link) => [link.textContent.trim(), link.getAttribute('href')]));
      assert.deepEqual(found, [['Endre registrering', `/deltakere/${id}/person-og-prosjekt`], ['Se data og bekreft', `/deltakere/${id}/registrerte-data`], ['Slett deltaker', `/deltakere/${id}/slett`]]);
      const box = await menuLinks(page).last().boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, 'the menu is on the screen');
      await page.keyboard.press('Escape');
      assert.equal(await menuLinks(page).count(), 0);
      assert.ok(await rowMenu(page).evaluate((node) => node === document.activeElement), 'she is back at the button');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/deltakere/${id}/person-og-prosjekt`);
      await close();
    });
  }
}

test('O3: who only looks is offered to look', async () => {
  const { page, close } = await open();
  await login(page, 'imdi');
  await page.goto('/deltakere?antall=10');
  await rowMenu(page).click();
  assert.deepEqual((await menuLinks(page).allInnerTexts()).map((text) => text.trim()), ['Se data']);
  await close();
});

test('O1, U5: on a narrow screen each woman is a card: name first, each value with its heading, sorted by a list of its own', async () => {
  const { page, close } = await open({ width: NARROW });
  await login(page, 'oslo');
  await page.goto('/deltakere?antall=10');
  const tops = await page.locator('tbody tr').first().evaluate((row) => ['.celle-navn', '.celle-fnr', '[data-navn=Kommune]'].map((name) => row.querySelector(name).getBoundingClientRect().top));
  assert.ok(tops[0] < tops[1] && tops[1] < tops[2], 'name, number, the rest');
  assert.equal(await page.locator('tbody [data-navn=Bydel]').first().evaluate((cell) => getComputedStyle(cell, '::before').content), '"Bydel"');
  assert.ok((await page.locator('thead').boundingBox()).height <= 1, 'the headings are there for readers alone');
  await page.getByLabel('Sorter etter').selectOption({ label: 'Navn, synkende' });
  await page.getByRole('button', { name: 'Sorter', exact: true }).click();
  await page.waitForURL(/sorter=-navn/);
  const shown = await names(page);
  const filled = shown.filter((name) => !/^Navn (ikke|vises)/.test(name));
  assert.deepEqual(filled, [...filled].sort(new Intl.Collator('nb', { sensitivity: 'base' }).compare).reverse());
  assert.equal(await page.getByLabel('Sorter etter').inputValue(), '-navn');
  await assertGood(page, 'cards');
  await close();
});

for (const script of [true, false]) {
  test(`O2, O5: ${script ? 'with' : 'without'} script: filter, sort, take a filter away, and go back step by step`, async () => {
    const { page, close } = await open({ script });
    await login(page, 'flere');
    await page.goto('/deltakere?antall=10');
    const all = await count(page);
    await unfold(page.locator('#filter summary'));
    await page.getByRole('group', { name: 'Status' }).getByLabel('Endret').check();
    await page.getByLabel('Velg kommune').selectOption({ label: 'Bergen' });
    await page.getByLabel('Oppstart fra').fill('1.1.23');
    await page.getByRole('button', { name: 'Bruk filter' }).click();
    await page.waitForURL(/oppstart_fra=2023-01-01/);
    const filtered = await count(page);
    assert.ok(filtered > 0 && filtered < all);
    assert.deepEqual((await page.locator('.filterliste .ds-chip').allInnerTexts()).map((text) => text.trim()), ['Status: Endret', 'Kommune: Bergen', 'Oppstart fra: 01.01.2023']);
    await page.getByRole('columnheader', { name: 'Navn' }).getByRole('button').click();
    await page.waitForURL(/sorter=navn/);
    assert.equal(await page.getByRole('columnheader', { name: 'Navn' }).getAttribute('aria-sort'), 'ascending');
    const sorted = await names(page);
    await page.getByRole('link', { name: /^Kommune: Bergen/ }).click();
    await page.waitForURL((url) => !url.search.includes('kommune'));
    assert.ok(await count(page) >= filtered);
    await page.goBack();
    assert.deepEqual(await names(page), sorted, 'the way back shows what was there');
    await page.goBack();
    assert.equal(await page.getByRole('columnheader', { name: 'Navn' }).getAttribute('aria-sort'), 'none');
    await page.getByRole('link', { name: 'Fjern alle filtre' }).click();
    await page.waitForURL('**/deltakere?antall=10');
    assert.equal(await count(page), all);
    await close();
  });
}

test('O5, U2: an empty list says which filter to remove, and one goes there by keyboard', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere?status=endret&registrert_av=qqqq&oppstart_fra=2023-01-01');
  await assertGood(page, 'an empty list', { thorough: true });
  const way = page.getByRole('link', { name: /^Uten «Registrert av: qqqq» er det \d+ i listen$/ });
  const wanted = Number(/er det (\d+)/.exec(await way.innerText())[1]);
  await way.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.search.includes('registrert_av'));
  assert.equal(await count(page), wanted);
  await close();
});

test('O5, U2: the open panel, with municipalities under their counties', async () => {
  const { page, close } = await open();
  await login(page, 'imdi');
  await page.goto('/deltakere?antall=10&kommune=4601');
  await unfold(page.locator('#filter summary'));
  await assertGood(page, 'the open panel', { thorough: true });
  const select = page.getByLabel('Velg kommune');
  await select.focus();
  await page.keyboard.type('Trondh');
  assert.equal(await select.evaluate((node) => node.selectedOptions[0].textContent), 'Trondheim', 'found by typing its beginning');
  assert.equal(await select.evaluate((node) => node.selectedOptions[0].parentElement.label), 'Trøndelag');
  await close();
});

test('U5: on paper the list is a table without what only a screen can use', async () => {
  const { page, close } = await open();
  await login(page, 'oslo');
  await page.goto('/deltakere?antall=10&status=endret');
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.knapperad', '.filterpanel', '.ds-pagination', '.sidestorrelse', '.menycelle >> nth=0', 'th button >> nth=0', '#nedlastinger']) assert.ok(!await page.locator(gone).first().isVisible(), gone);
  assert.ok(await page.locator('table').isVisible());
  assert.match(await page.locator('#antall').innerText(), /Antall deltakere/);
  await close();
});

test('O6, U2: where nobody is registered yet, that is said, with the way to the first', async () => {
  const name = `tom-${Date.now()}`;
  const [{ kommunenummer: municipality }] = await admin.query(`SELECT kommunenummer FROM ${DB}.municipality m WHERE valid_to IS NULL AND successor IS NULL
    AND NOT EXISTS (SELECT 1 FROM ${DB}.participant p WHERE p.kommunenummer = m.kommunenummer) AND has_districts = 0 LIMIT 1`);
  await temporaryUser(name, [{ kommunenummer: municipality }]);
  const { page, close } = await open();
  await login(page, name);
  await page.goto('/deltakere');
  assert.equal(await count(page), 0);
  await page.getByRole('heading', { name: 'Ingen deltakere ennå' }).waitFor();
  assert.equal(await page.getByRole('link', { name: /^Last ned/ }).count(), 0, 'there is nothing to download');
  assert.equal(await page.locator('table').count(), 0);
  await assertGood(page, 'an overview without anybody', { thorough: true });
  await page.getByRole('link', { name: 'Legg til deltaker' }).click();
  await page.waitForURL('**/deltakere/ny');
  await close();
  await removeUser(name);
});
