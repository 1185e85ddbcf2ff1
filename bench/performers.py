"""The kinds of performer whose scores are compared, from earnest to cheating."""

from dataclasses import dataclass

import numpy as np

from .simulation import EXPRESSIONS, RATE, act, imitate, paced


@dataclass(frozen=True, eq=False)
class Performance:
    """What a performer shows: strengths (N, E), where the face is seen, multiple of the noise."""

    strengths: np.ndarray
    seen: np.ndarray | None = None
    noise: float = 1.0


def late(rng, strengths):
    """Follows the clip by 1.2 to 1.5 s."""
    return Performance(imitate(rng, strengths, lag=rng.uniform(1.2, 1.5)))


def own_tempo(rng, strengths):
    """Plays 10 to 25 % slower or faster; the recording is as long as the performance."""
    tempo = rng.uniform(1.1, 1.25)
    return Performance(paced(imitate(rng, strengths), tempo if rng.random() < 0.5 else 1 / tempo))


def nothing(rng, strengths):
    """Looks on."""
    return Performance(np.zeros_like(strengths))


def random(rng, strengths):
    """One expression after the other, of any kind and length."""
    return Performance(act(rng, len(strengths) / RATE, calm=0.2))


def wrong(rng, strengths):
    """The right moments with other emotions."""
    return Performance(imitate(rng, np.roll(strengths, rng.integers(1, EXPRESSIONS), axis=1)))


def other_clip(rng, strengths):
    """An earnest performance of another clip of that length."""
    return Performance(imitate(rng, act(rng, len(strengths) / RATE)))


def backwards(rng, strengths):
    """The clip from its end to its beginning."""
    return Performance(imitate(rng, strengths[::-1]))


def mugging(rng, strengths):
    """One grimace held all along."""
    grimace = np.zeros_like(strengths)
    grimace[:, rng.integers(EXPRESSIONS)] = 1.0
    return Performance(grimace)


def cycling(rng, strengths):
    """All expressions in turn, a second each, over and over."""
    turn = np.arange(len(strengths)) // round(RATE) + rng.integers(EXPRESSIONS)
    return Performance(np.eye(EXPRESSIONS)[rng.permutation(EXPRESSIONS)][turn % EXPRESSIONS])


def stops_midway(rng, strengths):
    """Gives up half way."""
    shown = imitate(rng, strengths)
    shown[len(shown) // 2 :] = 0
    return Performance(shown)


def hides_briefly(rng, strengths):
    """A quarter of the time, in one piece, no face is seen."""
    count = len(strengths)
    frames = np.arange(count) - rng.integers(0, count - count // 4)
    return Performance(imitate(rng, strengths), (frames < 0) | (frames >= count // 4))


def partly_wrong(rng, strengths):
    """Plays a third of the clip's stretch with other emotions."""
    shown = imitate(rng, strengths)
    third = slice(start := rng.integers(0, 2 * len(shown) // 3), start + len(shown) // 3)
    shown[third] = np.roll(shown[third], rng.integers(1, EXPRESSIONS), axis=1)
    return Performance(shown)


KINDS = {
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
"""Name of each kind to ``perform(rng, strengths) -> Performance``."""

BAD = ("nothing", "random", "wrong", "other clip", "reversed", "mugging", "cycling")
"""The seven kinds that a good performance must beat."""


def steady(rng, strengths, lag=0.6, intensity=1.0, noise=1.0):
    """A good performance in which one thing is set, for the ladders.

    Parameters
    ----------
    rng : numpy.random.Generator
    strengths : ndarray of float, shape (N, E)
    lag : float
        Seconds.
    intensity : float
        Multiple of a good performer's strength.
    noise : float
        Multiple of the classifier's noise.

    Returns
    -------
    Performance
    """
    return Performance(intensity * imitate(rng, strengths, lag=lag), noise=noise)
