"""How well distances between pictures tell expressions apart: what a score depends on."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from scoring.types import FloatArray, IntArray

PICTURES = 1500
BLOCK = 256


def pair_auc(
    probabilities: FloatArray,
    labels: IntArray,
    weights: FloatArray | None = None,
    pictures: int = PICTURES,
    seed: int = 0,
) -> float:
    """Chance that two pictures of one expression are closer than two of different ones.

    The distance is total variation, as in the formula. The area under the ROC curve is taken as the
    Mann-Whitney statistic with ties counted half.

    Parameters
    ----------
    probabilities
        Shape (N, K).
    labels
        Shape (N,).
    weights
        How likely each picture is drawn, shape (N,); by default all classes are equally common.
    pictures
        How many are drawn, with replacement; every pair of two different ones counts.

    Returns
    -------
    auc
        0.5 for uninformative distances, 1 for perfect ones.
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


def cell_weights(*keys: npt.NDArray[Any]) -> FloatArray:
    """Weights, of mean 1, that give every combination of some keys the same total weight.

    Parameters
    ----------
    keys
        Such as the label and the data set of each face, shape (N,) each.
    """
    places = np.stack([np.unique(key, return_inverse=True)[1] for key in keys])
    _, cell, counts = np.unique(places, axis=1, return_inverse=True, return_counts=True)
    weights = 1 / counts[cell.ravel()]
    return np.asarray(weights * len(weights) / weights.sum())
