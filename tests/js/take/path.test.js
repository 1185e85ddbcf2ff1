import assert from "node:assert/strict";
import { test } from "node:test";

import { alongPath } from "../../../static/js/take/path.js";

const near = (actual, expected) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`);

/** A grid of so many cells, one each second. */
const grid = (count) => ({ times: Array.from({ length: count }, (_, n) => n) });

test("an empty path maps every time to itself", () => {
  const map = alongPath({ path: [], reference: grid(3), take: grid(3) });
  assert.equal(map(1.7), 1.7);
});

test("a take that is late throughout is late between and beyond the cells too", () => {
  const path = Array.from({ length: 8 }, (_, n) => [n, n + 2]);
  const map = alongPath({ path, reference: grid(8), take: grid(10) });
  for (const time of [-1, 0, 2.5, 6.99, 7, 20]) near(map(time), time + 2);
});

test("a cell that is matched several times lies at the mean of its matches", () => {
  // alone in the path, so that nothing smooths its lag: cells 1, 2 and 6 of the take, mean 3
  const path = [1, 2, 6].map((j) => [0, j]);
  const map = alongPath({ path, reference: grid(1), take: grid(7) });
  near(map(0), 3);
  near(map(5), 8);
});

test("the staircase of the path is smoothed over three cells to each side", () => {
  // lags 0, 0, 0, 7, 0, 0, 0: over all seven cells their mean is 1, over the first four 7/4
  const path = [0, 1, 2, 10, 4, 5, 6].map((j, i) => [i, j]);
  const map = alongPath({ path, reference: grid(7), take: grid(11) });
  near(map(3), 3 + 1);
  near(map(0), 0 + 7 / 4);
  near(map(1), 1 + 7 / 5);
  near(map(0.5), 0.5 + (7 / 4 + 7 / 5) / 2); // halfway between two cells, halfway between lags
});
