// Goes to a second of the film on the page.
export async function seek(seconds) {
  const film = document.querySelector("film-player");
  if (!film) return;
  await film.play();
  film.video.currentTime = seconds;
}
