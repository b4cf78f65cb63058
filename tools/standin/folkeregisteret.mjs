// Stand-in of Folkeregisteret: speaks its protocol on loopback, knows every synthetic number, and does wrong when told.
//   node folkeregisteret.mjs --port P --control C --token-file FILE
// Service: GET /v1/personer/{number}?part=… with a bearer token. Control, while it runs:
//   GET /         what was asked: {"requests", "numbers": {number: count}, "times": [milliseconds of the latest]}
//   POST /        {"number": "…" or "*", "kind": "…", …}: from now on that number, or every one, is answered so
//   DELETE /      all is well again, and the counts begin anew
// Kinds: delay (ms), hang, reset, absent, busy (retryAfter), denied, broken (status), garbage, html, truncated, huge,
// trickle (ms), redirect, somebody (number of another), protected (level), man, renumbered (to), named (fornavn,
// mellomnavn, etternavn), holding (element: versions), lacking (elements). `times`: only so many answers.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';

const options = {};
for (let at = 2; at < process.argv.length; at += 2) options[process.argv[at].replace(/^--/, '')] = process.argv[at + 1];
const token = readFileSync(options['token-file'], 'utf8').trim();
const DELAY_MS = 100;
const HUGE = 3 * 1024 * 1024;
const TIMES_KEPT = 5000;

let faults = new Map();
let asked = { requests: 0, numbers: {}, times: [] };

// Fictional people, the same for the same number.
const FIRST = ['Amina', 'Birgit', 'Chaltu', 'Dilan', 'Eydís', 'Fatuma', 'Gulnaz', 'Hodan', 'Ingvild', 'Jamila', 'Kadra',
  'Leyla', 'Mehwish', 'Nasrin', 'Oksana', 'Parwin', 'Rahel', 'Saliha', 'Tsehay', 'Zarmina'];
const MIDDLE = ['', '', '', 'Bakke', 'Noor', 'Løvdal', 'Sofie'];
const LAST = ['Abrehe', 'Bjørkmo', 'Celikdal', 'Dirirvik', 'Eriksbråten', 'Farahnes', 'Ghebreås', 'Hassanlid', 'Issehaug',
  'Jabrilstad', 'Karimøy', 'Lindåker', 'Mahmoudli', 'Nordzada', 'Omarvåg', 'Qadirsæter', 'Rashidmyr', 'Yusufgård'];
const COUNTRIES = ['SOM', 'SYR', 'ERI', 'AFG', 'IRQ', 'PAK', 'ETH', 'THA', 'VNM', 'PHL', 'IRN', 'TUR'];
const MARITAL = ['gift', 'ugift', 'skilt', 'separert', 'enkeEllerEnkemann'];

function drawFrom(number) {
  const bytes = createHash('sha256').update(number).digest();
  let at = 0;
  return (list) => list[bytes[at++] % list.length];
}

// Year of birth by the digits 7-9, as for numbers of today.
function yearOf(number) {
  const [two, three] = [Number(number.slice(4, 6)), Number(number.slice(6, 9))];
  if (three < 500 || (three >= 900 && two >= 40)) return 1900 + two;
  return two >= 40 ? 1800 + two : 2000 + two;
}

const version = (fields, more = {}) => ({ ajourholdstidspunkt: '2024-01-15T10:00:00.000+01:00', erGjeldende: true,
  kilde: 'KILDE_DSF', gyldighetstidspunkt: '2015-06-01T00:00:00+02:00', ...fields, ...more });

function personOf(number) {
  const draw = drawFrom(number);
  const year = yearOf(number);
  const came = Math.min(year + 18 + draw([0, 2, 5, 9, 13]), 2022);
  const middle = draw(MIDDLE);
  return {
    identifikasjonsnummer: [version({ status: 'iBruk', foedselsEllerDNummer: number,
      identifikatortype: number[0] > '3' ? 'dNummer' : 'foedselsnummer' })],
    navn: [version({ fornavn: draw(FIRST), ...(middle ? { mellomnavn: middle } : {}), etternavn: draw(LAST) })],
    foedsel: [version({ foedselsaar: String(year), foedeland: draw(COUNTRIES) })],
    kjoenn: [version({ kjoenn: 'kvinne' })],
    sivilstand: [version({ sivilstand: draw(MARITAL) })],
    opphold: [version({ oppholdstillatelse: draw(['permanent', 'midlertidig']), oppholdFra: `${came}-03-01` })],
    innflytting: [version({ fraflyttingsland: 'SWE' }, { gyldighetstidspunkt: `${came + 1}-05-01T00:00:00+02:00` }),
      version({ fraflyttingsland: draw(COUNTRIES) }, { erGjeldende: false, gyldighetstidspunkt: `${came}-02-03T00:00:00+01:00` })],
    adressebeskyttelse: [],
    bostedsadresse: [version({ adressegradering: 'ugradert', vegadresse: { kommunenummer: '9999' } })],
  };
}

// What the person's document says under a fault.
const CHANGES = {
  somebody: (person, { other }) => { person.identifikasjonsnummer[0].foedselsEllerDNummer = other; },
  protected: (person, { level = 'strengtFortrolig' }) => { person.adressebeskyttelse = [version({ graderingsnivaa: level })]; },
  man: (person) => { person.kjoenn = [version({ kjoenn: 'mann' })]; },
  renumbered: (person, { to }, number, parts) => {
    person.identifikasjonsnummer = [version({ status: 'iBruk', foedselsEllerDNummer: to, identifikatortype: 'foedselsnummer' })];
    if (parts.includes('historikk')) {
      person.identifikasjonsnummer.push(version({ status: 'opphoert', foedselsEllerDNummer: number }, { erGjeldende: false }));
    }
  },
  named: (person, { fornavn, mellomnavn, etternavn }) => { person.navn = [version({ fornavn, mellomnavn, etternavn })]; },
  holding: (person, { elements }) => Object.assign(person, elements),
  lacking: (person, { elements }) => { for (const element of elements) delete person[element]; },
};

const PARTS = ['navn', 'foedsel', 'kjoenn', 'sivilstand', 'opphold', 'innflytting', 'identifikasjonsnummer', 'adressebeskyttelse',
  'status', 'historikk', 'person-basis'];

function sendJson(response, status, value, headers = {}) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

const refusal = (kode, melding) => ({ kode: `FREG-${kode}`, melding });

function documentOf(number, parts, fault) {
  const person = personOf(number);
  CHANGES[fault.kind]?.(person, fault, number, parts);
  // Without history only what holds now is delivered.
  const versions = (value) => (parts.includes('historikk') || !Array.isArray(value) ? value : value.filter((one) => one?.erGjeldende !== false));
  return Object.fromEntries(parts.filter((part) => part in person).map((part) => [part, versions(person[part])]));
}

function trickle(response, body, ms) {
  response.writeHead(200, { 'content-type': 'application/json' });
  let at = 0;
  const timer = setInterval(() => {
    if (at >= body.length || response.destroyed) {
      clearInterval(timer);
      response.end();
    } else {
      response.write(body[at]);
      at += 1;
    }
  }, ms);
}

// Answers that are no person's document, by kind; true where one was given.
const WRONGS = {
  hang: () => {},
  reset: (response) => response.socket.destroy(),
  absent: (response) => sendJson(response, 404, refusal('004', 'Fant ikke personen')),
  busy: (response, { retryAfter = '1500' }) => sendJson(response, 429, refusal('429', 'For mange kall'), { 'retry-after': retryAfter }),
  denied: (response) => sendJson(response, 403, refusal('003', 'Ingen tilgang')),
  broken: (response, { status = 500 }) => sendJson(response, status, refusal('999', 'Intern feil')),
  garbage: (response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x22])); },
  html: (response, { status = 200 }) => { response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Sperret av brannmur</body></html>'); },
  huge: (response) => { response.writeHead(200, { 'content-type': 'application/json' }); response.write('{"navn":"'); response.end('x'.repeat(HUGE)); },
  redirect: (response) => response.writeHead(302, { location: `http://127.0.0.1:${options.control}/` }).end(),
  truncated: (response, fault, text) => { response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2)); },
  trickle: (response, { ms = 200 }, text) => trickle(response, text, ms),
};

function faultFor(number) {
  for (const key of [number, '*']) {
    const fault = faults.get(key);
    if (!fault) continue;
    if (fault.times !== undefined) {
      if (fault.times === 0) continue;
      fault.times -= 1;
    }
    return fault;
  }
  return { kind: 'none' };
}

function answerPerson(response, number, parts) {
  const fault = faultFor(number);
  const text = JSON.stringify(documentOf(number, parts, fault));
  setTimeout(() => {
    if (WRONGS[fault.kind]) WRONGS[fault.kind](response, fault, text);
    else sendJson(response, 200, JSON.parse(text));
  }, fault.kind === 'delay' ? fault.ms : DELAY_MS);
}

const service = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  const number = /^\/v1\/personer\/(\d{11})$/.exec(url.pathname)?.[1];
  const parts = url.searchParams.getAll('part');
  asked.requests += 1;
  asked.times = [...asked.times.slice(1 - TIMES_KEPT), Date.now()];
  if (request.headers.authorization !== `Bearer ${token}`) return sendJson(response, 401, refusal('001', 'Ugyldig token'));
  if (request.method !== 'GET' || !number) return sendJson(response, 404, refusal('002', 'Ukjent adresse'));
  if (parts.length === 0 || parts.some((part) => !PARTS.includes(part))) return sendJson(response, 400, refusal('005', 'Ukjent part'));
  asked.numbers[number] = (asked.numbers[number] ?? 0) + 1;
  return answerPerson(response, number, parts);
});

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const known = (kind) => kind === 'delay' || kind in WRONGS || kind in CHANGES;

const control = http.createServer(async (request, response) => {
  if (request.method === 'GET') return sendJson(response, 200, asked);
  if (request.method === 'DELETE') {
    faults = new Map();
    asked = { requests: 0, numbers: {}, times: [] };
    return sendJson(response, 200, {});
  }
  const fault = JSON.parse(await bodyOf(request));
  if (!known(fault.kind) || !/^(\d{11}|\*)$/.test(fault.number)) return sendJson(response, 400, { error: 'number or kind' });
  faults.set(fault.number, fault);
  return sendJson(response, 200, {});
});

service.keepAliveTimeout = 60_000;
service.listen(Number(options.port), '127.0.0.1', () => control.listen(Number(options.control), '127.0.0.1', () => console.log('ready')));
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => process.exit(0));
