// Reads and writes gettext's .po files, as far as ours go: no contexts.

const escapes = { n: '\n', t: '\t', '"': '"', '\\': '\\' };

function unquote(text) {
  return text.replace(/\\(.)/g, (all, letter) => escapes[letter] ?? all);
}

export function quote(text) {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

// [{ id, plural, texts, places, fuzzy, obsolete, line }], the head with the empty id among them.
export function readPo(text) {
  const entries = [];
  let entry = null;
  let take = null;
  text.split('\n').forEach((raw, index) => {
    const obsolete = raw.startsWith('#~ ');
    const line = obsolete ? raw.slice(3) : raw;
    const fresh = () => {
      if (!entry || entry.texts.length > 0) {
        entry = { id: null, plural: null, texts: [], places: [], fuzzy: false, obsolete: false, line: index + 1 };
        entries.push(entry);
      }
    };
    if (line.startsWith('#')) {
      fresh();
      if (line.startsWith('#:')) entry.places.push(...line.slice(2).trim().split(/\s+/));
      if (line.startsWith('#,') && /\bfuzzy\b/.test(line)) entry.fuzzy = true;
      return;
    }
    const word = /^(msgid|msgid_plural|msgstr)(?:\[(\d+)\])? "(.*)"$/.exec(line);
    if (word) {
      if (word[1] === 'msgid') {
        fresh();
        entry.id = '';
        entry.obsolete = obsolete;
        take = (more) => { entry.id += more; };
      } else if (word[1] === 'msgid_plural') {
        entry.plural = '';
        take = (more) => { entry.plural += more; };
      } else {
        const at = Number(word[2] ?? 0);
        entry.texts[at] = '';
        const owner = entry;
        take = (more) => { owner.texts[at] += more; };
      }
      take(unquote(word[3]));
    } else if (/^".*"$/.test(line)) {
      take(unquote(line.slice(1, -1)));
    }
  });
  return entries.filter((one) => one.id !== null);
}

// One entry as gettext writes it.
export function writeEntry({ id, plural = null, texts = [''], places = [], flags = [] }) {
  const lines = places.map((place) => `#: ${place}`);
  if (flags.length > 0) lines.push(`#, ${flags.join(', ')}`);
  lines.push(`msgid ${quote(id)}`);
  if (plural === null) {
    lines.push(`msgstr ${quote(texts[0])}`);
  } else {
    lines.push(`msgid_plural ${quote(plural)}`);
    texts.forEach((text, at) => lines.push(`msgstr[${at}] ${quote(text)}`));
  }
  return `${lines.join('\n')}\n`;
}
