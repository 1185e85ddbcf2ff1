// Practice: performing along, as often as one likes. Nothing is recorded, nothing is sent.

import { countDown, ended, Interrupted, pause, standAt } from "./timing.js";

/** @typedef {import("../take/captions.js").Line} Line */

/**
 * A stretch of the clip in s; `to` may be Infinity.
 *
 * @typedef {{from: number, to: number}} Stretch
 */

const BEFORE = 0.7; // s of the clip before a line or moment, to breathe in
const AFTER = 0.7;
const REST = 800; // ms between two rounds
const SHORTEST = 1; // s
const LOOK = 40; // ms between two looks at where the clip stands
const FOREVER = 2 ** 31 - 1; // ms, the longest that a timer takes

/**
 * The moment that the page's address asks for.
 *
 * @param {string} search
 * @returns {Stretch | null}
 */
export function momentIn(search) {
  const query = new URLSearchParams(search);
  const from = Number(query.get("from") ?? NaN);
  const to = Number(query.get("to") ?? Infinity);
  if (!(from >= 0)) return null;
  return { from, to: to > from ? to : Infinity };
}

/**
 * The stretch of the clip that an entry of the list stands for.
 *
 * @param {string} choice "moment", "here", the index of a line, or nothing for the whole clip.
 * @param {{duration: number, currentTime: number}} clip
 * @param {Line[]} lines
 * @param {Stretch | null} moment
 * @returns {Stretch}
 */
export function stretchOf(choice, clip, lines, moment) {
  const end = Number.isFinite(clip.duration) ? clip.duration : Infinity;
  const latest = Math.max(0, end - SHORTEST);
  /** @param {Stretch} stretch */
  const around = ({ from, to }) => ({
    from: Math.max(0, Math.min(from - BEFORE, latest)),
    to: Math.min(end, to + AFTER),
  });
  if (choice === "moment" && moment) return around(moment);
  if (choice === "here") return { from: Math.min(clip.currentTime, latest), to: end };
  const line = choice === "" ? null : lines[Number(choice)];
  return line ? around({ from: line.start, to: line.end }) : { from: 0, to: end };
}

/**
 * Count down, then play the stretch again and again until `finish` or `abort` comes.
 *
 * @param {import("./attempt.js").Performance & Stretch & {onStart: () => void}} options
 */
export async function practise({ clip, from, to, finish, abort, onCount, onStart }) {
  await standAt(clip, from);
  await countDown(onCount, finish, abort);
  try {
    onStart();
    while (!finish.aborted) {
      await clip.play();
      await playedTo(clip, to, finish, abort);
      clip.pause();
      await pause(REST, finish, abort);
      if (finish.aborted) return;
      await standAt(clip, from);
    }
  } finally {
    clip.pause();
  }
}

/**
 * Until the clip stands at `to`, has ended, or a signal came.
 *
 * @param {HTMLVideoElement} clip
 * @param {number} to
 * @param {AbortSignal} finish
 * @param {AbortSignal} abort
 */
async function playedTo(clip, to, finish, abort) {
  const reached = new AbortController();
  const timer = setInterval(() => clip.currentTime >= to && reached.abort(), LOOK);
  try {
    await ended(clip, FOREVER, [reached.signal, finish, abort]);
  } finally {
    clearInterval(timer);
  }
  if (abort.aborted) throw new Interrupted("aborted");
}

/**
 * Fill the list of what may be practised: the script's lines behind the fixed entries; a moment
 * before them, chosen.
 *
 * @param {HTMLSelectElement} select
 * @param {Line[]} lines
 * @param {Stretch | null} moment
 */
export function listStretches(select, lines, moment) {
  lines.forEach(({ start, text }, index) => {
    select.append(new Option(`${minutes(start)}  ${text}`, String(index)));
  });
  if (!moment) return;
  const bounded = Number.isFinite(moment.to);
  const text = bounded ? gettext("the moment %s–%s") : gettext("from %s on");
  const times = bounded ? [moment.from, moment.to] : [moment.from];
  select.prepend(new Option(interpolate(text, times.map(minutes)), "moment", true, true));
}

/**
 * A time as "1:02.5".
 *
 * @param {number} time In s.
 */
export function minutes(time) {
  return `${Math.floor(time / 60)}:${(time % 60).toFixed(1).padStart(4, "0")}`;
}
