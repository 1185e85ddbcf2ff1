// Which of several cameras.

import { recall, remember } from "./remember.js";

/**
 * The cameras to try, as getUserMedia wants them: the one chosen last, then any.
 *
 * @returns {MediaTrackConstraints[]}
 */
export function wantedDevices() {
  const id = recall("camera");
  const any = { facingMode: "user" };
  return id ? [{ deviceId: { exact: id } }, any] : [any];
}

/**
 * List the cameras in `select`; it stays hidden where there is no choice.
 *
 * @param {HTMLSelectElement} select
 * @param {MediaStream} stream Of the camera in use.
 */
export async function listCameras(select, stream) {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId);
  const used = stream.getVideoTracks()[0].getSettings().deviceId;
  select.replaceChildren(
    ...cameras.map(({ label, deviceId }, index) => {
      const name = label || interpolate(gettext("Camera %s"), [index + 1]);
      return new Option(name, deviceId, deviceId === used, deviceId === used);
    }),
  );
  const row = select.closest("label");
  if (row) row.hidden = cameras.length < 2;
}

/** @param {string} id */
export function rememberCamera(id) {
  remember("camera", id);
}
