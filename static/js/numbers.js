// Small sums over lists of numbers.

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** @param {number[]} values */
export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The middle one of the values in their order; of two in the middle, the larger.
 *
 * @param {number[]} values
 */
export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/**
 * Each value summarised together with up to `reach` neighbours to each side.
 *
 * @param {number[]} values
 * @param {number} reach
 * @param {(values: number[]) => number} summary
 */
export function smoothed(values, reach, summary) {
  return values.map((_, index) =>
    summary(values.slice(Math.max(0, index - reach), index + reach + 1)),
  );
}

/**
 * Index of the last value at or before `value`; 0 where all come after it.
 *
 * @param {number[]} ascending
 * @param {number} value
 */
export function lastAtOrBefore(ascending, value) {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ascending[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
