// Saving texts and script together; what is wrong is shown where it stands, and stays typed.

import { byId, find, findAll } from "../dom.js";
import { messageOf } from "../errors.js";
import { call } from "./calls.js";

const SHOWN = 3000; // ms

/**
 * What is wrong, by field and by the line's index.
 *
 * @typedef {{fields: Record<string, string>, lines: Record<number, string>}} Problems
 */

/**
 * @param {object} options
 * @param {import("./lines.js").Script} options.script
 * @param {(state: import("./state.js").ClipState) => void} options.onSaved
 */
export function saver({ script, onSaved }) {
  const form = byId("texts", HTMLFormElement);
  const status = byId("saved");
  const button = byId("save", HTMLButtonElement);
  const bar = /** @type {HTMLElement} */ (button.parentElement);
  let stored = snapshot();

  function snapshot() {
    return JSON.stringify([texts(), script.values]);
  }

  function texts() {
    return Object.fromEntries(new FormData(form));
  }

  /**
   * @param {string} text
   * @param {boolean} [bad]
   */
  function showStatus(text, bad = false) {
    status.textContent = text;
    bar.classList.toggle("is-bad", bad);
  }

  /** Leave the bar in sight for a moment: it says that everything is saved. */
  function confirm() {
    bar.classList.add("is-saved");
    setTimeout(() => bar.classList.remove("is-saved"), SHOWN);
  }

  const saving = {
    get dirty() {
      return snapshot() !== stored;
    },
    changed() {
      const was = bar.classList.contains("is-dirty");
      const is = bar.classList.toggle("is-dirty", saving.dirty);
      if (is && !was) document.activeElement?.scrollIntoView({ block: "nearest" });
      showStatus(saving.dirty ? gettext("Not saved yet.") : gettext("Everything is saved."));
    },
    /** What is on the page is what is stored, as after loading. */
    settled() {
      stored = snapshot();
      saving.changed();
    },
    /** Save; resolves to whether everything is stored. */
    async save() {
      const sent = snapshot();
      button.disabled = true;
      try {
        const body = { texts: texts(), script: script.values };
        const { problems, state } = await call("POST", `${location.pathname}save/`, body);
        show(problems ?? { fields: {}, lines: {} });
        if (problems) {
          showStatus(gettext("Not saved: something has to be fixed first."), true);
          return false;
        }
        stored = sent;
        saving.changed();
        confirm();
        onSaved(state);
        return true;
      } catch (error) {
        showStatus(`${gettext("Not saved.")} ${messageOf(error)}`, true);
        return false;
      } finally {
        button.disabled = false;
      }
    },
  };

  /** @param {Problems} problems */
  function show({ fields, lines }) {
    for (const field of findAll(form, "[data-field]")) {
      const problem = fields[field.dataset.field ?? ""] ?? "";
      find(field, "[role=alert]").textContent = problem;
      const input = find(field, "input, textarea");
      if (problem) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    script.showProblems(lines);
    if (Object.keys(lines).length) return;
    const [first] = findAll(form, "[aria-invalid]");
    first?.focus();
  }

  form.addEventListener("input", saving.changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saving.save();
  });
  button.addEventListener("click", saving.save);
  button.disabled = false; // until here a press would have done nothing
  addEventListener("beforeunload", (event) => {
    if (saving.dirty) event.preventDefault();
  });
  return saving;
}
