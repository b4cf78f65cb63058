// P13 as a person meets it: a woman who is open elsewhere, told of and registered all the same - with script, where the
// participant would be made by itself, and without.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { address, register, saved, stored } from '../http/participant.mjs';
import { shown, someWoman } from '../http/women.mjs';
import { answer, assertGood, closeBrowser, login, NARROW, open, WIDE } from './browser.mjs';

after(closeBrowser);

const notice = (page, title) => page.locator('#varsler').getByRole('heading', { name: title });

async function openElsewhere() {
  const number = someWoman();
  await register(await as('flere'), { kommunenummer: '3203', fodselsnummer: number });
  return number;
}

for (const [how, script, width] of [['with script', true, WIDE], ['with script on a phone', true, NARROW], ['without script', false, WIDE]]) {
  test(`P13: ${how}: told that she is registered elsewhere, one goes on by a button of its own`, async () => {
    const number = await openElsewhere();
    const { page, close } = await open({ script, width });
    await login(page, 'oslo');
    await page.goto('/deltakere/ny');
    await answer(page, 'Fødselsnummer til deltaker', number);
    await answer(page, 'Bydel', 'Grünerløkka');
    await answer(page, 'Dato for oppstart', '01.02.2026');
    await page.keyboard.press('Enter');
    await notice(page, 'Deltakeren er allerede registrert et annet sted').waitFor();
    await assertGood(page, 'a woman who is registered elsewhere');
    assert.equal(new URL(page.url()).pathname, '/deltakere/ny', 'she is not made yet');
    assert.match(await page.locator('#fodselsnummer-m').innerText(), /i en annen kommune eller bydel/);
    await page.getByRole('button', { name: 'Registrer henne likevel' }).click();
    await page.waitForURL(/\/deltakere\/[a-z]{16}\/bakgrunn$/);
    assert.match(await page.locator('aside').innerText(), /Hun har også en åpen registrering i en annen kommune eller bydel/);
    await assertGood(page, 'one who is registered twice');
    await page.getByRole('link', { name: 'Se alle som er registrert flere ganger' }).click();
    await page.getByRole('heading', { name: 'Kvalitet', level: 1 }).waitFor();
    await close();
  });
}

test('P13: with script the participant is not made by itself either, and a changed number asks anew', async () => {
  const number = await openElsewhere();
  const { page, close } = await open();
  await login(page, 'oslo');
  await page.goto('/deltakere/ny');
  await answer(page, 'Fødselsnummer til deltaker', number);
  await answer(page, 'Bydel', 'Grünerløkka');
  await answer(page, 'Dato for oppstart', '01.02.2026');
  await page.keyboard.press('Tab');
  await notice(page, 'Deltakeren er allerede registrert et annet sted').waitFor();
  assert.equal(await page.locator('#fodselsnummer').getAttribute('aria-invalid'), 'true');
  await answer(page, 'Fødselsnummer til deltaker', someWoman());
  await page.keyboard.press('Tab');
  await page.waitForURL(/\/deltakere\/[a-z]{16}\/person-og-prosjekt$/);
  await notice(page, 'Deltakeren er allerede registrert et annet sted').waitFor({ state: 'detached' });
  await close();
});

test('P13: a number put right to one who is open elsewhere is not saved by itself; the button saves it', async () => {
  const number = await openElsewhere();
  const owner = await as('oslo');
  const { id } = await register(owner, { bydel: '030102', oppstartsdato: '01.02.2026' });
  const { page, close } = await open();
  await login(page, 'oslo');
  await page.goto(address(id, 'person-og-prosjekt'));
  await answer(page, 'Fødselsnummer til deltaker', number);
  await page.keyboard.press('Tab');
  await notice(page, 'Deltakeren er allerede registrert et annet sted').waitFor();
  await assertGood(page, 'a number put right to one who is registered elsewhere');
  assert.notEqual((await stored(owner, id, 'person-og-prosjekt', 'fodselsnummer'))[0].replace(/\D/g, ''), number);
  await page.getByRole('button', { name: 'Registrer henne likevel' }).click();
  await page.waitForURL(`**${address(id, 'bakgrunn')}`);
  assert.equal((await stored(owner, id, 'person-og-prosjekt', 'fodselsnummer'))[0].replace(/\D/g, ''), number);
  await close();
});

test('P10, P13: the status and the flag of overlapping dates follow the saved field on the page that stands', async () => {
  const owner = await as('trondheim');
  const { id, number } = await register(owner);
  await saved(owner, id, 'avslutning', { avslutningsdato: '01.05.2024' });
  await register(owner, { fodselsnummer: number, oppstartsdato: '01.06.2024' });
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto(address(id, 'avslutning'));
  const card = page.locator('aside');
  assert.match(await card.innerText(), /Avsluttet/);
  assert.doesNotMatch(await card.innerText(), /overlapper/);
  await answer(page, 'Dato for avslutning', '01.07.2024');
  await page.keyboard.press('Tab');
  await card.getByText('Datoene overlapper med en annen registrering av henne.').waitFor();
  assert.match(await card.innerText(), /5 måneder/);
  await answer(page, 'Dato for avslutning', '');
  await page.keyboard.press('Tab');
  await notice(page, 'Datoen for avslutning er ikke fjernet').waitFor();
  await assertGood(page, 'an end date that is not removed');
  assert.match(await card.innerText(), /Avsluttet/, 'her status stays');
  assert.deepEqual(await stored(owner, id, 'avslutning', 'avslutningsdato'), ['01.07.2024']);
  await page.locator('#varsler').getByRole('link', { name: 'Åpne den andre registreringen' }).click();
  await page.waitForURL(/person-og-prosjekt$/);
  assert.ok((await page.locator('aside').innerText()).replaceAll('\u00a0', ' ').includes(shown(number)));
  await close();
});
