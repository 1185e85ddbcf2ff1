// Choosing the face to follow: a click on it, or a cross moved with the arrow keys.

import { byId } from "../dom.js";
import { clamp } from "../numbers.js";

const STEP = 0.02; // of the picture, for one press of an arrow key
const NEAR = 0.3; // s around its moment in which the chosen face is marked

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * A place in the picture, in parts of its width and height.
 *
 * @typedef {{x: number, y: number}} Point
 */

/**
 * @param {object} options
 * @param {import("./player.js").Player} options.player
 * @param {(face: Point & {time: number}) => void} options.onChoose
 */
export function facePicker({ player, onChoose }) {
  const button = byId("pick-face");
  const area = byId("face-area");
  const mark = byId("face-mark");
  const help = byId("pick-help");
  /** @type {Point} */
  let cross = { x: 0.5, y: 0.4 };
  /** @type {(Point & {time: number}) | null} */
  let face = null;

  const picker = {
    /** @param {Point & {time?: number}} chosen Without a time, none is chosen. */
    show({ time, x, y }) {
      face = time === undefined ? null : { time, x, y };
      picker.moveTo(player.time);
    },
    /** @param {number} second */
    moveTo(second) {
      const near = face && Math.abs(second - face.time) < NEAR;
      mark.hidden = area.hidden && !near;
      const { x, y } = area.hidden ? (face ?? cross) : cross;
      mark.style.insetInlineStart = `${100 * x}%`;
      mark.style.insetBlockStart = `${100 * y}%`;
    },
  };

  /** @param {boolean} picking */
  function open(picking) {
    if (picking) player.pause();
    area.hidden = !picking;
    help.hidden = !picking;
    button.setAttribute("aria-pressed", String(picking));
    if (picking) area.focus();
    else button.focus();
    picker.moveTo(player.time);
  }

  /** @param {Point} point */
  function choose({ x, y }) {
    open(false);
    onChoose({ time: player.time, x, y });
  }

  button.addEventListener("click", () => open(Boolean(area.hidden)));
  area.addEventListener("click", (event) => {
    if (event.detail === 0) return;
    const box = area.getBoundingClientRect();
    choose({
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
    });
  });
  area.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (event.key === "Escape") open(false);
    else if (event.key === "Enter") choose(cross);
    else if (move) {
      cross = {
        x: clamp(cross.x + STEP * move[0], 0, 1),
        y: clamp(cross.y + STEP * move[1], 0, 1),
      };
      picker.moveTo(player.time);
    } else return;
    event.preventDefault();
  });
  return picker;
}
