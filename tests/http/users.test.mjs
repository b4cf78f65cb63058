// "Brukere" (requirements A1, A2, A3, I8): whom an administrator sees and what she may do, what the system owner and IMDi see.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { assertPage, assertRefused } from './expect.mjs';
import { enter, invite, INVITE, invited, mailTo, newEmail, newUser, norwegian, pathOf, PERSON, USERS } from './people.mjs';

const admin = await as('admin-oslo');
const owner = await as('systemeier');
const ended = [];
// A municipality's people are counted in other tests' pictures: whoever was made here has no access afterwards.
after(async () => {
  for (const path of ended) {
    const answer = await owner.get(`${path}/avslutt/alle`);
    if (answer.status === 200) await owner.submit(answer.page.formPostingTo('/avslutt/alle'), path);
  }
});
async function made(fields) {
  const user = await newUser(admin, fields);
  const path = await pathOf(admin, user.brukernavn);
  ended.push(path);
  return { ...user, path };
}

test('A1: who sees no participants but has people to look after, is led to them', async () => {
  assert.equal((await admin.get('/')).location, '/brukere');
  assert.equal((await owner.get('/')).location, '/deltakere');
});

test('A1: the administrator sees her own municipality\'s people, the system owner all, in the menu too', async () => {
  const page = assertPage(await admin.get(USERS));
  assert.match(page.text('nav.hovedmeny'), /Brukere/);
  assert.match(page.main, /Ingrid Solvang/);
  assert.doesNotMatch(page.main, /Marit Nidarvoll|Jonas Vestbygd|Sunniva Ekra/);
  // by name: other tests make people too, and the list has pages
  assert.match(assertPage(await admin.get(`${USERS}?navn=samira`)).main, /Samira Holte/);
  assert.doesNotMatch(assertPage(await admin.get(`${USERS}?navn=nidarvoll`)).main, /Marit Nidarvoll/);
  const all = assertPage(await owner.get(`${USERS}?navn=nidarvoll`));
  assert.match(all.main, /Marit Nidarvoll.*Kommunebruker: Trondheim/);
  const place = assertPage(await owner.get(`${USERS}?kommune=4601`));
  assert.match(place.main, /Jonas Vestbygd/);
  assert.doesNotMatch(place.main, /Marit Nidarvoll/);
});

test('A1: IMDi looks up administrators and nothing else', async () => {
  const imdi = await as('imdi');
  const page = assertPage(await imdi.get(USERS));
  assert.equal(page.text('h1'), 'Kommuneadministratorer');
  assert.match(page.main, /Oslo.*Petra Lindholt.*admin-oslo@demo\.example/);
  assert.doesNotMatch(page.main, /Ingrid Solvang|Siste innlogging/);
  const path = await pathOf(owner, 'oslo');
  for (const address of [path, INVITE, `${path}/avslutt/alle`, `${path}/ny-tilgang`]) assert.equal((await imdi.get(address)).status, 404, address);
});

test('I8: nobody else finds it', async () => {
  const path = await pathOf(owner, 'trondheim');
  for (const user of ['oslo', 'grunerlokka']) {
    const visitor = await as(user);
    for (const address of [USERS, INVITE, path]) assert.equal((await visitor.get(address)).status, 404, `${user} ${address}`);
    assert.doesNotMatch((await visitor.openPage('/min-bruker')).text('nav.hovedmeny'), /Brukere/);
  }
  assert.equal((await new Visitor().get(USERS)).status, 303);
  for (const rest of ['', '/ny-tilgang', '/avslutt/alle', '/tilgang/1', '/avslutt/1']) assert.equal((await admin.get(path + rest)).status, 404, rest);
  const { attribs: { value: csrf } } = (await admin.openPage(INVITE)).one('main [name=csrf]');
  for (const rest of ['', '/ny-tilgang', '/avslutt/alle', '/tilgang/1']) {
    assert.equal((await admin.post(path + rest, { csrf, ...PERSON, fra: norwegian(0) })).status, 404, rest);
  }
  for (const wrong of ['/brukere/1', '/brukere/bbbbbbbbbbbbbbbb', '/brukere/aaaa', '/brukere/%27']) assert.equal((await admin.get(wrong)).status, 404, wrong);
  assert.equal((await admin.post('/brukere/invitasjon/bbbbbbbbbbbbbbbb', { csrf, gjor: 'send' })).status, 404);
});

test('what the address asks for and the register does not know is named', async () => {
  for (const query of ['sorter=navn', 'kommune=9999', 'side=to', `navn=${'x'.repeat(101)}`]) assert.equal((await owner.get(`${USERS}?${query}`)).status, 400, query);
  const first = assertPage(await owner.get(`${USERS}?side=-3`));
  assert.match(first.main, /Side 1 av/);
  const last = assertPage(await owner.get(`${USERS}?side=9999`));
  const [, page, of] = last.main.match(/Side (\d+) av (\d+)/);
  assert.equal(page, of);
  assert.equal((await owner.get(`${USERS}?navn=%25`)).page.text('h2#brukere'), 'Antall brukere: 0');
});

test('A3: an invitation needs a name, an address every mail server takes, a phone, a role and a place of hers', async () => {
  assertRefused(await invite(admin, { navn: '', epost: '', telefon: '', sted: '' }), ['navn', 'epost', 'telefon', 'sted']);
  for (const epost of ['kari', `${'a'.repeat(400)}@kommune.example`, 'blåbær@kommune.example', 'kari@blå.example', 'a@b.no, c@d.no']) {
    assertRefused(await invite(admin, { epost }), 'epost');
  }
  assertRefused(await invite(admin, { epost: newEmail(), navn: 'Kari\nBcc: x@y.no' }), 'navn');
  assertRefused(await invite(admin, { epost: 'kari@kommune.example\r\nBcc: x@y.no' }), 'epost');
  for (const sted of ['5001', '9999', '0301-999999', '0301x030102', '0301-0301020', '%']) assertRefused(await invite(admin, { epost: newEmail(), sted }), 'sted');
  for (const rolle of ['machine', 'sjef', '']) assertRefused(await invite(admin, { epost: newEmail(), rolle }), 'rolle');
  assert.equal((await invite(admin, { epost: newEmail(), rolle: 'system_owner', sted: '' })).status, 422);
  assertRefused(await invite(admin, { epost: newEmail(), fra: norwegian(3), til: norwegian(2) }), 'til');
  assertRefused(await invite(admin, { epost: newEmail(), fra: norwegian(-9), til: norwegian(-2) }), 'til');
  assertRefused(await invite(admin, { epost: newEmail(), fra: '31.02.2026' }), 'fra');
  const page = (await invite(admin, { epost: 'kari', navn: 'Åse <b>Ødegård' })).page;
  assert.equal(page.formPostingTo(INVITE).value('navn'), 'Åse <b>Ødegård', 'what was typed stays');
});

test('A3: the form is kept where its token is missing', async () => {
  const form = (await admin.openPage(INVITE)).formPostingTo(INVITE).setAll({ ...PERSON, epost: newEmail() }).remove('csrf');
  const answer = await admin.submit(form, INVITE);
  assert.equal(answer.status, 403);
  assert.equal(answer.page.formPostingTo(INVITE).value('navn'), PERSON.navn);
});

test('A3: an invitation is listed with its state, sent again, and withdrawn', async () => {
  const { epost, mail } = await invited(admin);
  const row = async () => {
    const page = assertPage(await admin.get(`${USERS}?navn=${encodeURIComponent(epost)}`));
    return page.text('table tbody tr');
  };
  assert.match(await row(), /Sendt/);
  const press = async (gjor) => {
    const page = await admin.openPage(`${USERS}?navn=${encodeURIComponent(epost)}`);
    const form = page.form('main form[action*="/brukere/invitasjon/"]');
    return admin.submit(form, USERS, { value: gjor });
  };
  assert.equal((await press('send')).location, `${USERS}?utfort=nettopp`, 'not twice within a minute');
  assert.equal((await press('trekk')).location, `${USERS}?utfort=trukket`);
  assert.match(await row(), /Trukket tilbake/);
  assert.doesNotMatch(await row(), /Send på nytt/);
  assert.match(mail.text, /Petra Lindholt/);
  assert.equal((await invite(admin, { epost })).location, `${USERS}?utfort=invitert`, 'and invited anew');
  await mailTo(epost, mail.number);
  assertRefused(await invite(admin, { epost }), 'sted');
});

test('A3: one she can see is not invited: her page opens, and the grant is given there', async () => {
  const answer = await invite(admin, { epost: 'oslo@demo.example' });
  assert.match(answer.location, /^\/brukere\/[b-v]{16}\?utfort=finnes$/);
  assert.match(assertPage(await admin.get(answer.location)).main, /finnes allerede/);
  assert.equal((await invite(admin, { epost: 'admin-oslo@demo.example' })).status, 422, 'nobody invites herself');
});

test('A3: a grant more, other dates, an end: each is felt at the next click', async () => {
  const { brukernavn, path } = await made();
  let her = await enter(brukernavn);
  const loggedOut = async () => {
    assert.equal((await her.get('/min-bruker')).status, 303, 'her next request is the login page');
    her = await enter(brukernavn);
  };
  const give = async (fields) => admin.submit((await admin.openPage(`${path}/ny-tilgang`)).formPostingTo('/ny-tilgang').setAll(fields), path);
  assertRefused(await give({ rolle: 'caseworker', sted: '0301-030102' }), 'sted');
  assert.equal((await give({ rolle: 'caseworker', sted: '0301-030105' })).location, `${path}?utfort=gitt`);
  await loggedOut();
  const page = assertPage(await admin.get(path));
  const change = page.all('a[href*="/tilgang/"]').map((link) => link.attribs.href)[0];
  const dates = async (fields) => admin.submit((await admin.openPage(change)).formPostingTo(change).setAll(fields), change);
  assertRefused(await dates({ til: norwegian(-1) }), 'til');
  assertRefused(await dates({ fra: norwegian(5) }), 'fra');
  const stale = (await admin.openPage(change)).formPostingTo(change).setAll({ til: norwegian(9) });
  assert.equal((await dates({ til: norwegian(30) })).location, `${path}?utfort=datoer`);
  assert.equal((await admin.submit(stale, change)).status, 409, 'somebody changed it in between');
  await loggedOut();
  assert.match((await admin.openPage(path)).main, new RegExp(norwegian(30)));
  const end = (await admin.openPage(path)).all('a[href*="/avslutt/"]').map((link) => link.attribs.href).find((href) => /\d$/.test(href));
  const asked = assertPage(await admin.get(end));
  assert.match(asked.text('h1'), /avslutte denne/);
  assert.equal((await admin.submit(asked.formPostingTo(end), end)).location, `${path}?utfort=avsluttet`);
  await loggedOut();
  const all = await admin.openPage(`${path}/avslutt/alle`);
  assert.equal((await admin.submit(all.formPostingTo('/avslutt/alle'), path)).location, `${path}?utfort=avsluttet`);
  assert.equal((await her.get('/min-bruker')).status, 303);
  assert.equal((await new Visitor().tryLogin(brukernavn, 'grønn sykkel under broen')).status, 422, 'and she does not come in again');
  assert.match((await admin.openPage(path)).main, /Send en ny invitasjon/);
  assert.equal((await admin.get(`${path}/avslutt/alle`)).status, 404, 'nothing is left to end');
});

test('A3: name and phone are put right, from what was shown', async () => {
  const { path } = await made();
  const form = (await admin.openPage(path)).formPostingTo(path);
  const other = (await admin.openPage(path)).formPostingTo(path);
  assertRefused(await admin.submit(form.setAll({ navn: '', telefon: 'ring meg' }), path), ['navn', 'telefon']);
  assert.equal((await admin.submit(form.setAll({ navn: 'Nytt Navn', telefon: '22334455' }), path)).location, `${path}?utfort=lagret`);
  assert.equal((await admin.submit(other.setAll({ navn: 'Annet Navn' }), path)).status, 409);
  assert.equal(assertPage(await admin.get(path)).text('h1'), 'Nytt Navn');
});

test('A1: nobody changes what she may herself, and the only administrator is told why she stays', async () => {
  const path = await pathOf(admin, 'admin-oslo');
  const page = assertPage(await admin.get(path));
  assert.match(page.main, /Dette er deg/);
  assert.equal(page.all('a[href*="/avslutt/"]').length, 0);
  const asked = await admin.openPage(`${path}/avslutt/alle`);
  const answer = await admin.submit(asked.formPostingTo('/avslutt/alle'), path);
  assert.equal(answer.status, 422);
  assert.match(assertPage(answer).main, /siste administratoren|din egen tilgang/);
  const give = (await admin.openPage(`${path}/ny-tilgang`)).formPostingTo('/ny-tilgang').setAll({ rolle: 'caseworker', sted: '0301' });
  assert.equal((await admin.submit(give, path)).status, 422);
  assert.equal((await admin.get(USERS)).status, 200, 'and is logged in still');
  const own = await pathOf(owner, 'systemeier');
  const last = await owner.openPage(`${own}/avslutt/alle`);
  assert.equal((await owner.submit(last.formPostingTo('/avslutt/alle'), own)).status, 422);
});
