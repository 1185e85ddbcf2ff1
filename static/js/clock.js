// From the clip's clock to the take's clock, for playing both in step.

/**
 * A function from clip seconds to seconds of the take's video.
 *
 * `timeline` is what was sent with the take: {first_capture: ms, clip: [[wall ms, clip s], ...]}.
 */
export function takeClock(timeline) {
  const line = smooth(timeline?.clip ?? []);
  if (!line.length) return (time) => time;
  const first = timeline.first_capture / 1000;
  return (time) => time + offsetAt(line, time) - first;
}

/** Clip seconds and wall minus clip seconds, jitter removed by a running median. */
function smooth(line) {
  const points = line.map(([wall, media]) => [media, wall / 1000 - media]);
  return points.map(([media], index) => {
    const near = points.slice(Math.max(0, index - 7), index + 8).map(([, offset]) => offset);
    return [media, near.sort((a, b) => a - b)[near.length >> 1]];
  });
}

/** The offset of the last point at or before a time. */
function offsetAt(line, time) {
  let low = 0;
  let high = line.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line[middle][0] <= time) low = middle;
    else high = middle - 1;
  }
  return line[low][1];
}
