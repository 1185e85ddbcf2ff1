// Waiting for time, for a clip to stand at a moment, and for it to end.

/** What was begun did not come to its end; the message says why. */
export class Interrupted extends Error {}

/**
 * Wait; `finish` ends the waiting, `abort` rejects.
 *
 * @param {number} ms
 * @param {AbortSignal} finish
 * @param {AbortSignal} abort
 * @returns {Promise<void>}
 */
export function pause(ms, finish, abort) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      if (abort.aborted) reject(new Interrupted("aborted"));
      else resolve();
    };
    finish.addEventListener("abort", end, { once: true });
    abort.addEventListener("abort", end, { once: true });
    if (finish.aborted || abort.aborted) end();
  });
}

/**
 * 3, 2, 1: calls `onCount` with each number.
 *
 * @param {(number: number) => void} onCount
 * @param {AbortSignal} finish
 * @param {AbortSignal} abort
 */
export async function countDown(onCount, finish, abort) {
  for (const number of [3, 2, 1]) {
    onCount(number);
    await pause(1000, finish, abort);
    if (finish.aborted) throw new Interrupted("stopped");
  }
}

/**
 * Put the clip on hold at a moment.
 *
 * @param {HTMLVideoElement} clip
 * @param {number} time
 */
export async function standAt(clip, time) {
  clip.pause();
  if (clip.currentTime === time) return;
  const done = new Promise((resolve) => clip.addEventListener("seeked", resolve, { once: true }));
  clip.currentTime = time;
  await done;
}

/**
 * Until the clip has ended, a signal came, or the time is over; rejects where the clip fails.
 *
 * @param {HTMLVideoElement} clip
 * @param {number} milliseconds
 * @param {AbortSignal[]} signals
 * @returns {Promise<void>}
 */
export function ended(clip, milliseconds, signals) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const fail = () => {
      clearTimeout(timer);
      reject(new Interrupted("clip"));
    };
    clip.addEventListener("ended", end, { once: true });
    clip.addEventListener("error", fail, { once: true });
    for (const signal of signals) {
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
    }
  });
}
