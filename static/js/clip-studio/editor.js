// The editor of one clip: film, timeline, script, texts, and what is done to the clip.

import { call } from "./calls.js";
import { facePicker } from "./face.js";
import { editorKeys, filmPlayer } from "./film.js";
import { scriptLines } from "./lines.js";
import { followStates } from "./live.js";
import { saver } from "./saving.js";
import { sidePanel } from "./side.js";
import { subtitleInput } from "./subtitles.js";
import { timeline } from "./timeline.js";
import { cutControls } from "./trim.js";

const page = document.querySelector("#clip-editor");
let state = JSON.parse(document.querySelector("#start").textContent).state;

const bar = timeline({
  onPick: (line) => {
    script.pick(line);
    player.seek(Number(line.start));
  },
  onMove: (line, edge, second) => {
    script.pick(line);
    script.set(line, edge, second);
  },
});
const player = filmPlayer((second) => {
  bar.moveTo(second);
  faces.moveTo(second);
});
const faces = facePicker({ player, onChoose: (point) => act("face", point, "#film-problem") });
const script = scriptLines({ player, onChange: changed, onPick: drawLines });
const cuts = cutControls({ player, bar, act: actOnFilm });
const side = sidePanel(act);
const live = followStates(page.dataset.states, show);

bar.setDuration(state.duration);
script.load(state.script);
const saving = saver({ script, onSaved: show });
subtitleInput(`${location.pathname}subtitles/`, script);
show(state);
drawLines();
saving.settled();

document.querySelector("#add-line").onclick = script.addHere;
document.querySelector("#use-poster").onclick = () =>
  act("poster", { at: player.time }, "#film-problem");
editorKeys(player, {
  save: saving.save,
  in: cuts.setIn,
  out: cuts.setOut,
  line: script.addHere,
  start: () => script.set(script.chosen, "start", player.time),
  end: () => script.set(script.chosen, "end", player.time),
});
for (const id of ["publish", "delete", "add-line", "subtitles"]) {
  document.getElementById(id).disabled = false; // until here a press would have done nothing
}

/** Show a state of the clip; another film brings its own lines and length. */
function show(next) {
  const other = next.video !== state.video;
  state = next;
  if (other) {
    script.load(state.script);
    saving.settled();
  }
  document.querySelector("#shown-title").textContent = state.title;
  bar.setDuration(state.duration);
  bar.showStrip(state.strip);
  player.load(state.video, state.duration, state.poster);
  faces.show(state.face);
  cuts.show(state, other);
  side.show(state);
  drawLines();
  if (!state.finished) live.follow(state.id);
}

/** Do something to the clip; a refusal is told at the given place. */
async function act(action, body = {}, place = "#problem") {
  const problem = document.querySelector(place);
  problem.textContent = "";
  try {
    show(await call("POST", `${location.pathname}${action}/`, body));
    if (action === "poster") awaitPoster(state.poster);
    return true;
  } catch (error) {
    problem.textContent = error.message;
    return false;
  }
}

/** Something that moves the script's lines: they are saved before. */
async function actOnFilm(action, body) {
  if (saving.dirty && !(await saving.save())) return;
  await act(action, body, "#film-problem");
}

/** Look for the new picture that a worker makes. */
async function awaitPoster(before, times = 20) {
  if (!times || state.poster !== before) return;
  live.follow(state.id);
  setTimeout(awaitPoster, 700, before, times - 1);
}

function changed() {
  saving.changed();
  drawLines();
}

function drawLines() {
  bar.showLines(script.lines, script.chosen);
}
