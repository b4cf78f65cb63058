// A page as the reader of its HTML sees it: parsed as browsers do, asked by CSS selectors, its forms
// filled in and read out the way a browser without script would send them.
import { parse } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';
import { selectAll, selectOne } from 'css-select';
import { textContent } from 'domutils';

const CONTROLS = 'input, select, textarea, button';

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

// Words only: white space of any kind, no-break space too, becomes one blank.
export function words(text) {
  return text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
}

// What is read aloud: as text, but without what is hidden from everybody.
function visibleText(node) {
  if (node.type === 'text') return node.data;
  if (node.attribs && ('hidden' in node.attribs || node.name === 'template' || node.name === 'script')) return '';
  return (node.children ?? []).map(visibleText).join(node.name === 'li' || node.name === 'p' ? ' ' : '');
}

export class Page {
  constructor(html) {
    this.parseErrors = [];
    this.document = parse(html, {
      treeAdapter: adapter,
      sourceCodeLocationInfo: true,
      onParseError: (error) => this.parseErrors.push(`${error.code} in line ${error.startLine}`),
    });
  }

  // Elements that were never closed, so that the browser had to guess where they end.
  get unclosed() {
    return this.all('*').filter((node) => node.namespace === 'http://www.w3.org/1999/xhtml' && !VOID.has(node.name) &&
      node.sourceCodeLocation && !node.sourceCodeLocation.endTag).map((node) => `<${node.name}> in line ${node.sourceCodeLocation.startLine}`);
  }

  one(selector, within = this.document) {
    return selectOne(selector, within);
  }

  all(selector, within = this.document) {
    return selectAll(selector, within);
  }

  // Words of the first match, '' where there is none.
  text(selector, within = this.document) {
    const node = this.one(selector, within);
    return node ? this.textOf(node) : '';
  }

  textOf(node) {
    return words(visibleText(node));
  }

  attribute(selector, name) {
    return this.one(selector)?.attribs[name];
  }

  byId(id) {
    return this.all('[id]').find((node) => node.attribs.id === id) ?? null;
  }

  get title() {
    return this.text('title');
  }

  // What a person reads in the main part.
  get main() {
    return this.text('main');
  }

  // The form that fits the selector; of several, the one with most controls.
  form(selector = 'main form') {
    const forms = this.all(selector).map((node) => new Form(this, node));
    forms.sort((a, b) => b.controls.length - a.controls.length);
    if (forms.length === 0) throw new Error(`no form "${selector}" on the page "${this.title}"`);
    return forms[0];
  }

  formPostingTo(ending) {
    const node = this.all('form').find(
      (form) => form.attribs.method?.toLowerCase() === 'post' && (form.attribs.action ?? '').split('?')[0].endsWith(ending));
    if (!node) throw new Error(`no form posts to ${ending} on the page "${this.title}"`);
    return new Form(this, node);
  }
}

export class Form {
  constructor(page, node) {
    this.page = page;
    this.node = node;
    const inside = new Set(page.all(CONTROLS, node));
    const id = node.attribs.id;
    this.controls = page.all(CONTROLS).filter((control) =>
      control.attribs.form === undefined ? inside.has(control) : id !== undefined && control.attribs.form === id);
    this.fields = this.controls.flatMap((control) => this.#sent(control));
  }

  get action() {
    return this.node.attribs.action || '';
  }

  // The [name, value] pairs that a control adds when the form is sent by pressing Enter.
  #sent(control) {
    const { name, type = 'text' } = control.attribs;
    if (!name || this.#disabled(control)) return [];
    if (control.name === 'select') {
      const options = this.page.all('option', control);
      let chosen = options.filter((option) => 'selected' in option.attribs);
      if (chosen.length === 0 && !('multiple' in control.attribs)) chosen = options.slice(0, 1);
      return chosen.map((option) => [name, optionValue(option)]);
    }
    if (control.name === 'textarea') return [[name, textContent(control).replace(/^\n/, '')]];
    if (control.name === 'button' || ['submit', 'image', 'reset', 'button'].includes(type)) return [];
    if (type === 'checkbox' || type === 'radio') {
      return 'checked' in control.attribs ? [[name, control.attribs.value ?? 'on']] : [];
    }
    return [[name, control.attribs.value ?? '']];
  }

  #hidden(control) {
    for (let node = control; node; node = node.parent) if (node.attribs && 'hidden' in node.attribs) return true;
    return control.attribs.type === 'hidden';
  }

  #disabled(control) {
    if ('disabled' in control.attribs) return true;
    for (let node = control.parent; node; node = node.parent) {
      if (node.name === 'fieldset' && 'disabled' in node.attribs) return true;
    }
    return false;
  }

  // What is sent: the fields, and the button that is pressed - the first one, where Enter is.
  sent(button = {}) {
    const pressed = this.controls.find((control) =>
      (control.name === 'button' || control.name === 'input') &&
      (control.attribs.type ?? (control.name === 'button' ? 'submit' : 'text')) === 'submit' &&
      Object.entries(button).every(([key, value]) => control.attribs[key] === value));
    if (!pressed && Object.keys(button).length > 0) throw new Error(`no button ${JSON.stringify(button)}`);
    return pressed?.attribs.name ? [...this.fields, [pressed.attribs.name, pressed.attribs.value ?? '']] : this.fields;
  }

  has(name) {
    return this.controls.some((control) => control.attribs.name === name && !this.#disabled(control));
  }

  // Can a person see and change it?
  asks(name) {
    return this.controls.some((control) => control.attribs.name === name && !this.#disabled(control) &&
      !('readonly' in control.attribs) && !this.#hidden(control));
  }

  // The values a person can choose among (empty choices left out).
  choices(name) {
    return this.controls.filter((control) => control.attribs.name === name).flatMap((control) => {
      if (control.name === 'select') return this.page.all('option', control).map(optionValue);
      return ['checkbox', 'radio'].includes(control.attribs.type) ? [control.attribs.value ?? 'on'] : [];
    }).filter((value) => value !== '');
  }

  values(name) {
    return this.fields.filter(([key]) => key === name).map(([, value]) => value);
  }

  value(name) {
    return this.values(name)[0] ?? '';
  }

  // One value, several, or none ([]). A name the form lacks is added, as a hostile client would.
  set(name, value) {
    const values = Array.isArray(value) ? value : [value];
    const at = this.fields.findIndex(([key]) => key === name);
    const others = this.fields.filter(([key]) => key !== name);
    others.splice(at < 0 ? others.length : Math.min(at, others.length), 0, ...values.map((one) => [name, String(one)]));
    this.fields = others;
    return this;
  }

  setAll(values) {
    for (const [name, value] of Object.entries(values)) this.set(name, value);
    return this;
  }

  remove(name) {
    return this.set(name, []);
  }
}

function optionValue(option) {
  return option.attribs.value ?? words(textContent(option));
}
