// Looking at the preview a few times a second: where is the face, and is there light on it?

import { startFinder } from "../faces/finder.js";
import { SIDE } from "../faces/side.js";
import { adviceFor, steady } from "./advice.js";
import { judgeLight, MIDDLE } from "./light.js";
import { onScreen, squareOf } from "./picture.js";

/** @typedef {import("./advice.js").Advice | "guide"} Shown */

const PERIOD = 280; // ms between two looks, at least
const LONGEST = 1200; // ms; between them, a slow device rests as long as a look took

/**
 * Advises from the preview.
 *
 * `watch(advise)` calls `advise` with the name of an advice whenever it changes, or with "guide"
 * where only the light can be judged because the detector is not there (yet). The detector is
 * loaded when the preview is first watched. `rest()` stops looking.
 *
 * @param {object} options
 * @param {HTMLVideoElement} options.video
 * @param {SVGElement} options.oval The guide's.
 */
export function createLook({ video, oval }) {
  const copy = squareOf(video, SIDE);
  /** @type {import("../faces/finder.js").Finder | null} */
  let finder = null;
  let usable = false;
  let turn = 0; // of watching; a look that began in an earlier one counts for nothing

  /** @param {(advice: Shown) => void} advise */
  function watch(advise) {
    const mine = ++turn;
    const pass = steady(advise);
    finder ??= load();
    const detector = finder;
    const look = async () => {
      if (mine !== turn) return;
      const begun = performance.now();
      const advice = video.readyState >= 2 && video.clientWidth ? await judge(detector) : null;
      if (mine !== turn) return;
      if (advice) pass(advice);
      setTimeout(look, Math.min(LONGEST, Math.max(PERIOD, performance.now() - begun)));
    };
    look();
  }

  function load() {
    const started = startFinder();
    started.ready.then((good) => {
      usable = good;
    });
    return started;
  }

  /**
   * @param {import("../faces/finder.js").Finder} detector
   * @returns {Promise<Shown>}
   */
  async function judge(detector) {
    const { square, picture, inPicture } = copy();
    if (!usable) {
      const light = judgeLight(picture, MIDDLE);
      return light === "good" ? "guide" : light;
    }
    const found = (await detector.find(square)).map(inPicture).sort((a, b) => b.width - a.width);
    const frame = video.getBoundingClientRect();
    const { left, top, width, height } = oval.getBoundingClientRect();
    return adviceFor({
      faces: found.map((box) => onScreen(box, video)),
      light: judgeLight(picture, found[0] ?? MIDDLE),
      oval: { x: left - frame.left, y: top - frame.top, width, height },
    });
  }

  function rest() {
    turn++;
  }

  return { watch, rest };
}
