// Login, sessions and logout (issue 2 part 6; requirements A4, A5, I6).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { Visitor, elsewhere } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';

test('a visitor without a session is led to the login page, and gets nothing else', async () => {
  for (const path of ['/deltakere', '/deltakere/ny', '/deltakere/oversikt.csv', '/deltakere/datasett.csv']) {
    const answer = await new Visitor().get(path);
    assert.equal(answer.status, 303, path);
    assert.match(answer.location, /^\/logg-inn/, path);
    assert.doesNotMatch(answer.text, /<table/, path);
  }
});

test('the login page asks for user name and password', async () => {
  const answer = await new Visitor().get('/logg-inn');
  assert.equal(answer.status, 200);
  const page = assertPage(answer);
  const form = page.form('form:has([name=passord])');
  assert.ok(form.asks('brukernavn') && form.asks('passord'));
  assert.equal(page.attribute('[name=passord]', 'type'), 'password');
  assert.equal(page.attribute('[name=passord]', 'autocomplete'), 'current-password');
  assert.equal(page.attribute('[name=brukernavn]', 'autocomplete'), 'username');
});

test('the right password leads to the overview with a session cookie that scripts and other sites cannot use', async () => {
  const visitor = new Visitor();
  const before = new Map((await visitor.get('/logg-inn')).cookies.map((line) => line.split('=')).map(([name, value]) => [name, value]));
  const answer = await visitor.tryLogin('trondheim', environment.PASSWORD);
  assert.equal(answer.status, 303);
  assert.equal((await visitor.follow(answer)).path, '/deltakere');
  const set = answer.cookies.filter((line) => !/max-age=0/i.test(line));
  assert.ok(set.length >= 1, 'a cookie is set');
  for (const line of set) {
    assert.match(line, /; *HttpOnly/i);
    assert.match(line, /; *SameSite=Lax/i);
    assert.match(line, /; *Path=\//i);
    if (environment.BASE_URL.startsWith('https:')) assert.match(line, /; *Secure/i);
    const [name, value] = line.split(';')[0].split('=');
    assert.notEqual(before.get(name), value, 'login gives a new session, never one known before it');
  }
  assert.equal((await visitor.get('/deltakere')).status, 200);
});

// Failed logins come from addresses of their own, so that these tests never stop the demo logins.
test('a wrong password and an unknown user get the same answer', async () => {
  const answers = [];
  for (const name of [`ukjent-${randomUUID().slice(0, 8)}`, 'trondheim']) {
    const visitor = new Visitor({ from: elsewhere() });
    const answer = await visitor.tryLogin(name, 'feil passord');
    assert.equal(answer.status, 422);
    const page = assertPage(answer);
    const form = page.form('form:has([name=passord])');
    assert.equal(form.value('brukernavn'), name, 'the user name is kept');
    assert.equal(form.value('passord'), '', 'the password is not sent back');
    assert.equal((await visitor.get('/deltakere')).status, 303, 'no session');
    answers.push(page.main.replaceAll(name, 'NAME'));
  }
  assert.equal(answers[0], answers[1]);
});

for (const [what, name, forged] of [
  ['an unknown name', `gjetter-${randomUUID().slice(0, 8)}`, {}],
  ['a known name', 'systemeier', {}],
  ['a name, with forged addresses,', `gjetter-${randomUUID().slice(0, 8)}`, { 'x-forwarded-for': true }],
]) {
  test(`guessing at ${what} is stopped after five failures, and says so`, async () => {
    const visitor = new Visitor({ from: elsewhere() });
    const seen = [];
    for (let i = 0; i < 7; i += 1) {
      const form = (await visitor.get('/logg-inn')).page.form('form:has([name=passord])').setAll({ brukernavn: name, passord: `forsøk ${i}` });
      const headers = forged['x-forwarded-for'] ? { 'x-forwarded-for': elsewhere(), 'x-real-ip': elsewhere() } : {};
      seen.push(await visitor.post('/logg-inn', form.fields, { headers }));
    }
    assert.deepEqual(seen.map((answer) => answer.status), [422, 422, 422, 422, 422, 429, 429]);
    for (const answer of seen.slice(5)) {
      assert.match(assertPage(answer).main, /minutt/i, 'it says how long to wait');
      assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
    }
  });
}

test('guessing at many names from one address is stopped after sixty failures', async () => {
  const visitor = new Visitor({ from: elsewhere() });
  const statuses = [];
  for (let i = 0; i < 62; i += 1) statuses.push((await visitor.tryLogin(`gjetter-${randomUUID().slice(0, 8)}`, 'x')).status);
  assert.deepEqual(statuses, [...Array(60).fill(422), 429, 429]);
  assert.equal((await visitor.tryLogin('trondheim', environment.PASSWORD)).status, 429, 'the right password waits too');
  await Visitor.login('trondheim', { from: elsewhere() });
});

test('one who guesses at another person does not lock her out', async () => {
  const guesser = new Visitor({ from: elsewhere() });
  for (let i = 0; i < 7; i += 1) await guesser.tryLogin('imdi', `forsøk ${i}`);
  await Visitor.login('imdi', { from: elsewhere() });
});

test('empty login fields are refused kindly', async () => {
  const answer = await new Visitor({ from: elsewhere() }).tryLogin('', '');
  assert.equal(answer.status, 422);
  assertPage(answer);
});

test('strange login names and passwords are refused like wrong ones', async () => {
  for (const name of ["' OR 1=1 -- ", '<script>alert(1)</script>', 'a'.repeat(5000), 'tr\u0000ondheim', '\u202eoslo']) {
    const answer = await new Visitor({ from: elsewhere() }).tryLogin(name, 'p'.repeat(2000));
    assert.ok([400, 422].includes(answer.status), `${JSON.stringify(name.slice(0, 20))}: ${answer.status}`);
    assert.equal(assertPage(answer).all('main script').length, 0);
  }
});

test('logout ends the session on the server: the old cookie is worth nothing afterwards', async () => {
  const visitor = await Visitor.login('trondheim');
  const thief = visitor.copy();
  assert.equal((await thief.get('/deltakere')).status, 200);
  const page = await visitor.openPage('/deltakere');
  const answer = await visitor.submit(page.formPostingTo('/logg-ut'), '/logg-ut');
  assert.equal(answer.status, 303);
  assert.equal((await visitor.follow(answer)).status, 200);
  assert.equal((await thief.get('/deltakere')).status, 303);
  assert.match((await thief.get('/deltakere')).location, /^\/logg-inn/);
});

test('a GET does not log anybody out', async () => {
  const visitor = await Visitor.login('trondheim');
  await visitor.get('/logg-ut');
  assert.equal((await visitor.get('/deltakere')).status, 200);
});

test('made-up session cookies are worth nothing', async () => {
  const real = await Visitor.login('trondheim');
  for (const [name, value] of real.jar) {
    if (name === 'nettleser') continue; // opens nothing
    for (const wrong of ['', 'x', value.slice(0, -1), `${value}0`, value.toUpperCase() + 'A', '%00', 'a'.repeat(3000)]) {
      const visitor = real.copy();
      visitor.jar.set(name, wrong);
      const answer = await visitor.get('/deltakere');
      assert.ok([303, 400].includes(answer.status), `${name}=${wrong.slice(0, 12)}…: ${answer.status}`);
    }
  }
});

test('after login one comes back to the overview as it was filtered, or to its page where the address is too long', async () => {
  for (const [asked, led] of [['/deltakere?status=endret&status=utskrevet&antall=10&side=2', null], ['/kvalitet?side=2', null], ['/kodebok?sok=spr%C3%A5k', null],
    [`/deltakere?status=${'x'.repeat(3000)}`, '/deltakere'], ['/deltakere?', '/deltakere']]) {
    const visitor = new Visitor();
    const sent = await visitor.get(asked);
    assert.equal(sent.status, 303);
    const { page } = await visitor.get(sent.location);
    const form = page.form('form:has([name=passord])').setAll({ brukernavn: 'imdi', passord: environment.PASSWORD });
    const answer = await visitor.submit(form, sent.location);
    assert.equal(answer.location, led ?? asked);
  }
});

test('after login one comes to the page one asked for, and never to another site', async () => {
  const visitor = new Visitor();
  const sent = await visitor.get('/deltakere?status=endret');
  const { page } = await visitor.get(sent.location);
  const form = page.form('form:has([name=passord])').setAll({ brukernavn: 'trondheim', passord: environment.PASSWORD });
  const answer = await visitor.submit(form, sent.location);
  assert.equal(answer.status, 303);
  assert.match(answer.location, /^\/deltakere/);
  for (const evil of ['https://example.org/', '//example.org/', '/\\example.org', 'javascript:alert(1)', '/deltakere\r\nX-Injected: 1', '/deltakere/../../example.org', '/deltakere?x=%0d%0aX-Injected:%201', '/deltakere@example.org']) {
    const other = new Visitor();
    const login = (await other.get(`/logg-inn?til=${encodeURIComponent(evil)}`));
    if (login.status !== 200) continue;
    const wanted = login.page.form('form:has([name=passord])').setAll({ brukernavn: 'trondheim', passord: environment.PASSWORD, til: evil });
    const led = await other.submit(wanted, '/logg-inn');
    assert.equal(led.status, 303, JSON.stringify(evil));
    assert.match(led.location, /^\/(?![/\\])/);
    assert.equal(led.headers.get('x-injected'), null);
  }
});
