// The lines of the script: rows to type in, which keep whatever is typed, right or wrong.

const LENGTH = 2;

/**
 * @param {{onChange: Function, onPick: Function, player: object}} options
 *   `onChange()` after every change, `onPick()` when another line is chosen.
 */
export function scriptLines({ onChange, onPick, player }) {
  const list = document.querySelector("#lines");
  const empty = document.querySelector("#no-lines");
  let lines = [];
  let chosen = null;

  const script = {
    get lines() {
      return lines;
    },
    get chosen() {
      return chosen;
    },
    /** What is sent: numbers where numbers were typed, anything else as it is. */
    get values() {
      return lines.map(({ start, end, text, text_ko }) => ({
        start: numberOf(start),
        end: numberOf(end),
        text,
        text_ko,
      }));
    },
    load(stored) {
      lines = stored.map(fromStored);
      chosen = null;
      render();
    },
    add(values) {
      lines.push(...values.map(fromStored));
      sort();
      render();
      onChange();
    },
    replace(values) {
      lines = [];
      script.add(values);
    },
    /** Give the lines the texts of others in Korean, each to the one it shares most time with. */
    addKorean(values) {
      const strangers = [];
      for (const value of values) {
        const line = nearestLine(value);
        if (line) line.text_ko = [line.text_ko, value.text].filter(Boolean).join(" ");
        else strangers.push({ ...value, text_ko: value.text });
      }
      script.add(strangers);
    },
    addHere() {
      const start = player.time;
      const end = Math.min(start + LENGTH, player.duration);
      const line = fromStored({ start: Math.min(start, end - 0.5), end, text: "" });
      lines.push(line);
      sort();
      render();
      script.pick(line);
      line.row.querySelector("[data-of=text]").focus();
      onChange();
    },
    set(line, name, second) {
      if (!line) return;
      line[name] = shown(second);
      line.row.querySelector(`[data-of=${name}]`).value = line[name];
      onChange();
    },
    pick(line) {
      chosen = line;
      for (const other of lines) other.row.classList.toggle("is-chosen", other === line);
      onPick();
    },
    /** Show what is wrong, by index; resolves nothing, removes nothing. */
    showProblems(problems) {
      lines.forEach((line, number) => {
        const words = problems[number] ?? "";
        line.row.querySelector("[role=alert]").textContent = words;
        for (const input of line.row.querySelectorAll("input")) {
          if (words) input.setAttribute("aria-invalid", "true");
          else input.removeAttribute("aria-invalid");
        }
      });
      const first = lines.find((_, number) => problems[number]);
      first?.row.querySelector("input").focus();
    },
  };

  function render() {
    for (const line of lines) line.row ??= makeRow(line);
    for (const line of lines) fill(line);
    list.replaceChildren(...lines.map((line) => line.row));
    empty.hidden = lines.length > 0;
  }

  function fill(line) {
    for (const input of line.row.querySelectorAll("[data-of]")) {
      input.value = line[input.dataset.of] ?? "";
    }
  }

  function makeRow(line) {
    const row = document.querySelector("#line").content.firstElementChild.cloneNode(true);
    for (const input of row.querySelectorAll("[data-of]")) {
      input.addEventListener("input", () => {
        line[input.dataset.of] = input.value;
        onChange();
      });
    }
    for (const button of row.querySelectorAll("[data-set]")) {
      button.onclick = () => script.set(line, button.dataset.set, player.time);
    }
    row.querySelector("[data-hear]").onclick = () =>
      player.hear(Number(line.start), Number(line.end));
    row.querySelector("[data-drop]").onclick = () => {
      lines = lines.filter((other) => other !== line);
      const next = row.nextElementSibling ?? row.previousElementSibling;
      render();
      (next?.querySelector("[data-drop]") ?? document.querySelector("#add-line")).focus();
      onChange();
    };
    row.addEventListener("focusin", () => script.pick(line));
    return row;
  }

  function sort() {
    lines.sort((a, b) => Number(a.start) - Number(b.start));
  }

  function nearestLine({ start, end }) {
    const shared = (line) => Math.min(Number(line.end), end) - Math.max(Number(line.start), start);
    const best = lines.reduce((a, b) => (a && shared(a) >= shared(b) ? a : b), null);
    return best && shared(best) > 0 ? best : null;
  }

  return script;
}

function fromStored({ start, end, text, text_ko = "" }) {
  return { start: shown(start), end: shown(end), text, text_ko };
}

function shown(second) {
  return String(Math.round(second * 1000) / 1000);
}

/** A number from what was typed, "1,5" too; what is none stays as it is. */
function numberOf(typed) {
  const number = Number(typed.trim().replace(",", "."));
  return typed.trim() && Number.isFinite(number) ? number : typed;
}
