"""Figures of each of the data sets that were joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .intervals import bootstrap, groups_of
from .metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ..faces import Faces

SHORT = ("faces", "accuracy", "mean_recall", "recall")


def sets_of(faces: Faces) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Name of each joined set, and which faces are its own, bool (N,)."""
    for name in sorted({name for name in faces.sets if name}):
        yield name, np.array([owner == name for owner in faces.sets])


def short_by_set(probabilities: NDArray[np.floating], faces: Faces) -> dict[str, dict[str, float]]:
    """Accuracy and mean recall of each joined set, by its name."""
    told = {}
    for name, mine in sets_of(faces):
        figures = metrics(probabilities[mine], faces.labels[mine])
        told[name] = {key: round(figures[key], 4) for key in ("accuracy", "mean_recall")}
    return told


def figures_by_set(probabilities: NDArray[np.floating], faces: Faces) -> dict[str, Any]:
    """Figures with intervals of each joined set under ``by_set``; empty for a single set."""
    told = {}
    for name, mine in sets_of(faces):
        own = faces.select(mine)
        figures = metrics(probabilities[mine], own.labels)
        drawn = bootstrap(
            own.labels, probabilities[mine].argmax(1), len(own.classes), groups_of(own)
        )
        told[name] = {key: figures[key] for key in SHORT} | {"intervals": drawn}
    return {"by_set": told} if told else {}
