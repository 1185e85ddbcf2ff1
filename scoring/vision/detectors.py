"""Face detectors: plain functions from an RGB image to boxes."""

import math
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from cv2.data import haarcascades

from ..constants import HAAR_SHIFT, HAAR_SIDE, HAAR_SIZE
from ..errors import ScoringError
from ..types import Detector, FloatArray, Image
from .detector_file import detector_path


class DetectorError(ScoringError):
    """A detector is unknown or not installed."""

    code = "no_detector"


def mediapipe_detector(confidence: float = 0.3) -> Detector:
    """MediaPipe's short-range detector (BlazeFace), which sees a square of 128 pixels.

    Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019.

    Long images are also searched square by square, so that a face in a wide frame is not too small
    for the network.

    Parameters
    ----------
    confidence
        Faces below it are not returned.

    Raises
    ------
    DetectorFileError
        If the detector's file is missing or damaged.
    """
    path = detector_path()
    with quiet():
        try:
            from mediapipe import Image as MediaPipeImage
            from mediapipe import ImageFormat
            from mediapipe.tasks.python.core.base_options import BaseOptions
            from mediapipe.tasks.python.vision import FaceDetector, FaceDetectorOptions
        except ImportError as error:
            raise DetectorError("mediapipe is not installed: pip install mediapipe") from error
        options = FaceDetectorOptions(
            base_options=BaseOptions(model_asset_path=path), min_detection_confidence=confidence
        )
        network = FaceDetector.create_from_options(options)
        blank = np.zeros((8, 8, 3), np.uint8)
        network.detect(MediaPipeImage(image_format=ImageFormat.SRGB, data=blank))
    # Its own close() fails once the interpreter is shutting down; the end of the process frees it.
    network.close = lambda: None

    def detect_square(image: Image, left: int, top: int) -> Iterator[list[float]]:
        data = np.ascontiguousarray(image)
        found = network.detect(MediaPipeImage(image_format=ImageFormat.SRGB, data=data))
        for face in found.detections:
            box = face.bounding_box
            place = [box.origin_x + left, box.origin_y + top, box.width, box.height]
            yield [*place, face.categories[0].score, roll(face.keypoints, image)]

    def detect(image: Image) -> FloatArray:
        rows = [row for square in squares(image) for row in detect_square(*square)]
        return np.array(rows, float).reshape(-1, 6)

    return detect


def roll(points: Sequence[Any], image: Image) -> float:
    """Angle in radians by which the line through the eyes is turned clockwise.

    Parameters
    ----------
    points
        MediaPipe's key points, in shares of the image; the first two are the eyes, the one at the
        left of an upright face first.
    """
    height, width = image.shape[:2]
    one, other = points[:2]
    return math.atan2((other.y - one.y) * height, (other.x - one.x) * width)


def squares(image: Image) -> Iterator[tuple[Image, int, int]]:
    """The image and, where it is long, the squares at its middle and ends: (part, left, top)."""
    height, width = image.shape[:2]
    side = min(height, width)
    yield image, 0, 0
    if max(height, width) < 1.2 * side:
        return
    for share in (0.5, 0, 1):
        left, top = round(share * (width - side)), round(share * (height - side))
        yield image[top : top + side, left : left + side], left, top


def haar_detector() -> Detector:
    """OpenCV's Haar cascade: the classic alternative, for frontal faces.

    Viola, Jones, "Rapid Object Detection using a Boosted Cascade of Simple Features", CVPR 2001.

    Boxes are adjusted to the size and position of MediaPipe's; the confidence of every box is 1,
    its roll 0.
    """
    cascade = cv2.CascadeClassifier(os.path.join(haarcascades, "haarcascade_frontalface_alt2.xml"))

    def detect(image: Image) -> FloatArray:
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        scale = min(1.0, HAAR_SIDE / max(grey.shape))
        if scale < 1:
            grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        found = cascade.detectMultiScale(grey, 1.1, 4, minSize=(24, 24))
        boxes = np.asarray(found, float).reshape(-1, 4) / scale
        size = boxes[:, 2:] / HAAR_SIZE
        centre = boxes[:, :2] + boxes[:, 2:] / 2 + HAAR_SHIFT * size * (0, 1)
        return np.column_stack([centre - size / 2, size, np.ones(len(boxes)), np.zeros(len(boxes))])

    return detect


DETECTORS: dict[str, Callable[[], Detector]] = {
    "mediapipe": mediapipe_detector,
    "haar": haar_detector,
}


@lru_cache
def load_detector(name: str = "mediapipe") -> Detector:
    """A detector by name, 'mediapipe' or 'haar'; loaded once per process."""
    if name not in DETECTORS:
        raise DetectorError(f"detector {name!r} is unknown: choose {' or '.join(DETECTORS)}")
    return DETECTORS[name]()


_stderr = threading.Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep native code from writing to stderr while a library is being loaded."""
    with _stderr:
        kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(nothing)
