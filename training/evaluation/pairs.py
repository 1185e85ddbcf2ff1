"""How well distances between pictures tell one expression from another: what a score rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

if TYPE_CHECKING:
    from numpy.typing import NDArray

PICTURES = 1500
BLOCK = 256


def pair_auc(
    probabilities: NDArray[np.floating],
    labels: NDArray[np.int_],
    weights: NDArray[np.floating] | None = None,
    pictures: int = PICTURES,
    seed: int = 0,
) -> float:
    """Chance that two pictures of one expression are nearer than two of different ones.

    The distance is the formula's, total variation. The area under the ROC curve is taken as the
    Mann-Whitney statistic with ties counted half.

    Parameters
    ----------
    probabilities : ndarray of float, shape (N, K)
    labels : ndarray of int, shape (N,)
    weights : ndarray of float, shape (N,), optional
        How likely a picture is drawn; by default all classes are equally common.
    pictures : int
        How many are drawn, with replacement; every pair of two different ones counts.
    seed : int

    Returns
    -------
    float
        0.5 for distances that say nothing, 1 for perfect ones.
    """
    if weights is None:
        weights = cell_weights(labels)
    rng = np.random.default_rng(seed)
    drawn = rng.choice(len(labels), pictures, p=weights / weights.sum())
    chosen, truth = np.asarray(probabilities, np.float32)[drawn], np.asarray(labels)[drawn]
    one, two = np.triu_indices(pictures, 1)
    different = drawn[one] != drawn[two]
    one, two = one[different], two[different]
    distance = np.empty(len(one), np.float32)
    for start in range(0, len(one), BLOCK * pictures):
        part = slice(start, start + BLOCK * pictures)
        distance[part] = np.abs(chosen[one[part]] - chosen[two[part]]).sum(1) / 2
    same = truth[one] == truth[two]
    ranks = rankdata(-distance)
    hits = same.sum()
    return float((ranks[same].sum() - hits * (hits + 1) / 2) / (hits * (~same).sum()))


def cell_weights(*keys: NDArray[np.generic]) -> NDArray[np.float64]:
    """Weights that make every combination of some keys count alike, with mean 1.

    Parameters
    ----------
    keys : ndarray, shape (N,)
        Such as the label and the data set of each face.

    Returns
    -------
    ndarray of float, shape (N,)
    """
    places = np.stack([np.unique(key, return_inverse=True)[1] for key in keys])
    _, cell, counts = np.unique(places, axis=1, return_inverse=True, return_counts=True)
    weights = 1 / counts[cell.ravel()]
    return np.asarray(weights * len(weights) / weights.sum())
