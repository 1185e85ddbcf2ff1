// The curves as a CSV file for other programs.

import { cellsOf } from "./grid.js";

/**
 * Every moment of the clip in one row; empty cells where the take has nothing.
 *
 * @param {Pick<import("./read.js").Result,
 *   "labels" | "reference" | "take" | "losses" | "path">} result
 */
export function csvOf({ labels, reference, take, losses, path }) {
  const cellAt = cellsOf(take.times);
  const matched = new Map(path.map(([i, j]) => [i, take.times[j]]));
  const names = ["clip", "take"].flatMap((who) => labels.map((label) => `${who}_${label}`));
  const head = ["time", "clip_seen", "take_seen", "matched_take_time", "loss", ...names];
  const rows = reference.times.map((time, i) => {
    const j = cellAt(time);
    return [
      time,
      Number(reference.seen[i]),
      j === undefined ? "" : Number(take.seen[j]),
      matched.get(i) ?? "",
      losses[i].toFixed(6),
      ...reference.probabilities[i],
      ...(j === undefined ? labels.map(() => "") : take.probabilities[j]),
    ];
  });
  return `${[head, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}
