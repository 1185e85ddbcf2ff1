// Takes that were never sent, listed with what can be done with them.

import { byId, copyOf, find } from "../dom.js";
import { messageOf } from "../errors.js";
import { deliver } from "./deliver.js";
import { dropTake, keptTakes } from "./pending.js";
import { fileName } from "./upload.js";

const root = byId("unsent");
const list = find(root, "ul");
const template = find(root, "template", HTMLTemplateElement);
const { user = "", session = "" } = root.dataset;

for (const take of await keptTakes(user)) {
  list.append(rowOf(take));
  root.hidden = false;
}

/** @param {import("./pending.js").Take} take */
function rowOf(take) {
  const row = copyOf(template);
  const when = new Date(take.saved).toLocaleString(document.documentElement.lang);
  find(row, "[data-name]").textContent = `${take.title}, ${when}`;
  const save = find(row, "[data-save]", HTMLAnchorElement);
  save.href = URL.createObjectURL(take.blob);
  save.download = fileName(take.blob);
  find(row, "[data-send]").addEventListener("click", () => send(take, row));
  find(row, "[data-drop]").addEventListener("click", async () => {
    await dropTake(take.key);
    row.remove();
    root.hidden = !list.childElementCount;
  });
  return row;
}

/**
 * @param {import("./pending.js").Take} take
 * @param {HTMLElement} row
 */
async function send(take, row) {
  const button = find(row, "[data-send]", HTMLButtonElement);
  const status = find(row, "[data-status]");
  button.disabled = true;
  try {
    const address = await deliver(take, {
      session,
      onProgress: (fraction) => {
        status.textContent = `${Math.round(100 * fraction)}%`;
      },
      onWait: () => {
        status.textContent = gettext("The connection is lost.");
      },
    });
    location.assign(address);
  } catch (error) {
    status.textContent = messageOf(error);
    button.disabled = false;
  }
}
