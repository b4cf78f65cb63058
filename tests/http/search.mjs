// Searching for persons through the overview's own form, as a browser without script does.
export const BOXES = ['fodselsnummer', 'navn', 'person_id'];

export async function searchForm(visitor, path = '/deltakere') {
  return (await visitor.openPage(path)).formPostingTo('/deltakere/sok');
}

// The answer to the post; `boxes`: { navn: 'anne' }. `path` is the list one searches from.
export async function search(visitor, boxes, path = '/deltakere') {
  const form = await searchForm(visitor, path);
  for (const name of BOXES) form.set(name, boxes[name] ?? '');
  return visitor.submit(form, '/deltakere/sok');
}

// The reference in the address that a search leads to.
export const referenceOf = (answer) => new URLSearchParams(answer.location.split('?')[1]).get('sok');
