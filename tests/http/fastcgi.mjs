// A small FastCGI client: asks a worker directly over its unix socket, well or badly, as nginx never would.
import { connect } from 'node:net';

export const BEGIN = 1, ABORT = 2, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6;

export function record(type, content = Buffer.alloc(0), { id = 1, padding = 0, version = 1 } = {}) {
  const header = Buffer.from([version, type, id >> 8, id & 255, content.length >> 8, content.length & 255, padding, 0]);
  return Buffer.concat([header, content, Buffer.alloc(padding)]);
}

export function begin({ role = 1, keep = false, ...rest } = {}) {
  return record(BEGIN, Buffer.from([role >> 8, role & 255, keep ? 1 : 0, 0, 0, 0, 0, 0]), rest);
}

function length(number) {
  return number < 128 ? Buffer.from([number]) : Buffer.from([(number >>> 24) | 128, (number >> 16) & 255, (number >> 8) & 255, number & 255]);
}

export function pairs(params) {
  return Buffer.concat(Object.entries(params).flatMap(([name, value]) => {
    const [n, v] = [Buffer.from(name), Buffer.from(value)];
    return [length(n.length), length(v.length), n, v];
  }));
}

// The closing record carries no padding: libfcgi would read that as a header, and nginx never sends any.
function stream(type, bytes, options) {
  const records = [];
  for (let at = 0; at < bytes.length; at += 65535) records.push(record(type, bytes.subarray(at, at + 65535), options));
  return Buffer.concat([...records, record(type)]);
}

// The bytes of one request. `form` is sent as browsers do; `params` are added or replace what is there.
export function requestBytes(uri, { method, form, body = '', params = {}, keep = false, padding = 0 } = {}) {
  const bytes = Buffer.from(form === undefined ? body : String(new URLSearchParams(form)));
  const all = {
    REQUEST_METHOD: method ?? (form === undefined ? 'GET' : 'POST'),
    REQUEST_URI: uri,
    REMOTE_ADDR: '127.0.0.1',
    CONTENT_TYPE: form === undefined ? '' : 'application/x-www-form-urlencoded',
    CONTENT_LENGTH: bytes.length ? String(bytes.length) : '',
    ...params,
  };
  return Buffer.concat([begin({ keep }), stream(PARAMS, pairs(all), { padding }), stream(STDIN, bytes, { padding })]);
}

export class Reader {
  #rest = Buffer.alloc(0);
  #out = [];
  ended = false;

  add(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= 8) {
      const content = this.#rest.readUInt16BE(4);
      const whole = 8 + content + this.#rest[6];
      if (this.#rest.length < whole) return;
      if (this.#rest[1] === STDOUT) this.#out.push(this.#rest.subarray(8, 8 + content));
      if (this.#rest[1] === END) this.ended = true;
      this.#rest = this.#rest.subarray(whole);
    }
  }

  // status 0: no answer came
  response() {
    const out = Buffer.concat(this.#out);
    const split = out.indexOf('\r\n\r\n');
    const head = split < 0 ? '' : out.subarray(0, split).toString();
    const headers = head.split('\r\n').filter(Boolean).map((line) => line.split(/: (.*)/s).slice(0, 2));
    const get = (name) => headers.find(([n]) => n.toLowerCase() === name)?.[1];
    const body = split < 0 ? Buffer.alloc(0) : out.subarray(split + 4);
    const said = get('content-length');
    return {
      status: Number.parseInt(get('status') ?? '0', 10),
      headers, get, body, text: body.toString(), records: this.#out.filter((one) => one.length > 0).length,
      // what nginx looks at before it calls an answer complete
      whole: this.ended && split >= 0 && (said === undefined || Number(said) === body.length),
    };
  }
}

// Sends bytes and promises the answer; its `sent` promises that all is on its way. `pieces`: sizes of the writes; `pause`: milliseconds between them.
export function exchange(socketPath, bytes, { pieces, pause = 0, timeout = 30000, half = false } = {}) {
  let tellSent;
  const sent = new Promise((resolve) => { tellSent = resolve; });
  const answer = new Promise((resolve) => {
    const reader = new Reader();
    const socket = connect(socketPath);
    let failed = null, closed = false;
    const finish = () => {
      if (closed) return;
      closed = true;
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...reader.response(), ended: reader.ended, failed });
    };
    const timer = setTimeout(() => { failed = 'timeout'; finish(); }, timeout);
    socket.on('error', (error) => { failed = error.code; });
    socket.on('data', (data) => { reader.add(data); if (reader.ended) finish(); });
    socket.on('close', finish);
    const send = async () => {
      for (let at = 0, i = 0; at < bytes.length && !closed; i++) {
        const size = pieces ? pieces[i % pieces.length] : bytes.length;
        socket.write(bytes.subarray(at, at + size));
        at += size;
        if (pieces) await new Promise((next) => (pause ? setTimeout(next, pause) : setImmediate(next)));
      }
      if (half) socket.end();
      tellSent();
    };
    socket.on('connect', send);
  });
  return Object.assign(answer, { sent });
}

export function ask(socketPath, uri, options = {}) {
  return exchange(socketPath, requestBytes(uri, options), options);
}
