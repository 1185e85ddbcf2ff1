"""Cutting a face out of a frame."""

import cv2
import numpy as np

from ..models.resizing import resize_face


def crop_face(frame, box, preprocessing):
    """Cut the square around a face and bring it to the model's input size.

    Parameters
    ----------
    frame : ndarray of uint8, shape (H, W, 3)
        RGB.
    box : array_like of float, shape (4,)
        Left, top, width, height in pixels; may reach over the frame's edge.
    preprocessing : Preprocessing

    Returns
    -------
    ndarray of uint8, shape (size, size, 3)
    """
    left, top, width, height = box
    side = max(width, height) * preprocessing.scale
    x = left + width / 2 - side / 2
    y = top + height / 2 - side / 2 - preprocessing.shift * height
    return resize_face(_cut(frame, x, y, side), preprocessing)


def _cut(frame, x, y, side):
    """Cut a square, repeating the frame's border where the square leaves the frame."""
    x, y, side = round(x), round(y), max(1, round(side))
    height, width = frame.shape[:2]
    over = (max(0, -y), max(0, y + side - height), max(0, -x), max(0, x + side - width))
    inside = frame[max(0, y) : min(height, y + side), max(0, x) : min(width, x + side)]
    if inside.size == 0:
        return np.zeros((side, side, 3), np.uint8)
    if any(over):
        inside = cv2.copyMakeBorder(inside, *over, cv2.BORDER_REPLICATE)
    return inside
