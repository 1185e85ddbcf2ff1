// A take's state: pushed over a WebSocket, asked for where that does not work.

const POLL = 2000; // ms between questions while nothing is pushed
const QUIET = 15000; // ms between questions while the socket is open, in case a push was lost
const RECONNECT = 5000; // ms

/**
 * @typedef {object} TakeState
 * @property {"queued" | "running" | "scored" | "failed"} state
 * @property {string} stage
 * @property {number} progress From 0 to 1.
 * @property {number} [place] In the queue.
 */

/**
 * Whether a take in this state is still to be scored.
 *
 * @param {TakeState} state
 */
export function isOpen({ state }) {
  return state === "queued" || state === "running";
}

/**
 * Call `onState` with every state until the take is finished; `onGone` if it was deleted.
 *
 * @param {object} options
 * @param {string} options.socket Path of the WebSocket.
 * @param {string} options.address Of the state as JSON.
 * @param {(state: TakeState) => void} options.onState
 * @param {() => void} options.onGone
 */
export function followState({ socket, address, onState, onGone }) {
  let connected = false;
  let finished = false;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  /** @param {TakeState} state */
  function receive(state) {
    if (finished) return;
    finished = !isOpen(state);
    onState(state);
  }

  function connect() {
    if (finished) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const connection = new WebSocket(`${scheme}//${location.host}${socket}`);
    connection.onopen = () => {
      connected = true;
    };
    connection.onmessage = (event) => receive(JSON.parse(event.data));
    connection.onclose = () => {
      connected = false;
      ask();
      setTimeout(connect, RECONNECT);
    };
  }

  async function ask() {
    clearTimeout(timer);
    if (finished) return;
    try {
      const response = await fetch(address, { cache: "no-store" });
      if (response.status === 404) {
        finished = true;
        return onGone();
      }
      if (response.ok) receive(await response.json());
    } catch {
      // the connection is down: ask again
    }
    timer = setTimeout(ask, connected ? QUIET : POLL);
  }

  connect();
  timer = setTimeout(ask, POLL);
}
