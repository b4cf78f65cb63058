// Random participants, put into the database by its owner beside those that are there, and taken away again: awkward
// names, equal keys, empty cells, every status, places that were merged, and women who are there twice.
import { Dice } from './dice.mjs';
import { complete } from '../http/women.mjs';
import { admin, call, DB } from '../sql/database.mjs';

const BEGINNINGS = ['Å', 'Aa', 'AA', 'aa', 'aA', 'Á', 'Æ', 'æ', 'Ä', 'Ø', 'Ö', 'É', 'e', 'E', 'Š', 's', 'ŋ', 'Ŋ', 'N', 'Đ', 'đ', 'D', 'ŧ', 'T', 'Ž', 'Z', 'Ü', 'Y', 'ß', 'Œ', 'Ł',
  "'", '"', '’', '%', '_', ';', '=', '+', '-', '@', '#', '|', '\\', '&amp; ', '<b>', '(', '1', '10', '9', '👩🏽‍🎓', '😀'];
const MIDDLES = ['', '', 'a', 'nne', 'še', 'åse', 'aase', 'ørn', '-Marie', " O'Brian", ' x', '; y', '%', '_'];
const SURNAMES = ['Ås', 'Aas', 'aas', 'As', 'Ærø', 'Østby', 'Ostby', 'Ödegård', 'Máhtte', 'Zz', 'Nilsen', 'nilsen', 'NILSEN', 'Nilsen-Åsen', 'Ŋuoskkú', '=1+1', '"x"'];
const WORKERS = ['Kari Åsen', 'kari aasen', 'Kari-Anne Østby', 'Øst Kari', 'Åse Ås', 'Aase As', 'Ærlig %', '100% sikker', 'under_strek', 'a|b', "O'Brian Čáhci", 'Zoë', 'Zoe Ng', 'Ŋuorta Biret', '"Sitat" \\ Strek'];
const YEARS = [2023, 2024, 2025];
const OWN = ['participant_id', 'person_id', 'fodselsnummer', 'navn', 'kommunenummer', 'kommunenavn', 'bydel', 'finansieringstype', 'oppstartsdato',
  'avslutningsdato', 'status', 'rapporteringsar', 'confirmed_years', 'changed_years', 'created_at', 'created_by_name', 'changed_at', 'changed_by_name', 'fodeland', 'oppholdsgrunnlag', 'sivilstand'];

const two = (number) => String(number).padStart(2, '0');
const bits = (years) => years.reduce((all, year) => all | (1n << BigInt(year - 2020)), 0n);

// Born 1900-1939: nobody else in an installation with fictional people.
function number(dice) {
  for (;;) {
    const made = complete(two(dice.number(1, 28)) + two(dice.number(81, 92)) + two(dice.number(0, 39)) + String(dice.number(0, 249) * 2).padStart(3, '0'));
    if (made !== null) return made;
  }
}

const uuid = (dice) => [8, 4, 4, 4, 12].map((length) => Array.from({ length }, () => dice.number(0, 15).toString(16)).join('')).join('-');

function places(municipalities, districts) {
  const name = (wanted) => municipalities.find(({ kommunenummer }) => kommunenummer === wanted).kommunenavn;
  const at = (kommunenummer, bydel = '') => ({ kommunenummer, kommunenavn: name(kommunenummer), bydel });
  return [at('5001'), at('5001'), at('4601'), at('3203'), at('3025'), at('1103'), at('0301'), ...districts.map(({ bydel }) => at('0301', bydel)),
    ...Array.from({ length: 4 }, () => at('0301', '030102'))];
}

// When something was changed: few instants, so that many are equal.
const instant = (dice) => `${dice.day('2024-01-01', '2024-02-15')} ${dice.one(['08:00:00', '23:30:00'])}.${dice.one(['000000', '000001', '999999'])}`;

function periodOf(dice) {
  const status = dice.one(['opprettet', 'endret', 'endret', 'avsluttet', 'avsluttet', 'utskrevet']);
  const oppstartsdato = dice.one(['2023-01-01', '2023-06-30', '2024-02-29', dice.day('2022-06-01', '2026-06-01')]);
  const ended = status === 'avsluttet' || status === 'utskrevet';
  return { status, oppstartsdato, avslutningsdato: ended ? dice.one([oppstartsdato, dice.day(oppstartsdato, '2026-10-31')]) : null };
}

function woman(dice, where, person) {
  const confirmed = dice.chance(0.5) ? dice.some(YEARS) : [];
  return {
    ...person, ...dice.one(where), ...periodOf(dice), participant_id: String((BigInt(dice.number(1, 2 ** 31)) << 31n) + BigInt(dice.number(1, 2 ** 31))),
    navn: dice.chance(0.12) ? null : dice.one([person.navn, `${dice.one(BEGINNINGS)}${dice.one(MIDDLES)} ${dice.one(SURNAMES)}`]),
    fodselsnummer: dice.chance(0.01) ? null : person.fodselsnummer, finansieringstype: dice.one([1, 1, 1, 2, 9, null]),
    rapporteringsar: confirmed.length ? Math.max(...confirmed) : null, confirmed_years: bits(confirmed), changed_years: bits(confirmed.filter(() => dice.chance(0.3))),
    fodeland: null, oppholdsgrunnlag: null, sivilstand: dice.one(['Gift', 'Skilt', null]), created_at: '2024-01-01 08:00:00', created_by_name: dice.one(WORKERS), changed_at: instant(dice), changed_by_name: dice.chance(0.1) ? '' : dice.one(WORKERS), confirmed,
  };
}

function women(seed, count, where) {
  const dice = new Dice(seed);
  const people = Array.from({ length: Math.ceil(count * 0.8) }, () =>
    ({ person_id: uuid(dice), fodselsnummer: number(dice), navn: `${dice.one(BEGINNINGS)}${dice.one(MIDDLES)} ${dice.one(SURNAMES)}` }));
  const numbers = new Set();
  const different = people.filter(({ fodselsnummer }) => !numbers.has(fodselsnummer) && numbers.add(fodselsnummer));
  return Array.from({ length: count }, () => woman(dice, where, dice.one(different)));
}

async function insert(table, columns, rows) {
  for (let at = 0; at < rows.length; at += 100) {
    const some = rows.slice(at, at + 100);
    const marks = some.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ');
    await admin.query(`INSERT INTO ${DB}.${table} (${columns.join(', ')}) VALUES ${marks}`, some.flatMap((row) => columns.map((column) => row[column])));
  }
}

// A function that takes them away. `change`: what else each is.
export async function settle(seed, count, change = () => ({})) {
  const [municipalities, districts] = await Promise.all(['municipality', 'district'].map((table) => admin.query(`SELECT * FROM ${DB}.${table}`)));
  const all = women(seed, count, places(municipalities, districts)).map((row) => ({ ...row, ...change(row) }));
  const persons = [...new Map(all.map(({ person_id, created_at }) => [person_id, { person_id, created_at }])).values()];
  const confirmations = all.flatMap((row) => row.confirmed.map((year) => ({ ...row, year, version: 1, confirmed_at: row.changed_at })));
  await call(admin, 'ctx.open_system', 'tests');
  await insert('person', ['person_id', 'created_at'], persons);
  await insert('participant', OWN, all);
  await insert('participant_confirmation', ['participant_id', 'year', 'version', 'kommunenummer', 'bydel', 'confirmed_at'], confirmations);
  return () => remove(all, persons);
}

async function remove(all, persons) {
  const marks = (list) => list.map(() => '?').join(', ');
  const ids = all.map(({ participant_id }) => participant_id);
  for (const table of ['participant_confirmation', 'participant']) await admin.query(`DELETE FROM ${DB}.${table} WHERE participant_id IN (${marks(ids)})`, ids);
  await admin.query(`DELETE FROM ${DB}.person WHERE person_id IN (${marks(persons)})`, persons.map(({ person_id }) => person_id));
  await call(admin, 'ctx.leave');
}

// All that the overview's list is worked out from, as the owner of the tables reads it.
export async function everybody() {
  const rows = await admin.query(`SELECT ${OWN.join(', ')}, gaps FROM ${DB}.participant ORDER BY participant_id`);
  const questions = await admin.query(`SELECT variabel, bit FROM ${DB}.gap_bit_list ORDER BY bit`);
  const confirmations = await admin.query(`SELECT DISTINCT participant_id, year FROM ${DB}.participant_confirmation`);
  const names = new Map((await admin.query(`SELECT bydel, bydelsnavn FROM ${DB}.district`)).map(({ bydel, bydelsnavn }) => [bydel, bydelsnavn]));
  const years = new Map();
  for (const { participant_id, year } of confirmations) years.set(String(participant_id), [...(years.get(String(participant_id)) ?? []), year]);
  return rows.map((row) => ({ ...row, participant_id: BigInt(row.participant_id), bydelsnavn: names.get(row.bydel) ?? null, years: years.get(String(row.participant_id)) ?? [],
    lacks: questions.filter(({ bit }) => BigInt(row.gaps) & (1n << BigInt(bit))).map(({ variabel }) => variabel) }));
}

// The year that is spoken of where none is named: the one that is open, else the latest that has opened.
export async function currentYear() {
  const [found] = await admin.query(`SELECT year FROM ${DB}.reporting_year WHERE opens <= CURRENT_DATE ORDER BY closes >= CURRENT_DATE DESC, year DESC LIMIT 1`);
  return found.year;
}

// All answers of these, with what they chose where several could be chosen.
export async function answers(ids) {
  if (ids.length === 0) return [];
  const among = `participant_id IN (${ids.join(', ')})`;
  const choices = new Map();
  for (const { participant_id, variabel, kode } of await admin.query(`SELECT participant_id, variabel, kode FROM ${DB}.participant_choice WHERE ${among}`)) {
    const own = choices.get(String(participant_id)) ?? new Map();
    choices.set(String(participant_id), own.set(variabel, [...(own.get(variabel) ?? []), kode]));
  }
  return (await admin.query(`SELECT * FROM ${DB}.participant WHERE ${among}`)).map((row) => ({ ...row, choices: choices.get(String(row.participant_id)) ?? new Map() }));
}
