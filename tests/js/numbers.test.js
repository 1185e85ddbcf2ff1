import assert from "node:assert/strict";
import { test } from "node:test";

import { clamp, lastAtOrBefore, mean, median, smoothed } from "../../static/js/numbers.js";

test("clamp keeps what lies between and stops at the ends", () => {
  assert.equal(clamp(0.4, 0, 1), 0.4);
  assert.equal(clamp(-3, 0, 1), 0);
  assert.equal(clamp(7, 0, 1), 1);
});

test("mean and median", () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([10, 1, 9, 2]), 9); // of the two in the middle, the larger
});

test("median leaves its list in order", () => {
  const values = [3, 1, 2];
  median(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test("smoothing summarises fewer neighbours at the ends", () => {
  assert.deepEqual(smoothed([0, 3, 6, 0], 1, mean), [1.5, 3, 3, 3]);
  assert.deepEqual(smoothed([0, 3, 6, 0], 0, mean), [0, 3, 6, 0]);
  assert.deepEqual(smoothed([], 2, mean), []);
});

test("the last value at or before another", () => {
  const times = [1, 2, 2.5, 4];
  assert.equal(lastAtOrBefore(times, 0), 0); // all come after it
  assert.equal(lastAtOrBefore(times, 1), 0);
  assert.equal(lastAtOrBefore(times, 2.49), 1);
  assert.equal(lastAtOrBefore(times, 2.5), 2);
  assert.equal(lastAtOrBefore(times, 99), 3);
  assert.equal(lastAtOrBefore([], 1), 0);
});
