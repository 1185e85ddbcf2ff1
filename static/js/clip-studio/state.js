// A clip's state, as the site tells it and as both pages of the studio show it.

import { setText, showProgress } from "../dom.js";

/**
 * @typedef {object} ClipState
 * @property {string} id
 * @property {string} title
 * @property {string} state "running", "ready", "refused", …
 * @property {string} text The state in words.
 * @property {number} progress From 0 to 1.
 * @property {boolean} finished Whether nothing is being done to the clip.
 * @property {boolean} ready Whether it can be performed.
 * @property {boolean} published
 * @property {string[]} missing What it needs before it can be published.
 * @property {string} poster Address, or nothing.
 * @property {string} video Address.
 * @property {number} duration In s.
 * @property {string} model Name of the model that analysed it, or nothing.
 * @property {StoredLine[]} script
 * @property {{emotion: string, strength: number}[]} strip
 * @property {{time?: number, x: number, y: number}} face The chosen one; no time, none chosen.
 * @property {{start: number, end: number, made: boolean} | null} cut Not yet kept or undone.
 * @property {string} edit Address of its editor.
 */

/** @typedef {import("./script.js").StoredLine} StoredLine */

/**
 * Show how far the work on a clip is; nothing once it is finished.
 *
 * @param {HTMLProgressElement} bar
 * @param {ClipState} state
 */
export function showWork(bar, state) {
  bar.hidden = state.finished;
  showProgress(bar, state.state === "running" ? state.progress : null);
}

/**
 * Show a picture, unless it is shown already; the place stays hidden where there is none.
 *
 * @param {HTMLImageElement} image
 * @param {string} address
 */
export function showPicture(image, address) {
  image.hidden = !address;
  if (address && image.getAttribute("src") !== address) image.src = address;
}

/**
 * Say what a clip needs before it can be published.
 *
 * @param {HTMLElement} place
 * @param {ClipState} state
 */
export function showMissing(place, { missing }) {
  const text = gettext("Missing before it can be published: %s");
  setText(place, missing.length ? interpolate(text, [missing.join(", ")]) : "");
}

/**
 * The word on the button that publishes or hides a clip.
 *
 * @param {ClipState} state
 */
export function publishWord({ published }) {
  return published ? gettext("Hide") : gettext("Publish");
}
