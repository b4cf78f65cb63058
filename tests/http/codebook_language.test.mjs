// The codebook's words in the reader's language (requirement U1): shown, marked where they are not the page's (U2), and
// never in what is downloaded.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { texts } from '../structure/nynorsk.mjs';
import { as } from './client.mjs';
import { readCsv } from './csv.mjs';
import { TOP } from './environment.mjs';
import { assertPage } from './expect.mjs';
import { address, fillAll, PAGES, register } from './participant.mjs';

const ALL = texts(readFileSync(join(TOP, 'codebook.xml'), 'utf8')).map((one) => ({ ...one, nn: one.nn === '=' ? one.nb : one.nn }));
const DIFFERENT = ALL.filter((one) => one.nn !== one.nb);

async function reader(name, language) {
  const visitor = await as(name);
  assert.equal((await visitor.get(`/hjelp?sprak=${language}`)).status, 303);
  return visitor;
}

async function participant(visitor) {
  const { id } = await register(visitor);
  await fillAll(visitor, id);
  return id;
}

const bokmalAndNynorsk = async (path) => [await (await as('trondheim')).openPage(path), await (await reader('trondheim', 'nn')).openPage(path)];

test('U1: every question, answer and help text of the form is there in nynorsk, and none of them in bokmål', async () => {
  const id = await participant(await as('trondheim'));
  const visitor = await reader('trondheim', 'nn');
  let seen = 0;
  for (const name of PAGES) {
    const page = assertPage(await visitor.get(address(id, name)));
    assert.equal(page.attribute('html', 'lang'), 'nn');
    assert.equal(page.all('main [lang=nb]').length, 0, name);
    const form = page.one('main form:has([name=versjon])');
    const words = [...page.all('label > span, legend > span, option, .hjelpetekst p, .feltlinje', form)].map((node) => page.textOf(node).replace(/\s+/g, ' ').trim());
    const bokmal = words.filter((text) => DIFFERENT.some((one) => one.nb === text && !ALL.some((other) => other.nn === text)));
    assert.deepEqual(bokmal, [], name);
    seen += words.filter((text) => DIFFERENT.some((one) => one.nn === text)).length;
  }
  assert.ok(seen > 150, `${seen} texts in nynorsk were seen`);
});

test('U1: what is registered is read in nynorsk, and the same in bokmål and English', async () => {
  const id = await participant(await as('trondheim'));
  const answer = async (language) => {
    const page = await (await reader('trondheim', language)).openPage(`/deltakere/${id}/registrerte-data`);
    return page.main;
  };
  assert.match(await answer('nn'), /Inga utdanning og førskuleutdanning/);
  for (const language of ['nb', 'en']) assert.match(await answer(language), /Ingen utdanning og førskoleutdanning/, language);
});

test('U1, U2: in English the questions are bokmål and say so', async () => {
  const id = await participant(await as('trondheim'));
  const page = assertPage(await (await reader('trondheim', 'en')).get(address(id, 'bakgrunn')));
  assert.equal(page.attribute('html', 'lang'), 'en');
  const unmarked = page.all('legend > span, .hjelpetekst p, .valg label > span').filter((node) => node.attribs.lang !== 'nb' && !/krav/.test(node.attribs.class ?? ''));
  assert.deepEqual(unmarked.map((node) => page.textOf(node)), []);
  assert.ok(page.all('main [lang=nb]').length > 60);
});

test('U1: a refusal in the words of the codebook is nynorsk too', async () => {
  const id = await participant(await as('trondheim'));
  const visitor = await reader('trondheim', 'nn');
  const form = (await visitor.openPage(address(id, 'avslutning'))).form('main form:has([name=versjon])');
  form.set('avslutningsdato', '01.01.2199');
  const answer = await visitor.submit(form, address(id, 'avslutning'));
  assert.equal(answer.status, 422);
  assert.match(answer.page.main, /Dato for avslutning kan ikkje vere fram i tid\./);
});

test('U2: in English a message says that it is bokmål only where it is the codebook\'s', async () => {
  const id = await participant(await as('trondheim'));
  const visitor = await reader('trondheim', 'en');
  const form = (await visitor.openPage(address(id, 'avslutning'))).form('main form:has([name=versjon])');
  form.setAll({ avslutningsdato: '01.01.2199' });
  const { page } = await visitor.submit(form, address(id, 'avslutning'));
  assert.equal(page.text('.ds-error-summary a[lang=nb]'), 'Dato for avslutning kan ikke være fram i tid.');
  assert.equal(page.text('#avslutningsdato-m p[lang=nb]'), 'Dato for avslutning kan ikke være fram i tid.');
  form.setAll({ avslutningsdato: 'i går' });
  const other = (await visitor.submit(form, address(id, 'avslutning'))).page;
  assert.ok(other.one('.ds-error-summary a') && other.all('.ds-error-summary [lang=nb]').length === 0);
});

test("U1, C7: in nynorsk the codebook's page has the standard's wording beside ours where they differ", async () => {
  const [bokmal, nynorsk] = await bokmalAndNynorsk('/kodebok');
  const heading = (page) => page.text('h4', page.byId('type_naring_arbeid'));
  assert.equal(heading(bokmal), 'Hvilken næring fikk deltakeren jobb i?');
  assert.equal(heading(nynorsk), 'Kva næring fekk deltakaren jobb i?');
  assert.equal(nynorsk.text('dd[lang=nb]', nynorsk.byId('type_naring_arbeid')), heading(bokmal));
  const rows = nynorsk.all('tbody tr', nynorsk.byId('type_arbeid')).map((row) => nynorsk.textOf(nynorsk.all('td', row)[1]));
  assert.deepEqual(rows, ['Fast arbeid', 'Mellombels arbeidMidlertidig arbeid', 'Ukjent']);
  assert.equal(nynorsk.text('td [lang=nb]', nynorsk.byId('type_arbeid')), 'Midlertidig arbeid');
  assert.equal(nynorsk.all('dd[lang=nb]', nynorsk.byId('fodeland')).length, 0, 'the same is not said twice');
});

test('D3, U1: downloads are bokmål whoever asks, byte for byte', async () => {
  const id = await participant(await as('trondheim'));
  const dataset = async (language) => readCsv((await (await reader('trondheim', language)).get('/deltakere/datasett.csv')).bytes).records
    .map((row) => row.utdanning_norge_tekst).filter(Boolean).sort();
  const expected = await dataset('nb');
  assert.ok(id && expected.includes('Ingen utdanning og førskoleutdanning'));
  for (const language of ['nn', 'en']) {
    assert.deepEqual(await dataset(language), expected, language);
    for (const file of ['/kodebok.csv', '/kodebok.json']) {
      assert.equal((await (await reader('imdi', language)).get(file)).text, (await (await as('imdi')).get(file)).text, `${file} ${language}`);
    }
  }
});
