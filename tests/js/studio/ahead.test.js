import assert from "node:assert/strict";
import { test } from "node:test";

import { runsOf } from "../../../static/js/studio/ahead.js";

test("neighbours of one emotion are one run, weak ones are neutral", () => {
  const pieces = [
    ["sadness", 0.1],
    ["neutral", 0.9],
    ["sadness", 0.18],
    ["sadness", 0.5],
    ["anger", 0.4],
    ["anger", 0.17],
  ].map(([emotion, strength]) => ({ emotion, strength }));
  assert.deepEqual(runsOf(pieces), [
    { emotion: "neutral", first: 0, strengths: [0.1, 0.9] },
    { emotion: "sadness", first: 2, strengths: [0.18, 0.5] },
    { emotion: "anger", first: 4, strengths: [0.4] },
    { emotion: "neutral", first: 5, strengths: [0.17] },
  ]);
  assert.deepEqual(runsOf([]), []);
});
