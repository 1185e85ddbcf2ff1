// The script line of the moment, word by word as it is spoken, and the line after it.

import { make } from "../dom.js";
import { clamp } from "../numbers.js";

/** @typedef {import("../take/captions.js").Line} Line */

const EARLY = 1.5; // s before its first word that a line is shown
const KEPT = 0.4; // s after its last

/**
 * The line spoken at a time (null between lines), and the text of the one after it.
 *
 * @param {Line[]} lines
 * @param {number} time
 * @returns {{line: Line | null, next: string}}
 */
export function lineAt(lines, time) {
  const index = lines.findIndex(({ end }) => time < end + KEPT);
  const line = lines[index];
  const current = line && time >= line.start - EARLY;
  const next = current ? lines[index + 1] : line;
  return { line: current ? line : null, next: next?.text ?? "" };
}

/**
 * The words of a line, each with its part of the line's time by the number of its letters.
 *
 * @param {Line} line
 * @returns {Line[]}
 */
export function wordsOf({ start, end, text }) {
  const words = text.split(/\s+/).filter(Boolean);
  const second = (end - start) / words.reduce((sum, word) => sum + word.length, 0);
  let at = start;
  return words.map((word) => {
    const from = at;
    at += word.length * second;
    return { start: from, end: at, text: word };
  });
}

/**
 * A function of the clip's time that keeps `element` at the line spoken then.
 *
 * @param {HTMLElement} element
 * @param {Line[]} lines
 * @returns {(time: number) => void}
 */
export function followLines(element, lines) {
  const now = make("span", "now-line");
  const after = make("span", "next-line");
  element.replaceChildren(now, after);
  element.hidden = !lines.length;
  /** @type {{line: Line | null, next: string} | null} */
  let shown = null;
  /** @type {{span: HTMLElement, start: number, end: number}[]} */
  let words = [];
  return (time) => {
    const { line, next } = lineAt(lines, time);
    if (shown?.line !== line || shown?.next !== next) {
      shown = { line, next };
      words = line ? wordsOf(line).map((w) => ({ ...w, span: make("span", "word", w.text) })) : [];
      now.replaceChildren(...words.flatMap(({ span }) => [span, " "]));
      after.textContent = next;
    }
    for (const { span, start, end } of words) {
      const share = clamp((time - start) / (end - start), 0, 1);
      span.style.setProperty("--sung", `${Math.round(100 * share)}%`);
    }
  };
}
