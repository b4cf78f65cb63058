// A download while it runs (requirement D2): how far it has come is told to the one who started it, and she can stop it; the
// worker and its query are free at once.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { as } from '../http/client.mjs';
import { until } from '../http/installation.mjs';
import { admin, closeAll } from '../sql/database.mjs';
import { settle } from './people.mjs';
import { standingReader } from './slow_reader.mjs';

// More than all buffers on the way hold: long texts.
const WOMEN = 700;
const LONG = 'Å'.repeat(100);
const STAVANGER = { kommunenummer: '1103', kommunenavn: 'Stavanger', bydel: '', status: 'endret', avslutningsdato: null, navn: LONG.repeat(6), fodeland: LONG, oppholdsgrunnlag: LONG, sivilstand: LONG, confirmed: [] };
const ADDRESS = '/deltakere/datasett.csv?kommune=1103';

let takeAway = async () => {};
before(async () => { takeAway = await settle(randomInt(2 ** 31), WOMEN, () => STAVANGER); });
after(async () => {
  await takeAway();
  await closeAll();
});

const running = async (visitor, query = 'siden=60&av=700') => (await visitor.get(`/deltakere/kvittering/siste?${query}`)).text;
const rowsSent = (html, reference) => {
  const item = html.split('<li').find((part) => part.includes(`/${reference}/stopp`));
  return item && Number(/([\d\s\u00a0]+?)(?: av [\d\s\u00a0]+)? rader er sendt/.exec(item)[1].replace(/\D/g, ''));
};
const statements = async () => (await admin.query('SELECT info FROM information_schema.processlist')).filter(({ info }) => /participant/.test(info ?? '') && !/processlist/.test(info)).length;

test('D2: how many rows are sent is told while it runs, and the receipt says so too; she can stop it', async () => {
  const visitor = await as('imdi');
  const reader = await standingReader(visitor, ADDRESS);
  await until(async () => rowsSent(await running(visitor), reader.reference) > 0, 'the first rows are counted');
  const sent = rowsSent(await running(visitor), reader.reference);
  assert.ok(sent < WOMEN, `${sent} rows`);
  const receipt = await visitor.openPage(`/deltakere/kvittering/${reader.reference}`);
  assert.match(receipt.main, /Pågår\. [\d ]+ rader er sendt\./);
  assert.match((await visitor.openPage('/deltakere/kvittering')).main, /Fullt datasett \(CSV\) – Pågår/);
  const before = await statements();
  const answer = await visitor.submit(receipt.form('form.stoppknapp'), `/deltakere/kvittering/${reader.reference}`);
  assert.equal(answer.location, `/deltakere/kvittering/${reader.reference}`);
  await until(async () => rowsSent(await running(visitor), reader.reference) === undefined, 'it is stopped, though its reader takes nothing', 5);
  assert.ok(await statements() < before, 'the database is free');
  assert.match((await visitor.openPage(`/deltakere/kvittering/${reader.reference}`)).main, /Ikke fullført/);
  assert.equal(await reader.rest(), false, 'nobody takes it for a whole file');
});

test('D2: a reader who goes on gets the whole file, and is told that it is done', async () => {
  const visitor = await as('imdi');
  const reader = await standingReader(visitor, ADDRESS);
  await until(async () => rowsSent(await running(visitor), reader.reference) > 0, 'the first rows are counted');
  assert.equal(await reader.rest(), true);
  await until(async () => /Ferdig: [\d\s\u00a0]+ rader/.test((await running(visitor)).split('<li').find((part) => part.includes(reader.reference))), 'its end is told');
});

test('I8: a download that somebody else started is not told of, and not stopped', async () => {
  const [owner, other] = [await as('imdi'), await as('trondheim')];
  const reader = await standingReader(owner, ADDRESS);
  await until(async () => rowsSent(await running(owner), reader.reference) > 0, 'the first rows are counted');
  assert.ok(!(await running(other)).includes(reader.reference));
  const csrf = (await other.openPage('/deltakere')).one('form input[name=csrf]').attribs.value;
  assert.equal((await other.post(`/deltakere/kvittering/${reader.reference}/stopp`, { csrf })).status, 404);
  assert.equal((await owner.post(`/deltakere/kvittering/${reader.reference}/stopp`, { csrf: 'x' })).status, 403);
  await sleep(600);
  assert.ok(rowsSent(await running(owner), reader.reference) > 0);
  reader.leave();
  await until(async () => rowsSent(await running(owner), reader.reference) === undefined, 'a reader who leaves ends it', 5);
});

test('what is asked for must be figures', async () => {
  const visitor = await as('imdi');
  for (const bad of ['', 'siden=', 'siden=x', 'siden=-1', 'siden=100000', 'siden=1&av=x', 'siden=1&av=-1']) assert.equal((await visitor.get(`/deltakere/kvittering/siste?${bad}`)).status, 400, bad);
  const other = await as('trondheim'); // who has taken nothing just now
  assert.doesNotMatch(await running(other, 'siden=0'), /<li/);
});
