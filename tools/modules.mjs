// Copies node packages, with all that they need, from this tree to where a stand-in runs: node modules.mjs OUT PACKAGE...
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const from = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules');
const [out, ...wanted] = process.argv.slice(2);
const copied = new Set();

// A package beneath another's own node_modules comes along with that one.
function copy(name, above = '') {
  const own = join(above, 'node_modules', name);
  const nested = above !== '' && existsSync(own);
  const place = nested ? own : join(from, name);
  if (copied.has(place)) return;
  copied.add(place);
  if (!nested) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    cpSync(place, join(out, name), { recursive: true });
  }
  for (const next of Object.keys(JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')).dependencies ?? {})) copy(next, place);
}

for (const name of wanted) copy(name);
