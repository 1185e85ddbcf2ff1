// The face detector in a thread of its own. Told the address of its file, it answers "ready" or
// "failed"; from then on it answers each picture with the faces in it.

import { loadDetector } from "./blazeface.js";
import { SIDE } from "./side.js";

/** @type {ReturnType<typeof loadDetector> | null} */
let detect = null;

/** @param {string} address */
async function load(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const network = loadDetector(await answer.arrayBuffer());
    network(new Uint8ClampedArray(4 * SIDE * SIDE)); // the first run is slow: it is compiled then
    detect = network;
    postMessage({ state: "ready" });
  } catch (error) {
    postMessage({ state: "failed", reason: String(error) });
  }
}

addEventListener("message", ({ data }) => {
  if (data.address) load(data.address);
  else if (detect) postMessage({ faces: detect(data.pixels) });
});
