// Login through an OpenID provider (requirement A4), against a certified one as a process of its own: the stand-in of the
// municipal portal. What a provider may do wrong stands in tests/faults/oidc.test.mjs.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage, assertRefused } from './expect.mjs';
import { START, beAtPortal, leadsTo, settle, throughPortal } from './portal.mjs';

const ME = '/min-bruker';
const login = (name) => Visitor.login(name, { base: environment.BASE_URL, password: environment.PASSWORD });
const nameOf = (page) => page.text('.brukernavn');
const bare = (address) => address.slice(environment.BASE_URL.length);

async function press(visitor, path, fields) {
  const page = await visitor.openPage(path);
  return visitor.post(fields.to, { csrf: page.one('header [name=csrf]').attribs.value, ...fields.send });
}
const untie = (visitor) => press(visitor, ME, { to: `${ME}/tilknytning`, send: { leverandor: 'portal' } });
// From "Min bruker": the password is asked for once more.
const tie = async (visitor, passord = environment.PASSWORD) => {
  const asked = await press(visitor, ME, { to: '/oidc/start', send: { leverandor: 'portal' } });
  assert.equal(asked.status, 200);
  return visitor.submit(asked.page.formPostingTo('/oidc/start').setAll({ passord }), '/oidc/start');
};

// From "Min bruker" to the portal and back; the answer that ends it.
async function tied(visitor, person) {
  const off = await tie(visitor);
  assert.equal(off.status, 200, 'no redirect after a form: browsers would not follow it out of the site');
  const back = await beAtPortal(leadsTo(off), person);
  return settle(visitor, await visitor.get(bare(back)));
}

// As ./dev run made it: whoever has taken her tie away, here or in another test, has it again.
async function tieDemo() {
  for (const name of ['trondheim', 'oslo', 'grunerlokka', 'flere', 'admin-oslo', 'imdi']) {
    const visitor = await login(name);
    if (/Knytt til/.test((await visitor.openPage(ME)).text('main'))) await tied(visitor, `demo-${name}`);
  }
}
before(tieDemo);
after(tieDemo);

test('A4: the login page offers the portal, and whoever is known there is let in', async () => {
  const page = assertPage(await new Visitor().get('/logg-inn'));
  const link = page.all('main a').find((a) => /^\/oidc\/start/.test(a.attribs.href));
  assert.match(page.textOf(link), /Logg inn med kommuneportalen/);
  const { visitor, answer } = await throughPortal('demo-trondheim', { start: link.attribs.href });
  assert.equal(answer.status, 303);
  const shown = (await visitor.follow(answer)).page;
  assert.equal(nameOf(shown), 'Marit Nidarvoll');
});

test('A4: the question has PKCE by S256, a state and a nonce of its own each time, and no secret', async () => {
  const asked = [];
  for (let i = 0; i < 2; i += 1) {
    const address = new URL(leadsTo(await new Visitor().get(START)));
    assert.equal(address.origin, environment.OIDC_ISSUER);
    const of = (name) => address.searchParams.get(name);
    assert.deepEqual([of('response_type'), of('code_challenge_method'), of('redirect_uri'), of('scope')],
      ['code', 'S256', `${environment.BASE_URL}/oidc/svar`, 'openid']);
    for (const name of ['state', 'nonce', 'code_challenge']) assert.ok(of(name).length >= 43, name);
    asked.push(of('state'), of('nonce'), of('code_challenge'));
  }
  assert.equal(new Set(asked).size, 6);
});

test('A4: she lands where she was going', async () => {
  const visitor = new Visitor();
  const to = await visitor.get('/deltakere?status=avsluttet');
  const page = await visitor.openPage(to.location);
  const link = page.all('main a').find((a) => /^\/oidc\/start/.test(a.attribs.href));
  const { answer } = await throughPortal('demo-trondheim', { visitor, start: link.attribs.href });
  assert.equal(answer.location, '/deltakere?status=avsluttet');
});

test('A4: nowhere outside the register is anybody sent after it', async () => {
  for (const to of ['https://example.org/', '//example.org/', '/deltakere\\@example.org']) {
    const { answer } = await throughPortal('demo-trondheim', { start: `${START}&til=${encodeURIComponent(to)}` });
    assert.equal(answer.location, '/', to);
  }
});

test('A4: the session is as one by password: listed, ended, and the one before it is over', async () => {
  const visitor = await login('trondheim');
  const before = visitor.copy();
  await throughPortal('demo-trondheim', { visitor });
  assert.equal((await before.get('/deltakere')).status, 303, 'the browser has one session');
  assert.match((await visitor.openPage(ME)).text('main'), /Denne bruker du nå/);
});

test('A4: a person without invitation is told that she has no access and whom to ask, and nothing of others', async () => {
  const { visitor, answer } = await throughPortal('demo-uten-tilgang');
  assert.equal(answer.status, 403);
  const page = assertPage(answer);
  assert.match(page.text('main'), /ikke tilgang.*Kommuneadministratoren/s);
  assert.equal((await visitor.get('/deltakere')).status, 303);
  assert.doesNotMatch(page.text('main'), /demo-uten-tilgang|Ola/);
});

test('A4: "Avbryt" at the portal ends on a kind page', async () => {
  const { visitor, answer } = await throughPortal('');
  assert.equal(answer.status, 422);
  assert.match(assertPage(answer).text('main'), /ble ikke logget inn.*prøve igjen/s);
  assert.equal((await visitor.get('/deltakere')).status, 303);
});

test('A4: a user who is logged in ties herself to the portal and removes it again', async () => {
  const imdi = await login('imdi');
  assert.equal((await untie(imdi)).location, `${ME}?fjernet=ja`);
  const stranger = await throughPortal('demo-imdi');
  assert.equal(stranger.answer.status, 403, 'not tied: nobody');
  const answer = await tied(imdi, 'demo-imdi');
  assert.equal(answer.location, `${ME}?tilknyttet=ja`);
  assert.match(assertPage(await imdi.get(answer.location)).text('main'), /Brukeren din er tilknyttet/);
  const again = await throughPortal('demo-imdi');
  assert.equal(nameOf((await again.visitor.follow(again.answer)).page), 'Håvard Granlie');
});

test('A4: one subject is one user\'s, and one user has one subject', async () => {
  const imdi = await login('imdi');
  const taken = await tied(imdi, 'demo-oslo');
  assert.equal(taken.status, 409);
  assert.match(taken.page.text('main'), /annen bruker/);
  const has = await tied(imdi, 'demo-uten-tilgang');
  assert.equal(has.status, 409);
  assert.match(has.page.text('main'), /tilknyttet fra før/);
  const { answer } = await throughPortal('demo-uten-tilgang');
  assert.equal(answer.status, 403);
});

test('A4: tying asks for the password once more: a wrong one leads nowhere, and counts as one', async () => {
  const imdi = await login('imdi');
  for (const passord of ['', 'feil passord er dette']) {
    const answer = await tie(imdi, passord);
    assertRefused(answer, 'passord');
    assert.equal(answer.page.one('[name=passord]').attribs.value, undefined);
  }
});

test('A4: tying begins by a form of ours alone, and ends in the session that began it', async () => {
  const imdi = await login('imdi');
  assert.equal((await imdi.post('/oidc/start', { leverandor: 'portal' })).status, 403, 'without the anti-forgery token');
  assert.equal((await new Visitor().post('/oidc/start', { leverandor: 'portal' })).status, 303, 'nobody is logged in');
  await untie(imdi);
  const back = await beAtPortal(leadsTo(await tie(imdi)), 'demo-imdi');
  const other = await login('imdi'); // another session of the same user, with the cookie of the login
  for (const [name, value] of imdi.jar) if (name.startsWith('oidc_')) other.jar.set(name, value);
  const answer = await settle(other, await other.get(bare(back)));
  assert.equal(answer.status, 422);
  assert.match((await imdi.openPage(ME)).text('main'), /Knytt til kommuneportalen/);
});

test('A4: a code or a state used again lets nobody in', async () => {
  const { visitor, back } = await throughPortal('demo-trondheim');
  for (const one of [visitor, new Visitor()]) {
    const again = one === visitor ? visitor.copy() : one;
    again.jar.delete('okt');
    const answer = await settle(again, await again.get(bare(back)));
    assert.equal(answer.status, 422);
    assert.match(assertPage(answer).text('main'), /gjelder ikke lenger/);
  }
});

test('A4: a code brought to a login that another browser began lets nobody in', async () => {
  const victim = new Visitor();
  const attacker = new Visitor();
  const back = new URL(await beAtPortal(leadsTo(await attacker.get(START)), 'demo-oslo'));
  await victim.get(START);
  const stolen = await settle(victim, await victim.get(back.pathname + back.search));
  assert.equal(stolen.status, 422, 'the attacker\'s state in the victim\'s browser');
  const own = new URL(leadsTo(await victim.get(START)));
  back.searchParams.set('state', own.searchParams.get('state'));
  const swapped = await settle(victim, await victim.get(back.pathname + back.search));
  assert.equal(swapped.status, 422, 'the attacker\'s code under the victim\'s state: PKCE and nonce are the browser\'s');
  assert.equal((await victim.get('/deltakere')).status, 303);
});

test('A4: an answer that names another issuer, or none, lets nobody in (RFC 9207)', async () => {
  for (const iss of ['https://example.org', null, '', 'æ']) {
    const visitor = new Visitor();
    const back = new URL(await beAtPortal(leadsTo(await visitor.get(START)), 'demo-trondheim'));
    if (iss === null) back.searchParams.delete('iss');
    else back.searchParams.set('iss', iss);
    const answer = await settle(visitor, await visitor.get(back.pathname + back.search));
    assert.equal(answer.status, 422, String(iss));
    assert.match(answer.page.text('main'), /ikke stole på/);
  }
});

test('A4: what is no answer of a provider is answered kindly', async () => {
  const visitor = new Visitor();
  const { searchParams } = new URL(leadsTo(await visitor.get(START)));
  const state = searchParams.get('state');
  for (const query of ['', '?code=x', '?state=x', `?state=${'x'.repeat(4000)}&code=y`, '?error=server_error', '?venter=x', '?venter=0123456789abcdef',
    '?code=%00&state=%00', '?code=a&state=%C3%A6', `?code=${'a'.repeat(3000)}&state=${state}`]) {
    let answer = await visitor.get(`/oidc/svar${query}`);
    if (answer.status === 303) answer = await settle(visitor, answer);
    assert.ok([400, 422].includes(answer.status), `${query.slice(0, 40)}: ${answer.status}`);
  }
});

test('A4: there is no other provider than those that are set', async () => {
  for (const name of ['', 'idporten', 'ukjent', '../portal']) assert.equal((await new Visitor().get(`/oidc/start?leverandor=${name}`)).status, 404, name);
});

test('A4: logging out ends the session here and leads to the portal\'s, without the ID token', async () => {
  const browser = new Visitor({ base: environment.OIDC_ISSUER });
  const { visitor, answer } = await throughPortal('demo-trondheim', { browser });
  const page = (await visitor.follow(answer)).page;
  const out = await visitor.post('/logg-ut', { csrf: page.one('header [name=csrf]').attribs.value });
  assert.equal(out.status, 200);
  assert.equal((await visitor.get('/deltakere')).status, 303, 'logged out here, whatever becomes of the rest');
  const address = new URL(leadsTo(out));
  assert.equal(address.origin, environment.OIDC_ISSUER);
  assert.equal(address.searchParams.get('id_token_hint'), null);
  assert.equal(assertPage(out).one('main a').attribs.href, address.href);
  const asked = await browser.get(address.pathname + address.search);
  const form = asked.page.form('form');
  const ended = await browser.post(new URL(form.action).pathname, { xsrf: form.value('xsrf'), logout: 'yes' });
  assert.equal(leadsTo(ended), `${environment.BASE_URL}/logg-inn?ut=1`);
});

test('A4: a session by password is logged out of here alone', async () => {
  const visitor = await login('trondheim');
  const page = await visitor.openPage(ME);
  const out = await visitor.post('/logg-ut', { csrf: page.one('header [name=csrf]').attribs.value });
  assert.equal(out.location, '/logg-inn?ut=1');
});

test('A4: neither code nor state nor subject stands in any log', async () => {
  const { back } = await throughPortal('demo-flere');
  const { searchParams } = new URL(back);
  const dir = join(process.env.STATE ?? environment.DIR, 'log');
  for (const file of readdirSync(dir)) {
    const text = readFileSync(join(dir, file), 'utf8');
    for (const secret of [searchParams.get('code'), searchParams.get('state'), 'demo-flere']) assert.ok(!text.includes(secret), `${file} holds ${secret}`);
  }
});
