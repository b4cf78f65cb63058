// Anti-forgery tokens that are nearly right, at every address that writes (requirement I6; bad input: tokens cut, replayed, from
// another user, from another browser): each is refused, and nothing is stored.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { admin, closeAll, DB } from '../sql/database.mjs';
import { Visitor, as } from './client.mjs';
import { BODIES } from './matrix/bodies.mjs';
import { programRoutes } from './matrix/cells.mjs';
import { PLAIN } from './matrix/targets.mjs';
import { address, register } from './participant.mjs';

const REFUSED = [400, 403, 404]; // 400: a page that is drawn again, and does not know a field
const routes = programRoutes().filter(({ writes }) => writes);
let visitor;
let id;
let csrf;

const csrfOf = async (one, path) => (await one.openPage(path)).one('[name=csrf]').attribs.value;

before(async () => {
  visitor = await Visitor.login('trondheim');
  ({ id } = await register(visitor));
  csrf = await csrfOf(visitor, address(id, 'bakgrunn'));
});
after(closeAll);

const pathOf = (pattern) => Object.entries(PLAIN).reduce((path, [name, [value]]) => path.replace(name, value), pattern).replace(/\{\w+\}/, id);
const sendTo = (one, { method, pattern }, fields, { query = '', headers = {} } = {}) => one.copy().request(method, pathOf(pattern) + query, {
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields).toString() });

async function stored() {
  const number = BigInt([...id].reduce((sum, letter) => sum * 16n + BigInt('bcdfghjkmnpqrstv'.indexOf(letter)), 0n));
  const [row] = await admin.query(`SELECT row_version, status, changed_at FROM ${DB}.participant WHERE participant_id = ?`, [number]);
  return Object.values(row).map(String);
}

async function forgeries() {
  const another = await Visitor.login('trondheim');
  const nobody = new Visitor();
  return {
    'cut by one': [['csrf', csrf.slice(0, -1)]],
    'one letter more': [['csrf', `${csrf}0`]],
    'one letter other': [['csrf', csrf.slice(0, -1) + (csrf.endsWith('0') ? '1' : '0')]],
    'in capitals': [['csrf', csrf.toUpperCase().replace(/^\d+$/, 'A')]],
    'with a blank': [['csrf', ` ${csrf}`]],
    'empty': [['csrf', '']],
    'by another name': [['CSRF', csrf], ['csrf[]', csrf]],
    'a wrong one before the right': [['csrf', 'x'], ['csrf', csrf]],
    'of the same user in another browser': [['csrf', await csrfOf(another, '/min-bruker')]],
    'of another user': [['csrf', await csrfOf(await as('oslo'), '/min-bruker')]],
    'of nobody': [['csrf', await csrfOf(nobody, '/logg-inn')]],
    'of a session by its cookie': [['csrf', visitor.jar.get('okt')]],
  };
}

test('I6: a token that is nearly right is refused wherever something is written', async () => {
  const before = await stored();
  const tokens = Object.entries(await forgeries());
  const found = [];
  let tried = 0;
  for (const route of routes) {
    const fields = Object.entries(BODIES[`${route.method} ${route.pattern}`].fields({ versjon: 1, page: 'person-og-prosjekt', person: { own: [], roles: [] }, target: { value: id } }));
    for (const [what, token] of tokens) {
      const { status } = await sendTo(visitor, route, [...token, ...fields]);
      if (!REFUSED.includes(status)) found.push(`${route.method} ${route.pattern} with a token ${what}: ${status}`);
      tried += 1;
    }
    for (const [what, where] of Object.entries({ 'in the address': { query: `?csrf=${csrf}` }, 'in a header': { headers: { 'x-csrf-token': csrf } }, 'in a cookie': { headers: { cookie: `okt=${visitor.jar.get('okt')}; csrf=${csrf}` } } })) {
      const { status } = await sendTo(visitor, route, fields, where);
      if (!REFUSED.includes(status)) found.push(`${route.method} ${route.pattern} with the right token ${what}: ${status}`);
    }
  }
  assert.deepEqual(found, []);
  assert.ok(tried > 150, `${tried} tokens`);
  assert.deepEqual(await stored(), before);
});

test('control: the right token is taken, again and again, by the browser it was made for', async () => {
  const route = routes.find(({ pattern }) => pattern === '/deltakere/{id}/navn/hent');
  for (let time = 0; time < 2; time += 1) assert.equal((await sendTo(visitor, route, [['csrf', csrf]])).status, 303);
});
