// The page of a take that is being scored: its stages, pushed or asked for.

import { followState } from "./progress.js";

const root = document.getElementById("waiting");
const stages = [...root.querySelectorAll("[data-stage]")];
const bar = document.getElementById("progress");
const now = document.getElementById("now");

function show(state) {
  if (state.state !== "queued" && state.state !== "running") return location.reload();
  const at = stages.findIndex(({ dataset }) => dataset.stage === state.stage);
  stages.forEach((stage, index) => {
    stage.classList.toggle("done", index < at);
    if (index === at) stage.setAttribute("aria-current", "step");
    else stage.removeAttribute("aria-current");
  });
  if (state.state === "queued") bar.removeAttribute("value");
  else bar.value = state.progress;
  const text = lineOf(state, stages[at]?.textContent);
  if (now.textContent !== text) now.textContent = text;
}

function lineOf({ state, place }, stage) {
  if (state !== "queued") return stage ?? "";
  return interpolate(gettext("Waiting, place %s in the queue"), [place ?? 1]);
}

show(JSON.parse(document.getElementById("take-state").textContent));
followState({
  socket: root.dataset.socket,
  address: root.dataset.state,
  onState: show,
  onGone: () => location.reload(),
});
