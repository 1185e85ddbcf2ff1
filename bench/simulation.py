"""Simulated clips and people: emotion arcs, individual faces, and a classifier's noise.

A clip is a schedule of acted expressions with smooth onsets and offsets. A performer shows a
changed schedule; a classifier sees both with its own gain and confusions, the person's resting face
and manner of each expression, and noise that is partly slow and partly white.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from scoring.constants import FER_LABELS, NEUTRAL
from scoring.track import Track
from scoring.types import BoolArray, FloatArray

RATE = 15.0
NEUTRAL_INDEX = FER_LABELS.index(NEUTRAL)
EXPRESSIONS = len(FER_LABELS) - 1


@dataclass(frozen=True, eq=False)
class Classifier:
    """A simulated emotion classifier.

    Attributes
    ----------
    gain
        Logit of an expression at full strength.
    calm
        Logit of neutral for a face at rest.
    noise
        Standard deviation of the logits' noise.
    confusion
        How much of each acted expression reaches each label, shape (E, E).
    """

    gain: float
    calm: float
    noise: float
    confusion: FloatArray


def make_classifier(rng: np.random.Generator) -> Classifier:
    """A classifier of ordinary quality."""
    confusion = np.eye(EXPRESSIONS) + rng.gamma(0.5, 0.12, (EXPRESSIONS, EXPRESSIONS))
    return Classifier(
        rng.uniform(3.7, 5.5), rng.uniform(2.2, 3.0), rng.uniform(0.5, 0.8), confusion
    )


@dataclass(frozen=True, eq=False)
class Person:
    """A simulated face.

    Attributes
    ----------
    bias
        Logits by which the face at rest differs from the average face, shape (E,).
    manner
        What the face shows of each acted expression, shape (E, E); the average face's is the
        identity.
    """

    bias: FloatArray
    manner: FloatArray


def make_person(rng: np.random.Generator) -> Person:
    """A person whose expressions have an individual strength and purity."""
    strength = np.diag(rng.lognormal(0.0, 0.22, EXPRESSIONS))
    astray = rng.gamma(0.5, 0.2, (EXPRESSIONS, EXPRESSIONS))
    return Person(rng.normal(0.0, 0.45, EXPRESSIONS), strength + astray)


def act(rng: np.random.Generator, seconds: float = 15.0, calm: float = 0.35) -> FloatArray:
    """The strength of each expression over an acted clip.

    Parameters
    ----------
    calm
        Approximate share of the clip without expression.

    Returns
    -------
    strengths
        Shape (N, E), 0 to 1, at `RATE`.
    """
    times = np.arange(round(seconds * RATE)) / RATE
    strengths = np.zeros((len(times), EXPRESSIONS))
    at, last = rng.uniform(0.0, 1.0) * calm * 2, -1
    while at < seconds - 0.5:
        length = rng.uniform(1.5, 4.0)
        kind = rng.choice([k for k in range(EXPRESSIONS) if k != last])
        rise, fall = rng.uniform(0.3, 0.8, 2)
        arc = np.clip((times - at) / rise, 0, 1) * np.clip((at + length - times) / fall, 0, 1)
        strengths[:, kind] += rng.uniform(0.7, 1.0) * 0.5 * (1 - np.cos(np.pi * arc))
        if rng.random() < 0.3:
            strengths[:, rng.integers(EXPRESSIONS)] += 0.25 * arc
        at += length + rng.exponential(calm / (1 - calm) * 2.75)
        last = kind
    return strengths.clip(0, 1)


def hold(rng: np.random.Generator, seconds: float = 15.0) -> FloatArray:
    """One expression held from the first frame to the last; shape and units as in `act`."""
    strengths = np.zeros((round(seconds * RATE), EXPRESSIONS))
    level = rng.uniform(0.6, 1.0) + 0.05 * wander(rng, len(strengths))
    strengths[:, rng.integers(EXPRESSIONS)] = level.clip(0, 1)
    return strengths


def watch(
    rng: np.random.Generator,
    strengths: FloatArray,
    classifier: Classifier,
    person: Person,
    noise: float = 1.0,
    seen: BoolArray | None = None,
) -> Track:
    """The track that a classifier makes of acted strengths.

    Parameters
    ----------
    strengths
        Shape (N, E).
    noise
        Multiple of the classifier's noise.
    seen
        Where the face is seen, shape (N,); by default everywhere.
    """
    count = len(strengths)
    logits = np.zeros((count, len(FER_LABELS)))
    shown = classifier.gain * (strengths @ person.manner @ classifier.confusion) + person.bias
    logits[:, np.arange(len(FER_LABELS)) != NEUTRAL_INDEX] = shown
    logits[:, NEUTRAL_INDEX] = classifier.calm
    logits += noise * classifier.noise * flicker(rng, count, len(FER_LABELS))
    rows = np.exp(logits - logits.max(axis=1, keepdims=True))
    seen = np.ones(count, bool) if seen is None else seen
    return Track(np.arange(count) / RATE, rows, seen, FER_LABELS, "simulated")


def flicker(rng: np.random.Generator, count: int, columns: int) -> FloatArray:
    """Noise of unit variance, half slow (0.3 s) and half white."""
    keep = np.exp(-1 / (0.3 * RATE))
    pushes = np.sqrt(1 - keep**2) * rng.normal(size=(count, columns))
    pushes[:1] /= np.sqrt(1 - keep**2)
    slow = lfilter([1.0], [1.0, -keep], pushes, axis=0)
    return np.sqrt(0.5) * (slow + rng.normal(size=(count, columns)))


def delayed(strengths: FloatArray, lag: float | FloatArray) -> FloatArray:
    """Strengths shown `lag` seconds later (the same for all frames, or one for each)."""
    times = np.arange(len(strengths)) / RATE
    return np.stack([np.interp(times - lag, times, column) for column in strengths.T], axis=1)


def paced(strengths: FloatArray, tempo: float) -> FloatArray:
    """Strengths shown at another tempo; slower ones are longer."""
    count = round(len(strengths) / tempo)
    at = np.linspace(0, len(strengths) - 1, count)
    frames = np.arange(len(strengths))
    return np.stack([np.interp(at, frames, column) for column in strengths.T], axis=1)


def imitate(
    rng: np.random.Generator,
    strengths: FloatArray,
    quality: float = 1.0,
    lag: float | None = None,
) -> FloatArray:
    """An earnest performance: late, uneven in time, of an individual strength.

    Parameters
    ----------
    strengths
        Of the clip, shape (N, E).
    quality
        1 for a good performer; less is weaker, more uneven and less pure; at 0 nothing of the
        clip is left.
    lag
        Seconds; by default about 0.6.
    """
    lag = rng.normal(0.6, 0.15) if lag is None else lag
    slack = 0.2 + 0.5 * (1 - quality)
    shown = delayed(strengths, lag + slack * wander(rng, len(strengths)))
    strength = rng.uniform(0.75, 1.05) * quality
    shown = shown * (strength + 0.08 * wander(rng, len(shown))[:, None])
    astray = 1 - quality
    return ((1 - astray) * shown + astray * np.roll(shown, 1, axis=1)).clip(0, 1)


def wander(rng: np.random.Generator, count: int) -> FloatArray:
    """A smooth random curve of about unit size, shape (count,)."""
    knots = rng.normal(size=max(2, int(count / RATE / 2) + 2))
    return np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(knots)), knots)
