// One field saved by itself: PATCH /deltakere/{id}/felt/{navn} (requirements I7, P6, P14, P16, C4, C4b, I8; ui.md 3).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { awaitName } from './freg.mjs';
import { until } from './installation.mjs';
import { Page } from './page.mjs';
import { address, fillGate, openForm, openNew, register, save, saved, stored } from './participant.mjs';
import { day, someMan, someWoman } from './women.mjs';

const one = await as('oslo');
const other = await as('grunerlokka');
const start = async () => (await register(other)).id;
const asList = (value) => [value].flat().map(String);

const send = (visitor, id, name, fields) => visitor.request('PATCH', `/deltakere/${id}/felt/${name}`, {
  headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString(),
});

// What the script sends for a field of this page as it was drawn. `more` overrides or, with null, leaves out.
function patch(visitor, id, drawn, name, value, more = {}) {
  const { basis = drawn.values(name), ...others } = more;
  const rest = { versjon: drawn.value('versjon'), nokkel: randomBytes(16).toString('hex'), csrf: drawn.value('csrf'), ...others };
  return send(visitor, id, name, [
    ...(asList(value).length > 0 ? asList(value) : ['']).map((text) => [name, text]),
    ...(basis === null ? [] : (asList(basis).length > 0 ? asList(basis) : ['']).map((text) => ['basis', text])),
    ...Object.entries(rest).filter(([, text]) => text !== null),
  ]);
}

// The answer's parts as the script takes them: what is to stand in the place of what.
function parts(answer) {
  assert.match(answer.type, /^text\/html; ?charset=utf-8$/i);
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
  const whole = (html) => new Page(`<!DOCTYPE html><html><head></head><body>${html}</body></html>`);
  const page = whole(answer.text);
  assert.deepEqual([...page.parseErrors, ...page.unclosed], [], 'right HTML');
  const found = new Map([...answer.text.matchAll(/<template ([^>]*?)(?: data-vist="[^"]*")?>([^]*?)<\/template>/g)].map(([, mark, html]) => [mark, whole(html)]));
  const html = (selector) => found.get(selector.slice('template['.length, -1)) ?? null;
  return {
    html,
    version: Number(html('template[data-for="input[name=versjon]"]').attribute('input', 'value')),
    message: (name) => html(`template[data-for="#${name}-m"]`).text('body'),
    facts: html('template[data-for="#fakta"]').text('body'),
    steps: html('template[data-for="#steg"]').text('body'),
    notice: html('template[data-for="#varsler"]').text('body'),
    answer: (name) => html(`template[data-svar="${name}"]`)?.all('data').map((node) => node.attribs.value),
  };
}

test('200: the answer is stored, and told are version, facts, steps and no message', async () => {
  const id = await start();
  await awaitName(one, id); // or it might come between the answer and the page
  const drawn = await openForm(one, id, 'bakgrunn');
  const answer = await patch(one, id, drawn, 'rett_norskopplaring', '1');
  assert.equal(answer.status, 200);
  const told = parts(answer);
  assert.equal(told.version, Number(drawn.value('versjon')) + 1);
  assert.equal(told.message('rett_norskopplaring'), '');
  assert.match(told.facts, /Endret.*Sist endret ?\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d.*Alle svar er lagret/);
  const page = await one.openPage(address(id, 'bakgrunn'));
  assert.equal(told.facts, page.text('#fakta'), 'the facts are those of a page drawn afresh');
  assert.equal(told.steps, page.text('#steg'), 'the steps too');
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
});

test('all values of the one name are stored; other fields sent along are not', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  const answer = await patch(one, id, drawn, 'tiltak_for_jobbsjansen', ['3', '1'], { utdanning_norge: '4' });
  assert.equal(answer.status, 200);
  assert.deepEqual(parts(answer).answer('tiltak_for_jobbsjansen'), ['1', '3']);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'tiltak_for_jobbsjansen'), ['1', '3']);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_norge'), []);
});

test('no value of the name empties it', async () => {
  const id = await start();
  await saved(one, id, 'bakgrunn', { tiltak_for_jobbsjansen: ['1'], utdanning_norge: '2' });
  for (const name of ['tiltak_for_jobbsjansen', 'utdanning_norge']) {
    const drawn = await openForm(one, id, 'bakgrunn');
    const answer = await send(one, id, name, [['basis', drawn.value(name)], ['versjon', drawn.value('versjon')], ['csrf', drawn.value('csrf')]]);
    assert.equal(answer.status, 200);
    assert.deepEqual(await stored(one, id, 'bakgrunn', name), []);
  }
});

test('a date is echoed as dd.mm.yyyy (P16)', async () => {
  const id = await start();
  const answer = await patch(one, id, await openForm(one, id, 'person-og-prosjekt'), 'oppstartsdato', '1.3.24');
  assert.equal(answer.status, 200);
  assert.deepEqual(parts(answer).answer('oppstartsdato'), ['01.03.2024']);
});

test('422: a value that breaks its own rule is not saved, and what is stored is told (C4b, P16)', async () => {
  const id = await start();
  for (const typed of [day(1).typed, 'i fjor', '31.02.2024', '']) {
    const drawn = await openForm(one, id, 'person-og-prosjekt');
    const answer = await patch(one, id, drawn, 'oppstartsdato', typed);
    assert.equal(answer.status, 422, typed);
    assert.match(parts(answer).message('oppstartsdato'), /\S.*Dette er lagret fra før: 01\.02\.2024/, typed);
    assert.doesNotMatch(parts(answer).facts, /Alle svar er lagret/);
    assert.equal(parts(answer).version, Number(drawn.value('versjon')));
    assert.deepEqual(await stored(one, id, 'person-og-prosjekt', 'oppstartsdato'), ['01.02.2024']);
  }
  const number = await patch(one, id, await openForm(one, id, 'person-og-prosjekt'), 'fodselsnummer', someMan());
  assert.equal(number.status, 422);
});

test('a value that breaks a rule between fields is saved and flagged (C4b)', async () => {
  const id = await start();
  const answer = await patch(one, id, await openForm(one, id, 'avslutning'), 'avslutningsdato', '01.01.2024');
  assert.equal(answer.status, 200);
  assert.ok(parts(answer).message('avslutningsdato').length > 10);
  assert.match(parts(answer).facts, /Avsluttet/);
  assert.deepEqual(await stored(one, id, 'avslutning', 'avslutningsdato'), ['01.01.2024']);
});

test('422: a code that is not on the list, or not offered, is refused', async () => {
  const id = await start();
  for (const [page, name, code] of [['bakgrunn', 'utdanning_norge', '77'], ['bakgrunn', 'utdanning_norge', 'x'], ['person-og-prosjekt', 'finansieringstype', '9'],
    ['bakgrunn', 'tiltak_for_jobbsjansen', ['1', '77']], ['programinnhold', 'helsefremmende_tiltak', ['1', '99']]]) {
    const before = await stored(one, id, page, name);
    const answer = await patch(one, id, await openForm(one, id, page), name, code);
    assert.equal(answer.status, 422, `${name} ${code}`);
    assert.ok(parts(answer).message(name).length > 5);
    assert.deepEqual(await stored(one, id, page, name), before);
  }
});

test('422: a locked question, and what others supply, is not to be changed (C4, P8)', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  const locked = await patch(one, id, drawn, 'antall_barn', '2');
  assert.equal(locked.status, 422);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'antall_barn'), []);
  for (const name of ['navn', 'person_id', 'fodeland']) assert.equal((await patch(one, id, drawn, name, '1')).status, 422, name);
});

test('an answer that locks another empties it, tells so, and can be undone (C4)', async () => {
  const id = await start();
  await saved(one, id, 'bakgrunn', { omsorgsansvar_barn: '1' });
  await saved(one, id, 'bakgrunn', { antall_barn: '3' });
  const answer = await patch(one, id, await openForm(one, id, 'bakgrunn'), 'omsorgsansvar_barn', '2');
  assert.equal(answer.status, 200);
  const told = parts(answer);
  assert.match(told.notice, /Antall barn ?: 3/);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'antall_barn'), []);
  const undo = told.html('template[data-for="#varsler"]').form('form');
  assert.equal((await one.submit(undo)).status, 303);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'antall_barn'), ['3']);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'omsorgsansvar_barn'), ['1']);
});

test('different fields merge: neither save undoes the other', async () => {
  const id = await start();
  const mine = await openForm(one, id, 'bakgrunn');
  const theirs = await openForm(other, id, 'bakgrunn');
  assert.equal((await patch(one, id, mine, 'deltatt_intro', '2')).status, 200);
  assert.equal((await patch(other, id, theirs, 'utdanning_norge', '4')).status, 200);
  assert.equal((await patch(one, id, mine, 'rett_norskopplaring', '2')).status, 200);
  assert.deepEqual(await Promise.all(['deltatt_intro', 'utdanning_norge', 'rett_norskopplaring'].map((name) => stored(one, id, 'bakgrunn', name))), [['2'], ['4'], ['2']]);
});

for (const [how, version] of [['a page as old as the field', (drawn) => drawn.value('versjon')], ['a page that has grown newer than the field', (drawn) => Number(drawn.value('versjon')) + 1],
  ['no version at all', () => null]]) {
  test(`409: somebody else changed the field; nothing is overwritten, and one picks (${how})`, async () => {
    const id = await start();
    const drawn = await openForm(one, id, 'bakgrunn');
    assert.equal((await patch(other, id, await openForm(other, id, 'bakgrunn'), 'rett_norskopplaring', '1')).status, 200);
    const answer = await patch(one, id, drawn, 'rett_norskopplaring', '2', { versjon: version(drawn) });
    assert.equal(answer.status, 409);
    const block = parts(answer).html('template[data-konflikt="rett_norskopplaring"]');
    const colleague = (await other.openPage('/deltakere')).text('header');
    const said = block.text('body');
    const named = /([A-ZÆØÅ]\S+ [A-ZÆØÅ]\S+) lagret et annet svar \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d/.exec(said)?.[1];
    assert.ok(named && colleague.includes(named), said);
    const shown = block.attribute('input[name=vist_rett_norskopplaring]', 'value');
    assert.match(said, /Behold det som er lagret: Ja.*Bruk mitt svar: Nei/);
    assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);

    const keep = await patch(one, id, drawn, 'rett_norskopplaring', '2', { basis: null, velg_rett_norskopplaring: 'lagret' });
    assert.equal(keep.status, 200);
    assert.deepEqual(parts(keep).answer('rett_norskopplaring'), ['1']);
    assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
    const mine = await patch(one, id, drawn, 'rett_norskopplaring', '2', { basis: null, versjon: version(drawn), velg_rett_norskopplaring: 'mitt', vist_rett_norskopplaring: shown });
    assert.equal(mine.status, 200);
    assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['2']);
  });
}

test('a pick counts for the answers that were shown: a third one, saved meanwhile, is shown first (P14)', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  const block = async (more = {}) => {
    const answer = await patch(one, id, drawn, 'rett_norskopplaring', '2', more);
    assert.equal(answer.status, 409, JSON.stringify(more));
    return parts(answer).html('template[data-konflikt="rett_norskopplaring"]');
  };
  const pick = (shown, more = {}) => ({ basis: null, velg_rett_norskopplaring: 'mitt', vist_rett_norskopplaring: shown.attribute('input[name=vist_rett_norskopplaring]', 'value'), ...more });
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  const first = await block();
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '9' });
  for (const versjon of [drawn.value('versjon'), null]) assert.match((await block(pick(first, { versjon }))).text('body'), /Behold det som er lagret: Ukjent/);
  await block({ basis: null, versjon: null, velg_rett_norskopplaring: 'mitt' });
  await block({ basis: null, velg_rett_norskopplaring: 'mitt', vist_rett_norskopplaring: 'x' });
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['9']);
  assert.equal((await patch(one, id, drawn, 'rett_norskopplaring', '2', pick(await block()))).status, 200);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['2']);
});

test('what others saved since the page was drawn comes along, to stand where the user has not been (P14)', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { deltatt_intro: '1', utdanning_norge: '4' });
  await saved(other, id, 'programinnhold', { helsefremmende_tiltak: ['1'] });
  const told = parts(await patch(one, id, drawn, 'rett_norskopplaring', '2'));
  assert.deepEqual(['deltatt_intro', 'utdanning_norge', 'rett_norskopplaring', 'lese_skrive_morsmal', 'helsefremmende_tiltak'].map((name) => told.answer(name)), [['1'], ['4'], ['2'], undefined, undefined]);
});

test('the last page learns whether she can be discharged, and every page how she is called', async () => {
  const id = await start();
  await awaitName(one, id, 60); // else it may come between the two answers that are compared
  const told = parts(await patch(one, id, await openForm(one, id, 'avslutning'), 'avslutningsdato', '01.05.2025'));
  assert.match(told.html('template[data-for="#utskriv-del"]').text('body'), /Det mangler \d+ svar før deltakeren kan skrives ut/);
  assert.match(told.html('template[data-for="#lagreknapp"]').text('body'), /Lagre og gå til deltakeroversikten/);
  assert.equal(told.html('template[data-for="#her"]').text('body'), (await one.openPage(address(id, 'avslutning'))).text('#her'));
  assert.equal(parts(await patch(one, id, await openForm(one, id, 'bakgrunn'), 'utdanning_norge', '4')).html('template[data-for="#utskriv-del"]').text('body'), '');
});

test('the same answer from both is no conflict, nor is what was there again', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  for (const code of ['1', '2', '1']) await saved(other, id, 'bakgrunn', { rett_norskopplaring: code });
  assert.equal((await patch(one, id, drawn, 'rett_norskopplaring', '1')).status, 200);
  assert.equal((await patch(one, id, drawn, 'rett_norskopplaring', '9', { basis: '1' })).status, 200, 'drawn with what is stored now');
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['9']);
});

test("one's own edits in two tabs and from two computers never conflict: the later one counts", async () => {
  const id = await start();
  const first = await openForm(one, id, 'bakgrunn');
  const second = await openForm(one, id, 'bakgrunn');
  const elsewhere = await Visitor.login('oslo');
  const third = await openForm(elsewhere, id, 'bakgrunn');
  assert.equal((await patch(one, id, first, 'rett_norskopplaring', '1')).status, 200);
  assert.equal((await patch(one, id, second, 'rett_norskopplaring', '2')).status, 200);
  assert.equal((await patch(elsewhere, id, third, 'rett_norskopplaring', '9')).status, 200);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['9']);
});

test('the page post after saves of single fields sees the same: no conflict with oneself, one with the other', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  assert.equal((await patch(one, id, drawn, 'utdanning_norge', '4')).status, 200);
  assert.equal((await one.submit(drawn.set('utdanning_norge', '3'), address(id, 'bakgrunn'))).status, 303);
  assert.equal((await patch(other, id, await openForm(other, id, 'bakgrunn'), 'rett_norskopplaring', '1')).status, 200);
  assert.equal((await one.submit(drawn.set('rett_norskopplaring', '2'), address(id, 'bakgrunn'))).status, 409);
});

test('the same request again, key and all, is answered as saved and stored once (I6)', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  const nokkel = randomBytes(16).toString('hex');
  const first = await patch(one, id, drawn, 'utdanning_norge', '4', { nokkel });
  const again = await patch(one, id, drawn, 'utdanning_norge', '4', { nokkel });
  assert.deepEqual([first.status, again.status], [200, 200]);
  assert.equal(parts(again).version, parts(first).version);
  const both = await Promise.all([1, 2, 3].map(() => patch(one, id, drawn, 'deltatt_intro', '2', { nokkel: `${nokkel}x` })));
  assert.deepEqual(both.map((answer) => answer.status), [200, 200, 200]);
  assert.equal(Number((await openForm(one, id, 'bakgrunn')).value('versjon')), parts(first).version + 1);
});

test('401 without a session or after logging out: no redirect, nothing stored', async () => {
  const id = await start();
  const leaving = await Visitor.login('oslo');
  const drawn = await openForm(leaving, id, 'bakgrunn');
  await leaving.submit((await leaving.openPage('/deltakere')).formPostingTo('/logg-ut'), '/logg-ut');
  for (const visitor of [leaving, new Visitor()]) {
    const answer = await patch(visitor, id, drawn, 'utdanning_norge', '4');
    assert.equal(answer.status, 401);
    assert.equal(answer.location, null);
  }
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_norge'), []);
});

test('403 without the anti-forgery token or with another one; 200 with it', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  const theirs = (await openForm(other, id, 'bakgrunn')).value('csrf');
  for (const csrf of [null, '', 'x', theirs]) assert.equal((await patch(one, id, drawn, 'utdanning_norge', '4', { csrf })).status, 403, String(csrf));
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_norge'), []);
  assert.equal((await patch(one, id, drawn, 'utdanning_norge', '4')).status, 200);
});

test("404 for another's participant, for one who only looks, for no participant, and for no such field (I8)", async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  const trondheim = await as('trondheim');
  const csrf = (await openNew(trondheim)).value('csrf');
  const foreign = await patch(trondheim, id, drawn, 'utdanning_norge', '4', { csrf });
  const nobody = await patch(trondheim, 'bcdfghjkmnpqrstv', drawn, 'utdanning_norge', '4', { csrf });
  assert.deepEqual([foreign.status, nobody.status], [404, 404]);
  assert.equal(foreign.page.main, nobody.page.main);
  const imdi = await as('imdi');
  const token = (await imdi.openPage('/hjelp')).attribute('[name=csrf]', 'value');
  assert.equal((await patch(imdi, id, drawn, 'utdanning_norge', '4', { csrf: token })).status, 404);
  for (const name of ['finnes_ikke', 'utdanning_norge%27', 'provedato']) assert.equal((await patch(one, id, drawn, name, '4')).status, 404, name);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_norge'), []);
});

test('other methods at the address are 405 and told which it knows; a body that is no form is refused', async () => {
  const id = await start();
  for (const method of ['GET', 'POST', 'DELETE']) {
    const answer = await one.request(method, `/deltakere/${id}/felt/utdanning_norge`, method === 'GET' ? {} : { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' });
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.get('allow'), 'PATCH');
  }
  const json = await one.request('PATCH', `/deltakere/${id}/felt/utdanning_norge`, { headers: { 'content-type': 'application/json' }, body: '{}' });
  assert.equal(json.status, 415);
});

test('a field of the create gate can be changed, never emptied (P4)', async () => {
  const id = await start();
  for (const name of ['fodselsnummer', 'oppstartsdato', 'finansieringstype']) {
    const drawn = await openForm(one, id, 'person-og-prosjekt');
    assert.equal((await patch(one, id, drawn, name, '')).status, 422, name);
    assert.deepEqual(await stored(one, id, 'person-og-prosjekt', name), drawn.values(name));
  }
});

test('the script creates with one post and stays on the page; repeated, there is still one (P6)', async () => {
  const form = fillGate(await openNew(one));
  form.set('videre', 'bli');
  const first = await one.post('/deltakere/ny', form.fields);
  assert.equal(first.status, 303);
  assert.match(first.location, /^\/deltakere\/[a-z]{16}\/person-og-prosjekt$/);
  const again = await one.post('/deltakere/ny', form.fields);
  assert.equal(again.location, first.location);
});

test('a save of any field costs at most two round trips to the database beyond who asks', async () => {
  const id = await start();
  const log = () => readFileSync(join(environment.DIR, 'log', 'application.log'), 'utf8').split('\n').filter((line) => line.includes('/felt/{name}'));
  for (let i = 0; i < 40; i += 1) await one.openPage(address(id, 'person-og-prosjekt')); // each worker reads the names of districts once
  for (const [page, name, value] of [
    ['person-og-prosjekt', 'oppstartsdato', '01.03.2024'], ['person-og-prosjekt', 'finansieringstype', '2'], ['person-og-prosjekt', 'fodselsnummer', someWoman()],
    ['person-og-prosjekt', 'reservasjon_deling', '1'], ['bakgrunn', 'utdanning_norge', '1'], ['bakgrunn', 'tiltak_for_jobbsjansen', ['1', '3']], ['bakgrunn', 'omsorgsansvar_barn', '1'],
    ['bakgrunn', 'antall_barn', '3'], ['bakgrunn', 'omsorgsansvar_barn', '2'], ['programinnhold', 'helsefremmende_tiltak', ['1']], ['avslutning', 'avslutningsdato', '01.05.2025'],
  ]) {
    const drawn = await openForm(one, id, page);
    const before = log().length;
    assert.equal((await patch(one, id, drawn, name, value)).status, 200, name);
    await until(() => log().length > before, 'the request is logged'); // which comes after its answer
    const lines = log().slice(before);
    assert.equal(lines.length, 1);
    assert.ok(Number(/ sql=(\d+) /.exec(lines[0])[1]) <= 3, `${name}: ${lines[0]}`);
  }
});

test('a field is refused as a form is, whatever is sent in its place: nothing is stored, and nobody is overwritten', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  const many = Array.from({ length: 10_000 }, () => '2');
  for (const [value, more, allowed] of [
    [many, {}, [400, 413]],
    ['2', { basis: many }, [400, 409, 413]],
    ['2'.repeat(2_000_000), {}, [413]],
    ['2\0', {}, [400, 422]],
    ['2', { basis: ['x', '<b>', '77'] }, [409]],
    ['2', { basis: '2'.repeat(100_000) }, [409, 413]],
    [['1', '2'], {}, [422]],
    ['"><script>alert(1)</script>', {}, [422]],
    ...['-1', '0', 'x', '1.5', '2147483648', '99999999999999999999', '1; DROP TABLE participant', ''].map((versjon) => ['2', { versjon }, [409]]),
    ['2', { versjon: null, basis: '2' }, [200]], // left as it was drawn: no answer of one's own
  ]) {
    const what = `${JSON.stringify(value).slice(0, 40)} ${JSON.stringify(more).slice(0, 40)}`;
    const answer = await patch(one, id, drawn, 'rett_norskopplaring', value, more);
    assert.ok(allowed.includes(answer.status), `${answer.status} for ${what}`);
    assert.ok(!answer.text.includes('<script>alert'), what);
    assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['1'], what);
  }
});

test('what was typed comes back as text, not as HTML', async () => {
  const id = await start();
  const typed = `"><img src=x>'&amp;</template><b>`;
  const answer = await patch(one, id, await openForm(one, id, 'bakgrunn'), 'intro_avsluttet_dato', typed);
  assert.equal(answer.status, 422);
  assert.doesNotMatch(answer.text, /<img|<\/template><b>/);
});

test('a key that was used for something else does not stand in the way, nor answer for it', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  const nokkel = randomBytes(16).toString('hex');
  assert.equal((await patch(one, id, drawn, 'utdanning_norge', '4', { nokkel })).status, 200);
  assert.equal((await patch(one, id, drawn, 'utdanning_utland', '3', { nokkel })).status, 200);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_utland'), ['3']);
  for (const odd of [null, '', 'æ'.repeat(5000), "'; --"]) assert.equal((await patch(one, id, drawn, 'utdanning_norge', odd === null ? '1' : '2', { nokkel: odd })).status, 200, String(odd).slice(0, 10));
});

test('control: the page post and the single field store the same', async () => {
  const [a, b] = [await start(), await start()];
  await save(one, a, 'bakgrunn', { tiltak_for_jobbsjansen: ['1', '3'] });
  await patch(one, b, await openForm(one, b, 'bakgrunn'), 'tiltak_for_jobbsjansen', ['1', '3']);
  assert.deepEqual(await stored(one, a, 'bakgrunn', 'tiltak_for_jobbsjansen'), await stored(one, b, 'bakgrunn', 'tiltak_for_jobbsjansen'));
});
