// Sending a take from the studio, with all that can come between.

import { deliver } from "../sending/deliver.js";

/** Returns {send(take, back), arrived()}; `back` is called when the sending was cancelled. */
export function createSender({ root, enter, say }) {
  const part = (id) => root.querySelector(`#${id}`);
  let done = false;
  let cancel = null;
  let retryNow = () => {};

  async function send(take, back) {
    if (take.blob.size > Number(root.dataset.maxBytes)) {
      return stop(take, { kind: "refused", message: gettext("The take is larger than this site allows. Perform a shorter clip.") });
    }
    cancel = new AbortController();
    start();
    try {
      const address = await deliver(take, {
        session: root.dataset.session,
        signal: cancel.signal,
        onProgress: (fraction) => {
          start();
          part("sent").value = fraction;
        },
        onWait: wait,
      });
      done = true;
      location.assign(address);
    } catch (error) {
      if (error.kind === "cancelled") back();
      else stop(take, error);
    }
  }

  function start() {
    if (root.dataset.phase === "sending") return;
    enter("sending");
    say(gettext("Sending"));
    part("sent").value = 0;
  }

  function wait(seconds, now) {
    retryNow = now;
    if (root.dataset.phase !== "waiting") {
      enter("waiting");
      say(gettext("The connection is lost."));
    }
    const text = ngettext(
      "The connection is lost. Trying again in %s second.",
      "The connection is lost. Trying again in %s seconds.",
      seconds,
    );
    part("again-in").textContent = interpolate(text, [seconds]);
  }

  /** Say why the take was not taken, and what can be done with it. */
  function stop(take, { kind, message }) {
    enter("stopped");
    say("");
    part("refusal").textContent = message;
    const back = `${location.pathname}?send=${take.key}`;
    part("signin").href = `${root.dataset.login}?next=${encodeURIComponent(back)}`;
    part("signin").target = take.kept ? "" : "_blank";
    part("signin").hidden = kind !== "signed_out";
    part("resend").hidden = kind === "gone";
    (kind === "signed_out" ? part("signin") : part("save")).focus();
    part("signin").onclick = () => (done = take.kept);
  }

  for (const button of root.querySelectorAll("[data-cancel]")) {
    button.addEventListener("click", () => cancel?.abort());
  }
  part("now").addEventListener("click", () => {
    start();
    retryNow();
  });
  return { send, arrived: () => done };
}
