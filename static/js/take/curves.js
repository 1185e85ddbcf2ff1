// Seven small panels, one per emotion, on one time axis with one playhead.

import uPlot from "../../vendor/uplot/uPlot.esm.js";
import { emotionName } from "../emotions.js";
import { join, placeOf } from "./grid.js";
import { curveOf, optionsOf } from "./plot.js";

/**
 * Draw the panels into `root`; returns {move(time), panels()}.
 *
 * `grids` are the clip's and the takes', `emotions` the points of each emotion by name (may be
 * empty), `used` the emotions to show first. `onSeek(time)` hears clicks, in seconds of the clip.
 * `panels()` are the drawings: {label, points, canvas}.
 */
export function drawCurves(root, { labels, neutral, grids, emotions, used }, onSeek) {
  const order = panelOrder(labels, neutral, used);
  const [shared, ...cells] = join(grids);
  const playhead = document.createElement("i");
  playhead.className = "playhead";
  let drawn = [];
  let last = 0;
  let edge = 0; // px from the left of `root` to the curves

  function draw() {
    drawn.forEach(({ plot }) => plot.destroy());
    root.replaceChildren();
    drawn = order.map((k, index) => panel(k, index === order.length - 1));
    root.append(playhead);
    measure();
  }

  function panel(k, withAxis) {
    const label = labels[k];
    const row = document.createElement("div");
    row.className = "curve";
    const [head, now] = heading(label, emotions[label]);
    const box = document.createElement("div");
    box.className = "plot";
    row.append(head, box);
    root.append(row);
    const values = grids.map((grid, index) => curveOf(grid, k, cells[index]));
    const options = optionsOf(label, box.clientWidth, withAxis, grids);
    const plot = new uPlot(options, [shared, ...values], box);
    plot.over.addEventListener("click", (event) => {
      const left = event.clientX - plot.over.getBoundingClientRect().left;
      onSeek(plot.posToVal(left, "x"));
    });
    return { label, plot, now, values, box };
  }

  function measure() {
    edge = drawn[0].plot.over.getBoundingClientRect().left - root.getBoundingClientRect().left;
    move(last);
  }

  function move(time) {
    last = time;
    playhead.style.transform = `translateX(${edge + drawn[0].plot.valToPos(time, "x")}px)`;
    const at = placeOf(shared, time + 0.001);
    for (const { now, values } of drawn) now.textContent = values.map((v) => percent(v[at])).join(" · ");
  }

  draw();
  new ResizeObserver(() => {
    for (const { plot, box } of drawn) plot.setSize({ width: box.clientWidth, height: plot.height });
    measure();
  }).observe(root);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  const panels = () =>
    drawn.map(({ label, plot }) => ({ label, points: emotions[label], canvas: plot.ctx.canvas }));
  return { move, panels };
}

/** The clip's own emotions first, the others after them, neutral last. */
function panelOrder(labels, neutral, used) {
  const rank = (k) => (k === neutral ? 2 : used.includes(labels[k]) ? 0 : 1);
  return labels.map((_, k) => k).sort((a, b) => rank(a) - rank(b) || a - b);
}

function heading(label, score) {
  const head = document.createElement("div");
  head.className = "curve-head";
  const name = document.createElement("b");
  const mark = document.createElement("i");
  mark.className = `dot fill-${label}`;
  name.append(mark, emotionName(label));
  const now = document.createElement("span");
  now.className = "values";
  head.append(name);
  if (score !== undefined) {
    const points = document.createElement("span");
    points.className = "points";
    points.textContent = interpolate(gettext("%s of 100"), [Math.round(score)]);
    head.append(points);
  }
  head.append(now);
  return [head, now];
}

function percent(value) {
  return value == null ? "–" : `${Math.round(value)} %`;
}
