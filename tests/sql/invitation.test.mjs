// Invitations (requirement A3) as the database keeps them: who may make one, what its link does, and what comes of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { resumeDaemon, stopDaemon } from './daemon.mjs';
import { admin, app, call, closeAll, DB, errorOf, first } from './database.mjs';
import { addressOf, day, grantsOf, HASH, invite, list, newEmail, outcome, removeInvitations, tokenOf, TODAY } from './people.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';

const session = {};
before(async () => {
  stopDaemon(); // tokens are made here
  for (const user of ['admin-oslo', 'systemeier', 'imdi', 'oslo', 'trondheim']) session[user] = await login(user);
});
after(async () => {
  await removeInvitations();
  await removeUser('prove-trondelag');
  await closeAll();
  resumeDaemon();
});

const at = (user) => session[user].connection;
const states = async (email, user = 'admin-oslo') => (await call(at(user), 'invitation_list', email, ''))[0].map((row) => row.state);
const look = async (token) => {
  const [[{ state }], rows] = await call(await app(), 'invitation_open', token);
  return { state, row: rows[0] };
};
const accept = async (token, name, hash = HASH) => outcome(await app(), 'invitation_accept', token, name, hash);
const expire = (id) => admin.query(`UPDATE ${DB}.link l JOIN ${DB}.invitation i ON i.invitation_id = l.subject_id AND l.kind = 'invitasjon'
  SET l.expires_at = l.expires_at - INTERVAL 8 DAY, l.made_at = l.made_at - INTERVAL 8 DAY WHERE i.public_id = ?`, [id]);
let counter = 0;
const newName = () => `prove.${Date.now().toString(36)}.${counter += 1}`;
async function invited(options = {}, user = 'admin-oslo') {
  const email = options.email ?? newEmail();
  const made = await invite(at(user), { email, ...options });
  assert.equal(made.outcome, 'made');
  return { email, id: made.public_id, token: await tokenOf(made.public_id) };
}

describe('A3: who may invite whom', () => {
  test('to her own municipality and its districts, and nowhere else', async () => {
    assert.equal((await invite(at('admin-oslo'), { email: newEmail(), bydel: '030101', role: 'administrator' })).outcome, 'made');
    for (const kommunenummer of ['5001', '9999', '']) assert.equal((await invite(at('admin-oslo'), { email: newEmail(), kommunenummer })).outcome, 'place');
    for (const role of ['system_owner', 'imdi', 'machine']) {
      assert.equal((await invite(at('admin-oslo'), { email: newEmail(), role, register: '', kommunenummer: '' })).outcome, 'role');
    }
    assert.equal((await invite(at('systemeier'), { email: newEmail(), role: 'imdi', kommunenummer: '' })).outcome, 'made');
    for (const user of ['oslo', 'imdi', 'trondheim']) assert.notEqual((await invite(at(user), { email: newEmail() })).outcome, 'made', user);
    assert.equal(await errorOf(invite(await app(), { email: newEmail() })), 1644);
  });
  test('one she sees is not invited but given the grant; nobody invites herself; once at a time', async () => {
    const known = await invite(at('admin-oslo'), { email: 'oslo@demo.example', bydel: '030101' });
    assert.deepEqual([known.outcome, known.public_id], ['known', await addressOf('oslo')]);
    assert.equal((await invite(at('admin-oslo'), { email: 'Admin-Oslo@demo.example' })).outcome, 'self');
    const { email } = await invited();
    assert.equal((await invite(at('admin-oslo'), { email: email.toUpperCase() })).outcome, 'twice');
  });
  test('one with a login elsewhere is invited like anybody: nothing tells that there is one', async () => {
    const made = await invite(at('admin-oslo'), { email: 'trondheim@demo.example' });
    assert.equal(made.outcome, 'made');
    assert.deepEqual((await list(at('admin-oslo'), 'trondheim')).people, []);
    await outcome(at('admin-oslo'), 'invitation_withdraw', made.public_id);
  });
  test('what is no name, address or phone is refused by the database too', async () => {
    for (const wrong of [{ email: 'a@b.no\r\nBcc: x@y.no' }, { email: 'blåbær@prove.example' }, { email: '' }, { name: '' }, { name: 'a\nb' }, { phone: 'x' }, { phone: null }]) {
      assert.equal(await errorOf(invite(at('admin-oslo'), { email: newEmail(), ...wrong })), 1644, JSON.stringify(wrong));
    }
    assert.equal((await invite(at('admin-oslo'), { email: newEmail(), from: day(2), to: day(1) })).outcome, 'dates');
  });
});

describe('A3: what becomes of it', () => {
  test('not sent yet, sent, opened, expired, withdrawn: the administrator sees it', async () => {
    const { email, id, token } = await invited();
    assert.deepEqual(await states(email), ['waiting']);
    await admin.query(`UPDATE ${DB}.mail SET state = 'sent', sent_at = ${DB}.utc_now() WHERE recipient = ?`, [email]);
    assert.deepEqual(await states(email), ['sent']);
    await admin.query(`DELETE FROM ${DB}.mail WHERE recipient = ?`, [email]);
    assert.deepEqual(await states(email), ['sent'], 'also when its mail is swept away');
    const { state, row } = await look(token);
    assert.deepEqual([state, row.display_name, row.invited_by, row.kommunenummer, row.known], ['good', 'Ny Prøve', 'Petra Lindholt', '0301', 0]);
    assert.deepEqual(await states(email), ['opened']);
    assert.equal((await look(token)).state, 'good', 'looking uses nothing up');
    await expire(id);
    assert.deepEqual(await states(email), ['expired']);
    assert.deepEqual(await look(token), { state: 'expired', row: undefined });
    assert.equal(await outcome(at('admin-oslo'), 'invitation_withdraw', id), 'withdrawn');
    assert.deepEqual(await states(email), ['withdrawn']);
    assert.deepEqual(await states(email, 'oslo'), []);
  });
  test('sent again, the older link is good no more; not twice within a minute', async () => {
    const { email, id, token } = await invited();
    assert.equal(await outcome(at('admin-oslo'), 'invitation_again', id), 'soon');
    await expire(id);
    assert.equal(await outcome(at('admin-oslo'), 'invitation_again', id), 'sent');
    assert.equal((await look(token)).state, 'withdrawn');
    assert.equal((await look(await tokenOf(id))).state, 'good');
    assert.deepEqual((await states(email)).length, 1);
  });
  test('I8: nobody else sends it again or withdraws it', async () => {
    await temporaryUser('prove-trondelag', [{ role: 'administrator', kommunenummer: '5001' }]);
    const stranger = (await login('prove-trondelag')).connection;
    const { id, token } = await invited();
    for (const connection of [stranger, at('oslo'), at('imdi'), await app()]) {
      assert.equal(await outcome(connection, 'invitation_again', id), 'absent');
      assert.equal(await outcome(connection, 'invitation_withdraw', id), 'absent');
    }
    assert.equal((await look(token)).state, 'good');
  });
});

describe('A3: taking it', () => {
  test('makes a user with the grant, and is done once', async () => {
    const { email, token } = await invited({ bydel: '030101', to: day(30) });
    const name = newName();
    assert.equal(await accept(token, name.toUpperCase()), 'taken');
    assert.equal(await accept(token, newName()), 'gone');
    assert.equal((await look(token)).state, 'used');
    const [grant] = await grantsOf(name);
    assert.deepEqual([grant.role, grant.kommunenummer, grant.bydel, String(grant.valid_from), String(grant.valid_to)], ['caseworker', '0301', '030101', TODAY, day(30)]);
    const [user] = await admin.query(`SELECT email, phone, password_hash, active FROM ${DB}.user WHERE brukernavn = ?`, [name]);
    assert.deepEqual([user.email, user.phone, user.password_hash, user.active], [email, '+47 91234567', HASH, 1]);
    const [scope] = await admin.query(`SELECT s.kind, s.bydel FROM ${DB}.user_scope s JOIN ${DB}.user u ON u.user_id = s.user_id WHERE u.brukernavn = ?`, [name]);
    assert.deepEqual([scope.kind, scope.bydel], ['district', '030101']);
    assert.deepEqual(await states(email), [], 'it is pending no more');
  });
  test('by two at once, one does', async () => {
    const { token } = await invited();
    const outcomes = await Promise.all([accept(token, newName()), accept(token, newName())]);
    assert.deepEqual(outcomes.sort(), ['gone', 'taken']);
  });
  test('not by a link that is expired, withdrawn, unknown or of another kind, nor leaving anything', async () => {
    const [{ n: before }] = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.user`);
    const [late, back] = [await invited(), await invited()];
    await expire(late.id);
    await outcome(at('admin-oslo'), 'invitation_withdraw', back.id);
    for (const token of [late.token, back.token, 'x'.repeat(43), '', null, `${back.token} `]) {
      assert.equal(await accept(token, newName()), 'gone');
      assert.equal(await outcome(at('trondheim'), 'invitation_accept_own', token), 'gone');
    }
    const [{ n: later }] = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.user`);
    assert.equal(later, before);
  });
  test('with a user name that is in use, or none, nothing is used up', async () => {
    const { token } = await invited();
    assert.equal(await accept(token, 'oslo'), 'name');
    for (const [name, hash] of [['', HASH], ['ab', HASH], ['med mellomrom', HASH], ['ærlig', HASH], ['a\nb', HASH], ['x'.repeat(101), HASH], ['grei', ''], ['grei', 'passord'], ['grei', null]]) {
      assert.equal(await errorOf(accept(token, name, hash)), name.length > 100 ? 1406 : 1644, name);
    }
    assert.equal(await accept(token, newName()), 'taken');
  });
  test('whoever can log in with that address is told to, and gets the grant as herself', async () => {
    await temporaryUser('prove-trondelag', [{ kommunenummer: '5001' }]);
    const { token } = await invited({ email: 'prove-trondelag@demo.example' });
    assert.equal((await look(token)).row.known, 1);
    assert.equal(await accept(token, newName()), 'known');
    const her = await login('prove-trondelag');
    assert.equal(await outcome(her.connection, 'invitation_accept_own', token), 'taken');
    assert.equal(await outcome(her.connection, 'invitation_accept_own', token), 'gone');
    assert.equal((await open(her.connection, her.token)).who, undefined, 'her sessions are over');
    assert.deepEqual((await login('prove-trondelag')).scopes.map((scope) => scope.kommunenummer), ['0301', '5001']);
    const { people } = await list(at('admin-oslo'), 'prove-trondelag');
    assert.deepEqual(people[0].grants, ['caseworker 0301 now'], 'the administrator sees what is hers to see');
    await admin.query(`DELETE FROM ${DB}.mail WHERE recipient = 'prove-trondelag@demo.example'`);
  });
  test('nobody takes what she has given, and without a context nobody takes anything as herself', async () => {
    const { token } = await invited();
    assert.equal(await outcome(at('admin-oslo'), 'invitation_accept_own', token), 'self');
    assert.equal(await errorOf(call(await app(), 'invitation_accept_own', token)), 1644);
    assert.equal((await look(token)).state, 'good');
  });
  test('who was here before, by the same name and address, is the same user again', async () => {
    const { email, token } = await invited();
    const name = newName();
    await accept(token, name);
    const id = await addressOf(name);
    assert.equal(await outcome(at('admin-oslo'), 'grant_end', id, null), 'ended');
    const again = await invited({ email });
    const other = newName();
    assert.equal(await accept(again.token, other), 'taken');
    assert.equal(await addressOf(other), id);
    await outcome(at('admin-oslo'), 'grant_end', id, null);
    const namesake = await invited({ email, name: 'En Annen' });
    const third = newName();
    assert.equal(await accept(namesake.token, third), 'taken');
    assert.notEqual(await addressOf(third), id, 'another person at that address is another user');
  });
  test('L1: the log says who took it, though nobody was logged in; the link alone opens nothing', async () => {
    const { token } = await invited({ name: 'Loggført Prøve' });
    const connection = await app();
    await call(connection, 'ctx.open_link', token);
    const [row] = await connection.query(`SELECT ${DB}.ctx.user_id() AS id, ${DB}.ctx.user_name() AS name, ${DB}.ctx.is_system() AS sys`);
    assert.deepEqual([row.id, row.name, row.sys], [null, 'Loggført Prøve (lenke)', null]);
    assert.equal((await connection.query(`SELECT COUNT(*) AS n FROM ${DB}.participant_all`))[0].n, 0n);
    assert.equal(first(await call(connection, 'people_list', '', '', 0, 10)).people, 0n);
    await accept(token, newName());
    const [entry] = await admin.query(`SELECT user_id, user_name FROM ${DB}_audit.change_log WHERE table_name = 'user' AND action = 'insert' ORDER BY log_id DESC LIMIT 1`);
    assert.deepEqual([entry.user_id, entry.user_name], [null, 'Loggført Prøve (lenke)']);
    await call(connection, 'ctx.open_link', token);
    assert.equal((await connection.query(`SELECT ${DB}.ctx.user_name() AS name`))[0].name, null, 'a used link is nobody\'s');
  });
});

test('A3: a user name that is an e-mail address is her own address, and no colleague\'s', async () => {
  const { email, token } = await invited();
  for (const name of ['trondheim@demo.example', 'kommer@senere.example']) assert.equal(await accept(token, name), 'name', name);
  assert.equal(await accept(token, email), 'taken');
});
