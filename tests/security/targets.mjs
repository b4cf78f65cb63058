// What sqlmap is pointed at: every parameter of the overview (requirement I5), every other that an address takes, and every form of the
// matrix of access, as somebody who may send it. A new route's form is among them by itself.
import { BODIES } from '../http/matrix/bodies.mjs';
import { addressOf, expected } from '../http/matrix/cells.mjs';
import { kindOf, PLAIN } from '../http/matrix/targets.mjs';

const OVERVIEW = {
  kommune: '5001', bydel: '030102', finansiering: '1', status: 'endret', registrert_av: 'k', rapporteringsar: '2025', bekreftet: 'nei',
  deltok_fra: '2023-01-01', deltok_til: '2026-01-01', oppstart_fra: '2023-01-01', oppstart_til: '2026-01-01', avsluttet_fra: '2023-01-01',
  avsluttet_til: '2026-01-01', sorter: 'navn', antall: '25', side: '1', sok: 'A'.repeat(43),
};
const PERSONS = { kommune: '3201', bydel: '030102', kategori: '1', status: 'i-program', sorter: 'navn', antall: '25', side: '1', sok: 'A'.repeat(43) };
const REPORT = { lov: 'integreringsloven', fylke: '32', avslutningsar: '2025', registrert_av: 'regelmotor', sorter: 'navn' };
const GETS = [
  ...Object.entries(OVERVIEW).map(([name, value]) => ({ who: name === 'bydel' ? 'oslo' : 'trondheim', path: '/deltakere', fields: { [name]: value } })),
  { who: 'trondheim', path: '/deltakere/datasett.csv', fields: { registrert_av: 'qq', verdier: 'koder', profil: 'ren' } },
  { who: 'trondheim', path: '/deltakere/kvittering/siste', fields: { siden: '60', av: '3' } },
  { who: 'trondheim', path: '/deltakere/{id}/bekreft', fields: { ar: '2025', versjon: '1' } },
  ...Object.entries(PERSONS).map(([name, value]) => ({ who: 'baerum', path: '/introduksjon/personer', fields: { [name]: value } })),
  ...Object.entries(REPORT).map(([name, value]) => ({ who: 'baerum', path: '/introduksjon/rapporter/avsluttede', fields: { [name]: value } })),
  { who: 'imdi', path: '/rapportering', fields: { ar: '2025' } },
  { who: 'imdi', path: '/kodebok', fields: { sok: 'norsk' } },
  { who: 'nobody', path: '/logg-inn', fields: { til: '/deltakere' } },
];
// What the forms of the introduction programme hold beside what the matrix posts.
const DECISION = { vedtakstype: '2', vedtaksresultat: '1', vedtaksdato: '01.02.2025', nokkel: 'n'.repeat(32) };
const MORE = {
  'POST /introduksjon/personer/{id}/gjenapne': { gjennomforingsfrist: '01.02.2030', begrunnelse: 'En grunn', nokkel: 'n'.repeat(32) },
  'POST /introduksjon/personer/{id}/{kind}/ny': DECISION,
  'POST /introduksjon/personer/{id}/{kind}/{rad}': DECISION,
  'POST /introduksjon/personer/{id}/{kind}/{rad}/slett': { nokkel: 'n'.repeat(32) },
};
const OF_KIND = { sluttmal: { sluttmal: '2', sluttmal_dato: '01.02.2025' }, avslutning: { avslutningsdato: '01.02.2025', avslutningsarsak: '1', timer_per_uke: '37,5' } };
const WHO = ['trondheim', 'baerum', 'admin-oslo', 'systemeier', 'imdi', 'nobody'];
// Plain runs have time for what people type as text, where a statement meets it.
const SHORT = { registrert_av: /^GET \/deltakere /, navn: /^POST \/(deltakere\/sok|introduksjon\/personer) /, brukernavn: /^POST \/logg-inn / };

function forms(routes, policy, people) {
  return routes.filter(({ writes }) => writes).map(({ method, pattern }) => {
    const shape = Object.entries(PLAIN).reduce((path, [name, [value]]) => path.replace(name, value), pattern);
    for (const name of WHO) {
      const person = people.find((one) => one.name === name);
      for (const target of person.targets[kindOf(pattern)]) {
        const cell = { person, pattern, target, path: addressOf(shape, target), method, token: 'good' };
        if (expected(routes, policy, cell).as !== 'allowed') continue;
        const body = BODIES[`${method} ${pattern}`];
        const page = Object.entries(PLAIN).find(([one]) => pattern.includes(one))?.[1][0];
        return { method, who: name, path: cell.path, apart: body.apart, late: body.late ?? 0, fields: { ...body.fields({ person, target, versjon: 1, page }), ...MORE[`${method} ${pattern}`] } };
      }
    }
    throw new Error(`nobody may ${method} ${pattern}`);
  }).filter(({ fields, apart }) => !apart && Object.keys(fields).length > 0);
}

// A password is hashed before anything else sees it, and the limits on guessing would stop the rest. `versjon` is read as a number by
// one function, whichever form it is in.
const OF_FORMS_ELSEWHERE = /passord|^versjon$/;
const isTried = ({ method, fields }, name) => method === 'GET' || !OF_FORMS_ELSEWHERE.test(name) || Object.keys(fields).join() === 'versjon';
const named = (one) => ({ late: 0, ...one, parameters: Object.keys(one.fields).filter((name) => isTried(one, name)), name: `${one.method} ${one.path} ${Object.keys(one.fields).join(', ')}` });

// The form of one kind of row stands for those of the others, with their own fields.
const ofKinds = (one) => (one.path.endsWith('/vedtak/ny')
  ? [one, ...Object.entries(OF_KIND).map(([kind, fields]) => ({ ...one, path: one.path.replace('/vedtak/', `/${kind}/`), fields: { versjon: 1, ...fields } }))] : [one]);

export function everyTarget(routes, policy, people) {
  const her = people.find(({ name }) => name === 'trondheim').targets.participant[0].value;
  return [...GETS.map((one) => ({ ...one, method: 'GET', path: one.path.replace('{id}', her) })), ...forms(routes, policy, people).flatMap(ofKinds)].map(named).filter(({ parameters }) => parameters.length > 0);
}

export const shortTargets = (targets) => Object.entries(SHORT).flatMap(([parameter, shape]) => targets
  .filter(({ name, fields }) => shape.test(name) && parameter in fields).map((one) => ({ ...one, parameters: [parameter] })));
