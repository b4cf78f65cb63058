// The screens of the municipalities' guide to terminations in the introduction programme, gone through one by one as a caseworker in
// Bærum does (requirements N1-N7). Persons come in by a file and are ended by the rule engine, as real ones are.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { day, norwegian } from '../http/introduksjon.mjs';
import { resumeDaemon, stopDaemon } from '../sql/daemon.mjs';
import { closeAll, stateFile } from '../sql/database.mjs';
import { someDuf } from '../sql/intro_person.mjs';
import { answer, assertGood, closeBrowser, login, NARROW, open, unfold, WIDE } from './browser.mjs';

const FOLDER = mkdtempSync(join(tmpdir(), 'jobbsjanse-guide-'));
const SETTINGS = userInfo().username === 'root' ? 'root.conf' : 'jobbsjanse.conf';
const COLUMNS = ['rad', 'duf_nummer', 'duf_bekreftet', 'kommunenummer', 'bydel', 'navn', 'kategori', 'lov', 'oppstartsfrist', 'oppstartsdato', 'gjennomforingsfrist',
  'frist_begrunnelse', 'fravarsdager', 'dod_dato', 'utvandret_dato', 'flyttet_dato', 'ute_av_kategori_dato', 'gjenapnet_dato', 'vedtakstype', 'vedtaksresultat',
  'vedtaksdato', 'sluttmal', 'sluttmal_dato', 'avslutningsdato', 'avslutningsarsak', 'timer_per_uke'];
// Table 10 of the guide: what a municipality can choose, in its order.
const CAUSES = ['Arbeid', 'Arbeid med lønnstilskudd fra NAV', 'Arbeid og grunnskole', 'Arbeid og utdanning - videregående opplæring', 'Arbeid og utdanning - fagskole',
  'Arbeid og utdanning - høyere utdanning', 'Høyere utdanning', 'Fagskole', 'Videregående opplæring - fag og yrkesopplæring', 'Videregående opplæring - studiespesialisering',
  'Grunnskole', 'Arbeidsmarkedstiltak i regi av NAV', 'Kvalifiserende tiltak i regi av kommunen eller andre aktører', 'Hjemmeværende med omsorg for barn under 1 år',
  'Hjemmeværende med omsorg for barn over 1 år', 'Ikke arbeidssøker', 'Helsemessige utfordringer', 'Ikke lenger i kategori, mistet rett', 'Flyttet', 'Utvandret', 'Død', 'Ukjent', 'Annet'];
const jobbsjanse = (...words) => execFileSync(stateFile('app/usr/bin/jobbsjanse'), ['--config', stateFile(SETTINGS), ...words], { encoding: 'utf8' });

// In the programme, with a decision and a goal. `more` are columns of the person, `stop` the day of a permanent stop.
function takeUp(name, { stop, ...more } = {}) {
  const key = { duf_nummer: someDuf(), kommunenummer: '3201' };
  const lines = [
    { ...key, rad: 'person', navn: name, kategori: '1', lov: '1', oppstartsfrist: day(-330), oppstartsdato: day(-360), gjennomforingsfrist: day(400), ...more },
    { ...key, rad: 'vedtak', vedtakstype: '1', vedtaksresultat: '1', vedtaksdato: day(-380) },
    { ...key, rad: 'sluttmal', sluttmal: '2', sluttmal_dato: day(-375) },
    ...(stop ? [{ ...key, rad: 'vedtak', vedtakstype: '4', vedtaksresultat: '1', vedtaksdato: stop }] : []),
  ];
  const file = join(FOLDER, 'personer.csv');
  writeFileSync(file, [COLUMNS, ...lines.map((line) => COLUMNS.map((column) => line[column] ?? ''))].map((cells) => `${cells.join(';')}\n`).join(''));
  jobbsjanse('import', 'introduksjon', file);
  jobbsjanse('regelmotor');
  return { name, duf: key.duf_nummer };
}

before(stopDaemon);
after(async () => {
  rmSync(FOLDER, { recursive: true });
  resumeDaemon();
  await closeBrowser();
  await closeAll();
});

const card = (page, name) => page.getByRole('region', { name, exact: true }).first();
// The rows of a card as a person reads them: cells by heading, and which are in italics.
const rowsOf = (page, name) => card(page, name).locator('tbody tr').evaluateAll((rows) => rows.map((row) => ({
  cells: [...row.children].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim()),
  italic: getComputedStyle(row.querySelector('td')).fontStyle === 'italic',
})));
const told = (rows) => rows.map(({ cells, italic }) => [...cells.slice(0, 5).map((cell) => cell.replace(/:.*$/, '')), italic]);

// By her number, which stands in no address.
async function findPerson(page, { name, duf }) {
  await page.goto('/introduksjon/personer');
  const search = page.getByRole('search');
  const box = search.getByRole('textbox', { name: /^DUF-nummer/ });
  if (!await box.isVisible()) await unfold(page.getByText('Søk og filter', { exact: false }).first());
  await box.fill(duf);
  await search.getByRole('button', { name: 'Søk' }).click();
  await page.waitForURL(/sok=/);
  assert.ok(!page.url().includes(duf), 'no number in an address');
  await page.locator('tbody tr').filter({ hasText: name }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

const add = (page, name) => card(page, name).getByRole('link', { name: 'Legg til' }).click();
const details = (page, name, row = 0) => card(page, name).locator('tbody tr').nth(row).getByRole('link', { name: /^Vis detaljer/ }).click();
const save = (page) => page.getByRole('button', { name: 'Lagre', exact: true }).click();
const success = (page, text) => page.locator('.ds-alert').filter({ hasText: text }).waitFor();

// How many the worklist says that the rule engine ended, and that wait for a cause.
async function waiting(page) {
  await page.goto('/introduksjon');
  const heading = await page.getByRole('heading', { name: /^Avsluttet uten årsak fra kommunen: / }).innerText();
  return Number(heading.split(': ')[1].replace(/\D/g, ''));
}

async function fillEnd(page, date, cause, hours) {
  await answer(page, 'Avslutningsdato', norwegian(date));
  await answer(page, 'Avslutningsårsak', cause);
  if (hours) await answer(page, 'Antall timer arbeid per uke', hours);
}

for (const [width, script] of [[WIDE, true], [NARROW, true], [WIDE, false]]) {
  describe(`the guide, ${width} wide, ${script ? 'with' : 'without'} script`, () => {
    let page, close;
    before(async () => {
      ({ page, close } = await open({ width, script }));
      await login(page, 'baerum');
    });
    after(async () => close?.());

    test('N2: screen 2, a termination is entered within the deadline', async () => {
      const person = takeUp(`Amal Gard${width}${script ? '' : 'u'}`);
      await findPerson(page, person);
      await assertGood(page, 'a person in the programme');
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')), []);
      await add(page, 'Avslutning');
      await page.getByRole('heading', { level: 1, name: 'Legg til avslutning' }).waitFor();
      const offered = await page.getByRole('combobox', { name: /^Avslutningsårsak/ }).locator('option').evaluateAll((options) => options.filter((option) => option.value).map((option) => option.textContent.trim()));
      assert.deepEqual(offered, CAUSES, 'all that a municipality can choose, and nothing of the rule engine\'s');
      await unfold(page.getByText('Når skal du velge hva?'));
      assert.deepEqual(await page.locator('.veiledning dt').allInnerTexts(), CAUSES, 'each with its guidance');
      await fillEnd(page, day(401), 'Arbeid', '30');
      await save(page);
      await page.locator('.ds-error-summary').waitFor();
      await assertGood(page, 'a termination after today and the deadline is refused');
      await fillEnd(page, day(-20), 'Arbeid', '30');
      await save(page);
      await success(page, 'Avslutningen er lagret');
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')), [['Ordinær avslutning', 'Arbeid', '30,0', norwegian(day(-20)), 'Eirin Skaugum', false]]);
      await assertGood(page, 'a person with a termination');
    });

    test('N4: screen 3, a permanent stop, and the cause that takes its place', async () => {
      const person = takeUp(`Bilan Gard${width}${script ? '' : 'u'}`);
      const others = await waiting(page);
      await findPerson(page, person);
      await add(page, 'Vedtak');
      await answer(page, 'Vedtak', 'Permanent stans');
      await answer(page, 'Resultat', 'Vedtak fattet');
      await answer(page, 'Vedtaksdato', norwegian(day(-40)));
      await save(page);
      await page.getByRole('heading', { level: 1, name: person.name }).waitFor();
      jobbsjanse('regelmotor');
      assert.equal(await waiting(page), others + 1);
      await assertGood(page, 'the worklist');
      await findPerson(page, person);
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')), [['Stans', 'Vedtak om permanent stans', '–', norwegian(day(-40)), 'Regelmotor', false]]);
      await assertGood(page, 'a stop that waits for its cause');
      await add(page, 'Avslutning');
      await fillEnd(page, day(-40), 'Arbeid', '30,0');
      await save(page);
      await success(page, 'Avslutningen er lagret');
      await card(page, 'Avslutning').getByRole('link', { name: 'Vis all avslutningshistorikk' }).click();
      await card(page, 'Avslutning').getByRole('link', { name: 'Vis nyeste avslutningshistorikk' }).waitFor();
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')), [
        ['Stans (slettet)', 'Vedtak om permanent stans', '–', norwegian(day(-40)), 'Regelmotor', true],
        ['Ordinær avslutning', 'Arbeid', '30,0', norwegian(day(-40)), 'Eirin Skaugum', false],
      ]);
      await assertGood(page, 'the stop stands as deleted');
      assert.equal(await waiting(page), others);
    });

    test('N5: screen 4, what the municipality entered is changed and deleted through its details', async () => {
      const person = takeUp(`Ceyda Gard${width}${script ? '' : 'u'}`);
      await findPerson(page, person);
      await add(page, 'Avslutning');
      await fillEnd(page, day(-15), 'Fagskole');
      await save(page);
      await success(page, 'Avslutningen er lagret');
      await details(page, 'Avslutning');
      await fillEnd(page, day(-10), 'Arbeid og utdanning - fagskole', '12,5');
      await assertGood(page, 'details of a termination');
      await save(page);
      await success(page, 'Avslutningen er lagret');
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')), [['Ordinær avslutning', 'Arbeid og utdanning - fagskole', '12,5', norwegian(day(-10)), 'Eirin Skaugum', false]]);
      await details(page, 'Avslutning');
      await page.getByRole('link', { name: 'Slett', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Slett avslutning' }).waitFor();
      await assertGood(page, 'is a termination to be deleted?');
      await page.getByRole('button', { name: 'Ja, slett' }).click();
      await success(page, 'Avslutningen er slettet');
      await page.goto(`${page.url().split('?')[0]}?historikk=alle`);
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')).map((row) => [row[0], row.at(-1)]), [['Ordinær avslutning (slettet)', true]]);
    });

    test('N5, N6: screens 5 and 6, the rule engine ended the programme: its row cannot be changed, a new one takes its place', async () => {
      const person = takeUp(`Dalal Gard${width}${script ? '' : 'u'}`, { gjennomforingsfrist: day(-25) });
      await findPerson(page, person);
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')), [['Ordinær avslutning', 'Avslutningsårsak ikke registrert', '–', norwegian(day(-25)), 'Regelmotor', false]]);
      await assertGood(page, 'ended by the rule engine');
      await details(page, 'Avslutning');
      await page.getByText('Det regelmotoren har beregnet, kan ikke endres eller slettes av kommunen.').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Lagre', exact: true }).count() + await page.getByRole('link', { name: 'Slett', exact: true }).count(), 0);
      await assertGood(page, 'details of what the rule engine entered');
      await page.getByRole('link', { name: 'legge til en ny avslutning' }).click();
      await fillEnd(page, day(-24), 'Arbeid', '30');
      await save(page);
      await page.locator('.ds-error-summary').getByText(/innenfor fristen/).waitFor();
      await fillEnd(page, day(-25), 'Arbeid', '30');
      await save(page);
      await success(page, 'Avslutningen er lagret');
      await card(page, 'Avslutning').getByRole('link', { name: 'Vis all avslutningshistorikk' }).click();
      await card(page, 'Avslutning').getByRole('link', { name: 'Vis nyeste avslutningshistorikk' }).waitFor();
      assert.deepEqual(told(await rowsOf(page, 'Avslutning')), [
        ['Ordinær avslutning (slettet)', 'Avslutningsårsak ikke registrert', '–', norwegian(day(-25)), 'Regelmotor', true],
        ['Ordinær avslutning', 'Arbeid', '30,0', norwegian(day(-25)), 'Eirin Skaugum', false],
      ]);
      await card(page, 'Avslutning').getByRole('link', { name: 'Vis nyeste avslutningshistorikk' }).click();
      await card(page, 'Avslutning').getByRole('link', { name: 'Vis all avslutningshistorikk' }).waitFor();
      assert.equal((await rowsOf(page, 'Avslutning')).length, 1);
      jobbsjanse('regelmotor');
      await page.reload();
      assert.equal((await rowsOf(page, 'Avslutning')).length, 1, 'the rule engine leaves what the municipality entered');
    });

    test('N5: screen 6, a programme is reopened, with a new deadline where the old one has passed', async () => {
      const person = takeUp(`Elham Gard${width}${script ? '' : 'u'}`, { gjennomforingsfrist: day(-5) });
      await findPerson(page, person);
      await page.getByRole('link', { name: 'Gjenåpne program' }).click();
      await page.getByLabel('Ny frist for gjennomføring').first().fill(norwegian(day(-1)));
      await page.getByRole('button', { name: 'Gjenåpne program' }).click();
      await page.locator('.ds-error-summary').waitFor();
      await assertGood(page, 'a deadline that has passed is refused');
      await page.getByLabel('Ny frist for gjennomføring').first().fill(norwegian(day(200)));
      await page.getByLabel('Hvorfor skal programmet ha en ny frist?').fill('Permisjon er lagt til tiden');
      await page.getByRole('button', { name: 'Gjenåpne program' }).click();
      await success(page, 'Programmet er gjenåpnet');
      jobbsjanse('regelmotor');
      await page.reload();
      assert.ok((await page.locator('.personfakta').innerText()).includes(norwegian(day(200))));
      assert.equal(await page.getByRole('link', { name: 'Gjenåpne program' }).count(), 0);
      await assertGood(page, 'a reopened programme');
    });

    test('N7: screens 7 to 9, the report finds whom the rule engine has ended, and its file says so too', async () => {
      const person = takeUp(`Faduma Gard${width}${script ? '' : 'u'}`, { gjennomforingsfrist: day(-30), kategori: '2' });
      await page.goto('/introduksjon');
      await page.getByRole('button', { name: 'Rapporter' }).click();
      await page.getByRole('link', { name: 'Introduksjonsloven', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Oversikt over personer avsluttet introduksjonsprogram etter introduksjonsloven' }).waitFor();
      await page.goto('/introduksjon/rapporter/avsluttede?lov=integreringsloven');
      await page.getByRole('heading', { level: 1, name: 'Oversikt over personer avsluttet introduksjonsprogram etter integreringsloven' }).waitFor();
      assert.match(await page.locator('#antall').innerText(), /^Viser 1–\d+ av \d+ linjer/);
      await assertGood(page, 'the report');

      const enterer = page.getByLabel('Avslutningsårsak registrert av');
      if (!await enterer.isVisible()) await unfold(page.getByText('Søk og filter', { exact: false }).first());
      await enterer.selectOption({ label: 'Regelmotor' });
      await page.getByRole('button', { name: 'Bruk filter' }).click();
      await page.waitForURL(/registrert_av=/);
      const [, lines] = (await page.locator('#antall').innerText()).match(/av (\d+) linjer/);
      await assertGood(page, 'the report, what the rule engine ended');

      const file = (await (await page.context().request.get(await page.getByRole('link', { name: 'Last ned CSV-fil' }).getAttribute('href'))).text()).split('\r\n');
      assert.match(file[0], /^\uFEFF"?Utvalg:/);
      assert.match(file[1], /^"?Fordeling:/);
      const headings = file[2].split(';');
      assert.equal(file.length - 4, Number(lines), 'as many lines as the page says, below selection, distribution and headings');
      const hers = file.find((line) => line.startsWith(person.duf)).split(';');
      assert.deepEqual(['Avslutningsårsak', 'Kategori', 'Avslutningsdato'].map((heading) => hers[headings.indexOf(heading)]),
        ['Avslutningsårsak ikke registrert', 'Kan tilbys introduksjonsprogram', norwegian(day(-30))]);
      assert.ok(file.slice(3, -1).every((line) => line.split(';').includes('Regelmotor')));
    });
  });
}
