// Fictional women, places and caseworkers in any number: what tells one copied participant from another. Numbers are
// synthetic (month + 80) and distinct; nobody here exists.
import { createHmac } from 'node:crypto';

// The same numbers at each run (mulberry32).
export function dice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * sides);
  };
}

const FIRST_BIRTH = Date.UTC(1968, 0, 1);
const DAYS = 13148; // to the end of 2003: of age when the register opened
const SERIALS = 250; // women's: even
const SLOTS = DAYS * SERIALS;
const STRIDE = 1_000_003; // shares no factor with SLOTS, so that each slot comes once
const DAY = 86_400_000;
const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

function checkDigit(digits, weights) {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += weights[at] * (digits.charCodeAt(at) - 48);
  return (11 - (sum % 11)) % 11; // 10: there is none
}

function complete(nine) {
  const one = checkDigit(nine, FIRST_WEIGHTS);
  if (one > 9) return null;
  const two = checkDigit(nine + one, SECOND_WEIGHTS);
  return two > 9 ? null : `${nine}${one}${two}`;
}

const digits = (value, width) => String(value).padStart(width, '0');

// {number, year of birth} without end (2.7 million), none of those in `taken`.
export function* numbers(taken) {
  for (let n = 0, slot = 0; n < SLOTS; n += 1, slot = (slot + STRIDE) % SLOTS) {
    const born = new Date(FIRST_BIRTH + Math.floor(slot / SERIALS) * DAY);
    const year = born.getUTCFullYear();
    const serial = (year < 2000 ? 0 : 500) + (slot % SERIALS) * 2;
    const number = complete(digits(born.getUTCDate(), 2) + digits(born.getUTCMonth() + 81, 2) + digits(year % 100, 2) + digits(serial, 3));
    if (number && !taken.has(number)) yield { number, year };
  }
}

// As the register makes it from the installation's secret (requirement P4).
export function personIds(secret) {
  const key = createHmac('sha256', Buffer.from(secret.trim(), 'hex')).update('person-id').digest();
  return (number) => {
    const hash = createHmac('sha256', key).update(number).digest();
    hash[6] = 0x80 | (hash[6] & 0x0f);
    hash[8] = 0x80 | (hash[8] & 0x3f);
    const hex = hash.toString('hex', 0, 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

const FIRST_NAMES = ['Aisha', 'Áile', 'Amina', 'Anne-Berit', 'Ågot', 'Åshild', 'Åsne', 'Bjørg', 'Bodil', 'Cecilie', 'Dagny', 'Elif', 'Elle Máret', 'Fatima',
  'Frøydis', 'Gjøril', 'Halima', 'Hodan', 'Ingebjørg', 'Inger-Lise', 'Jasmin', 'Jorunn', 'Kjærsti', 'Khadija', 'Laila', 'Lærke', 'Mahnaz', 'Maryam', 'Nasrin',
  'Oddbjørg', 'Olena', 'Ragna', 'Rahel', 'Rojîn', 'Sáhra', 'Selam', 'Siri', 'Svetlana', 'Sølvi', 'Torbjørg', 'Unni', 'Valborg', 'Yngvild', 'Zahra', 'Zeynep',
  'Ærlin', 'Ønnhild', 'Øydis', 'Đuro-Marie', 'Ŋáđđa'];
const MIDDLE_NAMES = ['', '', '', 'Bæk', 'Grønli', 'Håland', 'Lindås', 'Noor', 'Ravn', 'Sæther', 'Østby', 'Ali', 'Å'];
const LAST_NAMES = ['Abdi', 'Ahmadi', 'Aasbø', 'Åsnes', 'Bjørkås', 'Brekke', 'Čáhcesuolu', 'Dønnum', 'Evensbråten', 'Fjærli', 'Gebre', 'Grønnestad', 'Hæhre',
  'Haile', 'Hussein', 'Hågensen', 'Ibrahimi', 'Jansrud', 'Kvåle', 'Kovalenko', 'Løkkebø', 'Mælum', 'Mohamud', 'Nesbø', 'Nygård', 'Osman', 'Ottesjø', 'Pedersborg',
  'Qasemi', 'Rødseth', 'Saeed', 'Sjåstad', 'Skjæret', 'Tesfay', 'Tømmerås', 'Ulvåsen', 'Vågen', 'Wærnes', 'Yusufi', 'Zadran', 'Ærøybakken', 'Østensvik', 'Øvrebø'];

export function womanName(roll) {
  const middle = MIDDLE_NAMES[roll(MIDDLE_NAMES.length)];
  return [FIRST_NAMES[roll(FIRST_NAMES.length)], middle, LAST_NAMES[roll(LAST_NAMES.length)]].filter(Boolean).join(' ');
}

const LARGEST = ['4601', '5001', '1103', '3201', '4204', '3301', '3203', '3205', '3107', '5501'];
const OSLO = '0301';
const OSLO_PERCENT = 20;

// Chooses a place: every municipality of today, Oslo's by district, the larger ones oftener; with the number and name that
// were right on the day of registration.
export function places(municipalities, districts, roll) {
  const today = municipalities.filter((one) => !one.successor && one.kommunenummer !== OSLO);
  const rank = (one) => (LARGEST.includes(one.kommunenummer) ? LARGEST.indexOf(one.kommunenummer) : LARGEST.length);
  today.sort((a, b) => rank(a) - rank(b) || a.kommunenummer.localeCompare(b.kommunenummer));
  const upTo = [];
  let weight = 0;
  for (let at = 0; at < today.length; at += 1) upTo.push(weight += 1 / (at + 4));
  const oslo = municipalities.find((one) => one.kommunenummer === OSLO);
  const before = new Map();
  for (const one of municipalities.filter((old) => old.successor)) before.set(one.successor, [...before.get(one.successor) ?? [], one]);
  return (registered) => {
    if (roll(100) < OSLO_PERCENT) return { now: oslo, then: oslo, bydel: districts[roll(districts.length)].bydel };
    const point = roll(1_000_000) / 1_000_000 * weight;
    const now = today[upTo.findIndex((edge) => point < edge)];
    const old = registered < '2024' ? before.get(now.kommunenummer) : null;
    return { now, then: old ? old[roll(old.length)] : now, bydel: '' };
  };
}
