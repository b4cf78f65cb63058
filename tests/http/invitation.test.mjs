// An invitation's link (requirement A3): what it opens and what it does not, and that its secret goes nowhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage, assertRefused } from './expect.mjs';
import { choose, code, enter, fresh, invited, newEmail, newUser, PASSWORD, pathOf, USERS } from './people.mjs';

const admin = await as('admin-oslo');
const owner = await as('systemeier');
const made = [];
after(async () => {
  for (const name of made) {
    const path = await pathOf(owner, name);
    const answer = path ? await owner.get(`${path}/avslutt/alle`) : { status: 404 };
    if (answer.status === 200) await owner.submit(answer.page.formPostingTo('/avslutt/alle'), path);
  }
});
const newName = () => {
  const name = `prove.${fresh()}`;
  made.push(name);
  return name;
};

test('A3: the link says who invited to what; looking uses nothing up', async () => {
  const { link } = await invited(admin, { navn: 'Åse Prøvesen', sted: '0301-030105' });
  for (let i = 0; i < 3; i += 1) {
    const page = assertPage(await new Visitor().get(link));
    assert.match(page.text('h1'), /Velkommen, Åse Prøvesen/);
    assert.match(page.main, /Petra Lindholt har gitt deg tilgang.*Kommunebruker: Bydel Frogner, Oslo/);
  }
  const name = newName();
  assert.equal((await choose(link, name)).location, '/logg-inn?klar=ja');
  assert.match((await new Visitor().openPage('/logg-inn?klar=ja')).main, /Tilgangen er klar/);
  const her = await enter(name);
  assert.match((await her.openPage('/deltakere')).main, /Frogner/);
  const gone = await new Visitor().get(link);
  assert.equal(gone.status, 404);
  assert.match(assertPage(gone).text('h1'), /kan ikke brukes/);
});

test('A3: used, withdrawn, unknown and cut links look alike, and say whom to ask', async () => {
  const { link, epost } = await invited(admin);
  const page = await admin.openPage(`${USERS}?navn=${encodeURIComponent(epost)}`);
  await admin.submit(page.form('main form[action*="/brukere/invitasjon/"]'), USERS, { value: 'trekk' });
  const bodies = [];
  for (const path of [link, `/invitasjon/${'A'.repeat(43)}`, link.slice(0, -1), `${link}x`, '/invitasjon/%27', '/invitasjon/x']) {
    const answer = await new Visitor().get(path);
    assert.equal(answer.status, 404, path);
    bodies.push(assertPage(answer).main);
  }
  assert.equal(new Set(bodies).size, 1);
  assert.match(bodies[0], /Be den|ber du den som inviterte/i);
  assert.match(bodies[0], /hjelp/);
});

test('A3: the secret in the address goes nowhere: no referrer, nothing of others, no log', async () => {
  const { link } = await invited(admin);
  const answer = await new Visitor().get(link);
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const outside = answer.page.all('[src], link[href], form[action]').flatMap((node) => [node.attribs.src, node.attribs.href, node.attribs.action]).filter((url) => url && !url.startsWith('/'));
  assert.deepEqual(outside, []);
  const large = { method: 'POST', body: 'x'.repeat(1_100_000) };
  const reset = `/logg-inn/nytt-passord/${link.split('/').at(-1)}`; // a secret of the same kind
  for (const path of [link, reset]) assert.equal((await fetch(`${environment.BASE_URL}${path}`, large)).status, 413, 'an error to nginx, which writes errors down');
  await choose(link, newName());
  const token = link.split('/').at(-1);
  for (const log of ['access.log', 'worker.log', 'application.log', 'nginx.log', 'jobs.log']) {
    let text = '';
    try {
      text = readFileSync(join(environment.DIR, 'log', log), 'utf8');
    } catch { /* this installation has no such log */ }
    assert.ok(!text.includes(token), log);
  }
  assert.match(readFileSync(join(environment.DIR, 'log', 'access.log'), 'utf8'), / \/invitasjon\/- 200 /);
});

test('A3: user name and password are judged, and what was wrong is said', async () => {
  const { link } = await invited(admin);
  for (const name of ['', 'ab', 'med mellomrom', 'ærlig', 'x'.repeat(101), '.punktum']) assertRefused(await choose(link, name), 'brukernavn');
  assertRefused(await choose(link, 'Oslo'), 'brukernavn');
  assertRefused(await choose(link, 'trondheim@demo.example'), 'brukernavn'); // a colleague's address
  assertRefused(await choose(link, newName(), { passord: 'kort' }), 'passord');
  assertRefused(await choose(link, newName(), { passord: '' }), 'passord');
  assertRefused(await choose(link, newName(), { passord: 'passordpassord' }), 'passord');
  assertRefused(await choose(link, newName(), { igjen: 'noe annet enn det første' }), 'passord_igjen');
  const page = (await choose(link, 'ab')).page;
  assert.equal(page.one('[name=passord]').attribs.value, undefined, 'a password is never sent back');
  const visitor = new Visitor();
  const form = (await visitor.openPage(link)).formPostingTo(link).setAll({ brukernavn: 'prove', passord: PASSWORD, passord_igjen: PASSWORD }).remove('csrf');
  assert.equal((await visitor.submit(form, link)).status, 403);
  assert.equal((await choose(link, newName())).status, 303, 'none of it used the link up');
});

test('A3: of two that are sent at once, one makes a user', async () => {
  const { link } = await invited(admin);
  const answers = await Promise.all([choose(link, newName()), choose(link, newName())]);
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [303, 404]);
});

test('A3: whoever has a user logs in and takes it as herself; the inviter learns of it what is hers', async () => {
  const user = await newUser(owner, { sted: '5001' });
  made.push(user.brukernavn);
  const { link } = await invited(admin, { epost: user.epost });
  const visitor = new Visitor();
  const page = await visitor.openPage(link);
  assert.equal(page.one('form[action$="/logg-inn"] [name=til]').attribs.value, link);
  assert.equal(page.all('[name=passord_igjen]').length, 0, 'no second user for her');
  const login = page.formPostingTo('/logg-inn').setAll({ brukernavn: user.brukernavn, passord: PASSWORD });
  const back = await visitor.submit(login, '/logg-inn');
  assert.equal(back.status, 200, 'the code is asked for in the answer: no address on the way holds the secret');
  assert.equal(back.page.one('form:has([name=kode]) [name=til]').attribs.value, link);
  await code(user.brukernavn, visitor, back);
  assert.equal(visitor.inside.page.one('main [name=til]').attribs.value, link, 'back here, by way of the code');
  const take = await visitor.openPage(link);
  assert.match(take.main, /Du er logget inn som/);
  assert.equal((await visitor.submit(take.formPostingTo(link), link)).location, '/logg-inn?klar=ja');
  const her = await enter(user.brukernavn);
  assert.match((await her.openPage('/min-bruker')).main, /Trondheim.*Grünerløkka|Grünerløkka.*Trondheim/);
  const path = await pathOf(admin, user.brukernavn);
  assert.doesNotMatch((await admin.openPage(path)).main, /Trondheim/);
});

test('A3: no address of a login says where the link is, whichever way it goes', async () => {
  const { link } = await invited(admin);
  const visitor = new Visitor();
  const asked = await visitor.get(`/logg-inn?til=${encodeURIComponent(link)}`);
  assert.equal(asked.page.all('form:has([name=passord]) [name=til]').length, 0, 'what came by address leads nowhere');
  const form = (await visitor.openPage(link)).formPostingTo('/logg-inn').setAll({ brukernavn: 'trondheim', passord: 'feil passord er dette' });
  const wrong = await visitor.submit(form, '/logg-inn');
  assert.equal(wrong.status, 422);
  assert.equal(wrong.page.one('[name=til]').attribs.value, link, 'the way is kept in the form');
  for (const way of wrong.page.all('a[href], form[action]')) assert.doesNotMatch(way.attribs.href ?? way.attribs.action, /invitasjon/);
});

test('A3: nobody takes what she has sent herself', async () => {
  const { link } = await invited(admin);
  const page = await admin.openPage(link);
  const answer = await admin.submit(page.formPostingTo(link), link);
  assert.equal(answer.status, 422);
  assert.match(assertPage(answer).main, /selv/);
});

test('A3: the mail goes to whom it was for, with nothing of others', async () => {
  const epost = newEmail();
  const { mail } = await invited(admin, { epost, navn: 'Ola <script> Nordmann'.replace('<script> ', '') });
  assert.deepEqual(mail.to, [epost]);
  assert.match(mail.text, /Ola Nordmann/);
  assert.doesNotMatch(mail.text, /912 34 567/);
});
