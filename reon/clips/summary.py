"""What the catalogue says of a track: strip, difficulty, descriptor, a frame to show."""

from typing import TypedDict

import numpy as np

from scoring.features import temporal_features
from scoring.track import Track

PIECE = 0.5  # seconds of one piece of the strip
FAR = 0.7  # spread of a face that is half the time all of one expression, half of another
OFTEN = 1.5  # turns a second of a clip with the highest difficulty
STEADY = 0.25  # share of the difficulty that a clip has without any turn
DESCRIBED = ("mean", "sd", "dominant", "peak_rate")


class StripPiece(TypedDict):
    """The strongest emotion of half a second.

    Its strength, 0 to 1, is the share of the face that is not neutral; where no face was seen it
    is neutral with strength 0.
    """

    emotion: str
    strength: float


def strip_of(track: Track, duration: float) -> list[StripPiece]:
    """The strongest emotion of every half second."""
    pieces: list[StripPiece] = []
    for start in np.arange(0.0, max(duration, PIECE) - PIECE / 2, PIECE):
        inside = (track.times >= start) & (track.times < start + PIECE) & track.seen
        if not inside.any():
            pieces.append({"emotion": "neutral", "strength": 0.0})
            continue
        mean = track.probabilities[inside].mean(axis=0)
        strength = 1.0 - float(mean[track.neutral])
        mean[track.neutral] = 0.0 if strength > 0.5 else 1.0
        emotion = track.labels[int(mean.argmax())]
        pieces.append({"emotion": emotion, "strength": round(strength, 3)})
    return pieces


def difficulty_of(track: Track) -> float:
    """How much the emotions move: how far, times how often they turn, 0 to 1.

    With the statistics of `scoring.features.temporal_features`, far = √(Σ sd²) over the labels
    and often = Σ peak_rate over those that are not neutral::

        min(1, far / FAR) · (STEADY + (1 - STEADY) · min(1, often / OFTEN))

    A held expression is 0; going once from one expression to another is at most a quarter; the
    highest difficulty is whole changes of expression that come and go three times in two seconds.
    """
    features = temporal_features(track)
    if features["seconds"] == 0:
        return 0.0
    far = np.sqrt(sum(features[f"{label}.sd"] ** 2 for label in track.labels))
    shown = [label for label in track.labels if label != track.labels[track.neutral]]
    often = sum(features[f"{label}.peak_rate"] for label in shown)
    return float(min(1.0, far / FAR) * (STEADY + (1 - STEADY) * min(1.0, often / OFTEN)))


def descriptor_of(track: Track) -> dict[str, float]:
    """A few statistics of each emotion by name, for "clips like this"; empty without a face."""
    return {
        name: round(value, 4)
        for name, value in temporal_features(track).items()
        if name.rpartition(".")[2] in DESCRIBED and np.isfinite(value)
    }


def liveliest(track: Track) -> float:
    """The second at which the face is least neutral."""
    active = np.where(track.seen, 1.0 - track.probabilities[:, track.neutral], -1.0)
    return float(track.times[int(active.argmax())])
