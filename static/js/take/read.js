// A result from the server, and what to say where it does not come.

import { make } from "../dom.js";

/**
 * The parts of a result that the pages read; scoring/result.schema.json describes all of it.
 *
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {object} Result
 * @property {string[]} labels The classes of the probabilities, in their order.
 * @property {number} neutral Index of the neutral class.
 * @property {number} rate Cells per second.
 * @property {Record<string, number>} emotions Points of each emotion that the clip uses.
 * @property {Grid} reference The clip.
 * @property {Grid} take
 * @property {number[]} losses Of each cell of the clip.
 * @property {[number, number][]} path Pairs of a cell of the clip and a cell of the take.
 */

/**
 * Fetch a result; throws where the server has none.
 *
 * @param {string} address
 * @returns {Promise<Result>}
 */
export async function readResult(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/**
 * Put a note in the place of the content of `root`.
 *
 * @param {HTMLElement} root
 * @param {string} text
 */
export function showNote(root, text) {
  const note = make("p", "note bad", text);
  note.role = "alert";
  root.replaceChildren(note);
}

/**
 * A handler of errors that says in `root` that the result could not be loaded.
 *
 * @param {HTMLElement} root
 * @returns {(error: unknown) => void}
 */
export function showFailureIn(root) {
  return (error) => {
    showNote(
      root,
      gettext("The curves could not be loaded. Check the connection and load the page again."),
    );
    console.warn(error);
  };
}
