// Logging in again in place: the login pages' own forms - password, then code or a new code app - in a dialog over the page that
// was being filled in.
import { buildBox, button } from './boks.js';
import { parse } from './deler.js';
import { words } from './tekst.js';

const isLogin = (url) => /\/logg-inn(\/kode|\/registrer)?$/.test(new URL(url).pathname);
export const wentToLogin = (response) => response.redirected && isLogin(response.url);

function build() {
  const dialog = buildBox(words('logg-inn-tittel'), words('logg-inn-forklaring'));
  const place = document.createElement('div');
  const close = button(words('ikke-logg-inn'), () => dialog.dispatchEvent(new Event('cancel', { cancelable: true })));
  dialog.append(place, close);
  return { dialog, place };
}

function show(place, page) {
  const form = page.querySelector('form:has([name=passord]), form:has([name=kode])');
  const trouble = page.querySelector('.ds-error-summary');
  place.replaceChildren(...[trouble, form].filter(Boolean).map((node) => document.importNode(node, true)));
  place.querySelector('[name=til]')?.remove();
  const name = place.querySelector('[name=brukernavn]');
  (name && !name.value ? name : place.querySelector('[name=passord], [name=kode]')).focus();
  return place.querySelector('form');
}

// A code app was registered: its recovery codes are shown this once, and the page goes on when they are kept.
function showRecovery(place, codes, goOn) {
  place.replaceChildren(document.importNode(codes, true), button(words('koder-er-lagret'), goOn, 'primary'));
  place.querySelector('[data-skriv-ut]')?.remove();
  place.lastElementChild.focus();
}

const fetchPage = (address, options) => fetch(address, { signal: AbortSignal.timeout(30_000), ...options });

const post = (form) => fetchPage(form.getAttribute('action'), { method: 'POST', body: new URLSearchParams(new FormData(form)) });

// Another request of a page that knows nobody any more may have brought another visitor's cookie meanwhile: the form's token
// fits it no longer (403), and the answer holds one that does.
async function sendForm(form) {
  const response = await post(form);
  if (response.status !== 403) return response;
  const fresh = parse(await response.text()).querySelector('main [name=csrf]');
  if (!fresh) throw new Error('403');
  form.querySelector('[name=csrf]').value = fresh.value;
  return post(form);
}

let asking = null;

// Settles when the user is logged in (true) or has closed the dialog (false). Throws where the server is away. Whoever
// calls while it stands open waits for the same answer.
export function logIn(address) {
  asking ??= ask(address).finally(() => { asking = null; });
  return asking;
}

async function ask(address) {
  const first = await fetchPage(address);
  if (!isLogin(first.url)) return true; // logged in already, in another tab
  if (!first.ok) throw new Error(`${first.status}`);
  const { dialog, place } = build();
  const page = parse(await first.text());
  return new Promise((resolve) => {
    const end = (inside) => {
      dialog.close();
      dialog.remove();
      resolve(inside);
    };
    const trouble = () => {
      const message = document.createElement('p');
      message.className = 'ds-validation-message';
      message.setAttribute('role', 'alert');
      message.textContent = words('ingen-svar');
      place.querySelector('[role=alert]')?.remove();
      place.prepend(message);
    };
    const listen = (form) => form.addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        const response = await sendForm(form);
        if (response.status >= 500) trouble();
        else if (isLogin(response.url)) take(parse(await response.text()));
        else end(true);
      } catch {
        trouble();
      }
    });
    const take = (answer) => {
      const codes = answer.querySelector('section:has(.gjenoppretting)');
      if (codes) showRecovery(place, codes, () => end(true));
      else listen(show(place, answer));
    };
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end(false);
    });
    dialog.showModal();
    listen(show(place, page));
  });
}
