// Persons of the introduction programme, put in by the database's owner and taken away again; and what their pages show.
import assert from 'node:assert/strict';
import { admin, DB } from '../sql/database.mjs';
import { day } from '../sql/day.mjs';
import { addRow, endsOf, put, removeMade, rowOf } from '../sql/intro_person.mjs';

export const BAERUM = '3201';

const LETTERS = 'bcdfghjkmnpqrstv';

// As the address has it.
export const letters = (id) => [...BigInt(id).toString(16).padStart(16, '0')].map((digit) => LETTERS[parseInt(digit, 16)]).join('');
export const numberOf = (text) => BigInt(`0x${[...text].map((letter) => LETTERS.indexOf(letter).toString(16)).join('')}`);

// A stored day as it is written.
export { day };
export const norwegian = (iso) => iso.split('-').reverse().join('.');

let last = Promise.resolve();
// One at a time: the owner's connection holds a context meanwhile.
function inTurn(work) {
  const done = last.then(work);
  last = done.catch(() => admin.query('ROLLBACK'));
  return done;
}

// In the programme for a year, half way through the time she has, by integreringsloven: everything in order unless said otherwise.
// `decisions`: [type, result, date]; `goals`: [goal, date]; `ended`: [cause, date] by the rule engine; `facts`: columns
// that an import fills.
export function makePerson(about = {}) {
  const {
    name = 'Abdi Fjellvang', kommunenummer = BAERUM, bydel = '', lov = 1, started = day(-365), startDeadline = day(-300),
    deadline = day(365), deadlineSet = deadline, dead = null, facts = {}, decisions = [[1, 1, day(-380)]], goals = [[2, day(-375)]], ended = null,
  } = about;
  const by = (who) => ({ entered_at: `${day(-370)} 10:00:00`, entered_by_name: who });
  return inTurn(async () => {
    await admin.query('START TRANSACTION'); // the rule engine meets her when all of her is there
    const id = await put({ navn: name, lov, kommunenummer, bydel, oppstartsfrist: startDeadline, oppstartsdato: started, deadline_set: deadlineSet, dead_on: dead, ...facts });
    for (const [vedtakstype, vedtaksresultat, vedtaksdato] of decisions) await addRow('intro_decision', id, { vedtakstype, vedtaksresultat, vedtaksdato, ...by('Import') }, deadline);
    for (const [sluttmal, date] of goals) await addRow('intro_goal', id, { sluttmal, sluttmal_dato: date, ...by('Import') }, deadline);
    if (ended) await addRow('intro_termination', id, { avslutningsarsak: ended[0], avslutningsdato: ended[1], computed: 1, ...by('Regelmotor') }, deadline);
    await admin.query(`UPDATE ${DB}.intro_participant SET gjennomforingsfrist = ?, engine_due = 0 WHERE participant_id = ?`, [deadline, id]);
    await admin.query('COMMIT');
    const { duf_nummer: duf } = await rowOf(id);
    return { id, duf, name, part: letters(id), path: `/introduksjon/personer/${letters(id)}` };
  });
}
export const removePersons = () => inTurn(removeMade);

// What is stored of her, as the owner reads it.
export const storedOf = ({ id }) => rowOf(id);
export const terminationsOf = ({ id }) => endsOf(id);

// The rows that a card shows, by their columns.
export function rowsOf(page, kind) {
  const card = page.one(`section[aria-labelledby=kort-${kind}]`);
  assert.ok(card, `there is a card ${kind}`);
  return page.all('tbody tr', card).map((row) => ({
    ...Object.fromEntries(page.all('[data-navn]', row).map((cell) => [cell.attribs['data-navn'], page.textOf(cell)])),
    deleted: (row.attribs.class ?? '').includes('slettetrad'),
    href: page.all('a', row)[0]?.attribs.href,
  }));
}

export const FORM = 'main form:has([name=versjon])';
