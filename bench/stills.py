"""Stills of acted faces: how often a model names the expression, and how often it errs surely.

`python -m bench.stills FOLDER` takes pictures in a folder per expression, finds and crops their
faces as the site does, and compares the most probable label with the folder's. A picture in which
no face is found is read from its central square: leaving it out would leave out the hardest. The
figures without such pictures stand beside.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from scoring.errors import ScoringError
from scoring.models.classifier import load_classifier
from scoring.models.preprocessing import Preprocessing
from scoring.models.registry import Model
from scoring.models.resizing import resize_face
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector
from scoring.vision.faces import pick_face
from training.data.dataset import Sample, read_picture
from training.data.folders import read
from training.evaluation.intervals import bootstrap
from training.evaluation.metrics import confusion_matrix, mean_recall, per_class
from training.faces import DataError

from .arcs import Detector, on_canvas
from .robustness import open_model
from .tables import Interval, as_json, table

SURE = 0.9
BATCH = 16
SEED = 0


@dataclass(frozen=True, eq=False)
class Face:
    """A face in the model's input size, its true class, and whether it was found."""

    pixels: np.ndarray
    label: int
    found: bool


@dataclass(frozen=True)
class Recognition:
    """How well the expressions of some pictures are named.

    Attributes
    ----------
    pictures
    accuracy
        Share whose most probable label is right (top-1).
    mean_recall
        Mean of the recalls.
    sure_and_wrong
        Share with a probability above 0.9 for a wrong label.
    """

    pictures: int
    accuracy: Interval
    mean_recall: Interval
    sure_and_wrong: Interval


@dataclass(frozen=True)
class StillFigures:
    """Figures of a folder's pictures read by one model.

    Attributes
    ----------
    model, model_hash, folder
    unreadable
        Pictures left out because their files cannot be read.
    without_face
        Pictures read from their central square because no face was found.
    every
        All pictures.
    found
        Those with a face.
    recall
        Of each class, over all pictures.
    confusion
        Number of pictures by true class and the label named.
    """

    model: str
    model_hash: str
    folder: str
    unreadable: int
    without_face: int
    every: Recognition
    found: Recognition
    recall: dict[str, Interval]
    confusion: dict[str, dict[str, int]]


def measure_stills(folder: Path, model: Model, seed: int = SEED) -> StillFigures:
    """Measure a model on the pictures of a folder.

    Parameters
    ----------
    folder
        As `training.data.folders` reads it, with the seven basic labels.
    model
        With the same labels.
    seed
        Of the intervals.

    Raises
    ------
    DataError
        If the folder holds no pictures or the labels differ.
    """
    data = read(folder, labels="fer")
    if set(data.classes) != set(model.labels):
        raise DataError(
            f"the data have {', '.join(data.classes)}, the model {', '.join(model.labels)}: "
            "give a model with these labels"
        )
    classifier = load_classifier(model)
    cut = crops(data.samples, model, load_detector())
    faces = [face for face in tqdm(cut, "pictures", len(data.samples), disable=None) if face]
    if not faces:
        raise DataError(f"{folder}: no picture can be read")
    pixels = [face.pixels for face in faces]
    rows = [classifier(pixels[n : n + BATCH]) for n in range(0, len(pixels), BATCH)]
    columns = [model.labels.index(name) for name in data.classes]
    probabilities = np.concatenate(rows)[:, columns]
    labels = np.array([face.label for face in faces])
    found = np.array([face.found for face in faces])
    matrix = confusion_matrix(labels, probabilities.argmax(axis=1), len(data.classes))
    intervals = bootstrap(labels, probabilities.argmax(axis=1), len(data.classes), seed=seed)
    recalls = zip(data.classes, per_class(matrix)[1].tolist(), intervals["recall"], strict=True)
    return StillFigures(
        model=model.name,
        model_hash=model.hash,
        folder=folder.name,
        unreadable=len(data.samples) - len(faces),
        without_face=int((~found).sum()),
        every=recognise(probabilities, labels, seed),
        found=recognise(probabilities[found], labels[found], seed),
        recall={name: Interval(value, *between) for name, value, between in recalls if between},
        confusion={
            name: dict(zip(data.classes, row, strict=True))
            for name, row in zip(data.classes, matrix.tolist(), strict=True)
        },
    )


def crops(samples: Iterable[Sample], model: Model, detect: Detector) -> Iterator[Face | None]:
    """The face of each picture, in the model's input size; None where it cannot be read."""
    for sample in samples:
        picture = read_picture(sample)
        if picture is None:
            yield None
            continue
        frame = on_canvas(picture)
        box = pick_face(frame, detect)
        face = crop_face(frame, box, model.preprocessing) if box is not None else None
        pixels = central(picture, model.preprocessing) if face is None else face
        yield Face(pixels, int(sample.votes.argmax()), face is not None)


def central(picture: np.ndarray, preprocessing: Preprocessing) -> np.ndarray:
    """The largest square in the middle of a picture, in the model's input size."""
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB)
    side = min(picture.shape[:2])
    top, left = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
    return resize_face(picture[top : top + side, left : left + side], preprocessing)


def recognise(probabilities: np.ndarray, labels: np.ndarray, seed: int = SEED) -> Recognition:
    """Sum up probabilities (N, K) against true labels (N,); NaN where there are none."""
    count, classes = probabilities.shape
    if not count:
        nothing = Interval(*[float("nan")] * 3)
        return Recognition(0, nothing, nothing, nothing)
    named = probabilities.argmax(axis=1)
    wrong = (probabilities.max(axis=1) > SURE) & (named != labels)
    intervals = bootstrap(labels, named, classes, seed=seed)
    # The share of a yes or no is the accuracy of calling each a yes.
    surely = bootstrap(np.ones(count, int), wrong.astype(int), 2, seed=seed)
    return Recognition(
        count,
        Interval(float((named == labels).mean()), *intervals["accuracy"]),
        Interval(mean_recall(confusion_matrix(labels, named, classes)), *intervals["mean_recall"]),
        Interval(float(wrong.mean()), *surely["accuracy"]),
    )


def report(found: StillFigures) -> str:
    """The figures as text, in per cent."""
    columns = ("figure", "from", "to")
    rows = []
    for name, part in ((f"all {found.every.pictures}", found.every), ("face found", found.found)):
        for what in ("accuracy", "mean_recall", "sure_and_wrong"):
            rows.append((f"{name}: {what.replace('_', ' ')}", *percent(getattr(part, what))))
    recall = [(name, *percent(each)) for name, each in found.recall.items()]
    classes = list(found.confusion)
    return "\n".join(
        [
            f"{found.model} {found.model_hash[:8]}, {found.folder}: {found.every.pictures} "
            f"pictures, {found.without_face} of them read from their central square because no "
            f"face was found; {found.unreadable} unreadable",
            "",
            table("per cent", columns, rows, 1),
            "",
            table("recall", columns, recall, 1),
            "",
            table(
                "true, by named",
                classes,
                [(name, *map(float, row.values())) for name, row in found.confusion.items()],
                0,
            ),
        ]
    )


def percent(interval: Interval) -> tuple[float, float, float]:
    """An interval of shares in per cent."""
    return 100 * interval.value, 100 * interval.low, 100 * interval.high


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 2 where the folder or the model cannot be used."""
    parser = argparse.ArgumentParser("python -m bench.stills", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="pictures in a folder per expression")
    parser.add_argument("--model", default="reon-b0", help="name, or folder")
    parser.add_argument("--seed", type=int, default=SEED, help="of the intervals")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args(arguments)
    try:
        found = measure_stills(options.folder, open_model(options.model), options.seed)
    except (ScoringError, DataError) as error:
        print(error, file=sys.stderr)
        return 2
    print(report(found))
    if options.json:
        options.json.write_text(as_json(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
