// Choices that stand alone ("Ingen tiltak"): ticking one clears the others, and the other way round.
// What was cleared can be brought back.
import { inWords, setValues, values } from './felt.js';
import { clearUndo, showUndo } from './melding.js';
import { words } from './tekst.js';

export function startExclusiveChoices(form) {
  for (const question of form.querySelectorAll('[data-felt]:has([data-alene])')) {
    const name = question.dataset.felt;
    let before = values(form, name);
    let beforeInWords = inWords(form, name);
    form.addEventListener('oppdatert', () => { [before, beforeInWords] = [values(form, name), inWords(form, name)]; });
    question.addEventListener('change', ({ target }) => {
      if (target.name !== name) return;
      clearUndo(question);
      const others = [...question.querySelectorAll(`input[name="${name}"]`)].filter(
        (box) => box !== target && box.checked && ('alene' in target.dataset || 'alene' in box.dataset));
      if (target.checked && others.length > 0) {
        const [was, wasInWords] = [before, beforeInWords];
        for (const box of others) box.checked = false;
        showUndo(question, words('ikke-sammen', { valgt: target.labels[0].firstChild.textContent, andre: wasInWords }), () => {
          setValues(form, name, was);
          target.dispatchEvent(new Event('change', { bubbles: true }));
        });
      }
      before = values(form, name);
      beforeInWords = inWords(form, name);
    });
  }
}
