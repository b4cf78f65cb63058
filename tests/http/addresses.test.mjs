// Addresses, methods and headers as anybody on the network meets them (requirements I4, I5, I8; operations 9).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { test } from 'node:test';
import { Visitor, as } from './client.mjs';
import { environment } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { address, PAGES, register } from './participant.mjs';

test('/helse and /klar answer without a session', async () => {
  for (const path of ['/helse', '/klar']) {
    const answer = await new Visitor().get(path);
    assert.equal(answer.status, 200, path);
    assert.deepEqual(answer.cookies, [], path);
  }
});

test('the bare address leads on', async () => {
  const visitor = await as('trondheim');
  const answer = await visitor.follow(await visitor.get('/'));
  assert.equal(answer.status, 200);
  assert.equal(answer.path, '/deltakere');
});

test('an unknown address is answered with 404 in Norwegian, with a way back', async () => {
  const visitor = await as('trondheim');
  for (const path of ['/finnes-ikke', '/deltakere/', '/deltakere/ny/x', '/admin', '/index.php', '/deltakere/oversikt.xml',
    '/%F0%9F%98%80', '/deltakere/%2e%2e/%2e%2e/etc/passwd', '/.git/config', '/static/finnes-ikke.css', '/views/', '/codebook.xml']) {
    const answer = await visitor.get(path);
    assert.equal(answer.status, 404, path);
    if (path.startsWith('/static/')) continue;
    const page = assertPage(answer);
    assert.match(page.main, /finne[rs]? ikke|finnes ikke|fant ikke/i, path);
    assert.ok(page.all('a[href="/deltakere"], a[href="/"]').length > 0, `${path} has a way back`);
  }
});

test('an id that does not exist, and one of odd shape, is 404', async () => {
  const visitor = await as('trondheim');
  for (const id of [randomBytes(8).toString('hex'), '0', '-1', '1', 'ffffffffffffffffffffffff', '7FFFFFFFFFFFFFFF', '..', "1'--", 'ny.csv']) {
    for (const page of [...PAGES, 'registrerte-data', 'utskriv', 'slett']) {
      const answer = await visitor.get(address(id, page));
      assert.equal(answer.status, 404, `${id} ${page}`);
    }
  }
});

test('HEAD answers as GET does, without a body', async () => {
  const visitor = await as('trondheim');
  for (const path of ['/deltakere', '/deltakere/oversikt.csv', '/deltakere/datasett.csv', '/logg-inn', '/helse', '/finnes-ikke']) {
    const get = await visitor.get(path);
    const head = await visitor.request('HEAD', path);
    assert.equal(head.status, get.status, path);
    assert.equal(head.bytes.length, 0, path);
    assert.equal(head.type, get.type, path);
  }
});

test('methods that an address does not know are refused with 405 and the ones it knows', async () => {
  const visitor = await as('trondheim');
  for (const [method, path] of [['PUT', '/deltakere'], ['DELETE', '/deltakere/ny'], ['TRACE', '/deltakere'], ['POST', '/deltakere/oversikt.csv'], ['QUATSCH', '/logg-inn']]) {
    const answer = await visitor.request(method, path);
    assert.ok([403, 405, 501].includes(answer.status), `${method} ${path}: ${answer.status}`);
    assert.doesNotMatch(answer.bytes.toString('latin1'), /cookie/i, 'nothing of the request is echoed');
    if (answer.status === 405 && method !== 'TRACE') assert.match(answer.headers.get('allow') ?? '', /GET/, `${method} ${path}`);
  }
});

test('every page tells the browser to trust our own origin alone, and to keep no copy', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  for (const path of ['/deltakere', '/logg-inn', '/finnes-ikke', '/deltakere/ny', address(id, 'bakgrunn'), address(id, 'registrerte-data'), '/deltakere?status=hei']) {
    const { headers, page } = await visitor.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(part), `${path}: ${part}`);
    }
    assert.doesNotMatch(policy, /unsafe|https?:|\*/, path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.match(headers.get('cache-control') ?? '', /no-store/, path);
    assert.match(headers.get('referrer-policy') ?? '', /^(same-origin|no-referrer)$/, path);
    assert.doesNotMatch(headers.get('server') ?? '', /\d/, `${path} tells no version`);
    assert.equal(page.all('[style], style, script:not([src]), [onclick], [onchange], [onsubmit]').length, 0, `${path} has nothing inline`);
    const foreign = page.all('[src], link[href]').map((node) => node.attribs.src ?? node.attribs.href).filter((url) => /^(https?:)?\/\//.test(url));
    assert.deepEqual(foreign, [], `${path} loads nothing from others`);
  }
});

test('assets keep for a year and are found', async () => {
  const visitor = new Visitor();
  const { page } = await visitor.get('/logg-inn');
  const assets = page.all('link[rel=stylesheet], link[rel=icon], script[src], use[href]')
    .map((node) => (node.attribs.href ?? node.attribs.src).split('#')[0]);
  assert.ok(assets.length >= 2);
  for (const path of new Set(assets)) {
    const answer = await visitor.get(path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('cache-control') ?? '', /max-age=31536000.*immutable|immutable.*max-age=31536000/, path);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
  }
});

test('unknown query values of the overview are answered with 400 that names them', async () => {
  const visitor = await as('trondheim');
  for (const [query, named] of [
    ['sorter=formue', 'sorter'], ['sorter=-', 'sorter'], ['sorter=--navn', 'sorter'], ['antall=7', 'antall'], ['antall=-25', 'antall'],
    ['antall=25x', 'antall'], ['antall=1e2', 'antall'], ['side=to', 'side'], ['side=1.5', 'side'], ['status=levende', 'status'],
    ["sorter=navn'%20OR%201", 'sorter'], 
  ]) {
    for (const path of ['/deltakere', '/deltakere/oversikt.csv', '/deltakere/datasett.csv']) {
      const answer = await visitor.get(`${path}?${query}`);
      assert.equal(answer.status, 400, `${path}?${query}`);
      assert.match(assertPage(answer).main, new RegExp(`\\b${named}\\b`), `${path}?${query} is named`);
    }
  }
});

test('a page number outside the list is the nearest page', async () => {
  const visitor = await as('oslo');
  const first = (await visitor.openPage('/deltakere?antall=10')).text('tbody');
  for (const side of ['0', '-3', '-9999999999999999999']) {
    assert.equal((await visitor.openPage(`/deltakere?antall=10&side=${side}`)).text('tbody'), first, side);
  }
  for (const side of ['100000', '99999999999999999999999']) {
    const page = await visitor.openPage(`/deltakere?antall=10&side=${side}`);
    assert.ok(page.all('tbody tr').length > 0, side);
    assert.notEqual(page.text('tbody'), first, side);
  }
});

test('odd requests are refused, and the worker lives on', async () => {
  const visitor = await as('trondheim');
  for (const path of [`/deltakere?${'a'.repeat(20_000)}`, '/deltakere?sorter=%', '/deltakere?%zz=1', `/${'x/'.repeat(3000)}`, '/deltakere?sorter=navn&sorter=status', '/deltakere?a=1&b=2&c=']) {
    const answer = await visitor.get(path);
    assert.ok(answer.status < 500, `${path.slice(0, 40)}: ${answer.status}`);
  }
  assert.equal((await visitor.get('/deltakere')).status, 200);
});

test('raw bytes that are no HTTP, or half of it, do not stop the next visitor', async () => {
  const { hostname, port } = new URL(environment.BASE_URL);
  const bodies = ['GET\r\n\r\n', 'POST /logg-inn HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\nabc',
    'POST /logg-inn HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\nProxy: http://y\r\nX: ' + 'z'.repeat(70_000) + '\r\n\r\n',
    'POST /logg-inn HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n', '\u0000'.repeat(5000)];
  for (const body of bodies) {
    await new Promise((resolve) => {
      const socket = net.connect(Number(port), hostname, () => socket.end(body, 'latin1'));
      socket.setTimeout(5000, () => socket.destroy());
      socket.on('data', () => {});
      socket.on('error', () => {});
      socket.on('close', resolve);
    });
    assert.equal((await new Visitor().get('/logg-inn')).status, 200, JSON.stringify(body.slice(0, 40)));
  }
});

test('no address that the pages link holds a birth number or a name', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  for (const path of ['/deltakere', ...PAGES.map((page) => address(id, page)), address(id, 'registrerte-data'), address(id, 'utskriv'), address(id, 'slett')]) {
    const answer = await visitor.get(path);
    const addresses = answer.page.all('[href], [action]').map((node) => decodeURIComponent(node.attribs.href ?? node.attribs.action));
    const leaks = addresses.map((url) => url.replace(/([?&]etter=[a-z]{16})\.\d{20}/, '$1')).filter((url) => /\d{6} ?\d{5}/.test(url) || url.includes(number));
    assert.deepEqual(leaks, [], path);
  }
});
