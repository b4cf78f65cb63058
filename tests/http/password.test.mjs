// A user's own password (requirement A4): what is taken, and what follows a change.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { admin, DB } from '../sql/database.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { elsewhere, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';

const PATH = '/min-bruker/passord';
const NEW = 'fire røde hester danser i fjæra';
const names = [];

after(async () => {
  for (const name of names) {
    await admin.query(`DELETE FROM ${DB}.mail WHERE recipient = ?`, [`${name}@demo.example`]);
    await removeUser(name);
  }
  await admin.end();
});

async function somebody() {
  const name = `passord-${randomUUID().slice(0, 8)}`;
  names.push(name);
  await temporaryUser(name, [{ kommunenummer: '5001' }]);
  return { name, visitor: await Visitor.login(name, { from: elsewhere() }) };
}

async function change(visitor, fields) {
  const page = await visitor.openPage(PATH);
  return visitor.submit(page.form('main form').setAll(fields), PATH);
}

const mailsTo = async (name) => (await admin.query(`SELECT kind FROM ${DB}.mail WHERE recipient = ? ORDER BY mail_id`, [`${name}@demo.example`])).map(({ kind }) => kind);

test('A4: the page helps password programs, and asks for the old password', async () => {
  const { visitor } = await somebody();
  const page = assertPage(await visitor.get(PATH));
  assert.equal(page.attribute('[name=passord]', 'autocomplete'), 'current-password');
  assert.equal(page.attribute('[name=nytt_passord]', 'autocomplete'), 'new-password');
  assert.equal(page.attribute('[name=nytt_passord]', 'maxlength') ?? '', '', 'nothing typed or pasted is cut off');
});

test('A4: passwords that are short, common or built on what is known of her are refused, and say why', async () => {
  const { name, visitor } = await somebody();
  for (const [nytt, says] of [['', /Skriv et passord/], ['kort', /minst 12 tegn/], ['x'.repeat(129), /høyst 128/], ['passwordpassword', /for lett å gjette\. Unngå/],
    ['123456789012', /for lett å gjette/], ['jobbsjansen2026', /bygger på/], ['passord12345', /et ord mange bruker/], [`${name}1`, /bygger på/], ['trondheimtrondheim', /bygger på/], ['linje\nskift midt i passordet', /tegn som ikke kan brukes/]]) {
    const refused = await change(visitor, { passord: environment.PASSWORD, nytt_passord: nytt });
    assert.equal(refused.status, 422, nytt);
    const page = assertPage(refused);
    assert.match(page.main, says, nytt);
    assert.equal(page.attribute('[name=nytt_passord]', 'value') ?? '', '', 'it is not sent back');
  }
  assert.deepEqual(await mailsTo(name), []);
});

test('A4: a changed password ends the other sessions and not this one, and is told by mail', async () => {
  const { name, visitor } = await somebody();
  const other = await Visitor.login(name, { from: elsewhere() });
  const wrong = await change(visitor, { passord: 'ikke dette passordet', nytt_passord: NEW });
  assert.equal(wrong.status, 422);
  assert.match(assertPage(wrong).main, /Passordet er feil/);
  assert.equal((await change(visitor, { passord: environment.PASSWORD, nytt_passord: NEW })).location, '/min-bruker?passord=nytt');
  assert.match(assertPage(await visitor.get('/min-bruker?passord=nytt')).main, /Passordet er endret/);
  assert.equal((await other.get('/deltakere')).status, 303);
  assert.deepEqual(await mailsTo(name), ['passord-endret']);
  assert.equal((await new Visitor({ from: elsewhere() }).tryLogin(name, environment.PASSWORD)).status, 422, 'the old one is no good');
  await Visitor.login(name, { password: NEW, from: elsewhere() });
});

test('A4: all of Unicode is a password, as it was typed', async () => {
  const { name, visitor } = await somebody();
  const password = '  Åse ❤ ﷽ 🐴 Ω̈ zażółć  ';
  assert.equal((await change(visitor, { passord: environment.PASSWORD, nytt_passord: password })).status, 303);
  await Visitor.login(name, { password, from: elsewhere() });
  assert.equal((await new Visitor({ from: elsewhere() }).tryLogin(name, password.trim())).status, 422);
  assert.equal((await new Visitor({ from: elsewhere() }).tryLogin(name, password.toLowerCase())).status, 422);
});

test('A4: guessing at the old password over an open session is stopped too', async () => {
  const { visitor } = await somebody();
  const seen = [];
  for (let i = 0; i < 6; i += 1) seen.push((await change(visitor, { passord: `forsøk nummer ${i}`, nytt_passord: NEW })).status);
  assert.deepEqual(seen, [422, 422, 422, 422, 422, 429]);
});

test('A4: without the anti-forgery token nothing is changed', async () => {
  const { name, visitor } = await somebody();
  assert.equal((await visitor.post(PATH, { passord: environment.PASSWORD, nytt_passord: NEW })).status, 403);
  await Visitor.login(name, { from: elsewhere() });
});
