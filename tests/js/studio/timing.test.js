import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { countDown, ended, Interrupted, pause, standAt } from "../../../static/js/studio/timing.js";

const never = new AbortController().signal;
const aborted = AbortSignal.abort();

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** What becomes of a promise before the timers go on. */
function outcome(promise) {
  const settled = promise.then(
    () => "resolved",
    (error) => (error instanceof Interrupted ? error.message : error),
  );
  const pending = new Promise((resolve) => setImmediate(resolve, "pending"));
  return Promise.race([settled, pending]);
}

/** A video as far as the waiting uses it; a seek takes until its event comes. */
class Video extends EventTarget {
  currentTime = 0;
  paused = false;

  pause() {
    this.paused = true;
  }
}

test("a pause takes its time", async () => {
  const waiting = pause(500, never, never);
  mock.timers.tick(499);
  assert.equal(await outcome(waiting), "pending");
  mock.timers.tick(1);
  assert.equal(await outcome(waiting), "resolved");
});

test("finishing ends a pause, aborting rejects it", async () => {
  const [finish, abort] = [new AbortController(), new AbortController()];
  const finished = pause(500, finish.signal, never);
  finish.abort();
  assert.equal(await outcome(finished), "resolved");
  const thrown = outcome(pause(500, never, abort.signal));
  abort.abort();
  assert.equal(await thrown, "aborted");
});

test("a signal that came before counts", async () => {
  assert.equal(await outcome(pause(500, aborted, never)), "resolved");
  assert.equal(await outcome(pause(500, never, aborted)), "aborted");
});

test("three, two, one, a second each", async () => {
  const counted = [];
  const waiting = countDown((number) => counted.push(number), never, never);
  for (const soFar of [[3], [3, 2], [3, 2, 1]]) {
    assert.equal(await outcome(waiting), "pending");
    assert.deepEqual(counted, soFar);
    mock.timers.tick(1000);
  }
  assert.equal(await outcome(waiting), "resolved");
});

test("a countdown that is finished early has stopped", async () => {
  const finish = new AbortController();
  const counted = [];
  const waiting = countDown((number) => counted.push(number), finish.signal, never);
  finish.abort();
  assert.equal(await outcome(waiting), "stopped");
  assert.deepEqual(counted, [3]);
});

test("a clip stands at a moment once it was sought", async () => {
  const clip = new Video();
  const waiting = standAt(clip, 4);
  assert.deepEqual([clip.paused, clip.currentTime], [true, 4]);
  assert.equal(await outcome(waiting), "pending");
  clip.dispatchEvent(new Event("seeked"));
  assert.equal(await outcome(waiting), "resolved");
});

test("a clip that stands there already is not sought", async () => {
  assert.equal(await outcome(standAt(new Video(), 0)), "resolved");
});

test("the end of a clip, a signal and the end of the time are waited for", async () => {
  const clip = new Video();
  const byItself = ended(clip, 9000, [never]);
  assert.equal(await outcome(byItself), "pending");
  clip.dispatchEvent(new Event("ended"));
  assert.equal(await outcome(byItself), "resolved");

  const stop = new AbortController();
  const stopped = ended(new Video(), 9000, [never, stop.signal]);
  stop.abort();
  assert.equal(await outcome(stopped), "resolved");
  assert.equal(await outcome(ended(new Video(), 9000, [aborted])), "resolved");

  const tooLong = ended(new Video(), 9000, [never]);
  mock.timers.tick(9000);
  assert.equal(await outcome(tooLong), "resolved");
});

test("a clip that fails interrupts", async () => {
  const clip = new Video();
  const waiting = ended(clip, 9000, [never]);
  clip.dispatchEvent(new Event("error"));
  assert.equal(await outcome(waiting), "clip");
});
