// The overview as requirements O2, O5, O6, I5 and P11 say it, worked out plainly over all participants: no index, no SQL,
// nothing of the program. A query is a list of [name, value].
import { compareKeys, keyOf, signs } from './alphabet.mjs';

// Which rows each demo login sees (I3). A grant covers the number that a municipality had before.
export const USERS = {
  trondheim: (row) => row.kommunenummer === '5001',
  oslo: (row) => row.kommunenummer === '0301',
  grunerlokka: (row) => row.kommunenummer === '0301' && row.bydel === '030102',
  flere: (row) => ['4601', '3203', '3025'].includes(row.kommunenummer),
  imdi: () => true,
};

const LETTERS = 'bcdfghjkmnpqrstv';
export const idText = (id) => [...id.toString(16).padStart(16, '0')].map((digit) => LETTERS[parseInt(digit, 16)]).join('');

// Does the text begin a word of the name, sign by sign?
export function beginsWord(name, text) {
  const [whole, wanted] = [signs(name), signs(text)];
  const letters = [...name];
  const begins = (at) => at === 0 || letters[at - 1] === ' ' || letters[at - 1] === '-';
  return whole.some((_, at) => wanted.every((sign, i) => whole[at + i] === sign) && begins(at));
}

const one = (query, name) => query.find(([field]) => field === name)?.[1];
const all = (query, name) => query.filter(([field]) => field === name).map(([, value]) => value);
const within = (date, query, name) => {
  const [from, to] = [one(query, `${name}_fra`), one(query, `${name}_til`)];
  return (!from && !to) || (date !== null && (!from || date >= from) && (!to || date <= to));
};

// Searches for persons by their references: { fodselsnummer: [...], navn: [...], person_id: [...] }, lists that may be empty.
export const SEARCHES = new Map();
const searchOf = (query) => SEARCHES.get(one(query, 'sok'));

// Each of the words of one of the names begins a word of hers.
const named = (row, names) => row.navn !== null && names.some((name) => name.split(' ').every((word) => beginsWord(row.navn, word)));

// One filter each: does the row pass? A discharged woman is there where her status is asked for, or her PersonId.
export const FILTERS = {
  status: (row, query) => (all(query, 'status').length ? all(query, 'status').includes(row.status)
    : row.status !== 'utskrevet' || Boolean(searchOf(query)?.person_id.length)),
  sok(row, query) {
    const { fodselsnummer, navn, person_id: ids } = searchOf(query) ?? { fodselsnummer: [], navn: [], person_id: [] };
    if (row.status === 'utskrevet' && (fodselsnummer.length || navn.length)) return false;
    return (!fodselsnummer.length || fodselsnummer.includes(row.fodselsnummer)) && (!navn.length || named(row, navn)) && (!ids.length || ids.includes(row.person_id));
  },
  kommune: (row, query) => !one(query, 'kommune') || all(query, 'kommune').includes(row.kommunenummer),
  bydel: (row, query) => !one(query, 'bydel') || all(query, 'bydel').includes(row.bydel),
  finansiering: (row, query) => !one(query, 'finansiering') || all(query, 'finansiering').includes(String(row.finansieringstype)),
  registrert_av: (row, query) => !one(query, 'registrert_av') || beginsWord(row.created_by_name, one(query, 'registrert_av')),
  bekreftet(row, query, current) {
    const [year, wanted] = [one(query, 'rapporteringsar'), one(query, 'bekreftet')];
    return (!year && !wanted) || row.years.includes(Number(year ?? current)) === (wanted !== 'nei');
  },
  deltok: (row, query) => (!one(query, 'deltok_fra') || row.avslutningsdato === null || row.avslutningsdato >= one(query, 'deltok_fra'))
    && (!one(query, 'deltok_til') || row.oppstartsdato <= one(query, 'deltok_til')),
  mangler: (row, query) => !one(query, 'mangler') || all(query, 'mangler').some((name) => row.lacks.includes(name)),
  oppstart: (row, query) => within(row.oppstartsdato, query, 'oppstart'),
  avsluttet: (row, query) => within(row.avslutningsdato, query, 'avsluttet'),
};

const text = (value) => (value ? keyOf(value) : null);
const plain = (a, b) => (a < b ? -1 : Number(a > b));

// What a cell sorts by, null where it is empty, and how two of them compare.
export const ORDERS = {
  fodselsnummer: [(row) => row.fodselsnummer, plain],
  navn: [(row) => (row.status === 'utskrevet' ? null : text(row.navn)), compareKeys],
  kommune: [(row) => text(row.kommunenavn), compareKeys],
  bydel: [(row) => text(row.bydelsnavn), compareKeys],
  oppstart: [(row) => row.oppstartsdato, plain],
  avslutning: [(row) => row.avslutningsdato, plain],
  bekreftet: [(row, current) => (row.years.includes(current) ? 'Ja' : 'Nei'), plain],
  rapporteringsar: [(row) => (row.years.length ? Math.max(...row.years) : null), plain],
  status: [(row) => row.status, plain],
  sist_endret: [(row) => row.changed_at, plain],
  mangler: [(row) => row.lacks.length, plain],
  sist_endret_av: [(row) => text(row.changed_by_name), compareKeys],
};

export class Model {
  constructor(rows, current, { filters = FILTERS, orders = ORDERS } = {}) {
    Object.assign(this, { rows, current, filters, orders, sorted: new Map() });
  }

  // All that a user sees, in an order, equal ones by number; worked out once.
  inOrder(user, sorter = '-sist_endret') {
    const place = `${user} ${sorter}`;
    if (!this.sorted.has(place)) {
      const down = sorter.startsWith('-') ? -1 : 1;
      const [key, compare] = this.orders[sorter.replace(/^-/, '')];
      const keyed = this.rows.filter(USERS[user]).map((row) => ({ row, key: key(row, this.current) }));
      keyed.sort((a, b) => ((a.key === null) - (b.key === null))
        || down * ((a.key === null ? 0 : compare(a.key, b.key)) || plain(a.row.participant_id, b.row.participant_id)));
      this.sorted.set(place, keyed.map(({ row }) => row));
    }
    return this.sorted.get(place);
  }

  matching(user, query) {
    const passes = Object.values(this.filters);
    return this.inOrder(user, one(query, 'sorter')).filter((row) => passes.every((filter) => filter(row, query, this.current)));
  }

  // What the page must show: how many, which of them, and the ids in order.
  page(user, query) {
    const rows = this.matching(user, query);
    const size = Number(one(query, 'antall') ?? 25);
    const last = Math.max(1, Math.ceil(rows.length / size));
    const page = Math.min(Math.max(Number(one(query, 'side') ?? 1), 1), last);
    const ids = rows.slice((page - 1) * size, page * size).map((row) => idText(row.participant_id));
    return { count: rows.length, showing: ids.length ? `${(page - 1) * size + 1}–${(page - 1) * size + ids.length}` : '', ids };
  }
}
