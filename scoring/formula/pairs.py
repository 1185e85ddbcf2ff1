"""The pairs of cells that an alignment compares, and the figures that are sums over them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..constants import FLOOR, LAG_MATCH, MATCH_ACTIVITY, SKIP_WEIGHT, USED_SHARE
from ..dtw.alignment import Alignment
from ..types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs of the path, then the skipped cells paired with neutral; P in all.

    Attributes
    ----------
    reference, take
        Strengths of the expressions of both, shape (P, K - 1).
    weights
        0 where the reference is unseen, shape (P,).
    owner
        The reference cell to which a pair belongs, shape (P,).
    matched
        How many of them are pairs of the path.
    """

    reference: FloatArray
    take: FloatArray
    weights: FloatArray
    owner: IntArray
    matched: int

    @property
    def reference_activity(self) -> FloatArray:
        """Sum of the reference's strengths, shape (P,)."""
        activity: FloatArray = self.reference.sum(axis=1)
        return activity

    @property
    def take_activity(self) -> FloatArray:
        """Sum of the take's strengths, shape (P,)."""
        activity: FloatArray = self.take.sum(axis=1)
        return activity

    @property
    def shared(self) -> FloatArray:
        """Weighted expression that both have, shape (P,)."""
        shared: FloatArray = self.weights * np.minimum(self.reference, self.take).sum(axis=1)
        return shared

    @property
    def total(self) -> FloatArray:
        """Weighted expression that either has, shape (P,).

        What the sum lacks to the floor is spread evenly, so that even there sharing nothing scores
        nothing.
        """
        total: FloatArray = self.weights * np.maximum(self.reference_activity, self.take_activity)
        missing = FLOOR * self.weights.sum() - total.sum()
        if missing > 0:
            total = total + missing * self.weights / self.weights.sum()
        return total

    @property
    def share(self) -> float:
        """Shared expression over all expression, 0 to 1: the formula's 1 - d."""
        total = self.total.sum()
        return float(self.shared.sum() / total) if total > 0 else 0.0

    def per_cell(self, values: FloatArray, cells: int) -> FloatArray:
        """Sums of values (P,) or (P, E) over the pairs of each of `cells` reference cells."""
        sums = np.zeros((cells, *values.shape[1:]))
        np.add.at(sums, self.owner, values)
        return sums


def make_pairs(
    reference: FloatArray, take: FloatArray, alignment: Alignment, weighed: BoolArray, offset: int
) -> Pairs:
    """The pairs of an alignment.

    Parameters
    ----------
    reference
        Strengths, shape (N, K - 1).
    take
        Strengths, shape (M, K - 1).
    weighed
        Reference cells with a face, shape (N,).
    offset
        First take cell minus first reference cell on the clip's clock; a skipped take cell belongs
        to the reference cell of its time.
    """
    i, j = alignment.path.T
    skipped, left_over = alignment.skipped_reference, alignment.skipped_take
    labels = reference.shape[1]
    skip = float(SKIP_WEIGHT)
    return Pairs(
        reference=np.concatenate(
            [reference[i], reference[skipped], np.zeros((len(left_over), labels))]
        ),
        take=np.concatenate([take[j], np.zeros((len(skipped), labels)), take[left_over]]),
        weights=np.concatenate(
            [alignment.weights * weighed[i], skip * weighed[skipped], np.full(len(left_over), skip)]
        ),
        owner=np.concatenate([i, skipped, (left_over + offset).clip(0, len(reference) - 1)]),
        matched=len(i),
    )


def expression_match(pairs: Pairs) -> float | None:
    """Similarity of the emotions whatever their strength, 0 to 1; None where none were shown."""
    reference, take = pairs.reference[: pairs.matched], pairs.take[: pairs.matched]
    reference_activity = pairs.reference_activity[: pairs.matched]
    take_activity = pairs.take_activity[: pairs.matched]
    shown = (take_activity > MATCH_ACTIVITY) & (reference_activity > 0)
    weights = (pairs.weights[: pairs.matched] * reference_activity)[shown]
    if not weights.sum() > 0:
        return None
    x = reference[shown] / reference_activity[shown, None]
    y = take[shown] / take_activity[shown, None]
    return min(1.0, float(weights @ np.minimum(x, y).sum(axis=1) / weights.sum()))


def intensity(pairs: Pairs) -> float | None:
    """The performer's expression over the clip's; None where the clip has none."""
    clip = pairs.weights @ pairs.reference_activity
    return float(pairs.weights @ pairs.take_activity / clip) if clip > 0 else None


def median_lag(pairs: Pairs, delays: FloatArray, match: float | None) -> float | None:
    """Median delay, weighted by shared expression; None where the match is low.

    Parameters
    ----------
    delays
        Seconds by which the take is late in each pair of the path.
    match
        As `expression_match` gives it.
    """
    weights = pairs.shared[: pairs.matched]
    if match is None or match < LAG_MATCH or not weights.sum() > 0:
        return None
    order = np.argsort(delays, kind="stable")
    sums = np.cumsum(weights[order])
    return float(delays[order][np.searchsorted(sums, sums[-1] / 2)])


def emotion_scores(pairs: Pairs, names: Sequence[str]) -> dict[str, float]:
    """0 to 100 for each emotion that holds at least `USED_SHARE` of the clip's expression."""
    clip = pairs.weights @ pairs.reference
    both = pairs.weights @ np.minimum(pairs.reference, pairs.take)
    either = pairs.weights @ np.maximum(pairs.reference, pairs.take)
    return {
        name: min(100.0, float(100 * both[k] / either[k]))
        for k, name in enumerate(names)
        if clip[k] > 0 and clip[k] >= USED_SHARE * clip.sum()
    }
