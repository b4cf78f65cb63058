// Answers are saved one by one while database, register or network fail (requirements P6, I7; issue 3, "Bad input and faults").
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { answer, closeBrowser, login, open } from '../browser/browser.mjs';
import { openAt, says, spoil, state, warns } from '../browser/form.mjs';
import { as } from '../http/client.mjs';
import { Installation, until } from '../http/installation.mjs';
import { address, register, stored } from '../http/participant.mjs';
import { shown, someWoman } from '../http/women.mjs';

after(closeBrowser);
const oslo = await as('oslo');
const grunerlokka = await as('grunerlokka');
const start = async () => (await register(grunerlokka)).id;

test('the server killed and back: it is tried again by itself until the answer is stored', async () => {
  const own = await Installation.start();
  const { page, faults, close } = await open({ baseURL: own.environment.BASE_URL });
  try {
    await login(page, 'trondheim', own.environment.PASSWORD);
    await page.goto('/deltakere/ny');
    await answer(page, 'Fødselsnummer til deltaker', shown(someWoman()));
    await answer(page, 'Dato for oppstart', '1.2.24');
    await page.locator('#oppstartsdato').blur();
    await answer(page, 'Type finansiering', 'Ordinær ordning');
    await page.waitForURL('**/person-og-prosjekt');
    const again = await own.kill('database');
    await page.locator('#oppstartsdato').fill('3.2.24');
    await page.locator('#oppstartsdato').blur();
    await says(page, 'oppstartsdato', 'Ikke lagret. Prøver igjen …');
    again();
    await state(page, 'oppstartsdato').filter({ hasText: 'Lagret kl.' }).waitFor({ timeout: 60_000 });
    await page.reload();
    assert.equal(await page.locator('#oppstartsdato').inputValue(), '03.02.2024');
    assert.ok(faults.some((fault) => fault.includes('503')));
    faults.length = 0;
  } finally {
    await close();
    own.remove();
  }
});

test('500, a foreign page and half an answer are no answers: sent again after 2, 4, 8, 16, 30 and 30 seconds, and when the network is back', async () => {
  const id = await start();
  const { page, faults, close } = await open();
  await page.clock.install();
  await login(page, 'oslo');
  await page.goto(address(id, 'bakgrunn'));
  const garbage = '<html><title>Gjestenett</title><body><template>x</template>Logg på nettet</body></html>';
  const seen = await spoil(page, { status: 500, body: garbage }, { status: 200, contentType: 'text/html', body: garbage }, { status: 422, body: '' }, { status: 409, body: garbage },
    { status: 502, body: '' }, { status: 429, body: 'vent' }, { status: 504, body: '' });
  await page.clock.pauseAt(Date.now() + 10_000); // from here on time goes as the test says, however slow the machine is
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  for (const [at, seconds] of [2, 4, 8, 16, 30, 30].entries()) {
    await says(page, 'rett_norskopplaring', 'Ikke lagret. Prøver igjen …');
    await page.getByText('Noe på siden er ikke lagret ennå.').waitFor();
    assert.equal(await page.getByText('Alle svar er lagret').isVisible(), false);
    await page.clock.fastForward(seconds * 1000 - 500);
    assert.equal(seen.length, at + 1, `not before ${seconds} s`);
    await page.clock.fastForward(600);
    await until(() => seen.length === at + 2, `sent again after ${seconds} s`);
  }
  await says(page, 'rett_norskopplaring', 'Ikke lagret. Prøver igjen …');
  await page.clock.resume();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await says(page, 'rett_norskopplaring', 'Lagret');
  assert.equal(seen.at(-1), 'register');
  assert.equal(await page.getByText('Noe på siden er ikke lagret ennå.').isVisible(), false);
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
  faults.length = 0;
  await close();
});

test('a register that hangs is given half a minute; what is typed meanwhile waits its turn', async () => {
  const id = await start();
  const { page, faults, close } = await openAt(id, 'bakgrunn');
  let isHanging = true;
  await page.route(/\/felt\//, (route) => (isHanging ? undefined : route.continue()));
  await page.locator('[name=rett_norskopplaring][value="1"]').check();
  await says(page, 'rett_norskopplaring', 'Lagrer …');
  await page.locator('[name=deltatt_intro][value="2"]').check();
  assert.equal(await warns(page), true);
  await state(page, 'rett_norskopplaring').filter({ hasText: 'Ikke lagret. Prøver igjen …' }).waitFor({ timeout: 40_000 });
  isHanging = false;
  await says(page, 'deltatt_intro', 'Lagret');
  assert.deepEqual(await stored(oslo, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
  faults.length = 0;
  await close();
});

test('creation while the register is away: nothing is lost, and one is made', async () => {
  const { page, faults, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere/ny');
  assert.equal(await warns(page), false);
  const seen = await spoil(page, { status: 503, body: '' });
  const number = someWoman();
  await answer(page, 'Fødselsnummer til deltaker', number);
  await answer(page, 'Dato for oppstart', '1.2.24');
  await page.locator('#oppstartsdato').blur();
  assert.equal(await warns(page), true, 'nothing of it is stored');
  await answer(page, 'Type finansiering', 'Ordinær ordning');
  await says(page, 'finansieringstype', 'Ikke lagret. Prøver igjen …');
  await page.locator('[name=reservasjon_deling]').first().check();
  await page.waitForURL('**/person-og-prosjekt');
  await says(page, 'reservasjon_deling', 'Lagret');
  assert.deepEqual(seen, [503, 'register', 'register']);
  assert.equal(await warns(page), false);
  faults.length = 0;
  await close();
});
