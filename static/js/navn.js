// The name from Folkeregisteret (requirement P3): while it is being fetched, how that goes is asked every second, for as
// long as the page says so; "Prøv igjen" asks without leaving the page.
import { put, readParts } from './deler.js';

const EVERY_MS = 1000;
const TIMEOUT_MS = 10_000;

// The panel holds nothing that is typed: it is replaced also where the user is, and she stays there.
function putPanel(panel, source) {
  if (!source || panel.innerHTML === source.innerHTML) return;
  const wasHere = panel.contains(document.activeElement);
  panel.replaceChildren(...[...source.childNodes].map((node) => document.importNode(node, true)));
  hideRefresh(panel);
  if (wasHere) panel.focus();
}

function hideRefresh(panel) {
  for (const link of panel.querySelectorAll('.uten-skript')) link.hidden = true;
}

function place(form, panel, parts) {
  const hidden = ['.lagret', '.ulagret'].map((note) => document.querySelector(note)?.hidden ?? true);
  for (const [target, source] of parts.areas) {
    if (target === '#navn-status') putPanel(panel, source);
    else put(document.querySelector(target), source);
  }
  ['.lagret', '.ulagret'].forEach((name, at) => { for (const note of document.querySelectorAll(name)) note.hidden = hidden[at]; });
  form.dispatchEvent(new CustomEvent('hentet', { detail: parts }));
}

// The parts; null where there is no answer now; false where there will be none: logged out, or not hers to ask.
async function ask(address, options = {}) {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), ...options });
  if (response.redirected || (response.status >= 400 && response.status < 500 && response.status !== 429)) return false;
  return response.ok ? readParts(await response.text()) : null;
}

export function startName(form) {
  const panel = form.querySelector('#navn-status');
  if (!panel) return;
  let waiting = 0;
  let saves = 0;
  // An answer from before something was saved would bring back what stood there: it is asked for again.
  const askNow = async (address, options) => {
    for (;;) {
      const before = saves;
      const parts = await ask(address, options).catch(() => null); // the next second asks again
      if (before !== saves) continue;
      if (parts) place(form, panel, parts);
      return parts;
    }
  };
  let turn = Promise.resolve();
  const askInTurn = (address, options) => {
    waiting += 1;
    turn = turn.then(() => askNow(address, options)).finally(() => { waiting -= 1; });
    return turn;
  };
  form.addEventListener('oppdatert', () => { saves += 1; });
  hideRefresh(panel);
  setInterval(async () => {
    const watched = panel.querySelector('[data-henter]');
    if (watched && !document.hidden && waiting === 0 && await askInTurn(watched.dataset.henter) === false) watched.remove();
  }, EVERY_MS);
  panel.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-hent]');
    if (!button) return;
    event.preventDefault();
    const csrf = form.querySelector(':scope > input[name=csrf]').value;
    const answer = await askInTurn(button.dataset.hent, { method: 'POST', body: new URLSearchParams({ csrf, deler: 'ja' }) });
    if (answer === false) form.requestSubmit(panel.querySelector('[data-hent]')); // as without the script
  });
}
