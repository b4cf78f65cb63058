// The checks themselves must catch what is wrong: each is shown something broken on purpose.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertAlike } from './alike.mjs';
import { as } from './client.mjs';
import { assertPage, assertRefused } from './expect.mjs';
import { Page } from './page.mjs';
import { register, stored } from './participant.mjs';
import { complete, someMan, someWoman, wrongCheckDigit } from './women.mjs';

const right = '<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8"><title>Feil: Side – Jobbsjanseregisteret</title></head><body><main>' +
  '<div class="ds-error-summary" role="alert"><h2>Feil</h2><ul><li><a href="#a">Fyll ut feltet a</a></li></ul></div><h1>Side</h1>' +
  '<form><input id="a" name="a"><div id="a-m">Fyll ut feltet a</div></form></main></body></html>';
const answer = (html, status = 200) => ({ status, path: '/x', type: 'text/html; charset=utf-8', page: new Page(html) });

test('control: the page check passes a right page and catches a broken one', () => {
  assertPage(answer(right));
  for (const [what, from, to] of [['an id twice', 'id="a-m"', 'id="a"'], ['two h1', '<h2>Feil</h2>', '<h1>Feil</h1>'], ['no title', /<title>.*<\/title>/, ''],
    ['no language', ' lang="nb"', ''], ['an element never closed', '</h1>', ''], ['an attribute twice', ' name="a"', ' name="a" name="b"'], ['a link to nowhere', '#a"', '#b"'], ['no main', /<\/?main>/g, '']]) {
    const broken = right.replace(from, to);
    assert.notEqual(broken, right, what);
    assert.throws(() => assertPage(answer(broken)), undefined, what);
  }
});

test('control: the refusal check catches a summary that leads nowhere, and a message that is missing', () => {
  assertRefused(answer(right, 422), 'a');
  for (const [what, from, to] of [['no summary', /<div class="ds-error-summary.*?<\/div>/, ''], ['no role', ' role="alert"', ''], ['no message', '>Fyll ut feltet a</div>', '></div>'],
    ['a plain title', 'Feil: ', '']]) {
    assert.throws(() => assertRefused(answer(right.replace(from, to), 422), 'a'), undefined, what);
  }
  assert.throws(() => assertRefused(answer(right, 200), 'a'), undefined, 'status 200');
  assert.throws(() => assertRefused(answer(right, 422), 'b'), undefined, 'another field');
});

test('control: answers are alike however far apart they are asked for, and a word more or a line less is seen', async () => {
  const visitor = await as('trondheim');
  const first = await visitor.get('/deltakere/ny');
  await sleep(1100);
  const second = await visitor.get('/deltakere/ny');
  assert.notEqual(second.text, first.text, 'the seconds left of the session at the least');
  assertAlike([first.text, second.text]);
  assertAlike([first.text, first.text.replace(/(Skrevet ut .*)\d{2}\.\d{2}\.\d{4}\./, '$103.01.2031.')]);
  for (const [from, to] of [['</h1>', ' igjen</h1>'], [/\n.*$/, ''], [/^.*\n/, '']]) {
    assert.throws(() => assertAlike([first.text, first.text.replace(from, to)]), /line \d+: ".*" became ".*"/);
  }
});

test('control: the number maker makes what it says', () => {
  for (const known of ['15868549618', '03910199853', '29826849833', '01810799842', '24929049914', '47839299628']) {
    assert.equal(complete(known.slice(0, 9)), known);
  }
  for (let i = 0; i < 50; i += 1) {
    assert.equal(complete(someWoman().slice(0, 9)).length, 11);
    assert.equal(Number(someMan()[8]) % 2, 1);
    const wrong = wrongCheckDigit();
    assert.notEqual(complete(wrong.slice(0, 9)), wrong);
  }
});

test('control: a form is read as a browser would send it', () => {
  const form = new Page('<main><form id="f"><input name="a" value="1"><input name="b" disabled value="2"><input type="checkbox" name="c" value="3" checked>' +
    '<input type="checkbox" name="c" value="4"><select name="d"><option value="">-<option value="5" selected>x</select><textarea name="e">\nlinje</textarea>' +
    '<fieldset disabled><input name="g"></fieldset><button name="h" value="8">Neste</button></form><input form="f" name="i" value="9"></main>').form();
  assert.deepEqual(form.sent(), [['a', '1'], ['c', '3'], ['d', '5'], ['e', 'linje'], ['i', '9'], ['h', '8']]);
});

test('control: the access check sees a difference: her own caseworker reads what the other one may not', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  assert.deepEqual(await stored(owner, id, 'person-og-prosjekt', 'oppstartsdato'), ['01.02.2024']);
  await assert.rejects(async () => stored(await as('oslo'), id, 'person-og-prosjekt', 'oppstartsdato'));
});
