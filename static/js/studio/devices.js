// Which of several cameras.

import { recall, remember } from "./remember.js";

/** The cameras to try, as getUserMedia wants them: the one chosen last, then any. */
export function wantedDevices() {
  const id = recall("camera");
  const any = { facingMode: "user" };
  return id ? [{ deviceId: { exact: id } }, any] : [any];
}

/** List the cameras in `select`; it stays hidden where there is no choice. */
export async function listCameras(select, stream) {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId);
  const used = stream.getVideoTracks()[0].getSettings().deviceId;
  const nameOf = ({ label }, index) => label || interpolate(gettext("Camera %s"), [index + 1]);
  select.replaceChildren(
    ...cameras.map((camera, index) => {
      const mine = camera.deviceId === used;
      return new Option(nameOf(camera, index), camera.deviceId, mine, mine);
    }),
  );
  select.closest("label").hidden = cameras.length < 2;
}

export function rememberCamera(id) {
  remember("camera", id);
}
