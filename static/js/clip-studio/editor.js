// The editor of one clip: video, timeline, script, texts, and what is done to the clip.

import { byId, jsonOf } from "../dom.js";
import { messageOf } from "../errors.js";
import { call } from "./calls.js";
import { facePicker } from "./face.js";
import { scriptLines } from "./lines.js";
import { followStates } from "./live.js";
import { editorKeys, videoPlayer } from "./player.js";
import { saver } from "./saving.js";
import { sidePanel } from "./side.js";
import { subtitleInput } from "./subtitles.js";
import { timeline } from "./timeline.js";
import { cutControls } from "./trim.js";

/** @typedef {import("./state.js").ClipState} ClipState */

/** @type {ClipState} */
let state = jsonOf("start").state;

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
const player = videoPlayer((second) => {
  bar.moveTo(second);
  faces.moveTo(second);
});
const faces = facePicker({ player, onChoose: (face) => act("face", face, "video-problem") });
const script = scriptLines({ player, onChange: changed, onPick: drawLines });
const cuts = cutControls({ player, bar, act: actOnVideo });
const side = sidePanel(act);
const live = followStates(byId("clip-editor").dataset.states ?? "", show);

bar.setDuration(state.duration);
script.load(state.script);
const saving = saver({ script, onSaved: show });
subtitleInput(`${location.pathname}subtitles/`, script);
show(state);
drawLines();
saving.settled();

byId("add-line").onclick = script.addHere;
byId("use-poster").onclick = choosePoster;
editorKeys(player, {
  save: saving.save,
  cutFrom: cuts.setIn,
  cutTo: cuts.setOut,
  addLine: script.addHere,
  setStart: () => script.set(script.chosen, "start", player.time),
  setEnd: () => script.set(script.chosen, "end", player.time),
});
for (const id of ["publish", "delete", "add-line"]) byId(id, HTMLButtonElement).disabled = false;
byId("subtitles", HTMLInputElement).disabled = false; // until here a press would have done nothing

/**
 * Show a state of the clip; another video brings its own lines and length.
 *
 * @param {ClipState} next
 */
function show(next) {
  const other = next.video !== state.video;
  state = next;
  if (other) {
    script.load(state.script);
    saving.settled();
  }
  byId("shown-title").textContent = state.title;
  bar.setDuration(state.duration);
  bar.showStrip(state.strip);
  player.load(state.video, state.duration, state.poster);
  faces.show(state.face);
  cuts.show(state, other);
  side.show(state);
  drawLines();
  if (!state.finished) live.follow(state.id);
}

/**
 * Do something to the clip; a refusal is shown at the given place.
 *
 * @param {string} action
 * @param {object} [body]
 * @param {string} [place]
 */
async function act(action, body = {}, place = "problem") {
  const problem = byId(place);
  problem.textContent = "";
  try {
    show(await call("POST", `${location.pathname}${action}/`, body));
    return true;
  } catch (error) {
    problem.textContent = messageOf(error);
    return false;
  }
}

/**
 * Something that moves the script's lines: they are saved before.
 *
 * @param {string} action
 * @param {object} body
 */
async function actOnVideo(action, body) {
  if (saving.dirty && !(await saving.save())) return;
  await act(action, body, "video-problem");
}

async function choosePoster() {
  if (await act("poster", { at: player.time }, "video-problem")) awaitPoster(state.poster);
}

/**
 * Look for the new picture that a worker makes.
 *
 * @param {string} before
 * @param {number} [times]
 */
function awaitPoster(before, times = 20) {
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
