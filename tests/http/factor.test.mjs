// The second factor (requirement A4): a code after the password, registering the app, recovery codes, another app.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { admin, call, DB } from '../sql/database.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { elsewhere, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { Phone } from './totp.mjs';

const CODE = '/logg-inn/kode';
const REGISTER = '/logg-inn/registrer';
const names = [];

after(async () => {
  for (const name of names) {
    await admin.query(`DELETE FROM ${DB}.mail WHERE recipient = ?`, [`${name}@demo.example`]);
    await removeUser(name);
  }
  await admin.end();
});

// Somebody who was invited and has chosen her password: the demo's.
async function newcomer(grant = { kommunenummer: '5001' }) {
  const name = `faktor-${randomUUID().slice(0, 8)}`;
  names.push(name);
  await temporaryUser(name, [grant]);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.user SET factor_required = 1 WHERE brukernavn = ?`, [name]);
  await call(admin, 'ctx.leave');
  return name;
}

// The password's step: where it led.
async function password(name, visitor = new Visitor({ from: elsewhere() }), passord = environment.PASSWORD, sent = '/logg-inn') {
  const { page } = await visitor.get(sent);
  const answer = await visitor.submit(page.form('form:has([name=passord])').setAll({ brukernavn: name, passord }), sent);
  return { visitor, answer };
}

async function code(visitor, fields, path = CODE) {
  const { page } = await visitor.get(path);
  return visitor.submit(page.form('form:has([name=kode])').setAll(fields), path);
}

const secretOf = (page) => page.textOf(page.one('.nokkeltekst'));
const recoveryOf = (page) => page.all('.gjenoppretting li').map((item) => page.textOf(item));

// Registers an app: a visitor inside, the phone, the recovery codes.
async function enrolled(grant) {
  const name = await newcomer(grant);
  const { visitor, answer } = await password(name);
  assert.equal(answer.location, REGISTER);
  const phone = new Phone(secretOf(await visitor.openPage(REGISTER)));
  const shown = await code(visitor, { kode: await phone.fresh() }, REGISTER);
  assert.equal(shown.status, 200);
  return { name, visitor, phone, recovery: recoveryOf(shown.page), shown };
}

let totp;
beforeEach(async () => {
  totp = new Phone(environment.TOTP_SECRET);
  // Codes that an earlier test has used in these minutes, or this would wait for new ones.
  await admin.query(`DELETE FROM ${DB}.factor_used WHERE user_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = 'totp')`);
});

test('A4, I3: the login totp asks for a code after the password, and lets nobody on without it', async () => {
  const { visitor, answer } = await password('totp');
  assert.equal(answer.status, 303);
  assert.equal(answer.location, CODE);
  for (const path of ['/deltakere', '/min-bruker', '/deltakere/ny', '/deltakere/oversikt.csv', '/kodebok', '/min-bruker/okt.json', '/min-bruker/faktor']) {
    const refused = await visitor.get(path);
    assert.equal(refused.status, 303, path);
    assert.match(refused.location, /^\/logg-inn\?/, path);
  }
  assert.equal((await visitor.get(REGISTER)).status, 303, 'nor is another app registered in her name');
  const page = assertPage(await visitor.get(CODE));
  assert.equal(page.attribute('[name=kode]', 'autocomplete'), 'one-time-code');
  const inside = await code(visitor, { kode: await totp.fresh() });
  assert.equal(inside.status, 303);
  assert.equal((await visitor.get('/deltakere')).status, 200);
});

test('A4: the half session\'s token is another than the session\'s, and is worth nothing afterwards', async () => {
  const { visitor } = await password('totp');
  const half = visitor.jar.get('halv');
  const thief = visitor.copy();
  assert.match(half, /^[\w-]{43}$/);
  const line = (await password('totp')).answer.cookies.find((one) => one.startsWith('halv='));
  assert.match(line, /; *HttpOnly/i);
  assert.match(line, /; *SameSite=Lax/i);
  await code(visitor, { kode: await totp.fresh() });
  assert.ok(visitor.jar.get('okt') && visitor.jar.get('okt') !== half);
  assert.equal(visitor.jar.get('halv'), undefined);
  assert.equal((await thief.get(CODE)).status, 303);
  thief.jar.set('okt', half);
  assert.equal((await thief.get('/deltakere')).status, 303);
});

test('A4: a code is taken with spaces, once, by this browser alone; letters, seven digits and old ones are refused', async () => {
  const { visitor } = await password('totp');
  for (const [kode, says] of [['', /Skriv koden/], ['abcdef', /seks siffer/], ['1234567', /seks siffer/], ['12345', /seks siffer/], ['１２３４５６', /seks siffer/], ['123 45a', /seks siffer/]]) {
    const refused = await code(visitor, { kode });
    assert.equal(refused.status, 422, kode);
    assert.match(assertPage(refused).main, says, kode);
  }
  const wrong = await code(visitor, { kode: totp.at(-5) });
  assert.equal(wrong.status, 422);
  assert.match(assertPage(wrong).main, /Forsøk igjen: 4/);
  assert.equal(wrong.page.attribute('[name=kode]', 'value') ?? '', '', 'a code is not sent back');
  const fresh = await totp.fresh();
  const stranger = new Visitor({ from: elsewhere() });
  stranger.jar.set('halv', 'x'.repeat(43));
  const { page } = await stranger.get('/logg-inn');
  const led = await stranger.post(CODE, { csrf: page.one('[name=csrf]').attribs.value, kode: fresh });
  assert.equal(led.status, 422);
  assert.match(assertPage(led).main, /Logg inn på nytt/);
  assert.equal((await stranger.get('/deltakere')).status, 303);
  assert.equal((await code(visitor, { kode: ` ${fresh.slice(0, 3)} ${fresh.slice(3)} ` })).status, 303);
  assert.equal((await visitor.get('/deltakere')).status, 200);
  const again = (await password('totp')).visitor;
  const replayed = await code(again, { kode: fresh });
  assert.equal(replayed.status, 422);
  assert.match(assertPage(replayed).main, /Koden er brukt/);
});

test('A4: five wrong codes end the half session; the password is asked for again', async () => {
  const { name, phone } = await enrolled();
  const { visitor } = await password(name);
  for (let i = 0; i < 4; i += 1) assert.equal((await code(visitor, { kode: phone.at(-9) })).status, 422);
  const { page } = await visitor.get(CODE);
  const form = page.form('form:has([name=kode])').setAll({ kode: phone.at(-9) });
  const over = await visitor.submit(form, CODE);
  assert.equal(over.status, 422);
  assert.ok(assertPage(over).form('form:has([name=passord])'), 'the login');
  assert.equal((await visitor.get(CODE)).status, 303);
});

test('A4: without the anti-forgery token a code is not even looked at', async () => {
  const { visitor } = await password('totp');
  const fresh = await totp.fresh();
  for (const csrf of [undefined, '', 'x'.repeat(64)]) {
    assert.equal((await visitor.post(CODE, { kode: fresh, ...(csrf === undefined ? {} : { csrf }) })).status, 403);
  }
  assert.equal((await code(visitor, { kode: fresh })).status, 303, 'it was not used up');
});

test('A4: one comes to the page one asked for, also over the code, and can leave it', async () => {
  const { visitor, answer } = await password('totp', new Visitor({ from: elsewhere() }), environment.PASSWORD, '/logg-inn?til=%2Fdeltakere%3Fstatus%3Dendret');
  assert.equal(answer.location, `${CODE}?til=%2Fdeltakere%3Fstatus%3Dendret`);
  const led = await code(visitor, { kode: await totp.fresh() }, answer.location);
  assert.equal(led.location, '/deltakere?status=endret');
  const other = (await password('totp')).visitor;
  const { page } = await other.get(CODE);
  assert.equal((await other.submit(page.formPostingTo('/logg-ut'), '/logg-ut')).location, '/logg-inn?ut=1');
  assert.equal((await other.get(CODE)).status, 303);
});

test('A4: whoever is new registers an app before anything else, and gets ten recovery codes', async () => {
  const name = await newcomer();
  const { visitor, answer } = await password(name);
  assert.equal(answer.location, REGISTER);
  assert.equal((await visitor.get('/deltakere')).status, 303);
  assert.equal((await visitor.get(CODE)).location, REGISTER);
  const page = assertPage(await visitor.get(REGISTER));
  const secret = secretOf(page);
  assert.match(secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  assert.equal(secretOf(await visitor.openPage(REGISTER)), secret, 'the same when it is drawn again');
  assert.ok(page.one('svg.qrkode path').attribs.d.length > 500);
  const phone = new Phone(secret);
  const wrong = await code(visitor, { kode: phone.at(-5) }, REGISTER);
  assert.equal(wrong.status, 422);
  assert.equal(secretOf(assertPage(wrong)), secret);
  assert.equal((await visitor.get('/deltakere')).status, 303, 'not before a right code');
  const shown = await code(visitor, { kode: await phone.fresh() }, REGISTER);
  const codes = recoveryOf(assertPage(shown));
  assert.equal(new Set(codes).size, 10);
  for (const one of codes) assert.match(one, /^([A-Z2-7]{5}-){4}[A-Z2-7]{5}$/);
  assert.equal(shown.headers.get('cache-control'), 'no-store');
  assert.equal((await visitor.get('/deltakere')).status, 200);
  assert.equal((await visitor.get(REGISTER)).location, '/logg-inn', 'shown once');
  const own = assertPage(await visitor.get('/min-bruker'));
  assert.match(own.main, /Gjenopprettingskoder som er igjen\s*10/);
  assert.equal((await code((await password(name)).visitor, { kode: await phone.fresh() })).status, 303);
});

test('A4: two who begin at once register one app: each is shown a key of her own', async () => {
  const name = await newcomer();
  const [one, two] = [(await password(name)).visitor, (await password(name)).visitor];
  const secrets = [secretOf(await one.openPage(REGISTER)), secretOf(await two.openPage(REGISTER))];
  assert.notEqual(secrets[0], secrets[1]);
  const phone = new Phone(secrets[0]);
  assert.equal((await code(one, { kode: await phone.fresh() }, REGISTER)).status, 200);
  assert.equal((await two.get(REGISTER)).status, 303, 'over: the other one is registered');
});

test('A4: a recovery code lets in once, however it is typed', async () => {
  const { name, recovery, visitor: first } = await enrolled();
  const { visitor } = await password(name);
  const led = await code(visitor, { kode: '', gjenoppretting: recovery[3].toLowerCase().replaceAll('-', ' ') });
  assert.equal(led.status, 303);
  assert.match(assertPage(await visitor.get('/min-bruker')).main, /er igjen\s*9/);
  const again = (await password(name)).visitor;
  const refused = await code(again, { kode: '', gjenoppretting: recovery[3] });
  assert.equal(refused.status, 422);
  assert.match(assertPage(refused).main, /brukt før/);
  assert.equal((await code(again, { kode: '', gjenoppretting: 'ABCDE' })).status, 422);
  assert.equal((await code(again, { kode: recovery[4] })).status, 303, 'in the other field too');
  assert.equal((await first.get('/deltakere')).status, 200);
});

const own = async (visitor, hva, fields) => {
  const path = `/min-bruker/faktor?hva=${hva}`;
  const page = await visitor.openPage(path);
  return visitor.submit(page.form('form:has([name=passord])').setAll(fields), '/min-bruker/faktor');
};

test('A4: new recovery codes take the place of the old, for password and code', async () => {
  const { name, visitor, phone, recovery } = await enrolled();
  for (const [fields, says] of [[{ passord: '', kode: '123456' }, /Skriv passordet/], [{ passord: 'feil passord', kode: await phone.fresh() }, /Passordet er feil/],
    [{ passord: environment.PASSWORD, kode: phone.at(-7) }, /passer ikke/], [{ passord: environment.PASSWORD, kode: '' }, /Skriv koden/]]) {
    const refused = await own(visitor, 'koder', fields);
    assert.equal(refused.status, 422);
    assert.match(assertPage(refused).main, says);
    assert.equal(refused.page.attribute('[name=passord]', 'value') ?? '', '');
  }
  const shown = await own(visitor, 'koder', { passord: environment.PASSWORD, kode: await phone.fresh() });
  const codes = recoveryOf(assertPage(shown));
  assert.equal(codes.length, 10);
  assert.ok(!codes.includes(recovery[0]));
  const { visitor: other } = await password(name);
  assert.equal((await code(other, { kode: '', gjenoppretting: recovery[0] })).status, 422);
  assert.equal((await code(other, { kode: '', gjenoppretting: codes[0] })).status, 303);
});

test('A4: another app takes the place of the old one, and ends what was begun with it', async () => {
  const { name, visitor, phone, recovery } = await enrolled();
  const elsewhereToo = (await password(name)).visitor;
  assert.equal((await code(elsewhereToo, { kode: await phone.fresh() })).status, 303);
  const led = await own(visitor, 'app', { passord: environment.PASSWORD, kode: recovery[0] }); // the phone is lost
  assert.equal(led.location, REGISTER);
  const page = await visitor.openPage(REGISTER);
  assert.equal((await visitor.get('/deltakere')).status, 200, 'until then all is as it was');
  const next = new Phone(secretOf(page));
  assert.equal((await code(visitor, { kode: await phone.fresh() }, REGISTER)).status, 422, 'the old app\'s code');
  const shown = await code(visitor, { kode: await next.fresh() }, REGISTER);
  assert.equal(recoveryOf(assertPage(shown)).length, 10);
  assert.equal((await visitor.get('/deltakere')).status, 200);
  assert.equal((await elsewhereToo.get('/deltakere')).status, 303, 'ended');
  const later = (await password(name)).visitor;
  assert.equal((await code(later, { kode: phone.at() })).status, 422);
  assert.equal((await code(later, { kode: '', gjenoppretting: recovery[1] })).status, 422);
  assert.equal((await code(later, { kode: await next.fresh() })).status, 303);
});

test('A4: a login in the middle of typing keeps what was typed, over the code too', async () => {
  const { visitor, phone } = await enrolled();
  const page = await visitor.openPage('/deltakere/sok');
  const form = page.form('main form:has([name=navn])').setAll({ navn: 'Fjellbekk' });
  await admin.query(`UPDATE ${DB}.session SET ended_at = ${DB}.utc_now() WHERE user_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = ?)`, [names.at(-1)]);
  const asked = await visitor.submit(form, '/deltakere/sok');
  assert.equal(asked.status, 401);
  const coded = await visitor.submit(asked.page.form('form:has([name=passord])').setAll({ brukernavn: names.at(-1), passord: environment.PASSWORD }), '/logg-inn');
  assert.equal(coded.status, 200, 'the code page itself, with what travels along');
  const back = await visitor.submit(assertPage(coded).form('form:has([name=kode])').setAll({ kode: await phone.fresh() }), CODE);
  assert.equal(back.status, 200);
  assert.match(assertPage(back).main, /logget inn igjen/i);
  assert.equal(back.page.form('main form').value('navn'), 'Fjellbekk');
});

test('A4: an administrator takes away the app of one who has lost it; she registers another, and is told by mail', async () => {
  const { name, visitor } = await enrolled({ kommunenummer: '0301' });
  const administrator = await Visitor.login('admin-oslo');
  const list = await administrator.openPage(`/brukere?navn=${name}`);
  const path = list.all('main a').map((link) => link.attribs.href).find((href) => /^\/brukere\/[^/?]+$/.test(href) && href !== '/brukere/ny');
  const person = assertPage(await administrator.get(path));
  assert.ok(person.all('a').some((link) => link.attribs.href === `${path}/kodeapp`));
  const page = assertPage(await administrator.get(`${path}/kodeapp`));
  const done = await administrator.submit(page.form('main form'), `${path}/kodeapp`);
  assert.equal(done.location, `${path}?utfort=kodeapp`);
  assert.match(assertPage(await administrator.follow(done)).main, /Kodeappen er fjernet/);
  assert.equal((await visitor.get('/deltakere')).status, 303, 'her session is over');
  assert.equal((await password(name)).answer.location, REGISTER);
  const again = assertPage(await administrator.get(`${path}/kodeapp`));
  const none = await administrator.submit(again.form('main form'), `${path}/kodeapp`);
  assert.equal(none.status, 422);
  assert.match(assertPage(none).main, /har ingen kodeapp/);
  const mails = await admin.query(`SELECT kind FROM ${DB}.mail WHERE recipient = ?`, [`${name}@demo.example`]);
  assert.deepEqual(mails.map(({ kind }) => kind), ['kodeapp-fjernet']);
  assert.equal((await (await Visitor.login('imdi')).get(`${path}/kodeapp`)).status, 404);
});
