"""Several models asked together: their mean, a weighted mean, and a stacked classifier.

Weights and stacking are fitted on the validation part; stacking's strength is chosen there by
cross-validation over people where they are known. Wolpert, "Stacked Generalization", Neural
Networks 5, 1992.
"""

import numpy as np
from scipy.optimize import minimize

from .metrics import log_loss

FOLDS = 5
STRENGTHS = (0.001, 0.01, 0.1, 1.0)


def mean(probabilities):
    """Equal voices: (M, N, K) to (N, K)."""
    return np.mean(probabilities, axis=0)


def fit_weights(probabilities, labels):
    """Weights of the members that minimise the log loss of their weighted mean.

    Parameters
    ----------
    probabilities : ndarray, shape (M, N, K)
        Of the validation part.
    labels : ndarray of int, shape (N,)

    Returns
    -------
    ndarray of float, shape (M,)
        At least 0; their sum is 1.
    """
    probabilities = np.asarray(probabilities, float)
    true = probabilities[:, np.arange(len(labels)), labels]

    def loss(free):
        weights = _shares(free)
        joined = np.maximum(weights @ true, 1e-12)
        slope = -(true / joined).mean(1)
        return -np.log(joined).mean(), weights * (slope - weights @ slope)

    return _shares(minimize(loss, np.zeros(len(true)), jac=True, method="L-BFGS-B").x)


def _shares(free):
    weights = np.exp(free - free.max())
    return weights / weights.sum()


def weighted(probabilities, weights):
    """Weighted mean: (M, N, K) and (M,) to (N, K)."""
    return np.tensordot(weights, probabilities, 1)


def stacking_input(probabilities):
    """Log probabilities of all members side by side: (M, N, K) to (N, M K)."""
    logs = np.log(np.maximum(probabilities, 1e-6))
    return np.concatenate(list(logs), axis=1)


def fit_stacking(probabilities, labels, groups=None, seed=0):
    """A logistic regression on the members' log probabilities.

    Parameters
    ----------
    probabilities : ndarray, shape (M, N, K)
        Of the validation part.
    labels : ndarray of int, shape (N,)
    groups : sequence, length N, optional
        People or videos: nobody is on both sides of a fold.

    Returns
    -------
    model : sklearn.pipeline.Pipeline
        Fitted on all faces with the chosen strength.
    strength : float
        The one of `STRENGTHS` with the least cross-validated log loss.
    """
    inputs = stacking_input(probabilities)
    losses = []
    for strength in STRENGTHS:
        held_out = np.empty((len(labels), probabilities[0].shape[1]))
        for inside, outside in folds(labels, groups, seed):
            model = regression(strength).fit(inputs[inside], labels[inside])
            held_out[outside] = stacked(model, inputs[outside], held_out.shape[1])
        losses.append(log_loss(held_out, labels))
    strength = STRENGTHS[int(np.argmin(losses))]
    return regression(strength).fit(inputs, labels), strength


def regression(strength):
    """An unfitted multinomial logistic regression on inputs of one scale."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=1000))


def folds(labels, groups=None, seed=0):
    """Indices of the inner and outer faces of each fold; a group is on one side only."""
    from sklearn.model_selection import GroupKFold, KFold

    units = len(labels) if groups is None else len(set(groups))
    kind = KFold if groups is None else GroupKFold
    splitter = kind(min(FOLDS, units), shuffle=True, random_state=seed)
    return list(splitter.split(labels, labels, groups))


def stacked(model, inputs, classes):
    """Probabilities (N, classes) of a fitted regression; 0 for a class it never saw."""
    probabilities = np.zeros((len(inputs), classes))
    probabilities[:, model.classes_] = model.predict_proba(inputs)
    return probabilities


def gains(valid, valid_labels, test, groups=None):
    """Test probabilities of each way to join the members.

    Parameters
    ----------
    valid, test : ndarray, shape (M, N, K) each
    valid_labels : ndarray of int
    groups : sequence, optional
        Of the validation faces.

    Returns
    -------
    dict of str to (ndarray of float, shape (N, K), dict)
        Probabilities of the test part and what was fitted, by way.
    """
    weights = fit_weights(valid, valid_labels)
    model, strength = fit_stacking(valid, valid_labels, groups)
    joined = stacked(model, stacking_input(test), test[0].shape[1])
    return {
        "mean": (mean(test), {}),
        "weighted": (weighted(test, weights), {"weights": [round(float(w), 4) for w in weights]}),
        "stacked": (joined, {"strength": strength}),
    }
