"""What the scores of acted arcs say about a model and the formula."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.faces import DataError

from .arc_pairs import PairScores, score_pairs
from .arcs import Expression
from .tables import Interval, auc, middle

RESAMPLES = 1000
# Points are counted in steps of a tenth where people are drawn again.
STEPS = 10
BINS = 100 * STEPS + 1
ALL = "all"


@dataclass(frozen=True)
class Ladder:
    """Median points of the right emotion at three strengths, over scored pairs.

    Attributes
    ----------
    nothing, half, full
    ordered
        Share of the pairs in which nothing < half < full.
    pairs
    """

    nothing: float
    half: float
    full: float
    ordered: float
    pairs: int


@dataclass(frozen=True)
class ActedFigures:
    """Figures of acted arcs; a pair whose clip is refused counts as 0 points.

    Attributes
    ----------
    people, arcs, pairs
        How many of each.
    auc
        Chance that a pair of one emotion scores above a pair of two.
    auc_scored
        The same over the pairs that are not refused.
    refused
        Share of the pairs.
    reasons
        Share of the pairs by the code of the refusal.
    refused_clips, refused_at_half
        By emotion, share of the arcs that are no clip, at full and at half strength.
    medians
        By emotion, of the pairs of that emotion.
    confusion
        Median points by the emotion performed and that of the clip.
    ladders
        By emotion and for all pairs of one emotion.
    """

    people: int
    arcs: int
    pairs: int
    auc: Interval
    auc_scored: float
    refused: float
    reasons: dict[str, float]
    refused_clips: dict[str, float]
    refused_at_half: dict[str, float]
    medians: dict[str, Interval]
    confusion: dict[str, dict[str, float]]
    ladders: dict[str, Ladder]

    @property
    def lowest(self) -> float:
        """The lowest of the emotions' medians."""
        return min(median.value for median in self.medians.values())


def measure(
    expressions: Sequence[Expression],
    labels: Sequence[str],
    most: int | None = None,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> ActedFigures:
    """Score pairs of different people's arcs and sum them up.

    Parameters
    ----------
    expressions
        Of two people and two emotions at least.
    labels
        The model's.
    most
        Pairs to draw at random where there are more; default: all.
    seed
        Of that draw and of the intervals.
    resamples
        How often the people are drawn again.

    Raises
    ------
    DataError
        If there are no pairs of one emotion, or none of two.
    """
    emotions = np.array([each.emotion for each in expressions])
    people = np.unique([each.person for each in expressions], return_inverse=True)[1]
    scores = score_pairs(expressions, labels, most, seed)
    clips, takes = emotions[scores.clips], emotions[scores.takes]
    same, scored = clips == takes, ~np.isnan(scores.full)
    if not same.any() or same.all():
        raise DataError(
            f"{same.sum()} pairs of one emotion and {(~same).sum()} of two by different people: "
            "both are needed, so give two people and two emotions at least"
        )
    points = np.where(scored, scores.full, 0.0)
    names, kinds = np.unique(clips[same], return_inverse=True)
    kinds = numbered(same, kinds, len(names))
    who = people[scores.clips], people[scores.takes]
    spread_auc, spread = spreads(points, kinds, who, resamples, seed)
    return ActedFigures(
        people=int(people.max()) + 1,
        arcs=len(expressions),
        pairs=len(points),
        auc=Interval(auc(points[same], points[~same]), *spread_auc),
        auc_scored=both_auc(scores.full[scored], same[scored]),
        refused=float(1 - scored.mean()),
        reasons=shares_of([scores.refusals[clip] for clip in scores.clips]),
        refused_clips=refused_shares(scores.refusals, emotions),
        refused_at_half=refused_shares(scores.refusals_at_half, emotions),
        medians={
            str(name): Interval(float(np.median(points[kinds == kind])), *spread[kind])
            for kind, name in enumerate(names)
        },
        confusion={str(name): by_clip(points, clips, takes == name) for name in np.unique(takes)},
        ladders=ladders(scores, same & scored, clips),
    )


def numbered(same: np.ndarray, kinds: np.ndarray, others: int) -> np.ndarray:
    """The number of each pair's emotion, shape (P,); `others` for pairs of two."""
    numbers = np.full(len(same), others)
    numbers[same] = kinds
    return numbers


def by_clip(points: np.ndarray, clips: np.ndarray, chosen: np.ndarray) -> dict[str, float]:
    """Median points of the chosen pairs by the clip's emotion."""
    points, clips = points[chosen], clips[chosen]
    return {str(name): float(np.median(points[clips == name])) for name in np.unique(clips)}


def both_auc(points: np.ndarray, same: np.ndarray) -> float:
    """AUC of the pairs of one emotion; NaN where one sort is missing."""
    return auc(points[same], points[~same]) if same.any() and not same.all() else float("nan")


def shares_of(codes: Sequence[str | None]) -> dict[str, float]:
    """Share of each code among all; None is no code."""
    given = [code for code in codes if code]
    return {code: given.count(code) / len(codes) for code in sorted(set(given))}


def refused_shares(refusals: Sequence[str | None], emotions: np.ndarray) -> dict[str, float]:
    """By emotion, the share that is refused."""
    refused = np.array([code is not None for code in refusals])
    return {str(name): float(refused[emotions == name].mean()) for name in np.unique(emotions)}


def ladders(scores: PairScores, chosen: np.ndarray, emotions: np.ndarray) -> dict[str, Ladder]:
    """Ladders of the chosen pairs together and by emotion; an emotion without any is left out."""
    steps = np.stack([scores.nothing, scores.half, scores.full])
    groups = {ALL: chosen} | {
        str(name): chosen & (emotions == name) for name in np.unique(emotions)
    }
    return {name: ladder(steps[:, group]) for name, group in groups.items() if group.any()}


def ladder(steps: np.ndarray) -> Ladder:
    """The ladder of points (3, P): nothing, half, full."""
    nothing, half, full = np.median(steps, axis=1).tolist()
    ordered = (steps[0] < steps[1]) & (steps[1] < steps[2])
    return Ladder(nothing, half, full, float(ordered.mean()), steps.shape[1])


def spreads(
    points: np.ndarray,
    kinds: np.ndarray,
    people: tuple[np.ndarray, np.ndarray],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[tuple[float, float], list[tuple[float, float]]]:
    """95 % intervals when the people are drawn again with replacement.

    A pair counts as often as its two people were drawn: Snijders and Borgatti, "Non-parametric
    standard errors and tests for network statistics", Connections 22(2), 1999.

    Parameters
    ----------
    points : shape (P,)
        0 to 100.
    kinds : int, shape (P,)
        Which emotion both act; the largest number stands for pairs of two.
    people : two of int, shape (P,)
        Who acts the clip, and who performs.

    Returns
    -------
    of_auc
        Low and high.
    of_medians
        Low and high for each emotion.
    """
    count, rows = int(np.max(people)) + 1, int(kinds.max()) + 1
    cells = kinds * BINS + np.rint(points * STEPS).astype(int)
    rng = np.random.default_rng(seed)
    areas, medians = [], []
    for _ in range(resamples):
        drawn = np.bincount(rng.integers(count, size=count), minlength=count)
        weights = drawn[people[0]] * drawn[people[1]]
        counts = np.bincount(cells, weights, rows * BINS).reshape(rows, BINS)
        areas.append(counted_auc(counts[:-1].sum(axis=0), counts[-1]))
        medians.append([counted_median(row) for row in counts[:-1]])
    return middle(areas), [middle(column) for column in np.array(medians).T]


def counted_auc(good: np.ndarray, bad: np.ndarray) -> float:
    """AUC of two histograms over the same ascending bins; NaN where one is empty."""
    pairs = good.sum() * bad.sum()
    below = np.cumsum(bad) - bad / 2
    return float(good @ below / pairs) if pairs else float("nan")


def counted_median(counts: np.ndarray) -> float:
    """Median points of a histogram; NaN where it is empty."""
    sums = np.cumsum(counts)
    return float(np.searchsorted(sums, sums[-1] / 2)) / STEPS if sums[-1] else float("nan")
