// Every text on screen in bokmål, nynorsk and English (requirement U1; po/README.md).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { complaints, extract, languages } from '../../tools/words.mjs';
import { changeText, messagesOf, placesDiffer } from '../../tools/words/template.mjs';
import { sources } from './check.mjs';
import { idleAllowances, unmarked, unmarkedIn } from './unmarked.mjs';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const WHAT_TO_DO = 'write what is named here into po/, after ./dev words has made room for it (po/README.md)';
const read = (path) => readFileSync(`${TOP}/${path}`, 'utf8');
const views = readdirSync(`${TOP}/views`).filter((name) => name.endsWith('.html'));

// As the compiler of catalogues reads it: printf places alike, plurals, encoding.
const formatTroubles = (po) => spawnSync('msgfmt', ['--check-format', '--output-file=/dev/null', '-'], { input: po, encoding: 'utf8' }).stderr;

test('U1: values fit into the translations of C texts as into the originals', () => {
  for (const language of languages) assert.equal(formatTroubles(read(`po/${language}.po`)), '', language);
  const wrong = read('po/nn.po').replace(/(msgid "Skriv høyst %zu tegn\."\nmsgstr ").*"/, '$1Skriv høgst %s teikn."');
  assert.match(formatTroubles(wrong), /'msgid' and 'msgstr' for argument 1 are not the same/, 'control: a wrong place is found');
});

for (const language of languages) {
  test(`U1: po/${language}.po translates every text of views and source, and no other`, () => {
    assert.deepEqual(complaints(language, extract()), [], WHAT_TO_DO);
  });
}

test('control: a text that is missing, empty, guessed, gone or has lost a place is complained of', () => {
  const pot = 'msgid ""\nmsgstr ""\n\n#: views/a.html\nmsgid "Hei {{NAME}}"\nmsgstr ""\n\n#: src/a.c\n#, c-format\nmsgid "%d dag"\nmsgid_plural "%d dager"\nmsgstr[0] ""\nmsgstr[1] ""\n';
  const good = pot.replace('"Hei {{NAME}}"\nmsgstr ""', '"Hei {{NAME}}"\nmsgstr "Hei, {{NAME}}"').replace('[0] ""', '[0] "%d day"').replace('[1] ""', '[1] "%d days"');
  assert.deepEqual(complaints('nn', pot, good), []);
  const wrong = (po) => complaints('nn', pot, po).join('\n');
  assert.match(wrong(pot), /"Hei \{\{NAME\}\}": has no translation/);
  assert.match(wrong(good.replace('"%d days"', '""')), /"%d dag": has no translation/);
  assert.match(wrong('msgid ""\nmsgstr ""\n'), /"Hei \{\{NAME\}\}" of views\/a.html is missing/);
  assert.match(wrong(good.replace('#, c-format', '#, fuzzy, c-format')), /"%d dag": is only guessed/);
  assert.match(wrong(`${good}\nmsgid "Borte"\nmsgstr "Vekke"\n`), /"Borte": is a text that nothing shows/);
  assert.match(wrong(`${good}\n#~ msgid "Borte"\n#~ msgstr "Vekke"\n`), /"Borte": is a text that nothing shows/);
  assert.match(wrong(good.replace('Hei, {{NAME}}', 'Hei, {{NAVN}}')), /has "\{\{NAVN\}\}" where the original has "\{\{NAME\}\}"/);
});

test('U1: each view keeps its markers, tags and attributes in every language', () => {
  for (const name of views) {
    const source = read(`views/${name}`);
    assert.equal(changeText(source, (text) => text), source, name);
    const bare = (html) => html.replace(/⟦|⟧/g, '');
    assert.equal(bare(changeText(source, (text) => `⟦${text}⟧`)).replace(/\s+/g, ' '), source.replace(/\s+/g, ' '), name);
  }
});

test('a message is what one reads as one: sections with words, blocks and icons part it; tags lose their attributes', () => {
  const message = (html, ...expected) => assert.deepEqual(messagesOf(html), expected, html);
  message('<p>En <a class="x" href="{{ROOT}}/y">to</a> og <a href="#">tre</a>.</p>', 'En <a>to</a> og <a2>tre</a2>.');
  message('<p>{{COUNT}} av {{TOTAL}}{{#X}} · viser {{Y}}{{/X}}</p>', '{{COUNT}} av {{TOTAL}}', '· viser {{Y}}');
  message('<p>Du sletter {{#N}}{{NAME}}, {{/N}}{{FNR}}.</p>', 'Du sletter {{#N}}{{NAME}}, {{/N}}{{FNR}}.');
  message('<a{{#X}} href="#"{{/X}}><svg title="nei"><use/></svg>Legg til</a>', 'Legg til');
  message('<button aria-label="Lukk {{X}}"{{#Y}} hidden="hidden"{{/Y}}>×</button>', 'Lukk {{X}}');
  message('<ul translate="no"><li>English</li></ul><p>&#8194;12&nbsp;</p>');
  message('<a class="x">Last ned</a>\n<a class="y">Slett</a>', 'Last ned', 'Slett');
  assert.throws(() => messagesOf('<p>En {{#X}}to</p>'), /never closed/);
  assert.equal(changeText('<p>En <b class="x">to</b></p>', () => '<b>Two</b> one'), '<p><b class="x">Two</b> one</p>');
  assert.throws(() => changeText('<p>En <b>to</b></p>', () => 'Two'), /where the original has/);
  assert.throws(() => changeText('<b title="Én">x</b>', () => 'One "x"'), /quotation mark/);
});

test('places are compared by kind and number', () => {
  assert.equal(placesDiffer('{{A}} <a>b</a> {c}', '<a>x</a> {c} {{A}}'), null);
  for (const other of ['{{A}} <a>b</a>', '{{A}} {{A}} <a>b</a> {c}', '{{A}} <b>b</b> {c}', '{{A}} <a>b</a> {c} <']) assert.ok(placesDiffer('{{A}} <a>b</a> {c}', other), other);
});

test('U1: no text for readers stands unmarked in C', () => {
  assert.deepEqual(unmarkedIn(TOP), [], 'write it as _("..."), or N_("...") in a const table (src/engine/base/words.h)');
  assert.deepEqual(idleAllowances(TOP), [], 'tests/structure/unmarked.mjs allows what is not there');
});

test('control: an unmarked text in C is found, and what is marked, logged or no text is not', () => {
  const found = (code) => unmarked([{ path: 'src/register/page/x.c', text: code }]).length;
  for (const code of ['show("Lagret nå");', 'f("Deltakere");', 'x = a ? "en dag" : "b";', 'f(_("Ja"), "Nei");', 'f("%s " /* x */ "og så");']) assert.equal(found(code), 1, code);
  for (const code of ['f(_("Lagret nå"));', 'f(N_("En")); // "To tre"', 'log_event("a b");', 'f("%s %s", "IS_ENDED", "text/html; charset");', 'words_plural("%d dag", "%d dager", n)', '#define X "To ord"']) assert.equal(found(code), 0, code);
  assert.equal(unmarked([{ path: 'src/register/store/x.c', text: 'f("Ett ord");' }]).length, 0, 'only rooms that talk to readers');
});

test('L2: a list that is noted as opened has words in the activity log', () => {
  const words = [.../^static const struct word opened\[\] = \{\n(.*?)^\};/ms.exec(read('src/register/page/log/activity_words.c'))[1].matchAll(/\{"([^"]+)", N_/g)].map(([, name]) => name);
  const noted = sources(TOP).flatMap(({ text }) => [...text.matchAll(/\bopened_list\([^";{]*"([^"]+)"/g)].map(([, name]) => name));
  assert.ok(noted.length >= 5);
  assert.deepEqual(noted.filter((name) => !words.includes(name)), []);
});

test("U1: nginx's own pages say it in all three languages", () => {
  for (const name of readdirSync(`${TOP}/nginx/pages`).filter((file) => file.endsWith('.html'))) {
    const page = read(`nginx/pages/${name}`);
    assert.match(page, /<html lang="nb">/, name);
    const said = [...page.matchAll(/<section lang="(\w+)">\n<h2>[^<]+<\/h2>\n((?:<p>.+<\/p>\n)+)/g)];
    assert.deepEqual(said.map(([, language]) => language), languages, name);
    const bokmal = page.slice(page.indexOf('<h1>'), page.indexOf('<section'));
    for (const [, language, text] of said) assert.equal(text.match(/<p>/g).length, bokmal.match(/<p>/g).length, `${name} says all of it in ${language}`);
  }
});

test('U1: the scripts hold no words of their own', () => {
  const words = readdirSync(`${TOP}/static/js`).flatMap((name) => [...read(`static/js/${name}`).replace(/^\s*\/\/.*$|(?<=\s)\/\/ .*$/gm, '')
    .matchAll(/(['`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)].filter(([, , text]) => /[æøåÆØÅ«»]|^\p{Lu}\p{Ll}+(?: \p{Ll}|[.!?]?$)/u.test(text.replace(/\$\{[^}]*\}/g, ''))).map(([text]) => `static/js/${name}: ${text}`));
  const others = /^static\/js\/\S+: '(?:Escape|Enter|Tab|Content-Type|Accept|X-[A-Za-z-]+|Europe\/Oslo)'$/;
  assert.deepEqual(words.filter((text) => !others.test(text)), [], 'put it into views/skripttekster.html, and say it by words() of static/js/tekst.js');
});
