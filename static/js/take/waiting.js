// The page of a take that is being scored: its stages, pushed or asked for.

import { byId, findAll, jsonOf, setText, showProgress } from "../dom.js";
import { followState, isOpen } from "./progress.js";

/** @typedef {import("./progress.js").TakeState} TakeState */

const root = byId("waiting");
const stages = findAll(root, "[data-stage]");
const bar = byId("progress", HTMLProgressElement);
const now = byId("now");

/** @param {TakeState} state */
function show(state) {
  if (!isOpen(state)) return location.reload();
  const at = stages.findIndex(({ dataset }) => dataset.stage === state.stage);
  stages.forEach((stage, index) => {
    stage.classList.toggle("done", index < at);
    if (index === at) stage.setAttribute("aria-current", "step");
    else stage.removeAttribute("aria-current");
  });
  showProgress(bar, state.state === "queued" ? null : state.progress);
  setText(now, textOf(state, stages[at]?.textContent ?? ""));
}

/**
 * @param {TakeState} state
 * @param {string} stage What the stage is called on the page.
 */
function textOf({ state, place }, stage) {
  if (state !== "queued") return stage;
  return interpolate(gettext("Waiting, place %s in the queue"), [place ?? 1]);
}

show(jsonOf("take-state"));
followState({
  socket: root.dataset.socket ?? "",
  address: root.dataset.state ?? "",
  onState: show,
  onGone: () => location.reload(),
});
