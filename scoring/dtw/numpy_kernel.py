"""The warping path's recurrence in NumPy, a row at a time; the readable form of it."""

import numpy as np

from ..constants import SKIP_WEIGHT

BEGIN, DIAGONAL, TAKE_TWICE, REFERENCE_TWICE = range(4)
PAD = 8  # cells of infinity beside a row; more than a band moves in two rows


def skipping(faces, weighed):
    """Cost of leaving out the first 0, 1, ... N of some cells.

    Parameters
    ----------
    faces : ndarray of float, shape (N, K)
    weighed : ndarray of bool, shape (N,)

    Returns
    -------
    ndarray of float, shape (N + 1,)
    """
    costs = np.zeros(len(faces) + 1)
    costs[1:] = np.cumsum(weighed * faces.sum(axis=1))
    return SKIP_WEIGHT * costs


def accumulate(reference, take, low, high, weighed, before, aside):
    """Accumulate the costs of all ways inside a band.

    Parameters
    ----------
    reference : ndarray of float, shape (N, K)
    take : ndarray of float, shape (M, K)
    low, high : ndarray of int, shape (N,)
        First and last take cell allowed for each reference cell.
    weighed : ndarray of bool, shape (N,)
    before, aside : ndarray of float, shapes (N + 1,) and (M + 1,)
        Cost of leaving out the first cells of reference and take.

    Returns
    -------
    directions : ndarray of uint8, shape (N, W)
        The way to each cell; column 0 of row i is take cell ``low[i]``.
    row_end : ndarray of float, shape (W,)
        Accumulated costs in the last row.
    column_end : ndarray of float, shape (N,)
        Accumulated costs in the last take cell, infinite where the band does not reach it.
    """
    costs = band_costs(reference, take, low, high, weighed)
    return fill(costs, low, len(take), before, aside)


def band_costs(reference, take, low, high, weighed):
    """Local costs inside the band, shape (N, W); infinite outside."""
    columns = low[:, None] + np.arange((high - low).max() + 1)
    inside = (columns >= 0) & (columns < len(take)) & (columns <= high[:, None])
    columns = columns.clip(0, len(take) - 1)
    costs = np.maximum(reference.sum(axis=1)[:, None], take.sum(axis=1)[columns])
    for x, y in zip(reference.T, take.T, strict=True):
        costs -= np.minimum(x[:, None], y[columns])
    costs = np.where(weighed[:, None], np.maximum(costs, 0.0), 0.0)
    return np.where(inside, costs, np.inf)


def shifted(rows, by):
    """Each row read `by[i]` columns further right, infinite past its ends."""
    columns = np.arange(rows.shape[1]) + by[:, None]
    inside = (columns >= 0) & (columns < rows.shape[1])
    picked = np.take_along_axis(rows, columns.clip(0, rows.shape[1] - 1), axis=1)
    return np.where(inside, picked, np.inf)


def fill(costs, low, m, before, aside):
    """Accumulate local costs (N, W); results as of `accumulate`."""
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
            options[BEGIN] = aside[take_cells] + diagonal[0]
        if 0 <= first_column[i] < width:
            options[BEGIN, first_column[i]] = before[i] + diagonal[i, first_column[i]]
        at = PAD + moves[i]
        np.add(one[at - 1 : at - 1 + width], diagonal[i], out=options[DIAGONAL])
        np.add(one[at - 2 : at - 2 + width], take_twice[i], out=options[TAKE_TWICE])
        at += moves[i - 1] if i else 0
        np.add(two[at - 1 : at - 1 + width], reference_twice[i], out=options[REFERENCE_TWICE])
        options.argmin(axis=0, out=(choice := np.empty(width, np.intp)))
        directions[i] = choice
        total = totals[i % 3, PAD : PAD + width]
        options.min(axis=0, out=total)
        if 0 <= last_column[i] < width:
            column_end[i] = total[last_column[i]]
    return directions, totals[(n - 1) % 3, PAD : PAD + width], column_end


def best_end(row_end, column_end, low, before, aside):
    """Find the cheapest last pair with what it leaves out.

    Of equals, it is the one that leaves out least.

    Returns
    -------
    i, j : int
    cost : float
        Infinite if no path fits inside the band.
    """
    n, m = len(column_end), len(aside) - 1
    columns = np.arange(max(0, low[-1]), min(m, low[-1] + len(row_end)))
    i = np.concatenate((np.arange(n), np.full(len(columns), n - 1)))
    j = np.concatenate((np.full(n, m - 1), columns))
    cost = np.concatenate((column_end, row_end[columns - low[-1]]))
    cost = cost + (before[-1] - before[i + 1]) + (aside[-1] - aside[j + 1])
    cheapest = np.flatnonzero(cost == cost.min())
    best = cheapest[np.argmax(i[cheapest] + j[cheapest])]
    return i[best], j[best], cost[best]


def trace(directions, low, i, j):
    """Follow the directions back from the last pair.

    Returns
    -------
    path : ndarray of int, shape (L, 2)
    weights : ndarray of float, shape (L,)
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
