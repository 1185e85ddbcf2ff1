// Beside the film: the state live, publishing, the picture, another model, deletion.

import { call } from "./calls.js";

/** @param {Function} act `act(action, body)` does something to the clip. */
export function sidePanel(act) {
  const find = (id) => document.querySelector(`#${id}`);
  const dialog = find("delete-dialog");
  let state;

  find("publish").onclick = () => act(state.published ? "hide" : "publish");
  find("again").onclick = () => act("again", { model: find("model").value });
  find("largest").onclick = () => act("face", {});
  find("delete").onclick = () => {
    dialog.returnValue = "";
    dialog.showModal();
  };
  dialog.onclose = async () => {
    if (dialog.returnValue !== "delete") return;
    try {
      const { next } = await call("POST", `${location.pathname}delete/`, {});
      location.assign(next);
    } catch (error) {
      find("problem").textContent = error.message;
    }
  };

  return {
    show(next) {
      state = next;
      tell(find("state"), state.published ? `${gettext("published")}, ${state.text}` : state.text);
      find("state").dataset.state = state.state;
      const bar = find("progress");
      bar.hidden = state.finished;
      if (state.state === "running") bar.value = state.progress;
      else bar.removeAttribute("value");
      find("publish").textContent = state.published ? gettext("Hide") : gettext("Publish");
      tell(find("missing"), missing(state));
      for (const id of ["again", "largest", "use-poster", "pick-face"]) {
        find(id).disabled = !state.finished;
      }
      const poster = find("poster");
      poster.hidden = !state.poster;
      if (state.poster && poster.getAttribute("src") !== state.poster) poster.src = state.poster;
      const model = [state.model];
      tell(
        find("analysed-with"),
        state.model ? interpolate(gettext("Analysed with %s."), model) : "",
      );
      find("face-words").hidden = state.face.time === undefined;
    },
  };
}

function missing(state) {
  if (!state.missing.length) return "";
  const words = gettext("Missing before it can be published: %s");
  return interpolate(words, [state.missing.join(", ")]);
}

function tell(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
