// How it stands with a field, beside it, and said politely by one live region for the page.
import { words } from './tekst.js';

// U3: the same in all languages
const now = () => new Date().toLocaleTimeString('nb-NO', { hour: '2-digit', minute: '2-digit' }).replace(':', '.');

export class Status {
  constructor(form) {
    this.live = document.createElement('p');
    this.live.className = 'lagrestatus ds-sr-only';
    this.live.setAttribute('role', 'status');
    this.notice = document.createElement('p');
    this.notice.className = 'lagreventer';
    this.notice.setAttribute('role', 'status');
    form.append(this.live, this.notice);
  }

  #place(question) {
    let place = question.querySelector('.feltstatus');
    if (!place) {
      place = document.createElement('p');
      place.className = 'feltstatus';
      question.append(place);
    }
    return place;
  }

  // `button`: { text, act }, where the user can do something about it.
  show(question, state, button) {
    const place = this.#place(question);
    const text = words(state, { tid: now() });
    if (place.dataset.tilstand === state && state === 'venter') return;
    place.dataset.tilstand = state;
    place.replaceChildren(text);
    if (button) {
      const element = document.createElement('button');
      element.type = 'button';
      element.className = 'ds-button angreknapp';
      element.dataset.variant = 'tertiary';
      element.textContent = button.text;
      element.addEventListener('click', button.act);
      place.append(' ', element);
    }
    if (state !== 'lagrer') this.say(`${question.querySelector('.ds-label')?.firstChild?.textContent.trim() ?? ''}: ${text}`);
  }

  clear(question) {
    question.querySelector('.feltstatus')?.remove();
  }

  say(text) {
    this.live.textContent = text;
  }

  // For the page as a whole, and seen: stands until it is emptied.
  note(text) {
    this.notice.textContent = text;
  }
}
