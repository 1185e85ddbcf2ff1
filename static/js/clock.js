// From the clip's clock to the take's clock, for playing both in step.

import { lastAtOrBefore, median, smoothed } from "./numbers.js";

const AROUND = 7; // pairs to each side whose median removes the jitter of frame callbacks

/**
 * What is sent with a take: when its first frame was captured (ms on performance.now()'s clock),
 * and pairs of wall time (ms on the same clock) and clip time (s) while the clip played.
 *
 * @typedef {{version: number, first_capture: number, clip: [number, number][]}} Timeline
 */

/**
 * A function from clip seconds to seconds of the take's video.
 *
 * @param {Timeline | null} timeline
 * @returns {(time: number) => number}
 */
export function takeClock(timeline) {
  if (!timeline?.clip?.length) return (time) => time;
  const times = timeline.clip.map(([, time]) => time);
  const raw = timeline.clip.map(([wall, time]) => wall / 1000 - time);
  const offsets = smoothed(raw, AROUND, median);
  const first = timeline.first_capture / 1000;
  return (time) => time + offsets[lastAtOrBefore(times, time)] - first;
}
