// The studio's state machine: its phases, what may happen in each, and what the studio holds.
// Nothing here touches the page; `view.js` shows the state, `studio.js` acts on it.

/** @typedef {import("../sending/pending.js").Take} Take */

/**
 * @typedef {"explain" | "opening" | "problem" | "neutral" | "capturing" | "check" | "countdown"
 *   | "recording" | "review" | "sending" | "waiting" | "stopped"} Phase
 */

/**
 * @typedef {object} State
 * @property {Phase} phase
 * @property {number} entered How many phases were entered: one may lead to itself.
 * @property {string} status What is announced.
 * @property {string} problem Why there is no camera: a name of `camera.js`.
 * @property {string} detail The browser's own words for it.
 * @property {boolean} practice Whether what is on stage is practice.
 * @property {Blob | null} neutral The resting face, which serves every take of this visit.
 * @property {Take | null} take
 * @property {"" | "cut" | "lost" | "found"} note What there is to say about the take.
 * @property {boolean} leaving Whether the page may be left although there is a take.
 */

/**
 * Events that lead to a phase; `text` is announced.
 *
 * @typedef {{text?: string} & (
 *   | {type: "open"}
 *   | {type: "fail", problem: string, detail: string}
 *   | {type: "ask"}
 *   | {type: "capture"}
 *   | {type: "ready"}
 *   | {type: "perform"}
 *   | {type: "practise"}
 *   | {type: "restart"}
 *   | {type: "roll"}
 *   | {type: "review", take: Take, note: State["note"]}
 *   | {type: "send"}
 *   | {type: "wait"}
 *   | {type: "refuse"}
 * )} Step
 */

/**
 * Events that change what the studio holds within a phase.
 *
 * @typedef {{type: "say", text: string}
 *   | {type: "neutral", neutral: Blob | null}
 *   | {type: "leave"}} Change
 */

/** @typedef {Step | Change} StudioEvent */

/**
 * Which steps a phase knows, and where they lead.
 *
 * @type {Record<Phase, Partial<Record<Step["type"], Phase>>>}
 */
const PATHS = {
  explain: { open: "opening", fail: "problem", review: "review" },
  opening: { fail: "problem", ask: "neutral", ready: "check" },
  problem: { open: "opening" },
  neutral: { capture: "capturing", ready: "check", open: "opening", fail: "problem" },
  capturing: { ask: "neutral", ready: "check", open: "opening", fail: "problem" },
  check: {
    perform: "countdown",
    practise: "countdown",
    ask: "neutral",
    ready: "check", // with another camera
    open: "opening",
    fail: "problem",
  },
  countdown: { roll: "recording", restart: "countdown", ready: "check", open: "opening" },
  recording: { review: "review", restart: "countdown", ready: "check", open: "opening" },
  review: { send: "sending", refuse: "stopped", ready: "check", open: "opening" },
  sending: { wait: "waiting", refuse: "stopped", review: "review" },
  waiting: { send: "sending", refuse: "stopped", review: "review" },
  stopped: { send: "sending", refuse: "stopped", ready: "check", open: "opening" },
};

/** @type {State} */
export const START = {
  phase: "explain",
  entered: 0,
  status: "",
  problem: "",
  detail: "",
  practice: false,
  neutral: null,
  take: null,
  note: "",
  leaving: false,
};

/**
 * The state after an event; the same one where the phase does not know the event.
 *
 * @param {State} state
 * @param {StudioEvent} event
 * @returns {State}
 */
export function next(state, event) {
  if (event.type === "say") return { ...state, status: event.text };
  if (event.type === "neutral") return { ...state, neutral: event.neutral };
  if (event.type === "leave") return { ...state, leaving: true };
  const phase = PATHS[state.phase][event.type];
  if (!phase) return state;
  const entered = state.entered + 1;
  return { ...state, ...changes(state, event), phase, entered, status: event.text ?? "" };
}

/**
 * What a step changes besides the phase.
 *
 * @param {State} state
 * @param {Step} step
 * @returns {Partial<State>}
 */
function changes(state, step) {
  switch (step.type) {
    case "open":
    case "ready":
      return { take: null, leaving: false, neutral: usable(state.neutral, state.take) };
    case "fail":
      return { problem: step.problem, detail: step.detail };
    case "perform":
    case "practise":
      return { practice: step.type === "practise" };
    case "review":
      return { take: step.take, note: step.note, neutral: usable(state.neutral, step.take) };
    default:
      return {};
  }
}

/**
 * The resting face, unless a take is without one: then the site could not read it.
 *
 * @param {Blob | null} neutral
 * @param {Take | null} take
 */
function usable(neutral, take) {
  return take && !take.neutral ? null : neutral;
}

/**
 * What would be lost by leaving the page now.
 *
 * @param {State} state
 * @returns {"recording" | "sending" | "kept" | "unkept" | ""}
 */
export function atStake({ phase, practice, take, leaving }) {
  if (phase === "countdown" || phase === "recording") return practice ? "" : "recording";
  if (leaving) return "";
  if (phase === "sending" || phase === "waiting") return "sending";
  if (!take) return "";
  return take.kept ? "kept" : "unkept";
}

/**
 * Holds the state. `send(event)` tells whether the event changed it.
 *
 * @typedef {{readonly state: State, send: (event: StudioEvent) => boolean}} Machine
 */

/**
 * @param {(state: State, before: State) => void} onChange
 * @returns {Machine}
 */
export function createMachine(onChange) {
  let state = START;
  return {
    get state() {
      return state;
    },
    send(event) {
      const before = state;
      state = next(before, event);
      if (state !== before) onChange(state, before);
      return state !== before;
    },
  };
}
