"""Find and cut the face in a picture, with the code that serves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from scoring.models.preprocessing import Preprocessing
from scoring.types import FloatArray, Image
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector
from scoring.vision.faces import pick_face

from ..data.dataset import Sample, read_picture

SIZE = 112

Sizes: TypeAlias = tuple[int, int, int]
"""Height and width of a picture and side of the face in it, in pixels; 0 where unknown."""


@dataclass(frozen=True)
class Cutting:
    """How pictures become faces.

    Attributes
    ----------
    size
        Side of a stored face in pixels.
    grey
        Whether one luminance channel is stored instead of RGB.
    as_is
        The pictures are faces already: store them uncut.
    resize
        Whether pictures stored as they are may be resized to `size`.
    detector
        As for `scoring.vision.detectors.load_detector`.
    """

    size: int = SIZE
    grey: bool = False
    as_is: bool = False
    resize: bool = True
    detector: str = "mediapipe"

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one stored face."""
        return (self.size, self.size) if self.grey else (self.size, self.size, 3)


def cutting_for(
    samples: Iterable[Sample],
    size: int | None = None,
    grey: bool | None = None,
    as_is: bool = False,
    detector: str = "mediapipe",
) -> Cutting:
    """A `Cutting` for some samples.

    Parameters
    ----------
    size, grey
        By default 112 and False; with `as_is`, those of the first readable picture.
    """
    if not as_is:
        return Cutting(size or SIZE, bool(grey), detector=detector)
    first = next((image for sample in samples if (image := read_picture(sample)) is not None), None)
    if first is None:
        first = np.zeros((SIZE, SIZE), np.uint8)  # every picture will be reported as unreadable
    grey = first.ndim == 2 if grey is None else grey
    return Cutting(size or first.shape[0], grey, True, size is not None, detector)


def cut(sample: Sample, cutting: Cutting) -> tuple[Image | str, Sizes]:
    """The face of a sample.

    Returns
    -------
    face
        Of ``cutting.shape``; or, as text, why there is none.
    sizes
        Of the picture and the face in it.
    """
    picture = read_picture(sample)
    if picture is None:
        return "the picture cannot be read", (0, 0, 0)
    height, width = picture.shape[:2]
    if cutting.as_is:
        return _uncut(picture, cutting), (height, width, max(height, width))
    rgb = _in_colour(picture, False)
    place = None if sample.box is None else np.array(sample.box, float)
    box = pick_face(rgb, load_detector(cutting.detector), place)
    if box is None:
        return "no face found", (height, width, 0)
    if place is not None and not _inside(box, place):
        return "no face found at the labelled place", (height, width, 0)
    face = crop_face(rgb, box, Preprocessing(size=cutting.size))
    return _in_colour(face, cutting.grey), (height, width, round(max(box[2:4])))


def _uncut(picture: Image, cutting: Cutting) -> Image | str:
    height, width = picture.shape[:2]
    if height != width:
        return "the picture is not square: prepare without --as-is"
    if height != cutting.size and not cutting.resize:
        return f"the picture is not {cutting.size} pixels wide: prepare with --size"
    if height != cutting.size:
        method = cv2.INTER_AREA if height > cutting.size else cv2.INTER_LINEAR
        resized = cv2.resize(picture, (cutting.size, cutting.size), interpolation=method)
        picture = np.asarray(resized, np.uint8)
    return _in_colour(picture, cutting.grey)


def _in_colour(picture: Image, grey: bool) -> Image:
    """The picture with one or three channels."""
    if grey == (picture.ndim == 2):
        return picture
    change = cv2.COLOR_RGB2GRAY if grey else cv2.COLOR_GRAY2RGB
    return np.asarray(cv2.cvtColor(picture, change), np.uint8)


def _inside(box: FloatArray, place: FloatArray) -> bool:
    """Whether the centre of a detected face lies in the labelled box."""
    centre = box[:2] + box[2:4] / 2
    return bool(np.all(centre >= place[:2]) and np.all(centre <= place[:2] + place[2:4]))
