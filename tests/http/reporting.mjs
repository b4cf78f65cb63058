// The reporting years through IMDi's own page.
import assert from 'node:assert/strict';
import { assertPage } from './expect.mjs';

const FIELDS = ['apner', 'frist', 'stenger'];
export const datesForm = (page) => page.form('main form:has([name=apner])');

export async function openYear(visitor, year) {
  return assertPage(await visitor.get(`/rapportering?ar=${year}`));
}

// { apner, frist, stenger } as the page shows them.
export async function storedYear(visitor, year) {
  const form = datesForm(await openYear(visitor, year));
  return Object.fromEntries(FIELDS.map((name) => [name, form.value(name)]));
}

export async function setYear(visitor, year, dates) {
  const answer = await visitor.submit(datesForm(await openYear(visitor, year)).setAll(dates), '/rapportering');
  assert.equal(answer.status, 303, answer.page?.text('.ds-error-summary') ?? '');
  return answer;
}
