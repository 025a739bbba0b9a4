// Keys of the ballot, and a copy in this tab of what is entered until the server has it: a lost circuit loses nothing.
const place = card => `ballot:${card}`;

const read = card => ({ committee: null, artist: null, marks: {}, ...JSON.parse(sessionStorage.getItem(place(card)) ?? "{}") });

function write(card, kept) {
  if (kept.committee === null && kept.artist === null && Object.keys(kept.marks).length === 0) sessionStorage.removeItem(place(card));
  else sessionStorage.setItem(place(card), JSON.stringify(kept));
}

const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])"));

// In the browser, not on the server: whoever presses a digit and Tab must not be pulled back by an answer that comes late.
function mark(target, value) {
  const step = target.closest?.("fieldset.scale:not(:disabled)")?.querySelector(`input[value="${value}"]`);
  step?.focus();
  step?.click();
}

export function start(page) {
  const end = new AbortController();
  let card = "";

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    if (/^[0-9]$/.test(event.key)) {
      mark(event.target, event.key === "0" ? "10" : event.key);
      return;
    }

    if (!["s", "k", "r", "?"].includes(event.key)) return;
    event.preventDefault();
    page.invokeMethodAsync("PressAsync", event.key);
  }, { signal: end.signal });

  document.addEventListener("input", event => {
    const { keep, criterion } = event.target.dataset ?? {};
    if (!card || !(keep || criterion)) return;
    const kept = read(card);
    if (keep) kept[keep] = event.target.value;
    else kept.marks[criterion] = Number(event.target.value);
    write(card, kept);
  }, { signal: end.signal });

  // The notice of a lost connection is hidden again when the same circuit goes on.
  const notice = document.getElementById("components-reconnect-modal");
  const observer = new MutationObserver(() => {
    if (card && notice.classList.contains("components-reconnect-hide")) page.invokeMethodAsync("Resume", card, read(card));
  });
  if (notice) observer.observe(notice, { attributeFilter: ["class"] });
  document.documentElement.dataset.keys = "";

  return {
    /** Turns to another card; yields what was entered there and never reached the server. */
    open(next) {
      card = next;
      return read(card);
    },
    /** The server has these: what was entered after them stays. */
    saved(of, committee, artist, marks) {
      const kept = read(of);
      if (kept.committee === committee) kept.committee = null;
      if (kept.artist === artist) kept.artist = null;
      for (const criterion of Object.keys(kept.marks)) if (kept.marks[criterion] === marks[criterion]) delete kept.marks[criterion];
      write(of, kept);
    },
    forget(of) {
      sessionStorage.removeItem(place(of));
    },
    focus(id) {
      requestAnimationFrame(() => document.getElementById(id)?.focus());
    },
    stop() {
      delete document.documentElement.dataset.keys;
      observer.disconnect();
      end.abort();
    },
  };
}
