"""Several prepared data sets as one: their labels brought together, their faces to one shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from ..faces import DataError, Faces, load_faces
from .labels import SETS, map_votes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..recipes.options import SetOptions

LABELS = "fer"


class Pictures:
    """Pictures of several arrays, read as one array of RGB pictures of one size.

    Nothing is copied until a picture is asked for, so memory maps stay on disk. Smaller pictures
    are enlarged to the largest side, grey ones get three equal channels.

    Parameters
    ----------
    arrays : sequence of ndarray of uint8, shape (N, S, S) or (N, S, S, 3)
        S may differ between arrays.
    places : ndarray of int, shape (M, 2), optional
        Array and row of each picture; by default all of them in their order.
    """

    dtype = np.dtype(np.uint8)

    def __init__(self, arrays: list[NDArray[np.uint8]], places: NDArray[np.int_] | None = None):
        if places is None:
            places = np.concatenate(
                [
                    np.column_stack([np.full(len(array), number), np.arange(len(array))])
                    for number, array in enumerate(arrays)
                ]
            )
        self.arrays, self.places = arrays, places
        self.side = max(array.shape[1] for array in arrays)

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self.places), self.side, self.side, 3)

    @property
    def ndim(self) -> int:
        return 4

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, chosen: Any) -> Any:
        """One picture (S, S, 3) for a number; for a slice, list or array the pictures there."""
        if isinstance(chosen, int | np.integer):
            number, row = self.places[chosen]
            return self._picture(self.arrays[number][row])
        return Pictures(self.arrays, self.places[chosen])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[np.uint8]:
        stacked = np.empty(self.shape, np.uint8)
        for index in range(len(self)):
            stacked[index] = self[index]
        return stacked if dtype is None else stacked.astype(dtype)

    def _picture(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if len(image) != self.side:
            image = cv2.resize(image, (self.side, self.side), interpolation=cv2.INTER_LINEAR)
        return image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2RGB)


def open_sets(root: str | Path, options: tuple[SetOptions, ...], seed: int = 1) -> Faces:
    """The prepared sets that a recipe names, joined.

    Parameters
    ----------
    root : path
        Folder that holds a prepared folder for each set, by its name.
    options : sequence of training.recipes.options.SetOptions
    seed : int
        Decides which faces a set without a validation part lays aside.

    Raises
    ------
    DataError
        If a set is missing, or one of its labels has no place among the seven basic ones.
    """
    return join([(each, load_faces(Path(root) / each.name)) for each in options], seed)


def join(given: list[tuple[SetOptions, Faces]], seed: int = 1) -> Faces:
    """Sets of faces as one, each brought to the seven basic labels; see `open_sets`."""
    brought = [_brought(options, faces, seed) for options, faces in given]
    affect = None
    if any(faces.affect is not None for faces in brought):
        unknown = [np.full((len(faces), 2), np.nan, np.float32) for faces in brought]
        affect = np.concatenate(
            [
                none if faces.affect is None else faces.affect
                for faces, none in zip(brought, unknown, strict=True)
            ]
        )
    return Faces(
        SETS[LABELS],
        Pictures([faces.images for faces in brought]),
        np.concatenate([faces.votes for faces in brought]),
        affect=affect,
        **{
            name: [entry for faces in brought for entry in getattr(faces, name)]
            for name in ("names", "people", "videos", "parts", "sets")
        },
    )


def _brought(options: SetOptions, faces: Faces, seed: int) -> Faces:
    """One set in the common labels, its names and people marked as its own."""
    classes = tuple(options.labels.get(name, name) for name in faces.classes)
    votes, kept = map_votes(faces.votes, classes, LABELS, tuple(options.drop))
    faces = replace(faces, classes=SETS[LABELS], votes=np.where(kept[:, None], votes, 1 / 7))
    faces = faces.select(kept)

    def own(keys: list[str | None]) -> list[str | None]:
        return [key if key is None else f"{options.name}/{key}" for key in keys]

    faces = replace(
        faces,
        names=own(faces.names),
        people=own(faces.people),
        videos=own(faces.videos),
        sets=[options.name] * len(faces),
    )
    return _with_valid(faces, options.valid, seed)


def _with_valid(faces: Faces, share: float, seed: int) -> Faces:
    """Lay a share of the training part aside as the validation part, where there is none."""
    from ..splits import divide, groups_of

    if "valid" in faces.parts or not share:
        return faces
    train = np.flatnonzero([part == "train" for part in faces.parts])
    if not len(train):
        raise DataError(f"{faces.sets[0]} has no training part: divide it with training audit")
    learnt = faces.select(train)
    known = any(learnt.people) or any(learnt.videos)
    groups = groups_of(learnt, "group" if known else "random")
    aside = divide(learnt.labels, groups, (1 - share, share), seed) == 1
    parts = list(faces.parts)
    for index in train[aside]:
        parts[index] = "valid"
    return replace(faces, parts=parts)
