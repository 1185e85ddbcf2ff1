// The strip of expressions to come.

import { emotionName } from "../emotions.js";

const PIECE = 0.5; // s of the clip that one piece of the strip stands for
const SECOND = 72; // px of a second
const HELD = 0.18; // a piece weaker than this shows no expression
const SVG = "http://www.w3.org/2000/svg";

/** Draw the strip into `view`; returns a function of the clip's time that moves it. */
export function drawAhead(view, pieces) {
  const belt = document.createElement("div");
  belt.className = "belt";
  for (const run of runsOf(pieces)) belt.append(block(run));
  const now = document.createElement("i");
  now.className = "now";
  view.replaceChildren(belt, now);
  return (time) => {
    belt.style.transform = `translateX(${-time * SECOND}px)`;
  };
}

/** Neighbouring pieces of one emotion as one run. */
function runsOf(pieces) {
  const runs = [];
  pieces.forEach(({ emotion, strength }, index) => {
    const name = strength < HELD ? "neutral" : emotion;
    const last = runs.at(-1);
    if (last?.emotion === name) last.strengths.push(strength);
    else runs.push({ emotion: name, first: index, strengths: [strength] });
  });
  return runs;
}

function block({ emotion, first, strengths }) {
  const width = strengths.length * PIECE * SECOND;
  const part = document.createElement("div");
  part.className = "block";
  part.style.left = `${first * PIECE * SECOND}px`;
  part.style.width = `${width}px`;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${strengths.length} 1`);
  picture.setAttribute("preserveAspectRatio", "none");
  strengths.forEach((strength, index) => {
    const bar = document.createElementNS(SVG, "rect");
    const height = emotion === "neutral" ? 0.08 : Math.max(0.12, strength);
    bar.setAttribute("class", `fill-${emotion}`);
    bar.setAttribute("x", index);
    bar.setAttribute("y", 1 - height);
    bar.setAttribute("width", 1.02);
    bar.setAttribute("height", height);
    picture.append(bar);
  });
  part.append(picture);
  if (emotion !== "neutral" && width >= SECOND) {
    const label = document.createElement("span");
    label.textContent = emotionName(emotion);
    part.append(label);
  }
  return part;
}
