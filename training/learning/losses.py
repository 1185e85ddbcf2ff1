"""What is minimised: soft-label cross-entropy, and concordance of valence and arousal."""

import numpy as np
import torch
from torch.nn import functional

from scoring.types import FloatArray, IntArray


def class_weights(labels: IntArray, classes: int, kind: str) -> FloatArray | None:
    """Weight of each class in the loss.

    Parameters
    ----------
    kind
        'none'; 'balanced', 1 / number of its faces; or 'root', the square root of that.

    Returns
    -------
    weights
        float32, shape (K,), with mean 1 over the faces; 1 for absent classes. None for 'none'.
    """
    if kind == "none":
        return None
    counts = np.bincount(labels, minlength=classes).astype(np.float64)
    weights = np.maximum(counts, 1) ** (-1.0 if kind == "balanced" else -0.5)
    weights /= weights[labels].mean()
    weights[counts == 0] = 1
    return weights.astype(np.float32)


def soft_cross_entropy(
    logits: torch.Tensor,
    votes: torch.Tensor,
    weights: torch.Tensor | None = None,
    smoothing: float = 0.0,
) -> torch.Tensor:
    """Cross-entropy with a label distribution.

    Parameters
    ----------
    logits, votes
        Shape (N, K).
    weights
        Shape (K,); the weight of a face is the mean of these over its votes.

    Returns
    -------
    loss
        The sum over the faces, so that the parts of a batch add up to its gradient.
    """
    target = votes * (1 - smoothing) + smoothing / votes.shape[1]
    losses = -(target * functional.log_softmax(logits, 1)).sum(1)
    if weights is not None:
        losses = losses * (votes * weights).sum(1)
    return losses.sum()


def concordance_loss(predicted: torch.Tensor, annotated: torch.Tensor) -> torch.Tensor:
    """1 - concordance correlation, mean of valence and arousal, over the annotated faces.

    Lin, "A Concordance Correlation Coefficient to Evaluate Reproducibility", Biometrics 1989.

    Parameters
    ----------
    predicted, annotated
        Shape (N, 2); `annotated` is NaN where unknown. Fewer than two annotated faces give a loss
        of 0.
    """
    known = ~torch.isnan(annotated).any(1)
    if known.sum() < 2:
        return predicted.sum() * 0
    one, two = predicted[known], annotated[known]
    covariance = ((one - one.mean(0)) * (two - two.mean(0))).mean(0)
    variances = one.var(0, unbiased=False) + two.var(0, unbiased=False)
    concordance = 2 * covariance / (variances + (one.mean(0) - two.mean(0)).square() + 1e-8)
    return (1 - concordance).mean()
