// The list of files being sent: one row each, and a refusal stays until it is read.

import { call } from "./calls.js";
import { sendFile } from "./send.js";

const AT_ONCE = 2;

/**
 * @param {HTMLElement} list Its `data-start` is the address that begins uploads.
 * @param {{maxBytes: number, onClip: Function}} options
 */
export function uploadQueue(list, { maxBytes, onClip }) {
  const waiting = [];
  const kept = new Map();
  let running = 0;

  for (const row of list.querySelectorAll("[data-upload]")) keep(row);

  function keep(row) {
    const { name, size, modified, upload } = row.dataset;
    if (name) kept.set(`${name}/${size}/${modified}`, row);
    row.querySelector("[data-remove]").onclick = async () => {
      await call("DELETE", `${list.dataset.start}${upload}/`).catch(() => {});
      row.remove();
    };
  }

  function add(file) {
    const key = `${file.name}/${file.size}/${file.lastModified}`;
    kept.get(key)?.remove();
    kept.delete(key);
    if (waiting.some((other) => other.key === key && other.row.isConnected)) return;
    const entry = { key, file, row: makeRow(file), stop: null };
    list.append(entry.row);
    entry.row.querySelector("[data-remove]").onclick = () => remove(entry);
    entry.row.querySelector("[data-pause]").onclick = () => toggle(entry);
    if (file.size > maxBytes) return refuse(entry, tooLarge(file.size, maxBytes));
    waiting.push(entry);
    next();
  }

  function next() {
    while (running < AT_ONCE) {
      const entry = waiting.find((other) => !other.begun);
      if (!entry) return;
      run(entry);
    }
  }

  async function run(entry) {
    const stop = new AbortController();
    Object.assign(entry, { begun: true, stop });
    running += 1;
    try {
      const options = { start: list.dataset.start, signal: stop.signal };
      options.onChange = (change) => show(entry, change);
      const clip = await sendFile(entry.file, options);
      drop(entry);
      entry.row.remove();
      onClip(clip);
    } catch (error) {
      if (!stop.signal.aborted) refuse(entry, error.message);
    } finally {
      running -= 1;
      next();
    }
  }

  function show(entry, { offset, address, lost }) {
    if (address) entry.address = address;
    entry.offset = offset ?? entry.offset ?? 0;
    entry.row.querySelector("progress").value = entry.offset / entry.file.size;
    const done = [megabytes(entry.offset), megabytes(entry.file.size)];
    if (lost) say(entry, gettext("Connection lost. It goes on by itself."));
    else if (entry.offset === entry.file.size) say(entry, gettext("Being checked"));
    else say(entry, interpolate(gettext("%s of %s MB"), done));
    entry.row.classList.toggle("is-lost", Boolean(lost));
  }

  function toggle(entry) {
    const button = entry.row.querySelector("[data-pause]");
    const stopped = entry.stop?.signal.aborted;
    if (stopped) {
      entry.begun = false;
      say(entry, gettext("Waiting"));
      next();
    } else {
      entry.begun = true;
      entry.stop ??= new AbortController();
      entry.stop.abort();
      say(entry, gettext("Paused"));
    }
    button.textContent = stopped ? gettext("Pause") : gettext("Go on");
  }

  function refuse(entry, words) {
    entry.row.classList.add("is-refused");
    entry.row.querySelector("progress").hidden = true;
    const pauseButton = entry.row.querySelector("[data-pause]");
    pauseButton.textContent = gettext("Try again");
    pauseButton.onclick = () => {
      drop(entry);
      entry.row.remove();
      add(entry.file);
    };
    entry.row.querySelector("[data-status]").setAttribute("role", "alert");
    say(entry, words);
  }

  function remove(entry) {
    entry.stop?.abort();
    if (entry.address) call("DELETE", entry.address).catch(() => {});
    drop(entry);
    entry.row.remove();
  }

  function drop(entry) {
    if (waiting.includes(entry)) waiting.splice(waiting.indexOf(entry), 1);
  }

  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });

  return { add };
}

function makeRow(file) {
  const row = document.querySelector("#upload-row").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-name]").textContent = file.name;
  row.querySelector("progress").setAttribute("aria-label", file.name);
  return row;
}

function say({ row }, words) {
  const status = row.querySelector("[data-status]");
  if (status.textContent !== words) status.textContent = words;
}

function tooLarge(actual, allowed) {
  const values = [megabytes(actual), megabytes(allowed)];
  return interpolate(gettext("The file has %s MB; at most %s MB are allowed."), values);
}

function megabytes(bytes) {
  return (bytes / 2 ** 20).toFixed(1);
}
