"""How many clips do I need? A learning curve and its extrapolation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, IntArray

from ..faces import DataError
from .classifiers import CLASSIFIERS
from .table import Clips
from .validation import group_folds, mean_recall

SHARES = (0.15, 0.25, 0.4, 0.6, 0.8, 1.0)
REPEATS = 2
GAIN = 0.01
MAX_EXTRAPOLATION = 10  # times as many clips as there are


@dataclass(frozen=True, eq=False)
class LearningCurve:
    """Mean recall on unseen people by the number of training clips.

    Attributes
    ----------
    name
        Of the classifier.
    clips
        Numbers of training clips, shape (S,).
    mean, spread
        Of the mean recall over folds and draws, shape (S,); the spread is the standard deviation.
    ceiling, drop, pace
        Of the fitted power law, mean recall = ceiling - drop · clips^(-pace).
    interval
        95 % interval of the ceiling, by resampling the folds.
    """

    name: str
    clips: IntArray
    mean: FloatArray
    spread: FloatArray
    ceiling: float
    drop: float
    pace: float
    interval: tuple[float, float]

    def at(self, clips: npt.ArrayLike) -> FloatArray:
        """Mean recall that the law predicts for numbers of clips."""
        return self.ceiling - self.drop * np.asarray(clips, float) ** -self.pace

    def enough(self, gain: float = GAIN) -> int | None:
        """Clips from which doubling gains less than `gain`; None beyond the extrapolation."""
        if self.drop <= 0:
            return int(self.clips[0])
        clips = (self.drop * (1 - 2**-self.pace) / gain) ** (1 / self.pace)
        most = MAX_EXTRAPOLATION * self.clips[-1]
        return max(int(np.ceil(clips)), int(self.clips[0])) if clips <= most else None

    def needed(self, target: float) -> int | None:
        """Clips needed for a mean recall by the law; None if it is never reached."""
        if self.at(self.clips[0]) >= target:
            return int(self.clips[0])
        if target >= self.ceiling or self.drop <= 0:
            return None
        needed = (self.drop / (self.ceiling - target)) ** (1 / self.pace)
        return int(np.ceil(needed)) if needed <= MAX_EXTRAPOLATION * self.clips[-1] else None


def learning_curve(
    clips: Clips,
    name: str,
    seed: int = 1,
    repeats: int = REPEATS,
    shares: Sequence[float] = SHARES,
) -> LearningCurve:
    """Measure a classifier on the same unseen people after training on more and more clips.

    Parameters
    ----------
    name
        A key of `CLASSIFIERS`.
    repeats
        Draws of each number of clips in each fold.
    shares
        Of the training clips, all people mixed.
    """
    folds = group_folds(clips, seed=seed)
    fewest = min(len(train) for train, _ in folds)
    sizes = sorted({max(4 * len(clips.classes), round(share * fewest)) for share in shares})
    sizes = [size for size in sizes if size <= fewest]
    if len(sizes) < 3:
        raise DataError(f"{len(clips)} clips are too few for a learning curve")
    found = np.array(
        [
            [
                recall_with(clips, name, (train, test), size, seed + 1000 * draw)
                for draw in range(repeats)
                for train, test in folds
            ]
            for size in sizes
        ]
    )
    mean, spread = found.mean(axis=1), found.std(axis=1)
    law = fit_law(sizes, mean)
    interval = ceiling_interval(sizes, found, seed)
    return LearningCurve(name, np.array(sizes), mean, spread, *law, interval)


def ceiling_interval(
    sizes: Sequence[int], found: FloatArray, seed: int, draws: int = 100
) -> tuple[float, float]:
    """95 % interval of the law's ceiling, by resampling the columns of `found` (S, folds)."""
    rng = np.random.default_rng(seed)
    count = found.shape[1]
    ceilings = [
        fit_law(sizes, found[:, rng.integers(count, size=count)].mean(axis=1))[0]
        for _ in range(draws)
    ]
    low, high = np.percentile(ceilings, [2.5, 97.5])
    return float(low), float(high)


def recall_with(
    clips: Clips, name: str, fold: tuple[IntArray, IntArray], size: int, seed: int
) -> float:
    """Mean recall after training on `size` of a fold's clips, stratified by label."""
    train, test = fold
    rng = np.random.default_rng(seed)
    order = rng.permutation(train)
    rank = np.empty(len(order))
    for label in np.unique(clips.targets[order]):
        members = clips.targets[order] == label
        rank[members] = (np.arange(members.sum()) + 0.5) / members.sum()
    chosen = order[np.argsort(rank, kind="stable")[:size]]
    predicted = CLASSIFIERS[name](clips, chosen, test, seed).argmax(axis=1)
    return mean_recall(clips.targets[test], predicted)


def fit_law(sizes: npt.ArrayLike, means: npt.ArrayLike) -> tuple[float, float, float]:
    """Ceiling, drop and pace of the power law that fits a curve best.

    Hestness et al., "Deep learning scaling is predictable, empirically", arXiv:1712.00409.
    """
    from scipy.optimize import curve_fit

    counts, mean = np.asarray(sizes, float), np.asarray(means, float)
    scaled = counts / counts[0]

    def law(size: FloatArray, ceiling: float, drop: float, pace: float) -> FloatArray:
        return ceiling - drop * size**-pace

    start = (min(1.0, mean.max()), max(0.01, mean.max() - mean[0]), 0.5)
    bounds = ([0.0, 0.0, 0.3], [1.0, 1.0, 2.0])
    (ceiling, drop, pace), _ = curve_fit(law, scaled, mean, start, bounds=bounds, maxfev=5000)
    return float(ceiling), float(drop * counts[0] ** pace), float(pace)
