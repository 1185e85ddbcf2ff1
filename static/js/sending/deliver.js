// Delivering a kept take: a fresh token, the upload, and again after a lost connection.

import { dropTake, keepTake } from "./pending.js";
import { postTake, SendError } from "./upload.js";

/** @typedef {import("./pending.js").Take} Take */

const WAITS = [2, 4, 8, 15, 30]; // s between attempts; the last one repeats

/**
 * Send a take until it has arrived; resolves to the address of its page.
 *
 * Rejects with a SendError that trying again cannot cure.
 *
 * @param {Take} take
 * @param {object} options
 * @param {string} options.session Address of the session's user and token.
 * @param {(fraction: number) => void} options.onProgress
 * @param {(seconds: number, now: () => void) => void} options.onWait Called once a second while
 *   waiting for the connection; `now` ends the waiting.
 * @param {AbortSignal} [options.signal] Cancels.
 */
export async function deliver(take, { session, onProgress, onWait, signal }) {
  for (let attempt = 0; ; attempt++) {
    try {
      const token = await freshToken(session, take.user);
      const address = await postTake(take, { token, onProgress, signal });
      await dropTake(take.key);
      return address;
    } catch (error) {
      if (signal?.aborted) throw new SendError("cancelled");
      if (!(error instanceof SendError)) throw error;
      if (error.kind === "bad_neutral") await withoutNeutral(take);
      if (error.kind !== "passing") throw error;
      await waitFor(WAITS[Math.min(attempt, WAITS.length - 1)], onWait, signal);
      if (signal?.aborted) throw new SendError("cancelled");
    }
  }
}

/**
 * The site could not read the resting face: sent again, the take goes without it.
 *
 * @param {Take} take
 */
async function withoutNeutral(take) {
  take.neutral = null;
  if (take.kept) await keepTake(take);
}

/**
 * A token of the present session; the page may have outlived its own.
 *
 * @param {string} session
 * @param {string} user
 * @returns {Promise<string>}
 */
async function freshToken(session, user) {
  let answer;
  try {
    const response = await fetch(session, { cache: "no-store" });
    if (!response.ok) throw new SendError("passing");
    answer = await response.json();
  } catch {
    throw new SendError("passing");
  }
  if (answer.user === user) return answer.token;
  throw new SendError("signed_out", answer.user ? signedInAs(answer.user) : signedOut());
}

/** @param {string} user */
function signedInAs(user) {
  const text = gettext(
    "You are signed in as %s now, but this take is another person's. It is kept on this device.",
  );
  return interpolate(text, [user]);
}

function signedOut() {
  return gettext("You are signed out. Your take is kept on this device: sign in and it is sent.");
}

/**
 * Wait for some seconds, for the connection or to be told to go on.
 *
 * @param {number} seconds
 * @param {(seconds: number, now: () => void) => void} onWait
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function waitFor(seconds, onWait, signal) {
  return new Promise((resolve) => {
    let left = seconds;
    const end = () => {
      clearInterval(timer);
      removeEventListener("online", end);
      resolve();
    };
    const tick = () => (left > 0 ? onWait(left--, end) : end());
    const timer = setInterval(tick, 1000);
    addEventListener("online", end);
    signal?.addEventListener("abort", end, { once: true });
    tick();
  });
}
