"""From stored faces to logits and probabilities, prepared exactly as serving prepares them."""

import numpy as np

from scoring.models.backends import softmax
from scoring.models.preprocessing import to_input
from scoring.models.resizing import resize_face

BATCH = 128


def prepared(images, preprocessing):
    """Stored faces, grey (N, S, S) or colour (N, S, S, 3), as the network's input.

    Returns
    -------
    ndarray of float32, shape (N, 3, size, size)
    """
    return to_input(
        [resize_face(in_colour(image), preprocessing) for image in images], preprocessing
    )


def in_colour(image):
    """A face with three channels, whatever it had."""
    return image if image.ndim == 3 else np.repeat(image[..., None], 3, 2)


def logits_of(run, images, preprocessing, batch=BATCH):
    """Outputs of a network for faces.

    Parameters
    ----------
    run : callable
        From float32 (N, 3, S, S) to outputs (N, K).
    images : ndarray of uint8, shape (N, S, S) or (N, S, S, 3)
    preprocessing : scoring.models.preprocessing.Preprocessing

    Returns
    -------
    ndarray of float32, shape (N, K)
    """
    parts = [
        np.asarray(run(prepared(images[start : start + batch], preprocessing)), np.float32)
        for start in range(0, len(images), batch)
    ]
    return np.concatenate(parts)


def probabilities_of(run, images, preprocessing, batch=BATCH):
    """Softmax of `logits_of`."""
    return softmax(logits_of(run, images, preprocessing, batch))
