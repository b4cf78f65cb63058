// Logging in by password is switched off (requirement A4): its pages are not there, and who is inside goes on.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Visitor } from '../http/client.mjs';
import { Installation, until } from '../http/installation.mjs';
import { invite, linkIn, newEmail } from '../http/people.mjs';

let own;
before(async () => { own = await Installation.start(); });
after(() => { own?.remove(); });

async function invited() {
  const epost = newEmail();
  await invite(await own.login('admin-oslo'), { epost });
  let mail;
  await until(async () => {
    mail = (await (await fetch(`${own.environment.MAIL_URL}/mail.json`)).json()).mail.find((one) => one.to.includes(epost));
    return mail !== undefined;
  }, 'the invitation is sent');
  return linkIn(mail);
}

test('A4: where login by password is switched off there is no form, no way round it, and no new passwords', async () => {
  const options = { base: own.environment.BASE_URL };
  const inside = await Visitor.login('trondheim', { ...options, password: own.environment.PASSWORD });
  const link = await invited();
  const { page } = await new Visitor(options).get('/logg-inn');
  assert.ok(page.form('form:has([name=passord])'), 'before it is');
  appendFileSync(join(own.state, 'jobbsjanse.conf'), 'password_login = no\n');
  own.reload();
  const visitor = new Visitor(options);
  await until(async () => (await visitor.get('/logg-inn')).page.all('[name=passord]').length === 0, 'the form is gone');
  const shown = await visitor.get('/logg-inn');
  assert.equal(shown.status, 200);
  assert.equal(shown.page.all('[name=passord]').length, 0);
  const csrf = (await inside.openPage('/min-bruker')).one('header [name=csrf]').attribs.value;
  assert.equal((await inside.post('/logg-inn', { csrf, brukernavn: 'trondheim', passord: own.environment.PASSWORD })).status, 404);
  for (const path of ['/logg-inn/glemt', `/logg-inn/nytt-passord/${'A'.repeat(43)}`]) assert.equal((await visitor.get(path)).status, 404, path);
  const invitation = await visitor.openPage(link);
  assert.equal(invitation.all('main [type=password], main [name=brukernavn]').length, 0, 'an invitation is taken through a provider alone');
  const form = invitation.form('main form:has([name=leverandor])');
  const { fields: [[, token]] } = form;
  const chosen = { csrf: token, brukernavn: 'prove.uten', passord: 'grønn sykkel under broen', passord_igjen: 'grønn sykkel under broen' };
  assert.equal((await visitor.post(link, chosen)).status, 404);
  assert.equal((await visitor.submit(form, link)).status, 200);
  assert.equal((await inside.get('/deltakere')).status, 200, 'who is inside goes on');
});
