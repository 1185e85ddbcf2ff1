"""What every reader returns: samples that say where a picture is and what is known about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from scoring.types import FilePath, FloatArray, Image

from ..faces import DataError

PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"}
PARTS = {
    "train": "train",
    "training": "train",
    "valid": "valid",
    "validation": "valid",
    "val": "valid",
    "dev": "valid",
    "publictest": "valid",
    "test": "test",
    "testing": "test",
    "privatetest": "test",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled picture.

    Attributes
    ----------
    name
        Unique in its data set; a path below the set's root where there is one.
    votes
        Share of the annotators' votes for each class of the set; shape (K,), sums to 1.
    path
        The picture's file; None where `pixels` holds the picture.
    pixels
        Shape (H, W) or (H, W, 3).
    part
        The official part, 'train', 'valid' or 'test'.
    person, video
        Who is seen, and in which recording.
    valence, arousal
        In [-1, 1]; NaN where unknown.
    box
        Left, top, width, height of the labelled face in pixels.
    """

    name: str
    votes: FloatArray
    path: Path | None = None
    pixels: Image | None = None
    part: str | None = None
    person: str | None = None
    video: str | None = None
    valence: float = nan
    arousal: float = nan
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class DataSet:
    """A data set as its files lie on disk.

    Attributes
    ----------
    licence
        What may be done with it, in one sentence for reports and model cards.
    left_out
        Name and reason of each entry in the files that could not become a sample.
    """

    name: str
    classes: tuple[str, ...]
    samples: Sequence[Sample]
    licence: str = ""
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.samples:
            reasons = sorted({reason for _, reason in self.left_out})
            why = f" (left out: {', '.join(reasons)})" if reasons else ""
            raise DataError(f"{self.name}: no usable picture found{why}")


def one_hot(index: int, count: int) -> FloatArray:
    """All votes for one of `count` classes; ValueError if there is no such class."""
    if not 0 <= index < count:
        raise ValueError(f"label {index} is not one of 0 to {count - 1}")
    votes = np.zeros(count)
    votes[index] = 1
    return votes


def require(path: FilePath, hint: str) -> Path:
    """The path, if it exists; DataError with a hint otherwise."""
    path = Path(path)
    if not path.exists():
        raise DataError(f"{path} is missing: {hint}")
    return path


def pictures_under(folder: FilePath) -> list[Path]:
    """Picture files below a folder, sorted."""
    return sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in PICTURES)


def read_picture(sample: Sample) -> Image | None:
    """Pixels of a sample.

    Returns
    -------
    picture
        Shape (H, W) for a grey file, (H, W, 3) RGB otherwise; rotated upright as its EXIF data
        say. None if the file cannot be read.
    """
    if sample.pixels is not None or sample.path is None:
        return sample.pixels
    try:
        # Read by Python: OpenCV cannot open every path that is not ASCII.
        data = np.frombuffer(sample.path.read_bytes(), np.uint8)
    except OSError:
        return None
    if not data.size:
        return None
    # Without IMREAD_ANYCOLOR a grey file would be read as colour; alpha and 16 bits are dropped.
    image: Any = cv2.imdecode(data, cv2.IMREAD_ANYCOLOR)
    return image if image is None or image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
