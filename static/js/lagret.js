// "Alle svar er lagret" is true until something is typed.
export function startSaved(form) {
  form.addEventListener('input', () => {
    for (const note of document.querySelectorAll('.lagret')) note.hidden = true;
  });
}
