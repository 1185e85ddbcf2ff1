"""From a script of expressions to what the actor does in every frame."""

from dataclasses import dataclass, replace

import numpy as np

from .canvas import ramp
from .expression import NAMES, Expression, from_array, to_array
from .expressions import NEUTRAL

RAMP = 0.35
UNDERPLAYED = 0.4


@dataclass(frozen=True)
class Beat:
    """An expression held from `start` to `end` (seconds), reached over `RAMP`."""

    start: float
    end: float
    emotion: str
    expression: Expression


@dataclass(frozen=True)
class Manner:
    """How an actor performs.

    Attributes
    ----------
    late : float
        Seconds behind the script.
    strength : float
        How far each expression goes from the face at rest; 1 is as written.
    underplayed : str
        The emotion that goes only `UNDERPLAYED` of that far; empty for none.
    mirrored : bool
        Whether the film is mirrored, as many cameras do.
    seed : int
        Of the small movements and blinks.
    restless : float
        How large the small movements are.
    """

    late: float = 0.0
    strength: float = 1.0
    underplayed: str = ""
    mirrored: bool = False
    seed: int = 1
    restless: float = 1.0

    def play(self, emotion, expression):
        """The expression as this actor shows it, as a vector of muscles."""
        share = self.strength * (UNDERPLAYED if emotion == self.underplayed else 1.0)
        return to_array(NEUTRAL) * (1 - share) + to_array(expression) * share


def act(beats, seconds, rate, manner=None):
    """Play beats.

    Parameters
    ----------
    beats : sequence of Beat
        In order and without gaps.
    seconds, rate : float
        Length and frames a second.
    manner : Manner, optional

    Yields
    ------
    expression : Expression
    breath : float
        -1..1
    shift : tuple of float
        Where the head has moved to, in frame sides.
    """
    manner = manner or Manner()
    drift = _Drift(manner.seed, manner.restless)
    blinks = _blinks(seconds, manner.seed)
    for index in range(round(seconds * rate)):
        time = index / rate
        values = _blend(beats, time - manner.late, manner)
        e = from_array(values + drift.face(time))
        shut = max((_shut(time - blink) for blink in blinks), default=0.0)
        e = replace(e, lids=e.lids - shut * (1 + e.lids))
        yield e, np.sin(2 * np.pi * 0.27 * time + manner.seed), drift.shift(time)


def _blend(beats, time, manner):
    """Muscles at a time; an expression comes with a slight overshoot and settles."""
    values = np.zeros(len(NAMES))
    for beat in beats:
        since = time - beat.start
        weight = ramp(since / RAMP + 0.5) * (1 - ramp((time - beat.end) / RAMP + 0.5))
        settle = 1 + 0.07 * np.exp(-(((since - 0.30) / 0.16) ** 2))
        live = 1 + 0.03 * np.sin(2.1 * since + 1)
        values += weight * settle * live * manner.play(beat.emotion, beat.expression)
    return values


def _shut(since):
    """How far a blink has closed the eyes: down in 0.09 s, up in 0.16 s."""
    if since < 0:
        return float(ramp(1 + since / 0.09))
    return float(1 - ramp((since - 0.03) / 0.16))


def _blinks(seconds, seed):
    """Times of blinks, every 2 to 4.5 s."""
    random, times, time = np.random.default_rng(seed), [], 0.9
    while time < seconds:
        times.append(time)
        time += random.uniform(2.0, 4.5)
    return times


class _Drift:
    """Small movements that never stop: sums of slow sines."""

    def __init__(self, seed, amount):
        random = np.random.default_rng(seed)
        self.phase = random.uniform(0, 2 * np.pi, (6, 3))
        self.speed = random.uniform(0.5, 1.0, (6, 3)) * [0.6, 1.3, 2.4]
        self.amount = amount

    def _wave(self, row, time):
        angle = self.phase[row] + 2 * np.pi * 0.45 * self.speed[row] * time
        return self.amount * float(np.sin(angle) @ [0.6, 0.3, 0.12])

    def face(self, time):
        """Small changes of pose and gaze as a vector of muscles."""
        small = Expression(
            turn=3.2 * self._wave(0, time),
            nod=1.6 * self._wave(1, time),
            tilt=2.0 * self._wave(2, time),
            look_x=-0.10 * self._wave(0, time),
        )
        return to_array(small)

    def shift(self, time):
        """Small movement of the head in frame sides."""
        return 0.006 * self._wave(3, time), 0.004 * self._wave(4, time)
