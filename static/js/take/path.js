// The warping path as a mapping of times.

import { placeOf } from "./grid.js";

const AROUND = 3; // cells to each side that smooth the staircase of the path

/** A function from the clip's time to the matching time of the take, both on the clip's clock. */
export function alongPath({ path, reference, take }) {
  const sums = new Map();
  for (const [i, j] of path) {
    const [total, count] = sums.get(i) ?? [0, 0];
    sums.set(i, [total + take.times[j], count + 1]);
  }
  if (!sums.size) return (time) => time;
  const from = [...sums.keys()].map((i) => reference.times[i]);
  const raw = [...sums.values()].map(([total, count], index) => total / count - from[index]);
  const lags = raw.map((_, index) => mean(raw.slice(Math.max(0, index - AROUND), index + AROUND + 1)));
  return (time) => {
    const index = placeOf(from, time);
    if (time <= from[0] || index === from.length - 1) return time + lags[index];
    const part = (time - from[index]) / (from[index + 1] - from[index]);
    return time + lags[index] + part * (lags[index + 1] - lags[index]);
  };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
