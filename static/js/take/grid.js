// Rows of moments on several clocks of the same step.

const key = (time) => Math.round(time * 1000);

/** A function from a time to the grid's cell there; undefined where it has none. */
export function cellsOf(times) {
  const places = new Map(times.map((time, index) => [key(time), index]));
  return (time) => places.get(key(time));
}

/** All times of several grids in one ascending list, and each grid's cells along it. */
export function join(grids) {
  const keys = new Set(grids.flatMap(({ times }) => times.map(key)));
  const shared = [...keys].sort((a, b) => a - b).map((each) => each / 1000);
  return [shared, ...grids.map(({ times }) => shared.map(cellsOf(times)))];
}

/** Place of the last time at or before a time, 0 before the first; `times` ascend. */
export function placeOf(times, time) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
