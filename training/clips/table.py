"""Tracks as tables: a row for each clip, a column for each feature."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from scoring.features import clip_descriptor, temporal_features
from scoring.track import Track, load_track
from scoring.types import FilePath, FloatArray, IntArray

from ..faces import DataError
from ..types import StrArray

RATE = 5.0  # frames a second
MIN_COVERAGE = 0.1  # share of the frames with a face


@dataclass(frozen=True, eq=False)
class Clips:
    """Labelled clips.

    Attributes
    ----------
    names, tracks
        Length N each.
    labels, groups
        What a clip is, and the person or source it comes from, shape (N,); empty if unknown.
    """

    names: list[str]
    tracks: list[Track]
    labels: StrArray = field(default_factory=lambda: np.empty(0, str))
    groups: StrArray = field(default_factory=lambda: np.empty(0, str))

    def __len__(self) -> int:
        return len(self.tracks)

    @cached_property
    def classes(self) -> list[str]:
        """The distinct labels in alphabetical order."""
        return sorted(set(self.labels.tolist()))

    @cached_property
    def targets(self) -> IntArray:
        """Index of each clip's label, shape (N,)."""
        return np.array([self.classes.index(label) for label in self.labels])

    @cached_property
    def statistics(self) -> tuple[list[str], FloatArray]:
        """Column names, and temporal features (N, F)."""
        rows = [temporal_features(track) for track in self.tracks]
        return list(rows[0]), np.array([list(row.values()) for row in rows])

    @cached_property
    def descriptors(self) -> FloatArray:
        """Clip descriptors, float32, shape (N, D)."""
        return np.stack([clip_descriptor(track) for track in self.tracks])

    @cached_property
    def series(self) -> list[FloatArray]:
        """Time series of each clip at `RATE`, float32, shape (T, K + 1) each."""
        return [resample(track) for track in self.tracks]


def read_clips(
    paths: Sequence[FilePath],
    labels: FilePath | None = None,
    label: str = "label",
    group: str | None = None,
) -> Clips:
    """Read tracks, and their labels from a CSV.

    Parameters
    ----------
    labels
        CSV with a header: a column `track` with the files' names, and those below.
    label, group
        Columns with the label, and the person or source of each clip.

    Raises
    ------
    DataError
        If tracks do not match or hardly show a face, or the CSV lacks one of them.
    TrackError
        If a file is not a track.
    """
    files = sorted(map(Path, paths), key=lambda path: path.name)
    tracks = [load_track(path) for path in files]
    check_alike(files, tracks)
    names = [path.name for path in files]
    if labels is None:
        return Clips(names, tracks)
    known = read_labels(labels, label, group)
    missing = [name for name in names if name not in known]
    if missing:
        raise DataError(f"{labels} has no row for {missing[0]} ({len(missing)} missing in all)")
    rows = [known[name] for name in names]
    return Clips(names, tracks, *(np.array(column) for column in zip(*rows, strict=True)))


def check_alike(paths: Sequence[Path], tracks: Sequence[Track]) -> None:
    """Refuse tracks that differ in labels or features, or have no face."""
    if not tracks:
        raise DataError("no track is given: name .npz files of python -m scoring track")
    for path, track in zip(paths, tracks, strict=True):
        if kind_of(track) != kind_of(tracks[0]):
            raise DataError(
                f"{path} and {paths[0]} do not match: labels, features or valence and "
                "arousal differ; make all tracks with one model and the same options"
            )
        if track.coverage < MIN_COVERAGE:
            raise DataError(
                f"{path} shows a face in {track.coverage:.0%} of its frames, at least "
                f"{MIN_COVERAGE:.0%} are needed: leave it out"
            )


def kind_of(track: Track) -> tuple[tuple[str, ...], int | None, bool]:
    """Labels, width of the features, and whether valence and arousal are missing."""
    width = None if track.features is None else track.features.shape[1]
    return track.labels, width, track.affect is None


def read_labels(path: FilePath, label: str, group: str | None) -> dict[str, tuple[str, str]]:
    """Label and group by track name."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        wanted = [name for name in ("track", label, group) if name]
        missing = [name for name in wanted if name not in (reader.fieldnames or ())]
        if missing:
            has = ", ".join(reader.fieldnames or ()) or "none"
            raise DataError(f"{path} has no column {missing[0]!r}; its columns: {has}")
        return {
            Path(row["track"]).name: (row[label], row[group] if group else row["track"])
            for row in reader
        }


def write_table(path: FilePath, clips: Clips) -> None:
    """Write the temporal features of clips as a CSV, a row for each clip."""
    names, rows = clips.statistics
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["track", *names])
        for name, row in zip(clips.names, rows, strict=True):
            writer.writerow([name, *(f"{value:.6g}" for value in row)])


def resample(track: Track) -> FloatArray:
    """Probabilities at `RATE`, and 1 where a face was seen: float32, shape (T, K + 1).

    Where no face was seen, the last known probabilities are repeated.
    """
    times = track.times[track.seen]
    grid = np.arange(track.times[0], track.times[-1] + 1e-9, 1 / RATE)
    place = np.searchsorted(times, grid, side="right") - 1
    rows = track.probabilities[track.seen][np.maximum(place, 0)]
    fresh = grid - times[np.maximum(place, 0)] <= 1.5 / RATE
    return np.hstack([rows, (fresh & (place >= 0))[:, None]]).astype(np.float32)
