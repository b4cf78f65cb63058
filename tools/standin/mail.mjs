// A mail server that delivers to nobody: what is sent to it can be read on a page, and it does wrong when told.
//   node mail.mjs --smtp P --page Q
// SMTP on port P. On port Q, while it runs:
//   GET /            the mail there is, newest first; GET /{number} one of them
//   GET /mail.json   {"mail": [{number, from, to, raw, subject, name, text, headers}], "conversations": n, "stages": {stage: n}}
//   POST /fault      {"kind": "…", "stage": "…", …}: from now on it answers so; with "recipient" at stages from `recipient` on for
//                    that address alone, with "times" only so often
//   DELETE /fault    all is well again      DELETE / the same, and nothing has been sent
// Stages: greeting, hello, sender, recipient, data, content, quit. Kinds: answer (text: "451 4.3.0 Senere"), lose (what is done is
// done, but the connection breaks instead of an answer), hang, slow (ms before each answer), garbage, huge; and, without a
// stage, down (no connection is taken).
import { createHash } from 'node:crypto';
import http from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';

const options = {};
for (let at = 2; at < process.argv.length; at += 2) options[process.argv[at].replace(/^--/, '')] = Number(process.argv[at + 1]);
const LARGEST = 1024 * 1024;
const KEPT = 1000;
const HUGE_LINES = 50_000;
const STAGES = { EHLO: 'hello', HELO: 'hello', MAIL: 'sender', RCPT: 'recipient', DATA: 'data', QUIT: 'quit' };

let faults = [];
let mail = [];
let counted = { conversations: 0, stages: {} };
let number = 0;

// The first fault that holds at this stage; `take` counts it.
function faultAt(stage, session, take) {
  const recipients = session.envelope?.rcptTo?.map(({ address }) => address) ?? [];
  const fault = faults.find((one) => (one.kind === 'slow' || one.stage === stage) && one.times !== 0
    && (!one.recipient || recipients.includes(one.recipient)));
  if (take && fault?.times) fault.times -= 1;
  return fault;
}

// Every answer passes here: what the server would say, or what it was told to do instead.
const { send, _onCommand: onCommand } = SMTPConnection.prototype;
SMTPConnection.prototype._onCommand = function command(line, callback) {
  this.stage = STAGES[String(line ?? '').split(' ')[0].toUpperCase()] ?? this.stage;
  return onCommand.call(this, line, callback);
};
const wrongs = {
  answer: (connection, { text }) => connection._socket.write(`${text}\r\n`),
  lose: (connection) => connection._socket.destroy(),
  hang: () => {},
  slow: (connection, { ms }, said) => setTimeout(() => send.apply(connection, said), ms),
  garbage: (connection) => connection._socket.write(Buffer.from([0x32, 0xff, 0x00, 0xfe, 0x0d, 0x0a, 0x3c, 0x68, 0x74, 0x6d, 0x6c, 0x3e, 0x0d, 0x0a])),
  huge: (connection) => connection._socket.write(`250-${'x'.repeat(60)}\r\n`.repeat(HUGE_LINES)),
};
SMTPConnection.prototype.send = function answer(...said) {
  const stage = this.stage ?? 'greeting';
  const fault = faultAt(stage, this.session, true);
  counted.stages[stage] = (counted.stages[stage] ?? 0) + 1;
  if (said[0] === 354) this.stage = 'content';
  if (!fault) return send.apply(this, said);
  if (stage === 'data' && fault.kind !== 'slow') this.session.cut = true;
  return wrongs[fault.kind](this, fault, said);
};

async function keep(raw, session) {
  const parsed = await simpleParser(raw);
  number += 1;
  mail = [{ number, from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(({ address }) => address),
    raw: raw.toString('latin1'), subject: parsed.subject ?? '', name: parsed.to?.value[0]?.name ?? '', text: parsed.text ?? '',
    headers: parsed.headerLines.map(({ line }) => line) }, ...mail].slice(0, KEPT);
}

async function receive(stream, session, done) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  const refused = session.cut || faultAt('content', session, false)?.kind === 'answer';
  if (!refused) await keep(Buffer.concat(pieces), session);
  done();
}

const smtp = new SMTPServer({
  name: 'localhost', banner: 'leverer ikke videre', disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true, size: LARGEST,
  onConnect: (session, done) => { counted.conversations += 1; done(); },
  onData: (stream, session, done) => { receive(stream, session, done).catch(() => {}); },
});
smtp.on('error', () => {}); // a client that broke off
const listen = () => new Promise((resolve) => { smtp.server.listening ? resolve() : smtp.server.listen(options.smtp, '127.0.0.1', resolve); });
const shut = () => new Promise((resolve) => { smtp.server.close(resolve); for (const connection of smtp.connections) connection._socket.destroy(); });

// What was sent is others' text: nothing of it is ever markup.
const escaped = (text) => String(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
const linked = (text) => String(text).split(/(https?:\/\/[^\s<>"]+)/)
  .map((piece, at) => (at % 2 ? `<a href="${escaped(piece)}" rel="noreferrer">${escaped(piece)}</a>` : escaped(piece))).join('');
const STYLE = 'body{font:1.1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;'
  + 'background:#f3f4f6;padding:1rem}li{margin:.5rem 0}';
const PAGE_HEADERS = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'` };
const page = (title, body) => `<!doctype html><html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>\n`;

function listPage() {
  const rows = mail.map((one) => `<li><a href="/${one.number}">${escaped(one.subject || '(uten emne)')}</a> til ${escaped(one.to.join(', '))}</li>`);
  return page('E-post', `<p>Her står e-post som er sendt fra denne installasjonen. Ingenting går videre.</p>
${rows.length ? `<ul>${rows.join('\n')}</ul>` : '<p>Ingen e-post er sendt ennå.</p>'}`);
}

function mailPage(one) {
  return page(one.subject || '(uten emne)', `<p><a href="/">Alle</a></p><pre>${linked(one.text)}</pre>
<h2>Hode</h2><pre>${escaped(one.headers.join('\n'))}</pre>`);
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

async function takeFault(fault) {
  if (fault.kind === 'down') return shut().then(() => true);
  if (!(fault.kind in wrongs) || (fault.kind !== 'slow' && ![...Object.values(STAGES), 'greeting', 'content'].includes(fault.stage))) return false;
  faults.push(fault);
  return true;
}

const sendJson = (response, status, value) =>
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(value));
const sendPage = (response, status, text) => response.writeHead(status, PAGE_HEADERS).end(text);

async function answer(request, response) {
  const asked = `${request.method} ${request.url}`;
  const one = mail.find((each) => asked === `GET /${each.number}`);
  if (asked === 'GET /') return sendPage(response, 200, listPage());
  if (one) return sendPage(response, 200, mailPage(one));
  if (asked === 'GET /mail.json') return sendJson(response, 200, { mail, ...counted });
  if (asked === 'POST /fault') return sendJson(response, await takeFault(await bodyOf(request)) ? 200 : 400, {});
  if (asked !== 'DELETE /' && asked !== 'DELETE /fault') return sendPage(response, 404, page('Finnes ikke', '<p><a href="/">Alle</a></p>'));
  faults = [];
  if (asked === 'DELETE /') [mail, counted] = [[], { conversations: 0, stages: {} }];
  await listen();
  return sendJson(response, 200, {});
}

// Only under its own name: a page elsewhere whose name leads here reads nothing.
const pages = http.createServer((request, response) => {
  if (![`127.0.0.1:${options.page}`, `localhost:${options.page}`].includes(request.headers.host)) return response.writeHead(421).end();
  return answer(request, response).catch(() => response.writeHead(400).end());
});

smtp.listen(options.smtp, '127.0.0.1', () => pages.listen(options.page, '127.0.0.1', () => console.log('ready')));
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => process.exit(0));
