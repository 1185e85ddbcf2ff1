// The curves as a table, for those who do not see the chart.

import { emotionName } from "../emotions.js";
import { cellsOf } from "./grid.js";

const STEP = 0.5; // s between two rows of the table

/** Fill the table every half second of the clip: one row for each of `rows`, {name, grid}. */
export function fillTable(table, { labels, rate, rows }) {
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
      addRow(body, time, name, labels.map((_, k) => percent(grid, cells[which](time), k)));
    });
  });
}

function addRow(body, time, name, values) {
  const row = body.insertRow();
  for (const text of [time.toFixed(1), name, ...values]) row.insertCell().textContent = text;
}

function percent(grid, cell, k) {
  if (cell === undefined || !grid.seen[cell]) return "–";
  return `${Math.round(100 * grid.probabilities[cell][k])} %`;
}
