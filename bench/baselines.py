"""Simpler formulas to compare with; none of them is the product's score."""

import numpy as np
import numpy.typing as npt

from scoring.formula.grid import to_grid
from scoring.track import Track
from scoring.types import FloatArray


def predecessor(reference: Track, take: Track) -> float:
    """Frame by frame, 100 - 100 * mean of sum |p - q|, not below 0; the shorter track decides.

    Returns
    -------
    points
        0 to 100.
    """
    p, q = (with_neutral(track.probabilities, track) for track in (reference, take))
    count = min(len(p), len(q))
    return max(0.0, 100.0 - 100.0 * np.abs(p[:count] - q[:count]).sum(axis=1).mean())


def lock_step(reference: Track, take: Track) -> float:
    """Cell by cell, 100 * (1 - mean total variation), on the smoothed grid; as `predecessor`."""
    p, q = on_grid(reference, take)
    count = min(len(p), len(q))
    return 100.0 * (1.0 - 0.5 * np.abs(p[:count] - q[:count]).sum(axis=1).mean())


def plain_dtw(reference: Track, take: Track) -> float:
    """100 * (1 - mean total variation along the path of plain DTW without a band).

    Steps are (1, 1), (1, 0) and (0, 1); of equal costs the shortest path counts.
    """
    p, q = on_grid(reference, take)
    costs = 0.5 * np.abs(p[:, None] - q[None]).sum(axis=2)
    total, length = dtw(costs)
    return 100.0 * (1.0 - total / length)


def dtw(costs: FloatArray) -> tuple[float, float]:
    """Smallest sum of costs (N, M) along a path, and the length of that path; by antidiagonals."""
    n, m = costs.shape
    skewed = np.full((n + m - 1, n), np.inf)
    rows = np.arange(n)[:, None]
    skewed[rows + np.arange(m), rows] = costs
    older, old = (np.full(n + 1, np.inf) for _ in range(2))
    older[0] = 0.0  # entry i + 1 is row i; entry 0 is the start, before all rows
    older_length, old_length = np.zeros(n + 1), np.zeros(n + 1)
    for diagonal in skewed:
        sums, lengths = older[:-1], older_length[:-1]
        for other, other_length in ((old[:-1], old_length[:-1]), (old[1:], old_length[1:])):
            better = other < sums
            sums, lengths = np.where(better, other, sums), np.where(better, other_length, lengths)
        older, older_length = old, old_length
        old = np.concatenate([[np.inf], sums + diagonal])
        old_length = np.concatenate([[0.0], lengths + 1])
    return float(old[n]), float(old_length[n])


def on_grid(*tracks: Track) -> list[FloatArray]:
    """Probabilities (N, K) of each track on the smoothed grid."""
    return [with_neutral(to_grid(track).probabilities, track) for track in tracks]


def with_neutral(probabilities: npt.ArrayLike, track: Track) -> FloatArray:
    """Rows of a track; those without a face become pure neutral."""
    rows = np.array(probabilities, np.float64)
    rows[rows.sum(axis=1) == 0, track.neutral] = 1.0
    return rows
