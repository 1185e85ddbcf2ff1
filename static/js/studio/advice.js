// Advice for somebody who sits before the camera: one thing at a time, the most important first.

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {"good" | "dark" | "behind"} Light "behind" where the light comes from there.
 * @typedef {"none" | "several" | "far" | "close" | "aside" | Light} Advice
 */

const MANY = 0.5; // a second face counts from this part of the first one's width
// Width of the detector's box in widths of the oval: it spans a face from ear to ear.
const FAR = 0.55;
const CLOSE = 1.45;
const ASIDE = 0.6; // how far its middle may be from the oval's, in radii of the oval
const STEADY = 2; // looks in a row that must agree, so that the words do not flicker

/**
 * The advice for the faces seen.
 *
 * @param {object} seen
 * @param {Box[]} seen.faces On the screen, the largest first.
 * @param {Light} seen.light
 * @param {Box} seen.oval The guide's box on the screen.
 * @returns {Advice}
 */
export function adviceFor({ faces, light, oval }) {
  const [face, other] = faces;
  if (!face) return light === "dark" ? "dark" : "none";
  if (other && other.width > MANY * face.width) return "several";
  const size = face.width / oval.width;
  if (size < FAR) return "far";
  if (size > CLOSE) return "close";
  const across = (middle(face).x - middle(oval).x) / (oval.width / 2);
  const down = (middle(face).y - middle(oval).y) / (oval.height / 2);
  if (Math.hypot(across, down) > ASIDE) return "aside";
  return light;
}

/** @param {Box} box */
function middle({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * A function that passes a value on once it came some times in a row, unless it was the last
 * one passed on.
 *
 * @template T
 * @param {(value: T) => void} pass
 * @returns {(value: T) => void}
 */
export function steady(pass) {
  /** @type {T | undefined} */
  let last;
  /** @type {T | undefined} */
  let passed;
  let times = 0;
  return (value) => {
    times = value === last ? times + 1 : 1;
    last = value;
    if (times < STEADY || value === passed) return;
    passed = value;
    pass(value);
  };
}
