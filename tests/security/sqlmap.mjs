// Runs sqlmap against one address, bounded in time. Its own words tell how it ended: anything else than these is no result.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOUND = /sqlmap identified the following injection point/;
const NOTHING = /all tested parameters do not appear to be injectable/;

export async function sqlmap({ url, method = 'GET', data, parameters, seconds, level = 2 }) {
  const directory = mkdtempSync(join(tmpdir(), 'jobbsjanse-sqlmap.'));
  const options = ['-u', url, '--method', method, ...(data ? ['--data', data] : []), '-p', parameters.join(','), '--batch', '--disable-coloring', '--dbms', 'MySQL',
    '--level', String(level), '--risk', '2', '--threads', '4', '--time-sec', '2', '--timeout', '20', '--retries', '1', '--ignore-code', '400,401,403,404,405,409,413,415,422,429,500',
    '--output-dir', directory, '--flush-session', '--skip-waf', '--ignore-redirects', '--no-cast', '--parse-errors'];
  const child = spawn('sqlmap', options, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: directory } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said += text; });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  rmSync(directory, { recursive: true, force: true });
  const result = FOUND.test(said) ? 'found' : NOTHING.test(said) ? 'nothing' : 'no result';
  return { result, said: said.slice(-3000) };
}
