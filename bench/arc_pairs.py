"""Arcs of different people scored against one another by the whole formula."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from scoring.formula.expression import MeasuredExpression, measure_expression
from scoring.formula.score import ScoreError, best_comparison, check_reference
from scoring.track import Track

from .arcs import Expression, arc_track

FULL, HALF, NOTHING = 1.0, 0.5, 0.0


@dataclass(frozen=True, eq=False)
class PairScores:
    """Points of pairs; the clip is always an arc of full strength.

    Attributes
    ----------
    clips, takes : int, shape (P,)
        Which expression is the clip and which is performed.
    full : shape (P,)
        NaN where the clip is refused.
    half, nothing : shape (P,)
        Of the performer at half strength, and staying neutral; NaN where the clip is refused
        and for pairs of two emotions.
    refusals, refusals_at_half
        Why an expression cannot be a clip, at full and at half strength: the code of the
        `ScoreError`, or None, for each expression.
    """

    clips: np.ndarray
    takes: np.ndarray
    full: np.ndarray
    half: np.ndarray
    nothing: np.ndarray
    refusals: list[str | None]
    refusals_at_half: list[str | None]


def score_pairs(
    expressions: Sequence[Expression],
    labels: Sequence[str],
    most: int | None = None,
    seed: int = 0,
) -> PairScores:
    """Score the ordered pairs of different people.

    Parameters
    ----------
    expressions
    labels
        The model's.
    most
        Pairs to draw at random where there are more; default: all.
    seed
        Of that draw.
    """
    clips, takes = choose_pairs([each.person for each in expressions], most, seed)
    emotions = np.array([each.emotion for each in expressions])
    same = emotions[clips] == emotions[takes]
    arcs = {
        strength: [arc_track(each.rows, labels, strength) for each in expressions]
        for strength in (FULL, HALF, NOTHING)
    }
    shown = {strength: [measure_expression(track) for track in arcs[strength]] for strength in arcs}
    references = [as_reference(track) for track in arcs[FULL]]
    points = {strength: np.full(len(clips), np.nan) for strength in arcs}
    for place, (clip, take) in enumerate(
        zip(tqdm(clips, "pairs", disable=None), takes, strict=True)
    ):
        reference = references[clip]
        if isinstance(reference, str):
            continue
        for strength in (FULL, HALF, NOTHING) if same[place] else (FULL,):
            points[strength][place] = score(reference, shown[strength][take])
    return PairScores(
        clips,
        takes,
        points[FULL],
        points[HALF],
        points[NOTHING],
        [why(reference) for reference in references],
        [why(as_reference(track)) for track in arcs[HALF]],
    )


def choose_pairs(
    people: Sequence[str], most: int | None = None, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Indices of clip and take of all ordered pairs of different people, or of `most` of them."""
    names = np.unique(people, return_inverse=True)[1]
    clips, takes = np.nonzero(names[:, None] != names)
    if most is not None and most < len(clips):
        drawn = np.random.default_rng(seed).choice(len(clips), most, replace=False)
        clips, takes = clips[np.sort(drawn)], takes[np.sort(drawn)]
    return clips, takes


def as_reference(track: Track) -> MeasuredExpression | str:
    """The expression of a clip, or the code of its refusal."""
    try:
        return check_reference(track)
    except ScoreError as error:
        return error.code


def why(reference: MeasuredExpression | str) -> str | None:
    """The code of a refusal; None where there is none."""
    return reference if isinstance(reference, str) else None


def score(reference: MeasuredExpression, shown: MeasuredExpression) -> float:
    """What `score_tracks` gives, without the reasons that a result page tells."""
    if not (reference.strengths.any(axis=0) & shown.strengths.any(axis=0)).any():
        return 0.0  # No path makes them share an expression that one of them never shows.
    return max(best_comparison(reference, shown).scores)
