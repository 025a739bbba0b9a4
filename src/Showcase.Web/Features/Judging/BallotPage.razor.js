// Keys of the ballot.
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
