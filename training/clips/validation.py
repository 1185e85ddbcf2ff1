"""Cross-validation of clip classifiers, in which nobody is in both training and test."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.types import IntArray

from ..evaluation.intervals import bootstrap
from ..faces import DataError
from .classifiers import CLASSIFIERS
from .table import Clips

FOLDS = 5


@dataclass(frozen=True)
class Figures:
    """What a classifier reaches on clips of people it has not seen.

    Attributes
    ----------
    accuracy, mean_recall
        Over all clips, each predicted once; mean recall is the mean over the classes.
    interval
        95 % interval of the mean recall, by resampling groups.
    folds
        Mean recall of each fold.
    """

    accuracy: float
    mean_recall: float
    interval: tuple[float, float]
    folds: list[float]


def group_folds(clips: Clips, folds: int = FOLDS, seed: int = 1) -> list[tuple[IntArray, IntArray]]:
    """Training and test indices of each fold; groups are not split, labels are stratified.

    Parameters
    ----------
    folds
        Fewer if there are fewer groups.

    Raises
    ------
    DataError
        If there are fewer than two labels or two groups, or a label is of one group only.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    groups = len(set(clips.groups))
    if len(clips.classes) < 2 or groups < 2:
        raise DataError(
            f"{len(clips.classes)} labels and {groups} groups: at least two of each are needed"
        )
    for number, name in enumerate(clips.classes):
        owners = len(set(clips.groups[clips.targets == number]))
        if owners < 2:
            raise DataError(
                f"all clips labelled {name!r} are of one group: a classifier could recognise the "
                "person instead of the label; add clips of others"
            )
    splitter = StratifiedGroupKFold(min(folds, groups), shuffle=True, random_state=seed)
    parts = splitter.split(np.zeros(len(clips)), clips.targets, clips.groups)
    return [(train, test) for train, test in parts if len(set(clips.targets[train])) > 1]


def validate(clips: Clips, name: str, seed: int = 1, folds: int = FOLDS) -> Figures:
    """Group cross-validation of a classifier.

    Parameters
    ----------
    name
        A key of `CLASSIFIERS`.
    """
    predicted = np.zeros(len(clips), int)
    tested = np.zeros(len(clips), bool)
    recalls = []
    for train, test in group_folds(clips, folds, seed):
        predicted[test] = CLASSIFIERS[name](clips, train, test, seed).argmax(axis=1)
        tested[test] = True
        recalls.append(mean_recall(clips.targets[test], predicted[test]))
    targets, predicted = clips.targets[tested], predicted[tested]
    low, high = bootstrap(targets, predicted, len(clips.classes), clips.groups[tested])[
        "mean_recall"
    ]
    accuracy = float((targets == predicted).mean())
    return Figures(accuracy, mean_recall(targets, predicted), (low, high), recalls)


def mean_recall(targets: npt.NDArray[Any], predicted: npt.NDArray[Any]) -> float:
    """Recall averaged over the classes present."""
    return float(np.mean([(predicted[targets == k] == k).mean() for k in np.unique(targets)]))
