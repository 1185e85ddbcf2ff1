"""Labelled faces: what `prepare` stores and every later step reads."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from scoring.types import FilePath, FloatArray, Image, IntArray

from .types import Images

FORMAT = 1
TABLE, IMAGES, VOTES, AFFECT = "faces.json", "images.npy", "votes.npy", "affect.npy"
BLOCK = 4096
OPTIONAL_LISTS = ("people", "videos", "parts", "sets")
LISTS = ("names", *OPTIONAL_LISTS)

Keys: TypeAlias = list[str | None]
"""What is known about each face, None where nothing is."""


class DataError(ValueError):
    """Data are missing, not laid out as documented, or do not match."""


@dataclass(frozen=True)
class Faces:
    """Pictures of faces, all of one size, with their labels and where they come from.

    Attributes
    ----------
    classes
        K label names, in the order of the columns of `votes`.
    images
        uint8, shape (N, S, S) if grey, (N, S, S, 3) if RGB. May be a memory map.
    votes
        Share of the annotators' votes for each label; float32, shape (N, K), rows sum to 1.
    names
        Where in its data set a face comes from, length N.
    people, videos, parts, sets
        Who is seen, in which video, the official part ('train', 'valid', 'test'), and the data
        set where several are joined; None where nothing is known. Length N; an empty list stands
        for N times None.
    affect
        Valence and arousal in [-1, 1]; NaN where unknown. float32, shape (N, 2).

    Raises
    ------
    DataError
        If lengths or shapes do not match, or values are out of range.
    """

    classes: tuple[str, ...]
    images: Images
    votes: FloatArray
    names: list[str]
    people: Keys = field(default_factory=list)
    videos: Keys = field(default_factory=list)
    parts: Keys = field(default_factory=list)
    sets: Keys = field(default_factory=list)
    affect: FloatArray | None = None

    def __post_init__(self) -> None:
        keep = object.__setattr__
        count = len(self.images)
        keep(self, "classes", tuple(self.classes))
        keep(self, "votes", np.asarray(self.votes, np.float32))
        for name in OPTIONAL_LISTS:
            given = getattr(self, name)
            keep(self, name, list(given) if given else [None] * count)
        if self.affect is not None:
            keep(self, "affect", np.asarray(self.affect, np.float32))
        self._check(count)

    def _check(self, count: int) -> None:
        shape = self.images.shape
        grey_or_rgb = len(shape) == 3 or (len(shape) == 4 and shape[3] == 3)
        if self.images.dtype != np.uint8 or not grey_or_rgb or shape[1] != shape[2]:
            raise DataError(
                f"images are {self.images.dtype} {shape}: give uint8 (N, S, S) or (N, S, S, 3)"
            )
        if self.votes.shape != (count, len(self.classes)):
            raise DataError(
                f"votes have shape {self.votes.shape}; {count} images and {len(self.classes)} "
                f"classes need ({count}, {len(self.classes)})"
            )
        if (self.votes < 0).any() or not np.allclose(self.votes.sum(1), 1, atol=1e-4):
            raise DataError("votes are shares: each is at least 0 and each row sums to 1")
        for name in LISTS:
            if len(getattr(self, name)) != count:
                raise DataError(f"{name} has {len(getattr(self, name))} entries for {count} images")
        if self.affect is not None:
            if self.affect.shape != (count, 2):
                raise DataError(f"affect has shape {self.affect.shape}, not ({count}, 2)")
            if (np.abs(self.affect) > 1).any():
                raise DataError("valence and arousal lie in [-1, 1], NaN where unknown")

    def __len__(self) -> int:
        return len(self.images)

    @property
    def labels(self) -> IntArray:
        """Majority label of each face, shape (N,)."""
        return self.votes.argmax(1)

    @property
    def size(self) -> int:
        """Side of the pictures in pixels."""
        return self.images.shape[1]

    def select(self, indices: npt.ArrayLike) -> "Faces":
        """The faces at some indices, in that order, or where a mask of length N is true."""
        indices = np.asarray(indices)
        indices = np.flatnonzero(indices) if indices.dtype == bool else indices.astype(int)
        lists: dict[str, Any] = {
            name: [getattr(self, name)[index] for index in indices] for name in LISTS
        }
        affect = None if self.affect is None else self.affect[indices]
        return replace(
            self, images=self.images[indices], votes=self.votes[indices], affect=affect, **lists
        )

    def part(self, name: str) -> "Faces":
        """The faces of one official part; DataError, naming the existing parts, if it is empty."""
        chosen = [index for index, part in enumerate(self.parts) if part == name]
        if not chosen:
            there = ", ".join(sorted({part for part in self.parts if part})) or "none"
            raise DataError(f"no face of part {name!r}; parts of these data: {there}")
        return self.select(chosen)

    def fingerprint(self) -> str:
        """SHA-256 of pixels and votes, hexadecimal; it identifies the data that made a model."""
        digest = hashlib.sha256()
        for start in range(0, len(self), BLOCK):
            digest.update(np.ascontiguousarray(self.images[start : start + BLOCK]).data)
        digest.update(np.ascontiguousarray(self.votes).data)
        return digest.hexdigest()


def picture_hash(image: Image) -> bytes:
    """SHA-256 of a picture's pixels."""
    return hashlib.sha256(np.ascontiguousarray(image).data).digest()


def save_faces(folder: FilePath, faces: Faces) -> None:
    """Write faces to a folder, which is created if missing; a cache there is replaced."""
    blocks = (faces.images[start : start + BLOCK] for start in range(0, len(faces), BLOCK))
    write_images(folder, blocks, faces.images.shape)
    write_table(folder, faces)


def write_images(folder: FilePath, blocks: Iterable[Image], shape: Sequence[int]) -> Images:
    """Write pictures block by block, so that they need not fit into memory.

    Parameters
    ----------
    blocks
        Together they have the given shape.

    Returns
    -------
    images
        A memory map for reading.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # The table is removed first and written last: a folder that has one is a complete cache.
    (folder / TABLE).unlink(missing_ok=True)
    new = folder / f"new-{IMAGES}"
    images = np.lib.format.open_memmap(new, "w+", np.uint8, tuple(shape))
    place = 0
    for block in blocks:
        images[place : place + len(block)] = block
        place += len(block)
    images.flush()
    del images
    new.replace(folder / IMAGES)
    return np.load(folder / IMAGES, mmap_mode="r")


def write_table(folder: FilePath, faces: Faces) -> None:
    """Write everything but the pictures; this completes a cache."""
    folder = Path(folder)
    np.save(folder / VOTES, faces.votes)
    (folder / AFFECT).unlink(missing_ok=True)
    if faces.affect is not None:
        np.save(folder / AFFECT, faces.affect)
    table = {"format": FORMAT} | {name: list(getattr(faces, name)) for name in ("classes", *LISTS)}
    new = folder / f"new-{TABLE}"
    new.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    new.replace(folder / TABLE)


def load_faces(folder: FilePath, in_memory: bool = False) -> Faces:
    """Read the faces of a folder.

    Parameters
    ----------
    folder
        As `save_faces` or ``python -m training prepare`` wrote it.
    in_memory
        Whether to read all pictures at once instead of mapping their file.

    Raises
    ------
    DataError
        If there is no finished cache, or one of another version.
    """
    folder = Path(folder)
    if not (folder / TABLE).is_file():
        raise DataError(
            f"{folder} holds no prepared faces ({TABLE} is missing): "
            f"make them with python -m training prepare SET ROOT --out {folder}"
        )
    table = json.loads((folder / TABLE).read_text(encoding="utf-8"))
    version = table.pop("format", None)
    if version != FORMAT:
        raise DataError(
            f"{folder} has format {version}, this program reads {FORMAT}: prepare it again"
        )
    known = {item.name for item in fields(Faces)}
    affect = folder / AFFECT
    return Faces(
        images=np.load(folder / IMAGES, mmap_mode=None if in_memory else "r", allow_pickle=False),
        votes=np.load(folder / VOTES, allow_pickle=False),
        affect=np.load(affect, allow_pickle=False) if affect.is_file() else None,
        **{name: value for name, value in table.items() if name in known},
    )
