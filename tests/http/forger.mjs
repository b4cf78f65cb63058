// An OpenID provider that does wrong on request: for what a certified one never would. Small on purpose; not a provider to
// learn from.
import { createHash, createHmac, createPublicKey, generateKeyPairSync, randomBytes, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const text = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

export class Forger {
  static async start(port = 0) {
    const forger = new Forger();
    forger.server = createServer((request, response) => {
      forger.#answer(request, response).catch((error) => response.destroy(error));
    }).listen(port, '127.0.0.1');
    await once(forger.server, 'listening');
    forger.port = forger.server.address().port;
    forger.issuer = `http://127.0.0.1:${forger.port}`;
    forger.codes = new Map();
    forger.rotate('k1');
    forger.honest();
    return forger;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  // From now on everything is as it should be.
  honest() {
    this.claims = {};          // laid over the ID token's
    this.seal = null;          // (header, payload) => token, in place of a good signature
    this.reply = {};           // by path: (request, response) => done, in place of our own
    this.metadata = {};        // laid over what we say of ourselves
    this.asked = {};           // by path: how often
    this.tokenRequests = [];   // form and Authorization header of each exchange
  }

  // A new key alone is published, under this name.
  rotate(kid) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.key = privateKey;
    this.kid = kid;
    this.keys = [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }];
  }

  // What the browser would be sent back with, by a person who says who she is: the question is the site's own address.
  comeBack(address, subject, { code = randomBytes(16).toString('hex') } = {}) {
    const question = new URL(address).searchParams;
    this.codes.set(code, { subject, nonce: question.get('nonce'), challenge: question.get('code_challenge'),
      redirect: question.get('redirect_uri'), client: question.get('client_id') });
    const back = new URL(question.get('redirect_uri'));
    for (const [name, value] of Object.entries({ code, state: question.get('state') })) back.searchParams.set(name, value);
    return back;
  }

  sign(header, payload, key = this.key) {
    const input = `${text(header)}.${text(payload)}`;
    return `${input}.${signBytes('sha256', Buffer.from(input), key).toString('base64url')}`;
  }

  // As an attacker signs who takes the published key for a shared secret.
  hmac(header, payload, secret) {
    const input = `${text(header)}.${text(payload)}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  }

  unsigned(header, payload) {
    return `${text(header)}.${text(payload)}.`;
  }

  // Was this assertion signed by the key whose public part is given?
  assertionBy(token, publicKey) {
    const [header, payload, signature] = token.split('.');
    const good = verifyBytes('sha256', Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url'));
    return good ? JSON.parse(Buffer.from(payload, 'base64url')) : null;
  }

  #describe() {
    return { issuer: this.issuer, authorization_endpoint: `${this.issuer}/auth`, token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`, response_types_supported: ['code'], code_challenge_methods_supported: ['S256'], ...this.metadata };
  }

  #exchange(form) {
    const login = this.codes.get(form.get('code'));
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (!login || challenge !== login.challenge || form.get('redirect_uri') !== login.redirect) return [400, { error: 'invalid_grant' }];
    this.codes.delete(form.get('code'));
    const payload = { iss: this.issuer, sub: login.subject, aud: login.client, nonce: login.nonce, iat: now(), exp: now() + 60,
      acr: 'idporten-loa-substantial', ...this.claims };
    const header = { alg: 'RS256', kid: this.kid };
    return [200, { access_token: 'x', token_type: 'Bearer', id_token: this.seal ? this.seal(header, payload) : this.sign(header, payload) }];
  }

  async #answer(request, response) {
    const path = request.url.split('?')[0];
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = new URLSearchParams(Buffer.concat(parts).toString());
    this.asked[path] = (this.asked[path] ?? 0) + 1;
    if (path === '/token') this.tokenRequests.push({ form: body, authorization: request.headers.authorization });
    if (this.reply[path]) return this.reply[path](request, response);
    const send = (status, document) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
    if (path === '/.well-known/openid-configuration') return send(200, this.#describe());
    if (path === '/jwks') return send(200, { keys: this.keys });
    if (path === '/token') return send(...this.#exchange(body));
    return send(404, {});
  }
}

// Wrong ways to answer, for `reply`.
export const hang = () => new Promise(() => {});
export const drip = async (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  while (!response.destroyed) { response.write(' '); await sleep(200); }
};
export const status = (code) => (request, response) => response.writeHead(code).end('<h1>no</h1>');
export const garbage = (bytes) => (request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(bytes);
export const huge = (request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`{"x":"${'x'.repeat(2 * 1024 * 1024)}"}`);
export const elsewhere = (address) => (request, response) => response.writeHead(302, { location: address }).end();
export const cut = (request, response) => { response.writeHead(200, { 'content-length': 1000 }); response.write('{'); response.destroy(); };
