// The film of the editor: playing, single frames, the position on the timeline.

const FRAME = 1 / 30;

/** @param {Function} onTime Called with the second shown, whenever it changes. */
export function filmPlayer(onTime) {
  const video = document.querySelector("#film");
  const position = document.querySelector("#position");
  const play = document.querySelector("#play");
  let until = Infinity;

  const player = {
    get time() {
      return Math.round(video.currentTime * 1000) / 1000;
    },
    get duration() {
      return Number.isFinite(video.duration) ? video.duration : Number(position.max);
    },
    seek(second) {
      video.currentTime = Math.min(Math.max(second, 0), player.duration);
    },
    step(seconds) {
      video.pause();
      player.seek(video.currentTime + seconds);
    },
    pause: () => video.pause(),
    toggle() {
      until = Infinity;
      if (video.paused) video.play().catch(() => {});
      else video.pause();
    },
    /** Play a part and stop at its end. */
    hear(start, end) {
      player.seek(start);
      until = end;
      video.play().catch(() => {});
    },
    /** Show another film, if the address is another. */
    load(address, seconds, poster) {
      position.max = seconds.toFixed(2);
      if (poster) video.poster = poster;
      if (video.getAttribute("src") !== address) video.src = address;
    },
    video,
  };

  function tell() {
    if (video.currentTime >= until) {
      video.pause();
      until = Infinity;
    }
    position.value = video.currentTime;
    position.setAttribute("aria-valuetext", `${video.currentTime.toFixed(2)} s`);
    document.querySelector("#clock").textContent = video.currentTime.toFixed(2);
    onTime(video.currentTime);
    if (!video.paused) requestAnimationFrame(tell);
  }

  video.addEventListener("play", () => {
    play.textContent = play.dataset.pause;
    tell();
  });
  video.addEventListener("pause", () => {
    play.textContent = play.dataset.play;
  });
  for (const event of ["seeked", "timeupdate", "loadedmetadata"]) video.addEventListener(event, tell);
  position.addEventListener("input", () => player.seek(Number(position.value)));
  play.addEventListener("click", player.toggle);
  document.querySelector("#back").addEventListener("click", () => player.step(-FRAME));
  document.querySelector("#on").addEventListener("click", () => player.step(FRAME));
  return player;
}

/** Keys of the editor, wherever no text is being typed. */
export function editorKeys(player, keys) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      return keys.save();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=range]), textarea, select, dialog, #face-area")) return;
    const second = event.shiftKey ? 1 : FRAME;
    const actions = {
      ArrowLeft: () => player.step(-second),
      ArrowRight: () => player.step(second),
      i: keys.in,
      o: keys.out,
      n: keys.line,
      "[": keys.start,
      "]": keys.end,
    };
    if (!event.target.closest("button, a, summary, label")) actions[" "] = player.toggle;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
