// sqlmap finds nothing, pointed at every parameter with a login. `./dev test security` asks all of them; a plain `./dev test` those
// that people fill with text (SECURITY=short). A page that is broken on purpose must be found both times.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { programRoutes } from '../http/matrix/cells.mjs';
import { gather, scatter } from '../http/matrix/people.mjs';
import { policy } from '../http/matrix/policy.mjs';
import { targetsOf } from '../http/matrix/targets.mjs';
import { hangUp, sideBySide } from '../http/matrix/wire.mjs';
import { startRelay } from './relay.mjs';
import { sqlmap } from './sqlmap.mjs';
import { everyTarget, shortTargets } from './targets.mjs';

const SHORT = process.env.SECURITY === 'short';
const SECONDS = 240; // at most, for one address
const SECONDS_EACH = 150; // and for each of its parameters, where that is more
const AT_ONCE = 2;
const AT_LEAST = 30; // requests for each parameter: fewer, and nothing was tried
let people;
let targets;

before(async () => {
  const gathered = await gather();
  people = gathered.people;
  for (const person of people) person.targets = await targetsOf(person, gathered.maker);
  const all = everyTarget(programRoutes(), policy, people);
  targets = SHORT ? shortTargets(all) : all;
  assert.ok(targets.length >= (SHORT ? 3 : 30), `${targets.length} addresses`);
});
after(async () => {
  hangUp();
  await scatter();
});

async function tryOne({ who, method, path, fields, parameters }) {
  const relay = await startRelay();
  relay.session = people.find(({ name }) => name === who).session;
  const query = new URLSearchParams(fields).toString();
  const sent = method === 'GET' ? { url: `${relay.base}${path}?${query}` } : { url: relay.base + path, data: `${query}&csrf=x` };
  try {
    return { ...await sqlmap({ method, ...sent, parameters, seconds: Math.max(SECONDS, SECONDS_EACH * parameters.length) }), relay };
  } finally {
    await relay.stop();
  }
}

test('control: a page with a hole is found', async () => {
  const relay = await startRelay();
  try {
    const { result, said } = await sqlmap({ url: `${relay.base}/med-hull?navn=Tr`, parameters: ['navn'], seconds: SECONDS });
    assert.equal(result, 'found', said);
  } finally {
    await relay.stop();
  }
});

test('sqlmap finds nothing', async (context) => {
  const troubles = [];
  const tried = async (target) => {
    const began = Date.now();
    const { result, said, relay } = await tryOne(target);
    const asked = [...relay.answers.values()].reduce((sum, count) => sum + count, 0);
    context.diagnostic(`${((Date.now() - began) / 1000).toFixed()} s: ${target.name}: ${[...relay.answers].map((pair) => pair.join(' x ')).join(', ')}`);
    const trouble = (what) => troubles.push(`${target.name}: ${what}`);
    if (result !== 'nothing') trouble(`${result}\n${said}`);
    if (asked < AT_LEAST * target.parameters.length) trouble(`${asked} requests: nothing was tried`);
    for (const status of relay.answers.keys()) if (status >= 500) trouble(`${relay.answers.get(status)} answers with ${status}`);
    if (relay.answers.has(429)) trouble('a limit was met: what is behind it was not tried');
    if (relay.told.length > 0) trouble(`the database's own words were shown: ${relay.told[0]}`);
  };
  for (const late of [0, 1, 2, 3]) await sideBySide(targets.filter((target) => target.late === late), tried, AT_ONCE); // who is deleted is last
  assert.deepEqual(troubles, []);
});
