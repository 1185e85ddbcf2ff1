// The states of clips, asked for while something is happening to them.

import { call } from "./calls.js";

const PAUSE = 1200;

/**
 * Follow clips until they are finished.
 *
 * @param {string} address Of the states.
 * @param {Function} onState Called with every state that arrives.
 * @returns {{follow: Function}} `follow(id)` adds a clip.
 */
export function followStates(address, onState) {
  const open = new Set();
  let timer = null;

  async function ask() {
    const query = new URLSearchParams([...open].map((id) => ["id", id]));
    try {
      const states = await call("GET", `${address}?${query}`);
      for (const id of [...open]) {
        if (states[id]) onState(states[id]);
        if (!states[id] || states[id].finished) open.delete(id);
      }
    } catch {
      // the site restarts, or the session has ended: ask again
    }
    timer = open.size ? setTimeout(ask, PAUSE) : null;
  }

  return {
    follow(id) {
      open.add(id);
      timer ??= setTimeout(ask, PAUSE / 2);
    },
  };
}
