"""The warping path's recurrence compiled by Numba, where it is installed (extra `fast`).

Its results are those of `numpy_kernel`, bit for bit. Memory is one byte per cell of the band and
some rows; no matrix of costs is kept.
"""

from typing import Any

import numpy as np
from numba import njit

from ..types import BoolArray, FloatArray, IntArray, UIntArray
from . import numpy_kernel
from .numpy_kernel import BEGIN, DIAGONAL, REFERENCE_TWICE, TAKE_TWICE

PAD = 2  # a step comes from at most two cells further left
options: dict[str, Any] = {"cache": True, "nogil": True, "fastmath": {"nsz", "nnan"}}

skipping = njit(**options)(numpy_kernel.skipping)
best_end = njit(**options)(numpy_kernel.best_end)
trace = njit(**options)(numpy_kernel.trace)


def accumulate(
    reference: FloatArray,
    take: FloatArray,
    low: IntArray,
    high: IntArray,
    weighed: BoolArray,
    skip_reference: FloatArray,
    skip_take: FloatArray,
) -> tuple[UIntArray, FloatArray, FloatArray]:
    """Accumulate the costs of all paths inside a band, as `numpy_kernel.accumulate` does."""
    columns = np.ascontiguousarray(take.T)
    filled: tuple[UIntArray, FloatArray, FloatArray] = fill(
        reference, columns, low, high, weighed, skip_reference, skip_take
    )
    return filled


@njit(**options)
def fill(
    faces: FloatArray,
    columns: FloatArray,
    low: IntArray,
    high: IntArray,
    weighed: BoolArray,
    skip_reference: FloatArray,
    skip_take: FloatArray,
) -> tuple[UIntArray, FloatArray, FloatArray]:
    """Accumulate the costs of faces (N, K) against columns (K, M)."""
    n, m = len(faces), columns.shape[1]
    width = (high - low).max() + 1
    directions = np.zeros((n, width), np.uint8)
    row_end, column_end = np.full(width, np.inf), np.full(n, np.inf)
    activity = np.zeros(m)
    for column in columns:
        activity += column
    # Three rows of totals and two of costs, by take cell, infinite outside the band.
    totals, costs = np.full((3, m + PAD), np.inf), np.full((2, m + PAD), np.inf)
    for i in range(n):
        total, one, two = totals[i % 3], totals[(i - 1) % 3], totals[(i - 2) % 3]
        cost, above = costs[i % 2], costs[(i - 1) % 2]
        if i >= 3:
            total[PAD + max(0, low[i - 3]) : PAD + min(m, high[i - 3] + 1)] = np.inf
        if i >= 2:
            cost[PAD + max(0, low[i - 2]) : PAD + min(m, high[i - 2] + 1)] = np.inf
        first, last = max(0, low[i]), min(m, high[i] + 1)
        if first >= last:
            continue
        here = cost[PAD + first : PAD + last]
        if weighed[i]:
            compare(faces[i], columns, activity, first, here)
        else:
            here[:] = 0.0
        row = directions[i, first - low[i] : last - low[i]]
        step(cost, above, one, two, total, PAD + first, row)
        if i == 0:
            for j in range(first, last):
                begin(total, row, j, first, skip_take[j] + 2 * here[j - first])
        elif first == 0:
            begin(total, row, 0, 0, skip_reference[i] + 2 * here[0])
        if last == m:
            column_end[i] = total[PAD + m - 1]
    for j in range(max(0, low[n - 1]), min(m, high[n - 1] + 1)):
        row_end[j - low[n - 1]] = totals[(n - 1) % 3, PAD + j]
    return directions, row_end, column_end


@njit(**options)
def compare(
    face: FloatArray, columns: FloatArray, activity: FloatArray, first: int, cost: FloatArray
) -> None:
    """Write the differences between a face (K,) and the take's cells from `first` on to `cost`."""
    strength = 0.0
    for x in face:
        strength += x
    for c in range(len(cost)):
        cost[c] = max(strength, activity[first + c])
    for k in range(0, len(face) - 1, 2):  # two at a time: half as many passes through memory
        x, column = face[k], columns[k, first : first + len(cost)]
        y, other = face[k + 1], columns[k + 1, first : first + len(cost)]
        for c in range(len(cost)):
            cost[c] = cost[c] - min(x, column[c]) - min(y, other[c])
    if len(face) % 2:
        x, column = face[-1], columns[-1, first : first + len(cost)]
        for c in range(len(cost)):
            cost[c] -= min(x, column[c])
    for c in range(len(cost)):
        cost[c] = max(cost[c], 0.0)


@njit(**options)
def step(
    cost: FloatArray,
    above: FloatArray,
    one: FloatArray,
    two: FloatArray,
    total: FloatArray,
    at: int,
    directions: UIntArray,
) -> None:
    """Find the cheapest of three steps to each cell of a row that starts at `at`.

    Parameters
    ----------
    cost, above
        Local costs of this row and of the one before.
    one, two
        Totals of the two rows before.
    total, directions
        Results for this row.
    """
    count = len(directions)
    here, left, above = cost[at : at + count], cost[at - 1 : at - 1 + count], above[at : at + count]
    diagonal, aside = one[at - 1 : at - 1 + count], one[at - 2 : at - 2 + count]
    two, total = two[at - 1 : at - 1 + count], total[at : at + count]
    for c in range(count):
        best, direction = diagonal[c] + 2 * here[c], DIAGONAL
        take_twice = aside[c] + (2 * left[c] + here[c])
        if take_twice < best:
            best, direction = take_twice, TAKE_TWICE
        reference_twice = two[c] + (2 * above[c] + here[c])
        if reference_twice < best:
            best, direction = reference_twice, REFERENCE_TWICE
        total[c] = best
        directions[c] = direction


@njit(**options)
def begin(total: FloatArray, directions: UIntArray, j: int, first: int, cost: float) -> None:
    """Let the path begin at a take cell where that costs no more than any step to it."""
    if cost <= total[PAD + j]:
        total[PAD + j] = cost
        directions[j - first] = BEGIN
