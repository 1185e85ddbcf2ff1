// One POST of a take, with progress.

import { isPassing } from "../errors.js";

/**
 * Why a take was not taken: "passing" may be tried again as it is, "bad_neutral" without its
 * resting face; "cancelled" was asked for.
 *
 * @typedef {"passing" | "signed_out" | "gone" | "bad_neutral" | "consent_needed" | "refused"
 *   | "cancelled"} Kind
 */

/** @type {Record<number, Kind>} */
const FINAL = { 401: "signed_out", 403: "signed_out", 410: "gone" };

/** Why a take was not taken. */
export class SendError extends Error {
  /**
   * @param {Kind} kind
   * @param {string} [message]
   */
  constructor(kind, message = "") {
    super(message);
    this.kind = kind;
  }
}

/**
 * Send a take once; resolves to the address of its page, rejects with a SendError.
 *
 * @param {import("./pending.js").Take} take
 * @param {object} options
 * @param {string} options.token Against cross-site request forgery.
 * @param {(fraction: number) => void} options.onProgress
 * @param {AbortSignal} [options.signal] Cancels.
 * @returns {Promise<string>}
 */
export function postTake(take, { token, onProgress, signal }) {
  const form = new FormData();
  form.append("key", take.key);
  form.append("timeline", JSON.stringify(take.timeline));
  form.append("video", take.blob, fileName(take.blob));
  if (take.neutral) form.append("neutral", take.neutral, fileName(take.neutral));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", take.create);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      const answer = request.response;
      if (request.status < 300 && answer?.url) resolve(answer.url);
      else reject(errorOf(request.status, answer?.error));
    };
    request.onerror = () => reject(new SendError("passing"));
    request.onabort = () => reject(new SendError("cancelled"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

/**
 * A name for a take's video as a file.
 *
 * @param {Blob} blob
 */
export function fileName(blob) {
  return `re-on-take.${blob.type.includes("webm") ? "webm" : "mp4"}`;
}

/**
 * The error for an answer of the site.
 *
 * @param {number} status
 * @param {{code?: string, message?: string}} [refusal]
 */
export function errorOf(status, { code, message } = {}) {
  if (code === "bad_neutral" || code === "consent_needed") return new SendError(code, message);
  if (isPassing(status)) return new SendError("passing", message);
  return new SendError(FINAL[status] ?? "refused", message || plainReason(status));
}

/** @param {number} status */
function plainReason(status) {
  if (status === 413) return tooLarge();
  return interpolate(gettext("The site refused the take (%s). Try again later."), [status]);
}

export function tooLarge() {
  return gettext("The take is larger than this site allows. Perform a shorter clip.");
}
