import assert from "node:assert/strict";
import { test } from "node:test";

import { csvOf } from "../../../static/js/take/csv.js";

test("every moment of the clip is one row", () => {
  const reference = {
    times: [0, 0.1, 0.2],
    seen: [true, true, false],
    probabilities: [
      [0.25, 0.75],
      [0.5, 0.5],
      [1, 0],
    ],
  };
  const take = {
    times: [0.1, 0.2],
    seen: [true, false],
    probabilities: [
      [0.125, 0.875],
      [0, 1],
    ],
  };
  const path = [
    [1, 0],
    [1, 1],
  ];
  const losses = [0, 0.0000006, 1 / 3];
  const csv = csvOf({ labels: ["joy", "calm"], reference, take, losses, path });
  assert.deepEqual(csv.split("\n"), [
    "time,clip_seen,take_seen,matched_take_time,loss,clip_joy,clip_calm,take_joy,take_calm",
    "0,1,,,0.000000,0.25,0.75,,",
    "0.1,1,1,0.2,0.000001,0.5,0.5,0.125,0.875",
    "0.2,0,0,,0.333333,1,0,0,1",
    "",
  ]);
});
