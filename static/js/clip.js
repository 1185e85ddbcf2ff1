// The page of a clip: strip and script follow the video, and a press on either leads there.

import { byId, find, findAll } from "./dom.js";
import { followScript } from "./take/captions.js";

const video = byId("video", HTMLVideoElement);
const strip = byId("strip");
const playhead = find(strip, ".playhead");
const rows = findAll(document, "[data-seek]");
const script = followScript({ rows, lines: [] });
const duration = () =>
  Number.isFinite(video.duration) ? video.duration : Number(strip.dataset.seconds);

function show() {
  const part = Math.min(1, video.currentTime / duration()) || 0;
  playhead.style.transform = `translateX(${part * strip.clientWidth}px)`;
  script.move(video.currentTime);
}

function follow() {
  show();
  if (!video.paused) requestAnimationFrame(follow);
}

video.addEventListener("play", follow);
video.addEventListener("seeked", show);
addEventListener("resize", show);
strip.addEventListener("click", (event) => {
  const { left, width } = strip.getBoundingClientRect();
  video.currentTime = ((event.clientX - left) / width) * duration();
});
for (const row of rows) {
  row.addEventListener("click", () => {
    video.currentTime = Number(row.dataset.seek);
    video.play();
  });
}
