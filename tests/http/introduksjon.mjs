// Persons of the introduction programme, made by the database's owner; and what their pages show.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { admin, DB } from '../sql/database.mjs';
import { someDuf } from '../sql/intro_person.mjs';

export const BAERUM = '3201';

const LETTERS = 'bcdfghjkmnpqrstv';

const someId = () => BigInt(`0x${randomBytes(8).toString('hex')}`) >> 1n;
// As the address has it.
export const letters = (id) => [...BigInt(id).toString(16).padStart(16, '0')].map((digit) => LETTERS[parseInt(digit, 16)]).join('');
export const numberOf = (text) => BigInt(`0x${[...text].map((letter) => LETTERS.indexOf(letter).toString(16)).join('')}`);

// dd.mm.yyyy of a day so many days from today, in Norway.
export function day(days = 0) {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
}
export const norwegian = (iso) => iso.split('-').reverse().join('.');

let one = Promise.resolve();
// One at a time: the owner's connection holds a context meanwhile.
function asSystem(work) {
  const done = one.then(async () => {
    await admin.query(`CALL ${DB}.ctx.open_system('Import')`);
    try {
      return await work();
    } finally {
      await admin.query(`CALL ${DB}.ctx.\`leave\`()`);
    }
  });
  one = done.catch(() => {});
  return done;
}

const COMMON = (now, name) => [now, null, name, now, null, name];

// In the programme for a year, half way through the time she has, by integreringsloven: everything in order unless said otherwise.
// `decisions`: [type, result, date]; `goals`: [goal, date]; `ended`: [cause, date] by the rule engine.
export function makePerson(facts = {}) {
  const {
    name = 'Abdi Fjellvang', kommunenummer = BAERUM, bydel = '', kategori = 1, lov = 1, started = day(-365),
    startDeadline = day(-300), deadline = day(365), deadlineSet = deadline, dead = null,
    decisions = [[1, 1, day(-380)]], goals = [[2, day(-375)]], ended = null,
  } = facts;
  const id = someId(), duf = someDuf(), now = `${day(-370)} 10:00:00`;
  return asSystem(async () => {
    await admin.execute(
      `INSERT INTO ${DB}.intro_participant (participant_id, person_id, duf_nummer, navn, kategori, lov, kommunenummer, bydel,
         oppstartsfrist, oppstartsdato, gjennomforingsfrist, deadline_set, dead_on, engine_due, created_at, changed_at, changed_by_name)
       VALUES (?, UUID(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 'Import')`,
      [id, duf, name, kategori, lov, kommunenummer, bydel, startDeadline, started, deadline, deadlineSet, dead, now, now]);
    for (const [type, result, date] of decisions) {
      await admin.execute(
        `INSERT INTO ${DB}.intro_decision (row_id, participant_id, vedtakstype, vedtaksresultat, vedtaksdato,
           entered_at, entered_by, entered_by_name, changed_at, changed_by, changed_by_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [someId(), id, type, result, date, ...COMMON(now, 'Import')]);
    }
    for (const [goal, date] of goals) {
      await admin.execute(
        `INSERT INTO ${DB}.intro_goal (row_id, participant_id, sluttmal, sluttmal_dato,
           entered_at, entered_by, entered_by_name, changed_at, changed_by, changed_by_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [someId(), id, goal, date, ...COMMON(now, 'Import')]);
    }
    if (ended) {
      await admin.execute(
        `INSERT INTO ${DB}.intro_termination (row_id, participant_id, avslutningsdato, avslutningsarsak, computed,
           entered_at, entered_by, entered_by_name, changed_at, changed_by, changed_by_name) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
        [someId(), id, ended[1], ended[0], ...COMMON(now, 'Regelmotor')]);
    }
    await admin.execute(`CALL ${DB}.intro_standing(?, ?)`, [id, deadline]);
    await admin.execute(`UPDATE ${DB}.intro_participant SET engine_due = 0 WHERE participant_id = ?`, [id]);
    return { id, duf, name, part: letters(id), path: `/introduksjon/personer/${letters(id)}` };
  });
}

// What is stored of her, as the owner reads it.
export async function storedOf(person) {
  const [row] = await admin.query(`SELECT * FROM ${DB}.intro_participant WHERE participant_id = ?`, [person.id]);
  return row;
}
export async function terminationsOf(person) {
  return admin.query(`SELECT * FROM ${DB}.intro_termination WHERE participant_id = ? ORDER BY entered_at, row_id`, [person.id]);
}

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
