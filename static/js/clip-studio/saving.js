// Saving texts and script together; what is wrong is shown where it stands, and stays typed.

import { call } from "./calls.js";

const SHOWN = 3000; // ms

/** @param {{script: object, onSaved: Function}} options `onSaved(state)` after a success. */
export function saver({ script, onSaved }) {
  const form = document.querySelector("#texts");
  const words = document.querySelector("#saved");
  const button = document.querySelector("#save");
  const bar = button.parentElement;
  let stored = snapshot();

  function snapshot() {
    return JSON.stringify([texts(), script.values]);
  }

  function texts() {
    return Object.fromEntries(new FormData(form));
  }

  function say(text, bad = false) {
    words.textContent = text;
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
      if (is && !was) document.activeElement.scrollIntoView({ block: "nearest" });
      say(saving.dirty ? gettext("Not saved yet.") : gettext("Everything is saved."));
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
          say(gettext("Not saved: something has to be put right first."), true);
          return false;
        }
        stored = sent;
        saving.changed();
        confirm();
        onSaved(state);
        return true;
      } catch (error) {
        say(`${gettext("Not saved.")} ${error.message}`, true);
        return false;
      } finally {
        button.disabled = false;
      }
    },
  };

  function show({ fields, lines }) {
    for (const field of form.querySelectorAll("[data-field]")) {
      const problem = fields[field.dataset.field] ?? "";
      field.querySelector("[role=alert]").textContent = problem;
      const input = field.querySelector("input, textarea");
      if (problem) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    script.showProblems(lines);
    if (!Object.keys(lines).length) form.querySelector("[aria-invalid]")?.focus();
  }

  form.addEventListener("input", saving.changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saving.save();
  });
  button.addEventListener("click", saving.save);
  button.disabled = false; // until here a press would have done nothing
  window.addEventListener("beforeunload", (event) => {
    if (saving.dirty) event.preventDefault();
  });
  return saving;
}
