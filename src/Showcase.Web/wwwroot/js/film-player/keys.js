// Keys of a player that has the focus. Digits are left alone: beside a ballot they are marks.

const step = 5;
const leap = 10;
const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2];

export function listenToKeys(player, signal) {
  player.addEventListener("keydown", event => press(player, event), { signal });
}

function press(player, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;

  // The control that has the focus knows some keys itself: a button its space, a slider and a menu their arrows.
  const at = event.composedPath()[0];
  const isButton = at.matches?.("button, [role=button], [role=switch], [role^=menuitem]") ?? false;
  const isMoved = at.matches?.("input, [role=slider], [role=menu], [role^=menuitem]") ?? false;
  const { video } = player;
  const toggle = () => (video.paused ? player.play() : video.pause());
  const act = {
    k: toggle,
    " ": isButton ? undefined : toggle,
    j: () => seek(video, -leap),
    l: () => seek(video, leap),
    ArrowLeft: isMoved ? undefined : () => seek(video, -step),
    ArrowRight: isMoved ? undefined : () => seek(video, step),
    ArrowUp: isMoved ? undefined : () => turn(video, 0.1),
    ArrowDown: isMoved ? undefined : () => turn(video, -0.1),
    m: () => { video.muted = !video.muted; },
    f: () => toggleFullScreen(player),
    c: () => toggleCaptions(video),
    "<": () => speed(video, -1),
    ">": () => speed(video, 1),
  }[event.key];
  if (!act) return;

  act();
  event.preventDefault();
  event.stopPropagation();
}

function seek(video, seconds) {
  const end = Number.isFinite(video.duration) ? video.duration : Infinity;
  video.currentTime = Math.min(end, Math.max(0, video.currentTime + seconds));
}

function turn(video, by) {
  video.volume = Math.min(1, Math.max(0, video.volume + by));
  if (by > 0) video.muted = false;
}

function speed(video, by) {
  const next = speeds.findIndex(known => known >= video.playbackRate) + by;
  video.playbackRate = speeds[Math.min(speeds.length - 1, Math.max(0, next))];
}

function toggleCaptions(video) {
  const tracks = [...video.textTracks].filter(track => track.kind === "captions" || track.kind === "subtitles");
  const shown = tracks.find(track => track.mode === "showing");
  const next = shown ? undefined : tracks.find(track => navigator.language.startsWith(track.language)) ?? tracks[0];
  for (const track of tracks) track.mode = track === next ? "showing" : "disabled";
}

function toggleFullScreen(player) {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (document.fullscreenEnabled) player.requestFullscreen();
}
