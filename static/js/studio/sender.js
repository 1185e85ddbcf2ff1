// Sending a take from the studio, with all that can come between.

import { byId, findAll, onPress } from "../dom.js";
import { messageOf } from "../errors.js";
import { deliver } from "../sending/deliver.js";
import { SendError, tooLarge } from "../sending/upload.js";

/** @typedef {import("../sending/pending.js").Take} Take */

/**
 * A function that sends a take.
 *
 * @param {object} options
 * @param {HTMLElement} options.root The studio.
 * @param {import("./state.js").Machine} options.machine
 * @param {(take: Take) => void} options.back Called when the sending was cancelled.
 */
export function createSender({ root, machine, back }) {
  const { maxBytes, session = "", login } = root.dataset;
  const bar = byId("sent", HTMLProgressElement);
  const signIn = byId("signin", HTMLAnchorElement);
  let cancel = new AbortController();
  let retryNow = () => {};

  /** @param {Take} take */
  async function send(take) {
    if (take.blob.size > Number(maxBytes)) return stop(take, new SendError("refused", tooLarge()));
    cancel = new AbortController();
    showSending();
    try {
      const address = await deliver(take, {
        session,
        signal: cancel.signal,
        onProgress: (fraction) => {
          showSending();
          bar.value = fraction;
        },
        onWait: showWaiting,
      });
      machine.send({ type: "leave" });
      location.assign(address);
    } catch (error) {
      if (!(error instanceof SendError)) stop(take, new SendError("refused", messageOf(error)));
      else if (error.kind === "cancelled") back(take);
      else stop(take, error);
    }
  }

  function showSending() {
    if (machine.send({ type: "send", text: gettext("Sending") })) bar.value = 0;
  }

  /**
   * @param {number} seconds
   * @param {() => void} now
   */
  function showWaiting(seconds, now) {
    retryNow = now;
    machine.send({ type: "wait", text: gettext("The connection is lost.") });
    const text = ngettext(
      "The connection is lost. Trying again in %s second.",
      "The connection is lost. Trying again in %s seconds.",
      seconds,
    );
    byId("again-in").textContent = interpolate(text, [seconds]);
  }

  /**
   * Say why the take was not taken, and what can be done with it.
   *
   * @param {Take} take
   * @param {SendError} error
   */
  function stop(take, { kind, message }) {
    machine.send({ type: "refuse" });
    byId("refusal").textContent = message;
    const back = `${location.pathname}?send=${take.key}`;
    signIn.href = `${login}?next=${encodeURIComponent(back)}`;
    signIn.target = take.kept ? "" : "_blank";
    signIn.hidden = kind !== "signed_out";
    signIn.onclick = () => take.kept && machine.send({ type: "leave" });
    byId("resend").hidden = kind === "gone";
    (kind === "signed_out" ? signIn : byId("save")).focus();
  }

  for (const button of findAll(root, "[data-cancel]")) {
    button.addEventListener("click", () => cancel.abort());
  }
  onPress("now", () => {
    showSending();
    retryNow();
  });
  return send;
}
