import assert from "node:assert/strict";
import { test } from "node:test";

import { atStake, createMachine, next, START } from "../../../static/js/studio/state.js";

const NEUTRAL = new Blob(["rest"]);
const TAKE = { key: "1", neutral: NEUTRAL, kept: true };

/** An event, with what belongs to it. */
const EVENTS = {
  fail: { type: "fail", problem: "busy", detail: "NotReadableError: in use" },
  review: { type: "review", take: TAKE, note: "cut" },
};
const event = (type, more = {}) => ({ ...(EVENTS[type] ?? { type }), ...more });
const after = (...types) => types.map((type) => event(type)).reduce(next, START);

/** How to come to each phase, and the steps that it knows. */
const PHASES = {
  explain: { by: [], steps: { open: "opening", fail: "problem", review: "review" } },
  opening: { by: ["open"], steps: { fail: "problem", ask: "neutral", ready: "check" } },
  problem: { by: ["fail"], steps: { open: "opening" } },
  neutral: {
    by: ["open", "ask"],
    steps: { capture: "capturing", ready: "check", open: "opening", fail: "problem" },
  },
  capturing: {
    by: ["open", "ask", "capture"],
    steps: { ask: "neutral", ready: "check", open: "opening", fail: "problem" },
  },
  check: {
    by: ["open", "ready"],
    steps: {
      perform: "countdown",
      practise: "countdown",
      ask: "neutral",
      ready: "check",
      open: "opening",
      fail: "problem",
    },
  },
  countdown: {
    by: ["open", "ready", "perform"],
    steps: { roll: "recording", restart: "countdown", ready: "check", open: "opening" },
  },
  recording: {
    by: ["open", "ready", "perform", "roll"],
    steps: { review: "review", restart: "countdown", ready: "check", open: "opening" },
  },
  review: {
    by: ["review"],
    steps: { send: "sending", refuse: "stopped", ready: "check", open: "opening" },
  },
  sending: {
    by: ["review", "send"],
    steps: { wait: "waiting", refuse: "stopped", review: "review" },
  },
  waiting: {
    by: ["review", "send", "wait"],
    steps: { send: "sending", refuse: "stopped", review: "review" },
  },
  stopped: {
    by: ["review", "refuse"],
    steps: { send: "sending", refuse: "stopped", ready: "check", open: "opening" },
  },
};
const STEPS = [
  "open",
  "fail",
  "ask",
  "capture",
  "ready",
  "perform",
  "practise",
  "restart",
  "roll",
  "review",
  "send",
  "wait",
  "refuse",
];

for (const [phase, { by, steps }] of Object.entries(PHASES)) {
  test(`in the phase ${phase} every step leads where it should, or nowhere`, () => {
    const state = after(...by);
    assert.equal(state.phase, phase);
    for (const step of STEPS) {
      const then = next(state, event(step));
      if (steps[step]) {
        assert.equal(then.phase, steps[step], step);
        assert.equal(then.entered, state.entered + 1, step);
      } else {
        assert.equal(then, state, step);
      }
    }
  });
}

test("a step announces its text, or nothing", () => {
  const said = next(after("open"), event("ready", { text: "Ready." }));
  assert.equal(said.status, "Ready.");
  assert.equal(next(said, event("perform")).status, "");
});

test("what is said within a phase does not enter it again", () => {
  const before = after("open", "ready", "perform");
  const then = next(before, { type: "say", text: "3" });
  assert.deepEqual(then, { ...before, status: "3" });
});

test("a failure is kept with the browser's words", () => {
  const { problem, detail } = after("open", "fail");
  assert.deepEqual([problem, detail], ["busy", "NotReadableError: in use"]);
});

test("practice stays practice when it is started over", () => {
  assert.equal(after("open", "ready", "practise", "roll", "restart").practice, true);
  assert.equal(after("open", "ready", "practise", "ready", "perform").practice, false);
});

test("the resting face serves every take of the visit", () => {
  const captured = next(after("open"), { type: "neutral", neutral: NEUTRAL });
  const steps = ["ready", "perform", "roll", "review", "ready", "perform", "roll"];
  assert.equal(steps.map((type) => event(type)).reduce(next, captured).neutral, NEUTRAL);
});

test("a resting face that the site could not read is forgotten", () => {
  const captured = { ...after("open", "ready", "perform", "roll"), neutral: NEUTRAL };
  const shown = next(captured, event("review"));
  assert.equal(shown.neutral, NEUTRAL);
  const unread = { ...shown, take: { ...TAKE, neutral: null } }; // as sending leaves the take
  assert.equal(next(unread, event("ready")).neutral, null);
  assert.equal(next(unread, event("open")).neutral, null);
  const again = next(captured, event("review", { take: { ...TAKE, neutral: null } }));
  assert.equal(again.neutral, null);
});

test("the take is there until somebody performs again", () => {
  for (const types of [["review"], ["review", "send", "wait"], ["review", "refuse"]]) {
    assert.equal(after(...types).take, TAKE);
  }
  assert.equal(after("review").note, "cut");
  assert.equal(after("review", "ready").take, null);
  assert.equal(after("review", "open").take, null);
});

test("what would be lost by leaving", () => {
  const stake = (...types) => atStake(after(...types));
  assert.equal(stake(), "");
  assert.equal(stake("open", "ready"), "");
  assert.equal(stake("open", "ready", "perform"), "recording");
  assert.equal(stake("open", "ready", "perform", "roll"), "recording");
  assert.equal(stake("open", "ready", "practise", "roll"), "");
  assert.equal(stake("review"), "kept");
  assert.equal(stake("review", "send"), "sending");
  assert.equal(stake("review", "send", "wait"), "sending");
  assert.equal(stake("review", "send", "refuse"), "kept");
  assert.equal(atStake({ ...after("review"), take: { ...TAKE, kept: false } }), "unkept");
});

test("a take that has arrived may be left, until there is another", () => {
  assert.equal(atStake(after("review", "send", "leave")), "");
  assert.equal(atStake(after("review", "refuse", "leave")), "");
  assert.equal(atStake(after("review", "refuse", "leave", "ready", "perform")), "recording");
});

test("the machine tells what changed, and whether anything did", () => {
  const seen = [];
  const machine = createMachine((state, before) => seen.push([before.phase, state.phase]));
  assert.equal(machine.send(event("perform")), false);
  assert.equal(machine.send(event("open")), true);
  assert.equal(machine.send(event("fail")), true);
  assert.equal(machine.state.phase, "problem");
  assert.deepEqual(seen, [
    ["explain", "opening"],
    ["opening", "problem"],
  ]);
});
