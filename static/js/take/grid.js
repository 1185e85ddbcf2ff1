// Moments on several clocks of the same step.

/**
 * A track on a regular grid: for each time (s on the clip's clock), the probabilities of the
 * classes and whether a face was seen.
 *
 * @typedef {{times: number[], probabilities: number[][], seen: boolean[]}} Grid
 */

/** Times that differ by less than a millisecond are the same moment. @param {number} time */
const key = (time) => Math.round(time * 1000);

/**
 * A function from a time to the index of the grid's cell there; undefined where it has none.
 *
 * @param {number[]} times
 * @returns {(time: number) => number | undefined}
 */
export function cellsOf(times) {
  const places = new Map(times.map((time, index) => [key(time), index]));
  return (time) => places.get(key(time));
}

/**
 * All times of several grids in one ascending list, and each grid's cells along it.
 *
 * @param {{times: number[]}[]} grids
 * @returns {{times: number[], cells: (number | undefined)[][]}}
 */
export function join(grids) {
  const keys = new Set(grids.flatMap(({ times }) => times.map(key)));
  const shared = [...keys].sort((a, b) => a - b).map((each) => each / 1000);
  return { times: shared, cells: grids.map(({ times }) => shared.map(cellsOf(times))) };
}
