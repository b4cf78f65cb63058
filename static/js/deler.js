// The server's answer as parts, put in place on the page that stands. Parsed apart, so that nothing in it runs.
export const parse = (html) => new DOMParser().parseFromString(html, 'text/html');

// Where the user is only if what she stands on comes back under its id. A way back that the page itself offers there
// is kept.
export function put(target, source) {
  const here = target?.contains(document.activeElement) ? document.activeElement : null;
  if (!target || !source || (here && !(here.id && source.querySelector(`#${CSS.escape(here.id)}`)))) return;
  const undo = target.querySelector(':scope > [data-angre]');
  target.replaceChildren(...[...source.childNodes].map((node) => document.importNode(node, true)));
  if (undo) target.append(undo);
  if (here) document.getElementById(here.id).focus({ preventScroll: true });
}

// The messages under a question, and its mark.
export function putMessages(question, source) {
  const place = question.querySelector('.feltmelding');
  if (!place || !source) return;
  put(place, source);
  const wrong = source.querySelector('.ds-validation-message:not([data-color])') !== null;
  for (const control of question.querySelectorAll('input:not([type=hidden]):not([readonly]), select')) {
    if (wrong) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

export function readParts(html) {
  const parts = { answers: new Map(), messages: new Map(), conflict: null, areas: new Map(), version: null };
  for (const template of parse(html).querySelectorAll('template')) {
    const { for: target, svar, vist, konflikt } = template.dataset;
    const content = template.content.firstElementChild;
    if (svar) parts.answers.set(svar, { shown: vist, texts: [...template.content.querySelectorAll('data')].map((text) => text.getAttribute('value')) });
    else if (konflikt) parts.conflict = content;
    else if (target === 'input[name=versjon]') parts.version = Number(content.value);
    else if (target?.endsWith('-m')) parts.messages.set(target.slice(1, -2), content);
    else if (target) parts.areas.set(target, content);
  }
  return parts;
}
