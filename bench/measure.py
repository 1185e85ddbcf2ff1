"""Simulated performances of many clips, each scored by several formulas."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from scoring.track import Track
from scoring.types import FloatArray

from .performers import KINDS, Performance, steady
from .scene import Scene
from .simulation import act, hold, imitate, make_classifier

Formula: TypeAlias = Callable[[Track, Track], float]
"""From the reference's and the take's tracks to points."""

Key: TypeAlias = tuple[Any, ...]
"""(clips, kind), (clips, kind, "captured"), ("graded", number) or (ladder, value)."""

Scores: TypeAlias = dict[Key, dict[str, FloatArray]]
"""Scores of the performances of a key by formula; graded ones hold their "quality" too."""

CLIPS: dict[str, Callable[[np.random.Generator], FloatArray]] = {
    "ordinary": act,
    "70 % neutral": partial(act, calm=0.7),
    "one emotion": hold,
}
CAPTURED = ("good", "nothing", "wrong", "other clip", "half intensity")
LADDERS = {
    "lag": (0.0, 0.5, 1.0, 1.5, 2.0, 3.0),
    "intensity": (0.0, 0.3, 0.6, 0.9, 1.0),
    "noise": (1.0, 2.0, 3.0),
}
GRADED = 4


def run(
    formulas: Mapping[str, Formula], seed: int, models: int, references: int, processes: int = 1
) -> Scores:
    """Measure all clips.

    Parameters
    ----------
    formulas
        Importable by name if `processes` is more than 1.
    models, references
        Number of classifiers, and of clips of each kind for each of them.

    Returns
    -------
    scores
        Of shape (models * references,) for each key and formula.
    """
    tasks = [(model, number) for model in range(models) for number in range(references)]
    work = partial(measure, formulas, seed)
    if processes == 1:
        measured = [work(task) for task in tasks]
    else:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        with ProcessPoolExecutor(processes) as pool:
            measured = list(pool.map(work, tasks, chunksize=4))
    return {
        key: {name: np.array([scores[key][name] for scores in measured]) for name in first}
        for key, first in measured[0].items()
    }


def measure(
    formulas: Mapping[str, Formula], seed: int, task: tuple[int, int]
) -> dict[Key, dict[str, float]]:
    """Scores of all performances of one clip of each kind.

    Parameters
    ----------
    formulas
        As for `run`.
    task
        Numbers of the classifier and the clip; with the seed they decide all random numbers.

    Returns
    -------
    scores
        By key and formula.
    """
    classifier = make_classifier(np.random.default_rng([seed, task[0]]))
    scores: dict[Key, dict[str, float]] = {}

    def add(key: Key, scene: Scene, performance: Performance, captured: Key | None = None) -> None:
        take = scene.take(performance)
        if captured:
            scores[captured] = {name: of(scene.clip, take) for name, of in formulas.items()}
        take = replace(take, rest=None)
        scores[key] = {name: of(scene.clip, take) for name, of in formulas.items()}

    for place, (clips, play) in enumerate(CLIPS.items()):
        rng = np.random.default_rng([seed, *task, place])
        scene = Scene(rng, classifier, play)
        for kind, perform in KINDS.items():
            captured = (clips, kind, "captured") if kind in CAPTURED else None
            add((clips, kind), scene, perform(rng, scene.strengths), captured)
        if clips != "ordinary":
            continue
        for number in range(GRADED):
            quality = rng.uniform(0, 1)
            shown = imitate(rng, scene.strengths, quality)
            add(("graded", number), scene, Performance(shown))
            scores["graded", number]["quality"] = quality
        for name, values in LADDERS.items():
            for value in values:
                add((name, value), scene, steady(rng, scene.strengths, **{name: value}))
    return scores
