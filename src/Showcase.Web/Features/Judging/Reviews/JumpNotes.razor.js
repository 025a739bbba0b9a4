// The way to a second of the film that is on the page.
export async function seek(seconds) {
  const film = document.querySelector("film-player");
  if (!film) return;
  film.scrollIntoView({ block: "nearest" });
  await film.play();
  film.video.currentTime = seconds;
}
