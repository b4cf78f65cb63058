// A user's own sessions (requirement A5): which there are, ending them, and how long this one lasts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';

const PAGE = '/min-bruker';
const rows = (page) => page.all('tbody tr').map((row) => page.all('td', row).map((cell) => page.textOf(cell)));
const enter = (name) => Visitor.login(name, { base: environment.BASE_URL, password: environment.PASSWORD });

// Of the user's sessions, the numbers of those that are not this one.
const others = (page) => page.all('tbody button[name=okt]').map((button) => button.attribs.value);

async function end(visitor, okt) {
  const page = await visitor.openPage(PAGE);
  return visitor.post(PAGE, { csrf: page.one('main [name=csrf], header [name=csrf]').attribs.value, okt });
}

test('A5: a user sees her sessions, this one first, with what they were begun with', async () => {
  const visitor = new Visitor({ base: environment.BASE_URL });
  const form = (await visitor.openPage('/logg-inn')).form('main form');
  form.set('brukernavn', 'imdi');
  form.set('passord', environment.PASSWORD);
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0 <script>';
  await visitor.request('POST', '/logg-inn', { headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': agent }, body: new URLSearchParams(form.sent()).toString() });
  const page = assertPage(await visitor.get(PAGE));
  const [first] = rows(page);
  assert.equal(first[0], 'Firefox på Windows');
  assert.match(first[1], /^\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d$/);
  assert.match(first[3], /^127\./);
  assert.equal(first[4], 'Denne bruker du nå');
  assert.deepEqual(page.all('dt').map((dt) => page.textOf(dt)).at(-1), 'IMDi fagperson');
  assert.deepEqual(page.all('dd').map((dd) => page.textOf(dd)).at(-1), 'Hele landet');
});

test('A5: another session is ended at once, this one stays; nobody ends somebody else\'s', async () => {
  const [here, there, stranger] = [await enter('flere'), await enter('flere'), await enter('imdi')];
  const number = others(await here.openPage(PAGE));
  const before = number.length;
  assert.ok(before >= 1);
  for (const one of number) assert.equal((await end(stranger, one)).location, PAGE, 'the same answer as for one that is not there');
  assert.equal((await there.get(PAGE)).status, 200);
  assert.equal((await end(here, 'alle')).location, `${PAGE}?avsluttet=ja`);
  assert.equal((await there.get(PAGE)).status, 303, 'over at the next request');
  assert.equal(rows(await here.openPage(PAGE)).length, 1);
  const again = await enter('flere');
  const [one] = others(await here.openPage(PAGE));
  assert.equal((await end(here, one)).location, `${PAGE}?avsluttet=ja`);
  assert.equal((await again.get(PAGE)).status, 303);
  assert.equal((await end(here, one)).location, PAGE, 'ended once');
});

test('A5: whoever logs in again in the same browser goes on with the new session alone', async () => {
  const visitor = await enter('flere');
  const old = visitor.copy();
  const csrf = (await visitor.openPage(PAGE)).one('header [name=csrf]').attribs.value;
  const answer = await visitor.post('/logg-inn', { csrf, brukernavn: 'flere', passord: environment.PASSWORD });
  assert.equal(answer.status, 303);
  assert.equal((await visitor.get(PAGE)).status, 200);
  assert.equal((await old.get(PAGE)).status, 303);
});

// Workers serve many; nobody's context is left for the next one.
test('A5: logging in where somebody else was served before ends nobody else\'s session', async () => {
  const first = await enter('flere');
  for (let i = 0; i < 12; i += 1) {
    assert.equal((await first.get(PAGE)).status, 200);
    await enter('imdi');
  }
  assert.equal((await first.get(PAGE)).status, 200);
});

test('A5: how long the session lasts is told to the script, and in no other case kept from going on', async () => {
  const visitor = await as('flere');
  const answer = await visitor.get(`${PAGE}/okt.json`);
  assert.match(answer.type, /^application\/json/);
  const { igjen, hoyst } = JSON.parse(answer.text);
  assert.ok(igjen > 0 && igjen <= 3600 && hoyst >= igjen && hoyst <= 36000, answer.text);
  const page = await visitor.openPage(PAGE);
  assert.ok(Math.abs(Number(page.attribute('.brukerknapp', 'data-okt')) - igjen) < 60);
});

test('A5: what is no session of one\'s own is not found', async () => {
  const visitor = await as('flere');
  for (const okt of ['', '0', '-1', '1.5', 'alle ', '99999999999999999999', '1; DROP', '%']) {
    assert.equal((await end(visitor, okt)).status, 404, okt);
  }
  assert.equal((await visitor.post(PAGE, { okt: 'alle' })).status, 403);
  assert.equal((await new Visitor({ base: environment.BASE_URL }).get(PAGE)).status, 303);
});
