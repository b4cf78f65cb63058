// Which installation is tested: the KEY=VALUE lines of DIR/demo.env (requirements I2); variables of the
// process win over the file, so that any installation can be pointed at.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TOP = fileURLToPath(new URL('../..', import.meta.url));

export function readEnvironment(dir) {
  const file = join(dir, 'demo.env');
  const values = {};
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const at = line.indexOf('=');
      if (at > 0 && !line.startsWith('#')) values[line.slice(0, at)] = line.slice(at + 1);
    }
  }
  return { ...values, DIR: dir };
}

const found = readEnvironment(resolve(TOP, process.env.DIR ?? 'var'));
for (const key of ['BASE_URL', 'PASSWORD', 'DB_SOCKET', 'DB_NAME', 'DB_APP_USER', 'DB_APP_PASSWORD', 'FREG_CONTROL_URL', 'MAIL_URL', 'OIDC_ISSUER']) {
  if (process.env[key]) found[key] = process.env[key];
}
if (!found.BASE_URL || !found.PASSWORD) {
  throw new Error(`no running installation: ${join(found.DIR, 'demo.env')} lacks BASE_URL or PASSWORD`);
}

export const environment = Object.freeze(found);
