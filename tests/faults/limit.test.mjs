// P13: how often a caseworker is told that a woman is registered elsewhere. In an installation of its own, since it uses a
// user's share up. (What the database counts, and that nothing goes round it: tests/sql/double.test.mjs.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAlike } from '../http/alike.mjs';
import { assertKept, assertPage } from '../http/expect.mjs';
import { Installation } from '../http/installation.mjs';
import { address, fillGate, openForm, openNew, register, saved } from '../http/participant.mjs';
import { someWoman } from '../http/women.mjs';

const AN_HOUR = 30;
let own;
before(async () => { own = await Installation.start(); });
after(() => own?.remove());

const login = (name) => own.login(name);

test('P13: after thirty women in an hour every woman gets the same answer, 429, and other work goes on', async () => {
  const [flere, trondheim] = [await login('flere'), await login('trondheim')];
  const women = [];
  for (let i = 0; i <= AN_HOUR; i += 1) women.push((await register(flere, { kommunenummer: '3203' })).number);
  const send = async (number, more = {}) => trondheim.submit(fillGate(await openNew(trondheim), { fodselsnummer: number, ...more }), '/deltakere/ny');
  const { id } = await register(trondheim);
  for (const number of women.slice(0, AN_HOUR)) assert.equal((await send(number)).status, 422);
  assert.equal((await send(women[0])).status, 422, 'the same woman again is no new answer');

  const answers = [];
  for (const number of [women[AN_HOUR], someWoman()]) {
    for (const more of [{}, { registrer_likevel: number }]) {
      const answer = await send(number, more);
      assert.equal(answer.status, 429);
      const page = assertPage(answer);
      assert.match(page.text('.ds-alert'), /Prøv igjen om en time, eller i morgen/);
      assert.equal(page.one('[name=registrer_likevel]'), null);
      assertKept(page, { fodselsnummer: number });
      answers.push(answer.text.replace(new RegExp(`${number.slice(0, 6)}[\\s\\u00a0]?${number.slice(6)}`, 'g'), 'NUMBER'));
    }
  }
  assertAlike(answers, 'who has another registration and who has none are answered alike, to the letter');

  const form = (await openForm(trondheim, id, 'person-og-prosjekt')).set('fodselsnummer', women[AN_HOUR]);
  assert.equal((await trondheim.submit(form, address(id, 'person-og-prosjekt'))).status, 429, 'a number put right too');
  const field = await trondheim.request('PATCH', `/deltakere/${id}/felt/fodselsnummer`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ fodselsnummer: someWoman(), versjon: form.value('versjon'), csrf: form.value('csrf') }).toString() });
  assert.equal(field.status, 429);
  assert.match(field.text, /<template data-for="#varsler">[^]*Vent litt før du prøver igjen/);
  await saved(trondheim, id, 'bakgrunn', { utdanning_norge: '4' });
  assert.equal((await send(women[3], { registrer_likevel: women[3] })).status, 303, 'whom one was told of can be registered');
  assert.equal((await register(flere, { kommunenummer: '3203' })).id.length > 0, true, 'and others are not held up');
});
