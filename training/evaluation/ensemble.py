"""Ensembles: the mean of several models, a weighted mean, and a stacked classifier.

Weights and stacking are fitted on the validation part; stacking's strength is chosen there by
cross-validation, over people where they are known. Wolpert, "Stacked Generalization", Neural
Networks 5, 1992.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from scoring.models.backends import softmax
from scoring.types import FloatArray, IntArray, Json

from .metrics import log_loss

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

FOLDS = 5
STRENGTHS = (0.001, 0.01, 0.1, 1.0)


def mean(probabilities: Sequence[FloatArray]) -> FloatArray:
    """Unweighted mean: (M, N, K) to (N, K)."""
    return np.mean(probabilities, axis=0)


def fit_weights(probabilities: Sequence[FloatArray], labels: IntArray) -> FloatArray:
    """Weights of the members that minimise the log loss of their weighted mean.

    Parameters
    ----------
    probabilities
        Of the validation part, shape (M, N, K).
    labels
        Shape (N,).

    Returns
    -------
    weights
        Shape (M,), none below 0; they sum to 1.
    """
    true = np.asarray(probabilities, float)[:, np.arange(len(labels)), labels]

    def loss(scores: FloatArray) -> tuple[float, FloatArray]:
        weights = softmax(scores)
        joined = np.maximum(weights @ true, 1e-12)
        gradient = -(true / joined).mean(1)
        return -np.log(joined).mean(), weights * (gradient - weights @ gradient)

    return softmax(minimize(loss, np.zeros(len(true)), jac=True, method="L-BFGS-B").x)


def weighted(probabilities: Sequence[FloatArray], weights: FloatArray) -> FloatArray:
    """Weighted mean: (M, N, K) and (M,) to (N, K)."""
    return np.tensordot(weights, probabilities, 1)


def stacking_input(probabilities: Sequence[FloatArray]) -> FloatArray:
    """Log probabilities of all members side by side: (M, N, K) to (N, M K)."""
    logs = np.log(np.maximum(probabilities, 1e-6))
    return np.concatenate(list(logs), axis=1)


def fit_stacking(
    probabilities: Sequence[FloatArray],
    labels: IntArray,
    groups: Sequence[object] | None = None,
    seed: int = 0,
) -> tuple[Pipeline, float]:
    """A logistic regression on the members' log probabilities.

    Parameters
    ----------
    probabilities
        Of the validation part, shape (M, N, K).
    labels
        Shape (N,).
    groups
        Person or video of each face, length N: nobody is on both sides of a fold.

    Returns
    -------
    model
        Fitted on all faces with the chosen strength.
    strength
        The one of `STRENGTHS` with the least cross-validated log loss.
    """
    inputs = stacking_input(probabilities)
    losses = []
    for strength in STRENGTHS:
        held_out = np.empty((len(labels), probabilities[0].shape[1]))
        for train, test in folds(labels, groups, seed):
            model = regression(strength).fit(inputs[train], labels[train])
            held_out[test] = stacked(model, inputs[test], held_out.shape[1])
        losses.append(log_loss(held_out, labels))
    strength = STRENGTHS[int(np.argmin(losses))]
    return regression(strength).fit(inputs, labels), strength


def regression(strength: float) -> Pipeline:
    """An unfitted multinomial logistic regression on standardised inputs."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=1000))


def folds(
    labels: IntArray, groups: Sequence[object] | None = None, seed: int = 0
) -> list[tuple[IntArray, IntArray]]:
    """Train and test indices of each fold; a group is on one side only."""
    from sklearn.model_selection import GroupKFold, KFold

    units = len(labels) if groups is None else len(set(groups))
    kind = KFold if groups is None else GroupKFold
    splitter = kind(min(FOLDS, units), shuffle=True, random_state=seed)
    return list(splitter.split(labels, labels, groups))


def stacked(model: Pipeline, inputs: FloatArray, classes: int) -> FloatArray:
    """Probabilities (N, classes) of a fitted regression; 0 for a class it was not trained on."""
    probabilities = np.zeros((len(inputs), classes))
    probabilities[:, model.classes_] = model.predict_proba(inputs)
    return probabilities


def ensembles(
    valid: Sequence[FloatArray],
    valid_labels: IntArray,
    test: Sequence[FloatArray],
    groups: Sequence[object] | None = None,
) -> dict[str, tuple[FloatArray, Json]]:
    """Test probabilities of each kind of ensemble.

    Parameters
    ----------
    valid, test
        The members' probabilities, shape (M, N, K) each.
    groups
        Of the validation faces.

    Returns
    -------
    ensembles
        Probabilities of the test part, shape (N, K), and what was fitted, by kind.
    """
    weights = fit_weights(valid, valid_labels)
    model, strength = fit_stacking(valid, valid_labels, groups)
    joined = stacked(model, stacking_input(test), test[0].shape[1])
    return {
        "mean": (mean(test), {}),
        "weighted": (weighted(test, weights), {"weights": [round(float(w), 4) for w in weights]}),
        "stacked": (joined, {"strength": strength}),
    }
