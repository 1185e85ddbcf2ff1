// Where the video is cut, and an earlier cut that is kept or undone.

import { byId } from "../dom.js";

/** @typedef {import("./state.js").ClipState} ClipState */

/**
 * @param {object} options
 * @param {import("./player.js").Player} options.player
 * @param {import("./timeline.js").Timeline} options.bar
 * @param {(action: string, body: object) => void} options.act Does something to the clip.
 */
export function cutControls({ player, bar, act }) {
  const [from, to] = [byId("in", HTMLInputElement), byId("out", HTMLInputElement)];
  const buttons = ["set-in", "set-out", "cut"].map((id) => byId(id, HTMLButtonElement));
  const [setIn, setOut, cut] = buttons;
  const keep = byId("keep-cut", HTMLButtonElement);
  const undo = byId("undo-cut", HTMLButtonElement);

  function draw() {
    bar.showCut(Number(from.value), to.value === "" ? player.duration : Number(to.value));
  }

  const cuts = {
    setIn() {
      from.value = player.time.toFixed(2);
      draw();
    },
    setOut() {
      to.value = player.time.toFixed(2);
      draw();
    },
    /**
     * @param {ClipState} state
     * @param {boolean} other Whether it is another video, of which everything is inside again.
     */
    show(state, other) {
      if (other) from.value = "0";
      if (other || to.value === "") to.value = state.duration.toFixed(2);
      byId("cut-open").hidden = !state.cut;
      if (state.cut) byId("cut-words").textContent = textOf(state.cut, state.finished);
      keep.hidden = !state.cut?.made || !state.finished;
      undo.disabled = !state.finished;
      for (const control of [from, to, ...buttons]) {
        control.disabled = Boolean(state.cut) || !state.finished;
      }
      draw();
    },
  };

  from.addEventListener("input", draw);
  to.addEventListener("input", draw);
  setIn.onclick = cuts.setIn;
  setOut.onclick = cuts.setOut;
  cut.onclick = () => act("cut", { start: Number(from.value), end: Number(to.value) });
  keep.onclick = () => act("keep-cut", {});
  undo.onclick = () => act("undo-cut", {});
  return cuts;
}

/**
 * @param {{start: number, end: number, made: boolean}} cut
 * @param {boolean} finished
 */
function textOf({ start, end, made }, finished) {
  if (!made && finished) {
    return gettext("The cut could not be used. Go back to the full video.");
  }
  const text = made
    ? gettext("Cut from %s to %s s. The full video is kept until you decide.")
    : gettext("Being cut from %s to %s s.");
  return interpolate(text, [start.toFixed(2), end.toFixed(2)]);
}
