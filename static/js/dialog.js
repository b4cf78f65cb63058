// A button that sends its form, and by that leads to a page of confirmation, opens the dialog instead where the browser
// can do so by itself.
export function startDialogs() {
  if (!('command' in HTMLButtonElement.prototype)) return;
  for (const button of document.querySelectorAll('button[type=submit][commandfor]')) button.type = 'button';
}
