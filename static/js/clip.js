// The page of a clip: strip and script follow the film, and a press on either leads there.

import { followScript } from "./take/captions.js";

const film = document.getElementById("film");
const strip = document.getElementById("strip");
const playhead = strip.querySelector(".playhead");
const rows = document.querySelectorAll("[data-seek]");
const script = followScript({ rows, lines: [] });
const length = () => (Number.isFinite(film.duration) ? film.duration : Number(strip.dataset.seconds));

function show() {
  const part = Math.min(1, film.currentTime / length()) || 0;
  playhead.style.transform = `translateX(${part * strip.clientWidth}px)`;
  script.move(film.currentTime);
}

function paint() {
  show();
  if (!film.paused) requestAnimationFrame(paint);
}

film.addEventListener("play", paint);
film.addEventListener("seeked", show);
addEventListener("resize", show);
strip.addEventListener("click", (event) => {
  const { left, width } = strip.getBoundingClientRect();
  film.currentTime = ((event.clientX - left) / width) * length();
});
for (const row of rows) {
  row.addEventListener("click", () => {
    film.currentTime = Number(row.dataset.seek);
    film.play();
  });
}
