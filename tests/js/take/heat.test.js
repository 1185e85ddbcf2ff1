import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf } from "../../../static/js/take/heat.js";

const rounded = (bars) => bars.map(({ height, level }) => [Math.round(1e6 * height) / 1e6, level]);

test("losses are smoothed over three moments, the largest fills the bar", () => {
  // smoothed: 0, 0, 2, 2, 2, 0, 0
  assert.deepEqual(rounded(barsOf([0, 0, 0, 6, 0, 0, 0])), [
    [0.04, 0],
    [0.04, 0],
    [1, 4],
    [1, 4],
    [1, 4],
    [0.04, 0],
    [0.04, 0],
  ]);
});

test("five levels of equal width", () => {
  // steady slopes stay as they are: 1, 2, … 9 of at most 9.5 (the end is smoothed over two)
  const bars = barsOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(
    bars.map(({ level }) => level),
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4],
  );
  assert.equal(Math.round(1e6 * bars[5].height) / 1e6, 0.545263); // 0.04 + 0.96 × 5 / 9.5
});

test("a take that lost hardly anything has low bars", () => {
  // a loss counts as large from a quarter of an equal share: here 0.25 / 4 = 0.0625
  assert.deepEqual(
    rounded(barsOf([0.00625, 0.00625, 0.00625, 0.00625])),
    Array(4).fill([0.136, 0]),
  );
  assert.deepEqual(rounded(barsOf([0, 0])), Array(2).fill([0.04, 0]));
});

test("a long clip has few enough bars, each with the worst of its moments", () => {
  const losses = Array(500).fill(0);
  losses[300] = 3;
  const bars = barsOf(losses); // three moments to a bar
  assert.equal(bars.length, 167);
  const high = bars.flatMap(({ level }, index) => (level ? [index] : []));
  assert.deepEqual(high, [99, 100]); // moments 299, 300 and 301
});
