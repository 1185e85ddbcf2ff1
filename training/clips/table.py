"""Tracks as tables: one row a clip, one column a feature."""

import csv
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from scoring.features import clip_descriptor, temporal_features
from scoring.track import load_track

from ..faces import DataError

FRAMES_A_SECOND = 5.0
LEAST_FACE = 0.1  # share of the frames


@dataclass(frozen=True, eq=False)
class Clips:
    """Labelled clips.

    Attributes
    ----------
    names : list of str, length N
    tracks : list of Track, length N
    labels, groups : ndarray of str, shape (N,)
        What a clip is, and who or which source it comes from; empty where unknown.
    """

    names: list
    tracks: list
    labels: np.ndarray = field(default_factory=lambda: np.empty(0, str))
    groups: np.ndarray = field(default_factory=lambda: np.empty(0, str))

    def __len__(self):
        return len(self.tracks)

    @cached_property
    def classes(self):
        """The labels, each once, in order of the alphabet."""
        return sorted(set(self.labels.tolist()))

    @cached_property
    def wanted(self):
        """Index of each clip's label, ndarray of int, shape (N,)."""
        return np.array([self.classes.index(label) for label in self.labels])

    @cached_property
    def statistics(self):
        """Column names, and temporal features as float64 (N, F)."""
        rows = [temporal_features(track) for track in self.tracks]
        return list(rows[0]), np.array([list(row.values()) for row in rows])

    @cached_property
    def descriptors(self):
        """Clip descriptors, float32 (N, D)."""
        return np.stack([clip_descriptor(track) for track in self.tracks])

    @cached_property
    def series(self):
        """Curves of each clip at `FRAMES_A_SECOND`: list of float32 (T, K + 1)."""
        return [resample(track) for track in self.tracks]


def read_clips(paths, labels=None, label="label", group=None):
    """Read tracks, and what a CSV says of them.

    Parameters
    ----------
    paths : sequence of path
    labels : path, optional
        CSV with a head row: a column `track` with the files' names, and those below.
    label, group : str
        Columns with the label, and the person or source of each clip.

    Raises
    ------
    DataError
        If tracks do not fit together or show hardly a face, or the CSV lacks one of them.
    TrackError
        If a file is no track.
    """
    paths = sorted(map(Path, paths), key=lambda path: path.name)
    tracks = [load_track(path) for path in paths]
    check_alike(paths, tracks)
    names = [path.name for path in paths]
    if labels is None:
        return Clips(names, tracks)
    known = read_labels(labels, label, group)
    missing = [name for name in names if name not in known]
    if missing:
        raise DataError(f"{labels} has no row for {missing[0]} ({len(missing)} missing in all)")
    return Clips(names, tracks, *(np.array(each) for each in zip(*(known[n] for n in names))))  # noqa: B905


def check_alike(paths, tracks):
    """Refuse tracks of different models' labels or features, or without a face."""
    if not tracks:
        raise DataError("no track is given: name .npz files of python -m scoring track")
    for path, track in zip(paths, tracks, strict=True):
        if kind_of(track) != kind_of(tracks[0]):
            raise DataError(
                f"{path} and {paths[0]} do not fit together: labels, features or valence and "
                "arousal differ; make all tracks with one model and the same options"
            )
        if track.coverage < LEAST_FACE:
            raise DataError(
                f"{path} shows a face in {track.coverage:.0%} of its frames, at least "
                f"{LEAST_FACE:.0%} are needed: leave it out"
            )


def kind_of(track):
    width = None if track.features is None else track.features.shape[1]
    return track.labels, width, track.affect is None


def read_labels(path, label, group):
    """Label and group by track name."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        wanted = [name for name in ("track", label, group) if name]
        lacking = [name for name in wanted if name not in (reader.fieldnames or ())]
        if lacking:
            has = ", ".join(reader.fieldnames or ()) or "none"
            raise DataError(f"{path} has no column {lacking[0]!r}; its columns: {has}")
        return {
            Path(row["track"]).name: (row[label], row[group] if group else row["track"])
            for row in reader
        }


def write_table(path, clips):
    """Write the temporal features of clips as a CSV, one row a clip."""
    names, rows = clips.statistics
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["track", *names])
        for name, row in zip(clips.names, rows, strict=True):
            writer.writerow([name, *(f"{value:.6g}" for value in row)])


def resample(track):
    """Probabilities at `FRAMES_A_SECOND`, and 1 where a face was seen: float32 (T, K + 1).

    Where no face was seen the last known face stands still.
    """
    times = track.times[track.seen]
    grid = np.arange(track.times[0], track.times[-1] + 1e-9, 1 / FRAMES_A_SECOND)
    place = np.searchsorted(times, grid, side="right") - 1
    rows = track.probabilities[track.seen][np.maximum(place, 0)]
    fresh = grid - times[np.maximum(place, 0)] <= 1.5 / FRAMES_A_SECOND
    return np.hstack([rows, (fresh & (place >= 0))[:, None]]).astype(np.float32)
