"""The faces that a command names, in the order of a model's labels."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from scoring.types import FilePath, Json

from ..data.joined import open_sets
from ..faces import TABLE, DataError, Faces, load_faces
from ..recipes.options import SetOptions
from ..recipes.recipe import Recipe

FERPLUS = "fer2013new.csv"
PARTS = ("train", "valid", "test", "all")


def open_faces(path: FilePath, part: str = "test") -> Faces:
    """Faces of one part of prepared data, or of FER+ as it is published.

    Parameters
    ----------
    path
        Folder that ``prepare`` wrote, or root of FER+.
    part
        One of `PARTS`.

    Raises
    ------
    DataError
        If there are no data, or none in that part.
    """
    path = Path(path)
    if (path / TABLE).is_file():
        faces = load_faces(path)
        return faces if part == "all" else faces.part(part)
    if (path / FERPLUS).is_file():
        return _ferplus(path, part)
    raise DataError(
        f"{path} holds no faces: give a folder that `python -m training prepare` wrote, "
        f"or FER+ with its {FERPLUS}"
    )


def open_recipe_faces(path: FilePath, recipe: Recipe) -> Faces:
    """All faces that a recipe learns from: its sets joined, or what `path` itself holds.

    Parameters
    ----------
    path
        For a recipe with sets, the folder that holds the prepared folder of each.
    """
    if recipe.data.sets:
        return open_sets(path, recipe.data.sets, recipe.seed)
    return open_faces(path, "all")


def open_source_faces(path: FilePath, part: str, record: Json) -> Faces:
    """Faces of one part of the data that a model or run learnt from, by its record.

    Parameters
    ----------
    path
        As for `open_faces`; or, for a model of several sets, the folder that holds theirs.
    part
        One of `PARTS`.
    record
        A run's record or a model's card.
    """
    recipe = record.get("recipe") or {}
    sets = (recipe.get("data") or {}).get("sets") or ()
    path = Path(path)
    if not sets or (path / TABLE).is_file() or (path / FERPLUS).is_file():
        return open_faces(path, part)
    options = tuple(SetOptions(**each) for each in sets)
    faces = open_sets(path, options, recipe.get("seed", 1))
    return faces if part == "all" else faces.part(part)


def _ferplus(root: Path, part: str) -> Faces:
    from ..data import DEFAULT_LABELS, READERS
    from ..data.dataset import read_picture
    from ..data.labels import map_dataset

    data = READERS["ferplus"](root)
    samples = [sample for sample in data.samples if part in ("all", sample.part)]
    data = map_dataset(replace(data, samples=samples), *DEFAULT_LABELS["ferplus"])
    pictures = [read_picture(sample) for sample in data.samples]
    images = [image for image in pictures if image is not None]
    lost = [s.name for s, image in zip(data.samples, pictures, strict=True) if image is None]
    if lost:
        raise DataError(f"{lost[0]} of FER+ cannot be read ({len(lost)} such pictures)")
    return Faces(
        data.classes,
        np.stack(images),
        np.stack([sample.votes for sample in data.samples]),
        [sample.name for sample in data.samples],
        parts=[sample.part for sample in data.samples],
    )


def in_order(faces: Faces, labels: Sequence[str]) -> Faces:
    """The same faces with the columns of their votes in a model's order.

    Raises
    ------
    DataError
        If data and model have different label sets: no mapping is guessed.
    """
    if tuple(faces.classes) == tuple(labels):
        return faces
    if set(faces.classes) != set(labels):
        raise DataError(
            f"the data have {', '.join(faces.classes)}, the model {', '.join(labels)}: "
            "prepare the data with the model's labels"
        )
    columns = [faces.classes.index(label) for label in labels]
    return replace(faces, classes=tuple(labels), votes=faces.votes[:, columns])
