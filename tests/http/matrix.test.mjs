// Every route x person x what it names x method x token, against the policy of requirements A1, A2 and I8: the whole product.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, AUDIT, DB } from '../sql/database.mjs';
import { difference } from './alike.mjs';
import { BODIES, QUERIES } from './matrix/bodies.mjs';
import { cells, expected, programRoutes } from './matrix/cells.mjs';
import { journalAt, journalFrom, workOf } from './matrix/journal.mjs';
import { freshSession, gather, scatter } from './matrix/people.mjs';
import { policy, unmatched } from './matrix/policy.mjs';
import { removeTargets, targetsOf } from './matrix/targets.mjs';
import { hangUp, send, sideBySide, signature } from './matrix/wire.mjs';

const AT_LEAST = 5000;
const routes = programRoutes();
let people = [];
let all = [];

const named = ({ person, method, shape, target, token }) => `${person.name}: ${method} ${shape} ${target.label} (token ${token})`;
const routeOf = ({ row }) => `${row?.method} ${row?.pattern}`;
const bodyFor = (said) => BODIES[routeOf(said)];

function tokenFor({ person, token }) {
  return { good: person.session.csrf, missing: null, foreign: person.foreign, ended: person.ended.csrf }[token];
}

async function ask(cell, { versjon = 1, session = cell.token === 'ended' ? cell.person.ended : cell.person.session } = {}) {
  const body = bodyFor(cell.expected);
  const token = session === cell.person.session || cell.token === 'ended' ? tokenFor(cell) : session.csrf;
  const fields = { ...(body?.fields({ ...cell, versjon }) ?? {}), ...(token === null ? {} : { csrf: token }) };
  cell.asked = true;
  return send({ method: cell.method, path: cell.path + (QUERIES[routeOf(cell.expected)] ?? ''), cookies: session.cookies, fields, from: body?.from?.() });
}

// What is wrong with an answer, or null.
function trouble(cell, answer) {
  const { statuses, as, allowed } = cell.expected;
  if (!statuses.includes(answer.status)) return `${named(cell)}: ${answer.status}, not ${statuses.join(' or ')}`;
  if (allowed && !sameMembers(allowed, (answer.headers.allow ?? '').split(', '))) return `${named(cell)}: it allows ${answer.headers.allow}`;
  if (as === 'login' && answer.status === 303 && !/^\/logg-inn\?/.test(answer.headers.location)) return `${named(cell)}: leads to ${answer.headers.location}`;
  if (cell.method === 'HEAD' && answer.bytes.length > 0) return `${named(cell)}: a body`;
  return null;
}

const sameMembers = (set, list) => set.size === list.length && list.every((one) => set.has(one));

async function askAll(list, each = async () => {}) {
  const troubles = [];
  await sideBySide(list, async (cell) => {
    const answer = await ask(cell);
    const wrong = trouble(cell, answer);
    if (wrong) troubles.push(wrong);
    await each(cell, answer, troubles);
  });
  return troubles;
}

// What is stored by and about these people; a session is seen at every request.
async function everything() {
  const users = people.map(({ session }) => session.userId).filter(Boolean);
  const ids = people.flatMap(({ targets }) => targets.participant).map(({ id }) => id).filter(Boolean);
  const [log] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.change_log WHERE user_id IN (?) AND table_name <> 'session'`, [users]);
  // a form that came without its token is drawn again for her who may see it: that is to have opened it
  const own = people.flatMap(({ targets }) => [...targets.participant, ...targets.followed]).filter((one) => one.own && one.exists).map(({ id }) => id);
  const [seen] = await admin.query(`SELECT COUNT(*) AS n FROM ${AUDIT}.access_log WHERE user_id IN (?) AND NOT (action = 'open' AND COALESCE(participant_id IN (?), FALSE))`,
    [users, own]);
  const rows = await admin.query(`SELECT participant_id, row_version, status, changed_at, changed_by FROM ${DB}.participant WHERE participant_id IN (?) ORDER BY 1`, [ids]);
  return { log: Number(log.n), seen: Number(seen.n), rows: rows.map((row) => JSON.stringify(Object.values(row).map(String))) };
}

before(async () => {
  const gathered = await gather();
  people = gathered.people;
  await sideBySide(people, async (person) => { person.targets = await targetsOf(person, gathered.maker); }, 1);
  all = people.flatMap((person) => [...cells(routes, person)]);
  for (const cell of all) cell.expected = expected(routes, policy, cell);
});
after(async () => {
  hangUp();
  await removeTargets();
  await scatter();
});

// By route and user: more, or fewer, statements than for what never was.
const moreWork = (counted, work) => new Map([...counted].filter(([key, counts]) => work.has(key) && [...counts].some((count) => !work.get(key).has(count)))
  .map(([key, counts]) => [key, `${key}: ${[...counts]} statements, ${[...work.get(key)]} for what never was`]));

const none = (troubles) => assert.equal(troubles.length, 0, `${troubles.length} cells:\n${troubles.slice(0, 40).join('\n')}`);
const where = (holds) => all.filter((cell) => holds(cell.expected, cell));

describe('A1: the matrix of access', () => {
  test('every route has its policy, and every policy its route', (context) => {
    assert.deepEqual(unmatched(policy, routes), []);
    const writing = routes.filter(({ writes }) => writes).map(({ method, pattern }) => `${method} ${pattern}`);
    assert.deepEqual(writing.filter((route) => !BODIES[route]).map((route) => `${route} has no form in tests/http/matrix/bodies.mjs`), []);
    context.diagnostic(`${all.length} cells`);
    assert.ok(all.length >= AT_LEAST, `${all.length} cells`);
  });

  test('I8: what she may not see is answered as what never was, in every byte; what is refused changes nothing', async () => {
    const stored = await everything();
    let compared = 0;
    const known = new Map();
    const [nevers, others] = [where((_, cell) => cell.target.never), where(({ as }, cell) => as !== 'allowed' && !cell.target.never)];
    let journal = journalAt();
    const keyOf = ({ person, method, shape, token }) => `${person.name} ${method} ${shape} ${token}`;
    const hidden = (cell) => cell.expected.as === 'unseen' || cell.expected.as === 'login';
    const first = await askAll(nevers, async (cell, answer) => {
      known.set(keyOf(cell), signature(answer, cell.target));
    });
    let work = workOf(await journalFrom(journal, nevers.length));
    journal = journalAt();
    const second = await askAll(others, async (cell, answer, troubles) => {
      const other = known.get(keyOf(cell));
      const seen = signature(answer, cell.target);
      if (hidden(cell) && other !== undefined && other !== seen) troubles.push(`${named(cell)} differs from what never was, ${difference(other, seen)}`);
    });
    none([...first, ...second]);
    assert.deepEqual(await everything(), stored);
    let counted = workOf(await journalFrom(journal, others.length));
    compared += [...counted.keys()].filter((key) => work.has(key)).length; // the rest are addresses that name nothing
    let odd = moreWork(counted, work);
    // A worker that has just taken another's place reads what it then keeps (the places): asked again, it has it.
    for (let tries = 8; odd.size > 0 && tries > 0; tries -= 1) {
      const isOdd = ({ pattern, person }) => odd.has(`${pattern} user ${person.session.userId}`);
      const [neversAgain, again] = [nevers.filter(isOdd), others.filter(isOdd)];
      journal = journalAt();
      await askAll(neversAgain);
      work = new Map([...work, ...workOf(await journalFrom(journal, neversAgain.length))]);
      journal = journalAt();
      await askAll(again);
      counted = workOf(await journalFrom(journal, again.length));
      assert.ok([...odd.keys()].every((key) => counted.has(key)), `asked again: ${[...odd.keys()]}`);
      odd = moreWork(counted, work);
    }
    assert.deepEqual([...odd.values()], []);
    assert.ok(compared > 50, `the work of ${compared} routes and users is compared`);
  });

  test('control: a policy that says otherwise, an answer that differs and a route without a row are noticed', async () => {
    const cell = all.find((one) => one.person.name === 'imdi' && one.method === 'GET' && one.pattern === '/deltakere/{id}/slett' && one.target.exists);
    const words = { ...policy.get('GET /deltakere/{id}/slett').words, imdi: 'all' };
    const wrong = new Map([...policy, ['GET /deltakere/{id}/slett', { words, answer: () => [200] }]]);
    assert.match(trouble({ ...cell, expected: expected(routes, wrong, cell) }, await ask(cell)), /404, not 200/);
    const answer = await ask(cell);
    assert.notEqual(signature({ ...answer, headers: { ...answer.headers, 'x-grunn': 'ikke din' } }, cell.target), signature(answer, cell.target));
    assert.deepEqual(unmatched(policy, [...routes, { method: 'GET', pattern: '/ny' }]), ['GET /ny has no row in tests/http/matrix/policy.mjs']);
    assert.deepEqual(unmatched(policy, routes.slice(1)), ['policy.mjs: GET / is no route']);
    assert.deepEqual([...workOf([{ route: '/a', status: 404, user: '1', sql: 2 }, { route: '/a', status: 404, user: '1', sql: 3 }])], [['/a user 1', new Set([2, 3])]]);
  });

  test('what she may read is answered, and reading changes nothing', async () => {
    const { log, rows } = await everything();
    const reads = (cell) => ['GET', 'HEAD'].includes(cell.method);
    none(await askAll(where(({ as }, cell) => as === 'allowed' && reads(cell))));
    const now = await everything();
    assert.deepEqual({ log: now.log, rows: now.rows }, { log, rows });
  });

  test('what she may change is changed', async () => {
    const writes = where(({ as }, cell) => as === 'allowed' && !['GET', 'HEAD'].includes(cell.method));
    const late = (cell) => bodyFor(cell.expected).late ?? 0;
    const troubles = [];
    await sideBySide(people, async (person) => {
      for (const cell of writes.filter((one) => one.person === person).sort((a, b) => late(a) - late(b))) {
        const [row] = cell.target.id ? await admin.query(`SELECT row_version FROM ${DB}.participant WHERE participant_id = ?`, [cell.target.id]) : [];
        const session = bodyFor(cell.expected).apart && person.session.userId ? await freshSession(person.name) : undefined;
        const wrong = trouble(cell, await ask(cell, { versjon: row?.row_version, session }));
        if (wrong) troubles.push(wrong);
      }
    });
    none(troubles);
    const mine = people.filter(({ roles }) => roles.includes('caseworker')).flatMap(({ targets }) => targets.participant.filter(({ own, exists }) => own && exists));
    const [left] = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.participant WHERE participant_id IN (?)`, [mine.map(({ id }) => id)]);
    const [gone] = await admin.query(`SELECT COUNT(*) AS n FROM ${DB}.participant_deleted WHERE participant_id IN (?)`, [mine.map(({ id }) => id)]);
    assert.deepEqual([Number(left.n), Number(gone.n)], [0, mine.length], 'each was deleted last');
  });

  test('no cell was left out', () => {
    assert.deepEqual(all.filter(({ asked }) => !asked).map(named), []);
  });
});
