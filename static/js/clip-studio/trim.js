// Where the film is cut, and an earlier cut that is kept or undone.

/** @param {{player: object, bar: object, act: Function}} options */
export function cutControls({ player, bar, act }) {
  const find = (id) => document.querySelector(`#${id}`);
  const [from, to] = [find("in"), find("out")];

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
    /** The film's state; with another film the whole of it is inside again. */
    show(state, other) {
      if (other) from.value = 0;
      if (other || to.value === "") to.value = state.duration.toFixed(2);
      const open = Boolean(state.cut);
      find("cut-open").hidden = !open;
      if (open) find("cut-words").textContent = words(state);
      find("keep-cut").hidden = !state.cut?.made || !state.finished;
      find("undo-cut").disabled = !state.finished;
      for (const control of [from, to, find("set-in"), find("set-out"), find("cut")]) {
        control.disabled = open || !state.finished;
      }
      draw();
    },
  };

  function words({ cut, finished }) {
    const ends = [cut.start.toFixed(2), cut.end.toFixed(2)];
    if (!cut.made && finished) return gettext("The cut could not be used. Go back to the whole film.");
    if (!cut.made) return interpolate(gettext("Being cut from %s to %s s."), ends);
    return interpolate(gettext("Cut from %s to %s s. The whole film is kept until you decide."), ends);
  }

  from.addEventListener("input", draw);
  to.addEventListener("input", draw);
  find("set-in").onclick = cuts.setIn;
  find("set-out").onclick = cuts.setOut;
  find("cut").onclick = () => act("cut", { start: Number(from.value), end: Number(to.value) });
  find("keep-cut").onclick = () => act("keep-cut", {});
  find("undo-cut").onclick = () => act("undo-cut", {});
  return cuts;
}
