// One attempt: 3-2-1, recorder, clip, and a moment more.

import { timelineOf, watchCamera, watchClip } from "./lineup.js";
import { startRecording } from "./recorder.js";
import { countDown, ended, Interrupted, pause, standAt } from "./timing.js";

const LEAD = 500; // ms that the recorder runs before the clip, for a steady first frame
const TAIL = 1000; // ms after the clip, for performers who lag
const SHORTEST = 2; // s of the clip; less is no take

/**
 * What an attempt and a practice are given: `finish` ends it early and keeps what there is,
 * `abort` throws it away.
 *
 * @typedef {object} Performance
 * @property {HTMLVideoElement} clip
 * @property {AbortSignal} finish
 * @property {AbortSignal} abort
 * @property {(number: number) => void} onCount Called with 3, 2 and 1.
 */

/**
 * What was recorded: the video, how it lines up with the clip, whether the clip came to its end.
 *
 * @typedef {{blob: Blob, timeline: import("../clock.js").Timeline, whole: boolean}} Recorded
 */

/**
 * Count down, then record while the clip plays; rejects with Interrupted.
 *
 * @param {Performance & {
 *   stream: MediaStream,
 *   preview: HTMLVideoElement,
 *   maxSeconds: number,
 *   onStart: (startedAt: number) => void,
 * }} options `onStart` is called with the recorder's start on performance.now()'s clock.
 * @returns {Promise<Recorded>}
 */
export async function perform(options) {
  const { stream, preview, clip, maxSeconds, finish, abort, onCount, onStart } = options;
  await standAt(clip, 0);
  await countDown(onCount, finish, abort);
  const camera = watchCamera(preview);
  const lost = new AbortController();
  const recording = startRecording(stream, () => lost.abort());
  let watch = null;
  try {
    onStart(recording.startedAt);
    await pause(LEAD, finish, abort);
    watch = watchClip(clip);
    await clip.play();
    await ended(clip, (maxSeconds - 3) * 1000, [finish, abort, lost.signal]);
    const whole = clip.ended;
    if (whole) await pause(TAIL, finish, abort);
    const blob = await recording.stop();
    if (abort.aborted || clip.currentTime < Math.min(SHORTEST, clip.duration / 2)) {
      throw new Interrupted(lost.signal.aborted ? "lost" : "stopped");
    }
    const first = camera.firstSince(recording.startedAt);
    return { blob, timeline: timelineOf(first, watch.line), whole };
  } finally {
    clip.pause();
    camera.stop();
    watch?.stop();
    recording.stop();
  }
}
