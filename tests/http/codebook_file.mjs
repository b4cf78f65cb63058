// codebook.xml as it stands, one register of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from './environment.mjs';

export function codebookOf(register = 'jobbsjansen') {
  const source = readFileSync(join(TOP, 'codebook.xml'), 'utf8').replace(/<!--.*?-->/gs, '');
  const [found] = [...source.matchAll(/<register\b[^>]*?\bname="([^"]*)".*?<\/register>/gs)].filter(([, name]) => name === register);
  return found[0];
}
