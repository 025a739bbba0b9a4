// Whether there is a line to send over, as the browser says. One that is wrong about it is found out: the server is asked twice a minute.

const between = 30_000;

let isMistaken = false;
let returning;

addEventListener("offline", () => { isMistaken = false; });

export const isOffline = () => !navigator.onLine && !isMistaken;

/** Done when there is a line again. However many wait for it, the server is asked once. */
export const backOnline = () => returning ??= wait().finally(() => { returning = undefined; });

/** Any answer will do. */
export const serverAnswers = () => fetch("/health", { cache: "no-store" }).then(() => true, () => false);

async function wait() {
  while (isOffline()) {
    await new Promise(done => {
      const timer = setTimeout(done, between);
      addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
    });
    if (isOffline()) isMistaken = await serverAnswers();
  }
}
