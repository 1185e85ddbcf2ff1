"""How well two series of numbers agree."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..types import FloatArray


@dataclass(frozen=True)
class Agreement:
    """Agreement of scores with ratings.

    Attributes
    ----------
    pearson, spearman, concordance
        Correlation, rank correlation, and Lin's concordance correlation coefficient ("A
        concordance correlation coefficient to evaluate reproducibility", Biometrics 45, 1989),
        which also falls where scores are shifted or stretched; NaN where the scores are constant.
    error
        Root mean squared difference, in points.
    """

    pearson: float
    spearman: float
    concordance: float
    error: float


def agreement(scores: npt.ArrayLike, ratings: npt.ArrayLike) -> Agreement:
    """Compare scores with ratings, both of shape (N,)."""
    from scipy.stats import rankdata

    scores, ratings = np.asarray(scores, float), np.asarray(ratings, float)
    return Agreement(
        pearson=correlation(scores, ratings),
        spearman=correlation(rankdata(scores), rankdata(ratings)),
        concordance=concordance(scores, ratings),
        error=float(np.sqrt(np.mean((scores - ratings) ** 2))),
    )


def correlation(x: FloatArray, y: FloatArray) -> float:
    """Pearson's correlation; NaN where one of the two is constant."""
    x, y = x - x.mean(), y - y.mean()
    scale = np.sqrt((x @ x) * (y @ y))
    return float(x @ y / scale) if scale > 1e-9 * len(x) else float("nan")


def concordance(x: FloatArray, y: FloatArray) -> float:
    """Lin's concordance correlation coefficient; NaN where both are the same constant."""
    covariance = np.mean((x - x.mean()) * (y - y.mean()))
    spread = x.var() + y.var() + (x.mean() - y.mean()) ** 2
    return float(2 * covariance / spread) if spread > 0 else float("nan")
