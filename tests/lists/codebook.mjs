// The dataset's columns as codebook.xml gives them (requirement D3), read from the file itself.
import { codebookOf } from '../http/codebook_file.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text) => text.replace(/&(\w+);/g, (_, name) => ENTITIES[name]).replace(/\s+/g, ' ').trim();
const attribute = (text, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1];

function variables() {
  return [...codebookOf().matchAll(/<variable\b([^>]*)>([\s\S]*?)<\/variable>/g)].map(([, head, body]) => ({
    name: attribute(head, 'name'), type: attribute(head, 'type'), group: attribute(head, 'group'),
    codes: [...body.matchAll(/<code\b([^>]*)>([\s\S]*?)<\/code>/g)].map(([, code, inner]) => ({ number: Number(attribute(code, 'number')), text: plain(inner.replace(/<text xml:lang[\s\S]*?<\/text>/g, '').replace(/<[^>]*>/g, '')) })),
  }));
}

const KINDS = { text: 's', integer: 'n', date: 'd' };

// [heading, kind, the cell of a row and its choices]
function columnsOf({ name, type, codes }) {
  const chosen = (row) => (type === 'codes' ? row.choices.get(name) ?? [] : [row[name]].filter((code) => code !== null));
  const texts = [`${name}_tekst`, 's', (row) => codes.filter(({ number }) => chosen(row).includes(number)).map(({ text }) => text).join('; ')];
  if (type === 'code') return [[name, 'n', (row) => row[name]], texts];
  if (type !== 'codes') return [[name, KINDS[type], (row) => row[name]]];
  return [...codes.map(({ number }) => [`${name}_${number}`, 'n', (row) => (chosen(row).length ? Number(chosen(row).includes(number)) : null)]), texts];
}

export const COLUMNS = variables().filter(({ type, group }) => type !== 'group' && !group).flatMap(columnsOf);
