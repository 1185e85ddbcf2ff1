import assert from "node:assert/strict";
import { test } from "node:test";

import { cellsOf, join } from "../../../static/js/take/grid.js";

test("a time finds its cell, to the millisecond", () => {
  const cellAt = cellsOf([0, 0.1, 0.2, 0.30000000000000004]);
  assert.equal(cellAt(0), 0);
  assert.equal(cellAt(0.3), 3);
  assert.equal(cellAt(0.1004), 1);
  assert.equal(cellAt(0.15), undefined);
  assert.equal(cellAt(0.4), undefined);
});

test("grids of one step join to one list of times", () => {
  const joined = join([{ times: [0, 0.1, 0.2] }, { times: [-0.1, 0.1, 0.30000000000000004] }]);
  assert.deepEqual(joined.times, [-0.1, 0, 0.1, 0.2, 0.3]);
  assert.deepEqual(joined.cells, [
    [undefined, 0, 1, 2, undefined],
    [0, undefined, 1, undefined, 2],
  ]);
});

test("one grid joins to itself", () => {
  assert.deepEqual(join([{ times: [1, 2] }]), { times: [1, 2], cells: [[0, 1]] });
});
