// U1: what C fills has a place in a view, in every language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { files, homeless } from './markers.mjs';

const top = (folder) => fileURLToPath(new URL(`../../${folder}`, import.meta.url));
const sources = files(top('src'), '.c');
const views = files(top('views'), '.html').map(({ text }) => text);

test('U1: every marker that C fills is in a view, with its mark where the words may be bokmål', () => {
  assert.deepEqual(homeless(sources, views), []);
});

test('control: a marker that no view has is found, and one that lacks its mark alone', () => {
  const look = (text) => homeless([{ name: 'x.c', text }], ['{{#A}}{{B}}{{C}}{{#C_NB}} lang="nb"{{/C_NB}}{{/A}}']);
  assert.deepEqual(look('values_set(values_section(page, "A"), "B", show(x, "D"));\nvalues_show(page, is_it ? "A" : "B");'), []);
  assert.deepEqual(look('values_set(values_section(page, "A"), "D", x);'), ['x.c:1: D is in no view']);
  assert.deepEqual(look('f();\nworded_set(cell, "C", text);\nworded_set(cell, "B", text);'), ['x.c:3: B_NB is in no view']);
});

test('control: most of what C fills was read', () => {
  assert.ok(sources.length > 100 && views.length > 60);
  assert.ok(homeless(sources, ['']).length > 500);
});
