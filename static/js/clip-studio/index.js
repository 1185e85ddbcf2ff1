// Front page of the admin studio: drop films anywhere, see them become clips.

import { call } from "./calls.js";
import { followStates } from "./live.js";
import { uploadQueue } from "./queue.js";

const page = document.querySelector("#clip-studio");
const list = page.querySelector("#clips");
const live = followStates(page.dataset.states, show);
const queue = uploadQueue(page.querySelector("#uploads"), {
  maxBytes: Number(page.dataset.maxBytes),
  onClip: (clip) => show(clip, true),
});

for (const state of JSON.parse(document.querySelector("#states").textContent)) show(state);
empty();
acceptFiles();

function show(state, first = false) {
  let row = list.querySelector(`[data-clip="${state.id}"]`);
  if (!row) {
    row = document.querySelector("#clip-row").content.firstElementChild.cloneNode(true);
    row.dataset.clip = state.id;
    row.querySelector("[data-publish]").onclick = () => publish(row);
    if (first) list.prepend(row);
    else list.append(row);
    empty();
  }
  fill(row, state);
  if (!state.finished) live.follow(state.id);
}

function fill(row, state) {
  row.dataset.state = state.state;
  row.dataset.published = state.published;
  const link = row.querySelector("a");
  link.href = state.edit;
  link.textContent = state.title;
  const image = row.querySelector("img");
  image.hidden = !state.poster;
  if (state.poster && image.getAttribute("src") !== state.poster) image.src = state.poster;
  row.querySelector("[data-length]").textContent = interpolate(gettext("%s s"), [
    state.duration.toFixed(0),
  ]);
  const words = row.querySelector("[data-text]");
  if (words.textContent !== state.text) words.textContent = state.text;
  const bar = row.querySelector("progress");
  bar.hidden = state.finished;
  if (state.state === "running") bar.value = state.progress;
  else bar.removeAttribute("value");
  row.querySelector("[data-live]").hidden = !state.published;
  const button = row.querySelector("[data-publish]");
  button.hidden = !state.ready && !state.published;
  button.textContent = state.published ? gettext("Hide") : gettext("Publish");
  button.setAttribute("aria-label", `${button.textContent}: ${state.title}`);
  row.querySelector("[data-missing]").textContent = state.missing.length
    ? interpolate(gettext("Missing before it can be published: %s"), [state.missing.join(", ")])
    : "";
}

async function publish(row) {
  const action = row.dataset.published === "true" ? "hide" : "publish";
  const problem = row.querySelector("[data-problem]");
  try {
    show(await call("POST", `${row.querySelector("a").getAttribute("href")}${action}/`, {}));
    problem.textContent = "";
  } catch (error) {
    problem.textContent = error.message;
  }
}

function empty() {
  page.querySelector("#no-clips")?.toggleAttribute("hidden", list.children.length > 0);
}

function acceptFiles() {
  const input = page.querySelector("#files");
  const area = page.querySelector(".drop");
  input.addEventListener("change", () => {
    for (const file of input.files) queue.add(file);
    input.value = "";
  });
  const over = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    area.classList.add("is-over");
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) area.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("is-over");
    for (const file of event.dataTransfer.files) queue.add(file);
  });
}
