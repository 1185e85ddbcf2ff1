// One panel's drawing: the clip as a filled line, performances as broken ones, gaps in grey.

/** @import uPlot from "../../vendor/uplot/uPlot.esm.js" */
/** @import { Grid } from "./grid.js" */
import { emotionColour, token } from "../emotions.js";

const HEIGHT = 74;
const AXIS = 26; // px below the last panel, for its seconds
const SIDE = 8; // px left and right of the curves

/**
 * Options of uPlot for a panel.
 *
 * @param {string} label
 * @param {number} width In px.
 * @param {boolean} withAxis
 * @param {Grid[]} grids The clip's, then the takes'.
 * @returns {uPlot.Options}
 */
export function optionsOf(label, width, withAxis, grids) {
  const colour = emotionColour(label);
  const grid = { stroke: token("line"), width: 1 };
  const font = `12px ${token("font")}`;
  const takes = grids.slice(1);
  return {
    width,
    height: HEIGHT + (withAxis ? AXIS : 0),
    padding: [6, SIDE, withAxis ? 0 : 6, SIDE],
    legend: { show: false },
    cursor: { x: false, y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false }, y: { range: [0, 100] } },
    axes: [
      { show: withAxis, size: AXIS, stroke: token("ink-2"), grid, ticks: { show: false }, font },
      { show: false },
    ],
    series: [
      {},
      { stroke: colour, width: 2.5, fill: `${colour}33`, points: { show: false } },
      ...takes.map((_, index) => strokeOf(index)),
    ],
    hooks: {
      drawClear: [
        (plot) => {
          for (const take of takes) shadeGaps(plot, take);
        },
      ],
    },
  };
}

/**
 * The first performance is dashed in the ink, a second one dotted in the accent.
 *
 * @param {number} index
 */
function strokeOf(index) {
  const look = index
    ? { stroke: token("accent"), dash: [2, 3] }
    : { stroke: token("ink"), dash: [6, 4] };
  return { ...look, width: index ? 2.25 : 1.75, points: { show: false } };
}

/**
 * Percentages of a class along the shared times: null where no face was seen (a gap), undefined
 * where only another grid has a time.
 *
 * @param {Grid} grid
 * @param {number} k The class.
 * @param {(number | undefined)[]} cells Of the grid, for each of the shared times.
 */
export function curveOf(grid, k, cells) {
  return cells.map((index) => {
    if (index === undefined) return undefined;
    return grid.seen[index] ? 100 * grid.probabilities[index][k] : null;
  });
}

/**
 * Shade the times at which a performer's face was not seen.
 *
 * @param {uPlot} plot
 * @param {Grid} grid
 */
function shadeGaps(plot, { times, seen }) {
  const { ctx, bbox } = plot;
  const half = (times[1] - times[0]) / 2 || 0;
  ctx.save();
  ctx.fillStyle = token("surface-3");
  times.forEach((time, index) => {
    if (seen[index]) return;
    const left = Math.max(plot.valToPos(time - half, "x", true), bbox.left);
    const right = Math.min(plot.valToPos(time + half, "x", true) + 1, bbox.left + bbox.width);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  });
  ctx.restore();
}
