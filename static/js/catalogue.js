// The catalogue: shows that it is loading, and waits for the first clips.

import { byId, optional } from "./dom.js";

const PAUSE = 3000; // ms between two looks for clips
const clips = byId("clips");

/** @param {boolean} loading */
function showLoading(loading) {
  clips.toggleAttribute("data-busy", loading);
  clips.setAttribute("aria-busy", String(loading));
}

async function reloadOnceReady() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    if (!page.getElementById("preparing")) {
      location.reload();
      return;
    }
  } catch {
    // the site is away for a moment
  }
  setTimeout(reloadOnceReady, PAUSE);
}

optional("filters")?.addEventListener("submit", () => showLoading(true));
addEventListener("pageshow", () => showLoading(false));
if (optional("preparing")) setTimeout(reloadOnceReady, PAUSE);
