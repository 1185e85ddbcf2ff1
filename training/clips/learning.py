"""How many clips do I need? A learning curve, and what it promises beyond its end."""

from dataclasses import dataclass

import numpy as np

from ..faces import DataError
from .classifiers import CLASSIFIERS
from .validation import group_folds, mean_recall

SHARES = (0.15, 0.25, 0.4, 0.6, 0.8, 1.0)
REPEATS = 2
GAIN = 0.01
FARTHEST = 10  # times as many clips as there are: no promise beyond


@dataclass(frozen=True, eq=False)
class LearningCurve:
    """Mean recall on unseen people by the number of clips learnt from.

    Attributes
    ----------
    name : str
        Of the classifier.
    clips : ndarray of int, shape (S,)
    mean, spread : ndarray of float, shape (S,)
        Over folds and draws; the spread is the standard deviation.
    ceiling, drop, pace : float
        Of the fitted law, mean recall = ceiling - drop · clips^(-pace).
    sure : (float, float)
        95 % of the ceiling, by drawing the folds anew.
    """

    name: str
    clips: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    ceiling: float
    drop: float
    pace: float
    sure: tuple

    def at(self, clips):
        """What the law promises for a number of clips."""
        return self.ceiling - self.drop * np.asarray(clips, float) ** -self.pace

    def enough(self, gain=GAIN):
        """Clips from which on twice as many gain less than `gain`; None beyond the promise."""
        if self.drop <= 0:
            return int(self.clips[0])
        clips = (self.drop * (1 - 2**-self.pace) / gain) ** (1 / self.pace)
        most = FARTHEST * self.clips[-1]
        return max(int(np.ceil(clips)), int(self.clips[0])) if clips <= most else None

    def needed(self, target):
        """Clips that the law asks for to reach a mean recall; None where it never does."""
        if self.at(self.clips[0]) >= target:
            return int(self.clips[0])
        if target >= self.ceiling or self.drop <= 0:
            return None
        needed = (self.drop / (self.ceiling - target)) ** (1 / self.pace)
        return int(np.ceil(needed)) if needed <= FARTHEST * self.clips[-1] else None


def learning_curve(clips, name, seed=1, repeats=REPEATS, shares=SHARES):
    """Judge the same unseen people after learning from ever more clips.

    Parameters
    ----------
    clips : training.clips.table.Clips
    name : str
        A key of `CLASSIFIERS`.
    repeats : int
        Draws of each number of clips in each fold.
    shares : sequence of float
        Of the clips to learn from, all people mixed.

    Returns
    -------
    LearningCurve
    """
    folds = group_folds(clips, seed=seed)
    fewest = min(len(learn) for learn, _ in folds)
    sizes = sorted({max(4 * len(clips.classes), round(share * fewest)) for share in shares})
    sizes = [size for size in sizes if size <= fewest]
    if len(sizes) < 3:
        raise DataError(f"{len(clips)} clips are too few for a learning curve")
    found = np.array(
        [
            [
                judged_with(clips, name, learn, judge, size, seed + 1000 * draw)
                for draw in range(repeats)
                for learn, judge in folds
            ]
            for size in sizes
        ]
    )
    mean, spread = found.mean(axis=1), found.std(axis=1)
    law = fit_law(sizes, mean)
    return LearningCurve(name, np.array(sizes), mean, spread, *law, sure_of(sizes, found, seed))


def sure_of(sizes, found, seed, draws=100):
    """95 % of the law's ceiling when the columns of `found` (S, judgements) are drawn anew."""
    rng = np.random.default_rng(seed)
    count = found.shape[1]
    ceilings = [
        fit_law(sizes, found[:, rng.integers(count, size=count)].mean(axis=1))[0]
        for _ in range(draws)
    ]
    low, high = np.percentile(ceilings, [2.5, 97.5])
    return float(low), float(high)


def judged_with(clips, name, learn, judge, size, seed):
    """Mean recall after learning from `size` of the clips, each label as often as among all."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(learn)
    rank = np.empty(len(order))
    for label in np.unique(clips.wanted[order]):
        members = clips.wanted[order] == label
        rank[members] = (np.arange(members.sum()) + 0.5) / members.sum()
    chosen = order[np.argsort(rank, kind="stable")[:size]]
    found = CLASSIFIERS[name](clips, chosen, judge, seed).argmax(axis=1)
    return mean_recall(clips.wanted[judge], found)


def fit_law(sizes, mean):
    """Ceiling, drop and pace of the power law nearest to a curve.

    Hestness et al., "Deep learning scaling is predictable, empirically", arXiv:1712.00409.
    """
    from scipy.optimize import curve_fit

    sizes, mean = np.asarray(sizes, float), np.asarray(mean, float)
    scaled = sizes / sizes[0]

    def law(size, ceiling, drop, pace):
        return ceiling - drop * size**-pace

    start = (min(1.0, mean.max()), max(0.01, mean.max() - mean[0]), 0.5)
    bounds = ([0.0, 0.0, 0.3], [1.0, 1.0, 2.0])
    (ceiling, drop, pace), _ = curve_fit(law, scaled, mean, start, bounds=bounds, maxfev=5000)
    return float(ceiling), float(drop * sizes[0] ** pace), float(pace)
