// One attempt: 3-2-1, recorder, clip, and a moment more.

import { startRecording } from "./recorder.js";
import { timelineOf, watchCamera, watchClip } from "./lineup.js";
import { countDown, ended, Interrupted, pause, standAt } from "./timing.js";

const LEAD = 500; // ms that the recorder runs before the clip, for a steady first frame
const TAIL = 1000; // ms after the clip, for performers who lag
const SHORTEST = 2; // s of the clip; less is no take

/**
 * Count down, then record while the clip plays.
 *
 * `finish` and `abort` are AbortSignals: the first ends the take early and keeps it, the second
 * throws it away. Resolves to {blob, timeline, whole}; rejects with Interrupted.
 */
export async function perform({ stream, preview, clip, maxSeconds, finish, abort, count, rolling }) {
  await standAt(clip, 0);
  await countDown(count, finish, abort);
  const camera = watchCamera(preview);
  const lost = new AbortController();
  const recording = startRecording(stream, () => lost.abort());
  let watch = null;
  try {
    rolling(recording.startedAt);
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
