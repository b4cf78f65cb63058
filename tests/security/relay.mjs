// Between sqlmap and the register: every request goes on from an address of its own below 127.0.0.0/8, since limits count by it, in the
// visitor's session and with the right anti-forgery token, so that what is tried reaches the statements behind. Counts what came back.
// Beside it a page that is broken on purpose, which must be found.
import http from 'node:http';
import { connectApp, DB } from '../sql/database.mjs';
import { elsewhere } from '../http/client.mjs';
import { environment } from '../http/environment.mjs';

const base = new URL(environment.BASE_URL);

function onward(request, body, { cookies, csrf }) {
  const form = body.length > 0 || request.method !== 'GET' ? body.toString('latin1').replace(/(^|&)csrf=[^&]*/, `$1csrf=${csrf}`) : null;
  const headers = { ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form, 'latin1') }),
    cookie: Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; '), 'user-agent': request.headers['user-agent'] ?? '' };
  return { form, options: { hostname: base.hostname, port: base.port, method: request.method, path: request.url, headers, localAddress: elsewhere(), agent: false } };
}

async function broken(url, connection, response) {
  const name = url.searchParams.get('navn') ?? '';
  try {
    const rows = await connection.query(`SELECT kommunenavn FROM ${DB}.municipality_list WHERE kommunenavn LIKE '${name}%' LIMIT 5`);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<p>${rows.map((row) => row.kommunenavn).join(', ') || 'ingen'}</p>`);
  } catch (trouble) {
    response.writeHead(500, { 'content-type': 'text/html; charset=utf-8' }).end(`<p>${trouble.sqlMessage}</p>`);
  }
}

export async function startRelay() {
  const relay = { session: null, answers: new Map(), told: [] };
  const connection = await connectApp();
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part)).on('end', () => {
      const url = new URL(request.url, base);
      if (url.pathname === '/med-hull') return broken(url, connection, response);
      const { form, options } = onward(request, Buffer.concat(parts), relay.session);
      const next = http.request(options, (answer) => {
        const bytes = [];
        answer.on('data', (part) => bytes.push(part)).on('end', () => {
          const text = Buffer.concat(bytes);
          relay.answers.set(answer.statusCode, (relay.answers.get(answer.statusCode) ?? 0) + 1);
          if (/SQL syntax|MariaDB|MySQL|SQLSTATE/i.test(text.toString('latin1'))) relay.told.push(`${request.method} ${request.url}`);
          const { 'transfer-encoding': _, connection: __, 'set-cookie': ___, location, ...kept } = answer.headers;
          response.writeHead(answer.statusCode, { ...kept, ...(location ? { location: '/helse' } : {}), 'content-length': text.length }).end(text);
        });
      });
      next.on('error', (trouble) => response.writeHead(599).end(trouble.message));
      next.end(form ?? undefined, 'latin1');
      return undefined;
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay.base = `http://127.0.0.1:${server.address().port}`;
  relay.stop = async () => {
    await connection.end();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return relay;
}
