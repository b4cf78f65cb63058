// Answers that must not tell apart whom they are about: the same to the letter, but for what is new in every answer.
import assert from 'node:assert/strict';

// Without tokens and keys, the seconds left of the session, and the day that stands on paper: what an answer's moment decides.
export const plain = (text) => text
  .replace(/\b[0-9a-f]{32,64}\b/g, 'HEX')
  .replace(/(?<![\w-])[\w-]{43}(?![\w-])/g, 'TOKEN')
  .replace(/(data-okt(?:-hoyst)?)="\d+"/g, '$1="SECONDS"')
  .replace(/(<p class="bare-utskrift">[^<]*)\d{2}\.\d{2}\.\d{4}/, '$1DATE');

// The first lines in which two texts differ, or null.
export function difference(one, other) {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const at = Array.from({ length: Math.max(lines.length, others.length) }, (_, line) => line).find((line) => lines[line] !== others[line]);
  return at === undefined ? null : `line ${at + 1}: "${lines[at] ?? 'no more'}" became "${others[at] ?? 'no more'}"`;
}

export function assertAlike(texts, why) {
  const [first, ...others] = texts.map(plain);
  assert.ok(others.length > 0, 'there is something to compare');
  for (const other of others) assert.equal(difference(first, other), null, why);
}
