import assert from "node:assert/strict";
import { test } from "node:test";

import { judgeLight } from "../../../static/js/studio/light.js";

const BOX = { x: 0.25, y: 0, width: 0.5, height: 1 }; // the four columns in the middle

/** A picture of 8 × 4 pixels, grey inside the box and outside it. */
function picture(inside, outside, [width, height] = [8, 4]) {
  const pixels = Array.from({ length: width * height }, (_, at) => {
    const column = at % width;
    const grey = column >= 2 && column < 6 ? inside : outside;
    return [grey, grey, grey, 255];
  });
  return { data: pixels.flat(), width, height };
}

test("a face of ordinary brightness is well lit", () => {
  assert.equal(judgeLight(picture(120, 120), BOX), "good");
  assert.equal(judgeLight(picture(56, 56), BOX), "good");
});

test("a face below luma 55 is dark", () => {
  assert.equal(judgeLight(picture(54, 54), BOX), "dark");
  assert.equal(judgeLight(picture(54, 124), BOX), "dark"); // 70 brighter is not yet too much
});

test("surroundings more than 70 brighter are light from behind", () => {
  assert.equal(judgeLight(picture(100, 171), BOX), "behind");
  assert.equal(judgeLight(picture(100, 169), BOX), "good");
});

test("colours count by their luma", () => {
  const pixel = (red, green, blue) => ({ data: [red, green, blue, 255], width: 1, height: 1 });
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  assert.equal(judgeLight(pixel(0, 0, 255), whole), "dark"); // 0.114 × 255 = 29
  assert.equal(judgeLight(pixel(0, 255, 0), whole), "good"); // 0.587 × 255 = 150
});

test("the face is where its box says", () => {
  const left = { x: 0, y: 0, width: 0.25, height: 1 };
  assert.equal(judgeLight(picture(200, 20), left), "behind"); // 20 there, 140 around
});
