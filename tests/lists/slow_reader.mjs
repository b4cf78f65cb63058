// A reader of a download who takes its head and then nothing, until she is told to: at the worker's own socket, since what
// nginx and the kernel take in for a reader is more than a test's file.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Reader, requestBytes } from '../http/fastcgi.mjs';
import { stateFile } from '../sql/database.mjs';

const socketPath = () => /^download_socket = (.*)$/m.exec(readFileSync(stateFile('jobbsjanse.conf'), 'utf8'))[1];

export async function standingReader(visitor, address) {
  const socket = connect(socketPath());
  const reader = new Reader();
  const ended = new Promise((resolve) => { socket.on('close', resolve).on('error', resolve); });
  socket.on('data', (bytes) => reader.add(bytes));
  socket.write(requestBytes(address, { params: { HTTP_COOKIE: [...visitor.jar].map((pair) => pair.join('=')).join('; ') } }));
  await new Promise((resolve) => { socket.once('data', () => { socket.pause(); resolve(); }); });
  const reference = reader.response().get('x-kvittering');
  if (!reference) throw new Error(`no download has begun: ${reader.response().text}`);
  return {
    reference,
    // Was all of it there?
    async rest() {
      socket.resume();
      await ended;
      return reader.response().whole;
    },
    leave() { socket.destroy(); },
  };
}
