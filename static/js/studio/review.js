// Watching the take beside the clip before it is sent.

import { takeClock } from "../clock.js";
import { tieVideos } from "../replay.js";

/**
 * Shows takes in `video`, played in step with the clip.
 *
 * @param {{clip: HTMLVideoElement, video: HTMLVideoElement}} options
 */
export function createReview({ clip, video }) {
  /** @type {ReturnType<typeof tieVideos> | null} */
  let tied = null;

  function close() {
    if (!tied) return;
    tied.release();
    tied = null;
    clip.pause();
    URL.revokeObjectURL(video.src);
    video.removeAttribute("src");
  }

  /** @param {import("../sending/pending.js").Take} take */
  function open(take) {
    close();
    video.src = URL.createObjectURL(take.blob);
    clip.controls = true;
    tied = tieVideos({ clip, take: video, toTake: takeClock(take.timeline) });
    tied.seek(0);
  }

  function play() {
    tied?.seek(0);
    tied?.play();
  }

  return { open, close, play };
}
