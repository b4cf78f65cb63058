// The stand-in of Folkeregisteret, told from outside what to do wrong (tools/standin/folkeregisteret.mjs).
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment } from './environment.mjs';

const PAGE = 'person-og-prosjekt';

export class Freg {
  constructor(control = environment.FREG_CONTROL_URL) {
    assert.ok(control, 'demo.env names the stand-in\'s control address');
    this.control = control;
  }

  // From now on this number ('*': every one) is answered so.
  async tell(number, kind, more = {}) {
    const response = await fetch(this.control, { method: 'POST', body: JSON.stringify({ number, kind, ...more }) });
    assert.equal(response.status, 200, `${kind} for ${number}`);
  }

  async well() {
    await fetch(this.control, { method: 'DELETE' });
  }

  async asked() {
    return (await fetch(this.control)).json();
  }
}

export const nameOn = (page) => {
  const shown = page.attribute('#navn', 'value');
  return shown === 'Ikke mottatt' ? null : shown;
};
export const panelOf = (page) => page.text('#navn-status');

// The first page, as soon as it is as wanted.
export async function awaitPage(visitor, id, holds, what, seconds = 15) {
  for (let tries = seconds * 5; ; tries -= 1) {
    const page = await visitor.openPage(`/deltakere/${id}/${PAGE}`);
    if (holds(page)) return page;
    assert.ok(tries > 0, `waited ${seconds} s in vain until ${what}; the page says: ${panelOf(page)}`);
    await sleep(200);
  }
}

// As a user waits: until the name stands there.
export async function awaitName(visitor, id, seconds) {
  return nameOn(await awaitPage(visitor, id, (page) => nameOn(page) !== null, 'the name has come', seconds));
}
