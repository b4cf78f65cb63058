// Connections to the installation under test: DIR/demo.env (requirements I2), or the same names in the process.
// The admin is the account of the operating system's user, over the socket.
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as mariadb from 'mariadb';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const KEYS = ['DB_SOCKET', 'DB_NAME', 'DB_APP_USER', 'DB_APP_PASSWORD', 'DB_ADMIN_USER'];

function readEnvironment() {
  const file = join(resolve(TOP, process.env.DIR ?? 'var'), 'demo.env');
  const values = {};
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const at = line.indexOf('=');
    if (at > 0 && !line.startsWith('#')) values[line.slice(0, at)] = line.slice(at + 1);
  }
  for (const key of KEYS) if (process.env[key]) values[key] = process.env[key];
  for (const key of KEYS.slice(0, 4)) {
    if (!values[key]) throw new Error(`no running installation: ${file} lacks ${key}`);
  }
  return values;
}

const environment = readEnvironment();
export const DB = environment.DB_NAME;
export const AUDIT = `${DB}_audit`;
export const HISTORY = `${DB}_history`;
export const APP = environment.DB_APP_USER;

function connect(user, password, options) {
  return mariadb.createConnection({
    socketPath: environment.DB_SOCKET, user, password, multipleStatements: true, dateStrings: true,
    bigIntAsNumber: false, checkNumberRange: false, connectTimeout: 10000, ...options,
  });
}

async function connectAdmin(options) {
  const own = userInfo().username;
  try {
    return await connect(own, undefined, options);
  } catch (trouble) {
    if (!environment.DB_ADMIN_USER || environment.DB_ADMIN_USER === own) throw trouble;
    return connect(environment.DB_ADMIN_USER, undefined, options);
  }
}

export const connectAs = (user, password, options) =>
  connect(user, password, { database: DB, ...options });
export const connectApp = (options) => connectAs(APP, environment.DB_APP_PASSWORD, options);
export const admin = await connectAdmin({ database: DB });

// A file below the installation's STATE.
export function stateFile(name) {
  const dir = resolve(TOP, process.env.DIR ?? 'var');
  const files = [process.env.STATE, join(dir, 'state'), dir].filter(Boolean).map((place) => join(place, name));
  const file = files.find((one) => existsSync(one));
  if (!file) throw new Error(`the installation's ${name} is not found`);
  return file;
}

// An account's password is made from the installation's secret (architecture of accounts).
export function passwordOf(account) {
  const file = stateFile('secret/key');
  return createHmac('sha256', Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')).update(`database-account:${account}`).digest('hex');
}

const opened = [];

// A connection with a worker's rights, closed by closeAll.
export async function app(options) {
  const connection = await connectApp(options);
  opened.push(connection);
  return connection;
}

export async function closeAll() {
  for (const connection of [...opened.splice(0), admin]) await connection.end().catch(() => {});
}

// The result sets of a CALL, without its closing packet.
export async function call(connection, procedure, ...values) {
  const marks = values.map(() => '?').join(', ');
  const answer = await connection.execute(`CALL ${DB}.${procedure}(${marks})`, values);
  if (!Array.isArray(answer)) return [];
  const sets = Array.isArray(answer[0]) ? answer : [answer];
  return sets.filter(Array.isArray);
}

export const first = (sets, number = 0) => sets[number]?.[0];

// The error number of what must fail; null where it did not.
export async function errorOf(promise) {
  try {
    await promise;
    return null;
  } catch (trouble) {
    return trouble.errno ?? trouble;
  }
}
