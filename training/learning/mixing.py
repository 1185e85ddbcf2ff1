"""Mixup and cutmix: faces, and their labels, are mixed with those of others in the batch.

Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018; Yun et al., "CutMix",
ICCV 2019. With both switched on, each batch draws one of them.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from scoring.types import FloatArray, IntArray

from ..recipes.options import Augment

Mixing: TypeAlias = Callable[
    [FloatArray, IntArray, float, np.random.Generator], tuple[FloatArray, float]
]


def mix(
    inputs: FloatArray,
    votes: FloatArray,
    affect: FloatArray,
    options: Augment,
    rng: np.random.Generator,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mix a batch with itself in another order.

    Parameters
    ----------
    inputs
        Shape (N, 3, S, S).
    votes
        Shape (N, K).
    affect
        Shape (N, 2), NaN where unknown; in the mixture, where either face's is.

    Returns
    -------
    inputs, votes, affect
        Of the mixed batch; the given arrays stay as they are.
    """
    candidates: list[tuple[Mixing, float]] = [(mixup, options.mixup), (cutmix, options.cutmix)]
    enabled = [(method, alpha) for method, alpha in candidates if alpha > 0]
    if not enabled:
        return inputs, votes, affect
    method, alpha = enabled[rng.integers(len(enabled))]
    drawn = rng.beta(alpha, alpha)
    others = rng.permutation(len(inputs))
    inputs, kept = method(inputs, others, drawn, rng)
    share = np.float32(kept)
    return (
        inputs,
        share * votes + (1 - share) * votes[others],
        share * affect + (1 - share) * affect[others],
    )


def mixup(
    inputs: FloatArray, others: IntArray, share: float, rng: np.random.Generator
) -> tuple[FloatArray, float]:
    """Blend each face with another; also gives the share of the first."""
    weight = np.float32(share)
    return weight * inputs + (1 - weight) * inputs[others], share


def cutmix(
    inputs: FloatArray, others: IntArray, share: float, rng: np.random.Generator
) -> tuple[FloatArray, float]:
    """Paste a rectangle of another face into each; also gives the share left of the first."""
    side = inputs.shape[-1]
    cut = round(side * np.sqrt(1 - share))
    top, left = rng.integers(0, side - cut + 1, 2)
    inputs = inputs.copy()
    place = np.s_[:, :, top : top + cut, left : left + cut]
    inputs[place] = inputs[others][place]
    return inputs, 1 - (cut / side) ** 2
