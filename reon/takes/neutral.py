"""The resting face that a performer showed before performing."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from scoring.track import Track

LEAST_FRAMES = 5  # half a second; fewer say nothing about a face
LEAST_NEUTRAL = 0.25  # mean probability; the model gives less to faces that show an expression


class Note(StrEnum):
    """What became of a resting face that was recorded."""

    USED = "used"
    NO_FACE = "no_face"
    NOT_CALM = "not_calm"
    UNREADABLE = "unreadable"


def resting_face_of(track: Track) -> tuple[NDArray[np.floating] | None, Note]:
    """What the track of a neutral capture says about a person's resting face.

    Returns
    -------
    rest : shape (K,)
        Mean probabilities over the frames with a face; None where they are of no use.
    note
        Not calm: neutral is not among the two largest of the means, or small beside the largest,
        so the person was showing an expression, which must not be taken away from later ones.
    """
    if track.seen.sum() < LEAST_FRAMES:
        return None, Note.NO_FACE
    mean = track.probabilities[track.seen].mean(axis=0)
    largest = np.argsort(-mean, kind="stable")[:2]
    if track.neutral not in largest or mean[track.neutral] < LEAST_NEUTRAL:
        return None, Note.NOT_CALM
    return mean, Note.USED
