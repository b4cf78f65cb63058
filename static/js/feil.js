// The error summary gets focus, so that it is read out and is where the keyboard starts.
export function focusOnErrors() {
  document.querySelector('[data-fokus]')?.focus();
}
