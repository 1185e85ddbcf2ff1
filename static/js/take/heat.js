// The bar of agreement: how much each moment of the clip lost.

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 0.04; // height of a moment that lost nothing
const BARS = 240; // more than that nobody can tell apart

/** Draw the bars into `root`; returns {move(time)} for the playhead. */
export function drawHeat(root, { reference, losses }, onSeek) {
  const { times } = reference;
  const step = times[1] - times[0] || 0.1;
  const shown = bars(losses);
  const most = Math.max(...shown, 0.25 / losses.length, 1e-9);
  const picture = element("svg", { viewBox: `0 0 ${shown.length} 1`, preserveAspectRatio: "none", "aria-hidden": true });
  shown.forEach((loss, index) => {
    const height = LEAST + (1 - LEAST) * Math.min(1, loss / most);
    const level = Math.min(4, Math.floor((5 * loss) / most));
    picture.append(
      element("rect", { x: index, y: 1 - height, width: 1.02, height, class: `loss-${level}` }),
    );
  });
  const playhead = document.createElement("i");
  playhead.className = "playhead";
  root.replaceChildren(picture, playhead);
  const span = times.length * step;
  root.addEventListener("click", (event) => {
    const { left, width } = root.getBoundingClientRect();
    onSeek(times[0] + ((event.clientX - left) / width) * span);
  });
  return {
    move(time) {
      const part = Math.min(Math.max((time - times[0]) / span, 0), 1);
      playhead.style.transform = `translateX(${part * root.clientWidth}px)`;
    },
  };
}

/** Losses smoothed over three moments, as few enough bars: each shows its worst moment. */
function bars(losses) {
  const smooth = losses.map((_, index) => mean(losses.slice(Math.max(0, index - 1), index + 2)));
  const together = Math.ceil(smooth.length / BARS);
  const count = Math.ceil(smooth.length / together);
  return Array.from({ length: count }, (_, bar) =>
    Math.max(...smooth.slice(bar * together, (bar + 1) * together)),
  );
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
