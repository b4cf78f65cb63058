// The codebook of both registers (requirements C7, N3): as tables with groups and guidance, as a file, as a schema.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { codebookOf } from './codebook_file.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';

const CHOSEN = 23;
const COMPUTED = 8;
const INTRO = '?register=introduksjon';

// The register as its file has it, read without the program.
const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
const attributes = (text) => Object.fromEntries([...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value)]));
const own = (nn, text) => (nn === '=' ? text : nn);
const XML = codebookOf('introduksjon');
const CLASSES = new Map([...XML.matchAll(/<class\b([^>]*)\/>/g)].map(([, text]) => attributes(text)).map((one) => [one.name, { ...one, counts: one.counted !== 'no' }]));
const NAMES = [...XML.matchAll(/<variable\b([^>]*)>/g)].map(([, text]) => attributes(text).name);
const [, CAUSE] = /<variable [^>]*name="avslutningsarsak"(.*?)<\/variable>/s.exec(XML);
const GUIDANCE = [...CAUSE.matchAll(/<guidance\b([^>]*)>(.*?)<\/guidance>/gs)].map(([, text, words]) => ({ ...attributes(text), words: plain(words) }));
const guidance = (number, language) => GUIDANCE.find((one) => one.code === number && (one['xml:lang'] ?? 'nb') === language)?.words;
const CODES = [...CAUSE.matchAll(/<code\b([^>]*)>(.*?)<\/code>/gs)].map(([, text, words]) => ({ ...attributes(text), words: plain(words) }))
  .map((one) => ({ ...one, group: CLASSES.get(one.class), guidance: guidance(one.number, 'nb'), nynorskGuidance: guidance(one.number, 'nn') }));

const cells = (page, table) => page.all('tbody tr', table).map((row) => page.all('td', row).map((cell) => page.textOf(cell).replace(/\s+/g, ' ').trim()));
const tablesOf = (page, name) => page.all('table', page.byId(name));

test('control: the file was read as a whole', () => {
  assert.equal(CODES.filter((one) => !one.computed).length, CHOSEN);
  assert.equal(CODES.filter((one) => one.computed).length, COMPUTED);
  assert.ok(CODES.every((one) => one.group && one.guidance && one.nynorskGuidance));
  assert.equal(CLASSES.size, 6);
  assert.equal([...CLASSES.values()].filter((one) => !one.counts).length, 1);
});

test('N3: causes to choose and causes computed stand in a table each, with group and guidance', async () => {
  const page = assertPage(await (await as('imdi')).get(`/kodebok${INTRO}`));
  const [chosen, computed, ...others] = tablesOf(page, 'avslutningsarsak');
  assert.equal(others.length, 0);
  assert.match(page.text('caption', computed), /finner ut selv/);
  for (const [table, wanted] of [[chosen, CODES.filter((one) => !one.computed)], [computed, CODES.filter((one) => one.computed)]]) {
    assert.deepEqual(page.all('thead th', table).map((node) => page.textOf(node)), ['Kode', 'Tekst og veiledning', 'Gruppe']);
    assert.deepEqual(cells(page, table), wanted.map((one) => [one.number, `${one.words}${one.guidance}`, one.group.title]));
  }
  assert.deepEqual(cells(page, page.one('section:has(#grupper) table')), [...CLASSES.values()].map((one) => [one.title, one.counts ? 'Ja' : 'Nei']));
});

test('N3: in nynorsk the causes, groups and guidance are nynorsk, beside the bokmål of those that are national', async () => {
  const visitor = await as('imdi');
  assert.equal((await visitor.get('/hjelp?sprak=nn')).status, 303);
  const page = await visitor.openPage(`/kodebok${INTRO}`);
  await visitor.get('/hjelp?sprak=nb');
  const rows = tablesOf(page, 'avslutningsarsak').flatMap((table) => cells(page, table));
  CODES.forEach((one, i) => {
    assert.ok(rows[i][1].startsWith(own(one.nn, one.words)), rows[i][1]);
    assert.ok(rows[i][1].includes(one.words) && rows[i][1].includes(one.nynorskGuidance), rows[i][1]);
    assert.ok(rows[i][2].startsWith(own(one.group.nn, one.group.title)) && rows[i][2].includes(one.group.title), rows[i][2]);
  });
});

test('U2, N3: in English guidance is bokmål, and says so', async () => {
  const visitor = await as('imdi');
  assert.equal((await visitor.get('/hjelp?sprak=en')).status, 303);
  const page = await visitor.openPage(`/kodebok${INTRO}`);
  await visitor.get('/hjelp?sprak=nb');
  const marked = page.all('#avslutningsarsak td p').map((node) => node.attribs.lang);
  assert.deepEqual([...new Set(marked)], ['nb']);
  assert.equal(marked.length, CHOSEN + COMPUTED);
});

test('N3, C7: each register has its own part; one chooses it, and keeps it while searching and downloading', async () => {
  const visitor = await as('systemeier');
  const shown = (page) => page.all('article').map((node) => node.attribs.id);
  const introduction = await (await as('baerum')).openPage('/kodebok');
  assert.deepEqual(shown(introduction), NAMES, 'who has a grant in one register alone comes to that one');
  assert.equal(introduction.attribute('form[role=search] input[name=register]', 'value'), undefined);
  const first = await visitor.openPage('/kodebok');
  assert.ok(shown(first).includes('deltatt_intro') && !shown(first).includes('timer_per_uke'));
  assert.deepEqual(first.all('nav[aria-label="Register i kodeboken"] a').map((node) => [node.attribs.href, node.attribs['aria-current']]),
    [['/kodebok?register=jobbsjansen', 'true'], [`/kodebok${INTRO}`, undefined]]);
  const page = await visitor.openPage(`/kodebok${INTRO}`);
  assert.deepEqual(shown(page), NAMES);
  assert.equal(page.text('nav[aria-label="Register i kodeboken"] [aria-current]'), 'Introduksjonsprogrammet');
  assert.equal(page.attribute('form[role=search] input[name=register]', 'value'), 'introduksjon');
  for (const path of ['/kodebok.csv', '/kodebok.json']) assert.ok(page.one(`main a[href="${path}${INTRO}"]`), path);
  const found = await visitor.openPage(`/kodebok${INTRO}&sok=timer`);
  assert.deepEqual(shown(found), ['timer_per_uke']);
  assert.ok(found.one(`main a[href="/kodebok${INTRO}"]`));
  assert.equal((await visitor.get(`/kodebok${INTRO}&sok=`)).location, `/kodebok${INTRO}`);
  assert.match(found.textOf(found.byId('timer_per_uke')), /Tall fra 0,1 til 168,0, med høyst 1 siffer etter komma\..*Må bekreftes når det er mer enn 60,0: /s);
  assert.match(found.textOf(found.byId('timer_per_uke')), /når raden lagres/);
  assert.doesNotMatch(page.main, /fullt datasett/);
});

test('C7: a register that there is not is a bad request, whatever it is called', async () => {
  const visitor = await as('trondheim');
  for (const path of ['/kodebok', '/kodebok.csv', '/kodebok.json']) {
    for (const name of ['finnes-ikke', '', 'INTRODUKSJON', '../introduksjon', '%3Cscript%3E', 'a'.repeat(5000)]) {
      const answer = await visitor.get(`${path}?register=${name}`);
      assert.ok([400, 414].includes(answer.status), `${path} ${name.slice(0, 20)}: ${answer.status}`);
      assert.doesNotMatch(answer.text, /<script>/);
    }
    assert.equal((await new Visitor().get(`${path}${INTRO}`)).status, 303, 'not without a login');
    assert.equal((await visitor.get(`${path}${INTRO}`)).status, 200, 'whoever is logged in may read of any register');
  }
});

test('N3: the data dictionary has group and guidance of each cause, and the same columns for both registers', async () => {
  const visitor = await as('imdi');
  const answer = await visitor.get(`/kodebok.csv${INTRO}`);
  assert.match(answer.headers.get('content-disposition'), /^attachment; filename="introduksjon-kodebok-\d{4}-\d\d-\d\d\.csv"$/);
  const { headings, records } = readCsv(answer.bytes);
  assert.deepEqual(headings, readCsv((await visitor.get('/kodebok.csv')).bytes).headings);
  assert.deepEqual([...new Set(records.map((row) => row.Variabel))], NAMES);
  const rows = records.filter((row) => row.Variabel === 'avslutningsarsak');
  assert.deepEqual(rows.map((row) => [row.Kode, row.Kodetekst, row.Gruppe, row['Gruppen teller'], row.Veiledning, row['Veiledning på nynorsk (registerets egen)'], row['Merknad til koden']]),
    CODES.map((one) => [one.number, one.words, one.group.title, one.group.counts ? 'ja' : 'nei', one.guidance, one.nynorskGuidance, one.computed ? 'Registeret finner det ut selv.' : '']));
  assert.ok(records.every((row) => row['Kolonner i datasettet'] === ''));
});

test('N3: the schema has each variable once, hours as numbers with a decimal comma, causes with group and guidance', async () => {
  const answer = await (await as('imdi')).get(`/kodebok.json${INTRO}`);
  assert.match(answer.headers.get('content-disposition'), /^attachment; filename="introduksjon-kodebok-[\d-]{10}\.json"$/);
  const schema = JSON.parse(answer.text);
  assert.equal(schema.name, 'introduksjon-variabler');
  assert.deepEqual(schema.fields.map((field) => field.name), NAMES);
  const field = (name) => schema.fields.find((one) => one.name === name);
  const hours = field('timer_per_uke');
  assert.deepEqual([hours.type, hours.decimalChar, hours.constraints, hours.page], ['number', ',', { minimum: '0,1', maximum: '168,0' }, 'avslutning']);
  assert.deepEqual(field('avslutningsarsak').categories, CODES.map((one) => ({
    value: Number(one.number), label: one.words, labelNynorsk: own(one.nn, one.words), group: one.group.title, groupCounts: one.group.counts,
    guidance: one.guidance, guidanceNynorsk: one.nynorskGuidance, ...(one.computed && { computed: one.computed }),
  })));
  assert.equal(field('duf_nummer').page, undefined);
});
