"""Which moment of the take stands beside a moment of the clip, and the pictures of both."""

import numpy as np

SMOOTHING = 0.3  # seconds; a path moves in steps of a cell, a film should not


class Pace:
    """The warping path as a smooth, never falling function of time.

    Parameters
    ----------
    result : Result
    """

    def __init__(self, result):
        i, j = result.path.T
        if not len(i):
            self.times, self.delays = np.zeros(1), np.zeros(1)
            return
        cells, counts = np.unique(i, return_counts=True)
        take = np.add.reduceat(result.take.times[j], np.cumsum(counts) - counts) / counts
        self.times = result.reference.times[cells]
        self.delays = gaussian(take - self.times, SMOOTHING * result.rate)

    def __call__(self, times):
        """Seconds of the take for seconds of the clip; at both ends it runs at clock speed."""
        return times + np.interp(times, self.times, self.delays)


def gaussian(values, sigma):
    """Values smoothed with a Gaussian; the ends go on as they are."""
    half = int(np.ceil(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-half, half + 1) / sigma) ** 2)
    return np.convolve(np.pad(values, half, mode="edge"), kernel / kernel.sum(), "valid")


def pictures(frames, times):
    """The frame that a player shows at each of the ascending times.

    Parameters
    ----------
    frames : iterator of (float, ndarray)
        As `scoring.video.frames.sample_frames` gives them; only two are held.
    times : iterable of float
        Seconds.

    Yields
    ------
    ndarray
        The first frame before there is any, the last one after all.
    """
    current = following = next(frames)
    for time in times:
        while following is not None and following[0] <= time + 1e-3:
            current, following = following, next(frames, None)
        yield current[1]
