// Front page of the clip studio: drop videos anywhere, see them become clips.

import { byId, find, fromTemplate, jsonOf, setText } from "../dom.js";
import { messageOf } from "../errors.js";
import { call } from "./calls.js";
import { followStates } from "./live.js";
import { uploadQueue } from "./queue.js";
import { publishWord, showMissing, showPicture, showWork } from "./state.js";

/** @typedef {import("./state.js").ClipState} ClipState */

const page = byId("clip-studio");
const list = byId("clips");
/** @type {Map<string, {row: HTMLElement, state: ClipState}>} */
const shown = new Map();
const live = followStates(page.dataset.states ?? "", show);
const queue = uploadQueue(byId("uploads"), {
  maxBytes: Number(page.dataset.maxBytes),
  onClip: (clip) => show(clip, true),
});

for (const state of jsonOf("states")) show(state);
showWhetherEmpty();
acceptFiles();

/**
 * Show a clip's state in its row; a clip without one gets it, where it is new, as the first.
 *
 * @param {ClipState} state
 * @param {boolean} [isNew]
 */
function show(state, isNew = false) {
  const row = shown.get(state.id)?.row ?? addRow(state.id, isNew);
  shown.set(state.id, { row, state });
  fill(row, state);
  if (!state.finished) live.follow(state.id);
}

/**
 * @param {string} id
 * @param {boolean} isNew
 */
function addRow(id, isNew) {
  const row = fromTemplate("clip-row");
  find(row, "[data-publish]").onclick = () => publish(id);
  if (isNew) list.prepend(row);
  else list.append(row);
  showWhetherEmpty();
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {ClipState} state
 */
function fill(row, state) {
  row.dataset.state = state.state; // for the style sheet
  const link = find(row, "a", HTMLAnchorElement);
  link.href = state.edit;
  link.textContent = state.title;
  showPicture(find(row, "img", HTMLImageElement), state.poster);
  const length = interpolate(gettext("%s s"), [state.duration.toFixed(0)]);
  find(row, "[data-length]").textContent = length;
  setText(find(row, "[data-text]"), state.text);
  showWork(find(row, "progress", HTMLProgressElement), state);
  find(row, "[data-live]").hidden = !state.published;
  const button = find(row, "[data-publish]");
  button.hidden = !state.ready && !state.published;
  button.textContent = publishWord(state);
  button.setAttribute("aria-label", `${button.textContent}: ${state.title}`);
  showMissing(find(row, "[data-missing]"), state);
}

/**
 * Publish a hidden clip, hide a published one.
 *
 * @param {string} id
 */
async function publish(id) {
  const entry = shown.get(id);
  if (!entry) return;
  const { row, state } = entry;
  const problem = find(row, "[data-problem]");
  try {
    show(await call("POST", `${state.edit}${state.published ? "hide" : "publish"}/`, {}));
    problem.textContent = "";
  } catch (error) {
    problem.textContent = messageOf(error);
  }
}

function showWhetherEmpty() {
  document.getElementById("no-clips")?.toggleAttribute("hidden", list.children.length > 0);
}

function acceptFiles() {
  const input = byId("files", HTMLInputElement);
  const area = find(page, ".drop");
  input.addEventListener("change", () => {
    for (const file of input.files ?? []) queue.add(file);
    input.value = "";
  });
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    area.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) area.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("is-over");
    for (const file of event.dataTransfer?.files ?? []) queue.add(file);
  });
}
