// "Rapportering" (requirement Y3): who sees how far it has come, who sets the year, and what is no right date.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as } from './client.mjs';
import { assertPage, assertRefused } from './expect.mjs';
import { ANSWERS, address, confirmName, register, saved } from './participant.mjs';
import { datesForm, openYear, setYear, storedYear } from './reporting.mjs';

const number = (text) => Number(text.replace(/\s/g, ''));
const rows = (page) => page.all('.framdrift tbody tr').map((row) => {
  const cells = page.all('th, td', row).map((cell) => page.textOf(cell));
  return { district: row.attribs.class === 'bydelsrad', name: cells[0], participants: number(cells[1]), confirmed: number(cells[2]), remaining: number(cells[3]), share: cells[4] };
});
const headline = (page) => /(\d[\d\s]*) av (\d[\d\s]*) deltakere er bekreftet \((.*?)\)\. (\d[\d\s]*) gjenstår/.exec(page.text('.tallrad')).slice(1)
  .map((text, at) => (at === 2 ? text : number(text)));
const rounded = (part, whole) => `${(Math.round((part * 1000) / whole) / 10).toFixed(1).replace('.', ',')} %`;

const THIS_YEAR = new Date().getFullYear();
let stored;
before(async () => {
  stored = await storedYear(await as('imdi'), 2023);
});
after(async () => setYear(await as('imdi'), 2023, stored));

for (const [name, places] of [['trondheim', ['Trondheim']], ['flere', ['Asker', 'Bergen']], ['oslo', ['Oslo']], ['grunerlokka', ['Oslo']], ['admin-oslo', ['Oslo']]]) {
  test(`Y3: ${name} sees own numbers alone, and sets nothing`, async () => {
    const visitor = await as(name);
    const page = assertPage(await visitor.get('/rapportering'));
    assert.equal(page.one('header nav a[aria-current=page]').attribs.href, '/rapportering');
    const own = rows(page);
    assert.deepEqual(own.filter(({ district }) => !district).map((row) => row.name), places);
    if (name === 'grunerlokka') assert.deepEqual(own.filter(({ district }) => district).map((row) => row.name), ['Grünerløkka']);
    for (const row of own) assert.equal(row.participants, row.confirmed + row.remaining);
    assert.equal(page.all('main form').length, 0);
    assert.equal(page.all('a[href*="nytt"]').length, 0);
    const csrf = page.one('[name=csrf]').attribs.value;
    const fields = { csrf, ar: '2023', vist: '2024-01-02 2024-03-31 2024-04-30', apner: '02.01.2024', frist: '01.04.2024', stenger: '30.04.2024' };
    assert.equal((await visitor.post('/rapportering', fields)).status, 404);
    assert.deepEqual(await storedYear(await as('imdi'), 2023), stored);
  });
}

test('Y3: IMDi and the system owner see every municipality by name, districts below Oslo, shares and sums that are right', async () => {
  for (const name of ['imdi', 'systemeier']) {
    const page = assertPage(await (await as(name)).get('/rapportering?ar=2025'));
    const all = rows(page);
    const whole = all.filter(({ district }) => !district);
    assert.ok(whole.length > 20);
    const names = whole.map((row) => row.name);
    assert.deepEqual(names, [...names].sort(new Intl.Collator('nb').compare));
    assert.equal(new Set(names).size, names.length, 'a municipality that was renumbered is one');
    for (const row of all) assert.equal(row.share, rounded(row.confirmed, row.participants), row.name);
    const at = all.findIndex((row) => row.name === 'Oslo');
    const districts = [];
    for (let i = at + 1; all[i].district; i += 1) districts.push(all[i]);
    assert.ok(districts.length > 3);
    for (const key of ['participants', 'confirmed', 'remaining']) assert.equal(districts.reduce((sum, row) => sum + row[key], 0), all[at][key], key);
    const sum = (key) => whole.reduce((total, row) => total + row[key], 0);
    assert.deepEqual(headline(page), [sum('confirmed'), sum('participants'), rounded(sum('confirmed'), sum('participants')), sum('remaining')]);
    const bars = page.all('.framdrift svg');
    assert.equal(bars.length, all.length);
    for (const bar of bars) assert.equal(bar.attribs['aria-hidden'], 'true');
    const widths = page.all('.framdrift .soyle-fylt').map((bar) => Number(bar.attribs.width));
    all.forEach((row, i) => assert.equal(widths[i], Math.floor((row.confirmed * 100) / row.participants), row.name));
  }
});

test('Y3: a new participant counts as remaining, confirmed she does not; the overview reminds while some are missing', async () => {
  const visitor = await as('trondheim');
  const [confirmed, participants, , remaining] = headline(await openYear(visitor, 2025));
  const { id } = await register(visitor);
  assert.deepEqual(headline(await openYear(visitor, 2025)).filter((_, at) => at !== 2), [confirmed, participants + 1, remaining + 1]);
  const overview = await visitor.openPage('/deltakere');
  assert.match(overview.text('.ds-alert'), new RegExp(`Frist for årsrapporten for 2025: \\d\\d\\.\\d\\d\\.\\d{4}.*ikke bekreftet for ${remaining + 1} av ${participants + 1} deltakere`));
  await confirmName(visitor, id);
  await saved(visitor, id, 'programinnhold', ANSWERS.programinnhold);
  const page = await visitor.openPage(address(id, 'registrerte-data'));
  assert.equal((await visitor.submit(page.form('#arsrapport form'), address(id, 'bekreft'))).status, 303);
  assert.deepEqual(headline(await openYear(visitor, 2025)).filter((_, at) => at !== 2), [confirmed + 1, participants + 1, remaining]);
  for (const name of ['imdi', 'systemeier']) assert.equal((await (await as(name)).openPage('/deltakere')).all('.ds-alert').length, 0, `${name} is not reminded`);
});

test('Y3: IMDi changes a year’s dates, typed as people type them; the receipt and the page show them', async () => {
  const visitor = await as('imdi');
  const answer = await setYear(visitor, 2023, { apner: '3.1.24', frist: '2024-04-15', stenger: '31/05/2024' });
  assert.equal(answer.location, '/rapportering?ar=2023&lagret=ja');
  const page = assertPage(await visitor.get(answer.location));
  assert.match(page.text('.ds-alert[data-color=success]'), /2023 åpner 03\.01\.2024, har frist 15\.04\.2024 og stenger 31\.05\.2024/);
  assert.deepEqual(await storedYear(visitor, 2023), { apner: '03.01.2024', frist: '15.04.2024', stenger: '31.05.2024' });
  assert.match((await openYear(await as('trondheim'), 2023)).main, /stengt 31\.05\.2024/);
});

test('Y3: what is no date, or not in order, is refused at its field and stays as typed', async () => {
  const visitor = await as('imdi');
  const good = { apner: '02.01.2024', frist: '31.03.2024', stenger: '30.04.2024' };
  const before2023 = await storedYear(visitor, 2023);
  for (const [wrong, names] of [[{ apner: '' }, ['apner']], [{ apner: 'i morgen', frist: '31.02.2024' }, ['apner', 'frist']], [{ frist: '01.01.2024' }, ['frist']], [{ stenger: '30.03.2024' }, ['stenger']],
    [{ apner: '31.12.2022' }, ['apner']], [{ stenger: '01.01.2029' }, ['stenger']]]) {
    const form = datesForm(await openYear(visitor, 2023)).setAll({ ...good, ...wrong });
    const page = assertRefused(await visitor.submit(form, '/rapportering'), names);
    for (const [name, typed] of Object.entries({ ...good, ...wrong })) assert.equal(datesForm(page).value(name), typed, name);
    assert.deepEqual(await storedYear(visitor, 2023), before2023);
  }
});

test('Y3: a new year: sane, once, and told when it is there already', async () => {
  const visitor = await as('imdi');
  const open = async () => datesForm(assertPage(await visitor.get('/rapportering?nytt=ja')));
  const dates = (year) => ({ apner: `02.01.${year + 1}`, frist: `31.03.${year + 1}`, stenger: `30.04.${year + 1}` });
  for (const year of ['', 'i år', '25', '2021', String(THIS_YEAR + 2), '20255', '-202']) {
    assertRefused(await visitor.submit((await open()).setAll({ ...dates(2025), ar: year }), '/rapportering'), ['ar']);
  }
  const there = assertRefused(await visitor.submit((await open()).setAll({ ...dates(2023), ar: '2023' }), '/rapportering'), ['ar']);
  assert.match(there.text('.ds-error-summary'), /finnes allerede/);
  const known = await visitor.get('/rapportering?ar=2022');
  if (known.status === 404) {
    const made = await visitor.submit((await open()).setAll({ ...dates(2022), ar: '2022' }), '/rapportering');
    assert.equal(made.location, '/rapportering?ar=2022&lagret=ja');
  }
  assert.match(assertPage(await visitor.get('/rapportering?ar=2022')).text('#framdrift'), /2022/);
});

test('Y3: two at the same year: the second is told, sees what is stored, keeps what was typed, and may go on', async () => {
  const imdi = await as('imdi');
  const owner = await as('systemeier');
  const mine = datesForm(await openYear(imdi, 2023)).setAll({ apner: '04.01.2024', frist: '31.03.2024', stenger: '30.04.2024' });
  await setYear(owner, 2023, { apner: '05.01.2024', frist: '31.03.2024', stenger: '30.04.2024' });
  const answer = await imdi.submit(mine, '/rapportering');
  assert.equal(answer.status, 409);
  const page = assertPage(answer);
  assert.match(page.text('[role=alert]'), /endret datoene i mellomtiden.*05\.01\.2024/);
  assert.equal(datesForm(page).value('apner'), '04.01.2024');
  assert.equal((await storedYear(imdi, 2023)).apner, '05.01.2024');
  assert.equal((await imdi.submit(datesForm(page), '/rapportering')).status, 303);
  assert.equal((await storedYear(imdi, 2023)).apner, '04.01.2024');
  assert.equal((await imdi.submit(datesForm(page), '/rapportering')).status, 303, 'sent twice it is done already');
});

test('Y3: bad addresses and posts', async () => {
  const visitor = await as('imdi');
  for (const [path, status] of [['/rapportering?ar=2019', 404], ['/rapportering?ar=1999', 404], ['/rapportering?ar=fjor', 400], ['/rapportering?ar=20255', 400]]) {
    assert.equal((await visitor.get(path)).status, status, path);
  }
  const fields = Object.fromEntries(datesForm(await openYear(visitor, 2023)).fields);
  for (const csrf of ['', 'x']) assert.equal((await visitor.post('/rapportering', { ...fields, csrf })).status, 403);
  const before2023 = await storedYear(visitor, 2023);
  for (const vist of ['x', '2024-01-02', '2024-01-02 2024-03-31 2024-04-30 2024-05-05', '2020-01-01 2020-01-01 2020-01-01']) {
    assert.equal((await visitor.post('/rapportering', { ...fields, apner: '06.01.2024', vist })).status, 409, vist);
  }
  assert.deepEqual(await storedYear(visitor, 2023), before2023);
  assert.ok([302, 303].includes((await new (visitor.constructor)().get('/rapportering')).status), 'without a session it leads to login');
});
