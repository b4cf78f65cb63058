// Opening personal data through the pages is an event of the log (requirement L3); a field saved by itself is a change alone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { as, Visitor } from './client.mjs';
import { openForm, PAGES, register } from './participant.mjs';
import { admin, AUDIT, closeAll, DB } from '../sql/database.mjs';

after(closeAll);

const last = async () => (await admin.query(`SELECT COALESCE(MAX(log_id), 0) AS id FROM ${AUDIT}.access_log`))[0].id;
const since = (id, user) => admin.query(
  `SELECT l.* FROM ${AUDIT}.access_log l JOIN ${DB}.user u ON u.user_id = l.user_id
   WHERE l.log_id > ? AND u.brukernavn = ? AND l.action = 'open' ORDER BY l.log_id`, [id, user]);
const numberOf = async (fodselsnummer) => (await admin.query(
  `SELECT participant_id, person_id FROM ${DB}.participant WHERE fodselsnummer = ?`, [fodselsnummer]))[0];

test('L3: every page of a participant is an event of its own session, once in ten minutes', async () => {
  const { id, number } = await register(await as('trondheim'));
  const { participant_id: participant } = await numberOf(number);
  for (const page of [...PAGES, 'registrerte-data', 'utskriv', 'slett', 'navn', 'navn/bekreft']) {
    const visitor = await Visitor.login('trondheim');
    const before = await last();
    for (let times = 0; times < 2; times += 1) assert.ok([200, 303].includes((await visitor.get(`/deltakere/${id}/${page}`)).status), page); // a confirmed identity leads on
    const rows = await since(before, 'trondheim');
    assert.deepEqual(rows.map((row) => [row.what, row.participant_id]), [[page, participant]], page);
  }
  const before = await last();
  const imdi = await Visitor.login('imdi');
  assert.equal((await imdi.get(`/deltakere/${id}/registrerte-data`)).status, 200);
  assert.equal((await (await as('flere')).get(`/deltakere/${id}/registrerte-data`)).status, 404);
  assert.deepEqual((await since(before, 'imdi')).map((row) => row.participant_id), [participant]);
  assert.deepEqual(await since(before, 'flere'), [], 'whom she may not see nobody has opened');
});

test('L3: a field that is saved by itself is a change, not an opening', async () => {
  const { id } = await register(await as('trondheim'));
  const form = await openForm(await as('trondheim'), id, 'bakgrunn');
  const visitor = await Visitor.login('trondheim');
  const before = await last();
  const page = await visitor.openPage('/min-bruker');
  const csrf = page.form('main form').value('csrf');
  const answer = await visitor.request('PATCH', `/deltakere/${id}/felt/utdanning_norge`,
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ utdanning_norge: '2', versjon: form.value('versjon'), csrf }).toString() });
  assert.equal(answer.status, 200);
  assert.deepEqual(await since(before, 'trondheim'), []);
});

test('L3: a page of the overview is one event with whom it showed', async () => {
  const visitor = await Visitor.login('grunerlokka');
  const { number } = await register(visitor);
  const { person_id: person } = await numberOf(number);
  const before = await last();
  const page = await visitor.openPage('/deltakere?antall=10');
  await visitor.openPage('/deltakere?antall=10');
  const rows = await since(before, 'grunerlokka');
  assert.equal(rows.length, 1);
  const shown = page.all('tbody .celle-fnr').map((cell) => page.textOf(cell).replace(/\D/g, ''));
  const expected = (await admin.query(`SELECT DISTINCT person_id FROM ${DB}.participant WHERE fodselsnummer IN (${shown.map(() => '?')})`, shown)).map((row) => row.person_id);
  const noted = (await admin.query(`SELECT person_id FROM ${AUDIT}.access_log_person WHERE log_id = ?`, [rows[0].log_id])).map((row) => row.person_id);
  assert.deepEqual(noted.sort(), expected.sort());
  assert.ok(noted.includes(person));
  assert.equal(rows[0].what, 'oversikt');
  assert.doesNotMatch(rows[0].details, new RegExp(number));
});

test('L3: a list without anybody is no event', async () => {
  const visitor = await as('grunerlokka');
  const before = await last();
  await visitor.openPage('/deltakere?avsluttet_fra=1990-01-01&avsluttet_til=1990-01-02');
  assert.deepEqual(await since(before, 'grunerlokka'), []);
});
