// Beside the video: the state live, publishing, the picture, another model, deletion.

import { byId, setText } from "../dom.js";
import { messageOf } from "../errors.js";
import { call } from "./calls.js";
import { publishWord, showMissing, showPicture, showWork } from "./state.js";

/** @typedef {import("./state.js").ClipState} ClipState */

/** @param {(action: string, body?: object) => void} act Does something to the clip. */
export function sidePanel(act) {
  const dialog = byId("delete-dialog", HTMLDialogElement);
  /** What waits until nothing is being done to the clip. */
  const waiting = ["again", "largest", "use-poster", "pick-face"].map((id) =>
    byId(id, HTMLButtonElement),
  );
  const model = byId("model", HTMLSelectElement);
  let published = false;

  byId("publish").onclick = () => act(published ? "hide" : "publish");
  byId("again").onclick = () => act("again", { model: model.value });
  byId("largest").onclick = () => act("face", {});
  byId("delete").onclick = () => {
    dialog.returnValue = "";
    dialog.showModal();
  };
  dialog.onclose = async () => {
    if (dialog.returnValue !== "delete") return;
    try {
      const { next } = await call("POST", `${location.pathname}delete/`, {});
      location.assign(next);
    } catch (error) {
      byId("problem").textContent = messageOf(error);
    }
  };

  return {
    /** @param {ClipState} state */
    show(state) {
      published = state.published;
      setText(byId("state"), published ? `${gettext("published")}, ${state.text}` : state.text);
      byId("state").dataset.state = state.state; // for the style sheet
      showWork(byId("progress", HTMLProgressElement), state);
      byId("publish").textContent = publishWord(state);
      showMissing(byId("missing"), state);
      for (const button of waiting) button.disabled = !state.finished;
      showPicture(byId("poster", HTMLImageElement), state.poster);
      const text = interpolate(gettext("Analysed with %s."), [state.model]);
      setText(byId("analysed-with"), state.model ? text : "");
      byId("face-words").hidden = state.face.time === undefined;
    },
  };
}
