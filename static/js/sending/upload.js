// One POST of a take, with progress.

const FINAL = { 401: "signed_out", 403: "signed_out", 410: "gone" };
const PASSING = [0, 408, 425, 429, 500, 502, 503, 504];

/** Why a take was not taken: `kind` is "passing", "signed_out", "gone", "bad_neutral", "refused" or "cancelled". */
export class SendError extends Error {
  constructor(kind, message = "") {
    super(message);
    this.kind = kind;
  }
}

/** Send a take once; resolves to the address of its page. */
export function postTake(take, { token, onProgress, signal }) {
  const form = new FormData();
  form.append("key", take.key);
  form.append("timeline", JSON.stringify(take.timeline));
  form.append("video", take.blob, fileName(take));
  if (take.neutral) form.append("neutral", take.neutral, fileName({ blob: take.neutral }));
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

/** A name for the take as a file. */
export function fileName(take) {
  return `re-on-take.${take.blob.type.includes("webm") ? "webm" : "mp4"}`;
}

function errorOf(status, { code, message } = {}) {
  if (["bad_neutral", "consent_needed"].includes(code)) return new SendError(code, message);
  if (PASSING.includes(status)) return new SendError("passing", message);
  return new SendError(FINAL[status] ?? "refused", message || plainReason(status));
}

function plainReason(status) {
  if (status === 413) return gettext("The take is larger than this site allows. Perform a shorter clip.");
  return interpolate(gettext("The site refused the take (%s). Try again later."), [status]);
}
