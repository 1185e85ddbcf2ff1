"""Which moment of the take is shown next to a moment of the clip, and the pictures of both."""

from collections.abc import Iterable, Iterator

import numpy as np

from ...formula.result import Result
from ...types import FloatArray, Image

SMOOTHING = 0.3  # seconds; a path advances in steps of a cell, a film should not


class Pace:
    """The warping path as a smooth, never falling function of time."""

    def __init__(self, result: Result) -> None:
        self.times: FloatArray = np.zeros(1)
        self.delays: FloatArray = np.zeros(1)
        i, j = result.path.T
        if not len(i):
            return
        cells, counts = np.unique(i, return_counts=True)
        take = np.add.reduceat(result.take.times[j], np.cumsum(counts) - counts) / counts
        self.times = result.reference.times[cells]
        self.delays = gaussian(take - self.times, SMOOTHING * result.rate)

    def __call__(self, times: FloatArray) -> FloatArray:
        """Seconds of the take for seconds of the clip; outside the path, at clock speed."""
        return times + np.interp(times, self.times, self.delays)


def gaussian(values: FloatArray, sigma: float) -> FloatArray:
    """Values smoothed with a Gaussian; the ends are repeated."""
    half = int(np.ceil(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-half, half + 1) / sigma) ** 2)
    return np.convolve(np.pad(values, half, mode="edge"), kernel / kernel.sum(), "valid")


def pictures(frames: Iterator[tuple[float, Image]], times: Iterable[float]) -> Iterator[Image]:
    """The frame that a player shows at each of the ascending times.

    Parameters
    ----------
    frames
        As `scoring.video.frames.sample_frames` gives them; only two are held.
    times
        Seconds.

    Yields
    ------
    frame
        The first one for times before it, the last one for times after it.
    """
    current = next(frames)
    following: tuple[float, Image] | None = current
    for time in times:
        while following is not None and following[0] <= time + 1e-3:
            current, following = following, next(frames, None)
        yield current[1]
