// A measurement of several parts, each a file of the folder by its name: `holds` is what it must hold in words, measure(stand, must)
// measures. BENCH_PARTS="log" for some alone. In one optimized installation of its own; a part leaves it as the next may use it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { machine, Stand } from './stand.mjs';

async function measured(folder, name, stand) {
  const { holds, measure } = await import(join(folder, `${name}.mjs`));
  const missed = [];
  console.log(`-- ${name}`);
  await measure(stand, (good, text) => { if (!good) missed.push(text); });
  for (const text of missed) console.log(`MISSED: ${text}`);
  console.log(`${holds}: ${missed.length === 0 ? 'yes' : 'no'}`);
  return missed.length;
}

export async function measureParts(folder) {
  const names = readdirSync(folder).filter((file) => file.endsWith('.mjs')).map((file) => file.slice(0, -'.mjs'.length)).sort();
  const asked = process.env.BENCH_PARTS?.split(' ') ?? names;
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no part "${unknown.join()}"; these are: ${names.join(' ')}`);
  const before = machine();
  console.log(before.text);
  const stand = await Stand.start();
  let missed = 0;
  try {
    for (const name of asked) missed += await measured(folder, name, stand);
  } finally {
    stand.remove();
  }
  process.exitCode = missed > 0 && before.isIdle ? 1 : 0;
}
