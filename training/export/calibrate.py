"""Calibration that becomes part of the weights: a temperature and a bias for each class.

Guo et al., "On Calibration of Modern Neural Networks", ICML 2017 (temperature and vector
scaling); Menon et al., "Long-tail learning via logit adjustment", ICLR 2021 (the shift towards
rare classes). Both are fitted on the validation part and folded into the last layer, so that
every backend and every file of the model gives the same probabilities. A model of several data
sets is calibrated on a mixture in which every class of every set counts alike, and its
temperature is the one by which distances between pictures tell expressions apart best.
"""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from scoring.models.backends import softmax

from ..evaluation.metrics import calibration_error, confusion_matrix, log_loss, mean_recall
from ..evaluation.pairs import cell_weights, pair_auc

BALANCES = tuple(round(0.05 * step, 2) for step in range(21))
FITTED = (0.0, 0.5, 1.0)
ACCURACY_GIVEN = 0.005
CALIBRATED = 0.03
STIFFNESS = 0.02
TEMPERATURES = tuple(round(0.5 * 1.1**step, 3) for step in range(24))


@dataclass(frozen=True)
class Calibration:
    """What changes logits: ``logits / temperature + bias``.

    Attributes
    ----------
    temperature : float
    bias : tuple of float, length K
    balance : float
        Weight of the shift towards mean recall: 0 leaves the classes as common as they are in
        the validation part, 1 judges as if all classes were equally common.
    fitted : float
        Share of the biases that the log loss asks for, 0 to 1; the rest of `bias` is the shift.
    """

    temperature: float
    bias: tuple
    balance: float = 0.0
    fitted: float = 1.0

    def __call__(self, logits):
        return logits / self.temperature + np.asarray(self.bias, np.float32)

    def undone(self, logits):
        """The logits that this calibration made these of."""
        return (logits - np.asarray(self.bias, np.float32)) * self.temperature

    def to_dict(self):
        """Plain values for a card."""
        return asdict(self)


def fit_calibration(logits, labels, balance="auto"):
    """Fit temperature and biases to the validation part by its log loss.

    Parameters
    ----------
    logits : ndarray, shape (N, K)
    labels : ndarray of int, shape (N,)
    balance : float or 'auto'
        'auto' takes, of all weights and of the shares `FITTED` of the biases, the pair with the
        best mean recall that costs at most `ACCURACY_GIVEN` of the best accuracy and keeps the
        calibration error at `CALIBRATED` where that can be; all on the validation part.

    Returns
    -------
    Calibration

    Raises
    ------
    ValueError
        If a class of the labels has no face: nothing can be fitted to it.
    """
    counts = np.bincount(labels, minlength=logits.shape[1])
    if not counts.all():
        raise ValueError(
            "calibration needs faces of every class in the validation part; "
            f"there are {', '.join(map(str, counts))}"
        )
    bias = _fit(logits, labels)
    rarity = -np.log(counts / counts.sum())
    rarity -= rarity.mean()
    if balance != "auto":
        return _shifted(logits, labels, bias, rarity, float(balance), 1.0)
    found = [
        _shifted(logits, labels, bias, rarity, weight, share)
        for share in FITTED
        for weight in BALANCES
    ]
    return chosen([(each, effect(each, logits, labels)["after"]) for each in found])


def fit_to_mixture(logits, labels, sets, share=1.0):
    """Fit biases and temperature to a validation part of several sets.

    Parameters
    ----------
    logits : ndarray, shape (N, K)
    labels : ndarray of int, shape (N,)
    sets : sequence of str, length N
        The data set of each face: each class of each set counts alike.
    share : float
        Share of the biases that are taken.

    Returns
    -------
    Calibration
    """
    weights = cell_weights(labels, np.asarray(sets))
    bias = share * _fit(logits, labels, weights)
    best = max(
        TEMPERATURES,
        key=lambda value: pair_auc(softmax(logits / value + bias), labels, weights),
    )
    biases = tuple(round(float(value), 5) for value in bias)
    return Calibration(float(best), biases, 0.0, share)


def chosen(found):
    """The calibration that `fit_calibration` takes, from pairs of one and its figures."""
    best = max(figures["accuracy"] for _, figures in found)
    near = [row for row in found if row[1]["accuracy"] >= best - ACCURACY_GIVEN]
    calm = [row for row in near if row[1]["calibration_error"] <= CALIBRATED]
    return max(calm or near, key=lambda row: (row[1]["mean_recall"], row[1]["accuracy"]))[0]


def _fit(logits, labels, weights=None):
    """Biases that, with a temperature, minimise the log loss; pulled a little towards zero."""
    classes = logits.shape[1]
    truth = np.eye(classes)[labels]
    counts = np.ones(len(labels)) if weights is None else weights
    counts = counts / counts.sum()

    def loss(parameters):
        scale, bias = np.exp(parameters[0]), parameters[1:]
        probabilities = softmax(logits * scale + bias)
        gap = (probabilities - truth) * counts[:, None]
        slope = np.concatenate([[scale * (gap * logits).sum()], gap.sum(0)])
        slope[1:] += 2 * STIFFNESS * bias / classes
        given = np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)
        return -(counts * np.log(given)).sum() + STIFFNESS * (bias**2).mean(), slope

    found = minimize(loss, np.zeros(classes + 1), jac=True, method="L-BFGS-B")
    return found.x[1:] - found.x[1:].mean()


def _shifted(logits, labels, bias, rarity, balance, fitted):
    """The calibration of one balance: its biases, and the temperature that then fits best."""
    shift = fitted * bias + balance * rarity

    def loss(parameter):
        return log_loss(softmax(np.exp(parameter) * logits + shift), labels)

    found = minimize_scalar(loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-4})
    biases = tuple(round(float(value), 5) for value in shift)
    return Calibration(round(float(np.exp(-found.x)), 5), biases, balance, fitted)


def effect(calibration, logits, labels):
    """Accuracy, mean recall, calibration error and log loss before and after, for the card."""

    def told(values):
        matrix = confusion_matrix(labels, values.argmax(1), values.shape[1])
        probabilities = softmax(values)
        return {
            "accuracy": float(np.trace(matrix) / matrix.sum()),
            "mean_recall": mean_recall(matrix),
            "calibration_error": calibration_error(probabilities, labels),
            "log_loss": log_loss(probabilities, labels),
        }

    return {"before": told(logits), "after": told(calibration(logits))}


def fold(network, calibration):
    """Write a calibration into a network's last layer; valence and arousal stay as they are.

    Parameters
    ----------
    network : torch.nn.Module
        Of timm, or anything whose ``get_classifier()`` is its last linear layer; changed in
        place.
    calibration : Calibration
    """
    import torch

    layer, classes = network.get_classifier(), len(calibration.bias)
    with torch.no_grad():
        layer.weight[:classes] /= calibration.temperature
        layer.bias[:classes] /= calibration.temperature
        layer.bias[:classes] += torch.tensor(calibration.bias)
    return network
