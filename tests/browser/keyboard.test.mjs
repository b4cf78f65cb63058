// The whole registration with the keyboard alone (requirements U2, P1, P6, P10; ui.md 6-7): never a mouse, and at each
// stop the focus is seen, covered by nothing, and never lost - also when the page changes under the user's hands.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { environment } from '../http/environment.mjs';
import { ANSWERS } from '../http/participant.mjs';
import { shown, someWoman } from '../http/women.mjs';
import { closeBrowser, focusStop, NARROW, open, WIDE } from './browser.mjs';

after(closeBrowser);

const STOPS = 250;

class Keyboard {
  constructor(page) {
    this.page = page;
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  // Where the keyboard is, in good order.
  async here() {
    let at = await focusStop(this.page);
    // What an answer brought in above may push the page for a moment; what stays wrong is wrong.
    for (let tries = 10; tries > 0 && !(at?.inSight && !at.covered && at.marked); tries -= 1) {
      await this.page.waitForTimeout(100);
      at = await focusStop(this.page);
    }
    assert.ok(at, 'the focus is somewhere');
    assert.deepEqual([at.inSight, at.covered, at.marked], [true, false, true], `${at.what} is in sight, uncovered and marked`);
    return at;
  }

  // On with Tab (or back) until `found`; `visit` is called at every other stop.
  async go(found, { visit = async () => {}, key = 'Tab' } = {}) {
    for (let stops = 0; stops < STOPS; stops += 1) {
      await this.press(key);
      const at = await focusStop(this.page);
      if (at === null) continue; // the browser's own frame, between the last and the first
      if (found(at)) return this.here();
      await visit(await this.here());
    }
    throw new Error('Tab never gets there');
  }

  goTo(text, options) {
    return this.go((at) => (typeof text === 'string' ? at.text.startsWith(text) : text.test(at.text)), options);
  }

  goToField(name, options) {
    return this.go((at) => at.name === name, options);
  }

  // Answers what stands here as `wanted` says, with the keys that a control of this kind takes.
  async answerHere(at, wanted) {
    const values = [wanted[at.name] ?? []].flat();
    if (values.length === 0) return;
    if (at.type === 'checkbox') {
      if (values.includes(at.value) && !at.checked) await this.press('Space');
    } else if (at.type === 'radio') {
      for (let next = at; !values.includes(next.value) || !next.checked; next = await this.here()) await this.press(next.checked ? 'ArrowDown' : 'Space');
    } else if (at.tag === 'SELECT') {
      const label = await this.page.evaluate(([value]) => [...document.activeElement.options].find((option) => option.value === value).text, values);
      if (at.value !== values[0]) await this.type(/^[ -~]*/.exec(label)[0]); // letters of a US keyboard, which this one is
    } else if (at.tag === 'INPUT' && at.value === '') {
      await this.type(values[0]);
    }
  }

  fill(wanted, until) {
    return this.goTo(until, { visit: (at) => this.answerHere(at, wanted) });
  }
}

const settled = (page) => page.waitForFunction(() => document.querySelectorAll('.feltstatus[data-tilstand=lagrer]').length === 0);

// The name arrives by itself; to see it, the page is opened anew.
async function nameComes(page) {
  for (let tries = 20; tries > 0; tries -= 1) {
    await page.reload();
    if (!/mottatt/.test(await page.locator('#navn').inputValue())) return;
    await page.waitForTimeout(500);
  }
  throw new Error('the name never comes');
}

async function logIn(keyboard, name) {
  await keyboard.page.goto('/logg-inn');
  await keyboard.goToField('brukernavn');
  await keyboard.type(name);
  await keyboard.goToField('passord');
  await keyboard.type(environment.PASSWORD);
  await keyboard.press('Enter');
  await keyboard.page.waitForURL('**/deltakere');
}

async function logOut(keyboard) {
  await keyboard.goTo(/^Bruker:/);
  await keyboard.press('Enter');
  await keyboard.goTo('Logg ut');
  await keyboard.press('Enter');
  await keyboard.page.waitForURL('**/logg-inn?ut=1');
}

async function readHelp(keyboard) {
  const button = await keyboard.goTo(/^Hjelp: /);
  await keyboard.press('Enter');
  await keyboard.page.locator('[popover]:popover-open').waitFor();
  await keyboard.here();
  await keyboard.press('Escape');
  assert.equal(await keyboard.page.locator('[popover]:popover-open').count(), 0);
  assert.equal((await keyboard.here()).text, button.text, 'the focus is back at what opened it');
}

for (const width of [WIDE, NARROW]) {
  test(`P1, P6, P10, U2: from login to discharge and out again with the keyboard alone, at ${width}`, async () => {
    const { page, close } = await open({ width });
    const keyboard = new Keyboard(page);
    const number = someWoman();
    await logIn(keyboard, 'trondheim');
    await keyboard.goTo('Legg til deltaker');
    await keyboard.press('Enter');
    await page.waitForURL('**/deltakere/ny');

    await keyboard.goToField('fodselsnummer');
    await keyboard.type(shown(number));
    await readHelp(keyboard);
    await keyboard.goToField('oppstartsdato');
    await keyboard.type('1.2.24');
    await keyboard.go((at) => at.name === 'finansieringstype', { key: 'Shift+Tab' });
    await keyboard.press('Space');
    await page.waitForURL('**/person-og-prosjekt');
    assert.equal((await keyboard.here()).name, 'finansieringstype', 'created by itself, and the focus stayed');
    await nameComes(page);
    await keyboard.goToField('navn_bekreftet');
    await keyboard.press('Space');
    await keyboard.fill(ANSWERS['person-og-prosjekt'], 'Neste: Bakgrunn');
    await settled(page);
    await keyboard.here();
    await keyboard.press('Enter');
    await page.waitForURL('**/bakgrunn');
    for (const [where, next, then] of [['bakgrunn', 'Neste: Programinnhold', '**/programinnhold'], ['programinnhold', 'Neste: Avslutning', '**/avslutning']]) {
      await keyboard.fill(ANSWERS[where], next);
      await settled(page);
      await keyboard.press('Enter');
      await page.waitForURL(then);
    }
    await keyboard.goTo('Utskriv og registrer ferdig');
    await keyboard.press('Enter');
    await page.locator('.ds-error-summary').waitFor();
    assert.equal((await keyboard.here()).text.slice(0, 1), '4', 'too early: the focus is at the list of what is missing');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    assert.ok(['INPUT', 'SELECT'].includes((await keyboard.here()).tag), 'a gap leads to its field');
    await page.reload();
    await keyboard.fill(ANSWERS.avslutning, 'Utskriv og registrer ferdig');
    await settled(page);
    await keyboard.press('Enter');
    await page.waitForURL('**/utskriv');
    await keyboard.goTo('Det er OK');
    await keyboard.press('Enter');
    await page.waitForURL('**/registrerte-data*');
    await logOut(keyboard);
    await close();
  });
}

test('P6, U2: created with Enter in the last field, without leaving it', async () => {
  const { page, close } = await open();
  const keyboard = new Keyboard(page);
  await logIn(keyboard, 'trondheim');
  await page.goto('/deltakere/ny');
  await keyboard.goToField('fodselsnummer');
  await keyboard.type(someWoman());
  await keyboard.goToField('oppstartsdato');
  await keyboard.type('01.02.2026');
  await keyboard.press('Enter');
  await page.waitForURL('**/bakgrunn');
  await close();
});

test('control: a stop that is hidden under something, unmarked or nowhere is caught', async () => {
  const { page, close } = await open();
  const keyboard = new Keyboard(page);
  const shows = (html) => page.goto(`data:text/html,<!DOCTYPE html><title>x</title>${encodeURIComponent(html)}`);
  await shows('<a href="#" style="outline:none">x</a>');
  await keyboard.press('Tab');
  await assert.rejects(keyboard.here(), /marked/);
  await shows('<a href="#">x</a><div style="position:fixed;inset:0;background:red"></div>');
  await keyboard.press('Tab');
  await assert.rejects(keyboard.here(), /uncovered/);
  await shows('<p>x');
  await assert.rejects(keyboard.here(), /somewhere/);
  await close();
});
