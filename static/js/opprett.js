// Creating the participant without leaving the page (requirement P6): as soon as all that it takes is there, and once.
import { parse, put, putMessages } from './deler.js';
import { values } from './felt.js';
import { Field } from './lagrefelt.js';

function addMissing(list, field) {
  const item = list.firstElementChild.cloneNode(true);
  const link = item.querySelector('a');
  const label = field.question.querySelector('.ds-label');
  link.href = `#${field.name}`;
  link.lang = label.closest('[lang]').lang;
  link.textContent = label.firstChild.textContent.trim();
  list.append(item);
  return item;
}

export class Creation {
  constructor(form, fields, answers, status) {
    this.form = form;
    this.fields = fields;
    this.answers = answers;
    this.status = status;
  }

  get isDue() { return new URL(this.form.action).pathname.endsWith('/deltakere/ny'); }

  lacks() {
    return [...this.fields.values()].some((field) => 'oppretter' in field.question.dataset && field.isOpen && field.values.length === 0);
  }

  // The card's list of what creates a participant and is not there. A question that an answer opened comes in with it.
  showMissing() {
    const list = document.querySelector('.mangelliste');
    if (!list) return;
    for (const field of this.fields.values()) {
      if (!('oppretter' in field.question.dataset)) continue;
      const item = list.querySelector(`a[href="#${field.name}"]`)?.closest('li') ?? addMissing(list, field);
      item.hidden = !field.isOpen || field.values.length > 0;
    }
    const none = [...list.children].every((item) => item.hidden);
    for (const part of [list, list.previousElementSibling]) part.hidden = none;
  }

  // `field`: where the user sees how it goes. `button`: by which she wants to go on; then she is told all that is missing.
  request(field, button) {
    const body = new URLSearchParams(new FormData(this.form));
    const sent = new Map([...this.fields.keys()].map((name) => [name, values(this.form, name)]));
    body.append('videre', 'bli');
    if (button && button.name !== 'videre') body.append(button.name, button.value);
    return { isCreation: true, goesOn: button !== null, field, method: 'POST', address: this.form.action, body, sent };
  }

  // True: it is an answer of the register's, and in place.
  take(request, response, text) {
    const { pathname } = new URL(response.url);
    const page = parse(text);
    if (!page.getElementById('skjema')) return false;
    if (pathname.endsWith('/deltakere/ny')) {
      this.refused(request, page);
      return true;
    }
    if (!response.ok) return false;
    history.replaceState(null, '', pathname);
    this.answers.become(page, request.sent);
    this.status.show(request.field.question, 'lagret');
    return true;
  }

  // Questions that the answers so far have brought (a city has districts), and those that they took away again.
  adopt(page, goesOn) {
    const find = (root, name) => root.querySelector(`#skjema [data-felt="${name}"]`);
    for (const theirs of page.querySelectorAll('#skjema [data-felt]')) {
      const before = find(document, theirs.previousElementSibling?.dataset.felt);
      if (find(document, theirs.dataset.felt) || !before) continue;
      const question = document.importNode(theirs, true);
      before.after(question);
      if (!goesOn) putMessages(question, document.createElement('div'));
      this.fields.set(theirs.dataset.felt, new Field(this.form, question));
    }
    for (const ours of this.form.querySelectorAll('[data-felt]')) {
      if (find(page, ours.dataset.felt)) continue;
      this.fields.delete(ours.dataset.felt);
      ours.remove();
    }
    put(document.getElementById('fakta'), page.getElementById('fakta'));
    this.showMissing();
  }

  // What the user has not filled in is not held against her before she wants to go on.
  refused(request, page) {
    this.adopt(page, request.goesOn);
    for (const field of this.fields.values()) {
      const message = page.getElementById(`${field.name}-m`);
      const isSaid = message && (request.goesOn || request.sent.get(field.name)?.length > 0);
      if (isSaid) putMessages(field.question, message);
      if (isSaid && message.querySelector('.ds-validation-message:not([data-color])')) this.status.show(field.question, 'avvist');
      else this.status.clear(field.question);
    }
    put(document.getElementById('varsler'), page.getElementById('varsler'));
    if (request.goesOn) this.summarize(page);
  }

  summarize(page) {
    const summary = page.querySelector('.ds-error-summary');
    document.querySelector('.ds-error-summary')?.remove();
    if (!summary) return;
    document.getElementById('varsler').before(document.importNode(summary, true));
    document.title = page.title;
    document.querySelector('.ds-error-summary').focus();
  }
}
