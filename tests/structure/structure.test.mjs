// The tree keeps the promises of ARCHITECTURE.md; each check is tried on a planted violation first.
import { test, after } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as check from './check.mjs';
import { routes, screensWithoutHelp } from './routes.mjs';
import { policy, unmatched } from '../http/matrix/policy.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const planted = mkdtempSync(join(tmpdir(), 'jobbsjanse-structure-'));
after(() => rmSync(planted, { recursive: true }));
for (const part of ['src', 'sql', 'codebook.xml', 'Makefile.am', 'ARCHITECTURE.md']) {
  cpSync(join(root, part), join(planted, part), { recursive: true });
}

function plant(path, text) {
  mkdirSync(dirname(join(planted, path)), { recursive: true });
  writeFileSync(join(planted, path), text);
}

// Catches what is planted (as many complaints that name it as expected), and finds nothing in the tree itself.
function rule(title, find, path, text, expected, named = path) {
  test(`${title}: catches a planted violation`, () => {
    plant(path, text);
    const complaints = find(planted).filter((line) => line.includes(named));
    rmSync(join(planted, path));
    assert.equal(complaints.length, expected, complaints.join('\n'));
  });
  test(title, () => assert.deepEqual(find(root), []));
}

rule('includes follow the arrows', check.includes, 'src/engine/answer/planted.c', [
  '#include "engine/codebook/codebook.h"', // right
  '#include "engine/http/request.h"',      // another room
  '#include "register/store/store.h"',     // no such header, or an arrow back
  '#include <libxml/tree.h>',              // foreign
  '#include <zstd.h>',                     // foreign and unknown
  '#include <string.h>',                   // right
].join('\n'), 4);

test('a page may not include the database', () => {
  plant('src/register/page/planted.c', '#include "engine/database/database.h"\n');
  const complaints = check.includes(planted).filter((line) => line.startsWith('src/register/page/planted.c'));
  rmSync(join(planted, 'src/register/page/planted.c'));
  assert.equal(complaints.length, 1);
});

rule('the engine names no variable', check.namesInEngine, 'src/engine/view/planted.c', [
  'int oppstartsdato;',
  'const char *a = "bydel";',
  "const char *b = \"<input name='fodselsnummer'>\";",
  '/* oppstartsdato in a comment is an example */',
  'const char *c = "Skriv navn og adresse.";',
].join('\n'), 3);

rule('each step of the schema has a number of its own', check.stepsTwice, 'sql/0001-planted.sql', 'SELECT 1;\n', 1);

rule('SQL stands in its rooms alone', check.sqlOutside, 'src/register/page/planted.c',
  'const char *q = "SELECT 1";\n/* SELECT in a comment */\nconst char *fine = "Select a page";\n', 1);

rule('no banned function', check.banned, 'src/engine/base/planted.c', [
  'int f(char *a) { strcpy(a, "x"); return atoi(a); }',
  'int g(void) { my_strcpy(); return thing->system(1); } /* sprintf( */',
].join('\n'), 2);

rule('no file is too long', check.length, 'src/engine/base/planted.c', '\n'.repeat(501), 1);

rule('unit tests link only what their room may see', check.unitLinks, 'src/register/outside/room.mk', [
  'tests_unit_test_planted_LDADD = liboutside.a libbase.a',
  'tests_unit_test_planted_two_LDADD = liboutside.a \\',
  '\tlibstore.a',
  'tests_unit_test_planted_three_LDADD = libbase.a',
].join('\n') + '\n', 2, 'tests_unit_test_planted');

rmSync(join(planted, 'src/register/outside/README.md'));
rule('every room with code has a README and is built', check.furnished, 'Makefile.am',
  readFileSync(join(root, 'Makefile.am'), 'utf8').replace('include src/register/outside/room.mk\n', ''), 2, 'src/register/outside');

test('U4: every screen has a chapter of the guide', () => {
  assert.ok(routes(root).length > 20, 'the table of addresses is read');
  assert.deepEqual(screensWithoutHelp(root), []);
});

test('A1: every route says in a policy of its own who may use it', () => {
  assert.deepEqual(unmatched(policy, routes(root)), []);
  assert.equal(unmatched(policy, [...routes(root), { method: 'POST', pattern: '/nytt' }]).length, 1, 'a planted route is caught');
});

test('U4: a screen without a chapter, and a chapter that is none, are caught', () => {
  const path = 'src/register/page/routes.c';
  const table = readFileSync(join(root, path), 'utf8');
  plant(path, table.replace('"/kodebok"', '"/nytt-skjermbilde"'));
  const complaints = screensWithoutHelp(planted);
  plant(path, table);
  assert.equal(complaints.length, 2, complaints.join('\n'));
  const topics = 'src/register/page/help/topics.c';
  const rows = readFileSync(join(root, topics), 'utf8');
  plant(topics, rows.replace('"/kodebok", "kodebok"', '"/kodebok", "finnes-ikke"'));
  assert.equal(screensWithoutHelp(planted).length, 1);
  plant(topics, rows);
});

test('variables are read from the codebook', () => {
  const names = check.variables(root);
  assert.ok(names.length > 40, `only ${names.length}`);
  assert.ok(names.includes('oppstartsdato') && names.includes('fodselsnummer'));
});

rule('no file names a package registry or a home directory', check.strangers, 'src/planted.txt',
  `see https://${'regis' + 'try'}.example.org\n`, 1);

rule('N0: shared rooms name the second register where ARCHITECTURE.md says', check.registerNamed, 'src/register/page/list/planted.c',
  '/* introduksjon in a comment */\nconst char *reg = "introduksjon";\n', 1);

test('files worth a look are reported', (context) => {
  plant('src/engine/base/planted.c', '\n'.repeat(401));
  assert.ok(check.worthALook(planted).some((line) => line.includes('planted.c')));
  rmSync(join(planted, 'src/engine/base/planted.c'));
  for (const line of check.worthALook(root)) context.diagnostic(line);
});
