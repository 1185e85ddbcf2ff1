"""Figures of each of the data sets that were joined."""

from collections.abc import Iterator

import numpy as np

from scoring.types import BoolArray, FloatArray, Json

from ..faces import Faces
from .intervals import bootstrap, groups_of
from .metrics import metrics

SHORT = ("faces", "accuracy", "mean_recall", "recall")


def sets_of(faces: Faces) -> Iterator[tuple[str, BoolArray]]:
    """Name of each joined set, and which faces belong to it, shape (N,)."""
    for name in sorted({name for name in faces.sets if name}):
        yield name, np.array([owner == name for owner in faces.sets])


def short_by_set(probabilities: FloatArray, faces: Faces) -> dict[str, dict[str, float]]:
    """Accuracy and mean recall of each joined set, by its name."""
    by_set = {}
    for name, mine in sets_of(faces):
        figures = metrics(probabilities[mine], faces.labels[mine])
        by_set[name] = {key: round(figures[key], 4) for key in ("accuracy", "mean_recall")}
    return by_set


def figures_by_set(probabilities: FloatArray, faces: Faces) -> Json:
    """Figures with intervals of each joined set under ``by_set``; empty for a single set."""
    by_set = {}
    for name, mine in sets_of(faces):
        own = faces.select(mine)
        figures = metrics(probabilities[mine], own.labels)
        intervals = bootstrap(
            own.labels, probabilities[mine].argmax(1), len(own.classes), groups_of(own)
        )
        by_set[name] = {key: figures[key] for key in SHORT} | {"intervals": intervals}
    return {"by_set": by_set} if by_set else {}
