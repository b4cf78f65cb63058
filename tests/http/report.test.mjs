// The annual report of one participant (requirements Y1, Y2, C2b, P15, P17): confirmed, refused, changed since, kept as it was.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { ANSWERS, address, confirmName, fillAll, openNew, PAGES, register, saved } from './participant.mjs';
import { setYear, storedYear } from './reporting.mjs';

const data = async (visitor, id) => assertPage(await visitor.get(address(id, 'registrerte-data')));
const confirmForm = (page, year = '2025') => page.form(`#arsrapport form:has([name=rapporteringsar][value="${year}"])`);
const lacking = (page) => page.all('.ds-error-summary a').map((link) => link.attribs.href);
const card = (page) => page.text('#arsrapport');

// One who goes on, with all that the annual gate asks for and nothing on the other pages.
async function ready(visitor, values = {}) {
  const made = await register(visitor, values);
  await confirmName(visitor, made.id);
  await saved(visitor, made.id, 'programinnhold', ANSWERS.programinnhold);
  return made;
}

async function confirmed(visitor, id, year = '2025') {
  const answer = await visitor.submit(confirmForm(await data(visitor, id), year), address(id, 'bekreft'));
  assert.equal(answer.status, 303, answer.page?.text('.ds-error-summary') ?? '');
  assert.equal(answer.location, `${address(id, 'registrerte-data')}?bekreftet=${year}`);
  return assertPage(await visitor.get(answer.location));
}

async function listed(visitor, number) {
  const { records } = readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes);
  const row = records.find((one) => one.Fødselsnummer.replace(/\D/g, '') === number);
  return [row['Bekreftet årsrapport'], row.Rapporteringsår];
}

let before2024;
before(async () => {
  before2024 = await storedYear(await as('imdi'), 2024);
});
after(async () => setYear(await as('imdi'), 2024, before2024));

test('Y1: one who goes on is confirmed when pages 1 and 3 are there; what lacks on page 2 is shown and does not block', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await ready(visitor);
  const page = await data(visitor, id);
  assert.match(card(page), /Ikke bekreftet.*Fristen for å bekrefte er \d\d\.\d\d\.\d{4}/);
  assert.match(card(page), /kan bekrefte uten dem/);
  assert.ok(page.all(`#arsrapport a[href="${address(id, 'bakgrunn')}#deltatt_intro"]`).length === 1, 'a gap on page 2 is a link');
  assert.deepEqual(page.all('#arsrapport a[href*="/avslutning"]'), [], 'page 4 is for those who have ended');
  assert.deepEqual(await listed(visitor, number), ['Nei', '']);
  const receipt = await confirmed(visitor, id);
  assert.match(receipt.text('.ds-alert[data-color=success]'), /Årsrapporten for 2025 er bekreftet.*Bekreftet \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d av Marit Nidarvoll/);
  assert.match(card(receipt), /Bekreftet \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d av Marit Nidarvoll/);
  assert.deepEqual(receipt.all('#arsrapport form'), [], 'confirmed as it stands: nothing to confirm');
  assert.deepEqual(await listed(visitor, number), ['Ja', '2025']);
  assert.equal((await data(visitor, id)).all('.ds-alert[data-color=success]').length, 0, 'the receipt is shown once');
});

test('C2b, P15: what the gate lacks blocks, each named and linked, and nothing is confirmed', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const page = await data(visitor, id);
  const wanted = [['person-og-prosjekt', 'navn_bekreftet'], ...Object.keys(ANSWERS.programinnhold).map((name) => ['programinnhold', name])];
  const links = wanted.map(([where, name]) => `${address(id, where)}#${name}`);
  const listedInCard = page.all('#arsrapport .mangelliste a').map((link) => link.attribs.href);
  for (const link of links) assert.ok(listedInCard.includes(link), `${link} is in the card before anything is sent`);
  const answer = await visitor.submit(confirmForm(page), address(id, 'bekreft'));
  assert.equal(answer.status, 422);
  const refused = assertPage(answer);
  assert.match(refused.title, /^Feil: /);
  assert.deepEqual(lacking(refused).sort(), links.sort());
  for (const link of links) assert.ok(assertPage(await visitor.get(link.split('#')[0])).byId(link.split('#')[1]), link);
  assert.deepEqual(await listed(visitor, number), ['Nei', '']);
});

test('C2b: one who ended that year must have pages 2 and 4 too, one who ended later need not', async () => {
  const visitor = await as('trondheim');
  for (const [avslutningsdato, blocked] of [['31.12.2025', true], ['01.01.2025', true], ['01.01.2026', false]]) {
    const { id } = await ready(visitor);
    await saved(visitor, id, 'avslutning', { avslutningsdato });
    const answer = await visitor.submit(confirmForm(await data(visitor, id)), address(id, 'bekreft'));
    assert.equal(answer.status, blocked ? 422 : 303, avslutningsdato);
    if (!blocked) continue;
    const links = lacking(answer.page);
    for (const link of [`${address(id, 'bakgrunn')}#deltatt_intro`, `${address(id, 'avslutning')}#hovedarsak_avslutning`]) assert.ok(links.includes(link), link);
    assert.ok(!links.some((link) => link.includes('#reservasjon_deling')), 'the reservation is asked for at discharge alone');
    await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
    await saved(visitor, id, 'avslutning', { ...ANSWERS.avslutning, avslutningsdato });
    await confirmed(visitor, id);
  }
});

test('Y1: a value that breaks a rule between fields blocks as well', async () => {
  const visitor = await as('trondheim');
  const { id } = await ready(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  await saved(visitor, id, 'avslutning', { ...ANSWERS.avslutning, avslutningsdato: '15.02.2025' });
  await saved(visitor, id, 'programinnhold', { oppstartsdato_forste_praksis: '01.03.2025' });
  const answer = await visitor.submit(confirmForm(await data(visitor, id)), address(id, 'bekreft'));
  assert.equal(answer.status, 422);
  assert.deepEqual(lacking(answer.page), [`${address(id, 'programinnhold')}#oppstartsdato_forste_praksis`]);
});

test('Y1: one who was not there that year cannot be confirmed for it, and is told why', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor, { oppstartsdato: '01.01.2026' });
  const page = await data(visitor, id);
  assert.match(card(page), /var ikke med i prosjektet dette året/);
  assert.deepEqual(page.all('#arsrapport form'), []);
  const { csrf } = Object.fromEntries((await openNew(visitor)).fields);
  const answer = await visitor.post(address(id, 'bekreft'), { csrf, rapporteringsar: '2025', versjon: '1' });
  assert.equal(answer.status, 422);
  assert.match(assertPage(answer).text('.ds-error-summary'), /var ikke med i prosjektet i 2025/);
});

test('Y1: a year that is closed, unknown or no year at all is refused on the page', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await ready(visitor);
  const fields = Object.fromEntries(confirmForm(await data(visitor, id)).fields);
  for (const [year, words] of [['2024', /2024 er ikke åpen/], ['2021', /2021 er ikke åpen/], ['9999', /9999 er ikke åpen/], ['i fjor', /Velg hvilket år/], ['', /Velg hvilket år/],
    ['2025 ', /Velg hvilket år/], ['-2025', /Velg hvilket år/], ['20250', /Velg hvilket år/], ['2025.0', /Velg hvilket år/]]) {
    const answer = await visitor.post(address(id, 'bekreft'), { ...fields, rapporteringsar: year, nokkel: randomBytes(8).toString('hex') });
    assert.equal(answer.status, 422, year);
    assert.match(assertPage(answer).text('.ds-error-summary'), words, year);
  }
  const { rapporteringsar: _, ...without } = fields;
  assert.equal((await visitor.post(address(id, 'bekreft'), without)).status, 422);
  assert.deepEqual(await listed(visitor, number), ['Nei', '']);
});

test('Y1: what changed after the page was shown is not confirmed; without a version the page’s own judgement counts', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await ready(visitor);
  const form = confirmForm(await data(visitor, id));
  await saved(visitor, id, 'programinnhold', { helsefremmende_tiltak: ['99'] });
  const answer = await visitor.submit(form, address(id, 'bekreft'));
  assert.equal(answer.status, 409);
  const page = assertPage(answer);
  assert.match(page.text('[role=alert]'), /har endret svarene i mellomtiden.*ikke bekreftet/i);
  assert.deepEqual(await listed(visitor, number), ['Nei', '']);
  const again = await visitor.submit(confirmForm(page), address(id, 'bekreft'));
  assert.equal(again.status, 303, 'the page that came back confirms');
  const other = await ready(visitor);
  const { csrf } = Object.fromEntries((await openNew(visitor)).fields);
  assert.equal((await visitor.post(address(other.id, 'bekreft'), { csrf, rapporteringsar: '2025' })).status, 303);
});

test('Y1: sent twice it is done once; a missing or wrong token does nothing', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await ready(visitor);
  const form = confirmForm(await data(visitor, id));
  for (const csrf of ['', 'x']) {
    const fields = { ...Object.fromEntries(form.fields), csrf };
    assert.equal((await visitor.post(address(id, 'bekreft'), fields)).status, 403);
  }
  assert.deepEqual(await listed(visitor, number), ['Nei', '']);
  const answers = await Promise.all([form, form, form].map((one) => visitor.submit(one, address(id, 'bekreft'))));
  assert.deepEqual(answers.map(({ status }) => status), [303, 303, 303]);
  assert.equal((await visitor.submit(form.set('nokkel', 'another'), address(id, 'bekreft'))).status, 303);
  const page = assertPage(await visitor.get(`${address(id, 'bekreft')}?ar=2025`));
  assert.doesNotMatch(page.main, /bekreftet flere ganger/);
});

test('Y2: a change afterwards is shown; the figures as confirmed stay; confirmed anew, both can be read', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await ready(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  await confirmed(visitor, id);
  await saved(visitor, id, 'bakgrunn', { ...ANSWERS.bakgrunn, behov_arbeidsevne_vurdering: '5', tiltak_for_jobbsjansen: ['99'] });
  const page = await data(visitor, id);
  assert.match(card(page), /Endret etter bekreftelse.*Behovs- eller arbeidsevnevurdering/);
  assert.equal((await visitor.openPage('/deltakere')).all(`[data-navn="Bekreftet årsrapport"] a[href="${address(id, 'registrerte-data')}#arsrapport"][aria-label^="Endret etter bekreftelse"]`).length, 1);
  assert.deepEqual(await listed(visitor, number), ['Ja', '2025']);
  const link = page.all('#arsrapport a').map(({ attribs }) => attribs.href).find((href) => href.includes('/bekreft'));
  assert.equal(link, `${address(id, 'bekreft')}?ar=2025`);
  const then = assertPage(await visitor.get(link));
  assert.match(then.main, /Situasjonsbestemt innsats/);
  assert.match(then.main, /Jobbsøkerkurs/);
  assert.doesNotMatch(then.main, /Varig tilpasset innsats/);
  assert.match(then.main, /kodebok versjon/);
  assert.equal(then.all('a[href*="/bakgrunn"]').length, 0, 'nothing there can be edited');
  const now = assertPage(await visitor.get((await visitor.submit(confirmForm(page), address(id, 'bekreft'))).location));
  assert.doesNotMatch(card(now), /Endret etter bekreftelse/);
  const last = assertPage(await visitor.get(link));
  assert.match(last.main, /Varig tilpasset innsats/);
  assert.match(last.text('.ds-alert'), /bekreftet flere ganger/);
  const earlier = assertPage(await visitor.get(`${address(id, 'bekreft')}${last.one('.ds-alert a').attribs.href.replace(/^[^?]*/, '')}`));
  assert.match(earlier.main, /Situasjonsbestemt innsats/);
});

test('Y2: after a discharge she can still be confirmed, and stays discharged', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  await fillAll(visitor, id);
  await confirmName(visitor, id);
  await visitor.submit((await visitor.openPage(address(id, 'utskriv'))).formPostingTo('/utskriv'), address(id, 'utskriv'));
  const page = await confirmed(visitor, id);
  assert.match(page.text('.sidekort'), /Utskrevet/);
  assert.doesNotMatch(card(page), /Endret etter/);
});

test('Y1: with two years open each is confirmed by itself', async () => {
  const imdi = await as('imdi');
  await setYear(imdi, 2024, { ...before2024, stenger: '31.12.2028' });
  const visitor = await as('trondheim');
  const { id, number } = await ready(visitor);
  const page = await data(visitor, id);
  assert.deepEqual(page.all('#arsrapport button').map((button) => page.textOf(button)), ['Bekreft årsrapport for 2025', 'Bekreft årsrapport for 2024']);
  await confirmed(visitor, id, '2024');
  assert.deepEqual(await listed(visitor, number), ['Nei', '2024'], 'the latest open year is what the column speaks of');
  await confirmed(visitor, id, '2025');
  assert.deepEqual(await listed(visitor, number), ['Ja', '2025']);
  await setYear(imdi, 2024, before2024);
  const closed = await data(visitor, id);
  assert.match(card(closed), /Rapporteringsår 2024.*ikke åpen for bekreftelse/);
  assert.ok(closed.one(`#arsrapport a[href="${address(id, 'bekreft')}?ar=2024"]`), 'what was confirmed stays readable');
});

test('Y2: the page of what was confirmed: bad addresses, years without one, others', async () => {
  const visitor = await as('trondheim');
  const { id } = await ready(visitor);
  assert.equal((await visitor.get(`${address(id, 'bekreft')}?ar=2025`)).status, 404, 'not confirmed');
  assert.equal((await visitor.get(address(id, 'bekreft'))).location, address(id, 'registrerte-data'));
  await confirmed(visitor, id);
  for (const query of ['ar=2024', 'ar=2025&versjon=99', 'ar=1']) assert.equal((await visitor.get(`${address(id, 'bekreft')}?${query}`)).status, 404, query);
  for (const query of ['ar=i-fjor', 'ar=2025&versjon=x', 'ar=99999', 'ar=-1', 'ar=2025&versjon=0']) {
    const answer = await visitor.get(`${address(id, 'bekreft')}?${query}`);
    assert.equal(answer.status, 400, query);
    assertPage(answer);
  }
});

for (const name of ['imdi', 'systemeier', 'admin-oslo', 'oslo', 'flere']) {
  test(`Y1: ${name} confirms nobody in Trondheim, and is told nothing of her`, async () => {
    const owner = await as('trondheim');
    const { id, number } = await ready(owner);
    const form = confirmForm(await data(owner, id));
    const reader = await as(name);
    const csrf = (await reader.openPage('/hjelp')).one('[name=csrf]').attribs.value;
    const fields = { ...Object.fromEntries(form.fields), csrf };
    const hers = await reader.post(address(id, 'bekreft'), fields);
    const nobody = await reader.post(address('bcdfghjkmnpqrstv', 'bekreft'), fields);
    assert.equal(hers.status, 404);
    assert.equal(hers.page.main, nobody.page.main);
    assert.deepEqual(await listed(owner, number), ['Nei', '']);
    await confirmed(owner, id);
    const seen = await reader.get(`${address(id, 'bekreft')}?ar=2025`);
    if (name === 'imdi' || name === 'systemeier') {
      const page = assertPage(await reader.get(address(id, 'registrerte-data')));
      assert.match(card(page), /Bekreftet \d\d/);
      assert.deepEqual([page.all('#arsrapport form').length, page.all('#arsrapport .mangelliste').length], [0, 0]);
      assert.match(assertPage(seen).main, /Slik tallene var/);
    } else {
      assert.equal(seen.status, 404);
      assert.equal(seen.page.main, (await reader.get(`${address('bcdfghjkmnpqrstv', 'bekreft')}?ar=2025`)).page.main);
    }
  });
}

test('P17, P15: every missing obligatory answer is marked, and the list before a discharge links each', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const page = await data(visitor, id);
  const marked = page.all('.oppsummering a.mangler').map((link) => link.attribs.href).sort();
  const listedGaps = page.all('a', page.all('#mangler ul').at(-1)).map((link) => link.attribs.href).sort();
  assert.ok(marked.length > 15);
  assert.deepEqual(listedGaps, marked);
  assert.match(page.text('.ingress'), new RegExp(`Det mangler ${marked.length} svar`));
  for (const where of PAGES) assert.ok(marked.some((link) => link.startsWith(address(id, where))), where);
  assert.equal((await (await as('imdi')).openPage(address(id, 'registrerte-data'))).all('#mangler').length, 0);
});

test('P15: the overview shows how many answers the next gate lacks, and leads to the list', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const badge = async () => (await visitor.openPage('/deltakere?vis=mangler')).one(`tbody a.manglertall[href^="${address(id, 'registrerte-data')}"]`);
  const annual = 1 + Object.keys(ANSWERS.programinnhold).length;
  const before = await badge();
  assert.match(before.attribs['aria-label'], new RegExp(`^${annual} svar mangler til årsrapporten: `));
  const page = assertPage(await visitor.get(before.attribs.href.split('#')[0]));
  assert.ok(page.byId('mangler').attribs.open, 'the list is open');
  assert.deepEqual(page.all('#mangler h2').map((heading) => page.textOf(heading).replace(/\d+/, 'n')), ['Til årsrapporten (n)', 'Før utskriving (n)']);
  assert.equal(page.all('a', page.one('#mangler ul')).length, annual);
  await confirmName(visitor, id);
  await saved(visitor, id, 'programinnhold', ANSWERS.programinnhold);
  assert.equal(await badge(), null, 'nothing lacks for one who goes on');
  await saved(visitor, id, 'avslutning', { avslutningsdato: '01.06.2026' });
  const ended = await badge();
  const marked = (await data(visitor, id)).all('.oppsummering a.mangler').length;
  assert.match(ended.attribs['aria-label'], new RegExp(`^${marked} svar mangler før utskriving: `));
  const imdi = await (await as('imdi')).openPage('/deltakere?vis=mangler');
  assert.equal(imdi.all('a.manglertall').length, 0, 'who cannot fill it in sees the number alone');
  const shown = imdi.all('tbody td[data-navn="Mangler"]');
  assert.equal(shown.length, imdi.all('tbody tr').length);
  assert.ok(shown.every((cell) => /^\d+$/.test(imdi.textOf(cell).trim())));
});

const EVERY = 'status=opprettet&status=endret&status=avsluttet&status=utskrevet';
const filtered = async (visitor, query) => {
  const file = await visitor.get(`/deltakere/oversikt.csv?${query}`);
  assert.equal(file.status, 200, query);
  return readCsv(file.bytes).records;
};

test('Y3, I5: the overview’s reminder leads to those who remain, discharged ones too, as a list and as files', async () => {
  const visitor = await as('trondheim');
  const made = await register(visitor);
  const overview = await visitor.openPage('/deltakere');
  const remaining = Number(/ikke bekreftet for (\d+) av/.exec(overview.text('.ds-alert'))[1]);
  const link = overview.one('.ds-alert a').attribs.href;
  const page = assertPage(await visitor.get(link));
  assert.match(page.text('#antall'), new RegExp(`Antall deltakere: ${remaining}\\b`));
  const query = link.split('?')[1];
  const rows = await filtered(visitor, query);
  assert.equal(rows.length, remaining);
  assert.ok(rows.some((row) => row.Fødselsnummer.replace(/\D/g, '') === made.number));
  for (const row of rows) assert.equal(row['Bekreftet årsrapport'], 'Nei');
  assert.equal(readCsv((await visitor.get(`/deltakere/datasett.csv?${query}`)).bytes).records.length, remaining);
  assert.equal(page.all('.filterliste .ds-chip').length, 8, 'each filter is a chip');
  for (const chip of page.all('.filterliste a')) assert.equal((await visitor.get(chip.attribs.href)).status, 200, chip.attribs.href);
  const hidden = page.all('.sidestorrelse input[type=hidden]').map(({ attribs }) => `${attribs.name}=${attribs.value}`);
  if (hidden.length > 0) assert.deepEqual(hidden, query.split('&'), 'the page size keeps the filters');
});

test('I5: bekreftet and rapporteringsar choose what the columns say, alone and together', async () => {
  const visitor = await as('imdi');
  const all = await filtered(visitor, EVERY);
  const confirmedNow = all.filter((row) => row['Bekreftet årsrapport'] === 'Ja');
  assert.ok(confirmedNow.length > 0 && confirmedNow.length < all.length);
  const keys = (rows) => rows.map((row) => [row.Fødselsnummer, row.Oppstart].join());
  assert.deepEqual(keys(await filtered(visitor, `${EVERY}&bekreftet=ja`)), keys(confirmedNow));
  assert.deepEqual(keys(await filtered(visitor, `${EVERY}&bekreftet=nei`)), keys(all.filter((row) => row['Bekreftet årsrapport'] === 'Nei')));
  assert.deepEqual(keys(await filtered(visitor, `${EVERY}&rapporteringsar=2025`)), keys(confirmedNow));
  const earlier = await filtered(visitor, `${EVERY}&rapporteringsar=2023`);
  assert.ok(all.filter((row) => row.Rapporteringsår === '2023').every((row) => keys(earlier).includes(keys([row])[0])));
  assert.equal(earlier.length + (await filtered(visitor, `${EVERY}&rapporteringsar=2023&bekreftet=nei`)).length, all.length);
  assert.equal((await filtered(visitor, `${EVERY}&rapporteringsar=2019`)).length, 0);
});

test('I5: took part in a period means overlap, both ends included', async () => {
  const visitor = await as('flere');
  const iso = (text) => text.split('.').reverse().join('-');
  const all = await filtered(visitor, EVERY);
  const { Oppstart: start, Avslutning: end } = all.find((row) => row.Avslutning !== '');
  for (const [from, to] of [[iso(end), ''], ['', iso(start)], [iso(start), iso(end)], [iso(end), iso(end)], ['2030-01-01', ''], ['', '2000-01-01'], ['2025-01-01', '2024-01-01']]) {
    const expected = all.filter((row) => (!from || row.Avslutning === '' || iso(row.Avslutning) >= from) && (!to || iso(row.Oppstart) <= to));
    assert.equal((await filtered(visitor, `${EVERY}&deltok_fra=${from}&deltok_til=${to}`)).length, expected.length, `${from} ${to}`);
  }
});

test('I5: what is no such filter is answered with 400 that names it', async () => {
  const visitor = await as('trondheim');
  for (const query of ['bekreftet=kanskje', 'bekreftet=JA', 'rapporteringsar=i-fjor', 'rapporteringsar=99', 'rapporteringsar=-2025', 'deltok_fra=2025-02-30', 'deltok_til=snart']) {
    const answer = await visitor.get(`/deltakere?${query}`);
    assert.equal(answer.status, 400, query);
    assert.match(assertPage(answer).main, new RegExp(query.split('=')[0]));
    assert.equal((await visitor.get(`/deltakere/oversikt.csv?${query}`)).status, 400, query);
  }
});
