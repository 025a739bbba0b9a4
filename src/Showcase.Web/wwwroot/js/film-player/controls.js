// The controls of <film-player>, once it plays: media-chrome's elements in our order, colours and sizes.

const style = `
media-controller { --media-font-family: inherit; --media-primary-color: #fff; --media-secondary-color: transparent; --media-control-hover-background: rgb(255 255 255 / .16);
  --media-control-background: transparent; --media-menu-background: rgb(20 20 22 / .96); --media-menu-border-radius: 8px; --media-range-track-height: 4px; --media-range-bar-color: #fff;
  --media-range-track-background: rgb(255 255 255 / .3); --media-time-range-buffered-color: rgb(255 255 255 / .35); --media-preview-thumbnail-border-radius: 6px; --media-preview-thumbnail-max-width: 200px;
  --media-focus-box-shadow: inset 0 0 0 3px #86b4ff; --media-tooltip-display: none; --media-control-padding: 8px; font-family: system-ui }
.bottom { display: flex; flex-direction: column; width: 100%; background: linear-gradient(transparent, rgb(0 0 0 / .78)) }
media-control-bar { width: 100%; align-items: center }
media-time-range { width: 100%; height: 24px; padding: 0 12px }
.row { padding: 0 4px 4px }
.gap { flex: 1 }
media-time-display { font-variant-numeric: tabular-nums; padding: 0 8px; background: none }
media-captions-menu, media-audio-track-menu, media-playback-rate-menu { max-height: min(20rem, 56.25cqw - 4rem); overflow: auto }
media-controller:not([userinactive]) video::-webkit-media-text-track-container, media-controller[mediapaused] video::-webkit-media-text-track-container { transform: translateY(-4rem) }
media-loading-indicator { --media-loading-indicator-icon-height: 64px }
[hidden] { display: none !important }
@container (max-width: 30rem) { media-volume-range { display: none } media-controller { --media-control-padding: 6px; --media-preview-thumbnail-max-width: 120px } media-pip-button { display: none } }`;

const markup = `
<media-loading-indicator slot="centered-chrome" noautohide></media-loading-indicator>
<media-captions-menu hidden anchor="auto"></media-captions-menu>
<media-audio-track-menu hidden anchor="auto"></media-audio-track-menu>
<media-playback-rate-menu hidden anchor="auto" rates="0.5 0.75 1 1.25 1.5 2"></media-playback-rate-menu>
<div class="bottom">
  <media-control-bar><media-time-range></media-time-range></media-control-bar>
  <media-control-bar class="row">
    <media-play-button></media-play-button><media-mute-button></media-mute-button><media-volume-range></media-volume-range><media-time-display showduration></media-time-display>
    <span class="gap"></span>
    <media-captions-menu-button></media-captions-menu-button><media-audio-track-menu-button hidden></media-audio-track-menu-button><media-playback-rate-menu-button></media-playback-rate-menu-button><media-pip-button></media-pip-button><media-fullscreen-button></media-fullscreen-button>
  </media-control-bar>
</div>`;

/** Draws them, once. Full screen is the whole player's: the picture never leaves the mark behind. */
export function showControls(player, controller, info) {
  if (!controller.querySelector(".bottom")) {
    const sheet = document.createElement("style");
    sheet.textContent = style;
    controller.before(sheet);
    controller.insertAdjacentHTML("beforeend", markup);
  }

  controller.fullscreenElement = player;
  controller.setAttribute("aria-label", player.getAttribute("title") ?? "");
  const find = name => controller.querySelector(name);
  find("media-captions-menu-button").hidden = info.captions.length === 0;
  const sounds = player.video.audioTracks;
  const showSounds = () => { find("media-audio-track-menu-button").hidden = !(sounds?.length > 1); };
  sounds?.addEventListener("addtrack", showSounds);
  showSounds();
  find("media-pip-button").hidden = player.isScreener || !document.pictureInPictureEnabled;
  // A phone that shows nothing but a bare video in full screen would show it without the mark.
  find("media-fullscreen-button").hidden = player.isScreener && !document.fullscreenEnabled;
}

/** Sounds to choose from: the film's own, which plays by itself, and those in which a voice describes the picture. */
export function offerSounds(hls, events, sounds) {
  hls.on(events.AUDIO_TRACKS_UPDATED, (_, { audioTracks }) => sounds.offer(audioTracks.map((track, place) => ({
    id: `${place}`, kind: place ? "description" : "main", label: track.name, language: track.lang ?? "",
    get enabled() { return hls.audioTrack === place; },
    set enabled(isChosen) { if (isChosen && hls.audioTrack !== place) hls.audioTrack = place; },
  }))));
  hls.on(events.AUDIO_TRACK_SWITCHING, () => sounds.dispatchEvent(new Event("change")));
}

/** Captions to choose from, and the small pictures that the seek bar shows. */
export function addTracks(video, folder, info) {
  const add = (kind, address, label, language) => {
    const track = Object.assign(document.createElement("track"), { kind, label, src: folder + address });
    if (language) track.srclang = language;
    video.append(track);
    return track;
  };
  for (const { kind, address, label, language } of info.captions) add(kind, address, label, language);
  if (info.storyboard) add("metadata", "storyboard/index.vtt", "thumbnails").default = true;
}
