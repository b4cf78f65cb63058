// node packages.mjs LOCKFILE NAME: the folders below node_modules that NAME stands on, itself too, one per line.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
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

walk('', process.argv[3]);
process.stdout.write(`${[...found].join('\n')}\n`);
