// Dates as people type them, to yyyy-mm-dd and back. Only for what the page shows at once: the server
// reads the typed text itself.
const exists = (year, month, day) => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const wholeYear = (text) => {
  if (text.length !== 2) return Number(text);
  const latest = new Date().getFullYear() + 10;
  return 2000 + Number(text) <= latest ? 2000 + Number(text) : 1900 + Number(text);
};

export function toIso(typed) {
  const text = typed.trim();
  const parts =
    text.match(/^(\d{4})-(\d{2})-(\d{2})$/)?.slice(1).reverse() ??
    text.match(/^(\d{2})(\d{2})(\d{2}|\d{4})$/)?.slice(1) ??
    text.match(/^(\d{1,2})[./\s-]+(\d{1,2})[./\s-]+(\d{2}|\d{4})$/)?.slice(1);
  if (!parts) return '';
  const [day, month, year] = [Number(parts[0]), Number(parts[1]), wholeYear(parts[2])];
  if (!exists(year, month, day)) return '';
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function toNorwegian(iso) {
  const [year, month, day] = iso.split('-');
  return `${day}.${month}.${year}`;
}

export function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
