// The codebook's texts and their nynorsk (requirement U1), read without the program.

const SHORT = new Set(['label', 'hint', 'description', 'code', 'guidance']); // the text stands inside; elsewhere in an attribute
const squeeze = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
const attribute = (text, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1];

// {line, kind, nb, nn}: nn is undefined where nothing is said, and '=' where the words are said to be the same.
export function texts(xml) {
  const plain = xml.replace(/<!--.*?-->/gs, (comment) => comment.replace(/[^\n]/g, ' '));
  const found = [];
  for (const tag of plain.matchAll(/<([a-z-]+)\b([^>]*)>/g)) {
    const [, kind, inside] = tag;
    const line = plain.slice(0, tag.index).split('\n').length;
    if (!SHORT.has(kind)) {
      const nb = ['title', 'text', 'message'].map((name) => attribute(inside, name)).find((text) => text !== undefined);
      if (nb !== undefined) found.push({ line, kind, nb: squeeze(nb), nn: attribute(inside, 'nn') });
      continue;
    }
    const text = squeeze(plain.slice(tag.index + tag[0].length).split(`</${kind}>`, 1)[0]);
    if (/xml:lang="nn"/.test(inside)) found.at(-1).nn = text;
    else found.push({ line, kind, nb: text, nn: attribute(inside, 'nn') });
  }
  return found.map((one) => ({ ...one, nn: one.nn && squeeze(one.nn) }));
}

const nynorskOf = (one) => (one.nn === '=' ? one.nb : one.nn);
const complaint = (one, what) => `codebook.xml:${one.line}: ${one.kind} «${one.nb.slice(0, 40)}»: ${what}`;

export const untranslated = (all) => all.filter((one) => !one.nn).map((one) => complaint(one, 'nobody has said what it is in nynorsk'));

export const sameWrittenOut = (all) => all.filter((one) => one.nn === one.nb).map((one) => complaint(one, 'the same words are written nn="="'));

// Words, and parts of words, that nynorsk does not have, or that we have chosen otherwise. In a text with "=" they show that
// it was called the same without being so.
const WORDS = new Set(`ikke jeg hun hvem hva hvor hvordan hvorfor hvilken hvilke hvilket hvis fra noe noen bare være vært de dem
  deres mye mer nå da uten sammen gjelder velg velger kommer selv annen annet egen eget lønn lønnet sier ser gjør tar vet
  skriver regnes hentes begynner slutter flytter flyttet gikk fikk ga måned måneden uke muntlig kun særlig tall navn navnet
  antall bolig programtiden tiden prøven vann norge arbeidsgiver`.split(/\s+/));
const PARTS = ['skole', 'videregå', 'tjenest', 'virksomhet', 'deltaker', 'deltag', 'deltakels', 'opplysninge', 'tilskudd',
  'innhold', 'rettede', 'rettet', 'høyere', 'lavere', 'hoved', 'inntektskilde', 'opphold', 'fravær', 'syke', 'utenland',
  'forbered', 'veiledning', 'kosthold', 'mestring', 'stønader', 'penger', 'offentlig', 'personlig', 'faglig', 'helhetlig',
  'opplæringen', 'utdanningen', 'ordningen', 'avslutte', 'kvalifiserende', 'forsørget', 'voksn', 'voksen', 'eiendom', 'organer'];

const lower = (text) => text.toLowerCase();
export const bokmalWords = (all) => all.filter((one) => one.nn).flatMap((one) => {
  const text = lower(nynorskOf(one));
  const words = text.match(/[\p{L}_]+/gu) ?? [];
  return [...words.filter((word) => WORDS.has(word)), ...PARTS.filter((part) => text.includes(part))]
    .map((word) => complaint(one, `"${word}" is bokmål`));
});

// The same bokmål is the same nynorsk wherever it stands.
export function inconsistent(all) {
  const first = new Map();
  return all.filter((one) => one.nn).flatMap((one) => {
    const known = first.get(one.nb) ?? nynorskOf(one);
    first.set(one.nb, known);
    return known === nynorskOf(one) ? [] : [complaint(one, `is «${known}» elsewhere, and «${nynorskOf(one)}» here`)];
  });
}

// What a help text puts in quotation marks is an answer that can be chosen, in both languages.
export function misquoted(all) {
  const answers = all.filter((one) => one.kind === 'code');
  const known = { nb: new Set(answers.map((one) => one.nb)), nn: new Set(answers.map(nynorskOf)) };
  return all.flatMap((one) => ['nb', 'nn'].flatMap((language) =>
    [...((language === 'nb' ? one.nb : nynorskOf(one)) ?? '').matchAll(/«([^»]*)»/g)]
      .filter(([, quoted]) => !known[language].has(quoted))
      .map(([, quoted]) => complaint(one, `no answer in ${language} is «${quoted}»`))));
}

// The pages quote the codebook in the words the reader sees in the form: in nynorsk ours, in English the bokmål.
export function misquotedInPages(all, po, language) {
  const known = new Map(all.filter((one) => one.nn).map((one) => [one.nb, language === 'nn' ? nynorskOf(one) : one.nb]));
  return [...po.matchAll(/^msgid "(.*)"\nmsgstr "(.*)"$/gm)].flatMap(([, text, translation]) =>
    [...text.matchAll(/«([^»]*)»/g)].map(([, quoted]) => known.get(quoted))
      .filter((shown) => shown !== undefined && !translation.includes(`«${shown}»`))
      .map((shown) => `po/${language}.po: «${shown}» is not quoted so in "${translation}"`));
}
