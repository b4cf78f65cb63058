// A dialog made by the script: title, text, and what the caller appends. It is removed by whoever closes it.
export function button(text, act, variant = 'tertiary') {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'ds-button';
  element.dataset.variant = variant;
  element.textContent = text;
  element.addEventListener('click', act);
  return element;
}

export function buildBox(title, ...texts) {
  const dialog = document.createElement('dialog');
  dialog.className = 'ds-dialog innlogging';
  dialog.setAttribute('aria-labelledby', 'boks-tittel');
  const heading = document.createElement('h2');
  heading.className = 'ds-heading';
  heading.dataset.size = 'xs';
  heading.id = 'boks-tittel';
  heading.textContent = title;
  dialog.append(heading);
  for (const text of texts) dialog.append(Object.assign(document.createElement('p'), { textContent: text }));
  document.body.append(dialog);
  return dialog;
}
