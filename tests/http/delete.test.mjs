// Deleting a participant (requirement P12): who she is, a second confirmation, the receipt - and then she is gone.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { ANSWERS, address, confirmName, fillAll, openForm, openNew, PAGES, register, saved } from './participant.mjs';
import { shown } from './women.mjs';

const EVERYWHERE = [...PAGES, 'registrerte-data', 'utskriv', 'slett'];

// The form behind the button of the dialog, the one that is sent at once.
const dialogForm = (page) => page.form('dialog form');
const confirmForm = (page) => page.form('main form:has([name=bekreft])');
const askForm = (page) => page.form('main form:not(dialog form)');

async function openDelete(visitor, id) {
  return assertPage(await visitor.get(address(id, 'slett')));
}

async function isListed(visitor, number) {
  const files = await Promise.all(['oversikt', 'datasett'].map((name) => visitor.get(`/deltakere/${name}.csv`)));
  return files.map(({ bytes }) => readCsv(bytes).records.some((row) => (row.Fødselsnummer ?? row.fodselsnummer).replace(/\D/g, '') === number));
}

const count = (page) => Number(/Antall deltakere: ([\d ]+)/.exec(page.main)[1].replace(/\D/g, ''));

test('the page names the participant and says what happens; nothing is deleted by opening it', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const page = await openDelete(visitor, id);
  assert.match(page.title, /^Slett deltaker/);
  assert.equal(page.text('.hvem-stort .fnr'), shown(number));
  assert.match(page.text('details summary'), /Hva skjer når du sletter/);
  const button = page.one('button[commandfor]');
  assert.equal(button.attribs.command, 'show-modal');
  const dialog = page.byId(button.attribs.commandfor);
  assert.equal(dialog.name, 'dialog');
  assert.ok(page.byId(dialog.attribs['aria-labelledby']), 'the dialog has a name');
  assert.match(page.textOf(dialog), new RegExp(shown(number)));
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 200);
});

test('two steps without a dialog: the button asks once more, then she is deleted with a receipt', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const asked = await visitor.submit(askForm(await openDelete(visitor, id)), address(id, 'slett'));
  assert.equal(asked.status, 200);
  const page = assertPage(asked);
  assert.match(page.title, /^Bekreft sletting/);
  assert.match(page.main, new RegExp(shown(number)));
  assert.equal(page.all('dialog').length, 0);
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 200, 'she is still there');
  const done = await visitor.submit(confirmForm(page), address(id, 'slett'));
  assert.equal(done.status, 200);
  const receipt = assertPage(done);
  assert.match(receipt.text('.ds-alert'), new RegExp(`^Deltaker .*${shown(number)} er slettet`));
  assert.ok(receipt.all('main a[href="/deltakere"]').length > 0, 'a link to the overview');
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 404);
});

test('one step from the dialog; afterwards nobody lists, opens, counts or finds her, and she is answered as nobody', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  assert.deepEqual(await isListed(visitor, number), [true, true]);
  const before = count(await visitor.openPage('/deltakere'));
  const done = await visitor.submit(dialogForm(await openDelete(visitor, id)), address(id, 'slett'));
  assert.equal(done.status, 200);
  assert.ok(count(await visitor.openPage('/deltakere')) < before, 'the overview counts one less');
  const csrf = (await openNew(visitor)).value('csrf');
  for (const name of ['trondheim', 'imdi', 'systemeier', 'oslo']) {
    const reader = await as(name);
    for (const page of EVERYWHERE) {
      const hers = await reader.get(address(id, page));
      const random = await reader.get(address(randomBytes(8).toString('hex'), page));
      assert.equal(hers.status, 404, `${name} ${page}`);
      assert.equal(hers.page.main, random.page.main, `${name} ${page}`);
    }
    assert.deepEqual(await isListed(reader, number), [false, false], name);
  }
  for (const page of EVERYWHERE.filter((one) => one !== 'registrerte-data')) {
    const answer = await visitor.post(address(id, page), { csrf, versjon: '2', nokkel: 'x', bekreft: 'ja' });
    assert.equal(answer.status, 404, `POST ${page}`);
  }
});

test('the same woman can be registered again', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  await visitor.submit(dialogForm(await openDelete(visitor, id)), address(id, 'slett'));
  const again = await register(visitor, { fodselsnummer: number });
  assert.notEqual(again.id, id);
  assert.deepEqual(await isListed(visitor, number), [true, true]);
});

test('a repeat after a lost answer gets the same receipt; another form or another user does not', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const form = dialogForm(await openDelete(visitor, id));
  const other = dialogForm(await openDelete(visitor, id));
  const first = await visitor.submit(form, address(id, 'slett'));
  const second = await visitor.submit(form, address(id, 'slett'));
  assert.equal(second.status, 200);
  assert.equal(second.page.main, first.page.main);
  const late = await visitor.submit(other, address(id, 'slett'));
  assert.equal(late.status, 404);
  assert.doesNotMatch(late.text, new RegExp(`${number}|${shown(number)}`));
  const stranger = await as('flere');
  const stolen = await stranger.submit(form.set('csrf', (await openNew(stranger)).value('csrf')), address(id, 'slett'));
  assert.equal(stolen.status, 404);
  assert.doesNotMatch(stolen.text, new RegExp(`${number}|${shown(number)}`));
});

test('two windows at once: one receipt, and no error page', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const forms = [dialogForm(await openDelete(visitor, id)), dialogForm(await openDelete(visitor, id))];
  const answers = await Promise.all([...forms, forms[0]].map((form) => visitor.submit(form, address(id, 'slett'))));
  assert.ok(answers.every(({ status }) => [200, 404].includes(status)), answers.map(({ status }) => status).join());
  assert.ok(answers.some(({ status }) => status === 200));
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 404);
});

test('what somebody changed meanwhile is told before anything is deleted, at either step', async () => {
  const visitor = await as('trondheim');
  const { id, number } = await register(visitor);
  const page = await openDelete(visitor, id);
  const confirm = confirmForm((await visitor.submit(askForm(page), address(id, 'slett'))).page);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  for (const form of [askForm(page), dialogForm(page), confirm]) {
    const answer = await visitor.submit(form, address(id, 'slett'));
    assert.equal(answer.status, 409);
    const again = assertPage(answer);
    assert.match(again.text('[role=alert]'), /har endret deltakeren i mellomtiden.*ikke slettet/i);
    assert.match(again.main, new RegExp(shown(number)));
    assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 200, 'she is still there');
  }
  const again = await visitor.submit(dialogForm(page), address(id, 'slett'));
  const done = await visitor.submit(dialogForm(again.page), address(id, 'slett'));
  assert.equal(done.status, 200, 'the page that came back deletes');
  assert.equal((await visitor.get(address(id, 'slett'))).status, 404);
});

test('without version, token or a right word nothing is deleted', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const fields = Object.fromEntries(dialogForm(await openDelete(visitor, id)).fields);
  for (const [status, changed] of [[409, { versjon: '' }], [409, { versjon: '0' }], [409, { versjon: '-1' }], [409, { versjon: '1x' }],
    [409, { versjon: '99999999999999999999' }], [409, { versjon: '2' }], [200, { bekreft: 'nei' }], [200, { bekreft: '' }], [403, { csrf: 'x' }], [403, { csrf: '' }]]) {
    const answer = await visitor.post(address(id, 'slett'), { ...fields, ...changed });
    assert.equal(answer.status, status, JSON.stringify(changed));
    assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 200, JSON.stringify(changed));
  }
  const bare = await visitor.post(address(id, 'slett'), { csrf: fields.csrf });
  assert.equal(bare.status, 409);
  const keyless = await visitor.post(address(id, 'slett'), { ...fields, nokkel: '' });
  assert.equal(keyless.status, 200, 'without a key it is done, and not repeated');
  assert.equal((await visitor.post(address(id, 'slett'), { ...fields, nokkel: '' })).status, 404);
});

for (const name of ['imdi', 'systemeier', 'admin-oslo', 'oslo']) {
  test(`${name} is told nothing, offered nothing, and deletes nothing`, async () => {
    const owner = await as('trondheim');
    const { id } = await register(owner);
    const fields = Object.fromEntries(dialogForm(await openDelete(owner, id)).fields);
    const reader = await as(name);
    const csrf = (await reader.openPage(name === 'admin-oslo' ? '/hjelp' : '/deltakere')).one('[name=csrf]').attribs.value;
    for (const bekreft of ['ja', 'nei']) {
      const hers = await reader.post(address(id, 'slett'), { ...fields, csrf, bekreft });
      const random = await reader.post(address(randomBytes(8).toString('hex'), 'slett'), { ...fields, csrf, bekreft });
      assert.equal(hers.status, 404);
      assert.equal(hers.page.main, random.page.main);
    }
    assert.equal((await reader.get(address(id, 'slett'))).status, 404);
    assert.equal((await owner.get(address(id, 'bakgrunn'))).status, 200);
    if (name === 'imdi' || name === 'systemeier') {
      for (const path of ['/deltakere', address(id, 'registrerte-data'), address(id, 'bakgrunn')]) {
        assert.equal((await reader.openPage(path)).all('a[href$="/slett"]').length, 0, path);
      }
    }
  });
}

test('the row menu and the side card lead there', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  for (const path of ['/deltakere', address(id, 'bakgrunn'), address(id, 'registrerte-data')]) {
    const links = (await visitor.openPage(path)).all(`a[href="${address(id, 'slett')}"]`);
    assert.equal(links.length, 1, path);
  }
  assert.ok((await visitor.openPage('/hjelp/sletting')).byId('nar'), 'and the guide tells of it');
});

test('a discharged participant can be deleted too', async () => {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  await fillAll(visitor, id);
  if ((await openForm(visitor, id, PAGES[0])).asks('navn_bekreftet')) await confirmName(visitor, id);
  const confirm = await visitor.openPage(address(id, 'utskriv'));
  await visitor.submit(confirm.formPostingTo('/utskriv'), address(id, 'utskriv'));
  assert.equal((await visitor.submit(dialogForm(await openDelete(visitor, id)), address(id, 'slett'))).status, 200);
  assert.equal((await visitor.get(address(id, 'registrerte-data'))).status, 404);
});

for (const [what, key] of [['very long', 'x'.repeat(200)], ['not ASCII', 'nøkkel-æøå']]) {
  test(`a one-time key that is ${what} is no trouble, and gives a repeat the same receipt`, async () => {
    const visitor = await as('trondheim');
    const { id, number } = await register(visitor);
    const form = dialogForm(await openDelete(visitor, id)).set('nokkel', key + randomBytes(8).toString('hex'));
    for (const answer of [await visitor.submit(form, address(id, 'slett')), await visitor.submit(form, address(id, 'slett'))]) {
      assert.equal(answer.status, 200);
      assert.ok(answer.page.main.includes(shown(number)));
    }
  });
}
