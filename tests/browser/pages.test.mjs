// What pages do that neither the story nor states.test.mjs meets: errors, big text, forced colours, the keyboard,
// dependent fields, paper (ui.md 5-7).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as } from '../http/client.mjs';
import { address, confirmName, fillAll, register, saved } from '../http/participant.mjs';
import { shown, someMan, someWoman } from '../http/women.mjs';
import { answer, assertGood, closeBrowser, focusStop, login, open, sidewaysScroll } from './browser.mjs';

after(closeBrowser);

test('one can go back past a page that was refused', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere/ny');
  const next = page.getByRole('button', { name: /^Neste: Bakgrunn/ }).filter({ visible: true });
  await answer(page, 'Fødselsnummer til deltaker', '123');
  await next.click();
  await page.locator('.ds-error-summary').waitFor();
  await answer(page, 'Fødselsnummer til deltaker', someWoman());
  await answer(page, 'Dato for oppstart', '1.2.2024');
  await page.keyboard.press('Tab');
  const financing = page.getByRole('group', { name: /^Type finansiering/ });
  if (await financing.isVisible()) await answer(page, 'Type finansiering', 'Ordinær ordning');
  await next.click();
  await page.waitForURL('**/bakgrunn');
  await page.goBack();
  assert.match(new URL(page.url()).pathname, /^\/deltakere\/[a-z]+\/person-og-prosjekt$/, 'her own page since she was created there (P6)');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Person og prosjekt', 'a page, not the browser’s error');
  await close();
});

test('a button pressed straight from a field does not slip away', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere/ny');
  await page.locator('[name=oppstartsdato]').click();
  await page.keyboard.type('1.2.2024');
  const button = page.getByRole('button', { name: /^Neste: Bakgrunn/ }).filter({ visible: true });
  await button.scrollIntoViewIfNeeded();
  const { x, y } = await button.boundingBox();
  await page.mouse.move(x + 20, y + 20);
  await page.mouse.down();
  await page.mouse.up();
  await page.locator('.ds-error-summary').waitFor();
  await close();
});

test('P6: the card names all that is missing, also what an answer opened, and nothing when all is there', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere/ny');
  const missing = () => page.locator('.mangelliste a').filter({ visible: true }).allInnerTexts();
  const told = page.getByText('Dette mangler:');
  assert.deepEqual(await missing(), ['Fødselsnummer til deltaker', 'Dato for oppstart']);
  await answer(page, 'Fødselsnummer til deltaker', someMan());
  await answer(page, 'Dato for oppstart', '1.2.2024');
  await page.keyboard.press('Tab');
  await page.locator('.mangelliste').getByText('Type finansiering').waitFor();
  assert.deepEqual(await missing(), ['Type finansiering']);
  await page.locator('.mangelliste a').filter({ visible: true }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'finansieringstype');
  await page.keyboard.press('Space');
  await told.waitFor({ state: 'hidden' });
  assert.deepEqual(await missing(), []);
  await page.locator('#fodselsnummer-m').getByText(/tilhører en mann/).waitFor();
  await close();
});

test('choices keep their shape beside a narrow question', async () => {
  const { page, close } = await open();
  await login(page, 'oslo');
  await page.goto('/deltakere/ny');
  // Which questions stand side by side is the codebook's: here choices follow a narrow one whatever it says.
  await page.evaluate(() => document.querySelector('.sporsmal--halv').after(document.querySelector('[data-felt=reservasjon_deling]')));
  const { width, height } = await page.locator('[name=reservasjon_deling]').first().boundingBox();
  assert.equal(width, height, 'a radio button is round');
  await close();
});

test('one without the right to change gets pages she can read', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  await fillAll(owner, id, { except: ['avslutning'] });
  const { page, close } = await open();
  await login(page, 'imdi');
  await page.goto(address(id, 'person-og-prosjekt'));
  assert.equal(await page.locator('main form').count(), 0, 'nothing to fill in');
  await assertGood(page, 'a participant for imdi');
  await close();
});

test('a wrong login is told, focus goes to what is wrong, and the page stays accessible', async () => {
  const { page, close } = await open();
  await page.goto('/logg-inn');
  await page.getByLabel('Brukernavn').fill('finnes-ikke');
  await page.getByLabel('Passord', { exact: true }).fill('feil');
  await page.keyboard.press('Enter');
  await page.locator('.ds-error-summary').waitFor();
  assert.ok(await page.locator('.ds-error-summary').evaluate((node) => node === document.activeElement), 'focus is on the summary');
  assert.match(await page.title(), /^Feil: /);
  await assertGood(page, 'wrong login');
  await close();
});

test('refused fields: the summary takes focus, its links lead to the fields, axe is content', async () => {
  const { page, close } = await open();
  await login(page, 'oslo');
  await page.goto('/deltakere/ny');
  await answer(page, 'Fødselsnummer til deltaker', someMan());
  await answer(page, 'Dato for oppstart', '31.02.2024');
  await page.keyboard.press('Enter');
  const summary = page.locator('.ds-error-summary');
  await summary.waitFor();
  assert.ok(await summary.evaluate((node) => node === document.activeElement), 'focus is on the summary');
  await assertGood(page, 'refused first page');
  const links = summary.getByRole('link');
  assert.ok(await links.count() >= 3, 'number, date and district');
  for (let i = 0; i < await links.count(); i += 1) {
    await links.nth(i).click();
    assert.ok(await page.evaluate(() => document.activeElement.matches('input, select, textarea')), `link ${i + 1} leads to its field`);
    const name = await page.evaluate(() => document.activeElement.name);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-invalid')), 'true', `${name} is marked`);
    const described = await page.evaluate(() => [document.activeElement, document.activeElement.closest('fieldset')].filter(Boolean)
      .flatMap((node) => (node.getAttribute('aria-describedby') ?? '').split(' ')).map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
    assert.ok(described.includes((await links.nth(i).innerText()).trim()), `${name} says the same as the summary`);
  }
  await close();
});

for (const script of [true, false]) {
  test(`U2: the header is one row, and its menu of log, deleted participants and access reports is used by keyboard${script ? '' : ', without script'}`, async () => {
    const { page, close } = await open({ script });
    await login(page, 'systemeier');
    const button = page.getByRole('button', { name: 'Innsyn og logg' });
    const menu = page.locator('#innsynsmeny');
    const [brand, user] = await Promise.all([page.locator('.merke').boundingBox(), page.locator('.brukerknapp').boundingBox()]);
    assert.ok(user.y < brand.y + brand.height, 'the user stands beside the register\'s name');
    for (const title of ['Aktivitetslogg', 'Slettede deltakere', 'Innsynsrapport']) {
      await button.focus();
      await page.keyboard.press('Enter');
      await menu.waitFor();
      for (let stop = 0; stop < 3 && await menu.locator(':focus').filter({ hasText: title }).count() === 0; stop += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      assert.equal(await menu.locator('[aria-current=page]').textContent(), title);
    }
    await button.click();
    await assertGood(page, 'the open menu of the system owner');
    await button.focus();
    await page.keyboard.press('Escape');
    assert.equal(await menu.isVisible(), false);
    await close();
  });
}

test('Escape shuts an open menu and an open help text, and gives focus back', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  const button = page.getByRole('row').getByRole('button', { name: /^Valg for/ }).first();
  if (await button.count() > 0) {
    await button.click();
    await page.keyboard.press('Escape');
  }
  await page.goto('/deltakere/ny');
  const help = page.getByRole('button', { name: /^Hjelp: Dato for oppstart/ });
  await help.focus();
  await page.keyboard.press('Enter');
  await page.locator('[popover]:popover-open').waitFor();
  await help.focus();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('[popover]:popover-open').count(), 0);
  assert.ok(await help.evaluate((node) => node === document.activeElement));
  await close();
});

test('with text set to twice its size the pages fit', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  const { page, close } = await open({ textSize: 32 });
  await page.goto('/logg-inn');
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the setting is followed');
  assert.deepEqual(await sidewaysScroll(page), []);
  await login(page, 'trondheim');
  for (const path of ['/deltakere', '/deltakere/ny', address(id, 'bakgrunn'), address(id, 'avslutning'), address(id, 'registrerte-data')]) {
    await page.goto(path);
    for (const width of [1280, 640]) {
      await page.setViewportSize({ width, height: 1000 });
      assert.deepEqual(await sidewaysScroll(page), [], `${path} at ${width} with big text`);
    }
  }
  await close();
});

test('forced colours keep every mark and border', async () => {
  const { page, close } = await open({ forcedColors: 'active' });
  await login(page, 'trondheim');
  await page.goto('/deltakere/ny');
  for (const [what, selector] of [['a text field', 'input.ds-input[type=text], input.ds-input:not([type])'], ['a button', 'button.ds-button:visible']]) {
    const border = await page.locator(selector).first().evaluate((node) => getComputedStyle(node).borderStyle);
    assert.notEqual(border, 'none', `${what} has a border`);
  }
  await assertGood(page, 'first page in forced colours', { axe: false });
  await close();
});

// Tab from the top to the end of the page: the order is that of reading, focus is seen and never covered.
for (const path of ['/deltakere', '/deltakere/ny']) {
  test(`the keyboard alone reaches everything on ${path}, in order and in sight`, async () => {
    const { page, close } = await open();
    await login(page, 'oslo');
    await page.goto(path);
    const all = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((node) => !node.matches(':disabled, [type=hidden], [tabindex="-1"]') && node.checkVisibility({ visibilityProperty: true }))
      .filter((node) => node.type !== 'radio' || node.checked || node.form.querySelector(`[name="${node.name}"]:checked`) === null)
      .length);
    const seen = [];
    for (let i = 0; i < all + 40; i += 1) {
      await page.keyboard.press('Tab');
      const at = await focusStop(page);
      if (at === null || at.again) break;
      seen.push(at);
    }
    for (const { what, inSight, covered, marked, order } of seen) assert.deepEqual([inSight, covered, marked, order], [true, false, true, true], what);
    assert.ok(seen.length >= 10, `${seen.length} stops`);
    assert.equal(seen[0].what.includes('Hopp til hovedinnhold'), true, 'the first is the skip link');
    await close();
  });
}

test('the skip link leads past the menu', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null));
  await close();
});

test('with script, a question opens and closes with the answer it depends on', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto(address(id, 'bakgrunn'));
  const date = page.locator('#intro_avsluttet_dato');
  assert.ok(!(await date.isVisible()) || await date.isDisabled(), 'closed at first');
  await answer(page, 'Har personen vært deltager i introduksjonsprogrammet?', 'Ja');
  assert.ok(await date.isVisible() && await date.isEnabled(), 'open');
  await date.fill('01.01.2020');
  await answer(page, 'Har personen vært deltager i introduksjonsprogrammet?', 'Nei');
  assert.ok(!(await date.isVisible()) || await date.isDisabled(), 'closed again');
  await assertGood(page, 'background with a locked question that held an answer');
  await close();
});

test('"Ingen tiltak" clears the other choices, which can be brought back', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  await saved(owner, id, 'programinnhold', { helsefremmende_tiltak: ['1', '3'] });
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto(address(id, 'programinnhold'));
  const group = page.getByRole('group', { name: /^Helsefremmende tiltak/ });
  await group.getByLabel('Ingen tiltak').check();
  assert.deepEqual(await group.locator('input:checked').evaluateAll((nodes) => nodes.map((node) => node.value)), ['99']);
  await group.getByRole('button', { name: /Angre/ }).click();
  assert.deepEqual(await group.locator('input:checked').evaluateAll((nodes) => nodes.map((node) => node.value)), ['1', '3']);
  await close();
});

test('a discharge: too early it lists the gaps, each a way to its field; complete it asks, and she leaves the list', async () => {
  const owner = await as('trondheim');
  const { id, number } = await register(owner);
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto(address(id, 'avslutning'));
  const discharge = page.getByRole('button', { name: 'Utskriv og registrer ferdig' });
  await discharge.click();
  await page.locator('.ds-error-summary').waitFor();
  await assertGood(page, 'the gaps before a discharge');
  await page.locator('.ds-error-summary').getByRole('link', { name: /introduksjonsprogrammet/ }).click();
  await page.waitForURL(`**/${id}/bakgrunn#deltatt_intro`);
  const box = await page.locator('#deltatt_intro').boundingBox();
  assert.ok(box.y >= 0 && box.y < 1000, 'the field is in sight');

  await fillAll(owner, id);
  await confirmName(owner, id);
  await page.goto(address(id, 'avslutning'));
  await discharge.click();
  await page.waitForURL(`**/${id}/utskriv`);
  assert.ok(await page.getByText(shown(number)).first().isVisible(), 'it says whom');
  await assertGood(page, 'the question before a discharge');
  await page.getByRole('button', { name: 'Det er OK' }).click();
  await page.waitForURL(`**/${id}/registrerte-data*`);
  assert.ok(await page.getByText('Deltakeren er skrevet ut').isVisible());
  await assertGood(page, 'a discharged participant');
  await page.goto('/deltakere');
  assert.equal(await page.getByRole('row').filter({ hasText: shown(number) }).count(), 0);
  await page.getByRole('link', { name: 'Vis utskrevne' }).click();
  const row = page.getByRole('row').filter({ hasText: shown(number) });
  assert.match(await row.innerText(), /Utskrevet/);
  await close();
});

test('typing is kept when the form is sent with a mistake, and the browser back button loses nothing', async () => {
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.goto('/deltakere/ny');
  const number = someWoman();
  await answer(page, 'Fødselsnummer til deltaker', number);
  await answer(page, 'Dato for oppstart', '32.01.2024');
  await page.getByRole('button', { name: /^Neste/ }).filter({ visible: true }).last().click();
  await page.locator('.ds-error-summary').waitFor();
  assert.equal(await page.getByRole('textbox', { name: /^Dato for oppstart/ }).inputValue(), '32.01.2024');
  assert.equal((await page.getByRole('textbox', { name: /^Fødselsnummer/ }).inputValue()).replace(/\D/g, ''), number);
  await close();
});

test('U5: on paper: no menu, no button, no help; the head of the table on each sheet; who printed and when', async () => {
  const { id } = await register(await as('trondheim'));
  const { page, close } = await open();
  await login(page, 'trondheim');
  await page.emulateMedia({ media: 'print' });
  const seen = (locator) => locator.filter({ visible: true }).count();
  for (const path of ['/deltakere?antall=50', address(id, 'bakgrunn'), address(id, 'registrerte-data'), address(id, 'slett'), '/hjelp/registrering', '/kodebok?sok=praksis']) {
    await page.goto(path);
    assert.equal(await seen(page.locator('header nav, header button, header a[href^="/hjelp"], button, .ds-button, nav, [popover], .ds-skip-link')), 0, `${path}: nothing to press`);
    assert.ok(await seen(page.locator('main')) && await seen(page.locator('h1')), path);
    assert.match(await page.locator('footer').innerText(), /Skrevet ut fra Jobbsjanseregisteret av Marit Nidarvoll \d\d\.\d\d\.\d{4}\./, path);
    assert.deepEqual(await sidewaysScroll(page), [], path);
  }
  await page.goto('/deltakere?antall=50');
  assert.equal(await page.locator('.deltakertabell thead').evaluate((node) => getComputedStyle(node).display), 'table-header-group');
  // A sheet is narrower than the window in which rows become cards: the table stays one.
  await page.setViewportSize({ width: 700, height: 1000 });
  assert.equal(await page.locator('.deltakertabell tbody tr').first().evaluate((node) => getComputedStyle(node).display), 'table-row');
  assert.equal(await page.locator('.deltakertabell thead').evaluate((node) => getComputedStyle(node).position), 'static');
  const sheets = async (path) => {
    await page.goto(path);
    return ((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g) ?? []).length;
  };
  assert.equal(await sheets('/deltakere?antall=10'), 1, 'a short list stands on one sheet, under its heading');
  assert.ok(await sheets('/deltakere?antall=50') >= 2, 'a long one on more');
  await close();
});
