// The annual report as a person meets it (requirements Y1-Y3, P17): from the overview's reminder to the receipt, what was
// confirmed, what has been changed since - and IMDi's page. With and without script, wide and narrow.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { ANSWERS, address, confirmName, register, saved } from '../http/participant.mjs';
import { setYear, storedYear } from '../http/reporting.mjs';
import { shown } from '../http/women.mjs';
import { assertGood, closeBrowser, login, NARROW, open, unfold, WIDE } from './browser.mjs';

after(closeBrowser);

async function readyExceptOne() {
  const owner = await as('trondheim');
  const made = await register(owner);
  await confirmName(owner, made.id);
  await saved(owner, made.id, 'programinnhold', { ...ANSWERS.programinnhold, helsefremmende_tiltak: [] });
  return { owner, ...made };
}

for (const [width, script] of [[WIDE, true], [NARROW, true], [WIDE, false]]) {
  test(`Y1, Y2: gaps, confirmation, receipt, a change, the figures as they were (${width}, ${script ? 'with' : 'without'} script)`, async () => {
    const { owner, id, number } = await readyExceptOne();
    const { page, close } = await open({ width, script });
    await login(page, 'trondheim');
    await page.getByRole('heading', { name: /^Frist for årsrapporten for 2025/ }).waitFor();
    await assertGood(page, 'overview with the reminder');
    await page.getByRole('link', { name: 'Vis dem som gjenstår' }).click();
    await page.getByRole('list', { name: 'Aktive filtre' }).waitFor();
    await assertGood(page, 'overview of those who remain');
    const row = page.getByRole('row').filter({ hasText: shown(number) });
    await row.getByRole('button', { name: /^Valg for/ }).click();
    await row.getByRole('link', { name: 'Se data og bekreft' }).click();
    await page.waitForURL(`**${address(id, 'registrerte-data')}`);
    await page.getByRole('link', { name: 'Gå til årsrapporten' }).click();
    const card = page.getByRole('region', { name: 'Årsrapport' });
    assert.ok(await card.getByText('Ikke bekreftet').isVisible());
    await assertGood(page, 'registered data before the confirmation');
    await unfold(page.getByText('Vis det som mangler'));
    await assertGood(page, 'registered data, all gaps open');

    await card.getByRole('button', { name: 'Bekreft årsrapport for 2025' }).click();
    const summary = page.locator('.ds-error-summary');
    await summary.waitFor();
    if (script) assert.ok(await summary.evaluate((node) => node === document.activeElement), 'focus is on the summary');
    await assertGood(page, 'refused: a gap');
    await summary.getByRole('link', { name: /Helsefremmende/ }).click();
    await page.waitForURL(`**${address(id, 'programinnhold')}#helsefremmende_tiltak`);

    await saved(owner, id, 'programinnhold', ANSWERS.programinnhold);
    await page.goto(address(id, 'registrerte-data'));
    await card.getByRole('button', { name: 'Bekreft årsrapport for 2025' }).click();
    await page.waitForURL('**?bekreftet=2025');
    const receipt = page.locator('.ds-alert[data-color=success]');
    assert.match(await receipt.innerText(), /Årsrapporten for 2025 er bekreftet\s+Bekreftet .* av Marit Nidarvoll/);
    await assertGood(page, 'receipt');
    await page.reload();
    assert.equal(await card.getByRole('button').count(), 0, 'loaded again nothing is sent again');

    await saved(owner, id, 'programinnhold', { ...ANSWERS.programinnhold, helsefremmende_tiltak: ['99'] });
    await page.goto('/deltakere');
    assert.match(await page.getByRole('row').filter({ hasText: shown(number) }).innerText(), /Ja/);
    await assertGood(page, 'overview with one changed since');
    await page.getByRole('link', { name: /^Endret etter bekreftelse/ }).first().click();
    await page.waitForURL(`**${address(id, 'registrerte-data')}#arsrapport`);
    await card.getByText('Endret etter bekreftelse').waitFor();
    await assertGood(page, 'changed since');
    await card.getByRole('link', { name: /Slik tallene var/ }).click();
    await page.waitForURL(`**${address(id, 'bekreft')}?ar=2025`);
    assert.match(await page.getByRole('region', { name: 'Programinnhold' }).innerText(), /Fysisk aktivitet/);
    await assertGood(page, 'the figures as confirmed');
    await page.getByRole('link', { name: 'Til registrerte data' }).click();
    await card.getByRole('button', { name: 'Bekreft årsrapport for 2025 på nytt' }).click();
    await page.waitForURL('**?bekreftet=2025');
    await card.getByRole('link', { name: /Slik tallene var/ }).click();
    await page.getByRole('heading', { name: /bekreftet flere ganger/ }).waitFor();
    await assertGood(page, 'confirmed twice');
    await close();
  });
}

for (const [name, width, script] of [['trondheim', WIDE, true], ['admin-oslo', NARROW, true], ['imdi', NARROW, true], ['imdi', WIDE, false]]) {
  test(`Y3: progress for ${name} (${width}, ${script ? 'with' : 'without'} script)`, async () => {
    const { page, close } = await open({ width, script });
    await login(page, name);
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('link', { name: 'Rapportering' }).click();
    await page.getByRole('heading', { level: 1, name: 'Rapportering' }).waitFor();
    assert.ok(await page.getByRole('table', { name: 'Bekreftede årsrapporter for 2025' }).isVisible());
    await assertGood(page, `reporting for ${name}`);
    await page.getByRole('navigation', { name: 'Rapporteringsår' }).getByRole('link', { name: '2024' }).click();
    await page.getByRole('heading', { name: 'Framdrift for 2024' }).waitFor();
    await assertGood(page, `last year’s for ${name}`);
    await close();
  });
}

for (const script of [true, false]) {
  test(`Y3: IMDi sets a year’s dates (${script ? 'with' : 'without'} script)`, async () => {
    const imdi = await as('imdi');
    const before = await storedYear(imdi, 2023);
    const { page, close } = await open({ script });
    await login(page, 'imdi');
    await page.goto('/rapportering?ar=2023');
    await page.getByLabel('Frist', { exact: true }).fill('1.1.24');
    await page.getByRole('button', { name: 'Lagre datoene' }).click();
    await page.locator('.ds-error-summary').waitFor();
    assert.equal(await page.getByLabel('Frist', { exact: true }).inputValue(), '1.1.24');
    await assertGood(page, 'dates refused');
    await page.locator('.ds-error-summary').getByRole('link').click();
    assert.ok(await page.getByLabel('Frist', { exact: true }).evaluate((node) => node === document.activeElement), 'the link leads to the field');
    await page.getByLabel('Frist', { exact: true }).fill('15.04.24');
    await page.getByLabel('Stenger', { exact: true }).fill('31.5.2024');
    await page.getByRole('button', { name: 'Lagre datoene' }).click();
    await page.waitForURL('**&lagret=ja');
    assert.match(await page.locator('.ds-alert[data-color=success]').innerText(), /har frist 15\.04\.2024 og stenger 31\.05\.2024/);
    await assertGood(page, 'dates saved');
    await page.getByRole('link', { name: 'Legg til rapporteringsår' }).click();
    await page.getByRole('heading', { name: 'Nytt rapporteringsår' }).waitFor();
    await assertGood(page, 'a new year');
    await close();
    await setYear(imdi, 2023, before);
  });
}
