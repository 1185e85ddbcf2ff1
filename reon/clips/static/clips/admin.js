// Clips in the admin: drop a file anywhere on the page, and watch the analysis.
"use strict";

const PAUSE = 1500;

function watchStates() {
  /** @type {NodeListOf<HTMLElement>} */
  const shown = document.querySelectorAll("[data-clip]");
  const open = () => [...shown].filter((line) => line.dataset.finished === "0");

  async function refresh() {
    const lines = open();
    if (!lines.length) return;
    const query = new URLSearchParams(lines.map((line) => ["id", idOf(line)]));
    try {
      const answer = await fetch(`${lines[0].dataset.states}?${query}`);
      const states = await answer.json();
      for (const line of lines) {
        const state = states[idOf(line)];
        if (!state) continue;
        line.textContent = state.text;
        line.dataset.finished = state.finished ? "1" : "0";
      }
      if (!open().length && !document.querySelector("#clip_form")) location.reload();
    } catch {
      // the server restarts, or the session ended: ask again
    }
    setTimeout(refresh, PAUSE);
  }
  refresh();
}

/** @param {HTMLElement} line */
function idOf(line) {
  return line.dataset.clip ?? "";
}

function dropAnywhere() {
  /** @type {HTMLInputElement | null} */
  const input = document.querySelector("input.reon-drop");
  if (!input) return;
  /** @param {DragEvent} event */
  const over = (event) => {
    event.preventDefault();
    input.classList.add("is-over");
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", () => input.classList.remove("is-over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    input.classList.remove("is-over");
    if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
  });
}

document.addEventListener("DOMContentLoaded", () => {
  watchStates();
  dropAnywhere();
});
