// <film-player src poster title watermark>: shows the poster and one button; loads hls.js and the film when it is asked to play.
// Safari plays HLS itself. A new address for the same film (grants are renewed) does not disturb what is playing.

const style = `
:host { position: relative; contain: content }
video { width: 100%; height: 100%; display: block; background: #000; object-fit: contain }
button.start { position: absolute; inset: 0; width: 100%; border: 0; padding: 0; background: rgb(0 0 0 / .15); cursor: pointer; display: grid; place-items: center }
button.start span { width: 4.5rem; height: 4.5rem; border-radius: 50%; background: rgb(0 0 0 / .72); display: grid; place-items: center; transition: transform .15s }
button.start:hover span { transform: scale(1.06) }
button.start svg { width: 1.8rem; fill: #fff; margin-left: .25rem }
button:focus-visible { outline: 3px solid #86b4ff; outline-offset: -6px }
button.full { position: absolute; top: .5rem; right: .5rem; min-height: 28px; padding: .2rem .6rem; border: 0; border-radius: 6px; background: rgb(0 0 0 / .7); color: #fff; font: 600 .8125rem/1.2 system-ui; cursor: pointer }
.mark { position: absolute; left: 8%; top: 12%; pointer-events: none; color: rgb(255 255 255 / .45); text-shadow: 0 0 3px rgb(0 0 0 / .7); font: 600 clamp(.7rem, 1.6vw, 1.1rem)/1.2 system-ui; white-space: nowrap; transition: left 3s linear, top 3s linear }
.error { position: absolute; inset: auto 0 0; margin: 0; padding: .75rem 1rem; background: #331613; color: #ff9a8d; font: .9rem/1.4 system-ui }
[hidden] { display: none !important }
@media (prefers-reduced-motion: reduce) { .mark, button.start span { transition: none } }`;

const seekStep = 5;
const markEvery = 7000;

class FilmPlayer extends HTMLElement {
  static observedAttributes = ["src", "poster", "title", "watermark"];

  #root;
  #video;
  #start;
  #mark;
  #error;
  #hls;
  #timer;

  connectedCallback() {
    if (!this.#root) this.#build();
    this.#show();
  }

  disconnectedCallback() {
    this.#hls?.destroy();
    this.#hls = undefined;
    clearInterval(this.#timer);
    this.#video?.removeAttribute("src");
    if (this.#start) this.#start.hidden = false;
    if (this.#video) this.#video.controls = false;
  }

  attributeChangedCallback(name) {
    if (!this.#root || !this.isConnected) return;
    if (name === "src" && this.#assetChanged()) this.disconnectedCallback();
    this.#show();
  }

  get video() { return this.#video; }

  async play() {
    this.#error.hidden = true;
    this.#start.hidden = true;
    this.#video.controls = true;
    this.#video.focus();
    try {
      if (!this.#video.src && !this.#hls) await this.#load(this.getAttribute("src"));
      await this.#video.play();
    } catch (problem) {
      if (problem.name !== "AbortError" && problem.name !== "NotAllowedError") this.#fail();
    }
  }

  #build() {
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.innerHTML = `<style>${style}</style><video playsinline preload="none"></video><div class="mark" aria-hidden="true" hidden></div>
      <button class="start" type="button"><span><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3l16 9-16 9z"/></svg></span></button>
      <button class="full" type="button" hidden></button><p class="error" role="alert" hidden></p>`;
    this.#video = this.#root.querySelector("video");
    this.#start = this.#root.querySelector(".start");
    this.#mark = this.#root.querySelector(".mark");
    this.#error = this.#root.querySelector(".error");
    this.#start.addEventListener("click", () => this.play());
    this.#root.querySelector(".full").addEventListener("click", () => document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen());
    this.#video.addEventListener("error", () => { if (this.#video.getAttribute("src")) this.#fail(); });
    for (const name of ["play", "pause", "ended", "timeupdate"]) this.#video.addEventListener(name, () => this.dispatchEvent(new CustomEvent(name)));
    this.addEventListener("keydown", event => this.#key(event));
  }

  #show() {
    const title = this.getAttribute("title") ?? "";
    this.#video.poster = this.getAttribute("poster") ?? "";
    this.#video.setAttribute("aria-label", title);
    this.#start.setAttribute("aria-label", this.dataset.play ?? title);
    const watermark = this.getAttribute("watermark");
    const full = this.#root.querySelector(".full");
    this.#mark.hidden = !watermark;
    this.#mark.textContent = watermark ?? "";
    full.hidden = !watermark;
    full.textContent = this.dataset.fullscreen ?? "";
    clearInterval(this.#timer);
    if (!watermark) return;

    // The browser's own full screen would show the picture without the mark.
    this.#video.setAttribute("controlslist", "nofullscreen nodownload");
    this.#video.disablePictureInPicture = true;
    this.#timer = setInterval(() => {
      this.#mark.style.left = `${5 + Math.random() * 55}%`;
      this.#mark.style.top = `${8 + Math.random() * 70}%`;
    }, markEvery);
  }

  async #load(source) {
    this.dataset.loaded = source.replace(/\/play\/[^/]+\//, "/play/");
    if (this.#video.canPlayType("application/vnd.apple.mpegurl") && !("MediaSource" in window)) {
      this.#video.src = source;
      return;
    }

    const { default: Hls } = await import("/lib/hls/hls.min.mjs");
    if (!Hls.isSupported()) throw new Error("HLS is not supported");
    const isScreener = this.hasAttribute("watermark");
    this.#hls = new Hls({ maxBufferLength: isScreener ? 12 : 30, maxMaxBufferLength: isScreener ? 12 : 60 });
    this.#hls.on(Hls.Events.ERROR, (_, data) => { if (data.fatal) this.#fail(); });
    this.#hls.loadSource(source);
    this.#hls.attachMedia(this.#video);
  }

  // Playing goes on while only the grant in the address is new; whoever shows another film gives the element a key.
  #assetChanged() { return !this.dataset.loaded; }

  #fail() {
    this.#hls?.destroy();
    this.#hls = undefined;
    this.#video.removeAttribute("src");
    this.#video.controls = false;
    this.#start.hidden = false;
    this.#error.textContent = this.dataset.error ?? "";
    this.#error.hidden = false;
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#start.hidden) return;
    const video = this.#video;
    const onVideo = this.#root.activeElement === video;
    const act = {
      k: () => (video.paused ? video.play() : video.pause()),
      " ": onVideo ? undefined : () => (video.paused ? video.play() : video.pause()),
      ArrowLeft: onVideo ? undefined : () => { video.currentTime -= seekStep; },
      ArrowRight: onVideo ? undefined : () => { video.currentTime += seekStep; },
      j: () => { video.currentTime -= seekStep; },
      l: () => { video.currentTime += seekStep; },
      m: () => { video.muted = !video.muted; },
      f: () => (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen()),
    }[event.key];
    if (!act) return;

    act();
    event.preventDefault();
    event.stopPropagation();
  }
}

if (!customElements.get("film-player")) customElements.define("film-player", FilmPlayer);
