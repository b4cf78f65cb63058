// Two registers in one site (requirements N0, A1, I8): each has its name and menu, who has both is told which she is in and can
// change, and who has one meets nothing of the other.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeAll } from '../sql/database.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { as, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';

const NAMES = { jobbsjansen: 'Jobbsjanseregisteret', introduksjon: 'Introduksjonsregisteret' };
const SWITCH = '[popovertarget="registermeny"]';
const TWICE = 'prove-to-registre';
const ADMIN = 'prove-intro-admin';

after(async () => {
  for (const name of [TWICE, ADMIN]) await removeUser(name);
  await closeAll();
});

function assertIn(page, register) {
  assert.ok(page.title.endsWith(` – ${NAMES[register]}`), page.title);
  assert.equal(page.text('.merke'), NAMES[register]);
  assert.match(page.text('footer'), new RegExp(NAMES[register]));
}
const menu = (page) => page.all('.hovedmeny a').map((link) => page.textOf(link));
const menuWithout = (page, word) => assert.ok(!menu(page).some((item) => word.test(item)), menu(page).join());

test('N0: who has one register sees its name and menu, and no way to the other', async () => {
  for (const [user, register, foreign] of [['trondheim', 'jobbsjansen', /Arbeidsflate|Kommuner|Personer/], ['baerum', 'introduksjon', /Deltakeroversikt|Rapportering|Kvalitet/]]) {
    const visitor = await as(user);
    for (const path of ['/min-bruker', '/hjelp', '/kodebok']) {
      const page = assertPage(await visitor.get(path));
      assertIn(page, register);
      menuWithout(page, foreign);
      assert.equal(page.all(SWITCH).length, 0, `${user} ${path}`);
    }
  }
});

test('N0, I8: a caseworker of the introduction programme finds nothing of Jobbsjansen, and the other way about', async () => {
  const baerum = await as('baerum');
  const never = await baerum.get('/finnes-ikke');
  for (const path of ['/deltakere', '/deltakere/ny', '/deltakere/sok', '/deltakere/oversikt.csv', '/deltakere/kvittering', '/kvalitet', '/rapportering', '/innsyn']) {
    const answer = await baerum.get(path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.page.main, never.page.main, path);
    assertIn(assertPage(answer), 'introduksjon');
  }
});

test('N0: who has both is told in which register she is, and changes by the menu', async () => {
  const imdi = await as('imdi');
  const first = assertPage(await imdi.follow(await imdi.get('/')));
  assertIn(first, 'jobbsjansen');
  assert.equal(first.text(SWITCH), 'Register: Jobbsjansen');
  const items = first.all('#registermeny a');
  assert.deepEqual(items.map((item) => [first.textOf(item), item.attribs['aria-current'] ?? '']), [['Jobbsjansen', 'true'], ['Introduksjonsprogrammet', '']]);
  const second = assertPage(await imdi.follow(await imdi.get(items[1].attribs.href)));
  assertIn(second, 'introduksjon');
  assert.equal(second.text(SWITCH), 'Register: Introduksjonsprogrammet');
  menuWithout(second, /Deltakeroversikt|Rapportering|Kvalitet/);
  assert.ok(menu(second).includes('Brukere'), 'what both share stays');
  const back = assertPage(await imdi.follow(await imdi.get('/?register=jobbsjansen')));
  assertIn(back, 'jobbsjansen');
});

test('N0: a page that belongs to neither keeps the register one came from', async () => {
  const owner = await as('systemeier');
  for (const register of ['introduksjon', 'jobbsjansen']) {
    await owner.get(`/?register=${register}`);
    for (const path of ['/min-bruker', '/brukere', '/hjelp', '/kodebok', '/aktivitetslogg']) assertIn(assertPage(await owner.get(path)), register);
  }
  await owner.get('/?register=introduksjon');
  assertPage(await owner.get('/deltakere'));
  assertIn(assertPage(await owner.get('/hjelp')), 'jobbsjansen');
});

test('N0: a register that is not hers, or that nobody has heard of, is not there to change to', async () => {
  for (const [user, register] of [['trondheim', 'introduksjon'], ['baerum', 'jobbsjansen'], ['imdi', 'tredje'], ['imdi', ''], ['imdi', 'jobbsjansen%00']]) {
    const visitor = await as(user);
    const answer = await visitor.get(`/?register=${register}`);
    assert.ok([400, 404].includes(answer.status), `${user} ${register}: ${answer.status}`);
    assert.equal(answer.cookies.filter((line) => line.startsWith('register=')).length, 0);
  }
  assert.equal((await new Visitor().get('/?register=introduksjon')).location, '/logg-inn');
});

test('N0, I8: a cookie made by hand opens nothing', async () => {
  for (const value of ['introduksjon', 'tull', '%3Cb%3E', 'x'.repeat(500)]) {
    const visitor = await as('trondheim');
    visitor.jar.set('register', value);
    assertIn(assertPage(await visitor.get('/min-bruker')), 'jobbsjansen');
  }
});

test('N0: the cookie holds the register\'s name alone, below the site\'s path', async () => {
  const imdi = await as('imdi');
  const [line] = (await imdi.get('/?register=introduksjon')).cookies.filter((one) => one.startsWith('register='));
  assert.match(line, /^register=introduksjon; .*HttpOnly/i);
  assert.match(line, /SameSite=Lax/i);
  assert.equal(/Path=([^;]*)/i.exec(line)[1], new URL(environment.BASE_URL).pathname);
  const again = await imdi.get('/hjelp');
  assert.equal(again.cookies.filter((one) => one.startsWith('register=')).length, 0, 'it is not sent again');
});

test('A1, N0: where she works is told for the register she is in', async () => {
  await temporaryUser(TWICE, [{ kommunenummer: '5001' }, { register: 'introduksjon', kommunenummer: '3201' }]);
  const visitor = await as(TWICE);
  for (const [register, place] of [['jobbsjansen', 'Trondheim kommune'], ['introduksjon', 'Bærum kommune']]) {
    await visitor.get(`/?register=${register}`);
    const page = assertPage(await visitor.get('/min-bruker'));
    assert.equal(page.text('.brukersted'), place);
    assertIn(page, register);
  }
});
