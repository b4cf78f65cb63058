// Who may know of whom and change what she may (requirements A1, A2, I8), asked with a worker's account and hand-made calls.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { admin, app, call, closeAll, DB, errorOf } from './database.mjs';
import { addGrant, addressOf, day, grantsOf, list, openPerson, outcome, TODAY } from './people.mjs';
import { login, open, removeUser, temporaryUser } from './session.mjs';

const NAMES = ['prove-begge', 'prove-oslo', 'prove-admin', 'prove-bydelsadmin', 'prove-eier', 'prove-fjern', 'prove-annenadmin', 'prove-intro'];
const session = {};

before(async () => {
  for (const user of ['admin-oslo', 'systemeier', 'imdi', 'oslo']) session[user] = (await login(user)).connection;
});
beforeEach(async () => {
  for (const name of NAMES) await removeUser(name);
  await temporaryUser('prove-begge', [{ kommunenummer: '0301' }, { kommunenummer: '5001' }]);
  await temporaryUser('prove-oslo', [{ kommunenummer: '0301', bydel: '030102' }]);
  await temporaryUser('prove-fjern', [{ kommunenummer: '5001' }]);
  await temporaryUser('prove-admin', [{ role: 'administrator', kommunenummer: '0301' }]);
});
after(async () => {
  for (const name of NAMES) await removeUser(name);
  await closeAll();
});

const names = async (connection, ...asked) => (await list(connection, ...asked)).people.map((person) => person.brukernavn);
const grantOf = async (brukernavn, kommunenummer) => (await grantsOf(brukernavn)).find((row) => row.kommunenummer === kommunenummer).grant_id;

describe('A1: who may know of whom', () => {
  test('an administrator those with a grant in her municipality or its districts, and of theirs that grant alone', async () => {
    const { people } = await list(session['admin-oslo'], 'prove-');
    assert.deepEqual(people.map((person) => person.brukernavn).sort(), ['prove-admin', 'prove-begge', 'prove-oslo']);
    assert.deepEqual(people.find((person) => person.brukernavn === 'prove-begge').grants, ['caseworker 0301 now']);
    assert.equal(await openPerson(session['admin-oslo'], await addressOf('prove-fjern')), undefined);
    assert.deepEqual((await openPerson(session['admin-oslo'], await addressOf('prove-begge'))).grants, ['caseworker 0301 now']);
  });
  test('an administrator of a district, that district alone', async () => {
    await temporaryUser('prove-bydelsadmin', [{ role: 'administrator', kommunenummer: '0301', bydel: '030102' }]);
    const { connection } = await login('prove-bydelsadmin');
    assert.deepEqual(await names(connection, 'prove-'), ['prove-bydelsadmin', 'prove-oslo']);
    assert.equal(await addGrant(connection, await addressOf('prove-oslo'), { bydel: '030101' }), 'place');
    assert.equal(await addGrant(connection, await addressOf('prove-oslo'), { bydel: '' }), 'place');
    assert.equal(await addGrant(connection, await addressOf('prove-oslo'), { role: 'administrator', bydel: '030102' }), 'added');
  });
  test('an administrator in one register knows nothing of the other', async () => {
    await temporaryUser('prove-intro', [{ role: 'administrator', register: 'introduksjon', kommunenummer: '0301' }]);
    const { connection } = await login('prove-intro');
    assert.deepEqual(await names(connection, 'prove-'), ['prove-intro']);
  });
  test('a system owner of one register is told of nobody and gives nobody anything', async () => {
    for (const register of ['jobbsjansen', 'introduksjon']) {
      await temporaryUser('prove-eier', [{ role: 'system_owner', register }]);
      const { connection } = await login('prove-eier');
      assert.deepEqual(await names(connection, 'prove-'), []);
      for (const role of ['system_owner', 'imdi']) {
        assert.notEqual(await addGrant(connection, await addressOf('prove-fjern'), { role, register: role === 'imdi' ? register : '', kommunenummer: '' }), 'added');
      }
    }
  });
  test('an IMDi professional the administrators of her own register alone', async () => {
    await temporaryUser('prove-intro', [{ role: 'administrator', register: 'introduksjon', kommunenummer: '1103' }]);
    await temporaryUser('prove-annenadmin', [{ role: 'imdi', register: 'jobbsjansen' }]);
    const seen = async (user) => (await call((await login(user)).connection, 'people_administrators', '', '', 0, 100))[1]
      .map((row) => row.display_name).filter((name) => /Prove-(Intro|Admin)$/.test(name)).sort();
    assert.deepEqual(await seen('prove-annenadmin'), ['Prøve Prove-Admin']);
    await temporaryUser('prove-annenadmin', [{ role: 'imdi', register: 'introduksjon' }]);
    assert.deepEqual(await seen('prove-annenadmin'), ['Prøve Prove-Intro']);
  });
  test('the system owner everybody, by name, login, address and municipality', async () => {
    assert.equal((await names(session.systemeier, 'prove-')).length, 4);
    assert.deepEqual((await list(session.systemeier, 'prove-begge')).people[0].grants.sort(), ['caseworker 0301 now', 'caseworker 5001 now']);
    assert.deepEqual(await names(session.systemeier, 'prove-fjern@demo'), ['prove-fjern']);
    assert.deepEqual(await names(session.systemeier, 'PRØVE PROVE-FJ'), ['prove-fjern']);
    assert.deepEqual(await names(session.systemeier, 'prove-', '5001'), ['prove-begge', 'prove-fjern']);
    for (const pattern of ['%', '_', '|', '\\', "'"]) assert.deepEqual(await names(session.systemeier, pattern), [], pattern);
    const all = await list(session.systemeier);
    const page = await list(session.systemeier, '', '', 1, 2);
    assert.deepEqual(page.people.map((person) => person.brukernavn), all.people.slice(1, 3).map((person) => person.brukernavn));
    assert.equal(page.total, all.total);
  });
  test('nobody else anybody: not a caseworker, not IMDi, not who has no context', async () => {
    for (const connection of [session.oslo, session.imdi, await app()]) {
      assert.deepEqual(await list(connection), { total: 0, people: [] });
      assert.equal(await openPerson(connection, await addressOf('prove-oslo')), undefined);
      assert.deepEqual((await call(connection, 'invitation_list', '', ''))[0], []);
    }
  });
  test('IMDi looks up administrators: name, address, phone and place, nothing else', async () => {
    const [[{ people }], rows] = await call(session.imdi, 'people_administrators', 'prove-', '0301', 0, 10);
    assert.equal(Number(people), 1);
    assert.deepEqual(Object.keys(rows[0]).sort(), ['bydel', 'display_name', 'email', 'kommunenummer', 'phone', 'register']);
    for (const connection of [session.oslo, session['admin-oslo'], await app()]) {
      const [[{ people: none }], nobody] = await call(connection, 'people_administrators', '', '', 0, 10);
      assert.deepEqual([Number(none), nobody], [0, []]);
    }
  });
});

describe('I8: what one may not see is as what there is not', () => {
  test('a stranger\'s address, grant and place', async () => {
    const connection = session['admin-oslo'];
    const [foreign, own] = [await addressOf('prove-fjern'), await addressOf('prove-begge')];
    const grant = await grantOf('prove-begge', '5001');
    for (const who of [foreign, '1', null]) {
      assert.equal(await addGrant(connection, who), 'absent');
      assert.equal(await outcome(connection, 'people_change', who, 'Et Navn', '', 'Prøve Prove-Fjern', ''), 'absent');
      assert.equal(await outcome(connection, 'grant_end', who, null), 'absent');
      assert.equal(await outcome(connection, 'grant_end', who, await grantOf('prove-begge', '0301')), 'absent', 'another\'s address with her grant');
    }
    assert.equal(await outcome(connection, 'grant_end', own, grant), 'absent');
    assert.equal(await outcome(connection, 'grant_change', own, grant, '2023-01-01', day(9), '2023-01-01', null), 'absent');
    for (const kommunenummer of ['5001', '9999', '', null, "'", '3025']) assert.equal(await addGrant(connection, own, { kommunenummer }), 'place', String(kommunenummer));
    for (const bydel of ['999999', '03010', null]) assert.equal(await addGrant(connection, own, { bydel }), 'place', String(bydel));
    assert.equal((await grantsOf('prove-begge')).length, 2);
  });
  test('an administrator gives no role above her own', async () => {
    for (const role of ['system_owner', 'imdi', 'machine', 'x', '', null]) {
      assert.equal(await addGrant(session['admin-oslo'], await addressOf('prove-oslo'), { role, register: '', kommunenummer: '' }), 'role', String(role));
    }
    assert.equal(await addGrant(session['admin-oslo'], await addressOf('prove-oslo'), { register: '' }), 'role');
    assert.equal(await addGrant(session['admin-oslo'], await addressOf('prove-oslo'), { register: 'introduksjon' }), 'place');
  });
  test('nor does anybody without the right', async () => {
    for (const connection of [session.oslo, session.imdi, await app()]) {
      assert.equal(await addGrant(connection, await addressOf('prove-oslo')), 'absent');
      assert.equal(await outcome(connection, 'grant_end', await addressOf('prove-oslo'), null), 'absent');
    }
  });
});

describe('A3: a change is felt at once', () => {
  test('a new grant, other dates and an end each work her scopes out anew and end her sessions', async () => {
    const id = await addressOf('prove-oslo');
    const places = async () => (await login('prove-oslo')).scopes.map((scope) => scope.kommunenummer + scope.bydel);
    let { connection, token } = await login('prove-oslo');
    const over = async () => {
      assert.equal((await open(connection, token)).who, undefined, 'her session is over');
      ({ connection, token } = await login('prove-oslo'));
    };
    assert.equal(await addGrant(session['admin-oslo'], id, { bydel: '030105' }), 'added');
    await over();
    assert.deepEqual((await places()).sort(), ['0301030102', '0301030105']);
    const [first, second] = await grantsOf('prove-oslo');
    assert.equal(await outcome(session['admin-oslo'], 'grant_change', id, second.grant_id, TODAY, day(3), TODAY, null), 'changed');
    await over();
    assert.equal(await outcome(session['admin-oslo'], 'grant_end', id, first.grant_id), 'ended');
    await over();
    assert.deepEqual(await places(), ['0301030105']);
    assert.equal(await outcome(session['admin-oslo'], 'grant_end', id, null), 'ended');
    assert.equal((await open(connection, token)).who, undefined);
    await assert.rejects(login('prove-oslo'), /could not log in/);
    assert.equal(await outcome(session['admin-oslo'], 'grant_end', id, null), 'absent', 'nothing is left to end');
    assert.deepEqual((await openPerson(session['admin-oslo'], id)).grants.map((grant) => grant.split(' ').at(-1)), ['over', 'over']);
    assert.equal(await addGrant(session['admin-oslo'], id), 'inactive');
  });
  test('ending all that an administrator sees leaves what she does not see', async () => {
    assert.equal(await outcome(session['admin-oslo'], 'grant_end', await addressOf('prove-begge'), null), 'ended');
    assert.deepEqual((await login('prove-begge')).scopes.map((scope) => scope.kommunenummer), ['5001']);
    const person = await openPerson(session['admin-oslo'], await addressOf('prove-begge'));
    assert.deepEqual([person.grants, person.has_access, person.last_login], [['caseworker 0301 over'], 0, null], 'nothing tells that she has access elsewhere');
  });
});

describe('grants that cannot be', () => {
  test('twice, overlapping, or within one she has', async () => {
    const id = await addressOf('prove-begge');
    assert.equal(await addGrant(session['admin-oslo'], id), 'twice');
    assert.equal(await addGrant(session['admin-oslo'], id, { from: day(10), to: day(20) }), 'twice');
    assert.equal(await addGrant(session['admin-oslo'], id, { bydel: '030101' }), 'twice');
    const other = await addressOf('prove-oslo');
    assert.equal(await addGrant(session['admin-oslo'], other, { bydel: '030101', to: day(5) }), 'added');
    assert.equal(await addGrant(session['admin-oslo'], other, { bydel: '030101', from: day(6) }), 'added');
    const [, first] = await grantsOf('prove-oslo');
    assert.equal(await outcome(session['admin-oslo'], 'grant_change', other, first.grant_id, TODAY, day(6), TODAY, day(5)), 'twice');
  });
  test('dates the wrong way round, past, or missing', async () => {
    const id = await addressOf('prove-oslo');
    for (const [from, to] of [[day(2), day(1)], [day(-9), day(-1)], [null, null], ['1999-01-01', null]]) {
      assert.equal(await addGrant(session['admin-oslo'], id, { bydel: '030101', from, to }), 'dates', `${from} ${to}`);
    }
    const grant = await grantOf('prove-oslo', '0301');
    assert.equal(await outcome(session['admin-oslo'], 'grant_change', id, grant, '2023-01-01', day(-1), '2023-01-01', null), 'dates');
    assert.equal(await outcome(session['admin-oslo'], 'grant_change', id, grant, '2024-01-01', null, '2023-01-01', null), 'begun');
    assert.equal(await outcome(session['admin-oslo'], 'grant_change', id, grant, '2023-01-01', day(1), '2023-01-01', day(8)), 'stale');
  });
});

describe('nobody changes what she may herself, and somebody is left', () => {
  test('an administrator neither gives herself more nor takes it from herself; the only one is told so', async () => {
    const { connection } = await login('prove-admin');
    const id = await addressOf('prove-admin');
    assert.equal(await addGrant(connection, id), 'self');
    assert.equal(await outcome(connection, 'grant_end', id, null), 'self');
    assert.equal(await outcome(connection, 'grant_change', id, await grantOf('prove-admin', '0301'), '2023-01-01', day(1), '2023-01-01', null), 'self');
    await temporaryUser('prove-annenadmin', [{ role: 'administrator', kommunenummer: '1103' }]);
    const alone = await login('prove-annenadmin');
    assert.equal(await outcome(alone.connection, 'grant_end', await addressOf('prove-annenadmin'), null), 'last');
    assert.equal(await outcome(session.systemeier, 'grant_end', await addressOf('prove-annenadmin'), null), 'ended', 'the system owner may');
  });
  test('two who take each other\'s away at once do not both succeed', async () => {
    await temporaryUser('prove-admin', [{ role: 'administrator', kommunenummer: '1103' }]);
    await temporaryUser('prove-annenadmin', [{ role: 'administrator', kommunenummer: '1103' }]);
    const [one, other] = [await login('prove-admin'), await login('prove-annenadmin')];
    await Promise.allSettled([call(one.connection, 'grant_end', await addressOf('prove-annenadmin'), null),
      call(other.connection, 'grant_end', await addressOf('prove-admin'), null)]);
    const left = [...await grantsOf('prove-admin'), ...await grantsOf('prove-annenadmin')].filter((grant) => Number(grant.good) === 1);
    assert.equal(left.length, 1);
  });
  test('the last system owner stays, another goes', async () => {
    await temporaryUser('prove-eier', [{ role: 'system_owner', register: '' }]);
    const { connection } = await login('prove-eier');
    assert.equal(await outcome(connection, 'grant_end', await addressOf('prove-eier'), null), 'self');
    assert.equal(await outcome(session.systemeier, 'grant_end', await addressOf('prove-eier'), null), 'ended');
    assert.equal(await outcome(session.systemeier, 'grant_end', await addressOf('systemeier'), null), 'last');
  });
});

test('A1: name and phone are changed from what was shown, and checked', async () => {
  const id = await addressOf('prove-begge');
  const change = (...values) => outcome(session['admin-oslo'], 'people_change', id, ...values);
  assert.equal(await change('Nytt Navn', '+47 22334455', 'Prøve Prove-Begge', ''), 'changed');
  assert.equal(await change('Annet Navn', '', 'Prøve Prove-Begge', ''), 'stale');
  assert.equal(await change('Nytt Navn', '+47 22334455', 'Prøve Prove-Begge', ''), 'changed', 'repeated');
  for (const [name, phone] of [['', ''], ['a\nb', ''], ['A', 'ring meg'], [null, '']]) {
    assert.equal(await errorOf(change(name, phone, 'Nytt Navn', '+47 22334455')), 1644);
  }
  const [row] = await admin.query(`SELECT display_name, phone FROM ${DB}.user WHERE public_id = ?`, [id]);
  assert.deepEqual([row.display_name, row.phone], ['Nytt Navn', '+47 22334455']);
});

test('L1: a change of grants is in the log, with who made it', async () => {
  await addGrant(session['admin-oslo'], await addressOf('prove-oslo'), { bydel: '030105' });
  const [row] = await admin.query(`SELECT user_name, action, changed FROM ${DB}_audit.change_log WHERE table_name = 'user_grant' ORDER BY log_id DESC LIMIT 1`);
  assert.deepEqual([row.user_name, row.action, JSON.parse(row.changed).bydel], ['Petra Lindholt', 'insert', [null, '030105']]);
});
