// The reader's language (requirement U1): chosen in the header, kept in a cookie, believed nowhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { register } from './participant.mjs';

const LANGUAGES = ['nb', 'nn', 'en'];
const HELLO = { nb: 'Logg inn', nn: 'Logg inn', en: 'Log in' };
const FOOTER = { nb: 'Tilgjengelighetserklæring', nn: 'Tilgjengelegheitserklæring', en: 'Accessibility statement' };
const COOKIE_PATH = new URL(environment.BASE_URL).pathname.replace(/\/$/, '') || '/';

const reader = async (name, language) => {
  const visitor = name ? await as(name) : new Visitor();
  assert.equal((await visitor.get(`/hjelp?sprak=${language}`)).status, 303);
  return visitor;
};

const menu = (page) => page.all('header a[hreflang]');

test('U1: bokmål where nothing was chosen, whatever the browser prefers', async () => {
  for (const headers of [{}, { 'accept-language': 'en-GB,en;q=0.9' }, { 'accept-language': 'nn' }]) {
    const page = assertPage(await new Visitor().get('/logg-inn', { headers }));
    assert.equal(page.attribute('html', 'lang'), 'nb');
    assert.equal(page.text('h1'), HELLO.nb);
  }
});

test('U1: the header links each language, named in itself, and marks the one in use', async () => {
  for (const language of LANGUAGES) {
    const visitor = await reader(null, language);
    const page = assertPage(await visitor.get('/logg-inn'));
    assert.deepEqual(menu(page).map((link) => [link.attribs.lang, link.attribs.hreflang, page.textOf(link)]),
      [['nb', 'nb', 'Bokmål'], ['nn', 'nn', 'Nynorsk'], ['en', 'en', 'English']]);
    assert.deepEqual(menu(page).filter((link) => link.attribs['aria-current'] === 'true').map((link) => link.attribs.lang), [language]);
    assert.equal(page.attribute('html', 'lang'), language);
    assert.equal(page.text('h1'), HELLO[language]);
    assert.ok(page.text('footer').includes(FOOTER[language]));
  }
});

test('U1: a link of the menu leads back to the same page with the same query, in the other language', async () => {
  const caseworker = await as('trondheim');
  const { id } = await register(caseworker);
  for (const path of ['/deltakere?side=2&antall=25', '/kodebok?sok=%C3%A5r%20%26%20%22x%22%3C', `/deltakere/${id}/bakgrunn`, '/hjelp', '/finnes-ikke?a=1&a=2&b=']) {
    const visitor = caseworker.copy();
    const before = await visitor.get(path);
    const link = menu(before.page).find(({ attribs }) => attribs.lang === 'nn');
    const there = new URL(link.attribs.href, new URL(path, environment.BASE_URL));
    const asked = await visitor.get(there.pathname + there.search);
    assert.equal(asked.status, 303, path);
    assert.equal(asked.bytes.length, 0);
    const wanted = new URL(path, environment.BASE_URL);
    const got = new URL(asked.location, environment.BASE_URL);
    assert.equal(got.pathname, wanted.pathname);
    assert.deepEqual([...got.searchParams], [...wanted.searchParams]);
    const after = await visitor.get(asked.location);
    assert.equal(after.status, before.status);
    assert.equal(assertPage(after).attribute('html', 'lang'), 'nn');
  }
});

test('U1: the choice is a cookie for this site, for a year, that no script reads', async () => {
  const visitor = new Visitor();
  const { cookies } = await visitor.get('/logg-inn?sprak=en');
  const [line] = cookies.filter((one) => one.startsWith('sprak='));
  assert.ok(line.startsWith('sprak=en;'));
  const attributes = line.split('; ').slice(1);
  for (const one of [`Path=${COOKIE_PATH}`, 'HttpOnly', 'SameSite=Lax', 'Max-Age=31536000']) assert.ok(attributes.includes(one), `${line} has ${one}`);
  assert.equal(assertPage(await visitor.get('/logg-inn')).attribute('html', 'lang'), 'en');
  await visitor.get('/logg-inn?sprak=nb');
  assert.equal((await visitor.get('/logg-inn')).page.attribute('html', 'lang'), 'nb', 'and back again');
});

test('U1: it stays through login and logout', async () => {
  const visitor = await reader(null, 'nn');
  assert.equal((await visitor.tryLogin('trondheim', environment.PASSWORD)).status, 303);
  const page = await visitor.openPage('/deltakere');
  assert.equal(page.text('h1'), 'Deltakaroversikt');
  const out = await visitor.follow(await visitor.submit(page.formPostingTo('/logg-ut'), '/logg-ut'));
  assert.equal(out.page.attribute('html', 'lang'), 'nn');
  assert.match(out.page.main, /Du er logga ut/);
});

test('U1: a language we do not have is refused, and a cookie with one is not believed', async () => {
  for (const asked of ['de', 'NN', '', 'nb-NO', '../en', 'nn%00', 'nn&sprak=en', '%22%3E%3Cscript%3E']) {
    const answer = await new Visitor().get(`/logg-inn?sprak=${asked}`);
    assert.equal(answer.status, 400, asked);
    assert.ok(!answer.cookies.some((line) => line.startsWith('sprak=')), asked);
  }
  for (const kept of ['de', 'EN', '../nn', '"nn"', 'x'.repeat(3000)]) {
    const { page, status } = await new Visitor().get('/logg-inn', { headers: { cookie: `sprak=${kept}` } });
    assert.equal(status, 200);
    assert.equal(page.attribute('html', 'lang'), 'nb', kept);
  }
});

test('U1: asking for a language never leads out of the site, nor changes anything by a post', async () => {
  for (const path of ['//example.com/?sprak=nn', '/%5Cexample.com?sprak=nn', '/%2F%2Fexample.com?sprak=nn', '/.//example.com?sprak=nn']) {
    const answer = await new Visitor().request('GET', path).catch(() => ({ status: 400, location: null }));
    assert.ok(answer.location === null || new URL(answer.location, environment.BASE_URL).host === new URL(environment.BASE_URL).host, path);
  }
  const visitor = new Visitor();
  const posted = await visitor.post('/logg-inn?sprak=nn', { brukernavn: 'x', passord: 'y' });
  assert.ok(!posted.cookies.some((line) => line.startsWith('sprak=')));
  const split = await visitor.get('/hjelp?x=%0d%0aSet-Cookie:%20a=b&sprak=nn');
  assert.ok(!visitor.jar.has('a'), `no header of its own: ${split.status}`);
});

test('U1: refusals, error pages and what a field answers are in the language too', async () => {
  const visitor = await reader('trondheim', 'nn');
  assert.match((await visitor.get('/finnes-ikke')).page.main, /Vi fann ikkje sida/);
  const form = (await visitor.openPage('/deltakere/ny')).form('main form:has([name=fodselsnummer])');
  const answer = await visitor.submit(form.setAll({ fodselsnummer: '123', oppstartsdato: 'i går' }), '/deltakere/ny');
  assert.equal(answer.status, 422);
  assert.match(answer.page.main, /Eit fødselsnummer har 11 siffer\. Du har skrive 3\./);
  assert.match(answer.page.main, /Skriv ein dato som finst/);
  const english = await reader('trondheim', 'en');
  assert.match((await english.get('/finnes-ikke')).page.main, /We could not find the page/);
});

test('U1, O1, D1: the overview’s file has the headings of the screen; the full dataset is the same in every language', async () => {
  const files = {};
  for (const language of LANGUAGES) {
    const visitor = await reader('trondheim', language);
    const page = await visitor.openPage('/deltakere');
    const file = (await visitor.get('/deltakere/oversikt.csv')).text.replace('\ufeff', '');
    const shown = page.all('table.deltakertabell thead th').map((node) => page.textOf(node)).slice(0, -1);
    assert.deepEqual(file.split('\r\n')[0].split(';').filter((heading) => heading !== ''), shown, language);
    files[language] = (await visitor.get('/deltakere/datasett.csv')).text.split('\r\n')[0];
  }
  assert.equal(files.nn, files.nb);
  assert.equal(files.en, files.nb);
});

test('U3: dates and numbers look alike in every language', async () => {
  const { id } = await register(await as('trondheim'), { oppstartsdato: '01.02.2024' });
  for (const language of LANGUAGES) {
    const page = await (await reader('trondheim', language)).openPage(`/deltakere/${id}/person-og-prosjekt`);
    assert.equal(page.form('main form:has([name=versjon])').value('oppstartsdato'), '01.02.2024');
    assert.match(page.text('.sidekort'), /\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d/, language);
  }
});

test('U1: readers of different languages meet the same worker and do not disturb each other', async () => {
  const visitors = await Promise.all(LANGUAGES.map((language) => reader('trondheim', language)));
  const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => visitors[at % 3].get('/hjelp')));
  answers.forEach((answer, at) => assert.equal(answer.page.attribute('html', 'lang'), LANGUAGES[at % 3]));
  answers.forEach((answer, at) => assert.ok(answer.page.text('footer').includes(FOOTER[LANGUAGES[at % 3]])));
});

test('control: the words of the languages differ, so that one cannot pass for another', () => {
  assert.equal(new Set(Object.values(FOOTER)).size, LANGUAGES.length);
});
