"""Figures for parts of the faces: dark and bright, soft and sharp, each person, any column."""

import csv
from pathlib import Path

import cv2
import numpy as np

from ..faces import DataError
from .metrics import confusion_matrix, mean_recall

THIRDS = ("low", "middle", "high")
FEWEST = 20


def group_columns(faces, file=None):
    """Which group each face is in, by column.

    Parameters
    ----------
    faces : training.faces.Faces
    file : path, optional
        CSV with the column ``name`` and any others; faces it does not name are in no group.

    Returns
    -------
    dict of str to ndarray of str, shape (N,)
        brightness and sharpness in terciles, person and video where known, and the file's; ''
        for a face in no group.
    """
    columns = {"brightness": thirds(brightness(faces)), "sharpness": thirds(sharpness(faces))}
    for name, values in (("person", faces.people), ("video", faces.videos)):
        if any(value is not None for value in values):
            columns[name] = np.array([value or "" for value in values])
    return columns | (read_columns(file, faces.names) if file else {})


def grey(image):
    """Luminance of a stored face."""
    return image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def brightness(faces):
    """Mean luminance of each face, 0 to 255."""
    return np.array([grey(image).mean() for image in faces.images])


def sharpness(faces):
    """Standard deviation of each face's Laplacian: the detail in it."""
    return np.array([cv2.Laplacian(grey(image), cv2.CV_32F).std() for image in faces.images])


def thirds(values):
    """The lower, middle and upper third of the values, as words."""
    return np.array(THIRDS)[np.searchsorted(np.quantile(values, [1 / 3, 2 / 3]), values)]


def read_columns(file, names):
    """Columns of a CSV, in the order of the faces' names."""
    with Path(file).open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        if "name" not in (reader.fieldnames or ()):
            raise DataError(f"{file} has no column 'name': it says which face a row is about")
        rows = {row["name"]: row for row in reader}
        others = [column for column in reader.fieldnames if column != "name"]
    if not rows.keys() & set(names):
        raise DataError(f"{file} names no face of these data, whose names are like {names[0]}")
    return {
        column: np.array([rows.get(name, {}).get(column) or "" for name in names])
        for column in others
    }


def by_group(probabilities, labels, column, fewest=FEWEST):
    """Figures of each group of a column.

    Parameters
    ----------
    probabilities : ndarray, shape (N, K)
    labels : ndarray of int, shape (N,)
    column : ndarray of str, shape (N,)
    fewest : int
        Smaller groups are counted together as 'others'.

    Returns
    -------
    list of dict
        group, faces, accuracy, mean_recall; in the order of the names, thirds from low to high.
    """
    names, counts = np.unique(column[column != ""], return_counts=True)
    large = [str(name) for name, count in zip(names, counts, strict=True) if count >= fewest]
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
