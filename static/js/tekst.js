// Words the script says, in the page's language: they stand in the page (views/ramme.html, views/skripttekster.html).
const texts = [...document.querySelectorAll('template.tekster')].map((template) => template.content);

// `values` for the {places} in it.
export function words(name, values = {}) {
  const text = texts.map((part) => part.querySelector(`data[value="${name}"]`)).find(Boolean).textContent;
  return text.replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
}
