"""What a model expects of a face crop, and a batch of prepared faces as its input."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..types import FloatArray, Image


@dataclass(frozen=True)
class Preprocessing:
    """What a model expects of a face crop; kept on its model card.

    Attributes
    ----------
    size
        Side of the square input in pixels.
    detail
        Side to which a crop is reduced first, so that a sharp camera looks like the data the model
        learnt from; None keeps all detail.
    grey
        Whether the three input channels repeat one luminance channel.
    mean, std
        Normalisation of RGB in [0, 1].
    scale
        Side of the square crop, in heights of the detector's box.
    shift
        How far the crop is moved up, in box heights.
    mirrored
        Whether the outputs are the mean over the face and its mirror image, so that both halves of
        a face count alike.
    """

    size: int
    detail: int | None = None
    grey: bool = False
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)
    scale: float = 1.175
    shift: float = 0.093
    mirrored: bool = False


def to_input(faces: Sequence[Image], preprocessing: Preprocessing) -> FloatArray:
    """Normalise faces (size, size, 3) into a float32 batch (N, 3, size, size)."""
    batch = np.stack(faces).astype(np.float32)
    batch -= np.float32(255) * np.asarray(preprocessing.mean, np.float32)
    batch /= np.float32(255) * np.asarray(preprocessing.std, np.float32)
    return np.ascontiguousarray(batch.transpose(0, 3, 1, 2))
