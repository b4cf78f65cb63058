// A message under a question with a way back: what goes, and "Angre".
import { words } from './tekst.js';

export function showUndo(question, text, undo) {
  const place = question.querySelector('.feltmelding');
  clearUndo(question);
  const message = document.createElement('p');
  message.className = 'ds-validation-message';
  message.dataset.color = 'warning';
  message.dataset.angre = '';
  message.append(text, ' ');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ds-button angreknapp';
  button.dataset.variant = 'tertiary';
  button.textContent = words('angre');
  button.addEventListener('click', () => {
    clearUndo(question);
    undo();
  });
  message.append(button);
  place.append(message);
}

export function clearUndo(question) {
  question.querySelector('[data-angre]')?.remove();
}
