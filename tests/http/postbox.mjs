// The mail server that delivers to nobody (tools/standin/mail.mjs): what was sent, read by a reader that is not ours, and what it
// is told to do wrong. And mail to be sent, put in the queue as the procedures do that invite and reset.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser } from 'mailparser';

export class Postbox {
  constructor(url) {
    assert.ok(url, 'demo.env names the address where mail is read');
    this.url = url;
  }

  async #ask(method, path, body) {
    return fetch(`${this.url}${path}`, { method, body: body && JSON.stringify(body) });
  }

  // From now on it does so, until it is well again.
  async tell(kind, more = {}) {
    assert.equal((await this.#ask('POST', '/fault', { kind, ...more })).status, 200, `${kind} ${JSON.stringify(more)}`);
  }
  async well() {
    await this.#ask('DELETE', '/fault');
  }
  async empty() {
    await this.#ask('DELETE', '/');
  }

  async seen() {
    return (await this.#ask('GET', '/mail.json')).json();
  }

  // What that address was sent, oldest first: the raw bytes (as Latin-1) and what the reader makes of them.
  async to(address) {
    const { mail } = await this.seen();
    const hers = mail.filter(({ to }) => to.includes(address)).reverse();
    return Promise.all(hers.map(async ({ raw, from }) => ({ raw, from, ...(await simpleParser(Buffer.from(raw, 'latin1'))) })));
  }

  // As soon as so many have come to her.
  async awaits(address, count = 1, seconds = 20) {
    for (let tries = seconds * 20; ; tries -= 1) {
      const mail = await this.to(address);
      if (mail.length >= count) return mail;
      assert.ok(tries > 0, `waited ${seconds} s in vain for mail ${mail.length + 1} to ${address}`);
      await sleep(50);
    }
  }
}

export const newAddress = () => `ny-${randomBytes(5).toString('hex')}@prove.example`;
export const tokenIn = (text) => /\/(?:invitasjon|nytt-passord)\/([A-Za-z0-9_-]+)/.exec(text)?.[1];

// Puts a mail in the queue by the database's owner; `kind` 'passord-endret' has no link. Answers with what it was made for.
export async function put(owner, { kind = 'invitasjon', recipient = newAddress(), name = 'Ny Prøve', by = 'Kari Øygård', place = 'Oslo kommune',
  seconds = 7 * 86400, language = null, withdrawn = false } = {}) {
  const subject = BigInt(`0x${randomBytes(6).toString('hex')}`).toString();
  await owner.beginTransaction();
  if (kind === 'passord-endret') await owner.query('CALL mail_put(?, ?, ?, \'\')', [kind, recipient, name]);
  else {
    const about = kind === 'invitasjon' ? JSON.stringify({ invited_by: by, place }) : '';
    await owner.query('CALL link_put(?, ?, ?, ?, ?, ?, @link)', [kind, subject, recipient, name, about, seconds]);
  }
  await owner.query('UPDATE mail SET language = ? WHERE recipient = ?', [language, recipient]);
  if (withdrawn) await owner.query('CALL link_withdraw(?, ?)', [kind, subject]);
  await owner.commit();
  return { recipient, subject, kind };
}

export const mailRow = async (owner, recipient) => (await owner.query(`SELECT m.*, HEX(l.token_hash) AS token_hash, l.withdrawn_at
  FROM mail m LEFT JOIN link l USING (link_id) WHERE m.recipient = ? ORDER BY m.mail_id DESC LIMIT 1`, [recipient]))[0];

export async function awaitRow(owner, recipient, holds, what, seconds = 20) {
  for (let tries = seconds * 20; ; tries -= 1) {
    const row = await mailRow(owner, recipient);
    if (row && holds(row)) return row;
    assert.ok(tries > 0, `waited ${seconds} s in vain until ${what}; it is ${row?.state}, tries ${row?.tries}, ${row?.last_error}`);
    await sleep(50);
  }
}
export const awaitState = (owner, recipient, state) => awaitRow(owner, recipient, (row) => row.state === state, `it is ${state}`);

// What the token opens, as the page asks that has the link's address.
export async function opens(owner, token, kind = 'invitasjon') {
  await owner.query('CALL link_find(?, ?, 0, @link, @subject, @state)', [token, kind]);
  const [{ state, subject }] = await owner.query('SELECT @state AS state, CAST(@subject AS CHAR) AS subject');
  return { state, subject };
}
