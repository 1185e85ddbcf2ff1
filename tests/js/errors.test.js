import assert from "node:assert/strict";
import { test } from "node:test";

import { isPassing, messageOf } from "../../static/js/errors.js";

test("no answer, overload and a site that restarts may pass", () => {
  for (const status of [0, 408, 425, 429, 500, 502, 503, 504]) assert.ok(isPassing(status));
  for (const status of [200, 400, 401, 403, 404, 410, 413, 501]) assert.ok(!isPassing(status));
});

test("whatever was thrown has a message", () => {
  assert.equal(messageOf(new TypeError("no")), "no");
  assert.equal(messageOf("no"), "no");
});
