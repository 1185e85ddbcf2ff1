// The result page: curves, heat bar and both videos, tied to one playhead.

import { takeClock } from "../clock.js";
import { byId, findAll, jsonOf, optional } from "../dom.js";
import { tieVideos } from "../replay.js";
import { followScript } from "./captions.js";
import { drawCurves } from "./curves.js";
import { offerFiles } from "./downloads.js";
import { drawHeat } from "./heat.js";
import { watchLoading } from "./missing.js";
import { alongPath } from "./path.js";
import { readResult, showFailureIn } from "./read.js";
import { offerTable } from "./table.js";

const LEAD_IN = 0.5; // s before a moment that one jumps to

async function begin() {
  const result = await readResult(byId("result").dataset.result ?? "");
  const clock = takeClock(jsonOf("take-timeline"));
  const path = alongPath(result);
  /** @type {Record<string, (time: number) => number>} */
  const maps = { path: (time) => clock(path(time)), plain: clock };
  const { reference, take, labels, rate } = result;

  const videos = tieWhatIsThere({ onTick: show, toTake: maps.path });
  const heat = drawHeat(byId("heat"), result, videos.seek);
  const script = followScript({
    caption: optional("line"),
    rows: findAll(document, "[data-end]"),
    lines: jsonOf("clip-script") ?? [],
  });
  const chart = { ...result, grids: [reference, take], used: Object.keys(result.emotions) };
  const curves = drawCurves(byId("curves"), chart, videos.seek);
  const seek = byId("seek", HTMLInputElement);
  seek.max = reference.times[reference.times.length - 1].toFixed(1);

  /** @param {number} time */
  function show(time) {
    heat.move(time);
    curves.move(time);
    script.move(time);
    seek.value = String(time);
    byId("time").textContent = time.toFixed(1);
  }

  optional("play")?.addEventListener("click", videos.toggle);
  seek.addEventListener("input", () => videos.seek(Number(seek.value)));
  for (const choice of findAll(document, "input[name=step]", HTMLInputElement)) {
    choice.addEventListener("change", () => videos.remap(maps[choice.value]));
  }
  for (const moment of findAll(document, "[data-seek]")) {
    moment.addEventListener("click", () => {
      videos.seek(Math.max(0, Number(moment.dataset.seek) - LEAD_IN));
      videos.play();
    });
  }
  offerFiles(result, curves.panels);
  const rows = [
    { name: gettext("Actor"), grid: reference },
    { name: gettext("Performer"), grid: take },
  ];
  offerTable({ labels, rate, rows });
  show(0);
}

/**
 * Tie both videos together, or play the one that is there; without any, the playhead alone moves.
 *
 * @param {{onTick: (time: number) => void, toTake: (time: number) => number}} options
 */
function tieWhatIsThere({ onTick, toTake }) {
  const clip = optional("clip", HTMLVideoElement);
  const take = optional("take", HTMLVideoElement);
  const lead = clip ?? take;
  if (!lead) return { seek: onTick, play() {}, toggle() {}, remap() {} };
  const button = byId("play", HTMLButtonElement);
  watchLoading(lead, () => {
    button.disabled = true;
  });
  if (clip && take) watchLoading(take);
  return tieVideos({
    clip,
    take,
    toTake,
    onTick,
    onPlaying: (playing) => button.setAttribute("aria-pressed", String(playing)),
  });
}

begin().catch(showFailureIn(byId("curves")));
