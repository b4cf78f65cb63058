// Questions that open, lock or come to exist by the answers to others. The rules are the codebook's own,
// sent along as data (src/engine/view/rule.h); the server judges by the same ones when the page is posted.
import { toIso, today } from './datotekst.js';
import { controls, inWords, setValues, values } from './felt.js';
import { clearUndo, showUndo } from './melding.js';
import { words as said } from './tekst.js';
import { whenNotPressing } from './trykk.js';

function holds([kind, ...rest], form) {
  switch (kind) {
    case 'fast': return rest[0];
    case 'alle': return rest.every((part) => holds(part, form));
    case 'noen': return rest.some((part) => holds(part, form));
  }
  const [name, ...codes] = rest;
  const held = controls(form, name).some((control) => control.matches(':disabled')) ? [] : values(form, name);
  const any = codes.some((code) => held.includes(code));
  return kind === 'har' ? any : !any;
}

function fields([kind, ...rest]) {
  if (kind === 'fast') return [];
  return kind === 'alle' || kind === 'noen' ? rest.flatMap(fields) : [rest[0]];
}

function read(question) {
  const parse = (json) => (json ? JSON.parse(json) : null);
  return {
    question,
    name: question.dataset.felt,
    opens: parse(question.dataset.apnes),
    locks: parse(question.dataset.laases),
    validBy: question.dataset.gyldigEtter,
    validTo: question.dataset.gyldigTil,
  };
}

function exists(rule, form) {
  if (!rule.validBy) return true;
  const typed = values(form, rule.validBy)[0];
  const date = typed ? toIso(typed) : today();
  return date ? date <= rule.validTo : !rule.question.hidden; // an unreadable date decides nothing
}

function isLocked(rule, form) {
  return (rule.opens && !holds(rule.opens, form)) || (rule.locks && holds(rule.locks, form)) || false;
}

// Locked is: seen with its reason, not to be typed in, not posted. Unlocked again it has its answer back.
function setLocked(rule, locked) {
  rule.question.classList.toggle('sporsmal--laast', locked);
  const reason = rule.question.querySelector('.laasgrunn');
  if (reason) reason.hidden = !(rule.locks && locked);
  for (const control of rule.question.querySelectorAll('input, select, textarea, [data-dato-for]'))
    control.disabled = locked;
}

function judge(rules, form, changed) {
  for (const rule of rules) {
    const gone = !exists(rule, form);
    const locked = gone || isLocked(rule, form);
    const was = rule.locked;
    if (was === locked && rule.gone === gone) continue;
    const words = inWords(form, rule.name);
    setLocked(rule, locked);
    rule.question.hidden = gone;
    [rule.locked, rule.gone] = [locked, gone];
    if (!locked) clearUndo(rule.question);
    else if (!gone && words && changed)
      showUndo(rule.question, said('gjelder-ikke', { svar: words }), changed.undo);
  }
}

export function startDependentFields(form) {
  const rules = [...form.querySelectorAll('[data-apnes], [data-laases], [data-gyldig-etter]')].map(read);
  if (rules.length === 0) return;
  const sources = new Set(rules.flatMap((rule) => [
    ...fields(rule.opens ?? ['fast']), ...fields(rule.locks ?? ['fast']), ...(rule.validBy ? [rule.validBy] : [])]));
  const before = new Map([...sources].map((name) => [name, values(form, name)]));
  const answer = (name) => {
    const was = before.get(name);
    before.set(name, values(form, name));
    judge(rules, form, {
      undo: () => {
        setValues(form, name, was);
        const [first] = controls(form, name);
        first.dispatchEvent(new Event('change', { bubbles: true }));
        first.focus();
      },
    });
  };
  form.addEventListener('change', ({ target }) => {
    if (sources.has(target.name)) whenNotPressing(() => answer(target.name));
  });
  form.addEventListener('oppdatert', () => { // answers that came from the register
    for (const name of sources) before.set(name, values(form, name));
    judge(rules, form, null);
  });
  judge(rules, form, null);
}
