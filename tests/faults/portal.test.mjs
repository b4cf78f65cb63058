// Below a path of a municipal portal, behind its proxy (requirement X2b): an installation of its own under
// /tjenester/jobbsjansen, and a proxy in front that speaks TLS with the browser as far as anybody is told.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Visitor } from '../http/client.mjs';
import { Installation } from '../http/installation.mjs';
import { fillGate } from '../http/participant.mjs';
import { beAtPortal, leadsTo, settle } from '../http/portal.mjs';

const BASE = '/tjenester/jobbsjansen';
const TRUSTED = '127.0.0.2';
let own;
let proxy;
let outside;

// What the portal's proxy does: takes its own path alone, and says who asks and how. `from`: the address it connects with.
class Proxy {
  static async start(port, { from = TRUSTED } = {}) {
    const self = new Proxy();
    self.asked = [];
    self.server = http.createServer((request, response) => {
      self.asked.push(request.url);
      if (!request.url.startsWith(BASE)) {
        response.writeHead(404).end('the portal\'s own');
        return;
      }
      const onward = http.request({ host: '127.0.0.1', port, path: request.url, method: request.method, localAddress: from,
        headers: { ...request.headers, 'x-forwarded-for': self.client, 'x-forwarded-proto': 'https' } }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    }).listen(0, '127.0.0.1');
    self.client = `198.51.100.${randomInt(1, 255)}`;
    await once(self.server, 'listening');
    self.base = `http://127.0.0.1:${self.server.address().port}`;
    return self;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

before(async () => {
  own = await Installation.start(['--base', BASE]);
  proxy = await Proxy.start(own.port);
  outside = await Proxy.start(own.port, { from: '127.0.0.3' });
});
after(() => {
  proxy?.stop();
  outside?.stop();
  own?.remove();
});

async function logIn(name, base = proxy.base) {
  const visitor = new Visitor({ base });
  const page = await visitor.openPage(`${BASE}/logg-inn`);
  const form = page.form('form:has([name=passord])').setAll({ brukernavn: name, passord: own.environment.PASSWORD });
  const answer = await visitor.post(form.action, form.sent());
  assert.equal(answer.status, 303);
  return { visitor, answer };
}

// Every address that a page names: links, forms, style, script, pictures.
function addresses(page) {
  const found = [];
  for (const [selector, name] of [['a', 'href'], ['link', 'href'], ['use', 'href'], ['script', 'src'], ['img', 'src'], ['form', 'action']]) {
    for (const node of page.all(selector)) if (node.attribs[name] !== undefined) found.push({ address: node.attribs[name], posts: name === 'action' && node.attribs.method === 'post' });
  }
  return found;
}

// From page to page as far as links lead; what each names lies below the path, and is there.
async function walk(visitor, starts, most = 120) {
  const seen = new Set();
  const waiting = starts.map((start) => BASE + start);
  const wrong = [];
  while (waiting.length > 0 && seen.size < most) {
    const path = waiting.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    const answer = await visitor.get(path);
    if (![200, 303].includes(answer.status)) wrong.push(`${path}: ${answer.status}`);
    if (answer.status === 303) waiting.push(answer.location);
    if (!/^text\/html/.test(answer.type) || answer.status !== 200) continue;
    for (const { address, posts } of addresses(answer.page)) {
      const url = new URL(address, proxy.base + path);
      if (!/^https?:$/.test(url.protocol)) continue;
      if (url.origin !== proxy.base || !url.pathname.startsWith(`${BASE}/`)) wrong.push(`${path} names ${address}`);
      else if (!posts && !/\/(oidc\/start|deltakere\/(oversikt|datasett|prover)\.)/.test(url.pathname)) waiting.push(url.pathname + url.search);
    }
  }
  return { seen, wrong };
}

describe('X2b: below a path of a municipal portal, behind its proxy', () => {
  test('X2b: every link, form, style, script and picture of the pages lies below the path, and is there', async () => {
    const nobody = await walk(new Visitor({ base: proxy.base }), ['/', '/logg-inn', '/hjelp']);
    assert.deepEqual(nobody.wrong, []);
    for (const [name, starts] of [['trondheim', ['/', '/deltakere/ny', '/min-bruker']], ['systemeier', ['/', '/deltakere/slettede']], ['imdi', ['/kvalitet', '/rapportering']]]) {
      const { visitor } = await logIn(name);
      const { seen, wrong } = await walk(visitor, starts);
      assert.deepEqual(wrong, [], name);
      assert.ok(seen.size > 40, `${name}: ${seen.size} addresses`);
    }
    assert.deepEqual(proxy.asked.filter((url) => !url.startsWith(BASE)), []);
  });

  test('X2b: an error page of the register, and one of nginx, lead back below the path', async () => {
    for (const path of [`${BASE}/finnes-ikke`, `${BASE}/%2e%2e/x`]) {
      const answer = await new Visitor({ base: proxy.base }).get(path);
      assert.ok(answer.status >= 400, path);
      for (const { address } of addresses(answer.page)) if (address.startsWith('/')) assert.ok(address.startsWith(BASE), `${path} names ${address}`);
    }
    const large = await new Visitor({ base: proxy.base }).request('POST', `${BASE}/logg-inn`, { body: 'x'.repeat(2 * 1024 * 1024), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    assert.equal(large.status, 413);
    for (const { address } of addresses(large.page)) if (address.startsWith('/')) assert.ok(address.startsWith(BASE), address);
  });

  test('X2b: cookies are for the path alone, and Secure where the browser\'s connection is', async () => {
    const { answer } = await logIn('trondheim');
    for (const line of answer.cookies) assert.match(line, /; Path=\/tjenester\/jobbsjansen;.*; Secure/);
    const plain = await new Visitor({ base: `http://127.0.0.1:${own.port}` }).get(`${BASE}/logg-inn`);
    for (const line of plain.cookies) assert.doesNotMatch(line, /Secure/);
    assert.equal(plain.headers.get('strict-transport-security'), null);
    assert.match((await new Visitor({ base: proxy.base }).get(`${BASE}/logg-inn`)).headers.get('strict-transport-security'), /max-age/);
  });

  test('X2b: the client\'s address is what a proxy says that is believed, and what connects otherwise', async () => {
    const remote = async (base) => (await (await logIn('trondheim', base)).visitor.openPage(`${BASE}/min-bruker`)).text('tbody tr');
    assert.match(await remote(proxy.base), new RegExp(proxy.client.replaceAll('.', '\\.')));
    const unbelieved = await remote(outside.base);
    assert.ok(unbelieved.includes('127.0.0.3') && !unbelieved.includes(outside.client), unbelieved);
    const { answer } = await logIn('trondheim', outside.base);
    for (const line of answer.cookies) assert.doesNotMatch(line, /Secure/, 'nor how she asks');
  });

  test('X2b: a participant is registered, saved and downloaded; redirects stay below the path', async () => {
    const { visitor } = await logIn('trondheim');
    const list = await visitor.get(`${BASE}/deltakere`);
    assert.equal(list.status, 200);
    const fresh = (await visitor.openPage(`${BASE}/deltakere/ny`)).form('main form:has([name=fodselsnummer])');
    const created = await visitor.submit(fillGate(fresh, { oppstartsdato: '01.02.2026' }), 'no address');
    assert.match(created.location, /^\/tjenester\/jobbsjansen\/deltakere\/[^/]+\/bakgrunn/);
    const page = await visitor.openPage(created.location);
    const form = page.form('form[data-skjema]');
    const saved = await visitor.post(form.action, form.sent());
    assert.equal(saved.status, 303);
    assert.ok(saved.location.startsWith(`${BASE}/deltakere/`), saved.location);
    const file = await visitor.get(`${BASE}/deltakere/oversikt.csv`);
    assert.equal(file.status, 200);
    assert.match(file.type, /csv/);
  });

  test('X2b: whoever is not logged in comes back to where she was going; logging out ends below the path', async () => {
    const visitor = new Visitor({ base: proxy.base });
    const sent = await visitor.get(`${BASE}/deltakere?status=avsluttet`);
    assert.ok(sent.location.startsWith(`${BASE}/logg-inn?`));
    const form = (await visitor.openPage(sent.location)).form('form:has([name=passord])').setAll({ brukernavn: 'trondheim', passord: own.environment.PASSWORD });
    assert.equal((await visitor.post(form.action, form.sent())).location, `${BASE}/deltakere?status=avsluttet`);
    const out = (await visitor.openPage(`${BASE}/min-bruker`)).form('form[action$="/logg-ut"]');
    assert.equal((await visitor.post(out.action, out.sent())).location, `${BASE}/logg-inn?ut=1`);
    assert.equal((await visitor.get(`${BASE}/deltakere`)).status, 303);
  });

  test('X2b: login through the provider comes back below the path, and goes out there too', async () => {
    const visitor = new Visitor({ base: `http://127.0.0.1:${own.port}` });
    const back = new URL(await beAtPortal(leadsTo(await visitor.get(`${BASE}/oidc/start?leverandor=portal`)), 'demo-oslo'));
    assert.equal(back.origin + back.pathname, `${own.environment.BASE_URL}/oidc/svar`);
    let answer = await visitor.get(back.pathname + back.search);
    assert.ok(answer.location.startsWith(`${BASE}/oidc/svar?venter=`));
    answer = await settle(visitor, answer);
    assert.equal(answer.location, `${BASE}/`);
    const out = (await visitor.openPage(`${BASE}/min-bruker`)).form('form[action$="/logg-ut"]');
    const ended = new URL(leadsTo(await visitor.post(out.action, out.sent())));
    assert.equal(ended.searchParams.get('post_logout_redirect_uri'), `${own.environment.BASE_URL}/logg-inn?ut=1`);
  });

  test('X2b: of nginx one file names the path; what it answers itself leads below', async () => {
    const folder = join(own.dir, 'nginx.d');
    assert.deepEqual(readdirSync(folder).filter((name) => readFileSync(join(folder, name), 'utf8').includes(BASE)), ['base.conf']);
    const answer = await fetch(`${own.environment.BASE_URL}/logg-inn`, { method: 'POST', body: 'x'.repeat(1_100_000) });
    assert.equal(answer.status, 413);
    assert.match(await answer.text(), new RegExp(`href="${BASE}/feil/feil.css"`));
    assert.equal((await fetch(`${own.environment.BASE_URL}/feil/feil.css`)).status, 200);
  });

  test('X2b: outside the path nothing of the register is served', async () => {
    const direct = new Visitor({ base: `http://127.0.0.1:${own.port}` });
    for (const path of ['/', '/logg-inn', '/deltakere', '/codebook.xml', '/sql/bootstrap.sql', '/static/', '/tjenester', '/tjenester/jobbsjansenx', `${BASE}/../codebook.xml`,
      `${BASE}/static/../codebook.xml`, `${BASE}/static../codebook.xml`, `${BASE}/views/ramme.html`]) {
      const { status } = await direct.get(path);
      assert.ok([400, 404].includes(status), `${path}: ${status}`);
    }
    assert.equal((await direct.get(BASE)).headers.get('location'), `${BASE}/`);
  });
});
