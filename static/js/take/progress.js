// A take's state: pushed over a WebSocket, asked for where that does not work.

const POLL = 2000; // ms between questions while nothing is pushed
const QUIET = 15000; // ms between questions while the socket is open, in case a push was lost
const RECONNECT = 5000; // ms

/** Call `onState` with every state until the take is finished; `onGone` if it was deleted. */
export function followState({ socket, address, onState, onGone }) {
  let open = false;
  let over = false;
  let timer = null;

  function hear(state) {
    if (over) return;
    over = state.state !== "queued" && state.state !== "running";
    onState(state);
  }

  function connect() {
    if (over) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const line = new WebSocket(`${scheme}//${location.host}${socket}`);
    line.onopen = () => (open = true);
    line.onmessage = (event) => hear(JSON.parse(event.data));
    line.onclose = () => {
      open = false;
      ask();
      setTimeout(connect, RECONNECT);
    };
  }

  async function ask() {
    clearTimeout(timer);
    if (over) return;
    try {
      const response = await fetch(address, { cache: "no-store" });
      if (response.status === 404) {
        over = true;
        return onGone();
      }
      if (response.ok) hear(await response.json());
    } catch {
      // the connection is down: ask again
    }
    timer = setTimeout(ask, open ? QUIET : POLL);
  }

  connect();
  timer = setTimeout(ask, POLL);
}
