// Mail as it arrives (requirements A3, A4): to whom, what it says in each language, with a link that is good; whatever names and
// addresses hold. Read by a mail reader that is not ours.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { admin, closeAll, stateFile } from '../sql/database.mjs';
import { environment } from './environment.mjs';
import { Postbox, awaitState, mailRow, newAddress, opens, put, tokenIn } from './postbox.mjs';

const postbox = new Postbox(environment.MAIL_URL);
const addresses = [];
const secrets = [];

async function sent(options) {
  const made = await put(admin, options);
  addresses.push(made.recipient);
  const [mail, ...more] = await postbox.awaits(made.recipient);
  assert.deepEqual(more, []);
  secrets.push(tokenIn(mail.text));
  return { ...made, mail };
}

after(async () => {
  await admin.query('DELETE FROM mail WHERE recipient LIKE \'%prove.example%\'');
  await admin.query('DELETE FROM link WHERE link_id NOT IN (SELECT link_id FROM mail WHERE link_id IS NOT NULL) AND subject_id > 4294967296');
  await closeAll();
});

describe('A3: an invitation', () => {
  test('comes to her who is invited, says by whom and where, and how long the link is good', async () => {
    const { recipient, mail } = await sent({ name: 'Åse Nygård', by: 'Kari Øygård', place: 'Bærum kommune' });
    assert.deepEqual(mail.to.value, [{ address: recipient, name: 'Åse Nygård' }]);
    assert.equal(mail.from.value[0].name, 'Jobbsjanseregisteret');
    assert.equal(mail.subject, 'Invitasjon til Jobbsjanseregisteret');
    assert.match(mail.text, /^Hei, Åse Nygård!\n/);
    assert.match(mail.text, /Kari Øygård har invitert deg til å bruke Jobbsjanseregisteret\. Tilgangen gjelder Bærum kommune\./);
    assert.match(mail.text, /virker til \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\./);
    assert.match(mail.text, /Ventet du ikke denne e-posten/);
  });
  test('has a link below the site\'s own address that opens that invitation, once; the database has its hash alone', async () => {
    const { recipient, subject, mail } = await sent();
    const token = tokenIn(mail.text);
    assert.match(token, /^[A-Za-z0-9_-]{43}$/);
    assert.ok(mail.text.split('\n').includes(`${environment.BASE_URL}/invitasjon/${token}`), 'a line of its own');
    assert.deepEqual(await opens(admin, token), { state: 'good', subject });
    const row = await mailRow(admin, recipient);
    assert.equal(row.token_hash, createHash('sha256').update(token).digest('hex').toUpperCase());
    assert.equal(Object.values(row).some((value) => String(value).includes(token)), false);
    await admin.query('CALL link_use(?)', [row.link_id]);
    assert.equal((await opens(admin, token)).state, 'used');
  });
  test('for the whole country names no place', async () => {
    assert.match((await sent({ place: '' })).mail.text, /Kari Øygård har invitert deg til å bruke Jobbsjanseregisteret\.\n/);
  });
  test('is not sent where it was withdrawn before', async () => {
    const withdrawn = await put(admin, { withdrawn: true });
    await sent(); // what was put later has come
    assert.deepEqual(await postbox.to(withdrawn.recipient), []);
    assert.equal((await mailRow(admin, withdrawn.recipient)).state, 'withdrawn');
  });
  test('is from a machine, and says so to those that answer by themselves', async () => {
    const { mail } = await sent();
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.equal(mail.headers.get('content-type').value, 'text/plain');
    assert.equal(mail.headers.get('content-type').params.charset, 'utf-8');
    assert.ok(Math.abs(mail.date.getTime() - Date.now()) < 60_000);
    assert.match(mail.messageId, /^<mail-\d+\.\d+@127\.0\.0\.1>$/);
  });
});

describe('A4: passwords', () => {
  test('a reset has a link to choose a new one, and says that nothing happens without it', async () => {
    const { subject, mail } = await sent({ kind: 'passord' });
    assert.equal(mail.subject, 'Nytt passord i Jobbsjanseregisteret');
    assert.match(mail.text, /Var det ikke deg, trenger du ikke å gjøre noe/);
    assert.deepEqual(await opens(admin, tokenIn(mail.text), 'passord'), { state: 'good', subject });
    assert.equal((await opens(admin, tokenIn(mail.text), 'invitasjon')).state, 'unknown');
  });
  test('word of a changed one has no link, and says whom to tell', async () => {
    const { mail } = await sent({ kind: 'passord-endret' });
    assert.equal(mail.subject, 'Passordet ditt er endret');
    assert.doesNotMatch(mail.text, /https?:/);
    assert.match(mail.text, /innlogging@example\.no/);
  });
});

describe('U1: in the reader\'s language', () => {
  const words = { nn: { invitasjon: /Kari Øygård har invitert deg .*\n[^]*Opne lenkja/, passord: /brukaren din[^]*Var det ikkje deg/, 'passord-endret': /vart endra/ },
    en: { invitasjon: /Kari Øygård has invited you[^]*Open the link/, passord: /asked for a new password/, 'passord-endret': /was changed/ } };
  for (const language of ['nn', 'en']) {
    for (const kind of ['invitasjon', 'passord', 'passord-endret']) {
      test(`${kind} in ${language}, whole`, async () => {
        const { mail } = await sent({ kind, language });
        assert.match(mail.text, words[language][kind]);
        assert.equal(mail.headers.get('content-language'), language);
        assert.doesNotMatch(mail.text.replace(/Ny Prøve|Kari Øygård/g, ''), language === 'nn' ? /\b(ikke|lenken|sendt)\b/ : /[æøåÆØÅ]|\bikkj?e\b/);
        if (kind !== 'passord-endret') assert.equal((await opens(admin, tokenIn(mail.text), kind)).state, 'good');
      });
    }
  }
  test('and bokmål again for the next', async () => {
    assert.match((await sent()).mail.text, /Åpne lenken/);
  });
});

describe('bad names (issue, "Bad input")', () => {
  const names = { 'a line break and a header': ['Kari\r\nBcc: alle@prove.example', 'Kari Bcc: alle@prove.example'],
    'an end of the headers': ['Kari\n\nSlik er det nye innholdet', 'Kari Slik er det nye innholdet'],
    'quotes and brackets': ['"Kari" <x@prove.example>, (y); \\z', '"Kari" <x@prove.example>, (y); \\z'],
    'an encoded word': ['=?UTF-8?Q?Ola?=', '=?UTF-8?Q?Ola?='],
    'Norwegian and Sámi letters': ['Æøå Čáhppe Đorđe', 'Æøå Čáhppe Đorđe'],
    'emoji': ['Kari 👩‍💻🇳🇴', 'Kari 👩‍💻🇳🇴'],
    'letters that turn the direction': ['\u202Eenilo\u202C Kari', 'enilo Kari'],
    'a hundred long letters': ['😀'.repeat(100), '😀'.repeat(100)],
    'markup and a template': ['<b>{{X}}</b> %s %n ${1}', '<b>{{X}}</b> %s %n ${1}'] };
  for (const [what, [name, shown]] of Object.entries(names)) {
    test(`${what}: one line, as it was written, and nothing beside`, async () => {
      const { recipient, mail } = await sent({ name, by: name, place: name });
      assert.deepEqual(mail.to.value, [{ address: recipient, name: shown }]);
      assert.deepEqual([mail.bcc, mail.cc, mail.attachments.length], [undefined, undefined, 0]);
      assert.equal(mail.headerLines.length, 11);
      assert.ok(mail.text.startsWith(`Hei, ${shown}!\n`), mail.text.split('\n')[0]);
      assert.ok(mail.text.includes(`${shown} har invitert deg`));
      assert.match(mail.raw, /^[\r\n\x20-\x7e]*$/);
    });
  }
  test('no name: it is sent all the same', async () => {
    const { recipient, mail } = await sent({ name: '' });
    assert.deepEqual(mail.to.value, [{ address: recipient, name: '' }]);
    assert.match(mail.text, /^Hei!\n/);
  });
});

describe('bad addresses', () => {
  for (const recipient of ['x@prove.example\r\nRCPT TO:<y@prove.example>', 'x@prove.example>', 'x y@prove.example', 'åse@prove.example', 'x@prove.example,y@prove.example',
    '@prove.example', 'prove.example', `${'a'.repeat(65)}@prove.example`, 'x@[127.0.0.1].prove.example']) {
    test(`${JSON.stringify(recipient.slice(0, 40))} is refused, and no server is told of it`, async () => {
      const { conversations } = await postbox.seen();
      await put(admin, { recipient });
      const row = await awaitState(admin, recipient, 'refused');
      assert.equal(row.last_error, 'address');
      assert.equal(row.token_hash, null, 'no token was made');
      assert.equal((await postbox.seen()).conversations, conversations);
    });
  }
  test('Norwegian letters in the domain are told as mail servers know them', async () => {
    const recipient = `k-${newAddress().slice(3, 13)}@bærum.prove.example`;
    await put(admin, { recipient });
    const [mail] = await postbox.awaits(recipient); // server and reader show it in letters again
    assert.ok(mail.raw.includes(`<${recipient.replace('bærum', 'xn--brum-voa')}>\r\n`));
  });
});

describe('the page where mail is read', () => {
  test('shows it as text, and the link as a link', async () => {
    const { mail } = await sent({ name: '<script>alert(1)</script>', by: '"><img src=x>' });
    const list = await (await fetch(environment.MAIL_URL)).text();
    assert.match(list, /<a href="\/\d+">Invitasjon til Jobbsjanseregisteret<\/a>/);
    const [, path] = /href="(\/\d+)"/.exec(list);
    const response = await fetch(`${environment.MAIL_URL}${path}`);
    const html = await response.text();
    assert.doesNotMatch(html, /<script>|<img/);
    assert.ok(html.includes(`<a href="${environment.BASE_URL}/invitasjon/${tokenIn(mail.text)}"`));
    assert.match(response.headers.get('content-security-policy'), /default-src 'none'/);
  });
  test('has no other pages', async () => {
    for (const path of ['/0', '/x', '/mail.json/', '/%2e%2e/secret/key']) assert.equal((await fetch(`${environment.MAIL_URL}${path}`)).status, 404, path);
  });
});

test('X3: the log names mail by its number: no address, no name, no subject, no token', () => {
  const log = readFileSync(stateFile('log/jobs.log'), 'utf8');
  assert.match(log, /mail=\d+ state=sent/);
  assert.ok(addresses.length > 20 && secrets.length > 20);
  for (const word of [...addresses, ...secrets.filter(Boolean), 'prove.example', 'Øygård', 'Invitasjon', '/invitasjon/']) assert.equal(log.includes(word), false, word);
});
