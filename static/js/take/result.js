// The result page: curves, heat bar and both videos, tied to one playhead.

import { takeClock } from "../clock.js";
import { tieVideos } from "../replay.js";
import { followScript } from "./captions.js";
import { drawCurves } from "./curves.js";
import { offerFiles } from "./downloads.js";
import { drawHeat } from "./heat.js";
import { watchLoading } from "./missing.js";
import { alongPath } from "./path.js";
import { readResult, sorry } from "./read.js";
import { fillTable } from "./table.js";

const LEAD_IN = 0.5; // s before a moment that one jumps to
const part = (id) => document.getElementById(id);
const valueOf = (id) => JSON.parse(part(id)?.textContent ?? "null");

async function begin() {
  const result = await readResult(part("result").dataset.result);
  const clock = takeClock(valueOf("take-timeline"));
  const path = alongPath(result);
  const maps = { path: (time) => clock(path(time)), plain: clock };
  const { reference, take, labels, rate } = result;

  const videos = play({ onTick: show, toTake: maps.path });
  const heat = drawHeat(part("heat"), result, videos.seek);
  const script = followScript({
    caption: part("line"),
    rows: document.querySelectorAll("[data-end]"),
    lines: valueOf("clip-script") ?? [],
  });
  const chart = { ...result, grids: [reference, take], used: Object.keys(result.emotions) };
  const curves = drawCurves(part("curves"), chart, videos.seek);
  const seek = part("seek");
  seek.max = reference.times.at(-1).toFixed(1);

  function show(time) {
    heat.move(time);
    curves.move(time);
    script.move(time);
    seek.value = time;
    part("time").textContent = time.toFixed(1);
  }

  part("play")?.addEventListener("click", videos.toggle);
  seek.addEventListener("input", () => videos.seek(Number(seek.value)));
  for (const choice of document.querySelectorAll("input[name=step]")) {
    choice.addEventListener("change", () => videos.remap(maps[choice.value]));
  }
  for (const moment of document.querySelectorAll("[data-seek]")) {
    moment.addEventListener("click", () => {
      videos.seek(Math.max(0, Number(moment.dataset.seek) - LEAD_IN));
      videos.play();
    });
  }
  offerFiles({ png: part("png"), csv: part("csv") }, result, curves.panels);
  const rows = [
    { name: gettext("Actor"), grid: reference },
    { name: gettext("Performer"), grid: take },
  ];
  const fill = () => fillTable(part("table"), { labels, rate, rows });
  if (part("numbers").open) fill();
  else part("numbers").addEventListener("toggle", fill, { once: true });
  show(0);
}

/** Both videos, or what is there of them; without any, the playhead alone moves. */
function play({ onTick, toTake }) {
  const [clip, take] = [part("clip"), part("take")];
  if (!clip && !take) return { seek: onTick, play() {}, toggle() {}, remap() {} };
  watchLoading(clip ?? take, () => (part("play").disabled = true)); // the one that leads
  if (clip && take) watchLoading(take);
  const onPlaying = (playing) => part("play").setAttribute("aria-pressed", playing);
  return tieVideos({ clip, take, toTake, onTick, onPlaying });
}

begin().catch(sorry(part("curves")));
