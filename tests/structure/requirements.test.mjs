// Every numbered requirement that is built has a test whose title names it, so that one can go from the one to the other.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const SUITES = ['structure', 'sql', 'http', 'lists', 'browser', 'faults'];

const numbered = (letter, from, to) => Array.from({ length: to - from + 1 }, (_, at) => `${letter}${from + at}`);
const BUILT = [...numbered('C', 4, 7), 'C4b', ...numbered('P', 1, 17), ...numbered('Y', 1, 3), ...numbered('U', 1, 5), ...numbered('O', 1, 7),
  ...numbered('D', 1, 4), 'D6', 'I4', 'I5', 'I8', ...numbered('L', 1, 4), ...numbered('A', 1, 5), ...numbered('N', 0, 7)];

const named = (title) => title.match(/\b[A-Z]\d+[a-c]?\b/g) ?? [];

// Titles as they stand in the source: the first argument of test().
function titles(source) {
  return [...source.matchAll(/\btest\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs)].map(([, , title]) => title);
}

const all = SUITES.flatMap((suite) =>
  readdirSync(join(TESTS, suite), { recursive: true }).filter((file) => file.endsWith('.test.mjs'))
    .flatMap((file) => titles(readFileSync(join(TESTS, suite, file), 'utf8'))));
const seen = new Set(all.flatMap(named));

for (const requirement of BUILT)
  test(`requirement ${requirement.toLowerCase()} is named by a test`, () =>
    assert.ok(seen.has(requirement), `no test's title names ${requirement}`));

test('control: a title names what stands in it as a word, and nothing else', () => {
  assert.deepEqual(named('P3: a name (C4b, I6)'), ['P3', 'C4b', 'I6']);
  assert.deepEqual(named('UTP3 and p3'), []);
  assert.deepEqual(titles("test('one', x); it('no'); test(`two ${y}`, z)"), ['one', 'two ${y}']);
});
