// Many requests side by side over connections that are kept: nothing but what an answer's outside shows.
import http from 'node:http';
import { plain } from '../alike.mjs';
import { environment } from '../environment.mjs';

const SIDE_BY_SIDE = 6;
const TIMEOUT_MS = 60_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: SIDE_BY_SIDE });
const base = new URL(environment.BASE_URL);

export const hangUp = () => agent.destroy();

export function send({ method, path, cookies = {}, fields = null, from }) {
  const body = fields && method !== 'GET' && method !== 'HEAD' ? new URLSearchParams(fields).toString() : undefined;
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }) };
  return new Promise((resolve, reject) => {
    const options = { hostname: base.hostname, port: base.port, method, path, headers, timeout: TIMEOUT_MS, ...(from ? { localAddress: from, agent: false } : { agent }) };
    const request = http.request(options, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`${method} ${path}: no answer`)));
    request.on('error', reject);
    request.end(body);
  });
}

// Each of the list is done, so many at a time.
export async function sideBySide(list, work, most = SIDE_BY_SIDE) {
  let next = 0;
  const hand = async () => {
    while (next < list.length) {
      const one = list[next];
      next += 1;
      await work(one);
    }
  };
  await Promise.all(Array.from({ length: most }, hand));
}

// What an observer can tell an answer by: status, headers and bytes, without what is new in every answer or is the address itself.
export function signature({ status, headers, bytes }, { value, number, row }) {
  const nameless = (text) => String(text).replaceAll(number ? new RegExp(`(${value}(?:/|%2F)(?:tilgang|avslutt)(?:/|%2F))${number}\\b`, 'g') : value, number ? '$1NR' : 'ID').replaceAll(value, 'ID').replaceAll(row ?? value, 'ROW');
  const kept = Object.entries(headers).filter(([name]) => !['date', 'connection', 'keep-alive', 'content-length', 'etag'].includes(name)).map(([name, text]) => `${name}: ${nameless(text)}`);
  return plain([status, ...kept.sort(), nameless(bytes.toString('latin1'))].join('\n'));
}
