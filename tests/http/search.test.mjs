// Searching for persons (requirements O4, I5, P11): the boxes, what they find, what stands where, and who may use a search.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertAlike } from './alike.mjs';
import { as, Visitor } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { register } from './participant.mjs';
import { search, searchForm, referenceOf } from './search.mjs';
import { complete, shown, someMan, someWoman, wrongCheckDigit } from './women.mjs';
import { admin, AUDIT, call, closeAll, DB, stateFile } from '../sql/database.mjs';
import { newId } from '../sql/participant.mjs';

// Women of Trondheim by names that are told apart by one thing each; a last name of this run alone ties them together.
const LAST = `Søkprøve${[...randomBytes(4)].map((byte) => 'abcdefghijklmnop'[byte % 16]).join('')}`;
const NAMES = {
  anne: `Anne Kari ${LAST}`, hyphen: `Ingrid-Marie ${LAST}`, aa: `Aase ${LAST}`, å: `Åse ${LAST}`, sami: `Čáhppe Ŋuoskkú ${LAST}`, percent: `50% _under ${LAST}`,
  quote: `O'Brian "Sitat" ${LAST}`, emoji: `Kjersti 😀 ${LAST}`, backslash: `Strek\\ ${LAST}`, gone: `Anne Utskrevet ${LAST}`, oslo: `Anne Oslo ${LAST}`,
};
const women = Object.fromEntries(Object.entries(NAMES).map(([key, navn]) => [key, { id: newId(), person_id: randomUUID(), fodselsnummer: someWoman(), navn }]));

before(async () => {
  await call(admin, 'ctx.open_system', 'tests');
  for (const [key, { id, person_id: person, fodselsnummer, navn }] of Object.entries(women)) {
    const place = key === 'oslo' ? ['0301', 'Oslo', '030102'] : ['5001', 'Trondheim', ''];
    await admin.query(`INSERT INTO ${DB}.person (person_id, created_at) VALUES (?, ${DB}.utc_now())`, [person]);
    await admin.query(`INSERT INTO ${DB}.person_number (fodselsnummer, person_id, valid_from) VALUES (?, ?, '2024-01-01')`, [fodselsnummer, person]);
    await admin.query(`INSERT INTO ${DB}.participant (participant_id, person_id, fodselsnummer, navn, kommunenummer, kommunenavn, bydel, oppstartsdato,
      avslutningsdato, status, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, '2024-02-01', ?, ?, ${DB}.utc_now(), ${DB}.utc_now())`,
    [id, person, fodselsnummer, navn, ...place, key === 'gone' ? '2024-12-01' : null, key === 'gone' ? 'utskrevet' : 'endret']);
  }
});
after(async () => {
  for (const { id, person_id: person } of Object.values(women)) {
    await admin.query(`DELETE FROM ${DB}.participant WHERE participant_id = ?`, [id]);
    await admin.query(`DELETE FROM ${DB}.person_number WHERE person_id = ?`, [person]);
    await admin.query(`DELETE FROM ${DB}.person WHERE person_id = ?`, [person]);
  }
  await call(admin, 'ctx.leave');
  await closeAll();
});

const found = (page) => page.all('tbody .celle-fnr').map((cell) => page.textOf(cell).replace(/\D/g, ''));
const keysOf = (numbers) => Object.keys(women).filter((key) => numbers.includes(women[key].fodselsnummer)).sort();
const counted = (page) => Number(/Antall deltakere: ([\d\s]+)/.exec(page.main)[1].replace(/\s/g, ''));

async function list(visitor, boxes, path) {
  const answer = await search(visitor, boxes, path);
  assert.equal(answer.status, 303, JSON.stringify(boxes).slice(0, 200));
  return visitor.openPage(`${answer.location}&antall=100`);
}
async function finds(boxes, expected, { user = 'trondheim', path } = {}) {
  const page = await list(await as(user), boxes, path);
  assert.deepEqual(keysOf(found(page)), [...expected].sort(), JSON.stringify(boxes));
  assert.equal(counted(page), expected.length, JSON.stringify(boxes));
  return page;
}

describe('O4: by number', () => {
  const typed = {
    'eleven digits': (n) => n, 'six and five': shown, 'a no-break space': (n) => shown(n).replace(' ', '\u00a0'), 'a hyphen': (n) => `${n.slice(0, 6)}-${n.slice(6)}`,
    'spaces all over': (n) => ` ${[...n].join(' ')}  `, 'commas around': (n) => `,, ${n} ,`,
  };
  for (const [what, how] of Object.entries(typed)) {
    test(`with ${what}`, () => finds({ fodselsnummer: how(women.anne.fodselsnummer) }, ['anne']));
  }
  test('several are "or", also with semicolons and line breaks, and one who is not there', () => finds(
    { fodselsnummer: `${shown(women.anne.fodselsnummer)}, ${women.aa.fodselsnummer};${women.å.fodselsnummer}\n${someWoman()},${someMan()}` }, ['anne', 'aa', 'å']));
  test('whole numbers alone: what is none is told at the field, and what was typed is kept', async () => {
    for (const wrong of ['123', women.anne.fodselsnummer.slice(0, 10), `${women.anne.fodselsnummer}1`, wrongCheckDigit(women.anne.fodselsnummer), 'anne', '%', '_', "' OR '1'='1", '٠١٢٣٤٥٦٧٨٩٠', '😀']) {
      const visitor = await as('trondheim');
      const value = `${shown(women.aa.fodselsnummer)}, ${wrong}`;
      const answer = await search(visitor, { fodselsnummer: value, navn: 'Ŋu %' }, '/deltakere?status=endret&sorter=-navn&antall=10');
      assert.equal(answer.status, 422, wrong);
      const page = assertPage(answer);
      assert.match(page.title, /^Feil: /);
      assert.ok(page.one('.ds-error-summary a[href="#sok-fodselsnummer"]'));
      assert.ok(page.textOf(page.byId('sok-fodselsnummer-m')).includes(wrong), wrong);
      assert.equal(page.byId('sok-fodselsnummer').attribs['aria-invalid'], 'true');
      assert.equal(page.textOf(page.byId('sok-navn-m')), '');
      const form = page.formPostingTo('/deltakere/sok');
      assert.deepEqual(['fodselsnummer', 'navn', 'status', 'sorter', 'antall'].map((name) => form.value(name)), [value, 'Ŋu %', 'endret', '-navn', '10']);
      assert.doesNotMatch(page.all('a').map((link) => link.attribs.href).join(' '), /\d{6}|anne/i);
    }
  });
});

describe('O4: by name', () => {
  const cases = [
    ['the whole name', `Anne Kari ${LAST}`, ['anne']], ['a word\'s beginning', 'ann', null], ['any order of words', `${LAST} kar an`, ['anne']],
    ['a word within does not begin', `${LAST.slice(1)}`, []], ['capitals as small', `ANNE ${LAST.toUpperCase()}`, ['anne']],
    ['after a hyphen', `marie ${LAST}`, ['hyphen']], ['the hyphenated one', `ingrid-m ${LAST}`, ['hyphen']],
    ['Å by itself', `åse ${LAST}`, ['å']], ['aa by itself', `aase ${LAST}`, ['aa']], ['Sami letters', `čáhppe ŋuos`, ['sami']], ['and without their marks', `cahppe ${LAST}`, ['sami']],
    ['a percent sign is itself', `50% ${LAST}`, ['percent']], ['a percent sign is not any letter', `%nne ${LAST}`, []], ['an underscore is itself', `_under ${LAST}`, ['percent']],
    ['an underscore is not any letter', `_nne ${LAST}`, []], ['quotes', `o'b "sit ${LAST}`, ['quote']], ['a backslash', `strek\\ ${LAST}`, ['backslash']], ['an emoji', `😀 ${LAST}`, ['emoji']],
    ['no-break spaces between', `anne\u00a0kari\u00a0${LAST}`, ['anne']], ['several are "or"', `anne ${LAST}, åse ${LAST},, aase ${LAST}`, ['anne', 'å', 'aa']],
    ['all words of one must fit', `anne åse ${LAST}`, []], ['the escape sign itself', `| ${LAST}`, []], ['SQL', `' OR 1=1 -- ,") OR ("1"="1`, []],
  ];
  for (const [what, navn, expected] of cases) {
    test(what, async () => {
      if (expected) await finds({ navn }, expected);
      else assert.ok(keysOf(found(await list(await as('trondheim'), { navn }))).includes('anne'));
    });
  }
});

test('O4: boxes are "and", with each other and with filters', async () => {
  const { anne, aa } = women;
  await finds({ navn: LAST, fodselsnummer: `${anne.fodselsnummer},${aa.fodselsnummer}` }, ['anne', 'aa']);
  await finds({ navn: `aase ${LAST}`, fodselsnummer: `${anne.fodselsnummer},${aa.fodselsnummer}` }, ['aa']);
  await finds({ navn: `aase ${LAST}`, fodselsnummer: anne.fodselsnummer }, []);
  await finds({ person_id: anne.person_id, fodselsnummer: anne.fodselsnummer, navn: 'anne' }, ['anne']);
  await finds({ person_id: aa.person_id, fodselsnummer: anne.fodselsnummer }, []);
  await finds({ navn: LAST }, [], { path: '/deltakere?status=opprettet' });
  await finds({ navn: `anne ${LAST}` }, ['anne'], { path: '/deltakere?status=endret&oppstart_fra=2024-02-01&oppstart_til=2024-02-01' });
  await finds({ navn: `anne ${LAST}` }, ['anne', 'oslo'], { user: 'imdi' });
  await finds({ navn: `anne ${LAST}` }, ['oslo'], { user: 'imdi', path: '/deltakere?bydel=030102' });
});

test('O4: PersonId, whole, in capitals or without hyphens; what is none is told', async () => {
  const { anne, aa } = women;
  await finds({ person_id: `${anne.person_id.toUpperCase()}, ${aa.person_id.replaceAll('-', '')},${randomUUID()}` }, ['anne', 'aa']);
  for (const wrong of ['abc', anne.person_id.slice(1), `${anne.person_id}0`, "'", '%']) {
    const answer = await search(await as('trondheim'), { person_id: wrong });
    assert.equal(answer.status, 422, wrong);
    assert.ok(answer.page.one('.ds-error-summary a[href="#sok-person_id"]'));
  }
});

test('P11: a discharged woman is found by PersonId alone, without her name; neither by name nor by number, whatever the status', async () => {
  const { gone } = women;
  for (const path of ['/deltakere', '/deltakere?status=utskrevet', '/deltakere?status=utskrevet&status=endret']) {
    for (const boxes of [{ navn: `utskrevet ${LAST}` }, { fodselsnummer: gone.fodselsnummer }, { fodselsnummer: gone.fodselsnummer, person_id: gone.person_id }]) await finds(boxes, [], { path });
  }
  for (const path of ['/deltakere', '/deltakere?status=utskrevet']) {
    const page = await finds({ person_id: gone.person_id }, ['gone'], { path });
    assert.doesNotMatch(page.main, new RegExp(LAST));
    assert.match(page.main, /Navn vises ikke/);
  }
  await finds({ person_id: gone.person_id }, [], { path: '/deltakere?status=endret' });
  await finds({ person_id: `${gone.person_id},${women.anne.person_id}` }, ['gone', 'anne']);
});

test('A2: a search finds nobody whom the user may not see', async () => {
  for (const boxes of [{ fodselsnummer: women.oslo.fodselsnummer }, { person_id: women.oslo.person_id }, { navn: `anne oslo ${LAST}` }]) {
    await finds(boxes, []);
    await finds(boxes, [], { user: 'flere' });
    for (const user of ['oslo', 'grunerlokka', 'imdi', 'systemeier']) await finds(boxes, ['oslo'], { user });
  }
});

describe('I5: the address', () => {
  test('holds a random reference and the filters, and never what was searched for; nor do links, headers and logs', async () => {
    const visitor = await as('trondheim');
    const { anne } = women;
    const answer = await search(visitor, { navn: `anne ${LAST}`, fodselsnummer: anne.fodselsnummer, person_id: anne.person_id },
      '/deltakere?status=endret&oppstart_fra=2024-02-01&sorter=-navn&antall=10&side=3&vis=mangler');
    assert.equal(answer.status, 303);
    const query = new URLSearchParams(answer.location.split('?')[1]);
    assert.match(query.get('sok'), /^[A-Za-z0-9_-]{43}$/);
    query.delete('sok');
    assert.deepEqual(Object.fromEntries(query), { status: 'endret', oppstart_fra: '2024-02-01', sorter: '-navn', antall: '10', vis: 'mangler' });
    const page = await visitor.openPage(answer.location);
    const secret = new RegExp(`${LAST}|${anne.fodselsnummer}|${shown(anne.fodselsnummer)}|${anne.person_id}`, 'i');
    for (const link of page.all('[href], [action], [src]')) {
      assert.doesNotMatch(decodeURIComponent(link.attribs.href ?? link.attribs.action ?? link.attribs.src), secret);
    }
    assert.doesNotMatch(page.title, secret);
    assert.doesNotMatch(JSON.stringify([...answer.headers]), secret);
    for (const log of ['access.log', 'application.log', 'nginx.log']) assert.doesNotMatch(readFileSync(stateFile(`log/${log}`), 'utf8'), secret, log);
    for (const input of page.all('#filter .sokefelt input:not([type=hidden])')) assert.equal(input.attribs.autocomplete, 'off');
  });

  test('two searches for the same are two references', async () => {
    const visitor = await as('trondheim');
    const references = [referenceOf(await search(visitor, { navn: 'anne' })), referenceOf(await search(visitor, { navn: 'anne' }))];
    assert.notEqual(references[0], references[1]);
  });

  test('sorting, paging, page size, the filter panel and the files keep the search', async () => {
    const visitor = await as('trondheim');
    const answer = await search(visitor, { navn: LAST });
    const reference = referenceOf(answer);
    const page = await visitor.openPage(answer.location);
    for (const form of page.all('main form').filter((node) => node.attribs.method === 'get')) {
      assert.deepEqual(page.all('input[name=sok]', form).map((input) => input.attribs.value), [reference], form.attribs.class);
    }
    for (const name of ['oversikt', 'datasett']) {
      for (const ending of ['csv', 'xlsx']) assert.ok(page.all('a').some((link) => link.attribs.href === `/deltakere/${name}.${ending}?sok=${reference}`), `${name}.${ending}`);
    }
    const expected = Object.keys(women).filter((key) => key !== 'gone' && key !== 'oslo').map((key) => women[key].fodselsnummer).sort();
    const overview = readCsv((await visitor.get(`/deltakere/oversikt.csv?sok=${reference}`)).bytes).records;
    assert.deepEqual(overview.map((row) => row.Fødselsnummer.replace(/\D/g, '')).sort(), expected);
    const dataset = readCsv((await visitor.get(`/deltakere/datasett.csv?sok=${reference}`)).bytes).records;
    assert.deepEqual(dataset.map((row) => row.fodselsnummer.replace(/\D/g, '')).sort(), expected);
    const one = await visitor.openPage(`/deltakere?sok=${reference}&antall=10&sorter=navn`);
    const names = one.all('tbody .celle-navn').map((cell) => one.textOf(cell));
    assert.equal(counted(one), 9);
    assert.deepEqual(names.slice(-2).sort(), [`Aase ${LAST}`, `Åse ${LAST}`], 'in the list\'s order');
    assert.equal((await visitor.get(`/deltakere/oversikt.csv?sok=${reference}&kommune=0301`)).status, 200);
  });

  test('an empty search is the list with its filters; a new search takes the place of the old', async () => {
    const visitor = await as('trondheim');
    const first = await search(visitor, { navn: LAST }, '/deltakere?status=endret');
    const cleared = await search(visitor, { navn: ' , ', fodselsnummer: ' ' }, first.location);
    assert.equal(cleared.location, '/deltakere?status=endret');
    const second = await search(visitor, { navn: `åse ${LAST}` }, first.location);
    assert.notEqual(referenceOf(second), referenceOf(first));
    assert.match(second.location, /^\/deltakere\?sok=[^&]+&status=endret$/);
  });

  test('filters in the address of the post count too, and one that is not known is named', async () => {
    const visitor = await as('trondheim');
    const form = (await searchForm(visitor)).set('navn', 'anne');
    assert.match((await visitor.submit(Object.assign(form, {}), '')).location, /^\/deltakere\?sok=/);
    const beside = await visitor.post('/deltakere/sok?status=endret&sorter=navn', form.fields);
    assert.match(beside.location, /^\/deltakere\?sok=[^&]+&status=endret&sorter=navn$/);
    const bad = await visitor.post('/deltakere/sok', [...form.fields, ['status', 'slettet']]);
    assert.equal(bad.status, 400);
    assert.match(bad.page.main, /slettet/);
    assert.doesNotMatch(bad.page.main, /anne/);
  });
});

describe('I5, I8: somebody else\'s search, one that is over and one that never was are the same', () => {
  const PATHS = ['/deltakere', '/deltakere/oversikt.csv', '/deltakere/oversikt.xlsx', '/deltakere/datasett.csv'];
  test('on the page and for the files', async () => {
    const owner = await as('trondheim');
    const [theirs, over] = [referenceOf(await search(owner, { navn: LAST })), referenceOf(await search(await as('flere'), { navn: LAST }))];
    await admin.query(`UPDATE ${DB}.person_search SET expires_at = ${DB}.utc_now() - INTERVAL 1 SECOND WHERE reference = ?`, [over]);
    const never = randomBytes(32).toString('base64url');
    const visitor = await as('flere');
    for (const path of PATHS) {
      const bodies = [];
      for (const reference of [theirs, over, never, 'x', 'æ', "'", 'a'.repeat(4000)]) {
        const answer = await visitor.get(`${path}?status=endret&sok=${encodeURIComponent(reference)}`);
        assert.equal(answer.status, 404, `${path} ${reference.slice(0, 50)}`);
        bodies.push(answer.text.replaceAll(encodeURIComponent(reference), 'REF'));
        assert.doesNotMatch(answer.text, new RegExp(LAST));
      }
      assertAlike(bodies.slice(0, 3), path);
    }
  });
  test('the page says so, offers to search again, and leads to the list without it', async () => {
    const visitor = await as('flere');
    const answer = await visitor.get(`/deltakere?status=endret&antall=50&sok=${randomBytes(32).toString('base64url')}`);
    const page = assertPage(answer);
    assert.match(page.main, /Søket er over/);
    assert.ok(page.all('main a').some((link) => link.attribs.href === '/deltakere?status=endret&antall=50'));
    const again = page.formPostingTo('/deltakere/sok').set('navn', 'a');
    assert.match((await visitor.submit(again)).location, /^\/deltakere\?sok=[\w-]{43}&status=endret&antall=50$/);
    assert.equal((await visitor.get('/deltakere/datasett.csv?verdier=koder&sok=borte')).status, 404);
  });
  test('two searches in one address are one too many', async () => {
    const visitor = await as('trondheim');
    const reference = referenceOf(await search(visitor, { navn: LAST }));
    assert.equal((await visitor.get(`/deltakere?sok=${reference}&sok=${reference}`)).status, 400);
    assert.equal((await visitor.get('/deltakere?sok=')).location, '/deltakere');
  });
  test('a search outlives its session', async () => {
    const reference = referenceOf(await search(await Visitor.login('trondheim'), { navn: LAST }));
    const page = await (await Visitor.login('trondheim')).openPage(`/deltakere?sok=${reference}`);
    assert.equal(counted(page), 9);
  });
});

test('O5: the search is chips: the only one goes with its link, one of several by its button; all go at once', async () => {
  const visitor = await as('trondheim');
  const chips = (page) => page.all('.filterliste .ds-chip').map((chip) => page.textOf(chip).trim());
  const { anne, aa, å, quote } = women;
  const alone = await list(visitor, { navn: `anne ${LAST}, <b>"'` }, '/deltakere?status=endret&sorter=navn');
  assert.deepEqual(chips(alone), [`Navn: anne ${LAST}, <b>"'`, 'Status: Endret']);
  assert.equal(alone.one('.filterliste .ds-chip').attribs.href, '/deltakere?status=endret&sorter=navn&antall=100');
  assert.equal(alone.one('#filter .ds-badge').attribs['data-count'], '2');
  const numbers = [anne, aa, å, quote].map((woman) => woman.fodselsnummer).join(',');
  const both = await list(visitor, { navn: `anne ${LAST}`, fodselsnummer: numbers }, '/deltakere?status=endret&sorter=navn');
  assert.deepEqual(chips(both), [`Fødselsnummer: ${[anne, aa, å].map((woman) => shown(woman.fodselsnummer)).join(', ')} og 1 til`, `Navn: anne ${LAST}`, 'Status: Endret']);
  assert.equal(both.one('#filter .ds-badge').attribs['data-count'], '3');
  assert.ok(both.all('.filterliste a').some((link) => link.attribs.href === '/deltakere?sorter=navn&antall=100' && /Fjern alle/.test(both.textOf(link))));
  const form = both.form('.filterliste form:has(input[name=fodselsnummer])'); // the one that takes the name away
  const answer = await visitor.submit(form);
  assert.match(answer.location, /^\/deltakere\?sok=[\w-]{43}&status=endret&sorter=navn&antall=100$/);
  const left = await visitor.openPage(answer.location);
  assert.deepEqual(keysOf(found(left)), ['aa', 'anne', 'quote', 'å'].sort());
  assert.deepEqual(left.formPostingTo('/deltakere/sok').values('navn'), ['']);
});

test('O5: where nobody fits several boxes, each that helps by going is named, with how many there are then', async () => {
  const visitor = await as('trondheim');
  const page = await list(visitor, { navn: `aase ${LAST}`, fodselsnummer: `${women.anne.fodselsnummer},${women.å.fodselsnummer}` }, '/deltakere?status=endret');
  assert.equal(counted(page), 0);
  const forms = page.all('.uten-filter form');
  const text = (form) => page.textOf(form).replace(/[\s\u00a0]+/g, ' ').trim();
  assert.deepEqual(forms.map(text), [`Uten «Fødselsnummer: ${shown(women.anne.fodselsnummer)}, ${shown(women.å.fodselsnummer)}» er det 1 i listen`, `Uten «Navn: aase ${LAST}» er det 2 i listen`]);
  const answer = await visitor.submit(page.form('.uten-filter form:has(input[name=fodselsnummer])'));
  assert.match(answer.location, /&status=endret/);
  assert.deepEqual(keysOf(found(await visitor.openPage(answer.location))), ['anne', 'å']);
  const discharged = await list(visitor, { person_id: women.gone.person_id, navn: `aase ${LAST}` });
  assert.deepEqual(discharged.all('.uten-filter form').map((form) => /er det (\d)/.exec(discharged.textOf(form))[1]), ['1', '1']);
});

test('O4: the boxes hold the search that is on, to be changed', async () => {
  const page = await list(await as('trondheim'), { navn: `anne ${LAST}, åse`, fodselsnummer: `${women.anne.fodselsnummer},${women.aa.fodselsnummer}` });
  const form = page.formPostingTo('/deltakere/sok');
  assert.equal(form.value('navn'), `anne ${LAST}, åse`);
  assert.equal(form.value('fodselsnummer').replaceAll('\u00a0', ' '), `${shown(women.anne.fodselsnummer)}, ${shown(women.aa.fodselsnummer)}`);
});

describe('bad input', () => {
  const some = (count) => Array.from({ length: count }, (_, at) => complete(`0181${String(40 + (at % 20)).padStart(2, '0')}${String(Math.floor(at / 20) % 1000).padStart(3, '0')}`) ?? women.aa.fodselsnummer);
  test('ten thousand numbers are answered in words, with all of them kept; a thousand are found', async () => {
    const visitor = await as('trondheim');
    const many = some(10000).join(',');
    const began = Date.now();
    const answer = await search(visitor, { fodselsnummer: many });
    assert.equal(answer.status, 422);
    assert.match(answer.page.textOf(answer.page.byId('sok-fodselsnummer-m')), /høyst 1000.*10000/);
    assert.equal(answer.page.formPostingTo('/deltakere/sok').value('fodselsnummer'), many);
    const page = await list(visitor, { fodselsnummer: [...some(998), women.anne.fodselsnummer, women.å.fodselsnummer].join(', ') });
    assert.ok(['anne', 'å'].every((key) => keysOf(found(page)).includes(key)));
    assert.match(page.text('.filterliste'), /og 997 til/);
    assert.ok(Date.now() - began < 10_000, 'in a moment');
    const reference = page.one('#filter input[name=sok]').attribs.value;
    assert.equal((await visitor.get(`/deltakere/oversikt.csv?sok=${reference}`)).status, 200);
  });
  test('a thousand numbers and a thousand PersonIds at once, for one who sees three places', async () => {
    const answer = await search(await as('flere'), { fodselsnummer: some(1000).join(), person_id: Array.from({ length: 1000 }, () => randomUUID()).join() });
    assert.equal(counted(await (await as('flere')).openPage(answer.location)), 0);
  });
  test('twenty-one names, one that is too long, a megabyte', async () => {
    const visitor = await as('trondheim');
    for (const navn of [Array(21).fill('a').join(), 'å'.repeat(101), 'a b c d e f g h i j k']) assert.equal((await search(visitor, { navn })).status, 422);
    await finds({ navn: Array(20).fill('å'.repeat(99)).join() }, []);
    assert.equal((await search(visitor, { navn: 'x'.repeat(1024 * 1024) })).status, 413);
  });
  test('broken UTF-8, NUL and fields that come twice', async () => {
    const visitor = await as('trondheim');
    const { fields } = await searchForm(visitor);
    const csrf = fields.find(([name]) => name === 'csrf')[1];
    const raw = (body) => visitor.request('POST', '/deltakere/sok', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `csrf=${encodeURIComponent(csrf)}&${body}` });
    for (const body of ['navn=%C3%28', 'navn=%FF', 'navn=a%00b', 'navn=%ED%A0%80', 'navn=%']) assert.ok([400, 303].includes((await raw(body)).status), body);
    assert.equal((await raw('navn=%C3%28')).status, 400);
    const twice = await visitor.openPage((await raw(`navn=anne+${encodeURIComponent(LAST)}&navn=aase+${encodeURIComponent(LAST)}`)).location);
    assert.deepEqual(keysOf(found(twice)), ['aa', 'anne']);
  });
  test('I6: without the anti-forgery token nothing is searched for, and what was typed is kept', async () => {
    const visitor = await as('trondheim');
    const form = (await searchForm(visitor, '/deltakere?status=endret')).setAll({ navn: 'Anne, Åse', fodselsnummer: '12' });
    for (const csrf of ['', 'x'.repeat(43)]) {
      const answer = await visitor.submit(form.set('csrf', csrf));
      assert.equal(answer.status, 403);
      const again = assertPage(answer).formPostingTo('/deltakere/sok');
      assert.deepEqual(['navn', 'fodselsnummer', 'status'].map((name) => again.value(name)), ['Anne, Åse', '12', 'endret']);
    }
  });
  test('a session that is over: logged in again, the search is sent on', async () => {
    const visitor = await Visitor.login('trondheim');
    const form = (await searchForm(visitor)).set('navn', `anne ${LAST}`);
    await admin.query(`UPDATE ${DB}.session SET ended_at = ${DB}.utc_now() WHERE user_id = (SELECT user_id FROM ${DB}.user WHERE brukernavn = 'trondheim') ORDER BY session_id DESC LIMIT 1`);
    const login = await visitor.submit(form);
    assert.equal(login.status, 401);
    const again = login.page.form('form:has([name=passord])').setAll({ brukernavn: 'trondheim', passord: process.env.PASSWORD });
    const asked = await visitor.submit(again, '/logg-inn');
    assert.match(asked.page.main, /ikke søkt/);
    const answer = await visitor.submit(asked.page.formPostingTo('/deltakere/sok'));
    assert.deepEqual(keysOf(found(await visitor.openPage(answer.location))), ['anne']);
  });
  test('who sees no participants has no search; other methods are told', async () => {
    assert.equal((await (await as('admin-oslo')).get('/deltakere/sok')).status, 404);
    assert.equal((await new Visitor().get('/deltakere/sok')).status, 303);
    assert.equal((await (await as('oslo')).request('PATCH', '/deltakere/sok')).status, 405);
    assertPage(await (await as('oslo')).get('/deltakere/sok?status=endret'));
  });
});

test('L3, L4: a search is logged with who, what kind and how many; by number it is found again from her', async () => {
  const last = async () => (await admin.query(`SELECT log_id, action, what, user_name, details FROM ${AUDIT}.access_log WHERE action = 'search' ORDER BY log_id DESC LIMIT 1`))[0];
  const visitor = await as('trondheim');
  const { number } = await register(await as('grunerlokka')); // whom trondheim does not see
  const [{ person_id: person }] = await admin.query(`SELECT person_id FROM ${DB}.person_number WHERE fodselsnummer = ?`, [number]);
  await search(visitor, { fodselsnummer: `${number}, ${number}`, navn: 'anne', person_id: women.anne.person_id });
  const entry = await last();
  assert.deepEqual([entry.what, JSON.parse(entry.details)], ['persons', { fodselsnummer: 2, navn: 1, person_id: 1 }]);
  const persons = await admin.query(`SELECT person_id FROM ${AUDIT}.access_log_person WHERE log_id = ?`, [entry.log_id]);
  assert.deepEqual(persons.map((row) => row.person_id).sort(), [person, women.anne.person_id].sort());
  await search(visitor, { fodselsnummer: '123' });
  assert.equal((await last()).log_id, entry.log_id, 'what was refused was no search');
});
