// Whether there is a line to send over, as the browser says. One that is wrong about it is found out: the server is asked at once, and
// twice a minute from then on.

const between = 30_000;
const patience = 10_000;

let isMistaken = false;
let returning;

addEventListener("offline", () => { isMistaken = false; });

export const isOffline = () => !navigator.onLine && !isMistaken;

/** Done when there is a line again. However many wait for it, the server is asked once. */
export const backOnline = () => returning ??= wait().finally(() => { returning = undefined; });

/** Any answer will do. */
export const serverAnswers = () => fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(patience) }).then(() => true, () => false);

async function wait() {
  while (isOffline()) {
    isMistaken = await serverAnswers();
    if (isOffline()) await pause();
  }
}

const pause = () => new Promise(done => {
  const end = new AbortController();
  const go = () => { end.abort(); clearTimeout(timer); done(); };
  const timer = setTimeout(go, between);
  addEventListener("online", go, { signal: end.signal });
});
