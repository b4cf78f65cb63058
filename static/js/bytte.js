// Somebody else has logged in, here or in another tab, than the one the page was drawn for: what the first has filled in
// is not saved in the name of the second unless that is asked for.
import { buildBox, button } from './boks.js';
import { logIn } from './innlogging.js';
import { words } from './tekst.js';

const TIMEOUT_MS = 30_000;

// Who is logged in on a page; null where nobody is.
export function userOf(page) {
  const place = page.querySelector('.brukerknapp');
  return place && { id: place.dataset.bruker, name: place.querySelector('.brukernavn').textContent };
}

function ask(was, now, mayTakeOver) {
  const names = { var: was.name, er: now.name };
  const dialog = buildBox(words('bytte-tittel'), words('bytte-forklaring', names), ...(mayTakeOver ? [] : [words('bytte-uten-tilgang', names)]));
  return new Promise((resolve) => {
    const end = (choice) => {
      dialog.close();
      dialog.remove();
      resolve(choice);
    };
    dialog.append(button(words('bytte-tilbake', names), () => end('back'), 'primary'));
    if (mayTakeOver) dialog.append(button(words('bytte-overta', names), () => end('take'), 'secondary'));
    dialog.append(button(words('bytte-forkast'), () => end('drop')));
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end('wait');
    });
    dialog.showModal();
  });
}

// `page`: drawn for who is logged in now. Settles with "take": the answers are to be saved as theirs; "back": the first
// has logged in again; "drop": they are not to be saved; "wait": nothing is decided.
export async function settleUser(was, page, root, mayTakeOver) {
  const choice = await ask(was, userOf(page), mayTakeOver);
  if (choice !== 'back') return choice;
  const csrf = page.querySelector('input[name=csrf]').value;
  await fetch(`${root}logg-ut`, { method: 'POST', body: new URLSearchParams({ csrf }), signal: AbortSignal.timeout(TIMEOUT_MS) });
  return (await logIn(`${root}logg-inn`)) ? 'back' : 'wait';
}
