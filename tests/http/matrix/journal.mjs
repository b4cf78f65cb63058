// The application's own journal: how many statements each answer took, by route, user and status.
import { statSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment } from '../environment.mjs';

const file = join(process.env.STATE ?? environment.DIR, 'log/application.log');
const LINE = / info request (id=.*)$/;
const fieldsOf = (words) => Object.fromEntries(words.split(' ').map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));

export const journalAt = () => statSync(file).size;

// The lines from there on, once there are so many: a line is written after its answer has left.
export async function journalFrom(at, lines) {
  for (let tries = 40; ; tries -= 1) {
    const found = readFileSync(file).subarray(at).toString('utf8').split('\n').map((line) => LINE.exec(line)).filter(Boolean)
      .map(([, words]) => fieldsOf(words)).map(({ route, status, user, sql }) => ({ route, status: Number(status), user, sql: Number(sql) }));
    if (found.length >= lines || tries === 0) return found;
    await sleep(50);
  }
}

// Per route and user: the numbers of statements that a 404 took.
export function workOf(lines) {
  const work = new Map();
  for (const { route, status, user, sql } of lines) {
    if (status !== 404) continue;
    const key = `${route} user ${user}`;
    work.set(key, (work.get(key) ?? new Set()).add(sql));
  }
  return work;
}
