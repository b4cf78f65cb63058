// Issue 2, "Bad input": each is answered in Norwegian on the same page, and nothing typed is lost.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Visitor, as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { environment } from './environment.mjs';
import { assertKept, assertPage, assertRefused, messageAt } from './expect.mjs';
import { ANSWERS, address, fillGate, openForm, openNew, participantId, register, save, saved, sendNew, stored } from './participant.mjs';
import { complete, day, shown, someMan, someWoman, someWomanWithDNumber, wrongCheckDigit } from './women.mjs';

const NUMBERS_REFUSED = [
  ['letters', 'abcdefghijk', /siffer|tall/i],
  ['letters among digits', '158685O9618', /siffer|tall/i],
  ['ten digits', '1586854961', /11/],
  ['twelve digits', '158685496180', /11/],
  ['a wrong last digit', wrongCheckDigit(), /kontroll|stemmer|skriv/i],
  ['two wrong check digits', '16117548867', /kontroll|stemmer|gyldig|test|syntetisk/i],
  ['a day that does not exist', complete('318201001') ?? complete('318201003') ?? complete('318201005'), /dato/i],
  ["a man's number", someMan(), /kvinne/i],
  ['a number by the rules of 2032', '15868599801', /kontroll|stemmer/i],
  ['the number on an old screen', '04088245162', /\S/],
  ['Arabic digits', '١٥٨٦٨٥٤٩٦١٨', /siffer|tall/i],
  ['a very long text', '1'.repeat(60_000), /\S/],
];

for (const [what, number, message] of NUMBERS_REFUSED) {
  test(`a birth number with ${what} is refused, and all that was typed is kept`, async () => {
    const visitor = await as('trondheim');
    const form = fillGate(await openNew(visitor), { fodselsnummer: number });
    if (form.asks('reservasjon_deling')) form.set('reservasjon_deling', '1');
    const answer = await visitor.submit(form, '/deltakere/ny');
    const page = assertRefused(answer, 'fodselsnummer');
    assert.match(messageAt(page, 'fodselsnummer'), message);
    assertKept(page, { oppstartsdato: '01.02.2024', reservasjon_deling: form.values('reservasjon_deling') });
    if (number.length < 100) assertKept(page, { fodselsnummer: number });
  });
}

for (const [what, typed, number] of [
  ['six and five digits', shown],
  ['a no-break space', (n) => `${n.slice(0, 6)}\u00a0${n.slice(6)}`],
  ['blanks around', (n) => `  ${n} `],
  ['a hyphen', (n) => `${n.slice(0, 6)}-${n.slice(6)}`],
].map(([what, how]) => [what, how, someWoman()])) {
  test(`a birth number is accepted with ${what}`, async () => {
    const visitor = await as('trondheim');
    const answer = await sendNew(visitor, fillGate(await openNew(visitor), { fodselsnummer: typed(number) }));
    assert.equal(answer.status, 303);
    const [kept] = await stored(visitor, participantId(answer), 'person-og-prosjekt', 'fodselsnummer');
    assert.equal(kept.replace(/\D/g, ''), number);
  });
}

test('a D-number is accepted', async () => {
  const visitor = await as('trondheim');
  await register(visitor, { fodselsnummer: someWomanWithDNumber() });
});

for (const [what, typed, message] of [
  ['does not exist', '31.04.2024', /finnes ikke|dato/i],
  ['is the 29th of February of a plain year', '29.02.2023', /finnes ikke|dato/i],
  ['has month 13', '01.13.2024', /dato/i],
  ['is 00.00.0000', '00.00.0000', /dato/i],
  ['is the year 9999', '01.01.9999', /fram|dato/i],
  ['is words', 'i går', /dato|skriv/i],
  ['is tomorrow', day(1).typed, /fram|i dag/i],
  ['is written in Arabic digits', '٠١.٠٢.٢٠٢٤', /dato|skriv/i],
]) {
  test(`a start date that ${what} is refused as typed`, async () => {
    const visitor = await as('trondheim');
    const number = someWoman();
    const answer = await visitor.submit(fillGate(await openNew(visitor), { fodselsnummer: number, oppstartsdato: typed }), '/deltakere/ny');
    const page = assertRefused(answer, 'oppstartsdato');
    assert.match(messageAt(page, 'oppstartsdato'), message);
    assertKept(page, { oppstartsdato: typed, fodselsnummer: number });
  });
}

test('today is no future date', async () => {
  await register(await as('trondheim'), { oppstartsdato: day().typed });
});

test('on a saved participant a refused value stays typed, the stored one is told and stays', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const answer = await save(visitor, id, 'person-og-prosjekt', { oppstartsdato: '31.02.2024', reservasjon_deling: '1' });
  const page = assertRefused(answer, 'oppstartsdato');
  assertKept(page, { oppstartsdato: '31.02.2024', reservasjon_deling: '1' });
  assert.match(messageAt(page, 'oppstartsdato'), /01\.02\.2024/, 'what is stored is said beside it (P16)');
  assert.deepEqual(await stored(visitor, id, 'person-og-prosjekt', 'oppstartsdato'), ['01.02.2024']);
});

test('a refused birth number is told the stored one, six and five', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const page = assertRefused(await save(visitor, id, 'person-og-prosjekt', { fodselsnummer: '123' }), 'fodselsnummer');
  assert.ok(messageAt(page, 'fodselsnummer').includes(shown(number)));
  assertKept(page, { fodselsnummer: '123' });
});

for (const [page, name, value] of [
  ['bakgrunn', 'deltatt_intro', '7'], ['bakgrunn', 'utdanning_norge', '10'], ['bakgrunn', 'tiltak_for_jobbsjansen', ['1', '77']],
  ['bakgrunn', 'rett_norskopplaring', 'Ja'], ['bakgrunn', 'lese_skrive_morsmal', '-1'], ['bakgrunn', 'lese_skrive_morsmal', '4294967297'],
  ['programinnhold', 'sted_arbeidspraksis', ['99']], ['avslutning', 'fravar', '7'], ['avslutning', 'hovedarsak_avslutning', '01x'],
]) {
  test(`a code outside the codebook is refused: ${name} = ${value}`, async () => {
    const visitor = await as('trondheim');
    const { id } = await register(visitor);
    const answer = await save(visitor, id, page, { [name]: value });
    assertRefused(answer, name);
    assert.deepEqual(await stored(visitor, id, page, name), []);
  });
}

for (const name of ['finansieringstype']) {
  test(`a code not valid at that date is refused: ${name} for a start in 2026`, async () => {
    const visitor = await as('trondheim');
    const number = someWoman();
    const form = fillGate(await openNew(visitor), { fodselsnummer: number, oppstartsdato: '05.01.2026' }).set(name, '1');
    const answer = await visitor.submit(form, '/deltakere/ny');
    const page = assertRefused(answer, name);
    assertKept(page, { fodselsnummer: number, oppstartsdato: '05.01.2026' });
  });

  test(`a refused answer to ${name}, which does not apply, is no dead end: the page that comes back can be sent on`, async () => {
    const visitor = await as('trondheim');
    const form = fillGate(await openNew(visitor), { oppstartsdato: '05.01.2026' }).set(name, '1');
    const back = (await visitor.submit(form, '/deltakere/ny')).page.form('main form:has([name=nokkel])');
    assert.equal((await visitor.submit(back, '/deltakere/ny')).status, 303);
  });

  test(`${name} 9 (Ukjent) is not offered, and refused when sent`, async () => {
    const visitor = await as('trondheim');
    const { id } = await register(visitor);
    const form = await openForm(visitor, id, 'person-og-prosjekt');
    assert.ok(!form.choices(name).includes('9'));
    assertRefused(await visitor.submit(form.set(name, '9'), address(id, 'person-og-prosjekt')), name);
  });
}

for (const [page, name, value] of [
  ['bakgrunn', 'ankomstar', '1999'], ['bakgrunn', 'fodeland', 'Atlantis'], ['bakgrunn', 'sivilstand', 'Gift'],
  ['person-og-prosjekt', 'navn', 'Falsk Navn'], ['person-og-prosjekt', 'person_id', randomUUID()], ['person-og-prosjekt', 'kommunenavn', 'Andeby'],
]) {
  test(`a locked variable that is posted anyway is refused by name and not stored: ${name}`, async () => {
    const visitor = await as('trondheim');
    const { id } = await register(visitor);
    const before = await (await visitor.get(address(id, 'registrerte-data'))).text;
    const answer = await save(visitor, id, page, { [name]: value });
    assert.equal(answer.status, 422);
    assert.match(assertPage(answer).text('.ds-error-summary'), /låst|kan ikke endres|hentes|fra /i);
    const after = (await visitor.get(address(id, 'registrerte-data'))).text;
    assert.ok(!after.includes(value) || before.includes(value), `${name} is not stored`);
  });
}

test('fields that no page has, and fields of another page, are not stored', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const answer = await save(visitor, id, 'bakgrunn', { fravar: '2', status: 'utskrevet', participant_id: '1', created_by: '1', oppfunnet: 'x' });
  assert.ok([303, 400, 422].includes(answer.status), String(answer.status));
  assert.deepEqual(await stored(visitor, id, 'avslutning', 'fravar'), []);
  assert.match((await visitor.get(address(id, 'bakgrunn'))).page.main, /Opprettet|Endret/);
});

test('a single-choice field sent twice is refused, or the form taken as one answer, never a crash', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const answer = await save(visitor, id, 'bakgrunn', { deltatt_intro: ['1', '2'] });
  assertRefused(answer, 'deltatt_intro');
});

test('two million bytes are refused with a page that says so', async () => {
  const visitor = await as('trondheim');
  const form = fillGate(await openNew(visitor)).set('navn', 'x'.repeat(2_000_000));
  const answer = await visitor.submit(form, '/deltakere/ny');
  assert.equal(answer.status, 413);
  assert.match(assertPage(answer).main, /for stor|for mye/i);
});

test('ten thousand fields are refused or taken, quickly and without harm', async () => {
  const visitor = await as('trondheim');
  const form = await openNew(visitor);
  const fields = [...form.fields, ...Array.from({ length: 10_000 }, (_, i) => [`x${i}`, '1'])];
  const answer = await visitor.post('/deltakere/ny', fields);
  assert.ok([400, 413, 422].includes(answer.status), String(answer.status));
  assertPage(answer);
});

for (const [what, type, body] of [
  ['JSON', 'application/json', '{"fodselsnummer":"1"}'], ['no content type', null, 'fodselsnummer=1'], ['broken multipart', 'multipart/form-data; boundary=x', '--x\r\nContent-Disp'],
]) {
  test(`a body of ${what} is refused`, async () => {
    const visitor = await as('trondheim');
    const answer = await visitor.request('POST', '/deltakere/ny', { headers: type ? { 'content-type': type } : {}, body });
    assert.ok([400, 403, 415].includes(answer.status), String(answer.status));
  });
}

test('a zero byte, which nobody types, is refused', async () => {
  const visitor = await as('trondheim');
  const answer = await visitor.submit(fillGate(await openNew(visitor), { fodselsnummer: `${someWoman()}\u0000` }), '/deltakere/ny');
  assert.ok([400, 422].includes(answer.status), String(answer.status));
  assertPage(answer);
});

for (const [what, text] of [
  ['markup', '<script>alert(1)</script>"\'><img src=x>'], ['broken UTF-8', '%C3%28'], ['a template marker', '{{fodselsnummer}}{{#X}}'],
  ['a direction mark', '\u202e31.01.2024'], ['a lone surrogate', '%ED%A0%80'], ['line breaks', '01.\r\n02.2024'],
]) {
  test(`${what} in a field comes back as typed, and as text`, async () => {
    const visitor = await as('trondheim');
    const form = fillGate(await openNew(visitor), { oppstartsdato: '' });
    const raw = new URLSearchParams(form.fields).toString();
    const value = /^%/.test(text) ? text : encodeURIComponent(text);
    const body = raw.replace(/oppstartsdato=[^&]*/, `oppstartsdato=${value}`);
    const answer = await visitor.request('POST', '/deltakere/ny', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
    // Blanks of any kind and marks that come along when one pastes are no mistake: 01. 02.2024 is a date.
    if (answer.status === 303 && !/script|template|UTF-8|surrogate/.test(what)) {
      const day = text.replace(/[^0-9.]/g, '');
      return assert.deepEqual(await stored(visitor, participantId(answer), 'person-og-prosjekt', 'oppstartsdato'), [day]);
    }
    assert.ok([400, 422].includes(answer.status), String(answer.status));
    const page = assertPage(answer);
    assert.equal(page.all('main script:not([src]), main img').length, 0);
    if (answer.status === 422 && /script|template/.test(what + text)) assertKept(page, { oppstartsdato: text });
  });
}

test('the same form sent twice makes one participant, and both answers are the same', async () => {
  const visitor = await as('trondheim');
  const number = someWoman();
  const form = fillGate(await openNew(visitor), { fodselsnummer: number });
  assert.match(form.value('nokkel'), /^[\w-]{16,}$/, 'the form carries a one-time key');
  const first = await sendNew(visitor, form);
  assert.equal(first.status, 303);
  // The form that really created her may be the second one (financing asked late): send that again as a browser would.
  const again = await sendNew(visitor, form);
  assert.equal(again.status, 303);
  assert.equal(again.location, first.location);
  const { records } = readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes);
  assert.equal(records.filter((row) => row.Fødselsnummer.replace(/\D/g, '') === number).length, 1);
});

test('the same form sent twice at the same time makes one participant', async () => {
  const visitor = await as('trondheim');
  const number = someWoman();
  const form = fillGate(await openNew(visitor), { fodselsnummer: number });
  if (form.asks('finansieringstype')) form.set('finansieringstype', '1');
  const answers = await Promise.all(Array.from({ length: 6 }, () => sendNew(visitor, form)));
  assert.deepEqual([...new Set(answers.map((answer) => `${answer.status} ${answer.location}`))].length, 1);
  assert.equal(answers[0].status, 303);
  const { records } = readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes);
  assert.equal(records.filter((row) => row.Fødselsnummer.replace(/\D/g, '') === number).length, 1);
});

test('a page saved twice with the same key is saved once, and answered the same', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const form = (await openForm(visitor, id, 'bakgrunn')).setAll(ANSWERS.bakgrunn);
  const first = await visitor.submit(form, address(id, 'bakgrunn'));
  const version = (await openForm(visitor, id, 'bakgrunn')).value('versjon');
  const second = await visitor.submit(form, address(id, 'bakgrunn'));
  assert.deepEqual([second.status, second.location], [first.status, first.location]);
  assert.equal((await openForm(visitor, id, 'bakgrunn')).value('versjon'), version);
});

test('a number corrected to that of one who has an open registration is refused, and the rest of the page is saved', async () => {
  const visitor = await as('trondheim');
  const { number } = await register(visitor);
  const { id, number: before } = await register(visitor);
  const answer = await save(visitor, id, 'person-og-prosjekt', { fodselsnummer: number, oppstartsdato: '05.02.2024' });
  assertKept(assertRefused(answer, 'fodselsnummer'), { fodselsnummer: number, oppstartsdato: '05.02.2024' });
  const [kept] = await stored(visitor, id, 'person-og-prosjekt', 'fodselsnummer');
  assert.equal(kept.replace(/\D/g, ''), before);
  assert.deepEqual(await stored(visitor, id, 'person-og-prosjekt', 'oppstartsdato'), ['05.02.2024']);
});

for (const [what, key] of [
  ['longer than ours', 'k'.repeat(5000) + randomUUID()],
  ['of other letters than ours', `nøkkel 😀 ${randomUUID()}`],
  ['empty', ''],
]) {
  test(`a one-time key that is ${what} is no trouble`, async () => {
    const visitor = await as('trondheim');
    const form = fillGate(await openNew(visitor)).set('nokkel', key);
    if (form.asks('finansieringstype')) form.set('finansieringstype', '1');
    const first = await sendNew(visitor, form);
    assert.equal(first.status, 303);
    if (key) assert.equal((await sendNew(visitor, form)).location, first.location, 'and protects as any other');
    const page = await openForm(visitor, participantId(first), 'bakgrunn');
    assert.equal((await visitor.submit(page.setAll(ANSWERS.bakgrunn).set('nokkel', key), page.action)).status, 303);
  });
}

test('a form without a one-time key is accepted', async () => {
  const visitor = await as('trondheim');
  const answer = await sendNew(visitor, fillGate(await openNew(visitor)).remove('nokkel'));
  assert.equal(answer.status, 303);
});

for (const [what, change] of [
  ['without', (form) => form.remove('csrf')],
  ['with an empty', (form) => form.set('csrf', '')],
  ['with a made-up', (form) => form.set('csrf', 'a'.repeat(43))],
  ["with another session's", async (form) => form.set('csrf', (await openNew(await Visitor.login('trondheim'))).value('csrf'))],
]) {
  test(`a post ${what} anti-forgery token is refused with 403 and the typed values kept`, async () => {
    const visitor = await as('trondheim');
    const number = someWoman();
    const form = fillGate(await openNew(visitor), { fodselsnummer: number });
    const typed = { fodselsnummer: number, oppstartsdato: form.value('oppstartsdato') };
    const answer = await visitor.submit(await change(form), '/deltakere/ny');
    assert.equal(answer.status, 403);
    const page = assertPage(answer);
    assertKept(page, typed);
    assert.ok(page.one('.ds-error-summary, .ds-alert'), 'it says what happened');
    const again = page.form('main form:has([name=fodselsnummer])');
    assert.notEqual(again.value('csrf'), form.value('csrf') || 'none');
    assert.equal((await sendNew(visitor, again)).status, 303, 'sending the answered page again works');
  });

  test(`saving a page ${what} anti-forgery token is refused with 403 and the typed values kept`, async () => {
    const visitor = await as('trondheim');
    const { id } = await register(visitor);
    const form = (await openForm(visitor, id, 'bakgrunn')).setAll(ANSWERS.bakgrunn);
    const answer = await visitor.submit(await change(form), address(id, 'bakgrunn'));
    assert.equal(answer.status, 403);
    assertKept(assertPage(answer), ANSWERS.bakgrunn, 'main form:has([name=versjon])');
    assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'utdanning_norge'), []);
    const again = answer.page.form('main form:has([name=versjon])');
    assert.equal((await visitor.submit(again, address(id, 'bakgrunn'))).status, 303);
    assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'utdanning_norge'), ['0']);
  });
}

test('a post after the session ended leads to login, and stores nothing', async () => {
  const visitor = await Visitor.login('trondheim');
  const owner = await as('trondheim');
  const { id } = await register(owner);
  const form = (await openForm(visitor, id, 'bakgrunn')).setAll(ANSWERS.bakgrunn);
  visitor.jar.clear();
  const answer = await visitor.submit(form, address(id, 'bakgrunn'));
  assert.ok([303, 401, 403].includes(answer.status), String(answer.status));
  if (answer.status === 303) assert.match(answer.location, /^\/logg-inn/);
  assert.deepEqual(await stored(owner, id, 'bakgrunn', 'utdanning_norge'), []);
});

// A page is open, and its session is over: the cookie is still sent.
async function overtaken(name = 'trondheim') {
  const visitor = await Visitor.login(name);
  const token = visitor.jar.get('okt');
  return { visitor, end: async () => {
    await visitor.submit((await visitor.openPage('/deltakere')).formPostingTo('/logg-ut'), '/logg-ut');
    visitor.jar.set('okt', token);
  } };
}

const logInFrom = (visitor, page, passord = environment.PASSWORD) => visitor.submit(page.formPostingTo('/logg-inn').setAll({ brukernavn: 'trondheim', passord }), '/logg-inn');

test('P6: what is posted when the session is over comes through the login, also past a wrong password, and is saved', async () => {
  const { visitor, end } = await overtaken();
  const { id } = await register(await as('trondheim'));
  const form = (await openForm(visitor, id, 'bakgrunn')).setAll({ ...ANSWERS.bakgrunn, tiltak_for_jobbsjansen: ['1', '3'] });
  await end();
  const answer = await visitor.submit(form, address(id, 'bakgrunn'));
  assert.equal(answer.status, 401);
  assertPage(answer);
  assert.match(answer.page.main, /Økten er utløpt.*ikke lagret ennå/);
  const wrong = await logInFrom(visitor, answer.page, 'feil');
  assert.equal(wrong.status, 422);
  const inside = await logInFrom(visitor, wrong.page);
  assert.equal(inside.status, 200);
  assert.match(assertPage(inside).main, /Du er logget inn igjen/);
  const owner = await as('trondheim');
  assert.deepEqual(await stored(owner, id, 'bakgrunn', 'utdanning_norge'), [], 'not before it is said');
  const sent = await visitor.submit(inside.page.form('main form'), '/');
  assert.equal(sent.status, 303);
  assert.deepEqual(await stored(owner, id, 'bakgrunn', 'utdanning_norge'), [ANSWERS.bakgrunn.utdanning_norge]);
  assert.deepEqual(await stored(owner, id, 'bakgrunn', 'tiltak_for_jobbsjansen'), ['1', '3']);
});

test('P6: a creation that finds the session over comes through the login too', async () => {
  const { visitor, end } = await overtaken();
  const number = someWoman();
  const form = fillGate(await openNew(visitor), { fodselsnummer: number, finansieringstype: '1' });
  await end();
  const inside = await logInFrom(visitor, (await visitor.submit(form, '/deltakere/ny')).page);
  const made = await visitor.submit(inside.page.form('main form'), '/');
  assert.equal(made.status, 303, made.page.main);
  assert.equal((await stored(visitor, made.location.split('/')[2], 'person-og-prosjekt', 'fodselsnummer'))[0].replace(/\D/g, ''), number);
});

test('what no page of ours made is not carried through the login, nor what is too large, nor what only does', async () => {
  const { visitor, end } = await overtaken();
  const { id } = await register(await as('trondheim'));
  const drawn = (await openForm(visitor, id, 'bakgrunn')).set('utdanning_norge', '4');
  const deletion = (await visitor.openPage(address(id, 'slett'))).form('main form');
  await end();
  const forged = drawn.sent().map(([name, value]) => [name, name === 'csrf' ? 'f'.repeat(value.length) : value]);
  const large = [...drawn.sent(), ['x', 'y'.repeat(70_000)]];
  const many = [...drawn.sent(), ...Array.from({ length: 600 }, () => ['x', '1'])];
  for (const fields of [forged, large, many]) {
    const answer = await visitor.post(address(id, 'bakgrunn'), fields);
    assert.equal(answer.status, 303);
    assert.match(answer.location, /^\/logg-inn/);
  }
  assert.equal((await visitor.submit(deletion, address(id, 'slett'))).status, 303);
  const page = (await visitor.submit(drawn, address(id, 'bakgrunn'))).page;
  assert.ok(!page.formPostingTo('/logg-inn').sent().some(([name]) => name === 'med_csrf'), 'no token travels along');
});

test('fields in a login form lead nowhere else, and come back as text', async () => {
  for (const [til, status] of [['//evil.example/', 303], ['/logg-ut', 303], ['/deltakere?side=2', 303], ['/hjelp/', 303], ['/deltakere/x', 200]]) {
    const visitor = new Visitor();
    const form = (await visitor.openPage('/logg-inn')).formPostingTo('/logg-inn').setAll({ brukernavn: 'trondheim', passord: environment.PASSWORD });
    const answer = await visitor.post('/logg-inn', [...form.sent(), ['til', til], ['med_"><b>', '"><script>x</script>']]);
    assert.equal(answer.status, status, til);
    assert.doesNotMatch(answer.text, /<script>x|"><b>/);
    if (status === 303) assert.match(answer.location, /^\/(deltakere\?side=2|hjelp\/|)$/);
    else assert.match(answer.text, /action="\/deltakere\/x"/);
  }
});

test('a versjon that is missing, old, from the future or no number never overwrites', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  for (const versjon of [[], '', '0', '-1', '999999', 'x', '1e3', '2147483647', '2147483648', '9223372036854775807', '99999999999999999999']) {
    const answer = await save(visitor, id, 'bakgrunn', { versjon });
    assert.ok([303, 400, 409, 422].includes(answer.status), `${versjon}: ${answer.status}`);
    assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'utdanning_utland'), ['3']);
    const csrf = (await openForm(visitor, id, 'bakgrunn')).value('csrf');
    const early = await visitor.post(address(id, 'utskriv'), [['csrf', csrf], ...[versjon].flat().map((one) => ['versjon', one])]);
    assert.equal(early.status, 422, `discharge with ${versjon}`);
  }
});

test('numbers in an address or a form that no page makes are no trouble', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  for (const number of ['0', '-1', '99', '2147483648', '9223372036854775807', '1e9', '0x10', 'x', '%00', '']) {
    for (const name of ['tomt', 'angre', 'lagret', 'side']) {
      const answer = await visitor.get(`${address(id, 'bakgrunn')}?${name}=${number}`);
      assert.ok([200, 400].includes(answer.status), `${name}=${number}: ${answer.status}`);
    }
    const form = (await openForm(visitor, id, 'bakgrunn')).set('angre', number);
    const answer = await visitor.submit(form, address(id, 'bakgrunn'));
    assert.ok([303, 400, 422].includes(answer.status), `angre=${number}: ${answer.status}`);
    assert.equal((await stored(visitor, id, 'person-og-prosjekt', 'fodselsnummer')).length, 1);
  }
});
