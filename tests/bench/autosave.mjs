#!/usr/bin/env node
// What it costs to save one field (requirements P6, I7): 50 caseworkers, each with a participant of her own, leave a field
// every second. Beside it in the same rounds, the floors it stands on: an empty answer over nginx and FastCGI, who asks
// alone, and the same database calls straight over the socket. In an optimized installation of its own.
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as mariadb from 'mariadb';
import { everySecond, percentile } from './load.mjs';
import { machine, processorTime, Stand } from './stand.mjs';

const CASEWORKERS = 50;
const CONNECTIONS = 4; // to the database: as many as there are workers on two cores
const ROUNDS = 3;
const SECONDS = { helse: 4, context: 4, sql: 4, save: 10 };
const WAIT_FOR_LOOKUPS = 5000;
const MOST_P99 = 100;

const agent = new http.Agent({ keepAlive: true, maxSockets: CASEWORKERS });

function ask(base, method, path, headers, body) {
  return new Promise((done, failed) => {
    const request = http.request(new URL(path, base), { method, headers, agent }, (response) => {
      let bytes = 0;
      response.on('data', (part) => { bytes += part.length; });
      response.on('end', () => done({ status: response.statusCode, bytes }));
    });
    request.on('error', failed).end(body);
  });
}

// A caseworker at one page of one participant of hers.
class Caseworker {
  static async begin(number, tools) {
    const worker = new Caseworker();
    worker.visitor = await tools.Visitor.login(number % 2 ? 'trondheim' : 'oslo', { from: `127.1.0.${number + 1}` });
    const { id, number: woman } = await tools.register(worker.visitor);
    return Object.assign(worker, { id, woman });
  }

  async open(tools) {
    const form = await tools.openForm(this.visitor, this.id, 'bakgrunn');
    this.version = Number(form.value('versjon'));
    this.firstVersion = this.version;
    this.csrf = form.value('csrf');
    this.cookie = [...this.visitor.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    this.held = { utdanning_norge: '', utdanning_utland: '' };
    this.saved = 0;
    this.failed = 0;
  }

  // One of two questions in turn, each time another answer.
  async save(base, round) {
    const name = round % 2 ? 'utdanning_norge' : 'utdanning_utland';
    const value = this.held[name] === '3' ? '4' : '3';
    const body = new URLSearchParams([[name, value], ['basis', this.held[name]], ['versjon', this.version], ['nokkel', randomBytes(32).toString('base64url')], ['csrf', this.csrf]]).toString();
    const answer = await ask(base, 'PATCH', `/deltakere/${this.id}/felt/${name}`, {
      cookie: this.cookie, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length,
    }, body).catch((trouble) => ({ status: trouble.code, bytes: 0 }));
    if (answer.status !== 200) {
      this.failed += 1;
      return;
    }
    this.held[name] = value;
    this.version += 1;
    this.saved += 1;
    this.sizes = { sent: body.length, answered: answer.bytes };
  }

  // What was answered as saved, and is not there: nobody else writes to her, so each save is one version.
  async lost(tools) {
    const form = await tools.openForm(this.visitor, this.id, 'bakgrunn');
    const gone = Object.entries(this.held).filter(([name, value]) => form.value(name) !== value).length;
    return Math.max(gone, this.firstVersion + this.saved - Number(form.value('versjon')));
  }
}

// The calls of a save as a worker makes them: who asks, load, save.
class Straight {
  static async begin(env, caseworker) {
    const straight = new Straight();
    straight.connection = await mariadb.createConnection({ socketPath: env.DB_SOCKET, user: env.DB_APP_USER, password: env.DB_APP_PASSWORD, database: env.DB_NAME });
    straight.opening = `CALL ${env.DB_NAME}.ctx.open(?)`;
    straight.token = caseworker.visitor.jar.get('okt');
    await straight.connection.query(straight.opening, [straight.token]);
    const [row] = await straight.connection.query('SELECT participant_id FROM participant_municipality WHERE fodselsnummer = ?', [caseworker.woman]);
    straight.id = row.participant_id;
    straight.turn = Promise.resolve();
    return straight;
  }

  // One at a time on a connection.
  save(round) {
    this.turn = this.turn.then(async () => {
      await this.connection.execute(this.opening, [this.token]);
      const [[row]] = await this.connection.execute('CALL participant_open(?, ?, ?)', [this.id, null, null]);
      await this.connection.execute('CALL participant_save(?, ?, ?, ?, ?, ?)', [
        this.id, row.row_version, randomBytes(32).toString('hex'), 'd', JSON.stringify({ utdanning_norge: String(3 + (round % 2)) }), 0]);
    });
    return this.turn;
  }
}

const PARTS = { application: 'workers', database: 'database', nginx: 'nginx' };
const processorTimes = (stand) => Object.fromEntries(Object.keys(PARTS).map((part) => [part, processorTime(stand.pid(part))]));

const show = (number) => number.toFixed(1).padStart(7);

function report(times) {
  const at = (name, share) => percentile(times[name], share);
  console.log(`${'milliseconds'.padEnd(50)}      p50     p99     max   p50 as ratio to the save`);
  for (const [name, text] of [['helse', 'empty answer (nginx, FastCGI): GET /helse'], ['context', 'who asks, and nothing more: GET /'], ['sql', 'the three database calls of a save, straight'], ['save', 'one field saved: PATCH .../felt/{navn}']])
    console.log(`${text.padEnd(50)} ${show(at(name, 0.5))} ${show(at(name, 0.99))} ${show(Math.max(...times[name]))}   ${(at(name, 0.5) / at('save', 0.5)).toFixed(2)}`);
}

async function measure(env, stand, tools) {
  const base = env.BASE_URL;
  const caseworkers = [];
  for (let number = 0; number < CASEWORKERS; number += 1) caseworkers.push(await Caseworker.begin(number, tools));
  const straight = []; // with participants of their own
  for (let number = 0; number < CONNECTIONS; number += 1) straight.push(await Straight.begin(env, await Caseworker.begin(CASEWORKERS + number, tools)));
  await sleep(WAIT_FOR_LOOKUPS);
  for (const one of caseworkers) await one.open(tools);

  const times = { helse: [], context: [], sql: [], save: [] };
  const processor = { application: 0, database: 0, nginx: 0 };
  const cookie = (sender) => ({ cookie: caseworkers[sender].cookie });
  for (let round = 0; round < ROUNDS; round += 1) {
    times.helse.push(...await everySecond(CASEWORKERS, SECONDS.helse, () => ask(base, 'GET', '/helse', {})));
    times.context.push(...await everySecond(CASEWORKERS, SECONDS.context, (sender) => ask(base, 'GET', '/', cookie(sender))));
    times.sql.push(...await everySecond(CASEWORKERS, SECONDS.sql, (sender, at) => straight[sender % CONNECTIONS].save(at)));
    const before = processorTimes(stand);
    times.save.push(...await everySecond(CASEWORKERS, SECONDS.save, (sender, at) => caseworkers[sender].save(base, at)));
    const after = processorTimes(stand);
    for (const part of Object.keys(PARTS)) processor[part] += after[part] - before[part];
  }
  let lost = 0;
  for (const one of caseworkers) lost += await one.lost(tools);
  await Promise.all(straight.map((one) => one.connection.end()));
  const count = (name) => caseworkers.reduce((sum, one) => sum + one[name], 0);
  return { times, processor, lost, saved: count('saved'), failed: count('failed'), sizes: caseworkers[0].sizes };
}

async function main() {
  const { isIdle, text } = machine();
  const stand = await Stand.start();
  try {
    const { readEnvironment } = await import('../http/environment.mjs');
    const { Visitor } = await import('../http/client.mjs');
    const { openForm, register } = await import('../http/participant.mjs');
    const env = readEnvironment(stand.dir);
    const { times, processor, lost, saved, failed, sizes } = await measure(env, stand, { Visitor, openForm, register });
    const p99 = percentile(times.save, 0.99);
    console.log(text);
    report(times);
    console.log(`saved ${saved}, lost ${lost}, refused or failed ${failed}; a save sends ${sizes.sent} bytes of form and is answered with ${sizes.answered}`);
    console.log(`processor time of one save: ${Object.entries(PARTS).map(([part, text]) => `${text} ${(processor[part] / times.save.length).toFixed(2)} ms`).join(', ')}`);
    console.log(`p99 below ${MOST_P99} ms: ${p99 < MOST_P99 ? 'yes' : 'no'}`);
    process.exitCode = lost > 0 || failed > 0 || (isIdle && p99 >= MOST_P99) ? 1 : 0;
  } finally {
    stand.remove();
    agent.destroy();
  }
}

await main();
