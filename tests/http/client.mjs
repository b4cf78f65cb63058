// A visitor: what a browser does without script. Keeps cookies, follows a redirect only when asked.
// Plain node:http, since fetch can neither choose its own address (the limits on guessing count by it) nor
// send methods like TRACE.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import http from 'node:http';
import { environment } from './environment.mjs';
import { Page } from './page.mjs';

const TIMEOUT_MS = 30_000;

export class Answer {
  constructor(response, bytes, path) {
    this.path = path;
    this.status = response.statusCode;
    this.headers = new Headers(Object.entries(response.headersDistinct).flatMap(([name, values]) => values.map((value) => [name, value])));
    this.bytes = bytes;
    this.cookies = response.headers['set-cookie'] ?? [];
  }

  get text() {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes);
  }

  get type() {
    return this.headers.get('content-type') ?? '';
  }

  get page() {
    this.parsed ??= new Page(this.text);
    return this.parsed;
  }

  // The redirect's path with query, without our own address before it.
  get location() {
    const given = this.headers.get('location');
    if (given === null) return null;
    const url = new URL(given, new URL(this.path, environment.BASE_URL));
    assert.equal(url.origin, new URL(environment.BASE_URL).origin, 'a redirect stays on the site');
    return url.pathname + url.search;
  }
}

// One of the computer's own 16 million addresses: a visitor from elsewhere.
export const elsewhere = () => `127.${randomInt(1, 255)}.${randomInt(0, 255)}.${randomInt(1, 255)}`;

export class Visitor {
  constructor({ base = environment.BASE_URL, from } = {}) {
    this.base = base;
    this.from = from;
    this.jar = new Map();
  }

  copy() {
    const other = new Visitor({ base: this.base, from: this.from });
    other.jar = new Map(this.jar);
    return other;
  }

  async request(method, path, { headers = {}, body } = {}) {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const { response, bytes } = await exchange(new URL(path, this.base), {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
      localAddress: this.from,
      agent: false,
      timeout: TIMEOUT_MS,
    }, body);
    const answer = new Answer(response, bytes, path);
    answer.cookies.forEach((line) => this.#keep(line));
    return answer;
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const gone = attributes.some((one) => /^max-age=(0|-\d+)$/i.test(one) ||
      (/^expires=/i.test(one) && Date.parse(one.slice(8)) < Date.now()));
    if (gone) this.jar.delete(name);
    else this.jar.set(name, pair.slice(at + 1));
  }

  get(path, options) {
    return this.request('GET', path, options);
  }

  // `fields`: a list of [name, value], or an object.
  post(path, fields, { headers = {} } = {}) {
    return this.request('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(Array.isArray(fields) ? fields : Object.entries(fields)).toString(),
    });
  }

  // `button`: attributes of the one pressed; without it, Enter.
  submit(form, path, button) {
    return this.post(form.action || path, form.sent(button));
  }

  // GETs where redirects lead.
  async follow(answer) {
    for (let hops = 0; answer.location !== null && answer.status >= 300 && answer.status < 400; hops += 1) {
      assert.ok(hops < 5, `endless redirects at ${answer.location}`);
      answer = await this.get(answer.location);
    }
    return answer;
  }

  async openPage(path) {
    const answer = await this.get(path);
    assert.equal(answer.status, 200, `GET ${path}`);
    return answer.page;
  }

  async tryLogin(brukernavn, passord) {
    const { page } = await this.get('/logg-inn');
    const form = page.form('form:has([name=passord])').setAll({ brukernavn, passord });
    return this.submit(form, '/logg-inn');
  }

  static async login(brukernavn, { password = environment.PASSWORD, ...options } = {}) {
    const visitor = new Visitor(options);
    const answer = await visitor.tryLogin(brukernavn, password);
    assert.equal(answer.status, 303, `login of ${brukernavn}`);
    return visitor;
  }
}

// Many visitors of one demo login share a session: a login costs an argon2 hash.
const sessions = new Map();
export async function as(brukernavn) {
  if (!sessions.has(brukernavn)) sessions.set(brukernavn, Visitor.login(brukernavn));
  return (await sessions.get(brukernavn)).copy();
}

function exchange(url, options, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, options, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ response, bytes: Buffer.concat(parts) }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`${options.method} ${url.pathname}: no answer in ${TIMEOUT_MS / 1000} s`)));
    request.on('error', reject);
    request.end(body);
  });
}
