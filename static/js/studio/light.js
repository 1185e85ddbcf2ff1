// Is there enough light on the face?

const DARK = 55; // mean luma of the face, of 255
const BEHIND = 70; // how much brighter its surroundings may be

/** Where a face is expected until one was found; in parts of the picture. */
export const MIDDLE = { x: 0.3, y: 0, width: 0.4, height: 1 };

/**
 * Judge the light on a face.
 *
 * @param {{data: ArrayLike<number>, width: number, height: number}} picture In RGBA.
 * @param {import("./advice.js").Box} box Of the face, in parts of the picture.
 * @returns {import("./advice.js").Light}
 */
export function judgeLight({ data, width, height }, box) {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let at = 0; at < width * height; at++) {
    const x = (at % width) / width - box.x;
    const y = Math.floor(at / width) / height - box.y;
    const part = x >= 0 && x < box.width && y >= 0 && y < box.height ? 1 : 0;
    sums[part] += 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
    counts[part]++;
  }
  const [around, face] = sums.map((sum, part) => sum / Math.max(1, counts[part]));
  if (around - face > BEHIND) return "behind";
  return face < DARK ? "dark" : "good";
}
