#!/usr/bin/env node
// A port of loopback for whoever is about to listen: nothing listens on it, the kernel gives it to no outgoing connection, and
// nobody else was given it in the last minutes, as whoever asks needs some time to get there.
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LOWEST = 15000;
const KEPT_SECONDS = 600;
const TRIES = 1000;
const GIVEN = join(tmpdir(), `jobbsjanse-ports.${process.getuid()}`);

// Outgoing connections begin here.
const ephemeral = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/)[0]);
const highest = ephemeral > LOWEST + TRIES ? ephemeral : 65536;

function forgetOld() {
  const before = Date.now() - KEPT_SECONDS * 1000;
  for (const name of readdirSync(GIVEN)) {
    const file = join(GIVEN, name);
    if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? before) < before) rmSync(file, { force: true });
  }
}

function isMine(port) {
  try {
    closeSync(openSync(join(GIVEN, String(port)), 'wx', 0o600));
    return true;
  } catch (trouble) {
    if (trouble.code !== 'EEXIST') throw trouble;
    return false;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

export async function freePort() {
  mkdirSync(GIVEN, { mode: 0o700, recursive: true });
  forgetOld();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, highest);
    if (isMine(port) && (await isFree(port))) return port;
  }
  throw new Error(`no port of 127.0.0.1 is free between ${LOWEST} and ${highest}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(await freePort());
