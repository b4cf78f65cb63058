// The table of addresses as src/register/page/routes.c has it, and which chapter of the guide tells of each screen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// What only programs and scripts ask for: no screen, so no chapter.
const MACHINES = /^\/(helse|klar|metrics|api\/.*|deltakere\/\{id\}\/navn|(deltakere|introduksjon)\/kvittering\/siste)$/;

export function routes(root) {
  const text = readFileSync(join(root, 'src/register/page/routes.c'), 'utf8');
  return [...text.matchAll(/^\s*\{\s*HTTP_(\w+),\s*"([^"]+)"/gm)].map(([, method, pattern]) => ({ method, pattern }));
}

export const isScreen = ({ pattern }) => !MACHINES.test(pattern);

export function screensWithoutHelp(root) {
  const text = readFileSync(join(root, 'src/register/page/help/topics.c'), 'utf8');
  const topics = new Set([...text.matchAll(/^\s*\{"([^"]+)", N_\(/gm)].map(([, name]) => name));
  const screens = new Map([...text.matchAll(/^\s*\{"(\/[^"]*)", "([^"]*)"\}/gm)].map(([, pattern, topic]) => [pattern, topic]));
  const patterns = new Set(routes(root).filter(isScreen).map(({ pattern }) => pattern));
  return [
    ...[...patterns].filter((pattern) => !screens.has(pattern)).map((pattern) => `${pattern} has no row in topics.c`),
    ...[...screens].filter(([pattern]) => !patterns.has(pattern)).map(([pattern]) => `topics.c: ${pattern} is no screen of routes.c`),
    ...[...screens].filter(([pattern, topic]) => !topics.has(topic) && !(topic === '' && pattern.startsWith('/hjelp')))
      .map(([pattern, topic]) => `topics.c: ${pattern} leads to "${topic}", which is no chapter`),
  ];
}
