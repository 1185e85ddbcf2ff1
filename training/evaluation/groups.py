"""Figures of groups of faces: by brightness, by sharpness, by person, by any column of a CSV."""

import csv
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from scoring.types import FilePath, FloatArray, Image, IntArray, Json

from ..faces import DataError, Faces
from ..types import StrArray
from .metrics import confusion_matrix, mean_recall

THIRDS = ("low", "middle", "high")
MIN_FACES = 20


def group_columns(faces: Faces, file: FilePath | None = None) -> dict[str, StrArray]:
    """Which group each face is in, by column.

    Parameters
    ----------
    file
        CSV with the column ``name`` and any others; faces that it does not name are in no group.

    Returns
    -------
    columns
        Brightness and sharpness in terciles, person and video where known, and the file's
        columns; shape (N,) each, '' for a face in no group.
    """
    columns = {"brightness": thirds(brightness(faces)), "sharpness": thirds(sharpness(faces))}
    for name, values in (("person", faces.people), ("video", faces.videos)):
        if any(value is not None for value in values):
            columns[name] = np.array([value or "" for value in values])
    return columns | (read_columns(file, faces.names) if file else {})


def grey(image: Image) -> Image:
    """Luminance of a stored face."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)


def brightness(faces: Faces) -> FloatArray:
    """Mean luminance of each face, 0 to 255."""
    return np.array([grey(image).mean() for image in faces.images])


def sharpness(faces: Faces) -> FloatArray:
    """Standard deviation of each face's Laplacian: a measure of its detail."""
    return np.array([cv2.Laplacian(grey(image), cv2.CV_32F).std() for image in faces.images])


def thirds(values: FloatArray) -> StrArray:
    """Which third each value is in: 'low', 'middle' or 'high'."""
    return np.array(THIRDS)[np.searchsorted(np.quantile(values, [1 / 3, 2 / 3]), values)]


def read_columns(file: FilePath, names: Sequence[str]) -> dict[str, StrArray]:
    """Columns of a CSV, in the order of the faces' names."""
    with Path(file).open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        fields = reader.fieldnames or ()
        if "name" not in fields:
            raise DataError(f"{file} has no column 'name': it says which face a row describes")
        rows = {row["name"]: row for row in reader}
        others = [column for column in fields if column != "name"]
    if not rows.keys() & set(names):
        raise DataError(f"{file} names no face of these data, whose names are like {names[0]}")
    return {
        column: np.array([rows.get(name, {}).get(column) or "" for name in names])
        for column in others
    }


def by_group(
    probabilities: FloatArray, labels: IntArray, column: StrArray, min_faces: int = MIN_FACES
) -> list[Json]:
    """Figures of each group of a column.

    Parameters
    ----------
    probabilities
        Shape (N, K).
    labels, column
        Shape (N,).
    min_faces
        Smaller groups are counted together as 'others'.

    Returns
    -------
    rows
        group, faces, accuracy, mean_recall; ordered by name, thirds from low to high.
    """
    names, counts = np.unique(column[column != ""], return_counts=True)
    large = [str(name) for name, count in zip(names, counts, strict=True) if count >= min_faces]
    large.sort(key=lambda name: (THIRDS.index(name) if name in THIRDS else -1, name))
    members = [(name, column == name) for name in large]
    rest = (column != "") & ~np.isin(column, large)
    if rest.any():
        members.append(("others", rest))
    predicted, classes = probabilities.argmax(1), probabilities.shape[1]
    rows = []
    for name, chosen in members:
        matrix = confusion_matrix(labels[chosen], predicted[chosen], classes)
        rows.append(
            {
                "group": name,
                "faces": int(chosen.sum()),
                "accuracy": float(np.trace(matrix) / matrix.sum()),
                "mean_recall": mean_recall(matrix),
            }
        )
    return rows
