// What ARCHITECTURE.md promises of the tree, as functions from a directory to a list of complaints.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';

const list = JSON.parse(readFileSync(new URL('rooms.json', import.meta.url), 'utf8'));

// Of the C library and the system; every other <header> is foreign and belongs to a room.
const SYSTEM = new Set(`assert ctype dirent errno fcntl fnmatch getopt grp inttypes langinfo libgen limits locale math
  netdb poll pthread pwd sched setjmp signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn
  string strings syslog termios time unistd uchar wchar wctype ftw glob regex iconv float fenv endian byteswap
  execinfo err sysexits malloc`.trim().split(/\s+/).map((name) => `${name}.h`));
const CXX = /^[a-z_]+$/; // <string>, <memory>

function* files(directory) {
  if (!existsSync(directory)) return;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

export function sources(root) {
  return [...files(join(root, 'src'))]
    .filter((path) => /\.(c|h|cc)$/.test(path))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
}

function roomOf(path) {
  let best = null;
  for (const [name, room] of Object.entries(list.rooms)) {
    if (path.startsWith(`${room.path}/`) && (!best || room.path.length > list.rooms[best].path.length)) best = name;
  }
  return best;
}

// Code without comments; `strings` keeps the literals, `code` has them emptied. Line numbers stay right.
export function split(text) {
  const strings = [];
  let line = 1;
  const code = text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\n/g, (piece) => {
    if (piece === '\n') {
      line += 1;
      return piece;
    }
    if (piece[0] === '"') strings.push({ line, text: piece.slice(1, -1) });
    const lines = piece.split('\n').length - 1;
    line += lines;
    return piece[0] === '/' ? ' ' + '\n'.repeat(lines) : piece[0] + piece[0];
  });
  return { code, strings };
}

function* numbered(text) {
  let number = 0;
  for (const line of text.split('\n')) yield [++number, line];
}

export function includes(root) {
  const complaints = [];
  for (const { path, text } of sources(root)) {
    const room = roomOf(path);
    if (!room) {
      complaints.push(`${path}: stands in no room`);
      continue;
    }
    for (const [number, line] of numbered(text)) {
      const found = line.match(/^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)/);
      if (!found) continue;
      const why = found[1] ? ownInclude(root, room, found[1]) : foreignInclude(path, room, found[2]);
      if (why) complaints.push(`${path}:${number}: ${why}`);
    }
  }
  return complaints;
}

function ownInclude(root, room, header) {
  if (header === 'config.h') return null;
  if (!existsSync(join(root, 'src', header))) return `"${header}" is no header below src/`;
  const other = roomOf(`src/${header}`);
  if (other === room || list.rooms[room].may.includes(other)) return null;
  return `${room} may not include ${other} ("${header}")`;
}

function foreignInclude(path, room, header) {
  for (const [start, rooms] of Object.entries(list.foreign)) {
    if (header === start || (start.endsWith('/') && header.startsWith(start))) {
      return rooms.includes(room) ? null : `<${header}> belongs to ${rooms.join(', ')}, not to ${room}`;
    }
  }
  if (SYSTEM.has(header) || /^(sys|linux|arpa|netinet|net)\//.test(header)) return null;
  if (path.endsWith('.cc') && CXX.test(header)) return null;
  return `<${header}> is a foreign header without a room in rooms.json`;
}

export function variables(root) {
  const xml = readFileSync(join(root, 'codebook.xml'), 'utf8');
  return [...new Set([...xml.matchAll(/<variable\b[^>]*?\sname="([^"]+)"/g)].map((found) => found[1]))];
}

// The engine has never heard of a variable: neither as an identifier nor as a word by itself in a string.
export function namesInEngine(root) {
  const complaints = [];
  const names = variables(root);
  for (const { path, text } of sources(root)) {
    if (!path.startsWith('src/engine/')) continue;
    const { code, strings } = split(text);
    for (const name of names) {
      for (const [number, line] of numbered(code)) {
        if (new RegExp(`\\b${name}\\b`).test(line)) complaints.push(`${path}:${number}: names the variable ${name}`);
      }
      const alone = new RegExp(`(^|[^\\p{L}\\p{N}_ .,])${name}($|[^\\p{L}\\p{N}_ .,])|^${name}$`, 'u');
      for (const literal of strings) {
        if (alone.test(literal.text)) complaints.push(`${path}:${literal.line}: names the variable ${name}`);
      }
    }
  }
  return complaints;
}

const SQL = /\b(SELECT|INSERT|REPLACE|UPDATE|DELETE FROM|FROM|WHERE|ORDER BY|GROUP BY|JOIN|CALL|GRANT|ALTER|CREATE|DROP)\s|^(COMMIT|ROLLBACK)\b/;

export function sqlOutside(root) {
  const complaints = [];
  for (const { path, text } of sources(root)) {
    if (list.sql.includes(roomOf(path))) continue;
    for (const literal of split(text).strings) {
      const found = literal.text.match(SQL);
      if (found) complaints.push(`${path}:${literal.line}: SQL (${found[0].trim()}) outside ${list.sql.join(', ')}`);
    }
  }
  return complaints;
}

export function banned(root) {
  const complaints = [];
  const call = new RegExp(`(?<![\\w.>])(${Object.keys(list.banned).join('|')})\\s*\\(`, 'g');
  for (const { path, text } of sources(root)) {
    for (const [number, line] of numbered(split(text).code)) {
      for (const found of line.matchAll(call)) {
        complaints.push(`${path}:${number}: ${found[1]}: ${list.banned[found[1]]}`);
      }
    }
  }
  return complaints;
}

export function length(root, most = list.lines.at_most) {
  return sources(root)
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > most)
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${most}; does it say "and"?`);
}

export const worthALook = (root) => length(root, list.lines.worth_a_look);

// A unit test links its room whole, with only the rooms that this may see.
export function unitLinks(root) {
  const complaints = [];
  const texts = new Map();
  for (const [name, room] of Object.entries(list.rooms)) {
    const file = join(root, room.path, 'room.mk');
    if (existsSync(file)) texts.set(name, readFileSync(file, 'utf8').replace(/\\\n/g, ' '));
  }
  const values = new Map([...texts.values()]
    .flatMap((text) => [...text.matchAll(/^(\w+)\s*=(.*)$/gm)].map(([, key, value]) => [key, value])));
  const expand = (words, depth = 0) => (depth > 5 ? words
    : words.replace(/\$\((\w+)\)/g, (all, key) => (values.has(key) ? expand(values.get(key), depth + 1) : all)));
  for (const [name, text] of texts) {
    const room = list.rooms[name];
    if (!room.library) continue;
    const allowed = new Set([name, ...room.may].map((one) => list.rooms[one].library));
    for (const [, test, words] of text.matchAll(/^(tests_unit_\w+)_LDADD\s*\+?=(.*)$/gm)) {
      const libraries = expand(words).match(/\blib\w+\.a\b/g) ?? [];
      if (!libraries.includes(room.library)) complaints.push(`${test} does not link ${room.library}`);
      for (const library of libraries) {
        if (!allowed.has(library)) complaints.push(`${test} links ${library}, which ${name} may not see`);
      }
    }
  }
  return complaints;
}

// A room with code has a README and is built.
export function furnished(root) {
  const complaints = [];
  const makefile = readFileSync(join(root, 'Makefile.am'), 'utf8');
  for (const room of Object.values(list.rooms)) {
    if (!sources(root).some(({ path }) => roomOf(path) && list.rooms[roomOf(path)] === room && !path.endsWith('.h'))) continue;
    if (!existsSync(join(root, room.path, 'README.md'))) complaints.push(`${room.path}: no README.md`);
    if (!makefile.includes(`include ${room.path}/room.mk\n`)) complaints.push(`${room.path}: not included in Makefile.am`);
  }
  return complaints;
}

// Two steps of the schema with one number: the second is never taken.
export function stepsTwice(root) {
  const steps = readdirSync(join(root, 'sql')).filter((name) => /^\d{4}-/.test(name)).sort();
  return steps.filter((name, at) => at > 0 && name.slice(0, 4) === steps[at - 1].slice(0, 4))
    .map((name) => `sql/${name}: another step has its number`);
}

// Where the second register is at home; all else is shared.
const ITS_OWN = /introduksjon[./_-]|introduksjon\b.*\/|\/intro_|\/schema_intro|\/rule_engine|-introduksjon|\/README\.md$|room\.mk$|sql\/\d{4}-/;
const uncommented = (text) => text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)--\s.*$/gm, '').replace(/^\s*#(?!\s*(include|define)).*$/gm, '');

// Shared files that name it, and that "A third register" of ARCHITECTURE.md does not tell of: what another would have to know of.
export function registerNamed(root) {
  const told = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('## A third register')[1].split('\n## ')[0];
  const known = [...told.matchAll(/`([\w./-]+\.(?:c|h|sql|conf))`/g)].map(([, name]) => name);
  return ['src', join('sql', 'routine'), 'nginx'].flatMap((part) => [...files(join(root, part))]).map((path) => relative(root, path))
    .filter((path) => !ITS_OWN.test(path) && /(?<!\/)\bintroduksjon|\bintro_(?!avsluttet)|REGISTER_INTRODUKSJON/.test(uncommented(readFileSync(join(root, path), 'utf8'))))
    .filter((path) => !known.some((name) => `/${path}`.endsWith(`/${name}`)))
    .map((path) => `${path}: names the introduction programme, and ARCHITECTURE.md does not tell of it`);
}

// What is made here and not kept, by name at the top; the rest of the tree is what others get.
const MADE = new Set(['.git', 'node_modules', 'build', 'build-aux', 'var', 'autom4te.cache', 'configure', 'aclocal.m4', 'Makefile.in']);

// Names of package registries and of one person's machine have no place in the tree.
export function strangers(root) {
  const host = new RegExp(`https?://(${['regis' + 'try', 'd' + 'eb'].join('|')})\\.|/ho${'me'}/[a-z]`);
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => !MADE.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? [...files(join(root, entry.name))] : [join(root, entry.name)]))
    .flatMap((path) => [...numbered(readFileSync(path, 'utf8'))]
      .filter(([, line]) => host.test(line))
      .map(([number]) => `${relative(root, path)}:${number}: names a registry or a home directory`));
}
