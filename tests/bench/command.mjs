// The installation's own command: how long it took, and the most memory it held.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const POLL_MS = 5;
const MEGABYTE = 1024; // of kB

const micro = () => Number(process.hrtime.bigint() / 1000n);

export function runCommand(stand, ...words) {
  const settings = userInfo().username === 'root' ? 'root.conf' : 'jobbsjanse.conf';
  const began = micro();
  const child = spawn(join(stand.state, 'app/usr/bin/jobbsjanse'), ['--config', join(stand.state, settings), ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  let memory = 0;
  child.stdout.on('data', (part) => { out += part; });
  const poll = setInterval(() => {
    try {
      memory = Math.max(memory, Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0));
    } catch { /* it has ended */ }
  }, POLL_MS);
  return new Promise((done) => {
    child.on('close', (status) => {
      clearInterval(poll);
      done({ status, out, seconds: (micro() - began) / 1e6, megabytes: memory / MEGABYTE });
    });
  });
}
