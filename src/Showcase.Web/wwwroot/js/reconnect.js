// A page whose circuit is gone for good is made anew by itself as soon as the server answers, unless something would be lost: an upload
// that is under way, or text in a field that nothing keeps.

import "/js/kept.js";
import { serverAnswers } from "/js/line.js";

const box = document.getElementById("components-reconnect-modal");
const pause = 3_000;
const isGone = () => box.matches(".components-reconnect-failed, .components-reconnect-rejected");
let loose = "";
let isComing = false;

document.addEventListener("input", event => {
  if (event.target.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])") && !event.target.closest("[data-kept]")) loose = location.href;
});

const isSafe = () => loose !== location.href && !document.documentElement.matches("[data-uploading], [data-unkept]");

const wait = () => new Promise(done => {
  const end = new AbortController();
  const go = () => { end.abort(); clearTimeout(timer); done(); };
  const timer = setTimeout(go, pause);
  addEventListener("online", go, { signal: end.signal });
  document.addEventListener("visibilitychange", go, { signal: end.signal });
});

async function comeBack() {
  if (isComing) return;
  isComing = true;
  for (; isGone(); await wait()) {
    if (!await serverAnswers()) continue;
    // The tries may have been used up while the line was down, and the circuit be there still.
    if (box.matches(".components-reconnect-failed") && await Blazor.reconnect().catch(() => false)) break;
    if (isGone() && isSafe()) return location.reload();
  }
  isComing = false;
}

new MutationObserver(() => { if (isGone()) comeBack(); }).observe(box, { attributeFilter: ["class"] });
