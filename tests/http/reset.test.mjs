// A new password by mail (requirement A4): nobody learns who exists, links are good once, mailboxes are not flooded.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { admin, call, DB } from '../sql/database.mjs';
import { givePhone } from '../sql/factor.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { elsewhere, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { journalAt, journalFrom } from './matrix/journal.mjs';
import { Postbox, tokenIn } from './postbox.mjs';

const ASK = '/logg-inn/glemt';
const NEW = 'fire røde hester danser i fjæra';
const names = [];

after(async () => {
  for (const name of names) {
    await admin.query(`DELETE FROM ${DB}.mail WHERE recipient = ?`, [`${name}@demo.example`]);
    await admin.query(`DELETE FROM ${DB}.link WHERE kind = 'passord' AND subject_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = ?)`, [name]);
    await removeUser(name);
  }
  await admin.end();
});

async function somebody() {
  const name = `glemt-${randomUUID().slice(0, 8)}`;
  names.push(name);
  await temporaryUser(name, [{ kommunenummer: '5001' }]);
  return name;
}

async function ask(brukernavn, from = elsewhere()) {
  const visitor = new Visitor({ from });
  const page = await visitor.openPage(ASK);
  return visitor.submit(page.form('main form').setAll({ brukernavn }), ASK);
}

// The jobs have looked at all that was asked for.
async function settled() {
  for (let i = 0; i < 100; i += 1) {
    if ((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.reset_request WHERE outcome = 'waiting'`))[0].n === 0n) return;
    await pause(100);
  }
  throw new Error('nobody looks at what was asked for');
}

const postbox = new Postbox(environment.MAIL_URL);
const linkPath = async (name, count = 1) => `/logg-inn/nytt-passord/${tokenIn((await postbox.awaits(`${name}@demo.example`, count)).at(-1).text)}`;

async function choose(visitor, path, passord) {
  const { page } = await visitor.get(path);
  return visitor.submit(page.form('form:has([name=passord])').setAll({ passord }), path);
}

test('A4: the login leads to it, and what is answered is the same for whoever exists and whoever does not', async () => {
  const name = await somebody();
  assert.equal((await new Visitor().openPage('/logg-inn')).attribute('a[href$="/logg-inn/glemt"]', 'href'), ASK);
  const answers = [];
  for (const who of [name, `${name}@demo.example`, 'finnes-ikke', 'finnes.ikke@demo.example', 'x'.repeat(5000), "' OR 1=1 -- ", 'kari@example.no\r\nBcc: alle@example.no', 'blåbær@grøt.example']) {
    const answer = await ask(who);
    assert.equal(answer.status, 200, who.slice(0, 40));
    answers.push(assertPage(answer).main);
  }
  assert.deepEqual(new Set(answers).size, 1);
  const empty = await ask('  ');
  assert.equal(empty.status, 422);
  assertPage(empty);
  await settled();
  assert.equal((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.reset_request WHERE who <> ''`))[0].n, 0n, 'what was typed is not kept');
});

test('A4: as many statements for whoever exists as for whoever does not', async () => {
  const name = await somebody();
  const work = async (who) => {
    const at = journalAt();
    await ask(who);
    for (let tries = 1; tries < 20; tries += 1) {
      const line = (await journalFrom(at, tries)).find((one) => one.route === ASK && one.status === 200 && one.sql > 0);
      if (line) return line.sql;
    }
    throw new Error('the journal has no line of it');
  };
  const least = async (names) => Math.min(...[await work(names[0]), await work(names[1]), await work(names[2])]);
  assert.equal(await least([name, `${name}@demo.example`, name]), await least(['finnes-ikke', 'finnes.ikke@demo.example', 'heller-ikke']));
});

test('A4: the link in the mail gives a new password, once; to look at it uses nothing up', async () => {
  const name = await somebody();
  const inside = await Visitor.login(name, { from: elsewhere() });
  await ask(name.toUpperCase());
  const path = await linkPath(name);
  for (let i = 0; i < 3; i += 1) {
    const page = assertPage(await new Visitor().get(path));
    assert.equal(page.attribute('[name=passord]', 'autocomplete'), 'new-password');
    assert.equal(page.attribute('[autocomplete=username]', 'value'), name);
  }
  const visitor = new Visitor({ from: elsewhere() });
  const short = await choose(visitor, path, 'kort');
  assert.equal(short.status, 422);
  assert.match(assertPage(short).main, /minst 12 tegn/);
  assert.equal((await choose(visitor, path, `${name}${name}`)).status, 422, 'her own name');
  const done = await choose(visitor, path, NEW);
  assert.equal(done.location, '/logg-inn?passord=nytt');
  assert.match(assertPage(await visitor.follow(done)).main, /Passordet er endret/);
  assert.equal((await visitor.get('/deltakere')).status, 303, 'she logs in herself');
  assert.equal((await inside.get('/deltakere')).status, 303, 'sessions are ended');
  const used = await visitor.get(path);
  assert.equal(used.status, 410);
  assert.match(assertPage(used).main, /Lenken er brukt/);
  assert.equal((await new Visitor({ from: elsewhere() }).tryLogin(name, environment.PASSWORD)).status, 422);
  await Visitor.login(name, { password: NEW, from: elsewhere() });
});

test('A4: a new password does not go round the second factor', async () => {
  const name = await somebody();
  await givePhone(name);
  await ask(`${name}@demo.example`);
  assert.equal((await choose(new Visitor({ from: elsewhere() }), await linkPath(name), NEW)).status, 303);
  const visitor = new Visitor({ from: elsewhere() });
  assert.equal((await visitor.tryLogin(name, NEW)).location, '/logg-inn/kode');
  assert.equal((await visitor.get('/deltakere')).status, 303);
});

test('A4: an older link, a cut one, a made-up one and one of a closed user are no good', async () => {
  const name = await somebody();
  await ask(name);
  const older = await linkPath(name);
  await ask(name);
  const path = await linkPath(name, 2);
  assert.notEqual(path, older);
  assert.equal((await new Visitor().get(older)).status, 410);
  for (const wrong of [path.slice(0, -1), `${path}x`, path.replace(/[^/]+$/, 'A'.repeat(43)), path.toLowerCase().toUpperCase(), path.replace(/[^/]+$/, '%00'), path.replace(/[^/]+$/, "'%20OR%201=1")]) {
    const answer = await new Visitor().get(wrong);
    assert.ok([400, 404].includes(answer.status), `${wrong}: ${answer.status}`);
  }
  const visitor = new Visitor({ from: elsewhere() });
  const { page } = await visitor.get(path);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.user SET active = 0 WHERE brukernavn = ?`, [name]);
  await call(admin, 'ctx.leave');
  const late = await visitor.submit(page.form('form:has([name=passord])').setAll({ passord: NEW }), path);
  assert.equal(late.status, 410);
});

test('A4: two at once with one link: one new password', async () => {
  const name = await somebody();
  await ask(name);
  const path = await linkPath(name);
  const visitors = [1, 2, 3].map(() => new Visitor({ from: elsewhere() }));
  const statuses = (await Promise.all(visitors.map((visitor, at) => choose(visitor, path, `${NEW} ${at}`)))).map(({ status }) => status).sort();
  assert.deepEqual(statuses, [303, 410, 410]);
});

test('A4: a colleague\'s mailbox is not flooded, and what she got is good', async () => {
  const name = await somebody();
  for (let i = 0; i < 6; i += 1) assert.equal((await ask(i % 2 ? name : `${name}@demo.example`)).status, 200);
  await settled();
  const [{ n }] = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.mail WHERE recipient = ?`, [`${name}@demo.example`]);
  assert.equal(n, 3n);
  await admin.query(`SELECT 1`);
  const [{ open }] = await admin.query(`SELECT COUNT(*) AS open FROM ${DB}.link WHERE kind = 'passord' AND withdrawn_at IS NULL
    AND subject_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = ?)`, [name]);
  assert.equal(open, 1n);
  await Visitor.login(name, { from: elsewhere() }); // nor is she locked out
  await admin.query(`UPDATE ${DB}.reset_request SET asked_at = asked_at - INTERVAL 1 HOUR WHERE user_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = ?)`, [name]);
  await ask(name);
  await settled();
  assert.equal((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.mail WHERE recipient = ?`, [`${name}@demo.example`]))[0].n, 4n, 'it passes');
});

test('A4: of one address many are asked for, and twenty an hour get mail', async () => {
  const name = await somebody();
  const from = elsewhere();
  await ask(name, from);
  await settled();
  await admin.query(`INSERT INTO ${DB}.reset_request (asked_at, who, remote_group, user_id, outcome)
    SELECT ${DB}.utc_now(), '', ?, NULL, 'sent' FROM seq_1_to_19`, [from]);
  await ask(name, from);
  await settled();
  const rows = await admin.query(`SELECT outcome FROM ${DB}.reset_request WHERE remote_group = ? AND user_id IS NOT NULL ORDER BY request_id`, [from]);
  assert.deepEqual(rows.map(({ outcome }) => outcome), ['sent', 'many']);
  await admin.query(`DELETE FROM ${DB}.reset_request WHERE remote_group = ?`, [from]);
});

test('A4: an address that two people have is nobody\'s; who has no password yet is sent none', async () => {
  const [one, two] = [await somebody(), await somebody()];
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.user SET email = ? WHERE brukernavn = ?`, [`${one}@demo.example`, two]);
  await call(admin, 'ctx.leave');
  await ask(`${one}@demo.example`);
  await settled();
  assert.equal((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.mail WHERE recipient = ?`, [`${one}@demo.example`]))[0].n, 0n);
  await ask(two);
  await settled();
  assert.equal((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.mail WHERE recipient = ?`, [`${one}@demo.example`]))[0].n, 1n, 'by the user name it is one');
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.user SET password_hash = NULL WHERE brukernavn = ?`, [one]);
  await call(admin, 'ctx.leave');
  await ask(one);
  await settled();
  assert.equal((await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.mail WHERE recipient = ?`, [`${one}@demo.example`]))[0].n, 1n);
});
