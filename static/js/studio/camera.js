// The camera: opening it, and why it cannot be opened.

import { wantedDevices } from "./devices.js";

const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/** @type {Record<string, string>} */
const PROBLEMS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/**
 * Why a camera could not be opened: the problem's name on the page, the browser's own words.
 *
 * @typedef {{problem: string, detail: string}} Failure
 */

/** What keeps this browser or address from recording at all: a problem's name, or null. */
export function standingProblem() {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return "unsupported";
  return null;
}

/**
 * Ask for the camera.
 *
 * @returns {Promise<MediaStream | Failure>}
 */
export async function openCamera() {
  const problem = standingProblem();
  if (problem) return { problem, detail: "" };
  let failure = new DOMException("", "NotFoundError");
  for (const device of wantedDevices()) {
    try {
      const video = { ...PICTURE, ...device };
      return await navigator.mediaDevices.getUserMedia({ audio: false, video });
    } catch (error) {
      failure = /** @type {DOMException} */ (error);
      if (PROBLEMS[failure.name] !== "missing") break; // another camera would not help
    }
  }
  const { name, message } = failure;
  return { problem: PROBLEMS[name] ?? "unknown", detail: `${name}: ${message}` };
}

/** @param {MediaStream | null} stream */
export function closeCamera(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
