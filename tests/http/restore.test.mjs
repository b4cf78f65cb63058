// The system owner finds a deleted participant and brings her back (requirement P12): by number or PersonId, never in an address; who
// she is and who deleted her; a second confirmation; the receipt. For everybody else none of it exists.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { ANSWERS, address, confirmName, openForm, openNew, register, saved } from './participant.mjs';
import { shown } from './women.mjs';

const SEARCH = '/deltakere/slettede';
const dialogForm = (page) => page.form('dialog form');
const confirmForm = (page) => page.form('main form:has([name=bekreft])');
const askForm = (page) => page.form('main form:not(dialog form)');
const restore = (id) => address(id, 'gjenopprett');

async function deleted(visitor, overrides) {
  const woman = await register(visitor, overrides);
  await saved(visitor, woman.id, 'bakgrunn', ANSWERS.bakgrunn);
  const gone = await visitor.submit(dialogForm(await visitor.openPage(address(woman.id, 'slett'))), address(woman.id, 'slett'));
  assert.equal(gone.status, 200);
  return woman;
}

async function find(visitor, fields) {
  const form = (await visitor.openPage(SEARCH)).form('main form').setAll(fields);
  return visitor.submit(form, SEARCH);
}

async function found(visitor, fields) {
  const { status, location } = await find(visitor, fields);
  assert.equal(status, 303);
  assert.match(location, /^\/deltakere\/slettede\?sok=[A-Za-z0-9_-]{43}$/);
  return assertPage(await visitor.get(location));
}

const isListed = async (visitor, number) =>
  readCsv((await visitor.get('/deltakere/datasett.csv')).bytes).records.some((row) => row.fodselsnummer === number);

test('P12: found by number and by PersonId, and restored from the dialog with all that was registered', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const woman = await register(visitor);
  await saved(visitor, woman.id, 'bakgrunn', ANSWERS.bakgrunn);
  await confirmName(visitor, woman.id); // what is fetched has come: it would change the page by itself
  const before = (await visitor.openPage(address(woman.id, 'registrerte-data'))).main;
  const personId = readCsv((await owner.get('/deltakere/datasett.csv')).bytes).records.find((row) => row.fodselsnummer === woman.number).person_id;
  await visitor.submit(dialogForm(await visitor.openPage(address(woman.id, 'slett'))), address(woman.id, 'slett'));
  for (const fields of [{ fodselsnummer: shown(woman.number) }, { person_id: personId.toUpperCase() }]) {
    const list = await found(owner, fields);
    assert.equal(list.all(`main a[href="${restore(woman.id)}"]`).length, 1);
    assert.match(list.main, new RegExp(shown(woman.number)));
  }
  const page = assertPage(await owner.get(restore(woman.id)));
  assert.match(page.title, /^Gjenopprett deltaker/);
  assert.equal(page.text('.hvem-stort .fnr'), shown(woman.number));
  const facts = Object.fromEntries(page.all('main dl > div').map((row) => [page.textOf(page.one('dt', row)), page.textOf(page.one('dd', row))]));
  assert.match(facts.Slettet, /^\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d$/);
  assert.equal(facts['Slettet av'], facts['Registrert av']);
  assert.match(facts.Kommune, /^Trondheim/);
  assert.equal(facts.PersonId, personId);
  assert.equal((await visitor.get(address(woman.id, 'bakgrunn'))).status, 404, 'nothing is restored by looking');
  const done = await owner.submit(dialogForm(page), restore(woman.id));
  assert.equal(done.status, 200);
  assert.match(assertPage(done).text('.ds-alert'), new RegExp(`^Deltaker .*${shown(woman.number)} er gjenopprettet`));
  assert.equal((await visitor.openPage(address(woman.id, 'registrerte-data'))).main, before);
  assert.equal(await isListed(visitor, woman.number), true);
  assert.equal((await owner.get(restore(woman.id))).status, 404, 'she is not among the deleted any more');
  assert.match((await found(owner, { fodselsnummer: woman.number })).main, /Ingen slettet deltakelse passer/);
});

test('P12: two steps without a dialog', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id, number } = await deleted(visitor);
  const asked = await owner.submit(askForm(await owner.openPage(restore(id))), restore(id));
  const page = assertPage(asked);
  assert.match(page.title, /^Bekreft gjenoppretting/);
  assert.match(page.main, new RegExp(shown(number)));
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 404);
  assert.equal((await owner.submit(confirmForm(page), restore(id))).status, 200);
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 200);
});

test('P12: a repeat after a lost answer gets the same receipt; another form finds nobody', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id } = await deleted(visitor);
  const [form, other] = [dialogForm(await owner.openPage(restore(id))), dialogForm(await owner.openPage(restore(id)))];
  const [first, second] = [await owner.submit(form, restore(id)), await owner.submit(form, restore(id))];
  assert.deepEqual([first.status, second.status], [200, 200]);
  assert.equal(second.page.main, first.page.main);
  assert.equal((await owner.submit(other, restore(id))).status, 404);
});

test('P13: registered again in the same place she is not restored, and the page says what is in the way', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id, number } = await deleted(visitor);
  const form = dialogForm(await owner.openPage(restore(id)));
  const again = await register(visitor, { fodselsnummer: number });
  for (const [status, answer] of [[409, await owner.submit(form, restore(id))], [200, await owner.get(restore(id))]]) {
    assert.equal(answer.status, status);
    const page = assertPage(answer);
    assert.match(page.text('h1'), /kan ikke gjenopprettes nå/);
    assert.equal(page.all(`main a[href="${address(again.id, 'registrerte-data')}"]`).length, 1);
    assert.equal(page.all('main form').length, 0);
  }
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 404);
  await visitor.submit(dialogForm(await visitor.openPage(address(again.id, 'slett'))), address(again.id, 'slett'));
  assert.equal((await owner.submit(dialogForm(await owner.openPage(restore(id))), restore(id))).status, 200);
});

test('P13: registered again elsewhere, the page tells, and she may be restored', async () => {
  const [visitor, elsewhere, owner] = [await as('trondheim'), await as('flere'), await as('systemeier')];
  const { id, number } = await deleted(visitor);
  const again = await register(elsewhere, { fodselsnummer: number });
  const page = await owner.openPage(restore(id));
  assert.match(page.main, /åpen et annet sted/);
  assert.equal(page.all(`main a[href="${address(again.id, 'registrerte-data')}"]`).length, 1);
  assert.equal((await owner.submit(dialogForm(page), restore(id))).status, 200);
  const pairs = await owner.openPage('/kvalitet');
  for (const one of [id, again.id]) assert.equal(pairs.all(`main a[href="${address(one, 'registrerte-data')}"]`).length, 1);
});

test('I5: what is typed wrong is told at the box, and stands in no address', async () => {
  const owner = await as('systemeier');
  for (const [fields, why] of [[{}, /Skriv et fødselsnummer eller en PersonId/], [{ fodselsnummer: '12345' }, /./], [{ person_id: 'x' }, /./],
    [{ fodselsnummer: '15868549618, 03910199853' }, /bare ett/], [{ fodselsnummer: '15868549618', person_id: '0'.repeat(32) }, /bare ett/],
    [{ fodselsnummer: '<script>' }, /./], [{ fodselsnummer: '1'.repeat(20000) }, /./]]) {
    const answer = await find(owner, fields);
    assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 80));
    const page = assertPage(answer);
    assert.match(page.text('.ds-error-summary'), why);
    assert.match(page.title, /^Feil: /);
  }
  const csrfless = await owner.post(SEARCH, { csrf: 'x', fodselsnummer: '15868549618' });
  assert.equal(csrfless.status, 403);
  assert.equal(csrfless.page.one('[name=fodselsnummer]').attribs.value, '15868549618', 'what was typed stays (I6)');
});

test('I5: a search is one\'s own: of another reference there is none', async () => {
  const owner = await as('systemeier');
  for (const reference of ['x', 'a'.repeat(43), '', '%00', 'æ'.repeat(43)]) {
    const answer = await owner.get(`${SEARCH}?sok=${encodeURIComponent(reference)}`);
    assert.equal(answer.status, 404, reference);
    assert.match(answer.page.main, /Søket er over/);
  }
});

for (const name of ['trondheim', 'oslo', 'admin-oslo', 'imdi']) {
  test(`I8: ${name} finds and restores nobody, and sees no way there`, async () => {
    const [visitor, owner, reader] = [await as('trondheim'), await as('systemeier'), await as(name)];
    const { id, number } = await deleted(visitor);
    const fields = Object.fromEntries(dialogForm(await owner.openPage(restore(id))).fields);
    const csrf = (await reader.openPage(name === 'admin-oslo' ? '/hjelp' : '/deltakere')).one('[name=csrf]').attribs.value;
    const random = randomBytes(8).toString('hex').replace(/\d/g, (digit) => 'ghjkmnpqrs'[digit]);
    for (const [ask, nowhere] of [[() => reader.get(SEARCH), () => reader.get('/deltakere/finnesikke')],
      [() => reader.get(restore(id)), () => reader.get(restore(random))],
      [() => reader.post(restore(id), { ...fields, csrf }), () => reader.post(restore(random), { ...fields, csrf })]]) {
      const [there, none] = [await ask(), await nowhere()];
      assert.equal(there.status, 404);
      assert.equal(there.page.main, none.page.main);
    }
    assert.equal((await reader.post(SEARCH, { csrf, fodselsnummer: number })).status, 404);
    assert.equal((await reader.openPage('/hjelp')).all(`a[href="${SEARCH}"]`).length, 0);
    assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 404);
  });
}

test('without a login, a token or the right word nothing is restored', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id } = await deleted(visitor);
  const fields = Object.fromEntries(dialogForm(await owner.openPage(restore(id))).fields);
  for (const [status, changed] of [[403, { csrf: 'x' }], [403, { csrf: '' }], [200, { bekreft: 'nei' }], [200, { bekreft: '' }]]) {
    assert.equal((await owner.post(restore(id), { ...fields, ...changed })).status, status, JSON.stringify(changed));
    assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 404, JSON.stringify(changed));
  }
  assert.equal((await new Visitor().get(restore(id))).status, 303);
  assert.equal((await owner.post(restore(id), { ...fields, nokkel: '' })).status, 200, 'without a key it is done, and not repeated');
  assert.ok((await openForm(visitor, id, 'bakgrunn')), 'and the municipality has her');
  assert.ok(await openNew(visitor));
});

test('the menu leads there, and the guide tells of it', async () => {
  const owner = await as('systemeier');
  assert.equal((await owner.openPage('/deltakere')).all(`nav a[href="${SEARCH}"]`).length, 1);
  assert.ok((await owner.openPage('/hjelp/innsyn')).byId('gjenopprette'));
});
