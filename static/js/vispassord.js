// Showing what is typed into a password field, for as long as its button is pressed in. Without script there is no button.
export function startPasswordButtons(root = document) {
  for (const button of root.querySelectorAll('[data-vis-passord]')) {
    const field = document.getElementById(button.dataset.visPassord);
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = field.type === 'password';
      field.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
    });
    field.form.addEventListener('submit', () => { field.type = 'password'; });
  }
}
