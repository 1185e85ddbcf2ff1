// Queue and storage, fetched anew every few seconds while the page is looked at and nothing in it is chosen.

const PAUSE = 4000;

async function renew() {
  const here = document.querySelector("#health");
  if (!document.hidden && !here.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const health = page.querySelector("#health");
      if (health) here.replaceWith(health);
    } catch {
      // the site restarts: ask again
    }
  }
  setTimeout(renew, PAUSE);
}

setTimeout(renew, PAUSE);
