// Many at once on the few workers (issue 2 part 3): everything is answered, rightly, and nothing is mixed up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { readCsv } from './csv.mjs';
import { address, openForm, register, save, stored } from './participant.mjs';

test('twenty people save at the same time: each has her own answers afterwards', async () => {
  const visitor = await as('trondheim');
  const women = await Promise.all(Array.from({ length: 20 }, () => register(visitor)));
  const code = (i) => String(i % 10);
  const answers = await Promise.all(women.map(({ id }, i) => save(visitor, id, 'bakgrunn', { utdanning_norge: code(i), utdanning_utland: code(i + 3) })));
  assert.deepEqual(answers.map((answer) => answer.status), women.map(() => 303));
  for (const [i, { id }] of women.entries()) {
    assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'utdanning_norge'), [code(i)]);
    assert.deepEqual(await stored(visitor, id, 'bakgrunn', 'utdanning_utland'), [code(i + 3)]);
  }
});

test('many fields of one participant saved at the same time by two people all arrive', async () => {
  const visitors = [await as('oslo'), await as('grunerlokka')];
  const { id } = await register(visitors[1]);
  const fields = [['deltatt_intro', '2'], ['omsorgsansvar_barn', '2'], ['utdanning_norge', '3'], ['utdanning_utland', '4'], ['lese_skrive_morsmal', '1'],
    ['rett_norskopplaring', '9'], ['inntektskilde_for_oppstart', '6'], ['behov_arbeidsevne_vurdering', '5']];
  const forms = await Promise.all(fields.map((_, i) => openForm(visitors[i % 2], id, 'bakgrunn')));
  const answers = await Promise.all(forms.map((form, i) => visitors[i % 2].submit(form.set(...fields[i]), address(id, 'bakgrunn'))));
  assert.deepEqual(answers.map((answer) => answer.status), fields.map(() => 303));
  for (const [name, value] of fields) assert.deepEqual(await stored(visitors[0], id, 'bakgrunn', name), [value], name);
});

test('the same field from twenty posts of two people: one answer stands, the rest are told', async () => {
  const visitors = [await as('oslo'), await as('grunerlokka')];
  const { id } = await register(visitors[1]);
  const forms = await Promise.all(Array.from({ length: 20 }, (_, i) => openForm(visitors[i % 2], id, 'bakgrunn')));
  const answers = await Promise.all(forms.map((form, i) => visitors[i % 2].submit(form.set('utdanning_norge', i % 2 ? '3' : '5'), address(id, 'bakgrunn'))));
  const statuses = answers.map((answer) => answer.status);
  assert.ok(statuses.every((status) => status === 303 || status === 409), statuses.join(' '));
  const [now] = await stored(visitors[0], id, 'bakgrunn', 'utdanning_norge');
  const winner = now === '3' ? 1 : 0;
  assert.ok(answers.some((answer, i) => answer.status === 303 && i % 2 === winner));
  assert.ok(statuses.includes(409), 'the other one was told');
});

test('fifty overviews at the same time, of people with different rights, are all right', async () => {
  const own = { trondheim: /^Trondheim$/, oslo: /^Oslo$/, grunerlokka: /^Oslo$/, flere: /^(Bergen|Asker)$/ };
  const names = Object.keys(own);
  const visitors = await Promise.all(names.map((name) => as(name)));
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => visitors[i % 4].get('/deltakere?antall=50')));
  answers.forEach((answer, i) => {
    assert.equal(answer.status, 200);
    const { page } = answer;
    const at = page.all('thead th').findIndex((cell) => page.textOf(cell) === 'Kommune');
    const cells = page.all('tbody tr').map((row) => page.textOf(page.all('th, td', row)[at]));
    assert.ok(cells.length > 0 && cells.every((place) => own[names[i % 4]].test(place)), `${names[i % 4]}: ${[...new Set(cells)]}`);
  });
});

test('downloads by many do not hold up a form', async () => {
  const reader = await as('imdi');
  const visitor = await as('trondheim');
  let ended = 0;
  const downloads = Array.from({ length: 20 }, () => reader.get('/deltakere/datasett.csv').finally(() => { ended += 1; }));
  assert.equal((await visitor.get('/deltakere/ny')).status, 200);
  assert.ok(ended < downloads.length / 2, `${ended} files were whole before the form came`);
  const files = await Promise.all(downloads);
  const rows = files.map((file) => readCsv(file.bytes).rows.length);
  assert.ok(rows.every((number) => number >= 150 && Math.abs(number - rows[0]) <= 5), rows.join(' '));
});

test('ten logins at the same time give ten sessions', async () => {
  const visitors = await Promise.all(Array.from({ length: 10 }, (_, i) => Visitor.login(['trondheim', 'oslo'][i % 2])));
  const cookies = visitors.map((visitor) => [...visitor.jar.values()].join());
  assert.equal(new Set(cookies).size, 10);
  for (const [i, visitor] of visitors.entries()) {
    const page = await visitor.openPage('/deltakere');
    assert.match(page.text('header'), i % 2 ? /Oslo/ : /Trondheim/);
  }
});
