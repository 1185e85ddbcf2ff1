"""The stretches of a clip in which most was lost, and those in which most was shared."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from ..constants import (
    MOMENT_EDGE,
    MOMENT_MINIMUM,
    MOMENT_RATIO,
    MOMENT_REPEAT,
    MOMENT_SECONDS,
    MOMENT_SMOOTHING,
    MOMENT_SPACING,
    MOMENTS,
    RATE,
)
from ..types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Stretch:
    """Contiguous cells of the reference, `start` included and `stop` not, and their sum."""

    start: int
    stop: int
    total: float


def find_moments(values: FloatArray, kinds: IntArray) -> list[Stretch]:
    """The stretches with the largest sums, each around a peak of its own, set apart.

    Peaks and edges are those of the smoothed values, since a warping path piles its losses up where
    it stands still; sums are of the values themselves.

    Two moments are at least `MOMENT_SPACING` seconds apart. An unbroken run of one kind gives
    another moment only after `MOMENT_REPEAT` seconds, so a long one is not named five times.

    Parameters
    ----------
    values
        Loss or share of each reference cell, not negative, shape (N,).
    kinds
        What each cell is about, shape (N,).

    Returns
    -------
    stretches
        At most `MOMENTS`, disjoint, the largest sum first.
    """
    level: FloatArray = gaussian_filter1d(values, MOMENT_SMOOTHING * RATE, mode="nearest")
    free = values > 0
    beside = np.concatenate([[-np.inf], level, [-np.inf]])
    peaks = np.flatnonzero(free & (level >= beside[:-2]) & (level >= beside[2:]))
    found = []
    for peak in peaks[np.argsort(-level[peaks], kind="stable")]:
        if free[peak]:
            start, stop = grow(level, free, peak)
            stretch = Stretch(start, stop, float(values[start:stop].sum()))
            free[around(stretch, MOMENT_SPACING)] = False
            alike = (kinds == kinds[peak]) & (level >= MOMENT_EDGE * level[peak])
            near = around(stretch, MOMENT_REPEAT)
            free[near] &= ~unbroken_run(alike, peak)[near]
            found.append(stretch)
    largest = max((stretch.total for stretch in found), default=0.0)
    least = max(MOMENT_MINIMUM, MOMENT_RATIO * largest)
    found = [stretch for stretch in found if stretch.total >= least]
    return sorted(found, key=lambda stretch: -stretch.total)[:MOMENTS]


def around(stretch: Stretch, seconds: float) -> slice:
    """The cells of a stretch and of some seconds on both sides."""
    cells = round(seconds * RATE)
    return slice(max(0, stretch.start - cells), stretch.stop + cells)


def unbroken_run(mask: BoolArray, cell: int) -> BoolArray:
    """The run of True that holds a cell, shape (N,); none where the cell is False."""
    number = np.cumsum(~mask)
    run: BoolArray = mask & (number == number[cell])
    return run


def grow(level: FloatArray, free: BoolArray, peak: int) -> tuple[int, int]:
    """Widen a peak to the side that holds more, down to `MOMENT_EDGE` of the peak."""
    start, stop = int(peak), int(peak) + 1
    least = MOMENT_EDGE * level[peak]
    while stop - start < MOMENT_SECONDS * RATE:
        before = level[start - 1] if start > 0 and free[start - 1] else 0.0
        after = level[stop] if stop < len(level) and free[stop] else 0.0
        if max(before, after) < least:
            break
        if before > after:
            start -= 1
        else:
            stop += 1
    return start, stop
