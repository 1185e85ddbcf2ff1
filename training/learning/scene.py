"""Augmentation "scene": a face as any camera would show it, however its data set frames it.

Data sets frame faces differently: one cuts them out along their outline on black, another shows
half the hair. A network that learns from several would learn the frame along with the face. So
each face is drawn at a size from its set's range, a face that was cut out gets a random
background, and now and then another face is cut out in the same way. Light, colour and detail
then vary as in "video", down to low light and small faces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from scoring.types import FloatArray, Image

ANGLE = 14.0  # degrees in either direction
SHIFT = 0.07  # share of the side
BLACK = 10  # brightest level of the black around a face that was cut out
CUT_OUT = 0.2  # how often a face that was not cut out is cut out along another one's outline


@dataclass(frozen=True)
class Framing:
    """How a set shows its faces.

    Attributes
    ----------
    zoom
        Smallest and largest enlargement.
    cut_out
        Whether they are cut out on black.
    """

    zoom: tuple[float, float] = (0.86, 1.16)
    cut_out: bool = False


def placed(images: Sequence[Image], framings: Sequence[Framing], rng: np.random.Generator) -> Image:
    """Each face at a random place, size and angle, before a background of its own.

    Parameters
    ----------
    images
        RGB, shape (S, S, 3) each.
    framings
        One for each image.

    Returns
    -------
    faces
        Shape (N, S, S, 3).
    """
    outlines = [
        outline(image) if framing.cut_out else None
        for image, framing in zip(images, framings, strict=True)
    ]
    known = [shape for shape in outlines if shape is not None]
    result = []
    for image, framing, shape in zip(images, framings, outlines, strict=True):
        matrix = placing(len(image), framing.zoom, rng)
        if shape is None and known and rng.random() < CUT_OUT:
            shape = known[rng.integers(len(known))]
        if rng.random() < 0.5:
            image, shape = image[:, ::-1], None if shape is None else shape[:, ::-1]
        result.append(drawn(np.ascontiguousarray(image), shape, matrix, images, rng))
    return np.stack(result)


def placing(side: int, zoom: tuple[float, float], rng: np.random.Generator) -> FloatArray:
    """A random rotation, enlargement and shift, as OpenCV's 2 x 3 matrix."""
    matrix: Any = cv2.getRotationMatrix2D(
        (side / 2, side / 2), rng.uniform(-ANGLE, ANGLE), rng.uniform(*zoom)
    )
    matrix[:, 2] += rng.uniform(-SHIFT, SHIFT, 2) * side
    return matrix


def drawn(
    image: Image,
    shape: Image | None,
    matrix: FloatArray,
    others: Sequence[Image],
    rng: np.random.Generator,
) -> Image:
    """The face moved by a matrix; with an outline, before a random background."""
    side = len(image)
    if shape is None:
        edge = cv2.BORDER_REPLICATE if rng.random() < 0.5 else cv2.BORDER_REFLECT
        return np.asarray(cv2.warpAffine(image, matrix, (side, side), borderMode=edge), np.uint8)
    face = cv2.warpAffine(image, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(np.ascontiguousarray(shape), matrix, (side, side))
    share = cv2.GaussianBlur(inside, (0, 0), rng.uniform(0.5, 2.0))[..., None] / np.float32(255)
    behind = background(side, others, rng)
    return (share * face + (1 - share) * behind).astype(np.uint8)


def background(side: int, others: Sequence[Image], rng: np.random.Generator) -> Image:
    """One colour, noise, a gradient of two colours, or a blurred piece of another picture."""
    kind = rng.integers(5)
    first, second = rng.integers(0, 256, (2, 3))
    if kind == 0:
        return np.full((side, side, 3), first, np.uint8)
    if kind == 1:
        coarse = rng.integers(0, 256, (rng.integers(2, 12), rng.integers(2, 12), 3), np.uint8)
        smooth = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
        return np.asarray(smooth, np.uint8)
    if kind == 2:
        ramp = np.linspace(0, 1, side, dtype=np.float32)
        ramp = ramp[:, None] if rng.random() < 0.5 else ramp[None, :]
        return np.broadcast_to(first + (second - first) * ramp[..., None], (side, side, 3)).astype(
            np.uint8
        )
    other = others[int(rng.integers(len(others)))]
    size = int(rng.integers(side // 4, side // 2))
    top, left = rng.integers(0, side - size, 2)
    piece = cv2.resize(other[top : top + size, left : left + size], (side, side))
    return np.asarray(cv2.GaussianBlur(piece, (0, 0), rng.uniform(0.5, 6.0)), np.uint8)


def outline(image: Image) -> Image:
    """The mask of a face that was cut out on black: 255 inside, 0 in the surrounding black.

    Parameters
    ----------
    image
        RGB, shape (S, S, 3).

    Returns
    -------
    mask
        Shape (S, S).
    """
    dark = (image.max(2) <= BLACK).astype(np.uint8)
    framed = cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    cv2.floodFill(framed, None, (0, 0), 2)
    inside = (framed[1:-1, 1:-1] != 2).astype(np.uint8) * 255
    # The outermost two pixels mix face and black.
    return np.asarray(cv2.erode(inside, np.ones((3, 3), np.uint8), iterations=2), np.uint8)
