"""Figures of predictions against the majority label: accuracy, recall, confusion, calibration."""

from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.types import FloatArray, IntArray, Json

BINS = 15


def confusion_matrix(
    labels: IntArray, predicted: IntArray, classes: int = 7, weights: FloatArray | None = None
) -> npt.NDArray[Any]:
    """Counts, or sums of weights: rows are true labels, columns predictions."""
    cells = np.bincount(
        np.asarray(labels) * classes + predicted, weights=weights, minlength=classes**2
    )
    matrix = cells.reshape(classes, classes)
    return matrix if weights is not None else matrix.astype(int)


def reliability(
    probabilities: FloatArray, labels: IntArray, bins: int = BINS
) -> list[dict[str, float]]:
    """How often the top class is right, by the model's confidence in it.

    Parameters
    ----------
    probabilities
        Shape (N, K).
    labels
        Shape (N,).

    Returns
    -------
    rows
        For each of the equally wide bins that hold a face: its share of the faces, their mean
        confidence and their accuracy.
    """
    top = probabilities.max(1)
    right = probabilities.argmax(1) == labels
    slot = np.minimum((top * bins).astype(int), bins - 1)
    return [
        {
            "share": float((slot == b).mean()),
            "confidence": float(top[slot == b].mean()),
            "accuracy": float(right[slot == b].mean()),
        }
        for b in np.unique(slot)
    ]


def calibration_error(probabilities: FloatArray, labels: IntArray, bins: int = BINS) -> float:
    """Expected calibration error of the top class.

    Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, eq. 3.
    """
    rows = reliability(probabilities, labels, bins)
    return float(sum(abs(row["accuracy"] - row["confidence"]) * row["share"] for row in rows))


def log_loss(probabilities: FloatArray, labels: IntArray) -> float:
    """Mean negative log probability of the true class, in nats."""
    return float(-np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)).mean())


def per_class(matrix: npt.NDArray[Any]) -> FloatArray:
    """Precision, recall and F1 of each class from a confusion matrix.

    Returns
    -------
    figures
        Shape (3, K); NaN where undefined: no face of the class, or none predicted.
    """
    hits = np.diag(matrix).astype(float)
    actual, predicted = matrix.sum(1), matrix.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        f1 = np.where(actual > 0, 2 * hits / (actual + predicted), np.nan)
        return np.stack([hits / predicted, hits / actual, f1])


def mean_recall(matrix: npt.NDArray[Any]) -> float:
    """Recall averaged over the classes that have faces."""
    return float(np.nanmean(per_class(matrix)[1]))


def metrics(probabilities: FloatArray, labels: IntArray) -> Json:
    """All figures of one set of faces.

    Parameters
    ----------
    probabilities
        Shape (N, K).
    labels
        Shape (N,).

    Returns
    -------
    figures
        faces (N), accuracy, mean_recall, mean_f1, precision, recall and f1 (K numbers each;
        None where undefined), confusion (K x K, rows true), calibration_error, log_loss.
    """
    matrix = confusion_matrix(labels, probabilities.argmax(1), probabilities.shape[1])
    precision, recall, f1 = per_class(matrix)
    return {
        "faces": len(labels),
        "accuracy": float(np.diag(matrix).sum() / matrix.sum()),
        "mean_recall": mean_recall(matrix),
        "mean_f1": float(np.nanmean(f1)),
        "precision": _rounded(precision),
        "recall": _rounded(recall),
        "f1": _rounded(f1),
        "confusion": matrix.tolist(),
        "calibration_error": calibration_error(probabilities, labels),
        "log_loss": log_loss(probabilities, labels),
    }


def _rounded(values: FloatArray) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 4) for value in values]
