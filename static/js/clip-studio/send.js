// Uploading a file: in pieces, each at the offset that the site has reached, through every pause.

import { CallError, call, send } from "./calls.js";

const FIRST_WAIT = 1000; // ms
const LONGEST_WAIT = 15000;

/**
 * How far an upload is; `lost` while there is no connection.
 *
 * @typedef {{offset?: number, address?: string, lost?: boolean}} Change
 */

/**
 * Send a file and resolve to the state of the clip made of it. Lost connections are waited out;
 * a file that was begun before, even on an earlier page, goes on where it stopped.
 *
 * @param {File} file
 * @param {object} options
 * @param {string} options.start Address that begins uploads.
 * @param {AbortSignal} options.signal
 * @param {(change: Change) => void} options.onChange Called after every piece and at every lost
 *   connection.
 * @returns {Promise<import("./state.js").ClipState>}
 */
export async function sendFile(file, { start, signal, onChange }) {
  /**
   * @template T
   * @param {() => Promise<T>} action
   */
  const patiently = (action) => untilAnswered(action, signal, () => onChange({ lost: true }));
  const upload = await patiently(() =>
    call("POST", start, { name: file.name, size: file.size, modified: file.lastModified }),
  );
  const address = `${start}${upload.id}/`;
  let offset = upload.offset;
  onChange({ offset, address });
  for (;;) {
    signal.throwIfAborted();
    const piece = file.slice(offset, offset + upload.piece);
    const answer = await patiently(() => sendPiece(address, offset, piece));
    offset = answer.offset;
    onChange({ offset });
    if (answer.clip) return answer.clip;
  }
}

/**
 * Send one piece; where it did not arrive as sent, resolves to the offset that the site has
 * reached.
 *
 * @param {string} address
 * @param {number} offset
 * @param {Blob} piece
 */
async function sendPiece(address, offset, piece) {
  try {
    return await call("PATCH", address, piece, { "Upload-Offset": String(offset) });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (!error.passing && error.code !== "wrong_offset") throw error;
    const head = await send("HEAD", address);
    const reached = Number(head.headers.get("Upload-Offset"));
    if (reached === offset) throw error;
    return { offset: reached };
  }
}

/**
 * @template T
 * @param {() => Promise<T>} action
 * @param {AbortSignal} signal
 * @param {() => void} onLost
 */
async function untilAnswered(action, signal, onLost) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    signal.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof CallError && error.passing)) throw error;
      onLost();
      await pause(wait, signal);
    }
  }
}

/**
 * Wait; shorter where the browser says that it is online again, or the wait is called off.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
