// The script line of the moment, word by word as it is spoken, and the line after it.

const EARLY = 1.5; // s before its first word that a line is shown
const KEPT = 0.4; // s after its last

/** A function of the clip's time that keeps `element` at the line spoken then. */
export function followLines(element, lines) {
  const now = document.createElement("span");
  const next = document.createElement("span");
  now.className = "now-line";
  next.className = "next-line";
  element.replaceChildren(now, next);
  element.hidden = !lines.length;
  let shown = null;
  let words = [];
  return (time) => {
    const index = lines.findIndex(({ end }) => time < end + KEPT);
    const line = lines[index];
    const current = line && time >= line.start - EARLY ? line : null;
    if (shown !== (current ?? index)) {
      shown = current ?? index;
      words = current ? timedWords(current) : [];
      now.replaceChildren(...words.flatMap(({ span }) => [span, " "]));
      next.textContent = (current ? lines[index + 1] : line)?.text ?? "";
    }
    for (const { span, start, end } of words) {
      const share = Math.min(1, Math.max(0, (time - start) / (end - start)));
      span.style.setProperty("--sung", `${Math.round(100 * share)}%`);
    }
  };
}

/** The words of a line, each with its part of the line's time by the number of its letters. */
function timedWords({ start, end, text }) {
  const words = text.split(/\s+/).filter(Boolean);
  const second = (end - start) / words.reduce((sum, word) => sum + word.length, 0);
  let at = start;
  return words.map((word) => {
    const span = document.createElement("span");
    span.className = "word";
    span.textContent = word;
    const begun = at;
    at += word.length * second;
    return { span, start: begun, end: at };
  });
}
