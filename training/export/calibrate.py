"""Calibration that becomes part of the weights: a temperature and a bias for each class.

Guo et al., "On Calibration of Modern Neural Networks", ICML 2017 (temperature and vector
scaling); Menon et al., "Long-tail learning via logit adjustment", ICLR 2021 (the shift towards
rare classes). Both are fitted on the validation part and folded into the last layer, so that
every backend and every file of the model gives the same probabilities. A model trained on several
data sets is calibrated on a mixture in which every class of every set has the same weight; its
temperature is the one at which distances between pictures best tell expressions apart.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from scoring.models.backends import softmax
from scoring.types import FloatArray, IntArray, Json

from ..evaluation.metrics import calibration_error, confusion_matrix, log_loss, mean_recall
from ..evaluation.pairs import cell_weights, pair_auc

if TYPE_CHECKING:
    import torch

Balance: TypeAlias = float | Literal["auto"]
"""Weight of the shift towards mean recall, 0 to 1; 'auto' chooses it on the validation part."""

T = TypeVar("T")

BALANCES = tuple(round(0.05 * step, 2) for step in range(21))
BIAS_SHARES = (0.0, 0.5, 1.0)
MAX_ACCURACY_LOSS = 0.005
MAX_CALIBRATION_ERROR = 0.03
MAX_AUC_LOSS = 0.01
BIAS_PENALTY = 0.02
TEMPERATURES = tuple(round(0.2 * 1.1**step, 3) for step in range(30))


@dataclass(frozen=True)
class Calibration:
    """A change of logits: ``logits / temperature + bias``.

    Attributes
    ----------
    bias
        One for each class.
    balance
        Weight of the shift towards mean recall: 0 leaves the classes as common as they are in
        the validation part, 1 treats all classes as equally common.
    fitted
        Share of the biases fitted by log loss that is applied, 0 to 1; the rest of `bias` is the
        shift.
    """

    temperature: float
    bias: tuple[float, ...]
    balance: float = 0.0
    fitted: float = 1.0

    def __call__(self, logits: FloatArray) -> FloatArray:
        """Calibrated logits."""
        return logits / self.temperature + np.asarray(self.bias, np.float32)

    def invert(self, logits: FloatArray) -> FloatArray:
        """The logits before calibration, from the calibrated ones."""
        return (logits - np.asarray(self.bias, np.float32)) * self.temperature

    def to_dict(self) -> Json:
        """Plain values for a card."""
        return asdict(self)


def fit_calibration(logits: FloatArray, labels: IntArray, balance: Balance = "auto") -> Calibration:
    """Fit temperature and biases to the validation part by log loss.

    Parameters
    ----------
    logits
        Shape (N, K).
    labels
        Shape (N,).
    balance
        'auto' tries every weight in `BALANCES` with every share in `BIAS_SHARES`. Of those that
        lose at most `MAX_ACCURACY_LOSS` of the best accuracy and, if any do, keep the calibration
        error within `MAX_CALIBRATION_ERROR`, it takes the one with the best mean recall.

    Raises
    ------
    ValueError
        If a class has no face in the validation part: nothing can be fitted to it.
    """
    counts = np.bincount(labels, minlength=logits.shape[1])
    if not counts.all():
        raise ValueError(
            "calibration needs faces of every class in the validation part; "
            f"there are {', '.join(map(str, counts))}"
        )
    _, bias = _fit(logits, labels)
    rarity = -np.log(counts / counts.sum())
    rarity -= rarity.mean()
    if balance != "auto":
        return _with_shift(logits, labels, bias, rarity, float(balance), 1.0)
    candidates = [
        _with_shift(logits, labels, bias, rarity, weight, share)
        for share in BIAS_SHARES
        for weight in BALANCES
    ]
    return choose([(each, effect(each, logits, labels)["after"]) for each in candidates])


def fit_to_mixture(logits: FloatArray, labels: IntArray, sets: Sequence[str | None]) -> Calibration:
    """Fit biases and temperature to a validation part made of several sets.

    Parameters
    ----------
    logits
        Shape (N, K).
    labels
        Shape (N,).
    sets
        The data set of each face, length N: each class of each set has the same weight.

    Notes
    -----
    Of the shares in `BIAS_SHARES` of the biases that the log loss asks for, the one with the best
    mean recall is taken that costs at most `MAX_ACCURACY_LOSS` of the best accuracy, both means
    over the sets. The temperature is the highest at which the pair AUC is at most `MAX_AUC_LOSS`
    below its best: between temperatures that tell expressions apart equally well, the one that
    follows an expression's strength and is seldom sure of a wrong one.
    """
    owners = np.asarray(sets)
    weights = cell_weights(labels, owners)
    temperature, bias = _fit(logits, labels, weights)

    def figures(share: float) -> Json:
        named = (logits + share * temperature * bias).argmax(1)
        matrices = [
            confusion_matrix(labels[owners == name], named[owners == name], logits.shape[1])
            for name in np.unique(owners)
        ]
        return {
            "accuracy": np.mean([np.trace(matrix) / matrix.sum() for matrix in matrices]),
            "mean_recall": np.mean([mean_recall(matrix) for matrix in matrices]),
            "calibration_error": 0.0,
        }

    share = choose([(share, figures(share)) for share in BIAS_SHARES])
    shifted = logits + share * temperature * bias
    areas = {value: pair_auc(softmax(shifted / value), labels, weights) for value in TEMPERATURES}
    least = max(areas.values()) - MAX_AUC_LOSS
    softest = max(value for value, area in areas.items() if area >= least)
    biases = tuple(round(float(value), 5) for value in share * temperature * bias / softest)
    return Calibration(float(softest), biases, 0.0, share)


def choose(candidates: Sequence[tuple[T, Json]]) -> T:
    """The calibration that `fit_calibration` takes, from calibrations with their figures."""
    best = max(figures["accuracy"] for _, figures in candidates)
    accurate = [row for row in candidates if row[1]["accuracy"] >= best - MAX_ACCURACY_LOSS]
    calibrated = [row for row in accurate if row[1]["calibration_error"] <= MAX_CALIBRATION_ERROR]
    return max(calibrated or accurate, key=lambda row: (row[1]["mean_recall"], row[1]["accuracy"]))[
        0
    ]


def _fit(
    logits: FloatArray, labels: IntArray, weights: FloatArray | None = None
) -> tuple[float, FloatArray]:
    """Temperature and biases that minimise the log loss; biases are shrunk towards zero."""
    classes = logits.shape[1]
    truth = np.eye(classes)[labels]
    counts = np.ones(len(labels)) if weights is None else weights
    counts = counts / counts.sum()

    def loss(parameters: FloatArray) -> tuple[float, FloatArray]:
        scale, bias = np.exp(parameters[0]), parameters[1:]
        probabilities = softmax(logits * scale + bias)
        residual = (probabilities - truth) * counts[:, None]
        gradient = np.concatenate([[scale * (residual * logits).sum()], residual.sum(0)])
        gradient[1:] += 2 * BIAS_PENALTY * bias / classes
        true_class = np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)
        value = -(counts * np.log(true_class)).sum() + BIAS_PENALTY * (bias**2).mean()
        return value, gradient

    found = minimize(loss, np.zeros(classes + 1), jac=True, method="L-BFGS-B")
    return float(np.exp(-found.x[0])), found.x[1:] - found.x[1:].mean()


def _with_shift(
    logits: FloatArray,
    labels: IntArray,
    bias: FloatArray,
    rarity: FloatArray,
    balance: float,
    share: float,
) -> Calibration:
    """The calibration of one balance: its biases, and the temperature that then fits best."""
    biases = share * bias + balance * rarity

    def loss(log_scale: float) -> float:
        return log_loss(softmax(np.exp(log_scale) * logits + biases), labels)

    found = minimize_scalar(loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-4})
    rounded = tuple(round(float(value), 5) for value in biases)
    return Calibration(round(float(np.exp(-found.x)), 5), rounded, balance, share)


def effect(calibration: Calibration, logits: FloatArray, labels: IntArray) -> Json:
    """Accuracy, mean recall, calibration error and log loss before and after, for the card."""

    def figures(values: FloatArray) -> dict[str, float]:
        matrix = confusion_matrix(labels, values.argmax(1), values.shape[1])
        probabilities = softmax(values)
        return {
            "accuracy": float(np.trace(matrix) / matrix.sum()),
            "mean_recall": mean_recall(matrix),
            "calibration_error": calibration_error(probabilities, labels),
            "log_loss": log_loss(probabilities, labels),
        }

    return {"before": figures(logits), "after": figures(calibration(logits))}


def fold(network: "torch.nn.Module", calibration: Calibration) -> "torch.nn.Module":
    """Write a calibration into a network's last layer; valence and arousal stay as they are.

    Parameters
    ----------
    network
        A timm network, or any whose ``get_classifier()`` is its last linear layer; changed in
        place.
    """
    import torch

    layer: Any = network.get_classifier()  # type: ignore[operator]
    classes = len(calibration.bias)
    with torch.no_grad():
        layer.weight[:classes] /= calibration.temperature
        layer.bias[:classes] /= calibration.temperature
        layer.bias[:classes] += torch.tensor(calibration.bias)
    return network
