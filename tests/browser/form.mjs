// The form as a person meets it while answers are saved one by one.
import { address } from '../http/participant.mjs';
import { login, open } from './browser.mjs';

export async function openAt(id, where, user = 'oslo', options) {
  const opened = await open(options);
  await login(opened.page, user);
  await opened.page.goto(address(id, where));
  return opened;
}

export const question = (page, name) => page.locator(`[data-felt="${name}"]`);
export const state = (page, name) => question(page, name).locator('.feltstatus');
// A text is looked for whatever its case: "Lagret" is in "Ikke lagret" too.
export const says = (page, name, text) => state(page, name).filter({ hasText: text === 'Lagret' ? 'Lagret kl.' : text }).waitFor();
export const warns = (page) => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

// Answers the first requests that change something in the given ways; then the register itself is reached.
export async function spoil(page, ...answers) {
  const seen = [];
  await page.route(/\/deltakere\//, async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    const answer = answers.shift();
    seen.push(answer?.status ?? 'register');
    return answer ? route.fulfill(answer) : route.continue();
  });
  return seen;
}
