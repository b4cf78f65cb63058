// Shows when to choose the code that is chosen, from the list that stands below the question.
export function startGuidance(form) {
  for (const guidance of form.querySelectorAll('[data-veiledning]')) {
    const question = form.elements[guidance.dataset.veiledning];
    const shown = guidance.querySelector('.veiledning-valgt');
    question.addEventListener('change', () => {
      const text = [...guidance.querySelectorAll('[data-kode]')].find((one) => one.dataset.kode === question.value);
      shown.replaceChildren(...(text ? [...text.cloneNode(true).childNodes] : []));
      shown.toggleAttribute('lang', false);
      if (text?.lang) shown.lang = text.lang;
    });
  }
}
