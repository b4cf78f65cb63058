// The browser's own printing, for pages whose reader may want it on paper at once.
export function startPrinting() {
  for (const button of document.querySelectorAll('[data-skriv-ut]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}
