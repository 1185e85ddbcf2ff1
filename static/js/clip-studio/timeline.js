// The timeline under the film: emotions, lines as blocks whose edges can be dragged, the cut.

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 0.1;

/**
 * @param {{onPick: Function, onMove: Function}} options
 *   `onPick(line)` when a block is chosen; `onMove(line, edge, second)` while an edge is dragged.
 */
export function timeline({ onPick, onMove }) {
  const root = document.querySelector("#timeline");
  const layer = document.querySelector("#blocks");
  let duration = 1;
  const percent = (second) => `${(100 * Math.min(Math.max(second, 0), duration)) / duration}%`;

  function edge(block, line, name) {
    const handle = document.createElement("span");
    handle.className = `edge ${name}`;
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
      handle.onpointermove = (move) => {
        const box = root.getBoundingClientRect();
        const second = (duration * (move.clientX - box.left)) / box.width;
        const low = name === "start" ? 0 : Number(line.start) + LEAST;
        const high = name === "start" ? Number(line.end) - LEAST : duration;
        onMove(line, name, Math.min(Math.max(second, low), high));
      };
      handle.onpointerup = () => (handle.onpointermove = null);
    });
    block.append(handle);
  }

  return {
    setDuration(seconds) {
      duration = seconds || 1;
    },
    moveTo(second) {
      document.querySelector("#cursor").style.insetInlineStart = percent(second);
    },
    showStrip(pieces) {
      const strip = document.querySelector("#strip");
      strip.setAttribute("viewBox", `0 0 ${Math.max(pieces.length, 1)} 1`);
      strip.replaceChildren(
        ...pieces.map(({ emotion, strength }, number) => {
          const piece = document.createElementNS(SVG, "rect");
          const values = { x: number, width: 1.02, height: 1, "fill-opacity": strength };
          for (const [name, value] of Object.entries(values)) piece.setAttribute(name, value);
          piece.setAttribute("class", `fill-${emotion}`);
          return piece;
        }),
      );
    },
    showCut(start, end) {
      document.querySelector("#before").style.inlineSize = percent(start);
      const after = document.querySelector("#after");
      after.style.insetInlineStart = percent(end);
      after.style.inlineSize = `calc(100% - ${percent(end)})`;
    },
    /** Draw the lines; blocks are kept while an edge of one is being dragged. */
    showLines(lines, chosen) {
      const blocks = new Map([...layer.children].map((block) => [block.line, block]));
      for (const line of lines) {
        let block = blocks.get(line);
        blocks.delete(line);
        if (!block) {
          block = document.createElement("button");
          block.append(document.createElement("span"));
          block.line = line;
          block.addEventListener("click", () => onPick(line));
          edge(block, line, "start");
          edge(block, line, "end");
          layer.append(block);
        }
        const [start, end] = [Number(line.start), Number(line.end)];
        block.hidden = !(end > start);
        block.firstChild.textContent = line.text;
        block.setAttribute("aria-label", `${line.start} – ${line.end}: ${line.text}`);
        block.setAttribute("aria-pressed", line === chosen);
        block.style.insetInlineStart = percent(start);
        block.style.inlineSize = `calc(${percent(end)} - ${percent(start)})`;
      }
      for (const block of blocks.values()) block.remove();
    },
  };
}
