// Random questions to the overview, in the words of its address (requirement I5).
const PERIODS = ['deltok', 'oppstart', 'avsluttet'];
const TEXTS = ['k', 'K', 'kari', 'KARI', 'åse', 'aase', 'Å', 'aa', 'æ', 'øst', 'ost', '%', '_', '|', '100%', "o'", 'čá', 'ca', 'zoe', 'ŋ', 'n', '\\', '"', 'kari å', 'anne', 'strek', 'ari', 'qq'];
const ORDER_NAMES = ['fodselsnummer', 'navn', 'kommune', 'bydel', 'oppstart', 'avslutning', 'bekreftet', 'rapporteringsar', 'status', 'sist_endret', 'sist_endret_av', 'mangler'];

// Dates on both sides of those that occur, and these themselves.
const date = (dice, rows, column) => {
  const found = dice.one(rows)[column];
  return found && dice.chance(0.6) ? found : dice.day('2022-01-01', '2026-12-31');
};

function period(dice, rows, name) {
  const column = name === 'avsluttet' ? 'avslutningsdato' : 'oppstartsdato';
  const [from, to] = [date(dice, rows, column), date(dice, rows, column)].sort();
  const kind = dice.number(0, 9);
  if (kind === 0) return [[`${name}_fra`, to], [`${name}_til`, from]]; // backwards: nobody, but for who took part all that time
  return [...(kind > 3 ? [[`${name}_fra`, from]] : []), ...(kind < 4 || kind > 6 ? [[`${name}_til`, to]] : [])];
}

function places(dice, rows, name, column) {
  const numbers = [...new Set(rows.map((row) => row[column]).filter(Boolean))];
  return numbers.length === 0 ? [] : dice.some(numbers, 3).map((number) => [name, number]);
}

function lacking(dice, rows) {
  const names = [...new Set(rows.flatMap((row) => row.lacks))];
  return names.length === 0 ? [] : dice.some(names, 3).map((name) => ['mangler', name]);
}

// By what is lacking only while that is a column.
const sorted = (name, descending) => [['sorter', `${descending ? '-' : ''}${name}`], ...(name === 'mangler' ? [['vis', 'mangler']] : [])];

function report(dice) {
  const year = dice.chance(0.6) ? [['rapporteringsar', String(dice.number(2022, 2026))]] : [];
  return dice.chance(0.7) || !year.length ? [...year, ['bekreftet', dice.one(['ja', 'nei'])]] : year;
}

const NAME_TERMS = ['å', 'aa', 'a', 'ås', 'ær', 'øst', 'o', 'nilsen', 'č', 'ŋ', '%', '_', "'", '"', '1', 'x', '😀', '👩', 'anne', 'mari', 'be', 'z', 'å ås', 'e nil', 'qqq'];

// What is typed into the three boxes of a search for persons: at least one.
export function boxes(dice, rows) {
  const several = (of) => Array.from({ length: dice.number(1, 12) }, () => of(dice.one(rows)));
  const word = ({ navn }) => (navn && dice.chance(0.6) ? [...dice.one(navn.split(/[ ,;]/).filter(Boolean))].slice(0, dice.number(1, 4)).join('') : dice.one(NAME_TERMS));
  const found = {
    fodselsnummer: dice.chance(0.4) ? several((row) => row.fodselsnummer).filter(Boolean) : [],
    navn: dice.chance(0.6) ? several(word).slice(0, 3) : [],
    person_id: dice.chance(0.3) ? several((row) => row.person_id) : [],
  };
  return Object.values(found).some((list) => list.length) ? found : boxes(dice, rows);
}

// `rows`: whom the registers hold; `own`: those that the user sees, to ask for what is there; `searches`: references of hers.
export function question(dice, rows, own, searches = []) {
  const near = own.length && dice.chance(0.9) ? own : rows;
  const filters = [
    ...(dice.chance(0.45) ? dice.some(['opprettet', 'endret', 'avsluttet', 'utskrevet']).map((status) => ['status', status]) : []),
    ...(dice.chance(0.15) ? places(dice, near, 'kommune', 'kommunenummer') : []),
    ...(dice.chance(0.15) ? places(dice, dice.chance(0.7) ? near.concat(rows[0]) : rows, 'bydel', 'bydel') : []),
    ...(dice.chance(0.2) ? dice.some(['1', '2', '9']).map((code) => ['finansiering', code]) : []),
    ...(dice.chance(0.2) ? [['registrert_av', dice.one(TEXTS)]] : []),
    ...(dice.chance(0.25) ? report(dice) : []),
    ...(dice.chance(0.15) ? lacking(dice, near) : []),
    ...(searches.length && dice.chance(0.2) ? [['sok', dice.one(searches)]] : []),
    ...PERIODS.flatMap((name) => (dice.chance(0.17) ? period(dice, near, name) : [])),
  ];
  const order = dice.chance(0.95) ? sorted(dice.one(ORDER_NAMES), dice.chance(0.5)) : dice.chance(0.1) ? [['vis', 'mangler']] : [];
  const size = dice.chance(0.75) ? [['antall', dice.one(['10', '10', '10', '25', '50', '100'])]] : [];
  const side = dice.chance(0.6) ? [['side', String(dice.one([dice.number(1, 4), dice.number(1, 40), -3, 0, 999999]))]] : [];
  return [...filters, ...order, ...size, ...side];
}
