// Before the performance: the camera, the light, and the resting face.

import { byId, find, onPress, showOnly } from "../dom.js";
import { closeCamera, openCamera } from "./camera.js";
import { listCameras, rememberCamera } from "./devices.js";
import { createLook } from "./look.js";
import { captureNeutral } from "./neutral.js";
import { recall, remember } from "./remember.js";

/**
 * Opens and watches the camera; `stream` is the camera's, or null.
 *
 * @param {object} options
 * @param {HTMLElement} options.root The studio.
 * @param {HTMLVideoElement} options.preview
 * @param {import("./state.js").Machine} options.machine
 * @param {(text: string) => void} options.ready Called when a performance may start.
 */
export function createCheck({ root, preview, machine, ready }) {
  const select = byId("camera", HTMLSelectElement);
  const look = createLook({ video: preview, oval: find(root, ".oval", SVGElement) });
  /** @type {AbortController | null} Of the resting face that is being recorded. */
  let capturing = null;
  const check = {
    /** @type {MediaStream | null} */
    stream: null,
    open,
    close,
    capture,
    fail,
    watch,
    rest,
  };

  async function open() {
    machine.send({ type: "open" });
    if (!(await use())) return;
    if (machine.state.neutral || recall("neutral") === "skip") ready("");
    else machine.send({ type: "ask" });
  }

  /** Use the camera chosen last; false, and the reason on the page, where there is none. */
  async function use() {
    close();
    const opened = await openCamera();
    if ("problem" in opened) {
      fail(opened.problem, opened.detail);
      return false;
    }
    check.stream = preview.srcObject = opened;
    opened.getVideoTracks()[0].addEventListener("ended", () => {
      if (opened === check.stream) fail("busy", "");
    });
    await listCameras(select, opened);
    return true;
  }

  function close() {
    closeCamera(check.stream);
    check.stream = null;
  }

  async function change() {
    rememberCamera(select.value);
    machine.send({ type: "neutral", neutral: null }); // another camera sees another face
    if ((await use()) && machine.state.phase === "check") ready("");
  }

  /**
   * @param {string} problem A name of `camera.js`.
   * @param {string} detail
   */
  function fail(problem, detail) {
    if (machine.send({ type: "fail", problem, detail })) capturing?.abort();
  }

  function watch() {
    advise("");
    look.watch(advise);
  }

  /** Recording needs the processor: nothing is looked at meanwhile. */
  function rest() {
    look.rest();
    advise("");
  }

  /** @param {string} name */
  function advise(name) {
    root.dataset.seen = name; // for the style sheet
    showOnly(root, "advice", name);
  }

  async function capture() {
    const text = gettext("Relax your face and look at the camera.");
    const { stream } = check;
    if (!stream || !machine.send({ type: "capture", text })) return;
    capturing = new AbortController();
    try {
      const neutral = await captureNeutral({
        stream,
        abort: capturing.signal,
        onStart: () => root.setAttribute("data-rolling", ""), // for the style sheet
      });
      machine.send({ type: "neutral", neutral });
      remember("neutral", "ask");
      ready(gettext("Your resting face is captured."));
    } catch {
      machine.send({
        type: "ask",
        text: gettext("Your resting face was not captured. Try again, or skip this step."),
      });
    } finally {
      capturing = null;
      root.removeAttribute("data-rolling");
    }
  }

  function skip() {
    remember("neutral", "skip");
    ready("");
  }

  onPress("open", open);
  onPress("reopen", open);
  onPress("capture", capture);
  onPress("skip", skip);
  onPress("recapture", () => machine.send({ type: "ask" }));
  select.addEventListener("change", change);
  return check;
}
