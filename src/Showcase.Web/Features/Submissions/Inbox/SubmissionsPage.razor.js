// Keys of the inbox. They move the browser's own focus, so that nothing waits for the server.
const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox])"));

const keys = () => document.getElementById("inbox-keys");
const rows = () => [...document.querySelectorAll("table.inbox tbody tr")];

function step(by) {
  const all = rows();
  const at = all.findIndex(row => row.contains(document.activeElement));
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.querySelector("a").focus();
  next?.scrollIntoView({ block: "nearest" });
}

const acts = {
  j: () => step(1),
  k: () => step(-1),
  x: () => document.activeElement?.closest("table.inbox tbody tr")?.querySelector("input[type=checkbox]").click(),
  "/": () => document.getElementById("inbox-search").focus(),
  "?": () => keys().showModal(),
};

export function start() {
  const end = new AbortController();
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || keys()?.open) return;
    if (!Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  }, { signal: end.signal });
  return { help: () => keys().showModal(), stop: () => end.abort() };
}
