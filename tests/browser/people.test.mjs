// The story of an invitation as its people live it (requirements A1-A3): an administrator invites, the mail is read, the link opened, name and
// password chosen; the new user sees her own district alone; the administrator ends her access, and her next click is the login page.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { environment } from '../http/environment.mjs';
import { fresh, mailTo, newEmail, PASSWORD } from '../http/people.mjs';
import { Phone } from '../http/totp.mjs';
import { assertGood, closeBrowser, login, open } from './browser.mjs';

after(closeBrowser);

for (const script of [true, false]) {
  test(`A3: invited, in by the link, and out again${script ? '' : ', without script'}`, async () => {
    const [epost, brukernavn] = [newEmail(), `ny.${fresh()}`];
    const administrator = await open({ script });
    const { page: office } = administrator;
    await login(office, 'admin-oslo');
    await office.getByRole('link', { name: 'Brukere', exact: true }).click();
    await office.getByRole('link', { name: 'Inviter en bruker' }).click();
    await office.getByLabel('Navn').fill('Nora Nymoen');
    await office.getByLabel('E-post på jobb').fill(epost);
    await office.getByLabel('Telefon på jobb').fill('912 34 567');
    await office.getByRole('radio', { name: 'Kommunebruker' }).check();
    await office.getByLabel('Kommune eller bydel').selectOption({ label: 'Bydel Grünerløkka, Oslo' });
    await office.getByRole('button', { name: 'Send invitasjonen' }).click();
    await office.getByText('Invitasjonen er laget').waitFor();

    const mail = await mailTo(epost);
    const newcomer = await open({ script });
    const { page: home } = newcomer;
    await home.goto(`${environment.MAIL_URL}/${mail.number}`);
    await home.getByRole('link', { name: /\/invitasjon\// }).click();
    await home.getByRole('heading', { name: 'Velkommen, Nora Nymoen' }).waitFor();
    await assertGood(home, 'the invitation');
    await home.getByRole('textbox', { name: 'Brukernavn' }).first().fill(brukernavn);
    await home.getByLabel('Passord', { exact: true }).first().fill(PASSWORD);
    await home.getByLabel('Passordet en gang til').fill(PASSWORD);
    await home.getByRole('button', { name: 'Lag bruker' }).click();
    await home.getByText('Tilgangen er klar').waitFor();
    await home.getByLabel('Brukernavn').fill(brukernavn);
    await home.getByLabel('Passord', { exact: true }).fill(PASSWORD);
    await home.getByRole('button', { name: 'Logg inn' }).click();
    const phone = new Phone(await home.locator('.nokkeltekst').innerText());
    await home.locator('[name=kode]').fill(await phone.fresh());
    await home.keyboard.press('Enter');
    await home.locator('.gjenoppretting').waitFor();
    await home.goto('/deltakere');
    assert.match(await home.locator('main').innerText(), /Grünerløkka/);
    const districts = await home.locator('tbody [data-navn="Bydel"]').allInnerTexts();
    assert.deepEqual([...new Set(districts)], ['Grünerløkka'], 'her own district alone');

    await office.goto(`/brukere?navn=${brukernavn}`);
    await office.getByRole('link', { name: 'Nora Nymoen' }).click();
    await office.getByRole('link', { name: 'Avslutt all tilgang' }).click();
    await office.getByRole('button', { name: 'Ja, avslutt' }).click();
    await office.getByText('Tilgangen er avsluttet').waitFor();
    await home.goto('/deltakere');
    assert.equal(new URL(home.url()).pathname, '/logg-inn', 'her next request is the login page');
    await administrator.close();
    await newcomer.close();
  });
}
