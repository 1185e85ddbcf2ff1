// The states of clips, asked for while something is happening to them.

import { call } from "./calls.js";

const PAUSE = 1200; // ms

/** @typedef {import("./state.js").ClipState} ClipState */

/**
 * Follow clips until they are finished; `follow(id)` of what is returned adds one.
 *
 * @param {string} address Of the states.
 * @param {(state: ClipState) => void} onState Called with every state that arrives.
 */
export function followStates(address, onState) {
  /** @type {Set<string>} */
  const open = new Set();
  let asking = false;

  /** @param {number} milliseconds */
  function askAfter(milliseconds) {
    asking = true;
    setTimeout(ask, milliseconds);
  }

  async function ask() {
    const query = new URLSearchParams([...open].map((id) => ["id", id]));
    try {
      /** @type {Record<string, ClipState>} */
      const states = await call("GET", `${address}?${query}`);
      for (const id of [...open]) {
        if (states[id]) onState(states[id]);
        if (!states[id] || states[id].finished) open.delete(id);
      }
    } catch {
      // the site restarts, or the session has ended: ask again
    }
    if (open.size) askAfter(PAUSE);
    else asking = false;
  }

  return {
    /** @param {string} id */
    follow(id) {
      open.add(id);
      if (!asking) askAfter(PAUSE / 2);
    },
  };
}
