// The warping path as a mapping of times.

import { lastAtOrBefore, mean, smoothed } from "../numbers.js";

const AROUND = 3; // cells to each side that smooth the staircase of the path

/**
 * A function from the clip's time to the matching time of the take, both on the clip's clock.
 *
 * @param {object} result
 * @param {[number, number][]} result.path Pairs of a cell of the clip and a cell of the take.
 * @param {{times: number[]}} result.reference
 * @param {{times: number[]}} result.take
 * @returns {(time: number) => number}
 */
export function alongPath({ path, reference, take }) {
  /** @type {Map<number, number[]>} */
  const matched = new Map();
  for (const [i, j] of path) matched.set(i, [...(matched.get(i) ?? []), take.times[j]]);
  if (!matched.size) return (time) => time;
  const from = [...matched.keys()].map((i) => reference.times[i]);
  const raw = [...matched.values()].map((times, index) => mean(times) - from[index]);
  const lags = smoothed(raw, AROUND, mean);
  return (time) => {
    const index = lastAtOrBefore(from, time);
    if (time <= from[0] || index === from.length - 1) return time + lags[index];
    const part = (time - from[index]) / (from[index + 1] - from[index]);
    return time + lags[index] + part * (lags[index + 1] - lags[index]);
  };
}
