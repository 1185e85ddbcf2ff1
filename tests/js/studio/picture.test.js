import assert from "node:assert/strict";
import { test } from "node:test";

import { frameIn, inPicture, onScreen } from "../../../static/js/studio/picture.js";

const wide = { videoWidth: 640, videoHeight: 480 };
const tall = { videoWidth: 480, videoHeight: 640 };

test("a picture stands whole in the square, between bars", () => {
  assert.deepEqual(frameIn(wide, 128), { x: 0, y: 16, width: 128, height: 96 });
  assert.deepEqual(frameIn(tall, 128), { x: 16, y: 0, width: 96, height: 128 });
});

test("a box of the square is a box of the picture without the bars", () => {
  const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.375 };
  assert.deepEqual(inPicture(box, frameIn(wide, 128), 128), {
    x: 0.25,
    y: 1 / 6, // 32 px of the square are 16 px below the upper bar, of 96
    width: 0.5,
    height: 0.5,
  });
});

test("on the screen the picture is mirrored", () => {
  const box = { x: 0.1, y: 0.2, width: 0.25, height: 0.5 };
  const screen = { clientWidth: 320, clientHeight: 240, ...wide };
  assert.deepEqual(onScreen(box, screen), { x: 208, y: 48, width: 80, height: 120 });
});

test("on the screen the picture is cut to fill its frame", () => {
  // 16:9 in a square of 180 px: 320 × 180, of which 70 px are cut away at each side
  const screen = { clientWidth: 180, clientHeight: 180, videoWidth: 1280, videoHeight: 720 };
  const box = { x: 0.5, y: 0, width: 0.25, height: 1 };
  assert.deepEqual(onScreen(box, screen), { x: 10, y: 0, width: 80, height: 180 });
});
