// Copies node packages, with all that they stand on, from this tree to where a stand-in runs, whose account may not read where we
// lie: node modules.mjs OUT PACKAGE...
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = dirname(dirname(fileURLToPath(import.meta.url)));
const { packages } = JSON.parse(readFileSync(join(top, 'package-lock.json'), 'utf8'));
const [out, ...wanted] = process.argv.slice(2);
const found = new Set();

// As node looks: beside the one that asks, then further out.
function resolve(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (!at) return null;
  }
}

function walk(from, name) {
  const path = resolve(from, name);
  if (!path || found.has(path)) return;
  found.add(path);
  for (const next of Object.keys(packages[path].dependencies ?? {})) walk(path, next);
}

for (const name of wanted) walk('', name);
for (const path of [...found].sort()) {
  mkdirSync(join(out, dirname(path)), { recursive: true });
  cpSync(join(top, path), join(out, path), { recursive: true });
}
