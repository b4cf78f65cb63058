// The codebook as page, data dictionary and schema, and the accessibility statement (requirements C7, U2, U4, A1).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { codebookOf } from './codebook_file.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { fillAll, register } from './participant.mjs';

const ADDRESSES = ['/kodebok', '/kodebok.csv', '/kodebok.json'];
const EVERYBODY = ['trondheim', 'oslo', 'grunerlokka', 'flere', 'admin-oslo', 'imdi', 'systemeier'];

// The codebook as its file has it, read without the program.
const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
const attributes = (text) => Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value)]));
const shownDate = (iso) => (iso ? iso.split('-').reverse().join('.') : '');
// {label, labelNynorsk} out of <label nn="=">, or <label> and its twin.
function both(inside, name) {
  const [[, attribute, text], twin] = [...inside.matchAll(new RegExp(`<${name}\\b([^>]*)>(.*?)</${name}>`, 'gs'))];
  return { [name]: plain(text), [`${name}Nynorsk`]: attribute.includes('nn="="') ? plain(text) : twin && plain(twin[2]) };
}
const XML = codebookOf();
const PAGES = [...XML.matchAll(/<page\b([^>]*)>/g)].map(([, text]) => attributes(text).title);
const SECTIONS = [...XML.matchAll(/<section\b([^>]*)>/g)].map(([, text]) => attributes(text).title);
const VARIABLES = [...XML.matchAll(/<variable\b([^>]*)>(.*?)<\/variable>/gs)].map(([, text, inside]) => ({
  ...attributes(text),
  ...both(inside, 'label'),
  ...both(inside, 'description'),
  rules: [...inside.matchAll(/<not-[a-z-]+\b[^>]*?message="([^"]*)"/gs)].map(([, message]) => plain(message)),
  codes: [...inside.matchAll(/<code\b([^>]*)>(.*?)<\/code>/gs)].map(([, code, words]) => ({ ...attributes(code), text: plain(words), nynorsk: attributes(code).nn === '=' ? plain(words) : attributes(code).nn })),
}));

const named = (name) => VARIABLES.find((one) => one.name === name);
const shown = (page) => page.all('article').map((node) => node.attribs.id);
const search = async (visitor, text) => visitor.get(`/kodebok?sok=${encodeURIComponent(text)}`);

test('control: the file was read as a whole', () => {
  assert.equal(VARIABLES.length, [...XML.matchAll(/<variable /g)].length);
  assert.equal(VARIABLES.flatMap((one) => one.codes).length, [...XML.matchAll(/<code /g)].length);
  assert.ok(VARIABLES.length >= 45 && PAGES.length === 4 && SECTIONS.length >= 4);
});

test('C7: everybody who is logged in gets the codebook, nobody else does', async () => {
  for (const path of ADDRESSES) {
    const answer = await new Visitor().get(path);
    assert.equal(answer.status, 303, path);
    assert.match(answer.location, /^\/logg-inn/, path);
    assert.doesNotMatch(answer.text, /deltatt_intro/, path);
    for (const name of EVERYBODY) assert.equal((await (await as(name)).get(path)).status, 200, `${path} for ${name}`);
    assert.equal((await (await as('imdi')).post(path, {})).status, 405, path);
  }
});

test('C7: the page shows every page, section, variable and code of the codebook', async () => {
  const page = assertPage(await (await as('admin-oslo')).get('/kodebok'));
  assert.deepEqual(page.all('h2').map((node) => page.textOf(node)), PAGES);
  assert.deepEqual(page.all('h3').map((node) => page.textOf(node)), SECTIONS);
  assert.deepEqual(shown(page).sort(), VARIABLES.map((one) => one.name).sort());
  assert.ok(page.text('[role=status]').startsWith(`${VARIABLES.length} variabler`));
  for (const variable of VARIABLES) {
    const article = page.byId(variable.name);
    const words = page.textOf(article);
    assert.equal(page.text('h4', article), variable.label);
    for (const part of [variable.id, variable.name, variable.description, variable['data-type'], variable.source, variable.importance,
      shownDate(variable.from), shownDate(variable.to), ...variable.rules]) assert.ok(words.includes(part), `${variable.name}: ${part}`);
    const rows = page.all('tbody tr', article).map((row) => page.all('td', row).map((cell) => page.textOf(cell)));
    assert.deepEqual(rows.map(([number]) => number), variable.codes.map((code) => code.number), variable.name);
    variable.codes.forEach((code, i) => {
      assert.ok(rows[i][1].startsWith(code.text), `${variable.name} ${code.number}`);
      assert.equal(rows[i][1].includes('Kan ikke velges på nytt'), code.offered === 'no');
      assert.equal(rows[i][1].includes('sammen med andre'), code.exclusive === 'yes');
      assert.equal(rows[i][2], code.to ? `${shownDate(code.from)}–${shownDate(code.to)}` : `fra ${shownDate(code.from)}`);
    });
  }
});

test('U1: our nynorsk stands beside the standard\'s bokmål, is said to be ours and marked as nynorsk', async () => {
  const page = await (await as('trondheim')).openPage('/kodebok');
  for (const variable of VARIABLES) assert.equal(page.text('dd[lang=nn]', page.byId(variable.name)), variable.labelNynorsk, variable.name);
  assert.match(page.main, /Nynorsken er registerets egen og er ikke en del av standarden/);
  assert.equal(page.all('main [lang=nb]').length, 0, 'a page in bokmål marks no bokmål');
});

test('C7: gates, conditions and limits stand in words', async () => {
  const page = await (await as('imdi')).openPage('/kodebok');
  const says = (name, words) => assert.match(page.textOf(page.byId(name)), words, name);
  says('oppstartsdato', /når deltakeren opprettes, i årsrapporten og ved utskriving/);
  says('deltatt_intro', /i årsrapporten for det året deltakeren avslutter og ved utskriving/);
  says('person_id', /Etterspørres ?aldri/);
  says('intro_avsluttet_dato', /Åpent når deltatt_intro har kode 1\./);
  says('type_arbeid', /Åpent når hovedarsak_avslutning har minst én av kodene 1, 2, 8, 9, 10, 11, 12\./);
  says('oppstartsdato_forste_praksis', /Låst når sted_arbeidspraksis har kode 9 og norskopplaring_spraktrening har ikke kode 3\./);
  says('oppstartsdato_forste_praksis', /Bare en påminnelse: /);
  says('bydel', /kommune_har_bydeler, som registeret vet/);
  says('fodselsar', /Heltall fra 1850 til 2199\./);
  says('provetype', /Kolonne i tabellen ?proveresultater/);
});

test('C7: a search finds by id, name, label and the texts of codes, and every word must fit', async () => {
  const visitor = await as('trondheim');
  for (const [text, names] of [
    ['10-a', ['deltatt_intro']], ['STED_arbeidspraksis', ['sted_arbeidspraksis']], ['  fødselsÅR ', ['fodselsar']],
    ['Per capita', ['finansieringstype']], ['ØKONOMISK', null], ['kva næring', ['type_naring_arbeid']], ['barneskule', ['utdanning_norge', 'utdanning_utland']], ['dato intro', null],
  ]) {
    const page = assertPage(await search(visitor, text));
    const words = text.trim().toLowerCase().split(/ +/);
    const expected = VARIABLES.filter((one) => words.every((word) => [one.id, one.name, one.label, one.labelNynorsk, ...one.codes.flatMap((code) => [code.text, code.nynorsk])]
      .some((part) => part.toLowerCase().includes(word)))).map((one) => one.name).sort();
    assert.ok(expected.length > 0 && expected.length < VARIABLES.length, text);
    if (names) for (const name of names) assert.ok(expected.includes(name), name);
    assert.deepEqual(shown(page).sort(), expected, text);
    assert.ok(page.text('[role=status]').startsWith(`${expected.length} av ${VARIABLES.length} variabler`), page.text('[role=status]'));
    assert.equal(page.attribute('#kodebok-sok', 'value'), text.trim());
  }
});

test('C7: a search that finds nothing says so and leads back; an empty one is the whole codebook', async () => {
  const visitor = await as('trondheim');
  const page = assertPage(await search(visitor, 'xyzzy'));
  assert.deepEqual(shown(page), []);
  assert.equal(page.text('[role=status]'), 'Ingen variabler passer til «xyzzy».');
  assert.ok(page.one('main a[href="/kodebok"]'));
  for (const query of ['?sok=', '?sok=%20%C2%A0']) assert.equal((await visitor.get(`/kodebok${query}`)).location, '/kodebok');
});

test('C7: hostile searches are text and nothing else', async () => {
  const visitor = await as('trondheim');
  for (const text of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' OR 1=1 --", '%s%n%d', '{{CSRF}}', '../../etc/passwd', '\u202Ealert', 'a'.repeat(100), '👍'.repeat(100), '.*', '\\']) {
    const page = assertPage(await search(visitor, text));
    assert.equal(page.all('main script, main img').length, 0, text);
    assert.deepEqual(shown(page), VARIABLES.filter((one) => [one.id, one.name, one.label, one.labelNynorsk, ...one.codes.flatMap((code) => [code.text, code.nynorsk])].some((part) => part.includes(text))).map((one) => one.name), text);
    assert.equal(page.attribute('#kodebok-sok', 'value'), text.replace('\u202E', ''));
  }
  for (const text of ['a'.repeat(101), 'æ'.repeat(101), 'a '.repeat(1000)]) assert.equal((await search(visitor, text)).status, 400, text.slice(0, 5));
  for (const query of ['%00', '%FF%FE', '%E0%80%AF']) assert.equal((await visitor.get(`/kodebok?sok=${query}`)).status, 400, query);
});

test('C7: the data dictionary has a row for each variable and code', async () => {
  const answer = await (await as('admin-oslo')).get('/kodebok.csv');
  assert.match(answer.type, /^text\/csv; ?charset=utf-8/i);
  assert.match(answer.headers.get('content-disposition'), /^attachment; filename="jobbsjansen-kodebok-\d{4}-\d\d-\d\d\.csv"$/);
  const { records } = readCsv(answer.bytes);
  const expected = VARIABLES.flatMap((one) => (one.codes.length > 0 ? one.codes : [{}]).map((code) => [one, code]));
  assert.equal(records.length, expected.length);
  const columns = readCsv((await (await as('imdi')).get('/deltakere/datasett.csv')).bytes).headings;
  assert.deepEqual([...new Set(records.flatMap((row) => row['Kolonner i datasettet'].split(', ')).filter(Boolean))], columns);
  expected.forEach(([variable, code], i) => {
    const row = records[i];
    const got = [row.Id, row.Variabel, row.Ledetekst, row.Hjelpetekst, row.Kilde, row.Viktighet, row['Gyldig fra'], row['Gyldig til'], row.Tabell,
      row.Kode, row.Kodetekst, row['Kode gyldig fra'], row['Kode gyldig til']];
    assert.deepEqual(got, [variable.id, variable.name, variable.label, variable.description, variable.source, variable.importance, shownDate(variable.from), shownDate(variable.to),
      variable.group ?? '', code.number ?? '', code.text ?? '', shownDate(code.from), shownDate(code.to)]);
    assert.ok(PAGES.includes(row.Side) && SECTIONS.includes(row.Del), `${row.Side} ${row.Del}`);
    for (const rule of variable.rules) assert.ok(row.Regler.includes(rule), rule);
    assert.deepEqual(['Ledetekst', 'Hjelpetekst', 'Kodetekst'].map((name) => row[`${name} på nynorsk (registerets egen)`]),
      [variable.labelNynorsk, variable.descriptionNynorsk, code.nynorsk ?? '']);
  });
});

const schema = async (visitor) => {
  const answer = await visitor.get('/kodebok.json');
  assert.match(answer.type, /^application\/json/);
  assert.match(answer.headers.get('content-disposition'), /^attachment; filename="jobbsjansen-kodebok-[\d-]{10}\.json"$/);
  return JSON.parse(answer.text);
};

test('C7: the schema has the columns of the full dataset, with types, titles and codes', async () => {
  const visitor = await as('imdi');
  const { fields, missingValues, ...top } = await schema(visitor);
  assert.deepEqual(fields.map((field) => field.name), readCsv((await visitor.get('/deltakere/datasett.csv')).bytes).headings);
  assert.deepEqual(missingValues, ['']);
  assert.match(top.$schema, /\/2\.0\/tableschema\.json$/);
  assert.match(top.codebookSha256, /^[0-9a-f]{64}$/);
  assert.match(top.nynorskNote, /egen nynorsk/);
  for (const field of fields) {
    const variable = named(field.variable);
    const codes = variable.codes.map((code) => Number(code.number));
    const number = /_(\d+)$/.exec(field.name)?.[1];
    assert.equal(field.variableId, variable.id);
    assert.equal(field.description, variable.description);
    assert.ok(field.title.startsWith(variable.label), field.name);
    assert.ok(field.titleNynorsk.startsWith(variable.labelNynorsk), field.name);
    assert.equal(field.descriptionNynorsk, variable.descriptionNynorsk);
    if (variable.type === 'codes' && field.name !== `${variable.name}_tekst`) {
      assert.deepEqual([field.type, field.trueValues, field.falseValues], ['boolean', ['1'], ['0']], field.name);
      assert.equal(field.title, `${variable.label}: ${variable.codes.find((code) => code.number === number).text}`);
      assert.equal(field.titleNynorsk, `${variable.labelNynorsk}: ${variable.codes.find((code) => code.number === number).nynorsk}`);
    } else if (variable.type === 'code' && field.name === variable.name) {
      assert.deepEqual([field.type, field.constraints.enum], ['integer', codes], field.name);
      assert.deepEqual(field.categories, variable.codes.map((code) => ({ value: Number(code.number), label: code.text, labelNynorsk: code.nynorsk })));
    } else {
      assert.equal(field.type, { date: 'date', integer: 'integer' }[variable.type] ?? 'string', field.name);
      assert.equal(field.format, variable.type === 'date' ? '%d.%m.%Y' : undefined);
    }
  }
});

// What a reader of Table Schema asks of a cell that is not empty.
const FITS = {
  boolean: (field, cell) => [...field.trueValues, ...field.falseValues].includes(cell),
  date: (field, cell) => /^\d\d\.\d\d\.\d{4}$/.test(cell),
  integer: ({ constraints: { enum: codes, minimum = -Infinity, maximum = Infinity } }, cell) => /^-?\d+$/.test(cell) && Number(cell) >= minimum && Number(cell) <= maximum && (!codes || codes.includes(Number(cell))),
  string: (field, cell) => [...cell].length <= (field.constraints?.maxLength ?? Infinity),
};

test('C7: every cell of the full dataset is as the schema says', async () => {
  const owner = await as('trondheim');
  await fillAll(owner, (await register(owner)).id);
  const visitor = await as('imdi');
  const { fields } = await schema(visitor);
  const { records } = readCsv((await visitor.get('/deltakere/datasett.csv')).bytes);
  assert.ok(records.length >= 150);
  const wrong = fields.flatMap((field) => records.filter((row) => row[field.name] !== '' && !FITS[field.type](field, row[field.name])).map(() => field.name));
  assert.deepEqual([...new Set(wrong)], []);
  const used = new Set(fields.filter((field) => records.some((row) => row[field.name] !== '')).map((field) => field.type));
  assert.equal(used.size, 4, 'every kind of column holds something');
});

test('control: a cell that does not fit its column is caught', () => {
  assert.ok(!FITS.boolean({ trueValues: ['1'], falseValues: ['0'] }, '2'));
  assert.ok(!FITS.date({}, '2024-01-01'));
  assert.ok(!FITS.integer({ constraints: { enum: [1, 2] } }, '3') && !FITS.integer({ constraints: { maximum: 9 } }, '10'));
  assert.ok(!FITS.string({ constraints: { maxLength: 2 } }, 'abc'));
});

test('U4: the guide and the foot of every page lead to the codebook', async () => {
  const visitor = await as('oslo');
  assert.ok((await visitor.openPage('/hjelp/kodebok')).one('main a[href="/kodebok"]'));
  for (const path of ['/hjelp', '/deltakere', '/kodebok', '/deltakere/ny']) assert.ok((await visitor.openPage(path)).one('footer a[href="/kodebok"]'), path);
});

test('U2: the accessibility statement is open to all and linked from the foot of every page', async () => {
  for (const visitor of [new Visitor(), await as('trondheim'), await as('admin-oslo')]) {
    for (const path of ['/tilgjengelighet', '/logg-inn', '/hjelp', '/finnes-ikke']) {
      const answer = await visitor.follow(await visitor.get(path));
      assert.ok(answer.page.one('footer a[href="/tilgjengelighet"]'), path);
    }
    const page = assertPage(await visitor.get('/tilgjengelighet'));
    for (const words of [/WCAG 2\.1/, /WCAG 2\.2/, /axe/, /skjermleser/, /sist oppdatert \d\d\.\d\d\.\d{4}/]) assert.match(page.main, words);
    assert.ok(page.one('main a[href^="mailto:"]') || /kommuneadministratoren/.test(page.main), 'it says whom to tell');
  }
  assert.equal((await new Visitor().openPage('/tilgjengelighet')).one('a[href="/kodebok"]'), null, 'no link that needs a login');
});
