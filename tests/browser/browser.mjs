// Chromium as a person has it, and the checks that every page must pass: axe, no sideways scroll, no error in
// the console, no breach of the content security policy (ui.md 7, requirement U2).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { environment } from '../http/environment.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const HEIGHT = 1000;
export const WIDE = 1440;
export const NARROW = 390;
const NARROWEST = 320;

// Contexts with script switched off: axe cannot run there, since it is script itself.
const withoutScript = new WeakSet();

const started = new Map();
// `textSize`: what the person has set in the browser, in px; 16 is usual.
export function browser(textSize = 16) {
  if (!started.has(textSize)) {
    started.set(textSize, chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
        '--disable-sync', `--blink-settings=defaultFontSize=${textSize}`, ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
    }));
  }
  return started.get(textSize);
}

export async function closeBrowser() {
  for (const one of started.values()) await (await one).close();
  started.clear();
}

// What a click opens shows some frames later. Where it does not show yet, Playwright looks again after a timer inside the page,
// and without script no timer there ever ends: so whatever is to be used is waited for from here first.
const USES = ['check', 'click', 'fill', 'press', 'selectOption', 'uncheck'];
let waiting = false;
function waitFromOutside(page) {
  if (waiting) return;
  waiting = true;
  const locators = Object.getPrototypeOf(page.locator('html'));
  for (const use of USES) {
    const original = locators[use];
    locators[use] = async function waited(...given) {
      if (withoutScript.has(this.page().context())) await this.waitFor();
      return original.apply(this, given);
    };
  }
}

// Opens what is folded below this summary, and waits until it shows.
export async function unfold(summary) {
  await summary.click();
  await summary.locator('xpath=following-sibling::*[1]').waitFor();
}

// A page of a fresh browser profile. `faults` gathers what a page must never cause; closing asserts it is empty.
export async function open({ script = true, width = WIDE, textSize, ...options } = {}) {
  const context = await (await browser(textSize)).newContext({
    baseURL: environment.BASE_URL, locale: 'nb-NO', timezoneId: 'Europe/Oslo', reducedMotion: 'reduce',
    javaScriptEnabled: script, viewport: { width, height: HEIGHT }, ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  if (!script) {
    withoutScript.add(context);
    waitFromOutside(page);
  }
  const faults = [];
  const answers = { expected: new Set([200]) };
  page.on('console', (message) => {
    // The browser itself reports a page's own status of 4xx as an error; the status is checked where it is expected.
    if (message.type() === 'error' && !/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') faults.push(`request: ${new URL(request.url()).pathname} ${why}`);
  });
  page.on('response', (response) => {
    // What a field saved by itself is answered with is part of its contract, and tested where it is expected.
    if (response.status() >= 400 && !['document', 'fetch'].includes(response.request().resourceType())) faults.push(`asset: ${response.status()} ${response.url()}`);
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  return {
    page, context, faults, answers,
    async close() {
      await context.close();
      assert.deepEqual(faults, [], 'no error in the console, no breach of the policy, no missing file');
    },
  };
}

// The same HTML and styles, with none of our scripts, in a browser where axe can run.
async function inTwin(page, look) {
  const html = await page.content();
  const context = await (await browser()).newContext({ viewport: page.viewportSize(), reducedMotion: 'reduce' });
  await context.route('**/*', (route) => {
    const kind = route.request().resourceType();
    if (kind === 'document') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    return kind === 'script' ? route.fulfill({ contentType: 'text/javascript', body: '' }) : route.continue();
  });
  const twin = await context.newPage();
  await twin.goto(page.url());
  const found = await look(twin);
  await context.close();
  return found;
}

// What an open menu lies over is no target until the menu is shut: of these, what axe measures is the part that shows.
function coveredByMenu(selectors) {
  const menu = document.querySelector(':popover-open')?.getBoundingClientRect();
  return selectors.filter((selector) => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return menu && box.left < menu.right && menu.left < box.right && box.top < menu.bottom && menu.top < box.bottom;
  });
}

// axe's findings as lines a person can act on.
export async function axeFindings(page, runOnly = { type: 'tag', values: TAGS }) {
  if (withoutScript.has(page.context())) return inTwin(page, (twin) => axeFindings(twin, runOnly));
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const { violations } = await page.evaluate((only) => globalThis.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), runOnly);
  const covered = await page.evaluate(coveredByMenu, violations.filter(({ id }) => id === 'target-size').flatMap(({ nodes }) => nodes.map(({ target }) => target[0])));
  return violations.flatMap(({ id, help, nodes }) => nodes.filter(({ target }) => id !== 'target-size' || !covered.includes(target[0])).map((node) => `${id} (${help}): ${node.target.join(' ')} ${node.html.slice(0, 160)}`));
}

export async function sidewaysScroll(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > root.clientWidth + 1);
    return [`${root.scrollWidth} > ${root.clientWidth}: ${wide.slice(-3).map((node) => `${node.tagName}.${node.className}`).join(' ')}`];
  });
}

// Text that a box cuts off, and lines of text that lie on each other; what is hidden by intent is left out.
export async function damagedText(page) {
  return page.evaluate(() => {
    const found = [];
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !node.closest('.ds-sr-only, script, option, [popover], dialog');
    const clipped = (node) => getComputedStyle(node).clipPath !== 'none' || node.closest('[class]')?.offsetWidth === 1;
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      const holder = text.parentElement;
      if (!text.data.trim() || !shown(holder)) continue;
      let hidden = false;
      for (let node = holder; node && !hidden; node = node.parentElement) hidden = clipped(node);
      if (hidden) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) if (rect.width > 1) lines.push({ rect, words: text.data.trim().slice(0, 40) });
      for (let node = holder; node && node !== document.body; node = node.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(node);
        const cuts = ['hidden', 'clip'];
        if ((cuts.includes(overflowX) && node.scrollWidth > node.clientWidth + 1) || (cuts.includes(overflowY) && node.scrollHeight > node.clientHeight + 1)) {
          found.push(`cut off: ${text.data.trim().slice(0, 40)}`);
          break;
        }
      }
    }
    lines.sort((a, b) => a.rect.top - b.rect.top);
    for (const [at, { rect, words }] of lines.entries()) {
      for (let next = at + 1; next < lines.length && lines[next].rect.top < rect.bottom - 4; next += 1) {
        const other = lines[next];
        if (Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left) > 3
          && Math.min(rect.bottom, other.rect.bottom) - other.rect.top > 0.4 * Math.min(rect.height, other.rect.height)) found.push(`on each other: ${words} | ${other.words}`);
      }
    }
    return found;
  });
}

// Menus that are open find their new place with the next drawing.
const drawn = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));

// With text alone at twice its size.
async function assertBigText(page, what) {
  await page.setViewportSize({ width: 1280, height: HEIGHT });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  await drawn(page);
  const found = [...await sidewaysScroll(page), ...await damagedText(page)];
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
  assert.deepEqual(found, [], `${what} with text at twice its size`);
}

async function assertAtWidth(page, what, width, axe) {
  await page.setViewportSize({ width, height: HEIGHT });
  if (axe) assert.deepEqual(await axeFindings(page), [], `axe on ${what} at ${width}`);
  assert.deepEqual([...await sidewaysScroll(page), ...await damagedText(page)], [], `${what} at ${width} scrolls sideways or has damaged text`);
}

// The page as it stands, at both widths and the narrowest; back to the width it had. `thorough`: also with text at twice
// its size and in forced colours.
export async function assertGood(page, what, { axe = true, thorough = false } = {}) {
  if (withoutScript.has(page.context())) return inTwin(page, (twin) => assertGood(twin, what, { axe }));
  const before = page.viewportSize();
  for (const width of [WIDE, NARROW]) await assertAtWidth(page, what, width, axe);
  await assertAtWidth(page, what, NARROWEST, false);
  if (thorough) {
    await assertBigText(page, what);
    await page.emulateMedia({ forcedColors: 'active' });
    assert.deepEqual(await axeFindings(page, { type: 'rule', values: ['color-contrast'] }), [], `axe on ${what} in forced colours`);
    await page.emulateMedia({ forcedColors: 'none' });
  }
  await page.setViewportSize(before);
}

export async function login(page, name, password = environment.PASSWORD) {
  await page.goto('/logg-inn');
  await page.getByLabel('Brukernavn').fill(name);
  await page.getByLabel('Passord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Logg inn' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/logg-inn'));
}

// Answers the question of this label as a person would: ticks, chooses or types. Labels begin with the codebook's words.
export async function answer(page, question, ...texts) {
  const beginning = new RegExp(`^${question.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  const group = page.getByRole('group', { name: beginning });
  if (await group.count() > 0) {
    for (const text of texts) await group.getByLabel(text, { exact: true }).check();
    return;
  }
  const field = page.getByRole('textbox', { name: beginning }).or(page.getByRole('combobox', { name: beginning }));
  if (await field.evaluate((node) => node.tagName) === 'SELECT') await field.selectOption({ label: texts[0] });
  else await field.fill(texts[0]);
}

// Where the keyboard is: what it is, and whether a person sees that it is there. null: nowhere.
export async function focusStop(page) {
  return page.evaluate(() => {
    const node = document.activeElement;
    if (node === document.body || node === document.documentElement) return null;
    const box = node.getBoundingClientRect();
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const before = globalThis.visited?.at(-1);
    globalThis.visited ??= [];
    globalThis.visited.push(node);
    const outlined = (one) => { const { outlineStyle, outlineWidth } = getComputedStyle(one); return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0; };
    return {
      what: `${node.tagName} ${node.name ?? ''} ${(node.ariaLabel ?? node.textContent).trim().slice(0, 30)}`,
      tag: node.tagName, type: node.type ?? '', name: node.name ?? '', value: node.value ?? '', id: node.id,
      text: (node.ariaLabel ?? node.textContent).replace(/\s+/g, ' ').trim(), checked: node.checked ?? false,
      again: globalThis.visited.indexOf(node) < globalThis.visited.length - 1,
      inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      covered: !(top && (node.contains(top) || top.contains(node) || top.closest('label')?.control === node)),
      // The skip link is marked by appearing at all.
      marked: [node, node.parentElement].some(outlined) || node.matches('.ds-skip-link'),
      order: !before || Boolean(before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
  });
}
