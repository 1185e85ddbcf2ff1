"""The emotion track: what every other part reads and writes."""

from dataclasses import dataclass, replace

import numpy as np

from .constants import NEUTRAL
from .errors import ScoringError

VERSION = 2  # 1 had neither features nor affect
OPTIONAL = ("rest", "features", "affect")


class TrackError(ScoringError):
    """The parts of a track do not fit together, or a file holds no track."""

    code = "bad_track"


@dataclass(frozen=True, eq=False)
class Track:
    """Emotion probabilities over time.

    The constructor puts rows into ascending time, joins rows of one time (their mean over the
    rows with a face), and scales each row to sum 1. Rows that hold no distribution (sum 0, not
    finite) count as unseen; unseen rows hold zeros.

    Attributes
    ----------
    times : ndarray of float64, shape (N,)
        Seconds on the clip's clock, strictly ascending.
    probabilities : ndarray of float32, shape (N, K)
    seen : ndarray of bool, shape (N,)
        Whether a face was found.
    labels : tuple of str, length K
        Must hold 'neutral'.
    model, model_hash : str
        Name and SHA-256 of the weights that made it.
    rest : ndarray of float32, shape (K,), optional
        Mean probabilities of a neutral capture.
    features : ndarray of float16, shape (N, D), optional
        What the network's last layer saw, before it chose (D is 1280 for EfficientNet-B0).
    affect : ndarray of float32, shape (N, 2), optional
        Valence and arousal, -1 to 1.

    Raises
    ------
    TrackError
        If shapes do not fit, labels repeat or lack neutral, times are not finite, or
        probabilities are negative.
    """

    times: np.ndarray
    probabilities: np.ndarray
    seen: np.ndarray
    labels: tuple
    model: str = ""
    model_hash: str = ""
    rest: np.ndarray | None = None
    features: np.ndarray | None = None
    affect: np.ndarray | None = None

    def __post_init__(self):
        labels = tuple(str(label) for label in self.labels)
        if len(set(labels)) != len(labels) or NEUTRAL not in labels or len(labels) < 2:
            raise TrackError(
                f"labels {labels}: they must differ and hold '{NEUTRAL}' and at least one other"
            )
        times = to_array(self.times, np.float64, "times").reshape(-1)
        rows = to_array(self.probabilities, np.float64, "probabilities")
        rows = rows.reshape(0, len(labels)) if rows.size == 0 else rows
        seen = to_array(self.seen, bool, "seen").reshape(-1)
        if rows.shape != (len(times), len(labels)) or seen.shape != times.shape:
            raise TrackError(
                f"shapes do not fit: times {times.shape}, probabilities {rows.shape}, "
                f"seen {seen.shape}, {len(labels)} labels; needed are (N,), (N, K), (N,), K"
            )
        if not np.isfinite(times).all():
            raise TrackError("times hold NaN or infinity: leave those frames out")
        features = check_detail(self.features, seen, "features", np.float16)
        affect = check_detail(self.affect, seen, "affect", np.float32, 2)
        rows, seen = scale_rows(rows, seen)
        times, seen, rows, features, affect = join_rows(times, seen, rows, features, affect)
        self._set(labels=labels, times=times, probabilities=rows.astype(np.float32), seen=seen)
        self._set(features=features, affect=affect)
        if self.rest is not None:
            self._set(rest=check_rest(self.rest, labels))

    def _set(self, **values):
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __len__(self):
        return len(self.times)

    @property
    def neutral(self):
        """Index of the neutral label."""
        return self.labels.index(NEUTRAL)

    @property
    def coverage(self):
        """Share of the frames in which a face was seen; 0 for an empty track."""
        return float(self.seen.mean()) if len(self) else 0.0

    def with_times(self, times):
        """The same frames on another clock; frames whose new time is NaN are left out.

        Parameters
        ----------
        times : array_like of float, shape (N,)
            Seconds.

        Returns
        -------
        Track
        """
        times = to_array(times, np.float64, "times")
        if times.shape != self.times.shape:
            raise TrackError(f"{times.size} new times for {len(self)} frames: one each is needed")
        return self._select(~np.isnan(times), times)

    def between(self, start, end):
        """The frames from `start` to `end` (seconds, both included)."""
        return self._select((self.times >= start) & (self.times <= end), self.times)

    def _select(self, keep, times):
        return replace(
            self,
            times=times[keep],
            probabilities=self.probabilities[keep],
            seen=self.seen[keep],
            features=None if self.features is None else self.features[keep],
            affect=None if self.affect is None else self.affect[keep],
        )

    def save(self, file):
        """Write the track to a compressed .npz without pickles.

        Parameters
        ----------
        file : path or binary file
            A path is written under exactly that name.
        """
        parts = {
            "version": np.int64(VERSION),
            "times": self.times,
            "probabilities": self.probabilities,
            "seen": self.seen,
            "labels": np.array(self.labels),
            "model": np.array(self.model),
            "model_hash": np.array(self.model_hash),
        }
        for name in OPTIONAL:
            if getattr(self, name) is not None:
                parts[name] = getattr(self, name)
        if hasattr(file, "write"):
            np.savez_compressed(file, **parts)
        else:
            with open(file, "wb") as opened:
                np.savez_compressed(opened, **parts)


def load_track(file):
    """Read a track written by `Track.save`.

    Parameters
    ----------
    file : path or binary file

    Returns
    -------
    Track

    Raises
    ------
    TrackError
        If the file is no track, is damaged, or is of a newer version.
    OSError
        If it cannot be opened.
    """
    try:
        with np.load(file, allow_pickle=False) as parts:
            version = int(parts["version"])
            if version > VERSION:
                raise TrackError(
                    f"the track has format {version}, this program reads up to {VERSION}: "
                    "update it",
                    "newer_track",
                    actual=version,
                    allowed=VERSION,
                )
            return Track(
                times=parts["times"],
                probabilities=parts["probabilities"],
                seen=parts["seen"],
                labels=tuple(parts["labels"].tolist()),
                model=str(parts["model"]),
                model_hash=str(parts["model_hash"]),
                **{name: parts.get(name) for name in OPTIONAL},
            )
    except (TrackError, FileNotFoundError, PermissionError, IsADirectoryError):
        raise
    except Exception as error:  # zipfile, zlib and numpy raise many kinds for a damaged file
        raise TrackError(
            f"not a track ({type(error).__name__}): make one with `python -m scoring track VIDEO`"
        ) from error


def to_array(values, dtype, name):
    """An array of numbers, or a `TrackError` that names it."""
    try:
        return np.array(values, dtype=dtype)
    except (TypeError, ValueError) as error:
        raise TrackError(f"{name} cannot be read as numbers: {error}") from error


def scale_rows(rows, seen):
    """Rows with sum 1 and the seen mask without rows that hold no distribution."""
    if (rows[seen] < 0).any():
        raise TrackError("probabilities are negative: give the classifier's softmax output")
    with np.errstate(over="ignore", invalid="ignore"):
        seen = seen & np.isfinite(rows).all(axis=1)
        rows = np.where(seen[:, None], rows, 0.0)
        rows /= np.maximum(rows.max(axis=1, initial=0.0, keepdims=True), np.finfo(float).tiny)
    sums = rows.sum(axis=1)
    seen &= sums > 0
    return rows / np.where(sums > 0, sums, 1.0)[:, None], seen


def join_rows(times, seen, *columns):
    """Ascending times, each once: the mean of its rows with a face, in each of the columns."""
    unique, place = np.unique(times, return_inverse=True)
    if len(unique) == len(times):
        order = np.argsort(times, kind="stable")
        ordered = (None if rows is None else rows[order] for rows in columns)
        return times[order], seen[order], *ordered
    count = np.bincount(place, weights=seen, minlength=len(unique))
    joined = (None if rows is None else mean_rows(rows, seen, place, count) for rows in columns)
    return unique, count > 0, *joined


def mean_rows(rows, seen, place, count):
    """Mean of the seen rows that belong to each place; zeros where there is none."""
    sums = np.zeros((len(count), rows.shape[1]))
    np.add.at(sums, place[seen], rows[seen])
    return (sums / np.maximum(count, 1)[:, None]).astype(rows.dtype)


def check_detail(values, seen, name, dtype, width=None):
    """One row of numbers a frame, zeros where no face was seen; None stays None."""
    if values is None:
        return None
    values = to_array(values, np.float64, name)
    if values.ndim != 2 or len(values) != len(seen) or width not in (None, values.shape[1]):
        raise TrackError(
            f"{name} have shape {values.shape}: needed is ({len(seen)}, {width or 'D'}), "
            "one row for each frame"
        )
    if not np.isfinite(values[seen]).all():
        raise TrackError(f"{name} hold NaN or infinity where a face was seen")
    return np.where(seen[:, None], values, 0.0).astype(dtype)


def check_rest(rest, labels):
    """The neutral capture scaled to sum 1."""
    rest = to_array(rest, np.float64, "rest")
    if rest.shape != (len(labels),) or not np.isfinite(rest).all() or (rest < 0).any():
        raise TrackError(f"rest must be {len(labels)} probabilities, one for each label")
    if rest.sum() == 0:
        raise TrackError("rest is all zeros: leave it out where no neutral face was captured")
    return (rest / rest.sum()).astype(np.float32)
