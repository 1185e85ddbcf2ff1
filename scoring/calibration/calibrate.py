"""Fitting the mapping from share to points to people's ratings."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..constants import EXPONENT_RANGE, FIT_STARTS, FOLDS, MIN_RATINGS, MIN_SHARES
from ..errors import ScoringError
from ..formula.mapping import ScoreMapping
from ..types import FloatArray
from .agreement import Agreement, agreement


class CalibrationError(ScoringError):
    """The ratings are too few or too much alike to fit anything to."""

    code = "bad_ratings"


@dataclass(frozen=True)
class Calibration:
    """A fitted mapping and what it is worth.

    Attributes
    ----------
    before, after
        Agreement of the ratings with the present mapping, and with the fitted one, on the very
        ratings that it was fitted to.
    left_out
        Agreement with mappings that were each fitted without the takes they are judged on: what to
        expect of new takes.
    ratings, takes, folds
        How many there were.
    at_limit
        Whether an exponent stopped at an end of the allowed range.
    """

    mapping: ScoreMapping
    before: Agreement
    after: Agreement
    left_out: Agreement
    ratings: int
    takes: int
    folds: int
    at_limit: bool


def calibrate(
    shares: npt.ArrayLike,
    ratings: npt.ArrayLike,
    takes: Sequence[Hashable] | None = None,
    present: ScoreMapping | None = None,
) -> Calibration:
    """Fit the two exponents of the mapping to ratings.

    Parameters
    ----------
    shares
        0 to 1, one for each rating, shape (N,).
    ratings
        0 to 100, shape (N,).
    takes
        N names; ratings of one take are left out together. Default: by share.
    present
        The mapping to compare with. Default: the built-in one.

    Raises
    ------
    CalibrationError
        If there are fewer than `MIN_RATINGS` ratings or `MIN_SHARES` different shares, or all
        ratings are the same.
    """
    shares, ratings = np.asarray(shares, float), np.asarray(ratings, float)
    check_ratings(shares, ratings)
    groups = np.unique([str(t) for t in (shares if takes is None else takes)], return_inverse=True)
    group, count = groups[1], len(groups[0])
    folds = min(count, FOLDS)
    mapping = fit(shares, ratings)
    predicted = np.empty(len(ratings))
    for fold in range(folds):
        out = group % folds == fold
        predicted[out] = fit(shares[~out], ratings[~out])(shares[out])
    present = present or ScoreMapping()
    least, most = EXPONENT_RANGE
    exponents = np.array([mapping.share_exponent, mapping.score_exponent])
    return Calibration(
        mapping=mapping,
        before=agreement(present(shares), ratings),
        after=agreement(mapping(shares), ratings),
        left_out=agreement(predicted, ratings),
        ratings=len(ratings),
        takes=count,
        folds=folds,
        at_limit=bool(((exponents < 1.01 * least) | (exponents > 0.99 * most)).any()),
    )


def check_ratings(shares: FloatArray, ratings: FloatArray) -> None:
    """Refuse ratings that nothing can be fitted to."""
    if len(ratings) < MIN_RATINGS:
        raise CalibrationError(
            f"{len(ratings)} ratings are too few, at least {MIN_RATINGS} are needed: have more "
            "takes rated",
            actual=len(ratings),
            allowed=MIN_RATINGS,
        )
    if np.ptp(ratings) == 0:
        raise CalibrationError(
            f"all {len(ratings)} ratings are {ratings[0]:g}: they have to differ to say anything"
        )
    different = len(np.unique(shares.round(6)))
    if different < MIN_SHARES:
        raise CalibrationError(
            f"the takes have only {different} different shares, at least {MIN_SHARES} are "
            "needed: rate takes of other quality too",
            actual=different,
            allowed=MIN_SHARES,
        )


def fit(shares: FloatArray, ratings: FloatArray) -> ScoreMapping:
    """The mapping of least squared error; every mapping of the allowed range is monotone."""
    from scipy.optimize import least_squares

    def errors(logs: FloatArray) -> FloatArray:
        first, second = np.exp(logs)
        points: FloatArray = 100.0 * (1.0 - (1.0 - shares**first) ** second)
        return points - ratings

    least, most = EXPONENT_RANGE
    bounds = (np.log(least), np.log(most))
    found = [least_squares(errors, np.log(start), bounds=bounds) for start in FIT_STARTS]
    exponents = np.exp(min(found, key=lambda each: each.cost).x)
    return ScoreMapping(*(round(float(value), 4) for value in exponents.clip(least, most)))
