import assert from "node:assert/strict";
import { test } from "node:test";

import { takeClock } from "../../static/js/clock.js";

/** A timeline whose pairs lie `offset` seconds apart from the clip's clock. */
function timeline(firstCapture, pairs) {
  return { version: 1, first_capture: firstCapture, clip: pairs };
}

test("without a timeline both clocks are one", () => {
  assert.equal(takeClock(null)(3.5), 3.5);
  assert.equal(takeClock(timeline(900, []))(3.5), 3.5);
});

test("a steady clip lies a constant time after the take's first frame", () => {
  // the clip's 0 s are at 5,500 ms, the take's first frame at 5,000 ms: half a second later
  const pairs = Array.from({ length: 40 }, (_, n) => [5500 + 100 * n, n / 10]);
  const clock = takeClock(timeline(5000, pairs));
  for (const time of [0, 1.23, 3.9, 10]) {
    assert.ok(Math.abs(clock(time) - (time + 0.5)) < 1e-9, String(time));
  }
});

test("jitter of single frame callbacks does not show", () => {
  const pairs = Array.from({ length: 31 }, (_, n) => [1000 + 100 * n + (n % 3 ? 0 : 25), n / 10]);
  const clock = takeClock(timeline(1000, pairs));
  assert.ok(Math.abs(clock(1.5) - 1.5) < 1e-9); // two of three are exact: so is their median
});

test("after a stall the clip lies later in the take", () => {
  const before = Array.from({ length: 20 }, (_, n) => [100 * n, n / 10]);
  const after = Array.from({ length: 20 }, (_, n) => [2700 + 100 * n, 2 + n / 10]); // 0.7 s lost
  const clock = takeClock(timeline(0, [...before, ...after]));
  assert.ok(Math.abs(clock(0.5) - 0.5) < 1e-9);
  assert.ok(Math.abs(clock(3.5) - 4.2) < 1e-9);
});
