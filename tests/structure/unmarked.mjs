// Texts for readers in C that never reach a catalogue (requirement U1): every string literal of the rooms that talk to
// readers must be marked, unless it holds no words or goes elsewhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from './check.mjs';

const ROOMS = ['src/engine/answer/', 'src/engine/view/', 'src/register/domain/access/', 'src/register/domain/jobbsjansen/', 'src/register/context/', 'src/register/page/'];
const MARKS = new Set(['_', 'N_', 'words_text', 'words_plural']);
const ELSEWHERE = new Set(['log_event', 'assert', 'static_assert']); // never shown

// What looks like words and is not for readers, by file; each with its reason.
const ALLOWED = {
  'src/engine/view/load.c': 'reasons for the log: a template is refused at start',
  'src/engine/view/program.c': 'so are these, and the words of the template library',
  'src/engine/view/render.c': 'reasons for the log: a page cannot be drawn',
  'src/register/page/entry/health.c': 'for machines that watch',
  'src/register/page/codebook/schema.c': 'the schema is bokmål whoever asks',
  'src/register/page/codebook/dictionary.c': 'so is the data dictionary',
  'src/register/domain/jobbsjansen/country.c': 'answers as they are stored',
  'src/register/domain/jobbsjansen/fetched.c': 'answers as they are stored, in the words of Folkeregisteret',
  'src/register/domain/access/browser.c': 'names of browsers and systems',
  'src/register/page/language.c': "languages' names, each in itself",
};

// Literals with the calls they stand in: [{ text, calls, line, at }]; adjacent ones are one.
function* literals(code) {
  const calls = [];
  let line = 1;
  let open = null;
  for (const [piece] of code.matchAll(/\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|^[ \t]*#[^\n]*|\n|\w+\s*\(|[()]|[^\s"'()/\w]+|\w+|\s|./gm)) {
    if (piece[0] === '"') {
      open ??= { text: '', calls: [...calls], line };
      open.text += piece.slice(1, -1);
      continue;
    }
    if (open && !/^(\s|\/[*/])/.test(piece)) {
      yield open;
      open = null;
    }
    line += piece.split('\n').length - 1;
    if (piece.endsWith('(')) calls.push(piece.slice(0, -1).trim());
    else if (piece === ')') calls.pop();
  }
}

const withoutPlaces = (text) => text.replace(/%[-+ #0]*[\d.*]*(?:ll|l|z|h)?[a-zA-Z]/g, '').replace(/\\u[0-9a-fA-F]{4}|\\./g, '');

function isForReaders({ text, calls }) {
  const words = withoutPlaces(text);
  if (!/\p{Ll}/u.test(words) || calls.some((call) => MARKS.has(call) || ELSEWHERE.has(call))) return false;
  return /[æøåÆØÅ«»]/.test(words) || /\p{L}[.,:]? \p{L}/u.test(words) || /^\p{Lu}\p{Ll}/u.test(words);
}

// "file:line: text", for files given as [{ path, text }].
export function unmarked(files) {
  return files.filter(({ path }) => ROOMS.some((room) => path.startsWith(room)) && !ALLOWED[path])
    .flatMap(({ path, text }) => [...literals(text)].filter(isForReaders).map((one) => `${path}:${one.line}: "${one.text}"`));
}

export const unmarkedIn = (root) => unmarked(sources(root));

// Allowed files that are gone, or need no allowance.
export function idleAllowances(root) {
  return Object.keys(ALLOWED).filter((path) => {
    try {
      return ![...literals(readFileSync(join(root, path), 'utf8'))].some(isForReaders);
    } catch {
      return true;
    }
  });
}
