// No text reaches a reader without having gone through a catalogue (requirement U1): all pages, and what forms answer,
// in a language that puts every text in brackets. The codebook's words are not ours to bracket: they say that they
// are bokmål.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { texts } from '../structure/nynorsk.mjs';
import { elsewhere, Visitor } from './client.mjs';
import { environment, TOP } from './environment.mjs';
import { Freg } from './freg.mjs';
import { until } from './installation.mjs';
import { Marked, unmarked } from './marked.mjs';
import { Page } from './page.mjs';
import { address, ANSWERS, confirmName, fillAll, fillGate, openForm, openNew, register, saved } from './participant.mjs';
import { pattern } from './pattern.mjs';
import { someWoman } from './women.mjs';

const EXAMPLES = 4; // of addresses that differ in their id or query alone

// Where the register shows what somebody else wrote.
const DATA = ['.teknisk', '.oppsummering dd > span:not([class])', // the last: answers, Folkeregisteret's too
  '.oppsummering .utvalg > span', // of a receipt, in the language of who downloaded
  '.loggtid', '.logghvem', '.loggfor', '.loggna']; // what the log holds
const column = (file, number) => readFileSync(join(TOP, 'data', file), 'utf8').split('\n').slice(1).map((line) => line.split(';')[number]);
const PLACES = new Set([...column('kommuner.csv', 3).map((name) => name?.split(' - ')[0]), ...column('kommuner.csv', 4), ...column('kommuner.csv', 1), ...column('kommuner-2020-2023.csv', 1), ...column('bydeler.csv', 1)]);
const xml = readFileSync(join(TOP, 'codebook.xml'), 'utf8');
const CODEBOOK = new Set([...texts(xml).map((one) => one.nb), ...[...xml.matchAll(/\b(?:type|source)="([^"]*)"/g)].map(([, text]) => text)]);
const REGISTERS = new Set([...xml.matchAll(/<register [^>]*\btitle="([^"]*)"/g)].map(([, title]) => title)); // names, in any language
const NAME = /^\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+$/u; // of a person; our own texts have one capital

const ACTORS = new Set(['Regelmotor', 'Import']); // stored as who entered a row, like a person's name
const WRITTEN_ALIKE = /^\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d$|^[0-9a-f-]{36}$|^\S+@\S+$/; // U3: dates; PersonId; addresses

const contains = (outer, node) => node && (node === outer || contains(outer, node.parent));

// In a title the codebook's words stand before a dash and the site's name.
// What on this page is data, or says itself that it is in another language.
function isOfOthers(page) {
  const others = new Set(page.all(['[lang]:not(html)', '[translate=no]', ...DATA].join(', ')));
  const isWithin = (node) => node && (others.has(node) || isWithin(node.parent));
  // A title and an attribute cannot say their language; the codebook's own page shows how its file is written.
  const saysItself = (text, node) => node.name === 'title' || Object.values(node.attribs ?? {}).includes(text) || REGISTERS.has(text) || isWithin(node) ||
    page.all('.kodebok').some((one) => contains(one, node));
  return (text, node) => text.split(', ').every((one) => PLACES.has(one)) || (CODEBOOK.has(text.replace(/ (\(\)|–)$/, '')) && saysItself(text, node)) ||
    NAME.test(text.replace(/,$/, '')) || ACTORS.has(text) || WRITTEN_ALIKE.test(text) || isWithin(node);
}

const marked = new Marked();
before(() => marked.start());
after(() => marked.stop());

async function reader(name, from) {
  const visitor = name ? await Visitor.login(name, { base: marked.base }) : new Visitor({ base: marked.base, from });
  visitor.jar.set('sprak', 'en');
  return visitor;
}

function assertAllMarked(answer, what, status = 200) {
  assert.equal(answer.status, status, what);
  const found = unmarked(answer.page, isOfOthers(answer.page));
  assert.deepEqual(found, [], `${what}: texts that are not marked, in a view or as _("...") in C (po/README.md)`);
  assert.match(answer.text, /⟦/, `${what} holds text`);
}

// All that can be reached by links.
async function walk(visitor, start) {
  const waiting = [start];
  const taken = new Map();
  while (waiting.length > 0) {
    const path = waiting.shift();
    const seen = taken.get(pattern(path)) ?? new Set();
    if (seen.has(path) || seen.size >= EXAMPLES || /[?&]sprak=/.test(path)) continue;
    taken.set(pattern(path), seen.add(path));
    const answer = await visitor.follow(await visitor.get(path));
    assert.ok(answer.status < 500, `${path}: ${answer.status}`); // where a worker stopped there is no page to read
    if (!answer.type.startsWith('text/html')) continue;
    assertAllMarked(answer, path);
    for (const link of answer.page.all('a[href]')) {
      const url = new URL(link.attribs.href, new URL(answer.path, marked.base));
      if (url.origin === marked.base) waiting.push(url.pathname + url.search);
    }
  }
  return taken.size;
}

for (const name of ['trondheim', 'grunerlokka', 'admin-oslo', 'baerum', 'imdi', 'systemeier']) {
  test(`U1: every page that ${name} can reach has its texts from a catalogue`, async () => {
    assert.ok(await walk(await reader(name), '/') >= (name === 'admin-oslo' ? 5 : 10));
  });
}

test('U1: login and its refusals have their texts from a catalogue', async () => {
  const visitor = await reader(null, elsewhere());
  for (const path of ['/logg-inn', '/logg-inn?ut=1', '/logg-inn?utlopt=1', '/logg-inn?til=/deltakere', '/tilgjengelighet']) assertAllMarked(await visitor.get(path), path);
  assertAllMarked(await visitor.tryLogin('ingen-slik', 'feil passord'), 'a wrong login', 422);
  assertAllMarked(await visitor.tryLogin('', ''), 'an empty login', 422);
  assertAllMarked(await visitor.tryLogin('trondheim', ''), 'a login without password', 422);
  let answer = { status: 422 };
  for (let tries = 0; answer.status === 422 && tries < 50; tries += 1) answer = await visitor.tryLogin('ingen-slik', 'feil passord');
  assertAllMarked(answer, 'a login after too many', 429);
  assertAllMarked(await visitor.post('/logg-inn', { brukernavn: 'x', passord: 'y' }), 'a forged login', 403);
});

test('U1: error pages have their texts from a catalogue', async () => {
  const visitor = await reader('trondheim');
  assertAllMarked(await visitor.get('/finnes-ikke'), 'an unknown page', 404);
  assertAllMarked(await visitor.get('/deltakere?status=ukjent'), 'an unknown status', 400);
  assertAllMarked(await visitor.get('/deltakere?sprak=de'), 'an unknown language', 400);
  assertAllMarked(await visitor.get('/deltakere/datasett.csv?verdier=alt'), 'unknown values', 400);
  assertAllMarked(await visitor.get(`/kodebok?sok=${'x'.repeat(200)}`), 'a long search', 400);
  assertAllMarked(await visitor.request('DELETE', '/deltakere'), 'a strange method', 405);
  assertAllMarked(await visitor.post('/logg-ut', {}), 'a forged form', 403);
  assertAllMarked(await visitor.request('POST', '/logg-ut', { headers: { 'content-type': 'text/plain' }, body: 'x' }), 'a body that is no form', 415);
  assertAllMarked(await visitor.request('POST', '/logg-ut', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `a=${'x'.repeat(1_100_000)}` }), 'a large form', 413);
});

test('U1: what a refused form says comes from a catalogue', async () => {
  const visitor = await reader('trondheim');
  const { page } = await visitor.get('/deltakere/ny');
  const refused = async (values, what, status = 422) => {
    const form = page.form('main form:has([name=fodselsnummer])').setAll({ fodselsnummer: '', oppstartsdato: '01.01.2024', ...values });
    assertAllMarked(await visitor.submit(form, '/deltakere/ny'), what, status);
  };
  for (const number of ['', 'abc', '123', '99999912345', '01010012345', '15915298801']) await refused({ fodselsnummer: number }, `the number "${number}"`);
  for (const date of ['', 'i går', '32.01.2024', '01.01.2199']) await refused({ oppstartsdato: date }, `the date "${date}"`);
});

const bad = {
  bakgrunn: { utdanning_norge: '4711', tiltak_for_jobbsjansen: ['1', '99'], antall_barn: 'x' },
  programinnhold: { oppstartsdato_forste_praksis: '30.02.2024', norskopplaring_spraktrening: ['4711'] },
  avslutning: { avslutningsdato: '01.01.1999', hovedarsak_avslutning: '4711' },
};

for (const [name, values] of Object.entries(bad)) {
  test(`U1: what ${name} answers to wrong answers comes from a catalogue, page and single field`, async () => {
    const visitor = await reader('trondheim');
    const { id } = await register(visitor);
    const form = await openForm(visitor, id, name);
    const fields = [['csrf', form.value('csrf')], ['nokkel', form.value('nokkel')], ['versjon', form.value('versjon')], ['videre', 'neste'],
      ...Object.entries(values).flatMap(([field, value]) => [value].flat().map((one) => [field, one]))];
    assertAllMarked(await visitor.post(address(id, name), fields), `${name} with wrong answers`, 422);
    for (const [field, value] of Object.entries(values)) {
      const body = new URLSearchParams([['csrf', form.value('csrf')], ['nokkel', form.value('nokkel')], ['versjon', form.value('versjon')], ...[value].flat().map((one) => [field, one])]);
      const answer = await visitor.request('PATCH', `/deltakere/${id}/felt/${field}`, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: body.toString() });
      assertAllMarked(answer, `${field} alone`, field === 'avslutningsdato' ? 200 : 422); // saved and told to be wrong
    }
  });
}

test('U1: searches and lists, full and empty, have their texts from a catalogue', async () => {
  const visitor = await reader('trondheim');
  for (const path of ['/kodebok?sok=arbeid', '/kodebok?sok=qqqq', '/deltakere?status=avsluttet', '/deltakere?status=utskrevet&antall=10', '/deltakere?status=opprettet&side=99']) assertAllMarked(await visitor.follow(await visitor.get(path)), path);
});

test('U1: what was emptied, a stale deletion and a stale discharge have their texts from a catalogue', async () => {
  const visitor = await reader('trondheim');
  const { id } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', { deltatt_intro: '1', intro_avsluttet_dato: '01.02.2020' });
  const emptied = await visitor.submit((await openForm(visitor, id, 'bakgrunn')).set('deltatt_intro', '2'), address(id, 'bakgrunn'));
  assert.match(emptied.location, /tomt=/);
  assertAllMarked(await visitor.get(emptied.location), 'the notice of what was emptied');
  await fillAll(visitor, id);
  await confirmName(visitor, id);
  const forms = { slett: (await visitor.openPage(address(id, 'slett'))).form('dialog form'), utskriv: (await visitor.openPage(address(id, 'utskriv'))).formPostingTo('/utskriv') };
  await saved(visitor, id, 'programinnhold', { helsefremmende_tiltak: ['1'] });
  for (const [name, form] of Object.entries(forms)) assertAllMarked(await visitor.submit(form, address(id, name)), `a stale form to ${name}`, 409);
});

test('U1: conflict, discharge, deletion and receipts have their texts from a catalogue', async () => {
  const visitor = await reader('grunerlokka');
  const { id } = await register(visitor);
  assertAllMarked(await visitor.get(`/deltakere/${id}/utskriv`), 'a discharge too early');
  const early = await openForm(visitor, id, 'bakgrunn');
  const mine = await openForm(visitor, id, 'bakgrunn');
  const other = await reader('oslo');
  await other.submit((await openForm(other, id, 'bakgrunn')).setAll({ utdanning_utland: '3', deltatt_intro: '1' }), address(id, 'bakgrunn'));
  assertAllMarked(await visitor.submit(mine.set('utdanning_utland', '6'), address(id, 'bakgrunn')), 'a conflict', 409);
  early.set('csrf', 'feil');
  assertAllMarked(await visitor.submit(early, address(id, 'bakgrunn')), 'a forged page', 403);
  await fillAll(visitor, id);
  await confirmName(visitor, id);
  assertAllMarked(await visitor.get(`/deltakere/${id}/registrerte-data`), 'registered data');
  const confirm = await visitor.get(`/deltakere/${id}/utskriv`);
  assertAllMarked(confirm, 'the confirmation of a discharge');
  assertAllMarked(await visitor.follow(await visitor.submit(confirm.page.formPostingTo('/utskriv'), `/deltakere/${id}/utskriv`)), 'the receipt of a discharge');
  const gone = await visitor.get(`/deltakere/${id}/slett`);
  assertAllMarked(gone, 'before a deletion');
  assertAllMarked(await visitor.submit(gone.page.form('main > div > form'), `/deltakere/${id}/slett`), 'the second confirmation of a deletion');
  const again = (await visitor.get(`/deltakere/${id}/slett`)).page.form('dialog form');
  assertAllMarked(await visitor.follow(await visitor.submit(again, `/deltakere/${id}/slett`)), 'the receipt of a deletion');
});

test('U1: the annual report, refused and confirmed, changed since, has its texts from a catalogue', async () => {
  const visitor = await reader('trondheim');
  const { id } = await register(visitor);
  const data = address(id, 'registrerte-data');
  const send = async () => visitor.submit((await visitor.openPage(data)).form('#arsrapport form'), address(id, 'bekreft'));
  assertAllMarked(await send(), 'a report with gaps', 422);
  await confirmName(visitor, id);
  await saved(visitor, id, 'programinnhold', ANSWERS.programinnhold);
  const told = await send();
  assert.equal(told.status, 303);
  assertAllMarked(await visitor.get(told.location), 'the receipt of a report');
  await saved(visitor, id, 'programinnhold', { helsefremmende_tiltak: ['1'] });
  assertAllMarked(await visitor.get(data), 'a report that is changed since');
  assertAllMarked(await visitor.follow(await visitor.get(address(id, 'bekreft'))), 'the address of the confirmation');
  for (const path of ['/deltakere', address(id, 'bakgrunn')]) assertAllMarked(await visitor.get(path), `${path} of one who is confirmed`);
});

test('U1: what IMDi is told of wrong dates has its texts from a catalogue', async () => {
  const visitor = await reader('imdi');
  for (const dates of [{ apner: '' }, { frist: 'i går' }, { apner: '01.01.2199' }, { stenger: '01.01.1999' }]) {
    const form = (await visitor.openPage('/rapportering?ar=2025')).form('main form:has([name=apner])').setAll(dates);
    assertAllMarked(await visitor.submit(form, '/rapportering'), JSON.stringify(dates), 422);
  }
  for (const path of ['/rapportering?ar=1999', '/rapportering?ar=nei']) {
    const answer = await visitor.get(path);
    assertAllMarked(answer, path, answer.status);
  }
});

test('U1: one woman registered twice: the refusal, the warning and the card have their texts from a catalogue', async () => {
  const number = someWoman();
  const [one, other] = [await reader('flere'), await reader('trondheim')];
  assertAllMarked(await one.get('/deltakere'), 'the overview of two municipalities');
  await register(one, { kommunenummer: '4601', fodselsnummer: number });
  const form = fillGate(await openNew(other), { fodselsnummer: number });
  const refused = await other.submit(form, '/deltakere/ny');
  assertAllMarked(refused, 'open elsewhere', 422);
  const made = await other.submit(refused.page.form('main form:has([name=fodselsnummer])'), '/deltakere/ny', { name: 'registrer_likevel' });
  assertAllMarked(await other.get(made.location), 'the card of one who is open twice');
  assertAllMarked(await other.submit(fillGate(await openNew(other), { fodselsnummer: number }), '/deltakere/ny'), 'open here', 422);
  assertAllMarked(await (await reader('imdi')).get('/kvalitet'), 'the quality list');
});

test('U1: what is told of the name, and the confirmation in another way, has its texts from a catalogue', async () => {
  const freg = new Freg();
  const visitor = await reader('trondheim');
  for (const [kind, more] of [[null], ['delay', { ms: 2000 }], ['absent', {}], ['protected', { level: 'strengtFortrolig' }], ['broken', {}]]) {
    const fodselsnummer = someWoman();
    if (kind) await freg.tell(fodselsnummer, kind, more);
    const { id } = await register(visitor, { fodselsnummer });
    assertAllMarked(await visitor.get(address(id, 'person-og-prosjekt')), `${kind}: while the name is fetched`);
    if (!kind || kind === 'delay') continue;
    const path = `/deltakere/${id}/navn/bekreft`;
    await until(async () => (await visitor.get(path)).status === 200, `another way is offered: ${kind}`);
    for (const where of [address(id, 'person-og-prosjekt'), `/deltakere/${id}/navn`, path]) assertAllMarked(await visitor.get(where), `${kind}: ${where}`);
    for (const begrunnelse of ['', 'x'.repeat(600)]) assertAllMarked(await visitor.submit((await visitor.openPage(path)).form('main form').set('begrunnelse', begrunnelse), path), `a reason of ${begrunnelse.length}`, 422);
    await visitor.submit((await visitor.openPage(path)).form('main form').set('begrunnelse', 'sett@example.no'), path);
    for (const where of ['person-og-prosjekt', 'registrerte-data']) assertAllMarked(await visitor.get(address(id, where)), `${kind}: confirmed in another way, ${where}`);
  }
  await freg.well();
});

test('control: a text outside brackets is found, as words and as a name', () => {
  const html = '<title>⟦En – to⟧</title><main><p>⟦Skriv <a href="#">hit</a>.⟧ Umerket</p><p lang="nb">Kodebok</p><p>12.01.2024</p><button aria-label="Lukk">×</button></main>';
  const page = new Page(html);
  assert.deepEqual(unmarked(page, isOfOthers(page)), ['Umerket', 'Lukk']);
});

test('control: the same pages in bokmål are full of texts outside brackets', async () => {
  const visitor = await reader();
  visitor.jar.delete('sprak');
  const { page } = await visitor.get('/logg-inn');
  assert.ok(unmarked(page, isOfOthers(page)).length > 10);
  assert.ok(environment.BASE_URL !== marked.base);
});
