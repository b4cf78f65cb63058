// The report on persons who have ended the introduction programme (requirement N7), against a plain computation over all rows.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { admin, AUDIT, closeAll, DB, stateFile } from '../sql/database.mjs';
import { put, removeMade } from '../sql/intro_person.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { as } from './client.mjs';
import { readCsv, readPlainCsv } from './csv.mjs';
import { TOP } from './environment.mjs';
import { assertPage } from './expect.mjs';

const PATH = '/introduksjon/rapporter/avsluttede';
const OSLO = 'prove-rapport-oslo', BOTH = 'prove-rapport-to';
const STRANGE = `=Rapp ${randomBytes(3).toString('hex')} "O'Neil"; Åse`;
const norwegian = (iso) => (iso ? iso.slice(0, 10).split('-').reverse().join('.') : '');

// The codebook, read without the program.
const xml = readFileSync(join(TOP, 'codebook.xml'), 'utf8').split('<register name="introduksjon"')[1];
const plain = (text) => text.replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
const codesOf = (name) => Object.fromEntries([...xml.split(new RegExp(`<variable id="\\d+" name="${name}"`))[1].split('</variable>')[0].matchAll(/<code number="(\d+)"([^>]*)>([^<]*)</g)]
  .map(([, number, attributes, text]) => [number, { text: plain(text), group: /class="([^"]+)"/.exec(attributes)?.[1] }]));
const CAUSES = codesOf('avslutningsarsak'), CATEGORIES = codesOf('kategori'), GOALS = codesOf('sluttmal');
const GROUPS = [...xml.matchAll(/<class name="([^"]+)" title="([^"]+)"([^>]*)>/g)].map(([, name, title, rest]) => ({ name, title, counted: !rest.includes('counted="no"') }));

before(async () => {
  await temporaryUser(OSLO, [{ register: 'introduksjon', kommunenummer: '0301', bydel: '030102' }]);
  await temporaryUser(BOTH, [{ register: 'introduksjon', kommunenummer: '5001' }, { register: 'introduksjon', kommunenummer: '4601' }]);
  const causes = Object.keys(CAUSES).map(Number);
  const places = [['3201', ''], ['3201', ''], ['3201', ''], ['0301', '030102'], ['0301', '030103'], ['5001', ''], ['4601', '']];
  for (let at = 0; at < 90; at += 1) {
    const [kommunenummer, bydel] = places[at % places.length];
    const cause = causes[(at * 7) % causes.length];
    const ended = at % 9 !== 8;
    await put({ kommunenummer, bydel, navn: at === 0 ? STRANGE : `${['Amina', 'Ola-Johan', 'Østen'][at % 3]} Prøvesen ${at}`, kategori: 1 + (at % 2), lov: at % 4 === 3 ? 2 : 1,
      sluttmal: at % 4 === 3 ? null : 1 + (at % 5), gjennomforingsfrist: at % 6 === 5 ? null : `2027-0${1 + (at % 9)}-15`,
      avslutningsdato: ended ? `202${1 + (at % 5)}-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}` : null,
      avslutningsarsak: ended ? cause : null, ended_by: ended ? (cause > 30 ? 'engine' : 'municipality') : null,
      ended_entered_at: ended ? '2024-06-30 22:30:00' : null, ended_entered_by_name: ended ? (cause > 30 ? 'Regelmotor' : 'Kari Nordby') : null });
  }
});
after(async () => {
  await removeMade();
  for (const name of [OSLO, BOTH]) await removeUser(name);
  await closeAll();
});

// Everybody who has ended, as stored; `seen` is what the user may see.
async function ended(seen, lov = 1) {
  const rows = await admin.query(`SELECT CAST(p.participant_id AS CHAR) AS id, p.*, m.kommunenavn, m.fylkesnavn, m.fylkesnummer, COALESCE(d.bydelsnavn, '') AS bydelsnavn
    FROM ${DB}.intro_participant p JOIN ${DB}.municipality m USING (kommunenummer) LEFT JOIN ${DB}.district d ON d.bydel = p.bydel WHERE p.avslutningsarsak IS NOT NULL AND p.lov = ?`, [lov]);
  return rows.filter(seen);
}
const inBaerum = (row) => row.kommunenummer === '3201' || row.kommunenummer === '3024';
const numbers = (rows) => rows.map((row) => row.duf_nummer).sort();

const distribution = (rows) => {
  const of = (name) => rows.filter((row) => CAUSES[row.avslutningsarsak].group === name).length;
  const whole = GROUPS.filter((group) => group.counted).reduce((sum, group) => sum + of(group.name), 0);
  const hundredths = (part) => Math.floor((part * 20000 + whole) / (2 * whole));
  const share = (part) => (whole ? `${Math.floor(hundredths(part) / 100)},${String(hundredths(part) % 100).padStart(2, '0')}` : '0,00');
  return { groups: GROUPS.filter((group) => group.counted).map((group) => [group.title, of(group.name), share(of(group.name))]), whole, leftOut: rows.length - whole };
};
const lineOf = (rows) => {
  const { groups, leftOut } = distribution(rows);
  return `Fordeling: ${groups.map(([title, count, share]) => `${title}: ${count} (${share} %), `).join('')}Inngår ikke i tallgrunnlag: ${leftOut}`;
};

// The file's two lines, and the rest as a table.
function readReport(bytes) {
  const text = bytes.toString('utf8');
  const [first, second] = text.split('\r\n');
  const rest = Buffer.from(`\ufeff${text.split('\r\n').slice(2).join('\r\n')}`);
  return { first: first.replace('\ufeff', ''), second, ...readCsv(rest) };
}
const guarded = (text) => (/^[=+@-]/.test(text) ? `'${text}` : text);

async function shownIn(visitor, path) {
  const page = assertPage(await visitor.get(path));
  return { page, count: Number(/av ([\d\s]+) linjer/.exec(page.text('#antall'))?.[1].replace(/\s/g, '') ?? 0),
    numbers: page.all('tbody th').map((cell) => page.textOf(cell).replace(/\s/g, '')) };
}
const rows = (answer) => readReport(answer.bytes).records;

test('N7: the page and the file hold those who have ended in the places the user sees, and nobody else', async () => {
  for (const [user, seen] of [['baerum', inBaerum], [OSLO, (row) => row.bydel === '030102'], [BOTH, (row) => ['5001', '4601'].includes(row.kommunenummer)], ['imdi', () => true]]) {
    const visitor = await as(user);
    for (const [law, lov] of [['integreringsloven', 1], ['introduksjonsloven', 2]]) {
      const expected = await ended(seen, lov);
      const { count, page } = await shownIn(visitor, `${PATH}?lov=${law}`);
      assert.equal(count, expected.length, `${user} ${law}`);
      assert.equal(page.text('h1'), `Oversikt over personer avsluttet introduksjonsprogram etter ${law}`);
      const file = await visitor.get(`${PATH}.csv?lov=${law}`);
      assert.deepEqual(rows(file).map((row) => row['DUF-nummer']).sort(), numbers(expected), `${user} ${law}`);
      assert.equal(readReport(file.bytes).headings.includes('Sluttmål'), law === 'integreringsloven', 'no goals were set after the old act');
    }
  }
});

test('N7: every filter narrows page, distribution and file to what a plain computation finds', async () => {
  const visitor = await as('imdi');
  const all = await ended(() => true);
  for (const [query, fits] of [
    ['kommune=3201', (row) => row.kommunenummer === '3201'], ['kommune=3201&kommune=5001', (row) => ['3201', '5001'].includes(row.kommunenummer)],
    ['bydel=030102', (row) => row.bydel === '030102'], ['fylke=32', (row) => row.kommunenummer.startsWith('32')], ['kategori=2', (row) => row.kategori === 2],
    ['avslutningsar=2023', (row) => row.avslutningsdato.startsWith('2023')], ['avslutningsar=2021&avslutningsar=2025', (row) => /^202[15]/.test(row.avslutningsdato)],
    ['registrert_av=kommunen', (row) => row.ended_by === 'municipality'], ['registrert_av=regelmotor', (row) => row.ended_by === 'engine'],
    ['fylke=32&kategori=1&registrert_av=regelmotor', (row) => row.kommunenummer.startsWith('32') && row.kategori === 1 && row.ended_by === 'engine'],
  ]) {
    const expected = all.filter(fits);
    assert.ok(expected.length > 0 && expected.length < all.length, `${query} says something`);
    assert.equal((await shownIn(visitor, `${PATH}?${query}`)).count, expected.length, query);
    const { records, second } = readReport((await visitor.get(`${PATH}.csv?${query}`)).bytes);
    assert.deepEqual(records.map((row) => row['DUF-nummer']).sort(), numbers(expected), query);
    assert.equal(second, lineOf(expected), query);
  }
});

test('N7: the chart says in words how those who count are distributed, and how many are left out', async () => {
  const visitor = await as('baerum');
  const { page } = await shownIn(visitor, PATH);
  const { groups, whole, leftOut } = distribution(await ended(inBaerum));
  const said = page.all('.fordeling dl > div').map((row) => [page.textOf(page.one('dt', row)), ...page.textOf(page.one('.fordeling-tall', row)).split(/ \(| %\)/).slice(0, 2)]);
  assert.deepEqual(said.map(([title, count, share]) => [title, Number(count.replace(/\s/g, '')), share]), groups);
  assert.match(page.text('.fordeling .merknad').replace(/\s/g, ' '), new RegExp(`: ${whole}\\. .*: ${leftOut}\\.$`));
  for (const [at, bar] of page.all('.fordeling .soyle-fylt').entries()) assert.equal(Number(bar.attribs.width), Number(groups[at][2].replace(',', '.')), 'the bar is as long as its number');
  assert.equal(page.all('[style]').length, 0);
});

test('N7, D2, D4: the file read back cell by cell is what is stored, under two lines that break no column', async () => {
  const visitor = await as('baerum');
  const answer = await visitor.get(`${PATH}.csv?sorter=duf_nummer`);
  const { first, second, headings, records } = readReport(answer.bytes);
  assert.equal(first, 'Utvalg: Lov=integreringsloven, Avslutningsår=Alle, Avslutningsårsak registrert av=Alle, Oppfølgingsfylke=Alle, Kommune=Alle, Bydel=Alle, DUF-nummer=, Navn=, Kategori=Alle');
  assert.doesNotMatch(first + second, /[;"]/);
  assert.deepEqual(headings, ['DUF-nummer', 'Navn', 'Kategori', 'Sluttmål', 'Avslutningsårsak', 'Avslutningsårsakgruppe', 'Avslutningsdato', 'Oppfølgingsfylke',
    'Oppfølgingskommune', 'Bydel', 'Registrert dato', 'Registrert av', 'Frist for gjennomføring']);
  const expected = (await ended(inBaerum)).sort((one, two) => (one.duf_nummer < two.duf_nummer ? -1 : 1));
  assert.deepEqual(records.map((row) => Object.values(row)), expected.map((row) => [row.duf_nummer, guarded(row.navn), CATEGORIES[row.kategori].text,
    row.sluttmal ? GOALS[row.sluttmal].text : '', CAUSES[row.avslutningsarsak].text, GROUPS.find((group) => group.name === CAUSES[row.avslutningsarsak].group).title,
    norwegian(row.avslutningsdato), row.fylkesnavn, row.kommunenavn, row.bydelsnavn,
    row.ended_entered_at.startsWith('2024-06-30 22:30') ? '01.07.2024' : records.find((one) => one['DUF-nummer'] === row.duf_nummer)['Registrert dato'],
    row.ended_entered_by_name, norwegian(row.gjennomforingsfrist)]));
  assert.ok(records.some((row) => row.Navn === `'${STRANGE}`));
});

test('N7: the plain profile has the same rows and nothing above the headings', async () => {
  const visitor = await as('baerum');
  const plainFile = readPlainCsv((await visitor.get(`${PATH}.csv?profil=ren&sorter=duf_nummer`)).bytes);
  const excel = readReport((await visitor.get(`${PATH}.csv?sorter=duf_nummer`)).bytes);
  assert.deepEqual(plainFile.headings, excel.headings);
  assert.deepEqual(plainFile.records.map((row) => norwegian(row.Avslutningsdato)), excel.records.map((row) => row.Avslutningsdato));
  assert.equal((await visitor.get(`${PATH}.csv?profil=annen`)).status, 400);
});

test('N7: each column sorts, up and down, and pages hold all rows once', async () => {
  const visitor = await as('imdi');
  const expected = await ended(() => true);
  for (const order of ['duf_nummer', 'navn', 'kategori', 'sluttmal', 'avslutningsarsak', 'gruppe', 'avslutningsdato', 'fylke', 'kommune', 'bydel', 'registrert', 'registrert_av', 'frist']) {
    const up = rows(await visitor.get(`${PATH}.csv?sorter=${order}`)).map((row) => row['DUF-nummer']);
    const down = rows(await visitor.get(`${PATH}.csv?sorter=-${order}`)).map((row) => row['DUF-nummer']);
    assert.deepEqual([...up].sort(), numbers(expected), order);
    assert.deepEqual([...down].sort(), numbers(expected), `-${order}`);
    const { numbers: shown } = await shownIn(visitor, `${PATH}?sorter=-${order}&antall=10`);
    assert.deepEqual(shown, down.slice(0, 10), `the page goes as the file does, by ${order}`);
  }
  const byDate = rows(await visitor.get(`${PATH}.csv`)).map((row) => row.Avslutningsdato.split('.').reverse().join());
  assert.deepEqual(byDate, [...byDate].sort().reverse(), 'the latest first');
  const seen = [];
  for (let side = 1; side <= Math.ceil(expected.length / 25); side += 1) seen.push(...(await shownIn(visitor, `${PATH}?side=${side}`)).numbers);
  assert.deepEqual(seen.sort(), numbers(expected));
  assert.match((await shownIn(visitor, `${PATH}?side=9999`)).page.text('#antall'), new RegExp(`–${expected.length} av`), 'beyond the end is the last page');
});

test('N7, I5: who is searched for is posted and stands in no address; the file is of the same search', async () => {
  const visitor = await as('baerum');
  const [one, two] = (await ended(inBaerum)).filter((row) => row.duf_nummer.startsWith('2099') && row.navn !== STRANGE);
  for (const [field, typed, fits] of [['duf_nummer', one.duf_nummer, (row) => row.duf_nummer === one.duf_nummer], ['duf_nummer', `${one.duf_nummer}, ${two.duf_nummer}`, (row) => [one, two].some((person) => person.duf_nummer === row.duf_nummer)],
    ['navn', 'ola', (row) => /(^|[ -])ola/i.test(row.navn)]]) {
    const form = (await visitor.openPage(`${PATH}?lov=integreringsloven&registrert_av=`.replace('&registrert_av=', ''))).form('form[method=post]');
    form.set(field, typed);
    const answer = await visitor.submit(form);
    assert.equal(answer.status, 303);
    assert.match(answer.location, /[?&]sok=[\w-]{43}/);
    assert.ok(!decodeURIComponent(answer.location).includes(typed));
    const expected = (await ended(inBaerum)).filter(fits);
    assert.equal((await shownIn(visitor, answer.location)).count, expected.length, `${field} ${typed}`);
    const file = readReport((await visitor.get(answer.location.replace(PATH, `${PATH}.csv`))).bytes);
    assert.deepEqual(file.records.map((row) => row['DUF-nummer']).sort(), numbers(expected));
    assert.ok(file.first.includes(typed.replace(', ', ' + ')), file.first);
    assert.equal((await (await as('imdi')).get(answer.location)).status, 404, 'a search is its maker\'s');
  }
  const form = (await visitor.openPage(PATH)).form('form[method=post]');
  form.set('duf_nummer', '123');
  assert.equal((await visitor.submit(form)).status, 422);
});

test('N7, I8: a report for a place one may not see is not there; what is unknown is told by name', async () => {
  const visitor = await as('baerum');
  const never = await visitor.get('/introduksjon/finnes-ikke');
  for (const query of ['kommune=5001', 'kommune=3201&kommune=5001', 'bydel=030102', 'fylke=50']) {
    for (const path of [PATH, `${PATH}.csv`]) {
      const answer = await visitor.get(`${path}?${query}`);
      assert.equal(answer.status, 404, `${path}?${query}`);
      assert.equal(answer.page.main, never.page.main);
    }
  }
  for (const query of ['lov=grunnloven', 'lov=integreringsloven&lov=introduksjonsloven', 'kommune=9999', 'kategori=3', 'avslutningsar=23', 'avslutningsar=1999', 'registrert_av=noen', 'registrert_av=kommunen&registrert_av=regelmotor', 'sorter=formue', 'duf_nummer=1', 'side=x', 'status=endret']) {
    const answer = await visitor.get(`${PATH}?${query}`);
    assert.equal(answer.status, 400, query);
    assert.ok(answer.page.main.includes(query.split('=')[0]), query);
  }
  assert.equal((await (await as('trondheim')).get(PATH)).status, 404);
});

test('N7: where nobody fits, the page says which filter to remove, and keeps the law', async () => {
  const visitor = await as('baerum');
  const { page } = await shownIn(visitor, `${PATH}?lov=introduksjonsloven&avslutningsar=2003`);
  const link = page.all('.uten-filter a')[0];
  assert.match(page.textOf(link), /^Uten «Avslutningsår: 2003» er det \d+ i listen$/);
  const without = await shownIn(visitor, link.attribs.href);
  assert.equal(without.count, (await ended(inBaerum, 2)).length);
  assert.match(without.page.text('h1'), /introduksjonsloven$/);
  const chips = (await shownIn(visitor, `${PATH}?lov=introduksjonsloven&kategori=1`)).page;
  assert.deepEqual(chips.all('.filterliste a').map((chip) => chip.attribs.href), [`${PATH}?lov=introduksjonsloven`, `${PATH}?lov=introduksjonsloven`]);
});

test('N7, D6, L3: each file has a receipt below /introduksjon for the one who made it, and each list shown is an event', async () => {
  const visitor = await as('baerum');
  const answer = await visitor.get(`${PATH}.csv?registrert_av=regelmotor`);
  const id = answer.headers.get('x-kvittering');
  const page = assertPage(await visitor.get(`/introduksjon/kvittering/${id}`));
  const facts = Object.fromEntries(page.all('main dl > div').map((row) => [page.textOf(page.one('dt', row)), page.textOf(page.one('dd', row))]));
  assert.equal(facts['Filens SHA-256'], createHash('sha256').update(answer.bytes).digest('hex'));
  assert.equal(Number(facts['Antall rader'].replace(/\s/g, '')), rows(answer).length);
  assert.equal(facts.Adresse, `${PATH}.csv?registrert_av=regelmotor`);
  assert.equal(facts.Innhold, 'Rapport over avsluttede (CSV)');
  assert.ok(assertPage(await visitor.get('/introduksjon/kvittering')).main.includes('Rapport over avsluttede (CSV)'));
  assert.equal((await (await as(OSLO)).get(`/introduksjon/kvittering/${id}`)).status, 404);
  assert.equal((await (await as('systemeier')).get(`/introduksjon/kvittering/${id}`)).status, 200);
  assert.equal((await (await as('systemeier')).get(`/deltakere/kvittering/${id}`)).status, 404, 'it is the other register\'s');

  const held = await admin.query(`SELECT p.duf_nummer FROM ${AUDIT}.download d JOIN ${AUDIT}.access_log_person a ON a.log_id = d.log_id AND a.logged_at = d.logged_at
    JOIN ${DB}.intro_participant p ON p.person_id = a.person_id WHERE d.reference = ?`, [id]);
  assert.deepEqual(held.map((row) => row.duf_nummer).sort(), rows(answer).map((row) => row['DUF-nummer']).sort(), 'whom the file held can be told by person');

  const { numbers: shown } = await shownIn(visitor, `${PATH}?sorter=navn&antall=10`);
  const [event] = await admin.query(`SELECT l.log_id, COUNT(a.person_id) AS persons FROM ${AUDIT}.access_log l LEFT JOIN ${AUDIT}.access_log_person a ON a.log_id = l.log_id AND a.logged_at = l.logged_at
    WHERE l.action = 'open' AND l.what = 'avsluttede' GROUP BY l.log_id, l.logged_at ORDER BY l.logged_at DESC, l.log_id DESC LIMIT 1`);
  assert.equal(Number(event.persons), shown.length);
});

test('N7: a page is shown by a fixed number of statements, however many rows it has', async () => {
  const visitor = await as('baerum');
  const log = stateFile('log/application.log');
  for (const query of ['?antall=10', '?antall=100&sorter=-kommune']) await shownIn(visitor, `${PATH}${query}`);
  const taken = readFileSync(log, 'utf8').split('\n').filter((line) => line.includes(`route=${PATH} `)).slice(-2).map((line) => Number(/ sql=(\d+) /.exec(line)[1]));
  assert.equal(taken.length, 2);
  for (const statements of taken) assert.ok(statements <= 9, `${taken}: who asks, the moment, numbers, whom, rows, the log; places once`);
});
