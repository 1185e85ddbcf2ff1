// What the studio shows in each of its phases.

const LOW = 480; // px of a window in which the studio takes the site's head out of sight
const ALONE = ["countdown", "recording"]; // the studio fills the window then

/** A function that enters a phase: shows its parts, marks its step, moves the focus (if asked). */
export function phasesOf(root) {
  const parts = [...root.querySelectorAll("[data-in]")];
  const steps = [...root.querySelectorAll("[data-step]")];
  const others = document.querySelectorAll("body > :not(main, script)");
  return (phase, { focus = true } = {}) => {
    root.dataset.phase = phase;
    for (const other of others) other.inert = ALONE.includes(phase);
    for (const part of parts) part.toggleAttribute("hidden", !part.dataset.in.split(" ").includes(phase));
    for (const step of steps) {
      if (step.dataset.step.split(" ").includes(phase)) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
    if (root.getBoundingClientRect().top < 0 || innerHeight < LOW) root.scrollIntoView();
    if (!focus) return;
    const first = [...root.querySelectorAll("[data-focus]")].find((element) => element.offsetParent);
    first?.focus({ preventScroll: true });
  };
}

/** Show those of the elements with `data-<name>` whose value is `value`, hide the others. */
export function showOnly(root, name, value) {
  for (const element of root.querySelectorAll(`[data-${name}]`)) {
    element.hidden = element.dataset[name] !== value;
  }
}
