// The studio by keyboard: space, R, P and Escape.

const NATIVE = "button, a[href], input, select, textarea, summary, video, label";

/**
 * Call an action for its key, wherever no text is being typed.
 *
 * @param {{space: () => void, restart: () => void, practise: () => void, leave: () => void}}
 *   actions
 */
export function listenToKeys({ space, restart, practise, leave }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (document.querySelector("dialog[open]")) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Escape") {
      event.preventDefault(); // or it would close the question that it opens
      return leave();
    }
    if (target.closest("input, select, textarea")) return;
    if (event.key === " " && !target.closest(NATIVE)) {
      event.preventDefault();
      space();
    }
    if (event.code === "KeyR") restart();
    if (event.code === "KeyP") practise();
  });
}
