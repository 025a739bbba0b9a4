// Keys of the ballot, and a copy in this tab of what is entered until the server has it: a lost circuit loses nothing.
const place = card => `ballot:${card}`;

const read = card => ({ committee: null, artist: null, recommendation: null, marks: {}, remarks: {}, ...JSON.parse(sessionStorage.getItem(place(card)) ?? "{}") });

const isEmpty = kept => [kept.committee, kept.artist, kept.recommendation].every(text => text === null) && [kept.marks, kept.remarks].every(of => Object.keys(of).length === 0);

function write(card, kept) {
  if (isEmpty(kept)) sessionStorage.removeItem(place(card));
  else sessionStorage.setItem(place(card), JSON.stringify(kept));
}

const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])"));

// In the browser, not on the server: whoever presses a digit and Tab must not be pulled back by an answer that comes late.
function mark(target, ...values) {
  const scale = target.closest?.("fieldset.scale:not(:disabled)");
  const step = values.map(value => scale?.querySelector(`input[value="${value}"]`)).find(found => found);
  step?.focus();
  step?.click();
}

export function start(page) {
  const end = new AbortController();
  let card = "";

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    if (/^[0-9]$/.test(event.key)) {
      if (event.key === "0") mark(event.target, "0", "10");
      else mark(event.target, event.key);
      return;
    }

    if (event.key === "x") {
      mark(event.target, "na");
      return;
    }

    if (event.key === "p") {
      const { video } = document.querySelector("film-player") ?? {};
      if (video?.paused) document.querySelector("film-player").play();
      else video?.pause();
      return;
    }

    if (event.key === "<" || event.key === ">") {
      document.querySelector("film-player")?.dispatchEvent(new KeyboardEvent("keydown", { key: event.key }));
      return;
    }

    if (!["s", "k", "r", "?"].includes(event.key)) return;
    event.preventDefault();
    page.invokeMethodAsync("PressAsync", event.key);
  }, { signal: end.signal });

  document.addEventListener("input", event => {
    const { keep, criterion, remark } = event.target.dataset ?? {};
    if (!card || !(keep || criterion || remark)) return;
    const kept = read(card);
    if (keep) kept[keep] = event.target.value;
    else if (remark) kept.remarks[remark] = event.target.value;
    else kept.marks[criterion] = event.target.value === "na" ? null : Number(event.target.value);
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
    saved(of, sent) {
      const kept = read(of);
      for (const text of ["committee", "artist", "recommendation"]) if (kept[text] === sent[text]) kept[text] = null;
      for (const criterion of Object.keys(kept.marks)) if (kept.marks[criterion] === sent.marks[criterion]) delete kept.marks[criterion];
      for (const criterion of Object.keys(kept.remarks)) if (kept.remarks[criterion] === (sent.remarks[criterion] ?? "")) delete kept.remarks[criterion];
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
