// The video of the editor: playing, single frames, the position on the timeline.

import { byId } from "../dom.js";
import { clamp } from "../numbers.js";

const FRAME = 1 / 30; // s

/** @typedef {ReturnType<typeof videoPlayer>} Player */

/** @param {(second: number) => void} onTime Called with the second shown, whenever it changes. */
export function videoPlayer(onTime) {
  const video = byId("video", HTMLVideoElement);
  const position = byId("position", HTMLInputElement);
  const play = byId("play");
  const clock = byId("clock");
  let until = Infinity;

  const player = {
    get time() {
      return Math.round(video.currentTime * 1000) / 1000;
    },
    get duration() {
      return Number.isFinite(video.duration) ? video.duration : Number(position.max);
    },
    /** @param {number} second */
    seek(second) {
      video.currentTime = clamp(second, 0, player.duration);
    },
    /** @param {number} seconds */
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
    /**
     * Play a part and stop at its end.
     *
     * @param {number} start
     * @param {number} end
     */
    playPart(start, end) {
      player.seek(start);
      until = end;
      video.play().catch(() => {});
    },
    /**
     * Show another video, if the address is another.
     *
     * @param {string} address
     * @param {number} seconds Its length.
     * @param {string} poster
     */
    load(address, seconds, poster) {
      position.max = seconds.toFixed(2);
      if (poster) video.poster = poster;
      if (video.getAttribute("src") !== address) video.src = address;
    },
  };

  function show() {
    if (video.currentTime >= until) {
      video.pause();
      until = Infinity;
    }
    position.value = String(video.currentTime);
    position.setAttribute("aria-valuetext", `${video.currentTime.toFixed(2)} s`);
    clock.textContent = video.currentTime.toFixed(2);
    onTime(video.currentTime);
    if (!video.paused) requestAnimationFrame(show);
  }

  video.addEventListener("play", () => {
    play.textContent = play.dataset.pause ?? "";
    show();
  });
  video.addEventListener("pause", () => {
    play.textContent = play.dataset.play ?? "";
  });
  for (const event of ["seeked", "timeupdate", "loadedmetadata"]) {
    video.addEventListener(event, show);
  }
  position.addEventListener("input", () => player.seek(Number(position.value)));
  play.addEventListener("click", player.toggle);
  byId("back").addEventListener("click", () => player.step(-FRAME));
  byId("on").addEventListener("click", () => player.step(FRAME));
  return player;
}

/**
 * Keys of the editor, wherever no text is being typed.
 *
 * @param {Player} player
 * @param {object} actions
 * @param {() => void} actions.save
 * @param {() => void} actions.cutFrom
 * @param {() => void} actions.cutTo
 * @param {() => void} actions.addLine
 * @param {() => void} actions.setStart Of the chosen line.
 * @param {() => void} actions.setEnd
 */
export function editorKeys(player, actions) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      return actions.save();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest("input:not([type=range]), textarea, select, dialog, #face-area")) return;
    const second = event.shiftKey ? 1 : FRAME;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => player.step(-second),
      ArrowRight: () => player.step(second),
      i: actions.cutFrom,
      o: actions.cutTo,
      n: actions.addLine,
      "[": actions.setStart,
      "]": actions.setEnd,
    };
    if (!target.closest("button, a, summary, label")) keys[" "] = player.toggle;
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
