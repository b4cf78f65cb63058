// People and invitations, as an administrator and whoever is invited meet them.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor } from './client.mjs';
import { environment } from './environment.mjs';
import { Phone } from './totp.mjs';

export const USERS = '/brukere';
export const INVITE = '/brukere/ny';
export const PASSWORD = 'grønn sykkel under broen';

let counter = 0;
export const fresh = () => `${Date.now().toString(36)}${(counter += 1).toString(36)}${randomBytes(2).toString('hex')}`;
export const newEmail = () => `ny.${fresh()}@kommune.example`;
export const norwegian = (days) => {
  const [year, month, day] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
};

export const PERSON = { navn: 'Prøve Prøvesen', telefon: '+47 912 34 567', rolle: 'caseworker', sted: '0301-030102' };

export async function invite(visitor, fields) {
  const form = (await visitor.openPage(INVITE)).formPostingTo(INVITE).setAll({ ...PERSON, ...fields });
  return visitor.submit(form, INVITE);
}

const mailSent = async () => (await (await fetch(`${environment.MAIL_URL}/mail.json`)).json()).mail;
const newest = async () => Math.max(0, ...(await mailSent()).map((one) => one.number));

// The mail to that address after that one, once the daemon has sent it.
export async function mailTo(address, after = 0) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const one = (await mailSent()).find((each) => each.to.includes(address) && each.number > after);
    if (one) return one;
    await sleep(250);
  }
  throw new Error('the invitation was not sent');
}

export const linkIn = (mail) => new URL(mail.text.match(/https?:\/\/[^\s]+\/invitasjon\/[A-Za-z0-9_-]{43}/)[0]).pathname;

export async function invited(visitor, fields = {}) {
  const epost = fields.epost ?? newEmail();
  const before = await newest();
  const answer = await invite(visitor, { ...fields, epost });
  if (answer.location !== `${USERS}?utfort=invitert`) throw new Error(`not invited: ${answer.status} ${answer.location}`);
  const mail = await mailTo(epost, before);
  return { epost, mail, link: linkIn(mail) };
}

export async function choose(link, brukernavn, { passord = PASSWORD, igjen = passord, visitor = new Visitor() } = {}) {
  const form = (await visitor.openPage(link)).formPostingTo(link).setAll({ brukernavn, passord, passord_igjen: igjen });
  return visitor.submit(form, link);
}

// A new user with that grant, and the name she logs in with.
export async function newUser(visitor, fields) {
  const brukernavn = `prove.${fresh()}`;
  const { epost, link } = await invited(visitor, { navn: `Prøve ${letters(brukernavn)}`, ...fields });
  const answer = await choose(link, brukernavn);
  if (answer.location !== '/logg-inn?klar=ja') throw new Error(`not taken: ${answer.status}`);
  return { brukernavn, epost, link };
}
const letters = (text) => text.replace(/[^a-z]/g, '').replace(/^./, (first) => first.toUpperCase());

const REGISTER = '/logg-inn/registrer';
const phones = new Map();

// Past password and code; the first time she registers her app.
export async function enter(brukernavn, visitor = new Visitor()) {
  const answer = await visitor.tryLogin(brukernavn, PASSWORD);
  return code(brukernavn, visitor, answer);
}
// The code's page is where the answer leads, or the answer itself.
export async function code(brukernavn, visitor, answer) {
  if (![200, 303].includes(answer.status)) throw new Error(`login of ${brukernavn}: ${answer.status}`);
  const page = answer.status === 200 ? answer.page : await visitor.openPage(answer.location);
  const path = page.attribute('form:has([name=kode])', 'action');
  if (path.startsWith(REGISTER)) phones.set(brukernavn, new Phone(page.text('.nokkeltekst')));
  const form = page.form('form:has([name=kode])').setAll({ kode: await phones.get(brukernavn).fresh() });
  const inside = await visitor.submit(form, path);
  if (![200, 303].includes(inside.status)) throw new Error(`code of ${brukernavn}: ${inside.status}`);
  visitor.led = inside.location;
  visitor.inside = inside;
  return visitor;
}

// The address of that person's page, as the list links it.
export async function pathOf(visitor, brukernavn) {
  const page = await visitor.openPage(`${USERS}?navn=${encodeURIComponent(brukernavn)}`);
  return page.attribute('tbody th a[href*="/brukere/"]', 'href');
}
