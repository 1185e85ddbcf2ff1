// The curves as a table, for those who do not see the chart.

import { byId } from "../dom.js";
import { emotionName } from "../emotions.js";
import { cellsOf } from "./grid.js";

const STEP = 0.5; // s between two rows of the table

/**
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {{name: string, grid: Grid}} Row Whose expressions, and which.
 */

/**
 * Fill the page's table once it is opened: every half second of the clip, one row for each
 * of `rows`, of which the first is the clip's.
 *
 * @param {{labels: string[], rate: number, rows: Row[]}} content
 */
export function offerTable(content) {
  const details = byId("numbers", HTMLDetailsElement);
  const fill = () => fillTable(byId("table", HTMLTableElement), content);
  if (details.open) fill();
  else details.addEventListener("toggle", fill, { once: true });
}

/**
 * @param {HTMLTableElement} table
 * @param {{labels: string[], rate: number, rows: Row[]}} content
 */
function fillTable(table, { labels, rate, rows }) {
  const head = table.createTHead().insertRow();
  for (const text of [gettext("Time"), gettext("Who"), ...labels.map(emotionName)]) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = text;
    head.append(cell);
  }
  const body = table.createTBody();
  const every = Math.max(1, Math.round(STEP * rate));
  const cells = rows.map(({ grid }) => cellsOf(grid.times));
  rows[0].grid.times.forEach((time, index) => {
    if (index % every) return;
    rows.forEach(({ name, grid }, which) => {
      const values = labels.map((_, k) => percent(grid, cells[which](time), k));
      addRow(body, [time.toFixed(1), name, ...values]);
    });
  });
}

/**
 * @param {HTMLTableSectionElement} body
 * @param {string[]} texts
 */
function addRow(body, texts) {
  const row = body.insertRow();
  for (const text of texts) row.insertCell().textContent = text;
}

/**
 * @param {Grid} grid
 * @param {number | undefined} cell
 * @param {number} k The class.
 */
function percent(grid, cell, k) {
  if (cell === undefined || !grid.seen[cell]) return "–";
  return `${Math.round(100 * grid.probabilities[cell][k])}%`;
}
