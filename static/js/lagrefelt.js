// A question of the form on its way to the register: what the register holds of it, and what keeps it from more.
import { controls, same, values } from './felt.js';

export class Field {
  constructor(form, question) {
    const isUnsaved = 'ulagret' in question.dataset;
    this.form = form;
    this.question = question;
    this.name = question.dataset.felt;
    this.inConflict = question.querySelector('.konflikt') !== null;
    this.basis = isUnsaved ? null : this.values; // null: not told, the page's version has to do
    this.refused = isUnsaved && !this.inConflict ? this.values : null;
    this.version = 0; // that its own last save made
    this.pick = null; // of two answers: "lagret" or "mitt"
  }

  get controls() { return controls(this.form, this.name); }
  get values() { return values(this.form, this.name); }
  get isOpen() { return this.controls.some((control) => !control.disabled); }

  holds(known) { return known !== null && same(this.values, known); }

  // `known`: what the register holds, or is being told.
  isToSave(known = this.basis) {
    return this.pick !== null || (this.isOpen && !this.inConflict && !this.holds(known) && !this.holds(this.refused));
  }

  // Something stands here that is not stored, and would be lost with the page.
  get isUnsaved() { return this.inConflict || this.refused !== null || (this.isOpen && !this.holds(this.basis)); }

  // The user is writing in it: not to be changed under her.
  get isBeingTyped() {
    const here = document.activeElement;
    return here?.name === this.name && here.type !== 'radio' && here.type !== 'checkbox' && here.tagName !== 'SELECT';
  }

  dropConflict() {
    const block = this.question.querySelector('.konflikt');
    const wasHere = block?.contains(document.activeElement);
    this.inConflict = false;
    block?.remove();
    if (wasHere) this.controls[0].focus();
  }
}
