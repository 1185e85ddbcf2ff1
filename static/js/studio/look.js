// Looking at the preview a few times a second: where is the face, and is there light on it?

import { startFinder } from "../faces/finder.js";
import { SIDE } from "../faces/side.js";
import { adviceFor, steady } from "./advice.js";
import { judgeLight, MIDDLE } from "./light.js";
import { onScreen, squareOf } from "./picture.js";

const PERIOD = 280; // ms between two looks, at least
const LONGEST = 1200; // ms; between them, a slow device rests as long as a look took

/**
 * Advises from the preview in `video`; the guide's oval stands in `oval`.
 *
 * `watch(tell)` calls `tell` with the name of an advice whenever it changes: those of `advice.js`,
 * or "guide" where only the light can be judged because the detector is not there (yet). The
 * detector is loaded when it is first watched. `rest()` stops looking.
 */
export function createLook({ video, oval }) {
  const copy = squareOf(video, SIDE);
  let finder = null;
  let usable = false;
  let turn = 0; // of watching; a look that began in an earlier one tells nothing

  function watch(tell) {
    const mine = ++turn;
    const say = steady(tell);
    finder ??= loaded();
    const look = async () => {
      if (mine !== turn) return;
      const begun = performance.now();
      const advice = video.readyState >= 2 && video.clientWidth ? await judge() : null;
      if (mine !== turn) return;
      if (advice) say(advice);
      setTimeout(look, Math.min(LONGEST, Math.max(PERIOD, performance.now() - begun)));
    };
    look();
  }

  function loaded() {
    const started = startFinder();
    started.ready.then((good) => (usable = good));
    return started;
  }

  async function judge() {
    const { square, picture, inPicture } = copy();
    if (!usable) {
      const light = judgeLight(picture, MIDDLE);
      return light === "good" ? "guide" : light;
    }
    const found = (await finder.find(square)).map(inPicture).sort((a, b) => b.width - a.width);
    const frame = video.getBoundingClientRect();
    const { left, top, width, height } = oval.getBoundingClientRect();
    return adviceFor({
      faces: found.map((box) => onScreen(box, video)),
      light: judgeLight(picture, found[0] ?? MIDDLE),
      oval: { x: left - frame.left, y: top - frame.top, width, height },
    });
  }

  const rest = () => void turn++;
  return { watch, rest };
}
