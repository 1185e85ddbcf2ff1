// Recording the camera's stream into one file.

const TYPES = [
  'video/mp4;codecs="avc1.42E01E"',
  "video/mp4;codecs=avc1",
  "video/mp4",
  "video/webm;codecs=vp9",
  "video/webm",
];
const BITS_PER_SECOND = 2_500_000;

/** The first type that can be recorded; empty for the browser's default. */
function recordingType() {
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
}

/**
 * Start recording.
 *
 * Returns the moment of the start on performance.now()'s clock, and what ends the recording and
 * resolves to its Blob.
 *
 * @param {MediaStream} stream
 * @param {() => void} onLost Called if the recording ends by itself.
 */
export function startRecording(stream, onLost) {
  const mimeType = recordingType();
  const options = { videoBitsPerSecond: BITS_PER_SECOND, ...(mimeType && { mimeType }) };
  const recorder = new MediaRecorder(stream, options);
  /** @type {Blob[]} */
  const parts = [];
  let asked = false;
  recorder.ondataavailable = (event) => parts.push(event.data);
  /** @type {Promise<Blob>} */
  const stopped = new Promise((resolve) => {
    recorder.onstop = () => {
      resolve(new Blob(parts, { type: recorder.mimeType.split(";")[0] }));
      if (!asked) onLost();
    };
  });
  const startedAt = performance.now();
  recorder.start();
  return {
    startedAt,
    stop() {
      asked = true;
      if (recorder.state !== "inactive") recorder.stop();
      return stopped;
    },
  };
}
