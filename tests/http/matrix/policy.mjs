// Who may do what at which address: requirement A1's table, written out for every row of the program's table of addresses.
// Written from the requirements, not from the program. A route without a row here fails, and so does a row without a route.
//
//   nobody      not logged in, or in a session that is over
//   grantless   logged in, with no grant that is in force
//   follower    a caseworker of the introduction programme
//   the rest    A1's roles in Jobbsjansen, IMDi and the system owner in both registers; who has several may what any of them may
//
//   login    is sent to log in (a PATCH is told 401)                        yes   gets the answer
//   absent   is told what anybody is told of an address that is not there    own   where the address names what her grants cover,
//                                                                                  else as absent
//                                                                            all   whatever it names, if it exists
//
// The answer: the status of a good request to one who may; several that may be, or one by state: open=..,discharged=..
const TEXT = `
method pattern                                    nobody grantless caseworker follower administrator imdi   owner  answer
GET    /                                          yes    yes       yes        yes      yes           yes    yes    200|302|303
GET    /helse                                     yes    yes       yes        yes      yes           yes    yes    200
GET    /klar                                      yes    yes       yes        yes      yes           yes    yes    200
GET    /logg-inn                                  yes    yes       yes        yes      yes           yes    yes    200|303
POST   /logg-inn                                  yes    yes       yes        yes      yes           yes    yes    422
GET    /logg-inn/kode                             login  yes       yes        yes      yes           yes    yes    303
POST   /logg-inn/kode                             login  yes       yes        yes      yes           yes    yes    422
GET    /logg-inn/registrer                        login  yes       yes        yes      yes           yes    yes    303
POST   /logg-inn/registrer                        login  yes       yes        yes      yes           yes    yes    422
GET    /logg-inn/glemt                            yes    yes       yes        yes      yes           yes    yes    200
POST   /logg-inn/glemt                            yes    yes       yes        yes      yes           yes    yes    422
GET    /logg-inn/nytt-passord/{token}             yes    yes       yes        yes      yes           yes    yes    404
POST   /logg-inn/nytt-passord/{token}             yes    yes       yes        yes      yes           yes    yes    404
POST   /logg-ut                                   login  yes       yes        yes      yes           yes    yes    303
GET    /min-bruker                                login  yes       yes        yes      yes           yes    yes    200
POST   /min-bruker                                login  yes       yes        yes      yes           yes    yes    303
GET    /min-bruker/faktor                         login  yes       yes        yes      yes           yes    yes    200
POST   /min-bruker/faktor                         login  yes       yes        yes      yes           yes    yes    422
GET    /min-bruker/passord                        login  yes       yes        yes      yes           yes    yes    200
POST   /min-bruker/passord                        login  yes       yes        yes      yes           yes    yes    422
GET    /min-bruker/okt.json                       login  yes       yes        yes      yes           yes    yes    200
GET    /brukere                                   login  absent    absent     absent   yes           yes    yes    200
GET    /brukere/ny                                login  absent    absent     absent   yes           absent yes    200
POST   /brukere/ny                                login  absent    absent     absent   yes           absent yes    422
POST   /brukere/invitasjon/{id}                   login  absent    absent     absent   own           absent all    303
GET    /brukere/{id}                              login  absent    absent     absent   own           absent all    200
POST   /brukere/{id}                              login  absent    absent     absent   own           absent all    422
GET    /brukere/{id}/ny-tilgang                   login  absent    absent     absent   own           absent all    200
POST   /brukere/{id}/ny-tilgang                   login  absent    absent     absent   own           absent all    422
GET    /brukere/{id}/tilgang/{nr}                 login  absent    absent     absent   own           absent all    200
POST   /brukere/{id}/tilgang/{nr}                 login  absent    absent     absent   own           absent all    422
GET    /brukere/{id}/kodeapp                      login  absent    absent     absent   own           absent all    200
POST   /brukere/{id}/kodeapp                      login  absent    absent     absent   own           absent all    200
GET    /brukere/{id}/avslutt/{nr}                 login  absent    absent     absent   own           absent all    200
POST   /brukere/{id}/avslutt/{nr}                 login  absent    absent     absent   own           absent all    200
GET    /invitasjon/{token}                        yes    yes       yes        yes      yes           yes    yes    404
POST   /invitasjon/{token}                        yes    yes       yes        yes      yes           yes    yes    404
POST   /min-bruker/tilknytning                    login  yes       yes        yes      yes           yes    yes    303
GET    /oidc/start                                yes    yes       yes        yes      yes           yes    yes    404
POST   /oidc/start                                login  yes       yes        yes      yes           yes    yes    200
GET    /oidc/svar                                 yes    yes       yes        yes      yes           yes    yes    422
GET    /hjelp                                     yes    yes       yes        yes      yes           yes    yes    200
GET    /hjelp/{emne}                              yes    yes       yes        yes      yes           yes    yes    200
GET    /tilgjengelighet                           yes    yes       yes        yes      yes           yes    yes    200
GET    /kodebok                                   login  yes       yes        yes      yes           yes    yes    200
GET    /kodebok.csv                               login  yes       yes        yes      yes           yes    yes    200
GET    /kodebok.json                              login  yes       yes        yes      yes           yes    yes    200
GET    /aktivitetslogg                            login  absent    absent     absent   absent        absent yes    200
POST   /aktivitetslogg                            login  absent    absent     absent   absent        absent yes    303
GET    /aktivitetslogg.csv                        login  absent    absent     absent   absent        absent yes    200
GET    /kvalitet                                  login  absent    yes        absent   yes           yes    yes    200
GET    /deltakere                                 login  absent    yes        absent   absent        yes    yes    200
GET    /deltakere/sok                             login  absent    yes        absent   absent        yes    yes    200
POST   /deltakere/sok                             login  absent    yes        absent   absent        yes    yes    303
GET    /deltakere/oversikt.csv                    login  absent    yes        absent   absent        yes    yes    200
GET    /deltakere/oversikt.xlsx                   login  absent    yes        absent   absent        yes    yes    200
GET    /deltakere/datasett.csv                    login  absent    yes        absent   absent        yes    yes    200
GET    /deltakere/datasett.xlsx                   login  absent    yes        absent   absent        yes    yes    200
GET    /deltakere/prover.csv                      login  absent    yes        absent   absent        yes    yes    200
GET    /deltakere/kvittering                      login  absent    yes        absent   absent        yes    yes    200
GET    /deltakere/kvittering/siste                login  absent    yes        absent   absent        yes    yes    200
POST   /deltakere/kvittering/{id}/stopp           login  absent    own        absent   absent        own    all    303
GET    /deltakere/kvittering/{id}                 login  absent    own        absent   absent        own    all    200
GET    /deltakere/slettede                        login  absent    absent     absent   absent        absent yes    200
POST   /deltakere/slettede                        login  absent    absent     absent   absent        absent yes    303
GET    /deltakere/ny                              login  absent    yes        absent   absent        absent absent 200
POST   /deltakere/ny                              login  absent    yes        absent   absent        absent absent 303
GET    /deltakere/{id}/registrerte-data           login  absent    own        absent   absent        all    all    200
GET    /deltakere/{id}/bekreft                    login  absent    own        absent   absent        all    all    303
POST   /deltakere/{id}/bekreft                    login  absent    own        absent   absent        absent absent 422
GET    /deltakere/{id}/utskriv                    login  absent    own        absent   absent        absent absent open=200,discharged=303
POST   /deltakere/{id}/utskriv                    login  absent    own        absent   absent        absent absent open=422,discharged=303
GET    /deltakere/{id}/slett                      login  absent    own        absent   absent        absent absent 200
POST   /deltakere/{id}/slett                      login  absent    own        absent   absent        absent absent 200
GET    /deltakere/{id}/gjenopprett                login  absent    absent     absent   absent        absent all    200
POST   /deltakere/{id}/gjenopprett                login  absent    absent     absent   absent        absent all    200
GET    /deltakere/{id}/navn                       login  absent    own        absent   absent        absent absent 200
POST   /deltakere/{id}/navn/hent                  login  absent    own        absent   absent        absent absent 303
GET    /deltakere/{id}/navn/bekreft               login  absent    own        absent   absent        absent absent 200|303
POST   /deltakere/{id}/navn/bekreft               login  absent    own        absent   absent        absent absent 303
PATCH  /deltakere/{id}/felt/{name}                login  absent    own        absent   absent        absent absent 200
GET    /deltakere/{id}/{page}                     login  absent    own        absent   absent        all    all    200
POST   /deltakere/{id}/{page}                     login  absent    own        absent   absent        absent absent 303
GET    /innsyn                                    login  absent    absent     absent   absent        absent yes    200
POST   /innsyn                                    login  absent    absent     absent   absent        absent yes    303
GET    /innsyn/{id}                               login  absent    absent     absent   absent        absent own    200
GET    /innsyn/{id}/opplysninger.csv              login  absent    absent     absent   absent        absent own    200
GET    /innsyn/{id}/hendelser.csv                 login  absent    absent     absent   absent        absent own    200
GET    /rapportering                              login  absent    yes        absent   yes           yes    yes    200
POST   /rapportering                              login  absent    absent     absent   absent        yes    yes    422
GET    /introduksjon/personer                     login  absent    absent     yes      absent        yes    yes    200
POST   /introduksjon/personer                     login  absent    absent     yes      absent        yes    yes    303
GET    /introduksjon/personer/{id}                login  absent    absent     own      absent        all    all    200
GET    /introduksjon/personer/{id}/gjenapne       login  absent    absent     own      absent        absent absent 200
POST   /introduksjon/personer/{id}/gjenapne       login  absent    absent     own      absent        absent absent 409
GET    /introduksjon/personer/{id}/{kind}/ny      login  absent    absent     own      absent        absent absent 200
POST   /introduksjon/personer/{id}/{kind}/ny      login  absent    absent     own      absent        absent absent 422
GET    /introduksjon/personer/{id}/{kind}/{rad}   login  absent    absent     own      absent        all    all    200
POST   /introduksjon/personer/{id}/{kind}/{rad}   login  absent    absent     own      absent        absent absent 422
GET    /introduksjon/personer/{id}/{kind}/{rad}/slett login  absent    absent     own      absent        absent absent 200
POST   /introduksjon/personer/{id}/{kind}/{rad}/slett login  absent    absent     own      absent        absent absent 409
GET    /introduksjon                              login  absent    absent     yes      absent        yes    yes    200
GET    /introduksjon/kommuner                     login  absent    absent     yes      absent        yes    yes    200
GET    /introduksjon/rapporter/avsluttede         login  absent    absent     yes      absent        yes    yes    200
POST   /introduksjon/rapporter/avsluttede         login  absent    absent     yes      absent        yes    yes    303
GET    /introduksjon/rapporter/avsluttede.csv     login  absent    absent     yes      absent        yes    yes    200
GET    /introduksjon/kvittering                   login  absent    absent     yes      absent        yes    yes    200
GET    /introduksjon/kvittering/siste             login  absent    absent     yes      absent        yes    yes    200
POST   /introduksjon/kvittering/{id}/stopp        login  absent    absent     own      absent        own    all    303
GET    /introduksjon/kvittering/{id}              login  absent    absent     own      absent        own    all    200
`;

export const ROLES = ['nobody', 'grantless', 'caseworker', 'follower', 'administrator', 'imdi', 'owner'];
export const WORDS = ['login', 'absent', 'own', 'all', 'yes']; // the later, the more it lets

// '200|303' or 'open=200,discharged=303' as the statuses there may be in a state.
function answerOf(text, where) {
  const states = new Map(text.split(',').map((part) => (part.includes('=') ? part.split('=') : ['', part])));
  for (const statuses of states.values()) if (!/^\d{3}(\|\d{3})*$/.test(statuses)) throw new Error(`policy: ${where}: no answer "${text}"`);
  return (state) => (states.get(state) ?? states.get('') ?? '').split('|').filter(Boolean).map(Number);
}

export function readPolicy(text) {
  const [head, ...lines] = text.trim().split('\n').map((line) => line.trim().split(/\s+/));
  if (head.slice(2, -1).join() !== ROLES.join()) throw new Error('policy: the columns are not the roles');
  const rows = new Map();
  for (const line of lines) {
    const [method, pattern, ...rest] = line;
    const where = `${method} ${pattern}`;
    if (line.length !== head.length) throw new Error(`policy: ${where}: ${line.length} columns, not ${head.length}`);
    if (rows.has(where)) throw new Error(`policy: ${where} stands there twice`);
    const words = rest.slice(0, -1);
    for (const word of words) if (!WORDS.includes(word)) throw new Error(`policy: ${where}: there is no "${word}"`);
    rows.set(where, { words: Object.fromEntries(ROLES.map((role, at) => [role, words[at]])), answer: answerOf(rest.at(-1), where) });
  }
  return rows;
}

export const policy = readPolicy(TEXT);

// What one list has that the other lacks: nothing, where every route has its row.
export function unmatched(rows, routes) {
  const known = new Set(routes.map(({ method, pattern }) => `${method} ${pattern}`));
  return [...[...known].filter((route) => !rows.has(route)).map((route) => `${route} has no row in tests/http/matrix/policy.mjs`),
    ...[...rows.keys()].filter((row) => !known.has(row)).map((row) => `policy.mjs: ${row} is no route`)];
}
