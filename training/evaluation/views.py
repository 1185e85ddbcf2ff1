"""Test-time augmentation: several views of a face, their probabilities averaged."""

from collections.abc import Callable, Sequence

import numpy as np

from scoring.models.preprocessing import Preprocessing
from scoring.types import Backend, FloatArray, Image

from ..types import Images
from .predict import probabilities_of

SHIFT = 0.04


def mirrored(images: Image) -> Image:
    """The mirror images of faces."""
    return images[:, :, ::-1]


def moved(images: Image, right: float, down: float) -> Image:
    """Faces shifted by a share of their side; the border is repeated."""
    side = images.shape[1]
    across = np.clip(np.arange(side) - round(right * side), 0, side - 1)
    along = np.clip(np.arange(side) - round(down * side), 0, side - 1)
    return images[:, along][:, :, across]


VIEWS: dict[str, Callable[[Image], Image]] = {
    "plain": lambda images: images,
    "mirrored": mirrored,
    "left": lambda images: moved(images, -SHIFT, 0),
    "right": lambda images: moved(images, SHIFT, 0),
    "up": lambda images: moved(images, 0, -SHIFT),
    "down": lambda images: moved(images, 0, SHIFT),
}


def view_probabilities(
    run: Backend, images: Images, preprocessing: Preprocessing, views: Sequence[str] = tuple(VIEWS)
) -> FloatArray:
    """Mean probabilities over views of each face, float32, shape (N, K).

    Parameters
    ----------
    views
        Names of `VIEWS`.
    """
    pixels = np.asarray(images)
    each = [probabilities_of(run, VIEWS[name](pixels), preprocessing) for name in views]
    return np.mean(each, axis=0)
