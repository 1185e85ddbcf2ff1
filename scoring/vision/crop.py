"""Cutting a face out of a frame."""

import cv2
import numpy as np
import numpy.typing as npt

from ..models.preprocessing import Preprocessing
from ..models.resizing import resize_face
from ..types import Image


def crop_face(frame: Image, box: npt.ArrayLike, preprocessing: Preprocessing) -> Image:
    """Cut the square around a face and bring it to the model's input size.

    Parameters
    ----------
    box
        Left, top, width, height in pixels; may reach beyond the frame's edge.

    Returns
    -------
    face
        Shape (size, size, 3).
    """
    left, top, width, height = np.asarray(box)
    side = max(width, height) * preprocessing.scale
    x = left + width / 2 - side / 2
    y = top + height / 2 - side / 2 - preprocessing.shift * height
    return resize_face(_cut(frame, round(x), round(y), max(1, round(side))), preprocessing)


def _cut(frame: Image, x: int, y: int, side: int) -> Image:
    """Cut a square, repeating the frame's border where the square leaves the frame."""
    height, width = frame.shape[:2]
    over = (max(0, -y), max(0, y + side - height), max(0, -x), max(0, x + side - width))
    inside = frame[max(0, y) : min(height, y + side), max(0, x) : min(width, x + side)]
    if inside.size == 0:
        return np.zeros((side, side, 3), np.uint8)
    if any(over):
        inside = np.asarray(cv2.copyMakeBorder(inside, *over, cv2.BORDER_REPLICATE), np.uint8)
    return inside
