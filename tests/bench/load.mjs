// A load that arrives by the clock: each of `senders` begins once a second, spread over it, whether or not others have
// been answered. Times run from when it should have begun, so that a stall counts for all it holds up.
import { setTimeout as sleep } from 'node:timers/promises';

const SECOND = 1000;

// `send(sender, round)` is awaited; a sender that is late begins its next at once. Answers milliseconds, sorted later.
export async function everySecond(senders, seconds, send) {
  const began = performance.now();
  const times = [];
  await Promise.all(Array.from({ length: senders }, async (_, sender) => {
    for (let round = 0; round < seconds; round += 1) {
      const due = began + round * SECOND + (sender * SECOND) / senders;
      if (due > performance.now()) await sleep(due - performance.now());
      await send(sender, round);
      times.push(performance.now() - due);
    }
  }));
  return times;
}

export function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}
