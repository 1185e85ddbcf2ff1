// Shows the studio's state. The attributes that it sets on the studio are for the style sheets;
// no script reads them.

import { byId, findAll, setText, showOnly } from "../dom.js";

/** @typedef {import("./state.js").State} State */

const LOW = 480; // px of a window in which the studio takes the site's head out of sight

/**
 * A function that shows a state; where its phase was just entered, it moves the focus there.
 *
 * @param {HTMLElement} root
 */
export function createView(root) {
  const parts = findAll(root, "[data-in]", Element);
  const steps = findAll(root, "[data-step]");
  const others = findAll(document, "body > :not(main, script)");
  const status = byId("status");
  const detail = byId("problem-detail");
  const reopen = byId("reopen");

  /**
   * @param {State} state
   * @param {{entered?: boolean, focus?: boolean}} [options]
   */
  return function show(state, { entered = true, focus = true } = {}) {
    root.dataset.practice = state.practice ? "yes" : "no";
    showOnly(root, "neutral", state.neutral ? "captured" : "none");
    setText(status, state.status);
    if (!entered) return;
    root.dataset.phase = state.phase;
    const alone = state.phase === "countdown" || state.phase === "recording";
    for (const other of others) other.inert = alone; // the studio fills the window then
    for (const part of parts) part.toggleAttribute("hidden", !names(part, "in", state.phase));
    for (const step of steps) {
      if (names(step, "step", state.phase)) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    showOnly(root, "problem", state.problem);
    showOnly(root, "note", state.note);
    detail.textContent = state.detail;
    reopen.hidden = state.problem === "insecure" || state.problem === "unsupported";
    if (root.getBoundingClientRect().top < 0 || innerHeight < LOW) root.scrollIntoView();
    if (!focus) return;
    const first = findAll(root, "[data-focus]").find((each) => each.offsetParent);
    first?.focus({ preventScroll: true });
  };
}

/**
 * Whether the attribute `data-<name>` of an element lists a word.
 *
 * @param {Element} element
 * @param {string} name
 * @param {string} word
 */
function names(element, name, word) {
  return element.getAttribute(`data-${name}`)?.split(" ").includes(word) ?? false;
}
