"""A simulated clip and the takes that people record of it."""

from dataclasses import replace
from functools import partial

import numpy as np

from scoring.formula.score import ScoreError, check_reference

from .simulation import EXPRESSIONS, RATE, act, make_person, watch

CAPTURE = 2.0  # seconds of a neutral capture


class Scene:
    """A clip as one classifier sees it.

    Parameters
    ----------
    rng : numpy.random.Generator
    classifier : Classifier
    play : callable rng -> ndarray of float, shape (N, E)
        Draws what the actor shows; drawn again until the clip can be scored.

    Attributes
    ----------
    strengths : ndarray of float, shape (N, E)
    clip : Track
    """

    def __init__(self, rng, classifier, play=act):
        self.rng, self.classifier = rng, classifier
        while True:
            self.strengths = play(rng)
            self.clip = watch(rng, self.strengths, classifier, make_person(rng))
            if scorable(self.clip):
                break

    def take(self, performance):
        """The track of a performance by somebody new, who began with a neutral capture."""
        person = make_person(self.rng)
        look = partial(watch, self.rng, classifier=self.classifier, person=person)
        still = look(np.zeros((round(CAPTURE * RATE), EXPRESSIONS)))
        track = look(performance.strengths, noise=performance.noise, seen=performance.seen)
        return replace(track, rest=still.probabilities.mean(axis=0))


def scorable(clip):
    """Whether a clip can be a reference."""
    try:
        check_reference(clip)
    except ScoreError:
        return False
    return True
