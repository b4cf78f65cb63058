// Every cell of the matrix, and what the policy says of it. The table of addresses comes from the built program itself.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../environment.mjs';
import { ROLES, WORDS } from './policy.mjs';
import { kindOf, PLAIN } from './targets.mjs';

export const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'];
export const TOKENS = ['good', 'missing', 'foreign', 'ended'];
const WRONG_TOKEN = [403, 404];

// The rows as the program prints them, in its order: "METHOD pattern reads|writes".
export function programRoutes() {
  const places = [process.env.STATE, join(environment.DIR, 'state'), environment.DIR].filter(Boolean);
  const program = places.map((place) => join(place, 'app/usr/sbin/jobbsjanse-worker')).find((file) => existsSync(file));
  return execFileSync(program, ['--routes'], { encoding: 'utf8' }).trim().split('\n').map((line) => {
    const [method, pattern, what] = line.split(' ');
    return { method, pattern, writes: what === 'writes' };
  });
}

const shapeOf = (pattern) => new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
// Is every placeholder that names nobody filled in with one of its words?
const isWord = (pattern, path) => Object.entries(shapeOf(pattern).exec(path).groups ?? {}).every(([name, value]) => PLAIN[`{${name}}`]?.includes(value) ?? true);

// The row that answers, and the methods the address has if none does: the first that fits, as the addresses are read.
export function rowFor(routes, method, path) {
  const fitting = routes.filter(({ pattern }) => shapeOf(pattern).test(path));
  const row = fitting.find((one) => one.method === (method === 'HEAD' ? 'GET' : method));
  return { row, allowed: new Set(fitting.flatMap((one) => (one.method === 'GET' ? ['GET', 'HEAD'] : [one.method]))) };
}

// Each way its placeholders are filled in that name nobody; {id} stays.
function* filled(pattern) {
  const name = Object.keys(PLAIN).find((one) => pattern.includes(one));
  if (!name) yield { shape: pattern };
  else for (const value of PLAIN[name]) yield { shape: pattern.replace(name, value), page: value };
}

// The token matters where something is sent; elsewhere, whether the session is over.
const tokensOf = (method) => (['GET', 'HEAD'].includes(method) ? ['good', 'ended'] : TOKENS);

// An address with whom it names.
export const addressOf = (shape, target) => shape.replace('{id}', target.value).replace('{nr}', target.number).replace('{rad}', target.row);

export function* cells(routes, person) {
  for (const pattern of new Set(routes.map((route) => route.pattern))) {
    for (const { shape, page } of filled(pattern)) {
      for (const target of person.targets[kindOf(pattern)]) {
        const path = addressOf(shape, target);
        for (const method of METHODS) {
          for (const token of tokensOf(method)) yield { person, pattern, shape, page, target, path, method, token };
        }
      }
    }
  }
}

// What her strongest role may: the later word of WORDS.
function wordFor(words, cell) {
  const roles = cell.token === 'ended' ? ['nobody'] : cell.person.roles;
  for (const role of roles) if (!ROLES.includes(role)) throw new Error(`there is no role ${role}`);
  return roles.map((role) => words[role]).sort((a, b) => WORDS.indexOf(a) - WORDS.indexOf(b)).at(-1);
}

// { statuses: those there may be, as: 'refused' | 'allowed' | 'unseen', allowed: methods of a 405 }. What is unseen looks as what
// never was.
export function expected(routes, policy, cell) {
  const { row, allowed } = rowFor(routes, cell.method, cell.path);
  if (!row) return { statuses: [405], as: 'refused', allowed };
  const { words, answer } = policy.get(`${row.method} ${row.pattern}`);
  const word = wordFor(words, cell);
  const wrong = row.writes && cell.token !== 'good';
  const target = kindOf(row.pattern) === kindOf(cell.pattern) && isWord(row.pattern, cell.path) ? cell.target : { exists: false };
  if (word === 'login') return { statuses: row.method === 'PATCH' ? [401] : cell.method === 'POST' ? [303, 401] : [303], as: 'login', row };
  const sees = target.exists && (word === 'yes' || word === 'all' || (word === 'own' && target.own));
  if (!sees) return { statuses: wrong ? WRONG_TOKEN : [404], as: 'unseen', row };
  return wrong ? { statuses: [403], as: 'refused', row } : { statuses: answer(target.state), as: 'allowed', row };
}
