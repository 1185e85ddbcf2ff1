// Lining up take and clip: when the take's first frame was captured, and which part of the clip
// was on the screen when. All wall times are on performance.now()'s clock, in ms.

const hasFrames = "requestVideoFrameCallback" in HTMLVideoElement.prototype;

/**
 * Note when the frames of the camera's preview were captured.
 *
 * The first one captured at or after the start of the recorder is the take's first frame.
 */
export function watchCamera(preview) {
  const captured = [];
  const stop = eachFrame(preview, (now, frame) => captured.push(frame.captureTime ?? now));
  return {
    stop,
    firstSince: (startedAt) => captured.find((time) => time >= startedAt) ?? startedAt,
  };
}

/** Note the line of [wall ms, clip s] while the clip plays. */
export function watchClip(clip) {
  const line = [];
  const note = (wall, media) => {
    if (!clip.paused) line.push([round(wall), round(media)]);
  };
  const stop = hasFrames
    ? eachFrame(clip, (now, frame) => note(frame.expectedDisplayTime, frame.mediaTime))
    : eachPaint((now) => note(now, clip.currentTime));
  return { stop, line };
}

/** The timeline that is sent with a take. */
export function timelineOf(firstCapture, line) {
  return { version: 1, first_capture: round(firstCapture), clip: line };
}

function eachFrame(video, callback) {
  if (!hasFrames) return () => {};
  let handle;
  const next = (now, frame) => {
    callback(now, frame);
    handle = video.requestVideoFrameCallback(next);
  };
  handle = video.requestVideoFrameCallback(next);
  return () => video.cancelVideoFrameCallback(handle);
}

function eachPaint(callback) {
  let handle;
  const next = (now) => {
    callback(now);
    handle = requestAnimationFrame(next);
  };
  handle = requestAnimationFrame(next);
  return () => cancelAnimationFrame(handle);
}

function round(number) {
  return Math.round(number * 1000) / 1000;
}
