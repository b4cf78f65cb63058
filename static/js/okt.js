// Warns before the session ends (requirement A5; ui.md 7.8), two minutes before it and in every tab that is open. What the
// register is asked in one of them keeps the session in all.
import { buildBox, button } from './boks.js';
import { logIn, wentToLogin } from './innlogging.js';
import { words } from './tekst.js';

const WARNING_MS = 120_000;
const LOOK_MS = 1000; // by the clock of the wall: a machine that slept has not counted
const TIMEOUT_MS = 30_000;

class Session {
  constructor(mark) {
    this.root = document.querySelector('.merke').pathname;
    this.tabs = new BroadcastChannel('okt');
    this.tabs.onmessage = ({ data }) => this.take(data);
    this.dialog = null;
    this.isOver = false;
    this.hear(Number(mark.dataset.okt), Number(mark.dataset.oktHoyst));
  }

  // What the register says of it, told to the other tabs too.
  hear(left, atMost) {
    const now = Date.now();
    const told = { ends: now + left * 1000, last: now + atMost * 1000 };
    this.take(told);
    this.tabs.postMessage(told);
  }

  take({ ends, last }) {
    [this.ends, this.last] = [ends, last];
    if (ends - Date.now() > WARNING_MS) this.close();
  }

  // Longer use does not help any more.
  get isLast() { return this.last - this.ends < 1000; }

  look() {
    const left = this.ends - Date.now();
    if (this.isOver) return;
    if (left <= 0) this.end();
    else if (left <= WARNING_MS && !this.dialog && this.warnedOf !== this.ends) this.warn();
  }

  close() {
    this.dialog?.close();
    this.dialog?.remove();
    this.dialog = null;
  }

  warn() {
    const when = new Date(this.ends);
    const tid = [when.getHours(), when.getMinutes()].map((part) => String(part).padStart(2, '0')).join('.');
    this.warnedOf = this.ends;
    this.dialog = buildBox(words('okt-tittel'), words(this.isLast ? 'okt-siste' : 'okt-forklaring', { tid }));
    this.dialog.setAttribute('role', 'alertdialog');
    const go = this.isLast ? button(words('okt-greit'), () => this.close(), 'primary') : button(words('okt-fortsett'), () => this.goOn(), 'primary');
    this.dialog.append(go);
    this.dialog.addEventListener('close', () => this.close());
    this.dialog.showModal();
  }

  async goOn() {
    try {
      const response = await fetch(`${this.root}min-bruker/okt.json`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (wentToLogin(response)) this.end();
      else if (response.ok) {
        const { igjen, hoyst } = await response.json();
        this.hear(igjen, hoyst);
      } else throw new Error(`${response.status}`);
    } catch {
      this.say(words('ingen-svar'));
    }
  }

  say(text) {
    const message = Object.assign(document.createElement('p'), { className: 'ds-validation-message', textContent: text });
    message.setAttribute('role', 'alert');
    this.dialog?.querySelector('[role=alert]')?.remove();
    this.dialog?.append(message);
  }

  // Nobody reads on: the page is hidden until somebody has logged in. A form that saves by itself goes on from there; any
  // other page is drawn anew for whoever that is.
  async end() {
    this.close();
    this.isOver = true;
    document.documentElement.classList.add('okt-over');
    const isInside = await logIn(`${this.root}logg-inn`).catch(() => null);
    if (isInside && document.querySelector('form[data-skjema]')) await this.goOn();
    else if (isInside !== null) location.reload();
    this.isOver = isInside === false;
    document.documentElement.classList.toggle('okt-over', isInside === null);
  }
}

export function startSession() {
  const mark = document.querySelector('.brukerknapp[data-okt]');
  if (!mark) return;
  const session = new Session(mark);
  setInterval(() => session.look(), LOOK_MS);
}
