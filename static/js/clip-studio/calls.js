// Requests of the admin studio: JSON in both directions, refusals as errors with their words.

const PASSING = [0, 408, 425, 429, 500, 502, 503, 504];

/** A call that did not succeed; `passing` ones may be tried again. */
export class CallError extends Error {
  constructor(status, { code = "", message = "", ...more } = {}) {
    super(message || plainWords(status));
    Object.assign(this, { status, code, ...more });
  }

  get passing() {
    return PASSING.includes(this.status);
  }
}

/** Send a call; resolves to the answer's JSON, or to the response itself for HEAD. */
export async function call(method, address, body, headers = {}) {
  const bytes = body instanceof Blob;
  const options = { method, headers: { Accept: "application/json", ...headers } };
  if (body !== undefined) {
    options.body = bytes ? body : JSON.stringify(body);
    options.headers["Content-Type"] = bytes ? "application/octet-stream" : "application/json";
  }
  let response = await attempt(address, options);
  let error = await errorOf(response, method);
  if (error?.code === "csrf") {
    await renewToken();
    response = await attempt(address, options);
    error = await errorOf(response, method);
  }
  if (error) throw error;
  return method === "HEAD" || response.status === 204 ? response : response.json();
}

async function errorOf(response, method) {
  if (response.ok) return null;
  const told = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = told && method !== "HEAD" ? await response.json() : {};
  return new CallError(response.status, answer.error);
}

async function attempt(address, options) {
  const meta = document.querySelector("meta[name=csrf-token]");
  options.headers["X-CSRFToken"] = meta.content;
  try {
    return await fetch(address, options);
  } catch {
    throw new CallError(0);
  }
}

/** The token of the session of now, as after signing in in another tab. */
async function renewToken() {
  const answer = await fetch(document.querySelector("[data-csrf]").dataset.csrf);
  if (answer.ok) document.querySelector("meta[name=csrf-token]").content = (await answer.json()).token;
}

function plainWords(status) {
  if (!status) return gettext("The site cannot be reached at the moment.");
  return interpolate(gettext("The site answered with an error (%s). Try again."), [status]);
}
