// The page that waits for a login through a provider: asks again sooner than the browser would by itself.
const AGAIN_MS = 250;

export function startWaiting() {
  if (document.querySelector('[data-venter="innlogging"]')) setTimeout(() => location.replace(location.href), AGAIN_MS);
}
