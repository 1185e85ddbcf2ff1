"""A clip as a whole, described from its track: statistics over time, and one vector per clip.

Frames without a face are left out everywhere. A curve is cut where no face was seen for longer than
`CURVE_GAP`: a peak lies within one piece, never across two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .constants import CURVE_GAP, PEAK_PROMINENCE, PEAK_SMOOTHING
from .errors import ScoringError
from .track import Track
from .types import BoolArray, FloatArray

AFFECT = ("valence", "arousal")
STATISTICS = (
    *("mean", "sd", "min", "max", "range", "slope"),
    *("dominant", "peaks", "peak_rate"),
)


class FeatureError(ScoringError):
    """A track cannot be described."""

    code = "no_features"


@dataclass(frozen=True, eq=False)
class Curves:
    """The curves of a track, over the frames with a face.

    Attributes
    ----------
    names
        The labels, then valence and arousal where the track has them; C names.
    times
        Seconds, shape (M,).
    values
        Shape (M, C).
    dominant
        Whether a label has the highest probability, and whether valence and arousal are above 0;
        shape (M, C).
    """

    names: Sequence[str]
    times: FloatArray
    values: FloatArray
    dominant: BoolArray


def curves_of(track: Track) -> Curves:
    """The curves of a track."""
    rows = track.probabilities[track.seen].astype(float)
    dominant = np.zeros(rows.shape, bool)
    dominant[np.arange(len(rows)), rows.argmax(axis=1)] = True
    names = tuple(track.labels)
    if track.affect is not None:
        affect = track.affect[track.seen].astype(float)
        names, rows = (*names, *AFFECT), np.hstack([rows, affect])
        dominant = np.hstack([dominant, affect > 0])
    return Curves(names, track.times[track.seen], rows, dominant)


def temporal_features(track: Track) -> dict[str, float]:
    """Statistics of each emotion, and of valence and arousal where the track has them.

    Over the M frames with a face, with x the values and t the seconds:

    - mean = Σx / M
    - sd = √(Σ(x - mean)² / M)
    - min, max, and range = max - min
    - slope = Σ(t - mean t)(x - mean) / Σ(t - mean t)², per second: the least-squares line; 0 for a
      single moment
    - dominant: share of the frames in which the emotion is the strongest; for valence and arousal,
      in which they are above 0
    - peaks: number of peaks that stand at least `PEAK_PROMINENCE` above both sides, in the running
      mean over `PEAK_SMOOTHING` frames, within each piece between gaps; the ends of a piece are no
      peaks
    - peak_rate = peaks / seconds with a face; 0 where there are no seconds

    Returns
    -------
    features
        'seconds' with a face and 'coverage' (share of the frames with a face), then
        'happiness.mean' and so on. Without any face, all but those two are NaN.
    """
    curves = curves_of(track)
    pieces = pieces_of(curves.times)
    seconds = seconds_of(curves.times, pieces)
    features = {"seconds": seconds, "coverage": track.coverage}
    for column, name in enumerate(curves.names):
        found = statistics(curves.times, curves.values[:, column], pieces, seconds)
        share = curves.dominant[:, column].mean() if len(curves.times) else np.nan
        found["dominant"] = float(share)
        features |= {f"{name}.{statistic}": found[statistic] for statistic in STATISTICS}
    return features


def statistics(
    times: FloatArray, values: FloatArray, pieces: Sequence[slice], seconds: float
) -> dict[str, float]:
    """The statistics of one curve, except 'dominant'; see `temporal_features`."""
    if not len(values):
        return dict.fromkeys(STATISTICS, float("nan"))
    offsets = times - times.mean()
    spread = float(offsets @ offsets)
    peaks = sum(count_peaks(values[piece]) for piece in pieces)
    found = {
        "mean": values.mean(),
        "sd": values.std(),
        "min": values.min(),
        "max": values.max(),
        "range": np.ptp(values),
        "slope": offsets @ (values - values.mean()) / spread if spread > 0 else 0.0,
        "peaks": peaks,
        "peak_rate": peaks / seconds if seconds > 0 else 0.0,
    }
    return {name: float(value) for name, value in found.items()}


def pieces_of(times: FloatArray) -> list[slice]:
    """Slices of the frames between gaps."""
    cuts = np.flatnonzero(np.diff(times) > CURVE_GAP) + 1
    edges = [0, *cuts.tolist(), len(times)]
    return [slice(start, end) for start, end in pairwise(edges)]


def seconds_of(times: FloatArray, pieces: Sequence[slice]) -> float:
    """Seconds within the pieces, without the gaps."""
    return float(sum(times[piece][-1] - times[piece][0] for piece in pieces if len(times[piece])))


def count_peaks(values: FloatArray) -> int:
    """Number of peaks in one piece of a curve."""
    from scipy.signal import find_peaks

    if len(values) < PEAK_SMOOTHING:
        return 0
    smooth = np.convolve(values, np.ones(PEAK_SMOOTHING) / PEAK_SMOOTHING, "valid")
    return len(find_peaks(smooth, prominence=PEAK_PROMINENCE)[0])


def clip_descriptor(track: Track, extremes: bool = False) -> FloatArray:
    """One vector for a clip: mean and standard deviation of the features over time.

    For features f of the M frames with a face: Σf / M, then √(Σ(f - mean)² / M), 2560 numbers for
    EfficientNet-B0; with `extremes` also the least and the largest value of each, 5120 numbers. A
    track without features is described by the same statistics of its probabilities (2 K or 4 K
    numbers).

    Returns
    -------
    descriptor
        float32, shape (2 D,) or (4 D,).

    Raises
    ------
    FeatureError
        If no frame shows a face.
    """
    rows = track.probabilities if track.features is None else track.features
    rows = rows[track.seen].astype(np.float64)
    if not len(rows):
        raise FeatureError("no frame of the track shows a face: there is nothing to describe")
    parts = [rows.mean(axis=0), rows.std(axis=0)]
    if extremes:
        parts += [rows.min(axis=0), rows.max(axis=0)]
    return np.concatenate(parts).astype(np.float32)
