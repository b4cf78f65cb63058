// A page that answered a post can't be gone back to: the browser shows an error of its own instead. From here
// on the history has the page of that address, which is drawn anew.
export function leaveNoPostBehind() {
  document.addEventListener('submit', () => history.replaceState(null, '', location.href));
}
