"""A simulated clip and the takes that people record of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from scoring.formula.score import ScoreError, check_reference
from scoring.track import Track
from scoring.types import FloatArray

from .performers import Performance
from .simulation import EXPRESSIONS, RATE, Classifier, act, make_person, watch

CAPTURE = 2.0  # seconds of a neutral capture


class Scene:
    """A clip as one classifier sees it.

    Parameters
    ----------
    play
        Draws what the actor shows, shape (N, E); drawn again until the clip can be scored.

    Attributes
    ----------
    strengths
        What the actor shows, shape (N, E).
    clip
        The track of the clip.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        classifier: Classifier,
        play: Callable[[np.random.Generator], FloatArray] = act,
    ) -> None:
        self.rng, self.classifier = rng, classifier
        while True:
            self.strengths = play(rng)
            self.clip = watch(rng, self.strengths, classifier, make_person(rng))
            if scorable(self.clip):
                break

    def take(self, performance: Performance) -> Track:
        """The track of a performance by a new person, who began with a neutral capture."""
        person = make_person(self.rng)
        record = partial(watch, self.rng, classifier=self.classifier, person=person)
        still = record(np.zeros((round(CAPTURE * RATE), EXPRESSIONS)))
        track = record(performance.strengths, noise=performance.noise, seen=performance.seen)
        return replace(track, rest=still.probabilities.mean(axis=0))


def scorable(clip: Track) -> bool:
    """Whether a clip can be a reference."""
    try:
        check_reference(clip)
    except ScoreError:
        return False
    return True
