// An optimized installation for one measurement, by ./dev, and what its processes cost.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../tools/free-port.mjs';

export const TOP = resolve(import.meta.dirname, '../..');
const IDLE_LOAD = 0.5; // for each core
const TICKS = 100;

export const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

// Its own, and that of children that have ended.
function ofOne(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * 1000) / TICKS;
}

// Processor time so far of a program and its children, in milliseconds: what a busy machine does not change much.
export const processorTime = (pid) => [pid, ...childrenOf(pid)].reduce((sum, one) => sum + ofOne(one), 0);

// The machine as it is before a measurement, in a line.
export function machine() {
  const load = loadavg()[0];
  const isIdle = load < IDLE_LOAD * cpus().length;
  return { isIdle, text: `${cpus().length} x ${cpus()[0].model.trim()}, load before ${load.toFixed(1)}: ${isIdle ? 'idle' : 'others were at work'}` };
}

export class Stand {
  static async start() {
    const stand = new Stand();
    stand.dir = mkdtempSync(join(tmpdir(), 'jobbsjanse-bench.'));
    process.env.DIR = stand.dir; // for the tests' own helpers
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { stand.remove(); process.exit(1); });
    try {
      stand.#dev('run', '--detach', '--port', String(await freePort()));
    } catch (trouble) {
      stand.remove();
      throw trouble;
    }
    return stand;
  }

  #dev(command, ...args) {
    execFileSync(join(TOP, 'dev'), [command, '--dir', this.dir, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  }

  get state() {
    const link = join(this.dir, 'state');
    return existsSync(link) ? realpathSync(link) : this.dir;
  }

  pid(part) {
    return Number(readFileSync(join(this.state, 'run', `${part}.pid`), 'utf8'));
  }

  // A setting of the installation.
  setting(name) {
    return readFileSync(join(this.state, 'jobbsjanse.conf'), 'utf8').match(new RegExp(`^${name} = (.*)$`, 'm'))[1];
  }

  remove() {
    const places = new Set([this.state, this.dir]);
    this.#dev('stop');
    for (const place of places) rmSync(place, { recursive: true, force: true });
  }
}
