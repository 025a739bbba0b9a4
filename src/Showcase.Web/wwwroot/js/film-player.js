// <film-player src poster title watermark>: shows the poster and one button. Everything else (hls.js, the controls, captions) loads
// when it is asked to play. A new address for the same film (grants are renewed) does not disturb what is playing.

const style = `
:host { position: relative; contain: content; container-type: inline-size }
media-controller, video { display: block; width: 100%; height: 100%; background: #000 }
video { object-fit: contain }
button.start { position: absolute; inset: 0; width: 100%; border: 0; padding: 0; background: rgb(0 0 0 / .15); cursor: pointer; display: grid; place-items: center }
button.start span { width: 4.5rem; height: 4.5rem; border-radius: 50%; background: rgb(0 0 0 / .72); display: grid; place-items: center; transition: transform .15s }
button.start:hover span { transform: scale(1.06) }
button.start svg { width: 1.8rem; fill: #fff; margin-left: .25rem }
button:focus-visible { outline: 3px solid #86b4ff; outline-offset: -6px }
.mark { position: absolute; left: 8%; top: 12%; pointer-events: none; color: rgb(255 255 255 / .45); text-shadow: 0 0 3px rgb(0 0 0 / .7); font: 600 clamp(.7rem, 1.6vw, 1.1rem)/1.2 system-ui; white-space: nowrap; transition: left 3s linear, top 3s linear }
.error { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 1rem; padding: 1rem; background: rgb(0 0 0 / .92); color: #fff; font: 600 1rem/1.4 system-ui; text-align: center }
.error p { margin: 0; max-width: 34ch; text-wrap: balance }
.error button, .told button { min-height: 36px; padding: .35rem .9rem; border: 1px solid rgb(255 255 255 / .7); border-radius: 6px; background: rgb(255 255 255 / .12); color: #fff; font: inherit; cursor: pointer }
.told { position: absolute; left: .75rem; top: .75rem; max-width: calc(100% - 1.5rem); box-sizing: border-box; display: flex; gap: .75rem; align-items: center; padding: .35rem .75rem; border-radius: 8px; background: rgb(0 0 0 / .78); color: #fff; font: 500 .875rem/1.3 system-ui }
.told button { min-height: 28px; padding: .15rem .6rem }
[hidden] { display: none !important }
@media (prefers-reduced-motion: reduce) { .mark, button.start span { transition: none } }`;

const markEvery = 7000;
const resumedFor = 8000;
const nearTheEnd = 0.95;
const nearTheEdge = 1;
const playlistType = "application/vnd.apple.mpegurl";

// A segment with the viewer's name in it may have to be made first, and others may be waiting for theirs.
const patience = {
  maxTimeToFirstByteMs: 60000, maxLoadTimeMs: 120000,
  timeoutRetry: { maxNumRetry: 4, retryDelayMs: 0, maxRetryDelayMs: 0 }, errorRetry: { maxNumRetry: 6, retryDelayMs: 1000, maxRetryDelayMs: 8000 },
};

const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

// What browsers but Safari lack: the list of sounds that the controls look at. hls.js knows the sounds; it fills the list.
class Sounds extends EventTarget {
  tracks = [];

  get length() { return this.tracks.length; }

  [Symbol.iterator]() { return this.tracks[Symbol.iterator](); }

  offer(tracks) {
    this.tracks = tracks;
    this.dispatchEvent(new Event(tracks.length > 0 ? "addtrack" : "removetrack"));
  }
}

class FilmPlayer extends HTMLElement {
  static observedAttributes = ["src", "poster", "title", "watermark", "data-texts"];

  #root;
  #video;
  #start;
  #mark;
  #error;
  #resumed;
  #held;
  #hls;
  #watched;
  #texts = {};
  #left = 0;
  #info;
  #made;
  #moving;
  #end;

  connectedCallback() {
    if (!this.#root) this.#build();
    this.#show();
  }

  disconnectedCallback() {
    this.#unload();
    clearInterval(this.#moving);
    if (this.#start) this.#start.hidden = false;
  }

  attributeChangedCallback() {
    if (this.#root && this.isConnected) this.#show();
  }

  get video() { return this.#video; }

  get isScreener() { return this.hasAttribute("watermark"); }

  /** The film's address with the newest grant; whoever shows another film gives the element a key. */
  get folder() { return (this.getAttribute("src") ?? "").replace(/hls\/master\.m3u8$/, ""); }

  async play() {
    this.#error.hidden = true;
    this.#start.hidden = true;
    this.#root.querySelector("media-controller").inert = false;
    // Safari lets only those films play that were touched while the finger was down.
    if (!this.#end) this.#video.load();
    try {
      if (!this.#end) await this.#load();
      await this.#video.play();
    } catch (problem) {
      if (problem.name !== "AbortError" && problem.name !== "NotAllowedError") await this.#fail();
    }
  }

  #build() {
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.innerHTML = `<style>${style}</style><media-controller nohotkeys><video slot="media" playsinline preload="none"></video></media-controller>
      <div class="mark" aria-hidden="true" hidden></div>
      <div class="told resumed" role="status" hidden><span></span><button type="button"></button></div>
      <div class="told held" role="status" hidden></div>
      <button class="start" type="button"><span><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3l16 9-16 9z"/></svg></span></button>
      <div class="error" role="alert" hidden><p></p><button type="button"></button></div>`;
    this.#video = this.#root.querySelector("video");
    if ("MediaSource" in globalThis || "ManagedMediaSource" in globalThis) Object.defineProperty(this.#video, "audioTracks", { value: new Sounds() });
    this.#start = this.#root.querySelector(".start");
    this.#mark = this.#root.querySelector(".mark");
    this.#error = this.#root.querySelector(".error");
    this.#resumed = this.#root.querySelector(".resumed");
    this.#held = this.#root.querySelector(".held");
    this.#start.addEventListener("click", () => this.play());
    this.#error.querySelector("button").addEventListener("click", () => this.play());
    this.#resumed.querySelector("button").addEventListener("click", () => {
      this.#video.currentTime = 0;
      this.#resumed.hidden = true;
      this.#root.querySelector("media-play-button")?.focus();
    });
    this.#video.addEventListener("error", () => { if (this.#video.getAttribute("src")) this.#fail(); });
    for (const name of ["waiting", "stalled"]) this.#video.addEventListener(name, () => this.#tellWhatHolds());
    this.#video.addEventListener("playing", () => { this.#held.hidden = true; });
    for (const name of ["play", "pause", "ended", "timeupdate"]) this.#video.addEventListener(name, () => this.dispatchEvent(new CustomEvent(name)));
    this.addEventListener("contextmenu", event => { if (this.isScreener) event.preventDefault(); });
  }

  #show() {
    const title = this.getAttribute("title") ?? "";
    this.#texts = JSON.parse(this.dataset.texts ?? "{}");
    this.#video.poster = this.getAttribute("poster") ?? "";
    this.#video.setAttribute("aria-label", title);
    this.#start.setAttribute("aria-label", this.#texts.play ?? title);
    this.#error.querySelector("button").textContent = this.#texts.retry ?? "";
    this.#resumed.querySelector("button").textContent = this.#texts.startOver ?? "";
    this.#mark.hidden = !this.isScreener;
    this.#mark.textContent = this.getAttribute("watermark") ?? "";
    clearInterval(this.#moving);
    if (!this.isScreener) return;

    this.#video.disablePictureInPicture = true;
    this.#video.disableRemotePlayback = true;
    this.#moving = setInterval(() => {
      this.#mark.style.left = `${5 + Math.random() * 55}%`;
      this.#mark.style.top = `${8 + Math.random() * 70}%`;
    }, markEvery);
  }

  async #load() {
    const end = this.#end = new AbortController();
    addEventListener("offline", () => this.#tellWhatHolds(), { signal: end.signal });
    addEventListener("online", () => { this.#held.hidden = true; }, { signal: end.signal });
    const asked = fetch(`${this.folder}info`);
    const [{ showControls, addTracks }, { listenToKeys }, { Watched }] =
      await Promise.all([import("./film-player/controls.js"), import("./film-player/keys.js"), import("./film-player/watched.js"), import("/lib/media-chrome/media-chrome.js")]);
    const answer = await asked;
    if (!answer.ok) throw new Error("The film does not open");
    const info = this.#info = await answer.json();
    if (end.signal.aborted) return;

    showControls(this, this.#root.querySelector("media-controller"), info);
    listenToKeys(this, end.signal);
    if (info.keepsPlace) this.#watched = new Watched(this, () => this.#fail());
    const left = this.#left || info.place;
    const place = left > 1 && left < info.duration * nearTheEnd ? left : this.#left;
    await this.#attach(place);
    addTracks(this.#video, this.folder, info);
    if (place > 0 && !this.#left) this.#tellPlace(place);
    this.#left = 0;
    this.#root.querySelector("media-play-button").focus({ focusVisible: false });
  }

  /** hls.js wherever the browser has media sources; the browser's own player for Safari on an older phone. */
  async #attach(place) {
    const [{ default: Hls }, { offerSounds }] = await Promise.all([import("/lib/hls/hls.min.mjs"), import("./film-player/controls.js")]);
    if (!Hls.isSupported()) {
      if (!this.#video.canPlayType(playlistType)) throw new DOMException("HLS is not supported", "NotSupportedError");
      this.#video.addEventListener("loadedmetadata", () => { this.#video.currentTime = place; }, { once: true });
      this.#video.src = this.getAttribute("src");
      return;
    }

    const ahead = this.isScreener ? 12 : 30;
    let mended = false;
    this.#hls = new Hls({
      maxBufferLength: ahead, maxMaxBufferLength: this.isScreener ? ahead : 60, backBufferLength: 30, startPosition: place || -1, renderTextTracksNatively: false,
      ...(this.isScreener && { fragLoadPolicy: { default: patience } }),
      xhrSetup: (request, address) => request.open("GET", this.#renewed(address), true),
    });
    this.#hls.on(Hls.Events.ERROR, (_, data) => {
      if (data.response?.code === 403) this.#fail();
      else if (!data.fatal) return;
      else if (data.type !== Hls.ErrorTypes.MEDIA_ERROR) this.#fail();
      else if (mended) this.#fail("undecodable");
      else {
        mended = true;
        this.#hls.recoverMediaError();
      }
    });
    offerSounds(this.#hls, Hls.Events, this.#video.audioTracks);
    this.#hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => {
      this.#made = details.live ? details.edge : undefined;
      if (!this.#held.hidden) this.#tellWhatHolds();
    });
    this.#hls.loadSource(this.getAttribute("src"));
    // What is still being made has its full length from the beginning.
    this.#hls.attachMedia(this.#info.growing ? { media: this.#video, overrides: { duration: this.#info.duration } } : this.#video);
    await new Promise((resolve, reject) => {
      this.#hls.once(Hls.Events.MANIFEST_PARSED, resolve);
      this.#hls.once(Hls.Events.DESTROYING, () => reject(new DOMException("The film was closed", "AbortError")));
    });
  }

  #renewed(address) {
    return new URL(address, location.href).pathname.replace(/^\/media\/play\/[^/]+\//, this.folder);
  }

  #tellPlace(place) {
    this.#resumed.querySelector("span").textContent = (this.#texts.resumed ?? "").replace("{0}", clock(place));
    this.#resumed.hidden = false;
    setTimeout(() => { this.#resumed.hidden = true; }, resumedFor);
  }

  // What has arrived plays on; only where it ends does the viewer need to know why.
  #tellWhatHolds() {
    if (!this.#end || this.#video.readyState > HTMLMediaElement.HAVE_CURRENT_DATA) return;

    const isAtItsEnd = this.#made < this.#video.currentTime + nearTheEdge;
    this.#held.textContent = !navigator.onLine ? this.#texts.offline ?? ""
      : isAtItsEnd ? (this.#texts.growing ?? "").replace("{0}", clock(this.#made)).replace("{1}", clock(this.#info.duration)) : "";
    this.#held.hidden = this.#held.textContent === "";
    if (!this.#held.hidden) this.#resumed.hidden = true;
  }

  #unload() {
    this.#watched?.stop();
    this.#watched = undefined;
    this.#hls?.destroy();
    this.#hls = undefined;
    this.#end?.abort();
    this.#end = undefined;
    this.#made = undefined;
    this.#video?.removeAttribute("src");
    this.#video?.load();
    this.#video?.replaceChildren();
    this.#video?.audioTracks?.offer?.([]);
    if (this.#resumed) this.#resumed.hidden = this.#held.hidden = true;
  }

  /** Stops, says why, and offers to try again where that may help. */
  async #fail(kind) {
    if (!this.#end) return;

    const { code } = this.#video.error ?? {};
    this.#left = this.#video.currentTime;
    this.#unload();
    this.#start.hidden = true;
    const why = kind ?? await this.#why() ?? (code === MediaError.MEDIA_ERR_DECODE || code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED ? "undecodable" : "error");
    if (this.#end) return;

    const isFinal = why === "takenBack" || why === "undecodable" || why === "expired";
    this.#error.querySelector("p").textContent = this.#texts[why] ?? this.#texts.error ?? "";
    this.#error.querySelector("button").hidden = isFinal;
    this.#error.hidden = false;
    this.#root.querySelector("media-controller").inert = true;
    if (why === "offline") addEventListener("online", () => { if (this.isConnected && !this.#end) this.play(); }, { once: true });
    this.dispatchEvent(new CustomEvent("failed", { detail: why }));
  }

  async #why() {
    try {
      const answer = await fetch(`${this.folder}info`);
      return answer.status === 403 ? (await answer.json()).reason : undefined;
    } catch {
      return "offline";
    }
  }
}

if (!customElements.get("film-player")) customElements.define("film-player", FilmPlayer);
