"""All that an alignment compared, and the figures that are sums over it."""

from dataclasses import dataclass

import numpy as np

from .. import constants as c


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs of the path, then the skipped cells beside neutral.

    Attributes
    ----------
    x, y : ndarray of float, shape (P, K - 1)
        Expression of reference and take.
    weights : ndarray of float, shape (P,)
        0 where the reference is unseen.
    owner : ndarray of int, shape (P,)
        The reference cell to which a pair belongs.
    matched : int
        How many of them are pairs of the path.
    """

    x: np.ndarray
    y: np.ndarray
    weights: np.ndarray
    owner: np.ndarray
    matched: int

    @property
    def a(self):
        """Activity of the reference, shape (P,)."""
        return self.x.sum(axis=1)

    @property
    def b(self):
        """Activity of the take, shape (P,)."""
        return self.y.sum(axis=1)

    @property
    def shared(self):
        """Weighted expression that both have, shape (P,)."""
        return self.weights * np.minimum(self.x, self.y).sum(axis=1)

    @property
    def total(self):
        """Weighted expression that either has, shape (P,); what it lacks to the floor is spread
        evenly, so that even there nothing shared is nothing scored."""
        total = self.weights * np.maximum(self.a, self.b)
        lacking = c.FLOOR * self.weights.sum() - total.sum()
        return total + lacking * self.weights / self.weights.sum() if lacking > 0 else total

    @property
    def share(self):
        """Shared expression over all expression, 0 to 1: 1 - d of the formula."""
        total = self.total.sum()
        return float(self.shared.sum() / total) if total > 0 else 0.0

    def per_cell(self, values, cells):
        """Sums of values (P,) or (P, E) over the pairs of each of `cells` reference cells."""
        sums = np.zeros((cells, *values.shape[1:]))
        np.add.at(sums, self.owner, values)
        return sums


def make_pairs(x, y, alignment, weighed, offset):
    """Pairs of an alignment.

    Parameters
    ----------
    x : ndarray of float, shape (N, K - 1)
    y : ndarray of float, shape (M, K - 1)
    alignment : Alignment
    weighed : ndarray of bool, shape (N,)
        Reference cells with a face.
    offset : int
        First take cell minus first reference cell on the clip's clock; a skipped take cell
        belongs to the reference cell of its time.

    Returns
    -------
    Pairs
    """
    i, j = alignment.path.T
    left, over = alignment.skipped_reference, alignment.skipped_take
    skip = float(c.SKIP_WEIGHT)
    return Pairs(
        x=np.concatenate([x[i], x[left], np.zeros((len(over), x.shape[1]))]),
        y=np.concatenate([y[j], np.zeros((len(left), x.shape[1])), y[over]]),
        weights=np.concatenate(
            [alignment.weights * weighed[i], skip * weighed[left], np.full(len(over), skip)]
        ),
        owner=np.concatenate([i, left, (over + offset).clip(0, len(x) - 1)]),
        matched=len(i),
    )


def expression_match(pairs):
    """Likeness of the emotions whatever their strength, 0 to 1; None where none were shown."""
    a, b = pairs.a[: pairs.matched], pairs.b[: pairs.matched]
    shown = (b > c.MATCH_ACTIVITY) & (a > 0)
    weights = (pairs.weights[: pairs.matched] * a)[shown]
    if not weights.sum() > 0:
        return None
    x = pairs.x[: pairs.matched][shown] / a[shown, None]
    y = pairs.y[: pairs.matched][shown] / b[shown, None]
    return min(1.0, float(weights @ np.minimum(x, y).sum(axis=1) / weights.sum()))


def intensity(pairs):
    """The performer's expression over the clip's; None where the clip has none."""
    clip = pairs.weights @ pairs.a
    return float(pairs.weights @ pairs.b / clip) if clip > 0 else None


def median_lag(pairs, delays, match):
    """Median delay weighted by shared expression; None where the match is low.

    Parameters
    ----------
    pairs : Pairs
    delays : ndarray of float, shape (matched,)
        Seconds by which each pair of the path is late.
    match : float or None
    """
    weights = pairs.shared[: pairs.matched]
    if match is None or match < c.LAG_MATCH or not weights.sum() > 0:
        return None
    order = np.argsort(delays, kind="stable")
    sums = np.cumsum(weights[order])
    return float(delays[order][np.searchsorted(sums, sums[-1] / 2)])


def emotion_scores(pairs, names):
    """0 to 100 for each emotion that holds at least `USED_SHARE` of the clip's expression."""
    clip = pairs.weights @ pairs.x
    both = pairs.weights @ np.minimum(pairs.x, pairs.y)
    either = pairs.weights @ np.maximum(pairs.x, pairs.y)
    return {
        name: min(100.0, float(100 * both[k] / either[k]))
        for k, name in enumerate(names)
        if clip[k] > 0 and clip[k] >= c.USED_SHARE * clip.sum()
    }
