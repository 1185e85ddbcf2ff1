"""A track on an even grid of cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..constants import GAUSSIAN_REACH, MAX_SECONDS, RATE, REACH, SMOOTHING
from ..track import Track, TrackError
from ..types import BoolArray, FloatArray, IntArray, Json


@dataclass(frozen=True, eq=False)
class Grid:
    """A smoothed track in cells at integer multiples of 1/`RATE` seconds.

    Attributes
    ----------
    first
        Number of the first cell; cell `n` lies at n / `RATE` seconds.
    probabilities
        float64, shape (N, K); zeros where unseen.
    seen
        Shape (N,).
    """

    first: int
    probabilities: FloatArray
    seen: BoolArray

    def __len__(self) -> int:
        return len(self.seen)

    @property
    def times(self) -> FloatArray:
        """Seconds of the cells on the clip's clock, shape (N,)."""
        return (self.first + np.arange(len(self))) / RATE

    def with_columns(self, columns: Sequence[int]) -> "Grid":
        """The same cells with the labels in another order."""
        return replace(self, probabilities=self.probabilities[:, columns])

    def to_dict(self) -> Json:
        """The grid as JSON values, times rounded to 1 ms and probabilities to 1e-4."""
        return {
            "times": np.round(self.times, 3).tolist(),
            "probabilities": np.round(self.probabilities, 4).tolist(),
            "seen": self.seen.tolist(),
        }

    @classmethod
    def from_dict(cls, values: Json, labels: int) -> "Grid":
        """A grid from JSON values, with a number of labels."""
        times = values["times"]
        return cls(
            first=round(times[0] * RATE) if times else 0,
            probabilities=np.array(values["probabilities"], float).reshape(len(times), labels),
            seen=np.array(values["seen"], bool),
        )


def to_grid(track: Track) -> Grid:
    """Resample a track with a Gaussian that ignores frames without a face.

    Returns
    -------
    grid
        From the cell nearest to the first frame to the one nearest to the last.

    Raises
    ------
    TrackError
        If the track spans more than `MAX_SECONDS`.
    """
    if not len(track):
        return Grid(0, np.zeros((0, len(track.labels))), np.zeros(0, bool))
    ends = track.times[[0, -1]]
    span = float(ends[1] - ends[0])
    if span > MAX_SECONDS or np.abs(ends).max() > 1e9:
        raise TrackError(
            f"the track spans {span:.0f} s, at most {MAX_SECONDS:.0f} s are allowed: cut it",
            "too_long",
            actual=span,
            allowed=MAX_SECONDS,
        )
    first, last = nearest_cell(ends)
    times = track.times[track.seen] - first / RATE
    count = int(last - first + 1)
    probabilities = smooth(times, track.probabilities[track.seen].astype(np.float64), count)
    seen = within_reach(times, np.arange(count) / RATE)
    return Grid(int(first), np.where(seen[:, None], probabilities, 0.0), seen)


def nearest_cell(times: FloatArray) -> IntArray:
    """Number of the cell nearest to each time; half a cell rounds up."""
    cells: IntArray = np.floor(times * RATE + 0.5).astype(np.int64)
    return cells


def smooth(times: FloatArray, rows: FloatArray, count: int) -> FloatArray:
    """Gaussian mean of rows (N, K) around each of `count` cells; zeros where none is near."""
    width = int(np.ceil(GAUSSIAN_REACH * SMOOTHING * RATE))
    cells = nearest_cell(times)[:, None] + np.arange(-width, width + 1)
    weights = np.exp(-0.5 * ((cells / RATE - times[:, None]) / SMOOTHING) ** 2)
    inside = (cells >= 0) & (cells < count)
    frames = np.broadcast_to(np.arange(len(times))[:, None], cells.shape)[inside]
    cells, weights = cells[inside], weights[inside]
    sums = np.stack(
        [np.bincount(cells, weights * column[frames], count) for column in rows.T], axis=1
    )
    means: FloatArray = sums / np.maximum(sums.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    return means


def within_reach(times: FloatArray, cells: FloatArray) -> BoolArray:
    """Whether any of the ascending `times` lies within `REACH` of each cell."""
    if not len(times):
        return np.zeros(len(cells), bool)
    after = np.searchsorted(times, cells).clip(max=len(times) - 1)
    before = (after - 1).clip(min=0)
    distance: FloatArray = np.minimum(np.abs(times[after] - cells), np.abs(times[before] - cells))
    return distance <= REACH + 1e-9
