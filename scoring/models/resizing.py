"""Face crop to the size and colour of a model's input."""

import cv2
import numpy as np
from cv2.typing import MatLike

from ..types import Image
from .preprocessing import Preprocessing


def resize_face(face: Image, preprocessing: Preprocessing) -> Image:
    """Bring a face of any size to the model's input: detail, then size, then colour."""
    resized: MatLike = cv2.cvtColor(face, cv2.COLOR_RGB2GRAY) if preprocessing.grey else face
    if preprocessing.detail:
        resized = _resize(resized, preprocessing.detail)
    resized = _resize(resized, preprocessing.size)
    if preprocessing.grey:
        resized = cv2.cvtColor(resized, cv2.COLOR_GRAY2RGB)
    return np.asarray(resized, np.uint8)


def _resize(image: MatLike, side: int) -> MatLike:
    method = cv2.INTER_AREA if image.shape[0] > side else cv2.INTER_LINEAR
    return cv2.resize(image, (side, side), interpolation=method)
