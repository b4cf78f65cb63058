// U4: the "i" at each question, and what it says where answering is hard.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { texts } from '../structure/nynorsk.mjs';
import { as } from './client.mjs';
import { TOP } from './environment.mjs';
import { Page } from './page.mjs';
import { address, PAGES, register } from './participant.mjs';

const TEXTS = texts(readFileSync(join(TOP, 'codebook.xml'), 'utf8')).filter((one) => one.kind === 'description');
const HELP = new Set(TEXTS.map((one) => one.nb));

// {name: text} of every question drawn on a page; undefined where a question has no help.
function helpOf(page) {
  return Object.fromEntries(page.all('.sporsmal').map((question) => {
    const name = question.attribs['data-felt'];
    const button = page.one('button.hjelp', question);
    const text = button && page.byId(button.attribs.popovertarget);
    assert.ok(!button || /^Hjelp: ./.test(page.textOf(button)), `${name}: the button says whose help it is`);
    return [name, text ? page.textOf(text).replace(/\s+/g, ' ').trim() : undefined];
  }));
}

async function allHelp() {
  const visitor = await as('trondheim');
  const { id } = await register(visitor);
  const found = { ...helpOf(await visitor.openPage('/deltakere/ny')) };
  for (const name of PAGES) Object.assign(found, helpOf(await visitor.openPage(address(id, name))));
  return { ...found, ...helpOf(await (await as('oslo')).openPage('/deltakere/ny')) };
}

test('U4: every question of every page has its own help, from the codebook', async () => {
  const help = await allHelp();
  assert.ok(Object.keys(help).length >= 40, Object.keys(help).join(' '));
  assert.ok('bydel' in help && 'proveresultater' in help && 'navn' in help);
  for (const [name, text] of Object.entries(help)) {
    assert.ok(text, `${name} has no help`);
    assert.ok(HELP.has(text), `${name}: not the codebook's: ${text}`);
    assert.ok(text.length >= 40 && text.length <= 600 && /\.$|\?$/.test(text), `${name}: ${text}`);
  }
  assert.equal(new Set(Object.values(help)).size, Object.keys(help).length, 'no two questions share a help text');
});

test('control: a question without help is seen', () => {
  const html = (button) => `<div class="sporsmal" data-felt="x">${button}<p id="h-x">Et svar.</p></div>`;
  assert.deepEqual(helpOf(new Page(html(''))), { x: undefined });
  assert.deepEqual(helpOf(new Page(html('<button class="hjelp" popovertarget="h-x">Hjelp: x</button>'))), { x: 'Et svar.' });
});

// What caseworkers have asked, and where the data standard's own words mislead: said at the question itself.
const HARD = {
  fodselsnummer: [/D-nummer/, /kvinne/, /Retter du nummeret/],
  navn: [/Folkeregisteret/, /fortsette/, /ikke skrive nummeret på nytt/],
  kommunenummer: [/tilskuddet/, /ikke hvor deltakeren bor/],
  finansieringstype: [/bare én ordning/, /31\.12\.2025/],
  oppstartsdato: [/Programtiden/, /registrerer du henne på nytt/],
  navn_bekreftet: [/årsrapporten/, /skriver ut/],
  reservasjon_deling: [/Spør deltakeren/, /ombestemme seg/],
  sivilstand: [/da hun ble registrert/],
  antall_barn: [/under 18/, /samvær/, /tomt/],
  inntektskilde_for_oppstart: [/den største/, /ikke de samme/],
  utdanning_norge: [/«Ingen utdanning og førskoleutdanning»/, /et tomt felt/],
  utdanning_utland: [/annet land/, /godkjent i Norge eller ikke/, /et tomt felt/],
  ar_inntekt_arbeid_utland: [/deltid/, /«0 år»/],
  lese_skrive_latinsk_alfabet: [/kan ikke sammenlignes/],
  tiltak_for_jobbsjansen: [/bare «Ingen tiltak»/],
  behov_arbeidsevne_vurdering: [/under\s+programmet/, /lengst/, /«Nei»/],
  rett_norskopplaring: [/var igjen/],
  proveresultater: [/også før Jobbsjansen/, /listen tom/],
  norskopplaring_spraktrening: [/språkpraksis/],
  oppstartsdato_forste_praksis: [/språkpraksis eller arbeidspraksis/, /«Ingen praksis»/],
  sted_arbeidspraksis: [/Språkpraksis regnes ikke med/],
  helsefremmende_tiltak: [/fritiden/],
  hovedarsak_avslutning: [/gravid/, /«Avbrutt\/drop-out»/, /«Graviditet eller fødsel»/, /registreres på nytt/, /«Overført til/, /«Utvandret»/],
  hovedarsak_avbrutt: [/tre måneder/, /uten å begrunne/, /endre hovedårsaken/],
  avslutningsdato: [/siste dagen/, /status avsluttet/],
  hovedinntektskilde_etter_avslutning: [/første måneden/, /ikke de samme/],
  type_arbeid: [/uten en arbeidsavtale/], stillingsprosent_arbeid: [/uten stilling/], type_naring_arbeid: [/virksomheten/],
};

test('U4: hard cases are explained at the question they concern', async () => {
  const help = await allHelp();
  for (const [name, patterns] of Object.entries(HARD)) for (const pattern of patterns) assert.match(help[name], pattern, name);
});
