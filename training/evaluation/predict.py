"""From stored faces to logits and probabilities, prepared exactly as in serving."""

from collections.abc import Iterable

import numpy as np

from scoring.models.backends import softmax
from scoring.models.preprocessing import Preprocessing, to_input
from scoring.models.resizing import resize_face
from scoring.types import Backend, FloatArray, Image

from ..types import Images

BATCH = 128


def prepared(images: Iterable[Image], preprocessing: Preprocessing) -> FloatArray:
    """Stored faces as the network's input, float32, shape (N, 3, size, size)."""
    return to_input(
        [resize_face(in_colour(image), preprocessing) for image in images], preprocessing
    )


def in_colour(image: Image) -> Image:
    """A face with three channels."""
    return image if image.ndim == 3 else np.repeat(image[..., None], 3, 2)


def logits_of(
    run: Backend, images: Images, preprocessing: Preprocessing, batch: int = BATCH
) -> FloatArray:
    """Outputs of a network for faces, float32, shape (N, K)."""
    parts = [
        np.asarray(run(prepared(images[start : start + batch], preprocessing)), np.float32)
        for start in range(0, len(images), batch)
    ]
    return np.concatenate(parts)


def probabilities_of(
    run: Backend, images: Images, preprocessing: Preprocessing, batch: int = BATCH
) -> FloatArray:
    """Softmax of `logits_of`."""
    return softmax(logits_of(run, images, preprocessing, batch))
