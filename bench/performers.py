"""The kinds of performer whose scores are compared, from earnest to cheating."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.types import BoolArray, FloatArray

from .simulation import EXPRESSIONS, RATE, act, imitate, paced


@dataclass(frozen=True, eq=False)
class Performance:
    """What a performer shows.

    Attributes
    ----------
    strengths
        Of each expression, 0 to 1, shape (N, E).
    seen
        Where the face is seen, shape (N,); by default everywhere.
    noise
        Multiple of the classifier's noise.
    """

    strengths: FloatArray
    seen: BoolArray | None = None
    noise: float = 1.0


def late(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """Lags behind the clip by 1.2 to 1.5 s."""
    return Performance(imitate(rng, strengths, lag=rng.uniform(1.2, 1.5)))


def own_tempo(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """Plays 10 to 25 % slower or faster; the recording is as long as the performance."""
    tempo = rng.uniform(1.1, 1.25)
    return Performance(paced(imitate(rng, strengths), tempo if rng.random() < 0.5 else 1 / tempo))


def nothing(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """Shows nothing."""
    return Performance(np.zeros_like(strengths))


def random(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """One expression after another, of any kind and length."""
    return Performance(act(rng, len(strengths) / RATE, calm=0.2))


def wrong(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """The right timing with other emotions."""
    return Performance(imitate(rng, np.roll(strengths, rng.integers(1, EXPRESSIONS), axis=1)))


def other_clip(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """An earnest performance of another clip of the same length."""
    return Performance(imitate(rng, act(rng, len(strengths) / RATE)))


def backwards(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """The clip from its end to its beginning."""
    return Performance(imitate(rng, strengths[::-1]))


def mugging(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """One grimace held throughout."""
    grimace = np.zeros_like(strengths)
    grimace[:, rng.integers(EXPRESSIONS)] = 1.0
    return Performance(grimace)


def cycling(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """All expressions in turn, a second each, again and again."""
    turn = np.arange(len(strengths)) // round(RATE) + rng.integers(EXPRESSIONS)
    return Performance(np.eye(EXPRESSIONS)[rng.permutation(EXPRESSIONS)][turn % EXPRESSIONS])


def stops_midway(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """Gives up halfway."""
    shown = imitate(rng, strengths)
    shown[len(shown) // 2 :] = 0
    return Performance(shown)


def hides_briefly(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """For a quarter of the time, without interruption, no face is seen."""
    count = len(strengths)
    frames = np.arange(count) - rng.integers(0, count - count // 4)
    return Performance(imitate(rng, strengths), (frames < 0) | (frames >= count // 4))


def partly_wrong(rng: np.random.Generator, strengths: FloatArray) -> Performance:
    """Plays a third of the clip with other emotions."""
    shown = imitate(rng, strengths)
    start = rng.integers(0, 2 * len(shown) // 3)
    third = slice(start, start + len(shown) // 3)
    shown[third] = np.roll(shown[third], rng.integers(1, EXPRESSIONS), axis=1)
    return Performance(shown)


KINDS: dict[str, Callable[[np.random.Generator, FloatArray], Performance]] = {
    "good": lambda rng, strengths: Performance(imitate(rng, strengths)),
    "lag 1.2-1.5 s": late,
    "own tempo": own_tempo,
    "nothing": nothing,
    "random": random,
    "wrong": wrong,
    "other clip": other_clip,
    "reversed": backwards,
    "mugging": mugging,
    "cycling": cycling,
    "half intensity": lambda rng, strengths: Performance(0.5 * imitate(rng, strengths)),
    "no face": lambda rng, strengths: Performance(
        imitate(rng, strengths), np.zeros(len(strengths), bool)
    ),
    "stopped midway": stops_midway,
    "face hidden 25 %": hides_briefly,
    "noise x 3": lambda rng, strengths: Performance(imitate(rng, strengths), noise=3.0),
    "partly wrong": partly_wrong,
    "overacted": lambda rng, strengths: Performance((1.6 * imitate(rng, strengths)).clip(0, 1)),
}
"""How each kind performs a clip, of which the strengths are given."""

BAD = ("nothing", "random", "wrong", "other clip", "reversed", "mugging", "cycling")
"""The seven kinds that a good performance must beat."""


def steady(
    rng: np.random.Generator,
    strengths: FloatArray,
    lag: float = 0.6,
    intensity: float = 1.0,
    noise: float = 1.0,
) -> Performance:
    """A good performance in which one property is set, for the ladders.

    Parameters
    ----------
    strengths
        Of the clip, shape (N, E).
    lag
        Seconds.
    intensity
        Multiple of a good performer's strength.
    noise
        Multiple of the classifier's noise.
    """
    return Performance(intensity * imitate(rng, strengths, lag=lag), noise=noise)
