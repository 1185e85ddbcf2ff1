"""Small disturbances of a face in a frame: by an unsteady box, by light, by compression."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import cv2
import numpy as np

from scoring.types import Image

Box: TypeAlias = Sequence[float]
"""Left, top, width, height in pixels."""

Disturbance: TypeAlias = Callable[[Image, Box], tuple[Image, Box]]
Change: TypeAlias = Callable[[Image, Box], Image]


def shifted(right: float, down: float) -> Disturbance:
    """The box moved by shares of its size."""

    def disturb(frame: Image, box: Box) -> tuple[Image, Box]:
        left, top, width, height = box
        return frame, (left + right * width, top + down * height, width, height)

    return disturb


def scaled(factor: float) -> Disturbance:
    """The box larger or smaller around its centre."""

    def disturb(frame: Image, box: Box) -> tuple[Image, Box]:
        left, top, width, height = box
        corner = (left - (factor - 1) * width / 2, top - (factor - 1) * height / 2)
        return frame, (*corner, width * factor, height * factor)

    return disturb


def of_picture(change: Change) -> Disturbance:
    """A change of the picture that leaves the box as it is."""
    return lambda frame, box: (change(frame, box), box)


def grey(frame: Image, box: Box) -> Image:
    """Without colour."""
    luminance = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.cvtColor(luminance, cv2.COLOR_GRAY2RGB), np.uint8)


def warm(frame: Image, box: Box) -> Image:
    """The light of a bulb: more red, less blue."""
    return np.clip(frame * np.array([1.12, 1.0, 0.82]), 0, 255).astype(np.uint8)


def blurred(share: float) -> Change:
    """Out of focus by a share of the face's height."""

    def change(frame: Image, box: Box) -> Image:
        sigma = max(share * box[3], 0.1)
        return np.asarray(cv2.GaussianBlur(frame, (0, 0), sigma), np.uint8)

    return change


def compressed(quality: int) -> Change:
    """As a JPEG of a given quality."""

    def change(frame: Image, box: Box) -> Image:
        packed = cv2.imencode(".jpg", frame[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]

    return change


def lit(factor: float) -> Change:
    """Brighter or darker."""
    return lambda frame, box: np.clip(frame * factor, 0, 255).astype(np.uint8)


DISTURBANCES: dict[str, Disturbance] = {
    "none": lambda frame, box: (frame, box),
    "right 2 %": shifted(0.02, 0),
    "left 4 %": shifted(-0.04, 0),
    "up 4 %": shifted(0, -0.04),
    "down 4 %": shifted(0, 0.04),
    "4 % larger box": scaled(1.04),
    "4 % smaller box": scaled(0.96),
    "grey": of_picture(grey),
    "warm light": of_picture(warm),
    "blur": of_picture(blurred(0.015)),
    "JPEG 30": of_picture(compressed(30)),
    "30 % brighter": of_picture(lit(1.3)),
    "30 % darker": of_picture(lit(0.7)),
}
