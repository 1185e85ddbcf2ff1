"""What a model expects of a face crop, and a batch of prepared faces as its input."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Preprocessing:
    """What a model expects of a face crop; kept on its model card.

    Attributes
    ----------
    size : int
        Side of the square input in pixels.
    detail : int or None
        Side to which a crop is first reduced, so that a sharp camera looks like the data
        the model learnt from; None keeps all detail.
    grey : bool
        Whether the three input channels repeat one luminance channel.
    mean, std : tuple of float, length 3
        Normalisation of RGB in [0, 1].
    scale : float
        Side of the square crop as a multiple of the detector's box height.
    shift : float
        How far the crop moves up, in box heights.
    mirrored : bool
        Whether the outputs are the mean over the face and its mirror image, so that both
        halves of a face count alike.
    """

    size: int
    detail: int | None = None
    grey: bool = False
    mean: tuple = (0.485, 0.456, 0.406)
    std: tuple = (0.229, 0.224, 0.225)
    scale: float = 1.175
    shift: float = 0.093
    mirrored: bool = False


def to_input(faces, preprocessing):
    """Normalise a batch of prepared faces.

    Parameters
    ----------
    faces : sequence of ndarray of uint8, shape (size, size, 3)

    Returns
    -------
    ndarray of float32, shape (N, 3, size, size)
    """
    batch = np.stack(faces).astype(np.float32)
    batch -= np.float32(255) * np.asarray(preprocessing.mean, np.float32)
    batch /= np.float32(255) * np.asarray(preprocessing.std, np.float32)
    return np.ascontiguousarray(batch.transpose(0, 3, 1, 2))
