// Who sees and may do what (requirements A1, A2, I8).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { ANSWERS, address, openNew, PAGES, register, saved, stored } from './participant.mjs';
import { shown, someWoman } from './women.mjs';

const EVERYTHING = [...PAGES, 'registrerte-data', 'utskriv', 'slett'];

async function seesInOverview(visitor, number) {
  const file = await visitor.get('/deltakere/oversikt.csv');
  assert.equal(file.status, 200);
  return readCsv(file.bytes).records.some((row) => row.Fødselsnummer.replace(/\D/g, '') === number);
}

// Grünerløkka's number in the register is 030102; another district of Oslo is 030103.
const cases = [
  { made: 'trondheim', values: {}, sees: ['trondheim', 'imdi', 'systemeier'], blind: ['oslo', 'grunerlokka', 'flere', 'admin-oslo'] },
  { made: 'oslo', values: { bydel: '030103' }, sees: ['oslo', 'imdi', 'systemeier'], blind: ['grunerlokka', 'trondheim', 'flere', 'admin-oslo'] },
  { made: 'grunerlokka', values: {}, sees: ['grunerlokka', 'oslo', 'imdi', 'systemeier'], blind: ['trondheim', 'flere', 'admin-oslo'] },
  { made: 'flere', values: { kommunenummer: '3203' }, sees: ['flere', 'imdi', 'systemeier'], blind: ['oslo', 'grunerlokka', 'trondheim', 'admin-oslo'] },
];

for (const { made, values, sees, blind } of cases) {
  test(`a participant that ${made} registers is seen by ${sees.join(', ')} and nobody else`, async () => {
    const { id, number } = await register(await as(made), values);
    for (const name of sees) {
      const visitor = await as(name);
      for (const page of EVERYTHING.slice(0, 5)) assert.equal((await visitor.get(address(id, page))).status, 200, `${name} ${page}`);
      assert.ok(await seesInOverview(visitor, number), `${name} has her in the overview`);
    }
    for (const name of blind) {
      const visitor = await as(name);
      for (const page of EVERYTHING) {
        const hers = await visitor.get(address(id, page));
        const random = await visitor.get(address(randomBytes(8).toString('hex'), page));
        assert.equal(hers.status, 404, `${name} ${page}`);
        assert.equal(hers.page.main, random.page.main, `${name} ${page}: the same words as for what does not exist`);
        assert.deepEqual([...hers.headers.keys()], [...random.headers.keys()], `${name} ${page}: the same headers`);
        assert.doesNotMatch(hers.text, new RegExp(`${number}|${shown(number)}`));
      }
      if (name !== 'admin-oslo') assert.ok(!await seesInOverview(visitor, number), `${name} lacks her`);
    }
  });
}

test('a post to a participant of another municipality changes nothing and is answered like one to nobody', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  await saved(owner, id, 'bakgrunn', ANSWERS.bakgrunn);
  const stranger = await as('oslo');
  const csrf = (await openNew(stranger)).value('csrf');
  for (const page of EVERYTHING.filter((one) => one !== 'registrerte-data')) {
    const fields = { csrf, versjon: '1', deltatt_intro: '1', hovedarsak_avslutning: '16', oppstartsdato: '02.02.2024' };
    const hers = await stranger.post(address(id, page), fields);
    const random = await stranger.post(address(randomBytes(8).toString('hex'), page), fields);
    assert.equal(hers.status, 404, page);
    assert.equal(hers.page.main, random.page.main, page);
  }
  assert.deepEqual(await stored(owner, id, 'bakgrunn', 'deltatt_intro'), ['2']);
  assert.deepEqual(await stored(owner, id, 'avslutning', 'hovedarsak_avslutning'), []);
  assert.deepEqual(await stored(owner, id, 'person-og-prosjekt', 'oppstartsdato'), ['01.02.2024']);
});

for (const name of ['imdi', 'systemeier']) {
  test(`${name} sees participants, and can neither create nor change one`, async () => {
    const owner = await as('trondheim');
    const { id } = await register(owner);
    const reader = await as(name);
    const overview = await reader.openPage('/deltakere');
    assert.equal(overview.all('a[href="/deltakere/ny"]').length, 0, 'no way to add is offered');
    assert.ok([403, 404].includes((await reader.get('/deltakere/ny')).status));
    const csrf = overview.one('[name=csrf]')?.attribs.value ?? '';
    const before = await stored(owner, id, 'person-og-prosjekt', 'oppstartsdato');
    const created = await reader.post('/deltakere/ny', { csrf, fodselsnummer: someWoman(), oppstartsdato: '01.02.2024', kommunenummer: '5001', finansieringstype: '1' });
    assert.ok([403, 404].includes(created.status), `create: ${created.status}`);
    const changed = await reader.post(address(id, 'person-og-prosjekt'), { csrf, versjon: '1', oppstartsdato: '05.05.2024' });
    assert.ok([403, 404].includes(changed.status), `save: ${changed.status}`);
    const discharged = await reader.post(address(id, 'utskriv'), { csrf, versjon: '1' });
    assert.ok([403, 404].includes(discharged.status), `discharge: ${discharged.status}`);
    assert.deepEqual(await stored(owner, id, 'person-og-prosjekt', 'oppstartsdato'), before);
    const page = await reader.openPage(address(id, 'person-og-prosjekt'));
    const open = page.all('main input:not([readonly]):not([disabled]):not([type=hidden]), main select:not([disabled]), main textarea:not([readonly])');
    assert.deepEqual(open.map((node) => node.attribs.name), [], 'no field looks as if it could be changed');
  });
}

test('an administrator sees no participants at all', async () => {
  const visitor = await as('admin-oslo');
  for (const path of ['/deltakere', '/deltakere/ny', '/deltakere/oversikt.csv', '/deltakere/datasett.csv']) {
    const answer = await visitor.get(path);
    if (path === '/deltakere' && answer.status === 200) assert.equal(answer.page.all('tbody tr a[href*="/person-og-prosjekt"]').length, 0);
    else assert.ok([403, 404].includes(answer.status), `${path}: ${answer.status}`);
    if (answer.status !== 200) assertPage(answer);
  }
});

test('no one can register for a municipality or district that is not hers', async () => {
  for (const [name, values] of [['trondheim', { kommunenummer: '0301' }], ['flere', { kommunenummer: '5001' }], ['grunerlokka', { bydel: '030103' }],
    ['oslo', { kommunenummer: '5001' }], ['oslo', { bydel: '030199' }], ['trondheim', { bydel: '030101' }]]) {
    const visitor = await as(name);
    const number = someWoman();
    const form = await openNew(visitor);
    form.setAll({ fodselsnummer: number, oppstartsdato: '01.02.2024', finansieringstype: '1' });
    for (const field of ['kommunenummer', 'bydel']) if (form.asks(field)) form.set(field, form.choices(field)[0]);
    const answer = await visitor.submit(form.setAll(values), '/deltakere/ny');
    assert.ok([403, 422].includes(answer.status), `${name} ${JSON.stringify(values)}: ${answer.status}`);
    assert.ok(!await seesInOverview(await as('imdi'), number), `${name} ${JSON.stringify(values)}`);
  }
});

test('a user with two municipalities sees both in one list', async () => {
  const visitor = await as('flere');
  const { records } = readCsv((await visitor.get('/deltakere/oversikt.csv')).bytes);
  assert.deepEqual([...new Set(records.map((row) => row.Kommune))].sort(), ['Asker', 'Bergen']);
});
