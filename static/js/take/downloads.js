// Files made in the browser.

import { byId } from "../dom.js";
import { csvOf } from "./csv.js";
import { pictureOf } from "./picture.js";

/**
 * Make the page's buttons for a CSV and a PNG file work.
 *
 * @param {import("./read.js").Result} result
 * @param {() => import("./curves.js").Panel[]} panels
 */
export function offerFiles(result, panels) {
  const [png, csv] = [byId("png", HTMLButtonElement), byId("csv", HTMLButtonElement)];
  csv.addEventListener("click", () => {
    save(new Blob([csvOf(result)], { type: "text/csv" }), "re-on-result.csv");
  });
  png.addEventListener("click", () => {
    const texts = {
      title: document.title,
      score: textOf("score"),
      word: textOf("title"),
      legend: `${gettext("Actor")} ——   ${gettext("Performer")} – – –`,
    };
    pictureOf(panels(), texts).toBlob((picture) => {
      if (picture) save(picture, "re-on-result.png");
    });
  });
  png.disabled = csv.disabled = false;
}

/** @param {string} id */
function textOf(id) {
  return document.getElementById(id)?.textContent.trim() ?? "";
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
