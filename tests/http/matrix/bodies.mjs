// What a right form holds, for each route that writes, beside its token. `versjon` is what is stored when it is sent.
// `late`: sent after all others to the same participant. `apart`: in a session of its own, since it ends.
// `from`: as if from elsewhere, since it counts towards a limit.
import { someWoman } from '../women.mjs';
import { elsewhere } from '../client.mjs';
import { PLACES } from './people.mjs';

const answers = {
  'person-og-prosjekt': { oppstartsdato: '01.02.2024', finansieringstype: '1', reservasjon_deling: '1' },
  bakgrunn: { deltatt_intro: '2' },
  programinnhold: { utdanningsrettede_tiltak: '99' },
  avslutning: { fravar: '2' },
};
const place = (person) => PLACES[person.own[0] ?? 'trondheim'];

// What a right address needs behind it.
export const QUERIES = { 'GET /deltakere/kvittering/siste': '?siden=60', 'GET /introduksjon/kvittering/siste': '?siden=60' };

export const BODIES = {
  'POST /logg-inn': { fields: () => ({ brukernavn: 'matrise-ukjent', passord: 'feil' }), from: elsewhere },
  'POST /logg-inn/kode': { fields: () => ({ kode: '123456' }) },
  'POST /logg-inn/registrer': { fields: () => ({ kode: '123456' }) },
  'POST /min-bruker/faktor': { fields: () => ({ passord: '', hva: 'app' }) },
  'POST /logg-inn/glemt': { fields: () => ({ brukernavn: '' }) },
  'POST /logg-inn/nytt-passord/{token}': { fields: () => ({ passord: 'fire ord som passer' }) },
  'POST /min-bruker/passord': { fields: () => ({ passord: '', nytt_passord: '' }) },
  'POST /logg-ut': { apart: true, fields: () => ({}) },
  'POST /min-bruker': { fields: () => ({ okt: '1' }) },
  'POST /brukere/ny': { fields: () => ({ navn: '' }) },
  'POST /brukere/invitasjon/{id}': { fields: () => ({ gjor: 'send' }) },
  'POST /brukere/{id}': { fields: () => ({ navn: '' }) },
  'POST /brukere/{id}/ny-tilgang': { fields: () => ({ rolle: '' }) },
  'POST /brukere/{id}/tilgang/{nr}': { fields: () => ({ fra: 'ingen dato' }) },
  'POST /brukere/{id}/kodeapp': { fields: () => ({}) }, // asks whether she is sure
  'POST /brukere/{id}/avslutt/{nr}': { fields: () => ({}) }, // asks whether she is sure
  'POST /invitasjon/{token}': { fields: () => ({ brukernavn: 'matrise' }) },
  'POST /min-bruker/tilknytning': { fields: () => ({ leverandor: 'portal' }) },
  'POST /oidc/start': { fields: () => ({ leverandor: 'portal' }), from: elsewhere },
  'POST /deltakere/sok': { fields: () => ({ navn: 'matrise' }) },
  'POST /aktivitetslogg': { fields: () => ({ fodselsnummer: someWoman() }) },
  'POST /innsyn': { fields: () => ({ fodselsnummer: someWoman() }) },
  'POST /deltakere/slettede': { fields: () => ({ fodselsnummer: someWoman() }) },
  'POST /deltakere/{id}/gjenopprett': { fields: () => ({}) }, // asks whether she is sure
  'POST /deltakere/kvittering/{id}/stopp': { fields: () => ({}) },
  'POST /deltakere/ny': { fields: ({ person }) => ({ fodselsnummer: someWoman(), oppstartsdato: '01.02.2024', finansieringstype: '1', kommunenummer: place(person).kommunenummer, bydel: place(person).bydel }) },
  'POST /deltakere/{id}/{page}': { fields: ({ versjon, page }) => ({ versjon, ...answers[page] }) },
  'PATCH /deltakere/{id}/felt/{name}': { fields: ({ versjon }) => ({ versjon, basis: '', reservasjon_deling: '2' }) },
  'POST /deltakere/{id}/navn/hent': { fields: () => ({}) },
  'POST /deltakere/{id}/navn/bekreft': { fields: ({ versjon }) => ({ versjon, begrunnelse: 'Jeg kjenner henne fra før.' }) },
  'POST /deltakere/{id}/bekreft': { late: 1, fields: ({ versjon }) => ({ versjon, rapporteringsar: '2025' }) },
  'POST /deltakere/{id}/utskriv': { late: 2, fields: ({ versjon }) => ({ versjon }) },
  'POST /deltakere/{id}/slett': { late: 3, fields: ({ versjon }) => ({ versjon, bekreft: 'ja' }) },
  'POST /introduksjon/personer': { fields: () => ({ navn: 'matrise' }) },
  'POST /introduksjon/personer/{id}/gjenapne': { fields: () => ({ versjon: '1' }) }, // as she was before: told that she is not
  'POST /introduksjon/personer/{id}/{kind}/ny': { fields: () => ({ versjon: '1' }) },
  'POST /introduksjon/personer/{id}/{kind}/{rad}': { fields: () => ({ versjon: '1' }) },
  'POST /introduksjon/personer/{id}/{kind}/{rad}/slett': { fields: () => ({ versjon: '1' }) },
  'POST /introduksjon/rapporter/avsluttede': { fields: () => ({ navn: 'matrise' }) },
  'POST /introduksjon/kvittering/{id}/stopp': { fields: () => ({}) },
  'POST /rapportering': { fields: () => ({ ar: '2031', apner: 'ingen dato' }) },
};
