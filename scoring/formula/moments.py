"""The stretches of a clip where most was lost and where most was shared."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from ..constants import (
    MOMENT_APART,
    MOMENT_BESIDE,
    MOMENT_EDGE,
    MOMENT_LEAST,
    MOMENT_REPEAT,
    MOMENT_SECONDS,
    MOMENT_SMOOTHING,
    MOMENTS,
    RATE,
)


@dataclass(frozen=True)
class Stretch:
    """Contiguous cells of the reference, `start` included and `stop` not, and their sum."""

    start: int
    stop: int
    total: float


def find_moments(values, kinds):
    """The stretches with the largest sums, each around a peak of its own, set apart.

    Peaks and edges are those of the smoothed values, as a warping path heaps its losses up where
    it stands still; sums are of the values themselves.

    Between two of them lie `MOMENT_APART` seconds at least. An unbroken run of one kind gives
    another moment only after `MOMENT_REPEAT` seconds, so a long one is not named five times.

    Parameters
    ----------
    values : ndarray of float, shape (N,)
        Loss or share of each reference cell, not negative.
    kinds : ndarray of int, shape (N,)
        What each cell is about.

    Returns
    -------
    list of Stretch
        At most `MOMENTS`, disjoint, the largest sum first.
    """
    level = gaussian_filter1d(values, MOMENT_SMOOTHING * RATE, mode="nearest")
    free = values > 0
    beside = np.concatenate([[-np.inf], level, [-np.inf]])
    peaks = np.flatnonzero(free & (level >= beside[:-2]) & (level >= beside[2:]))
    found = []
    for peak in peaks[np.argsort(-level[peaks], kind="stable")]:
        if free[peak]:
            start, stop = grow(level, free, peak)
            stretch = Stretch(start, stop, float(values[start:stop].sum()))
            free[around(stretch, MOMENT_APART)] = False
            alike = (kinds == kinds[peak]) & (level >= MOMENT_EDGE * level[peak])
            near = around(stretch, MOMENT_REPEAT)
            free[near] &= ~run(alike, peak)[near]
            found.append(stretch)
    largest = max((stretch.total for stretch in found), default=0.0)
    least = max(MOMENT_LEAST, MOMENT_BESIDE * largest)
    found = [stretch for stretch in found if stretch.total >= least]
    return sorted(found, key=lambda stretch: -stretch.total)[:MOMENTS]


def around(stretch, seconds):
    """The cells of a stretch and of some seconds on both sides."""
    cells = round(seconds * RATE)
    return slice(max(0, stretch.start - cells), stretch.stop + cells)


def run(mask, cell):
    """The unbroken run of True that holds a cell, shape (N,); none where the cell is False."""
    number = np.cumsum(~mask)
    return mask & (number == number[cell])


def grow(level, free, peak):
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
