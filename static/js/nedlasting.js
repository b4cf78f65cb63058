// Downloads that this page has started (requirement D2): how far they have come, asked of the server every second while one
// runs. The file itself goes the browser's own way and never through this page; nothing is kept here.
import { parse, put } from './deler.js';

const EVERY_MS = 1000;
const FIRST_MS = 400;
const GRACE_MS = 8000; // a download may take so long to begin
const MOST_MS = 3_600_000; // one that ended so hard that nobody could tell is not waited for any longer
const TIMEOUT_MS = 10_000;

export function startDownloads() {
  const place = document.querySelector('#nedlastinger');
  if (!place) return;
  const status = document.querySelector('#nedlasting-status');
  let first = null; // when the first one was asked for
  let last = 0; // and the latest
  let timer = 0;
  let told = new Map(); // what was read out, by receipt

  const wait = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  };

  // Beginnings and ends are read out, not each figure between.
  const tell = () => {
    const now = new Map([...place.querySelectorAll('[data-fil]')].map((file) => {
      const words = file.parentElement.querySelector('[data-slutt], [data-begynt]');
      return [file.dataset.fil, `${file.textContent}: ${words.textContent}`];
    }));
    const news = [...now].filter(([file, text]) => told.get(file) !== text).map(([, text]) => text);
    told = now;
    if (news.length > 0) status.textContent = news.join(' ');
  };

  const ask = async () => {
    const seconds = Math.ceil((performance.now() - first) / 1000) + 1;
    const query = new URLSearchParams({ siden: String(seconds), av: place.dataset.antall });
    const response = await fetch(`${place.dataset.adresse}?${query}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.redirected || (response.status >= 400 && response.status < 500)) return false; // logged out
    if (!response.ok) return true;
    const { content } = parse(await response.text()).querySelector('template');
    place.hidden = content.querySelector('li') === null;
    put(place, content);
    tell();
    return performance.now() - last < (place.querySelector('[data-gar]') ? MOST_MS : GRACE_MS);
  };

  async function look() {
    if (await ask().catch(() => true)) wait(EVERY_MS);
  }

  document.addEventListener('click', (event) => {
    if (!event.target.closest('a[data-nedlasting]') || event.defaultPrevented) return;
    last = performance.now();
    first ??= last;
    wait(FIRST_MS);
  });
  place.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    form.querySelector('button').disabled = true; // asked once is enough
    await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => {});
    wait(FIRST_MS);
  });
}
