import assert from "node:assert/strict";
import { test } from "node:test";

import { decoded } from "../../../static/js/clip-studio/subtitles.js";

const read = (...bytes) => decoded(Uint8Array.from(bytes).buffer);

test("UTF-8, with and without its mark", () => {
  assert.equal(read(0xea, 0xb0, 0x80), "가");
  assert.equal(read(0xef, 0xbb, 0xbf, 0x61), "a");
  assert.equal(read(), "");
});

test("UTF-16 in both orders, by its mark", () => {
  assert.equal(read(0xff, 0xfe, 0x00, 0xac), "가");
  assert.equal(read(0xfe, 0xff, 0xac, 0x00), "가");
});

test("what is no UTF-8 is read as the older Korean encoding", () => {
  assert.equal(read(0xb0, 0xa1, 0x21), "가!");
});
