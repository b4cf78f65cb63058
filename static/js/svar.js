// The register's answer to one field, put in place on the page that stands.
import { put, putMessages } from './deler.js';
import { setValues, values } from './felt.js';

export function sayThatItSaves() {
  for (const text of document.querySelectorAll('.uten-skript, .med-skript')) text.hidden = text.classList.contains('uten-skript');
}

export class Answers {
  constructor(form, fields, status) {
    this.form = form;
    this.fields = fields; // by name
    this.status = status;
  }

  get version() { return this.form.querySelector(':scope > input[name=versjon]'); }

  // `isWaiting` tells of a field that has its own say still to come.
  place(parts, sent, isWaiting) {
    for (const [target, source] of parts.areas)
      if (target !== '#varsler' || source.childElementCount > 0) put(document.querySelector(target), source);
    for (const [name, source] of parts.messages) {
      const field = this.fields.get(name);
      const question = this.form.querySelector(`[data-felt="${name}"]`);
      if (question && (!field || field === sent || !(field.refused || field.inConflict || isWaiting(field)))) putMessages(question, source);
    }
  }

  // What is stored, as the register writes it.
  take(name, { shown, texts }) {
    const field = this.fields.get(name);
    const locked = document.getElementById(name);
    if (shown !== undefined && locked?.readOnly) locked.value = shown;
    if (!field || field.isBeingTyped) return;
    setValues(this.form, name, texts);
    field.basis = field.values;
  }

  saved(request, parts, isWaiting) {
    const { field } = request;
    const isUntouched = field.pick ? field.pick === 'lagret' : field.holds(request.values);
    field.basis = request.values;
    field.refused = field.pick = null;
    field.version = parts.version;
    field.dropConflict();
    this.place(parts, field, isWaiting);
    for (const [name, answer] of parts.answers) {
      const other = this.fields.get(name);
      if (other === field ? isUntouched : !other?.isUnsaved) this.take(name, answer);
    }
    this.dropNotice(field.name);
    this.status.show(field.question, 'lagret');
    this.settleVersion(parts.version);
    this.form.dispatchEvent(new Event('oppdatert'));
  }

  // What came from Folkeregisteret meanwhile; what the user has not had saved yet stays hers.
  fetched(parts) {
    for (const [name, answer] of parts.answers)
      if (!this.fields.get(name)?.isUnsaved) this.take(name, answer);
  }

  // The page is as new as this answer where nobody else saved in between, or all it shows is what is stored.
  settleVersion(version) {
    const isNext = version === Number(this.version.value) + 1;
    if (isNext || [...this.fields.values()].every((field) => !field.isUnsaved)) this.version.value = version;
  }

  // Names of fields that the answer shut: nothing is stored of them any more.
  emptied(parts) {
    const items = parts.areas.get('#varsler')?.querySelectorAll('[data-tomt]') ?? [];
    const fields = [...items].map((item) => this.fields.get(item.dataset.tomt)).filter(Boolean);
    for (const field of fields) {
      field.basis = [];
      this.status.clear(field.question);
    }
    return fields;
  }

  // It has been given anew: no longer told as taken away.
  dropNotice(name) {
    const item = document.querySelector(`#varsler [data-tomt="${name}"]`);
    const list = item?.parentElement;
    item?.remove();
    if (list?.childElementCount === 0) document.getElementById('varsler').replaceChildren();
  }

  refused(request, parts, isWaiting) {
    request.field.refused = request.values;
    request.field.pick = null;
    this.place(parts, request.field, isWaiting);
    this.status.show(request.field.question, 'avvist');
  }

  conflict(request, parts, isWaiting) {
    const { field } = request;
    field.dropConflict();
    this.place(parts, field, isWaiting);
    field.pick = null;
    if (!field.holds(request.values)) return; // changed meanwhile: asked again with that
    field.inConflict = true;
    field.question.prepend(document.importNode(parts.conflict, true));
    this.status.show(field.question, 'velg');
  }

  // The page is the participant's own from now on. `sent`: what she was created with, by field.
  become(page, sent) {
    const form = page.getElementById('skjema');
    document.title = page.title;
    document.querySelector('.ds-error-summary')?.remove();
    this.form.setAttribute('action', form.getAttribute('action'));
    for (const name of ['csrf', 'nokkel', 'versjon'])
      this.form.querySelector(`:scope > input[name=${name}]`).value = form.querySelector(`input[name=${name}]`).value;
    for (const id of ['brodsmuler', 'ingress', 'steg', 'fakta', 'varsler', 'navn-status', 'navn-b']) put(document.getElementById(id), page.getElementById(id));
    sayThatItSaves();
    for (const locked of this.form.querySelectorAll('input[readonly][id]')) locked.value = page.getElementById(locked.id)?.value ?? locked.value;
    for (const field of this.fields.values()) {
      field.basis = sent.get(field.name);
      field.refused = null;
      putMessages(field.question, page.getElementById(`${field.name}-m`));
      this.status.clear(field.question);
      if (field.holds(field.basis) && form.elements[field.name]) this.take(field.name, { texts: values(form, field.name) });
    }
    this.form.dispatchEvent(new Event('oppdatert'));
  }
}
