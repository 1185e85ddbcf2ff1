// The strip of the expressions to come.

import { make, makeSvg } from "../dom.js";
import { emotionName } from "../emotions.js";

/**
 * The strongest emotion of a piece of the clip, and how strong it is, from 0 to 1.
 *
 * @typedef {{emotion: string, strength: number}} Piece
 */

/**
 * Neighbouring pieces of one emotion; `first` is the index of the first of them.
 *
 * @typedef {{emotion: string, first: number, strengths: number[]}} Run
 */

const PIECE = 0.5; // s of the clip that one piece stands for
const SECOND = 72; // px of a second
const WEAKEST = 0.18; // a piece weaker than this shows no expression

/**
 * Draw the strip into `view`; returns what moves it to a time of the clip.
 *
 * @param {HTMLElement} view
 * @param {Piece[]} pieces
 * @returns {(time: number) => void}
 */
export function drawAhead(view, pieces) {
  const belt = make("div", "belt");
  belt.append(...runsOf(pieces).map(block));
  view.replaceChildren(belt, make("i", "now"));
  return (time) => {
    belt.style.transform = `translateX(${-time * SECOND}px)`;
  };
}

/**
 * @param {Piece[]} pieces
 * @returns {Run[]}
 */
export function runsOf(pieces) {
  /** @type {Run[]} */
  const runs = [];
  pieces.forEach(({ emotion, strength }, index) => {
    const name = strength < WEAKEST ? "neutral" : emotion;
    const last = runs.at(-1);
    if (last?.emotion === name) last.strengths.push(strength);
    else runs.push({ emotion: name, first: index, strengths: [strength] });
  });
  return runs;
}

/** @param {Run} run */
function block({ emotion, first, strengths }) {
  const width = strengths.length * PIECE * SECOND;
  const element = make("div", "block");
  element.style.left = `${first * PIECE * SECOND}px`;
  element.style.width = `${width}px`;
  const viewBox = `0 0 ${strengths.length} 1`;
  const picture = makeSvg("svg", { viewBox, preserveAspectRatio: "none" });
  strengths.forEach((strength, x) => {
    const height = emotion === "neutral" ? 0.08 : Math.max(0.12, strength);
    const place = { x, y: 1 - height, width: 1.02, height };
    picture.append(makeSvg("rect", { class: `fill-${emotion}`, ...place }));
  });
  element.append(picture);
  if (emotion !== "neutral" && width >= SECOND) {
    const label = document.createElement("span");
    label.textContent = emotionName(emotion);
    element.append(label);
  }
  return element;
}
