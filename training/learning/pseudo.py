"""Pseudo-labels: unlabelled faces that the network is confident about join the training part.

Lee, "Pseudo-Label: The Simple and Efficient Semi-Supervised Learning Method", ICML workshop 2013.
Faces of the validation and test parts are never among them, nor are the people in those parts.
"""

import logging
from dataclasses import replace

import numpy as np

from scoring.types import FloatArray, IntArray

from ..faces import LISTS, DataError, Faces, picture_hash

log = logging.getLogger(__name__)


def usable(unlabelled: Faces, *held_out: Faces | None) -> Faces:
    """Unlabelled faces without those that occur in held-out parts.

    Parameters
    ----------
    *held_out
        Validation and test: their pictures, people and videos are left out.
    """
    parts = [part for part in held_out if part is not None]
    pixels = {picture_hash(image) for part in parts for image in part.images}
    people = {person for part in parts for person in part.people if person is not None}
    videos = {video for part in parts for video in part.videos if video is not None}
    keep = [
        number
        for number, image in enumerate(unlabelled.images)
        if unlabelled.people[number] not in people
        and unlabelled.videos[number] not in videos
        and picture_hash(image) not in pixels
    ]
    left_out = len(unlabelled) - len(keep)
    if left_out:
        log.info("%d unlabelled faces occur in held-out parts: left out", left_out)
    return unlabelled.select(np.array(keep, int))


def confident_faces(probabilities: FloatArray, threshold: float) -> tuple[IntArray, FloatArray]:
    """Which faces the network is confident about, and their pseudo-labels.

    Returns
    -------
    chosen
        Indices, shape (M,).
    votes
        One label each, float32, shape (M, K).
    """
    chosen = np.flatnonzero(probabilities.max(1) >= threshold)
    labels = probabilities[chosen].argmax(1)
    return chosen, np.eye(probabilities.shape[1], dtype=np.float32)[labels]


def joined(train: Faces, unlabelled: Faces, chosen: IntArray, votes: FloatArray) -> Faces:
    """The training part followed by the chosen faces with their pseudo-labels."""
    if train.images.shape[1:] != unlabelled.images.shape[1:]:
        raise DataError(
            f"unlabelled faces are {unlabelled.images.shape[1:]}, training faces "
            f"{train.images.shape[1:]}: prepare both with the same size and colour"
        )
    more = unlabelled.select(chosen)
    affect = None
    if train.affect is not None:
        affect = np.concatenate([train.affect, np.full((len(more), 2), np.nan, np.float32)])
    return replace(
        train,
        images=np.concatenate([train.images, more.images]),
        votes=np.concatenate([train.votes, votes]),
        affect=affect,
        **{name: getattr(train, name) + getattr(more, name) for name in LISTS},
    )
