// Leaving the studio: asked about first where something would be lost or is under way.

import { find, findAll } from "../dom.js";

/**
 * Watch every way out of the page; returns what leaves it, as the link does.
 *
 * @param {object} options
 * @param {HTMLDialogElement} options.dialog The question.
 * @param {HTMLAnchorElement} options.link The way out on the page.
 * @param {() => string} options.stake What is at stake, as `state.js` names it.
 * @returns {() => void}
 */
export function guardLeaving({ dialog, link, stake }) {
  let confirmed = false;

  function leave() {
    const reason = stake();
    if (!reason) return location.assign(link.href);
    for (const text of findAll(dialog, "[data-stake]")) {
      text.hidden = text.dataset.stake !== reason;
    }
    dialog.showModal();
  }

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !stake()) return;
    event.preventDefault();
    leave();
  });
  find(dialog, "[data-leave]").addEventListener("click", () => {
    confirmed = true;
    location.assign(link.href);
  });
  find(dialog, "[data-stay]").addEventListener("click", () => dialog.close());
  addEventListener("beforeunload", (event) => {
    const reason = stake();
    if (!confirmed && reason && reason !== "kept") event.preventDefault();
  });
  return leave;
}
