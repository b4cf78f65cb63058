// The alphabet of the register's texts, written out: Norwegian, capitals and accents no different, Æ Ø Å last, AA as Å
// (requirement O2); signs before digits before letters; everything beyond the first plane of Unicode is one letter.
const ORDER = [' ', '_', '-', ',', ';', ':', '!', '?', '.', "'", '’', '"', '(', ')', '[', ']', '{', '}', '@', '*', '/', '\\', '&', '#', '%', '`', '^', '+', '<', '=', '>', '|', '~', '$',
  ...'0123456789', ...'abcdđðefghiıjklłmnŋopqrstŧuvwxyzæøåþ'];
const AT = new Map(ORDER.map((letter, at) => [letter, at + 1]));
const BEYOND = ORDER.length + 1;
const SAME = { ä: 'æ', ö: 'ø', ü: 'y', ű: 'y', ő: 'ø', ß: 'ss', œ: 'oe' };
const UNSEEN = /[\u200d\ufe0f]/; // they join and colour emoji

function lettersOf(sign) {
  const small = sign.toLowerCase();
  if (SAME[small]) return [...SAME[small]];
  return AT.has(small) ? [small] : [...small.normalize('NFD').replace(/\p{M}/gu, '')];
}

function placeOf(letter) {
  if (letter.codePointAt(0) > 0xffff) return BEYOND;
  if (!AT.has(letter)) throw new Error(`the alphabet has no place for ${JSON.stringify(letter)}`);
  return AT.get(letter);
}

// A sign's place alone: what "begins with" compares.
const places = (sign) => (UNSEEN.test(sign) ? [] : lettersOf(sign).map(placeOf));

// Two A's are one Å, but not "aA".
const AA = AT.get('å');
export const keyOf = (text) => [...text.replace(/aa|Aa|AA/g, '\u0000')].flatMap((sign) => (sign === '\u0000' ? [AA] : places(sign)));

// Sign by sign, AA two of them, and emoji told apart that sort as one. The same texts are asked for again and again.
const known = new Map();
export function signs(text) {
  if (!known.has(text)) known.set(text, [...text].map((sign) => (sign.codePointAt(0) > 0xffff ? sign : places(sign).join())));
  return known.get(text);
}

export function compareKeys(a, b) {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? AT.get(' ')) - (b[at] ?? AT.get(' ')); // as if the shorter ended in spaces
    if (difference !== 0) return difference;
  }
  return 0;
}
