// Leaving the page: first what waits is stored; what cannot be stored is warned of.
import { words } from './tekst.js';

const leads = (link, event) => link && !event.defaultPrevented && event.button === 0 && !link.target &&
  !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) && link.origin === location.origin &&
  (link.pathname !== location.pathname || link.search !== location.search);

export class Leaving {
  // `saver` tells isBusy and hasUnsaved, and hurries.
  constructor(form, status, saver) {
    this.form = form;
    this.status = status;
    this.saver = saver;
    this.waitsFor = null; // the link or button that is followed when all is stored
    this.isOver = false;
  }

  start() {
    this.form.addEventListener('submit', (event) => this.submitted(event));
    document.addEventListener('click', (event) => this.clicked(event));
    window.addEventListener('pageshow', () => { this.isOver = false; });
    window.addEventListener('beforeunload', (event) => {
      if (!this.isOver && this.saver.hasUnsaved) event.preventDefault();
    });
  }

  submitted(event) {
    if (this.saver.isReadyToPost(event.submitter)) {
      this.isOver = true;
      return;
    }
    event.preventDefault();
    this.wait(event.submitter);
  }

  // Pressed once more it is followed at once; the browser then asks.
  clicked(event) {
    const link = event.target.closest?.('a[href]');
    if (!leads(link, event) || !this.saver.isBusy || link === this.waitsFor) return;
    event.preventDefault();
    this.wait(link);
  }

  wait(way) {
    this.waitsFor = way;
    this.status.note(words('venter-videre'));
    this.saver.retryNow();
  }

  // What is not stored is not to be kept.
  drop() {
    this.isOver = true;
    location.reload();
  }

  stay() {
    this.status.note('');
    this.waitsFor = null;
  }

  // All is answered. With something refused a link is not followed: the user sees what it is.
  goOn() {
    const way = this.waitsFor;
    if (!way) return;
    this.stay();
    if (way.tagName === 'A' && !this.saver.hasUnsaved) way.click();
    if (way.form === this.form) this.form.requestSubmit(way); // else it went with a notice that has done its work
  }
}
