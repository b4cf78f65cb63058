// What the download's peers are told: where the choices stand in a row of so many columns; and of the file's columns a line each, "heading, kind, place in the row or in the choices, code",
// and of each list of codes its texts. Made from the file's own headings and the codebook, so that they write the same cells.
import { readFileSync } from 'node:fs';

const decoded = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&').trim();

function variablesOf(codebook) {
  const found = {};
  for (const [, head, body] of readFileSync(codebook, 'utf8').matchAll(/<variable\b([^>]*)>([\s\S]*?)<\/variable>/g)) {
    const codes = [...body.matchAll(/<code number="(\d+)"[^>]*>([^<]*)<\/code>/g)].map(([, number, text]) => [number, decoded(text)]);
    found[/\bname="([^"]*)"/.exec(head)[1]] = { type: /\btype="([^"]*)"/.exec(head)[1], codes };
  }
  return found;
}

// `selected` are the names of the SELECT's columns in their order, "choices" among them.
export function cellLines(headings, selected, codebook) {
  const variables = variablesOf(codebook);
  const lines = [`choices\t${selected.indexOf('choices')}\t${selected.length}`];
  for (const [name, { codes }] of Object.entries(variables)) for (const [number, text] of codes) lines.push(`code\t${name}\t${number}\t${text}`);
  for (const heading of headings) {
    const text = heading.replace(/_tekst$/, '');
    const [, flagged, code] = /^(.*)_(\d+)$/.exec(heading) ?? [];
    const name = variables[heading] ? heading : variables[text] ? text : flagged;
    const { type } = variables[name];
    const kind = heading === name ? { date: 'date', integer: 'number', code: 'number' }[type] ?? 'text' : variables[text] ? 'words' : 'flag';
    lines.push(`cell\t${heading}\t${kind}\t${type === 'codes' ? -1 : selected.indexOf(name)}\t${name}\t${code ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}
