"""The faces that a command names, in the order of a model's labels."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from ..data.joined import open_sets
from ..faces import TABLE, DataError, Faces, load_faces
from ..recipes.options import SetOptions

FERPLUS = "fer2013new.csv"
PARTS = ("train", "valid", "test", "all")


def open_faces(path, part="test"):
    """Faces of one part of prepared data, or of FER+ as it is published.

    Parameters
    ----------
    path : path
        Folder that ``prepare`` wrote, or root of FER+.
    part : {'train', 'valid', 'test', 'all'}

    Raises
    ------
    DataError
        If there are no data, or none of that part.
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


def open_recipe_faces(path, recipe):
    """All faces that a recipe learns from: its sets joined, or what `path` itself holds.

    Parameters
    ----------
    path : path
        For a recipe with sets, the folder that holds a prepared folder for each of them.
    recipe : training.recipes.recipe.Recipe
    """
    if recipe.data.sets:
        return open_sets(path, recipe.data.sets, recipe.seed)
    return open_faces(path, "all")


def open_source_faces(path, part, record):
    """Faces of one part as a model's or run's record says that it learnt from them.

    Parameters
    ----------
    path : path
        As `open_faces` takes it; or, for a model of several sets, the folder that holds theirs.
    part : {'train', 'valid', 'test', 'all'}
    record : dict
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


def _ferplus(root, part):
    from ..data import READERS, USUAL
    from ..data.dataset import read_picture
    from ..data.labels import map_dataset

    data = READERS["ferplus"](root)
    samples = [sample for sample in data.samples if part in ("all", sample.part)]
    data = map_dataset(replace(data, samples=samples), *USUAL["ferplus"])
    images = [read_picture(sample) for sample in data.samples]
    lost = [s.name for s, image in zip(data.samples, images, strict=True) if image is None]
    if lost:
        raise DataError(f"{lost[0]} of FER+ cannot be read ({len(lost)} such pictures)")
    return Faces(
        data.classes,
        np.stack(images),
        np.stack([sample.votes for sample in data.samples]),
        [sample.name for sample in data.samples],
        parts=[sample.part for sample in data.samples],
    )


def in_order(faces, labels):
    """The same faces with the columns of their votes in a model's order.

    Raises
    ------
    DataError
        If data and model have different label sets: nothing is guessed.
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
