import assert from "node:assert/strict";
import { before, test } from "node:test";

import { errorOf, fileName } from "../../../static/js/sending/upload.js";

before(() => {
  globalThis.gettext = (text) => text;
  globalThis.interpolate = (format, [value]) => format.replace("%s", value);
});

const told = (status, refusal) => {
  const { kind, message } = errorOf(status, refusal);
  return [kind, message];
};

test("what may pass is tried again", () => {
  assert.deepEqual(told(503), ["passing", ""]);
  assert.deepEqual(told(0), ["passing", ""]);
});

test("a session that ended and a clip that is gone cannot be cured", () => {
  assert.deepEqual(told(403, { message: "Sign in." }), ["signed_out", "Sign in."]);
  assert.deepEqual(told(410, { message: "Removed." }), ["gone", "Removed."]);
});

test("some refusals go by their code, whatever the status", () => {
  assert.equal(errorOf(400, { code: "bad_neutral" }).kind, "bad_neutral");
  assert.equal(errorOf(403, { code: "consent_needed" }).kind, "consent_needed");
  assert.equal(errorOf(400, { code: "too_long", message: "Too long." }).kind, "refused");
});

test("an answer without words gets some", () => {
  assert.match(told(413)[1], /larger than this site allows/);
  assert.deepEqual(told(418), ["refused", "The site refused the take (418). Try again later."]);
});

test("a file is named by what it holds", () => {
  assert.equal(fileName(new Blob([], { type: "video/webm" })), "re-on-take.webm");
  assert.equal(fileName(new Blob([], { type: "video/mp4" })), "re-on-take.mp4");
});
