// Buttons that open and close a <dialog> by its id.

import { byId, findAll } from "./dom.js";

/** @param {string | undefined} id */
const dialogOf = (id) => byId(id ?? "", HTMLDialogElement);

for (const button of findAll(document, "[data-opens]")) {
  button.addEventListener("click", () => dialogOf(button.dataset.opens).showModal());
}
for (const button of findAll(document, "[data-closes]")) {
  button.addEventListener("click", () => dialogOf(button.dataset.closes).close());
}
