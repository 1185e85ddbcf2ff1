"""Tracks for the tests: simulated performances, and small ones made by hand."""

import numpy as np
from hypothesis import strategies as st

from bench.simulation import act, imitate, make_classifier, make_person, watch
from scoring.constants import FER_LABELS
from scoring.track import Track


def clip_and_take(seed, seconds=12.0, perform=imitate):
    """A simulated clip and somebody's performance of it, seen by one classifier."""
    rng = np.random.default_rng(seed)
    classifier = make_classifier(rng)
    strengths = act(rng, seconds)
    clip = watch(rng, strengths, classifier, make_person(rng))
    return clip, watch(rng, perform(rng, strengths), classifier, make_person(rng))


def still(rng, strengths):
    """A performer who does nothing."""
    return np.zeros_like(strengths)


def stranger(rng, strengths):
    """A performer of another clip of the same length."""
    return act(rng, len(strengths) / 15.0)


def plain(rows, rate=10.0, labels=FER_LABELS):
    """A track of the given rows in which every face is seen."""
    rows = np.asarray(rows, float).reshape(-1, len(labels))
    return Track(np.arange(len(rows)) / rate, rows, np.ones(len(rows), bool), labels)


@st.composite
def wild_tracks(draw, most=60, gaps=True, count=None):
    """Tracks of any shape: unsteady times, gaps, noise without any arc."""
    count = draw(st.integers(0, most)) if count is None else count
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sharpness = draw(st.sampled_from([0.3, 1.0, 3.0, 10.0]))
    times = draw(st.floats(-3, 3)) + np.cumsum(rng.uniform(0.01, 0.3, count))
    hold = draw(st.sampled_from([1, 5, 20]))
    logits = sharpness * np.repeat(rng.normal(size=(count // hold + 1, 7)), hold, axis=0)[:count]
    seen = rng.random(count) < draw(st.sampled_from([0.0, 0.5, 1.0])) if gaps else np.ones(count)
    return Track(times, np.exp(logits), seen, FER_LABELS)
