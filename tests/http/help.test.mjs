// The guide: a chapter per screen, each screen's way to its own, and who may read what (requirement U4).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { assertPage } from './expect.mjs';
import { address, openNew, PAGES, register } from './participant.mjs';

const OPEN = ['innlogging', 'sprak', 'feilmeldinger', 'personvern', 'tilgjengelighet', 'kontakt'];

const helpLink = (page) => page.one('header a[href^="/hjelp/"]')?.attribs.href;
const chapters = (page) => page.all('main ul a[href^="/hjelp/"]').map((link) => link.attribs.href.slice('/hjelp/'.length));

test('U4: every screen leads to its own chapter, from the same place', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const screens = [['/deltakere', 'oversikt'], ['/deltakere/ny', 'registrering'], ...PAGES.map((page) => [address(id, page), 'registrering']),
    [address(id, 'registrerte-data'), 'registrerte-data'], [address(id, 'utskriv'), 'avslutning'], [address(id, 'slett'), 'sletting'],
    ['/kodebok', 'kodebok'], ['/tilgjengelighet', 'tilgjengelighet'], ['/finnes-ikke', 'feilmeldinger'], ['/deltakere?sorter=formue', 'feilmeldinger']];
  for (const [path, chapter] of screens) {
    const { page } = await visitor.follow(await visitor.get(path));
    assert.equal(helpLink(page), `/hjelp/${chapter}`, path);
    assert.match(page.text('header a[href^="/hjelp/"]'), /^Hjelp til denne siden/, path);
    assertPage(await visitor.get(`/hjelp/${chapter}`));
  }
});

test('U4: a page drawn again with mistakes leads to the same chapter', async () => {
  const visitor = await as('trondheim');
  const answer = await visitor.submit(await openNew(visitor), '/deltakere/ny');
  assert.equal(answer.status, 422);
  assert.equal(helpLink(answer.page), '/hjelp/registrering');
});

test('U4: the contents list every chapter once, each with words of its own', async () => {
  const visitor = await as('oslo');
  const names = chapters(await visitor.openPage('/hjelp'));
  assert.ok(names.length >= 15, names.join(' '));
  assert.equal(new Set(names).size, names.length);
  const seen = new Set();
  for (const name of names) {
    const page = assertPage(await visitor.get(`/hjelp/${name}`));
    assert.ok(page.all('main section[aria-labelledby] h2').length >= 2, `${name} has headings`);
    assert.ok(page.main.length > 300, `${name} says something`);
    seen.add(page.text('h1'));
  }
  assert.equal(seen.size, names.length, 'no title twice');
});

test('U4: the guide answers what users ask', async () => {
  const visitor = await as('trondheim');
  for (const [chapter, ...asked] of [
    ['ofte-stilte-sporsmal', /finner ikke deltakeren/, /lagreknappen/, /Navnet kommer ikke/, /gravid/, /flytter til en annen kommune/, /Hvem ser/],
    ['navn', /uten|videre i bakgrunnen/], ['avslutning', /Avbrutt\/drop-out/, /Graviditet eller fødsel/, /Flytting/], ['personvern', /artikkel 6/, /§ 12/, /reservere seg/, /Hvem som ser det/],
  ]) {
    const { main } = await visitor.openPage(`/hjelp/${chapter}`);
    for (const words of asked) assert.match(main, words, chapter);
  }
});

test('U4: before login the open chapters can be read, and the others lead to login and back', async () => {
  const stranger = new Visitor();
  assert.equal(helpLink(await stranger.openPage('/logg-inn')), '/hjelp/innlogging');
  assert.deepEqual(chapters(await stranger.openPage('/hjelp')), OPEN);
  for (const name of OPEN) assertPage(await stranger.get(`/hjelp/${name}`));
  const answer = await stranger.get('/hjelp/oversikt');
  assert.equal(answer.status, 303);
  assert.equal(decodeURIComponent(answer.location), '/logg-inn?til=/hjelp/oversikt');
  const { page } = await stranger.follow(answer);
  assert.equal(page.form('form:has([name=passord])').value('til'), '/hjelp/oversikt');
});

test('U4: no chapter but those of the contents', async () => {
  for (const visitor of [new Visitor(), await as('trondheim')]) {
    for (const name of ['finnes-ikke', 'Oversikt', 'hjelp-oversikt.html', 'oversikt%00']) {
      assert.ok([400, 404].includes((await visitor.get(`/hjelp/${name}`)).status), name);
    }
  }
});

test('A3: whom to ask is told at login, in the guide and where something went wrong', async () => {
  const stranger = new Visitor();
  for (const path of ['/logg-inn', '/hjelp/innlogging', '/hjelp/kontakt', '/finnes-ikke', '/tilgjengelighet']) {
    const { page } = await stranger.get(path);
    assert.ok(page.all('main a[href^="mailto:"]').length > 0, path);
  }
});
