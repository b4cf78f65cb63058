// Every filter and every order of the overview, compared with a plain computation over the same participants: random
// women, random questions, several users. The seed is printed; OVERVIEW_SEED and OVERVIEW_CASES repeat or widen a run, and
// what failed stands in the message with all that is needed to ask it again.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { as } from '../http/client.mjs';
import { environment } from '../http/environment.mjs';
import { closeAll } from '../sql/database.mjs';
import { referenceOf, search } from '../http/search.mjs';
import { beginsWord, FILTERS, Model, ORDERS, SEARCHES, USERS } from './model.mjs';
import { compareKeys, keyOf } from './alphabet.mjs';
import { Dice } from './dice.mjs';
import { currentYear, everybody, settle } from './people.mjs';
import { boxes, question } from './question.mjs';

const SEED = Number(process.env.OVERVIEW_SEED ?? randomInt(2 ** 31));
const CASES = Number(process.env.OVERVIEW_CASES ?? 10_000);
const WOMEN = 500;
const AT_ONCE = 4;
const SEARCHES_EACH = 30;

const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
const cookies = new Map();
const references = {};
let takeAway = async () => {};
let year;
let model;

before(async () => {
  takeAway = await settle(SEED, WOMEN);
  year = await currentYear();
  model = new Model(await everybody(), year);
  const dice = new Dice(SEED);
  for (const user of Object.keys(USERS)) {
    const visitor = await as(user);
    cookies.set(user, [...visitor.jar].map((pair) => pair.join('=')).join('; '));
    references[user] = [];
    for (let i = 0; i < SEARCHES_EACH; i += 1) references[user].push(await searched(visitor, boxes(dice, model.rows.filter(USERS[user]))));
  }
});
after(async () => {
  agent.destroy();
  await takeAway();
  await closeAll();
});

// Through the form, as a person does; its reference.
async function searched(visitor, typed) {
  const answer = await search(visitor, Object.fromEntries(Object.entries(typed).map(([name, list]) => [name, list.join(', ')])));
  assert.equal(answer.status, 303, JSON.stringify(typed));
  SEARCHES.set(referenceOf(answer), typed);
  return referenceOf(answer);
}

function get(user, path) {
  return new Promise((resolve, reject) => {
    http.get(new URL(path, environment.BASE_URL), { agent, headers: { cookie: cookies.get(user) } }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() }));
    }).on('error', reject);
  });
}

const addressOf = (query) => `/deltakere?${new URLSearchParams(query)}`;

// What the page shows, by the three places where it says so.
async function shown(user, query, what) {
  const { status, text } = await get(user, addressOf(query));
  assert.equal(status, 200, what);
  const [, count, showing = ''] = /id="antall"[^>]*><strong>Antall deltakere: ([^<]*)<\/strong>(?: · viser ([^<]*))?<\/p>/.exec(text);
  const ids = [...text.matchAll(/<th scope="row"[^>]*><a class="[^"]*" href="\/deltakere\/([a-z]{16})\/person-og-prosjekt"/g)].map(([, id]) => id);
  return { count: Number(count.replace(/\s/g, '')), showing: showing.replace(/[\u00a0 ]/g, ''), ids };
}

// Once more over fresh rows before it counts: names still arrive for women that others registered.
async function compare(user, query, from) {
  const what = `${from}: ${user} asks ${addressOf(query)}`;
  const found = await shown(user, query, what);
  try {
    assert.deepEqual(found, model.page(user, query));
  } catch {
    model = new Model(await everybody(), year);
    assert.deepEqual(await shown(user, query, what), model.page(user, query), what);
  }
  return found;
}

test('O2, O4, O5, O6, I5: random searches, filters, orders and pages are what a plain computation finds', async (t) => {
  t.diagnostic(`OVERVIEW_SEED=${SEED} OVERVIEW_CASES=${CASES}`);
  const users = Object.keys(USERS);
  const own = Object.fromEntries(users.map((user) => [user, model.rows.filter(USERS[user])]));
  const met = { empty: 0, several: 0, names: new Set() };
  let next = 0;
  const work = async () => {
    while (next < CASES) {
      const number = next;
      next += 1;
      const dice = new Dice(SEED + number * 7919); // each case by itself, whatever the order they are answered in
      const user = dice.one(users);
      const query = question(dice, model.rows, own[user], references[user]);
      const { count, ids } = await compare(user, query, `OVERVIEW_SEED=${SEED}, case ${number}`);
      met.empty += count === 0;
      met.several += ids.length > 1;
      for (const [name, value] of query) met.names.add(name === 'sorter' ? value : name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  t.diagnostic(`${met.several} of ${CASES} pages had several rows, ${met.empty} none`);
  if (CASES >= 1000) {
    assert.ok(met.several > CASES / 3 && met.empty > 0 && met.empty < CASES / 2, 'questions that tell something');
    for (const order of Object.keys(ORDERS)) assert.ok(met.names.has(order) && met.names.has(`-${order}`), order);
    for (const name of ['kommune', 'bydel', 'finansiering', 'status', 'registrert_av', 'rapporteringsar', 'bekreftet', 'sok', 'mangler', 'antall', 'side',
      ...['deltok', 'oppstart', 'avsluttet'].flatMap((period) => [`${period}_fra`, `${period}_til`])]) assert.ok(met.names.has(name), name);
  }
});

test('O6: the pages of an order are all rows, each once', async () => {
  for (const sorter of ['navn', '-bydel', 'sist_endret_av', '-sist_endret']) {
    const ids = [];
    for (let side = 1; ; side += 1) {
      const page = await compare('imdi', [['sorter', sorter], ['antall', '100'], ['side', String(side)]], sorter);
      ids.push(...page.ids);
      if (ids.length >= page.count) {
        assert.equal(new Set(ids).size, page.count, sorter);
        break;
      }
    }
  }
});

// Something in the computation is broken on purpose: some of these questions must tell the difference.
function differs(broken, questions) {
  const other = new Model(model.rows, year, broken);
  return questions.some(({ user, query, page }) => JSON.stringify(other.page(user, query)) !== page);
}

test('control: a filter, an order or an alphabet that is a little wrong is caught', () => {
  const dice = new Dice(1);
  const questions = Array.from({ length: 2000 }, () => {
    const user = dice.one(Object.keys(USERS));
    const query = question(dice, model.rows, model.rows.filter(USERS[user]), references[user]);
    return { user, query, page: JSON.stringify(model.page(user, query)) };
  });
  assert.ok(!differs({}, questions));
  for (const name of Object.keys(FILTERS)) assert.ok(differs({ filters: { ...FILTERS, [name]: () => true } }, questions), `without ${name}`);
  for (const name of Object.keys(ORDERS)) assert.ok(differs({ orders: { ...ORDERS, [name]: [() => 1, () => 0] } }, questions), `unsorted ${name}`);
  const strict = (query, name) => query.find(([field]) => field === name)?.[1];
  const slips = {
    'the last day is not in the period': { filters: { ...FILTERS, oppstart: (row, query) => FILTERS.oppstart(row, query) && row.oppstartsdato !== strict(query, 'oppstart_til') } },
    'one without an end did not take part': { filters: { ...FILTERS, deltok: (row, query) => FILTERS.deltok(row, query) && (!strict(query, 'deltok_fra') || row.avslutningsdato !== null) } },
    'any part of the name': { filters: { ...FILTERS, registrert_av: (row, query) => row.created_by_name.toLowerCase().includes((strict(query, 'registrert_av') ?? '').toLowerCase()) } },
    'a search finds the discharged by name': { filters: { ...FILTERS, sok: (row, query) => FILTERS.sok({ ...row, status: 'endret' }, query) } },
    'a PersonId does not find the discharged': { filters: { ...FILTERS, status: (row, query) => FILTERS.status(row, query.filter(([name]) => name !== 'sok')) } },
    'a discharged name sorts': { orders: { ...ORDERS, navn: [(row) => (row.navn ? keyOf(row.navn) : null), compareKeys] } },
    'Å beside A': { orders: { ...ORDERS, navn: [(row) => (row.status === 'utskrevet' || !row.navn ? null : keyOf(row.navn.replace(/å|aa/gi, 'a'))), compareKeys] } },
    'capitals first': { orders: { ...ORDERS, navn: [(row) => (row.status === 'utskrevet' ? null : row.navn), (a, b) => (a < b ? -1 : Number(a > b))] } },
    'empty cells first': { orders: { ...ORDERS, avslutning: [(row) => row.avslutningsdato ?? '', ORDERS.avslutning[1]] } },
  };
  for (const [what, slip] of Object.entries(slips)) assert.ok(differs(slip, questions), what);
});

test('control: the alphabet is Norwegian, and a word begins where it begins', () => {
  const sorted = ['Åse', 'aase', 'Aase', 'Øst', 'Ödegård', 'Ærø', 'Ä', 'Zoë', 'Ž', 'Üb', 'Yb', 'Ŋu', 'Nu', 'aA', 'as'].sort((a, b) => compareKeys(keyOf(a), keyOf(b)) || (a < b ? -1 : 1));
  assert.deepEqual(sorted, ['aA', 'as', 'Nu', 'Ŋu', 'Yb', 'Üb', 'Ž', 'Zoë', 'Ä', 'Ærø', 'Ödegård', 'Øst', 'Aase', 'aase', 'Åse']);
  assert.ok(beginsWord('Kari-Anne Østby', 'anne ø') && beginsWord('Zoë', 'zoe') && !beginsWord('Kari', 'ari') && !beginsWord('100% sikker', '%'));
});
