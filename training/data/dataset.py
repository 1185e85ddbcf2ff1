"""What every reader gives: samples that say where a picture is and what is known about it."""

from dataclasses import dataclass, field
from math import nan
from pathlib import Path

import cv2
import numpy as np

from training.faces import DataError

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
    name : str
        Unique in its data set; a path below the set's root where there is one.
    votes : ndarray of float, shape (K,)
        Share of the annotators' votes for each class of the set; sums to 1.
    path : Path or None
        The picture's file; None where `pixels` holds it.
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3), or None
    part : {'train', 'valid', 'test'} or None
        The official part.
    person, video : str or None
        Who is seen, and in which recording.
    valence, arousal : float
        In [-1, 1]; NaN where unknown.
    box : tuple of float, length 4, or None
        Left, top, width, height of the labelled face in pixels.
    """

    name: str
    votes: np.ndarray
    path: Path | None = None
    pixels: np.ndarray | None = None
    part: str | None = None
    person: str | None = None
    video: str | None = None
    valence: float = nan
    arousal: float = nan
    box: tuple | None = None


@dataclass(frozen=True)
class DataSet:
    """A data set as its files lie on disk.

    Attributes
    ----------
    name : str
    classes : tuple of str, length K
    samples : list of Sample
    licence : str
        What may be done with it, in one sentence for reports and model cards.
    left_out : list of (str, str)
        Name and reason of what the files hold but no sample could be made of.
    """

    name: str
    classes: tuple
    samples: list
    licence: str = ""
    left_out: list = field(default_factory=list)

    def __post_init__(self):
        if not self.samples:
            reasons = sorted({reason for _, reason in self.left_out})
            why = f" (left out: {', '.join(reasons)})" if reasons else ""
            raise DataError(f"{self.name}: no usable picture found{why}")


def one_hot(index, count):
    """All votes for one of `count` classes; ValueError if there is no such class."""
    if not 0 <= index < count:
        raise ValueError(f"label {index} is not one of 0 to {count - 1}")
    votes = np.zeros(count)
    votes[index] = 1
    return votes


def need(path, hint):
    """The path, if it is there; DataError with a hint otherwise."""
    path = Path(path)
    if not path.exists():
        raise DataError(f"{path} is missing: {hint}")
    return path


def pictures_under(folder):
    """Picture files below a folder, sorted."""
    return sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in PICTURES)


def read_picture(sample):
    """Pixels of a sample.

    Returns
    -------
    ndarray of uint8, shape (H, W) for a grey file, (H, W, 3) RGB otherwise, or None
        Turned upright as its EXIF data say; None if the file cannot be read.
    """
    if sample.pixels is not None:
        return sample.pixels
    try:
        # Read by Python: OpenCV cannot open every path that is not ASCII.
        data = np.frombuffer(sample.path.read_bytes(), np.uint8)
    except OSError:
        return None
    if not data.size:
        return None
    # Without IMREAD_ANYCOLOR a grey file would come as colour; alpha and 16 bit are dropped.
    image = cv2.imdecode(data, cv2.IMREAD_ANYCOLOR)
    return image if image is None or image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
