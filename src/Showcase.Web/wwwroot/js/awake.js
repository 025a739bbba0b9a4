// Keeps the screen on while something runs, where the browser can: a phone that goes to sleep stops sending. A browser takes the lock back
// when its page is hidden, so that it is asked for again when the page is seen.

let holders = 0;
let lock;

async function hold() {
  if (holders === 0 || lock || document.hidden) return;
  lock = "asked";
  const given = await navigator.wakeLock?.request("screen").catch(() => undefined);
  given?.addEventListener("release", () => { if (lock === given) lock = undefined; });
  lock = given;
  if (holders === 0) drop();
}

function drop() {
  lock?.release?.();
  lock = undefined;
}

document.addEventListener("visibilitychange", hold);

/** The screen stays on until what comes back is called. */
export function stayAwake() {
  let isHeld = true;
  holders++;
  hold();
  return () => {
    if (!isHeld) return;
    isHeld = false;
    if (--holders === 0 && lock !== "asked") drop();
  };
}
