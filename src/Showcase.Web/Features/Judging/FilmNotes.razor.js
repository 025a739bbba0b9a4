// The second at which a note begins, a copy of it in this tab until the server has it, and the way to a second of the film.
const place = card => `note:${card}`;

const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])"));

const player = () => document.querySelector("film-player");

export function start(page, card) {
  const end = new AbortController();
  const { signal } = end;
  let at = 0;
  let begun = false;

  // Without a connection the server is told later, together with the words.
  const begin = () => {
    begun = true;
    at = player()?.video?.currentTime ?? 0;
    page.invokeMethodAsync("Begin", at).catch(() => {});
  };

  const resume = () => {
    const kept = JSON.parse(sessionStorage.getItem(place(card)) ?? "null");
    if (!kept?.text) return;
    ({ at } = kept);
    begun = true;
    page.invokeMethodAsync("Resume", kept.at, kept.text);
  };

  document.addEventListener("keydown", event => {
    if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    event.preventDefault();
    if (!document.getElementById("note-text")?.value) begin();
    document.getElementById("note-text")?.focus();
  }, { signal });

  // The second is the one at which writing began, not the one at which it ended.
  document.addEventListener("input", event => {
    if (event.target.id !== "note-text") return;
    const text = event.target.value;
    if (!begun && text.length === 1) begin();
    if (!text) begun = false;
    if (text) sessionStorage.setItem(place(card), JSON.stringify({ at, text }));
    else sessionStorage.removeItem(place(card));
  }, { signal });

  const notice = document.getElementById("components-reconnect-modal");
  const observer = new MutationObserver(() => { if (notice.classList.contains("components-reconnect-hide")) resume(); });
  if (notice) observer.observe(notice, { attributeFilter: ["class"] });
  resume();

  return {
    forget() {
      begun = false;
      sessionStorage.removeItem(place(card));
    },
    async seek(seconds) {
      const film = player();
      if (!film) return;
      await film.play();
      film.video.currentTime = seconds;
    },
    stop() {
      observer.disconnect();
      end.abort();
    },
  };
}
