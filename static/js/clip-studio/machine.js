// Queue and storage: fetched again every few seconds while the page is looked at and nothing in
// it has the focus.

import { byId } from "../dom.js";

const PAUSE = 4000; // ms

async function refresh() {
  const shown = byId("health");
  if (!document.hidden && !shown.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const health = page.getElementById("health");
      if (health) shown.replaceWith(health);
    } catch {
      // the site restarts: ask again
    }
  }
  setTimeout(refresh, PAUSE);
}

setTimeout(refresh, PAUSE);
