// Leaving the studio: asked about first where something would be lost or is under way.

/**
 * Watch every way out of the page.
 *
 * `stake()` says what is at stake: "recording", "sending", "unkept", "kept" or "" for nothing.
 * Returns {leave, done}: `done` lets the page go without a question.
 */
export function guardLeaving({ dialog, link, stake }) {
  let free = false;
  const done = () => (free = true);

  function leave() {
    const reason = stake();
    if (!reason || free) return location.assign(link.href);
    for (const text of dialog.querySelectorAll("[data-stake]")) {
      text.hidden = text.dataset.stake !== reason;
    }
    dialog.showModal();
  }

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !stake()) return;
    event.preventDefault();
    leave();
  });
  dialog.querySelector("[data-leave]").addEventListener("click", () => {
    done();
    location.assign(link.href);
  });
  dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());
  window.addEventListener("beforeunload", (event) => {
    if (!free && stake() && stake() !== "kept") event.preventDefault();
  });
  return { leave, done };
}
