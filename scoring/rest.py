"""A person's resting face, and the expression above it."""

import numpy as np

from .constants import (
    CALM_CONTRAST,
    CALM_RATIO,
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


def expression_above(rest, probabilities, seen, neutral):
    """How far each expression rises above the resting face, flicker left out.

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
    rest = np.delete(np.asarray(rest, np.float64), neutral) + REST_MARGIN
    rows = np.delete(probabilities, neutral, axis=1)
    above = np.maximum(rows - rest, 0.0) / np.maximum(1.0 - rest, 1e-6)
    return np.where(seen[:, None], above, 0.0)
