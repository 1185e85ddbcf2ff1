// One panel's drawing: the clip as a filled line, performances as broken ones, gaps in grey.

import { emotionColour, token } from "../emotions.js";

const HEIGHT = 74;
const AXIS = 26; // px below the last panel, for its seconds
const SIDE = 8; // px left and right of the curves

/** Options of uPlot for a panel `width` px wide; `grids` are the clip's and then the takes'. */
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
    hooks: { drawClear: [(plot) => takes.forEach((take) => shadeGaps(plot, take))] },
  };
}

/** The first performance is dashed in the ink, a second one dotted in the accent. */
function strokeOf(index) {
  const look = index ? { stroke: token("accent"), dash: [2, 3] } : { stroke: token("ink"), dash: [6, 4] };
  return { ...look, width: index ? 2.25 : 1.75, points: { show: false } };
}

/** Values of an emotion along the shared times: null where no face was seen (a gap), undefined
 * where only another grid has a time. */
export function curveOf(grid, k, cells) {
  return cells.map((index) => {
    if (index === undefined) return undefined;
    return grid.seen[index] ? 100 * grid.probabilities[index][k] : null;
  });
}

/** Grey where a performer's face was not seen. */
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
