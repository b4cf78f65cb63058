// What every page, and every refusal, must be (ui.md 4 and 7; requirements C4b, I6, P16, P17).
import assert from 'node:assert/strict';

// A whole page of ours: parses without errors, Norwegian, one main heading, names what it is.
export function assertPage(answer) {
  const { page } = answer;
  const where = `${answer.path} (${answer.status})`;
  assert.match(answer.type, /^text\/html; ?charset=utf-8$/i, where);
  assert.deepEqual([...page.parseErrors, ...page.unclosed], [], `${where} is right HTML`);
  assert.match(page.attribute('html', 'lang') ?? '', /^(nb|nn|en)$/, `${where} names its language`);
  assert.equal(page.all('h1').length, 1, `${where} has one h1`);
  assert.equal(page.all('main').length, 1, `${where} has one main`);
  assert.match(page.title, /\S.* – (Jobbsjanseregisteret|Introduksjonsregisteret)$/, `${where} has a title`);
  const ids = page.all('[id]').map((node) => node.attribs.id);
  assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], `${where} has no id twice`);
  const broken = page.all('a[href^="#"]').map((link) => link.attribs.href.slice(1)).filter((id) => !page.byId(id));
  assert.deepEqual(broken, [], `${where} has no link to a place that is not there`);
  return page;
}

// The answer to bad input at these fields: the same page again with an error summary that links each
// of them, the field marked and described.
export function assertRefused(answer, names, { status = 422 } = {}) {
  assert.equal(answer.status, status, 'status of a refusal');
  const page = assertPage(answer);
  assert.match(page.title, /^Feil: /, 'the title says that something is wrong');
  const summary = page.one('.ds-error-summary');
  assert.ok(summary, 'there is an error summary');
  assert.equal(summary.attribs.role, 'alert');
  const linked = page.all('a[href^="#"]', summary).map((link) => {
    const target = page.byId(link.attribs.href.slice(1));
    const control = target.attribs.name ? target : page.one('[name]', target);
    assert.ok(page.textOf(link).length > 5, 'the summary says what is wrong');
    return control?.attribs.name;
  });
  for (const name of [names].flat()) {
    assert.ok(linked.includes(name), `the summary links ${name}; it links ${linked.join(', ') || 'nothing'}`);
    assert.ok(messageAt(page, name).length > 5, `${name} has its message beside it`);
  }
  return page;
}

// The message beside a field ('' when there is none).
export function messageAt(page, name) {
  const place = page.byId(`${name}-m`);
  return place ? page.textOf(place) : '';
}

// All that was typed still stands in the fields; a birth number may come back as it is shown, six and five.
export function assertKept(page, typed, selector = 'main form:has([name=oppstartsdato]), main form:has([name=versjon])') {
  const form = page.form(selector);
  for (const [name, value] of Object.entries(typed)) {
    const kept = form.values(name).map((one) => (name === 'fodselsnummer' && /^\d{11}$/.test(value) ? one.replace(/\s/g, '') : one));
    assert.deepEqual(kept, [value].flat(), `what was typed in ${name} is kept`);
  }
}
