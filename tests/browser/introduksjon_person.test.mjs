// A caseworker of the introduction programme at one person's page, as in the guide: with script and without (requirements N2, N4, N5, U5).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { day, makePerson, norwegian, removePersons, storedOf, terminationsOf } from '../http/introduksjon.mjs';
import { closeAll } from '../sql/database.mjs';
import { assertGood, closeBrowser, login, NARROW, open, unfold } from './browser.mjs';

after(closeBrowser);
after(() => removePersons().finally(closeAll));

const ENDED = { deadline: day(-20), started: day(-700), decisions: [[1, 1, day(-720)]], goals: [[2, day(-710)]], ended: [31, day(-20)] };
const card = (page) => page.locator('section[aria-labelledby=kort-avslutning]');
const rows = (page) => card(page).locator('tbody tr');

for (const script of [true, false]) {
  const way = script ? 'with script' : 'without script';

  test(`N2, N5: a cause is added where the rule engine had entered one, then changed and deleted, ${way}`, async () => {
    const person = await makePerson(ENDED);
    const { page, close } = await open({ script });
    await login(page, 'baerum');
    await page.goto(person.path);
    await page.getByText('kommunen må gjøre noe').waitFor();
    assert.match(await rows(page).first().innerText(), /Avslutningsårsak ikke registrert/);
    await card(page).getByRole('link', { name: /^Legg til/ }).click();
    await page.getByLabel(/^Avslutningsdato/).fill(norwegian(day(-20)));
    const hours = page.getByLabel(/^Antall timer arbeid per uke/);
    if (script) assert.ok(await hours.isDisabled(), 'hours are closed until the cause is work');
    await page.getByLabel(/^Avslutningsårsak/).selectOption({ label: 'Arbeid' });
    if (script) {
      assert.ok(await hours.isEnabled(), 'and open then');
      assert.match(await page.locator('.veiledning-valgt').innerText(), /fast eller midlertidig/, 'when to choose it is told');
    }
    await unfold(page.getByText('Når skal du velge hva?'));
    await page.getByText('yrkesfaglig utdanningsprogram').waitFor();
    await hours.fill('72');
    await page.getByRole('button', { name: 'Lagre' }).click();
    await page.locator('.ds-error-summary').waitFor();
    if (script) assert.equal(await page.evaluate(() => document.activeElement.className), 'ds-error-summary');
    await page.getByLabel('Ja, 72,0 er riktig').check();
    await page.getByRole('button', { name: 'Lagre' }).click();
    await page.getByText('Avslutningen er lagret').waitFor();
    assert.deepEqual([await rows(page).count(), (await storedOf(person)).timer_per_uke], [1, 720]);

    await card(page).getByRole('link', { name: 'Vis all avslutningshistorikk' }).click();
    await page.getByText('(slettet)').waitFor();
    const deleted = rows(page).filter({ hasText: '(slettet)' });
    assert.equal(await deleted.evaluate((row) => getComputedStyle(row.querySelector('td')).fontStyle), 'italic');
    await card(page).getByRole('link', { name: 'Vis nyeste avslutningshistorikk' }).click();
    await rows(page).first().waitFor();

    await card(page).getByRole('link', { name: /^Vis detaljer/ }).click();
    await page.getByLabel(/^Avslutningsårsak/).selectOption({ label: 'Grunnskole' });
    if (!script) await hours.fill('');
    await page.getByRole('button', { name: 'Lagre' }).click();
    await page.getByText('Avslutningen er lagret').waitFor();
    assert.deepEqual([(await storedOf(person)).avslutningsarsak, (await storedOf(person)).timer_per_uke], [11, null]);

    await card(page).getByRole('link', { name: /^Vis detaljer/ }).click();
    await page.getByRole('link', { name: 'Slett', exact: true }).click();
    await page.getByRole('button', { name: 'Ja, slett' }).click();
    await page.getByText('Avslutningen er slettet').waitFor();
    assert.ok((await terminationsOf(person)).filter((row) => row.computed === 0).every((row) => row.deleted_at));
    await close();
  });
}

test('N5: reopening with a new deadline, by keyboard alone', async () => {
  const person = await makePerson(ENDED);
  const { page, close } = await open();
  await login(page, 'baerum');
  await page.goto(person.path);
  await card(page).getByRole('link', { name: 'Gjenåpne program' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel(/^Ny frist/).focus();
  await page.keyboard.type(norwegian(day(100)));
  await page.getByLabel(/^Hvorfor/).focus();
  await page.keyboard.type('Klagen ble tatt til følge.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Programmet er gjenåpnet').waitFor();
  assert.equal((await storedOf(person)).gjennomforingsfrist, day(100));
  await close();
});

test('U5: a narrow window and paper: everything of the person is there, and nothing beside the page', async () => {
  const person = await makePerson(ENDED);
  const { page, close } = await open({ width: NARROW });
  await login(page, 'baerum');
  await page.goto(`${person.path}?historikk=alle`);
  await assertGood(page, 'the person in a narrow window', { thorough: true });
  await page.emulateMedia({ media: 'print' });
  assert.ok(await rows(page).first().isVisible());
  assert.equal(await page.getByRole('link', { name: 'Gjenåpne program' }).isVisible(), false, 'no buttons on paper');
  await close();
});
