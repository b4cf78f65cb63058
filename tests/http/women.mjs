// Fictional people: synthetic numbers alone (month + 80), made here and not by the program under test,
// so that the two can disagree. The rules: Skatteetaten's, two check digits with remainder 0.
import { randomInt } from 'node:crypto';
import { appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.mjs';

const FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
const two = (number) => String(number).padStart(2, '0');

// The check digit, or null where the nine or ten digits give none.
function checkDigit(digits, weights) {
  const rest = weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11;
  if (rest === 1) return null;
  return rest === 0 ? 0 : 11 - rest;
}

// The whole number, or null where these nine digits are never given out.
export function complete(nine) {
  const first = checkDigit(nine, FIRST);
  if (first === null) return null;
  const second = checkDigit(`${nine}${first}`, SECOND);
  return second === null ? null : `${nine}${first}${second}`;
}

// Each test file has a month of birth to itself on its installation, or two of them would now and then mean the same woman:
// the next one that the files before have not taken.
function nextMonth() {
  const taken = join(environment.DIR, 'months-of-test-women');
  appendFileSync(taken, '.');
  return statSync(taken).size;
}

const month = nextMonth();
const given = new Set();

// Born 1940-1967: older than the generated participants, so that the numbers do not meet theirs.
function some({ dayShift = 0, monthShift = 80, woman = true } = {}) {
  for (;;) {
    const individual = randomInt(0, 250) * 2 + (woman ? 0 : 1);
    const nine = two(randomInt(1, 29) + dayShift) + two(1 + (month % 12) + monthShift) + two(40 + (Math.floor(month / 12) % 28)) +
      String(individual).padStart(3, '0');
    const number = complete(nine);
    if (number === null || given.has(number)) continue;
    given.add(number);
    return number;
  }
}

export const someWoman = () => some();
export const someWomanWithDNumber = () => some({ dayShift: 40 });
export const someMan = () => some({ woman: false });

export function wrongCheckDigit(number = someWoman()) {
  return number.slice(0, 10) + ((Number(number[10]) + 1) % 10);
}

// As shown on screen (requirements U3): six digits, a space, five.
export const shown = (number) => `${number.slice(0, 6)} ${number.slice(6)}`;

// Dates in Norway, as the register counts days.
export function day(offset = 0) {
  const iso = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(Date.now() + offset * 86_400_000);
  const [year, month, date] = iso.split('-');
  return { iso, typed: `${date}.${month}.${year}` };
}
