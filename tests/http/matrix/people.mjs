// Everybody of the matrix: the demo users, somebody with two roles, somebody whose grant has ended, and nobody; each in a session
// made past the login page, beside one of hers that is over.
import { call, closeAll } from '../../sql/database.mjs';
import { login, removeUser, temporaryUser } from '../../sql/session.mjs';
import { send } from './wire.mjs';

// The places of the participants; which of them a person's grants cover, and what they do not.
export const PLACES = {
  grunerlokka: { kommunenummer: '0301', kommunenavn: 'Oslo', bydel: '030102' },
  sagene: { kommunenummer: '0301', kommunenavn: 'Oslo', bydel: '030103' },
  trondheim: { kommunenummer: '5001', kommunenavn: 'Trondheim', bydel: '' },
  bergen: { kommunenummer: '4601', kommunenavn: 'Bergen', bydel: '' },
  asker: { kommunenummer: '3203', kommunenavn: 'Asker', bydel: '' },
};

// Where persons of the introduction programme are followed up: municipality, or municipality and district.
export const FOLLOWED = ['3201', '5001', '0301 030102', '0301 030103'];

export const PEOPLE = [
  { name: 'nobody', roles: ['nobody'], own: [], other: ['trondheim'] },
  { name: 'trondheim', roles: ['caseworker'], own: ['trondheim'], other: ['grunerlokka'] },
  { name: 'oslo', roles: ['caseworker'], own: ['grunerlokka', 'sagene'], other: ['trondheim'] },
  { name: 'grunerlokka', roles: ['caseworker'], own: ['grunerlokka'], other: ['sagene', 'trondheim'] },
  { name: 'flere', roles: ['caseworker'], own: ['bergen', 'asker'], other: ['trondheim'] },
  { name: 'baerum', roles: ['follower'], own: [], other: ['trondheim'], follows: ['3201'] },
  { name: 'matrise-bydel', roles: ['follower'], own: [], other: ['grunerlokka'], follows: ['0301 030102'],
    grants: [{ register: 'introduksjon', kommunenummer: '0301', bydel: '030102' }] },
  { name: 'admin-oslo', roles: ['administrator'], own: ['grunerlokka'], other: ['trondheim'] },
  { name: 'imdi', roles: ['imdi'], own: [], other: ['grunerlokka', 'trondheim'] },
  { name: 'systemeier', roles: ['owner'], own: [], other: ['grunerlokka', 'trondheim'] },
  { name: 'matrise-begge', roles: ['caseworker', 'administrator'], own: ['trondheim'], other: ['grunerlokka'],
    grants: [{ kommunenummer: '5001' }, { role: 'administrator', kommunenummer: '5001' }] },
  { name: 'matrise-sluttet', roles: ['grantless'], own: [], other: ['trondheim'], grants: [{ kommunenummer: '5001', to: '2025-12-31' }] },
];

// Registers and deletes what the others then meet: nobody of them gets a receipt of her own.
const MAKER = { name: 'matrise-lager', grants: [...['0301', '5001', '4601', '3203'].map((kommunenummer) => ({ kommunenummer })), { register: 'introduksjon', kommunenummer: '3201' }] };

async function csrfOf(cookies) {
  const { headers, bytes } = await send({ method: 'GET', path: cookies.okt ? '/min-bruker' : '/logg-inn', cookies });
  const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(bytes.toString('utf8'))?.[1];
  if (!csrf) throw new Error('a page shows no anti-forgery token');
  const visitor = /besok=([^;]+)/.exec((headers['set-cookie'] ?? []).join('\n'))?.[1];
  return { csrf, cookies: visitor ? { ...cookies, besok: visitor } : cookies };
}

async function sessionOf(name) {
  const { connection, token, who } = await login(name);
  return { connection, userId: String(who.user_id), ...(await csrfOf({ okt: token })) };
}

// One that is over, with the token its forms had.
async function endedSession(name) {
  const session = await sessionOf(name);
  await call(session.connection, 'session_end');
  return session;
}

export const freshSession = sessionOf;

export async function gather() {
  for (const { name, grants } of [MAKER, ...PEOPLE]) if (grants) await temporaryUser(name, grants);
  const people = [];
  for (const person of PEOPLE) {
    const isSomebody = person.name !== 'nobody';
    const session = isSomebody ? await sessionOf(person.name) : await csrfOf({});
    people.push({ ...person, session, ended: await endedSession(isSomebody ? person.name : 'trondheim') });
  }
  for (const person of people) person.foreign = people.find((other) => other.session.userId && other.name !== person.name).session.csrf;
  return { people, maker: await sessionOf(MAKER.name) };
}

export async function scatter() {
  for (const { name, grants } of [MAKER, ...PEOPLE]) if (grants) await removeUser(name);
  await closeAll();
}
