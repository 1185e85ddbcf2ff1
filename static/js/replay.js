// Two videos in step: the clip leads, the take follows along a mapping of times.

import { clamp } from "./numbers.js";

const SNAP = 0.3; // s of drift that are jumped over instead of caught up
const LONGEST = 1; // s that a jump is expected to take at most
const NEAR = 0.005; // s of drift that are no reason to seek again
const GAIN = 5; // of a drift, caught up per second
const STEP = 0.02; // smallest change of speed worth making
const AHEAD = 0.1; // s around a moment over which the mapping's slope is taken
const SLOWEST = 0.1;
const FASTEST = 4;

/** @typedef {(time: number) => number} TimeMap From clip seconds to seconds of the take. */

/**
 * Tie two videos together.
 *
 * Either may be null (the clip is gone, the take is not shown): the other then plays alone.
 * `release()` of what is returned unties them.
 *
 * @param {object} options
 * @param {HTMLVideoElement | null} options.clip
 * @param {HTMLVideoElement | null} options.take
 * @param {TimeMap} options.toTake Can be changed later with `remap()`.
 * @param {(time: number) => void} [options.onTick] Called with the clip's time on every paint
 *   while playing and after every seek.
 * @param {(playing: boolean) => void} [options.onPlaying]
 */
export function tieVideos({ clip, take, toTake, onTick = () => {}, onPlaying = () => {} }) {
  const lead = clip ?? take;
  if (!lead) throw new Error("there is no video to play");
  const tied = new AbortController();
  const { signal } = tied;
  let map = toTake;
  let painting = 0; // the next paint's handle, 0 for none
  let began = 0; // when the take's last jump began, ms
  let journey = 0; // s that it took: a jump while the clip runs aims so far ahead
  const shift = () => (clip ? 0 : map(0));
  const time = () => lead.currentTime - shift();

  function follow() {
    if (clip && take) keepUp(clip, take);
    onTick(time());
  }

  /**
   * @param {HTMLVideoElement} leader
   * @param {HTMLVideoElement} follower
   */
  function keepUp(leader, follower) {
    const now = leader.currentTime;
    const wanted = map(now);
    const drift = wanted - follower.currentTime;
    if (leader.paused || leader.ended) {
      follower.pause();
      const still = clamp(wanted, 0, lengthOf(follower));
      const there = Math.abs(still - follower.currentTime) < NEAR;
      if (!there && (!follower.seeking || leader.ended)) jump(follower, still);
      return;
    }
    const over = wanted >= lengthOf(follower) || (follower.ended && drift > -SNAP);
    if (wanted < 0 || over) {
      follower.pause();
      return;
    }
    if (follower.seeking) return;
    const ahead = leader.seeking ? 0 : journey * leader.playbackRate;
    if (Math.abs(drift) > SNAP) jump(follower, map(now + ahead));
    const slope = (map(now + AHEAD) - map(now - AHEAD)) / (2 * AHEAD);
    const speed = clamp(slope * leader.playbackRate + GAIN * drift, SLOWEST, FASTEST);
    if (Math.abs(speed - follower.playbackRate) > STEP) follower.playbackRate = speed;
    if (follower.paused) follower.play().catch(() => {});
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {number} to
   */
  function jump(video, to) {
    began = performance.now();
    video.currentTime = clamp(to, 0, lengthOf(video));
  }

  /** The clip may have gone on, or been moved again, while the take was on its way. */
  function onArrival() {
    journey = Math.min((performance.now() - began) / 1000, LONGEST);
    follow();
  }

  function paint() {
    follow();
    painting = lead?.paused ? 0 : requestAnimationFrame(paint);
  }

  /** Play, both at once; a pause that comes before the first frame is no error. */
  function play() {
    lead?.play().catch((error) => error.name !== "AbortError" && console.error(error));
    follow();
  }

  function onStart() {
    painting ||= requestAnimationFrame(paint);
    onPlaying(true);
  }

  function onStop() {
    follow();
    onPlaying(false);
  }

  lead.addEventListener("play", onStart, { signal });
  lead.addEventListener("pause", onStop, { signal });
  lead.addEventListener("ended", onStop, { signal });
  lead.addEventListener("seeked", follow, { signal });
  if (clip && take) take.addEventListener("seeked", onArrival, { signal });
  if (take) take.muted = true;

  return {
    time,
    toggle: () => (lead.paused ? play() : lead.pause()),
    play,
    pause: () => lead.pause(),
    /** @param {number} to In clip seconds. */
    seek(to) {
      lead.currentTime = clamp(to + shift(), 0, lengthOf(lead));
      follow();
    },
    /** @param {TimeMap} changed */
    remap(changed) {
      map = changed;
      follow();
    },
    release() {
      tied.abort();
      cancelAnimationFrame(painting);
      painting = 0;
    },
  };
}

/** @param {HTMLVideoElement} video */
function lengthOf(video) {
  return Number.isFinite(video.duration) ? video.duration : 1e6;
}
