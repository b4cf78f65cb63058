// Words the script says, in the page's language: they stand in the page (views/skripttekster.html).
const texts = document.getElementById('skripttekster')?.content;

// `values` for the {places} in it.
export function words(name, values = {}) {
  const text = texts.querySelector(`data[value="${name}"]`).textContent;
  return text.replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
}
