"""Fitting the mapping from share to points to people's ratings."""

from dataclasses import dataclass

import numpy as np

from ..errors import ScoringError
from ..formula.mapping import LEAST, MOST, Mapping
from .agreement import Agreement, agreement

MIN_RATINGS = 8
MIN_SHARES = 4
FOLDS = 50  # at most; with as many takes or fewer, each is left out alone
STARTS = ((1.75, 2.5), (1.0, 1.0), (0.6, 3.0), (3.0, 0.6))


class CalibrationError(ScoringError):
    """The ratings are too few or too much alike to fit anything to."""

    code = "bad_ratings"


@dataclass(frozen=True)
class Calibration:
    """A fitted mapping and what it is worth.

    Attributes
    ----------
    mapping : Mapping
    before, after : Agreement
        Of the ratings with the present mapping, and with the fitted one on the very ratings that
        it was fitted to.
    left_out : Agreement
        With mappings that were each fitted without the takes they are judged on: what to expect
        of new takes.
    ratings, takes, folds : int
    at_limit : bool
        Whether an exponent stopped at the end of the allowed range.
    """

    mapping: Mapping
    before: Agreement
    after: Agreement
    left_out: Agreement
    ratings: int
    takes: int
    folds: int
    at_limit: bool


def calibrate(shares, ratings, takes=None, present=None):
    """Fit the two exponents of the mapping to ratings.

    Parameters
    ----------
    shares : array_like of float, shape (N,)
        0 to 1, one for each rating.
    ratings : array_like of float, shape (N,)
        0 to 100.
    takes : sequence of hashable, length N, optional
        Ratings of one take belong together and are left out together. Default: by share.
    present : Mapping, optional
        Default: the built-in one.

    Returns
    -------
    Calibration

    Raises
    ------
    CalibrationError
        If there are fewer than `MIN_RATINGS` ratings or `MIN_SHARES` different shares, or all
        ratings are the same.
    """
    shares, ratings = np.asarray(shares, float), np.asarray(ratings, float)
    check(shares, ratings)
    groups = np.unique([str(t) for t in (shares if takes is None else takes)], return_inverse=True)
    group, count = groups[1], len(groups[0])
    folds = min(count, FOLDS)
    mapping = fit(shares, ratings)
    predicted = np.empty(len(ratings))
    for fold in range(folds):
        out = group % folds == fold
        predicted[out] = fit(shares[~out], ratings[~out])(shares[out])
    present = present or Mapping()
    exponents = np.array([mapping.share_exponent, mapping.score_exponent])
    return Calibration(
        mapping=mapping,
        before=agreement(present(shares), ratings),
        after=agreement(mapping(shares), ratings),
        left_out=agreement(predicted, ratings),
        ratings=len(ratings),
        takes=count,
        folds=folds,
        at_limit=bool(((exponents < 1.01 * LEAST) | (exponents > 0.99 * MOST)).any()),
    )


def check(shares, ratings):
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


def fit(shares, ratings):
    """The mapping with the least squared error; every mapping of the allowed range rises."""
    from scipy.optimize import least_squares

    def errors(logs):
        first, second = np.exp(logs)
        return 100.0 * (1.0 - (1.0 - shares**first) ** second) - ratings

    bounds = (np.log(LEAST), np.log(MOST))
    found = [least_squares(errors, np.log(start), bounds=bounds) for start in STARTS]
    exponents = np.exp(min(found, key=lambda each: each.cost).x)
    return Mapping(*(round(float(value), 4) for value in exponents.clip(LEAST, MOST)))
