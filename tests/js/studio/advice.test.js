import assert from "node:assert/strict";
import { test } from "node:test";

import { adviceFor, steady } from "../../../static/js/studio/advice.js";

const oval = { x: 100, y: 50, width: 100, height: 140 }; // its middle at (150, 120)

/** A face so wide with its middle so far from the oval's. */
function face(width, across = 0, down = 0) {
  return { x: 150 + across - width / 2, y: 120 + down - width / 2, width, height: width };
}

const advice = (faces, light = "good") => adviceFor({ faces, light, oval });

test("without a face only the light can be told", () => {
  assert.equal(advice([]), "none");
  assert.equal(advice([], "behind"), "none");
  assert.equal(advice([], "dark"), "dark");
});

test("a second face counts from half of the first one's width", () => {
  assert.equal(advice([face(100), face(51)]), "several");
  assert.equal(advice([face(100), face(50)]), "good");
});

test("the face should be about as wide as the oval", () => {
  assert.equal(advice([face(54)]), "far");
  assert.equal(advice([face(56)]), "good");
  assert.equal(advice([face(144)]), "good");
  assert.equal(advice([face(146)]), "close");
});

test("its middle may be 0.6 radii from the oval's", () => {
  assert.equal(advice([face(100, 29)]), "good"); // of a radius of 50
  assert.equal(advice([face(100, 31)]), "aside");
  assert.equal(advice([face(100, 0, 41)]), "good"); // of a radius of 70
  assert.equal(advice([face(100, 0, 43)]), "aside");
});

test("what is wrong with the place comes before the light", () => {
  assert.equal(advice([face(54)], "dark"), "far");
  assert.equal(advice([face(100)], "dark"), "dark");
  assert.equal(advice([face(100)], "behind"), "behind");
});

test("a value is passed on once it came twice in a row, and only if it is new", () => {
  const passed = [];
  const pass = steady((value) => passed.push(value));
  for (const value of ["a", "b", "a", "a", "a", "b", "a", "a", "b", "b"]) pass(value);
  assert.deepEqual(passed, ["a", "b"]);
});
