// Leaving a field by pressing a button: nothing on the page moves before the press is over, or the button slips away
// under it.
let pressing = false;
for (const [event, down] of [['pointerdown', true], ['pointerup', false], ['pointercancel', false]])
  document.addEventListener(event, () => { pressing = down; }, true);

export function whenNotPressing(act) {
  if (!pressing) return act();
  const over = new AbortController();
  for (const event of ['pointerup', 'pointercancel'])
    document.addEventListener(event, () => { over.abort(); setTimeout(act); }, { signal: over.signal });
}

export const pressIsOver = () => new Promise((done) => { whenNotPressing(done); });
