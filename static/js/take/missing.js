// What stands in the place of a video that does not load.

import { make } from "../dom.js";

/**
 * Once a video fails, hide it, say so in its place, and call `onMissing`.
 *
 * @param {HTMLVideoElement} video
 * @param {() => void} [onMissing]
 */
export function watchLoading(video, onMissing = () => {}) {
  function replace() {
    const text = gettext(
      "This video could not be loaded. Check the connection and load the page again.",
    );
    const note = make("p", "gone", text);
    note.role = "alert";
    video.hidden = true;
    video.after(note);
    onMissing();
  }
  if (video.error) replace();
  else video.addEventListener("error", replace, { once: true });
}
