// The name from Folkeregisteret, as a caseworker meets it (requirements P3, P4, P8, P9, C2, E1, E4), and every way in which
// the register can fail to answer.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { as } from './client.mjs';
import { assertPage, assertRefused, messageAt } from './expect.mjs';
import { Freg, awaitName, awaitPage, nameOn, panelOf } from './freg.mjs';
import { ANSWERS, address, confirmName, fillGate, openForm, openNew, participantId, register, save, saved, sendNew, stored } from './participant.mjs';
import { shown, someMan, someWoman } from './women.mjs';

const PAGE = 'person-og-prosjekt';
const freg = new Freg();
let visitor;
before(async () => {
  await freg.well();
  visitor = await as('trondheim');
});
after(() => freg.well());

const pageOf = (id, name = PAGE) => visitor.openPage(address(id, name));
const sideCard = (page) => page.text('#fakta');
const post = async (path, fields) => {
  const csrf = (await visitor.openPage('/deltakere/ny')).form('#skjema').value('csrf');
  return visitor.post(path, { csrf, ...fields });
};
const hent = (id, fields = {}) => post(`/deltakere/${id}/navn/hent`, fields);

// A participant whose number the register answers in a certain way.
async function registerWith(kind, more) {
  const fodselsnummer = someWoman();
  if (kind) await freg.tell(fodselsnummer, kind, more);
  return register(visitor, { fodselsnummer });
}

const failing = (id, seconds) => awaitPage(visitor, id, (page) => /svarer ikke/.test(panelOf(page)), 'the page says that it fails', seconds);

describe('found', () => {
  test('P3: the name arrives by itself, soon, and cannot be typed', async () => {
    const { id } = await registerWith();
    const first = await pageOf(id);
    if (nameOn(first) === null) {
      assert.match(panelOf(first), /Henter navn fra Folkeregisteret/);
      assert.equal(first.all('#navn-status [data-henter]').length, 1, 'the script asks while it runs');
    }
    const name = await awaitName(visitor, id, 5);
    assert.match(name, /^\p{Lu}\S* /u);
    const page = await pageOf(id);
    assert.match(page.text('#navn-b'), /^Hentet fra Folkeregisteret \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.$/);
    assert.ok('readonly' in page.byId('navn').attribs);
    assert.equal(page.all('#navn-status [data-henter]').length, 0, 'and stops when it is here');
    assert.ok(sideCard(page).includes(name));
    assertPage(await visitor.get(address(id, PAGE)));
  });
  test('P8: arrival, country of birth, marital status and permit come the same way, and say when', async () => {
    const { id } = await registerWith('holding', { elements: {
      foedsel: [{ erGjeldende: true, foedselsaar: '1950', foedeland: 'ERI' }], sivilstand: [{ erGjeldende: true, sivilstand: 'enkeEllerEnkemann' }],
      opphold: [{ erGjeldende: true, oppholdstillatelse: 'permanent', oppholdFra: '1990-01-01' }],
      innflytting: [{ erGjeldende: true, gyldighetstidspunkt: '1999-01-01T00:00:00+01:00' }, { erGjeldende: false, gyldighetstidspunkt: '1988-07-01T00:00:00+02:00' }] } });
    await awaitName(visitor, id);
    const page = await pageOf(id, 'bakgrunn');
    assert.deepEqual(['ankomstar', 'oppholdsgrunnlag', 'fodeland', 'sivilstand'].map((name) => page.attribute(`#${name}`, 'value')),
      ['1988', 'Permanent', 'Eritrea', 'Enke/enkemann']);
    assert.match(page.text('#fodeland-b'), /Hentet fra Folkeregisteret \d\d\./);
  });
  test('P8: what Folkeregisteret does not say is said to be so, and what it says in new words is kept', async () => {
    const { id } = await registerWith('holding', { elements: { innflytting: [], opphold: null, foedsel: [{ erGjeldende: true, foedeland: 'QQX' }],
      sivilstand: [{ erGjeldende: true, sivilstand: 'samboer' }] } });
    await awaitName(visitor, id);
    const page = await pageOf(id, 'bakgrunn');
    assert.equal(page.attribute('#ankomstar', 'value'), 'Ikke mottatt');
    assert.match(page.text('#ankomstar-b'), /oppgir ikke/);
    assert.deepEqual([page.attribute('#fodeland', 'value'), page.attribute('#sivilstand', 'value')], ['QQX', 'samboer']);
  });
  test('P9: what is fetched is no change: last changed, by whom, status and version stay', async () => {
    const { id } = await registerWith('delay', { ms: 1500 });
    const early = await pageOf(id);
    assert.equal(nameOn(early), null, 'the page is drawn before the name comes');
    const form = early.form('#skjema').set('reservasjon_deling', '1');
    await awaitName(visitor, id);
    const page = await pageOf(id);
    assert.match(sideCard(page), /Status ?Opprettet/);
    assert.equal(page.form('#skjema').value('versjon'), '1');
    assert.equal((await visitor.submit(form, address(id, PAGE))).status, 303, 'and what was typed meanwhile meets no conflict');
    assert.ok(nameOn(await pageOf(id)), 'nor does it take the name away');
  });
  test('hostile names are shown as text, on one line, and a name that cannot be shown is none', async () => {
    const hostile = { fornavn: '<script>alert(1)</script>', mellomnavn: 'O\u2019\nNeil\u202e', etternavn: '=1+1 {{NAME}}' };
    const { id } = await registerWith('named', hostile);
    assert.equal(await awaitName(visitor, id), '<script>alert(1)</script> O\u2019 Neil =1+1 {{NAME}}');
    assertPage(await visitor.get(address(id, PAGE)));
    const long = await registerWith('named', { fornavn: 'x'.repeat(700), etternavn: 'y' });
    await awaitPage(visitor, long.id, (page) => /kan ikke vises/.test(panelOf(page)), 'it is told');
    assert.equal(nameOn(await pageOf(long.id)), null);
  });
  test('P2: a man by the register is told of to the caseworker', async () => {
    const { id } = await registerWith('man');
    await awaitName(visitor, id);
    assert.match(panelOf(await pageOf(id)), /mann/);
  });
});

describe('the tick (C2, P3)', () => {
  test('C2: a posted tick is not taken at creation', async () => {
    const fodselsnummer = someWoman();
    await freg.tell(fodselsnummer, 'hang');
    const answer = await sendNew(visitor, fillGate(await openNew(visitor), { fodselsnummer, navn_bekreftet: '1' }));
    assert.deepEqual(await stored(visitor, participantId(answer), PAGE, 'navn_bekreftet'), []);
  });
  test('C2: without a name it is refused for that field alone, by page and by field; with one it is stored', async () => {
    const { id, number } = await registerWith('delay', { ms: 1500 });
    const form = (await openForm(visitor, id, PAGE)).setAll({ navn_bekreftet: '1', reservasjon_deling: '1' });
    const page = assertRefused(await visitor.submit(form, address(id, PAGE)), 'navn_bekreftet');
    assert.match(messageAt(page, 'navn_bekreftet'), /ikke hentet ennå/);
    assert.deepEqual(await stored(visitor, id, PAGE, 'reservasjon_deling'), ['1'], 'the rest is saved');
    const csrf = (await openForm(visitor, id, PAGE)).value('csrf');
    const patch = (value) => visitor.request('PATCH', `/deltakere/${id}/felt/navn_bekreftet`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ navn_bekreftet: value, basis: '', versjon: '2', csrf }).toString() });
    assert.equal((await patch('1')).status, 422);
    await freg.tell(number, 'delay', { ms: 1 });
    await confirmName(visitor, id);
    assert.deepEqual(await stored(visitor, id, PAGE, 'navn_bekreftet'), ['1']);
  });
  test('C2: changing the number empties it, clears what was fetched, and asks anew', async () => {
    const { id } = await registerWith();
    await confirmName(visitor, id);
    const old = await awaitName(visitor, id);
    const number = someWoman();
    await freg.tell(number, 'delay', { ms: 1000 });
    await saved(visitor, id, PAGE, { fodselsnummer: number });
    assert.deepEqual(await stored(visitor, id, PAGE, 'navn_bekreftet'), []);
    assert.equal(nameOn(await pageOf(id)), null);
    assert.notEqual(await awaitName(visitor, id), old);
  });
  test('C2: another name from the register empties it, and a page that showed the first one cannot confirm the second', async () => {
    const { id, number } = await registerWith();
    await confirmName(visitor, id);
    const stale = await openForm(visitor, id, PAGE);
    await freg.tell(number, 'named', { fornavn: 'Ny', etternavn: 'Navnesen' });
    await sleep(10_000); // "Prøv igjen" is limited
    assert.equal((await hent(id)).status, 303);
    const page = await awaitPage(visitor, id, (one) => nameOn(one) === 'Ny Navnesen', 'the new name has come');
    assert.match(panelOf(page), /annet navn/);
    assert.deepEqual(await stored(visitor, id, PAGE, 'navn_bekreftet'), []);
    const refused = assertRefused(await visitor.submit(stale, address(id, PAGE)), 'navn_bekreftet');
    assert.match(messageAt(refused, 'navn_bekreftet'), /på nytt/);
    await confirmName(visitor, id);
    assert.doesNotMatch(panelOf(await pageOf(id)), /annet navn/);
  });
});

describe('P4: a new number from the register', () => {
  test('keeps the person, and an old page does not bring the old number back', async () => {
    const [number, later] = [someWoman(), someWoman()];
    await freg.tell(number, 'renumbered', { to: later });
    const { id } = await register(visitor, { fodselsnummer: number });
    const drawn = await pageOf(id);
    const [form, person] = [drawn.form('#skjema'), drawn.attribute('#person_id', 'value')];
    await awaitPage(visitor, id, (page) => /nytt fødselsnummer/.test(panelOf(page)), 'the number is new');
    await visitor.submit(form.set('reservasjon_deling', '1'), address(id, PAGE));
    const page = await pageOf(id);
    assert.equal(page.form('#skjema').value('fodselsnummer').replace(/\s/g, ''), later);
    assert.equal(page.attribute('#person_id', 'value'), person);
    assert.ok(sideCard(page).replace(/\s/g, ' ').includes(shown(later)));
  });
  test('that is none is no answer', async () => {
    const { id, number } = await registerWith('renumbered', { to: '12345678901' });
    await failing(id);
    assert.equal((await openForm(visitor, id, PAGE)).value('fodselsnummer').replace(/\s/g, ''), number);
    await freg.well();
  });
});

const FAULTS = {
  'never answers': ['hang'], 'ends the connection': ['reset'], 'answers 500': ['broken'], 'answers 503': ['broken', { status: 503 }],
  'answers with bytes that are no JSON': ['garbage'], 'answers with a page': ['html'],
  'answers 404 with a page': ['html', { status: 404 }], 'breaks off in the middle': ['truncated'], 'answers with somebody else': ['somebody', { other: someWoman() }],
  'answers without any number': ['lacking', { elements: ['identifikasjonsnummer'] }], 'answers with three megabytes': ['huge'],
  'answers a byte at a time': ['trickle', { ms: 300 }], 'leads elsewhere': ['redirect'], 'lets nobody in': ['denied'],
};

describe('E1: the register', () => {
  const women = new Map();
  before(async () => {
    for (const [what, [kind, more]] of Object.entries(FAULTS)) women.set(what, await registerWith(kind, more));
  });
  for (const what of Object.keys(FAULTS)) {
    test(`${what}: it is told, and registration goes on`, async () => {
      const { id } = women.get(what);
      const page = await failing(id, 60);
      assert.equal(nameOn(page), null);
      assertPage(await visitor.get(address(id, PAGE)));
      await saved(visitor, id, 'bakgrunn', { ...ANSWERS.bakgrunn });
    });
  }
  test('P3: when all is well again every name comes by itself', async () => {
    for (const { number } of women.values()) await freg.tell(number, 'delay', { ms: 1 });
    for (const { id } of women.values()) await awaitName(visitor, id, 90);
  });
  test('says that we ask too much: all wait as long as it asks for', async () => {
    const { id, number } = await registerWith('busy', { retryAfter: '3000', times: 1 });
    const other = await register(visitor);
    await awaitName(visitor, id, 20);
    await awaitName(visitor, other.id, 20);
    const { times } = await freg.asked();
    const gaps = times.slice(1).map((time, at) => time - times[at]);
    assert.ok(Math.max(...gaps) >= 2900, `the longest pause is ${Math.max(...gaps)} ms`);
    assert.ok((await freg.asked()).numbers[number] >= 3);
  });
  test('stumbles once: nobody is troubled with it', async () => {
    const { id } = await registerWith('broken', { times: 1 });
    for (let tries = 0; tries < 50; tries += 1) {
      const page = await pageOf(id);
      assert.doesNotMatch(panelOf(page), /svarer ikke/);
      if (nameOn(page)) return;
      await sleep(150);
    }
    assert.fail('the name did not come');
  });
});

describe('«Prøv igjen» (P3)', () => {
  test('asks at once, without the script saves what was typed, and is limited', async () => {
    const { id, number } = await registerWith('broken');
    await failing(id);
    await failing(id);
    await sleep(10_000);
    await freg.tell(number, 'delay', { ms: 1 });
    const form = (await openForm(visitor, id, PAGE)).set('reservasjon_deling', '2').set('reservasjon_dato', '01.03.2024');
    const answer = await visitor.submit(form, address(id, PAGE), { value: 'hent' });
    assert.equal(answer.location, address(id, PAGE));
    await awaitName(visitor, id, 4);
    assert.deepEqual(await stored(visitor, id, PAGE, 'reservasjon_deling'), ['2']);
    const before = (await freg.asked()).numbers[number];
    for (let i = 0; i < 5; i += 1) assert.equal((await hent(id)).status, 303);
    await sleep(2000);
    assert.equal((await freg.asked()).numbers[number], before, 'not again so soon');
  });
  test('takes the anti-forgery token, and is nobody else\'s', async () => {
    const { id } = await registerWith();
    assert.equal((await visitor.post(`/deltakere/${id}/navn/hent`, {})).status, 403);
    const other = await as('flere');
    const csrf = (await other.openPage('/deltakere/ny')).form('#skjema').value('csrf');
    for (const path of ['navn/hent', 'navn/bekreft']) {
      assert.equal((await other.post(`/deltakere/${id}/${path}`, { csrf, begrunnelse: 'Jeg vil vite hvem hun er.' })).status, 404);
    }
    for (const path of ['navn', 'navn/bekreft']) assert.equal((await other.get(`/deltakere/${id}/${path}`)).status, 404);
    const imdi = await as('imdi');
    assert.equal((await imdi.get(`/deltakere/${id}/navn/bekreft`)).status, 404);
  });
  test('the parts that the script puts in place tell how it goes', async () => {
    const { id } = await registerWith('delay', { ms: 1000 });
    const early = await visitor.get(`/deltakere/${id}/navn`);
    assert.match(early.text, /data-for="#navn-status"/);
    assert.match(early.text, /data-henter/);
    await awaitName(visitor, id);
    const late = await visitor.get(`/deltakere/${id}/navn`);
    assert.doesNotMatch(late.text, /data-henter/);
    assert.match(late.text, /data-svar="navn" data-vist="\p{Lu}/u);
    assert.match(late.headers.get('cache-control') ?? '', /no-store/);
  });
});

const REASON = 'Hun har vist passet sitt, og jeg kjenner henne fra før.';

async function confirmOtherwise(id, begrunnelse) {
  const page = await visitor.openPage(`/deltakere/${id}/navn/bekreft`);
  return visitor.submit(page.form('main form').set('begrunnelse', begrunnelse), `/deltakere/${id}/navn/bekreft`);
}

describe('another way (P3)', () => {
  for (const [what, kind, more, words] of [
    ['not found', 'absent', {}, /finner ingen/],
    ['protected strictly (E4)', 'protected', { level: 'strengtFortrolig' }, /kan ikke vises/],
    ['protected (E4)', 'protected', { level: 'fortrolig' }, /kan ikke vises/],
    ['without a name', 'lacking', { elements: ['navn'] }, /kan ikke vises/],
    ['the register away', 'broken', {}, /svarer ikke/],
  ]) {
    test(`P3: ${what}: confirmed with a reason, seen by those who read, and enough for the gates`, async () => {
      const { id } = await registerWith(kind, more);
      const page = await awaitPage(visitor, id, (one) => words.test(panelOf(one)), 'it is told');
      assert.equal(nameOn(page), null);
      assert.ok(page.one(`a[href$="/deltakere/${id}/navn/bekreft"]`), 'the way is offered');
      assertPage(await visitor.get(`/deltakere/${id}/navn/bekreft`));
      const answer = await confirmOtherwise(id, REASON);
      assert.equal(answer.location, address(id, PAGE));
      const after = await pageOf(id);
      assert.match(panelOf(after), /bekreftet på en annen måte: .*passet/);
      assert.deepEqual(after.form('#skjema').values('navn_bekreftet'), ['1']);
      assert.match(sideCard(after), /Status ?Endret/);
      assert.match((await visitor.openPage(address(id, 'registrerte-data'))).main, /på en annen måte: Hun har vist passet/);
      assert.equal((await save(visitor, id, PAGE, { reservasjon_deling: '1' })).status, 303, 'and stays when the page is saved');
    });
  }
  test('E4: of a protected person what the codebook needs is kept, but no name anywhere', async () => {
    const { id } = await registerWith('protected');
    await awaitPage(visitor, id, (one) => /kan ikke vises/.test(panelOf(one)), 'it is told');
    const page = await visitor.openPage(address(id, 'bakgrunn'));
    assert.notEqual(page.attribute('#fodeland', 'value'), 'Ikke mottatt');
    for (const name of ['person-og-prosjekt', 'registrerte-data']) {
      assert.doesNotMatch((await pageOf(id, name)).main, /beskyttet|fortrolig|gradert|adressesperre/i, 'nor a word of why');
    }
  });
  test('P3: it is not offered while the look-up just runs, nor where there is a name', async () => {
    const { id } = await registerWith('delay', { ms: 1500 });
    assert.equal((await visitor.get(`/deltakere/${id}/navn/bekreft`)).location, address(id, PAGE));
    assert.equal((await pageOf(id)).one('a[href$="/navn/bekreft"]'), null);
    await awaitName(visitor, id);
    assert.equal((await visitor.get(`/deltakere/${id}/navn/bekreft`)).location, address(id, PAGE));
    const refused = await post(`/deltakere/${id}/navn/bekreft`, { begrunnelse: REASON, versjon: '1' });
    assert.equal(refused.location, address(id, PAGE));
    assert.deepEqual(await stored(visitor, id, PAGE, 'navn_bekreftet'), []);
  });
  test('P3: the reason is asked for, kept as typed when refused, and shown as text', async () => {
    const { id } = await registerWith('absent');
    await awaitPage(visitor, id, (one) => /finner ingen/.test(panelOf(one)), 'it is told');
    for (const reason of ['', '   ', 'for kort', 'x'.repeat(501)]) {
      const answer = await confirmOtherwise(id, reason);
      assertRefused(answer, 'begrunnelse');
      assert.equal(answer.page.form('main form').value('begrunnelse'), reason.trim());
    }
    assert.deepEqual(await stored(visitor, id, PAGE, 'navn_bekreftet'), []);
    await confirmOtherwise(id, `<b>${'æ'.repeat(493)}</b>`.slice(0, 500));
    assert.match(panelOf(await pageOf(id)), /<b>æææ/);
  });
  test('P3: the form takes its token, its version and its key', async () => {
    const { id } = await registerWith('absent');
    await awaitPage(visitor, id, (one) => /finner ingen/.test(panelOf(one)), 'it is told');
    const path = `/deltakere/${id}/navn/bekreft`;
    const form = (await visitor.openPage(path)).form('main form').set('begrunnelse', REASON);
    const forged = await visitor.submit(form.set('csrf', 'feil'), path);
    assert.equal(forged.status, 403);
    assert.equal(assertPage(forged).form('main form').value('begrunnelse'), REASON, 'what was typed is kept');
    const fresh = forged.page.form('main form');
    await saved(visitor, id, PAGE, { reservasjon_deling: '1' });
    const stale = await visitor.submit(fresh, path);
    assert.equal(stale.status, 409);
    const again = assertPage(stale).form('main form');
    assert.equal((await visitor.submit(again, path)).status, 303);
    assert.equal((await visitor.submit(again, path)).status, 303, 'a repeat gets the first result');
    assert.equal((await openForm(visitor, id, PAGE)).value('versjon'), '3');
  });
  test('P3: a name that comes later empties the confirmation, tells, and asks for it anew', async () => {
    const { id, number } = await registerWith('broken');
    await failing(id);
    await confirmOtherwise(id, REASON);
    await freg.tell(number, 'delay', { ms: 1 });
    await awaitName(visitor, id, 30);
    const page = await pageOf(id);
    assert.match(panelOf(page), /kom etter at identiteten var bekreftet/);
    assert.deepEqual(page.form('#skjema').values('navn_bekreftet'), []);
    await confirmName(visitor, id);
    assert.doesNotMatch(panelOf(await pageOf(id)), /kom etter/);
  });
});

test('a number that belongs to a man is refused before anybody is asked', async () => {
  const number = someMan();
  const answer = await visitor.submit(fillGate(await openNew(visitor), { fodselsnummer: number }), '/deltakere/ny');
  assert.equal(answer.status, 422);
  await sleep(1500);
  assert.equal((await freg.asked()).numbers[number], undefined);
});
