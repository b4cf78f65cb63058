// Every answer is saved when it is left (requirements P6, P14, I7): in order, one request at a time, and again and
// again until the register has said what became of it. What waits is kept in this page alone.
import { settleUser, userOf } from './bytte.js';
import { parse, put, putMessages, readParts } from './deler.js';
import { Status } from './feltstatus.js';
import { Leaving } from './forlat.js';
import { logIn, wentToLogin } from './innlogging.js';
import { Field } from './lagrefelt.js';
import { Creation } from './opprett.js';
import { Answers, sayThatItSaves } from './svar.js';
import { words } from './tekst.js';
import { pressIsOver } from './trykk.js';

const CREATE = Symbol('create');
const WAITS = [2, 4, 8, 16, 30];
const TIMEOUT_MS = 30_000;

// How sending went: the register has answered; to be sent again at once, or after a while; the user closed the login.
const [DONE, AGAIN, LATER, LEFT] = ['done', 'again', 'later', 'left'];

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

class Autosave {
  constructor(form) {
    const questions = [...form.querySelectorAll('[data-felt]')].map((question) => new Field(form, question));
    this.form = form;
    this.fields = new Map(questions.filter((field) => field.controls.length > 0).map((field) => [field.name, field]));
    this.status = new Status(form);
    this.answers = new Answers(form, this.fields, this.status);
    this.creation = new Creation(form, this.fields, this.answers, this.status);
    this.leaving = new Leaving(form, this.status, this);
    this.queue = [];
    this.request = null; // the one under way: kept as it is until it is answered
    this.isSending = false;
    this.tries = 0;
    this.timer = 0;
    this.last = null; // the field changed last
    this.pressed = null; // the button by which the user goes on before the participant is created
  }

  get isBusy() { return this.request !== null || this.queue.length > 0; }
  get hasUnsaved() { return this.isBusy || [...this.fields.values()].some((field) => field.isUnsaved); }
  hidden(name) { return this.form.querySelector(`:scope > input[name=${name}]`); }

  start() {
    this.form.addEventListener('change', ({ target }) => this.changed(target));
    this.form.addEventListener('hentet', ({ detail }) => this.answers.fetched(detail));
    window.addEventListener('online', () => this.retryNow());
    this.leaving.start();
    sayThatItSaves();
    if (this.creation.isDue) this.creation.showMissing();
    this.showHowItStands();
  }

  // --- what is to be saved

  changed(target) {
    const picked = /^velg_(.*)$/.exec(target.name ?? '');
    const field = this.fields.get(picked ? picked[1] : target.name);
    if (!field) return;
    if (picked) field.pick = target.value;
    else if (field.inConflict) field.dropConflict();
    if (!picked && field.refused && field.holds(field.basis)) this.takeBack(field);
    this.last = field;
    this.leaving.stay();
    if (this.creation.isDue) this.scanNew();
    else this.scan(field);
  }

  // The stored answer stands in the field again: nothing to save, nothing wrong.
  takeBack(field) {
    field.refused = null;
    putMessages(field.question, document.createElement('div'));
    this.status.clear(field.question);
  }

  // The changed one first: what it opened can be saved only after it.
  scan(first) {
    for (const field of [first, ...this.fields.values()]) {
      if (this.queue.includes(field.name) || !field.isToSave(this.known(field))) continue;
      if (field !== first && field.isBeingTyped) continue;
      this.queue.push(field.name);
      this.status.show(field.question, 'lagrer');
    }
    this.pump();
  }

  // What the register holds of a field, or is being told just now.
  known(field) {
    return this.request?.field === field && this.request.values ? this.request.values : field.basis;
  }

  // Nothing is stored before all that creates a participant is there.
  scanNew() {
    this.creation.showMissing();
    this.takeBack(this.last); // what was said of its former answer
    if (!this.creation.lacks() && this.queue.length === 0) this.create();
    else this.showHowItStands();
  }

  create() {
    this.last ??= [...this.fields.values()][0];
    this.queue.push(CREATE);
    this.status.show(this.last.question, 'lagrer');
    this.pump();
  }

  // May the form be posted as a page? Not while something waits; and one that creates goes the way of the others, so that
  // nothing is lost where the register is away.
  isReadyToPost(button) {
    if (this.isBusy) return false;
    if (!this.creation.isDue) return true;
    this.pressed = button;
    this.create();
    return false;
  }

  // --- sending

  nextRequest() {
    while (this.queue.length > 0) {
      const name = this.queue.shift();
      const field = this.fields.get(name);
      if (name === CREATE && this.creation.isDue) return this.creation.request(this.last, this.pressed);
      if (name === CREATE) continue;
      if (field.isToSave()) return this.patch(field);
      if (!field.refused && !field.inConflict) this.status.clear(field.question);
    }
    return null;
  }

  patch(field) {
    const now = field.values;
    const body = new URLSearchParams();
    for (const value of now.length > 0 ? now : ['']) body.append(field.name, value);
    if (field.pick) {
      body.append(`velg_${field.name}`, field.pick);
      body.append(`vist_${field.name}`, this.form.elements[`vist_${field.name}`]?.value ?? '');
    } else if (field.basis) {
      for (const value of field.basis.length > 0 ? field.basis : ['']) body.append('basis', value);
    }
    for (const along of this.form.querySelectorAll('input[data-med]')) body.append(along.name, along.value);
    body.append('versjon', Math.max(field.version, Number(this.hidden('versjon').value)));
    body.append('nokkel', newKey());
    const address = `${new URL(this.form.action).pathname.replace(/\/[^/]*$/, '')}/felt/${field.name}`;
    return { field, method: 'PATCH', address, body, values: now };
  }

  async pump() {
    if (this.isSending || this.timer) return this.showHowItStands();
    this.request ??= this.nextRequest();
    this.showHowItStands();
    if (!this.request) return this.leaving.goOn();
    this.isSending = true;
    const outcome = await this.send(this.request).catch(() => LATER);
    this.isSending = false;
    if (outcome === DONE) [this.request, this.tries] = [null, 0];
    if (outcome === LATER) this.waits();
    if (outcome === LEFT) this.leaving.stay();
    else this.pump();
  }

  async send(request) {
    request.body.set('csrf', this.hidden('csrf').value);
    this.status.show(request.field.question, this.tries > 0 ? 'venter' : 'lagrer');
    const response = await fetch(request.address, {
      method: request.method, body: request.body, signal: AbortSignal.timeout(TIMEOUT_MS), headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    if (response.status === 401 || wentToLogin(response)) return this.logInAgain(request);
    const text = await response.text();
    await pressIsOver();
    if (request.isCreation ? this.created(request, response, text) : this.answered(request, response, text)) return DONE;
    if (response.status === 403 && !request.isRenewed) {
      request.isRenewed = true;
      return this.renewToken();
    }
    if (response.ok || [403, 409, 422, 429].includes(response.status) || response.status >= 500) return LATER;
    request.field.refused = request.values ?? null;
    this.status.show(request.field.question, response.status === 404 ? 'borte' : 'avvist');
    return DONE;
  }

  // False: it is not the register that speaks, or not about this.
  answered(request, response, text) {
    const parts = readParts(text);
    const isWaiting = (field) => this.queue.includes(field.name);
    if (!parts.version) return false;
    if (response.status === 409 && parts.conflict) this.answers.conflict(request, parts, isWaiting);
    else if (response.status === 422 || response.status === 429) this.answers.refused(request, parts, isWaiting);
    else if (response.status === 200) this.saved(request, parts, isWaiting);
    else return false;
    return true;
  }

  // Opened again meanwhile, an answer that was emptied is saved anew.
  saved(request, parts, isWaiting) {
    this.answers.saved(request, parts, isWaiting);
    for (const field of this.answers.emptied(parts))
      if (field.isToSave() && !isWaiting(field)) this.queue.push(field.name);
  }

  // What was typed meanwhile is still to be saved.
  created(request, response, text) {
    if (response.status >= 500 || response.status === 403 || !this.creation.take(request, response, text)) return false;
    this.pressed = null;
    if (!this.creation.isDue) this.scanAll();
    else if (request.goesOn) this.leaving.stay(); // she has been told why
    return true;
  }

  scanAll() {
    for (const field of this.fields.values())
      if (!field.isBeingTyped && field.isToSave() && !this.queue.includes(field.name)) this.queue.push(field.name);
  }

  waits() {
    const seconds = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.request.isRenewed = false;
    this.showWaiting('venter');
    this.timer = setTimeout(() => this.retryNow(), seconds * 1000);
  }

  retryNow() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.pump();
  }

  // --- logging in again, and a fresh token

  get root() { return document.querySelector('.merke').pathname; }

  async logInAgain(request) {
    this.showWaiting('utlogget');
    this.status.show(request.field.question, 'utlogget', { text: words('logg-inn'), act: () => this.pump() });
    return (await logIn(`${this.root}logg-inn`)) ? this.renewToken() : LEFT;
  }

  // Drawn anew, the page tells who is logged in now. What is sent next is answered to them, also where they may not.
  async renewToken() {
    const response = await fetch(location.pathname, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const page = response.ok || response.status === 404 ? parse(await response.text()) : null;
    const [was, now] = [userOf(document), page && userOf(page)];
    if (!now) return LATER;
    if (now.id !== was.id) return this.changeUser(was, page, response.ok);
    this.useToken(page);
    return AGAIN;
  }

  useToken(page) {
    const token = page.querySelector('input[name=csrf]').value;
    for (const field of document.querySelectorAll('input[name=csrf]')) field.value = token;
  }

  async changeUser(was, page, mayTakeOver) {
    this.showWaiting('annen-bruker');
    this.status.show(this.request.field.question, 'annen-bruker', { text: words('velg-bruker'), act: () => this.pump() });
    const choice = await settleUser(was, page, this.root, mayTakeOver);
    if (choice === 'back') return this.renewToken();
    if (choice === 'drop') this.leaving.drop();
    if (choice !== 'take') return LEFT;
    this.useToken(page);
    document.querySelector('.brukerknapp').dataset.bruker = userOf(page).id;
    for (const place of ['.brukerknapp-tekst', '.meny-hvem']) put(document.querySelector(place), page.querySelector(place));
    return AGAIN;
  }

  // --- how it stands

  showWaiting(state) {
    for (const name of this.queue.filter((name) => name !== CREATE)) this.status.show(this.fields.get(name).question, state);
    this.status.show(this.request.field.question, state);
  }

  showHowItStands() {
    const isStuck = this.tries > 0 || [...this.fields.values()].some((field) => field.inConflict || field.refused !== null);
    for (const note of document.querySelectorAll('.lagret')) note.hidden = this.isBusy || isStuck;
    for (const note of document.querySelectorAll('.ulagret')) note.hidden = !isStuck;
  }
}

export function startAutosave(form) {
  new Autosave(form).start();
}
