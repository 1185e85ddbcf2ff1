// Practice: performing along, as often as one likes. Nothing is recorded, nothing is sent.

import { countDown, ended, Interrupted, pause, standAt } from "./timing.js";

const BEFORE = 0.7; // s of the clip before a line or moment, to breathe in
const AFTER = 0.7;
const REST = 800; // ms between two rounds
const SHORTEST = 1; // s

/** The moment that the page's address asks for, {from, to} in s, or null; `to` may be Infinity. */
export function momentIn(search) {
  const query = new URLSearchParams(search);
  const from = Number(query.get("from") ?? NaN);
  const to = Number(query.get("to") ?? Infinity);
  if (!(from >= 0)) return null;
  return { from, to: to > from ? to : Infinity };
}

/** The stretch of the clip, {from, to} in s, that an entry of the list stands for. */
export function stretchOf(choice, clip, lines, moment) {
  const end = Number.isFinite(clip.duration) ? clip.duration : Infinity;
  const around = ({ from, to }) => ({
    from: Math.max(0, Math.min(from - BEFORE, end - SHORTEST)),
    to: Math.min(end, to + AFTER),
  });
  if (choice === "moment") return around(moment);
  if (choice === "here") return { from: Math.min(clip.currentTime, Math.max(0, end - SHORTEST)), to: end };
  const line = lines[Number(choice)];
  if (choice === "" || !line) return { from: 0, to: end };
  return around({ from: line.start, to: line.end });
}

/** Count down, then play the stretch again and again until `finish` or `abort` comes. */
export async function practise({ clip, from, to, finish, abort, count, rolling }) {
  await standAt(clip, from);
  await countDown(count, finish, abort);
  try {
    rolling();
    while (!finish.aborted) {
      await clip.play();
      await playedTo(clip, to, [finish, abort]);
      clip.pause();
      await pause(REST, finish, abort);
      if (finish.aborted) return;
      await standAt(clip, from);
    }
  } finally {
    clip.pause();
  }
}

/** Until the clip stands at `to`, has ended, or a signal came. */
async function playedTo(clip, to, signals) {
  const reached = new AbortController();
  const look = () => clip.currentTime >= to && reached.abort();
  const timer = setInterval(look, 40);
  try {
    await ended(clip, 2 ** 31 - 1, [reached.signal, ...signals]);
  } finally {
    clearInterval(timer);
  }
  if (signals[1].aborted) throw new Interrupted("aborted");
}

/**
 * Fill the list of what may be practised: the script's lines behind the fixed entries; a moment
 * before them, chosen.
 */
export function listStretches(select, lines, moment) {
  for (const [index, { start, text }] of lines.entries()) {
    select.append(new Option(`${clock(start)}  ${text}`, index));
  }
  if (!moment) return;
  const whole = Number.isFinite(moment.to);
  const text = whole ? gettext("the moment %s–%s") : gettext("from %s on");
  const times = whole ? [moment.from, moment.to] : [moment.from];
  select.prepend(new Option(interpolate(text, times.map(clock)), "moment", true, true));
}

function clock(time) {
  return `${Math.floor(time / 60)}:${(time % 60).toFixed(1).padStart(4, "0")}`;
}
