// Downloads as a person meets them (requirement D2): the page says how many rows and what the file holds before it starts,
// how far it has come while it runs, and how it ended; without script the link is a link, and the receipt's page tells.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Visitor } from '../http/client.mjs';
import { until } from '../http/installation.mjs';
import { settle } from '../lists/people.mjs';
import { standingReader } from '../lists/slow_reader.mjs';
import { closeAll } from '../sql/database.mjs';
import { assertGood, closeBrowser, login, open } from './browser.mjs';

const LONG = 'Å'.repeat(100);
const STAVANGER = { kommunenummer: '1103', kommunenavn: 'Stavanger', bydel: '', status: 'endret', avslutningsdato: null, navn: LONG.repeat(6), fodeland: LONG, oppholdsgrunnlag: LONG, sivilstand: LONG, confirmed: [] };
const LIST = '/deltakere?kommune=1103&antall=10';

let takeAway = async () => {};
before(async () => { takeAway = await settle(randomInt(2 ** 31), 700, () => STAVANGER); });
after(async () => {
  await closeBrowser();
  await takeAway();
  await closeAll();
});

// A visitor who is the person in the browser.
async function twin(context) {
  const visitor = new Visitor();
  for (const { name, value } of await context.cookies()) visitor.jar.set(name, value);
  return visitor;
}

const panel = (page) => page.getByRole('region', { name: 'Nedlastinger', exact: true });

test('D2: the page says what is coming, that it has begun, and that it is done, with the way to the receipt', async () => {
  const { page, close } = await open();
  await login(page, 'imdi');
  await page.goto('/deltakere?status=endret&kommune=5001');
  const count = Number(/Antall deltakere: (\d+)/.exec(await page.locator('#antall').innerText())[1]);
  assert.match(await page.locator('.knapperad + .merknad').innerText(), new RegExp(`Antall deltakere i filene: ${count}\\. De inneholder personopplysninger`));
  assert.equal(await panel(page).count(), 0, 'nothing is told before anything runs');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Last ned fullt datasett (Excel)' }).click()]);
  assert.match(download.suggestedFilename(), /^jobbsjansen-datasett-[\d-]+\.xlsx$/);
  await panel(page).getByText(`Ferdig: ${count} rader.`).waitFor();
  assert.match(await page.locator('#nedlasting-status').innerText(), /Fullt datasett \(Excel\): Ferdig/);
  assert.equal(new URL(page.url()).pathname, '/deltakere', 'she is still where she was');
  await assertGood(page, 'a download that is done');
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  await panel(page).getByRole('link', { name: 'Se kvitteringen' }).click();
  await page.getByRole('heading', { name: 'Kvittering for nedlasting' }).waitFor();
  await close();
});

test('D2: while it runs the rows so far are shown, of how many, and she can stop it by keyboard', async () => {
  const { page, context, close } = await open();
  await login(page, 'imdi');
  await page.goto(LIST);
  const reader = await standingReader(await twin(context), '/deltakere/datasett.csv?kommune=1103');
  await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Deltakeroversikt (CSV)' }).click()]);
  const item = panel(page).getByRole('listitem').filter({ hasText: 'Fullt datasett (CSV)' });
  await item.getByText(/^\d+ av 7\d\d rader er sendt\.$/).waitFor();
  const bar = item.getByRole('progressbar', { name: 'Så langt er nedlastingen kommet' });
  assert.ok(await bar.evaluate(({ value, max }) => value > 0 && value < max));
  await assertGood(page, 'a download that runs');
  const stop = item.getByRole('button', { name: 'Avbryt nedlastingen av Fullt datasett (CSV)' });
  const isThere = () => stop.evaluate((node) => node === document.activeElement);
  await until(async () => { await stop.focus(); return isThere(); }, 'she stands on it, where it was not just drawn anew');
  await page.waitForTimeout(2500);
  assert.ok(await isThere(), 'she stays there while figures change');
  await page.keyboard.press('Enter');
  await item.getByText('Nedlastingen ble avbrutt.').waitFor();
  assert.equal(await reader.rest(), false);
  await until(async () => /Fullt datasett \(CSV\): Nedlastingen ble avbrutt/.test(await page.locator('#nedlasting-status').innerText()), 'its end is read out');
  await close();
});

test('D2, P7: without script the link gives the file, and the receipt\'s page tells how far it is and stops it', async () => {
  const { page, context, close } = await open({ script: false });
  await login(page, 'imdi');
  await page.goto(LIST);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Last ned deltakeroversikt (Excel)' }).click()]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const reader = await standingReader(await twin(context), '/deltakere/datasett.csv?kommune=1103');
  await page.goto(`/deltakere/kvittering/${reader.reference}`);
  await page.getByText(/Pågår\. \d+ rader er sendt\./).waitFor();
  await assertGood(page, 'the receipt of a download that runs');
  await page.getByRole('button', { name: /^Avbryt nedlastingen/ }).click();
  await until(async () => { await page.reload(); return /Ikke fullført/.test(await page.locator('main').innerText()); }, 'it is stopped');
  assert.equal(await reader.rest(), false);
  await close();
});
