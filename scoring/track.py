"""The emotion track: what every other part reads and writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from .constants import NEUTRAL
from .errors import ScoringError
from .types import BoolArray, FilePath, FloatArray, IntArray

VERSION = 2  # 1 had neither features nor affect
OPTIONAL = ("rest", "features", "affect")


class TrackError(ScoringError):
    """The parts of a track do not match, or a file is not a track."""

    code = "bad_track"


@dataclass(frozen=True, eq=False)
class Track:
    """Emotion probabilities over time.

    The constructor sorts the rows by time, merges rows of the same time (the mean of those with a
    face), and scales each row to sum 1. Rows that hold no distribution (sum 0, not finite) count as
    unseen; unseen rows hold zeros.

    Attributes
    ----------
    times
        Seconds on the clip's clock, strictly ascending; float64, shape (N,).
    probabilities
        float32, shape (N, K).
    seen
        Whether a face was found, shape (N,).
    labels
        K names, one of them 'neutral'.
    model, model_hash
        Name and SHA-256 of the weights that made the track.
    rest
        Mean probabilities of a neutral capture; float32, shape (K,).
    features
        Input of the network's last layer; float16, shape (N, D), D being 1280 for EfficientNet-B0.
    affect
        Valence and arousal, -1 to 1; float32, shape (N, 2).

    Raises
    ------
    TrackError
        If shapes do not match, labels repeat or lack neutral, times are not finite, or
        probabilities are negative.
    """

    times: FloatArray
    probabilities: FloatArray
    seen: BoolArray
    labels: tuple[str, ...]
    model: str = ""
    model_hash: str = ""
    rest: FloatArray | None = None
    features: FloatArray | None = None
    affect: FloatArray | None = None

    def __post_init__(self) -> None:
        labels = tuple(str(label) for label in self.labels)
        if len(set(labels)) != len(labels) or NEUTRAL not in labels or len(labels) < 2:
            raise TrackError(
                f"labels {labels}: they must differ and include '{NEUTRAL}' and at least one other"
            )
        times = to_array(self.times, np.float64, "times").reshape(-1)
        rows = to_array(self.probabilities, np.float64, "probabilities")
        rows = rows.reshape(0, len(labels)) if rows.size == 0 else rows
        seen = to_array(self.seen, bool, "seen").reshape(-1)
        if rows.shape != (len(times), len(labels)) or seen.shape != times.shape:
            raise TrackError(
                f"shapes do not match: times {times.shape}, probabilities {rows.shape}, "
                f"seen {seen.shape}, {len(labels)} labels; expected (N,), (N, K), (N,), K"
            )
        if not np.isfinite(times).all():
            raise TrackError("times contain NaN or infinity: leave those frames out")
        features = check_detail(self.features, seen, "features", np.float16)
        affect = check_detail(self.affect, seen, "affect", np.float32, 2)
        rows, seen = scale_rows(rows, seen)
        order = TimeOrder(times, seen)
        self._set(
            labels=labels,
            times=order.times,
            probabilities=order.join(rows).astype(np.float32),
            seen=order.seen,
            features=None if features is None else order.join(features),
            affect=None if affect is None else order.join(affect),
        )
        if self.rest is not None:
            self._set(rest=check_rest(self.rest, labels))

    def _set(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.times)

    @property
    def neutral(self) -> int:
        """Index of the neutral label."""
        return self.labels.index(NEUTRAL)

    @property
    def coverage(self) -> float:
        """Share of the frames in which a face was seen; 0 for an empty track."""
        return float(self.seen.mean()) if len(self) else 0.0

    def with_times(self, times: npt.ArrayLike) -> "Track":
        """The same frames on another clock; frames whose new time is NaN are left out.

        Parameters
        ----------
        times
            Seconds, shape (N,).
        """
        times = to_array(times, np.float64, "times")
        if times.shape != self.times.shape:
            raise TrackError(f"{times.size} new times for {len(self)} frames: one each is needed")
        return self._select(~np.isnan(times), times)

    def between(self, start: float, end: float) -> "Track":
        """The frames from `start` to `end` (seconds, both included)."""
        return self._select((self.times >= start) & (self.times <= end), self.times)

    def _select(self, keep: BoolArray, times: FloatArray) -> "Track":
        return replace(
            self,
            times=times[keep],
            probabilities=self.probabilities[keep],
            seen=self.seen[keep],
            features=None if self.features is None else self.features[keep],
            affect=None if self.affect is None else self.affect[keep],
        )

    def save(self, file: FilePath | BinaryIO) -> None:
        """Write the track to a compressed .npz file, without pickles.

        Parameters
        ----------
        file
            A path is written under exactly that name.
        """
        parts: dict[str, Any] = {
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
        if isinstance(file, (str, PathLike)):
            with open(file, "wb") as opened:
                np.savez_compressed(opened, **parts)
        else:
            np.savez_compressed(file, **parts)


def load_track(file: FilePath | BinaryIO) -> Track:
    """Read a track written by `Track.save`.

    Raises
    ------
    TrackError
        If the file is not a track, is damaged, or is of a newer version.
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


def to_array(values: npt.ArrayLike, dtype: npt.DTypeLike, name: str) -> npt.NDArray[Any]:
    """A copy as an array of numbers; raises a `TrackError` that names it."""
    try:
        return np.array(values, dtype=dtype)
    except (TypeError, ValueError) as error:
        raise TrackError(f"{name} cannot be read as numbers: {error}") from error


def scale_rows(rows: FloatArray, seen: BoolArray) -> tuple[FloatArray, BoolArray]:
    """Rows scaled to sum 1, and the seen mask without rows that hold no distribution."""
    if (rows[seen] < 0).any():
        raise TrackError("probabilities are negative: give the classifier's softmax output")
    with np.errstate(over="ignore", invalid="ignore"):
        seen = seen & np.isfinite(rows).all(axis=1)
        rows = np.where(seen[:, None], rows, 0.0)
        rows /= np.maximum(rows.max(axis=1, initial=0.0, keepdims=True), np.finfo(float).tiny)
    sums = rows.sum(axis=1)
    seen &= sums > 0
    return rows / np.where(sums > 0, sums, 1.0)[:, None], seen


class TimeOrder:
    """The ascending times of some frames, each once, and which rows belong to each.

    Attributes
    ----------
    times
        Shape (U,).
    seen
        Whether any frame of that time shows a face, shape (U,).
    """

    def __init__(self, times: FloatArray, seen: BoolArray) -> None:
        unique, place = np.unique(times, return_inverse=True)
        self._repeats = len(unique) < len(times)
        self._order: IntArray = np.argsort(times, kind="stable")
        self._place, self._seen = place, seen
        self._count = np.bincount(place, weights=seen, minlength=len(unique))
        self.times: FloatArray = unique if self._repeats else times[self._order]
        self.seen: BoolArray = self._count > 0 if self._repeats else seen[self._order]

    def join(self, rows: FloatArray) -> FloatArray:
        """Rows (N, C) in the order of the times, the mean of the seen ones where a time repeats."""
        if not self._repeats:
            return rows[self._order]
        sums = np.zeros((len(self._count), rows.shape[1]))
        np.add.at(sums, self._place[self._seen], rows[self._seen])
        joined: FloatArray = (sums / np.maximum(self._count, 1)[:, None]).astype(rows.dtype)
        return joined


def check_detail(
    values: npt.ArrayLike | None,
    seen: BoolArray,
    name: str,
    dtype: npt.DTypeLike,
    width: int | None = None,
) -> FloatArray | None:
    """One row of numbers per frame, zeros where no face was seen; None stays None."""
    if values is None:
        return None
    rows = to_array(values, np.float64, name)
    if rows.ndim != 2 or len(rows) != len(seen) or width not in (None, rows.shape[1]):
        raise TrackError(
            f"{name} have shape {rows.shape}: expected ({len(seen)}, {width or 'D'}), "
            "one row for each frame"
        )
    if not np.isfinite(rows[seen]).all():
        raise TrackError(f"{name} contain NaN or infinity where a face was seen")
    return np.where(seen[:, None], rows, 0.0).astype(dtype)


def check_rest(rest: npt.ArrayLike, labels: Sequence[str]) -> FloatArray:
    """The neutral capture, scaled to sum 1."""
    row = to_array(rest, np.float64, "rest")
    if row.shape != (len(labels),) or not np.isfinite(row).all() or (row < 0).any():
        raise TrackError(f"rest must be {len(labels)} probabilities, one for each label")
    if row.sum() == 0:
        raise TrackError("rest is all zeros: leave it out where no neutral face was captured")
    scaled: FloatArray = (row / row.sum()).astype(np.float32)
    return scaled
