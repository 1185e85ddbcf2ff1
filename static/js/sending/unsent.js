// Takes that were never sent, listed with what can be done with them.

import { deliver } from "./deliver.js";
import { dropTake, keptTakes } from "./pending.js";
import { fileName } from "./upload.js";

const root = document.getElementById("unsent");
const list = root.querySelector("ul");
const pattern = root.querySelector("template").content;

for (const take of await keptTakes(root.dataset.user)) {
  const row = pattern.cloneNode(true).firstElementChild;
  const part = (name) => row.querySelector(`[data-${name}]`);
  const when = new Date(take.saved).toLocaleString(document.documentElement.lang);
  part("name").textContent = `${take.title}, ${when}`;
  part("save").href = URL.createObjectURL(take.blob);
  part("save").download = fileName(take);
  part("send").addEventListener("click", () => send(take, part));
  part("drop").addEventListener("click", async () => {
    await dropTake(take.key);
    row.remove();
    root.hidden = !list.childElementCount;
  });
  list.append(row);
  root.hidden = false;
}

async function send(take, part) {
  const tell = (text) => (part("status").textContent = text);
  part("send").disabled = true;
  try {
    const address = await deliver(take, {
      session: root.dataset.session,
      onProgress: (fraction) => tell(`${Math.round(100 * fraction)} %`),
      onWait: () => tell(gettext("The connection is lost.")),
    });
    location.assign(address);
  } catch (error) {
    tell(error.message);
    part("send").disabled = false;
  }
}
