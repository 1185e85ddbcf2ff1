"""Two tracks to a score: expression above rest, aligned, shared expression over all of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..constants import ALIGNMENTS_DIFFER, MIN_ACTIVITY, MIN_SEEN, NOTHING_SHOWN, RATE, UNSURE
from ..dtw.alignment import Alignment, align, clock_band, stretched_band
from ..errors import ScoringError
from ..track import Track
from ..types import FloatArray, IntArray, Json
from .expression import MeasuredExpression, expression_labels, measure_expression
from .grid import Grid
from .lines import score_lines, sum_per_cell
from .mapping import current_mapping
from .moments import find_moments
from .pairs import Pairs, emotion_scores, expression_match, intensity, make_pairs, median_lag
from .result import Moment, Result


class ScoreError(ScoringError):
    """Two tracks cannot be compared, or a clip cannot be scored."""

    code = "cannot_score"


def score_tracks(reference: Track, take: Track, lines: Iterable[Mapping[str, Any]] = ()) -> Result:
    """Score a take against its reference.

    Parameters
    ----------
    reference, take
        On the same clock, that of the clip.
    lines
        The clip's script: 'start' and 'end' in seconds and 'text'; see `scoring.formula.lines`.

    Raises
    ------
    ScoreError
        With the code labels_differ, reference_empty, no_face, face_too_rare or too_calm.
    TrackError
        With the code too_long.
    ScriptError
        If a line has no seconds or no text.
    MappingError
        If REON_MAPPING names a file that cannot be used.
    """
    columns = columns_in_take(reference, take)
    clip, shown = check_reference(reference), measure_expression(take)
    best = best_comparison(clip, MeasuredExpression(shown.grid, shown.strengths[:, columns]))

    names, mapping, pairs = expression_labels(reference), current_mapping(), best.pairs
    share, match, strength = pairs.share, expression_match(pairs), intensity(pairs)
    coverage = seen_share(shown.grid, best.partners)
    warnings = find_warnings(reference, take, coverage, strength, best.scores)
    cells, weights, total = len(clip.grid), pairs.weights[:, None], pairs.total.sum()
    losses = pairs.per_cell((pairs.total - pairs.shared) / total, cells)
    shares = pairs.per_cell(pairs.shared / total, cells)
    apart = pairs.per_cell(weights * np.abs(pairs.reference - pairs.take), cells)
    alike = pairs.per_cell(weights * np.minimum(pairs.reference, pairs.take), cells)
    i, j = best.alignment.path.T
    return Result(
        score=float(mapping(share)),
        share=share,
        match=match,
        intensity=strength,
        lag=median_lag(pairs, shown.grid.times[j] - clip.grid.times[i], match),
        coverage=coverage,
        unsure=any(warning["code"] in UNSURE for warning in warnings),
        labels=reference.labels,
        neutral=reference.neutral,
        emotions=emotion_scores(pairs, names),
        warnings=tuple(warnings),
        reference=clip.grid,
        take=shown.grid.with_columns([take.labels.index(label) for label in reference.labels]),
        path=best.alignment.path,
        losses=losses,
        weakest=name_moments(clip.grid, losses, apart, names),
        best=name_moments(clip.grid, shares, alike, names),
        lines=score_lines(lines, sum_per_cell(pairs, clip.grid.times), names, mapping),
        formula=mapping.version,
        model=take.model,
        model_hash=take.model_hash,
    )


def check_reference(track: Track) -> MeasuredExpression:
    """Refuse a clip that no performance can be scored against.

    Raises
    ------
    ScoreError
        With the code reference_empty, no_face, face_too_rare or too_calm.
    """
    if not len(track):
        raise ScoreError("the clip has no frames: give a video that holds some", "reference_empty")
    clip = measure_expression(track)
    seen = clip.grid.seen
    coverage = float(seen.mean())
    if not track.seen.any():
        raise ScoreError("no face was found in the clip: choose one that shows a face", "no_face")
    if coverage < MIN_SEEN:
        raise ScoreError(
            f"a face is seen in {coverage:.0%} of the clip, at least {MIN_SEEN:.0%} are needed: "
            "choose another clip or cut it to where the face is seen",
            "face_too_rare",
            actual=coverage,
            allowed=MIN_SEEN,
        )
    activity = float(clip.strengths[seen].sum(axis=1).mean())
    if activity < MIN_ACTIVITY:
        raise ScoreError(
            f"the clip is too calm: its mean expression is {activity:.3f}, at least "
            f"{MIN_ACTIVITY} is needed; choose one in which the face moves more",
            "too_calm",
            actual=activity,
            allowed=MIN_ACTIVITY,
        )
    return clip


def columns_in_take(reference: Track, take: Track) -> list[int]:
    """Where the reference's expressions stand among the take's; refuses other label sets."""
    if set(reference.labels) != set(take.labels):
        raise ScoreError(
            f"the clip's labels are {', '.join(reference.labels)}, the performance's are "
            f"{', '.join(take.labels)}: analyse both with the same model",
            "labels_differ",
            actual=list(take.labels),
            allowed=list(reference.labels),
        )
    names = expression_labels(take)
    return [names.index(label) for label in expression_labels(reference)]


@dataclass(frozen=True, eq=False)
class Comparison:
    """The better one of a take's two alignments.

    Attributes
    ----------
    partners
        The take cell in the middle of the band of each reference cell, shape (N,).
    scores
        At the clock's tempo, and at the take's own where it differs.
    """

    alignment: Alignment
    pairs: Pairs
    partners: IntArray
    scores: Sequence[float]


def best_comparison(reference: MeasuredExpression, take: MeasuredExpression) -> Comparison:
    """Align twice, at the clock's tempo and at the take's own, and keep what shares more.

    A wrong performance has nothing to gain in either.
    """
    n, m, weighed = len(reference.grid), len(take.grid), reference.grid.seen
    offset = take.grid.first - reference.grid.first
    bands = [clock_band(n, offset)]
    stretched = stretched_band(n, m, offset)
    if stretched is not None and n != m:
        bands.append(stretched)
    alignments = [align(reference.strengths, take.strengths, band, weighed) for band in bands]
    pairs = [
        make_pairs(reference.strengths, take.strengths, alignment, weighed, offset)
        for alignment in alignments
    ]
    shares = [each.share for each in pairs]
    best = int(np.argmax(shares))
    low, high = bands[best]
    mapping = current_mapping()
    return Comparison(
        alignments[best], pairs[best], (low + high) // 2, [float(mapping(s)) for s in shares]
    )


def seen_share(take: Grid, partners: IntArray) -> float:
    """Share of the clip's cells whose partner in the take shows a face."""
    inside = (partners >= 0) & (partners < len(take))
    return float(take.seen[partners[inside]].sum() / len(partners))


def find_warnings(
    reference: Track,
    take: Track,
    coverage: float,
    strength: float | None,
    scores: Sequence[float],
) -> list[Json]:
    """What the reader of a score should know, as codes with values."""
    found: list[Json] = []
    if not take.seen.any():
        found.append({"code": "no_face"})
    elif coverage < MIN_SEEN:
        found.append({"code": "low_coverage", "actual": coverage, "allowed": MIN_SEEN})
    if take.seen.any() and strength is not None and strength < NOTHING_SHOWN:
        found.append({"code": "nothing_shown", "actual": strength, "allowed": NOTHING_SHOWN})
    if len(scores) > 1 and scores[1] - scores[0] > ALIGNMENTS_DIFFER:
        found.append({"code": "alignments_differ", "clock": scores[0], "stretched": scores[1]})
    if reference.model_hash != take.model_hash:
        found.append({"code": "models_differ", "reference": reference.model, "take": take.model})
    return found


def name_moments(
    clip: Grid, values: FloatArray, emotions: FloatArray, names: Sequence[str]
) -> tuple[Moment, ...]:
    """The stretches where `values` (N,) is large, each with its strongest of `emotions` (N, E)."""
    times, half = clip.times, 0.5 / RATE
    return tuple(
        Moment(
            start=max(float(times[0]), float(times[stretch.start]) - half),
            end=min(float(times[-1]), float(times[stretch.stop - 1]) + half),
            amount=stretch.total,
            emotion=names[int(emotions[stretch.start : stretch.stop].sum(axis=0).argmax())],
        )
        for stretch in find_moments(values, emotions.argmax(axis=1))
    )
