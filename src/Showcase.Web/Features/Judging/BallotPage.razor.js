// Keys of the ballot.
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

  document.documentElement.dataset.keys = "";

  return {
    focus(id) {
      requestAnimationFrame(() => document.getElementById(id)?.focus());
    },
    stop() {
      delete document.documentElement.dataset.keys;
      end.abort();
    },
  };
}
