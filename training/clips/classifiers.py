"""Clip classifiers, and the baseline that each of them has to beat.

Each is a function of labelled clips, the indices of those to train on, the indices of the M to
predict, and a seed; it returns the probability of each class, shape (M, K), for the latter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, IntArray

from ..faces import DataError
from .table import Clips

if TYPE_CHECKING:
    from torch import nn

    from .sequences import Schedule

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


def xgboost(clips: Clips, train: IntArray, test: IntArray, seed: int) -> FloatArray:
    """Gradient-boosted trees by XGBoost on the temporal features.

    Chen, Guestrin, "XGBoost: A Scalable Tree Boosting System", KDD 2016.

    Raises
    ------
    DataError
        If XGBoost is not installed.
    """
    try:
        from xgboost import XGBClassifier
    except ImportError as error:
        raise DataError("XGBoost is not installed: pip install 'reon[clips]'") from error

    rows = clips.statistics[1]
    present, targets = np.unique(clips.targets[train], return_inverse=True)
    model = XGBClassifier(
        n_estimators=80,
        max_depth=2,
        learning_rate=0.1,
        subsample=0.7,
        colsample_bynode=0.15,
        min_child_weight=0.25,  # collections are small: a leaf may hold a single clip
        n_jobs=1,
        random_state=seed,
    )
    model.fit(rows[train], targets)
    return all_classes(model.predict_proba(rows[test]), present, len(clips.classes))


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
    from .lstm import SCHEDULE, ClipLSTM

    return by_network(ClipLSTM, SCHEDULE, clips, (train, test), seed)


def transformer(clips: Clips, train: IntArray, test: IntArray, seed: int) -> FloatArray:
    """A Transformer on the time series themselves."""
    from .transformer import SCHEDULE, ClipTransformer

    return by_network(ClipTransformer, SCHEDULE, clips, (train, test), seed)


def by_network(
    make_network: Callable[[int, int], nn.Module],
    schedule: Schedule,
    clips: Clips,
    fold: tuple[IntArray, IntArray],
    seed: int,
) -> FloatArray:
    """Probabilities of a fold's test clips by a network that is trained on the others."""
    from .sequences import fit, predict

    train, test = ([clips.series[index] for index in part] for part in fold)
    targets = clips.targets[fold[0]]
    network = fit(make_network, schedule, train, targets, len(clips.classes), seed)
    return predict(network, test)


def all_classes(probabilities: npt.ArrayLike, present: IntArray, classes: int) -> FloatArray:
    """Columns for all classes, with zeros for those that were not trained on."""
    rows = np.asarray(probabilities)
    complete = np.zeros((len(rows), classes))
    complete[:, present] = rows
    return complete


CLASSIFIERS: dict[str, ClipClassifier] = {
    "majority": majority,
    "trees": trees,
    "xgboost": xgboost,
    "lda": lda,
    "lstm": lstm,
    "transformer": transformer,
}
TITLES = {
    "majority": "always the most frequent label",
    "trees": "boosted trees on the statistics",
    "xgboost": "XGBoost on the statistics",
    "lda": "linear discriminant on the descriptor",
    "lstm": "LSTM on the time series",
    "transformer": "Transformer on the time series",
}
