"""The resting face that a performer showed before performing."""

import numpy as np

LEAST_FRAMES = 5  # half a second; fewer say nothing about a face
LEAST_NEUTRAL = 0.25  # mean probability; the model gives less to faces that show an expression
USED, NO_FACE, NOT_CALM, UNREADABLE = "used", "no_face", "not_calm", "unreadable"


def resting_face_of(track):
    """What a neutral capture says about a person's resting face.

    Parameters
    ----------
    track : scoring.track.Track
        Of the neutral capture.

    Returns
    -------
    rest : ndarray of float, shape (K,), or None
        Mean probabilities over the frames with a face; None where they are of no use.
    note : {"used", "no_face", "not_calm"}
        Not calm: neutral is not among the two largest of the means, or small beside the largest,
        so the person was showing an expression, which must not be taken away from later ones.
    """
    if track.seen.sum() < LEAST_FRAMES:
        return None, NO_FACE
    mean = track.probabilities[track.seen].mean(axis=0)
    largest = np.argsort(-mean, kind="stable")[:2]
    if track.neutral not in largest or mean[track.neutral] < LEAST_NEUTRAL:
        return None, NOT_CALM
    return mean, USED
