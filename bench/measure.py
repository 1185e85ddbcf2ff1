"""Simulated performances of many clips, each scored by several formulas."""

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np

from .performers import KINDS, Performance, steady
from .scene import Scene
from .simulation import act, hold, imitate, make_classifier

CLIPS = {
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


def run(formulas, seed, models, references, processes=1):
    """Measure all clips.

    Parameters
    ----------
    formulas : dict of str to callable (reference, take) -> points
        Importable by name where `processes` is more than 1.
    seed, models, references : int
        Classifiers, and clips of each sort for each of them.
    processes : int

    Returns
    -------
    dict of tuple to dict of str to ndarray of float, shape (models * references,)
        Keys as in `measure`; scores by formula.
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


def measure(formulas, seed, task):
    """Scores of all performances of one clip of each sort.

    Parameters
    ----------
    formulas : dict
        As in `run`.
    seed : int
    task : (int, int)
        Numbers of the classifier and the clip; with the seed they decide all that is drawn.

    Returns
    -------
    dict of tuple to dict of str to float
        Keys (clips, kind), (clips, kind, "captured"), ("graded", number), (ladder, value);
        graded ones hold their "quality" too.
    """
    classifier = make_classifier(np.random.default_rng([seed, task[0]]))
    scores = {}

    def add(key, scene, performance, captured=None):
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
