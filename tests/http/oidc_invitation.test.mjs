// An invitation taken by logging in through an OpenID provider (requirements A3, A4), against the stand-in of the municipal portal.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { admin as database, closeAll, DB } from '../sql/database.mjs';
import { as, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { choose, fresh, invited as inviteBy, pathOf, USERS } from './people.mjs';
import { beAtPortal, leadsTo, settle, throughPortal } from './portal.mjs';

const admin = await as('admin-oslo');
const owner = await as('systemeier');
const addresses = [];
const invited = async (fields) => {
  const made = await inviteBy(admin, fields);
  addresses.push(made.epost);
  return made;
};
after(async () => {
  for (const address of addresses) {
    const path = await pathOf(owner, address).catch(() => undefined);
    const answer = path ? await owner.get(`${path}/avslutt/alle`) : { status: 404 };
    if (answer.status === 200) await owner.submit(answer.page.formPostingTo('/avslutt/alle'), path);
  }
  await closeAll();
});

const newPerson = () => `demo-ny-${fresh()}`;
const bare = (address) => address.slice(environment.BASE_URL.length);
const nameOf = (page) => page.text('.brukernavn');

async function pressed(visitor, link) {
  const form = (await visitor.openPage(link)).form('main form:has([name=leverandor])');
  return visitor.submit(form, link, { value: 'portal' });
}
// To the portal and back, as far as the address that holds the code.
async function begun(link, person, visitor = new Visitor()) {
  const back = await beAtPortal(leadsTo(await pressed(visitor, link)), person);
  return { visitor, back };
}
const come = async ({ visitor, back }) => settle(visitor, await visitor.get(bare(back)));
const take = async (link, person, visitor) => {
  const one = await begun(link, person, visitor);
  return { ...one, answer: await come(one) };
};

test('A3, A4: who is invited logs in at the portal, and is in: with a name made of her address, and no password', async () => {
  const { epost, link } = await invited({ navn: 'Guro Prøvesen', sted: '0301-030105' });
  const page = assertPage(await new Visitor().get(link));
  assert.match(page.main, /Logg inn med kommuneportalen/);
  assert.equal(page.all('[name=passord_igjen]').length, 1, 'beside choosing a password');
  const person = newPerson();
  const { visitor, answer } = await take(link, person);
  assert.equal(answer.status, 303);
  assert.equal(nameOf((await visitor.follow(answer)).page), 'Guro Prøvesen');
  assert.match((await visitor.openPage('/deltakere')).main, /Frogner/);
  assert.match((await owner.openPage(await pathOf(owner, epost))).main, new RegExp(epost.split('@')[0]));
  assert.equal((await new Visitor().get(link)).status, 404, 'the link is used');
  const again = await throughPortal(person);
  assert.equal(nameOf((await again.visitor.follow(again.answer)).page), 'Guro Prøvesen', 'and next time she logs in');
});

test('A3: the link\'s secret goes to nobody on the way', async () => {
  const { link } = await invited();
  const visitor = new Visitor();
  const off = await pressed(visitor, link);
  assert.equal(off.status, 200, 'no redirect after a form: browsers would not follow it out of the site');
  assert.equal(off.headers.get('referrer-policy'), 'no-referrer');
  const token = link.split('/').at(-1);
  assert.ok(!leadsTo(off).includes(token), 'not to the portal');
  assert.equal(new URL(leadsTo(off)).searchParams.get('prompt'), 'login', 'who she is there is asked, since it stays');
  assert.ok(![...visitor.jar.values()].includes(token), 'not in a cookie');
  const back = await beAtPortal(leadsTo(off), newPerson());
  assert.ok(!back.includes(token));
  assert.doesNotMatch((await visitor.get(bare(back))).location, new RegExp(token));
});

test('A3: who is known there already gets the access as herself', async () => {
  const person = newPerson();
  const first = await invited({ navn: 'Siv Prøvesen', sted: '0301-030105' });
  const older = await take(first.link, person);
  const second = await invited({ navn: 'Siv Annensen', sted: '0301-030102' });
  const { visitor, answer } = await take(second.link, person);
  assert.equal(nameOf((await visitor.follow(answer)).page), 'Siv Prøvesen');
  assert.match((await visitor.openPage('/min-bruker')).main, /Grünerløkka.*Frogner|Frogner.*Grünerløkka/);
  assert.equal((await older.visitor.get('/deltakere')).status, 303, 'her older session is over');
});

test('A3: nobody takes what she has sent herself, and whoever has a user with that address is told what to do', async () => {
  const { link } = await invited();
  const { visitor, answer } = await take(link, 'demo-admin-oslo');
  assert.equal(answer.status, 422);
  assert.match(assertPage(answer).main, /sendt invitasjonen selv/);
  assert.equal((await visitor.get('/deltakere')).status, 303);
  const known = await inviteBy(admin, { epost: 'flere@demo.example' });
  const other = await take(known.link, newPerson());
  assert.equal(other.answer.status, 409);
  assert.match(assertPage(other.answer).main, /har en bruker fra før.*Invitasjonen er ikke brukt/s);
  assert.equal((await new Visitor().get(known.link)).status, 200);
  const list = await admin.openPage(`${USERS}?navn=flere%40demo.example`);
  await admin.submit(list.form('main form[action*="/brukere/invitasjon/"]'), USERS, { value: 'trekk' });
});

test('A3: used, withdrawn or expired while she was at the portal: a kind page, and nothing is made', async () => {
  const meanwhile = {
    used: ({ link }) => choose(link, `prove.${fresh()}`),
    withdrawn: async ({ epost }) => {
      const page = await admin.openPage(`${USERS}?navn=${encodeURIComponent(epost)}`);
      return admin.submit(page.form('main form[action*="/brukere/invitasjon/"]'), USERS, { value: 'trekk' });
    },
    expired: ({ link }) => database.query(`UPDATE ${DB}.link SET made_at = made_at - INTERVAL 8 DAY, expires_at = expires_at - INTERVAL 8 DAY
      WHERE token_hash = UNHEX(SHA2(?, 256))`, [link.split('/').at(-1)]),
  };
  for (const [what, happens] of Object.entries(meanwhile)) {
    const made = await invited();
    const person = newPerson();
    const one = await begun(made.link, person);
    await happens(made);
    const answer = await come(one);
    assert.equal(answer.status, 410, what);
    assert.match(assertPage(answer).main, /kan ikke brukes.*Ingenting er endret/s, what);
    assert.equal((await one.visitor.get('/deltakere')).status, 303, what);
    assert.equal((await throughPortal(person)).answer.status, 403, `${what}: nobody`);
  }
});

test('A4: in another browser, and a second time, it leads nowhere', async () => {
  const { link } = await invited();
  const one = await begun(link, newPerson());
  const stolen = await come({ visitor: new Visitor(), back: one.back });
  assert.equal(stolen.status, 422);
  assert.match(assertPage(stolen).main, /annen nettleser/);
  assert.equal((await new Visitor().get(link)).status, 200, 'nothing is used up');
  assert.equal((await come(one)).status, 303);
  const replay = one.visitor.copy();
  replay.jar.delete('okt');
  assert.equal((await come({ visitor: replay, back: one.back })).status, 422);
});

test('A4: it begins by a form of ours, at a provider that is set, by a link that is good', async () => {
  const { link } = await invited();
  const visitor = new Visitor();
  const page = await visitor.openPage(link);
  const csrf = page.one('main form [name=csrf]').attribs.value;
  assert.equal((await visitor.post(link, { leverandor: 'portal' })).status, 403, 'without the anti-forgery token');
  for (const leverandor of ['', 'ukjent', '../portal']) assert.equal((await visitor.post(link, { csrf, leverandor })).status, 404, leverandor);
  assert.equal((await visitor.post(`/invitasjon/${'A'.repeat(43)}`, { csrf, leverandor: 'portal' })).status, 404);
  const aborted = await take(link, '');
  assert.equal(aborted.answer.status, 422);
  assert.match(assertPage(aborted.answer).main, /ble ikke logget inn/);
  assert.equal((await new Visitor().get(link)).status, 200);
});
