// Two videos in step: the clip leads, the take follows along a mapping of times.

const SNAP = 0.3; // s of drift that are jumped over instead of caught up
const LONGEST = 1; // s that a jump is expected to take at most
const NEAR = 0.005; // s of drift that are no reason to seek again
const GAIN = 5; // of a drift, caught up per second
const STEP = 0.02; // smallest change of speed worth making
const AHEAD = 0.1; // s around a moment over which the mapping's slope is taken
const SPEEDS = [0.1, 4];

/**
 * Tie two videos together.
 *
 * Either may be null (the clip is gone, the take is not shown): the other then plays alone.
 * `toTake` maps clip seconds to take seconds and can be changed later. `onTick(time)` hears the
 * clip's time on every paint while playing and after every seek. `release()` unties them.
 */
export function tieVideos({ clip, take, toTake, onTick = () => {}, onPlaying = () => {} }) {
  const tied = new AbortController();
  const { signal } = tied;
  const lead = clip ?? take;
  let map = toTake;
  let painting = null;
  let began = 0; // when the take's last jump began, ms
  let journey = 0; // s that it took: a jump while the clip runs aims so far ahead
  const shift = () => (clip ? 0 : map(0));
  const time = () => lead.currentTime - shift();

  function follow() {
    if (clip && take) keepUp();
    onTick(time());
  }

  function keepUp() {
    const now = clip.currentTime;
    const wanted = map(now);
    const drift = wanted - take.currentTime;
    if (clip.paused || clip.ended) {
      take.pause();
      const still = clamp(wanted, 0, length(take));
      const there = Math.abs(still - take.currentTime) < NEAR;
      if (!there && (!take.seeking || clip.ended)) jump(still);
      return;
    }
    const over = wanted >= length(take) || (take.ended && drift > -SNAP);
    if (wanted < 0 || over) {
      take.pause();
      return;
    }
    if (take.seeking) return;
    const ahead = clip.seeking ? 0 : journey * clip.playbackRate;
    if (Math.abs(drift) > SNAP) jump(map(now + ahead));
    const slope = (map(now + AHEAD) - map(now - AHEAD)) / (2 * AHEAD);
    const speed = clamp(slope * clip.playbackRate + GAIN * drift, ...SPEEDS);
    if (Math.abs(speed - take.playbackRate) > STEP) take.playbackRate = speed;
    if (take.paused) take.play().catch(() => {});
  }

  function jump(to) {
    began = performance.now();
    take.currentTime = clamp(to, 0, length(take));
  }

  /** The clip may have gone on, or been moved again, while the take was on its way. */
  function arrived() {
    journey = Math.min((performance.now() - began) / 1000, LONGEST);
    follow();
  }

  function paint() {
    follow();
    painting = lead.paused ? null : requestAnimationFrame(paint);
  }

  /** Play, both at once; a pause that comes before the first frame is no error. */
  function start() {
    lead.play().catch((error) => error.name !== "AbortError" && console.error(error));
    follow();
  }

  const started = () => {
    painting ??= requestAnimationFrame(paint);
    onPlaying(true);
  };
  const stopped = () => {
    follow();
    onPlaying(false);
  };
  lead.addEventListener("play", started, { signal });
  lead.addEventListener("pause", stopped, { signal });
  lead.addEventListener("ended", stopped, { signal });
  lead.addEventListener("seeked", follow, { signal });
  if (clip && take) take.addEventListener("seeked", arrived, { signal });
  if (take) take.muted = true;

  return {
    time,
    toggle: () => (lead.paused ? start() : lead.pause()),
    play: start,
    pause: () => lead.pause(),
    seek(to) {
      lead.currentTime = clamp(to + shift(), 0, length(lead));
      follow();
    },
    remap(changed) {
      map = changed;
      follow();
    },
    release() {
      tied.abort();
      cancelAnimationFrame(painting);
      painting = null;
    },
  };
}

function length(video) {
  return Number.isFinite(video.duration) ? video.duration : 1e6;
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
