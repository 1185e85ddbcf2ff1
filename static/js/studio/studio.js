// The studio: camera → resting face → perform or practise → review → send.

import { byId, findAll, jsonOf, onPress } from "../dom.js";
import { dropTake, keepTake, keptTakes } from "../sending/pending.js";
import { fileName } from "../sending/upload.js";
import { drawAhead } from "./ahead.js";
import { standingProblem } from "./camera.js";
import { createCheck } from "./check.js";
import { listenToKeys } from "./keys.js";
import { guardLeaving } from "./leaving.js";
import { followLines } from "./lines.js";
import { listStretches, momentIn, stretchOf } from "./practice.js";
import { createReview } from "./review.js";
import { createSender } from "./sender.js";
import { createStage } from "./stage.js";
import { atStake, createMachine } from "./state.js";
import { createView } from "./view.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../sending/pending.js").Take} Take */

const root = byId("studio");
const clip = byId("clip", HTMLVideoElement);
const preview = byId("preview", HTMLVideoElement);
const stretches = byId("from", HTMLSelectElement);
const { user = "", clip: clipId = "", title = "", create = "", maxSeconds } = root.dataset;
const script = jsonOf("clip-script");
const moment = momentIn(location.search);

const show = createView(root);
const machine = createMachine(onChange);
const check = createCheck({ root, preview, machine, ready });
const stage = createStage({
  clip,
  preview,
  machine,
  stream: () => check.stream,
  maxSeconds: Number(maxSeconds),
  keep,
  ready,
});
const review = createReview({ clip, video: byId("review", HTMLVideoElement) });
const send = createSender({ root, machine, back: (take) => showTake(take, "") });
const leave = guardLeaving({
  dialog: byId("leave", HTMLDialogElement),
  link: byId("back", HTMLAnchorElement),
  stake: () => atStake(machine.state),
});
const moveAhead = drawAhead(byId("ahead"), jsonOf("clip-strip"));
const showLine = followLines(byId("line"), script);

/**
 * @param {State} state
 * @param {State} before
 */
function onChange(state, before) {
  const entered = state.entered !== before.entered;
  show(state, { entered });
  if (entered) prepare(state);
}

/**
 * Prepare clip and camera for a phase.
 *
 * @param {State} state
 */
function prepare({ phase }) {
  if (phase === "neutral") clip.pause();
  if (phase === "check") clip.controls = true;
  if (phase === "countdown") {
    clip.controls = false;
    clip.removeAttribute("poster"); // the first frame is what the performer waits for
  }
  if (phase === "neutral" || phase === "check") check.watch();
  else check.rest();
}

/**
 * Ready to perform; opens the camera again if it was lost meanwhile.
 *
 * @param {string} text Announced.
 */
function ready(text) {
  review.close();
  if (check.stream?.active) machine.send({ type: "ready", text });
  else check.open();
}

function practise() {
  stage.practise(stretchOf(stretches.value, clip, script, moment));
}

/** Somebody came to practise a moment: that is offered first, and performing after it. */
function offerPractice() {
  clip.currentTime = moment?.from ?? 0;
  byId("came").hidden = false;
  byId("practise").classList.add("primary");
  byId("start").classList.remove("primary");
  for (const id of ["start", "practise"]) byId(id).toggleAttribute("data-focus");
}

/** Strip and script line stay with the clip, whoever plays it or jumps in it. */
function follow() {
  moveAhead(clip.currentTime);
  showLine(clip.currentTime);
  if (!clip.paused) requestAnimationFrame(follow);
}

/**
 * A new take is kept by the browser before anything else happens to it.
 *
 * @param {import("./attempt.js").Recorded} recorded
 */
async function keep(recorded) {
  const about = { key: crypto.randomUUID(), user, clip: clipId, title, create };
  const { neutral } = machine.state;
  const take = { ...about, ...recorded, neutral, saved: Date.now(), kept: true };
  take.kept = await keepTake(take);
  showTake(take, take.kept ? (take.whole ? "" : "cut") : "lost");
}

/**
 * @param {Take} take
 * @param {State["note"]} note
 */
function showTake(take, note) {
  const text = gettext("Your take is ready. Watch it, then send it or perform again.");
  machine.send({ type: "review", take, note, text });
  review.open(take);
  for (const link of findAll(root, "[data-save]", HTMLAnchorElement)) {
    link.href = byId("review", HTMLVideoElement).src;
    link.download = fileName(take.blob);
  }
}

async function retake() {
  const { take } = machine.state;
  if (take) await dropTake(take.key);
  ready("");
}

function sendTake() {
  const { take } = machine.state;
  if (take) send(take);
}

onPress("start", stage.perform);
onPress("practise", practise);
onPress("stop", stage.finish);
onPress("restart", stage.restart);
onPress("send", sendTake);
onPress("resend", sendTake);
onPress("watch", review.play);
onPress("retake", retake);
onPress("discard", retake);
for (const event of ["play", "seeked"]) clip.addEventListener(event, follow);

listenToKeys({
  space() {
    const { phase } = machine.state;
    if (phase === "check") stage.perform();
    else if (phase === "neutral") check.capture();
    else stage.finish();
  },
  restart: stage.restart,
  practise,
  leave,
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stage.finish();
});
addEventListener("pagehide", check.close);

/** A take that was kept earlier is offered first; after signing in it is sent at once. */
async function begin() {
  listStretches(stretches, script, moment);
  if (moment) offerPractice();
  follow();
  byId("open", HTMLButtonElement).disabled = false; // until now a press would have done nothing
  const problem = standingProblem();
  const kept = await keptTakes(user);
  const asked = new URLSearchParams(location.search).get("send");
  const take = kept.find((each) => each.clip === clipId && (!asked || each.key === asked));
  if (take) {
    showTake(take, "found");
    if (asked) sendTake();
  } else if (problem) check.fail(problem, "");
  else show(machine.state, { focus: false });
}

begin();
