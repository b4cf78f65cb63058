// The fields of a form by name: what they hold, and setting it back.
export function controls(form, name) {
  return [...form.elements].filter((control) => control.name === name);
}

const isChoice = (control) => control.type === 'radio' || control.type === 'checkbox';

export function values(form, name) {
  return controls(form, name)
    .filter((control) => (isChoice(control) ? control.checked : control.value.trim() !== ''))
    .map((control) => control.value);
}

export function setValues(form, name, wanted) {
  for (const control of controls(form, name)) {
    if (isChoice(control)) control.checked = wanted.includes(control.value);
    else control.value = wanted[0] ?? '';
  }
}

// Two lists of values, whatever their order.
export const same = (a, b) => a.length === b.length && [...a].sort().every((value, at) => value === [...b].sort()[at]);

// The values in words, for a message.
export function inWords(form, name) {
  return controls(form, name)
    .filter((control) => (isChoice(control) ? control.checked : control.value.trim() !== ''))
    .map((control) => (isChoice(control) ? control.labels[0].firstChild.textContent : control.selectedOptions?.[0].text ?? control.value))
    .join(', ');
}
