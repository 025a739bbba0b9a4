// Keys of the ballot, and a copy of typed text in this tab until the server has it: a lost circuit loses nothing.
const place = (key, name) => `ballot:${key}:${name}`;

const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])"));

export function start(page) {
  const end = new AbortController();
  let key = "";

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    if (!["s", "k", "r", "?"].includes(event.key)) return;
    event.preventDefault();
    page.invokeMethodAsync("PressAsync", event.key);
  }, { signal: end.signal });

  document.addEventListener("input", event => {
    const name = event.target.dataset?.keep;
    if (name && key) sessionStorage.setItem(place(key, name), event.target.value);
  }, { signal: end.signal });

  return {
    /** Turns to another card; yields what was typed there and never reached the server. */
    open(next, committee, artist) {
      key = next;
      const kept = { committee: sessionStorage.getItem(place(key, "committee")), artist: sessionStorage.getItem(place(key, "artist")) };
      if (kept.committee === committee) kept.committee = null;
      if (kept.artist === artist) kept.artist = null;
      return kept;
    },
    /** The server has these texts: what was typed after them stays. */
    saved(card, committee, artist) {
      for (const [name, text] of [["committee", committee], ["artist", artist]]) {
        if (sessionStorage.getItem(place(card, name)) === text) sessionStorage.removeItem(place(card, name));
      }
    },
    forget(card) {
      for (const name of ["committee", "artist"]) sessionStorage.removeItem(place(card, name));
    },
    focus(id) {
      requestAnimationFrame(() => document.getElementById(id)?.focus());
    },
    stop() {
      end.abort();
    },
  };
}
