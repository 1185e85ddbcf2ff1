"""A person's resting face, and the expression above it."""

import numpy as np

from ..constants import (
    CALM_CONTRAST,
    CALM_RATIO,
    HABIT_LEAST,
    HABIT_MOST,
    NEUTRAL_FLOOR,
    REST_CAP,
    REST_MARGIN,
    REST_NEUTRAL,
    REST_SHRINK,
)


def resting_face(probabilities, seen, neutral):
    """Estimate the probabilities that a classifier gives a person's face at rest.

    It is the median of each label over the calm cells. A mean over those in which neutral is
    highest would put the expressions too low: the classifier's noise would choose the cells.

    Parameters
    ----------
    probabilities : ndarray of float, shape (N, K)
    seen : ndarray of bool, shape (N,)
    neutral : int
        Index of the neutral label.

    Returns
    -------
    ndarray of float64, shape (K,)
        Need not sum to 1.
    """
    labels = probabilities.shape[1]
    rest = np.full(labels, (1 - REST_NEUTRAL) / (labels - 1))
    rest[neutral] = REST_NEUTRAL
    calm = calm_cells(probabilities, seen, neutral)
    if len(calm):
        trust = len(calm) / (len(calm) + REST_SHRINK)
        rest = trust * np.median(probabilities[calm], axis=0) + (1 - trust) * rest
    expressions = np.arange(labels) != neutral
    rest[expressions] = np.minimum(rest[expressions], REST_CAP)
    return rest


def calm_cells(probabilities, seen, neutral):
    """Cells that may show the resting face, the calmest first; see `resting_face`.

    Neutral is the largest there. In a face that hardly changes it must be so by far: one
    expression held all along looks like a resting face otherwise.
    """
    strength = np.where(seen, probabilities[:, neutral], 0.0)
    calm = np.argsort(-strength, kind="stable")[: seen.sum()]
    if not len(calm):
        return calm
    top = strength[calm[: (len(calm) + 3) // 4]].mean()
    changes = top - np.percentile(strength[calm], 10) >= CALM_CONTRAST
    others = np.delete(probabilities, neutral, axis=1).max(axis=1)
    least = np.maximum(NEUTRAL_FLOOR, others if changes else CALM_RATIO * others)
    return calm[strength[calm] >= least[calm]]


def without_habits(rest, probabilities, neutral):
    """What a classifier would say had the face no habit of one expression more than of another.

    A face that looks a little sad at rest looks a little sad in its joy too. The resting face is
    taken for the classifier's prior of this person, and the expressions' odds in it are evened out
    (Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori
    probabilities: a simple procedure", Neural Computation 14(1), 2002), by `HABIT_MOST` at most.

    Parameters
    ----------
    rest : ndarray of float, shape (K,)
    probabilities : ndarray of float, shape (N, K)
    neutral : int

    Returns
    -------
    rest : ndarray of float, shape (K,)
    probabilities : ndarray of float, shape (N, K)
        Rows have the sums that they had.
    """
    habits = np.log(np.maximum(rest, HABIT_LEAST))
    habits -= np.delete(habits, neutral).mean()
    habits[neutral] = 0.0
    odds = np.exp(-habits.clip(-HABIT_MOST, HABIT_MOST))
    return with_odds(rest, odds), with_odds(probabilities, odds)


def with_odds(rows, odds):
    """Rows (..., K) whose odds are multiplied by `odds` (K,); their sums stay."""
    changed = rows * odds
    sums = changed.sum(axis=-1, keepdims=True)
    return changed * (rows.sum(axis=-1, keepdims=True) / np.where(sums > 0, sums, 1.0))


def expression_above(rest, probabilities, seen, neutral):
    """How far each expression rises above the resting face, habits and flicker left out.

    Parameters
    ----------
    rest : ndarray of float, shape (K,)
    probabilities : ndarray of float, shape (N, K)
    seen : ndarray of bool, shape (N,)
    neutral : int

    Returns
    -------
    ndarray of float64, shape (N, K - 1)
        Without the neutral column; each row sums to 1 at most, unseen rows are zeros.
    """
    rest, probabilities = without_habits(np.asarray(rest, np.float64), probabilities, neutral)
    return above_rest(rest, probabilities, seen, neutral)


def above_rest(rest, probabilities, seen, neutral):
    """As `expression_above`, with the habits that the face has."""
    rest, rows = np.delete(rest, neutral) + REST_MARGIN, np.delete(probabilities, neutral, axis=1)
    above = np.maximum(rows - rest, 0.0) / np.maximum(1.0 - rest, 1e-6)
    return np.where(seen[:, None], above, 0.0)
