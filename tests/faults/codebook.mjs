// The codebook of an installation of the test's own, changed while it runs.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { until } from '../http/installation.mjs';

export class RunningCodebook {
  #own;
  #reader;

  constructor(own) {
    this.#own = own;
    this.first = readFileSync(own.codebookFile, 'utf8'); // as it came
  }

  write(text) {
    writeFileSync(this.#own.codebookFile, text);
    return text;
  }

  // Runs `step`, and gives what the application logged meanwhile once it matches.
  async logged(step, pattern) {
    const from = this.#own.log('application').length;
    await step();
    await until(() => pattern.test(this.#own.log('application').slice(from)), `the log says ${pattern}`);
    return this.#own.log('application').slice(from);
  }

  reload() {
    return this.logged(() => this.#own.reload(), /reloaded|load-refused|reload-refused/);
  }

  // A worker that is leaving may answer what it has taken already: the new codebook is in use when none is left.
  async inUse(text) {
    const digest = createHash('sha256').update(text).digest('hex');
    this.#reader ??= await this.#own.login('imdi');
    const once = async () => (await this.#reader.get('/kodebok.json')).text.includes(digest);
    await until(async () => {
      for (let i = 0; i < 6; i += 1) if (!await once()) return false;
      return true;
    }, 'all workers have the codebook');
  }

  // The answer is what `codebook apply` said.
  async takeUp(text) {
    this.write(text);
    const applied = await this.#own.jobbsjanseMeanwhile(['codebook', 'apply', '--yes']);
    assert.equal(applied.status, 0, applied.complained);
    assert.match(await this.reload(), / reloaded /);
    await this.inUse(text);
    return applied;
  }
}
