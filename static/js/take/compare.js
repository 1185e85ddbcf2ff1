// Two takes of one clip against it, on one chart.

import { byId } from "../dom.js";
import { drawCurves } from "./curves.js";
import { readResult, showFailureIn, showNote } from "./read.js";
import { offerTable } from "./table.js";

const root = byId("curves");
const { first = "", second = "", firstName = "", secondName = "" } = byId("compare").dataset;

async function begin() {
  const [one, other] = await Promise.all([readResult(first), readResult(second)]);
  if (one.labels.join() !== other.labels.join()) {
    return showNote(
      root,
      gettext("These two were read by different models, so only their numbers can be compared."),
    );
  }
  if (one.reference.times.length !== other.reference.times.length) {
    return showNote(
      root,
      gettext("The clip was cut between these two, so only their numbers can be compared."),
    );
  }
  const { labels, neutral, rate, reference } = other;
  const grids = [reference, one.take, other.take];
  const curves = drawCurves(
    root,
    { labels, neutral, grids, emotions: {}, used: Object.keys(other.emotions) },
    (time) => curves.move(time),
  );
  const names = [gettext("Actor"), firstName, secondName];
  offerTable({ labels, rate, rows: grids.map((grid, index) => ({ name: names[index], grid })) });
}

begin().catch(showFailureIn(root));
