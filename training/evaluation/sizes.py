"""What a network costs: accuracy beside milliseconds for each input size, and bytes on disk."""

import time
from dataclasses import replace

import numpy as np

from ..faces import DataError
from .metrics import metrics
from .predict import prepared, probabilities_of
from .source import open_source

SIZES = (48, 64, 80, 96, 112, 224)
FACES = 8


def size_curve(run, source, faces, sizes=SIZES, change=None):
    """Figures and cost of one network at several input sizes.

    Parameters
    ----------
    run : callable
        The network on one thread, for inputs of any side, as `training.export.small_files.any_size`
        and `session` give it.
    source : training.evaluation.source.Source
    faces : training.faces.Faces
        Of the validation part: the size is chosen by it, so the test part must not be.
    sizes : sequence of int
        Sides in pixels.
    change : callable, optional
        From logits to logits, such as a calibration.

    Returns
    -------
    list of dict
        size, accuracy, mean_recall, milliseconds of processor time for a face.
    """
    logits_by = source.logits_by(run)

    def outputs(batch):
        logits = logits_by(batch)
        return change(logits) if change else logits

    settings = [replace(source.preprocessing, size=size) for size in sizes]
    return [point(outputs, logits_by, setting, faces) for setting in settings]


def run_curve(run, folders, faces, mirrored=False):
    """Figures and cost of runs that differ in nothing but their input size.

    Parameters
    ----------
    run : callable
        As in `size_curve`: a network of the runs' architecture, to measure the cost.
    folders : sequence of path
        Of runs.
    faces : training.faces.Faces
        Of the validation part.
    mirrored : bool
        Whether each face is read together with its mirror image.

    Returns
    -------
    list of dict
        As of `size_curve`, smallest first; `learnt` says how.

    Raises
    ------
    DataError
        If the runs differ in more.
    """
    sources = [reading(open_source(folder, backend="torch"), mirrored) for folder in folders]
    learnt = [how_learnt(source) for source in sources]
    for source, other in zip(sources, learnt, strict=True):
        if other != learnt[0]:
            raise DataError(
                f"{source.name} and {sources[0].name} differ in more than the input size "
                f"({other}; {learnt[0]}): their curve would not be one of sizes"
            )
    rows = [
        point(source.logits, source.logits_by(run), source.preprocessing, faces)
        for source in sources
    ]
    return sorted(({**row, "learnt": learnt[0]} for row in rows), key=lambda row: row["size"])


def reading(source, mirrored):
    """A source that reads faces once, or both ways."""
    return replace(source, preprocessing=replace(source.preprocessing, mirrored=mirrored))


def how_learnt(source):
    """What a run's recipe says but for the input size, and how much it has seen."""
    recipe = source.record.get("recipe") or {}
    fit = {name: value for name, value in recipe.get("fit", {}).items() if name != "sizes"}
    parts = {name: value for name, value in recipe.items() if name not in ("name", "about", "fit")}
    data = source.record.get("data", {}).get("train", {})
    epochs = len(source.record.get("epochs") or [])
    return {**parts, "fit": fit, "epochs": epochs, "faces": data.get("faces")}


def point(outputs, timed, preprocessing, faces):
    """One row of a curve: figures of `outputs`, cost of `timed`, at one way to prepare faces."""
    figures = metrics(probabilities_of(outputs, faces.images, preprocessing), faces.labels)
    few = prepared(faces.images[:FACES], preprocessing)
    return {
        "size": preprocessing.size,
        "faces": len(faces),
        "accuracy": round(figures["accuracy"], 4),
        "mean_recall": round(figures["mean_recall"], 4),
        "milliseconds": round(cost(timed, few), 3),
    }


def cost(run, batch, rounds=7):
    """Milliseconds of processor time for one face of a batch, the best of some rounds.

    Processor time does not grow when other programs share the machine, as wall time does.
    """
    run(batch)
    took = []
    for _ in range(rounds):
        began = time.process_time()
        run(batch)
        took.append(time.process_time() - began)
    return 1000 * float(np.min(took)) / len(batch)


def some_of(faces, most):
    """At most so many faces, evenly over the whole, in their order."""
    if not most or len(faces) <= most:
        return faces
    return faces.select(np.linspace(0, len(faces) - 1, most).astype(int))
