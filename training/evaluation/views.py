"""Test-time augmentation: several views of a face, their probabilities averaged."""

import numpy as np

from .predict import probabilities_of

SHIFT = 0.04


def mirrored(images):
    """Faces seen in a mirror."""
    return images[:, :, ::-1]


def moved(images, right, down):
    """Faces moved by a share of their side; the border is repeated."""
    side = images.shape[1]
    across = np.clip(np.arange(side) - round(right * side), 0, side - 1)
    along = np.clip(np.arange(side) - round(down * side), 0, side - 1)
    return images[:, along][:, :, across]


VIEWS = {
    "plain": lambda images: images,
    "mirrored": mirrored,
    "left": lambda images: moved(images, -SHIFT, 0),
    "right": lambda images: moved(images, SHIFT, 0),
    "up": lambda images: moved(images, 0, -SHIFT),
    "down": lambda images: moved(images, 0, SHIFT),
}


def view_probabilities(run, images, preprocessing, views=tuple(VIEWS)):
    """Mean probabilities over views of each face.

    Parameters
    ----------
    run : callable
        From float32 (N, 3, S, S) to logits (N, K).
    images : ndarray of uint8, shape (N, S, S) or (N, S, S, 3)
    preprocessing : scoring.models.preprocessing.Preprocessing
    views : sequence of str
        Names of `VIEWS`.

    Returns
    -------
    ndarray of float32, shape (N, K)
    """
    seen = [probabilities_of(run, VIEWS[name](images), preprocessing) for name in views]
    return np.mean(seen, axis=0)
