"""Mixup and cutmix: batches whose faces are partly another's, and so are their labels.

Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018; Yun et al., "CutMix",
ICCV 2019. With both switched on, each batch draws one of them.
"""

import numpy as np


def mix(inputs, votes, affect, options, rng):
    """Mix a batch with itself in another order.

    Parameters
    ----------
    inputs : ndarray of float32, shape (N, 3, S, S)
    votes : ndarray of float32, shape (N, K)
    affect : ndarray of float32, shape (N, 2)
        NaN where unknown; unknown where either face's is.
    options : training.recipes.options.Augment
    rng : numpy.random.Generator

    Returns
    -------
    tuple of ndarray
        inputs, votes and affect of the mixed batch; the given arrays stay as they are.
    """
    ways = [way for way in (mixed, patched) if getattr(options, ALPHAS[way]) > 0]
    if not ways:
        return inputs, votes, affect
    way = ways[rng.integers(len(ways))]
    share = rng.beta(*[getattr(options, ALPHAS[way])] * 2)
    others = rng.permutation(len(inputs))
    inputs, share = way(inputs, others, share, rng)
    share = np.float32(share)
    return (
        inputs,
        share * votes + (1 - share) * votes[others],
        share * affect + (1 - share) * affect[others],
    )


def mixed(inputs, others, share, rng):
    """Each pixel of two faces in proportion."""
    share = np.float32(share)
    return share * inputs + (1 - share) * inputs[others], share


def patched(inputs, others, share, rng):
    """A rectangle of the other face; `share` becomes what is left of the first."""
    side = inputs.shape[-1]
    cut = round(side * np.sqrt(1 - share))
    top, left = rng.integers(0, side - cut + 1, 2)
    inputs = inputs.copy()
    place = np.s_[:, :, top : top + cut, left : left + cut]
    inputs[place] = inputs[others][place]
    return inputs, 1 - (cut / side) ** 2


ALPHAS = {mixed: "mixup", patched: "cutmix"}
