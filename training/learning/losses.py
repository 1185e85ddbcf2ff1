"""What is minimised: soft-label cross-entropy, and concordance of valence and arousal."""

import numpy as np
import torch
from torch.nn import functional


def class_weights(labels, classes, way):
    """How much each class counts: 'none', 'balanced' (1 / its faces) or 'root' of that.

    Returns
    -------
    ndarray of float32, shape (K,), or None
        Scaled so that a face of `labels` weighs 1 on average; absent classes weigh 1.
    """
    if way == "none":
        return None
    counts = np.bincount(labels, minlength=classes).astype(np.float64)
    weights = np.maximum(counts, 1) ** (-1.0 if way == "balanced" else -0.5)
    weights /= weights[labels].mean()
    weights[counts == 0] = 1
    return weights.astype(np.float32)


def soft_cross_entropy(logits, votes, weights=None, smoothing=0.0):
    """Sum over faces of the cross-entropy with a label distribution.

    Parameters
    ----------
    logits, votes : Tensor, shape (N, K)
    weights : Tensor, shape (K,), optional
        A face weighs as its classes do, by their share of its votes.

    Returns
    -------
    Tensor, shape ()
        A sum, so that a batch learnt in parts has the gradient of the whole.
    """
    wanted = votes * (1 - smoothing) + smoothing / votes.shape[1]
    losses = -(wanted * functional.log_softmax(logits, 1)).sum(1)
    if weights is not None:
        losses = losses * (votes * weights).sum(1)
    return losses.sum()


def concordance_loss(given, wanted):
    """1 - concordance correlation, mean of valence and arousal, over the faces that have them.

    Lin, "A Concordance Correlation Coefficient to Evaluate Reproducibility", Biometrics 1989.

    Parameters
    ----------
    given, wanted : Tensor, shape (N, 2)
        `wanted` is NaN where unknown; fewer than two known faces give a loss of 0.
    """
    known = ~torch.isnan(wanted).any(1)
    if known.sum() < 2:
        return given.sum() * 0
    given, wanted = given[known], wanted[known]
    mean, true_mean = given.mean(0), wanted.mean(0)
    together = ((given - mean) * (wanted - true_mean)).mean(0)
    spread = given.var(0, unbiased=False) + wanted.var(0, unbiased=False)
    concordance = 2 * together / (spread + (mean - true_mean).square() + 1e-8)
    return (1 - concordance).mean()
