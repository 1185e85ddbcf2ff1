"""What a track tells of a clip as a whole: statistics over time, and one vector a clip.

Frames without a face count nowhere. A curve is cut where no face was seen for longer than `GAP`:
a peak lies within one piece, never across.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .errors import ScoringError

GAP = 0.5  # seconds
PROMINENCE = 0.1  # how far a peak stands above the valleys beside it
SMOOTH = 3  # frames of the running mean before peaks are sought
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
    """The curves of a track, frames with a face only.

    Attributes
    ----------
    names : tuple of str, length C
        The labels, then valence and arousal where the track has them.
    times : ndarray of float64, shape (M,)
    values : ndarray of float64, shape (M, C)
    dominant : ndarray of bool, shape (M, C)
        Whether a label has the highest probability; whether valence and arousal are above 0.
    """

    names: tuple
    times: np.ndarray
    values: np.ndarray
    dominant: np.ndarray


def curves_of(track):
    """The curves of a `scoring.track.Track`."""
    rows = track.probabilities[track.seen].astype(float)
    dominant = np.zeros(rows.shape, bool)
    dominant[np.arange(len(rows)), rows.argmax(axis=1)] = True
    names = track.labels
    if track.affect is not None:
        affect = track.affect[track.seen].astype(float)
        names, rows = (*names, *AFFECT), np.hstack([rows, affect])
        dominant = np.hstack([dominant, affect > 0])
    return Curves(names, track.times[track.seen], rows, dominant)


def temporal_features(track):
    """Statistics of each emotion, and of valence and arousal where the track has them.

    Over the M frames with a face, x their values and t their seconds:

    - mean = Σx / M
    - sd = √(Σ(x - mean)² / M)
    - min, max, and range = max - min
    - slope = Σ(t - mean t)(x - mean) / Σ(t - mean t)², a second: the least-squares line; 0 for a
      single moment
    - dominant: share of the frames in which the emotion is the strongest; for valence and
      arousal in which they are above 0
    - peaks: number of rises and falls of at least `PROMINENCE` on either side, in the running
      mean over `SMOOTH` frames, each piece between gaps for itself; the ends of a piece are none
    - peak_rate = peaks / seconds with a face, 0 where that is no time

    Parameters
    ----------
    track : scoring.track.Track

    Returns
    -------
    dict of str to float
        'seconds' with a face and 'coverage' (share of frames with a face), then
        'happiness.mean' and so on. Without any face all but those two are NaN.
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


def statistics(times, values, pieces, seconds):
    """The statistics of one curve but 'dominant'; formulae as of `temporal_features`."""
    if not len(values):
        return dict.fromkeys(STATISTICS, float("nan"))
    away = times - times.mean()
    spread = float(away @ away)
    peaks = sum(count_peaks(values[piece]) for piece in pieces)
    found = {
        "mean": values.mean(),
        "sd": values.std(),
        "min": values.min(),
        "max": values.max(),
        "range": np.ptp(values),
        "slope": away @ (values - values.mean()) / spread if spread > 0 else 0.0,
        "peaks": peaks,
        "peak_rate": peaks / seconds if seconds > 0 else 0.0,
    }
    return {name: float(value) for name, value in found.items()}


def pieces_of(times):
    """Slices of the frames between gaps."""
    cuts = np.flatnonzero(np.diff(times) > GAP) + 1
    edges = [0, *cuts.tolist(), len(times)]
    return [slice(start, end) for start, end in pairwise(edges)]


def seconds_of(times, pieces):
    """Seconds within the pieces, gaps left out."""
    return float(sum(times[piece][-1] - times[piece][0] for piece in pieces if len(times[piece])))


def count_peaks(values):
    """Peaks of one piece of a curve."""
    from scipy.signal import find_peaks

    if len(values) < SMOOTH:
        return 0
    smooth = np.convolve(values, np.ones(SMOOTH) / SMOOTH, "valid")
    return len(find_peaks(smooth, prominence=PROMINENCE)[0])


def clip_descriptor(track, extremes=False):
    """One vector for a clip: the features' mean and standard deviation over time.

    For features f of the M frames with a face: Σf / M, then √(Σ(f - mean)² / M), 2560 numbers
    for EfficientNet-B0; with `extremes` also the least and the largest value of each, 5120. A
    track without features is described by the same statistics of its probabilities (2 K numbers,
    or 4 K).

    Parameters
    ----------
    track : scoring.track.Track
    extremes : bool

    Returns
    -------
    ndarray of float32, shape (2 D,) or (4 D,)

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
