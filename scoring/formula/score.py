"""Two tracks to a score: expression above rest, aligned, shared expression over all of it."""

import numpy as np

from .. import constants as c
from ..constants import FORMULA
from ..dtw.alignment import align, clock_band, stretched_band
from ..errors import ScoringError
from .grid import to_grid
from .lines import cells_of, score_lines
from .mapping import current_mapping
from .moments import find_moments
from .pairs import emotion_scores, expression_match, intensity, make_pairs, median_lag
from .rest import expression_above, resting_face
from .result import Moment, Result

__all__ = ["FORMULA", "ScoreError", "check_reference", "score_tracks"]


class ScoreError(ScoringError):
    """Two tracks cannot be compared, or a clip cannot be scored."""

    code = "cannot_score"


def score_tracks(reference, take, lines=()):
    """Score a take against its reference.

    Parameters
    ----------
    reference, take : Track
        On the same clock, that of the clip.
    lines : iterable of mapping, optional
        The clip's script: 'start' and 'end' in seconds and 'text'; see `scoring.formula.lines`.

    Returns
    -------
    Result

    Raises
    ------
    ScoreError
        With the codes labels_differ, reference_empty, no_face, face_too_rare, too_calm.
    TrackError
        With the code too_long.
    ScriptError
        If a line has no seconds or no text.
    MappingError
        If REON_MAPPING names a file that cannot be used.
    """
    columns = label_columns(reference, take)
    clip, x = check_reference(reference)
    cells, y = expression(take)
    y = y[:, columns]
    alignment, pairs, partners, scores = compare(clip, x, cells, y)

    names, mapping = expressions(reference), current_mapping()
    share, match, strength = pairs.share, expression_match(pairs), intensity(pairs)
    coverage = seen_share(cells, partners)
    warnings = find_warnings(reference, take, coverage, strength, scores)
    whole = pairs.total.sum()
    losses = pairs.per_cell((pairs.total - pairs.shared) / whole, len(clip))
    shares = pairs.per_cell(pairs.shared / whole, len(clip))
    apart = pairs.per_cell(pairs.weights[:, None] * np.abs(pairs.x - pairs.y), len(clip))
    alike = pairs.per_cell(pairs.weights[:, None] * np.minimum(pairs.x, pairs.y), len(clip))
    i, j = alignment.path.T
    return Result(
        score=mapping(share),
        share=share,
        match=match,
        intensity=strength,
        lag=median_lag(pairs, cells.times[j] - clip.times[i], match),
        coverage=coverage,
        unsure=any(warning["code"] in c.UNSURE for warning in warnings),
        labels=reference.labels,
        neutral=reference.neutral,
        emotions=emotion_scores(pairs, names),
        warnings=warnings,
        reference=clip,
        take=cells.with_columns([take.labels.index(label) for label in reference.labels]),
        path=alignment.path,
        losses=losses,
        weakest=name_moments(clip, losses, apart, names),
        best=name_moments(clip, shares, alike, names),
        lines=score_lines(lines, cells_of(pairs, clip.times), names, mapping),
        formula=mapping.version,
        model=take.model,
        model_hash=take.model_hash,
    )


def check_reference(track):
    """Refuse a clip that no performance can be scored against.

    Parameters
    ----------
    track : Track

    Returns
    -------
    grid : Grid
    expression : ndarray of float, shape (N, K - 1)
        Above the resting face, without neutral.

    Raises
    ------
    ScoreError
        With the codes reference_empty, no_face, face_too_rare, too_calm.
    """
    if not len(track):
        raise ScoreError("the clip has no frames: give a video that holds some", "reference_empty")
    grid, above = expression(track)
    coverage = float(grid.seen.mean())
    if not track.seen.any():
        raise ScoreError("no face was found in the clip: choose one that shows a face", "no_face")
    if coverage < c.MIN_SEEN:
        raise ScoreError(
            f"a face is seen in {coverage:.0%} of the clip, at least {c.MIN_SEEN:.0%} are needed: "
            "choose another clip or cut it to where the face is seen",
            "face_too_rare",
            actual=coverage,
            allowed=c.MIN_SEEN,
        )
    activity = float(above[grid.seen].sum(axis=1).mean())
    if activity < c.MIN_ACTIVITY:
        raise ScoreError(
            f"the clip is too calm: its mean expression is {activity:.3f}, at least "
            f"{c.MIN_ACTIVITY} is needed; choose one in which the face moves more",
            "too_calm",
            actual=activity,
            allowed=c.MIN_ACTIVITY,
        )
    return grid, above


def to_score(share):
    """Points, 0 to 100, for a share of 0 to 1."""
    return current_mapping()(share)


def expression(track):
    """A track on the grid, and its expression above the person's resting face."""
    grid = to_grid(track)
    rest = track.rest
    if rest is None:
        rest = resting_face(grid.probabilities, grid.seen, track.neutral)
    return grid, expression_above(rest, grid.probabilities, grid.seen, track.neutral)


def expressions(track):
    """The labels without neutral."""
    return [label for label in track.labels if label != track.labels[track.neutral]]


def label_columns(reference, take):
    """Where the reference's expressions stand among the take's; refuses other label sets."""
    if set(reference.labels) != set(take.labels):
        raise ScoreError(
            f"the clip's labels are {', '.join(reference.labels)}, the performance's are "
            f"{', '.join(take.labels)}: analyse both with the same model",
            "labels_differ",
            actual=list(take.labels),
            allowed=list(reference.labels),
        )
    names = expressions(take)
    return [names.index(label) for label in expressions(reference)]


def compare(clip, x, cells, y):
    """The better of the two alignments: a wrong one has nothing to gain in either.

    Returns
    -------
    alignment : Alignment
    pairs : Pairs
    partners : ndarray of int, shape (N,)
        The take cell in the middle of the band of each reference cell.
    scores : list of float
        At the clock's tempo, and at the take's own where it differs.
    """
    offset = cells.first - clip.first
    bands = [clock_band(len(clip), offset)]
    stretched = stretched_band(len(clip), len(cells), offset)
    if stretched is not None and len(clip) != len(cells):
        bands.append(stretched)
    alignments = [align(x, y, band, clip.seen) for band in bands]
    pairs = [make_pairs(x, y, alignment, clip.seen, offset) for alignment in alignments]
    shares = [each.share for each in pairs]
    best = int(np.argmax(shares))
    partners = (bands[best][0] + bands[best][1]) // 2
    return alignments[best], pairs[best], partners, [to_score(share) for share in shares]


def seen_share(cells, partners):
    """Share of the clip's cells beside which the performer's face was seen."""
    inside = (partners >= 0) & (partners < len(cells))
    return float(cells.seen[partners[inside]].sum() / len(partners))


def find_warnings(reference, take, coverage, strength, scores):
    """What the reader of a score should know, as codes with values."""
    found = []
    if not take.seen.any():
        found.append({"code": "no_face"})
    elif coverage < c.MIN_SEEN:
        found.append({"code": "low_coverage", "actual": coverage, "allowed": c.MIN_SEEN})
    if take.seen.any() and strength is not None and strength < c.NOTHING_SHOWN:
        found.append({"code": "nothing_shown", "actual": strength, "allowed": c.NOTHING_SHOWN})
    if len(scores) > 1 and scores[1] - scores[0] > c.ALIGNMENTS_DIFFER:
        found.append({"code": "alignments_differ", "clock": scores[0], "stretched": scores[1]})
    if reference.model_hash != take.model_hash:
        found.append({"code": "models_differ", "reference": reference.model, "take": take.model})
    return found


def name_moments(clip, values, emotions, names):
    """The stretches where `values` (N,) is large, each with its strongest of `emotions` (N, E)."""
    times, half = clip.times, 0.5 / c.RATE
    return [
        Moment(
            start=max(float(times[0]), float(times[stretch.start]) - half),
            end=min(float(times[-1]), float(times[stretch.stop - 1]) + half),
            amount=stretch.total,
            emotion=names[int(emotions[stretch.start : stretch.stop].sum(axis=0).argmax())],
        )
        for stretch in find_moments(values, emotions.argmax(axis=1))
    ]
