// The list of files being sent: one row each, and a refusal stays until it is read.

import { find, findAll, fromTemplate, setText } from "../dom.js";
import { messageOf } from "../errors.js";
import { call } from "./calls.js";
import { sendFile } from "./send.js";

const AT_ONCE = 2;

/**
 * A file in the list. Its `stop` ends the sending that is under way; a stopped one is paused.
 *
 * @typedef {object} Entry
 * @property {string} key Of the same file, chosen again.
 * @property {File} file
 * @property {HTMLElement} row
 * @property {boolean} begun
 * @property {AbortController | null} stop
 * @property {number} offset Bytes that have arrived.
 * @property {string} address Of the upload, once it has begun.
 */

/**
 * The queue of uploads; `add(file)` of what is returned appends a file.
 *
 * @param {HTMLElement} list Its `data-start` is the address that begins uploads.
 * @param {object} options
 * @param {number} options.maxBytes
 * @param {(clip: import("./state.js").ClipState) => void} options.onClip
 */
export function uploadQueue(list, { maxBytes, onClip }) {
  const start = list.dataset.start ?? "";
  /** @type {Entry[]} */
  let waiting = [];
  /** @type {Map<string, HTMLElement>} Uploads of an earlier visit, by their file's key. */
  const earlier = new Map();
  let running = 0;

  for (const row of findAll(list, "[data-upload]")) adopt(row);

  /** @param {HTMLElement} row Of an upload of an earlier visit. */
  function adopt(row) {
    const { name, size, modified, upload } = row.dataset;
    if (name) earlier.set(`${name}/${size}/${modified}`, row);
    find(row, "[data-remove]").onclick = async () => {
      await call("DELETE", `${start}${upload}/`).catch(() => {});
      row.remove();
    };
  }

  /** @param {File} file */
  function add(file) {
    const key = `${file.name}/${file.size}/${file.lastModified}`;
    earlier.get(key)?.remove();
    earlier.delete(key);
    if (waiting.some((other) => other.key === key && other.row.isConnected)) return;
    const row = makeRow(file);
    /** @type {Entry} */
    const entry = { key, file, row, begun: false, stop: null, offset: 0, address: "" };
    list.append(row);
    find(row, "[data-remove]").onclick = () => remove(entry);
    find(row, "[data-pause]").onclick = () => toggle(entry);
    if (file.size > maxBytes) return refuse(entry, tooLarge(file.size, maxBytes));
    waiting.push(entry);
    startNext();
  }

  function startNext() {
    while (running < AT_ONCE) {
      const entry = waiting.find((other) => !other.begun);
      if (!entry) return;
      run(entry);
    }
  }

  /** @param {Entry} entry */
  async function run(entry) {
    const stop = new AbortController();
    Object.assign(entry, { begun: true, stop });
    running += 1;
    try {
      const clip = await sendFile(entry.file, {
        start,
        signal: stop.signal,
        onChange: (change) => show(entry, change),
      });
      forget(entry);
      entry.row.remove();
      onClip(clip);
    } catch (error) {
      if (!stop.signal.aborted) refuse(entry, messageOf(error));
    } finally {
      running -= 1;
      startNext();
    }
  }

  /**
   * @param {Entry} entry
   * @param {import("./send.js").Change} change
   */
  function show(entry, { offset, address, lost }) {
    entry.address = address ?? entry.address;
    entry.offset = offset ?? entry.offset;
    const { row, file } = entry;
    find(row, "progress", HTMLProgressElement).value = entry.offset / file.size;
    const sizes = [megabytes(entry.offset), megabytes(file.size)];
    if (lost) showStatus(row, gettext("Connection lost. It resumes by itself."));
    else if (entry.offset === file.size) showStatus(row, gettext("Being checked"));
    else showStatus(row, interpolate(gettext("%s of %s MB"), sizes));
    row.classList.toggle("is-lost", Boolean(lost));
  }

  /** @param {Entry} entry */
  function toggle(entry) {
    const paused = entry.stop?.signal.aborted;
    if (paused) {
      entry.begun = false;
      showStatus(entry.row, gettext("Waiting"));
      startNext();
    } else {
      entry.begun = true;
      entry.stop ??= new AbortController();
      entry.stop.abort();
      showStatus(entry.row, gettext("Paused"));
    }
    find(entry.row, "[data-pause]").textContent = paused ? gettext("Pause") : gettext("Go on");
  }

  /**
   * @param {Entry} entry
   * @param {string} reason
   */
  function refuse(entry, reason) {
    const { row } = entry;
    row.classList.add("is-refused");
    find(row, "progress").hidden = true;
    const button = find(row, "[data-pause]");
    button.textContent = gettext("Try again");
    button.onclick = () => {
      forget(entry);
      row.remove();
      add(entry.file);
    };
    find(row, "[data-status]").setAttribute("role", "alert");
    showStatus(row, reason);
  }

  /** @param {Entry} entry */
  function remove(entry) {
    entry.stop?.abort();
    if (entry.address) call("DELETE", entry.address).catch(() => {});
    forget(entry);
    entry.row.remove();
  }

  /** @param {Entry} entry */
  function forget(entry) {
    waiting = waiting.filter((other) => other !== entry);
  }

  addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });

  return { add };
}

/** @param {File} file */
function makeRow(file) {
  const row = fromTemplate("upload-row");
  find(row, "[data-name]").textContent = file.name;
  find(row, "progress").setAttribute("aria-label", file.name);
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {string} text
 */
function showStatus(row, text) {
  setText(find(row, "[data-status]"), text);
}

/**
 * @param {number} actual
 * @param {number} allowed
 */
function tooLarge(actual, allowed) {
  const values = [megabytes(actual), megabytes(allowed)];
  return interpolate(gettext("The file has %s MB; at most %s MB are allowed."), values);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 2 ** 20).toFixed(1);
}
