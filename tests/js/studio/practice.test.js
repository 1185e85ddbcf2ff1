import assert from "node:assert/strict";
import { test } from "node:test";

import { minutes, momentIn, stretchOf } from "../../../static/js/studio/practice.js";

test("the address may name a moment", () => {
  assert.deepEqual(momentIn("?from=6.5&to=7.5"), { from: 6.5, to: 7.5 });
  assert.deepEqual(momentIn("?from=0"), { from: 0, to: Infinity });
  assert.deepEqual(momentIn("?from=3&to=2"), { from: 3, to: Infinity });
});

test("what is no moment is none", () => {
  for (const search of ["", "?to=3", "?from=x", "?from=-1"]) assert.equal(momentIn(search), null);
});

const clip = { duration: 10, currentTime: 4 };
const lines = [
  { start: 0.25, end: 1, text: "" },
  { start: 8.5, end: 9.75, text: "" },
];
const stretch = (choice, moment = null, where = clip) => stretchOf(choice, where, lines, moment);

test("a line is practised with a breath before and after it, within the clip", () => {
  assert.deepEqual(stretch("0"), { from: 0, to: 1.7 });
  assert.deepEqual(stretch("1"), { from: 7.8, to: 10 });
});

test("the whole clip, also in the place of a line that is not there", () => {
  assert.deepEqual(stretch(""), { from: 0, to: 10 });
  assert.deepEqual(stretch("7"), { from: 0, to: 10 });
});

test("from where the clip stands, at least a second", () => {
  assert.deepEqual(stretch("here"), { from: 4, to: 10 });
  assert.deepEqual(stretch("here", null, { duration: 10, currentTime: 9.8 }), { from: 9, to: 10 });
});

test("a moment; one beyond the clip is its last second", () => {
  assert.deepEqual(stretch("moment", { from: 6.7, to: 7 }), { from: 6, to: 7.7 });
  assert.deepEqual(stretch("moment", { from: 60, to: Infinity }), { from: 9, to: 10 });
});

test("a clip without a length has no end", () => {
  const live = { duration: NaN, currentTime: 3 };
  assert.deepEqual(stretch("", null, live), { from: 0, to: Infinity });
});

test("times are told in minutes", () => {
  assert.equal(minutes(6.5), "0:06.5");
  assert.equal(minutes(62.04), "1:02.0");
});
