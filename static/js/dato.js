// The calendar button beside a date: opens the browser's own calendar and writes dd.mm.yyyy back.
import { toIso, toNorwegian } from './datotekst.js';

function openCalendar(field, calendar) {
  calendar.value = toIso(field.value);
  calendar.showPicker();
}

export function startDateButtons(form) {
  for (const button of form.querySelectorAll('[data-dato-for]')) {
    const field = document.getElementById(button.dataset.datoFor);
    const calendar = document.createElement('input');
    if (!('showPicker' in calendar)) return;
    calendar.type = 'date';
    calendar.className = 'kalender';
    calendar.tabIndex = -1;
    calendar.setAttribute('aria-hidden', 'true');
    calendar.addEventListener('change', () => {
      if (!calendar.value) return;
      field.value = toNorwegian(calendar.value);
      field.dispatchEvent(new Event('change', { bubbles: true }));
      field.focus();
    });
    button.after(calendar);
    button.addEventListener('click', () => openCalendar(field, calendar));
    button.hidden = false;
  }
}
