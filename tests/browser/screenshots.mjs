// A tool, no test: pictures of the pages at both widths, to lay beside the design's.
//   DIR=var node tests/browser/screenshots.mjs PICTURES [LOGIN]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { as } from '../http/client.mjs';
import { address, confirmName, fillAll, openNew, register } from '../http/participant.mjs';
import { someMan } from '../http/women.mjs';
import { closeBrowser, login, NARROW, open, WIDE } from './browser.mjs';

const [directory, name = 'flere'] = process.argv.slice(2);
if (!directory) {
  console.error('usage: node tests/browser/screenshots.mjs PICTURES [LOGIN]');
  process.exit(2);
}
mkdirSync(directory, { recursive: true });

const visitor = await as(name);
const municipality = (await openNew(visitor)).choices('kommunenummer')[0];
const chosen = municipality ? { kommunenummer: municipality } : {};
const half = await register(visitor, chosen);
const full = await register(visitor, chosen);
await fillAll(visitor, full.id);
await confirmName(visitor, full.id);

const receipt = (await visitor.get('/deltakere/oversikt.csv?status=endret&oppstart_fra=2024-01-01&sorter=-navn')).headers.get('x-kvittering');

const pages = [
  ['innlogging', '/logg-inn', { anonymous: true }], ['oversikt', '/deltakere?antall=10'], ['oversikt-mangler', '/deltakere?vis=mangler&mangler=fravar&mangler=helsefremmende_tiltak&antall=10'], ['sok', '/deltakere/sok'], ['sok-over', '/deltakere?sok=borte'], ['ny', '/deltakere/ny'],
  ['person-og-prosjekt', address(full.id, 'person-og-prosjekt')], ['bakgrunn-tom', address(half.id, 'bakgrunn')], ['bakgrunn', address(full.id, 'bakgrunn')],
  ['programinnhold', address(full.id, 'programinnhold')], ['avslutning-tom', address(half.id, 'avslutning')], ['avslutning', address(full.id, 'avslutning')],
  ['registrerte-data', address(full.id, 'registrerte-data')], ['registrerte-data-mangler', address(half.id, 'registrerte-data')],
  ['utskriv', address(full.id, 'utskriv')], ['utskriv-mangler', address(half.id, 'utskriv')], ['hjelp', '/hjelp'], ['hjelp-registrering', '/hjelp/registrering'], ['hjelp-personvern', '/hjelp/personvern'], ['kodebok', '/kodebok'], ['kodebok-sok', '/kodebok?sok=praksis'], ['kodebok-introduksjon', '/kodebok?register=introduksjon'], ['kodebok-tomt', '/kodebok?sok=finnes-ikke'], ['tilgjengelighet', '/tilgjengelighet'], ['kvitteringer', '/deltakere/kvittering'], ['kvittering', `/deltakere/kvittering/${receipt}`], ['hjelp-nedlasting', '/hjelp/nedlasting'], ['404', '/finnes-ikke'], ['400', '/deltakere?sorter=formue'],
];

for (const width of [WIDE, NARROW]) {
  const { page, context } = await open({ width });
  const shoot = (what) => page.screenshot({ path: join(directory, `${what}-${width}.png`), fullPage: true });
  for (const [what, path, { anonymous = false } = {}] of pages) {
    if (!anonymous && (await context.cookies()).length === 0) await login(page, name);
    if (anonymous) await context.clearCookies();
    await page.goto(path);
    await shoot(what);
    if (anonymous) await context.clearCookies();
  }
  await page.goto('/deltakere/ny');
  await page.locator('[name=fodselsnummer]').fill(someMan());
  await page.locator('[name=oppstartsdato]').fill('31.02.2024');
  await page.keyboard.press('Enter');
  await page.locator('.ds-error-summary').waitFor();
  await shoot('ny-feil');
  await context.close();
}
await closeBrowser();
console.log(`${(pages.length + 1) * 2} pictures in ${directory}`);
