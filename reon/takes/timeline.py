"""From the take's clock to the clip's clock.

The browser sends a line of (wall time, clip time) pairs and the wall time of the take's first
frame. While the clip plays, wall time minus clip time is constant; where the clip stalls, it
grows. Every stretch of steady playing gets one offset, the median of its pairs, which removes
the jitter of frame callbacks (17 to 33 ms); frames recorded during a stall are dropped.
"""

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypedDict

import numpy as np
from numpy.typing import ArrayLike, NDArray

VERSION = 1
MAX_POINTS = 20_000
STALL = 0.12  # seconds; more than jitter, less than what anybody would follow
MIN_POINTS = 3
LARGEST = 1e12


class Timeline(TypedDict):
    """What the browser noted while it recorded; finite numbers only."""

    version: int
    first_capture: float  # ms of the take's first frame
    clip: list[list[float]]  # wall ms, clip s


@dataclass(frozen=True)
class Stretch:
    """Steady playing between two moments of the wall clock, in seconds."""

    start: float
    stop: float
    offset: float  # wall minus clip


class TimelineError(ValueError):
    """The sent timeline is malformed."""


def parse_timeline(text: str) -> Timeline:
    """Check the untrusted JSON of a take's timeline.

    Parameters
    ----------
    text
        ``{"version": 1, "first_capture": ms, "clip": [[wall_ms, media_s], ...]}``, or nothing
        for a take whose first frame is the clip's first frame.

    Raises
    ------
    TimelineError
    """
    if not text:
        return {"version": VERSION, "first_capture": 0.0, "clip": []}
    try:
        sent = json.loads(text)
        if not isinstance(sent, dict) or sent.get("version") != VERSION:
            raise TimelineError(f"version {VERSION} is needed")
        pairs = [[_finite(wall), _finite(media)] for wall, media in sent.get("clip", [])]
        first = _finite(sent["first_capture"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise TimelineError(str(error)) from None
    if len(pairs) > MAX_POINTS:
        raise TimelineError(f"{len(pairs)} pairs; at most {MAX_POINTS}")
    return {"version": VERSION, "first_capture": first, "clip": pairs}


def clip_times(
    timeline: Timeline, seconds: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Map the take's frame times to the clip's clock.

    Parameters
    ----------
    timeline
    seconds : shape (N,)
        Since the take's first frame.

    Returns
    -------
    mapped : shape (N,)
        Seconds on the clip's clock, negative for frames before the clip began.
    keep : shape (N,)
        False for frames recorded while the clip stood still.
    """
    times = np.asarray(seconds, dtype=np.float64)
    stretches = _stretches(timeline["clip"])
    if not stretches:
        return times.copy(), np.ones(len(times), bool)
    wall = timeline["first_capture"] / 1000 + times
    starts = np.array([stretch.start for stretch in stretches])
    stops = np.array([stretch.stop for stretch in stretches])
    offsets = np.array([stretch.offset for stretch in stretches])
    index = np.clip(np.searchsorted(starts, wall, side="right") - 1, 0, None)
    last = index == len(stretches) - 1
    keep = (wall <= stops[index]) | last
    return wall - offsets[index], keep


def _stretches(pairs: list[list[float]]) -> list[Stretch]:
    """Stretches of steady playing."""
    if len(pairs) < MIN_POINTS:
        return []
    line = np.asarray(pairs, dtype=np.float64)
    line = line[np.argsort(line[:, 0], kind="stable")]
    wall, offset = line[:, 0] / 1000, line[:, 0] / 1000 - line[:, 1]
    smooth = _running_median(offset)
    cuts = np.flatnonzero(np.abs(np.diff(smooth)) > STALL) + 1
    edges = [0, *cuts.tolist(), len(wall)]
    return [
        Stretch(wall[first], wall[stop - 1], float(np.median(offset[first:stop])))
        for first, stop in pairwise(edges)
        if stop - first >= MIN_POINTS or len(edges) == 2
    ]


def _running_median(values: NDArray[np.float64], width: int = 5) -> NDArray[np.float64]:
    half = width // 2
    padded = np.pad(values, half, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, width), axis=1)


def _finite(number: Any) -> float:
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        raise TimelineError(f"{number!r} is not a number")
    if not abs(number) <= LARGEST:
        raise TimelineError(f"numbers have to be at most {LARGEST}")
    return float(number)
