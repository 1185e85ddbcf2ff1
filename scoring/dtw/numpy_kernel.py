"""The warping path's recurrence in NumPy, one row at a time: its readable form."""

import numpy as np

from ..constants import SKIP_WEIGHT
from ..types import BoolArray, FloatArray, IntArray, UIntArray

# How a path comes to a cell. Two of the steps hold a second pair, in which the take or the
# reference advances alone.
BEGIN, DIAGONAL, TAKE_TWICE, REFERENCE_TWICE = range(4)
PAD = 8  # infinite cells on both sides of a row; more than a band moves in two rows


def skipping(faces: FloatArray, weighed: BoolArray) -> FloatArray:
    """Cost of leaving out the first 0, 1, ... N of some cells.

    Parameters
    ----------
    faces
        Shape (N, K).
    weighed
        Shape (N,).

    Returns
    -------
    costs
        Shape (N + 1,).
    """
    costs = np.zeros(len(faces) + 1)
    costs[1:] = np.cumsum(weighed * faces.sum(axis=1))
    return SKIP_WEIGHT * costs


def accumulate(
    reference: FloatArray,
    take: FloatArray,
    low: IntArray,
    high: IntArray,
    weighed: BoolArray,
    skip_reference: FloatArray,
    skip_take: FloatArray,
) -> tuple[UIntArray, FloatArray, FloatArray]:
    """Accumulate the costs of all paths inside a band.

    Parameters
    ----------
    reference
        Shape (N, K).
    take
        Shape (M, K).
    low, high
        First and last take cell allowed for each reference cell, shape (N,).
    weighed
        Shape (N,).
    skip_reference, skip_take
        Cost of leaving out the first cells of reference and take, shapes (N + 1,) and (M + 1,).

    Returns
    -------
    directions
        How the path comes to each cell, uint8, shape (N, W); column 0 of row i is take cell
        ``low[i]``.
    row_end
        Accumulated costs in the last row, shape (W,).
    column_end
        Accumulated costs in the last take cell, shape (N,); infinite where the band does not reach
        it.
    """
    costs = band_costs(reference, take, low, high, weighed)
    return fill(costs, low, len(take), skip_reference, skip_take)


def band_costs(
    reference: FloatArray, take: FloatArray, low: IntArray, high: IntArray, weighed: BoolArray
) -> FloatArray:
    """Local costs inside the band, shape (N, W); infinite outside."""
    columns = low[:, None] + np.arange((high - low).max() + 1)
    inside = (columns >= 0) & (columns < len(take)) & (columns <= high[:, None])
    columns = columns.clip(0, len(take) - 1)
    costs = np.maximum(reference.sum(axis=1)[:, None], take.sum(axis=1)[columns])
    for x, y in zip(reference.T, take.T, strict=True):
        costs -= np.minimum(x[:, None], y[columns])
    costs = np.where(weighed[:, None], np.maximum(costs, 0.0), 0.0)
    return np.where(inside, costs, np.inf)


def shifted(rows: FloatArray, by: IntArray) -> FloatArray:
    """Each row i read `by[i]` columns further right, infinite beyond its ends."""
    columns = np.arange(rows.shape[1]) + by[:, None]
    inside = (columns >= 0) & (columns < rows.shape[1])
    picked = np.take_along_axis(rows, columns.clip(0, rows.shape[1] - 1), axis=1)
    return np.where(inside, picked, np.inf)


def fill(
    costs: FloatArray, low: IntArray, m: int, skip_reference: FloatArray, skip_take: FloatArray
) -> tuple[UIntArray, FloatArray, FloatArray]:
    """Accumulate local costs (N, W) over `m` take cells; returns what `accumulate` returns."""
    n, width = costs.shape
    moves = np.diff(low, prepend=low[0])
    left = shifted(costs, np.full(n, -1))
    above = np.vstack([np.full((1, width), np.inf), shifted(costs[:-1], moves[1:])])
    diagonal, take_twice, reference_twice = 2 * costs, 2 * left + costs, 2 * above + costs

    directions = np.empty((n, width), np.uint8)
    column_end = np.full(n, np.inf)
    last_column = m - 1 - low
    first_column = -low
    totals = np.full((3, width + 2 * PAD), np.inf)
    options = np.empty((4, width))
    for i in range(n):
        one, two = totals[(i - 1) % 3], totals[(i - 2) % 3]
        options[BEGIN] = np.inf
        if i == 0:
            take_cells = (low[0] + np.arange(width)).clip(0, m - 1)
            options[BEGIN] = skip_take[take_cells] + diagonal[0]
        if 0 <= first_column[i] < width:
            options[BEGIN, first_column[i]] = skip_reference[i] + diagonal[i, first_column[i]]
        at = PAD + moves[i]
        np.add(one[at - 1 : at - 1 + width], diagonal[i], out=options[DIAGONAL])
        np.add(one[at - 2 : at - 2 + width], take_twice[i], out=options[TAKE_TWICE])
        at += moves[i - 1] if i else 0
        np.add(two[at - 1 : at - 1 + width], reference_twice[i], out=options[REFERENCE_TWICE])
        directions[i] = options.argmin(axis=0)
        total = totals[i % 3, PAD : PAD + width]
        options.min(axis=0, out=total)
        if 0 <= last_column[i] < width:
            column_end[i] = total[last_column[i]]
    return directions, totals[(n - 1) % 3, PAD : PAD + width], column_end


def best_end(
    row_end: FloatArray,
    column_end: FloatArray,
    low: IntArray,
    skip_reference: FloatArray,
    skip_take: FloatArray,
) -> tuple[int, int, float]:
    """Find the cheapest last pair, including what it leaves out.

    Among equals, it is the one that leaves out least.

    Returns
    -------
    i, j
        Reference and take cell.
    cost
        Infinite if no path fits inside the band.
    """
    n, m = len(column_end), len(skip_take) - 1
    columns = np.arange(max(0, low[-1]), min(m, low[-1] + len(row_end)))
    i = np.concatenate((np.arange(n), np.full(len(columns), n - 1)))
    j = np.concatenate((np.full(n, m - 1), columns))
    cost = np.concatenate((column_end, row_end[columns - low[-1]]))
    cost = cost + (skip_reference[-1] - skip_reference[i + 1]) + (skip_take[-1] - skip_take[j + 1])
    cheapest = np.flatnonzero(cost == cost.min())
    best = cheapest[np.argmax(i[cheapest] + j[cheapest])]
    return i[best], j[best], cost[best]


def trace(directions: UIntArray, low: IntArray, i: int, j: int) -> tuple[IntArray, FloatArray]:
    """Follow the directions back from the last pair.

    Returns
    -------
    path
        Shape (L, 2).
    weights
        Shape (L,).
    """
    at = 2 * (i + j + 2)
    path, weights = np.empty((at, 2), np.int64), np.empty(at)
    while True:
        direction = directions[i, j - low[i]]
        at -= 1
        path[at, 0], path[at, 1] = i, j
        weights[at] = 2.0 if direction <= DIAGONAL else 1.0
        if direction == BEGIN:
            return path[at:].copy(), weights[at:].copy()
        if direction == TAKE_TWICE:
            at -= 1
            path[at, 0], path[at, 1], weights[at] = i, j - 1, 2.0
        elif direction == REFERENCE_TWICE:
            at -= 1
            path[at, 0], path[at, 1], weights[at] = i - 1, j, 2.0
        i -= 2 if direction == REFERENCE_TWICE else 1
        j -= 2 if direction == TAKE_TWICE else 1
