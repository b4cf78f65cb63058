// The words of a template: taken out as messages, and put back in another language with every marker, tag and
// attribute as it was.
//
// A message is a run of text between block elements and between sections that hold words: what one reads as one. Tags
// inside it lose their attributes (`Skriv til <a>{{EMAIL}}</a>.`), so that a changed class leaves translations alone;
// the second of the same name is `<a2>`. What carries no letter is no message.

const inline = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 'kbd', 'small', 'span', 'strong', 'sub', 'sup', 'time']);
const readAttributes = /^(?:aria-label|aria-description|alt|title|placeholder|data-navn|data-tekst(?:-[a-z-]+)?)$/;
const token = /\{\{[^}]*\}\}|<!--[\s\S]*?-->|<![^>]*>|<\/?[a-zA-Z][a-zA-Z0-9-]*(?:"[^"]*"|\{\{[^}]*\}\}|[^<>"])*>|[^<{]+|[<{]/g;
const edge = /^(?:\s|&#(?:8194|160|xa0);|&nbsp;|&ensp;)+|(?:\s|&#(?:8194|160|xa0);|&nbsp;|&ensp;)+$/g;

const hasLetters = (text) => /\p{L}/u.test(text.replace(/&#?\w+;/g, ''));

function kindOf(text) {
  if (text.startsWith('{{')) {
    if ('#/>!%'.includes(text[2])) return { '#': 'open', '/': 'close', '>': 'break', '!': 'break', '%': 'break' }[text[2]];
    return 'value';
  }
  if (!text.startsWith('<') || text === '<') return 'text';
  const name = /^<\/?([a-zA-Z][a-zA-Z0-9-]*)/.exec(text)?.[1].toLowerCase();
  return name && inline.has(name) && !text.endsWith('/>') ? 'tag' : 'break';
}

// Links and buttons on lines of their own are no sentence.
const isNewLine = (one) => one.kind === 'text' && one.text.includes('\n') && one.text.trim() === '';

// The tokens, with what an element keeps to itself (svg, script, translate="no") as one that breaks.
function tokensOf(source) {
  const tokens = [];
  let hidden = null;
  for (const [text] of source.matchAll(token)) {
    const name = /^<([a-zA-Z][a-zA-Z0-9-]*)/.exec(text)?.[1];
    if (hidden) {
      hidden.text += text;
      if (name === hidden.name && !text.endsWith('/>')) hidden.depth += 1;
      if (text.startsWith(`</${hidden.name}`) && (hidden.depth -= 1) === 0) hidden = null;
    } else if (name && !text.endsWith('/>') && (/^(?:svg|script|style)$/.test(name) || / translate="no"/.test(text))) {
      hidden = { kind: 'break', text, name, depth: 1 };
      tokens.push(hidden);
    } else {
      tokens.push({ kind: kindOf(text), text });
    }
  }
  tokens.forEach((one, at) => {
    if (isNewLine(one) && tokens[at - 1]?.text.startsWith('</') && tokens[at + 1]?.kind === 'tag') one.kind = 'break';
  });
  return tokens;
}

// A section without words or blocks ("{{#NAME_KNOWN}}{{NAME}}, {{/NAME_KNOWN}}") may stand inside a sentence.
function partAtSections(tokens) {
  tokens.forEach((one, at) => {
    if (one.kind !== 'open') return;
    const end = tokens.findIndex((other, index) => index > at && other.text === one.text.replace('#', '/'));
    if (end < 0) throw new Error(`${one.text} is never closed`);
    const inside = tokens.slice(at + 1, end);
    const parts = inside.some((other) => other.kind === 'break' || (other.kind === 'text' && hasLetters(other.text)) ||
      (other.kind === 'tag' && attributesOf(other.text).some(({ value }) => hasLetters(value.replace(/\{\{[^}]*\}\}/g, '')))));
    one.kind = tokens[end].kind = parts ? 'break' : 'value';
  });
}

const tagName = (text) => /^<\/?([a-zA-Z][a-zA-Z0-9-]*)/.exec(text)[1].toLowerCase();
const isBlank = (one) => one.kind === 'text' && one.text.replace(edge, '') === '';

// Where the closing tag of each opening one stands; -1 where it stands outside the run.
function pairs(run) {
  const partner = new Map();
  const open = [];
  run.forEach((one, at) => {
    if (one.kind !== 'tag') return;
    if (!one.text.startsWith('</')) open.push(at);
    else if (open.length > 0) {
      const from = open.pop();
      partner.set(from, at);
      partner.set(at, from);
    }
  });
  return partner;
}

// Without what surrounds the words: blanks, tags that end elsewhere, a pair around all of it.
function trim(run) {
  let [from, to] = [0, run.length];
  const partner = pairs(run);
  for (;;) {
    const [first, last] = [run[from], run[to - 1]];
    if (from >= to) return [from, from];
    if (isBlank(first) || (first.kind === 'tag' && !partner.has(from))) from += 1;
    else if (isBlank(last) || (last.kind === 'tag' && !partner.has(to - 1))) to -= 1;
    else if (first.kind === 'tag' && partner.get(from) === to - 1) [from, to] = [from + 1, to - 1];
    else return [from, to];
  }
}

// A run's message: `text` for the catalogue, `tags` from its short tags to the whole ones.
function messageOf(run) {
  const seen = new Map();
  const tags = new Map();
  const open = [];
  let text = '';
  for (const one of run) {
    if (one.kind !== 'tag') {
      text += one.kind === 'text' ? one.text.replace(/\s+/g, ' ') : one.text;
      continue;
    }
    let short;
    if (one.text.startsWith('</')) {
      if (open.length === 0) throw new Error(`${one.text} closes what was opened outside: ${text}`);
      short = `</${open.pop()}>`;
    } else {
      const name = tagName(one.text);
      const number = (seen.get(name) ?? 0) + 1;
      seen.set(name, number);
      open.push(number === 1 ? name : `${name}${number}`);
      short = `<${open.at(-1)}>`;
    }
    tags.set(short, one.text);
    text += short;
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed in: ${text}`);
  return { text, tags };
}

const shortTag = /<\/?[a-z]+\d*>/g;
const marker = /\{\{[^}]*\}\}|\{\w+\}/g;

// What a translation has wrong beside its original, or null.
export function placesDiffer(original, translation) {
  const places = (text) => [...text.matchAll(marker), ...text.matchAll(shortTag)].map(([one]) => one).sort().join(' ');
  if (places(original) !== places(translation)) return `has "${places(translation)}" where the original has "${places(original)}"`;
  if (/[<>]/.test(translation.replace(shortTag, ''))) return 'has a < or > of its own';
  return null;
}

function attributesOf(tag) {
  return [...tag.matchAll(/\s([a-zA-Z][a-zA-Z0-9-]*)="([^"]*)"/g)]
    .filter(([, name]) => readAttributes.test(name))
    .map(([all, name, value]) => ({ all, name, value }));
}

// Attributes are in parts too where a section in them holds words.
function changeAttributes(tag, change) {
  return tag.replace(/(\s)([a-zA-Z][a-zA-Z0-9-]*)="([^"]*)"/g, (all, blank, name, value) => {
    if (!readAttributes.test(name)) return all;
    const changed = changeText(value, change);
    if (changed.includes('"')) throw new Error(`a translation of ${name} has a quotation mark: ${changed}`);
    return `${blank}${name}="${changed}"`;
  });
}

function changeRun(run, change) {
  const words = run.filter((one) => one.kind === 'text').map((one) => one.text).join('');
  const plain = (some) => some.map((one) => (one.kind === 'tag' ? changeAttributes(one.text, change) : one.text)).join('');
  if (!hasLetters(words)) return plain(run);
  const [from, to] = trim(run);
  const inner = run.slice(from, to);
  const { text, tags } = messageOf(inner);
  const before = /^(?:\s|&#(?:8194|160|xa0);|&nbsp;|&ensp;)*/.exec(text)[0];
  const after = /(?:\s|&#(?:8194|160|xa0);|&nbsp;|&ensp;)*$/.exec(text)[0];
  const message = text.slice(before.length, text.length - after.length);
  const said = change(message);
  if (said === message) return plain(run);
  const wrong = placesDiffer(message, said);
  if (wrong) throw new Error(`the translation of "${message}" ${wrong}`);
  const whole = said.replace(shortTag, (short) => changeAttributes(tags.get(short), change));
  return plain(run.slice(0, from)) + before + whole + after + plain(run.slice(to));
}

// The source with each message through `change`, attributes of any tag included.
export function changeText(source, change) {
  const tokens = tokensOf(source);
  partAtSections(tokens);
  let out = '';
  let run = [];
  const flush = () => {
    if (run.length > 0) out += changeRun(run, change);
    run = [];
  };
  for (const one of tokens) {
    if (one.kind === 'break') {
      flush();
      out += one.text.startsWith('<') && !one.depth && !one.name ? changeAttributes(one.text, change) : one.text;
    } else {
      run.push(one);
    }
  }
  flush();
  return out;
}

export function messagesOf(source) {
  const found = [];
  changeText(source, (message) => {
    found.push(message);
    return message;
  });
  return found;
}
