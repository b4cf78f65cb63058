// What breaks under a running register (issue 2, "Bad input" and parts 2 and 3; requirement C6): the database, a
// worker, the codebook. In an installation of its own.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor } from '../http/client.mjs';
import { readCsv } from '../http/csv.mjs';
import { assertKept, assertPage, assertRefused, messageAt } from '../http/expect.mjs';
import { Installation, until } from '../http/installation.mjs';
import { ANSWERS, address, fillGate, openForm, openNew, register, save, saved, sendNew, stored } from '../http/participant.mjs';
import { someWoman } from '../http/women.mjs';

let own;
before(async () => { own = await Installation.start(); });
after(() => own?.remove());

const login = (name) => own.login(name);

const answersAgain = (visitor, path = '/deltakere') => until(async () => (await visitor.get(path)).status === 200, `${path} answers again`);
const times = (visitor, number) => visitor.get('/deltakere/oversikt.csv')
  .then((file) => readCsv(file.bytes).records.filter((row) => row.Fødselsnummer.replace(/\D/g, '') === number).length);

test('the installation runs beside others, with its own address and data', async () => {
  assert.match(own.environment.BASE_URL, new RegExp(`:${own.port}$`));
  await openNew(await login('trondheim'));
});

test('while the database is down a 503 page says so; the same workers answer again when it is back', async () => {
  const visitor = await login('trondheim');
  const { id } = await register(visitor);
  const drawn = (await openForm(visitor, id, 'bakgrunn')).setAll(ANSWERS.bakgrunn);
  const fresh = fillGate(await openNew(visitor));
  const workers = own.workers();
  const restart = await own.kill('database');
  // More than there are workers, so that each has met it.
  for (const path of ['/deltakere', '/deltakere/ny', address(id, 'bakgrunn'), '/deltakere/oversikt.csv', '/deltakere/datasett.csv']) {
    for (let i = 0; i < 6; i += 1) {
      const answer = await visitor.get(path);
      assert.equal(answer.status, 503, path);
      const page = assertPage(answer);
      assert.match(page.main, /ikke tilgjengelig|databasen/i, path);
      assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    }
  }
  for (const [form, path] of [[drawn, address(id, 'bakgrunn')], [fresh, '/deltakere/ny']]) {
    const answer = await visitor.submit(form, path);
    assert.equal(answer.status, 503, `POST ${path}`);
    assertPage(answer);
  }
  assert.equal((await new Visitor({ base: visitor.base }).tryLogin('trondheim', own.environment.PASSWORD).catch(() => ({ status: 503 }))).status, 503);
  assert.equal((await visitor.get('/helse')).status, 200, 'the process lives');
  assert.equal((await visitor.get('/klar')).status, 503, 'but is not ready');
  restart();
  await answersAgain(visitor);
  assert.deepEqual(own.workers(), workers, 'no worker was replaced');
  assert.equal((await visitor.get('/klar')).status, 200);
  for (let i = 0; i < 20; i += 1) assert.equal((await visitor.get('/deltakere')).status, 200, 'every worker is back');
  for (let i = 0; i < 4; i += 1) assert.equal((await visitor.get('/deltakere/datasett.csv')).status, 200);
  assert.equal((await visitor.submit(drawn, address(id, 'bakgrunn'))).status, 303, 'what was typed can be sent again');
  assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'utdanning_utland'), ['3']);
  assert.equal((await sendNew(visitor, fresh)).status, 303);
});

test('a database that was restarted between two requests is noticed by nobody', async () => {
  const visitor = await login('trondheim');
  const { id } = await register(visitor);
  const drawn = (await openForm(visitor, id, 'bakgrunn')).setAll(ANSWERS.bakgrunn);
  for (let i = 0; i < 20; i += 1) assert.equal((await visitor.get('/deltakere')).status, 200, 'every worker is connected');
  (await own.kill('database'))();
  await until(() => own.databaseAccepts(), 'the database takes connections');
  assert.equal((await visitor.submit(drawn, address(id, 'bakgrunn'))).status, 303, 'a form is saved at once');
  for (let i = 0; i < 20; i += 1) assert.equal((await visitor.get('/deltakere')).status, 200, 'no worker trips over its old connection');
  for (let i = 0; i < 4; i += 1) assert.equal((await visitor.get('/deltakere/datasett.csv')).status, 200);
  for (let i = 0; i < 8; i += 1) assert.equal((await visitor.get('/klar')).status, 200);
});

test('a killed worker is replaced, and the next visitors do not notice', async () => {
  const visitor = await login('trondheim');
  const before = own.workers();
  for (const pid of before) {
    process.kill(pid, 'SIGKILL');
    assert.equal((await visitor.get('/deltakere')).status, 200);
  }
  const replaced = () => own.workers().filter((pid) => !before.includes(pid)).length;
  await until(() => replaced() === before.length && own.workers().length === before.length, 'all workers are new');
  assert.equal((await visitor.get('/deltakere/datasett.csv')).status, 200);
});

test('when an answer is lost, sending the same form again gives the first result: never two, never none', async () => {
  const visitor = await login('trondheim');
  for (let round = 0; round < 12; round += 1) {
    const number = someWoman();
    const form = fillGate(await openNew(visitor), { fodselsnummer: number, finansieringstype: '1' });
    const lost = visitor.submit(form, '/deltakere/ny').catch(() => null);
    await sleep(round * 2);
    own.workers().forEach((pid) => { try { process.kill(pid, 'SIGKILL'); } catch { /* ended already */ } });
    await lost;
    await answersAgain(visitor);
    let answer = null;
    await until(async () => { answer = await visitor.submit(form, '/deltakere/ny').catch(() => null); return answer?.status === 303; }, 'the repeat is answered');
    assert.equal(await times(visitor, number), 1, `round ${round}`);
    const id = answer.location.split('/')[2];
    assert.equal((await stored(visitor, id, 'person-og-prosjekt', 'fodselsnummer'))[0].replace(/\D/g, ''), number);
  }
});

test('one worker that stands still does not stop the others', async () => {
  const visitor = await login('trondheim');
  const [first] = own.workers();
  process.kill(first, 'SIGSTOP');
  try {
    for (let i = 0; i < 10; i += 1) assert.equal((await visitor.get('/deltakere')).status, 200);
  } finally {
    process.kill(first, 'SIGCONT');
  }
});

const CODEBOOK = 'app/usr/share/jobbsjanseregisteret/codebook.xml';
const SETTINGS = 'jobbsjanse.conf';

// While `look` runs, the installation has taken up a changed file.
async function withChanged(name, change, look, first = () => {}) {
  const file = join(own.state, name);
  const right = readFileSync(file, 'utf8');
  const changed = change(right);
  assert.notEqual(changed, right);
  writeFileSync(file, changed);
  try {
    first();
    process.kill(own.pid('application'), 'SIGHUP');
    await look();
  } finally {
    writeFileSync(file, right);
    process.kill(own.pid('application'), 'SIGHUP');
  }
}

for (const [what, change] of [
  ['that is no XML', (xml) => xml.replace('</register>', '')],
  ['with a DOCTYPE', (xml) => xml.replace(/^(<\?xml[^>]*\?>)?/, '$&<!DOCTYPE x [<!ENTITY a "b">]>')],
  ['whose rule names a dead code', (xml) => xml.replace('variable="deltatt_intro" codes="1"', 'variable="deltatt_intro" codes="77"')],
  ['that is empty', () => ''],
]) {
  test(`a codebook ${what} is refused at reload with file and line, and the running one stays`, async () => {
    const visitor = await login('trondheim');
    const { id } = await register(visitor);
    const logged = own.log('application').length;
    await withChanged(CODEBOOK, change, async () => {
      await until(() => /codebook\.xml:\d+/.test(own.log('application').slice(logged)), 'the log names file and line');
      for (let i = 0; i < 12; i += 1) assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 200);
      await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
    });
  });
}

test('a changed codebook is taken up at reload, and no request is refused meanwhile', async () => {
  const visitor = await login('trondheim');
  const { id } = await register(visitor);
  const word = 'Hva var fraværet i prosent?';
  assert.ok(!(await visitor.openPage(address(id, 'avslutning'))).main.includes(word));
  const statuses = new Set();
  let going = true;
  const stream = (async () => { while (going) statuses.add((await visitor.get(address(id, 'avslutning'))).status); })();
  await withChanged(CODEBOOK, (xml) => xml.replace('Hva var fravær (i %)?', word), async () => {
    await until(async () => (await visitor.openPage(address(id, 'avslutning'))).main.includes(word), 'the new words are on the page');
  }, () => assert.equal(own.jobbsjanse('codebook', 'apply', '--yes').status, 0));
  await until(async () => !(await visitor.openPage(address(id, 'avslutning'))).main.includes(word), 'the old words are back');
  going = false;
  await stream;
  assert.deepEqual([...statuses], [200]);
});

test('where synthetic numbers are not allowed one is refused, with everything kept', async () => {
  const visitor = await login('trondheim');
  let number;
  const send = async () => {
    number = someWoman();
    return visitor.submit(fillGate(await openNew(visitor), { fodselsnummer: number }), '/deltakere/ny');
  };
  await withChanged(SETTINGS, (text) => text.replace(/^(synthetic_numbers *=).*$/m, '$1 no'), async () => {
    let answer = null;
    await until(async () => { answer = await send(); return answer.status === 422; }, 'the setting is taken up');
    const page = assertRefused(answer, 'fodselsnummer');
    assert.match(messageAt(page, 'fodselsnummer'), /syntetisk|test/i);
    assertKept(page, { fodselsnummer: number, oppstartsdato: '01.02.2024' });
  });
  await until(async () => (await send()).status === 303, 'the setting is back');
});

test('a second ./dev run takes up what is there, and makes nothing anew', async () => {
  const visitor = await login('trondheim');
  const { id, number } = await register(visitor);
  own.stop();
  await assert.rejects(visitor.get('/deltakere'));
  const said = own.run();
  assert.match(said, new RegExp(`127\\.0\\.0\\.1:${own.port}`));
  assert.doesNotMatch(said, /Installing|Configuring|Making the private database|Loading/);
  const again = await login('trondheim');
  assert.equal(await times(again, number), 1);
  assert.equal((await save(again, id, 'bakgrunn', ANSWERS.bakgrunn)).status, 303);
});
