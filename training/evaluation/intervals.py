"""Bootstrap intervals: how much a figure would vary with other faces, or other people."""

import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, IntArray, Json

from ..faces import Faces
from .metrics import confusion_matrix, per_class

RESAMPLES = 1000


def bootstrap(
    labels: IntArray,
    predicted: IntArray,
    classes: int,
    groups: npt.ArrayLike | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Json:
    """95 % intervals of accuracy, mean recall and each recall.

    Entire groups are drawn with replacement, because faces of one person are not independent:
    Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 8.

    Parameters
    ----------
    labels, predicted
        Shape (N,).
    classes
        How many there are.
    groups
        Person or video of each face, length N; without it every face is drawn by itself.

    Returns
    -------
    intervals
        accuracy and mean_recall as [low, high], recall as K of them (None for a class without
        faces); drawn and units say what was drawn and how many there are.
    """
    count = len(labels)
    keys = np.arange(count) if groups is None else np.asarray(groups)
    place = np.unique(keys, return_inverse=True)[1]
    units = int(place.max()) + 1
    rng = np.random.default_rng(seed)
    accuracy, recalls = [], []
    for _ in range(resamples):
        times = np.bincount(rng.integers(units, size=units), minlength=units)
        matrix = confusion_matrix(labels, predicted, classes, times[place].astype(float))
        accuracy.append(np.diag(matrix).sum() / matrix.sum())
        recalls.append(per_class(matrix)[1])
    recall = np.array(recalls)
    present = np.bincount(labels, minlength=classes) > 0
    return {
        "accuracy": _middle(accuracy),
        "mean_recall": _middle(np.nanmean(recall[:, present], axis=1)),
        "recall": [_middle(recall[:, k]) if present[k] else None for k in range(classes)],
        "drawn": "faces" if groups is None else "groups",
        "units": units,
    }


def groups_of(faces: Faces) -> list[str] | None:
    """Person, else video, of each face; None where neither is known of every face."""
    for column in (faces.people, faces.videos):
        known = [value for value in column if value is not None]
        if known and len(known) == len(faces):
            return known
    return None


def _middle(values: FloatArray | list[float]) -> list[float]:
    return [round(float(value), 4) for value in np.nanpercentile(values, [2.5, 97.5])]
