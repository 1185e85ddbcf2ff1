// The lines of the script on the page: rows to type in, which keep whatever is typed.

import { byId, find, findAll, fromTemplate } from "../dom.js";
import { addKorean, fromStored, toSend, typed } from "./script.js";

/**
 * @typedef {import("./script.js").StoredLine} StoredLine
 * @typedef {import("./script.js").Line & {row: HTMLElement}} ShownLine
 * @typedef {"start" | "end"} Edge
 * @typedef {ReturnType<typeof scriptLines>} Script
 */

const LENGTH = 2; // s of a new line
const SHORTEST = 0.5; // s of it at the end of the video

/**
 * @param {object} options
 * @param {() => void} options.onChange Called after every change.
 * @param {() => void} options.onPick Called when another line is chosen.
 * @param {import("./player.js").Player} options.player
 */
export function scriptLines({ onChange, onPick, player }) {
  const list = byId("lines");
  const empty = byId("no-lines");
  /** @type {ShownLine[]} */
  let lines = [];
  /** @type {ShownLine | null} */
  let chosen = null;

  const script = {
    get lines() {
      return lines;
    },
    get chosen() {
      return chosen;
    },
    /** What is sent. */
    get values() {
      return lines.map(toSend);
    },
    /** @param {StoredLine[]} stored */
    load(stored) {
      lines = stored.map(withRow);
      chosen = null;
      render();
    },
    /** @param {StoredLine[]} values */
    add(values) {
      lines.push(...values.map(withRow));
      sort();
      render();
      onChange();
    },
    /** @param {StoredLine[]} values */
    replace(values) {
      lines = [];
      script.add(values);
    },
    /** @param {StoredLine[]} values Lines in Korean; those that match none are added. */
    addKorean(values) {
      script.add(addKorean(lines, values));
    },
    addHere() {
      const start = player.time;
      const end = Math.min(start + LENGTH, player.duration);
      const line = withRow({ start: Math.min(start, end - SHORTEST), end, text: "" });
      lines.push(line);
      sort();
      render();
      script.pick(line);
      find(line.row, "[data-of=text]").focus();
      onChange();
    },
    /**
     * @param {ShownLine | null} line
     * @param {Edge} edge
     * @param {number} second
     */
    set(line, edge, second) {
      if (!line) return;
      line[edge] = typed(second);
      find(line.row, `[data-of=${edge}]`, HTMLInputElement).value = line[edge];
      onChange();
    },
    /** @param {ShownLine} line */
    pick(line) {
      chosen = line;
      for (const other of lines) other.row.classList.toggle("is-chosen", other === line);
      onPick();
    },
    /**
     * Show what is wrong, by the lines' indices; nothing that was typed is changed.
     *
     * @param {Record<number, string>} problems
     */
    showProblems(problems) {
      lines.forEach(({ row }, number) => {
        const text = problems[number] ?? "";
        find(row, "[role=alert]").textContent = text;
        for (const input of findAll(row, "input")) {
          if (text) input.setAttribute("aria-invalid", "true");
          else input.removeAttribute("aria-invalid");
        }
      });
      const first = lines.find((_, number) => problems[number]);
      if (first) find(first.row, "input").focus();
    },
  };

  function render() {
    for (const line of lines) fill(line);
    list.replaceChildren(...lines.map(({ row }) => row));
    empty.hidden = lines.length > 0;
  }

  /** @param {ShownLine} line */
  function fill(line) {
    for (const input of inputsOf(line.row)) input.value = line[fieldOf(input)];
  }

  /** @param {StoredLine} stored */
  function withRow(stored) {
    const line = { ...fromStored(stored), row: fromTemplate("line") };
    prepare(line);
    return line;
  }

  /** @param {ShownLine} line */
  function prepare(line) {
    const { row } = line;
    for (const input of inputsOf(row)) {
      input.addEventListener("input", () => {
        line[fieldOf(input)] = input.value;
        onChange();
      });
    }
    for (const button of findAll(row, "[data-set]")) {
      const edge = /** @type {Edge} */ (button.dataset.set);
      button.onclick = () => script.set(line, edge, player.time);
    }
    find(row, "[data-hear]").onclick = () => player.playPart(Number(line.start), Number(line.end));
    find(row, "[data-drop]").onclick = () => remove(line);
    row.addEventListener("focusin", () => script.pick(line));
  }

  /** @param {ShownLine} line */
  function remove(line) {
    lines = lines.filter((other) => other !== line);
    const next = line.row.nextElementSibling ?? line.row.previousElementSibling;
    render();
    (next ? find(next, "[data-drop]") : byId("add-line")).focus();
    onChange();
  }

  function sort() {
    lines.sort((a, b) => Number(a.start) - Number(b.start));
  }

  return script;
}

/** @param {HTMLElement} row */
function inputsOf(row) {
  return findAll(row, "[data-of]", HTMLInputElement);
}

/** @param {HTMLInputElement} input */
function fieldOf(input) {
  return /** @type {Edge | "text" | "text_ko"} */ (input.dataset.of);
}
