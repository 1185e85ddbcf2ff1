"""Bootstrap intervals: how far a figure would move with other faces, or other people."""

import numpy as np

from .metrics import confusion_matrix, per_class

RESAMPLES = 1000


def bootstrap(labels, predicted, classes, groups=None, resamples=RESAMPLES, seed=0):
    """95 % intervals of accuracy, mean recall and each recall.

    Whole groups are drawn with replacement, because faces of one person are not independent:
    Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 8.

    Parameters
    ----------
    labels, predicted : ndarray of int, shape (N,)
    classes : int
    groups : sequence of hashable, length N, optional
        Person or video of each face; without it every face is drawn alone.

    Returns
    -------
    dict
        accuracy and mean_recall as [low, high], recall as K of them (None without a face).
    """
    count = len(labels)
    place = np.arange(count) if groups is None else np.unique(groups, return_inverse=True)[1]
    units = int(place.max()) + 1
    rng = np.random.default_rng(seed)
    accuracy, recall = [], []
    for _ in range(resamples):
        times = np.bincount(rng.integers(units, size=units), minlength=units)
        matrix = confusion_matrix(labels, predicted, classes, times[place].astype(float))
        accuracy.append(np.diag(matrix).sum() / matrix.sum())
        recall.append(per_class(matrix)[1])
    recall = np.array(recall)
    present = np.bincount(labels, minlength=classes) > 0
    return {
        "accuracy": _middle(accuracy),
        "mean_recall": _middle(np.nanmean(recall[:, present], axis=1)),
        "recall": [_middle(recall[:, k]) if present[k] else None for k in range(classes)],
        "drawn": "faces" if groups is None else "groups",
        "units": units,
    }


def groups_of(faces):
    """Person, else video, of each face; None where neither is known of every face."""
    for column in (getattr(faces, "people", None), getattr(faces, "videos", None)):
        if column is not None and len(column) and all(value is not None for value in column):
            return list(column)
    return None


def _middle(values):
    return [round(float(value), 4) for value in np.nanpercentile(values, [2.5, 97.5])]
