// On stage: a performance or a practice, from the countdown to its end.

import { byId } from "../dom.js";
import { messageOf } from "../errors.js";
import { perform } from "./attempt.js";
import { practise } from "./practice.js";
import { Interrupted } from "./timing.js";

/**
 * @typedef {import("./attempt.js").Performance} Performance
 * @typedef {import("./attempt.js").Recorded} Recorded
 * @typedef {import("./practice.js").Stretch} Stretch
 */

/**
 * Performs and practises; what ends without a take brings back to the check, with the reason.
 *
 * @param {object} options
 * @param {HTMLVideoElement} options.clip
 * @param {HTMLVideoElement} options.preview
 * @param {import("./state.js").Machine} options.machine
 * @param {() => MediaStream | null} options.stream The camera's at the moment.
 * @param {number} options.maxSeconds That a take may have.
 * @param {(recorded: Recorded) => Promise<void>} options.keep
 * @param {(text: string) => void} options.ready
 */
export function createStage({ clip, preview, machine, stream, maxSeconds, keep, ready }) {
  /** @type {{finish: AbortController, abort: AbortController, restart: boolean} | null} */
  let running = null;

  function performNow() {
    const camera = stream();
    if (!camera || !machine.send({ type: "perform" })) return;
    const options = { stream: camera, preview, maxSeconds, onStart: showRecording };
    run(async (performance) => keep(await perform({ ...performance, ...options })));
  }

  /** @param {Stretch} stretch */
  function practiseNow(stretch) {
    if (!machine.send({ type: "practise" })) return;
    const text = gettext("Practice: nothing is recorded");
    const onStart = () => void machine.send({ type: "roll", text });
    run(async (performance) => {
      await practise({ ...performance, ...stretch, onStart });
      ready(reasonOf("stopped"));
    });
  }

  /** @param {(performance: Performance) => Promise<void>} work */
  async function run(work) {
    const mine = { finish: new AbortController(), abort: new AbortController(), restart: false };
    running = mine;
    try {
      await work({
        clip,
        finish: mine.finish.signal,
        abort: mine.abort.signal,
        onCount: showCount,
      });
    } catch (error) {
      if (mine.restart && machine.send({ type: "restart" })) return run(work);
      ready(error instanceof Interrupted ? reasonOf(error.message) : messageOf(error));
    } finally {
      if (running === mine) running = null;
    }
  }

  /** @param {string} why */
  function reasonOf(why) {
    if (why === "lost") return gettext("The camera stopped. Check it, then start again.");
    if (why === "clip") {
      return gettext(
        "The clip could not be played. It may have been removed, or the connection is down.",
      );
    }
    if (machine.state.practice) return gettext("Practice ended. Nothing was recorded.");
    return gettext("Stopped. Nothing was kept.");
  }

  /** @param {number} number */
  function showCount(number) {
    byId("count").textContent = String(number);
    machine.send({ type: "say", text: String(number) });
  }

  /** @param {number} startedAt On performance.now()'s clock. */
  function showRecording(startedAt) {
    machine.send({ type: "roll", text: gettext("Recording") });
    const clock = byId("clock");
    const tick = () => {
      if (machine.state.phase !== "recording") return;
      const seconds = Math.floor((performance.now() - startedAt) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      requestAnimationFrame(tick);
    };
    tick();
  }

  function finish() {
    running?.finish.abort();
  }

  function restart() {
    if (!running) return;
    running.restart = true;
    running.abort.abort();
  }

  return { perform: performNow, practise: practiseNow, finish, restart };
}
