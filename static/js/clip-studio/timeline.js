// The timeline under the video: emotions, lines as blocks whose edges can be dragged, the cut.

import { byId, makeSvg } from "../dom.js";
import { clamp } from "../numbers.js";

/**
 * @typedef {import("./lines.js").ShownLine} ShownLine
 * @typedef {import("./lines.js").Edge} Edge
 * @typedef {ReturnType<typeof timeline>} Timeline
 */

const SHORTEST = 0.1; // s that a line keeps when an edge is dragged

/**
 * @param {object} options
 * @param {(line: ShownLine) => void} options.onPick Called when a block is chosen.
 * @param {(line: ShownLine, edge: Edge, second: number) => void} options.onMove Called while an
 *   edge is dragged.
 */
export function timeline({ onPick, onMove }) {
  const root = byId("timeline");
  const layer = byId("blocks");
  const cursor = byId("cursor");
  const before = byId("before");
  const after = byId("after");
  const strip = byId("strip", SVGElement);
  /** @type {Map<ShownLine, HTMLButtonElement>} */
  const blocks = new Map();
  let duration = 1;

  /** @param {number} second */
  const percent = (second) => `${(100 * clamp(second, 0, duration)) / duration}%`;

  /** @param {ShownLine} line */
  function makeBlock(line) {
    const block = document.createElement("button");
    block.append(document.createElement("span"), handle(line, "start"), handle(line, "end"));
    block.addEventListener("click", () => onPick(line));
    layer.append(block);
    return block;
  }

  /**
   * @param {ShownLine} line
   * @param {Edge} edge
   */
  function handle(line, edge) {
    const element = document.createElement("span");
    element.className = `edge ${edge}`;
    element.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      element.setPointerCapture(event.pointerId);
      element.onpointermove = (move) => {
        const box = root.getBoundingClientRect();
        const second = (duration * (move.clientX - box.left)) / box.width;
        const low = edge === "start" ? 0 : Number(line.start) + SHORTEST;
        const high = edge === "start" ? Number(line.end) - SHORTEST : duration;
        onMove(line, edge, clamp(second, low, high));
      };
      element.onpointerup = () => {
        element.onpointermove = null;
      };
    });
    return element;
  }

  return {
    /** @param {number} seconds */
    setDuration(seconds) {
      duration = seconds || 1;
    },
    /** @param {number} second */
    moveTo(second) {
      cursor.style.insetInlineStart = percent(second);
    },
    /** @param {{emotion: string, strength: number}[]} pieces */
    showStrip(pieces) {
      strip.setAttribute("viewBox", `0 0 ${Math.max(pieces.length, 1)} 1`);
      const rects = pieces.map(({ emotion, strength }, x) => {
        const place = { x, width: 1.02, height: 1, "fill-opacity": strength };
        return makeSvg("rect", { ...place, class: `fill-${emotion}` });
      });
      strip.replaceChildren(...rects);
    },
    /**
     * @param {number} start
     * @param {number} end
     */
    showCut(start, end) {
      before.style.inlineSize = percent(start);
      after.style.insetInlineStart = percent(end);
      after.style.inlineSize = `calc(100% - ${percent(end)})`;
    },
    /**
     * Draw the lines; blocks are kept, since an edge of one may be being dragged.
     *
     * @param {ShownLine[]} lines
     * @param {ShownLine | null} chosen
     */
    showLines(lines, chosen) {
      for (const [line, block] of blocks) {
        if (lines.includes(line)) continue;
        block.remove();
        blocks.delete(line);
      }
      for (const line of lines) {
        const block = blocks.get(line) ?? makeBlock(line);
        blocks.set(line, block);
        const [start, end] = [Number(line.start), Number(line.end)];
        block.hidden = !(end > start);
        /** @type {Element} */ (block.firstElementChild).textContent = line.text;
        block.setAttribute("aria-label", `${line.start} – ${line.end}: ${line.text}`);
        block.setAttribute("aria-pressed", String(line === chosen));
        block.style.insetInlineStart = percent(start);
        block.style.inlineSize = `calc(${percent(end)} - ${percent(start)})`;
      }
    },
  };
}
