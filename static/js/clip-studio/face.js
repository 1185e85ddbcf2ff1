// Choosing the face to follow: a click on it, or a cross moved with the arrow keys.

const STEP = 0.02;

/** @param {{player: object, onChoose: Function}} options `onChoose({time, x, y})`. */
export function facePicker({ player, onChoose }) {
  const button = document.querySelector("#pick-face");
  const area = document.querySelector("#face-area");
  const mark = document.querySelector("#face-mark");
  const help = document.querySelector("#pick-help");
  let cross = { x: 0.5, y: 0.4 };
  let face = null;

  const picker = {
    /** The chosen face, or null; its mark is seen around its moment. */
    show(chosen) {
      face = chosen?.time === undefined ? null : chosen;
      picker.moveTo(player.time);
    },
    moveTo(second) {
      const near = face && Math.abs(second - face.time) < 0.3;
      mark.hidden = area.hidden && !near;
      const { x, y } = area.hidden ? (face ?? cross) : cross;
      mark.style.insetInlineStart = `${100 * x}%`;
      mark.style.insetBlockStart = `${100 * y}%`;
    },
  };

  function open(picking) {
    if (picking) player.pause();
    area.hidden = !picking;
    help.hidden = !picking;
    button.setAttribute("aria-pressed", picking);
    if (picking) area.focus();
    else button.focus();
    picker.moveTo(player.time);
  }

  function choose({ x, y }) {
    open(false);
    onChoose({ time: player.time, x, y });
  }

  button.addEventListener("click", () => open(area.hidden));
  area.addEventListener("click", (event) => {
    if (event.detail === 0) return;
    const box = area.getBoundingClientRect();
    choose({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  });
  area.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    if (event.key === "Escape") open(false);
    else if (event.key === "Enter") choose(cross);
    else if (move) {
      const within = (value) => Math.min(Math.max(value, 0), 1);
      cross = { x: within(cross.x + STEP * move[0]), y: within(cross.y + STEP * move[1]) };
      picker.moveTo(player.time);
    } else return;
    event.preventDefault();
  });
  return picker;
}
