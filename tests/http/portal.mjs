// A person at the stand-in of the municipal portal, and back (tools/standin/kommuneportalen.mjs).
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor } from './client.mjs';
import { environment } from './environment.mjs';

export const START = '/oidc/start?leverandor=portal';

// Where an answer sends the browser: by a redirect, or by a page that goes on by itself.
export function leadsTo(answer) {
  const given = answer.headers.get('location');
  if (given) return given;
  const refresh = /^0;url=(.*)$/.exec(answer.headers.get('refresh') ?? '');
  return refresh ? refresh[1] : null;
}

// From the provider's address on, as this person; ends with the address that leads back to us.
export async function beAtPortal(address, person, browser = new Visitor({ base: new URL(address).origin })) {
  let answer = await browser.get(address);
  for (let hops = 0; hops < 8; hops += 1) {
    const to = leadsTo(answer);
    if (to && new URL(to, browser.base).origin !== browser.base) return to;
    if (to) answer = await browser.get(to.replace(browser.base, ''));
    else answer = await browser.post(answer.path, { person });
  }
  throw new Error('the portal leads nowhere');
}

// The page that waits, until it does not.
export async function settle(visitor, answer, seconds = 15) {
  for (let tries = seconds * 10; ; tries -= 1) {
    if (answer.status === 303) answer = await visitor.get(answer.location);
    else if (answer.status === 200 && answer.headers.get('refresh') === '1') {
      assert.ok(tries > 0, `waited ${seconds} s in vain for the login to end`);
      await sleep(100);
      answer = await visitor.get(answer.path);
    } else return answer;
    if (answer.status === 303 && !/^\/oidc\/svar/.test(answer.location)) return answer;
  }
}

// Logs in through the portal; the answer that ends it.
export async function throughPortal(person, { visitor = new Visitor(), start = START, browser } = {}) {
  const off = await visitor.get(start);
  assert.equal(off.status, 303);
  const back = await beAtPortal(leadsTo(off), person, browser);
  assert.ok(back.startsWith(`${environment.BASE_URL}/oidc/svar?`), back);
  const answer = await visitor.get(back.slice(environment.BASE_URL.length));
  assert.equal(answer.status, 303, 'code and state leave the address at once');
  assert.doesNotMatch(answer.location, /code=|state=/);
  return { visitor, off, back, answer: await settle(visitor, answer) };
}
