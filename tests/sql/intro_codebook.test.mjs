// N3, C6: what the codebook asks in introduksjon has a column, of a type that takes it. Its tables are sql's alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { admin, closeAll, DB } from './database.mjs';

after(closeAll);

const TABLES = { person: 'intro_participant', vedtak: 'intro_decision', sluttmal: 'intro_goal', avslutning: 'intro_termination' };
const TYPES = { text: /^(var)?char\((\d+)\)$/, date: /^date$/, code: /^smallint\(5\) unsigned$/, integer: /^(smallint|int)\(\d+\) unsigned$/ };

const source = readFileSync(new URL('../../codebook.xml', import.meta.url), 'utf8').replace(/<!--.*?-->/gs, '');
const [xml] = /<register name="introduksjon".*?<\/register>/s.exec(source);
const attribute = (text, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1];
const variables = [...xml.matchAll(/<page\b([^>]*)>(.*?)<\/page>/gs)].flatMap(([, page, inside]) =>
  [...inside.matchAll(/<variable\b([^>]*)>/g)].map(([, text]) => ({
    page: attribute(page, 'name'), name: attribute(text, 'name'), type: attribute(text, 'type'), length: Number(attribute(text, 'max-length') ?? 0),
  })));

test('N3: every question of introduksjon has its column in the table of its page', async () => {
  assert.ok(variables.length >= 17);
  for (const { page, name, type, length } of variables) {
    const [column] = await admin.query('SELECT column_type AS type FROM information_schema.columns WHERE table_schema = ? AND table_name = ? AND column_name = ?',
      [DB, TABLES[page], name]);
    assert.ok(column, `${TABLES[page]}.${name}`);
    const [found, , width] = TYPES[type].exec(column.type) ?? [];
    assert.ok(found, `${TABLES[page]}.${name} is ${column.type}`);
    if (type === 'text') assert.ok(Number(width) >= length, `${name}: ${width}`);
  }
});
