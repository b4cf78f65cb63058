// The markers that C fills and the views that hold them. A marker that no view has stops the worker (views/README.md), in
// one language alone where it is the mark of a text that is bokmål there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILLS = /\b(?:(values)_(?:set|set_number|set_everywhere|show|section|include)|(worded)_(?:set|mark_answer|set_message))\(/g;

// The arguments of the call whose parenthesis has just been opened, as they are written.
function argumentsAt(source, start) {
  const found = [''];
  let depth = 0;
  let quoted = false;
  for (let at = start; at < source.length; at += 1) {
    const sign = source[at];
    if (sign === '"' && source[at - 1] !== '\\') quoted = !quoted;
    if (!quoted && sign === ')' && depth === 0) return found;
    if (!quoted && '([{'.includes(sign)) depth += 1;
    if (!quoted && ')]}'.includes(sign)) depth -= 1;
    if (!quoted && sign === ',' && depth === 0) found.push('');
    else found[found.length - 1] += sign;
  }
  return found;
}

// The names of markers that a file of C fills: as a literal, or as one of two.
export function filled(source) {
  return [...source.matchAll(FILLS)].flatMap((call) => {
    const name = argumentsAt(source, call.index + call[0].length)[1] ?? '';
    const line = source.slice(0, call.index).split('\n').length;
    return [...name.matchAll(/"([A-Z][A-Z0-9_]*)"/g)].map(([, marker]) => ({ marker, line, isWorded: call[2] === 'worded' }));
  });
}

export const held = (view) => [...view.matchAll(/\{\{[#>]?([A-Z][A-Z0-9_]*)/g)].map(([, marker]) => marker);

export function files(top, ending) {
  return readdirSync(top, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => ({ name, text: readFileSync(join(top, name), 'utf8') }));
}

// What is filled without a place to land, as lines.
export function homeless(sources, views) {
  const known = new Set(views.flatMap(held));
  return sources.flatMap(({ name, text }) => filled(text).flatMap(({ marker, line, isWorded }) =>
    [marker, ...(isWorded ? [`${marker}_NB`] : [])].filter((one) => !known.has(one)).map((one) => `${name}:${line}: ${one} is in no view`)));
}
