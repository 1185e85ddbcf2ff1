// Two takes of one clip against it, on one chart.

import { drawCurves } from "./curves.js";
import { readResult, sorry, tell } from "./read.js";
import { fillTable } from "./table.js";

const part = (id) => document.getElementById(id);
const { first, second, firstName, secondName } = part("compare").dataset;

async function begin() {
  const [one, other] = await Promise.all([first, second].map(readResult));
  if (one.labels.join() !== other.labels.join()) {
    const text = gettext("These two were read by different models, so only their numbers can be compared.");
    return tell(part("curves"), text);
  }
  if (one.reference.times.length !== other.reference.times.length) {
    const text = gettext("The clip was cut between these two, so only their numbers can be compared.");
    return tell(part("curves"), text);
  }
  const { labels, neutral, rate, reference } = other;
  const grids = [reference, one.take, other.take];
  const curves = drawCurves(
    part("curves"),
    { labels, neutral, grids, emotions: {}, used: Object.keys(other.emotions) },
    (time) => curves.move(time),
  );
  const names = [gettext("Actor"), firstName, secondName];
  const rows = grids.map((grid, index) => ({ name: names[index], grid }));
  const fill = () => fillTable(part("table"), { labels, rate, rows });
  if (part("numbers").open) fill();
  else part("numbers").addEventListener("toggle", fill, { once: true });
}

begin().catch(sorry(part("curves")));
