// Seven small panels, one per emotion, on one time axis with one playhead.

import uPlot from "../../vendor/uplot/uPlot.esm.js";
import { make } from "../dom.js";
import { emotionName } from "../emotions.js";
import { lastAtOrBefore } from "../numbers.js";
import { join } from "./grid.js";
import { curveOf, optionsOf } from "./plot.js";

/** @import { Grid } from "./grid.js" */

/**
 * A panel as it is drawn.
 *
 * @typedef {{label: string, points: number | undefined, canvas: HTMLCanvasElement}} Panel
 */

/**
 * @typedef {object} Chart
 * @property {string[]} labels
 * @property {number} neutral Index of the neutral class.
 * @property {Grid[]} grids The clip's, then the takes'.
 * @property {Record<string, number>} emotions Points by emotion; may be empty.
 * @property {string[]} used The emotions to show first.
 */

/**
 * Draw the panels into `root`.
 *
 * Returns what moves the playhead, and what gives the panels as they are drawn at the moment.
 *
 * @param {HTMLElement} root
 * @param {Chart} chart
 * @param {(time: number) => void} onSeek Called with the time of the clip that was clicked.
 */
export function drawCurves(root, { labels, neutral, grids, emotions, used }, onSeek) {
  const order = panelOrder(labels, neutral, used);
  const { times, cells } = join(grids);
  const playhead = make("i", "playhead");
  /** @type {ReturnType<typeof drawPanel>[]} */
  let drawn = [];
  let last = 0;
  let edge = 0; // px from the left of `root` to the curves

  function draw() {
    for (const { plot } of drawn) plot.destroy();
    root.replaceChildren();
    drawn = order.map((k, index) => drawPanel(k, index === order.length - 1));
    root.append(playhead);
    measure();
  }

  /**
   * @param {number} k
   * @param {boolean} withAxis
   */
  function drawPanel(k, withAxis) {
    const label = labels[k];
    const row = make("div", "curve");
    const [head, now] = heading(label, emotions[label]);
    const box = make("div", "plot");
    row.append(head, box);
    root.append(row);
    const values = grids.map((grid, index) => curveOf(grid, k, cells[index]));
    const options = optionsOf(label, box.clientWidth, withAxis, grids);
    const plot = new uPlot(options, [times, ...values], box);
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

  /** @param {number} time */
  function move(time) {
    last = time;
    playhead.style.transform = `translateX(${edge + drawn[0].plot.valToPos(time, "x")}px)`;
    const at = lastAtOrBefore(times, time + 0.001);
    for (const { now, values } of drawn) {
      now.textContent = values.map((value) => percent(value[at])).join(" · ");
    }
  }

  draw();
  new ResizeObserver(() => {
    for (const { plot, box } of drawn) {
      plot.setSize({ width: box.clientWidth, height: plot.height });
    }
    measure();
  }).observe(root);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  /** @returns {Panel[]} */
  const panels = () =>
    drawn.map(({ label, plot }) => ({ label, points: emotions[label], canvas: plot.ctx.canvas }));
  return { move, panels };
}

/**
 * The clip's own emotions first, the others after them, neutral last.
 *
 * @param {string[]} labels
 * @param {number} neutral
 * @param {string[]} used
 */
function panelOrder(labels, neutral, used) {
  /** @param {number} k */
  const rank = (k) => (k === neutral ? 2 : used.includes(labels[k]) ? 0 : 1);
  return labels.map((_, k) => k).sort((a, b) => rank(a) - rank(b) || a - b);
}

/**
 * The words beside a panel, and the element among them for the values at the playhead.
 *
 * @param {string} label
 * @param {number | undefined} score
 */
function heading(label, score) {
  const head = make("div", "curve-head");
  const name = document.createElement("b");
  name.append(make("i", `dot fill-${label}`), emotionName(label));
  const now = make("span", "values");
  head.append(name);
  if (score !== undefined) {
    const text = interpolate(gettext("%s of 100"), [Math.round(score)]);
    head.append(make("span", "points", text));
  }
  head.append(now);
  return [head, now];
}

/** @param {number | null | undefined} value */
function percent(value) {
  return value == null ? "–" : `${Math.round(value)}%`;
}
