// Copies style sheets, scripts, icons and fonts under names that carry a hash of their content, and
// writes the manifest the program reads at start: `logical-name hashed-name` per line.
//   node tools/build-assets.mjs [OUTPUT DIRECTORY]      default: build/static
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = dirname(dirname(fileURLToPath(import.meta.url)));
const out = resolve(process.argv[2] ?? join(top, 'build/static'));
const packages = join(top, 'node_modules');
const manifest = new Map();

// Symbol in the sprite: file of the icon package.
const icons = {
  avsluttet: 'FileCheckmark',
  bruker: 'PersonCircle',
  endre: 'Pencil',
  endret: 'NotePencil',
  hake: 'Checkmark',
  hjelp: 'QuestionmarkCircle',
  hoyre: 'ArrowRight',
  ja: 'CheckmarkCircleFill',
  kalender: 'Calendar',
  'last-ned': 'Download',
  'logg-ut': 'Leave',
  laas: 'PadlockLocked',
  ned: 'ChevronDown',
  nei: 'XMarkOctagonFill',
  opprettet: 'FilePlus',
  pluss: 'Plus',
  prikker: 'MenuElipsisVertical',
  'se-data': 'ClipboardCheckmark',
  slett: 'Trash',
  sprak: 'Globe',
  venstre: 'ArrowLeft',
};

function put(logicalName, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const hashed = logicalName.replace(/(\.[a-z0-9]+)$/, `.${hash}$1`);
  writeFileSync(join(out, hashed), content);
  manifest.set(logicalName, hashed);
  return hashed;
}

function symbol(id, svg) {
  const [, attributes, body] = svg.match(/<svg([^>]*)>([\s\S]*)<\/svg>/);
  const viewBox = attributes.match(/viewBox="([^"]*)"/)[1];
  return `<symbol id="${id}" viewBox="${viewBox}" fill="none">${body.trim()}</symbol>`;
}

function sprite() {
  const drawn = Object.entries(icons).map(([id, file]) =>
    symbol(id, readFileSync(join(packages, '@navikt/aksel-icons/dist/svg', `${file}.svg`), 'utf8')));
  drawn.push(symbol('merke', readFileSync(join(top, 'static/merke.svg'), 'utf8')));
  return `<svg xmlns="http://www.w3.org/2000/svg">${drawn.join('\n')}</svg>\n`;
}

// A module is put in place after those it imports, with their hashed names in it.
function script(file, seen = []) {
  if (seen.includes(file)) throw new Error(`static/js: modules import each other: ${[...seen, file].join(' -> ')}`);
  const text = readFileSync(join(top, 'static/js', file), 'utf8').replace(
    /(from ')\.\/([a-z-]+\.js)(')/g,
    (_, before, imported, after) => before + './' + (manifest.get(imported) ?? script(imported, [...seen, file])) + after);
  return put(file, text);
}

function styleSheet() {
  return readFileSync(join(top, 'static/app.css'), 'utf8').replace(/url\("\.\/(inter-[a-z-]+\.woff2)"\)/g, (_, font) => {
    if (!manifest.has(font)) throw new Error(`static/app.css names the font ${font}, which is not copied`);
    return `url("./${manifest.get(font)}")`;
  });
}

// Only what an earlier run made is cleared away.
if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, 'manifest.txt')) && !existsSync(join(out, 'manifest.tmp')))
  throw new Error(`${out} holds something that this did not make`);
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'lisenser'), { recursive: true });
writeFileSync(join(out, 'manifest.tmp'), '');

for (const subset of ['latin', 'latin-ext'])
  put(`inter-${subset}.woff2`, readFileSync(join(packages, `@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`)));
put('ds.css', readFileSync(join(packages, '@digdir/designsystemet-css/dist/src/index.css')));
put('tema.css', readFileSync(join(packages, '@digdir/designsystemet-css/dist/theme/designsystemet.css')));
put('app.css', styleSheet());
put('ikoner.svg', sprite());
put('favicon.svg', readFileSync(join(top, 'static/favicon.svg')));
for (const file of readdirSync(join(top, 'static/js')).filter((name) => name.endsWith('.js')).sort())
  if (!manifest.has(file)) script(file);

copyFileSync(join(packages, '@digdir/designsystemet-css/LICENSE'), join(out, 'lisenser/designsystemet-css.txt'));
copyFileSync(join(packages, '@fontsource-variable/inter/LICENSE'), join(out, 'lisenser/inter.txt'));
copyFileSync(join(top, 'static/lisenser/aksel-icons.txt'), join(out, 'lisenser/aksel-icons.txt'));

// Last, and whole at once: while it is missing, nothing is built.
const lines = [...manifest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([logical, hashed]) => `${logical} ${hashed}\n`);
writeFileSync(join(out, 'manifest.tmp'), lines.join(''));
renameSync(join(out, 'manifest.tmp'), join(out, 'manifest.txt'));
