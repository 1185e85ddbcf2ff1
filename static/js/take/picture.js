// The chart as one picture: score, words and all panels, in the colours of the page.

import { emotionName, token } from "../emotions.js";

const SIDE = 24; // px of the page around everything
const HEAD = 84; // px above the panels
const NAMES = 150; // px left of the curves

/**
 * A canvas with the panels under a heading.
 *
 * @param {import("./curves.js").Panel[]} panels
 * @param {{title: string, score: string, word: string, legend: string}} texts
 */
export function pictureOf(panels, { title, score, word, legend }) {
  const scale = panels[0].canvas.width / panels[0].canvas.clientWidth;
  const heights = panels.map(({ canvas }) => canvas.height / scale);
  const picture = document.createElement("canvas");
  const width = 2 * SIDE + NAMES + panels[0].canvas.clientWidth;
  const height = 2 * SIDE + HEAD + heights.reduce((sum, each) => sum + each, 0);
  picture.width = width * scale;
  picture.height = height * scale;
  const pen = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
  pen.scale(scale, scale);
  pen.fillStyle = token("surface-2");
  pen.fillRect(0, 0, width, height);

  /**
   * Write a text; returns its width.
   *
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {number} size
   * @param {{weight?: number, colour?: string, align?: CanvasTextAlign}} [look]
   */
  function write(text, x, y, size, { weight = 400, colour = "ink", align = "left" } = {}) {
    pen.font = `${weight} ${size}px ${token("font")}`;
    pen.fillStyle = token(colour);
    pen.textAlign = align;
    pen.fillText(text, x, y);
    return pen.measureText(text).width;
  }

  const after = SIDE + write(score, SIDE, SIDE + 44, 52, { weight: 800 }) + 18;
  write(title, after, SIDE + 20, 15, { colour: "ink-2" });
  write(word, after, SIDE + 44, 20, { weight: 700 });
  write("RE:ON", width - SIDE, SIDE + 20, 15, { weight: 800, colour: "accent", align: "right" });
  write(legend, width - SIDE, SIDE + 44, 13, { colour: "ink-2", align: "right" });

  let top = SIDE + HEAD;
  panels.forEach(({ label, points, canvas }, index) => {
    pen.fillStyle = token("line");
    pen.fillRect(SIDE, top, width - 2 * SIDE, 1);
    write(emotionName(label), SIDE, top + 26, 15, { weight: 700 });
    if (points !== undefined) {
      const text = interpolate(gettext("%s of 100"), [Math.round(points)]);
      write(text, SIDE, top + 46, 13, { colour: "ink-2" });
    }
    pen.drawImage(canvas, SIDE + NAMES, top, canvas.width / scale, heights[index]);
    top += heights[index];
  });
  return picture;
}
