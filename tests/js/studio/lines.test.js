import assert from "node:assert/strict";
import { test } from "node:test";

import { lineAt, wordsOf } from "../../../static/js/studio/lines.js";

const first = { start: 2, end: 3, text: "First" };
const second = { start: 6, end: 7, text: "Second" };
const lines = [first, second];

test("a line comes a little early and stays a little", () => {
  assert.deepEqual(lineAt(lines, 0.4), { line: null, next: "First" });
  assert.deepEqual(lineAt(lines, 0.5), { line: first, next: "Second" });
  assert.deepEqual(lineAt(lines, 3.39), { line: first, next: "Second" });
  assert.deepEqual(lineAt(lines, 3.4), { line: null, next: "Second" });
  assert.deepEqual(lineAt(lines, 4.5), { line: second, next: "" });
  assert.deepEqual(lineAt(lines, 7.4), { line: null, next: "" });
  assert.deepEqual(lineAt([], 1), { line: null, next: "" });
});

test("words share the line's time by their letters", () => {
  assert.deepEqual(wordsOf({ start: 1, end: 3, text: " no  rest " }), [
    { start: 1, end: 1 + 2 / 3, text: "no" }, // 2 of 6 letters
    { start: 1 + 2 / 3, end: 3, text: "rest" },
  ]);
  assert.deepEqual(wordsOf({ start: 1, end: 2, text: " " }), []);
});
