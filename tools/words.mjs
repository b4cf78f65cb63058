// The words on the screen in other languages: po/README.md.
//   node tools/words.mjs update          takes the texts out of views/ and src/ and brings po/ up to date with them
//   node tools/words.mjs build OUT       OUT/views/LANGUAGE/*.html and OUT/words: what is installed
//   node tools/words.mjs mark OUT        the same with every text in brackets instead of translated, for tests
//   node tools/words.mjs complain        says what in po/ is not as it must be; fails when something is
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readPo, writeEntry } from './words/po.mjs';
import { changeText, messagesOf, placesDiffer } from './words/template.mjs';

const top = dirname(dirname(fileURLToPath(import.meta.url)));
export const languages = ['nn', 'en'];
const place = 'words/register/LC_MESSAGES'; // as src/engine/base/words.c looks for it
const head = 'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n';

function run(program, ...args) {
  const done = spawnSync(program, args, { encoding: 'utf8', cwd: top });
  if (done.error) throw new Error(`${program}: ${done.error.message}; on Debian: apt-get install gettext`);
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}:\n${done.stderr}`);
  return done.stdout;
}

const poFile = (language) => join(top, 'po', `${language}.po`);
const templates = () => readdirSync(join(top, 'views')).filter((name) => name.endsWith('.html')).sort();

function sources(directory = join(top, 'src')) {
  return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((one) => {
    const path = join(directory, one.name);
    if (one.isDirectory()) return sources(path);
    return /\.[ch]$/.test(one.name) ? [relative(top, path)] : [];
  });
}

// What another file says already is not written again, so that nothing is newer than it need be.
function put(path, content) {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function inTemporary(work) {
  const directory = mkdtempSync(join(tmpdir(), 'words-'));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function templateWords() {
  const found = new Map();
  for (const name of templates()) {
    for (const message of messagesOf(readFileSync(join(top, 'views', name), 'utf8'))) {
      if (!found.has(message)) found.set(message, new Set());
      found.get(message).add(`views/${name}`);
    }
  }
  return [...found].map(([id, places]) => ({ id, places: [...places] }));
}

// The catalogue without translations.
export function extract() {
  return inTemporary((directory) => {
    const [views, source, all] = ['views.pot', 'source.pot', 'all.pot'].map((name) => join(directory, name));
    const entries = [{ id: '', texts: [head] }, ...templateWords()];
    writeFileSync(views, entries.map((entry) => writeEntry(entry)).join('\n'));
    writeFileSync(join(directory, 'files'), `${sources().join('\n')}\n`);
    run('xgettext', '--from-code=UTF-8', '--language=C', '--keyword', '--keyword=_', '--keyword=N_',
      '--keyword=words_plural:1,2', '--flag=words_plural:1:pass-c-format', '--flag=words_plural:2:pass-c-format',
      '--flag=_:1:pass-c-format', '--flag=arena_printf:2:c-format', '--flag=buffer_add_format:2:c-format',
      '--add-location=file', '--no-wrap', `--files-from=${join(directory, 'files')}`, `--output=${source}`);
    run('msgcat', '--use-first', '--no-wrap', '--add-location=file', `--output-file=${all}`, views, source);
    return readFileSync(all, 'utf8');
  });
}

// po/LANGUAGE.po with the texts there are now. What is new stands there empty; what is gone is taken out.
export function merged(language, pot) {
  return inTemporary((directory) => {
    const [from, to] = [join(directory, 'all.pot'), join(directory, 'merged.po')];
    writeFileSync(from, pot);
    run('msgmerge', '--quiet', '--no-fuzzy-matching', '--no-wrap', '--add-location=file', `--output-file=${to}`, poFile(language), from);
    return run('msgattrib', '--no-obsolete', '--no-wrap', '--add-location=file', to);
  });
}

function catalogue(language) {
  const entries = readPo(readFileSync(poFile(language), 'utf8'));
  return new Map(entries.filter((entry) => !entry.obsolete && !entry.fuzzy && entry.id !== '' && entry.texts[0] !== '')
    .map((entry) => [entry.id, entry]));
}

function buildViews(out, language, say) {
  for (const name of templates()) {
    try {
      put(join(out, 'views', language, name), changeText(readFileSync(join(top, 'views', name), 'utf8'), say));
    } catch (trouble) {
      throw new Error(`views/${name} in ${language}: ${trouble.message}`);
    }
  }
}

function compile(out, language, po) {
  inTemporary((directory) => {
    const file = join(directory, 'catalogue.po');
    writeFileSync(file, po);
    mkdirSync(join(out, place), { recursive: true });
    run('msgfmt', '--check-format', `--output-file=${join(out, place, `${language}.mo`)}`, file);
  });
}

function build(out) {
  for (const language of languages) {
    const words = catalogue(language);
    buildViews(out, language, (message) => words.get(message)?.texts[0] ?? message);
    compile(out, language, readFileSync(poFile(language), 'utf8'));
  }
}

// A language that shows which texts pass through the catalogue: those in brackets.
function mark(out) {
  const bracket = (text) => (text.endsWith('\n') ? `⟦${text.slice(0, -1)}⟧\n` : `⟦${text}⟧`);
  const entries = readPo(extract()).map((entry) => (entry.id === ''
    ? writeEntry({ id: '', texts: [`${head}Plural-Forms: nplurals=2; plural=n != 1;\n`] })
    : writeEntry({ ...entry, places: [], texts: entry.plural === null ? [bracket(entry.id)] : [bracket(entry.id), bracket(entry.plural)] })));
  for (const language of languages) {
    buildViews(out, language, bracket);
    compile(out, language, entries.join('\n'));
  }
}

const shown = (text) => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

// Everything that is wrong with a language's catalogue, a sentence each.
export function complaints(language, pot, po = readFileSync(poFile(language), 'utf8')) {
  const wrong = [];
  const wanted = new Map(readPo(pot).filter(({ id }) => id !== '').map((entry) => [entry.id, entry]));
  const there = readPo(po).filter(({ id }) => id !== '');
  const known = new Set(there.filter((entry) => !entry.obsolete).map(({ id }) => id));
  for (const [id, entry] of wanted) if (!known.has(id)) wrong.push(`"${shown(id)}" of ${entry.places.join(', ')} is missing`);
  for (const entry of there) {
    const say = (what) => wrong.push(`line ${entry.line}, "${shown(entry.id)}": ${what}`);
    if (entry.obsolete || !wanted.has(entry.id)) say('is a text that nothing shows any more');
    else if (entry.fuzzy) say('is only guessed (fuzzy)');
    else if (entry.texts.length < (entry.plural === null ? 1 : 2) || entry.texts.some((text) => !text)) say('has no translation');
    else if (entry.places.some((one) => one.startsWith('views/')) && placesDiffer(entry.id, entry.texts[0])) say(placesDiffer(entry.id, entry.texts[0]));
  }
  return wrong;
}

function update() {
  const pot = extract();
  for (const language of languages) put(poFile(language), merged(language, pot));
}

function complain() {
  const pot = extract();
  const wrong = languages.flatMap((language) => complaints(language, pot).map((what) => `po/${language}.po: ${what}`));
  if (wrong.length === 0) return;
  console.error(`${wrong.join('\n')}\n${wrong.length} things to put right. New texts stand untranslated in po/ after ./dev words.`);
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [command, where] = process.argv.slice(2);
  const out = where && resolve(where);
  const commands = { update, complain, build: () => build(out), mark: () => mark(out) };
  if (!commands[command] || (['build', 'mark'].includes(command) && !out)) throw new Error('which? see the head of this file');
  commands[command]();
}
