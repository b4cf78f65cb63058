// The access report for one person (requirement L4): what is stored, in words and as data; who opened, changed, searched for and
// downloaded it; made by the system owner alone, and told in the log.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { admin, AUDIT, call, closeAll, DB } from '../sql/database.mjs';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { assertPage } from './expect.mjs';
import { ANSWERS, address, confirmName, fillAll, register, saved } from './participant.mjs';
import { shown, someWoman } from './women.mjs';

const NOBODY = 'a'.repeat(43);
after(closeAll);

async function ask(visitor, fields) {
  return visitor.submit((await visitor.openPage('/innsyn')).form('main form').setAll(fields), '/innsyn');
}

// The address of a fresh report on her.
async function reportOn(visitor, fields) {
  const { status, location } = await ask(visitor, fields);
  assert.equal(status, 303);
  assert.match(location, /^\/innsyn\/[A-Za-z0-9_-]{43}$/);
  return location;
}

const recordsOf = async (visitor, path) => {
  const answer = await visitor.get(path);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-disposition'), /^attachment; filename="innsyn-(opplysninger|hendelser)\.csv"$/);
  return readCsv(answer.bytes).records;
};
const actsOn = async (visitor, number) => recordsOf(visitor, `${await reportOn(visitor, { fodselsnummer: number })}/hendelser.csv`);
const whatBy = (acts, action) => acts.filter((act) => act.handling === action);
const rowsIn = (page, id) => page.all(`[aria-labelledby^="${id}"] tbody tr`).map((row) => page.textOf(row));

test('L4: all that is stored, in the codebook\'s words, with where it comes from; also what was changed, confirmed and deleted', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id, number } = await register(visitor);
  await fillAll(visitor, id);
  await confirmName(visitor, id);
  const confirmed = await visitor.submit((await visitor.openPage(address(id, 'registrerte-data'))).formPostingTo('/bekreft'), address(id, 'bekreft'));
  assert.equal(confirmed.status, 303);
  await saved(visitor, id, 'bakgrunn', { deltatt_intro: '1' });
  const location = await reportOn(owner, { fodselsnummer: shown(number) });
  const page = assertPage(await owner.get(location));
  assert.match(page.title, /^Innsynsrapport/);
  const answers = rowsIn(page, 'svar-1');
  assert.ok(answers.some((row) => row.includes(shown(number)) && row.endsWith('Kommunen')), answers.join('\n'));
  assert.ok(answers.some((row) => /introduksjonsprogrammet\?Ja ?Kommunen/.test(row)), answers.join('\n'));
  assert.ok(answers.some((row) => row.includes('Folkeregisteret')));
  assert.ok(rowsIn(page, 'nummer').some((row) => row.startsWith(shown(number))));
  assert.ok(rowsIn(page, 'endret-1').some((row) => /introduksjonsprogrammet/.test(row)));
  const [annual] = rowsIn(page, 'bekreftet-1');
  assert.match(annual, /^\d{4}.*introduksjonsprogrammet\?: /, 'what was otherwise when it was confirmed');
  for (const id2 of ['hvem', 'bruk', 'hvorfor', 'lenge', 'rettigheter']) assert.ok(page.byId(id2), id2);
  assert.match(page.main, /klage til Datatilsynet/);
  await visitor.submit((await visitor.openPage(address(id, 'slett'))).form('dialog form'), address(id, 'slett'));
  const after = assertPage(await owner.get(location));
  assert.match(after.main, /Kommunen har slettet denne registreringen/);
  assert.deepEqual(rowsIn(after, 'svar-1'), answers, 'deleted, and still told');
});

test('L4: every participation in every municipality stands there', async () => {
  const [visitor, elsewhere, owner] = [await as('trondheim'), await as('flere'), await as('systemeier')];
  const { number } = await register(visitor);
  await register(elsewhere, { fodselsnummer: number, registrer_likevel: number });
  const page = assertPage(await owner.get(await reportOn(owner, { fodselsnummer: number })));
  const titles = page.all('h2').map((heading) => page.textOf(heading));
  for (const place of ['Trondheim, oppstart', 'Bergen, oppstart']) assert.ok(titles.some((title) => title.startsWith(place)), titles.join('\n'));
});

test('L4: who registered, opened, listed, searched, changed, confirmed, deleted, restored her; the making of the report too', async () => {
  const [visitor, imdi, owner] = [await as('trondheim'), await as('imdi'), await as('systemeier')];
  const { id, number } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  await imdi.get(address(id, 'registrerte-data'));
  const search = await imdi.submit((await imdi.openPage('/deltakere')).form('form[action$="/deltakere/sok"]').setAll({ fodselsnummer: number }), '/deltakere/sok');
  await imdi.get(search.location);
  await visitor.submit((await visitor.openPage(address(id, 'slett'))).form('dialog form'), address(id, 'slett'));
  await owner.submit((await owner.openPage(address(id, 'gjenopprett'))).form('dialog form'), address(id, 'gjenopprett'));
  const acts = await actsOn(owner, number);
  const by = (action) => [...new Set(whatBy(acts, action).map((act) => `${act.navn}, ${act.arbeidssted}`))];
  const [caseworker, national, self] = ['Marit Nidarvoll, Trondheim kommune', acts.find((act) => act.handling === 'Åpnet opplysningene om deg' && act.arbeidssted === 'IMDi' && act.navn !== 'Sunniva Ekra').navn, 'Sunniva Ekra, IMDi'];
  assert.deepEqual(by('Registrerte deg'), [caseworker]);
  assert.ok(by('Endret opplysninger om deg').includes(caseworker));
  assert.match(whatBy(acts, 'Endret opplysninger om deg').map((act) => act.gjelder).join(), /introduksjonsprogrammet/);
  assert.ok(by('Åpnet opplysningene om deg').includes(`${national}, IMDi`));
  assert.ok(by('Søkte etter deg').includes(`${national}, IMDi`));
  assert.ok(by('Så deg i en liste').includes(`${national}, IMDi`), 'the list that held her');
  assert.deepEqual(by('Slettet registreringen av deg'), [caseworker]);
  assert.deepEqual(by('Gjenopprettet registreringen av deg'), [self]);
  assert.ok(by('Laget en innsynsrapport om deg').includes(self), 'told before it was answered');
  const before = whatBy(acts, 'Laget en innsynsrapport om deg').length;
  assert.ok(whatBy(await actsOn(owner, number), 'Laget en innsynsrapport om deg').length > before, 'each is told');
});

test('L4: a download is told where its selection held her as she was then, and nowhere else', async () => {
  const [visitor, imdi, oslo, owner] = [await as('trondheim'), await as('imdi'), await as('oslo'), await as('systemeier')];
  const { id, number } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  const other = await register(visitor);
  const personId = readCsv((await visitor.get('/deltakere/datasett.csv')).bytes).records.find((row) => row.fodselsnummer === number).person_id;
  const searched = async (who, fields) =>
    new URL((await who.submit((await who.openPage('/deltakere')).form('form[action$="/deltakere/sok"]').setAll(fields), '/deltakere/sok')).location, 'http://x').search;
  const selections = ['', '?status=endret', '?status=opprettet', '?status=utskrevet', '?kommune=5001', '?kommune=4601', '?finansiering=1', '?finansiering=2',
    '?oppstart_fra=2024-02-01&oppstart_til=2024-02-01', '?oppstart_fra=2024-02-02', '?oppstart_til=2024-01-31', '?avsluttet_fra=2020-01-01',
    '?deltok_fra=2025-01-01&deltok_til=2025-12-31', '?deltok_til=2024-01-31', '?rapporteringsar=2025&bekreftet=ja', '?rapporteringsar=2025&bekreftet=nei',
    '?registrert_av=marit', '?registrert_av=nidar', '?registrert_av=idar', '?sorter=-navn&status=endret&status=avsluttet'];
  const asked = [];
  const download = async (who, name, query) => {
    const answer = await who.get(`/deltakere/${name}.csv${query}`);
    assert.equal(answer.status, 200, query);
    const held = readCsv(answer.bytes).records.some((row) => (row.Fødselsnummer ?? row.fodselsnummer).replace(/\D/g, '') === number);
    asked.push({ held, what: `${name}.csv${query}` });
  };
  const count = async () => {
    const acts = await actsOn(owner, number);
    return [whatBy(acts, 'Lastet ned en fil der du var med').length, whatBy(acts, 'Lastet ned en fil der du kan ha vært med').length];
  };
  let [sure, perhaps] = await count();
  const step = async (who, name, query) => {
    await download(who, name, query);
    const { held, what } = asked.at(-1);
    const [now, maybe] = await count();
    assert.deepEqual([now - sure, maybe - perhaps], [held ? 1 : 0, 0], what);
    [sure, perhaps] = [now, maybe];
  };
  for (const query of selections) await step(imdi, 'oversikt', query);
  await step(visitor, 'datasett', '');
  await step(oslo, 'datasett', '');
  for (const fields of [{ fodselsnummer: number }, { fodselsnummer: other.number }, { person_id: personId }, { fodselsnummer: number, person_id: personId }]) {
    await step(visitor, 'oversikt', await searched(visitor, fields));
  }
  await download(visitor, 'oversikt', await searched(visitor, { navn: 'qqqq' }));
  const [after, maybe] = await count();
  assert.equal(after, sure, 'perhaps at most, where her name has letters with marks');
  perhaps = maybe;
  assert.ok(asked.filter((one) => one.held).length > 8 && asked.filter((one) => !one.held).length > 8, 'both kinds were tried');
  await download(imdi, 'oversikt', '?mangler=fravar');
  assert.equal((await count())[1], perhaps + 1, 'what was lacking is not known any more: perhaps');
});

test('L4: the version to hand out has workplaces and no names, on the page and in the files', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id, number } = await register(visitor);
  await saved(visitor, id, 'bakgrunn', ANSWERS.bakgrunn);
  const location = await reportOn(owner, { fodselsnummer: number });
  const named = assertPage(await owner.get(location));
  assert.match(named.main, /Marit Nidarvoll/);
  assert.ok(named.all(`main a[href="${location}?navn=nei"]`).length > 0);
  const without = assertPage(await owner.get(`${location}?navn=nei`));
  assert.doesNotMatch(without.main, /Marit Nidarvoll|Sunniva Ekra/);
  assert.match(without.main, /Trondheim kommune/);
  for (const link of without.all('main a[href*=".csv"]')) {
    const text = (await owner.get(link.attribs.href)).text;
    assert.match(link.attribs.href, /\?navn=nei$/);
    assert.doesNotMatch(text, /Marit Nidarvoll/);
  }
});

test('L4: the data as a file: each answer with variable, code, text and source; no formula', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id, number } = await register(visitor);
  await fillAll(visitor, id);
  await confirmName(visitor, id);
  const rows = await recordsOf(owner, `${await reportOn(owner, { fodselsnummer: number })}/opplysninger.csv`);
  const of = (name) => rows.find((row) => row.del === 'svar' && row.variabel === name);
  assert.equal(of('fodselsnummer').verdi, number);
  assert.deepEqual([of('oppstartsdato').verdi, of('oppstartsdato').tekst, of('oppstartsdato').kilde], ['2024-02-01', '01.02.2024', 'Kommunen']);
  assert.match(of('deltatt_intro').verdi, /^\d$/);
  assert.ok(of('navn').kilde === 'Folkeregisteret' && rows.some((row) => row.del === 'nummer' && row.verdi === number));
  assert.ok(rows.some((row) => row.del === 'svar' && /^\d+,\d+/.test(row.verdi)), 'several codes of one question');
});

test('L4: the files are whole, however much there is: every change and every single act', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { id, number } = await register(visitor);
  const [{ participant_id: key }] = await admin.query(`SELECT CAST(participant_id AS CHAR) AS participant_id FROM ${DB}.participant WHERE fodselsnummer = ?`, [number]);
  const [CHANGES, ACTS] = [9_500, 20_500]; // the page counts 15 000, and the database tells 9 000 and 5 000 at a time
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`INSERT INTO ${DB}.participant_change (participant_id, version, variabel, old_value, new_value, user_name, changed_at)
    SELECT ?, 1000 + seq DIV 2, IF(seq MOD 2, 'deltatt_intro', 'sivilstand'), CONCAT('før ', seq), CONCAT('nå ', seq), 'Fyll', '2026-02-01' + INTERVAL seq DIV 2 SECOND FROM seq_1_to_${CHANGES}`, [key]);
  await call(admin, 'ctx.leave');
  await admin.query(`INSERT INTO ${AUDIT}.access_log (logged_at, user_id, user_name, session_id, action, what, participant_id, details)
    SELECT '2026-02-01' + INTERVAL seq SECOND, 1 + seq MOD 7, 'Fyll', 1, 'open', 'bakgrunn', ?, '{}' FROM seq_1_to_${ACTS}`, [key]);
  const location = await reportOn(owner, { fodselsnummer: number });
  const stored = await recordsOf(owner, `${location}/opplysninger.csv`);
  const before = stored.filter((row) => row.del === 'tidligere').map((row) => row.verdi);
  assert.equal(new Set(before.filter((one) => one.startsWith('før '))).size, CHANGES, 'no change is missing, none is told twice');
  assert.equal(before.length, CHANGES);
  const acts = await recordsOf(owner, `${location}/hendelser.csv`);
  assert.equal(acts.filter((act) => act.navn === 'Fyll').length, ACTS);
  const page = assertPage(await owner.get(location));
  assert.match(page.main, /Siden teller bare de siste hendelsene/);
  assert.equal((await visitor.get(address(id, 'bakgrunn'))).status, 200);
});

test('L4: one who is not registered is told plainly that nothing is stored, and who has searched for her', async () => {
  const [imdi, owner] = [await as('imdi'), await as('systemeier')];
  const number = someWoman();
  await imdi.submit((await imdi.openPage('/deltakere')).form('form[action$="/deltakere/sok"]').setAll({ fodselsnummer: number }), '/deltakere/sok');
  const location = await reportOn(owner, { fodselsnummer: number });
  const page = assertPage(await owner.get(location));
  assert.match(page.main, /Det er ikke lagret noe om deg/);
  assert.equal(page.all('[id^="svar-"]').length, 0);
  const acts = await recordsOf(owner, `${location}/hendelser.csv`);
  assert.ok(whatBy(acts, 'Søkte etter deg').some((act) => act.arbeidssted === 'IMDi'));
  assert.equal((await recordsOf(owner, `${location}/opplysninger.csv`)).length, 0);
});

test('I5: wrong input is told at the box; a reference is its maker\'s alone, and stands for nobody else', async () => {
  const owner = await as('systemeier');
  for (const fields of [{}, { fodselsnummer: '12345' }, { person_id: 'x' }, { fodselsnummer: '15868549618', person_id: '0'.repeat(32) }, { fodselsnummer: '1'.repeat(20000) }]) {
    const answer = await ask(owner, fields);
    assert.equal(answer.status, 422);
    assert.match(assertPage(answer).title, /^Feil: /);
  }
  assert.equal((await owner.post('/innsyn', { csrf: 'x', fodselsnummer: '15868549618' })).status, 403);
  for (const reference of [NOBODY, 'x', 'æ', '..%2f']) {
    for (const file of ['', '/opplysninger.csv', '/hendelser.csv']) assert.equal((await owner.get(`/innsyn/${encodeURIComponent(reference)}${file}`)).status, 404, reference + file);
  }
  const names = await owner.submit((await owner.openPage('/deltakere')).form('form[action$="/deltakere/sok"]').setAll({ navn: 'anne' }), '/deltakere/sok');
  assert.equal((await owner.get(`/innsyn/${new URL(names.location, 'http://x').searchParams.get('sok')}`)).status, 404, 'a name is nobody');
});

for (const name of ['trondheim', 'oslo', 'admin-oslo', 'imdi']) {
  test(`I8: ${name} makes no report, opens none, and sees no way there`, async () => {
    const [owner, reader] = [await as('systemeier'), await as(name)];
    const location = await reportOn(owner, { fodselsnummer: someWoman() });
    const csrf = (await reader.openPage(name === 'admin-oslo' ? '/hjelp' : '/deltakere')).one('[name=csrf]').attribs.value;
    for (const path of ['/innsyn', location, `${location}/opplysninger.csv`, `${location}/hendelser.csv`, `/innsyn/${NOBODY}`]) {
      assert.equal((await reader.get(path)).status, 404, path);
    }
    assert.equal((await reader.post('/innsyn', { csrf, fodselsnummer: someWoman() })).status, 404);
    assert.equal((await reader.openPage('/hjelp')).all('a[href="/innsyn"]').length, 0);
    if (name === 'admin-oslo') return;
    const own = await reader.submit((await reader.openPage('/deltakere')).form('form[action$="/deltakere/sok"]').setAll({ fodselsnummer: someWoman() }), '/deltakere/sok');
    assert.equal((await reader.get(`/innsyn/${new URL(own.location, 'http://x').searchParams.get('sok')}`)).status, 404, 'a search of her own makes none');
  });
}

test('U1: the report in nynorsk and English', async () => {
  const [visitor, owner] = [await as('trondheim'), await as('systemeier')];
  const { number } = await register(visitor);
  const location = await reportOn(owner, { fodselsnummer: number });
  for (const [language, heading] of [['nn', 'Kven som har brukt opplysningane'], ['en', 'Who has used the data']]) {
    const reader = owner.copy();
    await reader.get(`${location}?sprak=${language}`);
    const page = assertPage(await reader.get(location));
    assert.equal(page.text('#bruk'), heading);
  }
});

test('the menu leads there, and the guide tells of it', async () => {
  const owner = await as('systemeier');
  assert.equal((await owner.openPage('/deltakere')).all('nav a[href="/innsyn"]').length, 1);
  assert.ok((await owner.openPage('/hjelp/innsyn')).byId('rapport'));
});
