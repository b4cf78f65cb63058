// Two people at the same participant (requirements P14, I7): Oslo as a whole and the district Grünerløkka.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { assertPage } from './expect.mjs';
import { address, openForm, register, save, saved, stored } from './participant.mjs';

const one = await as('oslo');
const other = await as('grunerlokka');
const start = async () => (await register(other)).id;
const send = (visitor, form, id, page) => visitor.submit(form, address(id, page));

test('different fields of the same page merge', async () => {
  const id = await start();
  const mine = await openForm(one, id, 'bakgrunn');
  const theirs = await openForm(other, id, 'bakgrunn');
  assert.equal((await send(other, theirs.set('deltatt_intro', '2'), id, 'bakgrunn')).status, 303);
  assert.equal((await send(one, mine.setAll({ utdanning_norge: '4', tiltak_for_jobbsjansen: ['2'] }), id, 'bakgrunn')).status, 303);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'deltatt_intro'), ['2']);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_norge'), ['4']);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'tiltak_for_jobbsjansen'), ['2']);
});

test('different pages merge', async () => {
  const id = await start();
  const mine = await openForm(one, id, 'programinnhold');
  await saved(other, id, 'bakgrunn', { deltatt_intro: '2' });
  assert.equal((await send(one, mine.set('helsefremmende_tiltak', ['1']), id, 'programinnhold')).status, 303);
  assert.deepEqual(await stored(other, id, 'programinnhold', 'helsefremmende_tiltak'), ['1']);
});

for (const [name, theirs, mine, theirText, myText] of [
  ['rett_norskopplaring', '1', '2', 'Ja', 'Nei'],
  ['utdanning_utland', '6', '0', 'Universitets- og høyskoleutdanning, lavere nivå', 'Ingen utdanning og førskoleutdanning'],
  ['tiltak_for_jobbsjansen', ['1', '2'], ['1', '3'], 'Praksis', 'Jobbsøkerkurs/CV- og søknadsskriving'],
]) {
  test(`the same field (${name}): nobody overwrites silently, both answers are shown and one picks`, async () => {
    const id = await start();
    const drawn = await openForm(one, id, 'bakgrunn');
    await saved(other, id, 'bakgrunn', { [name]: theirs });
    const answer = await send(one, drawn.setAll({ [name]: mine, lese_skrive_morsmal: '2' }), id, 'bakgrunn');
    assert.equal(answer.status, 409);
    const page = assertPage(answer);
    const offered = (choice) => page.text(`label[for=${name}-velg-${choice}]`);
    assert.ok(offered('lagret').includes(theirText) && !offered('lagret').includes(myText), 'what is stored is shown');
    assert.ok(offered('mitt').includes(myText) && !offered('mitt').includes(theirText), 'what I chose is shown');
    assert.deepEqual(await stored(other, id, 'bakgrunn', name), [theirs].flat(), 'nothing is overwritten');
    const choice = page.form('main form:has([name=versjon])');
    assert.deepEqual(choice.values('lese_skrive_morsmal'), ['2'], 'what else I typed is kept');

    const keep = page.form('main form:has([name=versjon])').set(`velg_${name}`, 'lagret');
    assert.equal((await send(one, keep, id, 'bakgrunn')).status, 303);
    assert.deepEqual(await stored(other, id, 'bakgrunn', name), [theirs].flat());
    assert.deepEqual(await stored(other, id, 'bakgrunn', 'lese_skrive_morsmal'), ['2']);
  });

  test(`the same field (${name}): one's own answer can be picked`, async () => {
    const id = await start();
    const drawn = await openForm(one, id, 'bakgrunn');
    await saved(other, id, 'bakgrunn', { [name]: theirs });
    const answer = await send(one, drawn.set(name, mine), id, 'bakgrunn');
    assert.equal(answer.status, 409);
    const choice = answer.page.form('main form:has([name=versjon])');
    assert.deepEqual(choice.choices(`velg_${name}`), ['lagret', 'mitt']);
    assert.equal((await send(one, choice.set(`velg_${name}`, 'mitt'), id, 'bakgrunn')).status, 303);
    assert.deepEqual(await stored(other, id, 'bakgrunn', name), [mine].flat());
  });
}

test("a pick counts for the answers that were shown: a third one, saved meanwhile, is shown first (P14)", async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  const first = await send(one, drawn.setAll({ rett_norskopplaring: '2', lese_skrive_morsmal: '2' }), id, 'bakgrunn');
  assert.equal(first.status, 409);
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '9' });
  const second = await send(one, first.page.form('main form:has([name=versjon])').set('velg_rett_norskopplaring', 'mitt'), id, 'bakgrunn');
  assert.equal(second.status, 409);
  assert.match(assertPage(second).text('label[for=rett_norskopplaring-velg-lagret]'), /Ukjent/);
  assert.deepEqual(await stored(other, id, 'bakgrunn', 'rett_norskopplaring'), ['9'], 'the third answer is not overwritten');
  const picked = second.page.form('main form:has([name=versjon])').set('velg_rett_norskopplaring', 'mitt');
  assert.equal((await send(one, picked, id, 'bakgrunn')).status, 303);
  assert.deepEqual(await stored(other, id, 'bakgrunn', 'rett_norskopplaring'), ['2']);
});

test('a pick that does not say what was shown is asked again', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  for (const shown of [null, '', '0', '1', '-5', 'x', '99999999999999999999']) {
    const form = drawn.set('rett_norskopplaring', '2');
    const answer = await one.post(address(id, 'bakgrunn'), [...form.sent(), ['velg_rett_norskopplaring', 'mitt'], ...(shown === null ? [] : [['vist_rett_norskopplaring', shown]])]);
    assert.equal(answer.status, 409, String(shown));
    assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
  }
});

test('a conflict names the colleague', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  const colleague = (await other.openPage('/deltakere')).text('header');
  const answer = await send(one, drawn.set('rett_norskopplaring', '2'), id, 'bakgrunn');
  const named = /([A-ZÆØÅ]\S+ [A-ZÆØÅ]\S+) lagret/.exec(answer.page.main)?.[1];
  assert.ok(named && colleague.includes(named), `${named} is the one who is logged in as grunerlokka`);
});

test('a conflict answered without a choice asks again', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  const answer = await send(one, drawn.set('rett_norskopplaring', '2'), id, 'bakgrunn');
  const again = await send(one, answer.page.form('main form:has([name=versjon])'), id, 'bakgrunn');
  assert.ok([409, 422].includes(again.status), String(again.status));
  assert.deepEqual(await stored(other, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
});

test('the same answer from both is no conflict', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  assert.equal((await send(one, drawn.set('rett_norskopplaring', '1'), id, 'bakgrunn')).status, 303);
});

test("one who left a field alone does not undo the other's answer", async () => {
  const id = await start();
  await saved(one, id, 'bakgrunn', { rett_norskopplaring: '9' });
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { rett_norskopplaring: '1' });
  assert.equal((await send(one, drawn.set('utdanning_norge', '2'), id, 'bakgrunn')).status, 303);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['1']);
});

test("one's own edits in two tabs never conflict: the later one counts", async () => {
  const id = await start();
  const first = await openForm(one, id, 'bakgrunn');
  const second = await openForm(one, id, 'bakgrunn');
  assert.equal((await send(one, first.set('rett_norskopplaring', '1'), id, 'bakgrunn')).status, 303);
  assert.equal((await send(one, second.set('rett_norskopplaring', '2'), id, 'bakgrunn')).status, 303);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'rett_norskopplaring'), ['2']);
});

test("one's own edits from two computers never conflict either", async () => {
  const id = await start();
  const elsewhere = await Visitor.login('oslo');
  const drawn = await openForm(elsewhere, id, 'bakgrunn');
  await saved(one, id, 'bakgrunn', { rett_norskopplaring: '1' });
  assert.equal((await send(elsewhere, drawn.set('rett_norskopplaring', '2'), id, 'bakgrunn')).status, 303);
});

test('an emptied field against a changed one is a conflict too', async () => {
  const id = await start();
  await saved(other, id, 'bakgrunn', { antall_barn: [], omsorgsansvar_barn: '1' });
  await saved(other, id, 'bakgrunn', { antall_barn: '2' });
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { antall_barn: '3' });
  const answer = await send(one, drawn.set('antall_barn', ''), id, 'bakgrunn');
  assert.equal(answer.status, 409);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'antall_barn'), ['3']);
});

test('a stale page against a discharge by the other saves the field and keeps the status', async () => {
  const id = await start();
  const drawn = await openForm(one, id, 'programinnhold');
  await saved(other, id, 'avslutning', { avslutningsdato: '01.05.2025' });
  assert.equal((await send(one, drawn.set('helsefremmende_tiltak', ['2']), id, 'programinnhold')).status, 303);
  assert.match((await one.openPage(address(id, 'bakgrunn'))).main, /Avsluttet/);
});

test('control: without another person in between the very same posts are no conflict', async () => {
  const id = await start();
  const answer = await save(one, id, 'bakgrunn', { rett_norskopplaring: '2' });
  assert.equal(answer.status, 303);
});

test('a page sent with a stale anti-forgery token and sent again takes back nothing that others saved meanwhile', async () => {
  const id = await start();
  await saved(other, id, 'bakgrunn', { utdanning_utland: '3', tiltak_for_jobbsjansen: ['1'] });
  const drawn = await openForm(one, id, 'bakgrunn');
  await saved(other, id, 'bakgrunn', { utdanning_utland: '6', tiltak_for_jobbsjansen: ['1', '3'] });
  const answer = await send(one, drawn.set('csrf', 'a'.repeat(43)).set('utdanning_norge', '4'), id, 'bakgrunn');
  assert.equal(answer.status, 403);
  assert.equal((await send(one, answer.page.form('main form:has([name=versjon])'), id, 'bakgrunn')).status, 303);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_norge'), ['4']);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'utdanning_utland'), ['6']);
  assert.deepEqual(await stored(one, id, 'bakgrunn', 'tiltak_for_jobbsjansen'), ['1', '3']);
});
