// Files made in the browser.

import { csvOf } from "./csv.js";
import { pictureOf } from "./picture.js";

/** Make the buttons of the CSV and PNG files work. */
export function offerFiles({ png, csv }, result, panels) {
  csv.addEventListener("click", () => save(new Blob([csvOf(result)], { type: "text/csv" }), "re-on-result.csv"));
  png.addEventListener("click", () => {
    const text = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
    const texts = { title: document.title, score: text("#score"), word: text("#title"), legend: legend() };
    pictureOf(panels(), texts).toBlob((picture) => save(picture, "re-on-result.png"));
  });
  png.disabled = csv.disabled = false;
}

function legend() {
  return `${gettext("Actor")} ——   ${gettext("Performer")} – – –`;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
