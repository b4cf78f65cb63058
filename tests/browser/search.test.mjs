// Searching for participants in a browser (requirements O4, O5, I5, U2), with and without script.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { register } from '../http/participant.mjs';
import { shown, someWoman } from '../http/women.mjs';
import { assertGood, closeBrowser, login, NARROW, open, unfold } from './browser.mjs';

after(closeBrowser);

const made = [];
async function women() {
  const visitor = await as('trondheim');
  while (made.length < 5) made.push((await register(visitor)).number);
  return made;
}

const box = (page, name) => page.getByRole('search', { name: 'Søk etter deltakere' }).getByLabel(name, { exact: true });
const searchButton = (page) => page.getByRole('button', { name: 'Søk', exact: true });
const chips = async (page) => (await page.locator('.filterliste .ds-chip').allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim());
const numbers = async (page) => (await page.locator('tbody .celle-fnr').allInnerTexts()).map((text) => text.replace(/\D/g, '')).sort();
async function openPanel(page) {
  if (!await page.locator('#filter[open]').count()) await unfold(page.locator('#filter summary'));
}

for (const [what, options] of [['with script', {}], ['without script', { script: false }], ['on a narrow screen', { width: NARROW }]]) {
  test(`O4, O5, I5: search, change, take a part of it away, go back, ${what}`, async () => {
    const [one, two, three] = await women();
    const { page, close } = await open(options);
    await login(page, 'trondheim');
    await page.goto('/deltakere?status=opprettet&status=endret&sorter=fodselsnummer');
    await openPanel(page);
    await box(page, 'Fødselsnummer').fill(`${shown(one)}, ${two},${three}`);
    await box(page, 'Fødselsnummer').press('Enter');
    await page.waitForURL(/\/deltakere\?sok=[\w-]{43}&status=opprettet&status=endret&sorter=fodselsnummer$/);
    assert.deepEqual(await numbers(page), [one, two, three].sort());
    assert.deepEqual(await chips(page), [`Fødselsnummer: ${shown(one)}, ${shown(two)}, ${shown(three)}`, 'Status: Opprettet', 'Status: Endret']);
    const first = page.url();

    await openPanel(page);
    await box(page, 'Navn').fill('finnes-ikke %_\'"');
    await searchButton(page).click();
    await page.getByRole('heading', { name: 'Ingen deltakere passer til filteret' }).waitFor();
    assert.equal((await chips(page)).length, 4);
    await assertGood(page, `nobody found, ${what}`);
    assert.equal(await page.getByRole('button', { name: /^Uten «Navn: finnes-ikke.* er det 3 i listen/ }).count(), 1);
    await page.getByRole('button', { name: /^Navn: finnes-ikke/ }).click();
    await page.locator('tbody .celle-fnr').first().waitFor();
    assert.deepEqual(await numbers(page), [one, two, three].sort());

    await page.goBack();
    await page.getByRole('heading', { name: 'Ingen deltakere passer til filteret' }).waitFor();
    await page.goBack();
    assert.equal(page.url(), first);
    assert.deepEqual(await numbers(page), [one, two, three].sort());

    await page.getByRole('link', { name: /^Fødselsnummer: / }).click();
    await page.waitForURL(/\/deltakere\?status=opprettet&status=endret&sorter=fodselsnummer$/);
    assert.deepEqual(await chips(page), ['Status: Opprettet', 'Status: Endret']);
    await close();
  });
}

test('O4: sorting and filtering keep the search, all of it goes at once', async () => {
  const [one, two] = await women();
  const { page, close } = await open();
  await login(page, 'trondheim');
  await openPanel(page);
  await box(page, 'Fødselsnummer').fill(`${one};${two}`);
  await searchButton(page).click();
  await page.waitForURL(/sok=/);
  await page.getByRole('button', { name: 'Fødselsnummer' }).click();
  await page.waitForURL(/sok=[\w-]+&sorter=fodselsnummer$/);
  assert.deepEqual(await numbers(page), [one, two].sort());
  await openPanel(page);
  await page.getByLabel('Avsluttet', { exact: true }).check();
  await page.getByRole('button', { name: 'Bruk filter' }).click();
  await page.waitForURL(/sok=[\w-]+&status=avsluttet&sorter=fodselsnummer$/);
  assert.deepEqual(await numbers(page), []);
  await page.getByRole('link', { name: 'Fjern alle filtre' }).click();
  await page.waitForURL(/\/deltakere\?sorter=fodselsnummer$/);
  await close();
});

test('O4, U2: what is to be put right stands at its field, in focus, with all that was typed', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await openPanel(page);
  await assertGood(page, 'the open panel', { thorough: true });
  await box(page, 'Fødselsnummer').fill('123 456');
  await box(page, 'Navn').fill('Anne, Åse');
  await searchButton(page).click();
  await page.locator('.ds-error-summary').waitFor();
  await assertGood(page, 'a search to put right', { thorough: true });
  assert.match(await page.title(), /^Feil: Søk etter deltakere/);
  assert.ok(await page.locator('.ds-error-summary').evaluate((node) => node === document.activeElement));
  await page.locator('.ds-error-summary a').click();
  assert.ok(await box(page, 'Fødselsnummer').evaluate((node) => node === document.activeElement));
  assert.equal(await box(page, 'Navn').inputValue(), 'Anne, Åse');
  await box(page, 'Fødselsnummer').fill('');
  await box(page, 'Fødselsnummer').press('Enter');
  await page.waitForURL(/\/deltakere\?sok=/);
  assert.deepEqual(await chips(page), ['Navn: Anne, Åse']);
  await close();
});

test('U2: long chips and a search that is over are pages to look at like any other', async () => {
  const all = await women();
  const { page, close, answers } = await open();
  answers.expected.add(404);
  await login(page, 'trondheim');
  await openPanel(page);
  await box(page, 'Fødselsnummer').fill([...all, someWoman()].join());
  await box(page, 'Navn').fill(`${'Langtnavn'.repeat(10)}, ${'Åååååååå'.repeat(12)}`);
  await searchButton(page).click();
  await page.waitForURL(/sok=/);
  await assertGood(page, 'long chips', { thorough: true });
  await page.goto('/deltakere?sok=borte&status=endret');
  assert.equal(await page.getByRole('heading', { name: 'Søket er over' }).count(), 1);
  await assertGood(page, 'a search that is over');
  await box(page, 'Fødselsnummer').fill(all[0]);
  await searchButton(page).click();
  await page.waitForURL(/sok=[\w-]{43}&status=endret$/);
  await close();
});
