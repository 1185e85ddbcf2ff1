"""What input sizes cost: accuracy and milliseconds at each."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scoring.models.preprocessing import Preprocessing
from scoring.types import Backend, FilePath, FloatArray, Json

from ..faces import DataError, Faces
from .metrics import metrics
from .predict import prepared, probabilities_of
from .source import Source, open_source

SIZES = (48, 64, 80, 96, 112, 224)
TIMED_FACES = 8


def size_curve(
    run: Backend, source: Source, faces: Faces, sizes: Sequence[int] = SIZES
) -> list[Json]:
    """Figures and cost of one network at several input sizes.

    Parameters
    ----------
    run
        The network on one thread, for inputs of any size, as
        `training.export.small_files.write_any_size` and `open_session` make it.
    faces
        Of the validation part: the size is chosen by it, so it must not be the test part.
    sizes
        Sides in pixels.

    Returns
    -------
    rows
        size, accuracy, mean_recall, milliseconds of processor time per face.
    """
    logits = source.logits_by(run)
    settings = [replace(source.preprocessing, size=size) for size in sizes]
    return [point(logits, logits, setting, faces) for setting in settings]


def run_curve(
    run: Backend, folders: Sequence[FilePath], faces: Faces, mirrored: bool = False
) -> list[Json]:
    """Figures and cost of runs that differ only in their input size.

    Parameters
    ----------
    run
        As for `size_curve`: a network of the runs' architecture, to measure the cost.
    folders
        Of runs.
    faces
        Of the validation part.
    mirrored
        Whether each face is averaged with its mirror image.

    Returns
    -------
    rows
        As of `size_curve`, smallest first; `learnt` describes the runs.

    Raises
    ------
    DataError
        If the runs differ in more.
    """
    sources = [with_mirror(open_source(folder, backend="torch"), mirrored) for folder in folders]
    learnt = [how_trained(source) for source in sources]
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


def with_mirror(source: Source, mirrored: bool) -> Source:
    """A source that does, or does not, average each face with its mirror image."""
    return replace(source, preprocessing=replace(source.preprocessing, mirrored=mirrored))


def how_trained(source: Source) -> Json:
    """A run's recipe without its input size, and how many epochs and faces it has seen."""
    recipe = source.record.get("recipe") or {}
    fit = {name: value for name, value in recipe.get("fit", {}).items() if name != "sizes"}
    parts = {name: value for name, value in recipe.items() if name not in ("name", "about", "fit")}
    data = source.record.get("data", {}).get("train", {})
    epochs = len(source.record.get("epochs") or [])
    return {**parts, "fit": fit, "epochs": epochs, "faces": data.get("faces")}


def point(run: Backend, timed: Backend, preprocessing: Preprocessing, faces: Faces) -> Json:
    """One row of a curve: figures of `run`, cost of `timed`, for faces prepared in one way."""
    figures = metrics(probabilities_of(run, faces.images, preprocessing), faces.labels)
    few = prepared(faces.images[:TIMED_FACES], preprocessing)
    return {
        "size": preprocessing.size,
        "faces": len(faces),
        "accuracy": round(figures["accuracy"], 4),
        "mean_recall": round(figures["mean_recall"], 4),
        "milliseconds": round(cost(timed, few), 3),
    }


def cost(run: Backend, batch: FloatArray, rounds: int = 7) -> float:
    """Milliseconds of processor time per face of a batch, the best of several rounds.

    Unlike wall time, processor time does not grow when other programs share the machine.
    """
    run(batch)
    took = []
    for _ in range(rounds):
        began = time.process_time()
        run(batch)
        took.append(time.process_time() - began)
    return 1000 * float(np.min(took)) / len(batch)


def some_of(faces: Faces, most: int | None) -> Faces:
    """At most so many faces, evenly spaced over all of them, in their order."""
    if not most or len(faces) <= most:
        return faces
    return faces.select(np.linspace(0, len(faces) - 1, most).astype(int))
