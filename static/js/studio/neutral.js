// The resting face: two seconds of it, above which expressions are counted.

import { startRecording } from "./recorder.js";
import { pause } from "./timing.js";

const SETTLE = 800; // ms between the press and the recording: pressing moves the face
const LENGTH = 2400; // ms of recording; encoders drop a little at both ends
const LEAST = 2000; // bytes; less holds no picture
const never = new AbortController().signal;

/**
 * Record the resting face; rejects with Interrupted once `abort` came.
 *
 * @param {object} options
 * @param {MediaStream} options.stream
 * @param {AbortSignal} options.abort
 * @param {() => void} options.onStart Called when the recorder runs.
 */
export async function captureNeutral({ stream, abort, onStart }) {
  await pause(SETTLE, never, abort);
  const lost = new AbortController();
  const recording = startRecording(stream, () => lost.abort());
  try {
    onStart();
    await pause(LENGTH, lost.signal, abort);
    const blob = await recording.stop();
    if (lost.signal.aborted || blob.size < LEAST) throw new Error("lost");
    return blob;
  } finally {
    recording.stop();
  }
}
