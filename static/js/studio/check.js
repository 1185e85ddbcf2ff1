// Before the performance: the camera, the light, and the resting face.

import { closeCamera, openCamera } from "./camera.js";
import { listCameras, rememberCamera } from "./devices.js";
import { createLook } from "./look.js";
import { captureNeutral } from "./neutral.js";
import { showOnly } from "./phases.js";
import { recall, remember } from "./remember.js";

/**
 * Opens and watches the camera. `ready(text)` is called when a performance may start.
 *
 * `stream` is the camera's, or null; `neutral` the Blob of the resting face, or null: it serves
 * every take of this visit.
 */
export function createCheck({ root, preview, enter, say, ready }) {
  const part = (id) => root.querySelector(`#${id}`);
  let capturing = null;
  const look = createLook({ video: preview, oval: root.querySelector(".oval") });
  const check = { stream: null, neutral: null, open, close, capture, showProblem, watch, unwatch };

  async function open() {
    enter("opening");
    say("");
    if (!(await use())) return;
    if (check.neutral || recall("neutral") === "skip") ready("");
    else askNeutral();
  }

  /** Use the camera chosen last; false, and the reason on the page, where there is none. */
  async function use() {
    close();
    const { stream, problem, detail } = await openCamera();
    if (!stream) {
      showProblem(problem, detail);
      return false;
    }
    check.stream = preview.srcObject = stream;
    stream.getVideoTracks()[0].addEventListener("ended", () => lost(stream));
    await listCameras(part("camera"), stream);
    return true;
  }

  function close() {
    closeCamera(check.stream);
    check.stream = null;
  }

  function lost(stream) {
    const idle = ["check", "neutral", "capturing"].includes(root.dataset.phase);
    if (stream === check.stream && idle) showProblem("busy", "");
  }

  async function change() {
    rememberCamera(part("camera").value);
    check.neutral = null; // another camera sees another face
    if ((await use()) && root.dataset.phase === "check") ready("");
  }

  function showProblem(problem, detail) {
    capturing?.abort();
    enter("problem");
    say("");
    showOnly(root, "problem", problem);
    part("problem-detail").textContent = detail;
    part("reopen").hidden = problem === "insecure" || problem === "unsupported";
  }

  function watch() {
    advise("");
    look.watch(advise);
    showOnly(root, "neutral", check.neutral ? "captured" : "none");
  }

  /** Recording needs the processor: nothing is looked at meanwhile. */
  function unwatch() {
    look.rest();
    advise("");
  }

  function advise(name) {
    root.dataset.seen = name;
    showOnly(root, "advice", name);
  }

  function askNeutral() {
    part("clip").pause();
    enter("neutral");
    say("");
    watch();
  }

  async function capture() {
    if (capturing) return;
    capturing = new AbortController();
    enter("capturing");
    unwatch();
    say(gettext("Relax your face and look at the camera."));
    const rolling = () => (root.dataset.rolling = "yes");
    try {
      check.neutral = await captureNeutral({ stream: check.stream, abort: capturing.signal, rolling });
      remember("neutral", "ask");
      ready(gettext("Your resting face is captured."));
    } catch {
      if (root.dataset.phase !== "capturing") return;
      askNeutral();
      say(gettext("Your resting face was not captured. Try again, or skip this step."));
    } finally {
      capturing = null;
      delete root.dataset.rolling;
    }
  }

  function skip() {
    remember("neutral", "skip");
    ready("");
  }

  const press = (id, action) => part(id).addEventListener("click", action);
  press("open", open);
  press("reopen", open);
  press("capture", capture);
  press("skip", skip);
  press("recapture", askNeutral);
  part("camera").addEventListener("change", change);
  return check;
}
