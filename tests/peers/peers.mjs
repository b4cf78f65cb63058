// What the overview is measured beside: the same page by PHP-FPM, nginx with the finished bytes on disk, and the page's own
// statements by a small client. Below the installation's directory, gone with it.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tools/free-port.mjs';
import { TOP } from '../bench/stand.mjs';
import { constantPage, phpString, section, toPhp } from './compile.mjs';

const HERE = import.meta.dirname;
const SERVER_PROGRAMS = '/usr/sbin';

const phpProgram = () => join(SERVER_PROGRAMS, readdirSync(SERVER_PROGRAMS).filter((name) => name.startsWith('php-fpm')).sort().at(-1));

async function answers(file, child, what) {
  for (let tries = 0; !existsSync(file); tries += 1) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`${what} does not start`);
    await sleep(50);
  }
}

export class Peers {
  // `workers`: how many PHP processes.
  static async start(stand, workers) {
    const peers = new Peers();
    Object.assign(peers, { stand, dir: join(stand.state, 'peers'), port: await freePort(), children: [] });
    peers.share = join(stand.state, 'app/usr/share/jobbsjanseregisteret');
    peers.assets = Object.fromEntries(readFileSync(join(peers.share, 'static/manifest.txt'), 'utf8').trim().split('\n').map((line) => line.split(/\s+/))
      .map(([name, hashed]) => [`ASSET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`, hashed]));
    for (const part of ['tmp', 'static', 'php']) mkdirSync(join(peers.dir, part), { recursive: true });
    const account = execFileSync('id', ['-nu', String(statSync(join(stand.state, 'db/data')).uid)], { encoding: 'utf8' }).trim();
    if (process.getuid() === 0) execFileSync('chown', ['-R', `${account}:`, peers.dir]);
    execFileSync('gcc', ['-O2', '-o', join(peers.dir, 'bare'), join(HERE, 'bare.c'), ...execFileSync('pkg-config', ['--cflags', '--libs', 'libmariadb'], { encoding: 'utf8' }).trim().split(/\s+/)]);
    peers.#fill('php-fpm.conf', { PEERS: peers.dir, ACCOUNT: process.getuid() === 0 ? `user = ${account}` : '', WORKERS: workers });
    peers.#fill('peers.conf', { PEERS: peers.dir, PORT: peers.port, SNIPPETS: join(stand.state, 'nginx.d'), SCRIPTS: HERE });
    if (process.getuid() === 0) writeFileSync(join(peers.dir, 'peers.conf'), `user ${account};\n${readFileSync(join(peers.dir, 'peers.conf'), 'utf8')}`);
    try {
      peers.php = peers.#run(phpProgram(), '-n', '-d', 'zend_extension=opcache', '-d', 'extension=mysqlnd', '-d', 'extension=pdo', '-d', 'extension=pdo_mysql', '-y', join(peers.dir, 'php-fpm.conf'));
      await answers(join(peers.dir, 'php.sock'), peers.php, 'PHP');
      peers.nginx = peers.#run('nginx', '-e', 'stderr', '-c', join(peers.dir, 'peers.conf'));
      await answers(join(peers.dir, 'nginx.pid'), peers.nginx, 'the peers\' nginx');
    } catch (trouble) {
      peers.stop();
      throw trouble;
    }
    return peers;
  }

  #fill(name, values) {
    writeFileSync(join(this.dir, name), execFileSync(join(TOP, 'tools/fill'), [join(HERE, `${name}.in`), ...Object.entries(values).map(([key, value]) => `${key}=${value}`)]));
  }

  #run(program, ...args) {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    this.children.push(child);
    return child;
  }

  stop() {
    for (const child of this.children) child.kill('SIGTERM');
  }

  // A page of ours as the peers have it; answers its address at PHP and from disk. `page`: html, statements, districts,
  // years, mayChange, mayConfirm.
  offer(name, page) {
    const { env } = this.stand;
    const dir = join(this.dir, 'php', name);
    const body = page.html.indexOf('<tbody');
    const [first, last] = [page.html.indexOf('<tr', body), page.html.indexOf('</tbody>', body)];
    const read = (file) => readFileSync(join(this.share, 'views', file), 'utf8');
    const literal = (value) => (value === null ? 'null' : typeof value === 'string' ? phpString(value) : String(value));
    const list = (values) => `[${values.join(', ')}]`;
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'before.php'), constantPage(page.html.slice(0, first)));
    writeFileSync(join(dir, 'after.php'), constantPage(page.html.slice(last)));
    writeFileSync(join(dir, 'row.php'), toPhp(section(read('deltakeroversikt.html'), 'ROW'), { ROOT: '', ...this.assets }, { STATUS: 'status.html' }, read));
    writeFileSync(join(dir, 'page.php'), `<?php return ${list([
      ['dsn', literal(`mysql:unix_socket=${env.DB_SOCKET};dbname=${env.DB_NAME};charset=utf8mb4`)], ['user', literal(env.DB_APP_USER)], ['password', literal(env.DB_APP_PASSWORD)],
      ['schema', literal(env.DB_NAME)], ['statements', list(page.statements.slice(1).map(literal))],
      ['districts', page.districts ? list(Object.entries(page.districts).map(([key, value]) => `${literal(key)} => ${literal(value)}`)) : 'null'],
      ['year', literal(page.years)], ['mayChange', literal(page.mayChange)], ['mayConfirm', literal(page.mayConfirm)],
    ].map(([key, value]) => `'${key}' => ${value}`))};\n`);
    writeFileSync(join(this.dir, 'static', `${name}.html`), page.html);
    for (const file of readdirSync(dir)) chmodSync(join(dir, file), 0o644);
    return { php: `http://127.0.0.1:${this.port}/php/${name}`, kept: `http://127.0.0.1:${this.port}/kept/${name}`, disk: `http://127.0.0.1:${this.port}/${name}.html` };
  }

  // The statements straight: pages, milliseconds at the median and the 99th percentile, and of the client's processor.
  bare(statements, connections, seconds) {
    const { env } = this.stand;
    return new Promise((done, failed) => {
      const child = spawn(join(this.dir, 'bare'), [env.DB_SOCKET, env.DB_APP_USER, env.DB_APP_PASSWORD, env.DB_NAME, String(connections), String(seconds)], { stdio: ['pipe', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (text) => { said += text; });
      child.on('close', (status) => {
        const [count, p50, p99, cpu] = said.trim().split(' ').map(Number);
        if (status === 0) done({ count, seconds, p50: p50 / 1000, p99: p99 / 1000, client: cpu / 1000 });
        else failed(new Error('the bare statements could not be run'));
      });
      child.stdin.end(`${statements.join('\n')}\n`);
    });
  }
}
