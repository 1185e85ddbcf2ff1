"""Dynamic time warping of two expressions: exact, banded, with its path.

Steps are symmetricP1 (Sakoe and Chiba, "Dynamic programming algorithm optimization for spoken
word recognition", IEEE Transactions on Acoustics, Speech, and Signal Processing 26(1), 1978).
Each step moves both sequences on, so a row depends on the two rows above it only and is computed
at once. Begin and end are open inside the band; a cell left out there pairs with neutral.
Where Numba is installed the recurrence is compiled, else it runs in NumPy, with equal results.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..constants import BAND, MAX_TEMPO, RATE

WIDTH = int(BAND * RATE)


@dataclass(frozen=True, eq=False)
class Alignment:
    """A warping path and what it leaves out.

    Attributes
    ----------
    path : ndarray of int, shape (L, 2)
        Pairs (reference cell, take cell), ascending; both indices move by 0 or 1.
    weights : ndarray of float, shape (L,)
        1 or 2, the symmetric weights of the pairs.
    skipped_reference, skipped_take : ndarray of int
        Cells before and after the path, paired with neutral at `SKIP_WEIGHT`.
    cost : float
        Weighted sum of all local costs.
    """

    path: np.ndarray
    weights: np.ndarray
    skipped_reference: np.ndarray
    skipped_take: np.ndarray
    cost: float


def clock_band(n, offset):
    """Band about equal clock times.

    Parameters
    ----------
    n : int
        Reference cells.
    offset : int
        First take cell minus first reference cell, both counted on the clip's clock.

    Returns
    -------
    low, high : ndarray of int, shape (n,)
        First and last take cell allowed for each reference cell.
    """
    diagonal = np.arange(n) - offset
    return diagonal - WIDTH, diagonal + WIDTH


def stretched_band(n, m, offset):
    """Band about the diagonal of a performance stretched to the clip's length.

    The take keeps its start and its length becomes the clip's. Half width and offset hold on the
    mean of the two clocks, so it is the same band when reference and take change places.

    Parameters
    ----------
    n, m : int
        Reference and take cells.
    offset : int
        As in `clock_band`.

    Returns
    -------
    low, high : ndarray of int, shape (n,)
        Or None where the tempo is steeper than the steps can follow.
    """
    if min(n, m) < 2 or max(n - 1, m - 1) > MAX_TEMPO * min(n - 1, m - 1):
        return None
    both = n + m - 2
    twice = 2 * np.arange(n) * (m - 1) - offset * both
    return -((WIDTH * both - twice) // (2 * (n - 1))), (twice + WIDTH * both) // (2 * (n - 1))


def align(reference, take, band, weighed=None):
    """Find the warping path of least cost inside a band.

    Parameters
    ----------
    reference : ndarray of float, shape (N, K)
        Expression without neutral, rows summing to 1 at most.
    take : ndarray of float, shape (M, K)
    band : (low, high), two ndarrays of int, shape (N,)
        Ascending, by at most 2 a row.
    weighed : ndarray of bool, shape (N,), optional
        Reference cells that count; the others cost nothing. Default: all.

    Returns
    -------
    Alignment
        With an empty path if none fits inside the band; then all cells are skipped.

    Notes
    -----
    The local cost is total variation over all labels, neutral included:
    ``max(a, b) - sum(min(x, y))`` with the activities ``a = sum(x)`` and ``b = sum(y)``.
    Memory is one byte a cell of the band where the recurrence is compiled, 17 times that else.
    """
    n, m = len(reference), len(take)
    weighed = np.ones(n, bool) if weighed is None else weighed
    warping = recurrence()
    before = warping.skipping(reference, weighed)
    aside = warping.skipping(take, np.ones(m, bool))
    if n and m:
        low, high = band
        directions, *ends = warping.accumulate(reference, take, low, high, weighed, before, aside)
        i, j, cost = warping.best_end(*ends, low, before, aside)
        if np.isfinite(cost):
            path, weights = warping.trace(directions, low, i, j)
            skipped = [
                np.concatenate([np.arange(first), np.arange(last + 1, count)])
                for first, last, count in zip(path[0], path[-1], (n, m), strict=True)
            ]
            return Alignment(path, weights, *skipped, cost)
    nothing = np.zeros((0, 2), int), np.zeros(0)
    return Alignment(*nothing, np.arange(n), np.arange(m), float(before[-1] + aside[-1]))


@cache
def recurrence():
    """The module that computes the recurrence."""
    try:
        from . import numba_kernel
    except (ImportError, RuntimeError):  # not installed; nowhere to keep what it compiles
        from . import numpy_kernel

        return numpy_kernel
    return numba_kernel
