"""Clip classifiers, and the baseline that each of them has to beat.

Each is a function of labelled clips, the indices of those to train on, the indices of the M to
predict, and a seed; it returns the probability of each class, shape (M, K), for the latter.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, IntArray

from .table import Clips

ClipClassifier: TypeAlias = Callable[[Clips, IntArray, IntArray, int], FloatArray]


def majority(clips: Clips, train: IntArray, test: IntArray, seed: int) -> FloatArray:
    """The shares of the classes among the training clips, whatever the clip."""
    shares = np.bincount(clips.targets[train], minlength=len(clips.classes)) / len(train)
    return np.tile(shares, (len(test), 1))


def trees(clips: Clips, train: IntArray, test: IntArray, seed: int) -> FloatArray:
    """Gradient-boosted trees on the temporal features.

    Friedman, "Stochastic gradient boosting", Computational Statistics & Data Analysis 38, 2002.
    """
    from sklearn.ensemble import GradientBoostingClassifier

    rows = clips.statistics[1]
    model = GradientBoostingClassifier(
        n_estimators=80, max_depth=2, subsample=0.7, max_features="sqrt", random_state=seed
    )
    model.fit(rows[train], clips.targets[train])
    return all_classes(model.predict_proba(rows[test]), model.classes_, len(clips.classes))


def lda(clips: Clips, train: IntArray, test: IntArray, seed: int) -> FloatArray:
    """Linear discriminant on the descriptors, its axes fitted on the training clips only."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    from .projection import fit_projection

    targets = clips.targets[train]
    axes = fit_projection(clips.descriptors[train], "lda", targets, len(clips.classes) - 1)
    model = LinearDiscriminantAnalysis().fit(axes(clips.descriptors[train]), targets)
    probabilities = model.predict_proba(axes(clips.descriptors[test]))
    return all_classes(probabilities, model.classes_, len(clips.classes))


def lstm(clips: Clips, train: IntArray, test: IntArray, seed: int) -> FloatArray:
    """An LSTM on the time series themselves."""
    from .lstm import fit, predict

    network = fit([clips.series[i] for i in train], clips.targets[train], len(clips.classes), seed)
    return predict(network, [clips.series[i] for i in test])


def all_classes(probabilities: npt.ArrayLike, present: IntArray, classes: int) -> FloatArray:
    """Columns for all classes, with zeros for those that were not trained on."""
    rows = np.asarray(probabilities)
    complete = np.zeros((len(rows), classes))
    complete[:, present] = rows
    return complete


CLASSIFIERS: dict[str, ClipClassifier] = {
    "majority": majority,
    "trees": trees,
    "lda": lda,
    "lstm": lstm,
}
TITLES = {
    "majority": "always the most frequent label",
    "trees": "boosted trees on the statistics",
    "lda": "linear discriminant on the descriptor",
    "lstm": "LSTM on the time series",
}
