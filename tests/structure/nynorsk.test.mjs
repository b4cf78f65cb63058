// U1: the codebook in nynorsk. Each check is tried on a codebook with one thing wrong before it reads our own.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as nynorsk from './nynorsk.mjs';

const XML = readFileSync(new URL('../../codebook.xml', import.meta.url), 'utf8');
const ALL = nynorsk.texts(XML);

function changed(from, to) {
  assert.ok(XML.includes(from), `the codebook holds ${from}`);
  return nynorsk.texts(XML.replace(from, to));
}

// Finds nothing in the codebook, and something in each changed one, with its line where it is what was changed.
function rule(title, find, changes, elsewhere = false) {
  test(`U1: ${title}`, () => assert.deepEqual(find(ALL), []));
  test(`control: ${title}`, () => {
    for (const [from, to] of changes) {
      const complaints = find(changed(from, to));
      const line = XML.slice(0, XML.indexOf(from)).split('\n').length;
      assert.ok(complaints.length > 0, `${from} -> ${to}`);
      assert.ok(elsewhere || complaints.some((one) => Math.abs(Number(/:(\d+):/.exec(one)[1]) - line) <= 5), complaints.join('\n'));
    }
  });
}

test('control: every text was read', () => {
  const count = (pattern) => [...XML.matchAll(pattern)].length;
  const kinds = (kind) => ALL.filter((one) => one.kind === kind).length;
  assert.equal(kinds('code'), count(/<code /g));
  for (const kind of ['label', 'description']) assert.equal(kinds(kind), count(/<variable /g), kind);
  assert.equal(kinds('page') + kinds('section') + kinds('register') + kinds('class'), count(/\btitle="/g));
  assert.equal(ALL.filter((one) => /^(not-|usual)/.test(one.kind)).length, count(/\bmessage="/g));
  assert.equal(kinds('guidance'), count(/<guidance\b(?![^>]*xml:lang)/g));
  assert.equal(kinds('opens') + kinds('locks'), count(/<(opens|locks)\b/g));
  assert.ok(kinds('code') > 200 && kinds('hint') > 10);
});

rule('every text has nynorsk, or says that the words are the same', nynorsk.untranslated, [
  [' nn="Barneskuleutdanning"', ''],
  ['<label nn="=">Fødselsår', '<label>Fødselsår'],
  ['<hint xml:lang="nn">11 siffer, med eller utan mellomrom.</hint>', ''],
  [' nn="Programinnhald"', ''],
  ['nn="Dato for oppstart kan ikkje vere fram i tid."', ''],
  ['nn="Gjeld berre kommunar som har bydelar i registeret."', ''],
]);

rule('what is the same is said to be so', nynorsk.sameWrittenOut, [
  ['nn="=">Ukjent<', 'nn="Ukjent">Ukjent<'],
]);

rule('nothing in nynorsk is bokmål, nor is anything called the same that is not', nynorsk.bokmalWords, [
  ['nn="Barneskuleutdanning"', 'nn="="'],
  ['nn="Dato for oppstart kan ikkje vere fram i tid."', 'nn="Dato for oppstart kan ikke vere fram i tid."'],
  ['<hint xml:lang="nn">Vel alle som passar.</hint>', '<hint xml:lang="nn">Velg alle som passar.</hint>'],
  ['Namnet på kommunen som får tilskotet', 'Namnet på kommunen som får tilskuddet'],
]);

rule('the same bokmål is the same nynorsk everywhere', nynorsk.inconsistent, [
  ['nn="Anna/ukjent"', 'nn="Anna eller ukjent"'],
], true);

rule('an answer that a text quotes is one that can be chosen', nynorsk.misquoted, [
  ['nn="Avbrote/drop-out"', 'nn="Avbroten/drop-out"'],
  ['velger du «Utvandret».', 'velger du «Utvandra».'],
], true);

test('U1: pages quote the codebook as the reader sees it in the form', () => {
  for (const language of ['nn', 'en']) {
    const po = readFileSync(new URL(`../../po/${language}.po`, import.meta.url), 'utf8');
    assert.deepEqual(nynorsk.misquotedInPages(ALL, po, language), []);
    const known = ALL.filter((one) => po.includes(`«${one.nb}»`));
    assert.ok(known.length >= 4, 'the guide quotes answers');
    const wrong = po.replaceAll(/^msgstr .*«.*»/gm, (line) => line.replaceAll(/«[^»]*»/g, '«Noko anna»'));
    assert.ok(nynorsk.misquotedInPages(ALL, wrong, language).length >= 4, 'control: other quotations are caught');
  }
});
