import assert from "node:assert/strict";
import { test } from "node:test";

import { curveOf } from "../../../static/js/take/plot.js";

test("a curve breaks where no face was seen and skips times of other grids", () => {
  const grid = {
    times: [0, 1, 2],
    seen: [true, false, true],
    probabilities: [
      [0.25, 0.75],
      [0.5, 0.5],
      [0.125, 0.875],
    ],
  };
  assert.deepEqual(curveOf(grid, 1, [undefined, 0, 1, 2]), [undefined, 75, null, 87.5]);
});
