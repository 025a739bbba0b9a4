import { stayAwake } from "/js/awake.js";
import Hls from "/lib/hls/hls.min.mjs";

// Two videos take turns: one plays while the other holds the next work ready, so that the change shows no loading.
const refreshEvery = 60_000;
const idleAfter = 4_000;
const giveUpAfter = 8_000;
const tooShort = 1;

const wall = document.querySelector(".wall");
const card = wall.querySelector(".card-closed");
const decks = [...wall.querySelectorAll("video")].map(video => ({ video, hls: null, work: null }));
let loop = null;
let index = 0;
let playing = false;
let muted = false;
let failures = 0;
let pending = 0;
let stuck = 0;
let idle = 0;
let letSleep;

function load(deck, work, offset) {
    deck.hls?.destroy();
    deck.hls = null;
    deck.work = work;
    deck.video.poster = work.poster;
    // Alone in the loop, it repeats by itself: the browser leaves no gap.
    deck.video.loop = Boolean(work.file) && loop.works.length === 1 && loop.gap === 0;
    if (!work.file && Hls.isSupported()) {
        deck.hls = new Hls({ startPosition: offset });
        deck.hls.on(Hls.Events.ERROR, (_, data) => { if (data.fatal && deck === decks[0] && playing) fail(); });
        deck.hls.loadSource(work.source);
        deck.hls.attachMedia(deck.video);
    } else {
        deck.video.src = work.file ?? work.source;
        if (offset > 0) deck.video.addEventListener("loadedmetadata", () => { deck.video.currentTime = offset; }, { once: true });
    }
}

async function play(deck) {
    deck.video.muted = muted;
    try {
        await deck.video.play();
    } catch {
        // A browser that nobody has touched plays only without sound.
        muted = true;
        deck.video.muted = true;
        await deck.video.play().catch(fail);
    }
    soundLabel();
}

function begin() {
    playing = true;
    let offset = loop.position;
    index = 0;
    while (offset >= loop.works[index].seconds + loop.gap && index < loop.works.length - 1) {
        offset -= loop.works[index].seconds + loop.gap;
        index++;
    }
    const left = loop.works[index].seconds - offset;
    if (left >= tooShort) show(offset);
    else wait(left + loop.gap);
}

// Nothing is begun for its last moments, nor in the gap.
function wait(seconds) {
    clearTimeout(pending);
    clearTimeout(stuck);
    decks[0].video.pause();
    decks[0].video.classList.remove("on");
    card.hidden = true;
    load(decks[1], loop.works[(index + 1) % loop.works.length], 0);
    pending = setTimeout(next, seconds * 1000);
}

function show(offset = 0) {
    const work = loop.works[index];
    const [active] = decks;
    if (active.work?.id !== work.id || offset > 0 || active.video.ended) load(active, work, offset);
    active.video.classList.add("on");
    decks[1].video.classList.remove("on");
    decks[1].video.pause();
    card.hidden = true;
    wall.querySelector(".work").textContent = work.artist ? `${work.title}, ${work.artist}` : work.title;
    play(active);
    watch();
    if (!active.video.loop) load(decks[1], loop.works[(index + 1) % loop.works.length], 0);
}

function next() {
    if (!playing) return;
    index = (index + 1) % loop.works.length;
    decks.reverse();
    show();
}

// What neither plays nor says why must not stop the wall either. A hidden page may be kept from playing by the browser.
function watch() {
    clearTimeout(stuck);
    stuck = setTimeout(() => document.hidden ? watch() : fail(), giveUpAfter);
}

function ended() {
    failures = 0;
    clearTimeout(pending);
    clearTimeout(stuck);
    if (loop.gap > 0) for (const deck of decks) deck.video.classList.remove("on");
    pending = setTimeout(next, loop.gap * 1000);
}

// A work that does not play must not stop the wall; when none does, say so and try again with fresh addresses.
function fail() {
    clearTimeout(pending);
    clearTimeout(stuck);
    failures++;
    if (failures > loop.works.length) {
        stop(loop.name, loop.trouble);
        failures = 0;
        return;
    }
    pending = setTimeout(next, giveUpAfter / 4);
}

function stop(title, text) {
    playing = false;
    clearTimeout(pending);
    clearTimeout(stuck);
    for (const deck of decks) {
        deck.video.pause();
        deck.video.classList.remove("on");
        deck.hls?.destroy();
        deck.hls = null;
        deck.work = null;
        deck.video.removeAttribute("src");
    }
    card.hidden = false;
    card.querySelector(".title").textContent = title;
    card.querySelector(".text").textContent = text;
    wall.querySelector(".work").textContent = "";
}

async function refresh() {
    try {
        const answer = await fetch(wall.dataset.loop, { cache: "no-store", signal: AbortSignal.timeout(giveUpAfter) });
        if (answer.status === 404) { stop("", ""); return; }
        if (!answer.ok) return;
        const before = loop?.works.map(work => work.id).join();
        loop = await answer.json();
        wall.querySelector(".next").textContent = loop.next;
        if (loop.works.length === 0) stop(loop.name, loop.message);
        else if (!playing || before !== loop.works.map(work => work.id).join()) begin();
    } catch {
        // The network is away: what plays goes on, and the next minute asks again.
    }
}

function soundLabel() {
    const button = wall.querySelector("[data-act=sound]");
    button.textContent = muted ? button.dataset.on : button.dataset.off;
}

function awake() {
    wall.classList.remove("idle");
    clearTimeout(idle);
    idle = setTimeout(() => wall.classList.add("idle"), idleAfter);
}

for (const deck of decks) {
    deck.video.addEventListener("ended", () => { if (deck === decks[0] && playing) ended(); });
    deck.video.addEventListener("timeupdate", () => { if (deck === decks[0] && playing && !deck.video.paused && !deck.video.ended) watch(); });
    deck.video.addEventListener("error", () => { if (deck === decks[0] && playing && deck.work) fail(); });
}
wall.addEventListener("pointermove", awake);
wall.addEventListener("keydown", awake);
wall.querySelector("[data-act=fullscreen]").addEventListener("click", async () => {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await wall.requestFullscreen();
    letSleep ??= stayAwake();
});
wall.querySelector("[data-act=sound]").addEventListener("click", () => {
    muted = !muted;
    for (const deck of decks) deck.video.muted = muted;
    soundLabel();
});

awake();
await refresh();
setInterval(refresh, refreshEvery);
