// The script's line of the moment, under the videos and in the list of lines.

import { setText } from "../dom.js";

/**
 * A line of the script, in seconds of the clip.
 *
 * @typedef {{start: number, end: number, text: string}} Line
 */

/**
 * Returns what moves the script to a time of the clip.
 *
 * @param {object} options
 * @param {HTMLElement | null} [options.caption] Shows the line spoken at the time.
 * @param {Iterable<HTMLElement>} options.rows With `data-seek` and `data-end`, in seconds.
 * @param {Line[]} options.lines
 */
export function followScript({ caption, rows, lines }) {
  return {
    /** @param {number} time */
    move(time) {
      const line = lines.find(({ start, end }) => start <= time && time < end);
      if (caption) setText(caption, line?.text ?? "");
      for (const row of rows) {
        const within = Number(row.dataset.seek) <= time && time < Number(row.dataset.end);
        row.classList.toggle("now", within);
      }
    },
  };
}
