"""Dynamic time warping of two expressions: exact, banded, with its path.

Steps are symmetricP1 (Sakoe and Chiba, "Dynamic programming algorithm optimization for spoken
word recognition", IEEE Transactions on Acoustics, Speech, and Signal Processing 26(1), 1978).
Each step advances both sequences, so a row depends on nothing but the two rows above it and is
computed at once. Begin and end are open inside the band; a cell left out there pairs with neutral.
Where Numba is installed the recurrence is compiled, otherwise it runs in NumPy, with equal results.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..constants import BAND, MAX_TEMPO, RATE
from ..types import BoolArray, FloatArray, IntArray
from .kernel import Kernel

Band = tuple[IntArray, IntArray]
"""First and last take cell allowed for each reference cell, each of shape (N,)."""

WIDTH = int(BAND * RATE)


@dataclass(frozen=True, eq=False)
class Alignment:
    """A warping path and what it leaves out.

    Attributes
    ----------
    path
        Pairs (reference cell, take cell), ascending, shape (L, 2); both indices advance by 0 or 1.
    weights
        The symmetric weights of the pairs, 1 or 2, shape (L,).
    skipped_reference, skipped_take
        Cells before and after the path, paired with neutral at `SKIP_WEIGHT`.
    cost
        Weighted sum of all local costs.
    """

    path: IntArray
    weights: FloatArray
    skipped_reference: IntArray
    skipped_take: IntArray
    cost: float


def clock_band(n: int, offset: int) -> Band:
    """The band around equal clock times.

    Parameters
    ----------
    n
        Number of reference cells.
    offset
        First take cell minus first reference cell, both counted on the clip's clock.
    """
    diagonal = np.arange(n) - offset
    return diagonal - WIDTH, diagonal + WIDTH


def stretched_band(n: int, m: int, offset: int) -> Band | None:
    """The band around the diagonal of a performance that is stretched to the clip's length.

    The take keeps its start and gets the clip's length. Half width and offset apply to the mean of
    the two clocks, so the band stays the same when reference and take change places.

    Parameters
    ----------
    n, m
        Numbers of reference and take cells.
    offset
        As in `clock_band`.

    Returns
    -------
    band
        None where the tempo is steeper than the steps can follow.
    """
    if min(n, m) < 2 or max(n - 1, m - 1) > MAX_TEMPO * min(n - 1, m - 1):
        return None
    both = n + m - 2
    twice = 2 * np.arange(n) * (m - 1) - offset * both
    return -((WIDTH * both - twice) // (2 * (n - 1))), (twice + WIDTH * both) // (2 * (n - 1))


def align(
    reference: FloatArray, take: FloatArray, band: Band, weighed: BoolArray | None = None
) -> Alignment:
    """Find the warping path of least cost inside a band.

    Parameters
    ----------
    reference
        Strengths of the expressions, rows summing to at most 1, shape (N, K).
    take
        The same, shape (M, K).
    band
        Ascending by at most 2 per row.
    weighed
        Reference cells that count, shape (N,); the others cost nothing. Default: all.

    Returns
    -------
    alignment
        With an empty path if none fits inside the band; all cells are skipped in that case.

    Notes
    -----
    The local cost is total variation over all labels, neutral included:
    ``max(a, b) - sum(min(x, y))`` with the activities ``a = sum(x)`` and ``b = sum(y)``.
    Memory is one byte per cell of the band where the recurrence is compiled, 17 times that
    otherwise.
    """
    n, m = len(reference), len(take)
    weighed = np.ones(n, bool) if weighed is None else weighed
    kernel = load_kernel()
    skip_reference = kernel.skipping(reference, weighed)
    skip_take = kernel.skipping(take, np.ones(m, bool))
    if n and m:
        low, high = band
        directions, row_end, column_end = kernel.accumulate(
            reference, take, low, high, weighed, skip_reference, skip_take
        )
        i, j, cost = kernel.best_end(row_end, column_end, low, skip_reference, skip_take)
        if np.isfinite(cost):
            path, weights = kernel.trace(directions, low, i, j)
            return Alignment(path, weights, outside(path[:, 0], n), outside(path[:, 1], m), cost)
    cost = float(skip_reference[-1] + skip_take[-1])
    return Alignment(np.zeros((0, 2), int), np.zeros(0), np.arange(n), np.arange(m), cost)


def outside(cells: IntArray, count: int) -> IntArray:
    """Those of `count` cells that lie before the first and after the last of some cells."""
    return np.concatenate([np.arange(cells[0]), np.arange(cells[-1] + 1, count)])


@cache
def load_kernel() -> Kernel:
    """The module that computes the recurrence."""
    try:
        from . import numba_kernel
    except (ImportError, RuntimeError):  # not installed; nowhere to keep what it compiles
        from . import numpy_kernel

        return numpy_kernel
    return numba_kernel
