"""Acted arcs of people in pictures: what the score can tell apart, emotion by emotion.

`python -m bench.acted FOLDER` takes pictures in a folder per expression, builds an arc from each
(neutral, the expression, neutral; see `bench.arcs`), scores the arcs of different people against
one another by the whole formula, and tells how well the same emotion stands out from others.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from scoring.constants import FORMULA
from scoring.errors import ScoringError
from scoring.models.classifier import load_classifier
from scoring.models.registry import Model
from scoring.vision.detectors import load_detector
from training.data.folders import read
from training.faces import DataError

from .arc_figures import ALL, ActedFigures, measure
from .arcs import Expression, cache_name, read_expressions, with_neutral
from .robustness import open_model
from .tables import as_json, table

# Files called PERSON_SERIES_..., wherever they lie.
PERSON = r"([^/_]+)_[^/]*$"
SERIES = r"_([^/_]+)_[^/]*$"
MOST = 1_000_000


@dataclass(frozen=True)
class FolderFigures:
    """Figures of a folder's pictures read by one model.

    Attributes
    ----------
    model, model_hash, formula, folder
    without_neutral
        Acted pictures left out for want of a neutral one of the same person and series.
    without_face
        Acted pictures left out because no face was found in them or in their neutral one.
    figures
    """

    model: str
    model_hash: str
    formula: str
    folder: str
    without_neutral: int
    without_face: int
    figures: ActedFigures


def measure_folder(
    folder: Path,
    model: Model,
    person: str = PERSON,
    series: str | None = SERIES,
    most: int | None = MOST,
    seed: int = 0,
    cache: Path | None = None,
) -> FolderFigures:
    """Measure a model on the pictures of a folder.

    Parameters
    ----------
    folder
        As `training.data.folders` reads it, with the seven basic labels.
    model
    person, series
        Regular expressions on a picture's path that give who is seen, and in which session.
    most
        Pairs to draw at random where there are more; None for all.
    seed
        Of that draw and of the intervals.
    cache
        Folder where what the model reads is kept between calls; made if it is missing.

    Raises
    ------
    DataError
        If the pictures are too few, or not laid out or named as expected.
    """
    data = read(folder, person, series, labels="fer")
    pairs, alone = with_neutral(data)
    classifier = load_classifier(model)
    kept = cache / cache_name(folder, pairs, classifier) if cache else None
    if kept and kept.is_file():
        expressions = load_expressions(kept)
    else:
        reading = read_expressions(pairs, data.classes, classifier, load_detector())
        expressions = list(tqdm(reading, "pictures", len(pairs), disable=None))
        if kept:
            save_expressions(kept, expressions)
    found = [each for each in expressions if each.rows[[0, -1]].any(axis=1).all()]
    return FolderFigures(
        model=model.name,
        model_hash=model.hash,
        formula=FORMULA,
        folder=folder.name,
        without_neutral=len(alone),
        without_face=len(expressions) - len(found),
        figures=measure(found, model.labels, most, seed),
    )


def save_expressions(path: Path, expressions: Sequence[Expression]) -> None:
    """Keep what a model read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        people=np.array([each.person for each in expressions]),
        emotions=np.array([each.emotion for each in expressions]),
        rows=np.stack([each.rows for each in expressions]),
    )


def load_expressions(path: Path) -> list[Expression]:
    """What `save_expressions` kept."""
    with np.load(path, allow_pickle=False) as parts:
        columns = parts["people"].tolist(), parts["emotions"].tolist(), parts["rows"]
        return [Expression(*row) for row in zip(*columns, strict=True)]


def report(found: FolderFigures) -> str:
    """The figures as text."""
    figures = found.figures
    reasons = ", ".join(f"{code} {share:.1%}" for code, share in figures.reasons.items())
    area = figures.auc
    return "\n".join(
        [
            f"{found.model} {found.model_hash[:8]}, formula {found.formula}, {found.folder}",
            f"{figures.people} people, {figures.arcs} arcs, {figures.pairs} pairs of different "
            f"people; left out: {found.without_neutral} pictures without a neutral one of the "
            f"same person and series, {found.without_face} without a face",
            "",
            f"AUC, same emotion against another: {area.value:.3f} "
            f"({area.low:.3f} to {area.high:.3f}); of scored pairs alone {figures.auc_scored:.3f}",
            f"pairs refused, which count as 0 points: {figures.refused:.1%} "
            f"({reasons or 'no reason'})",
            f"lowest median of the same emotion: {figures.lowest:.1f}",
            "",
            same_emotion(figures),
            "",
            confusion(figures),
            "",
            strengths(figures),
        ]
    )


def same_emotion(figures: ActedFigures) -> str:
    """Table of the pairs of one emotion."""
    rows = [
        (
            name,
            median.value,
            median.low,
            median.high,
            100 * figures.refused_clips[name],
            100 * figures.refused_at_half[name],
        )
        for name, median in figures.medians.items()
    ]
    columns = ("median", "from", "to", "refused %", "refused at half %")
    return table("same emotion", columns, rows, 1)


def confusion(figures: ActedFigures) -> str:
    """Table of medians: performances in rows, clips in columns."""
    clips = sorted({clip for row in figures.confusion.values() for clip in row})
    rows = [
        (name, *(row.get(clip, np.nan) for clip in clips))
        for name, row in figures.confusion.items()
    ]
    return table("performed, by clip", clips, rows, 1)


def strengths(figures: ActedFigures) -> str:
    """Table of the right emotion at three strengths."""
    rows = [
        (name, each.nothing, each.half, each.full, 100 * each.ordered, each.pairs)
        for name, each in sorted(figures.ladders.items(), key=lambda item: item[0] == ALL)
    ]
    columns = ("nothing", "half", "full", "in that order %", "pairs scored")
    return table("right emotion", columns, rows, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 2 where the folder or the model cannot be used."""
    parser = argparse.ArgumentParser("python -m bench.acted", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="pictures in a folder per expression")
    parser.add_argument("--model", default="reon-b0", help="name, or folder")
    parser.add_argument("--person", default=PERSON, help="regular expression on a picture's path")
    parser.add_argument("--series", default=SERIES, help="the same for the session")
    parser.add_argument("--pairs", type=int, default=MOST, help="pairs to score at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--cache", type=Path, help="folder where what the model reads is kept")
    options = parser.parse_args(arguments)
    try:
        found = measure_folder(
            options.folder,
            open_model(options.model),
            options.person,
            options.series,
            options.pairs,
            options.seed,
            options.cache,
        )
    except (ScoringError, DataError) as error:
        print(error, file=sys.stderr)
        return 2
    print(report(found))
    if options.json:
        options.json.write_text(as_json(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
