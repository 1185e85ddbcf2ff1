"""A person's resting face, and how far expressions rise above it."""

import numpy as np

from ..constants import (
    CALM_CONTRAST,
    CALM_RATIO,
    HABIT_CAP,
    HABIT_FLOOR,
    NEUTRAL_FLOOR,
    REST_CAP,
    REST_MARGIN,
    REST_NEUTRAL,
    REST_SHRINK,
)
from ..types import BoolArray, FloatArray, IntArray


def resting_face(probabilities: FloatArray, seen: BoolArray, neutral: int) -> FloatArray:
    """Estimate the probabilities that a classifier gives a person's face at rest.

    The estimate is the median of each label over the calm cells. A mean over those in which neutral
    is highest would put the expressions too low: the classifier's noise would choose the cells.

    Parameters
    ----------
    probabilities
        Shape (N, K).
    seen
        Shape (N,).
    neutral
        Index of the neutral label.

    Returns
    -------
    rest
        float64, shape (K,). Need not sum to 1.
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


def calm_cells(probabilities: FloatArray, seen: BoolArray, neutral: int) -> IntArray:
    """Cells that may show the resting face, the calmest first; see `resting_face`.

    Neutral has the highest probability there. In a face that hardly changes it must lead by a wide
    margin: otherwise one expression held throughout would look like a resting face.
    """
    strength = np.where(seen, probabilities[:, neutral], 0.0)
    calm: IntArray = np.argsort(-strength, kind="stable")[: seen.sum()]
    if not len(calm):
        return calm
    top = strength[calm[: (len(calm) + 3) // 4]].mean()
    changes = top - np.percentile(strength[calm], 10) >= CALM_CONTRAST
    others = np.delete(probabilities, neutral, axis=1).max(axis=1)
    floor = np.maximum(NEUTRAL_FLOOR, others if changes else CALM_RATIO * others)
    calm = calm[strength[calm] >= floor[calm]]
    return calm


def even_out_habits(
    rest: FloatArray, probabilities: FloatArray, neutral: int
) -> tuple[FloatArray, FloatArray]:
    """What a classifier would say if the face had no habit of one expression more than of another.

    A face that looks a little sad at rest looks a little sad in its joy too. The resting face is
    taken as the classifier's prior for this person, and the odds of the expressions in it are
    evened out (Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a
    priori probabilities: a simple procedure", Neural Computation 14(1), 2002), by `HABIT_CAP` at
    most.

    Parameters
    ----------
    rest
        Shape (K,).
    probabilities
        Shape (N, K).
    neutral
        Index of the neutral label.

    Returns
    -------
    rest, probabilities
        Adjusted; rows keep their sums.
    """
    habits = np.log(np.maximum(rest, HABIT_FLOOR))
    habits -= np.delete(habits, neutral).mean()
    habits[neutral] = 0.0
    odds = np.exp(-habits.clip(-HABIT_CAP, HABIT_CAP))
    return multiply_odds(rest, odds), multiply_odds(probabilities, odds)


def multiply_odds(rows: FloatArray, odds: FloatArray) -> FloatArray:
    """Rows (..., K) with their odds multiplied by `odds` (K,); their sums stay."""
    changed = rows * odds
    sums = changed.sum(axis=-1, keepdims=True)
    rescaled: FloatArray = changed * (
        rows.sum(axis=-1, keepdims=True) / np.where(sums > 0, sums, 1.0)
    )
    return rescaled


def expression_strengths(
    rest: FloatArray, probabilities: FloatArray, seen: BoolArray, neutral: int
) -> FloatArray:
    """How far each expression rises above the resting face, habits and flicker left out.

    Parameters
    ----------
    rest
        Shape (K,).
    probabilities
        Shape (N, K).
    seen
        Shape (N,).
    neutral
        Index of the neutral label.

    Returns
    -------
    strengths
        float64, shape (N, K - 1), without the neutral column. Each row sums to at most 1; unseen
        rows are zeros.
    """
    rest, probabilities = even_out_habits(np.asarray(rest, np.float64), probabilities, neutral)
    return subtract_rest(rest, probabilities, seen, neutral)


def subtract_rest(
    rest: FloatArray, probabilities: FloatArray, seen: BoolArray, neutral: int
) -> FloatArray:
    """As `expression_strengths`, without evening out habits."""
    rest = np.delete(rest, neutral) + REST_MARGIN
    rows = np.delete(probabilities, neutral, axis=1)
    above = np.maximum(rows - rest, 0.0) / np.maximum(1.0 - rest, 1e-6)
    return np.where(seen[:, None], above, 0.0)
