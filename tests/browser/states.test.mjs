// Every page of the table of addresses in every state a person can meet, judged by axe (WCAG 2.0-2.2 A and AA, best
// practice) at both widths and in forced colours, without sideways scroll at 320 px or with text at twice its size
// (requirements U2, U4, U5; ui.md 7). A page that nobody visits here fails the last test.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { as, Visitor } from '../http/client.mjs';
import { environment, TOP } from '../http/environment.mjs';
import { Freg } from '../http/freg.mjs';
import { day, makePerson, norwegian, removePersons } from '../http/introduksjon.mjs';
import { address, ANSWERS, confirmName, fillAll, register, saved } from '../http/participant.mjs';
import { invited, newUser, pathOf } from '../http/people.mjs';
import { START, beAtPortal, leadsTo } from '../http/portal.mjs';
import { someMan, someWoman } from '../http/women.mjs';
import { admin, call, closeAll, DB } from '../sql/database.mjs';
import { CAUSE, put, removeMade } from '../sql/intro_person.mjs';
import { removeUser, temporaryUser } from '../sql/session.mjs';
import { isScreen, routes } from '../structure/routes.mjs';
import { answer, assertGood, closeBrowser, login, open, unfold } from './browser.mjs';

after(closeBrowser);
after(closeAll);

const FILES = /\.(csv|json|xlsx)$/; // what they answer when refused is the one page for all refusals
const SCREENS = routes(TOP).filter((route) => route.method === 'GET' && isScreen(route)).map(({ pattern }) => pattern).filter((pattern) => !FILES.test(pattern));

const visited = new Set();

function patternOf(path) {
  const parts = path.split('?')[0].split('/');
  return SCREENS.find((pattern) => {
    const wanted = pattern.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('{') || part === parts[at]);
  });
}

// `status`: of the page itself. `then`: what the person does before it is judged.
async function visit(page, path, { what = path, status = 200, then = async () => {} } = {}) {
  const answered = await page.goto(path);
  assert.equal(answered.status(), status, what);
  await then(page);
  for (const met of [path, new URL(page.url()).pathname]) visited.add(patternOf(met));
  await assertGood(page, what, { thorough: true });
}

async function visitor(name, visits) {
  const { page, close } = await open();
  if (name) await login(page, name);
  await visits((path, options) => visit(page, path, options), page);
  await close();
}

const press = (name) => (page) => page.getByRole('button', { name }).first().click();
const summary = (page) => page.locator('.ds-error-summary').waitFor();

test('U2: before login: login in all its states, the open chapters of the guide, what is not there', async () => {
  await visitor(null, async (see) => {
    const tryLogin = (user, password) => async (page) => {
      await page.getByLabel('Brukernavn').fill(user);
      await page.getByLabel('Passord', { exact: true }).fill(password);
      await page.keyboard.press('Enter');
      await summary(page);
    };
    await see('/', { what: 'the front door, which leads to login' });
    for (const query of ['ut=1', 'utlopt=1', 'til=/deltakere']) await see(`/logg-inn?${query}`);
    await see('/logg-inn', { what: 'a wrong password', then: tryLogin('finnes-ikke', 'feil') });
    await see('/logg-inn', { what: 'no user name', then: tryLogin('', 'feil') });
    await see('/logg-inn', { what: 'no password', then: tryLogin('finnes-ikke', '') });
    await see('/logg-inn', {
      what: 'a login that stood open for too long',
      then: async (page) => {
        await page.locator('main [name=csrf]').evaluate((node) => { node.value = 'gammel'; });
        await tryLogin('finnes-ikke', 'feil')(page);
      },
    });
    for (const path of ['/hjelp', '/hjelp/innlogging', '/tilgjengelighet']) await see(path);
    await see('/finnes-ikke', { status: 404 });
  });
});

test('U2, A4: passwords and the second factor: what asks for a code, what registers an app, what is forgotten and changed', async () => {
  const name = `skjerm-${Date.now()}`;
  await temporaryUser(name, [{ kommunenummer: '5001' }]);
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`UPDATE ${DB}.user SET factor_required = 1 WHERE brukernavn = ?`, [name]);
  await call(admin, 'ctx.leave');
  for (const [user, path] of [['totp', '/logg-inn/kode'], [name, '/logg-inn/registrer']]) {
    await visitor(null, async (see, page) => {
      await page.goto('/logg-inn');
      await page.getByLabel('Brukernavn').fill(user);
      await page.getByLabel('Passord', { exact: true }).fill(environment.PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${path}`);
      await see(path);
      await see(path, { what: `${path} without a code`, then: async () => { await page.locator('main form').first().locator('[type=submit]').click(); await summary(page); } });
    });
  }
  await removeUser(name);
  await temporaryUser(name, [{ kommunenummer: '5001' }]);
  await visitor(name, async (see) => {
    const tie = (page) => page.getByRole('button', { name: 'Knytt til kommuneportalen' }).click();
    await see('/min-bruker', { what: 'tying asks for the password', then: async (page) => { await tie(page); await page.getByLabel('Passord').waitFor(); } });
    await see('/min-bruker', { what: 'tying without a password', then: async (page) => {
      await tie(page);
      await page.getByRole('button', { name: 'Gå videre til kommuneportalen' }).click();
      await summary(page);
    } });
  });
  await removeUser(name);
  await visitor(null, async (see) => {
    await see('/logg-inn/glemt');
    await see(`/logg-inn/nytt-passord/${'a'.repeat(43)}`, { what: 'a link to a new password that is none', status: 404 });
    await see('/oidc/start?leverandor=ukjent', { what: 'a provider that there is not', status: 404 });
  });
  await visitor('trondheim', async (see) => {
    for (const path of ['/min-bruker/passord', '/min-bruker/faktor?hva=app']) await see(path);
  });
  await visitor('admin-oslo', async (see, page) => {
    await page.goto('/brukere');
    const someone = await page.locator('tbody .celle-navn a').first().getAttribute('href');
    await see(`${someone}/kodeapp`);
  });
});

// A login through the portal whose daemon has stopped: the address of the page that waits, and its cookie.
async function waiting(context) {
  const visitor = new Visitor();
  const back = await beAtPortal(leadsTo(await visitor.get(START)), 'demo-uten-tilgang');
  const { location } = await visitor.get(back.slice(environment.BASE_URL.length));
  await context.addCookies([...visitor.jar].map(([name, value]) => ({ name, value, url: environment.BASE_URL })));
  return location;
}

test('U2, A4: login through a provider: its button, the page that waits, and where it ends', async () => {
  const daemon = Number(readFileSync(join(process.env.STATE ?? environment.DIR, 'run/logins.pid'), 'utf8'));
  process.kill(daemon, 'SIGSTOP');
  try {
    await visitor(null, async (see, page) => {
      await see('/logg-inn', { what: 'the button of a provider', then: (here) => here.getByRole('link', { name: 'Logg inn med kommuneportalen' }).waitFor() });
      const path = await waiting(page.context());
      let shown = false;
      await page.route(/\?venter=/, async (route) => { // once: asking again would end the page under the eyes of axe
        if (shown) return route.fulfill({ status: 204 });
        shown = true;
        const answered = await route.fetch();
        const { refresh, ...headers } = answered.headers();
        assert.equal(refresh, '1');
        return route.fulfill({ response: answered, headers });
      });
      await see(path, { what: 'the page that waits', then: (here) => here.getByRole('status').filter({ hasText: 'av seg selv' }).waitFor() });
      await page.unroute(/\?venter=/);
      await see('/oidc/svar?venter=0123456789abcdef', { what: 'a login that is over', status: 422 });
    });
  } finally {
    process.kill(daemon, 'SIGCONT');
  }
});

test('U2, U4: every chapter of the guide', async () => {
  await visitor('trondheim', async (see, page) => {
    await see('/hjelp');
    const chapters = await page.locator('main .emneliste a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.ok(chapters.length >= 15);
    for (const chapter of chapters) await see(chapter);
  });
});

test('U2: the overview, its menus, and the codebook', async () => {
  await visitor('trondheim', async (see) => {
    await see('/deltakere?antall=10');
    await see('/deltakere?antall=10', { what: 'a row menu', then: press(/^Valg for/) });
    await see('/deltakere?antall=10', { what: 'the user menu', then: press(/^Bruker:/) });
    await see('/deltakere?antall=10', { what: 'the language menu', then: press(/^Språk:/) });
    await see('/deltakere?status=utskrevet&antall=10');
    await see('/deltakere?vis=mangler&antall=10', { what: 'the column of what is lacking' });
    await see('/deltakere?mangler=fravar&mangler=bydel', { what: 'questions that answers are missing of', then: (page) => unfold(page.locator('#filter > summary')) });
    await see('/deltakere/sok');
    await see('/deltakere?sorter=formue', { status: 400 });
    await see('/kodebok');
    await see('/kodebok?sok=praksis');
    await see('/kodebok?register=introduksjon');
    await see('/kodebok?sok=finnes-ikke');
  });
  await visitor('oslo', (see) => see('/deltakere?antall=10&side=2'));
});

test('U2, A3: people, their access, an invitation made and its link, in all their states', async () => {
  const admin = await as('admin-oslo');
  const { link } = await invited(admin);
  const user = await newUser(admin);
  const path = await pathOf(admin, user.brukernavn);
  const fill = async (page, texts) => { for (const [label, text] of Object.entries(texts)) await page.getByRole('textbox', { name: label }).fill(text); };
  await visitor('admin-oslo', async (see, page) => {
    await see('/brukere');
    await see('/brukere?navn=finnes-ikke', { what: 'nobody that fits' });
    await see('/brukere/ny');
    await see('/brukere/ny', { what: 'an invitation with mistakes', then: async (here) => { await fill(here, { 'E-post på jobb': 'blåbær' }); await press('Send invitasjonen')(here); await summary(here); } });
    await see(`${path}/ny-tilgang`);
    await see(`${path}/ny-tilgang`, { what: 'access she has already', then: async (here) => {
      await here.getByRole('radio', { name: 'Kommunebruker' }).check();
      await here.getByLabel('Kommune eller bydel').selectOption('0301-030102');
      await press('Gi tilgang')(here);
      await summary(here);
    } });
    await page.goto(path);
    const [dates, end] = await page.locator('main td a').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
    await see(dates);
    await see(end);
    await see(path, { what: 'a name with mistakes', then: async (here) => { await fill(here, { Navn: '' }); await press('Lagre')(here); await summary(here); } });
    await see(`${path}/avslutt/alle`);
    await see(`${path}/avslutt/alle`, { what: 'access that was ended', then: async (here) => { await press('Ja, avslutt')(here); await here.getByText('Tilgangen er avsluttet').waitFor(); } });
    await see(await pathOf(admin, 'admin-oslo'), { what: 'oneself' });
    await see(link, { what: 'a link while somebody is logged in' });
    await see('/brukere/bbbbbbbbbbbbbbbb', { status: 404 });
  });
  await visitor('imdi', (see) => see('/brukere', { what: 'who administers what' }));
  await visitor('systemeier', (see) => see('/brukere?kommune=0301&side=2', { what: 'the system owner\'s list' }));
  await visitor(null, async (see) => {
    await see(link);
    await see(link, { what: 'a user name that will not do', then: async (here) => { await here.getByLabel('Brukernavn').first().fill('a b'); await press('Lag bruker')(here); await summary(here); } });
    await see(user.link, { what: 'a link that is used', status: 404 });
  });
});

test('U2: D6: receipts of downloads: the list, one of a whole file, one that is another\'s', async () => {
  const owner = await as('grunerlokka');
  const receipts = [];
  for (const path of ['/deltakere/oversikt.csv?status=endret&oppstart_fra=2024-01-01&sorter=-navn', '/deltakere/datasett.xlsx']) {
    receipts.push(`/deltakere/kvittering/${(await owner.get(path)).headers.get('x-kvittering')}`);
  }
  await visitor('grunerlokka', async (see) => {
    await see('/deltakere/kvittering');
    for (const path of receipts) await see(path);
  });
  await visitor('flere', (see) => see(receipts[0], { status: 404 }));
});

test('U2: a new participant: empty, help open, questions opened, refused, posted from a page that is too old', async () => {
  await visitor('oslo', async (see) => {
    await see('/deltakere/ny');
    await see('/deltakere/ny', { what: 'a help text', then: press(/^Hjelp: Dato for oppstart/) });
    await see('/deltakere/ny', {
      what: 'questions that the start date opened',
      then: async (page) => {
        await answer(page, 'Dato for oppstart', '1.2.2024');
        await page.keyboard.press('Tab');
        await page.getByRole('group', { name: /^Type finansiering/ }).waitFor();
      },
    });
    const refused = async (page) => {
      await answer(page, 'Fødselsnummer til deltaker', someMan());
      await answer(page, 'Dato for oppstart', '31.02.2024');
      await page.keyboard.press('Enter');
      await summary(page);
    };
    await see('/deltakere/ny', { what: 'a first page with mistakes', then: refused });
    await see('/deltakere/ny', {
      what: 'a first page that stood open for too long',
      then: async (page) => {
        await page.locator('.skjema [name=csrf]').evaluate((node) => { node.value = 'gammel'; });
        await answer(page, 'Dato for oppstart', '1.2.2024');
        // As the form posts itself without our script, which would fetch a fresh token.
        await Promise.all([page.waitForNavigation(), page.locator('#skjema').evaluate((form) => form.submit())]);
        assert.match(await page.locator('main').innerText(), /ingenting er lagret/);
      },
    });
  });
});

test('U2: the four pages, empty and filled in, with what is locked, refused, in conflict or emptied', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  await visitor('trondheim', async (see) => {
    for (const page of ['bakgrunn', 'programinnhold', 'avslutning', 'registrerte-data']) await see(address(id, page), { what: `${page}, empty` });
    await see(address(id, 'avslutning'), { what: 'the gaps before a discharge', then: async (page) => { await press('Utskriv og registrer ferdig')(page); await summary(page); } });
    await see(address(id, 'bakgrunn'), {
      what: 'questions that answers opened',
      then: async (page) => {
        await answer(page, 'Har personen vært deltager i introduksjonsprogrammet?', 'Ja');
        await page.locator('#intro_avsluttet_dato').fill('01.01.2020');
        await answer(page, 'Omsorgsansvar for barn', 'Ja');
        await page.getByRole('textbox', { name: /^Antall barn/ }).waitFor();
      },
    });
    await see(address(id, 'bakgrunn'), {
      what: 'a question locked while it held an answer',
      then: async (page) => {
        await answer(page, 'Har personen vært deltager i introduksjonsprogrammet?', 'Ja');
        await page.locator('#intro_avsluttet_dato').fill('01.01.2020');
        await answer(page, 'Har personen vært deltager i introduksjonsprogrammet?', 'Nei');
      },
    });
    await fillAll(owner, id);
    await confirmName(owner, id);
    for (const page of ['person-og-prosjekt', 'bakgrunn', 'programinnhold', 'avslutning', 'registrerte-data', 'utskriv']) await see(address(id, page), { what: `${page}, filled in` });
    await see(address(id, 'registrerte-data'), { what: 'a confirmed annual report', then: async (page) => { await press(/^Bekreft årsrapport for 2025/)(page); await page.getByText(/er bekreftet/).first().waitFor(); } });
    await see(`${address(id, 'bekreft')}?ar=2025`);
    await see(address(id, 'finnes-ikke'), { status: 404 });
  });
});

test('U2, P3: the look-up of a name in all its states, and confirming who she is in another way', async () => {
  const owner = await as('trondheim');
  const freg = new Freg();
  const withNumber = async (kind, more) => {
    const fodselsnummer = someWoman();
    await freg.tell(fodselsnummer, kind, more);
    return (await register(owner, { fodselsnummer })).id;
  };
  const ids = { running: await withNumber('delay', { ms: 1900 }), absent: await withNumber('absent'), withheld: await withNumber('protected'),
    man: await withNumber('man'), failing: await withNumber('broken') };
  const panel = (words) => (page) => page.locator('#navn-status', { hasText: words }).waitFor();
  await visitor('trondheim', async (see) => {
    await see(address(ids.running, 'person-og-prosjekt'), { what: 'a name that is being fetched' });
    await see(address(ids.absent, 'person-og-prosjekt'), { what: 'nobody has the number', then: panel('finner ingen') });
    await see(address(ids.withheld, 'person-og-prosjekt'), { what: 'a name that is not shown', then: panel('kan ikke vises') });
    await see(address(ids.man, 'person-og-prosjekt'), { what: 'a man', then: panel('mann') });
    await see(address(ids.failing, 'person-og-prosjekt'), { what: 'the register is away', then: panel('svarer ikke') });
    await see(`/deltakere/${ids.absent}/navn/bekreft`);
    await see(`/deltakere/${ids.absent}/navn/bekreft`, { what: 'without a reason', then: async (page) => { await press('Bekreft identiteten')(page); await summary(page); } });
    await see(`/deltakere/${ids.absent}/navn/bekreft`, { what: 'confirmed in another way', then: async (page) => {
      await page.getByLabel('Hvordan vet du hvem hun er?').fill('Hun har vist passet sitt.');
      await press('Bekreft identiteten')(page);
      await panel('på en annen måte')(page);
    } });
  });
  await freg.well();
});

test('U2: before a deletion: the page, its details, its dialog', async () => {
  const { id } = await register(await as('trondheim'));
  await visitor('trondheim', async (see) => {
    const deletion = address(id, 'slett');
    await see(deletion);
    await see(deletion, { what: 'what a deletion does', then: (page) => unfold(page.getByText('Hva skjer når du sletter?')) });
    await see(deletion, { what: 'the dialog before a deletion', then: press('Slett deltaker') });
    await see(deletion, { what: 'the receipt', then: async (page) => { await press('Slett deltaker')(page); await press('Ja, slett deltakeren')(page); await page.getByRole('heading', { name: 'Deltakeren er slettet' }).waitFor(); } });
  });
});

test('U2: the system owner looks for a deleted participant, and restores her', async () => {
  const owner = await as('trondheim');
  const [number, stopped] = [someWoman(), someWoman()];
  const gone = async (fodselsnummer) => {
    const { id } = await register(owner, { fodselsnummer });
    await owner.submit((await owner.openPage(address(id, 'slett'))).form('dialog form'), address(id, 'slett'));
    return id;
  };
  const [id, hindered] = [await gone(number), await gone(stopped)];
  await register(owner, { fodselsnummer: stopped });
  const restored = address(id, 'gjenopprett');
  const find = (what) => async (page) => { await page.getByLabel('Fødselsnummer').fill(what); await press('Søk')(page); };
  await visitor('systemeier', async (see) => {
    await see('/deltakere/slettede');
    await see('/deltakere/slettede', { what: 'nobody was asked for', then: async (page) => { await press('Søk')(page); await summary(page); } });
    await see('/deltakere/slettede', { what: 'nobody was found', then: async (page) => { await find(someWoman())(page); await page.getByText('Ingen slettet deltakelse passer').waitFor(); } });
    await see('/deltakere/slettede', { what: 'deleted participations', then: async (page) => { await find(number)(page); await page.getByRole('table').waitFor(); } });
    await see('/deltakere/slettede?sok=borte', { status: 404 });
    await see(address(hindered, 'gjenopprett'), { what: 'something is in the way' });
    await see(restored);
    await see(restored, { what: 'what restoring does', then: (page) => unfold(page.getByText('Hva skjer når du gjenoppretter?')) });
    await see(restored, { what: 'the dialog before restoring', then: press('Gjenopprett deltaker') });
    await see(restored, { what: 'the receipt of restoring', then: async (page) => { await press('Gjenopprett deltaker')(page); await press('Ja, gjenopprett deltakeren')(page); await page.getByRole('heading', { name: 'Deltakeren er gjenopprettet' }).waitFor(); } });
  });
});

test('U2: the activity log, with details open, filters wrong, of one participant, and of nobody', async () => {
  const number = someWoman();
  const { id } = await register(await as('flere'), { kommunenummer: '3203', fodselsnummer: number });
  await (await as('flere')).get(address(id, 'bakgrunn'));
  const find = async (page) => {
    await unfold(page.getByText('Finn hendelser om én deltaker'));
    await page.getByLabel('Fødselsnummer').fill(number);
    await press('Søk')(page);
    await page.getByText('Bare én deltaker').waitFor();
  };
  await visitor('systemeier', async (see) => {
    await see('/aktivitetslogg');
    await see('/aktivitetslogg?handling=opprettet', { what: 'details of an event', then: (page) => unfold(page.locator('.loggdetaljer summary').first()) });
    await see('/aktivitetslogg?fra=tull&bruker=finnesikke', { status: 422 });
    await see('/aktivitetslogg?bruker=s', { status: 422, what: 'several users fit' });
    await see('/aktivitetslogg?handling=slettet&fra=01.01.2023&til=02.01.2023', { what: 'no event fits' });
    await see('/aktivitetslogg', { what: 'events of one participant', then: find });
    await see('/aktivitetslogg?sok=borte', { status: 404 });
    await see('/aktivitetslogg?handling=alt', { status: 400 });
  });
});

test('U2, U5: the system owner makes an access report: the form, its refusal, one with names and one to hand out, one on nobody; on paper', async () => {
  const owner = await as('trondheim');
  const { id, number } = await register(owner);
  await fillAll(owner, id);
  await confirmName(owner, id);
  const make = async (page, who) => {
    await page.getByLabel('Fødselsnummer').fill(who);
    await press('Lag rapport')(page);
    await page.getByRole('heading', { name: 'Innsyn i opplysninger om deg' }).waitFor();
  };
  await visitor('systemeier', async (see, page) => {
    await see('/innsyn');
    await see('/innsyn', { what: 'nobody was asked for', then: async (form) => { await press('Lag rapport')(form); await summary(form); } });
    await see('/innsyn', { what: 'a report', then: (form) => make(form, number) });
    const { pathname } = new URL(page.url());
    await see(`${pathname}?navn=nei`, { what: 'a report to hand out' });
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.innsyn-valg', '.topp nav', '.ds-breadcrumbs']) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    for (const shown of ['#hvem', '#svar-1', '#bruk', '#rettigheter']) assert.ok(await page.locator(shown).isVisible(), shown);
    const sheets = ((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g) ?? []).length;
    assert.ok(sheets > 1 && sheets < 12, `${sheets} sheets`);
    await page.emulateMedia({ media: 'screen' });
    await see('/innsyn', { what: 'a report on nobody', then: (form) => make(form, someWoman()) });
    await see(`/innsyn/${'a'.repeat(43)}`, { status: 404 });
  });
});

test('U2: the quality list, as each role has it, and what a participant\'s page says of a double', async () => {
  const number = someWoman();
  const { id } = await register(await as('flere'), { kommunenummer: '3203', fodselsnummer: number });
  await register(await as('trondheim'), { fodselsnummer: number, registrer_likevel: number });
  await visitor('imdi', async (see) => {
    await see('/kvalitet');
    await see('/kvalitet?side=x', { status: 400 });
    await see('/min-bruker');
    await see('/min-bruker?avsluttet=ja');
    await see(address(id, 'registrerte-data'), { what: 'one of a pair, by who sees both' });
  });
  await visitor('flere', async (see) => {
    await see('/kvalitet', { what: 'the quality list of a caseworker' });
    await see(address(id, 'bakgrunn'), { what: 'one of a pair, by who sees one' });
  });
  await visitor('admin-oslo', (see) => see('/kvalitet', { what: 'the number an administrator gets' }));
});

test('U2, N1: persons of the introduction programme: the list, its filters, a search put right, one that is over, nobody', async () => {
  for (const facts of [{ decisions: [] }, {}, { ended: [38, day(-2)] }]) await makePerson(facts);
  await visitor('baerum', async (see) => {
    const list = '/introduksjon/personer';
    await see(list);
    await see(`${list}?antall=10&sorter=-status&status=i-program&status=regelmotor&kategori=1`, { what: 'persons, filtered', then: (page) => unfold(page.locator('#filter > summary')) });
    const search = (boxes) => async (page) => {
      await unfold(page.locator('#filter > summary'));
      for (const [label, text] of Object.entries(boxes)) await page.getByRole('search').getByLabel(label).fill(text);
      await page.getByRole('search').getByRole('button', { name: 'Søk' }).click();
      await page.waitForLoadState();
    };
    await see(list, { what: 'a DUF number with a wrong check', then: async (page) => { await search({ 'DUF-nummer': '201212345604' })(page); await summary(page); } });
    await see(list, { what: 'a search that finds nobody', then: async (page) => { await search({ 'DUF-nummer': '201212345603', Navn: 'finnesikke' })(page); await page.locator('.tomt').waitFor(); } });
    await see(`${list}?sok=borte`, { what: 'a search for persons that is over', status: 404 });
    await see(`${list}?sorter=vekt`, { status: 400 });
  });
});

test('U2, N7: the report on those who have ended, its chart, filters and search, nobody, and the receipt of its file', async () => {
  const path = '/introduksjon/rapporter/avsluttede';
  for (let at = 0; at < 12; at += 1) await put({ navn: `Rapport Prøvesen ${at}`, lov: 1 + (at % 2), sluttmal: at % 2 ? null : 2, avslutningsarsak: at % 3 ? 1 + at : CAUSE.deadline, avslutningsdato: `2025-0${1 + (at % 9)}-10`,
    ended_by: at % 3 ? 'municipality' : 'engine', ended_entered_at: '2025-10-01 10:00:00', ended_entered_by_name: 'Prøve' });
  const receipt = (await (await as('baerum')).get(`${path}.csv`)).headers.get('x-kvittering');
  await visitor('baerum', async (see) => {
    await see(path);
    await see(`${path}?lov=introduksjonsloven&antall=10`, { what: 'the report of the old act', then: async (page) => { await page.getByRole('button', { name: 'Rapporter' }).click(); } });
    await see(`${path}?registrert_av=regelmotor&kategori=1&avslutningsar=2025`, { what: 'the report, filtered', then: (page) => unfold(page.locator('#filter > summary')) });
    await see(`${path}?avslutningsar=2022&kategori=2&registrert_av=kommunen`, { what: 'the report without anybody' });
    await see(path, { what: 'the report, a DUF number with a wrong check', then: async (page) => {
      await unfold(page.locator('#filter > summary'));
      await page.getByRole('search').getByLabel('DUF-nummer').fill('201212345604');
      await page.getByRole('search').getByRole('button', { name: 'Søk' }).click();
      await summary(page);
    } });
    await see(`${path}?sok=borte`, { what: 'a search in the report that is over', status: 404 });
    await see(`${path}?lov=grunnloven`, { status: 400 });
    await see(`${path}?kommune=5001`, { status: 404 });
    await see('/introduksjon/kvittering');
    await see(`/introduksjon/kvittering/${receipt}`);
  });
  await visitor('imdi', (see) => see(path, { what: 'the report over the whole country', then: (page) => unfold(page.locator('#filter > summary')) }));
  await removeMade();
});

test('U2: what one without the right to change meets', async () => {
  const owner = await as('trondheim');
  const { id } = await register(owner);
  await saved(owner, id, 'bakgrunn', ANSWERS.bakgrunn);
  await visitor('imdi', async (see) => {
    await see('/deltakere?antall=10');
    await see(address(id, 'bakgrunn'));
    await see('/deltakere/ny', { status: 404 });
    await see('/kvalitet');
    await see('/rapportering');
    await see('/rapportering?nytt=ja', { what: 'a reporting year without dates', then: async (page) => { await press('Lagre datoene')(page); await summary(page); } });
  });
  await visitor('admin-oslo', async (see) => {
    await see('/deltakere', { status: 404 });
    await see('/rapportering');
    await see('/kvalitet');
  });
});

test('U2, N0: what waits in the introduction programme, the municipalities in numbers, and the way between two registers', async () => {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv');
  const empty = 'prove-flate-tom';
  await temporaryUser(empty, [{ register: 'introduksjon', kommunenummer: '4202' }]);
  for (let at = 0; at < 12; at += 1) await put({ navn: `Prøve Prøvesen ${at}`, decided_on: '2024-01-10', sluttmal: 2, gjennomforingsfrist: day(at - 1) });
  await put({ avslutningsarsak: CAUSE.deadline, avslutningsdato: day(-1), ended_by: 'engine' });
  await put({ oppstartsfrist: day(3) });
  await put({ kommunenummer: '0301', bydel: '030102', decided_on: '2024-01-10' });
  await visitor(empty, async (see) => {
    await see('/introduksjon', { what: 'nothing waits' });
    await see('/introduksjon/kommuner', { what: 'nobody is there yet' });
    await see('/introduksjon?liste=uten-arsak', { what: 'a list with nobody in it' });
  });
  await visitor('baerum', async (see) => {
    await see('/introduksjon');
    await see('/introduksjon?liste=gjennomforingsfrist&antall=10');
    await see('/introduksjon?liste=alle', { status: 400 });
    await see('/introduksjon/kommuner');
    await see('/deltakere', { status: 404, what: 'Jobbsjansen to somebody of the introduction programme' });
  });
  await visitor('imdi', async (see) => {
    await see('/introduksjon', { what: 'numbers alone', then: async (page) => { await page.getByRole('button', { name: 'Register:' }).click(); } });
    await see('/introduksjon/kommuner');
    await see('/introduksjon/kommuner?fylke=32');
    await see('/introduksjon/kommuner?fylke=99', { status: 400 });
  });
  await removeUser(empty);
  await removeMade();
});

test('U2: a person of the introduction programme: her page, forms in every state, and what is only read', async () => {
  const ended = { deadline: day(-20), started: day(-700), decisions: [[1, 1, day(-720)]], goals: [[2, day(-710)]], ended: [31, day(-20)] };
  const [open_, computed, bare] = [await makePerson(), await makePerson(ended), await makePerson({ decisions: [], goals: [] })];
  const rowOf = (page) => page.locator('section[aria-labelledby=kort-avslutning] tbody a').first().getAttribute('href');
  const save = async (page) => { await press('Lagre')(page); await summary(page); };
  await visitor('baerum', async (see, page) => {
    await see(open_.path);
    await see(`${computed.path}?historikk=alle`, { what: 'what the rule engine ended' });
    await see(await rowOf(page), { what: 'a computed termination, for reading' });
    await see(`${computed.path}/gjenapne`, { what: 'reopening with a new deadline, not filled in', then: async () => { await press('Gjenåpne program')(page); await summary(page); } });
    await see(`${open_.path}/gjenapne`, { what: 'nothing to reopen' });
    await see(`${bare.path}/avslutning/ny`, { what: 'what a termination lacks' });
    await see(`${open_.path}/vedtak/ny`, { what: 'a decision without answers', then: save });
    await see(`${open_.path}/sluttmal/ny`);
    await see(`${open_.path}/avslutning/ny`, { then: () => page.getByText('Når skal du velge hva?').click() });
    await see(`${open_.path}/avslutning/ny`, { what: 'unusual hours', then: async () => {
      await page.getByLabel(/^Avslutningsdato/).fill(norwegian(day(-9)));
      await page.getByLabel(/^Avslutningsårsak/).selectOption('1');
      await page.getByLabel(/^Antall timer/).fill('65');
      await save(page);
    } });
    await page.getByLabel('Ja, 65,0 er riktig').check();
    await press('Lagre')(page);
    await page.getByText('Avslutningen er lagret').waitFor();
    const row = await rowOf(page);
    await see(row, { what: 'a termination to be changed' });
    await see(`${row}/slett`);
    await see(`${open_.path}/avslutning/ny`, { what: 'a termination stands already' });
    await see(row, { what: 'somebody was first', then: async () => {
      await page.locator('main [name=versjon]').evaluate((node) => { node.value = '1'; });
      await press('Lagre')(page);
      await page.getByText('Noen har endret personen').waitFor();
    } });
    await see('/introduksjon/personer/borte', { status: 404 });
  });
  await visitor('imdi', (see) => see(open_.path, { what: 'a person, by who may only look' }));
  await removePersons();
});

test('U2: every page of the table of addresses was visited', () => {
  assert.deepEqual([...new Set(SCREENS)].filter((pattern) => !visited.has(pattern)), []);
});

test('control: a page that the table has and nobody visits is missed', () => {
  assert.ok(!visited.has('/finnes-ikke') && patternOf('/finnes-ikke') === undefined);
  assert.equal(patternOf('/deltakere/0123/bakgrunn'), '/deltakere/{id}/{page}');
  assert.equal(patternOf('/deltakere/0123/slett'), '/deltakere/{id}/slett');
});

test('control: cut off and overlapping text, and targets that are too small, are caught', async () => {
  const { page, close } = await open();
  const shows = (html) => page.goto(`data:text/html,<!DOCTYPE html><html lang="nb"><title>x</title><main><h1>x</h1>${encodeURIComponent(html)}</main>`);
  await shows('<p style="width:50px;overflow:hidden;white-space:nowrap">mange mange ord</p>');
  await assert.rejects(assertGood(page, 'x'), /cut off: mange/);
  await shows('<p style="margin:0">under</p><p style="margin:-18px 0 0">over</p>');
  await assert.rejects(assertGood(page, 'x'), /on each other: under/);
  await shows('<button style="font-size:8px;padding:0;border:0">a</button><button style="font-size:8px;padding:0;border:0">b</button>');
  await assert.rejects(assertGood(page, 'x'), /target-size/);
  await close();
});
