// The heat bar: how much each moment of the clip lost.

import { make, makeSvg } from "../dom.js";
import { clamp, mean, smoothed } from "../numbers.js";

const LEAST = 0.04; // height of a moment that lost nothing
const BARS = 240; // more than that nobody can tell apart
const LEVELS = 5; // colours, from hardly any loss to the largest

/**
 * One bar for each moment of the clip, or for some moments together where there are too many:
 * its height from 0 to 1, and its level, which gives it its colour.
 *
 * @param {number[]} losses Of the moments.
 * @returns {{height: number, level: number}[]}
 */
export function barsOf(losses) {
  const shown = worst(smoothed(losses, 1, mean));
  const most = Math.max(...shown, 0.25 / losses.length, 1e-9);
  return shown.map((loss) => ({
    height: LEAST + (1 - LEAST) * Math.min(1, loss / most),
    level: Math.min(LEVELS - 1, Math.floor((LEVELS * loss) / most)),
  }));
}

/**
 * Few enough values: each the largest of some neighbours.
 *
 * @param {number[]} values
 */
function worst(values) {
  const together = Math.ceil(values.length / BARS);
  const count = Math.ceil(values.length / together);
  return Array.from({ length: count }, (_, bar) =>
    Math.max(...values.slice(bar * together, (bar + 1) * together)),
  );
}

/**
 * Draw the bar into `root`; returns what moves its playhead to a time of the clip.
 *
 * @param {HTMLElement} root
 * @param {{reference: {times: number[]}, losses: number[]}} result
 * @param {(time: number) => void} onSeek Called with the time that was clicked.
 */
export function drawHeat(root, { reference, losses }, onSeek) {
  const { times } = reference;
  const step = times[1] - times[0] || 0.1;
  const bars = barsOf(losses);
  const picture = makeSvg("svg", {
    viewBox: `0 0 ${bars.length} 1`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  bars.forEach(({ height, level }, x) => {
    const place = { x, y: 1 - height, width: 1.02, height };
    picture.append(makeSvg("rect", { ...place, class: `loss-${level}` }));
  });
  const playhead = make("i", "playhead");
  root.replaceChildren(picture, playhead);
  const span = times.length * step;
  root.addEventListener("click", (event) => {
    const { left, width } = root.getBoundingClientRect();
    onSeek(times[0] + ((event.clientX - left) / width) * span);
  });
  return {
    /** @param {number} time */
    move(time) {
      const part = clamp((time - times[0]) / span, 0, 1);
      playhead.style.transform = `translateX(${part * root.clientWidth}px)`;
    },
  };
}
