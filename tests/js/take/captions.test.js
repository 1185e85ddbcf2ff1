import assert from "node:assert/strict";
import { test } from "node:test";

import { followScript } from "../../../static/js/take/captions.js";

/** A row of the page's list of lines, as far as the script's follower uses it. */
function row(seek, end) {
  const classes = new Set();
  const classList = { toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)) };
  return { dataset: { seek, end }, classList, classes };
}

test("the caption shows the line of the moment, and its row is marked", () => {
  const rows = [row("1.0", "2.0"), row("2.0", "3.5")];
  const caption = { textContent: "" };
  const lines = [
    { start: 1, end: 2, text: "First" },
    { start: 2, end: 3.5, text: "Second" },
  ];
  const script = followScript({ caption, rows, lines });
  const shown = (time) => {
    script.move(time);
    return [caption.textContent, ...rows.map(({ classes }) => classes.has("now"))];
  };
  assert.deepEqual(shown(0.9), ["", false, false]);
  assert.deepEqual(shown(1), ["First", true, false]);
  assert.deepEqual(shown(2), ["Second", false, true]);
  assert.deepEqual(shown(3.5), ["", false, false]);
});
