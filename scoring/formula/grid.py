"""A track on an even grid of cells."""

from dataclasses import dataclass, replace

import numpy as np

from ..constants import MAX_SECONDS, RATE, REACH, SMOOTHING
from ..track import TrackError

SPREAD = 3.0  # standard deviations after which the Gaussian is cut off


@dataclass(frozen=True, eq=False)
class Grid:
    """A smoothed track in cells at whole multiples of 1/`RATE` seconds.

    Attributes
    ----------
    first : int
        Number of the first cell; cell `n` lies at n / `RATE` seconds.
    probabilities : ndarray of float64, shape (N, K)
        Zeros where unseen.
    seen : ndarray of bool, shape (N,)
    """

    first: int
    probabilities: np.ndarray
    seen: np.ndarray

    def __len__(self):
        return len(self.seen)

    @property
    def times(self):
        """Seconds of the cells on the clip's clock, shape (N,)."""
        return (self.first + np.arange(len(self))) / RATE

    def with_columns(self, columns):
        """The same cells with the labels in another order."""
        return replace(self, probabilities=self.probabilities[:, columns])

    def to_dict(self):
        """The grid as JSON values, times rounded to 1 ms and probabilities to 1e-4."""
        return {
            "times": np.round(self.times, 3).tolist(),
            "probabilities": np.round(self.probabilities, 4).tolist(),
            "seen": self.seen.tolist(),
        }

    @classmethod
    def from_dict(cls, values, labels):
        """A grid of JSON values with a number of labels."""
        times = values["times"]
        return cls(
            first=round(times[0] * RATE) if times else 0,
            probabilities=np.array(values["probabilities"], float).reshape(len(times), labels),
            seen=np.array(values["seen"], bool),
        )


def to_grid(track):
    """Resample a track with a Gaussian that passes over frames without a face.

    Parameters
    ----------
    track : Track

    Returns
    -------
    Grid
        From the cell nearest to the first frame to the one nearest to the last.

    Raises
    ------
    TrackError
        If the track spans more than `MAX_SECONDS`.
    """
    if not len(track):
        return Grid(0, np.zeros((0, len(track.labels))), np.zeros(0, bool))
    span = track.times[-1] - track.times[0]
    if span > MAX_SECONDS or np.abs(track.times[[0, -1]]).max() > 1e9:
        raise TrackError(
            f"the track spans {span:.0f} s, allowed are {MAX_SECONDS:.0f} s: cut it",
            "too_long",
            actual=float(span),
            allowed=MAX_SECONDS,
        )
    first, last = nearest_cell(track.times[[0, -1]])
    times = track.times[track.seen] - first / RATE
    count = int(last - first + 1)
    probabilities = smooth(times, track.probabilities[track.seen].astype(np.float64), count)
    seen = within_reach(times, np.arange(count) / RATE)
    return Grid(int(first), np.where(seen[:, None], probabilities, 0.0), seen)


def nearest_cell(times):
    """Number of the cell nearest to each time; half a cell goes up."""
    return np.floor(times * RATE + 0.5).astype(np.int64)


def smooth(times, rows, count):
    """Gaussian mean of rows (N, K) around each of `count` cells; zeros where none is near."""
    width = int(np.ceil(SPREAD * SMOOTHING * RATE))
    cells = nearest_cell(times)[:, None] + np.arange(-width, width + 1)
    weights = np.exp(-0.5 * ((cells / RATE - times[:, None]) / SMOOTHING) ** 2)
    inside = (cells >= 0) & (cells < count)
    frames = np.broadcast_to(np.arange(len(times))[:, None], cells.shape)[inside]
    cells, weights = cells[inside], weights[inside]
    sums = np.stack(
        [np.bincount(cells, weights * column[frames], count) for column in rows.T], axis=1
    )
    return sums / np.maximum(sums.sum(axis=1, keepdims=True), np.finfo(float).tiny)


def within_reach(times, cells):
    """Whether any of the ascending `times` lies within `REACH` of each cell."""
    if not len(times):
        return np.zeros(len(cells), bool)
    after = np.searchsorted(times, cells).clip(max=len(times) - 1)
    before = (after - 1).clip(min=0)
    distance = np.minimum(np.abs(times[after] - cells), np.abs(times[before] - cells))
    return distance <= REACH + 1e-9
