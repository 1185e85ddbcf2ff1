// What to tell somebody who sits before the camera: one thing at a time, the weightiest first.

const MANY = 0.5; // a second face counts from this part of the first one's width
// Width of the detector's box in widths of the oval: it spans a face from ear to ear.
const FAR = 0.55;
const CLOSE = 1.45;
const ASIDE = 0.6; // how far its middle may be from the oval's, in radii of the oval
const STEADY = 2; // looks in a row that must agree, so that the words do not flicker

/**
 * The name of the advice for the faces seen: "dark", "none", "several", "far", "close", "aside",
 * "behind" or "good".
 *
 * `faces` are boxes on the screen, the largest first; `oval` is the guide's box there.
 */
export function adviceFor({ faces, light, oval }) {
  const [face, other] = faces;
  if (!face) return light === "dark" ? "dark" : "none";
  if (other && other.width > MANY * face.width) return "several";
  const size = face.width / oval.width;
  if (size < FAR) return "far";
  if (size > CLOSE) return "close";
  const across = (middle(face).x - middle(oval).x) / (oval.width / 2);
  const down = (middle(face).y - middle(oval).y) / (oval.height / 2);
  if (Math.hypot(across, down) > ASIDE) return "aside";
  return light;
}

function middle({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** A function that passes a value on once it came some times in a row and is a new one. */
export function steady(tell) {
  let [last, times, told] = [null, 0, null];
  return (value) => {
    times = value === last ? times + 1 : 1;
    last = value;
    if (times < STEADY || value === told) return;
    told = value;
    tell(value);
  };
}
