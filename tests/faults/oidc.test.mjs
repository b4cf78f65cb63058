// What an OpenID provider may do wrong, and what may break on the way (requirement A4; operations F9): nobody is let in by
// it, each is told kindly, and the next login works. In an installation of its own, whose ID-porten is a forger.
import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mariadb from 'mariadb';
import { Visitor } from '../http/client.mjs';
import { cut, drip, elsewhere, Forger, garbage, hang, huge, status } from '../http/forger.mjs';
import { Installation, until } from '../http/installation.mjs';
import { beAtPortal, leadsTo, settle } from '../http/portal.mjs';

const START = '/oidc/start?leverandor=idporten';
const KNOWN = 'kjent-subjekt';
let own;
let forger;
let admin;
let right; // the settings as they should be

const visitor = () => new Visitor({ base: own.environment.BASE_URL });

async function set(lines) {
  const logged = own.log('logins').length;
  const before = own.log('application').length;
  writeFileSync(join(own.state, 'jobbsjanse.conf'), right + lines);
  process.kill(own.pid('logins'), 'SIGHUP');
  own.reload();
  await until(() => /reloaded/.test(own.log('logins').slice(logged)), 'the daemon has taken up its settings');
  await until(() => /reload/.test(own.log('application').slice(before)), 'the application has');
  await sleep(500);
}

function secretFile(name, content) {
  const file = join(own.state, 'secret', name);
  const { uid, gid } = statSync(join(own.state, 'secret/key'));
  writeFileSync(file, content, { mode: 0o600 });
  if (process.getuid() === 0) chownSync(file, uid, gid);
  return file;
}

const settings = (more = '') => `
oidc_idporten_issuer = ${forger.issuer}
oidc_idporten_client = jobbsjanse
oidc_total_ms = 3000
oidc_connect_ms = 500
${more}`;

async function ready() {
  await until(async () => (await admin.query('SELECT 1 FROM oidc_provider WHERE name = ? AND issuer = ?', ['idporten', forger.issuer])).length > 0,
    'the daemon has read the provider');
}

before(async () => {
  own = await Installation.start();
  forger = await Forger.start();
  right = readFileSync(join(own.state, 'jobbsjanse.conf'), 'utf8');
  admin = await mariadb.createConnection({ socketPath: own.environment.DB_SOCKET, user: userInfo().username, database: own.environment.DB_NAME });
  await admin.query(`CALL ${own.environment.DB_NAME}.ctx.open_system('tests')`);
  await admin.query('INSERT INTO user_identity (user_id, issuer, subject, tied_at) SELECT user_id, ?, ?, NOW() FROM user WHERE brukernavn = ?',
    [forger.issuer, KNOWN, 'trondheim']);
  await set(settings(`oidc_idporten_secret_file = ${secretFile('forger', 'hemmelig/æ+ &')}`));
  await ready();
});
beforeEach(() => forger.honest());
after(async () => {
  await admin?.end();
  await forger?.stop();
  own?.remove();
});

// A login as the forger has it; the page or redirect that ends it.
async function logIn({ subject = KNOWN, who = visitor(), change = (back) => back } = {}) {
  const off = await who.get(START);
  assert.equal(off.status, 303);
  const back = change(forger.comeBack(leadsTo(off), subject));
  return { who, back, answer: await settle(who, await who.get(back.pathname + back.search), 30) };
}
const isIn = ({ answer }) => answer.status === 303 && answer.location === '/';
async function assertOut({ who, answer }, words, what) {
  assert.equal(answer.status >= 400, true, what);
  assert.match(answer.page.text('main'), words, what);
  assert.equal((await who.get('/deltakere')).status, 303, what);
}
const UNTRUSTED = /ikke stole på/;
const AWAY = /svarer ikke/;

test('control: an honest forger lets her in', async () => {
  assert.ok(isIn(await logIn()));
});

describe('an ID token that is not right lets nobody in', () => {
  const past = Math.floor(Date.now() / 1000) - 3600;
  const claims = {
    'another issuer': { iss: 'https://idporten.example' },
    'the issuer with a slash more': () => ({ iss: `${forger.issuer}/` }),
    'another audience': { aud: 'en-annen' },
    'several audiences': { aud: ['jobbsjanse', 'en-annen'] },
    'no audience': { aud: undefined },
    'another authorized party': { azp: 'en-annen' },
    'another nonce': { nonce: 'en-annen' },
    'no nonce': { nonce: undefined },
    expired: { exp: past + 60, iat: past },
    'issued long ago': { iat: past },
    'from the future': { iat: past + 7200, nbf: past + 7200 },
    'times as text': { exp: String(past + 7200) },
    'too low a level': { acr: 'idporten-loa-low' },
    'no level': { acr: undefined },
    'no subject': { sub: undefined },
    'a number as subject': { sub: 12345 },
    'a national identity number as subject': { sub: '15868549618' },
    'a subject of 300 letters': { sub: 'x'.repeat(300) },
  };
  for (const [what, wrong] of Object.entries(claims)) {
    test(`A4: ${what}`, async () => {
      forger.claims = typeof wrong === 'function' ? wrong() : wrong;
      await assertOut(await logIn(), UNTRUSTED, what);
    });
  }

  const seals = {
    'alg none': (header, payload) => forger.unsigned({ ...header, alg: 'none' }, payload),
    'alg none in other letters': (header, payload) => forger.unsigned({ ...header, alg: 'nOnE' }, payload),
    'HS256 with the published key': (header, payload) => forger.hmac({ ...header, alg: 'HS256' }, payload, JSON.stringify(forger.keys[0])),
    'HS256 with the published key as PEM': (header, payload) => forger.hmac({ ...header, alg: 'HS256' }, payload,
      createPublicKey(forger.key).export({ type: 'spki', format: 'pem' })),
    'HS256 with our secret': (header, payload) => forger.hmac({ ...header, alg: 'HS256' }, payload, 'hemmelig/æ+ &'),
    'another\'s key under the right name': (header, payload) => forger.sign(header, payload, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    'its own key in the header': (header, payload) => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      return forger.sign({ alg: 'RS256', jwk: publicKey.export({ format: 'jwk' }) }, payload, privateKey);
    },
    'something that must be understood': (header, payload) => forger.sign({ ...header, crit: ['exp2'], exp2: 1 }, payload),
    'no signature': (header, payload) => forger.sign(header, payload).replace(/[^.]*$/, ''),
    'changed after it was signed': (header, payload) => {
      const [head, , signature] = forger.sign(header, payload).split('.');
      return `${head}.${Buffer.from(JSON.stringify({ ...payload, sub: KNOWN, x: 1 })).toString('base64url')}.${signature}`;
    },
    'no token': () => 'tull',
    'a claim twice': (header, payload) => forger.sign(header, JSON.stringify(payload).replace('{', `{"sub":"${KNOWN}",`)),
    'no object': (header) => forger.sign(header, '[]'),
    'empty': () => '',
  };
  for (const [what, seal] of Object.entries(seals)) {
    test(`A4: ${what}`, async () => {
      forger.seal = seal;
      await assertOut(await logIn(), UNTRUSTED, what);
      forger.honest();
      assert.ok(isIn(await logIn()), 'the next is let in');
    });
  }

  test('A4: a key below 2048 bits', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const strong = forger.keys;
    forger.keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'svak', use: 'sig' }];
    forger.seal = (header, payload) => forger.sign({ ...header, kid: 'svak' }, payload, privateKey);
    await sleep(5500); // keys are asked for anew so seldom
    await assertOut(await logIn(), UNTRUSTED);
    forger.keys = strong;
    forger.honest();
    await sleep(5500);
    assert.ok(isIn(await logIn()));
  });
});

describe('a provider in trouble', () => {
  const troubles = {
    'hangs': [hang, AWAY], 'drips': [drip, AWAY], 'is cut off': [cut, AWAY], '500': [status(500), AWAY], '503': [status(503), AWAY],
    'refuses': [status(400), UNTRUSTED], 'does not know us': [status(401), UNTRUSTED], '404': [status(404), UNTRUSTED],
    'sends garbage': [garbage('\0\xff{'), UNTRUSTED], 'sends nothing': [garbage(''), UNTRUSTED], 'sends deep JSON': [garbage('['.repeat(100000)), UNTRUSTED],
    'sends two megabytes': [huge, UNTRUSTED], 'sends us elsewhere': [elsewhere('http://127.0.0.1:1/'), UNTRUSTED],
    'says error and token': [garbage('{"error":"x","id_token":"y"}'), UNTRUSTED],
  };
  for (const [what, [reply, words]] of Object.entries(troubles)) {
    test(`A4: its token service ${what}`, async () => {
      forger.reply['/token'] = reply;
      await assertOut(await logIn(), words, what);
      assert.ok(!Object.keys(forger.asked).some((path) => path !== '/token'), 'nothing else is asked');
      assert.equal(forger.asked['/token'], 1, 'a code is sent once');
      forger.honest();
      assert.ok(isIn(await logIn()), 'the next is let in');
    });
  }

  test('A4: a code it does not know, and one it has taken', async () => {
    await assertOut(await logIn({ change: (back) => { forger.codes.clear(); return back; } }), UNTRUSTED);
    const { back } = await logIn();
    const who = visitor();
    const next = new URL(leadsTo(await who.get(START)));
    back.searchParams.set('state', next.searchParams.get('state'));
    await assertOut({ who, answer: await settle(who, await who.get(back.pathname + back.search)) }, UNTRUSTED, 'replayed code');
  });

  test('A4: errors that it sends by the browser', async () => {
    for (const [error, words] of [['access_denied', /avbrutt/], ['login_required', /avbrutt/], ['server_error', UNTRUSTED], ['<script>', UNTRUSTED]]) {
      await assertOut(await logIn({ change: (back) => { back.searchParams.delete('code'); back.searchParams.set('error', error); return back; } }), words, error);
    }
    assert.equal(forger.asked['/token'], undefined);
  });

  test('A4: while one hangs, nobody else waits for a page', async () => {
    forger.reply['/token'] = hang;
    const off = visitor();
    const back = forger.comeBack(leadsTo(await off.get(START)), KNOWN);
    await off.get(back.pathname + back.search);
    const began = Date.now();
    for (let i = 0; i < 20; i += 1) assert.equal((await visitor().get('/logg-inn')).status, 200);
    assert.ok(Date.now() - began < 1500);
    await settle(off, await off.get(back.pathname + back.search), 30);
  });
});

describe('keys', () => {
  test('A4: a key under a new name is asked for once, and lets her in', async () => {
    await sleep(5500);
    forger.asked = {};
    forger.rotate('k2');
    assert.ok(isIn(await logIn()));
    assert.ok(isIn(await logIn()));
    assert.equal(forger.asked['/jwks'], 1);
  });

  test('A4: names that nobody knows make no flood of questions', async () => {
    forger.seal = (header, payload) => forger.sign({ ...header, kid: `ukjent-${Math.random()}` }, payload);
    for (let i = 0; i < 5; i += 1) await assertOut(await logIn(), UNTRUSTED);
    assert.ok((forger.asked['/jwks'] ?? 0) <= 2, `asked ${forger.asked['/jwks']} times`);
  });

  test('A4: a key service in trouble keeps the keys that are known', async () => {
    await sleep(5500);
    for (const reply of [status(500), garbage('{"keys":[]}'), huge, elsewhere('/jwks2')]) {
      forger.reply['/jwks'] = reply;
      forger.seal = (header, payload) => forger.sign({ ...header, kid: 'ny' }, payload);
      await assertOut(await logIn(), UNTRUSTED);
      forger.seal = null;
      assert.ok(isIn(await logIn()));
    }
  });
});

describe('what it says of itself', () => {
  const wrong = {
    'another issuer': { issuer: 'https://example.org' },
    'a token service without TLS': { token_endpoint: 'http://example.org/token' },
    'a page that is script': { authorization_endpoint: 'javascript:alert(1)' },
    'no S256': { code_challenge_methods_supported: ['plain'] },
    'no codes': { response_types_supported: ['id_token'] },
    'no keys': { jwks_uri: undefined },
  };
  for (const [what, metadata] of Object.entries(wrong)) {
    test(`A4: ${what} is not believed, and what was known holds`, async () => {
      const logged = own.log('logins').length;
      forger.metadata = metadata;
      process.kill(own.pid('logins'), 'SIGHUP');
      await until(() => /oidc-provider-unread/.test(own.log('logins').slice(logged)), 'it is refused');
      assert.equal(leadsTo(await visitor().get(START)).startsWith(`${forger.issuer}/auth?`), true);
    });
  }

  test('A4: it is read again as soon as it is right', async () => {
    assert.ok(await until(async () => isIn(await logIn()), 'she is let in', 30) === undefined);
  });
});

describe('who we are to it', () => {
  test('A4: our secret goes in the header, encoded; in the form where it asks for that', async () => {
    await logIn();
    const [{ authorization, form }] = forger.tokenRequests;
    assert.equal(authorization, `Basic ${Buffer.from('jobbsjanse:hemmelig%2F%C3%A6%2B%20%26').toString('base64')}`);
    assert.equal(form.get('client_secret'), null);
    forger.metadata = { token_endpoint_auth_methods_supported: ['client_secret_post'] };
    process.kill(own.pid('logins'), 'SIGHUP');
    await until(async () => {
      forger.tokenRequests = [];
      assert.ok(isIn(await logIn()));
      return forger.tokenRequests[0].authorization === undefined;
    }, 'it is sent in the form');
    assert.equal(forger.tokenRequests[0].form.get('client_secret'), 'hemmelig/æ+ &');
  });

  test('A4: with a key of ours we sign who we are (private_key_jwt), and send no secret', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await set(settings(`oidc_idporten_key_file = ${secretFile('var.jwk', JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'var' }))}`));
    await until(async () => isIn(await logIn()), 'she is let in');
    const { form, authorization } = forger.tokenRequests.at(-1);
    assert.equal(authorization, undefined);
    assert.equal(form.get('client_assertion_type'), 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    const said = forger.assertionBy(form.get('client_assertion'), publicKey);
    assert.deepEqual([said.iss, said.sub, said.aud], ['jobbsjanse', 'jobbsjanse', forger.issuer]);
    assert.ok(said.exp - said.iat <= 120 && said.jti.length >= 20);
  });

  test('A4: a secret that cannot be read is refused at reload, and what ran goes on', async () => {
    const logged = own.log('logins').length;
    writeFileSync(join(own.state, 'jobbsjanse.conf'), `${right}${settings('oidc_idporten_secret_file = /finnes/ikke')}`);
    process.kill(own.pid('logins'), 'SIGHUP');
    await until(() => /reload-refused/.test(own.log('logins').slice(logged)), 'it is refused');
    assert.ok(isIn(await logIn()));
    await set(settings(`oidc_idporten_secret_file = ${secretFile('forger', 'hemmelig')}`));
  });
});

describe('the way there and back', () => {
  test('A4: the daemon is killed: she waits, is told, and the next login works', async () => {
    const restart = await own.kill('logins');
    const who = visitor();
    const back = forger.comeBack(leadsTo(await who.get(START)), KNOWN);
    const waiting = await who.get((await who.get(back.pathname + back.search)).location);
    assert.equal(waiting.headers.get('refresh'), '1');
    assert.match(waiting.page.text('main'), /Vi logger deg inn/);
    restart();
    assert.ok(isIn({ answer: await settle(who, waiting) }), 'the code waits in the queue');
  });

  test('A4: the portal is gone, and comes back with another key', async () => {
    const restart = await own.kill('kommuneportalen');
    const who = visitor();
    assert.equal((await who.get('/oidc/start?leverandor=portal')).status, 303, 'where its page is, is known');
    restart();
    await until(() => fetch(own.environment.OIDC_ISSUER).then(() => true, () => false), 'it answers');
    await sleep(5500);
    const off = leadsTo(await who.get('/oidc/start?leverandor=portal'));
    const back = new URL(await beAtPortal(off, 'demo-oslo'));
    assert.ok(isIn({ answer: await settle(who, await who.get(back.pathname + back.search)) }));
  });

  test('A4: without passwords, only the providers are offered', async () => {
    await set(settings(`oidc_idporten_secret_file = ${secretFile('forger', 'hemmelig')}\npassword_login = no`));
    const page = await visitor().openPage('/logg-inn');
    assert.equal(page.all('[name=passord]').length, 0);
    assert.equal(page.all('main a').filter((a) => /^\/oidc\/start/.test(a.attribs.href)).length, 2);
    assert.equal((await visitor().post('/logg-inn', { brukernavn: 'oslo', passord: own.environment.PASSWORD })).status, 404, 'there is no such page');
    assert.ok(isIn(await logIn()));
  });

  test('A4: without providers, their addresses are no pages', async () => {
    writeFileSync(join(own.state, 'jobbsjanse.conf'), right.replace(/^oidc_portal_issuer = .*$/m, 'oidc_portal_issuer ='));
    own.reload();
    // Worker by worker: each answer may come from one that has not taken the settings up yet.
    for (const path of ['/oidc/start?leverandor=portal', '/oidc/svar?code=x&state=y']) await until(async () => (await visitor().get(path)).status === 404, `${path} is off`);
    await until(async () => !/kommuneportalen/.test((await visitor().openPage('/logg-inn')).text('main')), 'it is not offered');
  });
});
