"""Cutting a face out of a frame."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from ..constants import UPRIGHT
from ..models.preprocessing import Preprocessing
from ..models.resizing import resize_face
from ..types import FloatArray, Image


def crop_face(frame: Image, box: npt.ArrayLike, preprocessing: Preprocessing) -> Image:
    """Cut the square around a face and bring it to the model's input size.

    Parameters
    ----------
    box
        Left, top, width, height in pixels and, where it is known, the roll in radians; may reach
        beyond the frame's edge. A head that is tilted by more than `UPRIGHT` is turned back by
        the rest, so that a tilt never makes a jump.

    Returns
    -------
    face
        Shape (size, size, 3).
    """
    left, top, width, height, *roll = np.asarray(box, float)
    side = max(width, height) * preprocessing.scale
    centre = np.array([left + width / 2, top + height / 2])
    turn = tilt(roll[0]) if roll else 0.0
    # Up along the face, which is up in the frame where the head is upright.
    centre += preprocessing.shift * height * np.array([math.sin(turn), -math.cos(turn)])
    if turn:
        return resize_face(_turned(frame, centre, max(1, round(side)), turn), preprocessing)
    x, y = centre - side / 2
    return resize_face(_cut(frame, round(x), round(y), max(1, round(side))), preprocessing)


def tilt(roll: float) -> float:
    """The part of a roll, in radians, that a crop takes back."""
    return math.copysign(max(0.0, abs(roll) - UPRIGHT), roll)


def _turned(frame: Image, centre: FloatArray, side: int, turn: float) -> Image:
    """Cut a square that is turned clockwise about its centre, as an upright picture."""
    matrix = cv2.getRotationMatrix2D((centre[0], centre[1]), math.degrees(turn), 1.0)
    matrix[:, 2] = matrix[:, 2] + side / 2 - centre
    face = cv2.warpAffine(frame, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(face, np.uint8)


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
