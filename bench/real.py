"""Real acted clips: do people who act the same emotion score above people who act another?

`python -m bench.real FOLDER` analyses every labelled clip of a folder with each model, scores all
ordered pairs of different people, and reports the AUC of pairs of one emotion against pairs of
two, with an interval from resampling people.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from scoring.errors import ScoringError
from scoring.formula.score import ScoreError, check_reference, score_tracks
from scoring.models.classifier import load_classifier
from scoring.models.registry import get_model, installed
from scoring.track import load_track

from .labels import LabelError, find_clips
from .tables import auc, table

RESAMPLES = 1000


def read_track(clip, model, load, cache=None):
    """The track of a clip, from the cache if it is there for these weights.

    Parameters
    ----------
    clip : bench.labels.Clip
    model : scoring.models.registry.Model
    load : callable () -> classifier
        Called when the clip has to be analysed.
    cache : Path, optional
        A folder; made if it is missing.

    Returns
    -------
    Track
    """
    size = clip.path.stat().st_size
    kept = cache and cache / f"{clip.path.name}.{size}.{model.hash[:12]}.npz"
    if kept and kept.is_file():
        return load_track(kept)
    from scoring.analysis.analyse import analyse_video

    track = analyse_video(clip.path, load())
    if kept:
        cache.mkdir(parents=True, exist_ok=True)
        track.save(kept)
    return track


def score_pairs(clips, tracks):
    """Scores of all ordered pairs of different people.

    Parameters
    ----------
    clips : sequence of bench.labels.Clip
    tracks : sequence of Track

    Returns
    -------
    scores : ndarray of float, shape (P,)
    same : ndarray of bool, shape (P,)
        Whether both act one emotion.
    people : ndarray of str, shape (P, 2)
    refused : list of (str, str)
        File and reason of the clips that cannot be a reference.
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


def onto(reference, take):
    """The take with its clock stretched to the reference's length: acted clips have no common
    clock, only a beginning and an end."""
    if len(take) < 2 or len(reference) < 2:
        return take
    tempo = np.ptp(reference.times) / np.ptp(take.times)
    return take.with_times(reference.times[0] + tempo * (take.times - take.times[0]))


def interval(scores, same, people, resamples=RESAMPLES, seed=0):
    """95 % interval of the AUC when the people are drawn again with replacement.

    Returns
    -------
    (float, float)
        NaN where too few draws hold both sorts of pairs.
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
    return tuple(np.percentile(found, [2.5, 97.5])) if len(found) > resamples / 2 else (np.nan,) * 2


def measure(name, clips, cache, note=print):
    """One row of the table: model, AUC, its interval, pairs of each sort and their medians."""
    model, loaded = get_model(name), []

    def load():
        if not loaded:
            loaded.append(load_classifier(model))
        return loaded[0]

    readable, tracks = [], []
    for clip in clips:
        try:
            tracks.append(read_track(clip, model, load, cache))
            readable.append(clip)
        except ScoringError as error:
            note(f"{name}: {clip.path.name} is left out: {error}")
    scores, same, people, refused = score_pairs(readable, tracks)
    for file, reason in refused:
        note(f"{name}: {file} is no reference: {reason}")
    if not same.any() or same.all():
        raise LabelError(
            f"{same.sum()} pairs of one emotion and {(~same).sum()} of two by different people: "
            "both are needed; give clips of two emotions and more, each acted by two people"
        )
    good, bad = scores[same], scores[~same]
    low, high = interval(scores, same, people)
    return name, auc(good, bad), low, high, len(good), len(bad), np.median(good), np.median(bad)


def main(arguments=None):
    """Command line; 2 where the folder cannot be used."""
    parser = argparse.ArgumentParser("python -m bench.real", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="videos of acted emotions")
    parser.add_argument("--labels", type=Path, help="CSV with the columns file, emotion, person")
    parser.add_argument("--model", nargs="+", help="names of models (default: all installed)")
    parser.add_argument("--cache", type=Path, help="folder where tracks are kept between calls")
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
