"""Several prepared data sets as one, with common labels and faces of one shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scoring.types import FilePath, Image, IntArray

from ..faces import DataError, Faces, Keys, load_faces
from ..types import Images
from .labels import SETS, map_votes

if TYPE_CHECKING:
    from ..recipes.options import SetOptions

LABELS = "fer"


class Pictures:
    """Pictures of several arrays, read as one array of RGB pictures of one size.

    Nothing is copied until a picture is read, so memory maps stay on disk. Smaller pictures are
    enlarged to the largest side, grey ones get three equal channels.

    Parameters
    ----------
    arrays
        uint8, shape (N, S, S) or (N, S, S, 3); S may differ between arrays.
    places
        Array and row of each picture, shape (M, 2); by default all of them in order.
    """

    def __init__(self, arrays: Sequence[Images], places: IntArray | None = None) -> None:
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
    def dtype(self) -> np.dtype[Any]:
        """That of pixels."""
        return np.dtype(np.uint8)

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of pictures, height, width and channels."""
        return (len(self.places), self.side, self.side, 3)

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Image]:
        return (self[index] for index in range(len(self)))

    def __getitem__(self, chosen: Any) -> Any:
        """One picture (S, S, 3) for a number; `Pictures` for a slice, list or array."""
        if isinstance(chosen, int | np.integer):
            number, row = self.places[chosen]
            return self._picture(self.arrays[number][row])
        return Pictures(self.arrays, self.places[chosen])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Image:
        stacked = np.empty(self.shape, np.uint8)
        for index in range(len(self)):
            stacked[index] = self[index]
        return stacked if dtype is None else stacked.astype(dtype)

    def _picture(self, image: Any) -> Image:
        if len(image) != self.side:
            image = cv2.resize(image, (self.side, self.side), interpolation=cv2.INTER_LINEAR)
        return image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2RGB)


def open_sets(root: FilePath, options: Sequence[SetOptions], seed: int = 1) -> Faces:
    """The prepared sets that a recipe names, joined.

    Parameters
    ----------
    root
        Folder that holds the prepared folder of each set, under its name.
    seed
        Decides which faces of a set without a validation part become one.

    Raises
    ------
    DataError
        If a set is missing, or one of its labels has no place among the seven basic ones.
    """
    return join([(each, load_faces(Path(root) / each.name)) for each in options], seed)


def join(sets: Sequence[tuple[SetOptions, Faces]], seed: int = 1) -> Faces:
    """Sets of faces as one, with the seven basic labels; see `open_sets`."""
    mapped = [_mapped(options, faces, seed) for options, faces in sets]
    affect = None
    if any(faces.affect is not None for faces in mapped):
        unknown = [np.full((len(faces), 2), np.nan, np.float32) for faces in mapped]
        affect = np.concatenate(
            [
                none if faces.affect is None else faces.affect
                for faces, none in zip(mapped, unknown, strict=True)
            ]
        )
    return Faces(
        SETS[LABELS],
        Pictures([faces.images for faces in mapped]),
        np.concatenate([faces.votes for faces in mapped]),
        affect=affect,
        **{
            name: [entry for faces in mapped for entry in getattr(faces, name)]
            for name in ("names", "people", "videos", "parts", "sets")
        },
    )


def _mapped(options: SetOptions, faces: Faces, seed: int) -> Faces:
    """One set with the common labels; its names and people get the set's name as a prefix."""
    classes = tuple(options.labels.get(name, name) for name in faces.classes)
    votes, kept = map_votes(faces.votes, classes, LABELS, tuple(options.drop))
    faces = replace(faces, classes=SETS[LABELS], votes=np.where(kept[:, None], votes, 1 / 7))
    faces = faces.select(kept)

    def prefixed(keys: Keys) -> Keys:
        return [key if key is None else f"{options.name}/{key}" for key in keys]

    faces = replace(
        faces,
        names=[f"{options.name}/{name}" for name in faces.names],
        people=prefixed(faces.people),
        videos=prefixed(faces.videos),
        sets=[options.name] * len(faces),
    )
    return _with_valid(faces, options.valid, seed)


def _with_valid(faces: Faces, share: float, seed: int) -> Faces:
    """Split a share of the training part off as the validation part, where there is none."""
    from ..splits import divide, groups_of

    if "valid" in faces.parts or not share:
        return faces
    train = np.flatnonzero([part == "train" for part in faces.parts])
    if not len(train):
        raise DataError(f"{faces.sets[0]} has no training part: split it with training audit")
    learnt = faces.select(train)
    known = any(learnt.people) or any(learnt.videos)
    groups = groups_of(learnt, "group" if known else "random")
    held_out = divide(learnt.labels, groups, (1 - share, share), seed) == 1
    parts = list(faces.parts)
    for index in train[held_out]:
        parts[index] = "valid"
    return replace(faces, parts=parts)
