// What an address can name: for each kind, things of each state that a person's grants cover or do not, and one that never was.
// A new {placeholder} gets its kind here: KINDS tells it by the pattern, TARGETS makes the things.
import { randomBytes, randomUUID } from 'node:crypto';
import { admin, call, DB, first } from '../../sql/database.mjs';
import { create, discharge, gate, newId, remove, save } from '../../sql/participant.mjs';
import { invite, newEmail, removeInvitations } from '../../sql/people.mjs';
import { login, removeUser, temporaryUser } from '../../sql/session.mjs';
import { letters, makePerson, removePersons } from '../introduksjon.mjs';
import { FOLLOWED, PLACES } from './people.mjs';

// An id as addresses write it: sixteen of these for its half bytes.
const LETTERS = 'bcdfghjkmnpqrstv';
const written = (id) => BigInt(id).toString(16).padStart(16, '0').replace(/./g, (digit) => LETTERS[parseInt(digit, 16)]);

// Placeholders that name nobody: each way they are filled in.
export const PLAIN = {
  '{emne}': ['innlogging'],
  '{name}': ['reservasjon_deling'],
  '{token}': ['x'.repeat(43)],
  '{kind}': ['vedtak'],
  '{page}': ['person-og-prosjekt', 'bakgrunn', 'programinnhold', 'avslutning'],
};

const KINDS = [
  [/^\/brukere\/invitasjon\/\{id\}/, 'invitation'],
  [/^\/brukere\/\{id\}/, 'user'],
  [/^\/innsyn\/\{id\}/, 'report'],
  [/^\/deltakere\/kvittering\/\{id\}/, 'receipt'],
  [/^\/introduksjon\/kvittering\/\{id\}/, 'reportReceipt'],
  [/^\/deltakere\/\{id\}\/gjenopprett/, 'deleted'],
  [/^\/deltakere\/\{id\}/, 'participant'],
  [/^\/introduksjon\/personer\/\{id\}/, 'followed'],
];

export function kindOf(pattern) {
  const kind = KINDS.find(([shape]) => shape.test(pattern))?.[1] ?? 'none';
  const left = (pattern.match(/\{\w+\}/g) ?? []).filter((name) => !PLAIN[name] && !(name === '{id}' && kind !== 'none') && !(name === '{nr}' && kind === 'user') && !(name === '{rad}' && kind === 'followed'));
  if (left.length > 0) throw new Error(`${pattern}: tests/http/matrix/targets.mjs does not say what ${left} stands for`);
  return kind;
}

const fits = (answer, outcome) => {
  if (answer.outcome !== outcome) throw new Error(`a participant for the matrix: ${answer.outcome}, not ${outcome}`);
  return answer.row_version;
};

async function participant({ connection }, place, state) {
  const id = newId();
  let version = fits(await create(connection, gate({ ...PLACES[place], navn: 'Matrise Prøvesen' }), { id }), 'created');
  if (state === 'discharged') {
    version = fits(await save(connection, id, version, { avslutningsdato: '2024-06-01' }), 'saved');
    fits(await discharge(connection, id, version), 'saved');
  }
  if (state === 'deleted') fits(first(await remove(connection, id, version)), 'saved');
  return { id, value: written(id), state };
}

async function participants(person, maker) {
  const made = [];
  for (const [whose, places] of [['own', person.own], ['other', person.other]]) {
    for (const place of places) {
      for (const state of ['open', 'discharged', 'deleted']) {
        made.push({ ...await participant(maker, place, state), label: `${whose} ${place} ${state}`, own: whose === 'own', exists: state !== 'deleted' });
      }
    }
  }
  return [...made, { label: 'never was', value: written(newId()), own: false, exists: false, never: true }];
}

// To be put back: who was deleted is there, and who was not is not.
async function deleted(person, maker) {
  const made = [];
  for (const state of ['open', 'deleted']) {
    made.push({ ...await participant(maker, person.other[0], state), label: `${person.other[0]} ${state}`, own: false, exists: state === 'deleted' });
  }
  return [...made, { label: 'never was', value: written(newId()), own: false, exists: false, never: true }];
}

const receiptOf = async (connection, what) => first(await call(connection, 'download_begin', what, '/adressen.csv', 'Alle', null,
  'fil.csv', '1.0', 'ab'.repeat(32))).reference;

// `what` was downloaded by these roles.
const receiptsOf = (what, roles) => async (person, maker) => [
  ...(person.roles.some((role) => roles.includes(role)) ? [{ label: 'her own', value: await receiptOf(person.session.connection, what), own: true, exists: true }] : []),
  { label: 'somebody else\'s', value: await receiptOf(maker.connection, what), own: false, exists: true },
  { label: 'never was', value: randomBytes(16).toString('hex'), own: false, exists: false, never: true },
];

// A search of her own for one person, which a report is made from; the maker's serves nobody else.
async function reports(person, maker) {
  const kept = async ({ connection }) => {
    const reference = randomBytes(32).toString('base64url');
    await call(connection, 'person_search_keep', reference, '', '', '', randomUUID());
    return reference;
  };
  const maySearch = person.roles.some((role) => ['caseworker', 'imdi', 'owner'].includes(role));
  return [
    ...(maySearch ? [{ label: 'her own', value: await kept(person.session), own: true, exists: true }] : []),
    { label: 'somebody else\'s', value: await kept(maker), own: false, exists: true },
    { label: 'never was', value: randomBytes(32).toString('base64url'), own: false, exists: false, never: true },
  ];
}

// People with a grant in a place, and people invited there; the same for everybody who asks.
const perPlace = (make) => {
  const made = new Map();
  return async (person) => {
    const targets = [];
    for (const [whose, places] of [['own', person.own], ['other', person.other]]) {
      for (const place of places) {
        if (!made.has(place)) made.set(place, await make(place));
        targets.push({ ...made.get(place), label: `${whose} ${place}`, own: whose === 'own', exists: true });
      }
    }
    return [...targets, { label: 'never was', value: written(newId()), number: '1', own: false, exists: false, never: true }];
  };
};
const userIn = (place) => `matrise-bruker-${place}`;
const users = perPlace(async (place) => {
  await temporaryUser(userIn(place), [PLACES[place]]);
  const [row] = await admin.query(`SELECT u.public_id, g.grant_id FROM ${DB}.user u JOIN ${DB}.user_grant g ON g.user_id = u.user_id WHERE u.brukernavn = ?`, [userIn(place)]);
  return { value: written(row.public_id), number: String(row.grant_id) };
});
const invitations = perPlace(async (place) => {
  const { connection } = await login('systemeier');
  const { public_id: id } = await invite(connection, { ...PLACES[place], email: newEmail() });
  return { value: written(id) };
});

// Persons of the introduction programme, with a decision each.
async function followed(person) {
  const made = [];
  for (const place of FOLLOWED) {
    const [kommunenummer, bydel = ''] = place.split(' ');
    const { id, part } = await makePerson({ name: 'Matrise Prøvesen', kommunenummer, bydel });
    const [decision] = await admin.query(`SELECT row_id FROM ${DB}.intro_decision WHERE participant_id = ?`, [id]);
    made.push({ id, value: part, row: letters(decision.row_id), label: place, own: (person.follows ?? []).includes(place), exists: true });
  }
  return [...made, { label: 'never was', value: letters(newId()), row: letters(newId()), own: false, exists: false, never: true }];
}

export async function removeTargets() {
  for (const place of Object.keys(PLACES)) await removeUser(userIn(place));
  await removeInvitations();
  await removePersons();
}

const TARGETS = { user: users, invitation: invitations, participant: participants, deleted, report: reports, receipt: receiptsOf('oversikt.csv', ['caseworker', 'imdi', 'owner']),
  reportReceipt: receiptsOf('introduksjon/avsluttede.csv', ['follower', 'imdi', 'owner']), followed, none: async () => [{ label: '', value: '\0', own: false, exists: true }] };

export async function targetsOf(person, maker) {
  const made = {};
  for (const [kind, make] of Object.entries(TARGETS)) made[kind] = await make(person, maker);
  return made;
}
