"""One picture to one face, found and cut by the code that serves."""

from dataclasses import dataclass

import cv2
import numpy as np

from scoring.models.preprocessing import Preprocessing
from scoring.vision.crop import crop_face
from scoring.vision.detectors import load_detector
from scoring.vision.faces import pick_face
from training.data.dataset import read_picture

SIZE = 112


@dataclass(frozen=True)
class Cutting:
    """How pictures become faces.

    Attributes
    ----------
    size : int
        Side of a stored face in pixels.
    grey : bool
        Whether one luminance channel is stored instead of RGB.
    as_is : bool
        The pictures are cut already: store them whole.
    resize : bool
        Whether pictures taken as they are may be brought to `size`.
    detector : str
        As of `scoring.vision.detectors.load_detector`.
    """

    size: int = SIZE
    grey: bool = False
    as_is: bool = False
    resize: bool = True
    detector: str = "mediapipe"

    @property
    def shape(self):
        """Shape of one stored face."""
        return (self.size, self.size) if self.grey else (self.size, self.size, 3)


def settle(samples, size=None, grey=None, as_is=False, detector="mediapipe"):
    """A `Cutting`; what is left open is taken from the first readable picture if `as_is`."""
    if not as_is:
        return Cutting(size or SIZE, bool(grey), detector=detector)
    first = next((image for sample in samples if (image := read_picture(sample)) is not None), None)
    if first is None:
        first = np.zeros((SIZE, SIZE), np.uint8)  # Every picture will be named as unreadable.
    grey = first.ndim == 2 if grey is None else grey
    return Cutting(size or first.shape[0], grey, True, size is not None, detector)


def cut(sample, cutting):
    """The face of a sample.

    Parameters
    ----------
    sample : training.data.Sample
    cutting : Cutting

    Returns
    -------
    face : ndarray of uint8, shape ``cutting.shape``, or str
        Or why there is none.
    size : tuple of int, length 3
        Height and width of the picture and side of the face in it, in pixels; 0 where unknown.
    """
    picture = read_picture(sample)
    if picture is None:
        return "the picture cannot be read", (0, 0, 0)
    height, width = picture.shape[:2]
    if cutting.as_is:
        return _whole(picture, cutting), (height, width, max(height, width))
    rgb = picture if picture.ndim == 3 else cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB)
    place = None if sample.box is None else np.array(sample.box, float)
    box = pick_face(rgb, load_detector(cutting.detector), place)
    if box is None:
        return "no face found", (height, width, 0)
    if place is not None and not _inside(box, place):
        return "no face found at the labelled place", (height, width, 0)
    face = crop_face(rgb, box, Preprocessing(size=cutting.size))
    return _coloured(face, cutting.grey), (height, width, round(max(box[2:])))


def _whole(picture, cutting):
    height, width = picture.shape[:2]
    if height != width:
        return "the picture is not square: prepare without --as-is"
    if height != cutting.size and not cutting.resize:
        return f"the picture is not {cutting.size} pixels wide: prepare with --size"
    if height != cutting.size:
        way = cv2.INTER_AREA if height > cutting.size else cv2.INTER_LINEAR
        picture = cv2.resize(picture, (cutting.size, cutting.size), interpolation=way)
    return _coloured(picture, cutting.grey)


def _coloured(face, grey):
    if grey == (face.ndim == 2):
        return face
    return cv2.cvtColor(face, cv2.COLOR_RGB2GRAY if grey else cv2.COLOR_GRAY2RGB)


def _inside(box, place):
    """Whether the middle of a found face lies in the labelled box."""
    middle = box[:2] + box[2:4] / 2
    return bool(np.all(middle >= place[:2]) and np.all(middle <= place[:2] + place[2:4]))
