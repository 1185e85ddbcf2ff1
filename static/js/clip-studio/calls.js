// Requests of the clip studio: JSON in both directions, refusals as errors with their messages.

import { find } from "../dom.js";
import { isPassing } from "../errors.js";

/** A call that did not succeed; `passing` ones may be tried again. */
export class CallError extends Error {
  /**
   * @param {number} status Of the answer; 0 for none.
   * @param {{code?: string, message?: string}} [refusal]
   */
  constructor(status, { code = "", message = "" } = {}) {
    super(message || plainReason(status));
    this.status = status;
    this.code = code;
  }

  get passing() {
    return isPassing(this.status);
  }
}

/**
 * Send a call; resolves to the answer's JSON, null where it has none.
 *
 * @param {string} method
 * @param {string} address
 * @param {Blob | object} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>}
 */
export async function call(method, address, body, headers = {}) {
  const response = await send(method, address, body, headers);
  return response.status === 204 ? null : response.json();
}

/**
 * Send a call; resolves to the response, rejects with a CallError.
 *
 * @param {string} method
 * @param {string} address
 * @param {Blob | object} [body]
 * @param {Record<string, string>} [headers]
 */
export async function send(method, address, body, headers = {}) {
  /** @type {{method: string, headers: Record<string, string>, body?: Blob | string}} */
  const options = { method, headers: { Accept: "application/json", ...headers } };
  if (body instanceof Blob) {
    options.body = body;
    options.headers["Content-Type"] = "application/octet-stream";
  } else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response = await fetched(address, options);
  let error = await errorOf(response, method);
  if (error?.code === "csrf") {
    await renewToken();
    response = await fetched(address, options);
    error = await errorOf(response, method);
  }
  if (error) throw error;
  return response;
}

/**
 * @param {Response} response
 * @param {string} method
 */
async function errorOf(response, method) {
  if (response.ok) return null;
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson && method !== "HEAD" ? await response.json() : {};
  return new CallError(response.status, answer.error);
}

/**
 * @param {string} address
 * @param {{method: string, headers: Record<string, string>, body?: Blob | string}} options
 */
async function fetched(address, options) {
  options.headers["X-CSRFToken"] = tokenElement().content;
  try {
    return await fetch(address, options);
  } catch {
    throw new CallError(0);
  }
}

/** The token of the present session, as after signing in in another tab. */
async function renewToken() {
  const answer = await fetch(find(document, "[data-csrf]").dataset.csrf ?? "");
  if (answer.ok) tokenElement().content = (await answer.json()).token;
}

function tokenElement() {
  return find(document, "meta[name=csrf-token]", HTMLMetaElement);
}

/** @param {number} status */
function plainReason(status) {
  if (!status) return gettext("The site cannot be reached at the moment.");
  return interpolate(gettext("The site answered with an error (%s). Try again."), [status]);
}
