// The camera: opening it, and why it cannot be opened.

import { wantedDevices } from "./devices.js";

const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

const PROBLEMS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** What keeps this browser or address from recording at all: a problem's name, or null. */
export function standingProblem() {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return "unsupported";
  return null;
}

/** Ask for the camera; resolves to {stream} or {problem, detail}. */
export async function openCamera() {
  const problem = standingProblem();
  if (problem) return { problem, detail: "" };
  let failure;
  for (const device of wantedDevices()) {
    try {
      const video = { ...PICTURE, ...device };
      return { stream: await navigator.mediaDevices.getUserMedia({ audio: false, video }) };
    } catch (error) {
      failure = error;
      if (PROBLEMS[error.name] !== "missing") break; // another camera would not help
    }
  }
  return { problem: PROBLEMS[failure.name] ?? "unknown", detail: `${failure.name}: ${failure.message}` };
}

export function closeCamera(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
