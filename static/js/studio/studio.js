// The studio: camera → resting face → perform or practise → review → send.

import { drawAhead } from "./ahead.js";
import { perform } from "./attempt.js";
import { standingProblem } from "./camera.js";
import { createCheck } from "./check.js";
import { listenToKeys } from "./keys.js";
import { guardLeaving } from "./leaving.js";
import { followLines } from "./lines.js";
import { phasesOf, showOnly } from "./phases.js";
import { listStretches, momentIn, practise, stretchOf } from "./practice.js";
import { createReview } from "./review.js";
import { createSender } from "./sender.js";
import { Interrupted } from "./timing.js";
import { dropTake, keepTake, keptTakes } from "../sending/pending.js";
import { fileName } from "../sending/upload.js";

const root = document.getElementById("studio");
const part = (id) => document.getElementById(id);
const [clip, preview] = [part("clip"), part("preview")];
const enter = phasesOf(root);
const json = (id) => JSON.parse(part(id).textContent);
const script = json("clip-script");
const moment = momentIn(location.search);
const moveAhead = drawAhead(part("ahead"), json("clip-strip"));
const showLine = followLines(part("line"), script);
const review = createReview({ clip, video: part("review") });
const sender = createSender({ root, enter, say });
const check = createCheck({ root, preview, enter, say, ready });
const leaving = guardLeaving({ dialog: part("leave"), link: part("back"), stake });

let take = null;
let signals = null; // of what is under way: countdown, recording or practice

function say(text) {
  part("status").textContent = text;
}

/** What would be lost by leaving now; see `leaving.js`. */
function stake() {
  const phase = root.dataset.phase;
  if (signals && ["countdown", "recording"].includes(phase) && !signals.practice) return "recording";
  if (phase === "sending" || phase === "waiting") return sender.arrived() ? "" : "sending";
  if (!take || sender.arrived()) return "";
  return take.kept ? "kept" : "unkept";
}

/** Ready to perform; opens the camera again if it was lost meanwhile. */
function ready(text) {
  review.close();
  take = null;
  if (!check.stream?.active) return check.open();
  enter("check");
  clip.controls = true;
  say(text);
  check.watch();
}

function begun(more = {}) {
  signals = { finish: new AbortController(), abort: new AbortController(), ...more };
  return signals;
}

function over(mine) {
  if (signals === mine) signals = null;
}

/** Count down, then perform or practise; what `work` rejects with brings back to the check. */
async function onStage(mine, work, again) {
  check.unwatch();
  clip.controls = false;
  clip.removeAttribute("poster"); // the first frame is what the performer waits for
  root.dataset.practice = mine.practice ? "yes" : "no";
  say("");
  enter("countdown");
  const both = { clip, finish: mine.finish.signal, abort: mine.abort.signal, count: showCount };
  try {
    await work(both);
  } catch (error) {
    if (mine.restart) return again();
    if (root.dataset.phase === "problem") return;
    ready(error instanceof Interrupted ? reasonOf(error.message, mine) : String(error.message ?? error));
  } finally {
    over(mine);
  }
}

function record() {
  const mine = begun();
  const shared = { stream: check.stream, preview, maxSeconds: Number(root.dataset.maxSeconds) };
  const work = async (both) => keep(await perform({ ...both, ...shared, rolling: roll }));
  return onStage(mine, work, record);
}

function practiseNow() {
  return practiseAlong(stretchOf(part("from").value, clip, script, moment));
}

function practiseAlong(stretch) {
  const mine = begun({ practice: true });
  const rolling = () => {
    enter("recording");
    say(gettext("Practice: nothing is recorded"));
  };
  const work = async (both) => {
    await practise({ ...both, ...stretch, rolling });
    ready(reasonOf("stopped", mine));
  };
  return onStage(mine, work, () => practiseAlong(stretch));
}

/** Somebody came to practise a moment: that is offered first, and performing after it. */
function offerPractice() {
  clip.currentTime = moment.from;
  part("came").hidden = false;
  part("practise").classList.add("primary");
  part("start").classList.remove("primary");
  for (const id of ["start", "practise"]) part(id).toggleAttribute("data-focus");
}

function reasonOf(why, { practice }) {
  if (why === "lost") return gettext("The camera stopped. Check it, then start again.");
  if (why === "clip") {
    return gettext("The clip could not be played. It may have been removed, or the connection is down.");
  }
  return practice ? gettext("Practice ended. Nothing was recorded.") : gettext("Stopped. Nothing was kept.");
}

function showCount(number) {
  part("count").textContent = number;
  say(String(number));
}

function roll(startedAt) {
  enter("recording");
  say(gettext("Recording"));
  const tick = () => {
    if (root.dataset.phase !== "recording") return;
    const seconds = Math.floor((performance.now() - startedAt) / 1000);
    part("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    requestAnimationFrame(tick);
  };
  tick();
}

/** Strip and script line stay with the clip, whoever plays it or jumps in it. */
function follow() {
  moveAhead(clip.currentTime);
  showLine(clip.currentTime);
  if (!clip.paused) requestAnimationFrame(follow);
}

/** A new take is kept by the browser before anything else happens to it. */
async function keep({ blob, timeline, whole }) {
  const { clip: clipId, title, user, create } = root.dataset;
  const key = crypto.randomUUID();
  const about = { key, user, clip: clipId, title, create, saved: Date.now() };
  take = { ...about, blob, neutral: check.neutral, timeline, whole, kept: true };
  take.kept = await keepTake(take);
  showTake(take.kept ? (whole ? "" : "cut") : "lost");
}

function showTake(note) {
  if (!take.neutral) check.neutral = null; // the site could not read it
  enter("review");
  showOnly(root, "note", note);
  say(gettext("Your take is ready. Watch it, then send it or perform again."));
  review.open(take);
  for (const link of root.querySelectorAll("[data-save]")) {
    link.href = part("review").src;
    link.download = fileName(take);
  }
}

async function retake() {
  await dropTake(take.key);
  if (!take.neutral) check.neutral = null;
  ready("");
}

function restart() {
  if (!signals) return;
  signals.restart = true;
  signals.abort.abort();
}

const finish = () => signals?.finish.abort();
const send = () => sender.send(take, () => showTake(""));
const press = (id, action) => part(id).addEventListener("click", action);
press("start", record);
press("practise", practiseNow);
press("stop", finish);
press("restart", restart);
press("send", send);
press("resend", send);
press("watch", () => review.play());
press("retake", retake);
press("discard", retake);
for (const event of ["play", "seeked"]) clip.addEventListener(event, follow);

listenToKeys({
  space() {
    if (signals) finish();
    else if (root.dataset.phase === "check") record();
    else if (root.dataset.phase === "neutral") check.capture();
  },
  restart,
  practise: () => root.dataset.phase === "check" && practiseNow(),
  leave: leaving.leave,
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) finish();
});
window.addEventListener("pagehide", check.close);

/** A take that was kept earlier is offered first; after signing in it is sent at once. */
async function begin() {
  listStretches(part("from"), script, moment);
  if (moment) offerPractice();
  follow();
  const query = new URLSearchParams(location.search);
  part("open").disabled = false; // until now nobody would have heard the press
  const problem = standingProblem();
  const kept = await keptTakes(root.dataset.user);
  const asked = query.get("send");
  take = kept.find(({ key, clip: id }) => id === root.dataset.clip && (!asked || key === asked)) ?? null;
  if (take) showTake("found");
  if (take) return asked && send();
  if (problem) return check.showProblem(problem, "");
  enter("explain", { focus: false });
}

begin();
