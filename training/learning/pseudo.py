"""Pseudo-labels: unlabelled faces that the network is sure of join the training part.

Lee, "Pseudo-Label: The Simple and Efficient Semi-Supervised Learning Method", ICML workshop 2013.
The validation and the test part are never among them, nor is anybody whom they show.
"""

import hashlib
import logging
from dataclasses import replace

import numpy as np

from ..faces import LISTS, DataError

log = logging.getLogger(__name__)


def usable(unlabelled, *watched):
    """Unlabelled faces without those that the watched parts hold.

    Parameters
    ----------
    unlabelled : training.faces.Faces
    *watched : training.faces.Faces or None
        Validation and test: their pictures, people and videos are left out.

    Returns
    -------
    training.faces.Faces
    """
    watched = [part for part in watched if part is not None]
    pixels = {_pixels(image) for part in watched for image in part.images}
    people = {person for part in watched for person in part.people if person is not None}
    videos = {video for part in watched for video in part.videos if video is not None}
    keep = [
        number
        for number, image in enumerate(unlabelled.images)
        if unlabelled.people[number] not in people
        and unlabelled.videos[number] not in videos
        and _pixels(image) not in pixels
    ]
    if len(keep) < len(unlabelled):
        log.info("%d unlabelled faces are watched ones: left out", len(unlabelled) - len(keep))
    return unlabelled.select(np.array(keep, int))


def _pixels(image):
    return hashlib.sha256(np.ascontiguousarray(image)).digest()


def sure_ones(probabilities, threshold):
    """Which faces the network is sure of, and what it says of them.

    Returns
    -------
    chosen : ndarray of int
    votes : ndarray of float32, shape (len(chosen), K)
        One label each.
    """
    chosen = np.flatnonzero(probabilities.max(1) >= threshold)
    labels = probabilities[chosen].argmax(1)
    return chosen, np.eye(probabilities.shape[1], dtype=np.float32)[labels]


def joined(train, unlabelled, chosen, votes):
    """The training part with the chosen faces and their pseudo-labels behind it."""
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
