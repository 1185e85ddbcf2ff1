import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { timelineOf, watchCamera, watchClip } from "../../../static/js/studio/lineup.js";

/** A video that tells its frames, one at a time, when the test says so. */
class Video {
  paused = false;
  currentTime = 0;
  waiting = new Map();
  handles = 0;

  requestVideoFrameCallback(callback) {
    this.waiting.set(++this.handles, callback);
    return this.handles;
  }

  cancelVideoFrameCallback(handle) {
    this.waiting.delete(handle);
  }

  show(now, frame) {
    const [[handle, callback]] = this.waiting;
    this.waiting.delete(handle);
    callback(now, frame);
  }
}

afterEach(() => {
  delete globalThis.requestAnimationFrame;
  delete globalThis.cancelAnimationFrame;
});

test("the take's first frame is the first one captured since the recorder's start", () => {
  const preview = new Video();
  const camera = watchCamera(preview);
  preview.show(110, { captureTime: 90 });
  preview.show(140, { captureTime: 123 });
  preview.show(173, {}); // some browsers do not tell when a frame was captured
  assert.equal(camera.firstSince(80), 90);
  assert.equal(camera.firstSince(91), 123);
  assert.equal(camera.firstSince(124), 173);
  assert.equal(camera.firstSince(500), 500); // no frame since: the start itself
  camera.stop();
  assert.equal(preview.waiting.size, 0);
});

test("frames of the clip are noted while it plays, to the microsecond", () => {
  const clip = new Video();
  const watch = watchClip(clip);
  clip.show(1000, { expectedDisplayTime: 1016.66666, mediaTime: 0.0333333 });
  clip.paused = true;
  clip.show(1033, { expectedDisplayTime: 1050, mediaTime: 0.07 });
  clip.paused = false;
  clip.show(1066, { expectedDisplayTime: 1083.25, mediaTime: 0.1 });
  watch.stop();
  assert.deepEqual(watch.line, [
    [1016.667, 0.033],
    [1083.25, 0.1],
  ]);
});

test("where frames are not told, each paint is noted", () => {
  let paint = null;
  globalThis.requestAnimationFrame = (callback) => {
    paint = callback;
    return 7;
  };
  const cancelled = [];
  globalThis.cancelAnimationFrame = (handle) => cancelled.push(handle);
  const clip = { paused: false, currentTime: 1.5 };
  const watch = watchClip(clip);
  paint(2000.0004);
  clip.currentTime = 1.5167;
  paint(2016.7);
  watch.stop();
  assert.deepEqual(watch.line, [
    [2000, 1.5],
    [2016.7, 1.517],
  ]);
  assert.deepEqual(cancelled, [7]);
});

test("where the camera's frames are not told, the start stands for the first one", () => {
  const camera = watchCamera({});
  camera.stop();
  assert.equal(camera.firstSince(42), 42);
});

test("the timeline as the site reads it", () => {
  assert.deepEqual(timelineOf(12.34567, [[1, 2]]), {
    version: 1,
    first_capture: 12.346,
    clip: [[1, 2]],
  });
});
