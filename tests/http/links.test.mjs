// No dead ends: whatever a page links, the one who sees the link can open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { pattern } from './pattern.mjs';
import { leadsTo } from './portal.mjs';

const EXAMPLES = 2; // of addresses that differ in their id or query alone

// Opens all that can be reached from `start` by links; what is wrong as lines.
async function walk(visitor, start) {
  const waiting = [[start, '(start)']];
  const taken = new Map();
  const wrong = [];
  while (waiting.length > 0) {
    const [path, from] = waiting.shift();
    const seen = taken.get(pattern(path)) ?? new Set();
    if (seen.has(path) || seen.size >= EXAMPLES) continue;
    taken.set(pattern(path), seen.add(path));
    const given = await visitor.get(path);
    if (given.status === 303 && path.startsWith('/oidc/start')) { // out of the site, and to the provider alone
      if (new URL(leadsTo(given)).origin !== environment.OIDC_ISSUER) wrong.push(`${path}, linked from ${from}: ${leadsTo(given)}`);
      continue;
    }
    const answer = await visitor.follow(given);
    if (answer.status !== 200) wrong.push(`${path}, linked from ${from}: ${answer.status}`);
    if (!answer.type.startsWith('text/html') || answer.status !== 200) continue;
    const page = assertPage(answer);
    for (const link of page.all('a[href]')) {
      const url = new URL(link.attribs.href, new URL(answer.path, visitor.base));
      if (url.protocol === 'mailto:') continue;
      assert.equal(url.origin, new URL(visitor.base).origin, `${link.attribs.href} on ${answer.path} stays on the site`);
      if (url.hash && url.pathname === answer.path.split('?')[0]) assert.ok(page.byId(decodeURIComponent(url.hash.slice(1))), `${link.attribs.href} on ${answer.path}`);
      waiting.push([url.pathname + url.search, answer.path]);
    }
  }
  return { wrong, patterns: [...taken.keys()] };
}

for (const name of ['trondheim', 'oslo', 'grunerlokka', 'flere', 'admin-oslo', 'baerum', 'imdi', 'systemeier']) {
  test(`every link that ${name} meets can be opened`, async () => {
    const { wrong, patterns } = await walk(await as(name), '/');
    assert.deepEqual(wrong, []);
    assert.ok(patterns.length >= (name === 'admin-oslo' ? 2 : 5), patterns.join(' '));
  });
}

test('every link of the login page can be opened without a session', async () => {
  assert.deepEqual((await walk(new Visitor(), '/logg-inn')).wrong, []);
});

test('error pages link nothing that is dead', async () => {
  for (const name of ['trondheim', 'admin-oslo']) {
    const visitor = await as(name);
    const { page } = await visitor.get('/finnes-ikke');
    for (const link of page.all('a[href^="/"]')) {
      const answer = await visitor.follow(await visitor.get(link.attribs.href));
      assert.equal(answer.status, 200, `${name}: ${link.attribs.href}`);
    }
  }
});

test('control: addresses that differ in their number alone are one pattern', () => {
  assert.equal(pattern('/deltakere/bcdfghjkmnpqrstv/slett'), '/deltakere/{id}/slett');
  assert.equal(pattern(`/deltakere/kvittering/${'0a'.repeat(16)}`), '/deltakere/kvittering/{id}');
  assert.equal(pattern('/deltakere/registrerte-data?x=1'), '/deltakere/registrerte-data?');
});

test('control: the walk tells a dead link from a living one', async () => {
  const visitor = await as('trondheim');
  assert.equal((await walk(visitor, '/finnes-ikke')).wrong.length, 1);
});
