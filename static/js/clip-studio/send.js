// A file on its way: pieces, each at the offset that the site has reached, through every pause.

import { call } from "./calls.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

/**
 * Send a file and resolve to the state of the clip made of it. Lost connections are waited out;
 * a file that was begun before, even on an earlier page, goes on where it stopped.
 *
 * @param {File} file
 * @param {{start: string, signal: AbortSignal, onChange: Function}} options
 *   `onChange({offset, lost})` after every piece and at every lost connection.
 */
export async function sendFile(file, { start, signal, onChange }) {
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

/** One piece; where it did not arrive as sent, the offset that the site has reached. */
async function sendPiece(address, offset, piece) {
  try {
    return await call("PATCH", address, piece, { "Upload-Offset": String(offset) });
  } catch (error) {
    if (!error.passing && error.code !== "wrong_offset") throw error;
    const head = await call("HEAD", address);
    const reached = Number(head.headers.get("Upload-Offset"));
    if (reached === offset) throw error;
    return { offset: reached };
  }
}

async function untilAnswered(action, signal, onLost) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    signal.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      if (!error.passing) throw error;
      onLost();
      await pause(wait, signal);
    }
  }
}

/** Wait; shorter where the browser says that it is online again, or the wait is called off. */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
