import assert from "node:assert/strict";
import { test } from "node:test";

import { addKorean, fromStored, toSend, typed } from "../../../static/js/clip-studio/script.js";

test("stored lines become typed ones, to the millisecond", () => {
  assert.deepEqual(fromStored({ start: 1.5, end: 2.00049, text: "Well" }), {
    start: "1.5",
    end: "2",
    text: "Well",
    text_ko: "",
  });
  assert.equal(typed(0.1 + 0.2), "0.3");
});

test("numbers are sent as numbers, anything else as it was typed", () => {
  const line = { text: " a ", text_ko: "" };
  const times = (start, end) => {
    const sent = toSend({ start, end, ...line });
    return [sent.start, sent.end];
  };
  assert.deepEqual(times("1,5", " 2.25 "), [1.5, 2.25]);
  assert.deepEqual(times("soon", ""), ["soon", ""]);
  assert.deepEqual(times(" ", "1:30"), [" ", "1:30"]);
  assert.equal(toSend({ start: "0", end: "1", ...line }).text, " a ");
});

test("Korean goes to the line that it shares most time with", () => {
  const lines = [
    fromStored({ start: 0, end: 2, text: "One" }),
    fromStored({ start: 2, end: 6, text: "Two" }),
  ];
  const rest = addKorean(lines, [
    { start: 0.5, end: 2.5, text: "하나" }, // 1.5 s with the first, 0.5 s with the second
    { start: 1, end: 4, text: "둘" }, // 1 s and 2 s
    { start: 4, end: 5, text: "셋" }, // the second again
    { start: 6, end: 7, text: "넷" }, // none
  ]);
  assert.deepEqual(
    lines.map(({ text_ko }) => text_ko),
    ["하나", "둘 셋"],
  );
  assert.deepEqual(rest, [{ start: 6, end: 7, text: "넷", text_ko: "넷" }]);
});

test("of equal shares the first line gets the text; lines without times get none", () => {
  const lines = [
    { start: "soon", end: "later", text: "", text_ko: "" },
    { start: "0", end: "1", text: "", text_ko: "" },
    { start: "1", end: "2", text: "", text_ko: "" },
  ];
  addKorean(lines, [{ start: 0.5, end: 1.5, text: "말" }]);
  assert.deepEqual(
    lines.map(({ text_ko }) => text_ko),
    ["", "말", ""],
  );
});
