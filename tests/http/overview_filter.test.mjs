// What the list is narrowed to (requirements O5, I5, P11), compared with a plain computation over the file of all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';

const ALL = 'status=opprettet&status=endret&status=avsluttet&status=utskrevet';
const file = async (visitor, query, name = 'oversikt') => readCsv((await visitor.get(`/deltakere/${name}.csv?${query}`)).bytes).records;
const iso = (cell) => cell.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1');
const numbers = (rows) => rows.map((row) => row.Fødselsnummer.replace(/\D/g, '') + row.Oppstart).sort();
const count = (page) => Number(/Antall deltakere: ([\d\s]+)/.exec(page.main)[1].replace(/\s/g, ''));
const between = (cell, from, to) => cell !== '' && (!from || iso(cell) >= from) && (!to || iso(cell) <= to);

const PERIODS = [['2023-01-01', '2023-12-31'], ['2024-02-01', ''], ['', '2023-06-30'], ['2024-02-01', '2024-02-01']];
const FILTERS = [
  ...PERIODS.map(([from, to]) => [`oppstart_fra=${from}&oppstart_til=${to}`, (row) => between(row.Oppstart, from, to)]),
  ...PERIODS.map(([from, to]) => [`avsluttet_fra=${from}&avsluttet_til=${to}`, (row) => between(row.Avslutning, from, to)]),
  ...PERIODS.map(([from, to]) => [`deltok_fra=${from}&deltok_til=${to}`,
    (row) => (!to || iso(row.Oppstart) <= to) && (!from || row.Avslutning === '' || iso(row.Avslutning) >= from)]),
  ['kommune=0301', (row) => row.Kommune === 'Oslo'],
  ['kommune=0301&kommune=5001', (row) => ['Oslo', 'Trondheim'].includes(row.Kommune)],
  ['kommune=5001&oppstart_fra=2023-06-01&bekreftet=nei', (row) => row.Kommune === 'Trondheim' && between(row.Oppstart, '2023-06-01', '')
    && row['Bekreftet årsrapport'] === 'Nei'],
  ['bydel=030102', (row) => row.Bydel === 'Grünerløkka'],
  ['bydel=030102&bydel=030101', (row) => ['Grünerløkka', 'Gamle Oslo'].includes(row.Bydel)],
];

for (const user of ['oslo', 'flere', 'grunerlokka', 'imdi']) {
  test(`O5: ${user}: each filter finds whom a plain computation finds`, async () => {
    const visitor = await as(user);
    const all = await file(visitor, ALL);
    for (const [query, fits] of FILTERS) {
      if (query.includes('bydel') && !('Bydel' in (all[0] ?? {}))) continue;
      const clean = new URLSearchParams([...new URLSearchParams(query)].filter(([, value]) => value));
      const found = await file(visitor, `${ALL}&${clean}`);
      assert.deepEqual(numbers(found), numbers(all.filter(fits)), query);
      assert.equal(count(await visitor.openPage(`/deltakere?${ALL}&${clean}`)), found.length, query);
    }
  });
}

test('O5: financing and who registered, several filters are "and"', async () => {
  const visitor = await as('imdi');
  const all = await file(visitor, ALL, 'datasett');
  const by = (rows) => rows.map((row) => row.person_id).sort();
  for (const codes of [['1'], ['2'], ['1', '2'], ['9']]) {
    const query = codes.map((code) => `finansiering=${code}`).join('&');
    assert.deepEqual(by(await file(visitor, `${ALL}&${query}`, 'datasett')), by(all.filter((row) => codes.includes(row.finansieringstype))), query);
  }
  const first = (await file(visitor, ALL)).length;
  const some = await file(visitor, `${ALL}&registrert_av=a`);
  assert.ok(some.length <= first);
  for (const nobody of ['%', '_', "'", '\\', '|', '%25', "x' OR 1=1"]) {
    assert.equal((await file(visitor, `${ALL}&registrert_av=${encodeURIComponent(nobody)}`)).length, 0, nobody);
  }
});

test('O5: registered by: the text begins a word of the creator\'s name, capital or not', async () => {
  const visitor = await as('oslo');
  const page = await visitor.openPage('/deltakere');
  const name = page.textOf(page.all('tbody td[data-navn="Sist endret av"]')[0]).trim();
  const words = name.split(/\s+/);
  const all = await file(visitor, ALL);
  const of = async (text) => (await file(visitor, `${ALL}&registrert_av=${encodeURIComponent(text)}`)).length;
  const whole = await of(name);
  assert.ok(whole > 0 && whole <= all.length, name);
  for (const word of words) {
    assert.ok(await of(word.toLowerCase()) >= whole, word);
    assert.ok(await of(word.slice(0, 2)) >= whole, word);
  }
  assert.equal(await of(`${name}qqq`), 0);
});

test('I5: a date typed otherwise is redirected to yyyy-mm-dd, with the rest of the address', async () => {
  const answer = await (await as('oslo')).get('/deltakere?oppstart_fra=1.2.24&avsluttet_til=31122024&status=endret&sorter=-navn&kommune=');
  assert.equal(answer.status, 303);
  const query = new URLSearchParams(answer.location.split('?')[1]);
  assert.deepEqual(Object.fromEntries(query), { status: 'endret', oppstart_fra: '2024-02-01', avsluttet_til: '2024-12-31', sorter: '-navn' });
});

test('I5: what is not known is answered with 400 naming it, on the page and in the files', async () => {
  const visitor = await as('imdi');
  for (const bad of ['kommune=9999', 'kommune=301', 'kommune=Oslo', 'kommune=0301,5001', 'bydel=039999', 'bydel=x', 'finansiering=3', 'finansiering=-1',
    'finansiering=99999999999999999999', 'oppstart_fra=2024-02-30', 'oppstart_til=31.02.2024', 'avsluttet_fra=i+dag', 'avsluttet_til=2024-13-01',
    `registrert_av=${'a'.repeat(101)}`, 'status=slettet', 'ukjent=1', 'ukjent=']) {
    for (const path of ['/deltakere', '/deltakere/oversikt.csv', '/deltakere/datasett.csv']) {
      const answer = await visitor.get(`${path}?${bad}`);
      assert.equal(answer.status, 400, `${path}?${bad}`);
      assert.ok(answer.page.main.includes(bad.split('=')[0]), bad);
    }
  }
});

test('I5: a value that a person may have typed is refused with what could stand there, a long one by its beginning', async () => {
  const visitor = await as('imdi');
  const reason = async (query) => {
    const answer = await visitor.get(`/deltakere?${query}`);
    assert.equal(answer.status, 400, query.slice(0, 60));
    return answer.page.main;
  };
  assert.match(await reason('oppstart_fra=31.02.2024'), /«oppstart_fra=31\.02\.2024».*dato som finnes/);
  assert.match(await reason('rapporteringsar=i+fjor'), /«rapporteringsar=i fjor».*fire siffer/);
  assert.match(await reason(`registrert_av=${'å'.repeat(200)}`), /«registrert_av=å{60}…».*høyst 100 tegn/);
  assert.match(await reason(`kommune=${Array.from({ length: 1000 }, (_, i) => 1000 + i).join()}`), /«kommune=1000,1001,[\d,]*…»/);
  assert.match(await reason("sorter=navn'%20--"), /«sorter=navn' --»/);
  const tooLong = await visitor.get(`/deltakere?kommune=${Array.from({ length: 10_000 }, (_, i) => 1000 + i).join()}`);
  assert.equal(tooLong.status, 414);
  assert.match(tooLong.page.text('body'), /Gå tilbake til deltakeroversikten/);
});

test('O5: active filters are chips, each with an address that takes it alone away; all go at once', async () => {
  const visitor = await as('imdi');
  const query = 'status=endret&kommune=0301&kommune=5001&bydel=030102&finansiering=1&registrert_av=K%C3%A5re%20%26%20co&oppstart_fra=2023-01-01&sorter=navn';
  const page = await visitor.openPage(`/deltakere?${query}`);
  const chips = page.all('.filterliste a.ds-chip');
  assert.equal(chips.length, 7);
  const texts = chips.map((chip) => page.textOf(chip).trim());
  for (const text of ['Status: Endret', 'Kommune: Oslo', 'Kommune: Trondheim', 'Bydel: Grünerløkka', 'Registrert av: Kåre & co', 'Oppstart fra: 01.01.2023']) {
    assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
  }
  const whole = [...new URLSearchParams(query)].map(String).sort();
  for (const chip of chips) {
    const left = [...new URLSearchParams(chip.attribs.href.split('?')[1])].map(String).sort();
    assert.equal(left.length, whole.length - 1);
    assert.ok(left.every((one) => whole.includes(one)));
  }
  const clear = page.all('.filterliste a').find((link) => /Fjern alle filtre/.test(page.textOf(link)));
  assert.equal(clear.attribs.href, '/deltakere?sorter=navn');
  assert.equal(page.one('#filter .ds-badge').attribs['data-count'], '7');
});

test('O5: the panel holds what is chosen, and what it sends is the same list', async () => {
  const visitor = await as('oslo');
  const query = 'status=endret&status=avsluttet&bydel=030102&oppstart_fra=2023-01-01&bekreftet=nei&sorter=-navn&antall=10';
  const page = await visitor.openPage(`/deltakere?${query}`);
  const sent = [];
  for (const input of page.all('#filter form[method=get] input')) {
    if (input.attribs.type === 'checkbox' && !('checked' in input.attribs)) continue;
    sent.push([input.attribs.name, input.attribs.value]);
  }
  for (const select of page.all('#filter form[method=get] select')) {
    const chosen = page.all('option[selected]', select)[0];
    sent.push([select.attribs.name, chosen ? chosen.attribs.value : '']);
  }
  const answer = await visitor.get(`/deltakere?${new URLSearchParams(sent)}`);
  assert.equal(answer.status, 303);
  assert.deepEqual([...new URLSearchParams(answer.location.split('?')[1])].map(String).sort(), [...new URLSearchParams(query)].map(String).sort());
});

test('A2: only places that the user can see are offered, and a filter on another finds nobody', async () => {
  for (const [user, municipalities, districts] of [['trondheim', 0, 0], ['grunerlokka', 0, 0], ['flere', 2, 0], ['oslo', 0, 15], ['imdi', 300, 15]]) {
    const visitor = await as(user);
    const page = await visitor.openPage('/deltakere');
    assert.ok(page.all('#f-kommune option').length >= municipalities && (municipalities > 0) === page.all('#f-kommune').length > 0, user);
    assert.ok(page.all('#f-bydel option').length >= districts && (districts > 0) === page.all('#f-bydel').length > 0, user);
  }
  assert.equal((await file(await as('trondheim'), 'kommune=0301')).length, 0);
  assert.equal((await file(await as('grunerlokka'), 'bydel=030101')).length, 0);
});

test('O5: who can choose among many municipalities finds them under their counties', async () => {
  const page = await (await as('imdi')).openPage('/deltakere?kommune=4601');
  const groups = page.all('#f-kommune optgroup').map((group) => [group.attribs.label, page.all('option', group).map((option) => page.textOf(option).trim())]);
  const names = groups.map(([name]) => name);
  assert.deepEqual(names, [...names].sort(new Intl.Collator('nb').compare));
  const counties = Object.fromEntries(groups);
  assert.ok(counties.Vestland.includes('Øygarden') && !counties.Vestland.includes('Bergen'), 'what is chosen is a box, not an option');
  assert.ok(counties.Viken.every((name) => / \(tidligere nummer \d{4}\)$/.test(name)));
  assert.equal(counties.Oslo.length, 1);
});

test('O5: options that stand ready are those of the reader\'s language, all of them, and without what is chosen', async () => {
  const options = (page, select) => page.all(`${select} option`).map((option) => [option.attribs.value, page.textOf(option).trim()]).filter(([value]) => value);
  const groups = (page, select) => page.all(`${select} optgroup`).map((group) => group.attribs.label);
  const visitor = await as('imdi');
  for (const path of ['/deltakere', '/introduksjon/personer', '/introduksjon/rapporter/avsluttede?lov=integreringsloven']) {
    const at = (...chosen) => `${path}${chosen.length ? `${path.includes('?') ? '&' : '?'}${chosen.join('&')}` : ''}`;
    for (const [language, former] of [['nb', 'tidligere nummer'], ['nn', 'tidlegare nummer'], ['en', 'former number']]) {
      visitor.jar.set('sprak', language);
      const plain = await visitor.openPage(at());
      const all = options(plain, '#f-kommune');
      assert.ok(all.length > 450 && new Set(all.map(([value]) => value)).size === all.length, `${path} ${language}: ${all.length}`);
      assert.match(Object.fromEntries(all)['3024'], new RegExp(`^Bærum \\(${former} 3024\\)$`));
      const chosen = await visitor.openPage(at('kommune=0301', 'kommune=4601', 'bydel=030101'));
      assert.deepEqual(options(chosen, '#f-kommune'), all.filter(([value]) => !['0301', '4601'].includes(value)), `${path} ${language}`);
      assert.deepEqual(groups(chosen, '#f-kommune'), groups(plain, '#f-kommune').filter((name) => name !== 'Oslo'), 'a county with nothing left to choose is not offered');
      assert.deepEqual(options(chosen, '#f-bydel'), options(plain, '#f-bydel').filter(([value]) => value !== '030101'));
      assert.deepEqual(options(await visitor.openPage(at()), '#f-kommune'), all, 'the next page is whole again');
    }
  }
});
