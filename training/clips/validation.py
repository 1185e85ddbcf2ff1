"""Honest figures of clip classifiers: nobody is both learnt from and judged."""

from dataclasses import dataclass

import numpy as np

from ..evaluation.intervals import bootstrap
from ..faces import DataError
from .classifiers import CLASSIFIERS

FOLDS = 5


@dataclass(frozen=True)
class Figures:
    """What a classifier reaches on clips of people it has not seen.

    Attributes
    ----------
    accuracy, mean_recall : float
        Over all clips, each judged once; mean recall is the mean over the classes.
    interval : (float, float)
        95 % of the mean recall, by drawing whole groups anew.
    folds : list of float
        Mean recall of each fold.
    """

    accuracy: float
    mean_recall: float
    interval: tuple
    folds: list


def group_folds(clips, folds=FOLDS, seed=1):
    """Parts to learn from and to judge, the groups whole and the labels about as frequent.

    Parameters
    ----------
    clips : training.clips.table.Clips
    folds : int
        Fewer where there are fewer groups.

    Returns
    -------
    list of (ndarray of int, ndarray of int)

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
        owners = len(set(clips.groups[clips.wanted == number]))
        if owners < 2:
            raise DataError(
                f"all clips labelled {name!r} are of one group: a classifier could know the "
                "person instead of the label; add clips of others"
            )
    splitter = StratifiedGroupKFold(min(folds, groups), shuffle=True, random_state=seed)
    parts = splitter.split(np.zeros(len(clips)), clips.wanted, clips.groups)
    return [(learn, judge) for learn, judge in parts if len(set(clips.wanted[learn])) > 1]


def validate(clips, name, seed=1, folds=FOLDS):
    """Group cross-validation of a classifier.

    Parameters
    ----------
    clips : training.clips.table.Clips
    name : {'majority', 'trees', 'lda', 'lstm'}

    Returns
    -------
    Figures
    """
    found = np.zeros(len(clips), int)
    judged = np.zeros(len(clips), bool)
    recalls = []
    for learn, judge in group_folds(clips, folds, seed):
        found[judge] = CLASSIFIERS[name](clips, learn, judge, seed).argmax(axis=1)
        judged[judge] = True
        recalls.append(mean_recall(clips.wanted[judge], found[judge]))
    wanted, found, groups = clips.wanted[judged], found[judged], clips.groups[judged]
    interval = bootstrap(wanted, found, len(clips.classes), groups)["mean_recall"]
    accuracy = float((wanted == found).mean())
    return Figures(accuracy, mean_recall(wanted, found), tuple(interval), recalls)


def mean_recall(wanted, found):
    """Mean over the classes present of the share that was found."""
    return float(np.mean([(found[wanted == k] == k).mean() for k in np.unique(wanted)]))
