// P5 in the browser: who has a city with districts and a municipality without is asked for the district when she has chosen
// the city, on the page that stands, and not otherwise.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someWoman } from '../http/women.mjs';
import { admin, call, closeAll, DB } from '../sql/database.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { answer, assertGood, closeBrowser, login, open } from './browser.mjs';

const USER = 'prove-to-kommuner';

before(() => temporaryUser(USER, [{ kommunenummer: '0301' }, { kommunenummer: '5001' }]));
after(async () => {
  const rows = await admin.query(`SELECT p.participant_id AS id FROM ${DB}.participant p JOIN ${DB}.user u ON u.user_id = p.created_by WHERE u.brukernavn = ?`, [USER]);
  await call(admin, 'ctx.open_system', 'tests');
  for (const { id } of rows) {
    for (const table of ['participant_change', 'participant_choice', 'lookup_job', 'participant']) await admin.query(`DELETE FROM ${DB}.${table} WHERE participant_id = ?`, [id]);
  }
  await call(admin, 'ctx.leave');
  await removeUser(USER);
  await closeAll();
  await closeBrowser();
});

const district = (page) => page.getByRole('combobox', { name: /^Bydel/ });

for (const [how, script] of [['with script', true], ['without script', false]]) {
  test(`P5: ${how}: the district is asked for in the city alone`, async () => {
    const { page, close } = await open({ script });
    await login(page, USER);
    for (const municipality of ['5001 Trondheim', '0301 Oslo']) {
      await page.goto('/deltakere/ny');
      assert.equal(await district(page).count(), 0, 'not before a municipality is chosen');
      await answer(page, 'Fødselsnummer til deltaker', someWoman());
      await answer(page, 'Kommune nr', municipality);
      await answer(page, 'Dato for oppstart', '01.02.2026');
      await (script ? page.keyboard.press('Tab') : page.keyboard.press('Enter'));
      if (municipality.endsWith('Oslo')) {
        await district(page).waitFor();
        await assertGood(page, 'the district asked for');
        assert.match(await page.locator('aside').innerText(), /Dette mangler:\s+Bydel/);
        await answer(page, 'Bydel', 'Sagene');
        await (script ? page.keyboard.press('Tab') : page.getByRole('button', { name: /^Neste: Bakgrunn/ }).click());
      }
      await page.waitForURL(/\/deltakere\/[a-z]{16}\//);
      await page.goto(page.url().replace(/[^/]*$/, 'registrerte-data'));
      assert.equal(/Sagene/.test(await page.locator('main').innerText()), municipality.endsWith('Oslo'));
    }
    await close();
  });
}

test('P5: who chose the city first and then the municipality without districts is not held up', async () => {
  const { page, close } = await open();
  await login(page, USER);
  await page.goto('/deltakere/ny');
  await answer(page, 'Fødselsnummer til deltaker', someWoman());
  await answer(page, 'Kommune nr', '0301 Oslo');
  await answer(page, 'Dato for oppstart', '01.02.2026');
  await page.keyboard.press('Tab');
  await district(page).waitFor();
  await answer(page, 'Kommune nr', '5001 Trondheim');
  await page.getByRole('button', { name: /^Neste: Bakgrunn/ }).click();
  await page.waitForURL(/\/deltakere\/[a-z]{16}\//);
  await close();
});
