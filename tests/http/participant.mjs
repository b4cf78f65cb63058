// Registering a woman through the pages, as a person would: opens the form, fills it in, sends it.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { someWoman } from './women.mjs';

export const PAGES = ['person-og-prosjekt', 'bakgrunn', 'programinnhold', 'avslutning'];

// One right answer to every question that is always open (codes of the data standard).
export const ANSWERS = {
  'person-og-prosjekt': { reservasjon_deling: '1' },
  bakgrunn: {
    deltatt_intro: '2', omsorgsansvar_barn: '2', inntektskilde_for_oppstart: '5', utdanning_norge: '0',
    utdanning_utland: '3', ar_inntekt_arbeid_utland: '2', lese_skrive_latinsk_alfabet: '2', lese_skrive_morsmal: '1',
    tiltak_for_jobbsjansen: ['1', '3'], behov_arbeidsevne_vurdering: '3', rett_norskopplaring: '1',
  },
  programinnhold: {
    norskopplaring_spraktrening: ['1', '5'], arbeidsrettede_tiltak: ['1', '88'], oppstartsdato_forste_praksis: '01.03.2024',
    sted_arbeidspraksis: ['2'], utdanningsrettede_tiltak: ['99'], helsefremmende_tiltak: ['1', '3'],
    samfunn_ovrige_tiltak: ['6'],
  },
  avslutning: {
    hovedarsak_avslutning: '3', avslutningsdato: '01.06.2025', fravar: '2', hovedinntektskilde_etter_avslutning: '1',
  },
};

export const address = (id, page) => `/deltakere/${id}/${page}`;

export async function openNew(visitor) {
  const page = await visitor.openPage('/deltakere/ny');
  return page.form('main form:has([name=fodselsnummer])');
}

// Fills the create gate: number, start, what this login is asked to choose, and financing, which script shows as soon
// as the start date is before 2026.
export function fillGate(form, { fodselsnummer = someWoman(), oppstartsdato = '01.02.2024', ...others } = {}) {
  form.setAll({ fodselsnummer, oppstartsdato });
  for (const name of ['kommunenummer', 'bydel']) {
    if (form.asks(name) && form.value(name) === '') form.set(name, form.choices(name)[0] ?? '');
  }
  if (form.has('finansieringstype') && !/26$/.test(oppstartsdato)) form.set('finansieringstype', '1');
  return form.setAll(others);
}

export function participantId(answer) {
  const id = /^\/deltakere\/([^/]+)\/[a-z-]+(\?|$)/.exec(answer.location ?? '')?.[1];
  assert.ok(id && id !== 'ny', `the answer leads to the participant's own page, not to ${answer.location}`);
  return id;
}

// Sends the form of a new participant. Where the start date opens a question that the first page did not ask
// (financing, requirement C5), that is answered and sent again, as a person would.
export async function sendNew(visitor, form) {
  let answer = await visitor.submit(form, '/deltakere/ny');
  if (answer.status === 422 && form.value('finansieringstype') === '') {
    const again = answer.page.form('main form:has([name=fodselsnummer])');
    if (again.asks('finansieringstype') && again.value('finansieringstype') === '') {
      again.set('finansieringstype', again.choices('finansieringstype')[0]);
      answer = await visitor.submit(again, '/deltakere/ny');
    }
  }
  return answer;
}

// A new participant of this visitor. A number made up by chance may have been made up before: then another one.
export async function register(visitor, values = {}) {
  for (let tries = 3; ; tries -= 1) {
    const number = values.fodselsnummer ?? someWoman();
    const answer = await sendNew(visitor, fillGate(await openNew(visitor), { ...values, fodselsnummer: number }));
    if (answer.status === 303) return { id: participantId(answer), number };
    const said = answer.status === 422 ? answer.page.text('.ds-error-summary') : '';
    if (tries > 1 && !values.fodselsnummer && /allerede/.test(said)) continue;
    assert.equal(answer.status, 303, `a right form creates the participant; instead: ${said}`);
  }
}

export async function openForm(visitor, id, page) {
  const opened = await visitor.openPage(address(id, page));
  return opened.form('main form:has([name=versjon])');
}

// Opens the page, changes these answers, sends all.
export async function save(visitor, id, page, values) {
  const form = (await openForm(visitor, id, page)).setAll(values);
  return visitor.submit(form, address(id, page));
}

export async function saved(visitor, id, page, values) {
  const answer = await save(visitor, id, page, values);
  assert.equal(answer.status, 303, `${page} is saved; instead: ${answer.status === 422 ? answer.page.text('.ds-error-summary') : ''}`);
  return answer;
}

// Ticks that the name is hers, once it has come: one that comes later empties the tick (requirement C2).
export async function confirmName(visitor, id) {
  for (let tries = 100; tries > 0; tries -= 1) {
    const page = await visitor.openPage(address(id, 'registrerte-data'));
    if (!/Navn ikke hentet/.test(page.text('.sidekort-hvem'))) break;
    await sleep(200);
  }
  return saved(visitor, id, 'person-og-prosjekt', { navn_bekreftet: '1' });
}

// What is stored, as a fresh reading of the page shows it.
export async function stored(visitor, id, page, name) {
  return (await openForm(visitor, id, page)).values(name).filter((value) => value !== '');
}

export async function fillAll(visitor, id, { except = [] } = {}) {
  for (const page of PAGES) {
    if (!except.includes(page)) await saved(visitor, id, page, ANSWERS[page]);
  }
}
