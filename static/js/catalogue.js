// The catalogue: shows that it is loading, and waits for the first clips.

const EVERY = 3000; // ms
const clips = document.getElementById("clips");

function busy(is) {
  clips.toggleAttribute("data-busy", is);
  clips.setAttribute("aria-busy", String(is));
}

async function look() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    if (!page.getElementById("preparing")) {
      location.reload();
      return;
    }
  } catch {
    // the site is away for a moment
  }
  setTimeout(look, EVERY);
}

document.getElementById("filters")?.addEventListener("submit", () => busy(true));
addEventListener("pageshow", () => busy(false));
if (document.getElementById("preparing")) setTimeout(look, EVERY);
