// BlazeFace, short range: the detector that the site's own analysis uses, from the same file.
// Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019.

import { loadNetwork } from "./network.js";
import { SIDE } from "./side.js";

const ANCHORS = [...anchors(16, 2), ...anchors(8, 6)];
const NUMBERS = 16; // of each anchor: a box and six points of the face
const SURE = 0.5;
const OVERLAP = 0.3; // boxes that share more are the same face

/**
 * A face, its box in parts of the picture's side.
 *
 * @typedef {{x: number, y: number, width: number, height: number, score: number}} Face
 */

/**
 * Make the detector from the content of its file.
 *
 * Returns a function from RGBA pixels of a SIDE x SIDE picture to faces, the surest first.
 *
 * @param {ArrayBuffer} buffer
 * @returns {(pixels: Uint8ClampedArray) => Face[]}
 */
export function loadDetector(buffer) {
  const network = loadNetwork(buffer);
  return (pixels) => {
    const [boxes, scores] = byLength(network(normalised(pixels)));
    return merged(decoded(boxes, scores));
  };
}

/** @param {Uint8ClampedArray} pixels */
function normalised(pixels) {
  const input = new Float32Array(SIDE * SIDE * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    for (let channel = 0; channel < 3; channel++) input[to++] = pixels[from + channel] / 127.5 - 1;
  }
  return input;
}

/** @param {Float32Array[]} outputs */
function byLength(outputs) {
  return [...outputs].sort((one, other) => other.length - one.length);
}

/**
 * @param {number} cells Along each side.
 * @param {number} each Anchors in a cell.
 */
function anchors(cells, each) {
  return Array.from({ length: cells * cells * each }, (_, index) => {
    const cell = Math.floor(index / each);
    return { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells };
  });
}

/**
 * @param {Float32Array} boxes
 * @param {Float32Array} scores
 * @returns {Face[]}
 */
function decoded(boxes, scores) {
  return ANCHORS.flatMap((anchor, index) => {
    const score = 1 / (1 + Math.exp(-scores[index]));
    if (score < SURE) return [];
    const [x, y, width, height] = boxes.subarray(NUMBERS * index, NUMBERS * index + 4);
    const middle = { x: anchor.x + x / SIDE, y: anchor.y + y / SIDE };
    const size = { width: width / SIDE, height: height / SIDE };
    return [{ x: middle.x - size.width / 2, y: middle.y - size.height / 2, ...size, score }];
  });
}

/**
 * Each face once: the mean, weighted by score, of the boxes that overlap its surest one.
 *
 * @param {Face[]} found
 * @returns {Face[]}
 */
function merged(found) {
  let rest = found.sort((one, other) => other.score - one.score);
  /** @type {Face[]} */
  const faces = [];
  while (rest.length) {
    const [first] = rest;
    const same = rest.filter((box) => box === first || overlap(first, box) > OVERLAP);
    rest = rest.filter((box) => !same.includes(box));
    const total = same.reduce((sum, box) => sum + box.score, 0);
    /** @param {"x" | "y" | "width" | "height"} part */
    const mean = (part) => same.reduce((sum, box) => sum + box.score * box[part], 0) / total;
    faces.push({
      x: mean("x"),
      y: mean("y"),
      width: mean("width"),
      height: mean("height"),
      score: first.score,
    });
  }
  return faces;
}

/**
 * Intersection over union.
 *
 * @param {Face} one
 * @param {Face} other
 */
function overlap(one, other) {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  const shared = Math.max(0, wide) * Math.max(0, high);
  return shared / (one.width * one.height + other.width * other.height - shared);
}
