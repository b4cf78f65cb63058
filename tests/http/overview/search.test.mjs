// Searches for persons beside random filters and orders, compared with a plain computation over the same participants.
// OVERVIEW_SEED and SEARCH_CASES repeat or widen a run.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { as } from '../client.mjs';
import { BOXES, searchForm } from '../search.mjs';
import { shown, someWoman } from '../women.mjs';
import { closeAll } from '../../sql/database.mjs';
import { beginsWord, FILTERS, Model, USERS } from './model.mjs';
import { Dice } from './dice.mjs';
import { currentYear, everybody, settle } from './people.mjs';
import { question } from './question.mjs';

const SEED = Number(process.env.OVERVIEW_SEED ?? randomInt(2 ** 31));
const CASES = Number(process.env.SEARCH_CASES ?? 500);
const ODD = ['%', '_', '|', "'", '"', '\\', 'o\'', 'åse', 'aase', 'AA', 'å', 'ca', 'č', 'ŋ', 'e', 'qq', '-', '😀', '👩🏽‍🎓', '1', '=1'];

// What is searched for, as fields of the model's query: a list of terms for each box.
const terms = (query, box) => query.find(([name]) => name === box)?.[1];
// Letters beyond the first plane sort as one, but are told apart where they are looked for.
const begins = (name, word) => beginsWord(name, word) && [...word].every((letter) => letter.codePointAt(0) <= 0xffff || name.includes(letter));
const hidden = (row) => row.status === 'utskrevet';
const SEARCH = {
  ...FILTERS,
  status: (row, query) => (terms(query, 'person_id') && !query.some(([name]) => name === 'status')) || FILTERS.status(row, query),
  fodselsnummer: (row, query) => !terms(query, 'fodselsnummer') || (!hidden(row) && terms(query, 'fodselsnummer').includes(row.fodselsnummer)),
  navn: (row, query) => !terms(query, 'navn') || (!hidden(row) && row.navn !== null
    && terms(query, 'navn').some((term) => term.split(' ').every((word) => begins(row.navn, word)))),
  person_id: (row, query) => !terms(query, 'person_id') || terms(query, 'person_id').includes(row.person_id),
};

let takeAway = async () => {};
let model;
const forms = new Map();

before(async () => {
  takeAway = await settle(SEED, 400);
  model = new Model(await everybody(), await currentYear(), { filters: SEARCH });
  for (const user of Object.keys(USERS)) {
    const visitor = await as(user);
    forms.set(user, { visitor, csrf: (await searchForm(visitor)).value('csrf') });
  }
});
after(async () => {
  await takeAway();
  await closeAll();
});

// Some of the beginnings of some of a name's words, in any order.
function name(dice, rows) {
  if (dice.chance(0.2)) return dice.one(ODD);
  const words = (dice.one(rows).navn ?? 'Kari').split(/[ -]/).filter((word) => word && !/[,;]/.test(word));
  if (words.length === 0) return 'kari';
  return dice.some(words, dice.number(1, 3)).map((word) => {
    const letters = [...word];
    const beginning = letters.slice(0, dice.number(1, letters.length)).join('');
    return dice.chance(0.3) ? beginning.toUpperCase() : beginning;
  }).join(' ');
}

function search(dice, rows) {
  const several = (make) => Array.from({ length: dice.one([1, 1, 2, 5, 40]) }, make);
  const boxes = [
    ...(dice.chance(0.5) ? [['navn', several(() => name(dice, rows)).slice(0, 20)]] : []),
    ...(dice.chance(0.4) ? [['fodselsnummer', several(() => (dice.chance(0.9) ? dice.one(rows).fodselsnummer : someWoman()))]] : []),
    ...(dice.chance(0.3) ? [['person_id', several(() => dice.one(rows).person_id)]] : []),
  ];
  return boxes.length ? boxes : [['navn', [name(dice, rows)]]];
}

const typed = (dice, box, list) => list.map((term) => (box === 'fodselsnummer' && dice.chance(0.5) ? shown(term) : term)).join(dice.one([',', ', ', ' ,,']));

async function found(user, boxes, query, dice, what) {
  const { visitor, csrf } = forms.get(user);
  const fields = [['csrf', csrf], ...query.filter(([field]) => field !== 'side'), ...BOXES.map((box) => [box, typed(dice, box, terms(boxes, box) ?? [])])];
  const kept = await visitor.post('/deltakere/sok', fields);
  assert.equal(kept.status, 303, what);
  const side = query.find(([field]) => field === 'side');
  const page = await visitor.openPage(side ? `${kept.location}&side=${side[1]}` : kept.location);
  const [, count, showing = ''] = /Antall deltakere: ([\d ]*\d)(?: · viser (\S+))?/.exec(page.text('#antall'));
  const ids = page.all('tbody .celle-fnr a').map((link) => link.attribs.href.split('/')[2]);
  return { count: Number(count.replace(/\s/g, '')), showing, ids };
}

test('O4, O5, P11: random searches, with filters and orders beside them, are what a plain computation finds', async (t) => {
  t.diagnostic(`OVERVIEW_SEED=${SEED} SEARCH_CASES=${CASES}`);
  const met = { empty: 0, several: 0 };
  for (let number = 0; number < CASES; number += 1) {
    const dice = new Dice(SEED + number * 7919);
    const user = dice.one(Object.keys(USERS));
    const own = model.rows.filter(USERS[user]);
    const rows = dice.chance(0.85) && own.length ? own : model.rows;
    const boxes = search(dice, rows.filter((row) => row.fodselsnummer));
    const query = dice.chance(0.4) ? question(dice, model.rows, own) : [];
    const what = `OVERVIEW_SEED=${SEED}, case ${number}: ${user} searches for ${JSON.stringify(boxes)} beside ${JSON.stringify(query)}`;
    const shownPage = await found(user, boxes, query, dice, what);
    if (JSON.stringify(shownPage) !== JSON.stringify(model.page(user, [...query, ...boxes]))) {
      model = new Model(await everybody(), await currentYear(), { filters: SEARCH }); // names still arrive for others
      assert.deepEqual(await found(user, boxes, query, dice, what), model.page(user, [...query, ...boxes]), what);
    }
    met.empty += shownPage.count === 0;
    met.several += shownPage.count > 1;
  }
  t.diagnostic(`${met.several} of ${CASES} searches found several, ${met.empty} nobody`);
  if (CASES >= 300) assert.ok(met.several > CASES / 4 && met.empty > CASES / 20, 'searches that tell something');
});

test('control: a search that is a little wrong is caught', () => {
  const slips = {
    'a discharged woman by name': { navn: (row, query) => !terms(query, 'navn') || (row.navn !== null && terms(query, 'navn').some((term) => term.split(' ').every((word) => begins(row.navn, word)))) },
    'a discharged woman by number': { fodselsnummer: (row, query) => !terms(query, 'fodselsnummer') || terms(query, 'fodselsnummer').includes(row.fodselsnummer) },
    'a discharged woman not by PersonId': { status: FILTERS.status },
    'one word is enough': { navn: (row, query) => !terms(query, 'navn') || (!hidden(row) && row.navn !== null && terms(query, 'navn').some((term) => term.split(' ').some((word) => begins(row.navn, word)))) },
    'boxes are "or"': { fodselsnummer: () => true },
    'any part of the name': { navn: (row, query) => !terms(query, 'navn') || (!hidden(row) && terms(query, 'navn').some((term) => term.split(' ').every((word) => (row.navn ?? '').toLowerCase().includes(word.toLowerCase())))) },
  };
  const questions = Array.from({ length: 250 }, (_, number) => {
    const dice = new Dice(number + 1);
    const user = dice.one(Object.keys(USERS));
    return { user, query: [...(dice.chance(0.4) ? [['status', 'utskrevet'], ['status', 'endret']] : []), ...search(dice, model.rows.filter((row) => row.fodselsnummer))] };
  });
  const pages = (filters) => {
    const other = new Model(model.rows, model.current, { filters });
    return questions.map(({ user, query }) => JSON.stringify(other.page(user, query)));
  };
  const right = pages(SEARCH);
  for (const [what, slip] of Object.entries(slips)) assert.notDeepEqual(pages({ ...SEARCH, ...slip }), right, what);
});
