// The stand-in of a municipal portal that people log in through: the certified OpenID provider `oidc-provider`, with fictional
// people to choose between instead of passwords. For ./dev run and the tests alone.
//   node kommuneportalen.mjs --port N --client ID --secret-file FILE --redirect ADDRESS --after-logout ADDRESS
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Provider from 'oidc-provider';

const { values: options } = parseArgs({
  options: Object.fromEntries(['port', 'client', 'secret-file', 'redirect', 'after-logout'].map((name) => [name, { type: 'string' }])),
});

// Subjects are `demo-` and a demo login's name; the last two have no access to the register, and one of them is about to be invited.
const PEOPLE = [
  ['demo-oslo', 'Ingrid Solvang'], ['demo-grunerlokka', 'Samira Holte'], ['demo-trondheim', 'Marit Nidarvoll'],
  ['demo-flere', 'Jonas Vestbygd'], ['demo-admin-oslo', 'Petra Lindholt'], ['demo-imdi', 'Håvard Granlie'],
  ['demo-systemeier', 'Sunniva Ekra'], ['demo-baerum', 'Eirin Skaugum'], ['demo-invitert', 'Nora Nybakk'], ['demo-uten-tilgang', 'Ola Utenfor'],
];

// A key of its own at each start: whoever knew the former one fetches this.
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(`http://127.0.0.1:${options.port}`, {
  clients: [{
    client_id: options.client,
    client_secret: readFileSync(options['secret-file'], 'utf8').trim(),
    redirect_uris: [options.redirect],
    post_logout_redirect_uris: [options['after-logout']],
    token_endpoint_auth_method: 'client_secret_basic',
  }],
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256' }] },
  pkce: { required: () => true },
  cookies: { keys: [options.client] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => { ctx.body = page('Logge ut av kommuneportalen?', `${form}<button autofocus form="op.logoutForm" name="logout" value="yes">Ja, logg ut</button>`); },
      postLogoutSuccessSource: (ctx) => { ctx.body = page('Du er logget ut av kommuneportalen', ''); },
    },
  },
  interactions: { url: (ctx, interaction) => `/velg/${interaction.uid}` },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  // Everybody has said yes to openid.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
  renderError: (ctx, out) => { ctx.body = page('Det gikk ikke', `<p>${escape(out.error)}: ${escape(out.error_description ?? '')}</p>`); },
  ttl: { Interaction: 3600, Session: 3600, Grant: 3600, IdToken: 300, AccessToken: 300, AuthorizationCode: 60 },
});

const escape = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const page = (title, body) => `<!DOCTYPE html><html lang="nb"><meta charset="utf-8"><title>${title}</title>
<body style="font: 18px sans-serif; max-width: 40em; margin: 3em auto"><h1>${title}</h1>${body}</body></html>`;

const chooser = () => page('Kommuneportalen (demo)', `<p>Hvem vil du være? Alle er oppdiktet.</p><form method="post">
${PEOPLE.map(([sub, name]) => `<p><button name="person" value="${sub}">${name}</button> ${sub}</p>`).join('\n')}
<p><button name="person" value="">Avbryt</button></p></form>`);

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString().slice(0, 4096));
}

async function choose(request, response) {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(chooser());
    return;
  }
  const accountId = (await body(request)).get('person');
  const result = accountId ? { login: { accountId } } : { error: 'access_denied' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith('/velg/')) answer(request, response);
  else choose(request, response).catch((error) => response.writeHead(400).end(`${error.message}\n`));
}).listen(Number(options.port), '127.0.0.1');
