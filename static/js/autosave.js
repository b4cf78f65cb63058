// Every answer is saved when it is left (requirements P6, P14, I7): in order, one request at a time, and again and
// again until the server has said what became of it. What waits is kept in this page alone.
import { parse, put, putMessages, readParts } from './deler.js';
import { controls, setValues, values } from './felt.js';
import { Status } from './feltstatus.js';
import { logIn, wentToLogin } from './innlogging.js';
import { words } from './tekst.js';

const CREATE = Symbol('create');
const WAITS = [2, 4, 8, 16, 30];
const TIMEOUT_MS = 30_000;

const same = (a, b) => a.length === b.length && [...a].sort().every((value, at) => value === [...b].sort()[at]);

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = new Status(form);
    this.fields = new Map();
    for (const question of form.querySelectorAll('[data-felt]')) {
      const name = question.dataset.felt;
      if (controls(form, name).length > 0)
        this.fields.set(name, { name, question, basis: values(form, name), version: 0, refused: null, inConflict: question.querySelector('.konflikt') !== null, pick: null });
    }
    this.queue = [];
    this.request = null; // the one under way: kept as it is until it is answered
    this.sending = false;
    this.tries = 0;
    this.timer = 0;
    this.wayOn = null; // the button that waits for the queue
    this.last = null;
  }

  get isNew() { return new URL(this.form.action).pathname.endsWith('/deltakere/ny'); }
  get isBusy() { return this.request !== null || this.queue.length > 0; }
  hidden(name) { return this.form.querySelector(`:scope > input[name=${name}]`); }

  start() {
    this.form.addEventListener('change', ({ target }) => this.changed(target));
    this.form.addEventListener('submit', (event) => this.submitted(event));
    window.addEventListener('online', () => this.retryNow());
    window.addEventListener('beforeunload', (event) => {
      if (this.isBusy) event.preventDefault();
    });
    for (const text of document.querySelectorAll('.uten-skript, .med-skript')) text.hidden = text.classList.contains('uten-skript');
    if (this.isNew) this.showMissing();
  }

  // --- what is to be saved

  isOpen(field) {
    return controls(this.form, field.name).some((control) => !control.disabled);
  }

  isToSave(field) {
    if (field.pick) return true;
    const now = values(this.form, field.name);
    const known = this.request?.name === field.name ? this.request.values : field.basis;
    return this.isOpen(field) && !field.inConflict && !same(now, known) && !(field.refused && same(now, field.refused));
  }

  isBeingTyped(field) {
    const here = document.activeElement;
    return here?.name === field.name && here.type !== 'radio' && here.type !== 'checkbox' && here.tagName !== 'SELECT';
  }

  changed(target) {
    const picked = /^velg_(.*)$/.exec(target.name ?? '');
    const field = this.fields.get(picked ? picked[1] : target.name);
    if (!field) return;
    if (picked) field.pick = target.value;
    else if (field.inConflict) this.dropConflict(field);
    if (!picked && field.refused && same(values(this.form, field.name), field.basis)) this.takeBack(field);
    this.last = field;
    if (this.isNew) this.scanNew();
    else this.scan(field);
  }

  // The stored answer stands in the field again: nothing to save, nothing wrong.
  takeBack(field) {
    field.refused = null;
    putMessages(field.question, document.createElement('div'));
    this.status.clear(field.question);
    this.showAllSaved();
  }

  // The changed one first: what it opened can be saved only after it.
  scan(first) {
    for (const field of [first, ...this.fields.values()]) {
      if (this.queue.includes(field.name) || !this.isToSave(field)) continue;
      if (field !== first && this.isBeingTyped(field)) continue;
      this.queue.push(field.name);
      this.status.show(field.question, 'lagrer');
    }
    this.showAllSaved();
    this.pump();
  }

  // Nothing is stored before all that creates a participant is there.
  scanNew() {
    this.showMissing();
    const lacks = [...this.fields.values()].some((field) => 'oppretter' in field.question.dataset && this.isOpen(field) && values(this.form, field.name).length === 0);
    if (lacks || this.queue.length > 0) return;
    this.queue.push(CREATE);
    this.status.show(this.last.question, 'lagrer');
    this.pump();
  }

  showMissing() {
    for (const link of document.querySelectorAll('.mangelliste a')) {
      const name = link.hash.slice(1);
      link.closest('li').hidden = this.fields.has(name) && values(this.form, name).length > 0;
    }
  }

  // --- sending

  nextRequest() {
    while (this.queue.length > 0) {
      const name = this.queue.shift();
      if (name === CREATE && this.isNew) return this.creation();
      if (name === CREATE) continue;
      const field = this.fields.get(name);
      if (this.isToSave(field)) return this.patch(field);
      if (!field.refused && !field.inConflict) this.status.clear(field.question);
    }
    return null;
  }

  creation() {
    const body = new URLSearchParams(new FormData(this.form));
    const snapshot = new Map([...this.fields.keys()].map((name) => [name, values(this.form, name)]));
    body.append('videre', 'bli');
    return { name: CREATE, field: this.last, method: 'POST', address: this.form.action, body, snapshot };
  }

  patch(field) {
    const now = values(this.form, field.name);
    const body = new URLSearchParams();
    for (const value of now.length > 0 ? now : ['']) body.append(field.name, value);
    if (field.pick) body.append(`velg_${field.name}`, field.pick);
    else for (const value of field.basis.length > 0 ? field.basis : ['']) body.append('basis', value);
    body.append('versjon', Math.max(field.version, Number(this.hidden('versjon').value)));
    body.append('nokkel', newKey());
    const address = `${new URL(this.form.action).pathname.replace(/\/[^/]*$/, '')}/felt/${field.name}`;
    return { name: field.name, field, method: 'PATCH', address, body, values: now };
  }

  async pump() {
    if (this.sending || this.timer) return;
    this.request ??= this.nextRequest();
    if (!this.request) return this.drained();
    this.sending = true;
    let done = false;
    try {
      done = await this.send(this.request);
    } catch {
      done = this.waits('venter');
    }
    this.sending = false;
    if (done) {
      this.request = null;
      this.tries = 0;
    }
    this.showAllSaved();
    if (done === null) return;
    this.pump();
  }

  // Goes on as it can; true: answered, false: to be sent again, null: the user closed the login.
  async send(request) {
    const { field } = request;
    request.body.set('csrf', this.hidden('csrf').value);
    this.status.show(field.question, this.tries > 0 ? 'venter' : 'lagrer');
    const response = await fetch(request.address, {
      method: request.method, body: request.body, signal: AbortSignal.timeout(TIMEOUT_MS), headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    if (response.status === 401 || wentToLogin(response)) return this.login(request);
    const text = await response.text();
    if (response.status === 403 && !request.renewed) {
      request.renewed = true;
      return this.renewToken();
    }
    if (request.name === CREATE) return this.created(request, response, text);
    if (response.status === 200) return this.saved(request, text);
    if (response.status === 422 || this.isSaid(response, text)) return this.refused(request, text);
    if (response.status === 409) return this.conflict(request, text);
    if (response.status >= 500 || response.status === 429 || response.status === 403) return this.waits('venter');
    field.refused = request.values;
    this.status.show(field.question, response.status === 404 ? 'borte' : 'avvist');
    return true;
  }

  // The register itself asks the user to wait, and says why; else it is nginx, and the same is sent again.
  isSaid(response, text) {
    return response.status === 429 && /data-for=|id="skjema"/.test(text);
  }

  waits(state) {
    const seconds = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    for (const field of [this.request.field, ...this.queue.map((name) => this.fields.get(name)).filter(Boolean)]) this.status.show(field.question, state);
    this.timer = setTimeout(() => this.retryNow(), seconds * 1000);
    return false;
  }

  retryNow() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.isBusy) this.pump();
  }

  // --- answers

  place(parts, sent) {
    for (const [target, source] of parts.areas) {
      if (target !== '#varsler') put(document.querySelector(target), source);
      else if (source.childElementCount > 0) put(document.querySelector(target), source);
    }
    for (const [name, source] of parts.messages) {
      const field = this.fields.get(name);
      const question = this.form.querySelector(`[data-felt="${name}"]`);
      if (question && (field === sent || !field || !(field.refused || field.inConflict || this.queue.includes(name)))) putMessages(question, source);
    }
  }

  // What is stored as the server writes it; the user's own field is left to the user.
  take(name, { shown, texts }) {
    const field = this.fields.get(name);
    if (shown !== undefined) {
      const locked = document.getElementById(name);
      if (locked?.readOnly) locked.value = shown;
    }
    if (!field) return;
    if (!this.isBeingTyped(field)) {
      setValues(this.form, name, texts);
      field.basis = values(this.form, name);
    }
  }

  saved(request, text) {
    const { field } = request;
    const parts = readParts(text);
    const version = this.hidden('versjon');
    const unchanged = field.pick ? field.pick === 'lagret' : same(values(this.form, field.name), request.values);
    field.basis = request.values;
    field.refused = field.pick = null;
    field.version = parts.version;
    // Nobody else saved in between: then the whole page is as new as this answer.
    if (parts.version === Number(version.value) + 1) version.value = parts.version;
    this.dropConflict(field);
    this.place(parts, field);
    for (const [name, answer] of parts.answers) {
      const other = this.fields.get(name);
      if (other === field ? unchanged : !other || !this.isToSave(other)) this.take(name, answer);
    }
    this.emptied(parts);
    this.status.show(field.question, 'lagret');
    this.dropNotice(field.name);
    return true;
  }

  // What the answer shut has no stored value any more; opened again meanwhile, it is saved anew.
  emptied(parts) {
    for (const item of parts.areas.get('#varsler')?.querySelectorAll('[data-tomt]') ?? []) {
      const field = this.fields.get(item.dataset.tomt);
      if (!field) continue;
      field.basis = [];
      this.status.clear(field.question);
      if (this.isToSave(field) && !this.queue.includes(field.name)) this.queue.push(field.name);
    }
  }

  dropNotice(name) {
    const item = document.querySelector(`#varsler [data-tomt="${name}"]`);
    const list = item?.parentElement;
    item?.remove();
    if (list && list.childElementCount === 0) document.getElementById('varsler').replaceChildren();
  }

  refused(request, text) {
    request.field.refused = request.values;
    request.field.pick = null;
    this.place(readParts(text), request.field);
    this.status.show(request.field.question, 'avvist');
    return true;
  }

  conflict(request, text) {
    const { field } = request;
    const parts = readParts(text);
    this.dropConflict(field);
    this.place(parts, field);
    field.pick = null;
    if (same(values(this.form, field.name), request.values)) {
      field.inConflict = true;
      field.question.prepend(document.importNode(parts.conflict, true));
      this.status.show(field.question, 'velg');
    }
    return true;
  }

  dropConflict(field) {
    field.inConflict = false;
    const block = field.question.querySelector('.konflikt');
    if (!block) return;
    const wasHere = block.contains(document.activeElement);
    block.remove();
    if (wasHere) controls(this.form, field.name)[0].focus();
  }

  created(request, response, text) {
    const address = new URL(response.url);
    const page = parse(text);
    if (response.status >= 500 || response.status === 403 || (response.status === 429 && !this.isSaid(response, text))) return this.waits('venter');
    if (address.pathname.endsWith('/deltakere/ny') || !response.ok) return this.notCreated(request, page);
    history.replaceState(null, '', address.pathname);
    this.become(page, request.snapshot);
    this.status.show(request.field.question, 'lagret');
    this.scan(request.field);
    return true;
  }

  notCreated(request, page) {
    for (const field of this.fields.values()) {
      const source = page.getElementById(`${field.name}-m`);
      if (source && request.snapshot.get(field.name).length > 0) putMessages(field.question, source);
      if (field.question.querySelector('[aria-invalid]')) this.status.show(field.question, 'avvist');
      else this.status.clear(field.question);
    }
    const notices = page.getElementById('varsler');
    if (notices) put(document.getElementById('varsler'), notices);
    return true;
  }

  // The page is the participant's own from now on; what was typed meanwhile is still to be saved.
  become(page, snapshot) {
    const form = page.getElementById('skjema');
    document.title = page.title;
    this.form.setAttribute('action', form.getAttribute('action'));
    for (const name of ['csrf', 'nokkel', 'versjon']) this.hidden(name).value = form.querySelector(`input[name=${name}]`).value;
    for (const id of ['brodsmuler', 'ingress', 'steg', 'fakta', 'varsler']) put(document.getElementById(id), page.getElementById(id));
    for (const text of document.querySelectorAll('.uten-skript, .med-skript')) text.hidden = text.classList.contains('uten-skript');
    for (const locked of this.form.querySelectorAll('input[readonly][id]')) locked.value = page.getElementById(locked.id)?.value ?? locked.value;
    for (const field of this.fields.values()) {
      const now = values(this.form, field.name);
      field.basis = snapshot.get(field.name);
      putMessages(field.question, page.getElementById(`${field.name}-m`));
      this.status.clear(field.question);
      if (same(now, field.basis) && controls(form, field.name).length > 0) this.take(field.name, { texts: values(form, field.name) });
    }
  }

  // --- logging in again, and a fresh token

  async login(request) {
    const again = { text: words('logg-inn'), act: () => this.pump() };
    this.status.show(request.field.question, 'utlogget', again);
    if (!(await logIn(`${document.querySelector('.merke').pathname}logg-inn`))) return null;
    return this.renewToken();
  }

  async renewToken() {
    const response = await fetch(location.pathname, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const token = response.ok ? parse(await response.text()).querySelector('#skjema input[name=csrf]')?.value : null;
    if (!token) return this.waits('venter');
    for (const field of document.querySelectorAll('input[name=csrf]')) field.value = token;
    return false;
  }

  // --- going on

  submitted(event) {
    if (!this.isBusy) return;
    event.preventDefault();
    this.wayOn = event.submitter;
    this.status.say(words('venter-videre'), { seen: true });
    this.retryNow();
  }

  drained() {
    if (!this.wayOn) return;
    const button = this.wayOn;
    this.wayOn = null;
    this.status.say('');
    this.form.requestSubmit(button);
  }

  showAllSaved() {
    const all = !this.isBusy && [...this.fields.values()].every((field) => !field.refused && !field.inConflict);
    for (const note of document.querySelectorAll('.lagret')) note.hidden = !all;
  }
}

export function startAutosave(form) {
  new Autosave(form).start();
}
