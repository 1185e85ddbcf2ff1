// Lining up take and clip: when the take's first frame was captured, and which part of the clip
// was on the screen when. All wall times are on performance.now()'s clock, in ms.

/** @typedef {import("../clock.js").Timeline} Timeline */

/**
 * Note when the frames of the camera's preview were captured.
 *
 * The first one captured at or after the start of the recorder is the take's first frame.
 *
 * @param {HTMLVideoElement} preview
 */
export function watchCamera(preview) {
  /** @type {number[]} */
  const captured = [];
  const stop = tellsFrames(preview)
    ? eachFrame(preview, (now, { captureTime }) => captured.push(captureTime ?? now))
    : () => {};
  return {
    stop,
    /** @param {number} startedAt */
    firstSince: (startedAt) => captured.find((time) => time >= startedAt) ?? startedAt,
  };
}

/**
 * Note pairs of wall time (ms) and clip time (s) while the clip plays.
 *
 * @param {HTMLVideoElement} clip
 */
export function watchClip(clip) {
  /** @type {[number, number][]} */
  const line = [];
  /**
   * @param {number} wall
   * @param {number} media
   */
  const note = (wall, media) => {
    if (!clip.paused) line.push([round(wall), round(media)]);
  };
  const stop = tellsFrames(clip)
    ? eachFrame(clip, (_, { expectedDisplayTime, mediaTime }) =>
        note(expectedDisplayTime, mediaTime),
      )
    : eachPaint((now) => note(now, clip.currentTime));
  return { stop, line };
}

/**
 * The timeline that is sent with a take.
 *
 * @param {number} firstCapture
 * @param {[number, number][]} line
 * @returns {Timeline}
 */
export function timelineOf(firstCapture, line) {
  return { version: 1, first_capture: round(firstCapture), clip: line };
}

/** Whether the browser tells when each frame is shown. @param {HTMLVideoElement} video */
function tellsFrames(video) {
  return "requestVideoFrameCallback" in video;
}

/**
 * @param {HTMLVideoElement} video
 * @param {VideoFrameRequestCallback} callback
 */
function eachFrame(video, callback) {
  /** @type {VideoFrameRequestCallback} */
  const next = (now, frame) => {
    callback(now, frame);
    handle = video.requestVideoFrameCallback(next);
  };
  let handle = video.requestVideoFrameCallback(next);
  return () => video.cancelVideoFrameCallback(handle);
}

/** @param {FrameRequestCallback} callback */
function eachPaint(callback) {
  /** @type {FrameRequestCallback} */
  const next = (now) => {
    callback(now);
    handle = requestAnimationFrame(next);
  };
  let handle = requestAnimationFrame(next);
  return () => cancelAnimationFrame(handle);
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 1000) / 1000;
}
