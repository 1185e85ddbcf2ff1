"""Real acted clips: do people who act the same emotion score above people who act another?

`python -m bench.real FOLDER` analyses every labelled clip of a folder with each model, scores all
ordered pairs of different people, and reports the AUC of pairs of one emotion against pairs of
two, with an interval from resampling people.
"""

import argparse
import functools
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.errors import ScoringError
from scoring.formula.score import ScoreError, check_reference, score_tracks
from scoring.models.classifier import Classifier, load_classifier
from scoring.models.registry import Model, get_model, installed
from scoring.track import Track, load_track
from scoring.types import BoolArray, FloatArray

from .labels import Clip, LabelError, find_clips
from .tables import auc, table

RESAMPLES = 1000


def read_track(
    clip: Clip, model: Model, load: Callable[[], Classifier], cache: Path | None = None
) -> Track:
    """The track of a clip, from the cache if it was made with these weights.

    Parameters
    ----------
    load
        Called when the clip has to be analysed.
    cache
        A folder; created if it is missing.
    """
    size = clip.path.stat().st_size
    kept = cache / f"{clip.path.name}.{size}.{model.hash[:12]}.npz" if cache else None
    if kept and kept.is_file():
        return load_track(kept)
    from scoring.analysis.analyse import analyse_video

    track = analyse_video(clip.path, load())
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        track.save(kept)
    return track


def score_pairs(
    clips: Sequence[Clip], tracks: Sequence[Track]
) -> tuple[FloatArray, BoolArray, npt.NDArray[np.str_], list[tuple[str, str]]]:
    """Scores of all ordered pairs of different people.

    Returns
    -------
    scores
        Shape (P,).
    same
        Whether both act the same emotion, shape (P,).
    people
        Shape (P, 2).
    refused
        File and reason of each clip that cannot be a reference.
    """
    rows, refused = [], []
    for one, reference in zip(clips, tracks, strict=True):
        try:
            check_reference(reference)
        except ScoreError as error:
            refused.append((one.path.name, str(error)))
            continue
        for other, take in zip(clips, tracks, strict=True):
            if one.person != other.person:
                score = score_tracks(reference, onto(reference, take)).score
                rows.append((score, one.emotion == other.emotion, one.person, other.person))
    scores, same, first, second = zip(*rows, strict=True) if rows else ((), (), (), ())
    return np.array(scores), np.array(same, bool), np.array([first, second]).T, refused


def onto(reference: Track, take: Track) -> Track:
    """The take with its clock stretched to the reference's length: acted clips have no common
    clock, only a start and an end."""
    if len(take) < 2 or len(reference) < 2:
        return take
    tempo = np.ptp(reference.times) / np.ptp(take.times)
    return take.with_times(reference.times[0] + tempo * (take.times - take.times[0]))


def interval(
    scores: FloatArray,
    same: BoolArray,
    people: npt.NDArray[np.str_],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[float, float]:
    """95 % interval of the AUC by resampling people with replacement.

    Returns
    -------
    low, high
        NaN if too few draws contain both kinds of pairs.
    """
    names, place = np.unique(people, return_inverse=True)
    place = place.reshape(people.shape)
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(resamples):
        drawn = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))
        times = drawn[place].prod(axis=1)
        good, bad = (np.repeat(scores[kind], times[kind]) for kind in (same, ~same))
        if len(good) and len(bad):
            found.append(auc(good, bad))
    if len(found) <= resamples / 2:
        return float("nan"), float("nan")
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def measure(
    name: str, clips: Sequence[Clip], cache: Path | None, note: Callable[[str], object] = print
) -> tuple[Any, ...]:
    """One row of the table: model, AUC, its interval, pairs of each kind and their medians."""
    model = get_model(name)

    @functools.cache
    def load() -> Classifier:
        return load_classifier(model)

    readable, tracks = [], []
    for clip in clips:
        try:
            tracks.append(read_track(clip, model, load, cache))
            readable.append(clip)
        except ScoringError as error:
            note(f"{name}: {clip.path.name} is left out: {error}")
    scores, same, people, refused = score_pairs(readable, tracks)
    for file, reason in refused:
        note(f"{name}: {file} cannot be a reference: {reason}")
    if not same.any() or same.all():
        raise LabelError(
            f"{same.sum()} pairs of one emotion and {(~same).sum()} of two by different people: "
            "both are needed; give clips of at least two emotions, each acted by two people"
        )
    good, bad = scores[same], scores[~same]
    low, high = interval(scores, same, people)
    return name, auc(good, bad), low, high, len(good), len(bad), np.median(good), np.median(bad)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 2 if the folder cannot be used."""
    parser = argparse.ArgumentParser("python -m bench.real", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="videos of acted emotions")
    parser.add_argument("--labels", type=Path, help="CSV with the columns file, emotion, person")
    parser.add_argument("--model", nargs="+", help="names of models (default: all installed)")
    parser.add_argument("--cache", type=Path, help="folder in which tracks are kept between calls")
    options = parser.parse_args(arguments)
    try:
        clips = find_clips(options.folder, options.labels)
        counts = Counter(clip.emotion for clip in clips)
        print(", ".join(f"{count} {emotion}" for emotion, count in sorted(counts.items())))
        names = options.model or list(installed())
        rows = [measure(name, clips, options.cache) for name in names]
    except ScoringError as error:
        print(error, file=sys.stderr)
        return 2
    columns = ("AUC", "from", "to", "pairs same", "pairs other", "median same", "median other")
    print(f"\n{table('same emotion, other person', columns, rows, 3)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
